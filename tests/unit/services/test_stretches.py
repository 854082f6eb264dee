"""What lies between the words of a session."""

from __future__ import annotations

import random
from itertools import pairwise

from app.domain.session import Gap, GapKind
from app.domain.transcript import Doubt, Segment, Stretch, StretchKind, Transcript, Turn, Word
from app.services.stretches import find_stretches, parts_of


def heard(start: float, end: float, doubt: Doubt = Doubt.NONE) -> Segment:
    return Segment(start, end, () if doubt else (Word("so", start, end),), doubt)


def test_from_ten_seconds_on_a_silence_is_a_pause() -> None:
    segments = [heard(12.0, 15.0), heard(24.9, 30.0), heard(40.0, 41.0)]
    assert find_stretches(segments, Transcript(), 60.0) == [
        Stretch(StretchKind.PAUSE, 0.0, 12.0), Stretch(StretchKind.PAUSE, 30.0, 40.0),
        Stretch(StretchKind.PAUSE, 41.0, 60.0),
    ]  # fmt: skip


def test_what_cannot_be_understood_is_no_pause() -> None:
    segments = [heard(0.0, 5.0), heard(5.5, 20.0, Doubt.SKIPPED), heard(20.2, 22.0, Doubt.NO_SPEECH), heard(22.0, 23.0)]
    assert find_stretches(segments, Transcript(), 23.0) == [
        Stretch(StretchKind.SKIPPED, 5.5, 20.0), Stretch(StretchKind.UNCLEAR, 20.2, 22.0),
    ]  # fmt: skip


def test_doubts_side_by_side_are_one_unless_words_stand_between() -> None:
    segments = [heard(0.0, 2.0, Doubt.EMPTY), heard(2.4, 4.0, Doubt.IMPROBABLE), heard(6.0, 7.0, Doubt.EMPTY),
                heard(7.0, 7.2), heard(7.2, 8.0, Doubt.REPEATED)]  # fmt: skip
    found = find_stretches(segments, Transcript(), 8.0)
    assert [(s.start, s.end) for s in found] == [(0.0, 4.0), (6.0, 7.0), (7.2, 8.0)]
    assert [place for place, _ in parts_of(found[0], segments)] == [0, 1]
    assert [place for place, _ in parts_of(found[2], segments)] == [4]


def test_a_gap_parts_a_pause_nobody_knows_what_was_said_in_it() -> None:
    segments = [heard(0.0, 5.0), heard(30.0, 31.0)]
    gaps = [Gap(GapKind.OFF_RECORD, 12.0, 300.0)]
    assert find_stretches(segments, Transcript(), 31.0, gaps) == [Stretch(StretchKind.PAUSE, 12.0, 30.0)]
    assert find_stretches(segments, Transcript(), 31.0, [Gap(GapKind.PAUSED, 5.0, 60.0)]) == [
        Stretch(StretchKind.PAUSE, 5.0, 30.0)
    ]


def test_words_that_stand_in_the_transcript_alone_are_words() -> None:
    transcript = Transcript((Turn("S1", 14.0, 16.0, "I am here."),), (), 30.0)
    assert find_stretches([heard(0.0, 5.0)], transcript, 20.0) == []


def test_stretches_are_in_order_and_never_lie_over_words() -> None:
    rng = random.Random(7)
    for _ in range(200):
        at, segments = 0.0, []
        for _ in range(rng.randrange(1, 30)):
            at += rng.choice([0.0, 0.3, 2.0, 15.0])
            end = at + rng.uniform(0.1, 9.0)
            segments.append(heard(at, end, rng.choice([Doubt.NONE, Doubt.NONE, Doubt.SKIPPED, Doubt.EMPTY])))
            at = end
        found = find_stretches(segments, Transcript(), at + rng.choice([0.0, 20.0]))
        assert found == sorted(found, key=lambda s: s.start)
        assert all(a.end <= b.start + 1e-9 for a, b in pairwise(found))
        for s in found:
            assert not any(w.words and min(w.end, s.end) - max(w.start, s.start) > 1e-9 for w in segments)
        doubts = [each for each in segments if each.doubt]
        assert all(any(s.start <= d.start and d.end <= s.end for s in found) for d in doubts), "no doubt is hidden"
