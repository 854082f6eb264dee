"""The sound of an alarm: two soft notes, made to be noticed by one person and to startle nobody."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from app.audio.playback import Player
from app.audio.resample import SAMPLE_BYTES
from app.domain.session import Alarm
from app.domain.transcript import SAMPLE_RATE
from app.late import late

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = late("numpy")

NOTES = (587.33, 440.0)
"""Hertz: a falling fourth."""
LENGTH = 0.35
"""Seconds of a note."""
LOUDNESS = 0.12
"""Of full scale: some 18 dB below it."""


@cache
def alarm_tone() -> bytes:
    """Mono 16-bit PCM at `SAMPLE_RATE`."""
    time: NDArray[np.float64] = np.arange(round(LENGTH * SAMPLE_RATE)) / SAMPLE_RATE
    swell = np.sin(np.pi * time / LENGTH) ** 2  # without edges, so that nothing clicks
    notes = [LOUDNESS * 32767 * swell * np.sin(2 * np.pi * hertz * time) for hertz in NOTES]
    return np.concatenate(notes).astype("<i2").tobytes()


class AlarmRhythm:
    """When the sound of an alarm is due: at once, then ever more seldom, and never twice within `LEAST` seconds."""

    LEAST = 10.0
    PAUSES = (10.0, 30.0, 60.0)
    """Seconds until the second, the third, and every further sound of one alarm."""

    def __init__(self) -> None:
        self._sounded = 0
        self._last: float | None = None

    def due(self, alarm: Alarm, now: float) -> bool:
        """Whether to sound it now (seconds of any steady clock); counts as sounded if so."""
        if alarm is Alarm.NONE:
            self._sounded = 0
            return False
        if alarm is Alarm.DISK_LOW and self._sounded:
            return False  # a warning: once is enough
        pause = self.PAUSES[min(self._sounded, len(self.PAUSES)) - 1] if self._sounded else self.LEAST
        if self._last is not None and now - self._last < pause:
            return False
        self._sounded, self._last = self._sounded + 1, now
        return True


def alarm_player() -> Player:
    """Plays the sound from its beginning at each `play(0.0)`."""
    return Player(lambda start, end: alarm_tone()[_at(start) : _at(end)])


def _at(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE) * SAMPLE_BYTES
