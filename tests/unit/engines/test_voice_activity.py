"""Segments close at pauses, never grow too long, and do not depend on how the sound was cut."""

from __future__ import annotations

import numpy as np
import pytest

from app.engines.sound import pcm_from, samples_from
from app.engines.voice_activity import SegmentCloser, VoicedStretch, VoiceSettings
from tests.demo import demo_truth, read_demo


def close(pcm: bytes, step: float = 1.0, settings: VoiceSettings | None = None) -> list[VoicedStretch]:
    closer, samples = SegmentCloser(settings), samples_from(pcm)
    size = int(step * 16_000)
    found = [s for i in range(0, len(samples), size) for s in closer.feed(samples[i : i + size])]
    return found + closer.finish()


def spans(found: list[VoicedStretch]) -> list[tuple[float, int]]:
    return [(round(s.start, 3), len(s.samples)) for s in found]


def test_sound_survives_the_way_to_samples_and_back() -> None:
    pcm = read_demo(1.0, 2.0)
    assert pcm_from(samples_from(pcm)) == pcm
    assert samples_from(pcm + b"\x01").size == len(pcm) // 2


def test_every_sentence_lies_within_a_stretch() -> None:
    found = close(read_demo(0.0, 60.0))
    for row in demo_truth():
        start, end = float(str(row["start"])), float(str(row["end"]))
        if end < 58.0:
            assert any(s.start <= start + 0.1 and end - 0.1 <= s.start + len(s.samples) / 16_000 for s in found), row


@pytest.mark.parametrize("step", [0.01, 0.333, 7.0, 60.0])
def test_how_the_sound_is_cut_does_not_matter(step: float) -> None:
    pcm = read_demo(0.0, 30.0)
    assert spans(close(pcm, step)) == spans(close(pcm))


def test_without_pauses_a_stretch_is_cut_before_it_is_too_long() -> None:
    voice = read_demo(4.0, 8.3)
    found = close(voice * 20, settings=VoiceSettings(longest=10.0))
    assert len(found) > 5
    assert max(len(s.samples) for s in found) <= 10.0 * 16_000
    ends = [s.start + len(s.samples) / 16_000 for s in found]
    assert all(later.start >= end - 0.001 for later, end in zip(found[1:], ends, strict=False))


def test_silence_and_noise_hold_no_voice() -> None:
    noise = np.random.default_rng(1).normal(0.0, 0.02, 16_000 * 20).astype(np.float32)
    assert close(bytes(16_000 * 2 * 20)) == []
    assert close(pcm_from(noise)) == []


def test_nothing_at_all_is_no_error() -> None:
    assert close(b"") == []


def test_what_is_still_needed_is_said() -> None:
    closer = SegmentCloser(offset=100.0)
    closer.feed(samples_from(read_demo(0.0, 6.0)))
    assert 100.0 <= closer.pending_from <= 104.0
