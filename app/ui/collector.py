"""When Python looks for what nobody holds any more: in calm moments, and not through everything there is.

A full search goes through every object of the program and holds up every thread meanwhile, for a sixth of a second once
the pages are made and a long session is read. It comes whenever many objects are made, which is while a session opens.
So only what is young is looked through then, which takes milliseconds. The rest is looked through when nobody touches
the window, and what stays until the end, the program itself and its pages, never.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

YOUNG, OLDER, NEVER = 5_000, 10, 1_000_000
"""New objects until the young ones are looked through, how often until the older ones are, and never all by itself."""
ENOUGH = 4
"""So often the older ones were looked through before all is: a fifth of a million objects came since."""
LOOK_MS = 2_000


class Collector(QObject):
    """Takes over from Python between `start` and `stop`."""

    def __init__(self, calm: Callable[[], bool], parent: QObject | None = None) -> None:
        """`calm`: whether nobody would notice now that the window does not answer for a moment."""
        super().__init__(parent)
        self._calm = calm
        self._before = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """What is there now stays."""
        self._before = gc.get_threshold()
        gc.set_threshold(YOUNG, OLDER, NEVER)
        self.settle()
        self._timer.start()

    def settle(self) -> None:
        """What is there now stays until the end, and is looked through no more; what holds it may still let it go."""
        gc.freeze()

    def stop(self) -> None:
        """Python does it by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.set_threshold(*self._before)

    def _look(self) -> None:
        if gc.get_count()[2] >= ENOUGH and self._calm():
            gc.collect()
