"""The window's gate to the network: closed, until the clinician installs models, and closed again after.

`install` puts a hook under Python's sockets in this process. From then on a socket of any family but
AF_UNIX, a name looked up, or something sent is refused, unless the calling thread is within
`open_for`. The gate tells its listeners when it opens and closes, and what it was opened for, so that
the window can show it and the settings remember it.

What it does not do: Python's audit hooks do not see sockets that native code opens, and somebody who
can run Python code in this process can get around them. It is a guard against mistakes, ours and
our libraries', in the one process that may have a network at all; the workers and the recorder are held
by the kernel (`app.sandbox`). That no native code opens a socket either is shown by
`tests/e2e/test_silence.py`, which watches the system calls of the whole main job.

It stands on the standard library alone, so that it is there before anything else is imported.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

LOCAL = frozenset({socket.AF_UNIX} if hasattr(socket, "AF_UNIX") else ())
NAMES = frozenset(
    {
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
    }
)
"""Events of looking up a name: they go to the network whatever the family."""
MOST_HOSTS = 16
"""Names that are kept of one use."""


class Reason(StrEnum):
    """What the network may be opened for; nothing about any client can be said with these."""

    MODELS = "models"


class NetworkClosed(PermissionError):
    """Something tried to use the network while the gate was closed; the text names the call alone."""


@dataclass(frozen=True, slots=True)
class Use:
    """The network was opened at this time (UTC) for this; `closed` is None while it still is open.

    `hosts`: the computers that were asked, by name, in order.
    """

    reason: Reason
    opened: datetime
    closed: datetime | None = None
    hosts: tuple[str, ...] = ()


Listener = Callable[[Use], None]


class Visit:
    """One use of the network while it lasts: what `Gate.open_for` hands out, to say whom one is about to ask."""

    def __init__(self, reason: Reason, note: Callable[[Use], None]) -> None:
        self._reason = reason
        self._opened = datetime.now(UTC)
        self._note = note
        self._hosts: list[str] = []

    def to(self, host: str) -> None:
        """This computer is asked next. The gate's listeners hear of it before the first byte goes there."""
        if self.saw(host):
            self._note(self.use())

    def saw(self, host: str) -> bool:
        """Remember a host; whether it is a new one. Tells nobody."""
        if not host or host in self._hosts or len(self._hosts) >= MOST_HOSTS:
            return False
        self._hosts.append(host)
        return True

    def use(self, closed: datetime | None = None) -> Use:
        """What there is to say of it by now."""
        return Use(self._reason, self._opened, closed, tuple(self._hosts))


class Gate:
    """Which threads may use the network, and the last time that one did."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._within: dict[int, list[Visit]] = {}  # thread -> each `open_for` it stands in, the innermost last
        self._listeners: list[Listener] = []
        self._installed = False
        self.last: Use | None = None
        """The last use in this run of the program; the settings keep that of earlier ones."""

    @property
    def is_open(self) -> bool:
        """Whether any thread may use the network now."""
        return bool(self._within)

    @property
    def installed(self) -> bool:
        """Whether the gate stands in this process."""
        return self._installed

    def tell(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called, in the thread that opens, at each opening and closing; returns how to end that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    @contextmanager
    def open_for(self, reason: Reason) -> Iterator[Visit]:
        """Let the calling thread use the network within this block; others stay shut out.

        Yields a `Visit`, to be told which computers are asked; names that are looked up are seen by the gate itself.
        """
        me = threading.get_ident()
        visit = Visit(reason, self._note)
        with self._lock:
            self._within.setdefault(me, []).append(visit)
        try:
            self._note(visit.use())
            yield visit
        finally:
            with self._lock:
                self._within[me].pop()
                if not self._within[me]:
                    del self._within[me]
            self._note(visit.use(datetime.now(UTC)))

    def _note(self, use: Use) -> None:
        """Tell every listener, also after one of them failed; the first failure is raised then."""
        self.last = use
        failed: Exception | None = None
        for listener in tuple(self._listeners):
            try:
                listener(use)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised below
                failed = failed or error
        if failed is not None:
            raise failed

    def install(self) -> None:
        """Put the hook in; it cannot be taken out again."""
        with self._lock:
            if self._installed:
                return
            self._installed = True
        sys.addaudithook(self._judge)

    def _judge(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not event.startswith("socket."):
            return
        visits = self._within.get(threading.get_ident())
        if visits:
            if event == "socket.getaddrinfo":
                visits[-1].saw(_name_in(arguments))
            return
        if event in NAMES or (event in _FAMILY_OF and _FAMILY_OF[event](arguments) not in LOCAL):
            raise NetworkClosed(event)


def _name_in(arguments: tuple[Any, ...]) -> str:
    host = arguments[0]
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")


def _of_new(arguments: tuple[Any, ...]) -> int:
    # A socket that stands on an open descriptor says -1: it is judged when it is used.
    family = int(arguments[1])
    return family if family != -1 else int(next(iter(LOCAL), -1))


def _of_used(arguments: tuple[Any, ...]) -> int:
    return int(arguments[0].family)


_FAMILY_OF: dict[str, Callable[[tuple[Any, ...]], int]] = {
    "socket.__new__": _of_new,
    "socket.connect": _of_used,
    "socket.bind": _of_used,
    "socket.sendto": _of_used,
    "socket.sendmsg": _of_used,
}

gate = Gate()
"""The one gate of this process."""
