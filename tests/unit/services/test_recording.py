"""Recording through the services: what must be there first, and what is left when it fails."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.audio.recorder import Recorder
from app.domain.errors import (
    ConsentMissing,
    DiskFull,
    LittleRoomForRecording,
    NoRoomForRecording,
    NotAllowed,
    RecorderLost,
    SoundFileEmpty,
    SoundFileMissing,
    SoundFileUnreadable,
    VaultDamaged,
)
from app.domain.session import Alarm, GapKind, RecorderStatus, RecordingState, Session, SessionState
from app.services.container import Services, build_services
from app.services.paths import DEMO_SOUND, Places
from app.store.audio_store import AudioReader
from tests.audio_server import AudioServer
from tests.demo import CHEAP, PASSPHRASE


def wait_for(services: Services, state: RecordingState, captured: float = 0.0) -> RecorderStatus:
    """Ask until the recorder is in a state and has stored so much sound."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        status = services.recording.status()
        if status.state is state and status.captured >= captured:
            return status
        time.sleep(0.02)
    raise AssertionError(f"not {state} in time")


def until(services: Services, condition: Callable[[RecorderStatus], bool]) -> RecorderStatus:
    """Ask until the status is as wanted."""
    deadline = time.monotonic() + 30
    while not condition(status := services.recording.status()):
        assert time.monotonic() < deadline, status
        time.sleep(0.02)
    return status


def test_without_consent_nothing_is_recorded(services: Services, session: Session) -> None:
    with pytest.raises(ConsentMissing):
        services.recording.import_file(session.id, DEMO_SOUND)
    assert services.records.session(session.id).state is SessionState.PLANNED


@pytest.mark.parametrize(("data", "error"), [(b"", SoundFileEmpty), (b"no sound at all" * 99, SoundFileUnreadable)])
def test_a_bad_file_leaves_nothing_half_done(
    services: Services, session: Session, tmp_path: Path, data: bytes, error: type[Exception]
) -> None:
    file = tmp_path / "sound.wav"
    file.write_bytes(data)
    services.records.give_consent(session.id, "Yes.")
    with pytest.raises(error):
        services.recording.import_file(session.id, file)
    assert services.records.session(session.id) == session
    assert list(services.vault.store.vault.audio_folder.iterdir()) == []
    assert services.recording.active is None
    assert services.vault.verify() == []


def test_a_file_is_taken_in_whole_and_only_once(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND)
    with pytest.raises(NotAllowed):
        services.recording.import_file(session.id, DEMO_SOUND)
    wait_for(services, RecordingState.STOPPED)
    done = services.recording.stop()
    assert done.state is SessionState.RECORDED
    assert done.duration == pytest.approx(221.57, abs=0.1)
    assert len(services.records.sound(session.id, 10.0, 12.0)) == 2 * 2 * 16000
    with pytest.raises(NotAllowed):
        services.recording.import_file(session.id, DEMO_SOUND)
    assert services.vault.verify() == []


def test_pauses_and_marks_are_kept_with_the_session(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND, speed=20.0)
    wait_for(services, RecordingState.RECORDING, 1.0)
    services.recording.mark()
    services.recording.off_record()
    services.recording.resume()
    done = services.recording.stop()
    assert len(done.marks) == 1
    assert [gap.kind for gap in done.gaps] == [GapKind.OFF_RECORD]


def test_a_window_that_comes_back_finds_its_recording(services: Services, session: Session, tmp_path: Path) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND, speed=5.0)
    wait_for(services, RecordingState.RECORDING, 1.0)
    services.vault.lock()
    again = build_services(Places.below(tmp_path / "home"), CHEAP)
    again.vault.unlock(PASSPHRASE)
    assert [found.id for found in again.recording.recover()] == [session.id]
    assert again.recording.active == session.id
    assert again.recording.stop().duration > 1.0
    again.close()


