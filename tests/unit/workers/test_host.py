"""A worker process that lives, dies, and is cancelled. No model is needed for that."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest

from app.cli.terminal import read_passphrase
from app.domain.errors import Cancelled, ModelNotLoaded, WorkerCrashed, WorkerKilled, WorkerReported
from app.workers import protocol as p
from app.workers.host import Death, WorkerHost


@pytest.fixture
def host() -> Iterator[WorkerHost]:
    host = WorkerHost("speech worker")
    yield host
    host.stop()


def kill(host: WorkerHost, how: int = signal.SIGKILL) -> None:
    """Kill the worker and wait until the system has."""
    pid = host.pid
    assert pid is not None
    process = psutil.Process(pid)
    os.kill(pid, how)
    # It stays a zombie until its parent, this very process, has looked.
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        threading.Event().wait(0.01)


def test_the_sandbox_refuses_sockets(host: WorkerHost) -> None:
    assert host.call(p.TryNetwork(), p.NetworkTried).outcome == "refused"


def test_a_worker_killed_while_idle_is_started_again(host: WorkerHost) -> None:
    host.call(p.TryNetwork(), p.NetworkTried)
    first = host.pid
    kill(host)
    deaths: list[Death] = []
    assert host.call(p.TryNetwork(), p.NetworkTried, on_death=deaths.append).outcome == "refused"
    assert deaths == [Death(killed=True)]
    assert host.pid not in (None, first)


@pytest.mark.parametrize(
    ("how", "error", "reason"),
    [(signal.SIGKILL, WorkerKilled, "killed"), (signal.SIGSEGV, WorkerCrashed, "crashed")],
)
def test_two_deaths_on_one_request_are_an_error_that_says_which(
    host: WorkerHost, how: int, error: type[Exception], reason: str
) -> None:
    host.call(p.TryNetwork(), p.NetworkTried)
    kill(host, how)
    deaths: list[Death] = []

    def recover() -> None:
        host.call(p.TryNetwork(), p.NetworkTried)
        kill(host, how)

    with pytest.raises(error):
        host.call(p.TryNetwork(), p.NetworkTried, on_death=deaths.append, recover=recover)
    assert [death.reason for death in deaths] == [reason]
    assert host.call(p.TryNetwork(), p.NetworkTried).outcome == "refused", "it can be used again afterwards"


def test_a_refusal_leaves_the_worker_alive(host: WorkerHost) -> None:
    with pytest.raises(WorkerReported) as caught:
        host.call(p.Embed(["private words"]), p.Vectors)
    assert "private words" not in caught.value.message()
    assert host.call(p.TryNetwork(), p.NetworkTried).outcome == "refused"


def test_a_model_that_cannot_be_loaded_is_said_to_be_so(host: WorkerHost) -> None:
    with pytest.raises(ModelNotLoaded):
        host.load(p.LoadModel("speech", "/nowhere/at/all", {}))


def test_cancelling_ends_the_worker(host: WorkerHost) -> None:
    host.call(p.TryNetwork(), p.NetworkTried)
    asked: list[bool] = []

    def cancelled() -> bool:
        """Not while it waits for its turn, but as soon as it waits for the answer."""
        asked.append(True)
        return len(asked) > 1

    with pytest.raises(Cancelled):
        host.call(p.LoadModel("speakers", "/nowhere/pyannote", {}), p.Loaded, cancelled=cancelled)
    assert host.pid is None


def test_stopping_from_another_thread_is_a_cancellation_not_a_crash(host: WorkerHost) -> None:
    host.call(p.TryNetwork(), p.NetworkTried)
    stopper = threading.Timer(0.3, host.stop)
    stopper.start()
    with pytest.raises((Cancelled, ModelNotLoaded)) as caught:
        # Importing pyannote takes seconds, so the stop comes in the middle.
        host.call(p.LoadModel("embedding", "/nowhere", {}), p.Loaded)
    stopper.join()
    assert caught.type is Cancelled
    assert host.pid is None


class Broken(Exception):
    """What a caller's own function might raise."""


def test_an_exception_in_the_middle_does_not_shift_the_answers(host: WorkerHost) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        raise Broken

    with pytest.raises(Broken):
        # Loading takes long enough for the question to be asked before the reply is there.
        host.call(p.LoadModel("speakers", "/nowhere/pyannote", {}), p.Loaded, cancelled=cancelled)
    assert asked == 1
    assert host.call(p.TryNetwork(), p.NetworkTried).outcome == "refused"


def test_after_a_stop_nothing_of_the_work_before_reaches_a_new_worker(host: WorkerHost) -> None:
    since = host.stops
    host.call(p.TryNetwork(), p.NetworkTried, since=since)
    host.stop()
    with pytest.raises(Cancelled):
        host.call(p.TryNetwork(), p.NetworkTried, since=since)
    assert host.pid is None, "no new process was started for it"
    assert host.call(p.TryNetwork(), p.NetworkTried).outcome == "refused"


def test_a_worker_that_dies_at_each_piece_ends_in_an_error_not_in_a_loop(host: WorkerHost) -> None:
    tries = 0

    def work() -> None:
        nonlocal tries
        tries += 1
        host.call(p.TryNetwork(), p.NetworkTried, retry=False)
        kill(host)
        host.call(p.TryNetwork(), p.NetworkTried, retry=False)

    with pytest.raises(WorkerKilled):
        host.attempt(work)
    assert tries == 2


@pytest.mark.parametrize("asked", [True, False])
def test_workers_are_not_given_the_passphrase(host: WorkerHost, monkeypatch: pytest.MonkeyPatch, asked: bool) -> None:
    """Not even in what the system shows as their first environment, and not where nobody has asked for it yet."""
    monkeypatch.setenv("SOTTO_PASSPHRASE", "umbrella giraffe window")
    if asked:
        assert read_passphrase(None, new=False) == "umbrella giraffe window"
    host.call(p.TryNetwork(), p.NetworkTried)
    assert host.pid is not None
    assert "SOTTO_PASSPHRASE" not in os.environ
    with suppress(psutil.AccessDenied):  # only root may look at a process that is not dumpable
        assert "SOTTO_PASSPHRASE" not in psutil.Process(host.pid).environ()
