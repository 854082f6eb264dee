"""The write-ahead log as it lies on the disk: single bits that have changed in it are put right.

SQLite reads the log until the first frame whose checksum does not fit, and takes what follows for never written:
one lost bit drops every commit after it, in silence. After a crash, before SQLite sees the log, it is therefore
followed here: where a frame does not fit, the HMAC of its page and the log's own checksums say which bit it was.
Format: https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from app.store.files import file_failure
from app.store.mending import true_salt
from app.store.pages import FRAME_HEADER, PAGE, WAL_HEADER, Page, PageKeys, flipped, mended

_MAGIC, _BIG_ENDIAN = 0x377F0682, 1
_FRAME = FRAME_HEADER + PAGE
Sums = tuple[int, int]


def mend_log(path: Path, key: bytes) -> int:
    """Put the log of the database at `path` right where single bits have changed; answers with how many.

    What cannot be put right is left: a crash in the middle of a write leaves half a frame, for one. No other
    process may have the database open. Raises FolderNotWritable or VaultDamaged where the disk refuses.
    """
    log = path.with_name(path.name + "-wal")
    try:
        data = log.read_bytes()
        salt = true_salt(path, key)
        if len(data) < WAL_HEADER or salt is None:
            return 0
        changes = _changes(data, PageKeys.of(key, salt))
        if changes:
            with log.open("r+b") as file:
                for at, piece in changes:
                    file.seek(at)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise file_failure(error, path.parent) from error
    return len(changes)


def _changes(data: bytes, keys: PageKeys) -> list[tuple[int, bytes]]:
    """What is to be written where."""
    changes: list[tuple[int, bytes]] = []
    header = _mended_header(data[:WAL_HEADER], data[WAL_HEADER + 8 : WAL_HEADER + 16])
    if header is None:
        return changes
    if header != data[:WAL_HEADER]:
        changes.append((0, header))
    order = ">" if int.from_bytes(header[:4], "big") & _BIG_ENDIAN else "<"
    sums: Sums = struct.unpack(">II", header[24:])
    for index in range((len(data) - WAL_HEADER) // _FRAME):
        at = WAL_HEADER + index * _FRAME
        frame = data[at : at + _FRAME]
        right = _mended_frame(frame, header[16:24], order, sums, keys)
        if right is None:
            break
        if right != frame:
            changes.append((at, right))
        sums = struct.unpack(">II", right[16:24])
    return changes


def _mended_header(header: bytes, salts: bytes) -> bytes | None:
    """The header with the one bit put right that is wrong in it. Two bits can make the sums fit again, one in the
    salts and one in the sums: the `salts` of the first frame say which."""
    fitting: list[bytes] = []
    for tried in (header, *(flipped(header, at, bit) for at in range(WAL_HEADER) for bit in range(8))):
        magic = int.from_bytes(tried[:4], "big")
        if magic & ~_BIG_ENDIAN == _MAGIC:
            order = ">" if magic & _BIG_ENDIAN else "<"
            if _added((0, 0), tried[:24], order) == struct.unpack(">II", tried[24:]):
                fitting.append(tried)
    if header in fitting:
        return header
    return next((tried for tried in fitting if tried[16:24] == salts), None)


def _mended_frame(frame: bytes, salts: bytes, order: str, sums: Sums, keys: PageKeys) -> bytes | None:
    """The frame, with the one bit put right that is wrong in it; None where it is no frame of this log."""
    body = frame[FRAME_HEADER:]
    page_sums: dict[bytes, Sums] = {}

    def fits(header: bytes, body: bytes) -> bool:
        if header[8:16] != salts:
            return False
        first = header[:8]
        if first not in page_sums:
            page_sums[first] = _added(_added(sums, first, order), body, order)
        return page_sums[first] == struct.unpack(">II", header[16:])

    header = frame[:FRAME_HEADER]
    if fits(header, body):
        return frame
    page = Page(int.from_bytes(header[:4], "big"), "wal", body, keys)
    if header[8:16] == salts and not page.whole:
        right = mended(page)
        if right is not None:
            page_sums.clear()
            return header + right.data if fits(header, right.data) else None
    for at in range(FRAME_HEADER):
        for bit in range(8):
            tried = flipped(header, at, bit)
            if fits(tried, body):
                return tried + body
    return None


def _added(sums: Sums, data: bytes, order: str) -> Sums:
    """SQLite's checksum, gone on with over `data`, whose length is a multiple of 8."""
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
