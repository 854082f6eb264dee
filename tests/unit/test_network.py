"""The gate to the network. Its hook cannot be taken out again, so each case has a process of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest

from app.network import Gate, Reason, Use

BEGIN = """
import socket, threading
from app.network import NetworkClosed, Reason, gate
listener = socket.socket(); listener.bind(("127.0.0.1", 0)); listener.listen()
early = socket.socket()
gate.install()
gate.install()

def refused(what):
    try:
        what()
    except NetworkClosed:
        return True
    return False
"""


def run(code: str) -> None:
    """Run `code` after BEGIN; it asserts for itself."""
    done = subprocess.run([sys.executable, "-c", BEGIN + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "use",
    [
        "socket.socket()",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.socket(16, socket.SOCK_RAW)",
        "early.connect(listener.getsockname())",
        "early.connect_ex(listener.getsockname())",
        "early.bind(('127.0.0.1', 0))",
        "early.sendto(b'x', listener.getsockname())",
        "socket.create_connection(listener.getsockname())",
        "socket.getaddrinfo('localhost', 80)",
        "socket.gethostbyname('localhost')",
    ],
)
def test_a_closed_gate_refuses(use: str) -> None:
    run(f"assert refused(lambda: {use})")


def test_local_sockets_stay_open() -> None:
    run("a, b = socket.socketpair(); a.send(b'x'); assert b.recv(1) == b'x'; socket.socket(socket.AF_UNIX).close()")


def test_libraries_take_it_for_a_failed_connection() -> None:
    run(
        "import urllib.request, urllib.error\n"
        "try:\n    urllib.request.urlopen('http://127.0.0.1:9/')\n"
        "except urllib.error.URLError as error:\n    assert isinstance(error.reason, NetworkClosed)\n"
        "else:\n    raise SystemExit(1)\n"
    )


def test_it_opens_for_a_reason_for_one_thread_and_closes_again() -> None:
    run(
        "uses = []\ngate.tell(uses.append)\nothers = []\n"
        "with gate.open_for(Reason.MODELS):\n"
        "    assert gate.is_open\n"
        "    socket.create_connection(listener.getsockname()).close()\n"
        "    other = threading.Thread(target=lambda: others.append(refused(socket.socket)))\n"
        "    other.start(); other.join()\n"
        "assert others == [True] and not gate.is_open and refused(socket.socket)\n"
        "assert [u.closed is None for u in uses] == [True, False]\n"
        "assert gate.last == uses[1] and uses[1].reason is Reason.MODELS and uses[1].opened <= uses[1].closed\n"
    )


def test_it_closes_when_what_it_was_opened_for_fails() -> None:
    run(
        "try:\n    with gate.open_for(Reason.MODELS):\n        raise ValueError\n"
        "except ValueError:\n    pass\nassert not gate.is_open and refused(socket.socket)\n"
    )


def test_the_entry_point_installs_it() -> None:
    run(
        "import app.network; app.network.gate = gate2 = app.network.Gate(); import app.__main__; assert gate2.installed"
    )


def test_opening_within_opening_closes_once_only() -> None:
    gate, uses = Gate(), list[Use]()
    gate.tell(uses.append)
    before = datetime.now(UTC)
    with gate.open_for(Reason.MODELS), gate.open_for(Reason.MODELS):
        pass
    assert not gate.is_open and len(uses) == 4
    assert gate.last is not None and gate.last.opened >= before and threading.get_ident() not in gate._within


def test_whom_was_asked_is_told_before_and_kept_after() -> None:
    gate, uses = Gate(), list[Use]()
    gate.tell(uses.append)
    with gate.open_for(Reason.MODELS) as visit:
        visit.to("hub.example.org")
        assert uses[-1].hosts == ("hub.example.org",) and uses[-1].closed is None
        visit.to("hub.example.org")
        visit.to("files.example.org")
    assert [use.hosts for use in uses] == [
        (),
        ("hub.example.org",),
        ("hub.example.org", "files.example.org"),
        ("hub.example.org", "files.example.org"),
    ]
    assert uses[-1].closed is not None and len({use.opened for use in uses}) == 1


def test_a_name_that_is_looked_up_is_seen_even_where_nobody_said_it() -> None:
    run(
        "with gate.open_for(Reason.MODELS):\n"
        "    socket.create_connection(('localhost', listener.getsockname()[1])).close()\n"
        "    socket.getaddrinfo(b'127.0.0.1', 80)\n"
        "assert gate.last.hosts == ('localhost', '127.0.0.1'), gate.last\n"
    )


def test_a_listener_that_fails_keeps_the_network_shut_and_the_others_told() -> None:
    gate, uses = Gate(), list[Use]()

    def fail(use: Use) -> None:
        if use.closed is None:
            raise OSError

    gate.tell(fail)
    gate.tell(uses.append)
    with pytest.raises(OSError), gate.open_for(Reason.MODELS):
        raise AssertionError("it was not to come this far")
    assert not gate.is_open and [use.closed is None for use in uses] == [True, False]
