"""Segments close at pauses, never grow too long, and do not depend on how the sound was cut."""

from __future__ import annotations

import numpy as np
import pytest

from app.engines import voice_activity
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


@pytest.mark.parametrize("seed", range(5))
def test_pieces_of_any_length_give_the_same_stretches(seed: int) -> None:
    random = np.random.default_rng(seed)
    samples = samples_from(read_demo(30.0, 100.0))
    cuts = np.sort(random.integers(0, len(samples), random.integers(1, 60)))
    closer = SegmentCloser()
    found = [s for piece in np.split(samples, cuts) for s in closer.feed(piece)] + closer.finish()
    whole = close(pcm_from(samples))
    assert spans(found) == spans(whole)
    assert [s.voiced for s in found] == [s.voiced for s in whole]


def sentences() -> list[bytes]:
    """Sentences of the demo, cut where their voice begins and ends."""
    rows = [(float(str(row["start"])), float(str(row["end"]))) for row in demo_truth()]
    return [read_demo(start, end) for start, end in rows if end - start > 1.0]


def with_pause(first: bytes, seconds: float, second: bytes) -> bytes:
    quiet = bytes(int(seconds * 16_000) * 2)
    return bytes(32_000) + first + quiet + second + bytes(5 * 32_000)


@pytest.mark.parametrize("seconds", [0.2, 0.5, 0.79])
def test_a_short_pause_never_ends_a_stretch(seconds: float) -> None:
    said = sentences()
    for first, second in zip(said[:40:2], said[1:40:2], strict=True):
        assert len(close(with_pause(first, seconds, second))) == 1


@pytest.mark.parametrize("seconds", [3.6, 3.7, 6.0])
def test_a_long_pause_always_ends_a_stretch(seconds: float) -> None:
    said = sentences()
    for first, second in zip(said[:40:2], said[1:40:2], strict=True):
        found = close(with_pause(first, seconds, second))
        assert len(found) == 2
        # The pause itself is in neither of them, but for the padding.
        assert found[1].start - found[0].end >= seconds - 2 * 0.4 - 0.2


@pytest.mark.parametrize("seconds", [1.0, 2.0, 3.2])
def test_in_between_the_voice_decides(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    said = sentences()
    sound = with_pause(said[2], seconds, said[4])
    monkeypatch.setattr(voice_activity, "finality", lambda voice: 1.0)
    assert len(close(sound)) == 2
    monkeypatch.setattr(voice_activity, "finality", lambda voice: 0.0)
    assert len(close(sound)) == 1


def test_longer_pauses_never_close_less() -> None:
    said = sentences()
    for first, second in zip(said[:20:2], said[1:20:2], strict=True):
        counts = [len(close(with_pause(first, seconds, second))) for seconds in (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.6)]
        assert counts == sorted(counts)


def test_the_last_words_are_given_out_however_the_sound_ends() -> None:
    for end in (7.0, 7.03, 16.3, 21.77):  # in the middle of words
        pcm = read_demo(0.0, end)
        last = close(pcm)[-1]
        assert last.end == pytest.approx(end, abs=0.001)


def test_a_recording_that_starts_in_the_middle_of_a_word_keeps_it() -> None:
    for start in (4.6, 10.0, 20.3):
        assert close(read_demo(start, start + 8.0))[0].start == 0.0


def test_clipping_narrow_sound_and_two_voices_lose_no_speech() -> None:
    samples = samples_from(read_demo(0.0, 40.0))
    clipped = np.clip(samples * 40.0, -1.0, 1.0).astype(np.float32)
    narrow = np.repeat(samples[::2], 2)  # as from a telephone: 8 kHz, stretched without a filter
    together = samples + samples_from(read_demo(60.0, 100.0))
    for sound in (clipped, narrow, together):
        found = close(pcm_from(sound))
        for row in demo_truth():
            start, end = float(str(row["start"])), float(str(row["end"]))
            if end < 39.0:
                covered = sum(max(0.0, min(s.end, end) - max(s.start, start)) for s in found)
                assert covered >= 0.9 * (end - start), row["turn"]


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
