"""A worker process that lives, dies, and is cancelled. No model is needed for that."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import psutil
import pytest

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
    with pytest.raises(Cancelled):
        host.call(p.LoadModel("speakers", "/nowhere/pyannote", {}), p.Done, cancelled=lambda: True)
    assert host.pid is None


def test_stopping_from_another_thread_is_a_cancellation_not_a_crash(host: WorkerHost) -> None:
    host.call(p.TryNetwork(), p.NetworkTried)
    stopper = threading.Timer(0.3, host.stop)
    stopper.start()
    with pytest.raises((Cancelled, ModelNotLoaded)) as caught:
        # Importing pyannote takes seconds, so the stop comes in the middle.
        host.call(p.LoadModel("embedding", "/nowhere", {}), p.Done)
    stopper.join()
    assert caught.type is Cancelled
    assert host.pid is None
