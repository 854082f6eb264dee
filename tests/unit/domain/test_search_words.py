"""The form that words have in the search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search_words import LONGEST, fold, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Six hours, no nightmares.", ["six", "hours", "no", "nightmares"]),
        ("Don't say CAFÉ or naïve", ["don", "t", "say", "cafe", "or", "naive"]),
        ("e\u0301te\u0301 and été", ["ete", "and", "ete"]),
        ("Straße, Łódź, Ærø, İzmir", ["strasse", "lodz", "aero", "izmir"]),
        ("眠れない night", ["眠", "れ", "な", "い", "night"]),
        ("snake_case 3.5mg", ["snake", "case", "3", "5mg"]),
        ("— … * \" ( ) 🙂", []),
    ],
)  # fmt: skip
def test_words(text: str, words: list[str]) -> None:
    assert [word for word, _, _ in words_of(text)] == words


def test_each_word_says_where_it_stands() -> None:
    text = "Ende: Žofie schläft"
    assert [text[start:end] for _, start, end in words_of(text)] == ["Ende", "Žofie", "schläft"]


@given(st.text())
def test_any_text_gives_letters_and_figures_alone(text: str) -> None:
    """They go into quotes of the index's own language: nothing that ends these may be in a word."""
    last = 0
    for word, start, end in words_of(text):
        assert word.isalnum() and 0 < len(word) <= LONGEST
        assert last <= start < end <= len(text)
        assert fold(text[start:end]) == word
        last = end
