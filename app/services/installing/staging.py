"""The one way in: files are gathered beside the models, checked byte by byte, and moved into place in one step.

Whoever brings a model (from the network, a folder, a stick, a pack) writes its files to `Staging.path_for` and ends
with `Staging.commit`. Until the very last rename the model that was there before is untouched; what has been gathered
stays in `<models folder>/.partial/<model id>/` and is used the next time.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from filelock import FileLock, Timeout

from app.domain.errors import DiskFull, FolderNotWritable, ModelMissing, VaultDamaged
from app.domain.model_errors import DiskUnreliable, InstallRunning, NoRoomForModel, WrongBytes
from app.services.catalogue import ModelEntry, ModelFile
from app.services.installing.pace import Pace
from app.services.installing.progress import Halt, InstallStage, Report
from app.services.installing.record import Stamp, finish_install, stamp_of
from app.store.files import create_private_folder, sync_folder, write_atomically

PARTIAL = ".partial"
"""The folder within the models' that holds what is not whole yet."""
OLD = ".old"
"""What the name of a model ends with, in there, while another takes its place."""
RESERVE = 64 << 20
"""Bytes that stay free for everything else."""
BLOCK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENOENT}


class Staging:
    """The files of one model on their way in. Use it as a context: then no other process or thread works on the same.

    `models_folder`: the folder of all models; it and the folder of the partial files are made when needed.
    """

    def __init__(self, entry: ModelEntry, models_folder: Path) -> None:
        self._entry = entry
        self._models = models_folder
        self._place = models_folder / PARTIAL
        self._lock: FileLock | None = None
        self._noted = False

    @property
    def folder(self) -> Path:
        """Where the files are gathered."""
        return self._place / self._entry.id

    @property
    def target(self) -> Path:
        """Where the model will lie."""
        return self._models / self._entry.path

    def __enter__(self) -> Self:
        """Raises InstallRunning where this model is being installed already, FolderNotWritable or NoRoomForModel."""
        with disk_failures(self._models):
            create_private_folder(self._place)
            lock = FileLock(self._place / f"{self._entry.id}.lock", thread_local=False)
            try:
                lock.acquire(blocking=False)
            except Timeout as error:
                raise InstallRunning(self._entry.title) from error
        self._lock = lock
        try:
            self.recover()
            self._forget_other_pins()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def path_for(self, file: ModelFile) -> Path:
        """Where this file's bytes are written; its folder is there. What lies there already is what came so far.

        A file of more bytes than the catalogue says, or a link, is removed first. Raises FolderNotWritable,
        NoRoomForModel.
        """
        path = self.folder / file.path
        with disk_failures(self._models):
            create_private_folder(path.parent)
            if not self._noted:
                pins = {each.path: each.sha256 for each in self._entry.files}
                write_atomically(self._pins, msgspec.json.encode(pins))
                self._noted = True
            if path.is_symlink() or (path.is_file() and path.stat().st_size > file.bytes):
                path.unlink()
            elif path.is_dir():
                shutil.rmtree(path)
        return path

    def have(self, file: ModelFile) -> int:
        """Bytes of this file that came so far."""
        try:
            return min((self.folder / file.path).stat().st_size, file.bytes)
        except OSError:
            return 0

    def missing_room(self) -> int:
        """Bytes that have to be freed before the rest fits; 0 where it does. Raises FolderNotWritable."""
        rest = sum(file.bytes - self.have(file) for file in self._entry.files)
        with disk_failures(self._models):
            create_private_folder(self._place)
            free = shutil.disk_usage(self._place).free
        return max(0, rest + _converted(self._entry) + RESERVE - free)

    def check_room(self) -> None:
        """Raises NoRoomForModel where the disk has too little room for the files that are still to come."""
        missing = self.missing_room()
        if missing:
            raise NoRoomForModel(in_words(missing))

    def commit(self, report: Report, halt: Halt) -> Path:
        """Compare every byte with the catalogue, finish the model and move it into place; where it lies then.

        Raises WrongBytes that names the first file that is not the right one (it is removed, the others are kept),
        ModelMissing where one is not there, Cancelled, what `finish_install` raises, NoRoomForModel,
        FolderNotWritable or DiskUnreliable. The model that was there before is untouched then.
        """
        with contextlib.ExitStack() as held:
            if self._lock is None:
                held.enter_context(self)
            with disk_failures(self._models):
                self._clear_strangers()
                hashed = self._check(report, halt)
                finish_install(self._entry, self.folder, report, halt, hashed=hashed)
                halt.check()
                self._move()
            total = self._entry.size_bytes
            Pace(self._entry.id, total, report).tell(InstallStage.DONE, total)
        return self.target

    def discard(self) -> None:
        """Remove what came so far. Raises InstallRunning, FolderNotWritable or DiskUnreliable."""
        with contextlib.ExitStack() as held:
            if self._lock is None:
                held.enter_context(self)
            with disk_failures(self._models):
                remove(self.folder)
                remove(self._pins)

    def recover(self) -> None:
        """Tidy up after a move that was cut off: the model that was there before goes back, or goes for good."""
        old = self._old
        with disk_failures(self._models):
            if _there(old) and not _there(self.target):
                create_private_folder(self.target.parent)
                old.rename(self.target)
                sync_folder(self.target.parent)
            elif _there(old):
                remove(old)

    @property
    def _old(self) -> Path:
        return self._place / f"{self._entry.id}{OLD}"

    @property
    def _pins(self) -> Path:
        return self._place / f"{self._entry.id}.pins"

    def _forget_other_pins(self) -> None:
        """What came of a file that the catalogue has since replaced by another is not gone on with."""
        with disk_failures(self._models):
            try:
                noted = msgspec.json.decode(self._pins.read_bytes(), type=dict[str, str])
            except (FileNotFoundError, ValueError, RecursionError):  # nothing came yet; or torn: the checksums decide
                noted = {}
            for file in self._entry.files:
                if noted.get(file.path, file.sha256) != file.sha256:
                    remove(self.folder / file.path)

    def _clear_strangers(self) -> None:
        """Only what the catalogue names goes into place; anything else is from an earlier edition of it."""
        known = {self.folder / file.path for file in self._entry.files}
        folders = {parent for path in known for parent in path.parents}
        for path in sorted(self.folder.rglob("*"), reverse=True) if self.folder.is_dir() else ():
            if path.is_symlink() or path not in (known if path.is_file() else folders):
                remove(path)

    def _check(self, report: Report, halt: Halt) -> dict[str, Stamp]:
        """Every byte; what the system said of each file before it was read."""
        pace, done = Pace(self._entry.id, self._entry.size_bytes, report), 0
        stamps = {}
        for file in self._entry.files:
            path = self.folder / file.path
            if not path.is_file():
                raise ModelMissing(self._entry.title)
            stamps[file.path] = stamp_of(path)
            digest = hashlib.sha256()
            # Windows stores what is in memory only for those who may write.
            with path.open("r+b" if sys.platform == "win32" else "rb") as stream:
                while block := stream.read(BLOCK):
                    halt.check()
                    digest.update(block)
                    done += len(block)
                    pace.tell(InstallStage.CHECK, done, file.path)
                os.fsync(stream.fileno())
            if digest.hexdigest() != file.sha256:
                path.unlink()
                raise WrongBytes(file.path)
        return stamps

    def _move(self) -> None:
        for path in {self.folder, *(path.parent for path in self.folder.rglob("*"))}:
            sync_folder(path)
        create_private_folder(self.target.parent)
        replaced = _there(self.target)
        if replaced:
            self.target.rename(self._old)
        try:
            self.folder.rename(self.target)
        except OSError:
            if replaced:
                self._old.rename(self.target)
            raise
        sync_folder(self.target.parent)
        sync_folder(self._place)
        with contextlib.suppress(OSError):  # a file in use on Windows; the next start removes it
            remove(self._old)
            remove(self._pins)


