"""The folder of an export while it is made: nothing in it can be taken for a whole export until it is one.

It carries another name and a file that says so until the very last act, its renaming. What fails removes it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

import msgspec

from app.domain.errors import ExportNoRoom, ExportNotRemoved, FolderNotWritable
from app.store.files import PRIVATE_FILE, PRIVATE_FOLDER, sync_folder

UNFINISHED = " (unfinished)"
WARNING = "NOT COMPLETE.txt"
MANIFEST = "manifest.json"
FORMAT, VERSION = "sotto-export", 1
_WARNS = (
    "This export did not come to its end. It is not whole, and it is not encrypted. Delete this folder and make the "
    "export again.\n"
)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BLOCK = 1 << 20


class FileFacts(msgspec.Struct):
    """Length and SHA-256 of a file of the export."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct):
    """What an export says of itself; written last. `files` by their path, with / between the parts."""

    format: str
    version: int
    made_at: str
    program: str
    schema: list[str]
    counts: dict[str, int]
    files: dict[str, FileFacts]
    left_out: list[str] = []


class ExportFolder:
    """Writes the files of an export. Use it as a context: leaving it by an exception removes everything.

    Raises ExportNoRoom where the disk is full, FolderNotWritable, or ExportNotRemoved where what was written could
    not be removed; `alive` is asked between the pieces and may raise.
    """

    def __init__(self, target: Path, alive: Callable[[], None]) -> None:
        """`target` is the name of the whole export; nothing may be there yet."""
        self._target = target
        self._work = target.with_name(target.name + UNFINISHED)
        self._alive = alive
        self._files: dict[str, FileFacts] = {}
        self._finished = False

    def __enter__(self) -> ExportFolder:
        try:
            self._work.mkdir(mode=PRIVATE_FOLDER)
            self._write(self._work / WARNING, [_WARNS.encode()])
        except OSError as error:
            self._remove()
            raise failure(error, self._target.parent) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._finished:
            return
        self._remove()
        if isinstance(error, OSError):
            raise failure(error, self._target.parent) from error

    def add(self, name: str, data: bytes | Iterable[bytes]) -> int:
        """Write a file; answers with the number of its pieces."""
        path = self.path(name)
        count = self._write(path, [data] if isinstance(data, bytes) else data)
        self._note(name, path)
        return count

    def add_made(self, name: str, make: Callable[[Path], Any]) -> None:
        """Have `make` write the file itself at the path that it is given."""
        path = self.path(name)
        make(path)
        path.chmod(PRIVATE_FILE)
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        self._note(name, path)

    def path(self, name: str) -> Path:
        """Where a file of that name is to lie; its folders are made."""
        self._alive()
        path = self._work / PurePosixPath(name)
        for folder in reversed(path.relative_to(self._work).parents[:-1]):
            (self._work / folder).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        return path

    def finish(self, manifest: Manifest) -> Path:
        """Write the manifest and give the folder its name: from here on the export is whole."""
        manifest.files = dict(sorted(self._files.items()))
        self._write(self._work / MANIFEST, [msgspec.json.format(msgspec.json.encode(manifest), indent=1)])
        (self._work / WARNING).unlink()
        sync_folder(self._work)
        self._work.replace(self._target)
        self._finished = True
        sync_folder(self._target.parent)
        return self._target

    def _write(self, path: Path, pieces: Iterable[bytes]) -> int:
        count = 0
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
                count += 1
                if count % 200 == 0:
                    self._alive()
            file.flush()
            os.fsync(file.fileno())
        return count

    def _note(self, name: str, path: Path) -> None:
        self._files[name] = FileFacts(path.stat().st_size, digest_of(path))

    def _remove(self) -> None:
        if not self._work.exists():
            return
        shutil.rmtree(self._work, ignore_errors=True)
        if self._work.exists():
            raise ExportNotRemoved(self._work.name)


def failure(error: OSError, folder: Path) -> ExportNoRoom | FolderNotWritable:
    """What an error of the disk means for an export into `folder`."""
    return ExportNoRoom() if error.errno in _FULL else FolderNotWritable(str(folder))


def digest_of(path: Path) -> str:
    """SHA-256 of a file. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
