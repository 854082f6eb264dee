"""Recordings that nobody records or plays just now: how their files stand, and what can be got out of damaged ones."""

from __future__ import annotations

from pathlib import Path

from app.domain.transcript import SAMPLE_RATE
from app.store import clock
from app.store.audio_store import AudioReader, make_tables, open_recording
from app.store.connection import Database
from app.store.head import file_digest
from app.store.salvage import Salvaged, salvage


def standing(path: Path, key: bytes) -> tuple[int, bytes | None]:
    """How many commits the recording at `path` has had, and the digest of its file; None where it was not closed to
    the end, by a full disk for one. For `RecordingRepository.seal`. Raises as AudioReader."""
    with AudioReader(path, key) as reader:
        return reader.sequence, file_digest(path) if reader.head_is_last else None


def accept_findings(path: Path, key: bytes) -> None:
    """Somebody has taken note of what was found in the recording at `path`. Raises as AudioWriter.resume."""
    database = open_recording(path, key, reading=False)
    try:
        database.accept_findings()
    finally:
        database.close()


def salvage_recording(source: Path, key: bytes, target: Path) -> Salvaged:
    """Copy what can be read of a recording into a new file. Raises as `app.store.salvage.salvage`."""
    result = salvage(source, key, target, make_tables)
    with Database.open(target, key, steady=False) as database, database.transaction() as cursor:
        cursor.execute(
            "INSERT OR IGNORE INTO recording (id, device, device_rate, sample_rate, started_at) "
            "VALUES (1, '', ?, ?, ?)",
            (SAMPLE_RATE, SAMPLE_RATE, clock.to_text(clock.now())),
        )
    return result
