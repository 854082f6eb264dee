"""Work along with a recording: nothing is missing, doubled or done twice, whatever happens meanwhile.

The worker process, its pipe and the storage are real; what it answers comes by rule (`tests.faults.fake_worker`).
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from app.domain.errors import Cancelled, WorkerReported
from app.domain.model_errors import SelfTestCrashed
from app.domain.placement import FellBack
from app.domain.progress import Live
from app.domain.session import Session, SessionState
from app.services import following
from app.services.container import Services
from app.workers import host, streams
from app.workers import protocol as p
from tests.faults import fake_worker, fakes
from tests.growing import GrowingRecording, InBackground, wait


@pytest.fixture
def recorded(services: Services, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[GrowingRecording]:
    """A recording that the test lets grow, and services with the fake worker."""
    for module, name in ((following, "LISTEN_SECONDS"), (following, "BATCH_SECONDS"), (following, "FOLLOW_SECONDS"),
                         (streams, "PIECE_SECONDS"), (host, "serve")):  # fmt: skip
        monkeypatch.setattr(module, name, getattr(module, name))  # put back afterwards
    fakes.with_fakes(services)
    recording = GrowingRecording(services, session)
    yield recording
    recording.close()


def said(seconds: int) -> list[tuple[str, ...]]:
    return [tuple(fake_worker.said(float(second))) for second in range(seconds)]


def test_words_and_speakers_come_while_the_recording_goes_on(recorded: GrowingRecording) -> None:
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


def test_what_voices_are_like_is_forgotten_once_it_is_known_who_spoke(recorded: GrowingRecording) -> None:
    recorded.grow(6)
    recorded.end()
    recorded.process()
    store = recorded.services.vault.store
    assert store.transcripts.windows(recorded.id, 0.0) == []
    assert store.transcripts.diarization(recorded.id) == fake_worker.spoken(0.0, 6.0)


def test_it_makes_no_difference_whether_it_was_followed(recorded: GrowingRecording, services: Services) -> None:
    recorded.grow(9)
    recorded.end()
    afterwards = recorded.process(going_on=None)
    services.vault.store.transcripts.delete(recorded.id)
    assert recorded.process() == afterwards


def test_a_recording_that_is_behind_is_caught_up_with(recorded: GrowingRecording) -> None:
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
def test_a_killed_worker_costs_nothing(recorded: GrowingRecording, services: Services, seconds: int) -> None:
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


def test_a_program_that_ends_goes_on_where_it_stopped(recorded: GrowingRecording, services: Services) -> None:
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


def test_a_recording_that_is_cut_off_keeps_its_words_and_goes_on(
    recorded: GrowingRecording, services: Services
) -> None:
    work = InBackground(recorded.process)
    recorded.grow(3)
    wait(lambda: recorded.heard() == said(3))
    recorded.end(SessionState.INTERRUPTED)
    with pytest.raises(Cancelled):
        work.result()
    assert recorded.heard() == said(3) and services.records.transcript(recorded.id) is None
    assert services.records.session(recorded.id).state is SessionState.INTERRUPTED


def test_quiet_asks_who_spoke_only_afterwards(recorded: GrowingRecording, services: Services) -> None:
    services.preferences.set("quiet", True)
    told: list[Live] = []
    work = InBackground(lambda: recorded.process(told.append))
    recorded.grow(6)
    wait(lambda: recorded.heard() == said(6))
    recorded.end()
    assert {turn.speaker for turn in work.result().turns} == {"S1", "S2"}
    assert {each.spoken_to for each in told if each.captured < 6.0} <= {0.0}


def test_what_another_model_found_out_is_dropped_and_found_anew(recorded: GrowingRecording, services: Services) -> None:
    """The speakers' model was changed in the middle of a session."""
    store = services.vault.store
    recorded.grow(8)
    store.transcripts.add_windows(recorded.id, [b"of another model"] * 2, 0.0)
    told: list[Live] = []
    work = InBackground(lambda: recorded.process(told.append))
    wait(lambda: bool(told) and told[-1].spoken_to == 8.0)
    assert store.transcripts.windows(recorded.id, 0.0) == [fake_worker.window(n) for n in range(4)]
    recorded.end()
    assert {turn.speaker for turn in work.result().turns} == {"S1", "S2"}


def test_a_failure_that_passes_costs_no_speakers(recorded: GrowingRecording, monkeypatch: pytest.MonkeyPatch) -> None:
    """The speakers' model fails in mid-session: it is tried once more at the end, from what is stored."""
    told: list[Live] = []
    real, failing = streams.SpeakerStream.feed, [True]

    def feed(stream: streams.SpeakerStream, until: float) -> None:
        if until > 4.0 and failing[0]:
            raise WorkerReported("out of memory")
        real(stream, until)

    monkeypatch.setattr(streams.SpeakerStream, "feed", feed)
    work = InBackground(lambda: recorded.process(told.append))
    recorded.grow(12)
    wait(lambda: recorded.heard() == said(12))
    failing[0] = False
    recorded.end()
    assert {turn.speaker for turn in work.result().turns} == {"S1", "S2"}
    assert recorded.services.vault.store.transcripts.diarization(recorded.id) == fake_worker.spoken(0.0, 12.0)


def test_a_speaker_model_that_does_not_run_here_costs_no_words(recorded: GrowingRecording, services: Services) -> None:
    """Tried before its first use, in mid-session, it crashes: the words are written down all the same."""

    def first(request: p.LoadModel, cancelled: Callable[[], bool]) -> FellBack:
        if request.task == "speakers":
            raise SelfTestCrashed("Speakers")
        return FellBack.NOT

    services.workers.speech.try_first = first
    recorded.grow(6)
    recorded.end()
    transcript = recorded.process()
    assert [w.text for w in transcript.words()] == [word for words in said(6) for word in words]
    assert services.vault.store.transcripts.diarization(recorded.id) is None


def test_a_transcript_without_speakers_that_was_corrected_is_not_made_anew(
    recorded: GrowingRecording, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise WorkerReported("out of memory")

    monkeypatch.setattr(streams.SpeakerStream, "feed", fail)
    recorded.grow(6)
    recorded.end()
    first = recorded.process()
    assert services.vault.store.transcripts.diarization(recorded.id) is None
    corrected = replace(first, turns=(replace(first.turns[0], text="I said this."), *first.turns[1:]))
    services.vault.store.transcripts.save(recorded.id, corrected)
    assert recorded.process(going_on=None) == corrected


def test_a_call_cancelled_while_it_waits_for_its_turn_ends_no_worker(
    recorded: GrowingRecording, services: Services
) -> None:
    host_ = services.workers.speech
    host_.load(services.models.load_request("speech"))
    pid, cancelled = host_.pid, threading.Event()
    with host_._lock:
        call = InBackground(lambda: host_.call(p.TryNetwork(), p.NetworkTried, cancelled=cancelled.is_set))
        cancelled.set()
    with pytest.raises(Cancelled):
        call.result()
    assert host_.pid == pid is not None
