"""Screen lock and sleep on Linux, over D-Bus.

Session bus: `ActiveChanged` of the screen savers (freedesktop, GNOME, Cinnamon, MATE, Xfce). System bus:
logind's `Lock` of our session, its `LockedHint`, and `PrepareForSleep`, for which a delay inhibitor is
held so that the vault is locked before the computer sleeps.
Sources: org.freedesktop.login1(5), the Idle Inhibition Service draft, "Inhibitor Locks" of systemd.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

SAVERS = tuple(f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce"))
LOGIND, SESSION, MANAGER = "org.freedesktop.login1", "org.freedesktop.login1.Session", "org.freedesktop.login1.Manager"
ROOT, OURS = "/org/freedesktop/login1", "/org/freedesktop/login1/session/auto"
PROPERTIES = "org.freedesktop.DBus.Properties"


class DBusSource(QObject):
    """Calls `tell` at each lock and before each sleep."""

    def __init__(self, tell: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self._system: QDBusConnection | None = None
        self._session_path = ""
        self._sleeps = False
        self._inhibitor: Any = None
        """Logind's file descriptor: while it is held, sleep waits (five seconds at most)."""
        self._asked: list[QDBusPendingCallWatcher] = []

    def begin(self) -> bool:
        """Listen where there is a bus. True if somebody is there who would tell."""
        heard = self._hear_savers() if _session_bus_there() else False
        return self._hear_logind() or heard

    def _hear_savers(self) -> bool:
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        for name in SAVERS:
            bus.connect("", "", name, "ActiveChanged", self, _slot("saver"))
        return any(_owned(bus, name) for name in SAVERS)

    def _hear_logind(self) -> bool:
        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return False
        self._system = bus
        # Also where logind is not up yet: the signals are matched by name.
        bus.connect(LOGIND, ROOT, MANAGER, "PrepareForSleep", self, _slot("sleep"))
        bus.connect(LOGIND, "", SESSION, "Lock", self, _slot("session"))
        bus.connect(LOGIND, "", PROPERTIES, "PropertiesChanged", self, _slot("changed"))
        if not _owned(bus, LOGIND):
            return False
        self._ask(OURS, PROPERTIES, "Get", [SESSION, "Id"], self._find_session)
        self._hold()
        return True

    # ---- what is told --------------------------------------------------------------------------

    @Slot("QDBusMessage")
    def saver(self, message: QDBusMessage) -> None:
        """A screen saver went on or off."""
        if message.arguments()[:1] == [True]:
            self._tell()

    @Slot("QDBusMessage")
    def session(self, message: QDBusMessage) -> None:
        """Some session is to be locked; where ours is not known, any counts."""
        if message.path() == (self._session_path or message.path()):
            self._tell()

    @Slot("QDBusMessage")
    def changed(self, message: QDBusMessage) -> None:
        """Something about a session changed: ask whether it is locked now."""
        if message.arguments()[:1] == [SESSION] and message.path() == self._session_path:
            self._ask(self._session_path, PROPERTIES, "Get", [SESSION, "LockedHint"], self._locked_hint)

    @Slot("QDBusMessage")
    def sleep(self, message: QDBusMessage) -> None:
        """The computer is about to sleep, or woke."""
        self._sleeps = message.arguments()[:1] == [True]
        if self._sleeps:
            self._tell()
        else:
            self._hold()

    def let_sleep(self) -> None:
        """Let go of the inhibitor if the computer wants to sleep; it is taken again at waking."""
        if self._sleeps:
            self._inhibitor = None

    # ---- asking logind -------------------------------------------------------------------------

    def _find_session(self, arguments: list[Any]) -> None:
        number = _plain(arguments[0]) if arguments else None
        if isinstance(number, str):
            self._ask(ROOT, MANAGER, "GetSession", [number], self._session_found)

    def _session_found(self, arguments: list[Any]) -> None:
        if arguments:
            path = arguments[0]
            self._session_path = path if isinstance(path, str) else path.path()

    def _locked_hint(self, arguments: list[Any]) -> None:
        if arguments and _plain(arguments[0]) is True:
            self._tell()

    def _hold(self) -> None:
        if self._inhibitor is None:
            what = ["sleep", "Sotto", "Locking the vault", "delay"]
            self._ask(ROOT, MANAGER, "Inhibit", what, self._held)

    def _held(self, arguments: list[Any]) -> None:
        self._inhibitor = arguments[0] if arguments else None

    def _ask(self, path: str, interface: str, member: str, what: list[Any], then: Callable[[list[Any]], None]) -> None:
        """Ask logind, without waiting. A refusal is no answer."""
        if self._system is None:
            return
        message = QDBusMessage.createMethodCall(LOGIND, path, interface, member)
        message.setArguments(what)
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(message), self)
        self._asked.append(watcher)

        def answered(done: QDBusPendingCallWatcher) -> None:
            self._asked.remove(watcher)
            reply = done.reply()
            if reply.type() == QDBusMessage.MessageType.ReplyMessage:
                then(reply.arguments())
            watcher.deleteLater()

        watcher.finished.connect(answered)


def _slot(name: str) -> bytes:
    return cast(bytes, SLOT(f"{name}(QDBusMessage)"))  # a str: the declaration of `connect` is wrong, it refuses bytes


def _plain(value: Any) -> Any:
    return value.variant() if isinstance(value, QDBusVariant) else value


def _owned(bus: QDBusConnection, name: str) -> bool:
    """Whether somebody answers to a name; the bus itself answers this, at once."""
    message = QDBusMessage.createMethodCall(
        "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner"
    )
    message.setArguments([name])
    return bus.call(message, QDBus.CallMode.Block, 500).arguments()[:1] == [True]


def _session_bus_there() -> bool:
    """Whether a session bus is named: to ask Qt without one would start one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (runtime is not None and Path(runtime, "bus").exists())
