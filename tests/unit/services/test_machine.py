"""The service: what it keeps, when it refuses, what accepting a recommendation does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.errors import NotAllowed
from app.domain.model_errors import ModelsTooLarge
from app.services import measuring
from app.services.container import Services
from app.services.hardware import MachineFacts, Power
from app.services.installing.progress import Halt
from app.services.machine import KEPT, MachineService
from app.services.measuring import Measured
from app.services.preferences import Preferences
from tests.unit.services.hosts import Clock, FakeHost

FACTS = MachineFacts("A processor", 4, 8, 16_000, 9_000, ("AVX2",))


class Bench:
    """The service over fake hosts, on a computer that a test may change."""

    def __init__(self, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = Clock()
        monkeypatch.setattr(measuring, "time", self.clock)
        self.services = services
        self.facts = FACTS
        self.busy = False
        self.host = FakeHost(self.clock, cost=0.2)
        self.service = self.another(services.preferences)

    def another(self, preferences: Preferences) -> MachineService:
        """As after the next start of the program."""
        host: Any = self.host
        return MachineService(self.services.models, host, host, preferences, lambda: self.busy, lambda: self.facts)

    def measure(self) -> Measured:
        return self.service.measure(lambda _: None, Halt())


@pytest.fixture
def bench(services: Services, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(services, monkeypatch)


def test_figures_outlast_the_program(bench: Bench) -> None:
    assert bench.service.measured() == Measured()
    found = bench.measure()
    assert set(found.speech) == {"whisper-demo"} and set(found.note) == {"smollm2-135m"}
    assert bench.another(Preferences(bench.services.preferences._path)).measured() == found


def test_figures_of_another_computer_do_not_count(bench: Bench) -> None:
    bench.measure()
    bench.facts = replace(FACTS, processor="Another processor")
    assert bench.another(bench.services.preferences).measured() == Measured()


@pytest.mark.parametrize("stored", ["", "{", "[]", '{"key": "x"}', '{"key": 1, "measured": {}}', "null"])
def test_settings_that_make_no_sense_count_as_nothing_measured(bench: Bench, stored: str) -> None:
    bench.services.preferences.set(KEPT, stored)
    assert bench.service.measured() == Measured()


def test_while_a_session_is_at_work_nothing_is_measured(bench: Bench) -> None:
    bench.busy = True
    with pytest.raises(NotAllowed):
        bench.measure()
    assert bench.host.asked == []
    bench.busy = False
    assert bench.measure().speech


def test_on_battery_is_kept_with_the_figures(bench: Bench) -> None:
    bench.facts = replace(FACTS, power=Power.BATTERY)
    assert bench.measure().on_battery
    assert bench.another(bench.services.preferences).measured().on_battery


def test_measuring_finds_a_session_that_began_in_between(services: Services) -> None:
    """The container's own: a recording, a dictation and the work on a session are in the way."""
    assert services.machine.probe().total_mb > 0
    services.recording._session_id = "recording"
    with pytest.raises(NotAllowed):
        services.machine.measure(lambda _: None, Halt())


def test_a_recommendation_that_is_accepted_counts_now_and_for_what_is_still_to_come(bench: Bench) -> None:
    advice = bench.service.recommend()
    assert advice.pick("speech") is not None and not advice.in_use
    bench.service.accept(replace(advice, quiet=True))
    preferences = bench.services.preferences
    for task, pick in advice.picks.items():
        assert preferences.get(f"model.{task}") == pick.model_id
    assert preferences.get("quiet") is True
    assert bench.services.models.chosen()["speech"] == "whisper-demo", "until the other one is there"
    assert bench.services.models.chosen()["embedding"] == "minilm"


def test_the_recommendation_knows_what_was_measured_and_how_large_the_computer_is(bench: Bench) -> None:
    assert bench.service.recommend().room_mb == 12_500
    bench.facts = replace(FACTS, total_mb=8_000)
    bench.service.probe()
    assert bench.service.recommend().room_mb == 4_500


def test_models_that_are_too_large_together_are_refused(bench: Bench) -> None:
    models: Any = {"speech": "whisper-small", "speakers": "pyannote-community-1", "note": "qwen3-4b"}
    assert bench.service.problem(models) is None
    bench.facts = replace(FACTS, total_mb=5_000)
    bench.service.probe()
    assert isinstance(bench.service.problem(models), ModelsTooLarge)
    assert bench.service.problem({"speech": "whisper-small", "note": "not in the catalogue"}) is None
