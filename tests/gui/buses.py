"""A session bus of the test's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def session_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Named in the environment; called, it ends the bus."""
    if sys.platform != "linux" or shutil.which("dbus-daemon") is None:
        pytest.skip("needs Linux and Debian's dbus-daemon")
    folder = Path(tempfile.mkdtemp(prefix="bus-", dir="/tmp"))
    address = f"unix:path={folder / 'bus'}"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={address}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdout is not None
    daemon.stdout.readline()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    def end() -> None:
        if daemon.returncode is None:
            daemon.kill()
            daemon.communicate()

    yield end
    end()
    shutil.rmtree(folder)
