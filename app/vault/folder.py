"""The vault's folder: held by one program at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from app.domain.errors import FolderNotWritable, VaultInUse
from app.store.files import PRIVATE_FILE, file_failure
from app.vault.key_pair import COPY, KEYS

DATABASE = "vault.db"
UNFINISHED = "vault.db.new"
LOCK = "vault.lock"


def holds_vault(folder: Path) -> bool:
    """True where a vault, or a part of one, lies in `folder`."""
    return any((folder / name).exists() for name in (KEYS, COPY, DATABASE))


def acquire(folder: Path) -> FileLock:
    """Hold the folder for this program. Raises VaultInUse or FolderNotWritable.

    The system lets go of the lock when its holder ends, however it ends: a lock file that was left
    lying says nothing.
    """
    path = folder / LOCK
    try:
        # FileLock would report a folder that cannot be written to as one that is in use.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
    except OSError as error:
        raise file_failure(error, folder) from error
    lock = FileLock(path, timeout=0, thread_local=False)  # any thread may lock the vault again
    try:
        lock.acquire()
    except Timeout as error:
        raise VaultInUse from error
    return lock


@contextmanager
def held_for_reading(folder: Path) -> Iterator[None]:
    """Hold the folder as `acquire` does, also one that cannot be written to: a disk mounted read-only, say.

    Raises VaultInUse.
    """
    try:
        lock = acquire(folder)
    except FolderNotWritable:
        with _held_as_it_is(folder / LOCK):
            yield
        return
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _held_as_it_is(path: Path) -> Iterator[None]:
    """Hold the lock file that is there without writing to it. Without one, nobody has the vault open.

    Windows locks no file that is open for reading alone: there, who may not write here is trusted to be alone.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - not on Windows

            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # what FileLock takes, too
            except BlockingIOError as error:
                raise VaultInUse from error
            except OSError:  # a file system without such locks
                pass
        yield
    finally:
        os.close(descriptor)
