"""Dictation: the words stay, the sound goes, whatever comes in between. The recorder is the real one; nobody listens
but a worker that counts seconds."""

from __future__ import annotations

import os
import signal
import threading
import time
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import psutil
import pytest

from app.audio.recorder import FileSource
from app.domain.errors import (
    Cancelled,
    NotAllowed,
    NoteSigned,
    RecorderLost,
    SessionBusy,
    SoundFileMissing,
    WorkerCrashed,
)
from app.domain.note import Note
from app.domain.session import RecordingState, Session, SessionState
from app.domain.transcript import SAMPLE_RATE, Doubt, Segment, Word
from app.services import dictation as module
from app.services.backup import _recordings
from app.services.container import Services, build_services
from app.services.dictation import DictationService, joined
from app.services.paths import Places
from app.store.gone import find_in_pages
from app.workers.host import WorkerHost
from app.workers.protocol import Heard, LoadModel, Recognise
from tests.audio_server import AudioServer
from tests.demo import CHEAP, PASSPHRASE


class CountingWorker:
    """Hears one word a second, "s7" from 7.0 s on. `fails` is raised in place of the answers that it is set for."""

    def __init__(self) -> None:
        self.stops = 0
        self.asked: list[Recognise] = []
        self.fails: dict[int, Exception] = {}
        self.deaf = False

    def load(self, request: LoadModel, **_: object) -> None:
        assert request.task == "speech"

    def call(self, request: Recognise, expect: type[Heard], *, cancelled: Callable[[], bool], since: int) -> Heard:
        if cancelled() or since != self.stops:
            raise Cancelled
        self.asked.append(request)
        if len(self.asked) in self.fails:
            raise self.fails.pop(len(self.asked))
        assert not request.wanted, "a pause is no reason to invent words"
        end = request.start + len(request.pcm) / 2 / SAMPLE_RATE
        seconds = [] if self.deaf else range(int(np.ceil(request.start)), int(np.ceil(end)))
        return Heard([Segment(s, s + 0.9, (Word(f"s{s}", s, s + 0.9),)) for s in seconds], end)


@pytest.fixture
def worker() -> CountingWorker:
    return CountingWorker()


@pytest.fixture
def dictation(services: Services, worker: CountingWorker) -> DictationService:
    return made(services, worker)


def made(services: Services, worker: CountingWorker) -> DictationService:
    return DictationService(
        services.vault,
        services.models,
        cast(WorkerHost, worker),
        lambda _: ["PHQ-9"],
        lambda: services.recording.active,
    )


def sound(folder: Path, seconds: float) -> Path:
    path = folder / "said.wav"
    noise = np.random.default_rng(7).integers(-9000, 9000, int(seconds * SAMPLE_RATE), dtype=np.int16)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(noise.tobytes())
    return path


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.02)


def dictate(dictation: DictationService, session: Session, path: Path) -> float:
    dictation.start(session.id, source=FileSource(path))
    until(lambda: dictation.status().state is RecordingState.STOPPED)
    return dictation.stop()


def recorders() -> list[psutil.Process]:
    return [p for p in psutil.Process().children(recursive=True) if runs(p)]


