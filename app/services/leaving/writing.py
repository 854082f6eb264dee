"""The records of a vault, written into the folder of an export."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from app.audio.flac import write_flac
from app.domain.errors import VaultDamaged, VaultMissing, VaultTooNew
from app.domain.transcript import SAMPLE_RATE
from app.services.dictation import SETTING as DICTATION
from app.services.leaving.folder import ExportFolder
from app.services.leaving.records import (
    AUDIT,
    KINDS,
    NOT_EXPORTED,
    OWN_SETTINGS,
    RECORDINGS,
    AuditRecord,
    Kind,
    RecordingRecord,
    SettingRecord,
    Sound,
    line_of,
    schema,
    to_record,
)
from app.store import clock
from app.store.audio_store import AudioReader
from app.store.audit import AuditLog
from app.store.connection import Database
from app.store.search_schema import derived

SCHEMA_FILE = "schema.json"
_CHUNKS = 60
_ROWS = 200


def record_file(name: str) -> str:
    """Where the records of a kind lie within the export."""
    return f"records/{name}.jsonl"


def write_records(folder: ExportFolder, database: Database) -> dict[str, int]:
    """Every kind of record but recordings; answers with how many there are of each. Raises VaultDamaged or OSError."""
    counts = {kind.name: folder.add(record_file(kind.name), _lines(database, kind)) for kind in KINDS}
    audit = (line_of(AuditRecord(*link)) for link in AuditLog(database).links())
    counts[AUDIT] = folder.add(record_file(AUDIT), audit)
    folder.add(SCHEMA_FILE, msgspec.json.format(msgspec.json.encode(schema()), indent=1))
    return counts


def _lines(database: Database, kind: Kind) -> Iterator[bytes]:
    """The lines of one kind, read in portions so that a large vault does not have to fit into the memory."""
    columns = ", ".join(f'"{name}"' for name in kind.columns)
    ordered = [int(row[0]) for row in database.query(f"SELECT rowid FROM {kind.table} ORDER BY {kind.order}")]  # noqa: S608
    for at in range(0, len(ordered), _ROWS):
        wanted = ordered[at : at + _ROWS]
        marks = ", ".join("?" * len(wanted))
        rows = database.query(
            f"SELECT rowid AS place, {columns} FROM {kind.table} WHERE rowid IN ({marks})",  # noqa: S608
            wanted,
        )
        found = {int(row["place"]): row for row in rows}
        for row in (found[each] for each in wanted):
            record = to_record(kind, row)
            if not isinstance(record, SettingRecord):
                yield line_of(record)
            elif record.key not in OWN_SETTINGS:
                yield line_of(_setting(record))


def _setting(record: SettingRecord) -> SettingRecord:
    """A setting as it leaves: the words of a dictation that wait to be used go along, its sound does not."""
    if not record.key.startswith(DICTATION):
        return record
    kept = {**msgspec.json.decode(record.value, type=dict[str, Any]), "recording": ""}
    return SettingRecord(record.key, msgspec.Raw(msgspec.json.encode(kept)))


class Recordings:
    """Writes the sound of recordings as FLAC, and their records. What cannot be read is left out and told of."""

    def __init__(self, folder: ExportFolder, database: Database, path_of: Callable[[str], Path]) -> None:
        self._folder = folder
        self._database = database
        self._path_of = path_of
        self.left_out: list[str] = []

    def write(self, place_of: Callable[[str], str]) -> int:
        """Every recording of a session, and what is known of destroyed ones; a dictation's sound is to be gone soon.

        `place_of` says in which folder of the export one lies. Answers with how many there are.
        """
        rows = self._database.query(
            "SELECT id, key, created_at, destroyed_at FROM recording WHERE key IS NULL OR id IN "
            "(SELECT recording_id FROM session WHERE recording_id IS NOT NULL) ORDER BY rowid"
        )
        return self._folder.add(record_file(RECORDINGS), b"".join(self._line(row, place_of) for row in rows)) * len(
            rows
        )

    def _line(self, row: Any, place_of: Callable[[str], str]) -> bytes:
        recording_id = str(row["id"])
        sound = None
        path = self._path_of(recording_id)
        if row["key"] is not None and path.exists():
            name = f"{place_of(recording_id)}/recording.flac"
            try:
                sound = self._sound(path, bytes(row["key"]), name)
            except (VaultDamaged, VaultMissing, VaultTooNew):
                self.left_out.append(name)
        return line_of(RecordingRecord(recording_id, row["created_at"], row["destroyed_at"], sound))

    def _sound(self, path: Path, key: bytes, name: str) -> Sound | None:
        digest, samples = hashlib.sha256(), 0

        def chunks(reader: AudioReader) -> Iterator[bytes]:
            nonlocal samples
            number = 0
            while found := reader.chunks(number, _CHUNKS):
                for number, pcm in found:  # noqa: B007 - the next portion goes on from it
                    digest.update(pcm)
                    samples += len(pcm) // 2
                    yield pcm

        with AudioReader(path, key) as reader:
            if reader.duration <= 0:
                return None
            target = self._folder.path(name)
            try:
                self._folder.add_made(name, lambda made: write_flac(made, chunks(reader)))
            except VaultDamaged:
                target.unlink(missing_ok=True)
                raise
            return Sound(
                name, samples, digest.hexdigest(), reader.device, reader.device_rate,
                clock.to_text(reader.started_at), reader.closed_cleanly, tuple(reader.gaps()), tuple(reader.marks()),
            )  # fmt: skip


def unknown_tables(database: Database) -> set[str]:
    """Tables of a vault that an export neither holds nor leaves out on purpose; there are none, or a test fails."""
    rows = database.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    known = {kind.table for kind in KINDS} | {"recording", "audit"} | NOT_EXPORTED.keys()
    return {name for row in rows if not derived(name := str(row["name"]))} - known


def room_needed(recordings: list[Path], database: Path) -> int:
    """Bytes that an export takes at most: FLAC is never larger than the sound, JSON at most thrice the database."""
    return sum(path.stat().st_size for path in recordings) + 3 * database.stat().st_size + SAMPLE_RATE
