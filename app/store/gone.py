"""Is what was deleted really gone? A search of every page as it lies on the disk, decrypted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.domain.errors import Cancelled, VaultMissing
from app.store.connection import Database
from app.store.pages import Page, read_pages


def find_in_pages(database: Database, key: bytes, needles: Sequence[bytes]) -> int:
    """In how many pages of the database and of its log any of `needles` lies, wholly or by half.

    Every page is looked through, those that are free, the outdated frames of the log and the slack within pages too.
    A needle of 32 bytes or more is looked for in halves as well, since a long value can be spread over two pages.
    Nobody writes meanwhile. Takes about a second for each 100 MB. Raises VaultMissing, VaultInUse or Cancelled
    (see `Database.break_off`).
    """
    over = database.breaking()

    def pages() -> Iterator[Page]:
        for page in read_pages(database.path, key):
            if over():
                raise Cancelled
            yield page

    with database.transaction():
        try:
            return _count(pages(), needles)
        except FileNotFoundError as error:
            raise VaultMissing from error


def _count(pages: Iterable[Page], needles: Sequence[bytes]) -> int:
    """In how many pages a needle lies. One that is not whole belongs to no one; it is looked through all the same."""
    parts = [part for needle in needles for part in _parts(needle)]
    return sum(any(part in plain for part in parts) for plain in (page.plain() for page in pages))


def _parts(needle: bytes) -> tuple[bytes, ...]:
    middle = len(needle) // 2
    return (needle[:middle], needle[middle:]) if len(needle) >= 32 else (needle,)
