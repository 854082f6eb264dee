"""How long the clinician is at the review of a note, and what they decide in it.

Counted is only time in which the note is in front and somebody is at work on it: a key, a click or a movement of the
mouse within the last minute. By a monotonic clock; a jump of the timers (the computer slept, or was busy) counts for
no more than one step.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.domain.errors import RecordMissing
from app.domain.review import Decision
from app.ui.idle import SIGNS_OF_LIFE

if TYPE_CHECKING:
    from app.ui.context import Page

STEP_MS = 1000
LONGEST_STEP = 3.0
"""Seconds that one step counts for at most."""
PAUSE_SECONDS = 60.0
"""So long after the last sign of life somebody may still be reading."""
STORE_SECONDS = 20.0
"""So much time at most is lost with a crash."""


class ReviewClock(QObject):
    """Counts for one session at a time, and hands what it counted to the vault."""

    def __init__(self, page: Page, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(page)
        self._page = page
        self._clock = clock
        self._session_id = ""
        self._last = self._life = 0.0
        self._seconds = 0.0
        self._decisions: dict[str, Decision | None] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.step)

    @property
    def running(self) -> bool:
        """Whether a note is under review."""
        return bool(self._session_id)

    def start(self, session_id: str) -> None:
        """A note that can be changed is shown; going on with the same one is no new start."""
        if session_id == self._session_id:
            return
        self.stop()
        self._session_id = session_id
        self._last = self._life = self._clock()
        self._timer.start()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def stop(self) -> None:
        """The note is left or signed. What was counted and not stored yet is to be stored before, with `store`."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()
        self._session_id, self._seconds, self._decisions = "", 0.0, {}

    def decided(self, sentence_id: str, decision: Decision | None) -> None:
        """A decision was taken on a marked sentence; None: it was taken back."""
        if self.running:
            self._decisions[sentence_id] = decision
            self.store()

    def step(self) -> None:
        """Count what has passed since the last step, where somebody was at work."""
        now = self._clock()
        passed, self._last = min(now - self._last, LONGEST_STEP), now
        if self.running and now - self._life < PAUSE_SECONDS and self._in_front():
            self._seconds += passed
            if self._seconds >= STORE_SECONDS:
                self.store()

    def _in_front(self) -> bool:
        """Whether the page or one of its dialogs is what the clinician works in."""
        front = QApplication.activeWindow()
        while front is not None and front is not self._page.window():
            front = front.parentWidget()  # a dialog over it
        return front is not None and self._page.isVisible()

    def store(self, done: Callable[[], None] = lambda: None) -> None:
        """Store what was counted, then call `done`; what could not be stored is tried again with the next."""
        session_id, seconds, decisions = self._session_id, self._seconds, dict(self._decisions)
        if not session_id or not (seconds or decisions):
            done()
            return
        self._seconds, self._decisions = 0.0, {}

        def failed(error: Exception) -> None:
            if self._session_id == session_id and not isinstance(error, RecordMissing):  # else it was just deleted
                self._seconds += seconds
                self._decisions = {**decisions, **self._decisions}
            done()

        review = self._page.services.review
        self._page.ops.run(self, lambda: review.add(session_id, seconds, decisions), lambda _: done(), failed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note each sign of life; swallow nothing."""
        if event.type() in SIGNS_OF_LIFE:
            self._life = self._clock()
        return False