def runs(process: psutil.Process) -> bool:
    """Whether it is a recorder that has not ended."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and "recorder_process" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # a zombie is one too
        return False


def sounds(services: Services) -> list[Path]:
    return list(services.vault.store.vault.audio_folder.iterdir())


def acts(services: Services) -> list[str]:
    return [e.action for e in services.vault.store.audit.entries() if e.action.startswith("dictation.")]


def all_of(seconds: int) -> str:
    return " ".join(f"s{n}" for n in range(seconds))


# ---- words stay, sound goes ----------------------------------------------------------------------


def test_the_words_are_there_and_nothing_of_the_sound(
    services: Services, session: Session, dictation: DictationService, worker: CountingWorker, tmp_path: Path
) -> None:
    assert dictate(dictation, session, sound(tmp_path, 70.0)) == pytest.approx(70.0, abs=0.1)
    store = services.vault.store
    (recording_id,) = store.recordings.ids()
    key = store.recordings.key(recording_id)
    assert key is not None and sounds(services) and services.vault.verify() == []
    told: list[str] = []
    assert dictation.write_down(session.id, tell=told.append) == all_of(70)
    assert len(told) == 2 and told[-1] == all_of(70), "in pieces, cut where it is quiet"
    assert [r.hotwords for r in worker.asked] == [["PHQ-9"], ["PHQ-9"]]
    assert sounds(services) == [] and store.recordings.key(recording_id) is None
    assert find_in_pages(store.database, store.vault.key, [key]) == 0
    assert store.recordings.control(recording_id) is None
    assert dictation.kept(session.id) == module.Kept(all_of(70), sound=False)
    assert acts(services) == ["dictation.started", "dictation.written", "dictation.destroyed"]
    taken = dictation.take(session.id, "Before.\n" + all_of(70))
    assert taken.summary == services.records.session(session.id).summary == "Before.\n" + all_of(70)
    assert dictation.kept(session.id) is None and dictation.waiting() == []
    assert services.records.session(session.id).recording_id == "", "a dictation is no recording of the session"
    assert services.vault.verify() == []


def test_no_consent_of_the_client_is_asked_for_and_none_is_noted(
    services: Services, session: Session, dictation: DictationService, tmp_path: Path
) -> None:
    dictate(dictation, session, sound(tmp_path, 2.0))
    dictation.write_down(session.id)
    assert services.vault.store.consents.get(session.id) is None


def test_a_second_dictation_comes_after_the_first(
    services: Services, session: Session, dictation: DictationService, tmp_path: Path
) -> None:
    dictate(dictation, session, sound(tmp_path, 2.0))
    dictation.write_down(session.id)
    dictate(dictation, session, sound(tmp_path, 3.0))
    assert dictation.write_down(session.id) == f"{all_of(2)} {all_of(3)}"


def test_silence_leaves_neither_words_nor_sound(
    services: Services, session: Session, dictation: DictationService, worker: CountingWorker, tmp_path: Path
) -> None:
    worker.deaf = True
    dictate(dictation, session, sound(tmp_path, 2.0))
    assert dictation.write_down(session.id) == ""
    assert sounds(services) == []


def test_what_is_said_is_followed_while_it_is_said(
    services: Services, session: Session, dictation: DictationService, worker: CountingWorker, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(module, "GOING_SECONDS", 2.0)
    dictation.start(session.id, source=FileSource(sound(tmp_path, 600.0), speed=8.0))
    told, done = [], []
    going = lambda: dictation.active == session.id  # noqa: E731
    follower = threading.Thread(
        target=lambda: done.append(dictation.write_down(session.id, going_on=going, tell=told.append))
    )
    follower.start()

    def some() -> bool:
        assert dictation.status().state is RecordingState.RECORDING
        return len(told) > 1

    until(some)
    length = dictation.stop()
    follower.join(60)
    assert told[0] and told[1].startswith(told[0])
    assert done == [all_of(int(np.ceil(length)))]
    assert sounds(services) == []


# ---- cut off -------------------------------------------------------------------------------------


def test_a_lock_ends_the_microphone_and_the_next_look_writes_down_and_destroys(
    services: Services, session: Session, dictation: DictationService, worker: CountingWorker, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(module, "UNFOLLOWED", 1.0)
    dictation.start(session.id, source=FileSource(sound(tmp_path, 600.0), speed=1.0))
    until(lambda: dictation.status().captured > 2.0)
    (recorder,) = recorders()
    services.vault.lock()
    assert dictation.active is None
    until(lambda: not runs(recorder))
    services.vault.unlock(PASSPHRASE)
    assert dictation.recover() == [session.id] and sounds(services)
    words = dictation.write_down(session.id).split()
    assert words[:2] == ["s0", "s1"] and sounds(services) == []


def test_a_window_that_was_killed_finds_its_dictation(
    services: Services, session: Session, dictation: DictationService, worker: CountingWorker, tmp_path: Path
) -> None:
    dictation.start(session.id, source=FileSource(sound(tmp_path, 600.0), speed=1.0))
    until(lambda: dictation.status().captured > 1.5)
    services.vault.lock()  # the recorder still runs, as it does for some seconds after a window was killed
    again = build_services(Places.below(tmp_path / "home"), CHEAP)
    again.vault.unlock(PASSPHRASE)
    found = made(again, worker)
    assert again.recording.recover() == [], "it is no recording that could be gone on with"
    assert found.recover() == [session.id]
    until(lambda: not recorders())  # no microphone stays on
    assert found.write_down(session.id).startswith("s0 s1") and sounds(again) == []
    again.close()


def test_a_recorder_that_was_killed_leaves_what_it_had_stored(
    services: Services, session: Session, dictation: DictationService, tmp_path: Path
) -> None:
    dictation.start(session.id, source=FileSource(sound(tmp_path, 600.0), speed=2.0))
    until(lambda: dictation.status().captured > 3.0)
    os.kill(recorders()[0].pid, signal.SIGKILL)
    with pytest.raises(RecorderLost):
        until(lambda: dictation.status().state is RecordingState.STOPPED)
    assert dictation.active is None
    assert dictation.write_down(session.id).startswith("s0 s1") and sounds(services) == []


def test_a_worker_that_fails_in_the_middle_loses_no_word_and_repeats_none(
    services: Services, session: Session, dictation: DictationService, worker: CountingWorker, tmp_path: Path
) -> None:
    worker.fails = {2: WorkerCrashed("speech worker")}
    dictate(dictation, session, sound(tmp_path, 100.0))
    with pytest.raises(WorkerCrashed):
        dictation.write_down(session.id)
    kept = dictation.kept(session.id)
    assert kept is not None and kept.sound and kept.words and sounds(services)
    with pytest.raises(NotAllowed):
        dictation.start(session.id)
    with pytest.raises(NotAllowed):
        dictation.take(session.id, "too early")
    assert dictation.write_down(session.id) == all_of(100)
    assert sounds(services) == []


def test_words_that_nobody_took_survive_a_lock(
    services: Services, session: Session, dictation: DictationService, tmp_path: Path
) -> None:
    dictate(dictation, session, sound(tmp_path, 2.0))
    dictation.write_down(session.id)
    services.vault.lock()
    services.vault.unlock(PASSPHRASE)
    assert dictation.recover() == [session.id]
    assert dictation.write_down(session.id) == all_of(2)


def test_a_lock_in_between_cancels_and_nothing_is_lost(
    services: Services, session: Session, dictation: DictationService, worker: CountingWorker, tmp_path: Path
) -> None:
    dictate(dictation, session, sound(tmp_path, 60.0))

    def lock(_: str) -> None:
        worker.stops += 1  # as locking does with the real one

    with pytest.raises(Cancelled):
        dictation.write_down(session.id, tell=lock)
    assert sounds(services)
    assert dictation.write_down(session.id) == all_of(60) and sounds(services) == []


def test_cut_off_while_it_was_destroyed_it_is_destroyed_at_the_next_look(
    services: Services, session: Session, dictation: DictationService, worker: CountingWorker, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    dictate(dictation, session, sound(tmp_path, 2.0))
    real = module.shred

    def half(store: Any, recording_id: str) -> None:
        store.recordings.destroy(recording_id)
        raise Cancelled

    monkeypatch.setattr(module, "shred", half)
    with pytest.raises(Cancelled):
        dictation.write_down(session.id)
    assert sounds(services), "its file is still there, without a key"
    monkeypatch.setattr(module, "shred", real)
    assert dictation.write_down(session.id) == all_of(2)
    assert sounds(services) == [] and len(worker.asked) == 1


# ---- what may not be -----------------------------------------------------------------------------


def test_a_refused_dictation_leaves_nothing(
    services: Services, session: Session, dictation: DictationService, tmp_path: Path
) -> None:
    with pytest.raises(SoundFileMissing):
        dictation.start(session.id, source=FileSource(tmp_path / "none.wav"))
    assert dictation.active is None and dictation.waiting() == [] and sounds(services) == []
    assert services.vault.verify() == []


def test_when_nobody_may_dictate(
    services: Services, session: Session, drafted: Note, dictation: DictationService, tmp_path: Path
) -> None:
    store = services.vault.store
    plain = store.sessions.get(session.id)
    path = sound(tmp_path, 1.0)
    for state, recording, error in (
        (SessionState.SIGNED, "", NoteSigned), (SessionState.RECORDED, "r1", NotAllowed),
    ):  # fmt: skip
        store.sessions.save(replace(plain, state=state, recording_id=recording))
        with pytest.raises(error):
            dictation.start(session.id, source=FileSource(path))
        if state is SessionState.SIGNED:
            with pytest.raises(NoteSigned):
                dictation.take(session.id, "Words for what stands under a signature.")
            assert store.sessions.get(session.id).summary == plain.summary
    store.sessions.save(plain)
    busy = DictationService(services.vault, services.models, services.workers.speech, lambda _: [], lambda: "other")
    with pytest.raises(NotAllowed):
        busy.start(session.id, source=FileSource(path))
    with pytest.raises(NotAllowed):
        dictation.stop()


def test_one_that_is_not_wanted_goes_words_and_all(
    services: Services, session: Session, dictation: DictationService, tmp_path: Path
) -> None:
    dictate(dictation, session, sound(tmp_path, 2.0))
    dictation.discard(session.id)
    assert sounds(services) == [] and dictation.waiting() == []
    assert acts(services)[-2:] == ["dictation.destroyed", "dictation.discarded"]
    dictation.discard(session.id)


# ---- deleted with its session, and in no backup --------------------------------------------------


@pytest.mark.parametrize("what", ["session", "client"])
def test_it_is_deleted_with_its_session(services: Services, session: Session, worker: CountingWorker, what: str,
                                        tmp_path: Path) -> None:  # fmt: skip
    dictation, store = services.dictation, services.vault.store
    dictation.start(session.id, source=FileSource(sound(tmp_path, 2.0)))
    with pytest.raises(SessionBusy):
        services.deletion.delete_session(session.id)
    until(lambda: dictation.status().state is RecordingState.STOPPED)
    dictation.stop()
    canary = "the heron stood in the reeds of Lake Ohrid"
    stored = store.settings.get(f"{module.SETTING}{session.id}")
    store.settings.set(f"{module.SETTING}{session.id}", {**stored, "text": canary})
    (recording_id,) = store.recordings.ids()
    key = store.recordings.key(recording_id)
    assert key is not None and find_in_pages(store.database, store.vault.key, [canary.encode()])
    if what == "session":
        services.deletion.delete_session(session.id)
    else:
        services.deletion.delete_client(session.client_id, "K-17")
    assert sounds(services) == [] and dictation.waiting() == []
    assert not find_in_pages(store.database, store.vault.key, [canary.encode(), key])
    assert services.vault.verify() == []


def test_its_sound_goes_into_no_backup(services: Services, session: Session, tmp_path: Path,
                                       dictation: DictationService) -> None:  # fmt: skip
    dictate(dictation, session, sound(tmp_path, 2.0))
    store = services.vault.store
    assert _recordings(store.database, store.vault.recording_path) == {}
    (recording_id,) = store.recordings.ids()
    store.sessions.save(replace(session, state=SessionState.RECORDED, recording_id=recording_id))
    assert list(_recordings(store.database, store.vault.recording_path)) == [recording_id], "a session's own does"


# ---- the text ------------------------------------------------------------------------------------


def heard(start: float, text: str, doubt: Doubt = Doubt.NONE) -> Segment:
    return Segment(start, start + 1.0, tuple(Word(w, start, start + 1.0) for w in text.split()), doubt)


def test_a_pause_after_a_sentence_begins_a_line_and_what_was_not_understood_is_said() -> None:
    segments = [
        heard(0.0, "She slept well."), heard(1.2, "Plan:"), heard(4.0, "call her"), heard(8.0, "sister."),
        heard(9.1, "", Doubt.SKIPPED), heard(12.0, "", Doubt.IMPROBABLE), heard(13.1, "", Doubt.EMPTY),
        heard(14.2, "Yes."),
    ]  # fmt: skip
    assert joined("", segments) == "She slept well. Plan:\ncall her sister.\n[…] Yes."
    assert joined("Before.", [heard(0.0, "Then.")]) == "Before. Then."


# ---- a real microphone ---------------------------------------------------------------------------


@pytest.mark.pulse
def test_a_microphone_is_let_go_within_seconds_when_its_window_is_gone(
    services: Services, session: Session, dictation: DictationService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "UNFOLLOWED", 1.5)
    with AudioServer():
        dictation.start(session.id)
        until(lambda: dictation.status().captured > 1.0)
        (recorder,) = recorders()
        begun = time.monotonic()
        until(lambda: not runs(recorder))  # nobody asks any more
        assert time.monotonic() - begun > 1.0, "not at the first silence"
        with pytest.raises(RecorderLost):
            dictation.status()
    assert dictation.write_down(session.id).startswith("s0") and sounds(services) == []
