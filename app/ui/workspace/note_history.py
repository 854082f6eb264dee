"""What was done to the note by a press of a button, and can be taken back: the last first.

What is typed is undone in its own field; this is for sentences that were removed, kept, replaced or written again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.domain.note import NoteSentence
from app.ui.context import Router

MOST = 50


@dataclass(frozen=True, slots=True)
class Step:
    """`undo` takes it back, and says whether there was still something to take back."""

    undo: Callable[[], bool]


class NoteHistory(QObject):
    """The steps of the note that is shown."""

    def __init__(self, router: Router, parent: QObject) -> None:
        super().__init__(parent)
        self._router = router
        self._steps: list[Step] = []
        self._moves = 0
        self.held = False
        """While a section is being written nothing is taken back: the section would be lost by it."""

    def wipe(self) -> None:
        """Another note is shown: nothing of this one is kept."""
        self._steps, self.held = [], False

    def transcript_moved(self) -> None:
        """The transcript was corrected: what sentences of earlier steps stand on counts no more as it was."""
        self._moves += 1

    def kept(self, sentences: Sequence[NoteSentence]) -> Callable[[], list[NoteSentence]]:
        """Hold sentences for later: they come back as they are, to be checked anew if the transcript has moved."""
        held, moves = list(sentences), self._moves

        def back() -> list[NoteSentence]:
            if moves == self._moves:
                return held
            return [each.to_check() if each.evidence else each for each in held]

        return back

    def did(self, undo: Callable[[], bool], said: str = "", action: str = "") -> None:
        """Something was done. With `said` it is told at the foot of the window, with a button `action` beside it."""
        step = Step(undo)
        self._steps = [*self._steps[1 - MOST :], step]
        if said:

            def act() -> None:
                self._take_back(step)

            self._router.toast(said, action, act)

    def _take_back(self, step: Step) -> bool:
        if self.held or step not in self._steps:
            return False
        self._steps.remove(step)
        return step.undo()

    def take_back(self) -> bool:
        """Take the last step back that can be; False where there is none."""
        while self._steps and not self.held:
            if self._take_back(self._steps[-1]):
                return True
        return False

    def __bool__(self) -> bool:
        return bool(self._steps) and not self.held
