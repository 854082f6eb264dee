"""A stream becomes segments: each sound once, in order, and what voice activity leaves out is not lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from app.domain.transcript import SAMPLE_RATE, Doubt, Segment, Word
from app.engines.listening import Listener
from app.engines.sound import FloatArray, pcm_from, samples_from
from tests.demo import demo_truth, read_demo
from tests.noises import KINDS, fan, hum, pink, silence, sobs, whispered, white


class OneWord:
    """A recogniser that hears one word in everything, and counts what it is given."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.lengths: list[float] = []
        self.wanted: list[bool] = []

    def recognise(
        self,
        stretches: Sequence[FloatArray],
        hotwords: Sequence[str],
        *,
        voiced: Sequence[float] | None = None,
        wanted: bool = False,
    ) -> list[list[Segment]]:
        """See `app.domain.engines.SpeechRecogniser`."""
        self.batches.append(len(stretches))
        self.wanted.append(wanted)
        lengths = [len(stretch) / SAMPLE_RATE for stretch in stretches]
        self.lengths += lengths
        assert voiced is None or all(0 < v <= length for v, length in zip(voiced, lengths, strict=True))
        return [[Segment(0.0, length, (Word("word", 0.1, length - 0.1),))] for length in lengths]


def listen(
    sound: FloatArray, step: float = 1.0, offset: float = 0.0, batch: int = 1, recogniser: OneWord | None = None
) -> list[Segment]:
    listener, pcm = Listener(recogniser or OneWord(), offset, (), batch), pcm_from(sound)
    size = int(step * SAMPLE_RATE) * 2
    found: list[Segment] = []
    pending = offset
    for first in range(0, max(len(pcm), 1), size):
        segments, now = listener.listen(pcm[first : first + size], first + size >= len(pcm))
        found += segments
        assert now >= pending, "what is needed never moves back"
        assert all(segment.end <= now + 0.001 for segment in segments), "what was given out is not needed any more"
        pending = now
    assert pending == pytest.approx(offset + len(sound) / SAMPLE_RATE)
    return found


def in_order(found: Sequence[Segment]) -> bool:
    return all(a.start < a.end <= b.start + 1e-6 for a, b in itertools.pairwise(found))


def skipped(found: Sequence[Segment]) -> list[tuple[float, float]]:
    return [(s.start, s.end) for s in found if s.doubt is Doubt.SKIPPED]


def session() -> FloatArray:
    """Room, voice, a whisper, voice, sobbing, quiet: 100 seconds."""
    room = white(100.0, 5, 0.0006)
    for at, sound in (
        (3.0, samples_from(read_demo(4.0, 24.7))),
        (30.0, whispered(samples_from(read_demo(50.9, 58.9)))),
        (45.0, samples_from(read_demo(60.0, 80.0))),
        (70.0, sobs(12.0)),
        (88.0, whispered(samples_from(read_demo(14.1, 18.4)))),
    ):
        first = int(at * SAMPLE_RATE)
        room[first : first + len(sound)] += sound
    return room


SESSION = session()


def test_words_and_quiet_sounds_come_in_order() -> None:
    found = listen(SESSION)
    assert in_order(found)
    assert {s.doubt for s in found} == {Doubt.NONE, Doubt.SKIPPED}
    assert all(not s.words for s in found if s.doubt)


@pytest.mark.parametrize(("start", "end"), [(30.0, 38.0), (70.0, 82.0), (88.0, 92.3)])
def test_whispers_and_crying_are_skipped_sound(start: float, end: float) -> None:
    covered = sum(max(0.0, min(last, end) - max(first, start)) for first, last in skipped(listen(SESSION)))
    assert covered >= 0.7 * (end - start)


def test_voices_are_not_skipped_sound() -> None:
    for first, last in skipped(listen(SESSION)):
        assert not (first < 23.0 and last > 4.0)
        assert not (first < 64.0 and last > 46.0)


@pytest.mark.parametrize("step", [0.05, 0.7, 13.0, 100.0])
@pytest.mark.parametrize("batch", [1, 3])
def test_neither_pieces_nor_batches_change_what_is_heard(step: float, batch: int) -> None:
    assert listen(SESSION, step, batch=batch) == listen(SESSION)


@pytest.mark.parametrize("seed", range(3))
def test_pieces_of_any_length_give_the_same(seed: int) -> None:
    random = np.random.default_rng(seed)
    pieces = np.split(SESSION, np.sort(random.integers(0, len(SESSION), 40)))
    listener = Listener(OneWord())
    found = [s for n, piece in enumerate(pieces) for s in listener.listen(pcm_from(piece), n == 40)[0]]
    assert found == listen(SESSION)


