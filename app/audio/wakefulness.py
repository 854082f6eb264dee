"""Keeps the computer from going to sleep while a session is recorded. A courtesy: without it recording goes on.

Linux: a lock of logind (org.freedesktop.login1.Manager.Inhibit), held as long as its descriptor is open.
macOS: a power assertion of IOKit. Windows: SetThreadExecutionState, for the thread that calls.
The reason that the system may show says nothing of any client.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import os
import sys
from collections.abc import Callable

WHO = "Sotto"
WHY = "A session is being recorded"
ANSWER = 3.0
"""Seconds to wait for the system's answer."""
# A closed lid does not end a session. That lock may need more rights than the other two.
_LOCKS = ("sleep:idle:handle-lid-switch", "sleep:idle")

_CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001
_UTF8 = 0x08000100
_LEVEL_ON = 255


class Wakefulness:
    """`hold` and `release`, both harmless at any time; use one thread for both (Windows needs that)."""

    def __init__(self) -> None:
        self._release: Callable[[], None] | None = None

    @property
    def held(self) -> bool:
        """Whether the system has promised to stay awake."""
        return self._release is not None

    def hold(self) -> bool:
        """Ask the system to stay awake; whether it will."""
        if self._release is None:
            by_platform = {"linux": _ask_logind, "darwin": _ask_iokit, "win32": _ask_windows}
            self._release = by_platform.get(sys.platform, _nobody)()
        return self.held

    def release(self) -> None:
        """Let it sleep again."""
        release, self._release = self._release, None
        if release is not None:
            release()


def _nobody() -> Callable[[], None] | None:
    return None


def _ask_logind() -> Callable[[], None] | None:
    """The lock's descriptor, closed by what is returned; None where there is no logind or it refuses."""
    try:
        from jeepney import DBusAddress, MessageType, new_method_call  # noqa: PLC0415  (Linux alone)
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415
        from jeepney.wrappers import DBusErrorResponse, unwrap_msg  # noqa: PLC0415
    except ImportError:
        return None
    manager = DBusAddress(
        "/org/freedesktop/login1", bus_name="org.freedesktop.login1", interface="org.freedesktop.login1.Manager"
    )
    try:
        with open_dbus_connection(bus="SYSTEM", enable_fds=True) as connection:
            for what in _LOCKS:
                call = new_method_call(manager, "Inhibit", "ssss", (what, WHO, WHY, "block"))
                reply = connection.send_and_get_reply(call, timeout=ANSWER)
                if reply.header.message_type is MessageType.error:
                    continue
                descriptor = unwrap_msg(reply)[0].to_raw_fd()
                return lambda: _close(descriptor)
    except (OSError, ValueError, KeyError, TimeoutError, DBusErrorResponse):
        return None  # no system bus, nobody who answers, or an answer that is none
    return None


def _close(descriptor: int) -> None:
    with contextlib.suppress(OSError):  # closed is closed
        os.close(descriptor)


def _ask_iokit() -> Callable[[], None] | None:
    core, kit = (ctypes.util.find_library(name) for name in ("CoreFoundation", "IOKit"))
    if core is None or kit is None:
        return None
    foundation, power = ctypes.CDLL(core), ctypes.CDLL(kit)
    make = foundation.CFStringCreateWithCString
    make.restype, make.argtypes = ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32)
    foundation.CFRelease.argtypes = (ctypes.c_void_p,)
    create = power.IOPMAssertionCreateWithName
    create.argtypes = (ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32))
    kind, name = (make(None, text.encode(), _UTF8) for text in ("PreventUserIdleSystemSleep", f"{WHO}: {WHY}"))
    number = ctypes.c_uint32()
    refused = create(kind, _LEVEL_ON, name, ctypes.byref(number))
    for text in (kind, name):
        foundation.CFRelease(text)
    if refused:
        return None
    return lambda: power.IOPMAssertionRelease(number)


def _ask_windows() -> Callable[[], None] | None:
    kernel = ctypes.CDLL("kernel32")
    state = kernel.SetThreadExecutionState
    state.argtypes, state.restype = (ctypes.c_uint32,), ctypes.c_uint32
    if not state(_CONTINUOUS | _SYSTEM_REQUIRED):
        return None

    def release() -> None:
        state(_CONTINUOUS)

    return release
