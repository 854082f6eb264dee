"""The offline switches: set before anything else is imported, in every process.

Several of the libraries that Sotto stands on look for a network, or report usage, unless told not
to before their first import. This module imports the standard library alone so that it can come
first. The switches are a courtesy to the libraries; the sandbox of the workers is the guarantee.
"""

from __future__ import annotations

import os

SWITCHES: dict[str, str] = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "PYANNOTE_METRICS_ENABLED": "0",
    "OTEL_SDK_DISABLED": "true",
    "TOKENIZERS_PARALLELISM": "false",
}
TOKENS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HUGGINGFACE_TOKEN", "PYANNOTEAI_API_KEY")


def go_offline() -> None:
    """Set every switch, over whatever the environment said, and drop every access token."""
    os.environ.update(SWITCHES)
    for name in TOKENS:
        os.environ.pop(name, None)
