"""A text with two sentences is only as true as the weaker one."""

from __future__ import annotations

import pytest

from app.domain.note import Verdict
from app.notes.check import Checker
from app.notes.pieces import LONGEST, pieces
from tests.unit.notes.sessions import session


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The client slept better.", 1),
        ("The client slept better. The client kept the diary.", 2),
        ("Client: “I slept better. I am glad.” They keep a crocodile.", 2),
        ('The client said "I slept. I am glad." and went home.', 1),
        ("Dr. Miller was named. He takes approx. 50 mg.", 2),
        ("", 1),
        ("x" * (2 * LONGEST), 2),
    ],
)
def test_a_text_is_read_sentence_by_sentence_and_a_quotation_whole(text, parts):
    found = pieces(text)
    assert len(found) == parts
    assert "".join("".join(found).split()) == "".join(text.split()), "nothing is left out"


def test_what_is_added_to_a_true_quotation_is_not_covered_by_it():
    said = session("therapist: How was the week?", "client: Mixed. I slept better, maybe six hours a night.")
    checker = Checker(None)
    prepared = checker.prepare(said)
    true = "Client: “I slept better, maybe six hours a night.”"
    assert checker.check(true, prepared).verdict is Verdict.SUPPORTED
    added = checker.check(f"{true} The client bought a motorcycle.", prepared)
    assert added.verdict is Verdict.UNSUPPORTED
    assert any("motorcycle" in reason for reason in added.reasons)
    assert [e.turn for e in added.evidence] == [1], "the words that do stand there are still shown"


def test_quotations_that_follow_each_other_stay_together():
    said = session("therapist: How was the week?", "client: Mixed. I slept better.")
    checker = Checker(None)
    both = checker.check("Therapist: “How was the week?” Client: “Mixed. I slept better.”", checker.prepare(said))
    assert both.verdict is Verdict.SUPPORTED
    assert [e.turn for e in both.evidence] == [0, 1]
