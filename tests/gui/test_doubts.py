"""What wants a second look, where in a text something stands, and where rows of guessed heights stand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.transcript import Speaker, Stretch, StretchKind, Transcript, Turn, Word
from app.notes.medications import Suggestion
from app.ui.workspace.doubts import Place, Why, find_places, folded, places_of, spans
from app.ui.workspace.row_places import RowPlaces


def turn(text: str, start: float, sure: str, speaker: str = "S1") -> Turn:
    """`sure`: for each word "." sure, "?" perhaps another word, "s" perhaps another speaker."""
    words = tuple(
        Word(word, start + n, start + n + 0.9, 0.2 if how == "?" else 0.9, how == "s")
        for n, (word, how) in enumerate(zip(text.split(), sure, strict=True))
    )
    return Turn(speaker, start, start + len(words), text, words, any(word.uncertain for word in words))


def test_words_side_by_side_are_one_place_and_places_come_by_time():
    transcript = Transcript(
        (
            turn("one two three four five", 0.0, ".??.?"),
            turn("six seven eight", 10.0, "ss."),
            Turn("S1", 20, 22, "No."),
        ),
        (Speaker("S1"),),
    )
    stretches = [Stretch(StretchKind.UNCLEAR, 6.0, 9.0), Stretch(StretchKind.PAUSE, 30.0, 60.0)]
    assert find_places(transcript, stretches, {}) == [
        Place(Why.HEARD, 1.0, 0, 1, 3),
        Place(Why.HEARD, 4.0, 0, 4, 5),
        Place(Why.UNCLEAR, 6.0, stretch=stretches[0]),
        Place(Why.SPEAKER, 10.0, 1, 0, 2),
    ]


def test_a_place_that_is_in_doubt_for_two_reasons_is_shown_once():
    transcript = Transcript((turn("I take certaline daily", 0.0, "..?."),), (Speaker("S1"),))
    meant = {0: [Suggestion(0, 2, 3, "certaline", "sertraline", "spelling")]}
    assert find_places(transcript, [], meant) == [Place(Why.MEANT, 2.0, 0, 2, 3)]


def test_a_turn_without_times_for_its_words_is_in_doubt_as_a_whole():
    words = (Word("two", 0.0, 1.0, 0.1, uncertain=True),)
    transcript = Transcript((Turn("S1", 3.0, 5.0, "two words", words, uncertain=True),), (Speaker("S1"),))
    assert find_places(transcript, [], {}) == [Place(Why.SPEAKER, 3.0, 0, 0, 2)]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("The Café was café.", "cafe", ["Café", "café"]),
        ("Müller and MULLER", "müller", ["Müller", "MULLER"]),
        ("I don\N{RIGHT SINGLE QUOTATION MARK}t know", "don't", ["don\N{RIGHT SINGLE QUOTATION MARK}t"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("Nothing here", "there", []),
        ("Nothing here", "", []),
        ("İstanbul, straße", "istanbul", ["İstanbul"]),
        ("a (b) [c] .*", "[c] .*", ["[c] .*"]),
    ],
)
def test_places_are_found_without_regard_to_case_and_accents(text, wanted, found):
    assert [text[start:end] for start, end in places_of(text, wanted)] == found


@given(st.text(max_size=60), st.text(max_size=4))
def test_every_place_that_is_found_holds_what_was_sought(text, wanted):
    assert len(folded(text)) == len(text)
    for start, end in places_of(text, wanted):
        assert folded(text)[start:end] == folded(wanted)
    assert bool(wanted) or not places_of(text, wanted)


@given(st.text(max_size=60))
def test_words_are_where_they_are_said_to_be(text):
    assert [text[start:end] for start, end in spans(text)] == text.split()


@given(st.lists(st.integers(1, 90), min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_rows_stand_on_each_other_whatever_is_measured(heights: list[int], chance: random.Random):
    rows = RowPlaces()
    rows.reset([(40, False) for _ in heights])
    order = list(range(len(heights)))
    chance.shuffle(order)
    for row in order:
        before = rows.height(row)
        assert rows.put(row, heights[row]) == heights[row] - before
        assert rows.top(len(heights)) == rows.total
        y = chance.randrange(rows.total)
        at = rows.row_at(y)
        assert rows.top(at) <= y < rows.top(at) + rows.height(at)
    assert rows.next_guess(0) == -1 and rows.total == sum(heights)
    assert rows.row_at(-1) == rows.row_at(rows.total) == -1