def partial_bytes(models_folder: Path, model_id: str) -> int:
    """Bytes that lie there of a model that is not whole; 0 for none."""
    return bytes_in(models_folder / PARTIAL / model_id)


def bytes_in(folder: Path) -> int:
    """What all files below a folder take; links are not followed. 0 where there is none, or its disk is gone."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):  # it goes while this looks
                total += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118 - as os.walk speaks
    return total


def remove(path: Path) -> None:
    """Delete a file, a link or a whole folder; what is not there is no error."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    elif path.exists():
        shutil.rmtree(path)


def in_words(size: int) -> str:
    """Bytes for a sentence, rounded up: "1.3 GB", "12 MB"."""
    tenths = -(-size // 10**8)
    return f"{tenths / 10:.1f} GB" if size >= 10**9 else f"{max(1, -(-size // 10**6))} MB"


@contextlib.contextmanager
def disk_failures(folder: Path) -> Iterator[None]:
    """What the disk reports, as an error of our tree. `folder`: the one to name where nothing can be written."""
    try:
        yield
    except DiskFull as error:
        raise NoRoomForModel(in_words(RESERVE)) from error
    except VaultDamaged as error:  # so the store calls a disk's error
        raise DiskUnreliable from error
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoomForModel(in_words(RESERVE)) from error
        if error.errno in _REFUSED:
            raise FolderNotWritable(str(folder)) from error
        raise DiskUnreliable from error


def _converted(entry: ModelEntry) -> int:
    """Bytes that the weights of a speaker model take once more while they are converted."""
    if entry.task != "speakers":
        return 0
    return sum(file.bytes for file in entry.files if file.path.endswith((".bin", ".ckpt")))


def _there(path: Path) -> bool:
    return path.is_symlink() or path.exists()
