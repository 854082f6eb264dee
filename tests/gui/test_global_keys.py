"""Keys in every program: from a real X server, from a portal on a real bus, and the other systems' calls."""

from __future__ import annotations

import ctypes
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QObject

from app.ui import global_keys, global_keys_native
from app.ui.global_keys import GlobalKeys, the_keys, way
from app.ui.global_keys_native import HOT_KEY_PRESSED, KEYBOARD, SIGNATURE, MacSource, WindowsSource
from app.ui.global_keys_portal import PortalSource, trigger
from app.ui.global_keys_x11 import XcbSource
from tests.gui.buses import session_bus  # noqa: F401  (a fixture)

NAMES = ["pause", "off", "mark", "back"]


def test_every_key_is_one_letter_with_control_and_alt():
    keys = the_keys()
    assert [each.name for each in keys] == NAMES
    assert len({each.keys for each in keys}) == len(keys)
    assert all(each.keys == f"Ctrl+Alt+{each.letter}" and len(each.letter) == 1 for each in keys)
    taken = {"T", "L", "D", "E", "Q", "F"}  # a terminal, the lock, the desktop, and letters that AltGr types in Europe
    assert not taken & {each.letter for each in keys}


class Fake:
    """A source that hands out what the test presses."""

    def __init__(self) -> None:
        self.begun = self.ended = 0
        self.tell: Any = None

    def begin(self, keys, tell, refused) -> None:
        self.begun, self.tell = self.begun + 1, tell
        refused(["mark"])

    def end(self) -> None:
        self.ended += 1


def test_keys_are_taken_once_and_what_comes_after_the_end_is_dropped(qtbot):
    fake, heard, taken = Fake(), [], []
    owner = QObject()
    keys = GlobalKeys(owner, lambda _: fake)
    keys.pressed.connect(heard.append)
    keys.taken.connect(taken.extend)
    keys.begin()
    keys.begin()
    assert (fake.begun, keys.held) == (1, True)
    threading.Thread(target=fake.tell, args=("pause",)).start()
    qtbot.waitUntil(lambda: heard == ["pause"] and taken == ["mark"])
    fake.tell("mark")
    keys.end()
    qtbot.wait(50)
    assert (heard, fake.ended, keys.held) == (["pause"], 1, False)
    keys.end()
    assert fake.ended == 1


def test_where_there_is_no_way_nothing_is_held(qtbot):
    owner = QObject()
    keys = GlobalKeys(owner)
    assert way() == "", "the platform of these tests has no keys"
    keys.begin()
    assert not keys.held


def test_which_way(monkeypatch, qapp):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(global_keys, "bus_there", lambda: True)
    for platform, session, expected in (
        ("xcb", "x11", "x11"), ("xcb", "wayland", "portal"), ("wayland", "wayland", "portal"), ("offscreen", "", ""),
    ):  # fmt: skip
        monkeypatch.setattr("app.ui.global_keys.QGuiApplication.platformName", lambda p=platform: p)
        monkeypatch.setenv("XDG_SESSION_TYPE", session)
        assert way() == expected, (platform, session)
    monkeypatch.setattr(global_keys, "bus_there", lambda: False)
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    assert way() == ""
    for system, expected in (("win32", "windows"), ("darwin", "macos")):
        monkeypatch.setattr(sys, "platform", system)
        assert way() == expected


