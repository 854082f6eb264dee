"""Work along with a recording: nothing is missing, doubled or done twice, whatever happens meanwhile.

The worker process, its pipe and the storage are real; what it answers comes by rule (`tests.faults.fake_worker`).
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.domain.errors import Cancelled
from app.domain.progress import Live
from app.domain.session import Session, SessionState
from app.domain.transcript import SAMPLE_RATE, Transcript
from app.services import following
from app.services.container import Services
from app.store.audio_store import AudioWriter
from app.workers import host, streams
from tests.faults import fake_worker, fakes

KEY = bytes(range(32))
SECOND = bytes(2 * SAMPLE_RATE)


@pytest.fixture
def recorded(services: Services, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recording]:
    """A recording that the test lets grow, and services with the fake worker."""
    for module, name in ((following, "LISTEN_SECONDS"), (following, "BATCH_SECONDS"), (following, "FOLLOW_SECONDS"),
                         (streams, "PIECE_SECONDS"), (host, "serve")):  # fmt: skip
        monkeypatch.setattr(module, name, getattr(module, name))  # put back afterwards
    fakes.with_fakes(services)
    recording = Recording(services, session)
    yield recording
    recording.close()


class Recording:
    """A recording that grows by whole seconds."""

    def __init__(self, services: Services, session: Session) -> None:
        store = services.vault.store
        store.recordings.add("r1", KEY)
        self._path = store.vault.recording_path("r1")
        self._writer: AudioWriter | None = AudioWriter.create(self._path, KEY, device="test", device_rate=16000)
        self.services, self.id, self.going = services, session.id, True
        store.sessions.save(replace(session, recording_id="r1", state=SessionState.RECORDING))

    def grow(self, seconds: int) -> None:
        assert self._writer is not None
        for _ in range(seconds):
            self._writer.append(SECOND)

    def end(self, state: SessionState = SessionState.RECORDED) -> None:
        self.close()
        sessions = self.services.vault.store.sessions
        self.going = False
        sessions.save(replace(sessions.get(self.id), state=state))

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close(clean=True)
            self._writer = None

    def process(self, tell: Callable[[Live], None] = lambda _: None, **named: Any) -> Transcript:
        named.setdefault("going_on", lambda: self.going)
        return self.services.work.process(self.id, tell=tell, **named)

    def heard(self) -> list[tuple[str, ...]]:
        return [tuple(w.text for w in s.words) for s in self.services.records.segments(self.id)]


class InBackground(threading.Thread):
    """`act`, and what came of it."""

    def __init__(self, act: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._act, self.answer, self.error = act, None, None
        self.start()

    def run(self) -> None:
        try:
            self.answer = self._act()
        except Exception as error:  # noqa: BLE001  (raised again by `result`)
            self.error = error

    def result(self) -> Any:
        self.join(60)
        assert not self.is_alive()
        if self.error is not None:
            raise self.error
        return self.answer


def said(seconds: int) -> list[tuple[str, ...]]:
    return [tuple(fake_worker.said(float(second))) for second in range(seconds)]


def wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_words_and_speakers_come_while_the_recording_goes_on(recorded: Recording) -> None:
    told: list[Live] = []
    work = InBackground(lambda: recorded.process(told.append))
    recorded.grow(7)
    wait(lambda: bool(told) and told[-1].heard_to == told[-1].spoken_to == 7.0)
    assert recorded.heard() == said(7) and told[-1].lag == 0.0
    assert len(recorded.services.vault.store.transcripts.windows(recorded.id, 0.0)) == 4
    recorded.grow(5)
    recorded.end()
    transcript = work.result()
    assert [w.text for w in transcript.words()] == [word for words in said(12) for word in words]
    assert {turn.speaker for turn in transcript.turns} == {"S1", "S2"}


def test_what_voices_are_like_is_forgotten_once_it_is_known_who_spoke(recorded: Recording) -> None:
    recorded.grow(6)
    recorded.end()
    recorded.process()
    store = recorded.services.vault.store
    assert store.transcripts.windows(recorded.id, 0.0) == []
    assert store.transcripts.diarization(recorded.id) == fake_worker.spoken(0.0, 6.0)


def test_it_makes_no_difference_whether_it_was_followed(recorded: Recording, services: Services) -> None:
    recorded.grow(9)
    recorded.end()
    afterwards = recorded.process(going_on=None)
    services.vault.store.transcripts.delete(recorded.id)
    assert recorded.process() == afterwards


def test_a_recording_that_is_behind_is_caught_up_with(recorded: Recording) -> None:
    """The words first: speakers wait until there is nothing left to write down."""
    recorded.grow(20)
    told: list[Live] = []
    work = InBackground(lambda: recorded.process(told.append))
    wait(lambda: bool(told) and told[-1].lag == 0.0 and told[-1].spoken_to == 20.0)
    assert [each.spoken_to for each in told if each.lag > 0.0] == [0.0] * 19
    recorded.end()
    work.result()
    assert recorded.heard() == said(20)


@pytest.mark.parametrize("seconds", [3, 8])
def test_a_killed_worker_costs_nothing(recorded: Recording, services: Services, seconds: int) -> None:
    told: list[Live] = []
    work = InBackground(lambda: recorded.process(told.append))
    recorded.grow(seconds)
    wait(lambda: bool(told) and told[-1].spoken_to == float(seconds))
    pid = services.workers.speech.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    recorded.grow(4)
    wait(lambda: told[-1].spoken_to == seconds + 4.0)
    assert told[-1].restarted == "killed"
    recorded.end()
    transcript = work.result()
    assert recorded.heard() == said(seconds + 4) and transcript.duration == seconds + 4.0


def test_a_program_that_ends_goes_on_where_it_stopped(recorded: Recording, services: Services) -> None:
    """A lock stops the workers in the middle; afterwards nothing is done twice."""
    told: list[Live] = []
    first = InBackground(lambda: recorded.process(told.append))
    recorded.grow(6)
    wait(lambda: bool(told) and told[-1].spoken_to == 6.0)
    services.workers.stop()
    recorded.grow(1)
    with pytest.raises(Cancelled):
        first.result()
    recorded.grow(2)
    recorded.end()
    recorded.process()
    assert recorded.heard() == said(9)


def test_a_recording_that_is_cut_off_keeps_its_words_and_goes_on(recorded: Recording, services: Services) -> None:
    work = InBackground(recorded.process)
    recorded.grow(3)
    wait(lambda: recorded.heard() == said(3))
    recorded.end(SessionState.INTERRUPTED)
    with pytest.raises(Cancelled):
        work.result()
    assert recorded.heard() == said(3) and services.records.transcript(recorded.id) is None
    assert services.records.session(recorded.id).state is SessionState.INTERRUPTED


def test_quiet_asks_who_spoke_only_afterwards(recorded: Recording, services: Services) -> None:
    services.preferences.set("quiet", True)
    told: list[Live] = []
    work = InBackground(lambda: recorded.process(told.append))
    recorded.grow(6)
    wait(lambda: recorded.heard() == said(6))
    recorded.end()
    assert {turn.speaker for turn in work.result().turns} == {"S1", "S2"}
    assert {each.spoken_to for each in told if each.captured < 6.0} <= {0.0}
