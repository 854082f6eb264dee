"""Keys grabbed from the X server, over a connection of our own, by libxcb.

Checked requests: a key that another program has is an answer, and no error that ends the process.
Source: the X Window System Protocol, `GrabKey`; xcb/xproto.h.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier

from app.ui.global_keys import GlobalKey

KEY_PRESS, GRAB_ASYNC = 2, 1
SHIFT, LOCK, CONTROL, MOD1, MOD2, MOD4 = 1, 2, 4, 8, 16, 64
LOCKS = (0, LOCK, MOD2, LOCK | MOD2)
"""Caps lock and num lock are modifiers to the server: a grab counts for one exact set of them."""
_BITS = {"Shift": SHIFT, "Ctrl": CONTROL, "Alt": MOD1, "Meta": MOD4}


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    """xcb_screen_iterator_t; the first field of a screen is its root window."""

    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class _KeyEvent(ctypes.Structure):
    """The beginning of xcb_key_press_event_t, and its state."""

    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("detail", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
        ("root", ctypes.c_uint32),
        ("event", ctypes.c_uint32),
        ("child", ctypes.c_uint32),
        ("root_x", ctypes.c_int16),
        ("root_y", ctypes.c_int16),
        ("event_x", ctypes.c_int16),
        ("event_y", ctypes.c_int16),
        ("state", ctypes.c_uint16),
    )


def _libraries() -> tuple[Any, Any, Any]:
    """libxcb, libxcb-keysyms, libc. Raises OSError where one is missing."""
    xcb = ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1")
    symbols = ctypes.CDLL(ctypes.util.find_library("xcb-keysyms") or "libxcb-keysyms.so.1")
    pointer = ctypes.c_void_p
    for library, name, answer, takes in (
        (xcb, "xcb_connect", pointer, [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]),
        (xcb, "xcb_connection_has_error", ctypes.c_int, [pointer]),
        (xcb, "xcb_disconnect", None, [pointer]),
        (xcb, "xcb_get_setup", pointer, [pointer]),
        (xcb, "xcb_setup_roots_iterator", _Screens, [pointer]),
        (xcb, "xcb_get_file_descriptor", ctypes.c_int, [pointer]),
        (xcb, "xcb_poll_for_event", pointer, [pointer]),
        (xcb, "xcb_request_check", pointer, [pointer, _Cookie]),
        (xcb, "xcb_grab_key_checked", _Cookie, [pointer, ctypes.c_uint8, ctypes.c_uint32, ctypes.c_uint16,
                                               ctypes.c_uint8, ctypes.c_uint8, ctypes.c_uint8]),
        (symbols, "xcb_key_symbols_alloc", pointer, [pointer]),
        (symbols, "xcb_key_symbols_free", None, [pointer]),
        (symbols, "xcb_key_symbols_get_keycode", ctypes.POINTER(ctypes.c_uint8), [pointer, ctypes.c_uint32]),
    ):  # fmt: skip
        function = getattr(library, name)
        function.restype, function.argtypes = answer, takes
    libc = ctypes.CDLL(None)
    libc.free.argtypes = [pointer]
    return xcb, symbols, libc


class XcbSource:
    """Grabs keys; disconnecting lets them go."""

    def __init__(self, parent: QObject) -> None:
        self._parent = parent
        self._connection: int | None = None
        self._notifier: QSocketNotifier | None = None
        self._names: dict[tuple[int, int], str] = {}
        self._tell: Callable[[str], None] = lambda _: None
        self._xcb: Any = None
        self._libc: Any = None

    def begin(
        self, keys: Sequence[GlobalKey], tell: Callable[[str], None], refused: Callable[[list[str]], None]
    ) -> None:
        """See `global_keys.Source`."""
        self._tell = tell
        try:
            self._xcb, symbols, self._libc = _libraries()
        except (OSError, AttributeError):
            refused([key.name for key in keys])
            return
        number = ctypes.c_int()
        connection = self._xcb.xcb_connect(None, ctypes.byref(number))
        if self._xcb.xcb_connection_has_error(connection):
            self._xcb.xcb_disconnect(connection)
            refused([key.name for key in keys])
            return
        self._connection = connection
        root = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(connection)).data[0]
        table = symbols.xcb_key_symbols_alloc(connection)
        missed = [key.name for key in keys if not self._grab(key, root, symbols, table)]
        symbols.xcb_key_symbols_free(table)
        self._notifier = QSocketNotifier(
            self._xcb.xcb_get_file_descriptor(connection), QSocketNotifier.Type.Read, self._parent
        )
        self._notifier.activated.connect(self._read)
        refused(missed)

    def _grab(self, key: GlobalKey, root: int, symbols: Any, table: int) -> bool:
        codes = symbols.xcb_key_symbols_get_keycode(table, ord(key.letter.lower()))
        if not codes:
            return False
        code = int(codes[0])
        self._libc.free(codes)
        modifiers = key.mask(_BITS)
        had = True
        for locks in LOCKS:
            cookie = self._xcb.xcb_grab_key_checked(
                self._connection, 0, root, modifiers | locks, code, GRAB_ASYNC, GRAB_ASYNC
            )
            error = self._xcb.xcb_request_check(self._connection, cookie)
            if error:
                self._libc.free(error)
                had = False
        if had:
            self._names[(code, modifiers)] = key.name
        return had

    def _read(self) -> None:
        """Take in what has come; ours are told."""
        while self._connection is not None and (event := self._xcb.xcb_poll_for_event(self._connection)):
            found = _KeyEvent.from_address(event)
            pressed = found.response_type & 0x7F == KEY_PRESS
            name = self._names.get((int(found.detail), int(found.state) & (SHIFT | CONTROL | MOD1 | MOD4)), "")
            self._libc.free(event)
            if pressed and name:
                self._tell(name)
        if self._connection is not None and self._xcb.xcb_connection_has_error(self._connection):
            self.end()  # the server is gone; a notifier on a dead connection would never rest

    def end(self) -> None:
        """Let the keys go."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        connection, self._connection = self._connection, None
        if connection is not None:
            self._xcb.xcb_disconnect(connection)
        self._names.clear()
