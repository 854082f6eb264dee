"""What is loaded when: in turn where memory is short, warmed at Record, nothing after a lock."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from app.domain.errors import ModelMissing, ModelNotLoaded
from app.domain.transcript import Segment
from app.domain.work import ModelPlan
from app.services.container import Services
from app.services.following import Ahead
from app.services.memory import LEAST_FREE_MB, BesideSessions, ModelMemory, free_now
from app.workers.protocol import LoadModel
from tests.unit.services.hosts import Clock, FakeHost


class Workers:
    """Two hosts, as `language_tools.Workers` has them."""

    def __init__(self) -> None:
        self.speech, self.language = FakeHost(Clock()), FakeHost(Clock())


class Reading(Ahead):
    """Reads a second of session at each step."""

    def __init__(self) -> None:
        self.steps, self.closed = 0, False

    @property
    def read_to(self) -> float:
        return float(self.steps)

    def advance(self) -> bool:
        assert not self.closed
        self.steps += 1
        return True

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def workers() -> Workers:
    return Workers()


def memory(services: Services, workers: Any, plan: ModelPlan | None = None, **more: Any) -> ModelMemory:
    return ModelMemory(services.models, workers, lambda: plan or ModelPlan(), **more)


def test_what_a_session_needs_is_loaded_in_the_order_in_which_it_is_needed(services: Services, workers: Any) -> None:
    memory(services, workers).warm().join()
    assert workers.speech.loaded == ["speech", "speakers"] and workers.language.loaded == ["note"]


def test_a_quiet_session_needs_the_words_alone(services: Services, workers: Any) -> None:
    memory(services, workers).warm(quiet=True).join()
    assert workers.speech.loaded == ["speech"] and workers.language.loaded == []


def test_what_writes_leaves_before_what_listens_is_loaded_in_turn(services: Services, workers: Any) -> None:
    workers.language.loaded, workers.speech.loaded = ["note"], ["embedding"]
    memory(services, workers).warm(ModelPlan(in_turn=True)).join()
    assert workers.language.asked == ["unload note"]
    assert workers.speech.asked == ["unload embedding", "load speech", "load speakers"]


def test_a_model_that_a_plan_leaves_out_is_not_warmed(services: Services, workers: Any) -> None:
    memory(services, workers).warm(ModelPlan({"note": ("smollm2-135m", "")})).join()
    assert workers.language.loaded == []


def test_what_cannot_be_loaded_is_left_to_the_work_to_say(services: Services, workers: Any) -> None:
    workers.speech.errors = {"speakers": ModelNotLoaded("speakers")}
    memory(services, workers).warm().join()
    assert workers.speech.loaded == ["speech"] and workers.language.asked == []


def test_after_a_lock_nothing_more_is_loaded(services: Services, workers: Any) -> None:
    """The workers' processes were ended: one that was started again would outlive the lock."""
    workers.speech.on_load = lambda _: setattr(workers.language, "stops", 1)
    memory(services, workers).warm().join()
    assert workers.speech.asked == ["load speech"] and workers.language.asked == []


def test_record_pressed_twice_loads_once(services: Services, workers: Any) -> None:
    go_on = threading.Event()
    workers.speech.on_load = lambda _: go_on.wait(10.0)
    warming = memory(services, workers)
    first, second = warming.warm(), warming.warm()
    go_on.set()
    first.join()
    assert first is second
    assert workers.speech.loaded == ["speech", "speakers"]


def test_what_listens_leaves_before_a_draft_only_where_there_is_no_room(services: Services, workers: Any) -> None:
    workers.speech.loaded = ["speech", "speakers"]
    memory(services, workers).for_writing(ModelPlan())
    assert workers.speech.loaded == ["speech", "speakers"]
    memory(services, workers, listens=lambda: True).for_writing(ModelPlan(in_turn=True))
    assert workers.speech.loaded == ["speech", "speakers"], "a dictation needs it"
    memory(services, workers).for_writing(ModelPlan(in_turn=True))
    assert workers.speech.loaded == []


def test_work_without_a_plan_is_done_with_what_fits_when_it_begins(services: Services, workers: Any) -> None:
    fitting = ModelPlan({"note": ("smollm2-135m", "")}, in_turn=True)
    keeper = memory(services, workers, fitting)
    assert keeper.begin("one", None).plan == fitting
    assert keeper.begin("one", ModelPlan()).plan == ModelPlan()
    assert keeper.go_on("one", None, read=True).plan == ModelPlan(), "by the model that read it"
    assert keeper.go_on("one", None, read=False).plan == fitting
    assert keeper.go_on("other", None, read=True).plan == fitting


def test_where_memory_runs_short_the_note_model_gives_way_and_the_session_goes_on(
    services: Services, workers: Any
) -> None:
    free = [LEAST_FREE_MB]
    keeper = memory(services, workers, free_mb=lambda: free[0])
    keeper.begin("one", ModelPlan())
    workers.speech.loaded, workers.language.loaded = ["speech", "speakers"], ["note"]
    reading = Reading()
    ahead = keeper.sparing("one", reading, reading.close)
    assert ahead.advance() and ahead.read_to == 1.0
    free[0] = LEAST_FREE_MB - 1
    assert not ahead.advance()
    assert reading.closed and reading.steps == 1
    assert workers.language.loaded == [] and workers.speech.loaded == ["speech", "speakers"]
    workers.language.loaded = ["note"]  # it was on its way when it was told to leave
    assert not ahead.advance()
    assert workers.language.loaded == []
    free[0] = 100_000
    ahead.hear([Segment(0.0, 1.0, ())])
    assert not ahead.advance(), "it is not taken up again in the same session"
    assert keeper.go_on("one", ModelPlan(), read=False).plan.in_turn, "whatever was planned before"
    assert not keeper.go_on("other", ModelPlan(), read=False).plan.in_turn


def test_beside_a_session_at_work_its_own_model_is_used_else_what_fits(services: Services, workers: Any) -> None:
    held, busy = LoadModel("speech", "/held", {}), [True]
    workers.speech.holding = {"speech": held}
    small = ModelPlan({"speech": ("whisper-demo", "")})
    beside = BesideSessions(services.models, workers.speech, lambda: small, lambda: busy[0])
    assert beside.load_request("speech") is held
    busy[0] = False
    assert beside.entry("speech") is None
    with pytest.raises(ModelMissing):
        beside.load_request("speech")
    assert BesideSessions(services.models, workers.speech, ModelPlan, lambda: busy[0]).load_request(
        "speech"
    ) == services.models.load_request("speech")


def test_what_is_free_is_asked_of_the_system() -> None:
    assert 0 < free_now() < 10_000_000
