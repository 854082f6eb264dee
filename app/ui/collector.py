"""When Python looks for what nobody holds any more: in the window's thread, and through everything in calm moments.

Left to itself it looks in whatever thread makes the next object. What it finds there may be a widget, and a widget that
another thread takes down than its own brings the program down. And a full search goes through every object of the
program and holds up every thread meanwhile, for a sixth of a second once the pages are made and a long session is read;
it comes whenever many objects are made, which is while a session opens. So the window looks, once a second, through
what is young, which takes milliseconds; through the rest when nobody touches it; and through what stays until the end,
the program itself and its pages, never.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

YOUNG, OLDER = 5_000, 10
"""New objects from which on the young ones are looked through, and how often until the older ones are with them."""
ENOUGH = 4
"""So often the older ones were looked through before all is: a fifth of a million objects came since."""
LOOK_MS = 1_000


class Collector(QObject):
    """Takes over from Python between `start` and `stop`."""

    def __init__(self, calm: Callable[[], bool], parent: QObject | None = None) -> None:
        """`calm`: whether nobody would notice now that the window does not answer for a moment."""
        super().__init__(parent)
        self._calm = calm
        self._was_on = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """What is there now stays."""
        self._was_on = gc.isenabled()
        gc.disable()
        self.settle()
        self._timer.start()

    def settle(self) -> None:
        """What is there now stays until the end, and is looked through no more; what holds it may still let it go."""
        gc.freeze()

    def stop(self) -> None:
        """Python does it by itself again."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()

    def _look(self) -> None:
        young, older, _ = gc.get_count()
        if young >= YOUNG:
            gc.collect(1 if older >= OLDER else 0)
        if gc.get_count()[2] >= ENOUGH and self._calm():
            gc.collect()
