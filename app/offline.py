"""The offline switches: set before anything else is imported, in every process.

Several of the libraries that Sotto stands on look for a network, or report usage, unless told not
to before their first import: pyannote.audio to its makers, ONNX Runtime (since 1.29, also on Linux)
to Microsoft. This module imports the standard library alone so that it can come first. The switches
are a courtesy to the libraries; the sandbox of the workers is the guarantee.
"""

from __future__ import annotations

import os
import re
import socket

SWITCHES: dict[str, str] = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "PYANNOTE_METRICS_ENABLED": "0",
    "OTEL_SDK_DISABLED": "true",
    # Nothing of it is started then: no sender, no events, no device number on the disk.
    "ORT_DISABLE_TELEMETRY": "1",
    "ORT_TELEMETRY_DISABLED": "1",  # its name in 1.29 to 1.31
    "TOKENIZERS_PARALLELISM": "false",
}
SECRETS = re.compile(
    r"(?<!XDG_ACTIVATION_)TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|ACCESS_?KEY|^OTEL_", re.IGNORECASE
)
"""Names of variables that a program without a network has no use for; where reports would go is one of them.

The desktop's XDG_ACTIVATION_TOKEN is none: it lets the window come to the front."""
_withheld: dict[str, str] = {}


def go_offline() -> None:
    """Set every switch, over whatever the environment said, and drop every access token.

    Processes that are started afterwards get none of them either, not even in what the system
    shows as their first environment. The address of a proxy that holds a name and a password is the one thing that is
    kept: here, out of the environment, for the one module that may ask the network (`withheld_proxies`).
    """
    for name in [name for name in os.environ if SECRETS.search(name) and name not in SWITCHES]:
        del os.environ[name]
    for name in [name for name in os.environ if _is_proxy_with_password(name, os.environ[name])]:
        _withheld[name] = os.environ.pop(name)
    os.environ.update(SWITCHES)
    # urllib3 opens a socket of this family to see whether it can, as soon as it is imported.
    socket.has_ipv6 = False


def withheld_proxies() -> dict[str, str]:
    """Variables as HTTPS_PROXY that were taken out of the environment since they hold a password; never to be shown."""
    return dict(_withheld)


def not_offline() -> list[str]:
    """Names of switches that do not hold in this process, and of secrets in its environment; none is right."""
    wrong = [name for name, value in SWITCHES.items() if _meaning(os.environ.get(name, "")) != _meaning(value)]
    return wrong + [
        name
        for name, value in os.environ.items()
        if (SECRETS.search(name) and name not in SWITCHES) or _is_proxy_with_password(name, value)
    ]


def _is_proxy_with_password(name: str, value: str) -> bool:
    return name.lower().endswith("_proxy") and name.lower() != "no_proxy" and "@" in value


def _meaning(value: str) -> str:
    """Libraries that are switched off write "false" where we wrote "0"."""
    return {"false": "0", "true": "1"}.get(value.lower(), value)
