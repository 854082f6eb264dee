"""Small acts on files that must survive a power cut."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

from app.domain.errors import DiskFull, FolderNotWritable, SottoError, VaultDamaged, VaultExists

PRIVATE_FILE = 0o600
FOREIGN = "-foreign"
"""What the name of a log ends with that was put aside because it does not belong to its database."""
PRIVATE_FOLDER = 0o700
_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENOENT}


def file_failure(error: OSError, folder: Path) -> SottoError:
    """The error of our tree that says what `error` means for a file in `folder`."""
    if error.errno in _FULL:
        return DiskFull()
    if error.errno in _REFUSED:
        return FolderNotWritable(str(folder))
    return VaultDamaged("the disk reported an error")


def sync_folder(folder: Path) -> None:
    """Make new, renamed and deleted names in `folder` last through a power cut.

    Windows has no such call; there a rename is written through by the file system's journal.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_data(descriptor: int) -> None:
    """Make what was written to an open file last through a power cut; its length may not have changed."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync() leaves it in the drive's own memory there
    elif hasattr(os, "fdatasync"):
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def create_private(path: Path) -> None:
    """Create an empty file that only its owner may read.

    Raises VaultExists, FolderNotWritable or DiskFull.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
    except FileExistsError as error:
        raise VaultExists from error
    except OSError as error:
        raise file_failure(error, path.parent) from error


def create_private_folder(folder: Path) -> None:
    """Create `folder` and its parents, readable by the owner alone; one that is there is left as it is.

    New names last through a power cut when this returns. Raises FolderNotWritable or DiskFull.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        for each in reversed(missing):
            each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            sync_folder(each.parent)
        folder.mkdir(exist_ok=True)
    except FileExistsError as error:  # a file of that name is in the way
        raise FolderNotWritable(str(folder)) from error
    except OSError as error:
        raise file_failure(error, folder) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` by `data`: after a crash at any point, either the old or the new content is there.

    Raises FolderNotWritable or DiskFull; one of the two is then in place, whole.
    """
    draft = path.with_name(path.name + ".new")
    try:
        # What may lie there is from an attempt that was cut off, or a link or pipe that somebody laid out.
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):  # the failure itself is reported below
            draft.unlink(missing_ok=True)
        raise file_failure(error, path.parent) from error


def companions(path: Path) -> tuple[Path, ...]:
    """A database's file and those that belong to it: SQLite's log and its index, the head, and logs set aside."""
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-shm", ".head")]
    return (path, *beside, *set_aside(path))


def set_aside(path: Path) -> list[Path]:
    """The logs of the database at `path` that were put aside because they did not fit it, oldest first."""
    return sorted(path.parent.glob(f"{path.name}-wal.aside-*"))


def cut_logs(path: Path) -> list[Path]:
    """Those of `set_aside` that are the database's own, cut short by damage; the others never belonged to it."""
    return [log for log in set_aside(path) if not log.name.endswith(FOREIGN)]


def rename_database(unfinished: Path, path: Path) -> None:
    """Give a closed database its name, its head first: cut off in between, it is made up for at the next opening.

    Raises FolderNotWritable, or DiskFull, also where closing it left something in its log: only a full disk keeps it
    there, and it must not be left behind.
    """
    head = unfinished.with_name(unfinished.name + ".head")
    log = unfinished.with_name(unfinished.name + "-wal")
    try:
        if log.exists() and log.stat().st_size:
            raise DiskFull
        if head.exists():
            head.replace(path.with_name(path.name + ".head"))
        unfinished.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise file_failure(error, path.parent) from error


def remove(path: Path) -> None:
    """Delete a database's file and everything beside it; what is not there is no error.

    Raises FolderNotWritable or VaultDamaged.
    """
    try:
        for file in companions(path):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise file_failure(error, path.parent) from error
