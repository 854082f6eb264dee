"""A model that fails on a graphics card is asked again on the processor: the real host, processes that really end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial

import psutil
import pytest

from app.domain.errors import WorkerCrashed, WorkerReported, WorkerUnfit
from app.domain.placement import Device, FellBack, Placed
from app.workers import child, host
from app.workers import protocol as p
from app.workers.host import Death, WorkerHost
from app.workers.placing import Placements
from tests.unit.workers import ending_worker as ends

LOAD = p.LoadModel("embedding", "/models/minilm", {})
OTHER = p.LoadModel("embedding", "/models/other", {})
TEXTS = ["one", "two"]
Make = Callable[[type[child.Worker]], WorkerHost]


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    hosts: list[WorkerHost] = []

    def make(kind: type[child.Worker]) -> WorkerHost:
        monkeypatch.setattr(host, "serve", partial(ends.serve, kind))
        hosts.append(WorkerHost("speech worker"))
        return hosts[-1]

    yield make
    for each in hosts:
        each.stop()


def test_where_a_model_was_loaded_is_known(worker: Make) -> None:
    own = worker(ends.OnCard)
    assert own.placements == {}
    own.load(LOAD)
    assert own.placements == {"embedding": Placed(Device.CUDA)}
    own.stop()
    assert own.placements == {"embedding": Placed(Device.CUDA)}, "the screen says it after the work too"


@pytest.mark.parametrize(("kind", "why"), [(ends.CardCrashes, FellBack.CRASHED), (ends.CardFull, FellBack.MEMORY)])
def test_what_fails_on_the_card_in_mid_work_is_done_on_the_processor(
    worker: Make, kind: type[child.Worker], why: FellBack
) -> None:
    own, deaths = worker(kind), list[Death]()
    own.load(LOAD)
    assert own.placements["embedding"].device is Device.CUDA
    assert own.call(p.Embed(TEXTS), p.Vectors, on_death=deaths.append).vectors == [[1.0, 0.0], [0.0, 1.0]]
    assert own.placements == {"embedding": Placed(Device.PROCESSOR, why)}
    assert [death.killed for death in deaths] == [False]


def test_a_card_that_fails_while_a_model_is_put_there(worker: Make) -> None:
    own, deaths = worker(ends.CardCrashesAtLoading), list[Death]()
    own.load(LOAD, on_death=deaths.append)
    assert own.placements == {"embedding": Placed(Device.PROCESSOR, FellBack.CRASHED)} and len(deaths) == 1
    own.stop()
    own.load(LOAD, on_death=deaths.append)
    assert len(deaths) == 1, "a new process is told at once"


def test_another_model_may_still_try_the_card(worker: Make) -> None:
    own = worker(ends.CardFull)
    own.load(LOAD)
    own.call(p.Embed(TEXTS), p.Vectors)
    own.load(OTHER)
    assert own.placements["embedding"] == Placed(Device.CUDA)
    own.load(LOAD)
    assert own.placements["embedding"] == Placed(Device.PROCESSOR, FellBack.MEMORY)


def test_what_cannot_be_answered_anywhere_is_no_reason_to_leave_the_card(worker: Make) -> None:
    own = worker(ends.WrongRequest)
    own.load(LOAD)
    before = own.pid
    with pytest.raises(WorkerReported):
        own.call(p.Embed(TEXTS), p.Vectors)
    assert own.pid == before and own.placements["embedding"].device is Device.CUDA


def test_a_process_that_the_system_ended_says_nothing_about_the_card(worker: Make) -> None:
    own = worker(ends.OnCard)
    own.load(LOAD)
    assert own.pid is not None
    process = psutil.Process(own.pid)
    process.kill()
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        threading.Event().wait(0.01)
    assert len(own.call(p.Embed(TEXTS), p.Vectors).vectors) == 2
    assert own.placements["embedding"] == Placed(Device.CUDA)
    assert own.last_death == Death(killed=True)


def test_what_crashes_on_the_processor_too_is_an_error(worker: Make) -> None:
    own = worker(ends.Segfault)
    own.load(LOAD)
    with pytest.raises(WorkerCrashed):
        own.call(p.Embed(TEXTS), p.Vectors)
    assert own.last_death is not None and own.last_death.exit_code == -11


def test_an_instruction_that_the_processor_does_not_have_is_said_with_what_to_do(worker: Make) -> None:
    own = worker(ends.Illegal)
    own.load(LOAD)
    with pytest.raises(WorkerUnfit) as caught:
        own.call(p.Embed(TEXTS), p.Vectors)
    assert "Install Sotto again on this computer" in caught.value.message()


def test_whoever_is_asked_first_can_keep_a_model_off_the_card_or_refuse_it(worker: Make) -> None:
    own = worker(ends.OnCard)
    asked: list[str] = []

    def first(request: p.LoadModel, cancelled: Callable[[], bool]) -> FellBack:
        asked.append(request.path)
        assert not cancelled()
        return FellBack.CRASHED if request == LOAD else FellBack.NOT

    own.try_first = first
    own.load(LOAD)
    own.load(LOAD)
    assert asked == [LOAD.path], "once, as long as it is loaded"
    assert own.placements["embedding"] == Placed(Device.PROCESSOR, FellBack.CRASHED)
    own.load(OTHER)
    assert own.placements["embedding"] == Placed(Device.CUDA)


def test_the_model_before_makes_room_for_the_trial_of_the_next(worker: Make) -> None:
    own = worker(ends.OnCard)
    own.load(LOAD)
    held: list[bool] = []

    def first(request: p.LoadModel, cancelled: Callable[[], bool]) -> FellBack:
        held.append(own.has("embedding"))
        return FellBack.NOT

    own.try_first = first
    own.load(OTHER)
    assert held == [False] and own.has("embedding")


def test_the_question_before_ends_with_the_worker(worker: Make) -> None:
    own = worker(ends.OnCard)

    def first(request: p.LoadModel, cancelled: Callable[[], bool]) -> FellBack:
        own.stop()  # the vault is locked meanwhile
        assert cancelled()
        return FellBack.NOT

    own.try_first = first
    own.load(LOAD)


def test_the_first_reason_stands() -> None:
    places = Placements()
    places.keep_off(LOAD.path, FellBack.NOT)
    assert places.as_sent(LOAD) == LOAD
    places.keep_off(LOAD.path, FellBack.MEMORY)
    places.keep_off(LOAD.path, FellBack.CRASHED)
    assert places.as_sent(LOAD) == p.LoadModel("embedding", "/models/minilm", {}, processor=True)
    places.note(LOAD, p.Loaded(Device.PROCESSOR, FellBack.CRASHED))
    assert places.by_task == {"embedding": Placed(Device.PROCESSOR, FellBack.MEMORY)}
    places.note(LOAD, p.Loaded())
    assert places.by_task == {"embedding": Placed()}, "the process says that there is no card at all"
