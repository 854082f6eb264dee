"""Beside another program under a real window manager: who has the keys, what is in front, and what the keys do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.e2e.test_clipboard import display  # noqa: F401  (a fixture)
from tests.e2e.test_strip import ROOT

NEEDED = ("Xvfb", "openbox", "xdotool", "xprop", "xev", "xwininfo")
PATIENCE = 60.0
pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(any(shutil.which(each) is None for each in NEEDED), reason=f"needs {', '.join(NEEDED)}"),
]
SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow
from app.domain.session import RecorderStatus, RecordingState
from app.ui import theme
from app.ui.application import application
from app.ui.global_keys import GlobalKeys
from app.ui.strip import Strip
app = application()
theme.apply(app, "light")
window = QMainWindow()
window.setWindowTitle("Sotto")
window.resize(900, 600)
window.show()
strip = Strip(window)
strip.row.show_status(RecorderStatus(RecordingState.RECORDING, captured=61.0, level=0.4))
strip.stand_at(None)
strip.row.mark.connect(lambda: print("mark", flush=True))
strip.put_away.connect(app.quit)
keys = GlobalKeys(window)
keys.pressed.connect(lambda name: print("key", name, flush=True))
keys.taken.connect(lambda names: print("taken", *names, flush=True))
def at(button):
    place = button.mapToGlobal(button.rect().center())
    return f"{place.x()} {place.y()}"
def tell():
    keys.begin()
    places = [at(each) for each in (strip.row.mark_button, strip.close_button)]
    print(int(window.winId()), int(strip.winId()), *places, sep="|", flush=True)
def show():
    strip.show()
    QTimer.singleShot(1000, tell)
QTimer.singleShot(500, show)
sys.exit(app.exec())
"""


def wait(check: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


@pytest.fixture
def x(display: str) -> Iterator[Callable[..., str]]:  # noqa: F811
    """Runs a command on a display with a window manager; what it says."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)

    def run(*command: str) -> str:
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    run.environment = environment  # type: ignore[attr-defined]
    manager = subprocess.Popen(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait(lambda: "0x" in run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))
    yield run
    manager.kill()
    manager.wait()


def test_the_chart_keeps_the_keys_and_the_strip_stays_over_it(x: Callable[..., str]) -> None:
    environment = x.environment  # type: ignore[attr-defined]
    program = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    chart = subprocess.Popen(
        ["xev", "-name", "Chart", "-event", "keyboard"], env=environment, text=True, stdout=subprocess.PIPE
    )
    assert program.stdout is not None and chart.stdout is not None

    def active() -> str:
        return x("xdotool", "getactivewindow", "getwindowname").strip()

    def stacked() -> list[int]:
        listed = x("xprop", "-root", "_NET_CLIENT_LIST_STACKING").partition("#")[2]
        return [int(each, 16) for each in listed.replace(",", " ").split()]

    try:
        window, strip, mark, close = program.stdout.readline().strip().split("|")
        x("xdotool", "search", "--sync", "--name", "^Chart$", "windowactivate", "--sync")
        assert active() == "Chart"
        assert "_NET_WM_STATE_ABOVE" in x("xprop", "-id", strip, "_NET_WM_STATE")
        assert stacked()[-1] == int(strip), "over what is in front"
        x("xdotool", "mousemove", *mark.split(), "click", "1")
        assert program.stdout.readline() == "mark\n"
        assert active() == "Chart", "clicked, it takes no keys"
        x("xdotool", "key", "z")
        wait(lambda: "keysym 0x7a, z" in chart.stdout.readline())
        x("xdotool", "key", "ctrl+alt+m")
        assert program.stdout.readline() == "key mark\n", "though another program is in front"
        x("xdotool", "windowminimize", window)
        wait(lambda: "_NET_WM_STATE_HIDDEN" in x("xprop", "-id", window, "_NET_WM_STATE"))
        assert "IsViewable" in x("xwininfo", "-id", strip), "it does not go with the window"
        x("xdotool", "mousemove", *close.split(), "click", "1")
        said, complaints = program.communicate(timeout=PATIENCE)
        assert (said, complaints, program.returncode) == ("", "", 0)
    finally:
        for each in (program, chart):
            each.kill()
            each.communicate()
