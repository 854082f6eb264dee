"""Notifications of the desktop, for what happens while Sotto is not in front.

What a notification says is one of a few fixed sentences: nothing that is known of a client can come into one, since
nothing can be put in. The desktop keeps and shows them as it likes, on the locked screen too.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

WAIT, LISTEN = 2.0, 120.0
"""Seconds for which the desktop may take to answer, and for which a click on a notification is waited for."""


class Notice(StrEnum):
    """What may be told."""

    DRAFT = "draft"
    TRANSCRIPT = "transcript"
    WORK = "work"
    ALARM = "alarm"
    INTERRUPTED = "interrupted"


URGENT = (Notice.ALARM, Notice.INTERRUPTED)


def notice_words(notice: Notice) -> str:
    """The whole text of a notification."""
    tr = QCoreApplication.translate
    return {
        Notice.DRAFT: tr("Notices", "A draft is ready to review."),
        Notice.TRANSCRIPT: tr("Notices", "A transcript is ready."),
        Notice.WORK: tr("Notices", "Work on a session has stopped. Nothing is lost."),
        Notice.ALARM: tr("Notices", "The recording needs a look. It goes on."),
        Notice.INTERRUPTED: tr("Notices", "Nothing is being recorded any more. What was said before is stored."),
    }[notice]


class Channel(Protocol):
    """Where a notification goes. `send` returns at once, and never raises."""

    def send(self, text: str, *, urgent: bool) -> None: ...


class Notices(QObject):
    """Tells the desktop, unless Sotto is in front."""

    clicked = Signal()
    """A notification was clicked: Sotto is to come to the front."""

    def __init__(self, window: QWidget, channel: Channel | None) -> None:
        """`channel` None: there is nobody to tell."""
        super().__init__(window)
        self._window = window
        self.channel = channel
        """Who is told; None: nobody."""
        self.wanted = True
        """Whether the settings want notifications."""

    def tell(self, notice: Notice) -> bool:
        """Tell it, and whether it was told."""
        if self.channel is None or not self.wanted or in_front(self._window):
            return False
        self.channel.send(notice_words(notice), urgent=notice in URGENT)
        return True


def in_front(window: QWidget) -> bool:
    """Whether the window, or a dialog over it, has the keys and is to be seen."""
    active = QApplication.activeWindow()
    there = active is not None and (active is window or window.isAncestorOf(active))
    return there and not window.isMinimized() and _applied()


def _applied() -> bool:
    return QApplication.applicationState() is Qt.ApplicationState.ApplicationActive


class BusChannel:
    """org.freedesktop.Notifications, on Linux; each notification in a thread that ends with it.

    Source: the Desktop Notifications Specification 1.3.
    """

    def __init__(self, clicked: Callable[[], None], listen: float = LISTEN) -> None:
        """`clicked` is called in that thread."""
        self._clicked = clicked
        self._listen = listen

    def send(self, text: str, *, urgent: bool) -> None:
        """See `Channel`. Where nobody answers, nothing is shown."""
        threading.Thread(target=self._tell, args=(text, urgent), name="sotto-notice", daemon=True).start()

    def _tell(self, text: str, urgent: bool) -> None:
        from jeepney import DBusAddress, MatchRule, message_bus, new_method_call  # noqa: PLC0415  (Linux alone)
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415
        from jeepney.wrappers import DBusErrorResponse, unwrap_msg  # noqa: PLC0415

        name = "org.freedesktop.Notifications"
        address = DBusAddress("/org/freedesktop/Notifications", bus_name=name, interface=name)
        hints = {"urgency": ("y", 2 if urgent else 1), "desktop-entry": ("s", "sotto")}
        actions = ["default", QCoreApplication.translate("Notices", "Open Sotto")]
        body = ("Sotto", 0, "", "Sotto", text, actions, hints, -1)
        try:
            with open_dbus_connection(bus="SESSION") as connection:
                rule = MatchRule(type="signal", interface=name, path="/org/freedesktop/Notifications")
                call = new_method_call(address, "Notify", "susssasa{sv}i", body)
                with connection.filter(rule, queue=deque()) as signals:
                    connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=WAIT)
                    number = unwrap_msg(connection.send_and_get_reply(call, timeout=WAIT))[0]
                    self._follow(connection, signals, number)
        except (OSError, ValueError, KeyError, IndexError, TimeoutError, DBusErrorResponse):
            return  # no bus, nobody who shows notifications, or one that is gone again: nothing depends on it

    def _follow(self, connection: Any, signals: deque[Any], number: int) -> None:
        """Wait for a click on it, or for its end."""
        from jeepney import HeaderFields  # noqa: PLC0415  (Linux alone)

        end = time.monotonic() + self._listen
        while (left := end - time.monotonic()) > 0:
            message = connection.recv_until_filtered(signals, timeout=left)
            if not message.body or message.body[0] != number:
                continue
            if message.header.fields.get(HeaderFields.member) == "ActionInvoked":
                self._clicked()
            return


def bus_there() -> bool:
    """Whether this is Linux with a session bus that is named: to ask without one would start one."""
    if sys.platform != "linux":
        return False
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (runtime is not None and Path(runtime, "bus").exists())
