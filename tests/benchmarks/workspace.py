"""The workspace with a session of two hours, 2,500 turns, and a note of 60 sentences: opening, scrolling, correcting.

    python -m tests.benchmarks.workspace

The window with a real vault, rendered without a display, in a process of its own. "Without an answer" is how long one
turn of the window's event loop takes, which is how long a key or a click may wait; each block of over 100 ms that the
window's own watch saw is a row by itself. A frame is what a turn of the wheel costs until its rows are painted, and
there are 16.7 ms for it at 60 frames a second. Nothing here passes or fails.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.domain.transcript import Transcript
    from app.services.container import Services
    from app.ui.window import Window

TURNS, SENTENCES, SECONDS = 2500, 60, 7200.0
FRAMES = 400
WHEEL = 53
"""Pixels of a notch of a mouse's wheel, about."""
SEED = 11
PASSPHRASE = "bench only, not secret"


def rows() -> dict[str, float]:
    """All figures, in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="sotto-bench-") as folder:
        result = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.workspace", "--in", folder],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    found: dict[str, float] = json.loads(result.stdout.strip().splitlines()[-1])
    return found


def session(turns: int = TURNS, seconds: float = SECONDS) -> Transcript:
    """Two people by turns, with a time for each word; one word in thirty may be another one."""
    from app.domain.transcript import Role, Speaker, Transcript, Turn, Word
    from tests.benchmarks.check import material

    chance = random.Random(SEED)
    said, _ = material()
    made, step = [], seconds / turns
    for n in range(turns):
        text = " ".join(chance.choice(said)[1] for _ in range(chance.choice((1, 1, 2, 3))))
        listed = text.split()
        each = 0.95 * step / len(listed)
        words = tuple(
            Word(w, n * step + i * each, n * step + (i + 1) * each, 0.3 if chance.random() < 1 / 30 else 0.9)
            for i, w in enumerate(listed)
        )
        made.append(Turn(f"S{n % 2 + 1}", n * step, n * step + 0.95 * step, " ".join(listed), words))
    return Transcript(tuple(made), (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)), seconds)


def fill(services: Services) -> str:
    """A vault with the session and its note; the session's id."""
    from app.domain.note import Evidence, Note, NoteSentence, Origin, Verdict
    from app.domain.session import SessionState, SessionType
    from tests.benchmarks.check import long_note

    services.vault.create(PASSPHRASE)
    client = services.records.add_client("BENCH")
    kept = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    transcript, store = session(), services.vault.store
    store.transcripts.save(kept.id, transcript)
    sections = [section.id for section in services.notes.template("dap").sections]
    chance = random.Random(SEED)
    sentences = []
    for n, text in enumerate(long_note(SENTENCES)):
        places = sorted(chance.sample(range(TURNS), 3))
        evidence = tuple(
            Evidence(p, transcript.turns[p].start, transcript.turns[p].end, transcript.turns[p].text) for p in places
        )
        section = sections[n * len(sections) // SENTENCES]
        sentences.append(
            NoteSentence(f"n{n}", section, text, Origin.MODEL, Verdict.SUPPORTED, 0.9, (), evidence)
        )  # fmt: skip
    store.notes.save(Note("bench", kept.id, "dap", tuple(sentences)))
    store.sessions.save(replace(kept, state=SessionState.DRAFTED, duration=SECONDS, recording_id="bench"))
    return kept.id


def measure(folder: Path) -> dict[str, float]:
    """Everything, in this process."""
    from app.offline import go_offline

    go_offline()
    from app.services.container import build_services
    from app.services.paths import Places
    from app.ui import theme
    from app.ui.application import application
    from app.ui.collector import Collector
    from app.ui.window import Window

    services = build_services(Places.below(folder))
    try:
        session_id = fill(services)
        app = application()
        theme.apply(app, "light")
        window = Window(services)
        window.resize(1280, 800)
        window.show()
        collector = Collector(window.calm, window)  # as the program does
        made: list[bool] = []
        window.all_made.connect(collector.settle)
        window.all_made.connect(lambda: made.append(True))
        window.start()
        collector.start()
        turn(app, lambda: bool(made) and window.ops.pending == 0)  # behind the lock screen, as a rule
        return Measure(app, window, services, session_id).all()
    finally:
        services.close()


def turn(app: Any, done: Callable[[], bool], *, least: float = 0.0, most: float = 60.0) -> list[float]:
    """Let the event loop turn until something is done; how long each of its turns took, in milliseconds."""
    from PySide6.QtCore import QEventLoop

    began, taken = time.perf_counter(), list[float]()
    while time.perf_counter() - began < most:
        now = time.perf_counter()
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        taken.append((time.perf_counter() - now) * 1000)
        if done() and time.perf_counter() - began >= least:
            return taken
        time.sleep(0.0005)
    raise TimeoutError("the window did not come to rest")


class Measure:
    """One figure after the other, in the order in which a clinician comes to them."""

    def __init__(self, app: Any, window: Window, services: Services, session_id: str) -> None:
        self._app, self._window, self._services, self._id = app, window, services, session_id

    def all(self) -> dict[str, float]:
        """The figures."""
        self._window.show_workspace(self._id)  # loads what the page is made of; the second time is the usual one
        self._rest()
        first = self._open()
        return {**first, **self._scroll(), **self._write()}

    def _rest(self) -> list[float]:
        page = self._window.workspace_page
        return turn(
            self._app,
            lambda: self._window.ops.pending == 0 and page.transcript.all_measured and not page.note.building,
            least=0.3,
        )

    def _open(self) -> dict[str, float]:
        from tests.window_blocks import told

        window = self._window
        window.show_today()
        self._rest()
        view = window.workspace_page.transcript
        window.blocks.blocks.clear()
        began = time.perf_counter()
        window.show_workspace(self._id)
        until = turn(self._app, lambda: view.turns.rowCount() == TURNS and window.stack.currentWidget() is not None)
        window.grab()
        opened = (time.perf_counter() - began) * 1000
        after = self._rest()
        return {
            f"open {TURNS} turns, from the click to the words on the screen (ms)": round(opened, 1),
            f"longest time without an answer while {TURNS} turns and {SENTENCES} sentences open (ms)": round(
                max(*until, *after), 1
            ),
            **{
                f"block {n + 1}, with its page and function (ms): {told(each)}"[:120]: round(each.seconds * 1000)
                for n, each in enumerate(window.blocks.blocks)
            },
        }

    def _scroll(self) -> dict[str, float]:
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent
        from PySide6.QtWidgets import QApplication

        view = self._window.workspace_page.transcript
        bar, port = view.verticalScrollBar(), view.viewport()
        middle = QPointF(port.rect().center())
        frames: list[float] = []
        for n in range(FRAMES):
            if n % 100 == 0:
                bar.setValue(bar.maximum() * n // FRAMES)
                self._app.processEvents()
            event = QWheelEvent(
                middle, port.mapToGlobal(middle), QPoint(0, -WHEEL), QPoint(0, -120), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            now = time.perf_counter()
            QApplication.sendEvent(port, event)
            self._app.processEvents()
            frames.append((time.perf_counter() - now) * 1000)
        frames.sort()
        return {
            "scroll the transcript, a frame: median (ms)": round(frames[len(frames) // 2], 2),
            "scroll the transcript, a frame: 95 of 100 (ms)": round(frames[int(len(frames) * 0.95)], 2),
            "frames of it that were late at 60 a second (%)": round(
                100 * sum(each > 1000 / 60 for each in frames) / len(frames), 1
            ),
        }

    def _write(self) -> dict[str, float]:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QPlainTextEdit

        view = self._window.workspace_page.transcript
        index = view.turns.turn_index(TURNS // 2)
        view.scrollTo(index)
        view.setCurrentIndex(index)
        view.setFocus()
        view.begin_edit(index)
        editor = view.findChild(QPlainTextEdit, "transcript.editor")
        assert editor is not None
        keys = []
        for letter in " and so it went on for a while":
            now = time.perf_counter()
            QTest.keyClicks(editor, letter)
            self._app.processEvents()
            keys.append((time.perf_counter() - now) * 1000)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        stored = self._rest()
        assert view.turns.transcript.turns[TURNS // 2].text.endswith("for a while")
        return {
            "type into a turn, a key: longest (ms)": round(max(keys), 1),
            "longest time without an answer while a corrected turn is stored (ms)": round(max(stored), 1),
        }


if __name__ == "__main__":
    if "--in" in sys.argv:
        print(json.dumps(measure(Path(sys.argv[-1]))), flush=True)
        os._exit(0)  # the workers that were never started need no ending
    for name, value in rows().items():
        print(f"  {name:82} {value:>8}")
