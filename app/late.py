"""Libraries that are loaded when they are first used: the lock screen is there before any of them is needed.

    if TYPE_CHECKING:
        import numpy as np
    else:
        np = late("numpy")

The type checker and the packer see the import; at run time the library is loaded by the first look at one of its
names, in whatever thread that happens: Python's own lock of the import holds the others up.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Late:
    """Stands for a module. Each of its names is looked up once and then kept."""

    def __init__(self, name: str) -> None:
        self.__name__ = name

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(import_module(self.__name__), attribute)
        setattr(self, attribute, found)
        return found


def late(name: str) -> Late:
    """A stand-in for the module `name`, in dotted form. What is wrong with it shows at the first use: ImportError."""
    return Late(name)
