"""Moving a vault to another folder: copied, compared, and only then removed where it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from app.domain.errors import DiskFull, FolderChanged, VaultExists
from app.store.files import PRIVATE_FILE, create_private_folder, file_failure, sync_folder
from app.vault.folder import LOCK, acquire, holds_vault
from app.vault.key_pair import COPY, KEYS, vault_id

_BLOCK = 1 << 20
_SHM_LOCK = 128
"""The byte of SQLite's -shm file that whoever has the database open holds (WAL mode, `UNIX_SHM_DMS`)."""
SUBFOLDER = "Sotto vault"


def place_in(chosen: Path) -> Path:
    """The folder that a vault would get in the one that was chosen: that one if it is empty, else one in it.

    Raises VaultExists where there is a vault already.
    """
    chosen = chosen.absolute()
    for place in (chosen, chosen / SUBFOLDER):
        if holds_vault(place):
            raise VaultExists
        if not place.exists() or (place.is_dir() and not any(place.iterdir())):
            return place
    raise FolderChanged("there is a folder of that name already, with something in it")


def copy_vault(source: Path, target: Path) -> list[Path]:
    """Copy every file and compare all bytes; answers with the copied files, relative to `source`.

    The key files go first: a copy that is cut off can be told to be this vault's by them (`finish`). Both folders
    must be held by this program. Raises DiskFull, FolderNotWritable, or FolderChanged where
    a recording still runs or the copy differs; nothing is left in `target` then.
    """
    names = _names(source)
    if running(source):
        raise FolderChanged("a recording is running")
    needed = sum((source / name).stat().st_size for name in names)
    if shutil.disk_usage(target).free < needed:
        raise DiskFull
    made: list[Path] = []
    try:
        for name in sorted(names, key=lambda each: each.name not in (KEYS, COPY)):
            create_private_folder((target / name).parent)
            made.append(name)
            _copy(source / name, target / name)
        if _names(source) != names or any(_digest(source / name) != _digest(target / name) for name in names):
            raise FolderChanged("what was copied is not the same as what is there")
        for folder in {(target / name).parent for name in names}:
            sync_folder(folder)
    except BaseException as error:
        remove(target, made)
        if isinstance(error, OSError):
            raise file_failure(error, target) from error
        raise
    return names


def remove(folder: Path, names: list[Path]) -> None:
    """Remove these files and the folders that are empty then. Raises FolderNotWritable.

    The key files go last: as long as one of them is there, what is left can be told to be this vault's.
    """
    try:
        for name in sorted(names, key=lambda each: each.name in (KEYS, COPY)):
            (folder / name).unlink(missing_ok=True)
        for inner in sorted({(folder / name).parent for name in names} - {folder}, reverse=True):
            if inner.is_dir() and not any(inner.iterdir()):
                inner.rmdir()
    except OSError as error:
        raise file_failure(error, folder) from error


def finish(left: Path, folder: Path) -> None:
    """Remove what a move to `folder` that was cut off has left in `left`. Raises FolderNotWritable.

    Nothing is touched unless the key file there is the one of this very vault.
    """
    if not left.is_dir() or left.resolve() == folder.resolve() or vault_id(left) != vault_id(folder):
        return
    with acquire(left):
        remove(left, _names(left))
    remove(left, [Path(LOCK)])


def running(folder: Path) -> bool:
    """True where another process has a recording of this vault open: a recorder goes on while the vault is locked."""
    return any(_in_use(path) for path in (folder / "audio").glob("*.db-shm"))


def _in_use(shm: Path) -> bool:
    if sys.platform == "win32":
        return True  # the file is there only while the database is open, or was not closed properly
    import fcntl  # noqa: PLC0415 - not on Windows

    with shm.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _SHM_LOCK)
        except OSError:
            return True
    return False


def _names(folder: Path) -> list[Path]:
    return sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file() and p.name != LOCK)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("xb") as written:
        target.chmod(PRIVATE_FILE)
        shutil.copyfileobj(read, written, _BLOCK)
        written.flush()
        os.fsync(written.fileno())


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
