"""torchaudio without its compiled extension, where that extension cannot load.

The registry's torchaudio is a CUDA build; beside a CPU build of torch its extension cannot be
loaded, and `import torchaudio` fails. pyannote.audio uses the pure-Python parts alone
(`functional.resample`, `compliance.kaldi`, MFCC), so the extension is replaced by one that says
"not available", exactly as torchaudio itself does when it was built without.
"""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from typing import Any

import torch


def _no_align(function: Any) -> Any:
    return function


def use_python_parts_of_torchaudio() -> None:
    """Put the stand-in into place. Only before the first import of torchaudio, only beside a CPU torch."""
    if torch.version.cuda is not None or sys.platform != "linux" or "torchaudio" in sys.modules:
        return
    found = importlib.util.find_spec("torchaudio")
    if found is None:
        return
    stand_in = ModuleType("torchaudio._extension")
    stand_in.__dict__.update(_IS_TORCHAUDIO_EXT_AVAILABLE=False, fail_if_no_align=_no_align)
    sys.modules["torchaudio._extension"] = stand_in
