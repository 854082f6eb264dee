"""Whether a screen reader on this desktop understands announcements: Orca does since 45, those before say nothing.

Source: AT-SPI2, org.a11y.Bus, and org.a11y.atspi.Registry whose `GetRegisteredEvents` lists who listens for what.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from app.ui.notices import bus_there

WAIT = 2.0
"""Seconds for which the bus may take to answer."""
KNOWN_FOR = 60.0
"""Seconds for which an answer counts: a screen reader may be started in the meantime."""
_EVENT = "object:announcement"


def listened_for() -> bool:
    """Whether anybody on the accessibility bus listens for announcements; True where it cannot be asked. Blocks for
    `WAIT` seconds at most for each of two questions: not for the main thread."""
    from jeepney import DBusAddress, new_method_call  # noqa: PLC0415  (Linux alone)
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg  # noqa: PLC0415

    bus = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
    registry = "org.a11y.atspi.Registry"
    register = DBusAddress("/org/a11y/atspi/registry", bus_name=registry, interface=registry)
    try:
        with open_dbus_connection(bus="SESSION") as session:
            address = unwrap_msg(session.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=WAIT))[0]
        with open_dbus_connection(bus=address) as spoken:
            call = new_method_call(register, "GetRegisteredEvents")
            events = unwrap_msg(spoken.send_and_get_reply(call, timeout=WAIT))[0]
    except (OSError, ValueError, KeyError, IndexError, TimeoutError, StopIteration, DBusErrorResponse):
        return True
    return any(understands(str(each[1])) for each in events)


def understands(event: str) -> bool:
    """Whether who listens for `event` ("Object:StateChanged:focused", say) hears announcements."""
    asked = event.lower().rstrip(":")
    return asked in ("", "object", _EVENT) or asked.startswith(f"{_EVENT}:")


class Listeners(QObject):
    """Passes on what is to be said, in order, once it is known how it can be heard. Main thread."""

    _told = Signal(bool)

    def __init__(self, ask: Callable[[], bool] | None = None) -> None:
        """`ask`: as `listened_for`, called in a thread of its own; None: that where it makes sense."""
        super().__init__()
        self._ask = ask if ask is not None else listened_for if sys.platform == "linux" else None
        self._waiting: deque[Callable[[bool], None]] = deque()
        self._asking = False
        self._until = 0.0
        self._understand = True
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def say(self, speak: Callable[[bool], None]) -> None:
        """Have `speak` called, with whether announcements are understood."""
        if self._ask is None or (self._ask is listened_for and not bus_there()):
            speak(True)
            return
        if not self._waiting and time.monotonic() < self._until:
            speak(self._understand)
            return
        self._waiting.append(speak)
        if not self._asking:
            self._asking = True
            threading.Thread(target=self._find_out, args=(self._ask,), name="sotto-listeners", daemon=True).start()

    def _find_out(self, ask: Callable[[], bool]) -> None:
        self._told.emit(ask())

    def _take(self, understand: bool) -> None:
        self._asking, self._understand, self._until = False, understand, time.monotonic() + KNOWN_FOR
        while self._waiting:
            self._waiting.popleft()(understand)
