"""Resampling: pitch, length and level stay; channels are averaged."""

from __future__ import annotations

import numpy as np
import pytest

from app.audio.resample import SECOND, PcmResampler, mono, peak
from tests.unit.audio.sounds import loudness, main_frequency, tone


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000])
def test_pieces_of_any_size_come_out_whole(rate: int) -> None:
    data = tone(2.0, rate).tobytes()
    resampler = PcmResampler(rate, 1)
    out = bytearray()
    at = 0
    for size in (2, 46, 4410, 8, 20_000):
        out += resampler.feed(data[at : at + size])
        at += size
    out += resampler.feed(data[at:])
    out += resampler.flush()
    assert len(out) / SECOND == pytest.approx(2.0, abs=0.002)
    assert main_frequency(bytes(out)) == pytest.approx(440.0, abs=1.0)
    assert loudness(bytes(out)) == pytest.approx(0.5 / np.sqrt(2), rel=0.02)


def test_nothing_in_nothing_out() -> None:
    resampler = PcmResampler(48_000, 2)
    assert resampler.feed(b"") == b""
    assert resampler.flush() == b""


def test_channels_are_averaged() -> None:
    stereo = np.array([1000, 3000, -32768, -32768, 32767, 32767], dtype="<i2").tobytes()
    assert mono(stereo, 2).tolist() == [2000, -32768, 32767]


@pytest.mark.parametrize(("samples", "expected"), [([], 0.0), ([0, 0], 0.0), ([-32768, 5], 1.0), ([16384], 0.5)])
def test_peak(samples: list[int], expected: float) -> None:
    assert peak(np.array(samples, dtype="<i2").tobytes()) == expected


def test_exact_zeros_stay_exact_zeros() -> None:
    resampler = PcmResampler(48_000, 1)
    out = resampler.feed(bytes(96_000)) + resampler.flush()
    assert out and not any(out)