# ---- X11 -----------------------------------------------------------------------------------------


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """An X server of the test's own."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("needs Xvfb and xdotool")
    reading, writing = os.pipe()
    made = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    monkeypatch.setenv("DISPLAY", f":{number}")
    yield made
    made.kill()
    made.wait()


def press(keys: str) -> None:
    subprocess.run(["xdotool", "key", keys], check=True)


def test_grabbed_keys_are_heard_with_caps_lock_on_too_and_no_others(server, qtbot):
    owner, heard, missed = QObject(), [], []
    source = XcbSource(owner)
    source.begin(the_keys(), heard.append, missed.extend)
    assert missed == []
    press("ctrl+alt+p")
    qtbot.waitUntil(lambda: heard == ["pause"], timeout=20_000)
    press("Caps_Lock")
    press("ctrl+alt+m")
    qtbot.waitUntil(lambda: heard == ["pause", "mark"], timeout=20_000)
    for other in ("p", "alt+p", "ctrl+alt+x", "ctrl+alt+shift+m"):
        press(other)
    press("ctrl+alt+b")
    qtbot.waitUntil(lambda: heard[-1] == "back", timeout=20_000)
    assert heard == ["pause", "mark", "back"]
    source.end()


def test_a_key_that_another_program_has_is_named_and_freed_keys_are_free(server, qtbot):
    first, second, owner = [], [], QObject()
    one, other = XcbSource(owner), XcbSource(owner)
    one.begin(the_keys()[:2], lambda _: None, first.extend)
    other.begin(the_keys(), lambda _: None, second.extend)
    assert (first, second) == ([], ["pause", "off"])
    one.end()
    other.end()
    again = XcbSource(owner)
    missed: list[str] = ["nothing told"]
    again.begin(the_keys(), lambda _: None, lambda names: missed.__setitem__(slice(None), names))
    assert missed == []
    again.end()
    again.end()


def test_a_server_that_goes_away_ends_it(server, qtbot):
    owner = QObject()
    source = XcbSource(owner)
    source.begin(the_keys(), lambda _: None, lambda _: None)
    assert source._connection is not None
    server.kill()
    qtbot.waitUntil(lambda: source._connection is None, timeout=20_000)


def test_without_a_server_every_key_is_refused(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":98765")
    missed: list[str] = []
    XcbSource(QObject()).begin(the_keys(), lambda _: None, missed.extend)
    assert missed == NAMES


# ---- the portal ----------------------------------------------------------------------------------


class Portal:
    """Answers as xdg-desktop-portal does. `grants`: what the clinician agrees to; None: they refuse."""

    ROOT, SESSION = "/org/freedesktop/portal/desktop", "/org/freedesktop/portal/desktop/session/1/s"

    def __init__(self, grants: list[str] | None) -> None:
        from jeepney import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._grants = grants
        self.asked: queue.Queue[tuple[str, Any]] = queue.Queue()
        self._connection = open_dbus_connection(bus="SESSION")
        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def hear(self, member: str) -> Any:
        """Wait until this is asked."""
        while True:
            found, body = self.asked.get(timeout=30)
            if found == member:
                return body

    def press(self, name: str, session: str = SESSION) -> None:
        """Somebody presses a key."""
        from jeepney import DBusAddress, new_signal

        emitter = DBusAddress(self.ROOT, interface="org.freedesktop.portal.GlobalShortcuts")
        self._connection.send(new_signal(emitter, "Activated", "osta{sv}", (session, name, 1, {})))

    def end(self) -> None:
        """Once the bus is gone."""
        self._thread.join(10)
        self._connection.close()

    def _serve(self) -> None:
        from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal

        while True:
            try:
                message = self._connection.receive()
            except (OSError, ValueError):
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            member, body = message.header.fields[HeaderFields.member], message.body
            if member == "Register":
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
            elif member == "Close":
                self._connection.send(new_method_return(message))
            else:
                handle = f"{self.ROOT}/request/1/{body[-1]['handle_token'][1]}"
                request = DBusAddress(handle, interface="org.freedesktop.portal.Request")
                # The response may be there before the answer to the question is.
                self._connection.send(new_signal(request, "Response", "ua{sv}", self._answer(member, body)))
                self._connection.send(new_method_return(message, "o", (handle,)))
            self.asked.put((member, body))

    def _answer(self, member: str, body: Any) -> tuple[int, dict[str, Any]]:
        if member == "CreateSession":
            return 0, {"session_handle": ("s", self.SESSION)}
        if self._grants is None:
            return 1, {}
        granted = [each for each in body[1] if each[0] in self._grants]
        return 0, {"shortcuts": ("a(sa{sv})", granted)}


def test_keys_over_a_real_bus(session_bus, qtbot):  # noqa: F811
    portal, heard, refused = Portal(["pause", "mark"]), [], []
    source = PortalSource()
    source.begin(the_keys(), heard.append, refused.append)
    session, shortcuts, parent, _ = portal.hear("BindShortcuts")
    assert (session, parent) == (Portal.SESSION, "")
    assert [each[0] for each in shortcuts] == NAMES
    assert shortcuts[0][1] == {
        "description": ("s", "Pause the recording, or go on"), "preferred_trigger": ("s", "CTRL+ALT+p"),
    }  # fmt: skip
    qtbot.waitUntil(lambda: refused == [["off", "back"]], timeout=20_000)
    portal.press("mark", "/org/freedesktop/portal/desktop/session/1/another")
    portal.press("pause")
    qtbot.waitUntil(lambda: heard == ["pause"], timeout=20_000)
    source.end()
    portal.hear("Close")
    session_bus()
    portal.end()


def test_a_clinician_who_refuses_gets_no_keys(session_bus, qtbot):  # noqa: F811
    portal, refused = Portal(None), []
    source = PortalSource()
    source.begin(the_keys(), lambda _: None, refused.append)
    qtbot.waitUntil(lambda: refused == [NAMES], timeout=20_000)
    source.end()
    session_bus()
    portal.end()


def test_without_a_portal_every_key_is_refused(session_bus, qtbot):  # noqa: F811
    refused: list[list[str]] = []
    PortalSource().begin(the_keys(), lambda _: None, refused.append)
    qtbot.waitUntil(lambda: refused == [NAMES], timeout=20_000)


def test_triggers_as_the_specification_writes_them():
    assert trigger("Ctrl+Alt+P") == "CTRL+ALT+p"
    assert trigger("Meta+Shift+M") == "LOGO+SHIFT+m"


# ---- Windows and macOS, with stand-ins for their libraries ---------------------------------------


class User32:
    """Windows's user32, as far as it is used: the third key is taken."""

    def __init__(self) -> None:
        self.held: dict[int, tuple[int, int]] = {}

    def RegisterHotKey(self, window: None, number: int, modifiers: int, key: int) -> int:
        if number == 3:
            return 0
        self.held[number] = (modifiers, key)
        return 1

    def UnregisterHotKey(self, window: None, number: int) -> int:
        return int(self.held.pop(number) is not None)


