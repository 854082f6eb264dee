"""What the system says of a file without reading it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file's size and times, and which file it is.

    `changed_ns`: when its content or its attributes were last changed, which no program can set back; 0 where the
    system does not say (Windows). A copy, or a folder brought back from a backup, has another one.
    """

    bytes: int
    mtime_ns: int
    changed_ns: int = 0
    inode: int = 0


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file; of what a link points to. Raises OSError."""
    found = path.stat()
    changed = found.st_ctime_ns if sys.platform != "win32" else 0
    return Stamp(found.st_size, found.st_mtime_ns, changed, found.st_ino)
