"""The clock on the wall, for sound: how long something really took, sleep of the computer included."""

from __future__ import annotations

import time
from collections import deque

JUMP = 0.25
"""Seconds by which sound must fall behind the clock before sound is taken to be lost."""
WINDOW = 2.0
"""Seconds over which it must stay behind: late delivery is caught up within this, loss never is."""


def now() -> float:
    """Seconds that never go back and go on while the computer sleeps, where the system offers that."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)  # Linux; CLOCK_MONOTONIC stands still in sleep there
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class ClockCheck:
    """Checks captured sound against the clock, to find sound that was lost without a word.

    The drift between a sound card's clock and the computer's (some hundred millionths) is followed
    and not taken for loss.
    """

    def __init__(self) -> None:
        self._began: float | None = None
        self._captured = 0.0
        self._accounted = 0.0
        self._baseline: float | None = None
        self._lags: deque[tuple[float, float]] = deque()

    def note(self, arrival: float, seconds: float, overflow: bool = False) -> float | None:
        """A block of `seconds` came at `arrival`; `overflow`: the system says it dropped some.

        Returns the seconds lost before this block, 0.0 where a loss was told of but is too short to
        measure, None where nothing was lost.
        """
        if self._began is None:
            self._began = arrival - seconds
        self._captured += seconds
        lag = arrival - self._began - self._captured - self._accounted
        self._lags.append((arrival, lag))
        if overflow:
            return self._account(max(0.0, lag - (self._baseline if self._baseline is not None else 0.0)))
        if arrival - self._lags[0][0] < WINDOW:
            return None
        while arrival - self._lags[0][0] > WINDOW:
            if len(self._lags) == 1 or arrival - self._lags[1][0] < WINDOW:
                break
            self._lags.popleft()
        least = min(lag for _, lag in self._lags)
        if self._baseline is not None and least - self._baseline > JUMP:
            return self._account(least - self._baseline)
        self._baseline = least
        return None

    def _account(self, lost: float) -> float:
        self._accounted += lost
        self._lags.clear()
        return lost
