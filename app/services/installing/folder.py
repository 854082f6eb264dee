"""Models from a folder, a stick or a pack: found by size first and by checksum second, whatever they are called.

A folder may be the hub's own cache with its links, a copy of one, a stick with a pack on it, or a heap of renamed
files. Links to files are followed: nothing but bytes of a known checksum is ever taken. Links to folders are not.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.model_errors import NoRoomForModel, NothingToInstall, PackUnreadable, SourceLost
from app.services.catalogue import ModelEntry, ModelFile
from app.services.installing.offers import Imported, Offer, Offered, OfferState
from app.services.installing.pack import CUT_SHORT, NO_PACK, SUFFIX, Pack, PackModel, is_pack, printable, read_pack
from app.services.installing.pieces import Meter, Piece, copy_checked
from app.services.installing.progress import Halt, Report
from app.services.installing.record import Record, read_record, unchanged
from app.services.installing.staging import PARTIAL, RESERVE, Staging, disk_failures, in_words

ENTRIES_MOST = 200_000
"""Names that are looked at in a folder before the search is given up; those near the top come first."""
PACKS_MOST = 100
"""Packs that are read in one folder."""
SMALL = 4 << 20
"""Bytes up to which a file is hashed already when a folder is only looked into: small ones often have equal sizes."""
_UNKNOWN_MOST = 50
_GONE = (errno.EIO, errno.ENODEV, errno.ENXIO)


@dataclass(slots=True)
class _Found:
    """Everything in a folder or pack that may be a part of a model."""

    pieces: list[Piece] = field(default_factory=list)
    packs: list[Pack] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    searched_all: bool = True
    refusal: PackUnreadable | None = None

    @property
    def cut(self) -> bool:
        return any(pack.cut for pack in self.packs)


class Importer:
    """Brings models of the catalogue into the folder of all models."""

    def __init__(self, entries: Mapping[str, ModelEntry], folder: Path) -> None:
        self._entries = entries
        self._folder = folder
        self._sizes = {file.bytes for entry in entries.values() for file in entry.files}

    def look_into(self, source: Path, halt: Halt | None = None) -> Offer:
        """What a folder, a stick, a pack or a single file holds. Quick: large files are told by their size alone.

        Raises NothingToInstall, PackUnreadable where there is nothing but a pack that is none, SourceLost where it
        cannot be read, Cancelled.
        """
        halt = halt or Halt()
        found = self._search(source, halt)
        matches = _Matches(found.pieces, halt, hash_up_to=SMALL)
        models = [self._offered(entry, matches) for entry in self._mentioned(found, matches)]
        unknown = self._unknown(found)
        if not models and not unknown and (found.searched_all or found.refusal):
            raise found.refusal or NothingToInstall
        return Offer(tuple(models), unknown, found.cut, tuple(found.unreadable), found.searched_all)

    def import_from(self, source: Path, report: Report, halt: Halt, wanted: Collection[str] | None = None) -> Imported:
        """Install every model that is whole there, or those of `wanted`; what became of each.

        A model that is installed and as it should be is left alone. Each one is checked and moved into place before
        the next is begun; where it breaks off, what was copied and checked is used the next time.

        Raises NothingToInstall, PackUnreadable, SourceLost, NoRoomForModel, InstallRunning, FolderNotWritable,
        DiskUnreliable, Cancelled, and what `finish_install` raises.
        """
        found = self._search(source, halt)
        matches = _Matches(found.pieces, halt, hash_up_to=SMALL)
        if wanted is None:
            asked = self._mentioned(found, matches)
        else:
            asked = [entry for entry in self._entries.values() if entry.id in wanted]
        already = [e for e in asked if self._as_it_should_be(e, halt)]
        rest = [e for e in asked if e not in already and e.where == "models" and not e.unconfirmed]
        whole = [e for e in rest if not matches.missing(e)]
        if not whole and not already:
            if found.cut:
                raise PackUnreadable(CUT_SHORT)
            if not asked:
                raise found.refusal or NothingToInstall
        self._check_room(whole)
        meter = Meter(sum(entry.size_bytes for entry in whole), report)
        installed = [e.id for e in whole if self._bring(e, matches, meter, report, halt)]
        kept = [e.id for e in already]
        incomplete = [e.id for e in asked if e.id not in {*installed, *kept}]
        return Imported(tuple(installed), tuple(kept), tuple(incomplete), self._unknown(found))

    def _mentioned(self, found: _Found, matches: _Matches) -> list[ModelEntry]:
        """The models that a pack lists, and those of which most is there. Raises SourceLost, Cancelled."""
        listed = {model.id for pack in found.packs for model in pack.models}
        return [entry for entry in self._entries.values() if entry.id in listed or _mostly(entry, matches)]

    # ---- one model ----

    def _offered(self, entry: ModelEntry, matches: _Matches) -> Offered:
        missing = matches.missing(entry)
        found = entry.size_bytes - sum(file.bytes for file in missing)
        if self._seems_installed(entry):
            state = OfferState.INSTALLED
        elif entry.unconfirmed:
            state = OfferState.UNCONFIRMED
        else:
            state = OfferState.INCOMPLETE if missing or entry.where != "models" else OfferState.WHOLE
        paths = tuple(file.path for file in missing)
        return Offered(entry.id, entry.title, entry.task, state, entry.size_bytes, found, paths)

    def _bring(self, entry: ModelEntry, matches: _Matches, meter: Meter, report: Report, halt: Halt) -> bool:
        """Copy, check and move into place; False where one of its files has the right size and other bytes."""
        with Staging(entry, self._folder) as staging:
            for file in sorted(entry.files, key=lambda each: each.bytes):
                meter.begin(entry.id, file.path)
                target = staging.path_for(file)
                if _has(target, file, halt):
                    meter.add(file.bytes)
                elif not any(copy_checked(p, target, file.sha256, meter, halt) for p in matches.of(file)):
                    return False
            staging.commit(report, halt)
        return True

    def _check_room(self, entries: Iterable[ModelEntry]) -> None:
        """Raises NoRoomForModel where all of them together do not fit; none is begun then."""
        rest = sum(
            file.bytes
            for staging, entry in [(Staging(entry, self._folder), entry) for entry in entries]
            for file in entry.files
            if staging.have(file) < file.bytes  # a part of one is not gone on with from here
        )
        if not rest:
            return
        with disk_failures(self._folder):
            free = free_bytes(self._folder)
        missing = rest + RESERVE - free
        if missing > 0:
            raise NoRoomForModel(in_words(missing))

    # ---- what is there already ----

    def _seems_installed(self, entry: ModelEntry) -> bool:
        """By its record, or by the sizes of its files; no file is read."""
        folder = entry.folder(self._folder)
        if folder is None:
            return False
        record = self._record(entry, folder)
        if record is not None:
            same = {each.path: each.sha256 for each in record.files} == {f.path: f.sha256 for f in entry.files}
            return same and unchanged(record, folder)
        return all(_size(folder / file.path) == file.bytes for file in entry.files)

    def _as_it_should_be(self, entry: ModelEntry, halt: Halt) -> bool:
        """By its record, or by reading all of its files once more. Raises SourceLost, Cancelled."""
        folder = entry.folder(self._folder)
        if folder is None or not self._seems_installed(entry):
            return False
        recorded = self._record(entry, folder) is not None
        return recorded or all(_has(folder / file.path, file, halt) for file in entry.files)

    @staticmethod
    def _record(entry: ModelEntry, folder: Path) -> Record | None:
        """What ships with the program has none, and is not ours to write into."""
        return read_record(folder) if entry.where == "models" else None

    # ---- searching ----

    def _search(self, source: Path, halt: Halt) -> _Found:
        found = _Found()
        try:
            kind = source.stat().st_mode
            if stat.S_ISDIR(kind):
                self._walk(source, found, halt)
            elif stat.S_ISREG(kind):
                self._single(source, found)
            else:
                raise PackUnreadable(NO_PACK)
        except OSError as error:
            raise SourceLost from error
        return found

    def _single(self, source: Path, found: _Found) -> None:
        size = source.stat().st_size
        if source.suffix.lower() == SUFFIX or is_pack(source):
            _add_pack(found, read_pack(source))
        elif size in self._sizes:
            found.pieces.append(Piece(source, 0, size))
        else:
            raise PackUnreadable(NO_PACK)

    def _walk(self, top: Path, found: _Found, halt: Halt) -> None:
        """Level by level, so that what lies near the top is found in a very large folder too."""
        folders, seen, looked = deque([top]), set[tuple[int, ...]](), 0
        while folders:
            folder = folders.popleft()
            for entry in _names(folder, top):
                halt.check()
                looked += 1
                if looked > ENTRIES_MOST:
                    found.searched_all = False
                    return
                if entry.is_dir(follow_symlinks=False):
                    if Path(entry.path) != self._folder / PARTIAL:
                        folders.append(Path(entry.path))
                else:
                    self._take(Path(entry.path), found, seen)

    def _take(self, path: Path, found: _Found, seen: set[tuple[int, ...]]) -> None:
        try:
            facts = path.stat()
        except OSError:  # a link that leads nowhere, or a file that went away: it cannot be a model's
            return
        named_pack = path.suffix.lower() == SUFFIX and not path.name.startswith("._")  # macOS, on sticks
        if not stat.S_ISREG(facts.st_mode) or (facts.st_size not in self._sizes and not named_pack):
            return
        # The same file may be there by another name, as in the hub's cache. Not every system's numbers are its own.
        number = (facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)
        if number in seen:
            return
        seen.add(number)
        if not named_pack:
            found.pieces.append(Piece(path, 0, facts.st_size))
            return
        if len(found.packs) + len(found.unreadable) >= PACKS_MOST:
            found.searched_all = False
            return
        try:
            _add_pack(found, read_pack(path))
        except PackUnreadable as error:
            found.refusal = error
            found.unreadable.append(printable(path.name))

    def _unknown(self, found: _Found) -> tuple[str, ...]:
        titles = dict.fromkeys(
            printable(model.title or model.id)
            for pack in found.packs
            for model in pack.models
            if model.id not in self._entries and not self._known_by_content(model)
        )
        return tuple(titles)[:_UNKNOWN_MOST]

    def _known_by_content(self, model: PackModel) -> bool:
        content = {file.sha256 for file in model.files}
        return any(content >= {file.sha256 for file in entry.files} for entry in self._entries.values())


class _Matches:
    """Which pieces may be which of the catalogue's files."""

    def __init__(self, pieces: Iterable[Piece], halt: Halt, hash_up_to: int) -> None:
        self._by_size: defaultdict[int, list[Piece]] = defaultdict(list)
        for piece in pieces:
            self._by_size[piece.size].append(piece)
        self._halt, self._hash_up_to = halt, hash_up_to
        self._hashes: dict[Piece, str] = {}

    def of(self, file: ModelFile) -> list[Piece]:
        """Those that may be this file, the likeliest first; the small ones surely are. Raises SourceLost, Cancelled."""
        likely = [piece for piece in self._by_size[file.bytes] if piece.claimed in ("", file.sha256)]
        if file.bytes <= self._hash_up_to:
            likely = [piece for piece in likely if self._hash(piece) == file.sha256]
        name = file.path.rpartition("/")[2]
        return sorted(likely, key=lambda p: (not p.claimed, p.path.name not in (file.sha256, name), str(p.path)))

    def missing(self, entry: ModelEntry) -> list[ModelFile]:
        """The files of a model for which there is nothing. Raises SourceLost, Cancelled."""
        return [file for file in entry.files if not self.of(file)]

    def _hash(self, piece: Piece) -> str:
        if piece not in self._hashes:
            self._hashes[piece] = piece.sha256(self._halt)
        return self._hashes[piece]


def free_bytes(folder: Path) -> int:
    """What is free on the disk of a folder that need not be there yet. Raises OSError."""
    place = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    return shutil.disk_usage(place).free


def _mostly(entry: ModelEntry, matches: _Matches) -> bool:
    """Whether there is enough of a model to speak of it: a word list alone is shared by many."""
    return 2 * sum(file.bytes for file in matches.missing(entry)) <= entry.size_bytes


def _add_pack(found: _Found, pack: Pack) -> None:
    found.packs.append(pack)
    found.pieces.extend(pack.pieces)


def _names(folder: Path, top: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as names:
            return sorted(names, key=lambda entry: entry.name)
    except OSError as error:
        if folder == top or error.errno in _GONE:
            raise
        return []  # a folder that is not for this user, as every system keeps some at the top of a stick


def _has(path: Path, file: ModelFile, halt: Halt) -> bool:
    """Whether all of a file was copied or fetched before."""
    return _size(path) == file.bytes and Piece(path, 0, file.bytes).sha256(halt) == file.sha256


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else -1
    except OSError:
        return -1
