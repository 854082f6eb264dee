"""Abbreviations in notes are written out before they are read."""

from __future__ import annotations

import pytest

from app.notes.check import Checker
from app.notes.shorthand import written_out
from tests.unit.notes.sessions import session


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("RTC 2 wks.", "next appointment 2 weeks."),
        ("F/u 1 wk w/ partner", "follow up 1 week with partner"),
        ("Took meds w/o food b/c of nausea.", "Took medications without food because of nausea."),
        ("Mother's hx of sx", "Mother's history of symptoms"),
        ('Said "no meds" about meds.', 'Said "no meds" about medications.'),
        ("Workweek, hwy, a txt, and/or w/c.", "Workweek, hwy, a txt, and/or w/c."),
    ],
)
def test_shorthand_is_written_out(short: str, full: str) -> None:
    assert written_out(short) == full


def test_a_short_appointment_is_found_and_another_time_is_not() -> None:
    checker = Checker(None)
    prepared = checker.prepare(
        session(
            "therapist: I would like to see you again in four weeks.", "client: Yeah, let's do that, in four weeks."
        )
    )
    right, wrong = checker.check_all(["RTC 4 wks.", "RTC 9 wks."], prepared)
    assert right.score > 2 * wrong.score
    assert any("number 9" in reason for reason in wrong.reasons)
