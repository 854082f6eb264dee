"""The real program locks with the desktop's screen, before sleep, and when nobody is there: over real buses."""

from __future__ import annotations

import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.container import build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE
from tests.program import ROOT, Program

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs Debian's dbus-daemon"),
]


class Bus:
    """A bus of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.address = f"unix:path={folder / name}"
        self._process = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={self.address}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def signal(self, path: str, name: str, *arguments: str) -> None:
        """Send a signal, as a desktop does."""
        subprocess.run(["dbus-send", f"--bus={self.address}", "--type=signal", path, name, *arguments], check=True)

    def end(self) -> None:
        """Stop it."""
        self._process.kill()
        self._process.communicate()


class Logind:
    """`tests/fake_logind.py` in a process of its own."""

    def __init__(self, bus: Bus) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests/fake_logind.py")], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, env={"DBUS_SYSTEM_BUS_ADDRESS": bus.address, "PATH": "/usr/bin"},
        )  # fmt: skip
        self._said: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.hear("ready")

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(line.strip())

    def hear(self, what: str) -> None:
        """Wait for what it says next."""
        assert self._said.get(timeout=60) == what

    def tell(self, what: str) -> None:
        """Have it tell everybody."""
        assert self._process.stdin is not None
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()

    def end(self) -> None:
        """Stop it."""
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def buses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bus, Bus]]:
    folder = Path("/tmp") / f"b{tmp_path_factory.getbasetemp().name[-6:]}"  # a socket's path must be short
    folder.mkdir(mode=0o700, exist_ok=True)
    session, system = Bus(folder, "session"), Bus(folder, "system")
    yield session, system
    session.end()
    system.end()
    shutil.rmtree(folder)


def with_vault(program: Program) -> Program:
    services = build_services(Places.below(program.home), CHEAP)
    services.vault.create(PASSPHRASE)
    services.vault.recovery_stored()
    services.close()
    program.start()
    return program


def opened(program: Program) -> None:
    program.unlock(PASSPHRASE)
    program.wait_page("today")


def test_it_locks_with_the_screen_and_before_sleep(tmp_path: Path, buses: tuple[Bus, Bus]) -> None:
    session, system = buses
    logind = Logind(system)
    program = Program(tmp_path, DBUS_SESSION_BUS_ADDRESS=session.address, DBUS_SYSTEM_BUS_ADDRESS=system.address)
    try:
        with_vault(program)
        for act in (
            lambda: session.signal("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true"),
            lambda: session.signal("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true"),
            lambda: logind.tell("lock"),
            lambda: logind.tell("hint"),
            lambda: logind.tell("sleep"),
        ):
            logind.hear("held")
            opened(program)
            assert program.run("window.locks_with_screen")
            program.wait(lambda: program.run("window.session_lock._source._session_path") != "")
            session.signal("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:false")
            program.lock(act)
            assert not program.run("window.services.vault.is_open")
            logind.hear("released")  # sleep waits for the vault, and no longer
    finally:
        program.end()
        logind.end()


def test_without_a_bus_it_locks_when_nobody_is_there(tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path}/nobody"
    program = Program(tmp_path, DBUS_SESSION_BUS_ADDRESS=nowhere, DBUS_SYSTEM_BUS_ADDRESS=nowhere)
    try:
        with_vault(program)
        opened(program)
        assert program.run("window.locks_with_screen") is False
        program.lock(lambda: program.run("window._idle.watch(0.005)"))
        opened(program)
        assert (tmp_path / "stderr").read_text(encoding="utf-8") == ""
    finally:
        program.end()
