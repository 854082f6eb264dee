"""`<database>.head`: what a database was when it was last written, kept beside it.

SQLCipher finds a changed page, but not everything that can happen to a file: one flipped bit in the write-ahead
log makes SQLite drop the commits after it in silence, and an old page or a whole old file put back is authentic.
So each commit leaves its number here, and, while the main file stands still, that file's digest. Opening
compares. Whoever puts *everything* back, this file too, is found by a head of the audit chain that left the
computer (`app.store.audit`).

The file has two slots of 4096 bytes that are written in turn, so that one of them is whole at any moment. What
is in a slot fits into its first 512 bytes, which a disk writes whole or not at all; the rest is zero.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

from app.domain.findings import Said
from app.store.files import PRIVATE_FILE, file_failure, sync_data, sync_folder

SLOT = 4096
_BODY = struct.Struct(">8sQQB32s16s")
_MAGIC = b"SOTTOHD1"
_SECTOR = 512
_MAC = 32
NO_DIGEST = bytes(32)
NO_SALT = bytes(16)


class State(IntEnum):
    """OPEN: commits are in the log. MOVING: they go into the main file just now. CLOSED: there is no log."""

    OPEN = 0
    MOVING = 1
    CLOSED = 2


class Finding(StrEnum):
    """What was not as it had been left, when a database was opened."""

    HEAD_MISSING = "head-missing"
    HEAD_DAMAGED = "head-damaged"
    HEAD_OLDER = "head-older"
    COMMITS_MISSING = "commits-missing"
    FILE_CHANGED = "file-changed"
    FILE_MENDED = "file-mended"
    LOG_PUT_BACK = "log-put-back"
    LOG_MENDED = "log-mended"


_WORDS = {
    Finding.HEAD_MISSING: Said("{what} has lost the file that says where it stood: commits may be missing unseen."),
    Finding.HEAD_DAMAGED: Said("The file that says where {what} stood was changed or damaged."),
    Finding.HEAD_OLDER: Said("The file that says where {what} stood is from an earlier time."),
    Finding.COMMITS_MISSING: Said("{what} is older than it was: what was stored last is missing from it."),
    Finding.FILE_CHANGED: Said("{what} was changed from outside, or the disk has damaged it."),
    Finding.FILE_MENDED: Said("{what} had lost a bit on the disk, and was put right; nothing is missing."),
    Finding.LOG_MENDED: Said("The log of {what} had lost a bit on the disk, and was put right; nothing is missing."),
    Finding.LOG_PUT_BACK: Said("A log that does not belong to {what} lay beside it, and was put aside."),
}


_NAMES = (Said("The database"), Said("the database"), Said("The recording"), Said("the recording"))
"""What `in_words` says of; they stand here for those who translate."""


def in_words(finding: Finding, what: str) -> str:
    """A sentence on what was found; `what` is "The database", say."""
    text = _WORDS[finding].template
    return Said(text, what=Said(what) if text.startswith("{what}") else Said(what[0].lower() + what[1:]))


@dataclass(frozen=True, slots=True)
class Head:
    """`sequence` counts the commits of the database, `turn` the writes of this file. `digest` is the SHA-256 of
    the main file, or NO_DIGEST where it is not known. `salt` is what the main file begins with: without it, no page
    can be read, and it stands nowhere else."""

    sequence: int
    turn: int
    state: State
    digest: bytes
    salt: bytes = NO_SALT


class HeadFile:
    """The head of one database. Not thread-safe: the database's lock is held."""

    def __init__(self, database: Path, key: bytes) -> None:
        """For the database at that path with that key."""
        self.path = database.with_name(database.name + ".head")
        self._key = hmac.digest(key, b"sotto database head", "sha256")
        self._last = Head(0, 0, State.OPEN, NO_DIGEST)
        self.salt = NO_SALT
        """What the database begins with; whoever writes the head sets it first."""
        self._descriptor: int | None = None

    def read(self) -> tuple[Head | None, bool]:
        """The newest head, and whether the file is wholly as it was written. (None, False) where there is none."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None, False
        except OSError as error:
            raise file_failure(error, self.path.parent) from error
        slots = [self._opened(data[at : at + SLOT]) for at in (0, SLOT)]
        heads = [head for head in slots if head is not None]
        newest = max(heads, key=lambda head: head.turn, default=None)
        if newest is not None:
            self._last = newest
        return newest, len(data) == 2 * SLOT and _in_turn(slots)

    def create(self, sequence: int, state: State, digest: bytes) -> None:
        """Make the file anew, both slots the same but for their turn. Raises DiskFull or FolderNotWritable."""
        turn = self._last.turn + 2 + self._last.turn % 2
        older, newest = (Head(sequence, each, state, digest, self.salt) for each in (turn, turn + 1))
        self.close()
        try:
            descriptor = os.open(self.path, os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
            try:
                os.ftruncate(descriptor, 2 * SLOT)
                _write_at(descriptor, self._closed(older) + self._closed(newest), 0)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            sync_folder(self.path.parent)
        except OSError as error:
            raise file_failure(error, self.path.parent) from error
        self._last = newest

    def write(self, sequence: int, state: State, digest: bytes) -> None:
        """Note where the database stands now; on the disk when this returns.

        Takes no new space on the disk. Raises DiskFull, FolderNotWritable or VaultDamaged.
        """
        head = Head(sequence, self._last.turn + 1, state, digest, self.salt)
        try:
            if self._descriptor is None:
                self._descriptor = os.open(self.path, os.O_RDWR | getattr(os, "O_BINARY", 0))
            _write_at(self._descriptor, self._closed(head), SLOT * (head.turn % 2))
            sync_data(self._descriptor)
        except OSError as error:
            raise file_failure(error, self.path.parent) from error
        self._last = head

    @property
    def last(self) -> Head:
        """What was read or written last."""
        return self._last

    def close(self) -> None:
        """Let the file go."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _closed(self, head: Head) -> bytes:
        body = _BODY.pack(_MAGIC, head.sequence, head.turn, head.state, head.digest, head.salt)
        body = body.ljust(_SECTOR - _MAC, b"\0")
        return (body + hmac.digest(self._key, body, "sha256")).ljust(SLOT, b"\0")

    def _opened(self, slot: bytes) -> Head | None:
        if len(slot) != SLOT or any(slot[_SECTOR:]):
            return None
        body, mac = slot[: _SECTOR - _MAC], slot[_SECTOR - _MAC : _SECTOR]
        if not hmac.compare_digest(hmac.digest(self._key, body, "sha256"), mac):
            return None
        _, sequence, turn, state, digest, salt = _BODY.unpack_from(body)
        return Head(sequence, turn, State(state), digest, salt)


def _in_turn(slots: list[Head | None]) -> bool:
    """Even turns stand in the first slot, odd ones in the second, and one is the other's predecessor."""
    first, second = slots
    if first is None or second is None:
        return False
    return first.turn % 2 == 0 and second.turn % 2 == 1 and abs(first.turn - second.turn) == 1


def file_digest(path: Path) -> bytes:
    """The SHA-256 of a file. Raises FolderNotWritable or VaultDamaged where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise file_failure(error, path.parent) from error


def _write_at(descriptor: int, data: bytes, offset: int) -> None:
    os.lseek(descriptor, offset, os.SEEK_SET)  # os.pwrite is not there on Windows
    while data:
        data = data[os.write(descriptor, data) :]
