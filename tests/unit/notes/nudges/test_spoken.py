"""Where in a session danger was spoken of."""

from __future__ import annotations

import pytest

from app.domain.transcript import Role, Speaker, Transcript, Turn, Word
from app.notes.nudges.spoken import Spoken, spoken_of

SPEAKERS = (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT))


def said(*texts: str) -> Transcript:
    """Turns of ten seconds, by both in turn."""
    turns = tuple(Turn(f"S{n % 2 + 1}", n * 10.0, n * 10.0 + 10.0, text) for n, text in enumerate(texts))
    return Transcript(turns, SPEAKERS, len(texts) * 10.0)


def test_the_words_are_found_with_the_time_at_which_they_were_said() -> None:
    text = "Have you had thoughts of hurting yourself?"
    words = tuple(Word(word, 20.0 + n, 20.9 + n) for n, word in enumerate(text.split()))
    transcript = Transcript((Turn("S1", 20.0, 27.0, text, words),), SPEAKERS, 27.0)
    assert spoken_of(transcript) == [Spoken(0, 25.0, "hurting yourself")]


def test_a_turn_whose_words_have_no_times_is_divided_evenly() -> None:
    found = spoken_of(said("Hello.", "Last year I wanted to die every day of it."))
    assert [(each.turn, each.text) for each in found] == [(1, "wanted to die")]
    assert found[0].at == pytest.approx(10.0 + 10.0 * 3 / 10)


@pytest.mark.parametrize(
    "text",
    ["I hurt myself playing tennis.", "Cut yourself some slack.", "I was killing myself laughing.", "A quiet week."],
)
def test_what_only_sounds_like_danger_is_not_shown(text: str) -> None:
    assert spoken_of(said(text)) == []


def test_quotation_marks_and_accents_of_type_change_nothing() -> None:
    found = spoken_of(said("I don\N{RIGHT SINGLE QUOTATION MARK}t want to live, I said."))
    assert [each.text for each in found] == ["don't want to live"]


def test_each_kind_in_a_turn_is_shown_once_and_all_stand_in_order() -> None:
    transcript = said("He hit me, and then I wanted to die. I want to die.", "No.", "He hit me again.")
    assert [(each.turn, each.text.lower()) for each in spoken_of(transcript)] == [
        (0, "he hit me"), (0, "wanted to die"), (2, "he hit me"),
    ]  # fmt: skip
