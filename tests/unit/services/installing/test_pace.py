"""Speed and remaining time, and no more reports than a screen can show."""

from __future__ import annotations

from app.services.installing.pace import BETWEEN, SOONEST, WINDOW, Pace
from app.services.installing.progress import InstallProgress, InstallStage

LOADING, CHECKING = InstallStage.DOWNLOAD, InstallStage.CHECK


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def paced(total: int = 10_000) -> tuple[Pace, Clock, list[InstallProgress]]:
    clock, seen = Clock(), list[InstallProgress]()
    return Pace("small", total, seen.append, clock), clock, seen


def test_a_steady_line() -> None:
    pace, clock, seen = paced()
    for step in range(11):
        clock.now = 100.0 + step * 0.5
        pace.tell(LOADING, step * 500, "a")
    assert seen[0].bytes_per_second is None and seen[1].seconds_left is None
    assert seen[-1].bytes_per_second == 1000.0 and seen[-1].seconds_left == 5.0
    assert seen[int(SOONEST / 0.5)].bytes_per_second == 1000.0


def test_what_was_there_before_is_no_speed() -> None:
    pace, clock, seen = paced()
    pace.tell(LOADING, 8000, "a")
    clock.now += 2
    pace.tell(LOADING, 8200, "a")
    assert seen[-1].bytes_per_second == 100.0 and seen[-1].seconds_left == 18.0


def test_only_the_last_seconds_count() -> None:
    pace, clock, seen = paced(1_000_000)
    pace.tell(LOADING, 0)
    clock.now += 1
    pace.tell(LOADING, 100_000)
    for step in range(1, int(WINDOW) + 3):
        clock.now += 1
        pace.tell(LOADING, 100_000 + step * 10)
    assert seen[-1].bytes_per_second == 10.0


def test_a_line_that_stands_still_has_no_time_left_to_tell() -> None:
    pace, clock, seen = paced()
    pace.tell(LOADING, 100)
    clock.now += 3
    pace.tell(LOADING, 100)
    assert seen[-1].bytes_per_second is None and seen[-1].seconds_left is None


def test_going_back_or_another_stage_begins_anew() -> None:
    pace, clock, seen = paced()
    pace.tell(LOADING, 0)
    clock.now += 2
    pace.tell(LOADING, 5000)
    assert seen[-1].bytes_per_second == 2500.0
    pace.tell(LOADING, 0, "a", attempt=2)
    assert seen[-1].bytes_per_second is None
    clock.now += 2
    pace.tell(CHECKING, 100, "a")
    assert seen[-1].bytes_per_second is None and seen[-1].stage is CHECKING


def test_reports_do_not_come_more_often_than_they_can_be_shown() -> None:
    pace, clock, seen = paced(1000)
    for step in range(1000):
        clock.now = 100 + step * BETWEEN / 50
        pace.tell(LOADING, step)
    assert 15 <= len(seen) <= 25
    pace.tell(LOADING, 1000)
    assert seen[-1].done == 1000, "the last one always comes"


def test_what_changes_the_words_is_told_at_once() -> None:
    pace, _, seen = paced()
    pace.tell(LOADING, 1, "a")
    pace.tell(LOADING, 2, "a")
    pace.tell(LOADING, 3, "b")
    pace.tell(LOADING, 3, "b", attempt=2, waiting=4.0)
    pace.tell(LOADING, 3, "b", attempt=2)
    assert [(each.file, each.attempt, each.waiting) for each in seen] == [
        ("a", 1, 0.0), ("b", 1, 0.0), ("b", 2, 4.0), ("b", 2, 0.0),
    ]  # fmt: skip
