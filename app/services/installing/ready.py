"""Whether a model is still what was checked: cheaply before each load, and to the last byte when asked."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from threading import Lock

from app.domain.errors import ModelChanged, ModelMissing
from app.domain.stamps import Stamp
from app.services.catalogue import ModelEntry
from app.services.installing.progress import Halt, Report
from app.services.installing.record import (
    RECORD,
    Record,
    Recorded,
    check,
    read_record,
    sha256_of,
    stamp_of,
    untouched,
    write_record,
)
from app.services.installing.staging import disk_failures
from app.services.installing.weights import checkpoints, convert, made_of, weights_of

RECORDS = ".records"
"""The folder within the models' for records of models that lie elsewhere, with the program."""
SEARCHING = frozenset({"speech", "embedding"})
"""Tasks whose libraries look into the folder for names of their own, beside those of the catalogue."""
HARMLESS = frozenset({"desktop.ini", "thumbs.db", "license", "licence", "license.txt", "notice", "notices.txt"})
"""Names in small letters that no library reads."""


class Ready:
    """Models that may be loaded. `folder`: of the clinician's own models."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Record] = {}  # by model: what this run of the program has seen or made
        self._locks: dict[str, Lock] = {}  # by model: a check of gigabytes keeps no other model waiting
        self._guard = Lock()

    def files(self, entry: ModelEntry) -> tuple[Path, dict[str, Stamp]]:
        """The model's folder, and all of its files with their whole paths as they were when they were checked.

        Every byte is read only where no record says that these very files were compared already: the first time, and
        after anything was written to them. A model that was put there by hand is made ready here.

        Raises ModelMissing, ModelChanged, FolderNotWritable or NoRoomForModel where it cannot be made ready,
        DiskUnreliable, and what `weights.convert` raises.
        """
        folder = self._place(entry)
        with self._lock(entry.id), disk_failures(self._folder):
            _refuse_strangers(entry, folder)
            record = self._known.get(entry.id)
            if record is None or not _holds(record, entry, folder):
                record = self._read(entry, folder)  # another one may have been installed since
            if record is None or not _holds(record, entry, folder):
                record = self._check(entry, folder, record, _nobody, Halt())
            self._known[entry.id] = record
        return folder, {str(folder / each.path): each.stamp for each in record.all}

    def verify(self, entry: ModelEntry, report: Report, halt: Halt) -> None:
        """Read every byte and compare it with the catalogue; what was made of it is made again and compared.

        No record is believed. Raises ModelMissing, ModelChanged, Cancelled, DiskUnreliable, and what
        `weights.convert` raises.
        """
        folder = self._place(entry)
        with self._lock(entry.id), disk_failures(self._folder):
            self._known.pop(entry.id, None)
            _refuse_strangers(entry, folder)
            files = check(entry, folder, report, halt)
            made = []
            for file in checkpoints(entry):
                path = folder / made_of(file)
                if not path.is_file():
                    continue  # not made yet: the first load does
                stamp = stamp_of(path)
                right = hashlib.sha256(weights_of(entry, file, folder, halt)).hexdigest()
                if sha256_of(path) != right or stamp_of(path) != stamp:
                    raise ModelChanged(entry.title)
                made.append(Recorded(made_of(file), right, stamp))
            record = Record(entry.id, files, made)
            if fits(record, entry):
                self._known[entry.id] = record
                self._keep(entry, folder, record)

    def _lock(self, model_id: str) -> Lock:
        with self._guard:
            return self._locks.setdefault(model_id, Lock())

    def _place(self, entry: ModelEntry) -> Path:
        folder = entry.folder(self._folder)
        if folder is None or not entry.all_in(folder):
            raise ModelMissing(entry.title)
        return folder

    def _check(self, entry: ModelEntry, folder: Path, old: Record | None, report: Report, halt: Halt) -> Record:
        files = check(entry, folder, report, halt)
        made = self._still_made(entry, folder, old) if old is not None and fits(old, entry) else None
        record = Record(entry.id, files, made if made is not None else convert(entry, folder, report, halt))
        self._keep(entry, folder, record)
        return record

    @staticmethod
    def _still_made(entry: ModelEntry, folder: Path, old: Record) -> list[Recorded] | None:
        """What was made of the checkpoints, where its bytes are those of the record; None: to be made again."""
        again = []
        for each in old.made:
            path = folder / each.path
            with suppress(OSError):
                stamp = stamp_of(path)
                if sha256_of(path) == each.sha256 and stamp_of(path) == stamp:
                    again.append(Recorded(each.path, each.sha256, stamp))
        return again if len(again) == len(checkpoints(entry)) else None

    def _read(self, entry: ModelEntry, folder: Path) -> Record | None:
        return read_record(folder) if entry.where == "models" else read_record(self._folder / RECORDS, _name(entry))

    def _keep(self, entry: ModelEntry, folder: Path, record: Record) -> None:
        """A record that cannot be written costs one full check a run of the program, and nothing else."""
        with suppress(OSError):
            if entry.where == "models":
                write_record(folder, record)
            else:
                (self._folder / RECORDS).mkdir(parents=True, exist_ok=True)
                write_record(self._folder / RECORDS, record, _name(entry))


def fits(record: Record, entry: ModelEntry) -> bool:
    """Whether a record is about the files that the catalogue names today, and about all that is made of them."""
    return (
        record.model == entry.id
        and [(each.path, each.sha256) for each in record.files] == [(file.path, file.sha256) for file in entry.files]
        and [each.path for each in record.made] == [made_of(file) for file in checkpoints(entry)]
    )


def _holds(record: Record, entry: ModelEntry, folder: Path) -> bool:
    return fits(record, entry) and untouched(record, folder)


def _refuse_strangers(entry: ModelEntry, folder: Path) -> None:
    """A file that was put beside the tested ones may change what a model does: some say how sound is prepared.

    What desktops leave in a folder, and texts for people, do not count. Raises ModelChanged, OSError.
    """
    if entry.where != "models" or entry.task not in SEARCHING:
        return
    known = {file.path.casefold() for file in entry.files} | {RECORD, f"{RECORD}.new"}
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_dir() and not path.is_symlink():
            continue
        if inside.as_posix().casefold() in known or any(part.startswith(".") for part in inside.parts):
            continue
        if path.suffix.lower() != ".md" and path.name.lower() not in HARMLESS:
            raise ModelChanged(entry.title)


def _name(entry: ModelEntry) -> str:
    return f"{entry.id}.json" if entry.where != "models" else RECORD


def _nobody(_: object) -> None:
    """Nobody is told."""
