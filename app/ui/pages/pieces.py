"""A large page is made piece by piece: what is typed or pressed meanwhile gets through."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class Pieces(QObject):
    """Makes the pieces of a page in their order, one for each turn of the event loop, whether the page is seen or not.

    What is made before it is seen gets its looks at once: else all of it would get them when it is first shown.
    """

    def __init__(self, page: QWidget, pieces: Iterable[Callable[[], object]]) -> None:
        super().__init__(page)
        self._page = page
        self._waiting = deque(pieces)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)
        self._timer.start(0)

    @property
    def done(self) -> bool:
        """Whether all are made."""
        return not self._waiting

    def finish(self) -> None:
        """Make what is left now."""
        while self._waiting:
            self._next()

    def _next(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
        if not self._page.isVisible():
            for each in self._page.findChildren(QWidget):
                each.ensurePolished()
        if self.done:
            self._timer.stop()
