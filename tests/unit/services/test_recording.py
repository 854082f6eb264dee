"""Recording through the services: what must be there first, and what is left when it fails."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from app.domain.errors import ConsentMissing, NotAllowed, RecorderLost, SoundFileEmpty, SoundFileUnreadable
from app.domain.session import GapKind, RecorderStatus, RecordingState, Session, SessionState
from app.services.container import Services, build_services
from app.services.paths import DEMO_SOUND, Places
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


def test_a_destroyed_recording_is_gone_and_the_session_stays(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND)
    wait_for(services, RecordingState.STOPPED)
    services.recording.stop()
    gone = services.records.destroy_recording(session.id)
    assert gone.audio_destroyed_at is not None
    assert list(services.vault.store.vault.audio_folder.iterdir()) == []
    assert services.vault.store.recordings.key(gone.recording_id) is None
    assert services.vault.verify() == []


def test_no_argument_of_the_recorder_says_anything(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND, speed=5.0)
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    line = next(row for row in listing.splitlines() if "recorder_process" in row and "ps -eo" not in row)
    assert "flac" not in line and services.records.session(session.id).recording_id not in line
    services.recording.stop()
