"""Screen lock and sleep on Windows and macOS. Written from the systems' documentation; not run there yet.

Windows: `WTSRegisterSessionNotification` (WM_WTSSESSION_CHANGE) and WM_POWERBROADCAST. macOS: the distributed
notification `com.apple.screenIsLocked`; sleep itself is told to nobody without IOKit, but a Mac locks its screen
with it where a password is asked for at waking, and the idle watch counts the time asleep.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 0x0007
NOTIFY_FOR_THIS_SESSION = 0
UTF8, DELIVER_IMMEDIATELY = 0x08000100, 4


class _Message(ctypes.Structure):
    """Windows's MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("w", ctypes.c_size_t),
        ("l", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    )


def is_lock_or_sleep(message: int, w: int) -> bool:
    """Whether a window message says that the session was locked or that the computer is about to sleep."""
    return (message, w) in ((WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK), (WM_POWERBROADCAST, PBT_APMSUSPEND))


class WindowsSource(QAbstractNativeEventFilter):
    """Reads the messages of the window."""

    def __init__(self, window: QWidget, tell: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._tell = tell

    def begin(self) -> bool:
        """Register for the session's messages."""
        application = QCoreApplication.instance()
        loader = getattr(ctypes, "WinDLL", None)
        if loader is None or application is None:
            return False
        application.installNativeEventFilter(self)
        register = loader("wtsapi32").WTSRegisterSessionNotification
        return bool(register(ctypes.c_void_p(int(self._window.winId())), NOTIFY_FOR_THIS_SESSION))

    def let_sleep(self) -> None:
        """Windows gives two seconds and asks nobody."""

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview[int], message: Any) -> Any:
        """Look at each message; swallow none."""
        if QByteArray(kind).data() == b"windows_generic_MSG":
            found = _Message.from_address(int(message))
            if is_lock_or_sleep(found.message, found.w):
                self._tell()
        return False, 0


class MacSource:
    """Asks the distributed notification centre."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._callback: Any = None

    def begin(self) -> bool:
        """Register an observer; it is called on the main thread's run loop."""
        foundation = ctypes.CDLL(ctypes.util.find_library("CoreFoundation"))
        foundation.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
        foundation.CFStringCreateWithCString.restype = ctypes.c_void_p
        foundation.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
        pointers = [ctypes.c_void_p] * 5
        kind = ctypes.CFUNCTYPE(None, *pointers)
        self._callback = kind(lambda *_: self._tell())
        foundation.CFNotificationCenterAddObserver.argtypes = [
            ctypes.c_void_p, ctypes.c_void_p, kind, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long,
        ]  # fmt: skip
        centre = foundation.CFNotificationCenterGetDistributedCenter()
        name = foundation.CFStringCreateWithCString(None, b"com.apple.screenIsLocked", UTF8)
        if not centre or not name:
            return False
        foundation.CFNotificationCenterAddObserver(centre, None, self._callback, name, None, DELIVER_IMMEDIATELY)
        return True

    def let_sleep(self) -> None:
        """Nothing is held up."""


def native_source(window: QWidget, tell: Callable[[], None]) -> WindowsSource | MacSource:
    """What tells on this system."""
    return MacSource(tell) if sys.platform == "darwin" else WindowsSource(window, tell)