def test_a_killed_recorder_leaves_an_interrupted_session(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND, speed=10.0)
    wait_for(services, RecordingState.RECORDING, 3.0)
    recorder = next(p for p in psutil.Process().children(recursive=True) if "recorder_process" in " ".join(p.cmdline()))
    os.kill(recorder.pid, signal.SIGKILL)
    with pytest.raises(RecorderLost):
        wait_for(services, RecordingState.STOPPED)
    left = services.records.session(session.id)
    assert left.state is SessionState.INTERRUPTED
    assert left.duration >= 2.0 and left.ended_at is not None
    assert len(services.records.sound(session.id, 0.0, 2.0)) == 2 * 2 * 16000


def kill_recorder() -> None:
    """End the recorder as a system short of memory would."""
    recorder = next(p for p in psutil.Process().children(recursive=True) if "recorder_process" in " ".join(p.cmdline()))
    os.kill(recorder.pid, signal.SIGKILL)


def test_a_file_that_was_cut_off_begins_anew(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND, speed=10.0)
    wait_for(services, RecordingState.RECORDING, 3.0)
    kill_recorder()
    with pytest.raises(RecorderLost):
        wait_for(services, RecordingState.STOPPED)
    part = services.records.session(session.id)
    assert services.recording.was_imported(session.id)
    with pytest.raises(SoundFileMissing):
        services.recording.import_file(session.id, DEMO_SOUND.with_name("not-there.flac"))
    assert services.records.session(session.id) == part
    assert len(services.records.sound(session.id, 0.0, 2.0)) == 2 * 2 * 16000

    services.recording.import_file(session.id, DEMO_SOUND)
    wait_for(services, RecordingState.STOPPED)
    whole = services.recording.stop()
    assert whole.duration == pytest.approx(221.57, abs=0.1)
    assert whole.gaps == ()
    assert whole.recording_id != part.recording_id
    assert services.vault.store.recordings.key(part.recording_id) is None
    assert [f.name for f in services.vault.store.vault.audio_folder.iterdir() if part.recording_id in f.name] == []
    assert services.vault.verify() == []


