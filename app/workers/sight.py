"""What a worker may read: the program, Python, the system's libraries, the models. Never the vault."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from app.sandbox import program

NULL = program.NULL
"""The only thing that a worker may write to."""


def readable(models: Path | None, closed: Path | None) -> list[Path]:
    """Folders and files that a worker may read; `closed` (the vault) is in none of them.

    `models`: the folder of the installed models.
    """
    return program.readable([models] if models is not None else [], closed)


def graphics() -> list[Path]:
    """The files through which NVIDIA's driver is asked to calculate; none on a computer without such a card."""
    return sorted(Path("/dev").glob("nvidia*"))


def nowhere_to_write() -> None:
    """Name a folder for temporary files and caches that is there and takes none, not even from root.

    Some libraries want such a folder while they are imported, write nothing, and would give up
    if there were none.
    """
    if sys.platform == "linux":
        tempfile.tempdir = os.environ["TORCHINDUCTOR_CACHE_DIR"] = os.environ["MPLCONFIGDIR"] = "/proc"
