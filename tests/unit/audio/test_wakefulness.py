"""The computer stays awake while a session is recorded: asked of a logind on a bus of the test's own."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("logind is Linux's; the other systems' calls were not run", allow_module_level=True)

from jeepney import HeaderFields, MessageType, message_bus, new_error, new_method_return
from jeepney.io.blocking import open_dbus_connection

from app.audio.recorder import FileSource, Recorder
from app.audio.wakefulness import Wakefulness
from tests.unit.audio.sounds import DEMO
from tests.unit.audio.test_recorder import recorder_of

Bus = list["Logind"]
"""Who is on the test's bus."""


class Logind:
    """Answers Inhibit as logind does, with the writing end of a pipe; refuses what is in `refused`."""

    def __init__(self, bus: Bus, refused: tuple[str, ...] = ()) -> None:
        bus.append(self)
        self.asked: list[tuple[str, ...]] = []
        self.held: int | None = None
        self._refused = refused
        self._connection = open_dbus_connection(bus="SYSTEM", enable_fds=True)
        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Once the bus is gone."""
        self._thread.join(10)
        self._connection.close()
        if self.held is not None:
            os.close(self.held)

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, ValueError):
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            assert message.header.fields[HeaderFields.member] == "Inhibit"
            self.asked.append(message.body)
            if message.body[0] in self._refused:
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied"))
                continue
            self.held, ours = os.pipe()
            self._connection.send(new_method_return(message, "h", (ours,)))
            os.close(ours)

    def released(self) -> bool:
        """Whether whoever held the lock has let it go."""
        assert self.held is not None
        readable, _, _ = select.select([self.held], [], [], 0.05)
        return bool(readable) and os.read(self.held, 1) == b""


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """A system bus of the test's own, with nobody on it."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs Debian's dbus-daemon")
    folder = Path(tempfile.mkdtemp(prefix="bus-", dir="/tmp"))
    address = f"unix:path={folder / 'bus'}"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={address}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdout is not None
    daemon.stdout.readline()
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    there: Bus = []
    yield there
    daemon.kill()
    daemon.communicate()
    for each in there:
        each.end()
    shutil.rmtree(folder)


def eventually(condition: object) -> None:
    deadline = time.monotonic() + 20
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_sleep_idling_and_the_lid_are_held_off_and_let_go(bus: Bus) -> None:
    logind, wakefulness = Logind(bus), Wakefulness()
    assert wakefulness.hold()
    assert wakefulness.hold(), "asking twice is harmless"
    assert logind.asked == [("sleep:idle:handle-lid-switch", "Sotto", "A session is being recorded", "block")]
    assert not logind.released()
    wakefulness.release()
    eventually(logind.released)
    wakefulness.release()
    assert not wakefulness.held


def test_where_the_lid_may_not_be_held_sleep_still_is(bus: Bus) -> None:
    logind, wakefulness = Logind(bus, refused=("sleep:idle:handle-lid-switch",)), Wakefulness()
    assert wakefulness.hold()
    assert [asked[0] for asked in logind.asked] == ["sleep:idle:handle-lid-switch", "sleep:idle"]
    wakefulness.release()
    eventually(logind.released)


def test_a_system_that_refuses_is_no_failure(bus: Bus) -> None:
    Logind(bus, refused=("sleep:idle:handle-lid-switch", "sleep:idle"))
    wakefulness = Wakefulness()
    assert not wakefulness.hold()
    wakefulness.release()


def test_a_bus_without_logind_is_no_failure(bus: Bus) -> None:
    assert not Wakefulness().hold()


def test_a_system_without_a_bus_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert not Wakefulness().hold()


@pytest.mark.parametrize("how", ["stopped", "killed"])
def test_a_recorder_keeps_the_computer_awake_as_long_as_it_lives(bus: Bus, tmp_path: Path, how: str) -> None:
    logind = Logind(bus)
    recorder = Recorder.start(tmp_path / "a.db", os.urandom(32), FileSource(DEMO, 1.0))
    eventually(lambda: recorder.status().kept_awake)
    assert not logind.released()
    if how == "stopped":
        recorder.stop()
    else:
        recorder_of(tmp_path / "a.db").kill()
    eventually(logind.released)


def test_a_recorder_says_where_nobody_keeps_it_awake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    recorder = Recorder.start(tmp_path / "a.db", os.urandom(32), FileSource(DEMO, 1.0))
    eventually(lambda: recorder.status().captured >= 1.0)
    assert not recorder.status().kept_awake
    assert recorder.stop().captured >= 1.0
