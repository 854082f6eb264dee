"""Speech faster and slower, at the same pitch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.audio.tempo import FASTEST, SLOWEST, Tempo
from app.domain.transcript import SAMPLE_RATE
from tests.unit.audio.sounds import main_frequency, tone


def stretched(pcm: bytes, speed: float, piece: int = 8000) -> np.ndarray:
    tempo = Tempo(speed)
    out = b"".join(tempo.feed(pcm[at : at + piece]) for at in range(0, len(pcm), piece))
    return np.frombuffer(out + tempo.flush(), dtype="<i2")


@pytest.mark.parametrize("speed", [0.75, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("hertz", [90, 210, 700])
def test_the_pitch_stays_and_the_time_changes(speed: float, hertz: int) -> None:
    sound = tone(3.0, SAMPLE_RATE, hertz)
    out = stretched(sound.tobytes(), speed)
    assert out.size == round(3.0 * SAMPLE_RATE / speed)
    assert main_frequency(out[1000:-1000].tobytes()) == pytest.approx(hertz, abs=3)
    whole = np.abs(sound.astype(float)).mean()
    assert np.abs(out[1000:-1000].astype(float)).mean() == pytest.approx(whole, rel=0.05), "no louder and no softer"


def test_no_syllable_is_lost_and_none_comes_twice() -> None:
    """Short sounds a quarter of a second apart are each there once, in their order and at their new times."""
    sound = np.zeros(2 * SAMPLE_RATE, dtype="<i2")
    places = np.arange(1, 7) * SAMPLE_RATE // 4
    for place in places:
        syllable = tone(0.06, SAMPLE_RATE, 180)
        sound[place : place + syllable.size] = syllable
    for speed in (0.75, 1.5, 2.0):
        loud = np.flatnonzero(np.abs(stretched(sound.tobytes(), speed).astype(float)) > 6000)
        groups = np.split(loud, np.flatnonzero(np.diff(loud) > SAMPLE_RATE // 25) + 1)
        begun = [group[0] * speed / SAMPLE_RATE for group in groups]
        assert begun == pytest.approx([place / SAMPLE_RATE for place in places], abs=0.06), speed


def test_at_its_own_speed_sound_goes_through_untouched() -> None:
    pcm = tone(0.5, SAMPLE_RATE, 300).tobytes()
    tempo = Tempo(1.0)
    assert tempo.feed(pcm) + tempo.flush() == pcm


@given(
    samples=st.integers(0, 5000),
    piece=st.integers(1, 3000),
    speed=st.floats(SLOWEST, FASTEST, allow_nan=False),
)
@example(samples=640, piece=1, speed=2.5)
@settings(max_examples=40, deadline=None)
def test_any_length_in_any_pieces_comes_out_at_its_length(samples: int, piece: int, speed: float) -> None:
    pcm = (np.arange(samples) % 200 * 50).astype("<i2").tobytes()
    out = stretched(pcm, speed, piece * 2)
    assert out.size == round(samples / speed if speed != 1.0 else samples)


def test_a_speed_that_nobody_could_follow_is_brought_within_bounds() -> None:
    assert Tempo(40.0).speed == FASTEST and Tempo(0.0).speed == SLOWEST
