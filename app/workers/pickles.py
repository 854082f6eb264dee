"""No worker ever unpickles anything: a pickle can name a function and have it called.

Models are read as plain numbers (safetensors, GGUF, CTranslate2, ONNX, .npz), messages as MessagePack. This holds the
libraries to it: their usual ways of loading would take a pickle gladly. It is a guard against mistakes; what a
library does in native code it does not see, and the sandbox is what holds then.
"""

from __future__ import annotations

import sys


class PickleRefused(RuntimeError):
    """Something tried to unpickle a name; the text is empty, a pickle's own words are not for logs."""


def refuse() -> None:
    """From now on and for good, a pickle that names a class or a function ends in PickleRefused."""
    sys.addaudithook(_hook)


def _hook(event: str, _: tuple[object, ...]) -> None:
    if event == "pickle.find_class":
        raise PickleRefused
