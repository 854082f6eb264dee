"""A model is tried in a child process that may end in every way in which native libraries end one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from app.domain.errors import Cancelled
from app.domain.placement import Device, FellBack, Placed
from app.workers import child, host, trial
from app.workers import protocol as p
from app.workers.host import Death
from app.workers.trial import Ending, TrialFailed, ending_of, try_out
from tests.unit.workers import ending_worker as ends

LOAD = p.LoadModel("embedding", "/models/minilm", {})
linux = pytest.mark.skipif(sys.platform != "linux", reason="signals as Linux gives them")
Use = Callable[[type[child.Worker]], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Use]:
    yield lambda kind: monkeypatch.setattr(host, "serve", partial(ends.serve, kind))


@linux
@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        (ends.Illegal, Ending.ILLEGAL),
        (ends.Segfault, Ending.CRASHED),
        (ends.Abort, Ending.CRASHED),
        (ends.AtLoading, Ending.CRASHED),
        (ends.Killed, Ending.KILLED),
        (ends.Refusing, Ending.REFUSED),
        (ends.Nonsense, Ending.UNUSABLE),
    ],
)
def test_how_a_process_ended_is_told(use: Use, kind: type[child.Worker], ending: Ending) -> None:
    use(kind)
    with pytest.raises(TrialFailed) as failed:
        try_out(LOAD)
    assert failed.value.ending is ending


def test_the_signals_are_the_real_ones(use: Use) -> None:
    use(ends.Illegal)
    own = host.WorkerHost("test")
    with pytest.raises(TrialFailed):
        try_out(LOAD, host=own)
    assert own.last_death is not None and own.last_death.exit_code == -4
    assert own.pid is None, "nothing is left running"


def test_a_library_that_hangs_is_given_up(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    use(ends.Hanging)
    monkeypatch.setattr(trial, "LEAST_SECONDS", 1.5)
    with pytest.raises(TrialFailed) as failed:
        try_out(LOAD)
    assert failed.value.ending is Ending.HUNG


def test_a_trial_can_be_cancelled(use: Use) -> None:
    use(ends.Hanging)
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 5

    with pytest.raises(Cancelled):
        try_out(LOAD, cancelled=cancelled)


def test_what_works_says_where(use: Use) -> None:
    use(ends.Working)
    assert try_out(LOAD) == Placed()
    use(ends.OnCard)
    assert try_out(LOAD) == Placed(Device.CUDA)


def test_what_crashes_on_the_card_alone_runs(use: Use) -> None:
    use(ends.CardCrashes)
    assert try_out(LOAD) == Placed(Device.PROCESSOR, FellBack.CRASHED)


@pytest.mark.parametrize(
    ("death", "ending"),
    [
        (Death(True, -9), Ending.KILLED),
        (Death(False, -4), Ending.ILLEGAL),
        (Death(False, 0xC000001D), Ending.ILLEGAL),  # as Windows says it
        (Death(False, 0xC000001D - (1 << 32)), Ending.ILLEGAL),
        (Death(False, 0xC0000005), Ending.CRASHED),
        (Death(False, -11), Ending.CRASHED),
        (Death(False), Ending.CRASHED),
        (None, Ending.CRASHED),
    ],
)
def test_what_a_number_means(death: Death | None, ending: Ending) -> None:
    assert ending_of(death) is ending


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"slept": "perhaps"}', '{"slept": 1}'])
def test_what_is_no_answer(text: str) -> None:
    assert not trial._is_answer(text)
    assert trial._is_answer('{"slept": "no"}')


def test_the_sound_is_the_same_each_time_and_loud_enough() -> None:
    one, two = trial._sound(0.5), trial._sound(0.5)
    assert one == two and len(one) == 16000 and max(one) > 0
