"""What a screen reader says of a recording by itself: that it has begun, paused, gone on, stopped; a mark that was set.

Whoever records looks at the client, not at the screen. Nothing of whom is recorded is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.session import RecorderStatus, RecordingState
from app.ui.announce import announce
from app.ui.pages.recording_words import state_words

if TYPE_CHECKING:
    from app.ui.pages.recording import RecordingPage

OVER = (RecordingState.FAILED, RecordingState.STOPPED)


class SpokenStates(QObject):
    """Listens to what the recorder tells the recording page, many times a second, and says what is new in it."""

    def __init__(self, page: RecordingPage) -> None:
        super().__init__(page)
        self._page = page
        self._said = ""
        self._marks = 0
        page.told.connect(self.follow)
        page.over.connect(self._over)

    def follow(self, status: RecorderStatus) -> None:
        """Say a state that was not said yet, and a mark that is new; a recording that begins says so again."""
        words = state_words(status)
        if status.state is RecordingState.STARTING:
            self._said, self._marks = "", 0
        if words != self._said:
            self._said = words
            announce(self._page, words, urgent=status.state in OVER)
        marks, self._marks = self._marks, len(status.marks)
        if self._marks == marks + 1:
            announce(self._page, self.tr("Moment marked."))

    def _over(self) -> None:
        """Nothing is followed any more: at a lock, say, while the recording goes on."""
        if self._page.services.recording.active is None:
            announce(self._page, self.tr("The recording has stopped. It is stored."))
