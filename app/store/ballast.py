"""A file that only takes up room, so that there is some to give up when the disk is full.

A full disk must neither cut off what is being said nor keep anybody from deleting.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from app.domain.errors import FolderNotWritable
from app.store.files import PRIVATE_FILE, file_failure, sync_folder

NAME = "ballast"
SIZE = 64 << 20
"""Bytes: half an hour of sound."""
_BLOCK = 1 << 20


class Ballast:
    """The ballast of one vault's folder."""

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        self._path = folder / NAME
        self._size = size

    @property
    def there(self) -> bool:
        """Whether there is one to give up."""
        try:
            return self._path.stat().st_size > 0
        except OSError:
            return False

    def ensure(self) -> bool:
        """Make it where it is missing and the disk has four times its room. Whether it is there, whole.

        Its room is really taken: a file with holes would give back nothing. Raises FolderNotWritable.
        """
        try:
            if self._path.exists() and self._path.stat().st_size == self._size:
                return True
            if shutil.disk_usage(self._path.parent).free < 4 * self._size:
                return False
            self._write()
            sync_folder(self._path.parent)
        except OSError as error:
            self._path.unlink(missing_ok=True)
            failure = file_failure(error, self._path.parent)
            if isinstance(failure, FolderNotWritable):
                raise failure from error
            return False
        return True

    def give_up(self) -> bool:
        """Give its room back. False where there was none, or the system keeps it."""
        if not self.there:
            return False
        try:
            # Deleting alone gives nothing back while the file is held somewhere: the recorder's sandbox holds it.
            os.truncate(self._path, 0)
        except OSError:
            return False
        with contextlib.suppress(OSError):  # the recorder may change this file, and nothing else in its folder
            self._path.unlink()
        return True

    def _write(self) -> None:
        descriptor = os.open(self._path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, self._size)
            else:
                block = os.urandom(_BLOCK)  # zeros would be compressed to nothing on some disks
                for at in range(0, self._size, _BLOCK):
                    file.write(block[: self._size - at])
            file.flush()
            os.fsync(file.fileno())
