"""Putting single bits right that have changed in a database file on the disk.

Disks lose bits, and one of them would make a whole page of 4096 bytes unreadable. The page's HMAC says which bit
it was; what is written back is proven to be what stood there.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import islice
from pathlib import Path

from app.domain.errors import VaultDamaged
from app.store.files import file_failure
from app.store.head import NO_SALT, HeadFile
from app.store.pages import PAGE, SALT, Page, PageKeys, flipped, mended, read_pages

MOST = 16
"""Pages that are tried, at a quarter of a second each: where more are broken, it was no lost bit."""
PROOFS = 16
"""Pages by which the salt is tried."""


def mend(path: Path, key: bytes) -> int:
    """Put the broken pages of a database file right where one bit each is wrong; answers with how many were.

    No other process may have the file open. Raises FolderNotWritable or VaultDamaged where the disk refuses.
    """
    try:
        salt = true_salt(path, key)
        pages = (page for page in read_pages(path, key, salt) if page.origin == "file")
        broken = list(islice((page for page in pages if not page.whole), MOST))
        whole = [page for page in map(mended, broken) if page is not None]
        with path.open("r+b") as file:
            if salt is not None and file.read(SALT) != salt:
                file.seek(0)
                file.write(salt)
            for page in whole:
                start = SALT if page.number == 1 else 0
                file.seek((page.number - 1) * PAGE + start)
                file.write(page.data[start:])
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise file_failure(error, path.parent) from error
    return len(whole)


def true_salt(path: Path, key: bytes) -> bytes | None:
    """The salt of a database file, also where one of its bits has changed; None where no page fits any.

    The head has it too. Page 1 proves it, or where that is lost, one of the pages behind it. A single page with a
    changed bit elsewhere is tried last.
    """
    with path.open("rb") as file:
        data = file.read(PAGE)
    if len(data) < PAGE:
        raise VaultDamaged("a database file is cut off")
    head = HeadFile(path, key).read()[0]
    kept = [head.salt] if head is not None and head.salt != NO_SALT else []
    salts = [data[:SALT], *kept, *(flipped(data[:SALT], at, bit) for at in range(SALT) for bit in range(8))]
    for page in islice(read_pages(path, key, salts[0]), PROOFS):
        for salt in salts:
            if replace(page, keys=PageKeys.of(key, salt)).whole:
                return salt
    as_written = Page(1, "file", data, PageKeys.of(key, salts[0]))
    return salts[0] if mended(as_written) is not None else None
