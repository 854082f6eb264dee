"""A few calls into macOS's Objective-C runtime, without a library for it.

Written from Apple's documentation of the runtime; not run yet, since there was no Mac to run it on.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from typing import Any


class Runtime:
    """The runtime of this process. Raises OSError where there is none."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(ctypes.util.find_library("objc") or "/usr/lib/libobjc.A.dylib")
        self._library.objc_getClass.restype = ctypes.c_void_p
        self._library.objc_getClass.argtypes = [ctypes.c_char_p]
        self._library.sel_registerName.restype = ctypes.c_void_p
        self._library.sel_registerName.argtypes = [ctypes.c_char_p]

    def named(self, name: str) -> int:
        """A class by its name."""
        return int(self._library.objc_getClass(name.encode()) or 0)

    def send(self, receiver: int, selector: str, *arguments: int, answer: Any = ctypes.c_void_p) -> int:
        """Send a message whose arguments are pointers or integers; nothing happens for a nil receiver."""
        kinds = [ctypes.c_void_p, ctypes.c_void_p, *[ctypes.c_void_p] * len(arguments)]
        call = ctypes.CFUNCTYPE(answer, *kinds)(("objc_msgSend", self._library))
        return int(call(receiver, self._library.sel_registerName(selector.encode()), *arguments) or 0)

    def text(self, words: str) -> int:
        """An NSString."""
        buffer = ctypes.create_string_buffer(words.encode())
        return self.send(self.named("NSString"), "stringWithUTF8String:", ctypes.addressof(buffer))
