"""Is everything in the vault as it was written? Reads all of it and says in plain words what is not."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.errors import LogPutBack, SottoError, UnlockFailed, VaultDamaged, VaultMissing, VaultTooNew
from app.domain.findings import Said
from app.domain.session import Session, SessionState
from app.store import audio_upkeep
from app.store.audio_store import AudioReader
from app.store.audit import AuditLog, read_printed_head
from app.store.audit_history import AuditHistory
from app.store.connection import Database
from app.store.files import set_aside
from app.store.head import file_digest, in_words
from app.store.notes import NoteRepository
from app.store.recordings import RecordingRepository
from app.store.search import SearchIndex
from app.store.sessions import SessionRepository
from app.vault.vault import Vault


def verify_vault(vault: Vault, printed: str = "") -> list[str]:
    """The problems found in database, audit trail, key files and recordings; none if all is well.

    `printed` is the end of the audit trail as it stands on a signed note that was printed: with it, a whole vault
    put back from an earlier day is found as well. What cannot be read is itself a problem and does not end the
    search. Takes some seconds for each hour of sound.
    """
    database = vault.database
    checks: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        (Said("The database"), lambda: _database(database)),
        (Said("The audit trail"), lambda: _audit(database, printed)),
        (Said("The key file"), lambda: _key_file(vault)),
        (Said("The notes"), lambda: iter(NoteRepository(database).verify())),
        (Said("The recordings"), lambda: _recordings(vault)),
    )
    problems: list[str] = []
    for name, check in checks:
        try:
            problems.extend(check())
        except (VaultDamaged, UnlockFailed) as error:
            reason = error.detail or Said("it is damaged")
            problems.append(Said("{part} could not be checked to the end: {reason}.", part=name, reason=reason))
    return problems


def accept_findings(vault: Vault) -> None:
    """The clinician has seen what was found and goes on from here: it is told of no more, but the audit trail keeps
    that it was. What `verify_vault` finds by reading, such as a broken page, is not made to go away by this.

    Raises DiskFull, FolderNotWritable or VaultDamaged.
    """
    AuditLog(vault.database).append("integrity.accepted")
    vault.database.accept_findings()
    recordings = RecordingRepository(vault.database)
    running = {s.recording_id for s in SessionRepository(vault.database).by_state(SessionState.RECORDING)}
    for recording_id in recordings.ids():
        key, path = recordings.key(recording_id), vault.recording_path(recording_id)
        if recording_id in running:
            continue  # a second writer would be in its recorder's way
        if key is not None and path.exists() and _findings(path, key):
            audio_upkeep.accept_findings(path, key)
            recordings.seal(recording_id, *audio_upkeep.standing(path, key))
    vault.anchor_audit_head()


def _database(database: Database) -> Iterator[str]:
    yield from (in_words(finding, "The database") for finding in database.findings)
    if not database.as_left():
        yield Said("The database file was changed from outside since Sotto opened it, or the disk has damaged it.")
    # This one reads the file, not what is held in memory, and answers with nothing if all is well.
    if database.query("PRAGMA cipher_integrity_check"):
        yield Said("The database file is damaged: at least one page was changed from outside.")
    wrong = [str(row[0]) for row in database.query("PRAGMA integrity_check(9)")]
    if any("search_words" not in each for each in wrong if each != "ok"):
        yield Said("The database is out of order inside.")
    elif wrong != ["ok"]:
        SearchIndex(database).reset()  # no record is in it: it is read in again, and nobody needs to be told
    if database.query("PRAGMA foreign_key_check"):
        yield Said("A record in the database belongs to another one that is missing.")
    kept = len(set_aside(database.path))
    if kept and database.findings:
        yield Said("What the log held was kept beside the database ({n}): salvaging may get more out of it.", n=kept)


def _audit(database: Database, printed: str) -> Iterator[str]:
    log = AuditLog(database)
    yield from log.verify()
    history = AuditHistory(database)
    yield from history.verify()
    if not printed:
        return
    head = read_printed_head(printed)
    if head is None:
        yield Said("The printed end of the audit trail could not be read: it is a number and twelve characters.")
    elif not log.holds_printed(printed) and not history.holds_printed(printed):
        yield Said(
            "The audit trail does not go on from entry {n} as it was printed: this vault is older than the "
            "printed page, or its past was changed.", n=head[0],
        )  # fmt: skip


def _key_file(vault: Vault) -> Iterator[str]:
    yield from vault.key_file_problems()
    head = vault.stored_audit_head()
    if head is None:
        yield Said("The key file no longer says where the audit trail ended.")
    elif not AuditLog(vault.database).holds(head.sequence, head.hash):
        yield Said(
            "The audit trail does not go on from entry {n}, which the key file remembers: an older database was put "
            "back, or entries were removed.", n=head.sequence,
        )  # fmt: skip


def _recordings(vault: Vault) -> Iterator[str]:
    recordings = RecordingRepository(vault.database)
    sessions = {s.recording_id: s for s in SessionRepository(vault.database).list() if s.recording_id}
    known = recordings.ids()
    for recording_id in known:
        key, path = recordings.key(recording_id), vault.recording_path(recording_id)
        name = _name(recording_id, sessions.get(recording_id))
        if key is None:
            if path.exists():
                yield Said("{recording} is destroyed and cannot be read, but its file is still there.", recording=name)
        elif path.exists():
            sealed = recordings.sealed(recording_id)
            for problem in _recording(path, key, sealed):
                yield Said("{recording}: {problem}", recording=name, problem=problem)
        elif _has_sound(sessions.get(recording_id)):
            yield Said("{recording} is missing.", recording=name)
    files = {path.stem for path in vault.audio_folder.glob("*.db")}
    for recording_id in sorted(files - set(known)):
        yield Said("The recording {name} lies in the vault's folder, and the database knows nothing of it.",
                   name=recording_id[:8])  # fmt: skip
    for recording_id in sessions.keys() - set(known):
        yield Said("{recording} has no key.", recording=_name(recording_id, sessions[recording_id]))


def _recording(path: Path, key: bytes, sealed: tuple[int, bytes | None] | None) -> list[str]:
    try:
        with AudioReader(path, key) as reader:
            problems = reader.verify()
            older = sealed is not None and reader.sequence < sealed[0]
            if sealed is not None and sealed[1] is not None and not older and not reader.head_is_last:
                problems.append(Said("The file that says where it stood is from an earlier time, or damaged."))
    except (VaultDamaged, VaultMissing, VaultTooNew) as error:
        return [_plain(error)]
    if older:
        problems.append(Said("It is older than it was: the file was put back from an earlier moment."))
    elif sealed is not None and sealed[1] is not None and not hmac.compare_digest(file_digest(path), sealed[1]):
        problems.append(Said("Its file is not the one that was written."))
    return problems


def _findings(path: Path, key: bytes) -> bool:
    try:
        with AudioReader(path, key) as reader:
            return bool(reader.findings)
    except LogPutBack:
        return True  # opening it to write puts the log aside
    except (VaultDamaged, VaultMissing, VaultTooNew):
        return False  # that cannot be accepted; it stays a problem


def _plain(error: SottoError) -> str:
    return error.happened


def _has_sound(session: Session | None) -> bool:
    """False for a recording that never began, whose key is then all there is."""
    if session is None or session.audio_destroyed_at is not None:
        return False
    return session.duration > 0 or session.state not in (SessionState.PLANNED, SessionState.RECORDING)


def _name(recording_id: str, session: Session | None) -> str:
    if session is None:
        return Said("The recording {name}", name=recording_id[:8])
    return Said("The recording of {time} UTC", time=f"{session.started_at:%Y-%m-%d %H:%M}")
