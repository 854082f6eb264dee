"""What was checked of a model, kept beside it, so that each load need not read every byte again.

`finish_install` is the last step of every way in: it puts the speaker model's weights into a form that can run
nothing (`app.services.installing.weights`), and writes the record. A record says of each file its size, its times
and the SHA-256 that it had. It lies in the model's own folder and travels with it.

What a record is worth: it was made by this program after every byte had been compared with the catalogue, and a
file that was written to since has another size or another time of change. It is no signature: another program of the
same user could write a record of its own. The checksums of the catalogue's files are therefore taken from the
catalogue, never from the record, and `ModelService.verify` reads every byte and believes no record.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from app.domain.errors import ModelChanged, ModelMissing
from app.domain.stamps import Stamp, stamp_of
from app.services.catalogue import ModelEntry, ModelFile
from app.services.installing.pace import Pace
from app.services.installing.progress import Halt, InstallStage, Report

__all__ = [
    "RECORD",
    "Record",
    "Recorded",
    "Stamp",
    "check",
    "finish_install",
    "read_record",
    "sha256_of",
    "stamp_of",
    "unchanged",
    "untouched",
    "write_record",
]

RECORD = "sotto-record.json"
FORMAT = 1
LARGEST = 1 << 20
"""Bytes; a record has a few hundred a file."""
BLOCK = 1 << 20


class Recorded(msgspec.Struct, frozen=True):
    """One file, inside the model's folder, as it was when its bytes were compared."""

    path: str
    sha256: str
    stamp: Stamp


class Record(msgspec.Struct, frozen=True):
    """What was checked. `made`: files that were made here out of the catalogue's, in the catalogue's order."""

    model: str
    files: list[Recorded]
    made: list[Recorded] = []
    format: int = FORMAT

    @property
    def all(self) -> list[Recorded]:
        """The catalogue's files and those made here."""
        return [*self.files, *self.made]


def finish_install(
    entry: ModelEntry,
    folder: Path,
    report: Report,
    halt: Halt,
    *,
    hashed: Mapping[str, Stamp] | None = None,
) -> None:
    """Make a model in `folder` ready to be loaded, and write its record.

    `folder` holds all of the entry's files; it may be moved afterwards, on the same disk. `hashed`: files whose bytes
    the caller has compared with the catalogue, each with the `stamp_of` it *before* the first byte was read; where that
    still holds the file is not read again. All others are.

    Raises ModelMissing, ModelChanged, CheckpointRefused, Cancelled, what a worker raises, and OSError.
    """
    from app.services.installing.weights import convert  # noqa: PLC0415 - starts processes; only here

    files = check(entry, folder, report, halt, hashed=hashed)
    made = convert(entry, folder, report, halt)
    write_record(folder, Record(entry.id, files, made))


def check(
    entry: ModelEntry,
    folder: Path,
    report: Report,
    halt: Halt,
    *,
    hashed: Mapping[str, Stamp] | None = None,
) -> list[Recorded]:
    """Compare every byte of the entry's files with the catalogue.

    Raises ModelMissing, ModelChanged (also where a file is written to meanwhile), Cancelled, OSError.
    """
    known = hashed or {}
    pace, done = Pace(entry.id, entry.size_bytes, report), 0
    found: list[Recorded] = []
    for file in entry.files:
        path = folder / file.path
        if not path.is_file():
            raise ModelMissing(entry.title)
        stamp = stamp_of(path)

        def further(count: int, before: int = done, name: str = file.path) -> None:
            halt.check()
            pace.tell(InstallStage.CHECK, before + count, name)

        if stamp.bytes != file.bytes or (known.get(file.path) != stamp and not _same(path, file, stamp, further)):
            raise ModelChanged(entry.title)
        done += file.bytes
        found.append(Recorded(file.path, file.sha256, stamp))
    return found


def sha256_of(path: Path, further: Callable[[int], None] = lambda _: None) -> str:
    """The SHA-256 of a file, in small hexadecimal digits; `further` hears how many bytes have been read."""
    digest, count = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            count += len(block)
            further(count)
    return digest.hexdigest()


def _same(path: Path, file: ModelFile, stamp: Stamp, further: Callable[[int], None]) -> bool:
    return sha256_of(path, further) == file.sha256 and stamp_of(path) == stamp


def write_record(folder: Path, record: Record, name: str = RECORD) -> None:
    """Put a record into a folder, whole or not at all. Raises OSError."""
    draft = folder / f"{name}.new"
    with draft.open("wb") as stream:
        stream.write(msgspec.json.encode(record))
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(folder / name)


def read_record(folder: Path, name: str = RECORD) -> Record | None:
    """The record in a folder; None where there is none that this program can read."""
    try:
        with (folder / name).open("rb") as stream:
            record = msgspec.json.decode(stream.read(LARGEST), type=Record)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None  # a missing, torn or spoiled record costs one full check, and nothing else
    return record if record.format == FORMAT else None


def unchanged(record: Record, folder: Path) -> bool:
    """Whether every file of the record is there with the size and the time it had."""
    try:
        now = {each.path: stamp_of(folder / each.path) for each in record.all}
    except OSError:
        return False
    return all(
        (now[each.path].bytes, now[each.path].mtime_ns) == (each.stamp.bytes, each.stamp.mtime_ns)
        for each in record.all
    )


def untouched(record: Record, folder: Path) -> bool:
    """As `unchanged`, and nothing was written over, copied, or given its old time back."""
    try:
        return all(stamp_of(folder / each.path) == each.stamp for each in record.all)
    except OSError:
        return False
