"""Notices that nobody has touched the window for a while: in front, in the background, or asleep.

Time in which the computer slept counts: the clocks that timers run by stand still then.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOOK_MS = 500
"""How often the time is looked at; a lock comes at most this late."""
SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


def seconds() -> float:
    """A clock that goes on while the computer sleeps: seconds since some moment."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # Linux
    if boot is None and hasattr(time, "CLOCK_UPTIME_RAW"):
        boot = getattr(time, "CLOCK_MONOTONIC", None)  # macOS, where this one, unlike time.monotonic(), goes on
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class IdleWatch(QObject):
    """Emits `idle` once after so many minutes without a key, a click or a movement in any window of Sotto."""

    idle = Signal()

    def __init__(self, app: QApplication, parent: QObject, clock: Callable[[], float] = seconds) -> None:
        # It goes with its window, and the filter with it: each one that stays slows every event down.
        super().__init__(parent)
        self._clock = clock
        self.by_key = False
        """Whether the last act was one of the keyboard; it is asked here since one filter sees every event already."""
        self._allowed = self._last = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        app.installEventFilter(self)

    @property
    def watching(self) -> bool:
        """Whether time is counted."""
        return self._timer.isActive()

    def watch(self, minutes: float) -> None:
        """Count from now."""
        self._allowed, self._last = minutes * 60, self._clock()
        self._timer.start(max(1, min(LOOK_MS, round(minutes * 60_000))))

    def rest(self) -> None:
        """Do not count until `watch` is called again."""
        self._timer.stop()

    def quiet(self, wanted: float) -> bool:
        """Whether nobody has touched the window for so many seconds; also where no time is counted."""
        return not self.watching or self._clock() - self._last >= wanted

    def _look(self) -> None:
        if self._clock() - self._last >= self._allowed:
            self.rest()
            self.idle.emit()

    def touch(self) -> None:
        """A sign of life that is no event, a voice for one."""
        if self._timer.isActive():
            now = self._clock()
            if now - self._last < self._allowed:
                self._last = now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start over at each sign of life; swallow nothing. Whoever comes back too late finds it locked."""
        kind = event.type()
        if kind in SIGNS_OF_LIFE:
            self.touch()
            if kind == QEvent.Type.KeyPress:
                self.by_key = True
            elif kind == QEvent.Type.MouseButtonPress:
                self.by_key = False
        return False
