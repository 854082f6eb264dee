"""Is everything in the vault as it was written? Reads all of it and says in plain words what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.errors import SottoError, UnlockFailed, VaultDamaged, VaultMissing, VaultTooNew
from app.domain.session import Session, SessionState
from app.store.audio_store import AudioReader
from app.store.audit import AuditLog
from app.store.connection import Database
from app.store.notes import NoteRepository
from app.store.recordings import RecordingRepository
from app.store.sessions import SessionRepository
from app.vault.vault import Vault


def verify_vault(vault: Vault) -> list[str]:
    """The problems found in database, audit trail, key file and recordings; none if all is well.

    What cannot be read is itself a problem and does not end the search. Takes some
    seconds for each hour of sound.
    """
    database = vault.database
    checks: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("The database", lambda: _database(database)),
        ("The audit trail", lambda: iter(AuditLog(database).verify())),
        ("The key file", lambda: _key_file(vault)),
        ("The notes", lambda: iter(NoteRepository(database).verify())),
        ("The recordings", lambda: _recordings(vault)),
    )
    problems: list[str] = []
    for name, check in checks:
        try:
            problems.extend(check())
        except (VaultDamaged, UnlockFailed) as error:
            reason = error.detail or "it is damaged"
            problems.append(f"{name} could not be checked to the end: {reason}.")
    return problems


def _database(database: Database) -> Iterator[str]:
    # This one reads the file, not what is held in memory, and answers with nothing if all is well.
    if database.query("PRAGMA cipher_integrity_check"):
        yield "The database file is damaged: at least one page was changed from outside."
    if database.query("PRAGMA integrity_check(1)")[0][0] != "ok":
        yield "The database is out of order inside."
    if database.query("PRAGMA foreign_key_check"):
        yield "A record in the database belongs to another one that is missing."


def _key_file(vault: Vault) -> Iterator[str]:
    if not vault.key_file_intact():
        yield "The key file was changed or damaged. The vault opens, but the other way in may be lost."
    head = vault.stored_audit_head()
    if head is None:
        yield "The key file no longer says where the audit trail ended."
    elif not AuditLog(vault.database).holds(head.sequence, head.hash):
        yield (
            f"The audit trail does not go on from entry {head.sequence}, which the key file remembers: "
            "an older database was put back, or entries were removed."
        )


def _recordings(vault: Vault) -> Iterator[str]:
    recordings = RecordingRepository(vault.database)
    sessions = {s.recording_id: s for s in SessionRepository(vault.database).list() if s.recording_id}
    known = recordings.ids()
    for recording_id in known:
        key, path = recordings.key(recording_id), vault.recording_path(recording_id)
        name = _name(recording_id, sessions.get(recording_id))
        if key is None:
            if path.exists():
                yield f"{name} is destroyed and cannot be read, but its file is still there."
        elif path.exists():
            yield from (f"{name}: {problem}" for problem in _recording(path, key))
        elif _has_sound(sessions.get(recording_id)):
            yield f"{name} is missing."
    for recording_id in sessions.keys() - set(known):
        yield f"{_name(recording_id, sessions[recording_id])} has no key."


def _recording(path: Path, key: bytes) -> list[str]:
    try:
        with AudioReader(path, key) as reader:
            return reader.verify()
    except (VaultDamaged, VaultMissing, VaultTooNew) as error:
        return [_plain(error)]


def _plain(error: SottoError) -> str:
    return error.happened


def _has_sound(session: Session | None) -> bool:
    """False for a recording that never began, whose key is then all there is."""
    if session is None or session.audio_destroyed_at is not None:
        return False
    return session.duration > 0 or session.state not in (SessionState.PLANNED, SessionState.RECORDING)


def _name(recording_id: str, session: Session | None) -> str:
    if session is None:
        return f"The recording {recording_id[:8]}"
    return f"The recording of {session.started_at:%Y-%m-%d %H:%M} UTC"
