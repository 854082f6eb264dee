"""Models of a worker are given back one by one; a real process, with engines that load nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from app.domain.errors import ModelNotLoaded
from app.workers import host as host_module
from app.workers import protocol as p
from app.workers.child import Worker
from app.workers.host import WorkerHost
from tests.faults import fake_worker

SPEECH, NOTE = p.LoadModel("speech", "/one", {}), p.LoadModel("note", "/two", {})


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerHost]:
    monkeypatch.setattr(host_module, "serve", fake_worker.serve)
    host = WorkerHost("speech worker")
    yield host
    host.stop()


def test_what_was_given_back_is_not_there_and_is_loaded_again_when_asked_for(host: WorkerHost) -> None:
    host.load(SPEECH)
    host.load(NOTE)
    assert host.has("speech") and host.holds("note") == NOTE
    pid = host.pid
    host.unload("note", "speakers")
    assert host.has("speech") and not host.has("note") and host.pid == pid
    host.load(NOTE)
    assert host.has("note") and host.pid == pid


def test_a_new_process_is_not_given_what_was_given_back_before(host: WorkerHost) -> None:
    host.load(SPEECH)
    host.load(NOTE)
    host.unload("note")
    assert host.pid is not None
    process = psutil.Process(host.pid)
    os.kill(host.pid, signal.SIGKILL)
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        pass
    assert not host.has("speech"), "it died with its process"
    assert host.call(p.TryNetwork(), p.NetworkTried).outcome == "refused"
    assert host.has("speech") and not host.has("note")


def test_giving_back_starts_no_process_and_outlasts_one_that_died(host: WorkerHost) -> None:
    host.unload("speech", "note")
    assert host.pid is None
    host.load(SPEECH)
    assert host.pid is not None
    process = psutil.Process(host.pid)
    process.kill()
    host.unload("speech")
    assert not host.has("speech")


def test_a_model_that_cannot_be_loaded_leaves_none_in_its_place() -> None:
    """The one before had to go first: two would not have fitted into memory."""
    host = WorkerHost("note worker")
    try:
        with pytest.raises(ModelNotLoaded):
            host.load(p.LoadModel("note", "/nowhere", {}))
        assert host.holds("note") is None
    finally:
        host.stop()


def test_in_the_process_the_engine_is_closed_and_forgotten() -> None:
    class Model:
        closed = False

        def close(self) -> None:
            self.closed = True

    worker, model, other = Worker(), Model(), object()
    anything: Any = worker
    anything._language, anything._reading = model, "reading"
    anything._recogniser = anything._listener = anything._follower = other
    done = worker.handle(p.Unload(["note", "speech"]), lambda _done, _total: None)
    assert done == p.Done() and model.closed
    assert anything._language is None and anything._reading == ""
    assert anything._recogniser is None and anything._listener is None
    assert anything._follower is other
    worker.handle(p.Unload(["note", "speakers", "embedding", "entailment"]), lambda _done, _total: None)
    assert anything._follower is None
