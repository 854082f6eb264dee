"""A screen reader's side of the accessibility bus, for tests: what it is told, asked for over D-Bus as it does.

Source: AT-SPI2's interfaces (org.a11y.atspi.Accessible, .Text, .Registry) and its numbers of states.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, Properties, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

PATIENCE = 60.0
"""Seconds for an answer, on a machine that has other things to do."""
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
REGISTRY, ROOT = "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"
FOCUSABLE, FOCUSED, SHOWING = 11, 12, 25
MUTE = ("filler", "panel", "unknown", "invalid", "layered pane", "frame", "")
"""Roles that tell nobody what can be done."""


def there() -> bool:
    """Whether this machine has what is needed: Debian's xvfb, dbus-daemon and at-spi2-core."""
    programs = all(shutil.which(each) for each in ("Xvfb", "dbus-daemon"))
    return programs and any(Path(each).exists() for each in LAUNCHERS)


@contextmanager
def session(display: str) -> Iterator[str]:
    """The address of a session bus of the test's own, which starts the accessibility bus when it is asked for."""
    folder = Path(tempfile.mkdtemp(prefix="spi-", dir="/tmp"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "AT_"))}
    environment |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "GSETTINGS_BACKEND": "memory"}
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:path={folder / 'bus'}"],
        env=environment | {"DISPLAY": display}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    try:
        yield address
    finally:
        daemon.kill()
        daemon.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def _begin(address: str, tries: int = 5) -> str:
    """Say that a screen reader runs; the accessibility bus's address. The launcher may fall over while it starts."""
    status = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Status")
    asked = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
    with open_dbus_connection(bus=address) as bus:
        for left in reversed(range(tries)):
            try:
                found = unwrap_msg(bus.send_and_get_reply(new_method_call(asked, "GetAddress"), timeout=PATIENCE))[0]
                for name in ("IsEnabled", "ScreenReaderEnabled"):
                    unwrap_msg(bus.send_and_get_reply(Properties(status).set(name, "b", True), timeout=PATIENCE))
            except DBusErrorResponse:
                if not left:
                    raise
                time.sleep(0.5)
            else:
                break
    return str(found)


@dataclass(frozen=True)
class Node:
    """One accessible object, as the bus names it; its role, name, description and states were asked for once."""

    bus: str
    path: str
    role: str
    name: str
    about: str
    states: int

    def has(self, state: int) -> bool:
        """Whether a state is set."""
        return bool(self.states >> state & 1)


class Reader:
    """Says that a screen reader runs, and listens."""

    def __init__(self, address: str) -> None:
        spoken = _begin(address)
        self._bus = open_dbus_connection(bus=spoken)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        self._signals: deque[Message] = deque()
        self._filter = self._bus.filter(rule, queue=self._signals)
        self._filter.__enter__()
        self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=PATIENCE)

    def close(self) -> None:
        """Stop listening."""
        self._bus.close()

    def listen(self, *events: str) -> None:
        """Have programs know that this listens for such events ("object:state-changed:focused")."""
        register = DBusAddress("/org/a11y/atspi/registry", bus_name=REGISTRY, interface=REGISTRY)
        for event in events:
            call = new_method_call(register, "RegisterEvent", "sass", (event, [], ""))
            unwrap_msg(self._bus.send_and_get_reply(call, timeout=PATIENCE))

    def _call(self, bus: str, path: str, method: str, kind: str = "Accessible") -> Any:
        whom = DBusAddress(path, bus_name=bus, interface=f"org.a11y.atspi.{kind}")
        return unwrap_msg(self._bus.send_and_get_reply(new_method_call(whom, method), timeout=PATIENCE))[0]

    def _get(self, bus: str, path: str, name: str, kind: str = "Accessible") -> Any:
        whom = DBusAddress(path, bus_name=bus, interface=f"org.a11y.atspi.{kind}")
        return unwrap_msg(self._bus.send_and_get_reply(Properties(whom).get(name), timeout=PATIENCE))[0][1]

    def node(self, bus: str, path: str) -> Node:
        """Ask for an object."""
        low, high = self._call(bus, path, "GetState")
        role, name = self._call(bus, path, "GetRoleName"), self._get(bus, path, "Name")
        return Node(bus, path, role, name, self._get(bus, path, "Description"), low | high << 32)

    def windows(self, title: str) -> list[Node]:
        """The windows of the program of that name."""
        programs = [each for each in self._call(REGISTRY, ROOT, "GetChildren") if each[0] != ":1.0"]
        named = [each for each in programs if self._get(*each, "Name") == title]
        return [self.node(*window) for each in named for window in self._call(*each, "GetChildren")]

    def tree(self, node: Node) -> list[Node]:
        """What is to be seen below an object, and it, from above."""
        found = [node]
        for child in self._call(node.bus, node.path, "GetChildren"):
            try:
                inner = self.node(*child)
            except DBusErrorResponse:  # it went while it was asked for
                continue
            if inner.has(SHOWING):
                found += self.tree(inner)
        return found

    def label_of(self, node: Node) -> str:
        """The name of what labels an object (relation 2); "" for nothing."""
        for kind, others in self._call(node.bus, node.path, "GetRelationSet"):
            if kind == 2 and others:
                return str(self._get(*others[0], "Name"))
        return ""

    def caret(self, node: Node) -> int:
        """Where the caret stands in a text, in characters."""
        return int(self._get(node.bus, node.path, "CaretOffset", "Text"))

    def text(self, node: Node, start: int = 0, end: int = -1) -> str:
        """A text, or a part of it."""
        whom = DBusAddress(node.path, bus_name=node.bus, interface="org.a11y.atspi.Text")
        call = new_method_call(whom, "GetText", "ii", (start, end))
        return str(unwrap_msg(self._bus.send_and_get_reply(call, timeout=PATIENCE))[0])

    def heard(self, member: str, detail: str = "", seconds: float = PATIENCE) -> Iterator[tuple[Node | None, Any]]:
        """What comes from now on: who sent it (None where that is gone already) and its body."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                message = self._bus.recv_until_filtered(self._signals, timeout=left)
            except TimeoutError:
                return
            fields = message.header.fields
            if fields.get(HeaderFields.member) != member or (detail and message.body[0] != detail):
                continue
            try:
                sender = self.node(fields[HeaderFields.sender], fields[HeaderFields.path])
            except DBusErrorResponse:
                sender = None
            yield sender, message.body
