"""What a worker may read: the program, Python, the system's libraries, the models. Never the vault."""

from __future__ import annotations

import os
import site
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent.parent))
# Single folders of the program's: the clinician may have put the vault right beside them.
PARTS = ("app", "models", "resources")
SYSTEM = (
    "/usr", "/lib", "/lib32", "/lib64", "/etc", "/proc", "/sys",
    "/nix/store", "/gnu/store",  # where such systems keep what others have in /usr
    "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom",
)  # fmt: skip
NULL = Path("/dev/null")
"""The only thing that a worker may write to."""


def readable(models: Path | None, closed: Path | None) -> list[Path]:
    """Folders and files that a worker may read; `closed` (the vault) is in none of them.

    `models`: the folder of the installed models.
    """
    roots = [Path(name) for name in SYSTEM]
    roots += [Path(sys.prefix), Path(sys.base_prefix)]
    roots += [PROGRAM / part for part in PARTS] if not hasattr(sys, "_MEIPASS") else [PROGRAM]
    roots += [Path(name) for name in (*site.getsitepackages(), site.getusersitepackages())]
    if models is not None:
        roots.append(models)
    if closed is None:
        return roots
    return [piece for root in roots for piece in around(root, closed)]


def around(root: Path, closed: Path) -> Iterator[Path]:
    """`root`, or, where `closed` lies within, the pieces of it that do not hold `closed`."""
    whole, shut = root.resolve(), closed.resolve()
    if whole == shut or shut in whole.parents:
        return
    if whole not in shut.parents:
        yield root
        return
    for piece in whole.iterdir():
        yield from around(piece, shut)


def nowhere_to_write() -> None:
    """Name a folder for temporary files and caches that is there and takes none, not even from root.

    Some libraries want such a folder while they are imported, write nothing, and would give up
    if there were none.
    """
    if sys.platform == "linux":
        tempfile.tempdir = os.environ["TORCHINDUCTOR_CACHE_DIR"] = os.environ["MPLCONFIGDIR"] = "/proc"