@pytest.mark.pulse
def test_a_microphone_that_was_pulled_out_ends_nothing(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    with AudioServer() as room:
        services.recording.start(session.id)
        wait_for(services, RecordingState.RECORDING, 1.0)
        room.unplug()
        until(services, lambda s: s.alarm is Alarm.LOST)
        assert services.recording.active == session.id
        services.recording.use("")
        room.plug_in()
        until(services, lambda s: s.alarm is not Alarm.LOST and bool(s.gaps))
        done = services.recording.stop()
    assert done.state is SessionState.RECORDED
    assert GapKind.LOST in [gap.kind for gap in done.gaps]
    assert services.vault.verify() == []


@pytest.mark.pulse
def test_an_interrupted_recording_is_closed_and_gone_on_with(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    with AudioServer():
        services.recording.start(session.id)
        wait_for(services, RecordingState.RECORDING, 2.0)
        kill_recorder()
        with pytest.raises(RecorderLost):
            wait_for(services, RecordingState.STOPPED)
        left = services.records.session(session.id)
        path = services.vault.store.vault.recording_path(left.recording_id)
        key = services.vault.store.recordings.key(left.recording_id)
        assert key is not None
        assert not path.with_name(path.name + "-wal").exists(), "nothing stays behind in the log"
        assert services.vault.store.recordings.control(left.recording_id) is None
        with AudioReader(path, key) as reader:
            assert not reader.closed_cleanly
            assert reader.verify() == []
            assert reader.last_written_at == left.ended_at, "so that it can be said when it was interrupted"
        services.recording.start(session.id)
        wait_for(services, RecordingState.RECORDING, left.duration + 1.0)
        with pytest.raises(NotAllowed):
            services.recording.start(session.id)
        done = services.recording.stop()
    assert done.recording_id == left.recording_id
    assert GapKind.INTERRUPTED in [gap.kind for gap in done.gaps]
    assert services.vault.verify() == []


class WindowDied(BaseException):
    """What ends the window in the middle of something; nobody catches it."""


@pytest.mark.parametrize("moment", ["before the recorder", "after the recorder"])
def test_a_window_that_dies_while_it_starts_a_recorder_finds_it(
    services: Services, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    services.records.give_consent(session.id, "Yes.")
    start = Recorder.start

    def dies(*arguments: Any, **more: Any) -> Recorder:
        if moment == "after the recorder":
            start(*arguments, **more)
        raise WindowDied

    monkeypatch.setattr(Recorder, "start", dies)
    monkeypatch.setattr("app.services.recording.STARTING", 0.3)
    with pytest.raises(WindowDied):
        services.recording.import_file(session.id, DEMO_SOUND, speed=2.0)
    services.vault.lock()
    again = build_services(Places.below(tmp_path / "home"), CHEAP)
    again.vault.unlock(PASSPHRASE)
    (found,) = again.recording.recover()
    if moment == "after the recorder":
        assert again.recording.active == session.id
        assert wait_for(again, RecordingState.RECORDING, 1.0).captured >= 1.0
        assert again.recording.stop().duration > 1.0
    else:
        assert again.recording.active is None
        assert (found.state, found.recording_id) == (SessionState.PLANNED, "")
    assert again.vault.verify() == []
    again.close()


def test_a_recorder_that_nobody_asked_ends_and_its_session_is_found_interrupted(
    services: Services, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.records.give_consent(session.id, "Yes.")
    start = Recorder.start
    monkeypatch.setattr(Recorder, "start", lambda *a, **more: start(*a, **more, patience=1.5))
    services.recording.import_file(session.id, DEMO_SOUND, speed=1.0)
    recorder = next(p for p in psutil.Process().children(recursive=True) if "recorder_process" in " ".join(p.cmdline()))
    services.vault.lock()  # and never asks
    recorder.wait(20)
    again = build_services(Places.below(tmp_path / "home"), CHEAP)
    again.vault.unlock(PASSPHRASE)
    (found,) = again.recording.recover()
    assert found.state is SessionState.INTERRUPTED
    assert found.duration == pytest.approx(1.5, abs=1.2)
    assert found.ended_at is not None
    assert again.vault.verify() == []
    again.close()


def free(number: int) -> Callable[[object], Any]:
    return lambda _: type("Usage", (), {"free": number})()


def test_room_is_asked_for_before_anything_is_begun(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.records.give_consent(session.id, "Yes.")
    monkeypatch.setattr("app.services.room.shutil.disk_usage", free(120_000_000))
    with pytest.raises(LittleRoomForRecording) as little:
        services.recording.start(session.id)
    assert re.search(r"three hours need [34]\d\d MB, and 120 MB are free, .* 4\d minutes", little.value.happened)
    monkeypatch.setattr("app.services.room.shutil.disk_usage", free(40_000_000))
    with pytest.raises(NoRoomForRecording) as none:
        services.recording.start(session.id, shorter=True)
    assert type(none.value) is NoRoomForRecording
    assert services.records.session(session.id) == session
    assert services.recording.active is None


def test_a_shorter_session_may_be_recorded(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.records.give_consent(session.id, "Yes.")
    monkeypatch.setattr("app.services.room.shutil.disk_usage", free(120_000_000))
    begun: list[str] = []
    monkeypatch.setattr(services.recording, "_begin", lambda session_id, source: begun.append(session_id))
    services.recording.start(session.id, shorter=True)
    assert begun == [session.id]


def test_stop_can_be_pressed_again_where_the_end_could_not_be_noted(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND, speed=10.0)
    wait_for(services, RecordingState.RECORDING, 2.0)
    save = services.vault.store.sessions.save

    def full(_: Session) -> None:
        raise DiskFull

    monkeypatch.setattr(services.vault.store.sessions, "save", full)
    with pytest.raises(DiskFull):
        services.recording.stop()
    assert services.recording.active == session.id
    monkeypatch.setattr(services.vault.store.sessions, "save", save)
    assert services.recording.stop().state is SessionState.RECORDED


def test_a_microphone_s_recording_is_not_replaced_by_a_file(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND, speed=10.0)
    wait_for(services, RecordingState.RECORDING, 1.0)
    kill_recorder()
    with pytest.raises(RecorderLost):
        wait_for(services, RecordingState.STOPPED)
    monkeypatch.setattr(services.recording, "was_imported", lambda _: False)
    with pytest.raises(NotAllowed) as refused:
        services.recording.import_file(session.id, DEMO_SOUND)
    assert "microphone" in refused.value.happened
    assert services.records.session(session.id).state is SessionState.INTERRUPTED


def test_a_recorder_that_cannot_be_noted_is_not_started(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.records.give_consent(session.id, "Yes.")

    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(services.vault.store.recordings, "set_control", full)
    with pytest.raises(DiskFull):
        services.recording.import_file(session.id, DEMO_SOUND, speed=1.0)
    assert services.recording.active is None
    assert services.records.session(session.id) == session
    assert not [p for p in psutil.Process().children(recursive=True) if "recorder_process" in " ".join(p.cmdline())]


def test_a_destroyed_recording_is_gone_and_the_session_stays(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND)
    wait_for(services, RecordingState.STOPPED)
    services.recording.stop()
    gone = services.deletion.destroy_recording(session.id)
    assert gone.recording_id == "" and gone.audio_destroyed_at is None
    assert list(services.vault.store.vault.audio_folder.iterdir()) == []
    assert all(services.vault.store.recordings.key(each) is None for each in services.vault.store.recordings.ids())
    assert services.vault.verify() == []


def test_no_argument_of_the_recorder_says_anything(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND, speed=5.0)
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    line = next(row for row in listing.splitlines() if "recorder_process" in row and "ps -eo" not in row)
    assert "flac" not in line and services.records.session(session.id).recording_id not in line
    services.recording.stop()


def test_a_recording_that_cannot_be_read_does_not_keep_the_vault_shut(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND)
    wait_for(services, RecordingState.STOPPED)
    services.recording.stop()
    store = services.vault.store
    stored = services.records.session(session.id)
    store.sessions.save(replace(stored, state=SessionState.RECORDING))
    store.vault.recording_path(stored.recording_id).write_bytes(b"")
    assert [found.state for found in services.recording.recover()] == [SessionState.INTERRUPTED]
    assert any("recording" in problem.lower() for problem in services.vault.verify())
    with pytest.raises(VaultDamaged):
        services.work.process(session.id)


class Elsewhere:
    """A recorder of which nobody asks anything."""

    address, authkey = "nowhere", b"nothing"


@pytest.mark.parametrize("when", ["while it starts", "once it runs"])
def test_a_lock_leaves_a_microphone_running_and_knows_it(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    services.records.give_consent(session.id, "Yes.")
    seen: list[bool] = []

    def begin(*_: Any, **__: Any) -> Any:
        seen.append(services.recording.starting)
        if when == "while it starts":
            services.vault.lock()
        return Elsewhere()

    monkeypatch.setattr(Recorder, "start", begin)
    services.recording.start(session.id)
    assert seen == [True] and not services.recording.starting
    if when == "once it runs":
        assert not services.recording.left_running
        services.vault.lock()
    assert services.recording.left_running and services.recording.active is None


def test_a_file_that_is_read_behind_the_lock_is_no_microphone(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.records.give_consent(session.id, "Yes.")
    monkeypatch.setattr(Recorder, "start", lambda *_, **__: Elsewhere())
    services.recording.import_file(session.id, DEMO_SOUND)
    services.vault.lock()
    assert not services.recording.left_running


def test_a_recorder_that_dies_on_a_full_disk_is_noted_once_there_is_room(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone:
        def status(self) -> RecorderStatus:
            raise RecorderLost

    store = services.vault.store
    store.recordings.add("r9", bytes(32))
    store.sessions.save(replace(session, state=SessionState.RECORDING, recording_id="r9"))
    services.recording._recorder, services.recording._session_id = Gone(), session.id  # type: ignore[assignment]
    with monkeypatch.context() as full:

        def save(*_: object) -> None:
            raise DiskFull

        full.setattr(type(store.sessions), "save", save)
        with pytest.raises(DiskFull):
            services.recording.status()
    assert services.recording.active == session.id, "it is not forgotten: it can be asked for again"
    with pytest.raises(RecorderLost):
        services.recording.status()
    assert services.recording.active is None
    assert services.records.session(session.id).state is not SessionState.RECORDING
