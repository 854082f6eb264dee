"""Keys on Windows and macOS. Written from the systems' documentation; not run there yet.

Windows: `RegisterHotKey`, whose WM_HOTKEY comes to the thread's queue. macOS: Carbon's `RegisterEventHotKey`, which
needs no permission, since no other key is seen.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from app.ui.global_keys import GlobalKey

WM_HOTKEY = 0x0312
MOD_ALT, MOD_CONTROL, MOD_SHIFT, MOD_NOREPEAT = 0x0001, 0x0002, 0x0004, 0x4000
_WINDOWS = {"Alt": MOD_ALT, "Ctrl": MOD_CONTROL, "Shift": MOD_SHIFT}
# Carbon's Events.h; Qt's "Ctrl" is the command key there.
CMD, SHIFT, OPTION = 0x0100, 0x0200, 0x0800
_MAC = {"Ctrl": CMD, "Shift": SHIFT, "Alt": OPTION}
MAC_CODES = {"P": 0x23, "O": 0x1F, "M": 0x2E, "B": 0x0B}
"""Where the letters lie on the keyboard: kVK_ANSI_…"""


def four(text: str) -> int:
    """A four-character code of macOS."""
    return int.from_bytes(text.encode("ascii"), "big")


KEYBOARD, HOT_KEY_PRESSED, SIGNATURE = four("keyb"), 5, four("Stto")
DIRECT_OBJECT, HOT_KEY_ID = four("----"), four("hkid")


class _Message(ctypes.Structure):
    """Windows's MSG, as far as it is read."""

    _fields_ = (("window", ctypes.c_void_p), ("message", ctypes.c_uint), ("w", ctypes.c_size_t))


class WindowsSource(QAbstractNativeEventFilter):
    """Registers keys for this thread."""

    def __init__(self, user32: Any = None) -> None:
        super().__init__()
        self._user32 = user32
        self._names: dict[int, str] = {}
        self._tell: Callable[[str], None] = lambda _: None

    def begin(
        self, keys: Sequence[GlobalKey], tell: Callable[[str], None], refused: Callable[[list[str]], None]
    ) -> None:
        """See `global_keys.Source`."""
        self._tell = tell
        if self._user32 is None:
            self._user32 = getattr(ctypes, "WinDLL")("user32")  # noqa: B009  (there only)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)
        missed = []
        for number, key in enumerate(keys, 1):
            modifiers = key.mask(_WINDOWS) | MOD_NOREPEAT
            if self._user32.RegisterHotKey(None, number, modifiers, ord(key.letter)):
                self._names[number] = key.name
            else:
                missed.append(key.name)
        refused(missed)

    def end(self) -> None:
        """Let the keys go."""
        for number in self._names:
            self._user32.UnregisterHotKey(None, number)
        self._names.clear()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview[int], message: Any) -> Any:
        """Look at each message; swallow none but ours."""
        if QByteArray(kind).data() in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
            found = _Message.from_address(int(message))
            if found.message == WM_HOTKEY and int(found.w) in self._names:
                self._tell(self._names[int(found.w)])
                return True, 0
        return False, 0


class _HotKeyId(ctypes.Structure):
    """EventHotKeyID."""

    _fields_ = (("signature", ctypes.c_uint32), ("id", ctypes.c_uint32))


class _EventType(ctypes.Structure):
    """EventTypeSpec."""

    _fields_ = (("event_class", ctypes.c_uint32), ("kind", ctypes.c_uint32))


_Handler = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class MacSource:
    """Registers keys with Carbon's event manager, which calls back on the main thread."""

    def __init__(self, carbon: Any = None) -> None:
        self._carbon = carbon
        self._names: dict[int, str] = {}
        self._references: list[ctypes.c_void_p] = []
        self._handler = ctypes.c_void_p()
        self._callback = _Handler(self._pressed)  # kept: the system calls it
        self._tell: Callable[[str], None] = lambda _: None

    def begin(
        self, keys: Sequence[GlobalKey], tell: Callable[[str], None], refused: Callable[[list[str]], None]
    ) -> None:
        """See `global_keys.Source`."""
        self._tell = tell
        if self._carbon is None:
            self._carbon = _carbon()
        target = self._carbon.GetApplicationEventTarget()
        kind = _EventType(KEYBOARD, HOT_KEY_PRESSED)
        self._carbon.InstallEventHandler(
            target, self._callback, 1, ctypes.byref(kind), None, ctypes.byref(self._handler)
        )
        missed = []
        for number, key in enumerate(keys, 1):
            modifiers = key.mask(_MAC)
            reference = ctypes.c_void_p()
            code = MAC_CODES.get(key.letter)
            if code is None or self._carbon.RegisterEventHotKey(
                code, modifiers, _HotKeyId(SIGNATURE, number), target, 0, ctypes.byref(reference)
            ):
                missed.append(key.name)
                continue
            self._references.append(reference)
            self._names[number] = key.name
        refused(missed)

    def end(self) -> None:
        """Let the keys go."""
        for reference in self._references:
            self._carbon.UnregisterEventHotKey(reference)
        if self._handler:
            self._carbon.RemoveEventHandler(self._handler)
        self._references.clear()
        self._names.clear()
        self._handler = ctypes.c_void_p()

    def _pressed(self, _: object, event: int, __: object) -> int:
        found = _HotKeyId()
        self._carbon.GetEventParameter(
            event, DIRECT_OBJECT, HOT_KEY_ID, None, ctypes.sizeof(found), None, ctypes.byref(found)
        )
        name = self._names.get(int(found.id)) if int(found.signature) == SIGNATURE else None
        if name is not None:
            self._tell(name)
        return 0


def _carbon() -> Any:
    library = ctypes.CDLL(ctypes.util.find_library("Carbon") or "/System/Library/Frameworks/Carbon.framework/Carbon")
    pointer, whole = ctypes.c_void_p, ctypes.c_uint32
    library.GetApplicationEventTarget.restype = pointer
    library.InstallEventHandler.argtypes = [pointer, _Handler, ctypes.c_ulong, pointer, pointer, pointer]
    library.RegisterEventHotKey.argtypes = [whole, whole, _HotKeyId, pointer, whole, pointer]
    library.UnregisterEventHotKey.argtypes = [pointer]
    library.RemoveEventHandler.argtypes = [pointer]
    library.GetEventParameter.argtypes = [pointer, whole, whole, pointer, ctypes.c_ulong, pointer, pointer]
    return library


def native_source() -> WindowsSource | MacSource:
    """What tells on this system."""
    return MacSource() if sys.platform == "darwin" else WindowsSource()
