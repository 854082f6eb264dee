"""Deleting, backups and the policy of recordings, in memory; part of `fake_services`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import BackupFolderMissing, ConfirmationMissing, SottoError, UnlockFailed
from app.domain.note import Note
from app.domain.session import Session
from app.services.backup import BackupState, Drill
from app.services.deletion import ClientHoldings, Holdings
from app.services.restore import Restored
from app.services.retention import ClockDoubt, Policy

if TYPE_CHECKING:
    from tests.gui.fake_services import FakeState


class FakeDeletion:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.error: SottoError | None = None
        self.sound_in_backup: datetime | None = None
        self.earlier: dict[str, list[Note]] = {}

    def _may(self) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error

    def holdings(self, session_id: str) -> Holdings:
        session, note = self._s.sessions[session_id], self._s.notes.get(session_id)
        others = [s for s in self._s.sessions.values() if s.client_id == session.client_id]
        return Holdings(
            session=session,
            client=self._s.clients[session.client_id],
            sessions_of_client=len(others),
            recording=bool(session.recording_id) and session.audio_destroyed_at is None,
            transcript=session_id in self._s.transcripts,
            note=note is not None,
            signed=note is not None and note.signed,
            client_signed=any(s.id in self._s.notes and self._s.notes[s.id].signed for s in others),
            sound_in_backup=self.sound_in_backup,
        )

    def client_holdings(self, client_id: str) -> ClientHoldings:
        theirs = [s for s in self._s.sessions.values() if s.client_id == client_id]
        signed = any(s.id in self._s.notes and self._s.notes[s.id].signed for s in theirs)
        return ClientHoldings(self._s.clients[client_id], len(theirs), signed)

    def destroy_recording(self, session_id: str) -> Session:
        self._may()
        self._s.calls.append(("destroy", session_id))
        return self._s.change(session_id, audio_destroyed_at=datetime.now(UTC))

    def delete_transcript(self, session_id: str) -> Session:
        self._may()
        del self._s.transcripts[session_id]
        return self._s.sessions[session_id]

    def delete_session(self, session_id: str, code: str = "") -> None:
        held = self.holdings(session_id)
        if held.signed and code.casefold() != held.client.code.casefold():
            raise ConfirmationMissing
        self._drop(session_id)
        self._may()

    def delete_client(self, client_id: str, code: str) -> None:
        if code.casefold() != self._s.clients[client_id].code.casefold():
            raise ConfirmationMissing
        for session in [s for s in self._s.sessions.values() if s.client_id == client_id]:
            self._drop(session.id)
        del self._s.clients[client_id]
        self._may()

    def _drop(self, session_id: str) -> None:
        del self._s.sessions[session_id]
        self._s.transcripts.pop(session_id, None)
        self._s.notes.pop(session_id, None)
        self._s.calls.append(("delete", session_id))

    def note_versions(self, session_id: str) -> list[tuple[Note, bool]]:
        return [(self._s.notes[session_id], False), *((note, True) for note in self.earlier.get(session_id, []))]

    def delete_note_version(self, session_id: str, version: int) -> None:
        self._may()
        self.earlier[session_id] = [n for n in self.earlier[session_id] if n.version != version]

    def finish(self) -> int:
        return 0


class FakeBackup:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.now = BackupState(None, 0, 5, False)
        self.error: SottoError | None = None
        self.problems: tuple[str, ...] = ()
        self.is_due = False
        self.restore_error: SottoError | None = None
        self.opens_with = "correct horse battery staple"

    def state(self) -> BackupState:
        return self.now

    def choose(
        self, *, folder: Path | None = None, every_days: int | None = None, keep: int | None = None,
        sound: bool | None = None,
    ) -> BackupState:  # fmt: skip
        changes = {"folder": folder, "every_days": every_days, "keep": keep, "sound": sound}
        self.now = replace(self.now, **{name: value for name, value in changes.items() if value is not None})  # type: ignore[arg-type]
        return self.now

    def make(self, folder: Path | None = None, *, sound: bool | None = None) -> Path:
        if self.error is not None:
            raise self.error
        place = folder or self.now.folder
        if place is None:
            raise BackupFolderMissing
        at = datetime.now(UTC)
        self.now = replace(self.now, last_at=at, last_name="sotto-2026-05-03-1830.sottobackup")
        self._s.calls.append(("backup", place))
        return place / self.now.last_name

    def run_if_due(self) -> Path | None:
        return self.make() if self.is_due else None

    def drill(self, path: Path | None = None, passphrase: str = "") -> Drill:
        if self.error is not None:
            raise self.error
        if not self.problems:
            self.now = replace(self.now, drilled_at=datetime.now(UTC), drilled_name=self.now.last_name)
        return Drill(Path(self.now.last_name), self.now.last_at, self.problems)

    def restore(self, path: Path, secret: str, *, by_code: bool = False, partly: bool = False) -> Restored:
        if self.restore_error is not None and not partly:
            raise self.restore_error
        if not by_code and secret != self.opens_with:
            raise UnlockFailed
        self._s.calls.append(("restore", path, by_code, partly))
        return Restored(Path("/home/clinician/Sotto"), datetime.now(UTC), 0, 0, 0)


class FakeRetention:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.now = Policy()
        self.destroys: list[str] = []
        self.applied = 0
        self.doubt: ClockDoubt | None = None

    def policy(self) -> Policy:
        return self.now

    def set_policy(self, policy: Policy) -> None:
        self.now = policy

    def clock_doubt(self) -> ClockDoubt | None:
        return self.doubt

    def clock_is_right(self) -> None:
        self.doubt = None

    def apply(self) -> list[str]:
        self.applied += 1
        if self.doubt is not None:
            return []
        done, self.destroys = self.destroys, []
        for session_id in done:
            self._s.change(session_id, audio_destroyed_at=datetime.now(UTC))
        return done

    def describe(self, session: Session) -> str:
        return "The recording is kept until you destroy it."

    def summary(self) -> str:
        return "Recordings are kept until you destroy them. There are 3 recordings in the vault now."
