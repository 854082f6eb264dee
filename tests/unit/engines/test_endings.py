"""A voice that falls and fades sounds finished; one that stays level does not."""

from __future__ import annotations

import numpy as np
import pytest

from app.engines.endings import UNDECIDED, finality
from app.engines.sound import FloatArray

RATE = 16_000


def voice(pitch: list[float], level: list[float], seconds: float = 3.0) -> FloatArray:
    """A buzz with ten harmonics whose pitch (Hz) and level (dB) run through the given points."""
    at = np.linspace(0.0, 1.0, int(seconds * RATE))
    track = np.interp(at, np.linspace(0.0, 1.0, len(pitch)), pitch)
    loud = 10.0 ** (np.interp(at, np.linspace(0.0, 1.0, len(level)), level) / 20.0)
    phase = 2 * np.pi * np.cumsum(track) / RATE
    wave = sum(np.sin(k * phase) / k for k in range(1, 11))
    return (0.1 * loud * wave).astype(np.float32)


LEVEL, FALL, RISE = [200.0] * 10, [200.0] * 9 + [130.0], [200.0] * 9 + [330.0]
STEADY, FADE = [0.0] * 10, [0.0] * 9 + [-25.0]


def test_a_level_voice_is_held_to_go_on() -> None:
    assert finality(voice(LEVEL, STEADY)) < 0.1


def test_falling_and_fading_is_an_end_and_more_so_together() -> None:
    fall, fade, both = (finality(voice(p, v)) for p, v in ((FALL, STEADY), (LEVEL, FADE), (FALL, FADE)))
    assert 0.3 < fall <= both
    assert 0.3 < fade <= both
    assert both > 0.7


def test_a_question_that_rises_is_an_end() -> None:
    assert finality(voice(RISE, STEADY)) > 0.3


@pytest.mark.parametrize("gain", [0.01, 1.0, 8.0])
def test_neither_loudness_nor_what_kind_of_voice_matters(gain: float) -> None:
    high = voice([p * 1.3 for p in FALL], FADE)
    assert finality(voice(FALL, FADE) * np.float32(gain)) == pytest.approx(finality(voice(FALL, FADE)), abs=0.1)
    assert finality(high) == pytest.approx(finality(voice(FALL, FADE)), abs=0.15)


def test_without_a_pitch_the_level_decides() -> None:
    noise = np.random.default_rng(1).normal(0.0, 0.1, 3 * RATE)
    fade = 10.0 ** (np.interp(np.linspace(0, 1, 3 * RATE), np.linspace(0, 1, 10), FADE) / 20.0)
    assert finality(noise.astype(np.float32)) < 0.2
    assert finality((noise * fade).astype(np.float32)) > 0.5


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.03, 0.3])
def test_too_little_says_nothing(seconds: float) -> None:
    assert finality(voice(LEVEL, STEADY, seconds)) == UNDECIDED


def test_silence_says_nothing_that_would_break() -> None:
    assert 0.0 <= finality(np.zeros(RATE * 3, dtype=np.float32)) <= 1.0
