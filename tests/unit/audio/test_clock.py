"""Captured sound against the clock: loss is found, lateness and drift are not taken for it."""

from __future__ import annotations

import random

import pytest

from app.audio import clock
from app.audio.clock import ClockCheck, SleepWatch, now

BLOCK = 0.05


def feed(check: ClockCheck, start: float, seconds: float, *, drift: float = 0.0, jitter: float = 0.0) -> list[float]:
    """Blocks from `start` on for `seconds`; returns the losses found."""
    dice = random.Random(1)
    losses = []
    for number in range(round(seconds / BLOCK)):
        due = start + (number + 1) * BLOCK * (1 + drift)
        lost = check.note(due + dice.random() * jitter, BLOCK)
        if lost is not None:
            losses.append(lost)
    return losses


def test_an_even_flow_loses_nothing() -> None:
    assert feed(ClockCheck(), 100.0, 60.0) == []


def test_late_delivery_is_no_loss() -> None:
    assert feed(ClockCheck(), 100.0, 60.0, jitter=0.6) == []


def test_the_drift_of_a_sound_card_is_no_loss() -> None:
    assert feed(ClockCheck(), 0.0, 3600.0, drift=200e-6) == []


THREE_HOURS = 3 * 3600.0


@pytest.mark.parametrize("millionths", [-500, -150, -20, 20, 150, 500])
def test_three_hours_of_drift_are_no_loss_and_are_measured(millionths: int) -> None:
    check = ClockCheck()
    assert feed(check, 7.0, THREE_HOURS, drift=millionths * 1e-6, jitter=0.1) == []
    assert check.drift == pytest.approx(millionths, abs=15)


def test_a_loss_amid_three_hours_of_drift_is_found_once() -> None:
    check = ClockCheck()
    assert feed(check, 0.0, THREE_HOURS / 2, drift=200e-6) == []
    half = THREE_HOURS / 2 * (1 + 200e-6)
    assert feed(check, half + 1.0, THREE_HOURS / 2, drift=200e-6) == [pytest.approx(1.0, abs=0.01)]
    assert check.drift == pytest.approx(200, abs=15)


@pytest.mark.parametrize(("drift", "most"), [(0.003, 6), (0.08, 12)])
def test_a_rate_that_is_wrong_is_noted_but_not_without_end(drift: float, most: int) -> None:
    """48,000 samples called 44,100, or a buffer that drops a little all the time: told, some times."""
    losses = feed(ClockCheck(), 0.0, THREE_HOURS, drift=drift)
    assert 1 <= len(losses) <= most
    missing = THREE_HOURS * (drift - clock.USUAL_DRIFT)
    assert missing / 3 < sum(losses) <= missing * 1.1


def test_small_losses_that_nobody_tells_of_are_noted_when_they_make_a_second() -> None:
    dice, check = random.Random(5), ClockCheck()
    at, losses = 0.0, []
    for _ in range(round(600 / BLOCK)):
        at += BLOCK + (0.04 if dice.random() < 0.01 else 0.0)  # some 8 ms a second
        losses.append(check.note(at, BLOCK) or 0.0)
    assert sum(losses) > 1.0


def test_sleep_is_what_one_clock_counts_and_the_other_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    wall, awake = 100.0, 50.0
    monkeypatch.setattr(clock, "now", lambda: wall)
    monkeypatch.setattr(clock, "awake", lambda: awake)
    watch = SleepWatch()
    wall, awake = wall + 600.0, awake + 600.0
    assert watch.slept() == 0.0
    wall, awake = wall + 3600.5, awake + 0.5
    assert watch.slept() == 3600.0
    assert watch.slept() == 0.0


def test_a_silent_loss_is_found_and_measured() -> None:
    check = ClockCheck()
    assert feed(check, 0.0, 10.0) == []
    losses = feed(check, 11.5, 10.0)  # a second and a half is missing
    assert losses == [pytest.approx(1.5, abs=0.01)]
    assert feed(check, 21.5, 20.0) == []


def test_a_reported_overflow_is_noted_even_if_it_cannot_be_measured() -> None:
    check = ClockCheck()
    feed(check, 0.0, 5.0)
    assert check.note(5.0 + BLOCK, BLOCK, overflow=True) == pytest.approx(0.0, abs=1e-6)


def test_a_reported_overflow_is_measured_where_it_can_be() -> None:
    check = ClockCheck()
    feed(check, 0.0, 5.0)
    assert check.note(5.4 + BLOCK, BLOCK, overflow=True) == pytest.approx(0.4, abs=1e-6)
    assert feed(check, 5.4 + BLOCK, 10.0) == []


def test_the_clock_goes_forward() -> None:
    assert now() <= now()
