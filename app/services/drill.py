"""Trying out a backup: everything that a restoring would need is read and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.errors import BackupForeign, UnlockFailed, VaultDamaged, VaultMissing, VaultTooNew
from app.store.audio_store import AudioReader
from app.store.audit import AuditLog
from app.store.backup import DATABASE, KEYS, Archive, Contents, row_counts, words_of
from app.store.connection import Database
from app.store.files import companions
from app.store.notes import NoteRepository
from app.store.recordings import RecordingRepository
from app.vault import keyfile


def drill_problems(
    archive: Archive, key: bytes, place: Path, alive: Callable[[], None], passphrase: str = ""
) -> list[str]:
    """What is wrong with a backup, in plain words; none if the vault could be put back from it as it was.

    Copies, as encrypted as the backup itself, are made in `place` and deleted. Raises BackupForeign where it is
    another vault's, BackupDamaged where its list of contents is.
    """
    bad = archive.damaged(alive)
    problems = [f"{words_of(name).capitalize()}." for name in bad]
    keys = list(_keys(archive, key, passphrase))
    try:
        contents = archive.contents(key)
    except BackupForeign:
        if keys:  # the keys are another vault's, or damaged as well
            raise
        return [*problems, "Its list of contents was changed after it was made."]
    problems += keys
    if not any(name.startswith(DATABASE) for name in bad):
        problems += _databases(archive, key, place, alive, contents)
    if not problems and not archive.sealed(key):
        problems.append("Everything in it is whole, but a byte between its parts was changed after it was made.")
    return list(dict.fromkeys(problems))


def _keys(archive: Archive, key: bytes, passphrase: str) -> Iterator[str]:
    """Whether the keys in it are whole, and open it."""
    data = archive.read(KEYS)
    if not keyfile.intact(data, keyfile.seal_key(key)):
        yield "The keys in it are not this vault's, or damaged."
        return
    if passphrase:
        try:
            opened = keyfile.unwrap(keyfile.decode(data), keyfile.PASSPHRASE, passphrase)
        except UnlockFailed:
            opened = b""
        if opened != key:
            yield "The passphrase given does not open it."


def _databases(
    archive: Archive, key: bytes, place: Path, alive: Callable[[], None], contents: Contents
) -> Iterator[str]:
    path = place / DATABASE
    for name in archive.names(DATABASE):
        archive.extract(name, place / name, alive)
    try:
        with Database.open(path, key) as database:
            alive()
            yield from _database(database, contents)
            if AuditLog(database).head() != (contents.audit_sequence, contents.audit_hash):
                yield "Its audit trail does not end where the backup says."
            if row_counts(database) != contents.rows:
                yield "Its tables do not hold as many records as when it was made."
            recordings = RecordingRepository(database)
            keys = {each: recordings.key(each) for each in recordings.ids()}
    except (VaultDamaged, VaultMissing, VaultTooNew):
        yield "The database in it could not be opened."
        return
    for name in archive.names("audio/"):
        if name.endswith(".db"):
            yield from _recording(archive, name, keys.get(Path(name).stem), place, alive)


def _database(database: Database, contents: Contents) -> Iterator[str]:
    if {finding.value for finding in database.findings} - set(contents.findings):
        yield "The database in it is not as it was left."
    if database.query("PRAGMA cipher_integrity_check") or database.query("PRAGMA integrity_check(1)")[0][0] != "ok":
        yield "The database in it is damaged."
    if database.query("PRAGMA foreign_key_check"):
        yield "A record in it belongs to another one that is missing."
    yield from AuditLog(database).verify()
    yield from NoteRepository(database).verify()


def _recording(archive: Archive, name: str, key: bytes | None, place: Path, alive: Callable[[], None]) -> Iterator[str]:
    if key is None:
        yield "A recording in it has no key."
        return
    path = place / "sound.db"
    try:
        archive.extract(name, path, alive)
        if f"{name}.head" in archive.names(name):
            archive.extract(f"{name}.head", path.with_name("sound.db.head"), alive)
        with AudioReader(path, key) as reader:
            if reader.verify():
                yield "A recording in it is damaged."
    except (VaultDamaged, VaultMissing, VaultTooNew):
        yield "A recording in it could not be opened."
    finally:
        for file in companions(path):
            file.unlink(missing_ok=True)
