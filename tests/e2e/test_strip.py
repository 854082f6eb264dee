"""The small strip in a real X window: in front of all others, clicked without taking the keys, and without a name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "xdotool", "xprop")
pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.skipif(any(shutil.which(each) is None for each in NEEDED), reason=f"needs {', '.join(NEEDED)}"),
]
SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow
from app.domain.session import RecorderStatus, RecordingState
from app.ui import theme
from app.ui.application import application
from app.ui.strip import Strip
app = application()
theme.apply(app, "light")
window = QMainWindow()
window.show()
strip = Strip(window)
strip.row.show_status(RecorderStatus(RecordingState.RECORDING, captured=61.0, level=0.4, device="Quillfeather"))
strip.stand_at(None)
strip.row.mark.connect(lambda: print("mark", flush=True))
strip.row.stop.connect(lambda: print("stop", flush=True))
strip.put_away.connect(app.quit)
def at(button):
    place = button.mapToGlobal(button.rect().center())
    return f"{place.x()} {place.y()}"
def tell():
    places = [at(each) for each in (strip.row.mark_button, strip.row.stop_button, strip.close_button)]
    print(int(window.winId()), int(strip.winId()), *places, sep="|", flush=True)
strip.show()
QTimer.singleShot(1000, tell)
sys.exit(app.exec())
"""


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of the test's own."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        yield f":{told.readline().strip()}"
    server.kill()
    server.wait()


def test_it_stays_in_front_and_leaves_the_keys_where_they_are(display: str) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    program = subprocess.Popen(
        [sys.executable, "-c", SCRIPT], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None

    def x(*command: str) -> str:
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    def click(place: str) -> None:
        x("xdotool", "mousemove", *place.split(), "click", "1")

    try:
        window, strip, mark, stop, close = program.stdout.readline().strip().split("|")
        x("xdotool", "windowfocus", "--sync", window)
        says = x("xprop", "-id", strip)
        assert "Client accepts input or input focus: False" in says, "the chart keeps the keys"
        assert "_NET_WM_STATE_ABOVE" in says
        assert 'WM_NAME(STRING) = "Sotto"' in says and "Quillfeather" not in says
        click(mark)
        assert program.stdout.readline() == "mark\n"
        click(stop)
        click(stop)  # pressed twice in haste: the second press meets "Go on"
        click(mark)
        assert program.stdout.readline() == "mark\n"
        assert x("xdotool", "getwindowfocus").strip() == window
        click(close)
        said, complaints = program.communicate(timeout=60)
        assert said == "", "nothing was stopped"
        assert complaints == ""
        assert program.returncode == 0
    finally:
        program.kill()
        program.communicate()
