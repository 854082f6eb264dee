"""The measurement: figures are those of the work, whatever the speed; nothing is lost when it is cut off."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.errors import Cancelled, ModelNotLoaded
from app.services import measuring
from app.services.catalogue import Task
from app.services.container import Services
from app.services.installing.progress import Halt
from app.services.measuring import BUDGET, Measured, MeasureProgress, Measuring, SpeechSpeed
from tests.unit.services.hosts import Clock, FakeHost

ALL: dict[Task, str] = {
    "speech": "whisper-demo", "speakers": "pyannote-demo", "embedding": "minilm", "note": "smollm2-135m"
}  # fmt: skip


class Run:
    """A measurement with two hosts on one clock."""

    def __init__(self, services: Services, monkeypatch: pytest.MonkeyPatch, **speeds: Any) -> None:
        self.clock = Clock()
        monkeypatch.setattr(measuring, "time", self.clock)
        self.speech, self.language = FakeHost(self.clock, **speeds), FakeHost(self.clock, **speeds)
        self.reports: list[MeasureProgress] = []
        self.halt, self.wanted = Halt(), False
        hosts: Any = (self.speech, self.language)
        self.measuring = Measuring(services.models, *hosts, self.reports.append, self.halt, lambda: self.wanted)

    def all(self, models: dict[Task, str] | None = None, before: Measured | None = None) -> Measured:
        try:
            self.measuring.run(models or ALL)
        finally:
            self.found = self.measuring.found(before or Measured(), on_battery=False)
        return self.found


@pytest.mark.parametrize("cost", [0.02, 0.1, 0.7, 2.5])
def test_the_figures_are_those_of_the_work_whatever_the_speed(
    services: Services, monkeypatch: pytest.MonkeyPatch, cost: float
) -> None:
    found = Run(services, monkeypatch, cost=cost, reads=40.0, writes=4.0).all()
    assert found.speech["whisper-demo"].factor == pytest.approx(cost)
    assert found.speakers["pyannote-demo"].factor == pytest.approx(cost)
    assert found.speakers["pyannote-demo"].hop == pytest.approx(6.0)
    assert found.note["smollm2-135m"].reads == pytest.approx(40.0)
    assert found.note["smollm2-135m"].writes == pytest.approx(4.0)
    assert found.speech["whisper-demo"].load_seconds == pytest.approx(1.5)
    assert found.taken and not found.failed


def test_it_takes_about_half_a_minute_and_the_loading(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(services, monkeypatch, cost=0.6)
    run.all()
    assert run.clock.now < 1.5 * sum(BUDGET.values())


def test_a_model_that_is_very_slow_is_given_up_after_one_stretch(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run(services, monkeypatch, cost=20.0)
    assert run.all({"speech": "whisper-demo"}).speech["whisper-demo"].factor == pytest.approx(20.0)
    assert run.clock.now == pytest.approx(1.5 + 20.0 * 6.0)


def test_never_two_of_them_are_in_memory(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(services, monkeypatch)
    run.speech.loaded, run.language.loaded = ["speech", "speakers", "embedding"], ["note"]

    def alone(task: str) -> None:
        assert {*run.speech.loaded, *run.language.loaded} == {"embedding"}, task

    run.speech.on_load = run.language.on_load = alone
    run.all()
    assert run.speech.asked == [
        "unload speech", "unload speakers", "load speech", "unload speech", "load speakers", "unload speakers"
    ]  # fmt: skip
    assert run.language.asked == ["unload note", "load note", "unload note"]


def test_progress_never_goes_back_and_ends_at_one(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(services, monkeypatch)
    run.all()
    done = [report.done for report in run.reports]
    assert done == sorted(done) and done[0] == 0.0 and done[-1] == 1.0
    assert list(dict.fromkeys(report.task for report in run.reports)) == ["speech", "speakers", "note", None]


def test_a_model_that_does_not_run_is_noted_and_the_others_are_measured(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run(services, monkeypatch)
    run.speech.errors = {"speech": ModelNotLoaded("speech")}
    found = run.all()
    assert found.failed == {"whisper-demo": "model.not-loaded"}
    assert set(found.speakers) == {"pyannote-demo"} and set(found.note) == {"smollm2-135m"}


def test_a_model_that_gives_nothing_is_noted(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Run(services, monkeypatch, silent=True).all()
    assert found.failed == dict.fromkeys(("whisper-demo", "pyannote-demo", "smollm2-135m"), "worker.reported")


def test_what_was_measured_before_it_was_stopped_is_kept(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(services, monkeypatch)
    run.language.on_load = lambda _: run.halt.ask()
    with pytest.raises(Cancelled):
        run.all()
    assert set(run.found.speech) == {"whisper-demo"} and run.found.note == {} and run.found.failed == {}
    assert run.language.loaded == []


def test_it_gives_way_to_a_session_that_begins_and_takes_nothing_from_it(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run(services, monkeypatch)

    def begin(task: str) -> None:
        run.wanted = task == "speakers"

    run.speech.on_load = begin
    with pytest.raises(Cancelled):
        run.all()
    assert set(run.found.speech) == {"whisper-demo"} and run.found.speakers == {}
    assert run.speech.asked[-1] == "load speakers" and run.language.asked == []


def test_newer_figures_count_and_older_ones_of_other_models_stay(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Measured(
        speech={"whisper-demo": SpeechSpeed("whisper-demo", 9.0, 9.0), "old": SpeechSpeed("old", 8.0, 8.0)},
        failed={"pyannote-demo": "model.not-loaded", "other": "model.self-test"},
        taken="before",
    )
    found = Run(services, monkeypatch, cost=0.1).all(before=before)
    assert found.speech["whisper-demo"].factor == pytest.approx(0.1) and found.speech["old"].factor == 8.0
    assert found.failed == {"other": "model.self-test"}
    assert found.taken != "before"


def test_where_nothing_is_installed_nothing_changes(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Measured(taken="before")
    assert Run(services, monkeypatch).all({"embedding": "minilm"}, before) is before
