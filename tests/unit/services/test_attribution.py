"""Words and speakers into turns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.transcript import Doubt, Segment, SpeakerTurn, Word
from app.services.attribution import Piece, build_transcript, cosine, doubtful_pieces


def words(text: str, start: float, step: float = 0.4) -> tuple[Word, ...]:
    return tuple(Word(w, start + i * step, start + (i + 1) * step) for i, w in enumerate(text.split()))


def segment(text: str, start: float) -> Segment:
    spoken = words(text, start)
    return Segment(start, spoken[-1].end, spoken)


def test_a_sentence_goes_whole_to_the_voice_that_has_most_of_it() -> None:
    # The boundary lies inside the last word of the question: word times are never that exact.
    spoken = [SpeakerTurn(0.0, 1.9, "S1"), SpeakerTurn(2.1, 4.0, "S2")]
    transcript = build_transcript([segment("How was the week? Better than I thought.", 0.0)], spoken, 4.0)
    assert [(t.speaker, t.text) for t in transcript.turns] == [
        ("S1", "How was the week?"),
        ("S2", "Better than I thought."),
    ]


def test_a_sentence_that_two_people_share_is_cut_and_marked() -> None:
    spoken = [SpeakerTurn(0.0, 1.2, "S1"), SpeakerTurn(1.2, 2.4, "S2")]
    transcript = build_transcript([segment("and then we and then I", 0.0)], spoken, 2.4)
    assert [t.text for t in transcript.turns] == ["and then we", "and then I"]
    assert all(t.uncertain for t in transcript.turns)


def test_a_long_pause_ends_a_turn_and_a_short_one_does_not() -> None:
    spoken = [SpeakerTurn(0.0, 20.0, "S1")]
    parts = [segment("One sentence.", 0.0), segment("Two sentences.", 2.0), segment("After a silence.", 9.0)]
    transcript = build_transcript(parts, spoken, 20.0)
    assert [t.text for t in transcript.turns] == ["One sentence. Two sentences.", "After a silence."]


def test_words_where_no_voice_was_found_stay_with_the_last_speaker() -> None:
    spoken = [SpeakerTurn(0.0, 1.0, "S1")]
    transcript = build_transcript([segment("Hello there.", 0.0), segment("Still me.", 5.0)], spoken, 6.0)
    assert {t.speaker for t in transcript.turns} == {"S1"}
    assert transcript.turns[1].uncertain


def test_without_any_diarization_nothing_is_lost() -> None:
    transcript = build_transcript([segment("Words remain.", 0.0)], [], 1.0)
    assert [t.text for t in transcript.turns] == ["Words remain."]


def test_words_far_from_any_voice_can_be_told_by_voice() -> None:
    spoken = [SpeakerTurn(0.0, 1.0, "S1"), SpeakerTurn(2.0, 3.0, "S2")]
    said = [segment("Hello there.", 0.0), segment("Me too.", 20.0)]
    (piece,) = doubtful_pieces(said, spoken, 30.0)
    assert piece == Piece(20.0, 20.8, ("S1", "S2"))
    transcript = build_transcript(said, spoken, 30.0, VOICES, {piece: [0.1, 0.9]})
    assert [(t.speaker, t.uncertain) for t in transcript.turns] == [("S1", False), ("S2", False)]


# ---- a change of voices in the middle of a sentence ----------------------------------------------

VOICES = {"S1": [1.0, 0.0], "S2": [0.0, 1.0]}
SHARED = [SpeakerTurn(0.0, 2.0, "S1"), SpeakerTurn(2.0, 4.0, "S2")]
"""Cut at 2.0 s, in the middle of a sentence without a full stop: word 5 of 10 ends there."""


def shared() -> list[Segment]:
    return [segment("one two three four five six seven eight nine ten", 0.0)]


def test_only_the_words_next_to_a_change_are_in_doubt() -> None:
    pieces = doubtful_pieces(shared(), SHARED, 4.0)
    assert [(p.start, p.end) for p in pieces] == [(1.55, 2.05), (1.95, 2.45)]  # five, six: widened to half a second
    assert all(set(p.candidates) == {"S1", "S2"} for p in pieces)
    transcript = build_transcript(shared(), SHARED, 4.0)
    assert [t.text for t in transcript.turns] == ["one two three four five", "six seven eight nine ten"]
    assert [w.text for w in transcript.words() if w.uncertain] == ["five", "six"]
    assert [t.uncertain for t in transcript.turns] == [True, True]


def test_a_word_at_a_change_goes_to_the_voice_that_it_has() -> None:
    five, six = doubtful_pieces(shared(), SHARED, 4.0)
    transcript = build_transcript(shared(), SHARED, 4.0, VOICES, {five: [0.9, 0.2], six: [0.8, 0.3]})
    assert [t.text for t in transcript.turns] == ["one two three four five six", "seven eight nine ten"]
    assert not any(w.uncertain for w in transcript.words())
    assert not any(t.uncertain for t in transcript.turns)


def test_a_word_whose_voice_is_between_two_stays_and_is_marked() -> None:
    five, six = doubtful_pieces(shared(), SHARED, 4.0)
    transcript = build_transcript(shared(), SHARED, 4.0, VOICES, {five: [0.9, 0.2], six: [0.70, 0.69]})
    assert [t.text for t in transcript.turns] == ["one two three four five", "six seven eight nine ten"]
    assert [w.text for w in transcript.words() if w.uncertain] == ["six"]
    assert [t.uncertain for t in transcript.turns] == [False, True]


def test_a_piece_that_is_like_nobody_decides_nothing() -> None:
    """Mostly silence: one voice is always a little nearer than the other."""
    five, six = doubtful_pieces(shared(), SHARED, 4.0)
    voices = {"S1": [1.0, 0.0, 0.0], "S2": [0.0, 1.0, 0.0]}
    transcript = build_transcript(shared(), SHARED, 4.0, voices, {five: [0.9, 0.2, 0.0], six: [0.3, 0.0, 0.95]})
    assert [t.text for t in transcript.turns] == ["one two three four five", "six seven eight nine ten"]
    assert [w.text for w in transcript.words() if w.uncertain] == ["six"]


def test_nothing_is_decided_against_a_voice_that_is_not_known() -> None:
    five, six = doubtful_pieces(shared(), SHARED, 4.0)
    transcript = build_transcript(shared(), SHARED, 4.0, {"S1": [1.0, 0.0]}, {five: [1.0, 0.0], six: [1.0, 0.0]})
    assert [w.text for w in transcript.words() if w.uncertain] == ["five", "six"]


def test_a_short_answer_at_a_change_is_in_doubt_where_times_a_little_off_would_turn_it() -> None:
    spoken = [SpeakerTurn(0.0, 2.0, "S1"), SpeakerTurn(2.05, 2.3, "S2"), SpeakerTurn(2.4, 5.0, "S1")]
    said = [segment("Did you sleep well?", 0.0), segment("Yes.", 2.0), segment("I am glad to hear.", 2.5)]
    (piece,) = doubtful_pieces(said, spoken, 5.0)
    assert piece.candidates == ("S2", "S1")
    alone = build_transcript(said, spoken, 5.0)
    assert [(t.speaker, t.uncertain) for t in alone.turns] == [("S1", False), ("S2", True), ("S1", False)]
    heard = build_transcript(said, spoken, 5.0, VOICES, {piece: [0.1, 0.8]})
    assert [(t.speaker, t.uncertain) for t in heard.turns] == [("S1", False), ("S2", False), ("S1", False)]


def test_an_answer_without_a_full_stop_before_it_is_parted_from_the_sentence() -> None:
    spoken = [SpeakerTurn(0.0, 4.0, "S1"), SpeakerTurn(4.0, 4.8, "S2")]
    said = [segment("so the week was hard and you slept badly yeah it was", 0.0)]
    pieces = doubtful_pieces(said, spoken, 5.0)
    assert [p.candidates for p in pieces] == [("S1", "S2")]
    transcript = build_transcript(said, spoken, 5.0, VOICES, {pieces[0]: [0.0, 1.0]})
    assert [(t.speaker, t.text) for t in transcript.turns] == [
        ("S1", "so the week was hard and you slept badly yeah"),
        ("S2", "it was"),
    ]


def test_two_people_at_once_are_in_doubt_and_cut_nothing_by_themselves() -> None:
    spoken = [SpeakerTurn(0.0, 4.0, "S1"), SpeakerTurn(1.0, 3.0, "S2")]
    transcript = build_transcript(shared(), spoken, 4.0)
    assert [t.speaker for t in transcript.turns] == ["S1"]
    assert [w.text for w in transcript.words() if w.uncertain] == ["three", "four", "five", "six", "seven", "eight"]


def test_pieces_lie_within_the_recording_and_are_never_long() -> None:
    spoken = [SpeakerTurn(0.0, 9.0, "S1"), SpeakerTurn(1.0, 9.0, "S2")]
    said = [Segment(0.0, 9.0, (Word("well", 0.0, 0.1), *words("a long tale told by two", 1.0, 1.4)))]
    pieces = doubtful_pieces(said, spoken, 9.0)
    assert pieces
    assert all(p.start >= 0.0 and p.end <= 9.0 and 0.5 <= p.end - p.start <= 4.0 + 1e-9 for p in pieces)
    assert doubtful_pieces([segment("Hm.", 0.0)], [], 0.4) == []  # nobody to choose from


# ---- pauses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pause", "turns"), [(0.1, 1), (0.79, 1), (0.81, 1), (3.59, 1), (3.61, 2), (60.0, 2)])
def test_pauses_of_one_speaker(pause: float, turns: int) -> None:
    said = [segment("One sentence.", 0.0), segment("Two sentences.", 0.8 + pause)]
    spoken = [SpeakerTurn(0.0, 0.8, "S1"), SpeakerTurn(0.8 + pause, 1.6 + pause, "S1")]
    assert len(build_transcript(said, spoken, 100.0).turns) == turns


@pytest.mark.parametrize(("pause", "turns"), [(0.7, 1), (2.0, 2)])
def test_a_pause_in_which_somebody_else_was_heard_ends_a_turn_unless_it_is_short(pause: float, turns: int) -> None:
    said = [segment("One sentence.", 0.0), segment("Two sentences.", 0.8 + pause)]
    spoken = [
        SpeakerTurn(0.0, 0.8, "S1"),
        SpeakerTurn(0.9, 0.7 + pause, "S2"),
        SpeakerTurn(0.8 + pause, 1.6 + pause, "S1"),
    ]
    assert len(build_transcript(said, spoken, 9.0).turns) == turns


@pytest.mark.parametrize("doubt", [d for d in Doubt if d is not Doubt.NONE])
def test_a_stretch_without_words_breaks_no_turn_and_moves_no_words(doubt: Doubt) -> None:
    said = [segment("One sentence.", 0.0), Segment(0.9, 2.4, (), doubt), segment("Two sentences.", 2.5)]
    spoken = [SpeakerTurn(0.0, 3.3, "S1"), SpeakerTurn(5.0, 6.0, "S2")]
    (turn,) = build_transcript(said, spoken, 6.0).turns
    assert (turn.text, turn.uncertain) == ("One sentence. Two sentences.", False)


# ---- anything ------------------------------------------------------------------------------------


EACH = {"S1": [1.0, 0.0, 0.0], "S2": [0.0, 1.0, 0.0], "S3": [0.0, 0.0, 1.0]}


@given(
    st.lists(st.text("abc.?", min_size=1, max_size=6), min_size=1, max_size=40),
    st.lists(st.tuples(st.floats(0, 20), st.floats(0.05, 4), st.sampled_from(["S1", "S2", "S3"])), max_size=10),
)
def test_every_word_is_in_exactly_one_turn(texts: list[str], voices: list[tuple[float, float, str]]) -> None:
    said = segment(" ".join(texts), 0.0)
    spoken = sorted((SpeakerTurn(a, a + length, who) for a, length, who in voices), key=lambda t: t.start)
    transcript = build_transcript([said], spoken, 20.0)
    assert [replace(w, uncertain=False) for w in transcript.words()] == list(said.words)
    assert {t.speaker for t in transcript.turns} == {s.label for s in transcript.speakers}
    assert all(t.uncertain == any(w.uncertain for w in t.words) for t in transcript.turns)
    pieces = doubtful_pieces([said], spoken, 20.0)
    told = build_transcript([said], spoken, 20.0, EACH, {p: EACH[p.candidates[-1]] for p in pieces})
    assert [replace(w, uncertain=False) for w in told.words()] == list(said.words)
    if len({turn.label for turn in spoken}) > 1:
        assert not any(w.uncertain for w in told.words())  # every doubt was one of the pieces


def test_likeness_of_voices() -> None:
    assert cosine([1.0, 0.0], [2.0, 0.0]) == pytest.approx(1.0)
    assert cosine([1.0, 0.0], [0.0, 3.0]) == 0.0
    assert cosine([0.0, 0.0], [0.0, 3.0]) == 0.0
    with pytest.raises(ValueError, match="zip"):
        cosine([1.0], [1.0, 0.0])