def test_windows_registers_hears_and_lets_go(qapp):
    user32, heard, missed = User32(), [], []
    source = WindowsSource(user32)
    source.begin(the_keys(), heard.append, missed.extend)
    assert missed == ["mark"]
    assert user32.held[1] == (0x4000 | 0x0002 | 0x0001, ord("P"))
    for message, number, swallowed in ((0x0312, 1, True), (0x0312, 3, False), (0x0312, 9, False), (0x0100, 1, False)):
        found = global_keys_native._Message(None, message, number)
        assert source.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(found))[0] is swallowed
    assert heard == ["pause"]
    found = global_keys_native._Message(None, 0x0312, 1)
    assert source.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), ctypes.addressof(found)) == (False, 0)
    source.end()
    assert user32.held == {}


class Carbon:
    """macOS's Carbon, as far as it is used: the second key is taken."""

    def __init__(self) -> None:
        self.held: dict[int, tuple[int, int]] = {}
        self.handler: Any = None
        self.pressed = (0, 0)

    def GetApplicationEventTarget(self) -> int:
        return 17

    def InstallEventHandler(self, target, handler, count, kinds, data, reference) -> int:
        kind = kinds._obj
        assert (target, count, kind.event_class, kind.kind) == (17, 1, KEYBOARD, HOT_KEY_PRESSED)
        self.handler, reference._obj.value = handler, 99
        return 0

    def RegisterEventHotKey(self, code, modifiers, number, target, options, reference) -> int:
        if number.id == 2:
            return -9878
        assert number.signature == SIGNATURE
        self.held[number.id] = (code, modifiers)
        reference._obj.value = number.id
        return 0

    def GetEventParameter(self, event, name, kind, actual, size, actual_size, data) -> int:
        data._obj.signature, data._obj.id = self.pressed
        return 0

    def UnregisterEventHotKey(self, reference) -> int:
        del self.held[reference.value]
        return 0

    def RemoveEventHandler(self, handler) -> int:
        assert handler.value == 99
        self.handler = None
        return 0


def test_macos_registers_hears_and_lets_go():
    carbon, heard, missed = Carbon(), [], []
    source = MacSource(carbon)
    source.begin(the_keys(), heard.append, missed.extend)
    assert missed == ["off"]
    assert carbon.held[1] == (0x23, 0x0100 | 0x0800)
    for signature, number in ((SIGNATURE, 3), (SIGNATURE, 2), (1, 1)):
        carbon.pressed = (signature, number)
        assert carbon.handler(None, None, None) == 0
    assert heard == ["mark"]
    source.end()
    assert carbon.held == {} and carbon.handler is None
