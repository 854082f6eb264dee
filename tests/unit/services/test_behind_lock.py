"""A recording that is ended behind the lock: what it holds is written into the vault once that is open."""

from __future__ import annotations

import pytest

from app.domain.errors import RecorderLost
from app.domain.session import RecordingState, Session, SessionState
from app.services.container import Services
from tests.audio_server import AudioServer
from tests.demo import PASSPHRASE
from tests.unit.services.test_recording import wait_for


def test_it_is_reached_and_ended_while_the_vault_is_shut(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "I agree.")
    recording = services.recording
    assert recording.behind is None
    with AudioServer():
        recording.start(session.id)
        wait_for(services, RecordingState.RECORDING, 1.0)
        services.vault.lock()
        behind = recording.behind
        assert behind is not None and recording.active is None
        assert behind.status().state is RecordingState.RECORDING
        assert behind.mark().marks
        captured = behind.end().captured
        services.vault.unlock(PASSPHRASE)
        assert [each.id for each in recording.recover()] == [session.id]
        assert recording.active == session.id and recording.ended and recording.behind is None
        done = recording.stop()
    assert done.state is SessionState.RECORDED and done.duration == captured and len(done.marks) == 1
    assert not recording.ended and services.vault.verify() == []


def test_one_that_died_is_not_ended_and_keeps_nobody_out(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dead:
        def status(self) -> None:
            raise RecorderLost

    monkeypatch.setattr(services.recording, "_recorder", Dead())
    assert not services.recording.ended


def test_one_that_runs_on_is_not_ended(services: Services, session: Session) -> None:
    services.records.give_consent(session.id, "I agree.")
    with AudioServer():
        services.recording.start(session.id)
        wait_for(services, RecordingState.RECORDING, 0.5)
        services.vault.lock()
        services.vault.unlock(PASSPHRASE)
        services.recording.recover()
        assert not services.recording.ended
        services.recording.stop()
