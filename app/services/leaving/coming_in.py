"""An export into an empty vault: the same records, with their ids, times, versions and signatures.

All records come in one transaction, and are read back within it by the very code that reads them later: what could not
be read is not brought in. Each recording gets a new key. The audit trail comes along as history (`AuditHistory`).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from app.audio.flac import read_flac
from app.domain.errors import (
    ExportDamaged,
    ProgramFault,
    RecordMissing,
    SoundFileUnreadable,
    VaultDamaged,
    VaultNotEmpty,
)
from app.domain.session import SessionState
from app.domain.transcript import SAMPLE_RATE
from app.services.access import Store
from app.services.leaving.reading import ExportReader
from app.services.leaving.records import KINDS, OWN_SETTINGS, RecordingRecord, SettingRecord, Sound, to_row
from app.store import clock
from app.store.audio_store import AudioWriter
from app.store.audio_upkeep import standing
from app.store.audit import Link
from app.store.audit_history import SETTING as EARLIER
from app.store.audit_history import AuditHistory, history_problems
from app.store.connection import KEY_BYTES, Cursor
from app.store.files import create_private_folder, remove

_SECOND = SAMPLE_RATE * 2
_MUST_BE_EMPTY = ("client", "session", "recording", "note_template", "writing_rule")


@dataclass(frozen=True, slots=True)
class _Stored:
    """A recording that is in its place: its key, and how its file stands."""

    record: RecordingRecord
    key: bytes | None
    sealed: tuple[int, bytes | None] | None


def bring_in(store: Store, export: ExportReader, alive: Callable[[], None]) -> None:
    """Store everything of `export`. Raises VaultNotEmpty, ExportDamaged, DiskFull, FolderNotWritable, or what `alive`
    raises; the vault is then as empty as before."""
    refuse_full(store)
    written: list[_Stored] = []
    try:
        for record in export.recordings():
            alive()
            written.append(_recording(store, export, record, alive))
        try:
            with store.database.transaction() as cursor:
                _rows(cursor, export, alive)
                _keys(cursor, written)
                _history(store, export)
                _prove(store, alive)
        except (VaultDamaged, RecordMissing) as error:
            raise ExportDamaged(error.detail or "a record is not readable") from error
        except OverflowError:
            raise ExportDamaged("a number in it is beyond all measure") from None
        except ProgramFault as error:
            # A record twice, one that belongs to none, or of a wrong type: the database refuses it by this name.
            if "CONSTRAINT" in error.detail:
                raise ExportDamaged("its records do not fit together") from None
            raise
    except BaseException:
        for each in written:
            remove(store.vault.recording_path(each.record.id))
        raise


def refuse_full(store: Store) -> None:
    """Raises VaultNotEmpty where there is anything of a client or of the clinician's own making."""
    for table in _MUST_BE_EMPTY:
        if store.database.query(f"SELECT 1 FROM {table} LIMIT 1"):  # noqa: S608
            raise VaultNotEmpty
    if AuditHistory(store.database).chains():
        raise VaultNotEmpty


# ---- sound ---------------------------------------------------------------------------------------


def _recording(
    store: Store, export: ExportReader, record: RecordingRecord, alive: Callable[[], None]
) -> _Stored:  # fmt: skip
    if record.sound is None:
        return _Stored(record, None, None)
    create_private_folder(store.vault.audio_folder)
    path, key = store.vault.recording_path(record.id), secrets.token_bytes(KEY_BYTES)
    remove(path)  # what an attempt left that ended with its process; nobody has its key
    try:
        _write_sound(AudioWriter.create(
            path, key, device=record.sound.device, device_rate=record.sound.device_rate,
            started_at=clock.from_text(record.sound.started_at),
        ), record.sound, _seconds(export, record.sound, alive))  # fmt: skip
        return _Stored(record, key, standing(path, key))
    except BaseException as error:
        remove(path)
        if isinstance(error, SoundFileUnreadable):
            raise ExportDamaged(f"{record.sound.file} is not the sound that was exported") from error
        raise


