"""An export as it lies on a disk: is it whole, and what is in it? Nothing of it is trusted before it is proven."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from app.domain.errors import ExportDamaged, ExportTooNew
from app.services.leaving.folder import FORMAT, MANIFEST, VERSION, Manifest, digest_of
from app.services.leaving.records import AUDIT, RECORDINGS, AuditRecord, Kind, RecordingRecord, reader_of
from app.services.leaving.writing import record_file
from app.store.audit import Link

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*")
_LARGEST_MANIFEST = 256 << 20


class ExportReader:
    """A whole export. Opening it reads every file once and compares it with what the manifest says."""

    def __init__(self, folder: Path, alive: Callable[[], None]) -> None:
        """Raises ExportDamaged, ExportTooNew, or what `alive` raises."""
        self._folder = folder
        self.manifest = read_manifest(folder)
        for name, facts in self.manifest.files.items():
            alive()
            path = self.file(name)
            try:
                whole = path.stat().st_size == facts.bytes and digest_of(path) == facts.sha256
            except OSError as error:
                raise ExportDamaged(f"{name} is missing or cannot be read") from error
            if not whole:
                raise ExportDamaged(f"{name} is not as it was written")

    def file(self, name: str) -> Path:
        """The path of a file of the export. Raises ExportDamaged for one that lies elsewhere, or is not listed."""
        parts = PurePosixPath(name).parts
        if name not in self.manifest.files or not parts or not all(_PLAIN.fullmatch(part) for part in parts):
            raise ExportDamaged("it names a file that is not its own")
        path = self._folder.joinpath(*parts)
        if path.is_symlink() or not path.resolve().is_relative_to(self._folder.resolve()):
            raise ExportDamaged("it names a file that is not its own")
        return path

    def records(self, kind: Kind) -> Iterator[Any]:
        """The records of a kind in order. Raises ExportDamaged."""
        return self._lines(kind.name, kind.record)

    def recordings(self) -> list[RecordingRecord]:
        """The recordings. Raises ExportDamaged."""
        return list(self._lines(RECORDINGS, RecordingRecord))

    def audit(self) -> list[Link]:
        """The audit trail of the vault that the export was made from. Raises ExportDamaged."""
        records: list[AuditRecord] = list(self._lines(AUDIT, AuditRecord))
        return [(r.sequence, r.at, r.actor, r.action, r.subject, r.previous, r.hash) for r in records]

    def _lines(self, name: str, record: type[Any]) -> Iterator[Any]:
        read, number = reader_of(record), 0
        try:
            with self.file(record_file(name)).open("rb") as file:
                for number, line in enumerate(file, 1):  # noqa: B007 - told below
                    yield read(line)
        except OSError as error:
            raise ExportDamaged(f"{record_file(name)} cannot be read") from error
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            # From nothing: the library's text may hold a client's words.
            raise ExportDamaged(f"line {number} of {record_file(name)} is not a record") from None
        if number != self.manifest.counts.get(name, 0):
            raise ExportDamaged(f"{record_file(name)} does not have as many records as it should")


def read_manifest(folder: Path) -> Manifest:
    """What an export says of itself; nothing else of it is looked at. Raises ExportDamaged or ExportTooNew."""
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _LARGEST_MANIFEST:
            raise ExportDamaged(f"{MANIFEST} is too large")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ExportDamaged(f"there is no {MANIFEST} in this folder: it is no export, or not a whole one") from error
    except OSError as error:
        raise ExportDamaged(f"{MANIFEST} cannot be read") from error
    try:
        version = msgspec.json.decode(data, type=_Version)
        if version.format != FORMAT:
            raise ExportDamaged(f"{MANIFEST} is of another kind")
        if version.version > VERSION:
            raise ExportTooNew
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise ExportDamaged(f"{MANIFEST} is not readable") from None


class _Version(msgspec.Struct):
    format: str
    version: int
