"""What the screen says of states, marks and gaps."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.session import Gap, GapKind, Mark, Session, SessionState, SessionType
from app.domain.transcript import Transcript, Turn
from app.ui import words

SESSION = Session(
    "s", "c", SessionType.INDIVIDUAL, 2, SessionState.RECORDED, datetime.now(UTC),
    marks=(Mark(1.0), Mark(11.5), Mark(99.0)), gaps=(Gap(GapKind.OFF_RECORD, 5.0, 125.0),),
)  # fmt: skip
TRANSCRIPT = Transcript(tuple(Turn("S1", at, at + 3.0, "words") for at in (0.0, 6.0, 10.0)), (), 13.0)


def test_marks_and_gaps_stand_at_the_turn_that_holds_or_follows_them():
    assert words.turn_tags(SESSION, TRANSCRIPT) == {
        0: "marked",
        1: "off the record before this, 2 min",
        2: "marked",
    }


def test_without_turns_there_is_nothing_to_tag():
    assert words.turn_tags(SESSION, Transcript()) == {}


def test_every_state_has_words():
    for state in SessionState:
        assert words.state_words(Session("s", "c", SessionType.GROUP, 3, state, datetime.now(UTC)))
    for kind in GapKind:
        assert words.gap_words(kind)