def _write_sound(writer: AudioWriter, sound: Sound, chunks: Iterator[bytes]) -> None:
    digest, clean = hashlib.sha256(), False
    try:
        for chunk in chunks:
            digest.update(chunk)
            writer.append(chunk)
        for gap in sound.gaps:
            writer.add_gap(gap)
        for mark in sound.marks:
            writer.add_mark(mark)
        if digest.hexdigest() != sound.sha256:
            raise SoundFileUnreadable
        clean = sound.clean
    finally:
        writer.close(clean)


def _seconds(export: ExportReader, sound: Sound, alive: Callable[[], None]) -> Iterator[bytes]:
    """The samples in chunks of a second, as a recorder would have stored them."""
    waiting = bytearray()
    for piece in read_flac(export.file(sound.file)):
        waiting += piece
        while len(waiting) >= _SECOND:
            alive()
            yield bytes(waiting[:_SECOND])
            del waiting[:_SECOND]
    if waiting:
        yield bytes(waiting)


# ---- records -------------------------------------------------------------------------------------


def _rows(cursor: Cursor, export: ExportReader, alive: Callable[[], None]) -> None:
    for kind in KINDS:
        names, marks = ", ".join(f'"{name}"' for name in kind.columns), ", ".join("?" * len(kind.columns))
        for number, record in enumerate(export.records(kind), 1):
            if number % 200 == 0:
                alive()
            if isinstance(record, SettingRecord):
                if record.key in OWN_SETTINGS or record.key == EARLIER:
                    continue
                cursor.execute("DELETE FROM setting WHERE key = ?", (record.key,))
            try:
                row = to_row(kind, record)
            except (msgspec.MsgspecError, UnicodeError, RecursionError):
                raise ExportDamaged(f"record {number} of {kind.name} is not readable") from None
            cursor.execute(f"INSERT INTO {kind.table} ({names}) VALUES ({marks})", row)  # noqa: S608


def _keys(cursor: Cursor, written: list[_Stored]) -> None:
    for each in written:
        sequence, digest = each.sealed or (None, None)
        record = each.record
        cursor.execute(
            "INSERT INTO recording (id, key, created_at, destroyed_at, sealed_sequence, sealed_digest) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (record.id, each.key, record.created_at, record.destroyed_at, sequence, digest),
        )


def _history(store: Store, export: ExportReader) -> None:
    """The trails of all vaults before this one, the last of them that of the export."""
    earlier: list[list[Link]] = []
    for kind in KINDS:
        if kind.record is SettingRecord:
            for record in export.records(kind):
                if record.key == EARLIER:
                    earlier = msgspec.json.decode(record.value, type=list[list[Link]])
    chains = [*earlier, export.audit()]
    if history_problems(chains):
        raise ExportDamaged("its audit trail was changed")
    AuditHistory(store.database).carry(chains)


def _prove(store: Store, alive: Callable[[], None]) -> None:
    """Read everything back as the program reads it. Raises VaultDamaged or ExportDamaged."""
    if store.database.query("PRAGMA foreign_key_check"):
        raise ExportDamaged("a record belongs to another one that is missing")
    for client in store.clients.list():
        store.goals.list(client.id)
    store.templates.all()
    store.writing_rules.list()
    for session in store.sessions.list():
        alive()
        if session.state is SessionState.RECORDING:
            raise ExportDamaged("a session is being recorded in it")
        store.consents.get(session.id)
        store.transcripts.segments(session.id)
        store.transcripts.diarization(session.id)
        for version in range(1, store.transcripts.count_versions(session.id) + 1):
            store.transcripts.version(session.id, version)
        store.notes.versions(session.id)
        store.reviews.get(session.id)
    if store.notes.verify():
        raise ExportDamaged("a signed note in it is not the one that was signed")
