"""The program itself, as `python -m app` in a process of its own, with a home of its own, driven from a test."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.memory import family

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
"""Seconds for whatever is waited for, on a machine that has other things to do."""
SEEN = "[w.text() for w in window.findChildren(QLabel) if w.isVisible() and w.text()]"
HELPERS = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
def there(name):
    return [w for w in window.findChildren(QWidget, name) if w.isVisible() and w.isEnabled()]
def click(name):
    QTest.mouseClick(there(name)[0], Qt.MouseButton.LeftButton)
def type_into(name, text):
    there(name)[0].setFocus()
    QTest.keyClicks(there(name)[0], text)
"""


class Program:
    """Starts and drives the window. Everything it may write to lies below `tree`."""

    def __init__(self, tree: Path, **environment: str) -> None:
        self.tree = tree
        self.home = tree / "sotto"
        # A socket's path must be short.
        self._sockets = Path(tempfile.mkdtemp(prefix="remote-", dir="/tmp"))
        self._environment = environment
        self._gone: set[str] = set()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The same before and after a lock: a process that is replaced keeps its number."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it, and wait for its first page."""
        for name in ("home", "tmp", "config", "cache", "data", "state", "runtime"):
            (self.tree / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        environment = {
            name: value for name, value in os.environ.items()
            if not name.startswith(("XDG_", "DBUS_", "PYTEST", "PULSE")) and name != "DISPLAY"
        }  # fmt: skip
        environment.update(
            QT_QPA_PLATFORM="offscreen", SOTTO_HOME=str(self.home), HOME=str(self.tree / "home"),
            TMPDIR=str(self.tree / "tmp"), XDG_CONFIG_HOME=str(self.tree / "config"),
            XDG_CACHE_HOME=str(self.tree / "cache"), XDG_DATA_HOME=str(self.tree / "data"),
            XDG_STATE_HOME=str(self.tree / "state"), XDG_RUNTIME_DIR=str(self.tree / "runtime"),
            PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "tests/remote")]),
            SOTTO_TEST_REMOTE=str(self._sockets),
        )  # fmt: skip
        environment.update(self._environment)
        with (self.tree / "stdout").open("ab") as out, (self.tree / "stderr").open("ab") as err:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "app"], env=environment, cwd=self.tree, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            )  # fmt: skip
        self.arrive()

    def arrive(self) -> None:
        """Wait for a process that has not been talked to before, and give it the helpers."""
        self.wait(lambda: bool(self._new()))
        self._gone |= set(self._new()[:-1])
        self.run(HELPERS)

    def _new(self) -> list[str]:
        return sorted(
            (each.name for each in self._sockets.iterdir() if each.name.isdecimal() and each.name not in self._gone),
            key=int,
        )

    def left(self) -> None:
        """The process that was talked to is about to be replaced."""
        self._gone |= set(self._new())

    def run(self, code: str) -> Any:
        """Evaluate on the program's main thread; what it is, as JSON can say it."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self._sockets / self._new()[-1]))
            with connection.makefile("rwb") as line:
                line.write(json.dumps(code).encode() + b"\n")
                line.flush()
                answer = json.loads(line.readline())
        if answer["error"]:
            raise AssertionError(answer["error"])
        return answer["answer"]

    def wait(self, check: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Until a condition holds."""
        end = time.monotonic() + seconds
        while not check():
            assert self._process is not None
            assert self._process.poll() is None, (self.tree / "stderr").read_text(encoding="utf-8")
            assert time.monotonic() < end, f"it did not come; on the screen: {self.run(SEEN)}"
            time.sleep(0.01)

    def page(self) -> str:
        """The page on the screen."""
        return str(self.run("window.page().objectName() if window and window.isVisible() else ''"))

    def wait_page(self, name: str) -> None:
        """Until a page is there with what it shows."""
        self.wait(lambda: self.page() == name and self.run("window.ops.pending") == 0)

    def click(self, name: str) -> None:
        """Click a control once it is there."""
        self.wait(lambda: bool(self.run(f"len(there({name!r}))")))
        self.run(f"click({name!r})")

    def type(self, name: str, text: str) -> None:
        """Type into a field once it is there."""
        self.wait(lambda: bool(self.run(f"len(there({name!r}))")))
        self.run(f"type_into({name!r}, {text!r})")

    def unlock(self, passphrase: str) -> None:
        """As a clinician would."""
        self.wait_page("unlock")
        self.type("unlock.passphrase", passphrase)
        self.click("unlock.open")

    def lock(self, act: Callable[[], object]) -> float:
        """Do what locks it; seconds until the lock screen of the next process answers."""
        began = time.monotonic()
        before = self._new()
        self.left()
        self._gone -= set(before)  # `act` still talks to the one that is there
        act()
        self._gone |= set(before)
        self.arrive()
        self.wait_page("unlock")
        return time.monotonic() - began

    def processes(self) -> dict[int, str]:
        """Every process of the program."""
        return family(self.pid)

    def ended(self) -> int:
        """Wait until it has ended; its exit status."""
        assert self._process is not None
        return self._process.wait(PATIENCE)

    def end(self) -> None:
        """End it and everything it has started."""
        if self._process is not None:
            import psutil

            everybody = [psutil.Process(pid) for pid in family(self.pid)] if self._process.poll() is None else []
            for each in everybody:
                try:
                    each.kill()
                except psutil.NoSuchProcess:
                    continue
            self._process.wait(10)
        shutil.rmtree(self._sockets, ignore_errors=True)
