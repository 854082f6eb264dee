"""What counts the samples of a long recording counts right."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.store.audio_store import AudioReader, AudioWriter
from tests.engines.long_recording import Found, compare, noise

KEY = os.urandom(32)
SECONDS = 12
SAMPLES = NDArray[np.int16]


def counted(folder: Path, change: Callable[[SAMPLES], SAMPLES]) -> Found:
    """A recording of the signal, with a second of silence before and after, and `change`d on the way."""
    signal = np.concatenate([noise(n) for n in range(SECONDS)])
    pcm = change(np.concatenate([np.zeros(16_000, np.int16), signal, np.zeros(16_000, np.int16)])).tobytes()
    writer = AudioWriter.create(folder / "a.db", KEY, device="x", device_rate=48_000)
    for at in range(0, len(pcm), 32_000):
        writer.append(pcm[at : at + 32_000])
    writer.close(clean=True)
    with AudioReader(folder / "a.db", KEY) as reader:
        return compare(reader, SECONDS)


def test_nothing_is_missing(tmp_path: Path) -> None:
    found = counted(tmp_path, lambda signal: signal)
    assert (found.seconds, found.captured, found.expected) == (SECONDS, SECONDS * 16_000, SECONDS * 16_000)
    assert (found.dropped, found.inserted, found.unclear) == (0, 0, 0)


@pytest.mark.parametrize("count", [1, 7, 480, 3000])
def test_dropped_samples_are_counted(tmp_path: Path, count: int) -> None:
    found = counted(tmp_path, lambda signal: np.delete(signal, slice(90_000, 90_000 + count)))
    assert (found.dropped, found.inserted) == (count, 0)
    assert found.captured == found.expected - count


def test_what_was_put_in_is_not_taken_for_dropped(tmp_path: Path) -> None:
    found = counted(tmp_path, lambda signal: np.insert(signal, 90_000, np.zeros(500, np.int16)))
    assert (found.dropped, found.inserted) == (0, 500)


def test_a_second_that_is_gone_is_not_clear(tmp_path: Path) -> None:
    def erase(signal: SAMPLES) -> SAMPLES:
        signal = signal.copy()
        signal[5 * 16_000 : 6 * 16_000] = 0
        return signal

    assert counted(tmp_path, erase).unclear == 1
