"""What is loaded is what was checked: files are looked at right before and right after an engine reads them.

A file that was swapped, written to, or given its old time back meanwhile has another stamp. What this cannot see: a
change beneath the file system, a clock that was set back together with the file (only the system's administrator can),
on Windows a change with size and time restored, and a change after the model was loaded: a note model's file is
read from the disk as it is needed, and the next loading is when that shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.domain.stamps import Stamp, stamp_of


class FilesChanged(Exception):
    """A file is not the one that was checked; whatever was loaded from it is not to be used."""


@contextmanager
def held_still(files: Mapping[str, Stamp]) -> Iterator[None]:
    """Load within this. `files`: path and stamp of each. Raises FilesChanged, before or after."""
    _look(files)
    yield
    _look(files)


def _look(files: Mapping[str, Stamp]) -> None:
    try:
        if all(stamp_of(Path(path)) == stamp for path, stamp in files.items()):
            return
    except OSError:
        pass  # it is gone: the same answer
    raise FilesChanged
