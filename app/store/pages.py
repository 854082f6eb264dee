"""SQLCipher's pages as they lie on the disk: is each one whole, and what stands in it.

A page of 4096 bytes ends with 16 bytes of IV and 64 of HMAC-SHA512 over ciphertext, IV and page number
(little-endian); page 1 begins with the salt instead of ciphertext. With a raw key, the key of the HMAC is
PBKDF2-HMAC-SHA512(key, salt XOR 0x3a, 2 rounds). The write-ahead log has a header of 32 bytes; each of its
frames is a header of 24 bytes and a page. Sources: SQLCipher's design document
(https://www.zetetic.net/sqlcipher/design/), SQLite's file format (https://www.sqlite.org/fileformat2.html).

Because each page is authenticated on its own, a page in which one bit was flipped can be put right: there
are only 32,768 possibilities, and the HMAC says which one it was.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
SALT = 16
_IV, _MAC = 16, 64
_RESERVE = _IV + _MAC
WAL_HEADER, FRAME_HEADER = 32, 24
_FIRST_BYTES = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class PageKeys:
    """What pages of one database are encrypted and authenticated with; both depend on its salt."""

    cipher: bytes
    mac: bytes

    @classmethod
    def of(cls, key: bytes, salt: bytes) -> PageKeys:
        """The keys of the database with the raw 32-byte `key` and the 16-byte `salt` it begins with."""
        turned = bytes(byte ^ 0x3A for byte in salt)
        return cls(key, hashlib.pbkdf2_hmac("sha512", key, turned, 2, 32))


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it lies in the file ("file") or in the write-ahead log ("wal"); `frame` counts from 0 there."""

    number: int
    origin: str
    data: bytes
    keys: PageKeys
    frame: int = -1

    @property
    def whole(self) -> bool:
        """True where its HMAC fits: it is, bit for bit, a page that was written with the key."""
        body = self._body
        digest = hmac.digest(self.keys.mac, body[:-_MAC] + self.number.to_bytes(4, "little"), "sha512")
        return hmac.compare_digest(digest, body[-_MAC:])

    def plain(self) -> bytes:
        """The 4016 bytes that SQLite sees, free and slack bytes too. Makes sense for a whole page only."""
        body = self._body
        iv, text = body[-_RESERVE:-_MAC], body[:-_RESERVE]
        opened = Cipher(AES256(self.keys.cipher), CBC(iv)).decryptor().update(text)
        return _FIRST_BYTES + opened if self.number == 1 else opened

    @property
    def _body(self) -> bytes:
        return self.data[SALT:] if self.number == 1 else self.data


def read_pages(path: Path, key: bytes, salt: bytes | None = None) -> Iterator[Page]:
    """Every page of the database at `path`, and every one that lies in its log, old frames too.

    `salt` is for a file whose first 16 bytes are not to be trusted. Only whole lengths of pages are read.
    """
    with path.open("rb") as file:
        keys = PageKeys.of(key, salt or file.read(SALT))
        file.seek(0)
        number = 1
        while len(data := file.read(PAGE)) == PAGE:
            yield Page(number, "file", data, keys)
            number += 1
    yield from log_pages(path.with_name(path.name + "-wal"), keys)


def log_pages(log: Path, keys: PageKeys) -> Iterator[Page]:
    """Every page in a write-ahead log."""
    for frame in read_frames(log):
        yield Page(frame.page, "wal", frame.data, keys, frame.index)


def committed_frames(log: Path) -> int:
    """How many frames of a log, from its beginning, belong to transactions that were committed."""
    committed, salts = 0, b""
    for frame in read_frames(log):
        salts = salts or frame.salts
        if frame.commit and frame.salts == salts:
            committed = frame.index + 1
    return committed


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a write-ahead log. `commit` is the database's size in pages where a transaction ends, else 0."""

    index: int
    page: int
    commit: int
    salts: bytes
    data: bytes


def read_frames(log: Path) -> Iterator[Frame]:
    """The frames of a write-ahead log, whether they still count or not; none where there is no log."""
    if not log.exists():
        return
    with log.open("rb") as file:
        file.seek(WAL_HEADER)
        index = 0
        while len(raw := file.read(FRAME_HEADER + PAGE)) == FRAME_HEADER + PAGE:
            page, commit = int.from_bytes(raw[:4], "big"), int.from_bytes(raw[4:8], "big")
            yield Frame(index, page, commit, raw[8:16], raw[FRAME_HEADER:])
            index += 1


def mended(page: Page) -> Page | None:
    """The page with the one bit put right that was flipped in it; itself where it is whole, None where that is not
    it. Takes a quarter of a second."""
    if page.whole:
        return page
    start = SALT if page.number == 1 else 0
    for at in range(start, PAGE):
        for bit in range(8):
            tried = replace(page, data=flipped(page.data, at, bit))
            if tried.whole:
                return tried
    return None


def flipped(data: bytes, at: int, bit: int) -> bytes:
    """`data` with one bit changed."""
    return data[:at] + bytes((data[at] ^ (1 << bit),)) + data[at + 1 :]