@pytest.mark.parametrize("batch", [1, 2])
@pytest.mark.parametrize("stop", [6.0, 20.0, 31.0, 34.5, 50.0, 66.0, 75.0, 83.0, 90.5])
def test_a_restart_gives_neither_double_nor_missing_segments(stop: float, batch: int) -> None:
    whole = listen(SESSION, batch=batch)
    before, pending = Listener(OneWord(), batch=batch).listen(pcm_from(SESSION[: int(stop * SAMPLE_RATE)]))
    assert pending <= stop
    after = listen(SESSION[round(pending * SAMPLE_RATE) :], offset=round(pending * SAMPLE_RATE) / SAMPLE_RATE)
    assert all(segment.end <= pending + 0.001 for segment in before)
    assert all(segment.start >= pending - 0.001 for segment in after)
    found = before + after
    assert in_order(found)
    assert [s.doubt for s in found] == [s.doubt for s in whole]
    for one, two in zip(found, whole, strict=True):
        # The model of voice activity and the noise floor begin anew: a few frames' difference.
        assert one.start == pytest.approx(two.start, abs=0.2)
        assert one.end == pytest.approx(two.end, abs=0.2)


@pytest.mark.parametrize("kind", ["silence", "white noise", "pink noise", "hum", "fan"])
def test_a_room_that_sounds_the_same_all_the_time_is_nothing(kind: str) -> None:
    assert listen(KINDS[kind](60.0, 3), 5.0) == []


@pytest.mark.parametrize("noise", [fan, hum, pink])
def test_what_is_switched_on_and_stays_is_nothing(noise: Callable[[float, int], FloatArray]) -> None:
    sound = white(60.0, 4, 0.0006)
    sound[20 * SAMPLE_RATE :] += noise(40.0, 3)
    assert listen(sound, 5.0) == []


def test_a_pause_of_twenty_minutes_needs_no_memory_and_says_nothing() -> None:
    listener = Listener(OneWord())
    for minute in range(20):
        found, pending = listener.listen(pcm_from(silence(60.0)))
        assert found == []
        assert pending >= (minute + 1) * 60 - 1.0


def test_endless_whispering_is_given_out_in_pieces() -> None:
    breath = whispered(np.tile(samples_from(read_demo(50.9, 58.9)), 12))
    sound = white(100.0, 5, 0.0006)
    sound[2 * SAMPLE_RATE : 2 * SAMPLE_RATE + len(breath)] += breath
    found = skipped(listen(sound))
    assert all(last - first <= 28.0 for first, last in found)
    assert sum(last - first for first, last in found) > 70.0


def test_all_that_waits_is_recognised_at_once_where_that_is_wanted() -> None:
    recogniser = OneWord()
    listen(samples_from(read_demo(0.0, 120.0)), 10.0, batch=4, recogniser=recogniser)
    assert max(recogniser.batches) == 4
    assert all(count == 4 for count in recogniser.batches[:-1])


def test_what_waits_is_not_passed_over_by_a_restart() -> None:
    listener = Listener(OneWord(), batch=100)
    found, pending = listener.listen(pcm_from(samples_from(read_demo(0.0, 60.0))))
    assert found == []
    assert pending < 1.0


def test_the_last_words_are_drained() -> None:
    for row in demo_truth()[3:20:4]:
        end = float(str(row["end"])) - 0.2  # in the last word
        found = listen(samples_from(read_demo(0.0, end)), 1.0)
        assert found[-1].end == pytest.approx(end, abs=0.001)


def test_a_piece_that_the_clinician_wants_is_heard_whole() -> None:
    recogniser = OneWord()
    found = Listener(recogniser).recognise(read_demo(10.0, 80.0), 10.0)
    assert all(recogniser.wanted)
    assert max(recogniser.lengths) <= 28.0
    assert found[0].start == 10.0
    assert found[-1].end == pytest.approx(80.0)
    assert all(a.end == pytest.approx(b.start) for a, b in itertools.pairwise(found))
    assert Listener(recogniser).recognise(b"", 5.0) == []


def test_odd_and_empty_pieces_are_no_error() -> None:
    listener = Listener(OneWord(), 7.0)
    assert listener.listen(b"") == ([], 7.0)
    listener.listen(b"\x01\x02" * 300)
    segments, pending = listener.listen(b"", last=True)
    assert segments == []
    assert pending == pytest.approx(7.0 + 300 / SAMPLE_RATE)
