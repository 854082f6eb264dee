"""The work through the services, where it does not go smoothly."""

from __future__ import annotations

import os
import signal
import threading
import time
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, ModelMissing, NoSpeechFound, NoteSigned, RecordMissing
from app.domain.note import Origin
from app.domain.progress import Progress, Stage
from app.domain.session import RecordingState, Session, SessionState, SessionType
from app.domain.transcript import SAMPLE_RATE, Role, Speaker, Transcript, Turn
from app.services.catalogue import Task
from app.services.container import Services, build_services
from app.services.paths import Places
from app.workers.protocol import LoadModel
from tests.demo import CHEAP, PASSPHRASE, read_demo, word_error_rate

pytestmark = pytest.mark.engines


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(Places.below(tmp_path), CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


def recorded(services: Services, folder: Path, pcm: bytes) -> Session:
    """A session whose recording is `pcm`."""
    path = folder / "sound.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(pcm)
    client = services.records.add_client("K-17")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, path)
    while services.recording.status().state is not RecordingState.STOPPED:
        time.sleep(0.02)
    return services.recording.stop()


def test_three_seconds_of_silence_are_said_to_be_silence(services: Services, tmp_path: Path) -> None:
    session = recorded(services, tmp_path, bytes(3 * SAMPLE_RATE * 2))
    with pytest.raises(NoSpeechFound):
        services.work.process(session.id)
    assert services.records.session(session.id).state is SessionState.RECORDED
    assert len(services.records.sound(session.id, 0.0, 3.0)) == 3 * SAMPLE_RATE * 2, "the recording stays"


def test_cancelled_work_goes_on_where_it_stopped(services: Services, tmp_path: Path) -> None:
    session = recorded(services, tmp_path, read_demo(0.0, 60.0))
    enough = threading.Event()

    def report(progress: Progress) -> None:
        if progress.stage is Stage.TRANSCRIBE and progress.done > 20.0:
            enough.set()

    with pytest.raises(Cancelled):
        services.work.process(session.id, report, enough.is_set)
    kept = services.records.segments(session.id)
    assert kept
    seen: list[Progress] = []
    transcript = services.work.process(session.id, seen.append)
    assert services.records.segments(session.id)[: len(kept)] == kept
    first = next(p for p in seen if p.stage is Stage.TRANSCRIBE and p.done > 0)
    assert first.done > 10.0, "it did not begin anew"
    assert word_error_rate(" ".join(t.text for t in transcript.turns), 59.0) < 0.05


def test_a_note_worker_that_dies_for_good_leaves_quotations(services: Services) -> None:
    client = services.records.add_client("K-17")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    turns = (
        Turn("S1", 0.0, 2.0, "How did you sleep this week?"),
        Turn("S2", 2.5, 5.0, "I slept better, maybe six hours a night."),
    )
    speakers = (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT))
    services.vault.store.transcripts.save(session.id, Transcript(turns, speakers, 5.0))
    services.vault.store.sessions.save(replace(session, recording_id="", state=SessionState.TRANSCRIBED))
    reasons: list[str] = []
    dead = threading.Event()

    def kill_always() -> None:
        while not dead.wait(0.05):
            pid = services.workers.language.pid
            if pid is not None:
                os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_always)
    killer.start()
    try:
        note = services.work.draft(session.id, "dap", lambda p: reasons.append(p.reason) if p.restarted else None)
    finally:
        dead.set()
        killer.join()
    assert reasons[-1] == "gave up" and "killed" in reasons
    assert any("six hours" in s.text and s.origin is Origin.QUOTATION for s in note.sentences)
    assert note.model == "" and note.to_review == 0


def test_a_draft_from_a_summary_keeps_the_clinicians_words(services: Services) -> None:
    client = services.records.add_client("K-17")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    with pytest.raises(RecordMissing):
        services.work.draft(session.id, "dap")
    services.records.set_summary(session.id, "Client slept six hours a night.\nPlan: call sister on Sunday.")
    note = services.work.draft(session.id, "dap")
    assert {s.section: s.text for s in note.sentences}.keys() >= {"data", "plan"}
    assert all(s.origin is Origin.CLINICIAN and s.evidence for s in note.sentences)
    assert "note" not in services.workers.language._loaded, "a model that is asked nothing is not waited for"
    assert services.records.session(session.id).state is SessionState.DRAFTED
    assert services.notes.check(session.id, "Client slept six hours a night.").score > 0.5


def test_a_recording_without_speech_can_still_be_written_about(services: Services, tmp_path: Path) -> None:
    session = recorded(services, tmp_path, bytes(3 * SAMPLE_RATE * 2))
    with pytest.raises(NoSpeechFound):
        services.work.process(session.id)
    services.records.set_summary(session.id, "Client slept six hours a night.")
    note = services.work.draft(session.id, "dap")
    assert [s.text for s in note.sentences] == ["Client slept six hours a night."]


def test_without_the_speaker_model_the_words_are_kept(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = recorded(services, tmp_path, read_demo(0.0, 25.0))
    right = services.models.load_request

    def unreadable(task: Task) -> LoadModel:
        return replace_path(right(task)) if task in ("speakers", "note") else right(task)

    monkeypatch.setattr(services.models, "load_request", unreadable)
    gave_up: list[Stage] = []

    def report(progress: Progress) -> None:
        if progress.reason == "gave up":
            gave_up.append(progress.stage)

    transcript = services.work.process(session.id, report)
    assert word_error_rate(" ".join(t.text for t in transcript.turns), 25.0) < 0.05
    assert all(turn.uncertain for turn in transcript.turns)
    note = services.work.draft(session.id, "dap", report)
    assert gave_up == [Stage.SPEAKERS, Stage.DRAFT]
    assert note.model == ""

    monkeypatch.setattr(services.models, "load_request", right)
    again = services.work.process(session.id)
    assert len(again.speakers) == 2, "once the model is there, the speakers are too"
    followed = services.notes.latest(session.id)
    assert followed is not None and any(sentence.evidence for sentence in followed.sentences)
    for evidence in (each for sentence in followed.sentences for each in sentence.evidence):
        assert evidence.quote in again.turns[evidence.turn].text, "the draft stands on the same words, in other turns"


def test_a_missing_model_is_said_before_an_hour_of_work(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = recorded(services, tmp_path, read_demo(0.0, 5.0))
    right = services.models.load_request

    def missing(task: Task) -> LoadModel:
        if task == "speakers":
            raise ModelMissing("Demo speaker model")
        return right(task)

    monkeypatch.setattr(services.models, "load_request", missing)
    with pytest.raises(ModelMissing):
        services.work.process(session.id)
    assert services.records.segments(session.id) == []


def test_a_finished_transcript_is_not_made_anew(services: Services, tmp_path: Path) -> None:
    session = recorded(services, tmp_path, read_demo(0.0, 13.5))
    services.work.process(session.id)
    corrected = services.corrections.edit_turn(session.id, 0, "Good evening.").after
    assert services.work.process(session.id) == corrected
    services.vault.store.sessions.save(replace(services.records.session(session.id), state=SessionState.SIGNED))
    with pytest.raises(NoteSigned):
        services.work.process(session.id)


def replace_path(request: LoadModel) -> LoadModel:
    """The same model where there is none: its engine cannot load it."""
    return LoadModel(request.task, "/nowhere/pyannote", request.settings)
