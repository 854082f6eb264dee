"""The sound of an alarm: two soft notes, made to be noticed by one person and to startle nobody."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.domain.transcript import SAMPLE_RATE

NOTES = (587.33, 440.0)
"""Hertz: a falling fourth."""
LENGTH = 0.35
"""Seconds of a note."""
LOUDNESS = 0.12
"""Of full scale: some 18 dB below it."""


def alarm_tone() -> bytes:
    """Mono 16-bit PCM at `SAMPLE_RATE`."""
    time: NDArray[np.float64] = np.arange(round(LENGTH * SAMPLE_RATE)) / SAMPLE_RATE
    swell = np.sin(np.pi * time / LENGTH) ** 2  # without edges, so that nothing clicks
    notes = [LOUDNESS * 32767 * swell * np.sin(2 * np.pi * hertz * time) for hertz in NOTES]
    return np.concatenate(notes).astype("<i2").tobytes()
