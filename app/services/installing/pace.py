"""How fast an installation goes, and reports that do not come more often than a screen can show them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from app.services.installing.progress import InstallProgress, InstallStage, Report

WINDOW = 8.0
"""Seconds that the speed is taken over."""
BETWEEN = 0.1
"""Seconds between two reports, at the least; what changes the words on the screen is always reported."""
SOONEST = 1.0
"""Seconds before there is a speed."""


class Pace:
    """Turns "so many bytes are done" into reports with a speed and the time that is left.

    `total`: bytes of the whole model or pack. For one thread.
    """

    def __init__(self, model_id: str, total: int, report: Report, clock: Callable[[], float] = time.monotonic) -> None:
        self._model_id = model_id
        self._total = total
        self._report = report
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque()
        self._said: tuple[InstallStage, str, int, float] | None = None
        self._at = float("-inf")

    def tell(self, stage: InstallStage, done: int, file: str = "", attempt: int = 1, waiting: float = 0.0) -> None:
        """`done` bytes of the whole are through this stage."""
        now = self._clock()
        said = (stage, file, attempt, waiting)
        if self._said is None or self._said[0] is not stage or (self._marks and done < self._marks[-1][1]):
            self._marks.clear()
        if said == self._said and now - self._at < BETWEEN and done < self._total:
            return
        self._marks.append((now, done))
        while now - self._marks[0][0] > WINDOW:
            self._marks.popleft()
        self._said, self._at = said, now
        speed = self._speed()
        left = (self._total - done) / speed if speed else None
        self._report(InstallProgress(self._model_id, stage, done, self._total, file, speed, left, attempt, waiting))

    def _speed(self) -> float | None:
        (began, first), (now, last) = self._marks[0], self._marks[-1]
        if now - began < SOONEST or last <= first:
            return None
        return (last - first) / (now - began)
