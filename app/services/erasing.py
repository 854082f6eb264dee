"""The acts behind every deletion: overwrite, empty the log, rebuild the database, delete the files, then look.

What lies in a page that SQLite has freed, or in its write-ahead log, is still there for whoever has the vault's key.
Nothing here counts as deleted before the log is empty and a search of all pages, as they lie on the disk, finds
nothing.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.domain.errors import Cancelled, DeletionUnfinished, DiskFull, VaultInUse
from app.services.access import Store
from app.services.ballast import with_ballast
from app.store.audio_store import UNFINISHED
from app.store.backup import DRAFT, DRILL, LEAVING
from app.store.files import companions, file_failure, set_aside, sync_folder
from app.store.gone import find_in_pages
from app.store.migrations import copies_before

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Erased:
    """What a deletion did. `searched` says whether there was something to look for in the pages, which then was not
    there; `compacted` is False where a full disk left no room to rebuild the database, whose freed pages are
    overwritten all the same; `files` counts the files deleted."""

    searched: bool
    compacted: bool
    files: int = 0


def with_room(store: Store, act: Callable[[], T], recordings: Sequence[str] = ()) -> T:
    """`act`, and again where the disk is full: first with the room that is kept for this, then with that of the sound
    of `recordings`, which are to go anyway. Raises what `act` does."""
    try:
        return with_ballast(store.vault.folder, act)
    except DiskFull:
        if not sum(delete_files(store, each) for each in recordings):
            raise
        return act()


def purge(store: Store, needles: Sequence[bytes] = ()) -> Erased:
    """Empty the log, rebuild the database, and look for `needles` in every page.

    Raises DeletionUnfinished where something else reads the vault, so that the log could not be emptied, where a lock
    broke it off, or where a needle was still found; `finish` may be called later. Raises DiskFull where not even the
    log could be moved.
    """
    compacted = True
    for place in (DRAFT, DRILL, LEAVING):  # left by what was cut off; a backup that runs just now fails
        try:
            shutil.rmtree(store.vault.folder / place)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise file_failure(error, store.vault.folder) from error
    for copy in copies_before(store.vault.folder):  # made before a step of the schema: all of it is in there
        remove(companions(copy))
    try:
        try:
            with_room(store, store.search.scrub)
        except DiskFull:
            with_room(store, store.search.reset)  # no room to write it anew: it goes, and is read in again
        with_room(store, store.database.checkpoint)
        try:
            with_room(store, store.database.vacuum)
        except DiskFull:
            compacted = False  # secure_delete has overwritten what was freed; the search below proves it
            with_room(store, store.database.checkpoint)
        # Logs of an earlier accident are kept to get texts back from: whatever is deleted may be in one of them.
        remove(set_aside(store.database.path))
        if needles and find_in_pages(store.database, store.vault.key, needles):
            raise DeletionUnfinished
    except (VaultInUse, Cancelled) as error:
        raise DeletionUnfinished from error
    return Erased(searched=bool(needles), compacted=compacted)


def shred(store: Store, recording_id: str) -> Erased:
    """Destroy a recording: its key, every trace of it in the vault's pages, its files. May be called again.

    Raises RecordMissing, DiskFull, FolderNotWritable, or DeletionUnfinished (see `purge`).
    """
    key = store.recordings.key(recording_id)
    try:
        with_room(store, lambda: store.recordings.destroy(recording_id), [recording_id])
    except VaultInUse as error:
        raise DeletionUnfinished from error
    done = purge(store, [key] if key is not None else [])
    return Erased(done.searched, done.compacted, delete_files(store, recording_id))


def delete_files(store: Store, recording_id: str) -> int:
    """Delete a recording's files; how many there were. Raises FolderNotWritable."""
    path = store.vault.recording_path(recording_id)
    return remove((*companions(path), *companions(path.with_name(path.name + UNFINISHED))))


def remove(paths: Sequence[Path]) -> int:
    """Delete files for good, through a power cut too; how many were there. Raises FolderNotWritable."""
    gone = 0
    try:
        for path in paths:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
                gone += 1
        for folder in {path.parent for path in paths} if gone else ():
            sync_folder(folder)
    except OSError as error:
        raise file_failure(error, paths[0].parent) from error
    return gone
