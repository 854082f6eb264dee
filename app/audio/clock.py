"""The clock on the wall, for sound: how long something really took, sleep of the computer included."""

from __future__ import annotations

import sys
import time
from collections import deque

JUMP = 0.25
"""Seconds by which sound must fall behind the clock before sound is taken to be lost."""
WINDOW = 2.0
"""Seconds over which it must stay behind: late delivery is caught up within this, loss never is."""
USUAL_DRIFT = 1000e-6
"""Seconds a second by which a sound card's clock may be slower than the computer's. Crystals differ by
some hundred millionths; what is beyond this is sound that was dropped in pieces below `JUMP`."""
CREEP = 1.0
"""Seconds that must have gone missing in such pieces before they are noted; doubled each time, so that
a device whose rate is simply wrong is noted some ten times in three hours and not without end."""
NAP = 1.0
"""Seconds by which the clocks must part before the computer is taken to have slept."""
# Linux's CLOCK_MONOTONIC stands still in sleep, as does time.monotonic() on macOS; on Windows it goes on.
_THROUGH_SLEEP: int | None = getattr(
    time, {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}.get(sys.platform, ""), None
)


def now() -> float:
    """Seconds that never go back and go on while the computer sleeps, where the system offers that."""
    return time.monotonic() if _THROUGH_SLEEP is None else time.clock_gettime(_THROUGH_SLEEP)


def awake() -> float:
    """Seconds that never go back and stand still while the computer sleeps, where the system offers that."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  (Windows alone)

        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value * 1e-7
    return time.monotonic()


class SleepWatch:
    """Finds that the computer slept, by two clocks of which one stands still meanwhile."""

    def __init__(self) -> None:
        self._apart = now() - awake()

    def slept(self) -> float:
        """Seconds slept since the last call; 0.0 if it did not."""
        apart = now() - awake()
        nap = apart - self._apart
        if nap > NAP:
            self._apart = apart
            return nap
        return 0.0


class ClockCheck:
    """Checks captured sound against the clock, to find sound that was lost without a word.

    The drift between a sound card's clock and the computer's is followed and not taken for loss,
    up to `USUAL_DRIFT`.
    """

    def __init__(self) -> None:
        self._began: float | None = None
        self._latest = 0.0
        self._captured = 0.0
        self._accounted = 0.0
        self._baseline: float | None = None
        self._first_baseline = 0.0
        self._creep = CREEP
        self._lags: deque[tuple[float, float]] = deque()

    @property
    def drift(self) -> float:
        """By how much the device's clock is slower than the computer's (faster: negative), in millionths.

        Sound that was noted as lost does not count. 0.0 within the first minute, when it says nothing yet.
        """
        elapsed = self._latest - self._began if self._began is not None else 0.0
        if elapsed < 60.0 or self._baseline is None:
            return 0.0
        return (self._baseline - self._first_baseline) / elapsed * 1e6

    def note(self, arrival: float, seconds: float, overflow: bool = False) -> float | None:
        """A block of `seconds` came at `arrival`; `overflow`: the system says it dropped some.

        Returns the seconds lost before this block, 0.0 where a loss was told of but is too short to
        measure, None where nothing was lost.
        """
        if self._began is None:
            self._began = arrival - seconds
        self._latest = arrival
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
        if self._baseline is None:
            self._first_baseline = least
        elif least - self._baseline > JUMP:
            return self._account(least - self._baseline)
        self._baseline = least
        return self._crept(least, arrival - self._began)

    def _crept(self, least: float, elapsed: float) -> float | None:
        """What went missing in small pieces: more than any clock's drift explains."""
        missing = least - self._first_baseline - USUAL_DRIFT * elapsed
        if missing < self._creep:
            return None
        self._creep *= 2
        self._baseline = least - missing
        return self._account(missing)

    def _account(self, lost: float) -> float:
        self._accounted += lost
        self._lags.clear()
        return lost
