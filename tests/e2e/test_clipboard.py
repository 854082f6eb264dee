"""What is copied is marked as secret, goes after a while and at a lock; what others copy stays. On a real X server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.canary import Practice, practice
from tests.demo import PASSPHRASE
from tests.program import Program

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Debian's xvfb"),
]
OTHER = """
import json, sys
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
app = QApplication([])
board = app.clipboard()
if len(sys.argv) > 1:
    board.setText(sys.argv[1])
    print("{}", flush=True)
    app.exec()
data = board.mimeData()
print(json.dumps({"text": data.text(), "formats": data.formats(), "selected": board.text(QClipboard.Mode.Selection)}))
"""


@pytest.fixture
def display() -> Iterator[str]:
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as number:
        found = number.readline().strip()
    yield f":{found}"
    server.kill()
    server.wait()


@pytest.fixture
def known(tmp_path: Path) -> Practice:
    return practice(tmp_path / "sotto")


@pytest.fixture
def program(tmp_path: Path, display: str, known: Practice) -> Iterator[Program]:
    made = Program(tmp_path, QT_QPA_PLATFORM="xcb", DISPLAY=display)
    made.start()
    made.unlock(PASSPHRASE)
    made.wait_page("today")
    made.run(f"window.show_workspace({known.session!r})")
    made.wait_page("workspace")
    made.wait(lambda: bool(made.run("len(there('sentence.b.text'))")))
    yield made
    made.end()


def other(display: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OTHER, *words], text=True, stdout=subprocess.PIPE,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
    )  # fmt: skip


def seen(display: str) -> dict[str, object]:
    """What another program finds."""
    answer, _ = other(display).communicate(timeout=60)
    found: dict[str, object] = json.loads(answer)
    return found


def copy(program: Program) -> None:
    program.run("there('sentence.b.text')[0].selectAll(); there('sentence.b.text')[0].copy()")
    program.wait(lambda: bool(program.run("window.clipboard._timer.isActive()")))


def test_what_is_copied_is_secret_and_goes(program: Program, display: str) -> None:
    copy(program)
    found = seen(display)
    assert found["text"] == "Client will call the sister."
    formats = found["formats"]
    assert isinstance(formats, list) and "x-kde-passwordManagerHint" in formats
    assert program.run("window.clipboard._timer.remainingTime()") > 30_000
    program.run("window.clipboard._timer.start(10)")
    program.wait(lambda: not program.run("app.clipboard().ownsClipboard()"))
    assert seen(display)["text"] == ""


def test_what_another_program_copied_stays(program: Program, display: str) -> None:
    copy(program)
    another = other(display, "shopping list")
    assert another.stdout is not None
    another.stdout.readline()
    program.wait(lambda: not program.run("app.clipboard().ownsClipboard()"))
    assert not program.run("window.clipboard._timer.isActive()")
    program.run("window.clipboard.clear()")
    assert seen(display)["text"] == "shopping list"
    another.kill()
    another.communicate()


def test_a_lock_takes_copied_and_selected_words_back(program: Program, display: str) -> None:
    copy(program)
    program.run("from PySide6.QtGui import QClipboard")
    program.run("app.clipboard().setText('selected', QClipboard.Mode.Selection)")
    assert seen(display)["selected"] == "selected"
    program.lock(lambda: program.run("window.lock()"))
    found = seen(display)
    assert (found["text"], found["selected"]) == ("", "")
