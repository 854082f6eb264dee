"""A logind of its own on a private system bus: `python tests/fake_logind.py`, driven by lines on standard input.

"lock", "hint", "sleep" and "wake" make it tell what logind tells. It says "ready", "held" when somebody takes the
delay inhibitor, and "released" when that is let go.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

ROOT, SESSION = "/org/freedesktop/login1", "/org/freedesktop/login1/session/_37"
NAME = "org.freedesktop.login1"


def say(what: str) -> None:
    print(what, flush=True)


class Logind(QDBusVirtualObject):
    """Answers everything below its root."""

    hint = False

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        answer = self._answer(message.member(), message.arguments())
        if answer is None:
            return False
        reply = message.createReply()
        reply.setArguments([answer])
        connection.send(reply)
        return True

    def _answer(self, member: str, arguments: list[Any]) -> Any:
        if member == "Get":
            return QDBusVariant("7" if arguments[1] == "Id" else self.hint)
        if member == "GetSession":
            return QDBusObjectPath(SESSION)
        if member == "Inhibit":
            ours, theirs = os.pipe()
            threading.Thread(target=watch, args=(ours,), daemon=True).start()
            held = QDBusUnixFileDescriptor(theirs)
            os.close(theirs)
            say("held")
            return held
        return None


def watch(number: int) -> None:
    os.read(number, 1)  # ends when the last holder of the other end lets go
    say("released")


class Orders(QObject):
    came = Signal(str)


def main() -> None:
    app = QCoreApplication([])
    bus = QDBusConnection.systemBus()
    logind = Logind()
    assert bus.registerService(NAME)
    assert bus.registerVirtualObject(ROOT, logind, QDBusConnection.VirtualObjectRegisterOption.SubPath)

    def tell(order: str) -> None:
        if order == "lock":
            message = QDBusMessage.createSignal(SESSION, f"{NAME}.Session", "Lock")
        elif order == "hint":
            logind.hint = True
            message = QDBusMessage.createSignal(SESSION, "org.freedesktop.DBus.Properties", "PropertiesChanged")
            message.setArguments([f"{NAME}.Session", {}, ["LockedHint"]])
        else:
            message = QDBusMessage.createSignal(ROOT, f"{NAME}.Manager", "PrepareForSleep")
            message.setArguments([order == "sleep"])
        bus.send(message)

    orders = Orders()
    orders.came.connect(tell, Qt.ConnectionType.QueuedConnection)

    def read() -> None:
        for line in sys.stdin:
            orders.came.emit(line.strip())
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    say("ready")
    app.exec()


if __name__ == "__main__":
    main()
