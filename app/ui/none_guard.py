"""Keeps Python alive under a fault of PySide6 6.12.0 on Python 3.11.

Its wheels are built for headers in which None is immortal (Python 3.12): every Qt method that
returns nothing hands out None without taking a reference for it. On 3.11 each such call costs None
one reference, and after some thousands the interpreter ends with "none_dealloc: deallocating None".
Measured: 100 calls of `QPushButton.setText` cost 100 references with 6.12.0 and none with 6.11.3.

The guard gives None what 3.12 gives it: more references than any run can lose. Away with this file
once PySide6 below 6.12 or Python 3.12 is required.
"""

from __future__ import annotations

import ctypes
import sys

import PySide6

PLENTY = 1 << 40


def hold_none() -> None:
    """Give None references to lose, where this Python and this PySide6 need it."""
    mortal = sys.version_info < (3, 12) and sys.implementation.name == "cpython" and sys.maxsize > PLENTY
    if mortal and PySide6.__version_info__[:2] >= (6, 12) and sys.getrefcount(None) < PLENTY:
        # CPython keeps the count in the first word of each object.
        ctypes.c_ssize_t.from_address(id(None)).value += PLENTY
