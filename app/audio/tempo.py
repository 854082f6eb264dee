"""Speech at another speed and the same pitch: pieces of sound are laid over each other where they fit best.

The method is WSOLA (Verhelst and Roelands, ICASSP 1993): every step takes the next piece of input from near where it is
due, at the place where it goes on most like the piece before it, and fades from the one to the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.transcript import SAMPLE_RATE
from app.late import late

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
else:
    np = late("numpy")

STEP = round(0.020 * SAMPLE_RATE)
"""Samples that each step brings: two pitch periods of a low voice."""
SEARCH = round(0.010 * SAMPLE_RATE)
"""Samples by which a piece may be taken earlier or later than it is due: one period of a voice of 100 Hz."""
SLOWEST, FASTEST = 0.5, 2.5


class Tempo:
    """Mono 16-bit PCM at `SAMPLE_RATE` in, the same words in `1 / speed` of the time out. One for each stretch."""

    def __init__(self, speed: float) -> None:
        """`speed` is brought within `SLOWEST` and `FASTEST`; at 1.0 the sound goes through untouched."""
        self.speed = min(FASTEST, max(SLOWEST, speed))
        self._fade: Samples = (0.5 - 0.5 * np.cos(np.pi * (np.arange(STEP) + 0.5) / STEP)).astype(np.float32)
        self._held: Samples = np.zeros(0, dtype=np.float32)  # input that is still needed
        self._dropped = 0  # samples of input before `_held`
        self._taken = 0  # samples of input in all
        self._given = 0  # samples of output
        self._tail: Samples | None = None  # how the last piece goes on, to be faded out

    def feed(self, pcm: bytes) -> bytes:
        """What is ready after `pcm`; up to some 70 ms are held back until the next call or `flush`."""
        if self.speed == 1.0:
            return pcm
        fresh = np.frombuffer(pcm, dtype="<i2").astype(np.float32)
        self._taken += fresh.size
        self._held = np.concatenate((self._held, fresh))
        return _pcm(self._steps())

    def flush(self) -> bytes:
        """What was held back. Together the output is exactly as long as the speed asks for."""
        if self.speed == 1.0 or self._taken == 0:
            return b""
        wanted = round(self._taken / self.speed) - self._given
        quiet = np.zeros(3 * STEP + 2 * SEARCH + round(STEP * self.speed), dtype=np.float32)
        self._held = np.concatenate((self._held, quiet))
        rest = self._steps()
        if self._tail is not None:
            rest.append(self._tail)
        joined = np.concatenate(rest) if rest else np.zeros(0, dtype=np.float32)
        self._held, self._tail = self._held[:0], None
        return _pcm([np.pad(joined[:wanted], (0, max(0, wanted - joined.size)))])

    def _steps(self) -> list[Samples]:
        """All steps for which there is enough input."""
        found: list[Samples] = []
        if self._tail is None:
            if self._held.size < max(2 * STEP, STEP * self.speed):  # or more would be given than the speed asks for
                return found
            found.append(self._held[:STEP])
            self._tail = self._held[STEP : 2 * STEP]
            self._given += STEP
        while True:
            due = round(self._given * self.speed) - self._dropped
            first = max(0, due - SEARCH)
            if due + SEARCH + 2 * STEP > self._held.size:
                return found
            at = first + self._best(self._held[first : due + SEARCH + STEP])
            found.append(self._tail * self._fade[::-1] + self._held[at : at + STEP] * self._fade)
            self._tail = self._held[at + STEP : at + 2 * STEP]
            self._given += STEP
            past = max(0, min(self._held.size, round(self._given * self.speed) - SEARCH - self._dropped))
            self._held, self._dropped = self._held[past:], self._dropped + past

    def _best(self, among: Samples) -> int:
        """Where in `among` the sound goes on most like the tail."""
        assert self._tail is not None
        alike = np.correlate(among, self._tail, "valid")
        energy = np.cumsum(np.concatenate((np.zeros(1), among.astype(np.float64) ** 2)))
        loud = np.sqrt(np.maximum(energy[STEP:] - energy[:-STEP], 1.0))
        return int(np.argmax(alike / loud))


def _pcm(parts: list[Samples]) -> bytes:
    if not parts:
        return b""
    return np.clip(np.rint(np.concatenate(parts)), -32768, 32767).astype("<i2").tobytes()
