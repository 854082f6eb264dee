"""How a stretch of voice ends: as somebody ends who has finished, or as somebody does who will go on.

Gravano and Hirschberg (Turn-taking cues in task-oriented dialogue, Computer Speech & Language 25,
2011) found that the last part of a speaker's turn has a falling or a high-rising pitch and less
intensity, and that a level pitch holds the turn; the more of the cues, the likelier its end. The same
in the review of Skantze (Computer Speech & Language 67, 2021). The two cues are measured here against
the stretch's own middle, so that neither the voice nor the microphone matters. What pitch and level
count for a whole cue is this program's choice.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from app.domain.transcript import SAMPLE_RATE
from app.engines.sound import FloatArray

FRAME = SAMPLE_RATE // 25  # 40 ms: two periods of the lowest pitch
HOP = SAMPLE_RATE // 50
LOWEST, HIGHEST = 60.0, 400.0  # pitch of voices in Hz
VOICED = 0.5  # autocorrelation at the period, from which on a frame has a pitch
LOOKED_AT = 12  # seconds before the end that count
LAST = 0.4  # seconds that count as the end
SHORTEST = 0.8  # seconds of voice below which nothing can be said
FULL_FALL, FULL_RISE, LEVEL_RISE = 3.0, 5.0, 2.0  # semitones
FULL_FADE = 8.0  # decibels
UNDECIDED = 0.5

Floats = npt.NDArray[np.float64]


def finality(samples: FloatArray) -> float:
    """How much the end of a stretch sounds like the end of what was to be said, 0.0 to 1.0.

    `samples`: the stretch up to where the voice ended, 16 kHz. Half of it says the pitch (falling, or rising
    high as in a question), half the level (fading); without a pitch, as in a whisper, the level says all.
    0.5 where there is too little voice to compare with.
    """
    frames = _frames(samples[-LOOKED_AT * SAMPLE_RATE :])
    level = 10.0 * np.log10(np.mean(frames**2, axis=1) + 1e-10) if len(frames) else np.zeros(0)
    loud = np.flatnonzero(level > level.max() - 30.0) if len(level) else np.zeros(0, dtype=np.intp)
    if len(loud) * HOP < SHORTEST * SAMPLE_RATE:
        return UNDECIDED
    # Voice activity notices the end late: the voice ends where it was last loud.
    border = int(loud[-1]) + 1 - int(LAST * SAMPLE_RATE / HOP)
    middle, last = loud[loud < border], loud[loud >= border]
    if not len(middle) or not len(last):
        return UNDECIDED
    fade = _share((float(np.median(level[middle])) - float(np.mean(level[last]))) / FULL_FADE)
    pitches = _pitches(frames)
    before, after = pitches[middle], pitches[last]
    before, after = before[before > 0], after[after > 0]
    if len(before) < 5 or len(after) < 3:
        return fade
    rise = 12.0 * float(np.log2(np.median(after[-8:]) / np.median(before)))
    turned = -rise / FULL_FALL if rise < 0 else (rise - LEVEL_RISE) / (FULL_RISE - LEVEL_RISE)
    return (_share(turned) + fade) / 2.0


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _frames(samples: FloatArray) -> Floats:
    if len(samples) < FRAME:
        return np.zeros((0, FRAME))
    windows = np.lib.stride_tricks.sliding_window_view(samples, FRAME)[::HOP]
    return windows.astype(np.float64)


def _pitches(frames: Floats) -> Floats:
    """Pitch of each frame in Hz by autocorrelation (Boersma 1993: divided by that of the window); 0.0 without one."""
    window = np.hanning(FRAME)
    size = 2 * FRAME
    shaped = (frames - frames.mean(axis=1, keepdims=True)) * window
    powers = np.abs(np.fft.rfft(shaped, size, axis=1)) ** 2
    own = np.fft.irfft(np.abs(np.fft.rfft(window, size)) ** 2)[:FRAME]
    lags = np.fft.irfft(powers, axis=1)[:, :FRAME]
    first, last = int(SAMPLE_RATE / HIGHEST), int(SAMPLE_RATE / LOWEST)
    relative = lags[:, first:last] / (lags[:, :1] + 1e-10) / (own[first:last] / own[0])
    # A little less for longer lags: two periods are as alike as one.
    best = np.argmax(relative - 0.0005 * np.arange(last - first), axis=1)
    strength = relative[np.arange(len(frames)), best]
    return np.where(strength >= VOICED, SAMPLE_RATE / (first + best), 0.0)
