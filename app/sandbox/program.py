"""What every process of the program must be able to read: the program itself, Python, the system's libraries."""

from __future__ import annotations

import site
import sys
from collections.abc import Iterator, Sequence
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


def readable(more: Sequence[Path] = (), closed: Path | None = None) -> list[Path]:
    """The program, Python, the system's libraries, and `more`; `closed` (the vault) is in none of them."""
    roots = [Path(name) for name in SYSTEM]
    roots += [Path(sys.prefix), Path(sys.base_prefix)]
    roots += [PROGRAM / part for part in PARTS] if not hasattr(sys, "_MEIPASS") else [PROGRAM]
    roots += [Path(name) for name in (*site.getsitepackages(), site.getusersitepackages())]
    roots += more
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
