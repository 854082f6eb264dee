"""The sound of an alarm: soft, without edges, and seldom."""

from __future__ import annotations

import numpy as np
import pytest

from app.audio.tone import AlarmRhythm, alarm_tone
from app.domain.session import Alarm


def test_it_is_short_soft_and_does_not_click() -> None:
    samples = np.frombuffer(alarm_tone(), dtype="<i2").astype(float)
    assert samples.size / 16_000 == pytest.approx(0.7)
    assert 0.05 < np.abs(samples).max() / 32768 < 0.15
    assert np.abs(samples[[0, -1]]).max() <= 1
    assert np.abs(np.diff(samples)).max() < 1200


def heard(alarms: list[Alarm]) -> list[int]:
    """The seconds at which it sounds, one alarm a second."""
    rhythm = AlarmRhythm()
    return [second for second, alarm in enumerate(alarms) if rhythm.due(alarm, float(second))]


def test_at_once_then_ever_more_seldom() -> None:
    assert heard([Alarm.LOST] * 200) == [0, 10, 40, 100, 160]


def test_never_twice_within_ten_seconds_even_if_it_comes_and_goes() -> None:
    assert heard([Alarm.LOST, Alarm.NONE] * 15) == [0, 10, 20]


def test_a_warning_is_heard_once() -> None:
    assert heard([Alarm.DISK_LOW] * 300) == [0]


def test_a_new_alarm_begins_anew() -> None:
    assert heard([Alarm.LOST] * 5 + [Alarm.NONE] * 20 + [Alarm.SILENT] * 12) == [0, 25, 35]
