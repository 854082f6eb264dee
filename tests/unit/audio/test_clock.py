"""Captured sound against the clock: loss is found, lateness and drift are not taken for it."""

from __future__ import annotations

import random

import pytest

from app.audio.clock import ClockCheck, now

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
