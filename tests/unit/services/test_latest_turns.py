"""Who seems to speak, as the screen is told while a recording goes on."""

from __future__ import annotations

from app.domain.transcript import SpeakerTurn
from app.services.following import SEEN_SECONDS, latest_turns

ONE, TWO = SpeakerTurn(0.0, 4.0, "S1"), SpeakerTurn(4.0, 8.0, "S2")


def test_turns_are_added_as_they_are_told() -> None:
    assert latest_turns((), [ONE]) == (ONE,)
    assert latest_turns((ONE,), [TWO]) == (ONE, TWO)
    assert latest_turns((ONE,), []) == (ONE,)


def test_what_is_told_again_from_the_beginning_stands_once() -> None:
    assert latest_turns((ONE, TWO), [ONE, TWO]) == (ONE, TWO)
    moved = SpeakerTurn(3.5, 8.0, "S2")
    assert latest_turns((ONE, TWO), [moved]) == (ONE, moved)


def test_only_the_last_minutes_are_kept_so_that_a_long_session_costs_no_more() -> None:
    known: tuple[SpeakerTurn, ...] = ()
    for number in range(5000):
        known = latest_turns(known, [SpeakerTurn(number * 2.0, number * 2.0 + 2.0, f"S{number % 2 + 1}")])
    assert len(known) == SEEN_SECONDS / 2
    assert known[-1].end == 10_000.0
