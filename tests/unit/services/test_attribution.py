"""Words and speakers into turns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.transcript import Segment, SpeakerTurn, Word
from app.services.attribution import build_transcript


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


@given(
    st.lists(st.text("abc.?", min_size=1, max_size=6), min_size=1, max_size=40),
    st.lists(st.tuples(st.floats(0, 20), st.floats(0.05, 4), st.sampled_from(["S1", "S2", "S3"])), max_size=10),
)
def test_every_word_is_in_exactly_one_turn(texts: list[str], voices: list[tuple[float, float, str]]) -> None:
    said = segment(" ".join(texts), 0.0)
    spoken = sorted((SpeakerTurn(a, a + length, who) for a, length, who in voices), key=lambda t: t.start)
    transcript = build_transcript([said], spoken, 20.0)
    assert [w for turn in transcript.turns for w in turn.words] == list(said.words)
    assert {t.speaker for t in transcript.turns} == {s.label for s in transcript.speakers}
