"""What is typed, as words; and what of a passage is shown for them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search import Filters, HitKind, Item
from app.domain.transcript import Role
from app.services.search_hits import LONGEST, Place, hits_in
from app.services.search_query import MOST, asked_of

PLACE = Place("s", "c", "C-1", datetime(2026, 1, 5, tzinfo=UTC))


def turns(*texts: str) -> list[Item]:
    return [Item(HitKind.TURN, text, Role.CLIENT, number, start=number * 2.0) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("typed", "groups", "opens"),
    [
        ("sleep", (("sleep",),), True),
        ("six hours", (("six",), ("hours",)), True),
        ('"six hours"', (("six", "hours"),), False),
        ('"six hours" nig', (("six", "hours"), ("nig",)), True),
        ('"six hou', (("six", "hou"),), False),
        ("follow-up", (("follow", "up"),), True),
        ("don't", (("don", "t"),), False),
        ("six h", (("six",),), False),
        ("a", (("a",),), False),
        ("眠", (("眠",),), False),
        ("  ", (), False),
        ('"" * -', (), False),
    ],
)
def test_what_is_asked(typed: str, groups: tuple[tuple[str, ...], ...], opens: bool) -> None:
    asked = asked_of(typed)
    assert (asked.groups, asked.opens) == (groups, opens)


def test_a_question_has_an_end() -> None:
    assert len(asked_of("word " * 400).groups) == MOST


def test_the_expression_holds_words_and_filters() -> None:
    assert asked_of("six hou").expression(Filters()) == '(- tag : ("six" AND "hou"*))'
    assert asked_of("everything").expression(Filters()) == '(- tag : ("everyt"*))'
    expression = asked_of("six").expression(Filters(client_id="c", role=Role.CLIENT, signed=True))
    assert expression.startswith('({client} : ("six"*)) AND (tag : "k') and expression.endswith('(tag : "zsigned")')


def test_each_turn_with_all_the_words_is_a_hit_of_its_own() -> None:
    hits = hits_in(turns("Six hours.", "No.", "Only hours, six."), asked_of("six hours"), PLACE)
    assert [(hit.moment.turn, hit.text) for hit in hits] == [(0, "Six hours."), (2, "Only hours, six.")]


def test_words_in_neighbouring_turns_are_one_hit_in_their_order() -> None:
    (hit,) = hits_in(turns("The violin.", "Yes.", "My sister, my sister."), asked_of("sister violin"), PLACE)
    assert hit.text == "The violin. … My sister, my sister." and hit.moment.turn == 0
    assert [hit.text[a:b] for a, b in hit.marks] == ["violin", "sister", "sister"]


def test_a_phrase_that_nobody_said_is_no_hit() -> None:
    assert hits_in(turns("Six.", "Hours."), asked_of('"six hours"'), PLACE) == []


@given(
    st.lists(st.text(alphabet="ab é.", max_size=900), min_size=1, max_size=6),
    st.text(alphabet='ab é"', min_size=1, max_size=9),
)
def test_marks_are_in_order_apart_and_within_the_text(texts: list[str], typed: str) -> None:
    asked = asked_of(typed)
    if not asked.groups:
        return
    for hit in hits_in(turns(*texts), asked, PLACE):
        last = 0
        assert hit.marks and len(hit.text) <= LONGEST + 60
        for start, end in hit.marks:
            assert last <= start < end <= len(hit.text)
            last = end
