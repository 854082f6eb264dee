"""The vault's folder: held by one program at a time."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from app.domain.errors import VaultInUse
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
