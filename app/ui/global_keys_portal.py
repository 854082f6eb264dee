"""Keys asked of the desktop's portal, for Wayland: the desktop shows them to the clinician, who agrees or changes them.

Source: org.freedesktop.portal.GlobalShortcuts, version 1, and org.freedesktop.host.portal.Registry. Everything happens
in a thread with a connection to the session bus of its own.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from app.ui.global_keys import GlobalKey

PORTAL, ROOT = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUTS, REQUEST = "org.freedesktop.portal.GlobalShortcuts", "org.freedesktop.portal.Request"
SESSION, REGISTRY = "org.freedesktop.portal.Session", "org.freedesktop.host.portal.Registry"
ANSWER, ASKED, LOOK = 5.0, 300.0, 0.5
"""Seconds for an answer of the portal; for the clinician's; and between two looks at whether the keys are wanted."""


def trigger(keys: str) -> str:
    """Keys as the "shortcuts" specification of XDG writes them: "CTRL+ALT+p"."""
    *modifiers, letter = keys.split("+")
    names = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Meta": "LOGO"}
    return "+".join([*(names[each] for each in modifiers), letter.lower()])


class PortalSource:
    """One session of the portal, from `begin` to `end`."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(
        self, keys: Sequence[GlobalKey], tell: Callable[[str], None], refused: Callable[[list[str]], None]
    ) -> None:
        """See `global_keys.Source`."""
        self._thread = threading.Thread(
            target=self._follow, args=(tuple(keys), tell, refused), name="sotto-keys", daemon=True
        )
        self._thread.start()

    def end(self) -> None:
        """Have the session closed; its thread ends within `LOOK` seconds."""
        self._over.set()

    def _follow(
        self, keys: Sequence[GlobalKey], tell: Callable[[str], None], refused: Callable[[list[str]], None]
    ) -> None:
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415  (Linux alone)
        from jeepney.wrappers import DBusErrorResponse  # noqa: PLC0415

        try:
            with open_dbus_connection(bus="SESSION") as connection:
                talk = _Talk(connection, self._over)
                session = talk.begin(keys, refused)
                if session is not None:
                    talk.listen(session, tell)
        except (OSError, ValueError, KeyError, IndexError, TimeoutError, DBusErrorResponse):
            if not self._over.is_set():
                refused([key.name for key in keys])  # no bus, no portal, or one that has gone away


class _Talk:
    """What is said to the portal, and what it says."""

    def __init__(self, connection: Any, over: threading.Event) -> None:
        self._connection = connection
        self._over = over
        self._signals: deque[Any] = deque()

    def begin(self, keys: Sequence[GlobalKey], refused: Callable[[list[str]], None]) -> str | None:
        """Open a session and have the keys bound; the session's path, None where nothing came of it."""
        from jeepney import MatchRule, message_bus  # noqa: PLC0415

        for interface in (REQUEST, SHORTCUTS):  # before anything is asked: an answer may come at once
            rule = MatchRule(type="signal", interface=interface)
            self._connection.filter(rule, queue=self._signals).__enter__()  # for as long as the connection lasts
            self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=ANSWER)
        self._register()
        token = f"sotto{secrets.token_hex(4)}"
        made = self._ask("CreateSession", "a{sv}", lambda t: (
            {"handle_token": ("s", t), "session_handle_token": ("s", token)},))  # fmt: skip
        if made is None:
            refused([key.name for key in keys])
            return None
        session = str(made["session_handle"][1])
        wanted = [
            (key.name, {"description": ("s", key.words), "preferred_trigger": ("s", trigger(key.keys))}) for key in keys
        ]
        bound = self._ask(
            "BindShortcuts", "oa(sa{sv})sa{sv}", lambda t: (session, wanted, "", {"handle_token": ("s", t)}), ASKED
        )
        had = {each[0] for each in bound["shortcuts"][1]} if bound is not None and "shortcuts" in bound else set()
        refused([key.name for key in keys if key.name not in had])
        return session

    def listen(self, session: str, tell: Callable[[str], None]) -> None:
        """Pass on what is pressed until it is over; then close the session."""
        while not self._over.is_set():
            body = self._next(SHORTCUTS, "Activated", LOOK)
            if body is not None and body[0] == session:
                tell(str(body[1]))
        self._send(session, SESSION, "Close")

    def _register(self) -> None:
        """Tell a portal that wants to know which program this is; an older one knows no such question."""
        from jeepney import new_method_call  # noqa: PLC0415

        call = new_method_call(_address(ROOT, REGISTRY), "Register", "sa{sv}", ("sotto", {}))
        self._connection.send_and_get_reply(call, timeout=ANSWER)  # an error is an answer, too

    def _ask(
        self, member: str, signature: str, body: Callable[[str], tuple[Any, ...]], wait: float = ANSWER
    ) -> dict[str, Any] | None:
        """Make a request, and wait for its response; None where it was refused, or is not wanted any more."""
        from jeepney import new_method_call  # noqa: PLC0415
        from jeepney.wrappers import unwrap_msg  # noqa: PLC0415

        token = f"sotto{secrets.token_hex(4)}"
        call = new_method_call(_address(ROOT, SHORTCUTS), member, signature, body(token))
        handle = unwrap_msg(self._connection.send_and_get_reply(call, timeout=ANSWER))[0]
        end = time.monotonic() + wait
        while time.monotonic() < end and not self._over.is_set():
            answer = self._next(REQUEST, "Response", LOOK, path=handle)
            if answer is not None:
                return dict(answer[1]) if answer[0] == 0 else None
        return None

    def _next(self, interface: str, member: str, wait: float, path: str = "") -> tuple[Any, ...] | None:
        """The body of the next signal of this kind within `wait` seconds; others are passed over."""
        from jeepney import HeaderFields  # noqa: PLC0415

        end = time.monotonic() + wait
        while (left := end - time.monotonic()) > 0:
            try:
                message = self._connection.recv_until_filtered(self._signals, timeout=left)
            except TimeoutError:
                return None
            fields = message.header.fields
            found = (fields.get(HeaderFields.interface), fields.get(HeaderFields.member))
            if found == (interface, member) and path in ("", fields.get(HeaderFields.path)):
                return tuple(message.body)
        return None

    def _send(self, path: str, interface: str, member: str) -> None:
        from jeepney import new_method_call  # noqa: PLC0415

        self._connection.send_and_get_reply(new_method_call(_address(path, interface), member), timeout=ANSWER)


def _address(path: str, interface: str) -> Any:
    from jeepney import DBusAddress  # noqa: PLC0415

    return DBusAddress(path, bus_name=PORTAL, interface=interface)
