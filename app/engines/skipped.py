"""Sound that voice activity leaves out: whispers, crying, a door. It is shown, never hidden.

A frame sounds if it is louder than the running noise floor. The floor is the lowest level of the
last ten seconds, smoothed (minimum statistics, Martin 2001, IEEE Trans. Speech and Audio Processing
9(5)): a room's noise, hum and fans are the floor, and people always leave gaps. What keeps one level for
long is no person either: a fan that is switched on is louder than the floor for ten seconds, and is left
out. Only what lies between 200 and 6000 Hz counts, which leaves out rumble and most of a hum.
"""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

from app.domain.transcript import SAMPLE_RATE
from app.engines.sound import FloatArray

FRAME = 512
FRAMES_PER_SECOND = SAMPLE_RATE / FRAME
LOWEST, HIGHEST = 200.0, 6000.0  # Hz
SMOOTHED = 4  # frames, 128 ms
FLOOR_FRAMES = int(10 * FRAMES_PER_SECOND)
ABOVE_FLOOR = 9.0  # decibels
QUIETEST = -75.0  # decibels below full scale: under it no microphone hears a person
LEAST = int(0.5 * FRAMES_PER_SECOND)  # frames that sound in a stretch
TOGETHER = int(1.5 * FRAMES_PER_SECOND)  # frames of quiet up to which two sounds are one
LONGEST = int(28 * FRAMES_PER_SECOND)  # frames
STEADY = int(1.5 * FRAMES_PER_SECOND)  # frames without a gap, from which on a sound must move to be a person's
MOVES = 4.0  # decibels between loud and soft that it moves by at least

Span = tuple[int, int]


class QuietSound:
    """Feeds on sound, finds the spans that sound; in frames of 512 samples from the start of the stream.

    What is found depends only on the sound and on the spans that were passed over, not on when it is asked.
    """

    def __init__(self) -> None:
        self._rest: FloatArray = np.zeros(0, dtype=np.float32)
        self._powers: deque[float] = deque(maxlen=SMOOTHED)
        self._levels: deque[float] = deque(maxlen=FLOOR_FRAMES)
        self._from = 0  # frame at which the two lists begin: everything before is settled
        self._sounds: list[bool] = []
        self._loudness: list[float] = []

    def feed(self, samples: FloatArray) -> None:
        """Take the next samples."""
        joined = np.concatenate([self._rest, samples])
        whole = len(joined) - len(joined) % FRAME
        self._rest = joined[whole:]
        if not whole:
            return
        for power in _powers(joined[:whole].reshape(-1, FRAME)):
            self._judge(float(power))

    def _judge(self, power: float) -> None:
        self._powers.append(power)
        level = 10.0 * float(np.log10(sum(self._powers) / len(self._powers) + 1e-12))
        self._levels.append(level)
        floor = min(self._levels)
        self._sounds.append(level > max(floor + ABOVE_FLOOR, QUIETEST))
        self._loudness.append(level)

    @property
    def waiting_from(self) -> int | None:
        """The frame at which sound begins that was not settled; None where there is none."""
        return self._from + self._sounds.index(True) if True in self._sounds else None

    def settle(self, until: int, last: bool = False) -> list[Span]:
        """Spans found before frame `until`, which no later sound can change; each is given out once.

        `last`: a voice begins at `until`, or the stream ends there, and nothing can follow what is open.
        """
        found: list[Span] = []
        until = min(until, self._from + len(self._sounds))
        while self._from < until:
            span = self._next(until, last)
            if span is None:
                break
            start, end = span
            if self._is_somebody(start, end):
                found.append((start, end))
            self._drop(end)
        if last:
            self._drop(until)
        return found

    def pass_over(self, until: int) -> None:
        """What sounds before frame `until` is known already: a voice."""
        self._drop(until)

    def _next(self, until: int, last: bool) -> Span | None:
        """The first span that is complete; None where none is. An empty span at `until` says that nothing sounds."""
        begin = self._from
        sounding = [n for n in range(begin, until) if self._sounds[n - begin]]
        if not sounding:
            return (until, until)
        start = end = sounding[0]
        for frame in sounding:
            if frame - end > TOGETHER or frame - start >= LONGEST:
                break
            end = frame
        end += 1
        complete = last or until - end > TOGETHER or until - start >= LONGEST
        return (start, end) if complete else None

    def _is_somebody(self, start: int, end: int) -> bool:
        sounds = self._sounds[start - self._from : end - self._from]
        if sum(sounds) < LEAST:
            return False
        longest, run = (0, 0), 0
        for n, sounding in enumerate([*sounds, False]):
            if sounding:
                run += 1
                continue
            longest, run = max(longest, (run, n)), 0
        length, until = longest
        if length < STEADY:
            return True
        first = start - self._from + until - length
        soft, strong = np.percentile(self._loudness[first : first + length], [10, 90])
        return bool(strong - soft >= MOVES)

    def _drop(self, until: int) -> None:
        count = min(max(until - self._from, 0), len(self._sounds))
        del self._sounds[:count]
        del self._loudness[:count]
        self._from += count


def _powers(frames: FloatArray) -> npt.NDArray[np.float64]:
    """Mean square of each frame between LOWEST and HIGHEST Hz, by Parseval."""
    window = np.hanning(FRAME)
    spectra = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2
    first, last = int(LOWEST / SAMPLE_RATE * FRAME), int(HIGHEST / SAMPLE_RATE * FRAME)
    powers: npt.NDArray[np.float64] = spectra[:, first : last + 1].sum(axis=1)
    return 2.0 * powers / (FRAME * float(np.sum(window**2)))
