"""Power cut: from the shim's log of every write, what a disk may hold that lost what was not fsynced.

The model is that of ALICE (Pillai et al., OSDI 2014), strict where file systems differ:

- Bytes written to a file last once `fsync` of that file has returned. Before, each block of them may have reached
  the disk or not, in any order; so may each change of the file's length.
- A name that was made, changed or deleted lasts once `fsync` of its folder has returned. Before, any number of the
  last changes of a folder may be lost, in order, each folder for itself.
- An acknowledgement counts if it stands in the log before the cut.
"""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

_RECORD = struct.Struct("<c7xQQQQQQ")
SECTOR, PAGE = 512, 4096
_GONE_AT_BOOT = ("-shm",)
"""What is mapped into memory and made anew; it is never read after a restart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. Kinds: W(rite) T(runcate) S(ync) C(reate) N (rename) U(nlink) D (mkdir) R(mdir) A(ck)."""

    kind: str
    inode: tuple[int, int]
    offset: int
    path: str
    target: str
    data: bytes


def read_log(path: Path) -> list[Entry]:
    """The shim's log."""
    return list(_entries(path.read_bytes()))


def _entries(raw: bytes) -> Iterator[Entry]:
    at = 0
    while at < len(raw):
        kind, dev, ino, offset, length, path, target = _RECORD.unpack_from(raw, at)
        at += _RECORD.size
        first, second = raw[at : at + path], raw[at + path : at + path + target]
        at += path + target
        size = length if kind in (b"W", b"A") else 0
        yield Entry(
            kind.decode(), (dev, ino), offset, first.decode(), second.decode(), raw[at : at + size]
        )  # a truncation's length stands in `offset`
        at += size


@dataclass(eq=False)
class File:
    """What of a file is on the disk for good, and what may be lost."""

    content: bytearray = field(default_factory=bytearray)
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)

    def sync(self) -> None:
        """Everything written so far lasts."""
        for change in self.pending:
            apply(self.content, *change)
        self.pending.clear()

    def after_a_cut(self, rng: random.Random) -> bytes:
        """One of the states in which the file may be found."""
        content = bytearray(self.content)
        how = rng.choice(("nothing", "all", "some", "some", "some", "first"))
        pieces = [piece for change in self.pending for piece in pieces_of(change, rng)]
        kept = {"nothing": 0.0, "all": 1.0}.get(how, rng.random())
        if how == "first":
            pieces, kept = pieces[: rng.randrange(len(pieces) + 1)], 1.0
        for piece in pieces:
            if rng.random() < kept:
                apply(content, *piece)
        return bytes(content)


def apply(content: bytearray, kind: str, offset: int, data: bytes) -> None:
    """Carry out a write ("W") or a change of length ("T")."""
    if kind == "T":
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


def pieces_of(change: tuple[str, int, bytes], rng: random.Random) -> list[tuple[str, int, bytes]]:
    """A write as the blocks in which the disk takes it, shuffled."""
    kind, offset, data = change
    if kind == "T":
        return [change]
    block = rng.choice((SECTOR, PAGE, 1 << 30))
    cuts = [0, *(at - offset for at in range(offset - offset % block + block, offset + len(data), block)), len(data)]
    pieces = [(kind, offset + a, data[a:b]) for a, b in pairwise(cuts)]
    rng.shuffle(pieces)
    return pieces


class Disk:
    """The folder as the log goes on: what programs see, and what is on the disk."""

    def __init__(self, root: Path, start: Path) -> None:
        """`root`: the folder whose paths the log holds; `start`: what was in it before."""
        self._root = str(root)
        self._seen: dict[str, File] = {}  # by path, as programs see it
        self._names: dict[str, File | None] = {}  # by path, as the disk has it; None is a folder
        self._changes: dict[str, list[tuple[str, str, str, File | None]]] = {}  # by folder, not synced yet
        self._inodes: dict[tuple[int, int], File] = {}
        for path in sorted(start.rglob("*")):
            name = f"{root}/{path.relative_to(start)}"
            file = None if path.is_dir() else File(bytearray(path.read_bytes()))
            self._names[name] = file
            if file is not None:
                self._seen[name] = file

    def take(self, entry: Entry) -> None:
        """One line of the log."""
        if entry.kind in "WTS" and entry.kind != "S":
            self._file(entry).pending.append((entry.kind, entry.offset, entry.data))
        elif entry.kind == "S":
            self._sync(entry)
        elif entry.kind == "C":
            file = self._inodes[entry.inode] = self._seen[entry.path] = File()
            self._change(entry.path, ("make", entry.path, "", file))
        elif entry.kind == "D":
            self._change(entry.path, ("make", entry.path, "", None))
        elif entry.kind in "UR":
            self._seen.pop(entry.path, None)
            self._change(entry.path, ("remove", entry.path, "", None))
        elif entry.kind == "N":
            self._seen[entry.target] = self._seen.pop(entry.path)
            self._change(entry.path, ("rename", entry.path, entry.target, None))

    def now(self) -> dict[str, bytes]:
        """Every file as programs see it, by path below the folder."""
        left = {}
        for path, file in self._seen.items():
            content = bytearray(file.content)
            for change in file.pending:
                apply(content, *change)
            left[path.removeprefix(self._root).lstrip("/")] = bytes(content)
        return left

    def after_a_cut(self, rng: random.Random) -> dict[str, bytes | None]:
        """One of the states of the folder: content by path below it; None for a folder."""
        names = dict(self._names)
        all_names = rng.random() < 0.5
        for changes in self._changes.values():
            kept = changes if all_names else changes[: rng.randrange(len(changes) + 1)]
            for change in kept:
                _rename(names, change)
        left = {path: file for path, file in names.items() if not path.endswith(_GONE_AT_BOOT)}
        return {
            path.removeprefix(self._root).lstrip("/"): None if file is None else file.after_a_cut(rng)
            for path, file in left.items()
        }

    def _file(self, entry: Entry) -> File:
        if entry.inode not in self._inodes:
            # Written before it was named to us: it was there from the start, or is deleted by now.
            self._inodes[entry.inode] = self._seen.get(entry.path) or File()
        return self._inodes[entry.inode]

    def _sync(self, entry: Entry) -> None:
        folder = entry.path
        if folder == self._root or self._names.get(folder, File()) is None or self._is_new_folder(folder):
            for change in self._changes.pop(folder, []):
                _rename(self._names, change)
        else:
            self._file(entry).sync()

    def _is_new_folder(self, path: str) -> bool:
        return any(c[0] == "make" and c[1] == path and c[3] is None for cs in self._changes.values() for c in cs)

    def _change(self, path: str, change: tuple[str, str, str, File | None]) -> None:
        self._changes.setdefault(path.rsplit("/", 1)[0], []).append(change)


def _rename(names: dict[str, File | None], change: tuple[str, str, str, File | None]) -> None:
    kind, path, target, file = change
    if kind == "make":
        names[path] = file
    elif kind == "remove":
        names.pop(path, None)
    elif path in names:
        names[target] = names.pop(path)


def acknowledged(entries: list[Entry]) -> list[dict[str, Any]]:
    """What was acknowledged in a part of the log."""
    return [json.loads(entry.data) for entry in entries if entry.kind == "A"]


def write_out(state: dict[str, bytes | None], folder: Path) -> None:
    """Make `folder` hold a state. Files whose folder was lost are lost with it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(path for path, content in state.items() if content is None):
        if (folder / path).parent.is_dir():
            (folder / path).mkdir(exist_ok=True)
    for path, content in state.items():
        if content is not None and (folder / path).parent.is_dir():
            (folder / path).write_bytes(content)
