"""Getting out of a damaged database what can still be read, into a new one. The damaged one is left as it is.

First the pages: those of the file, over them those of the log, each proven by its HMAC, single lost bits put right.
What is left broken is read around: row by row, in the order of the tables' own trees. A page that leads to others
would take them with it, and one of the list of tables everything: where pages are broken, the rows that were not
found so are then read from the pages on which they stand (`app.store.leaves`). Nothing is ever written in the clear.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.errors import VaultDamaged
from app.store import engine
from app.store.connection import Database
from app.store.engine import Guard
from app.store.files import companions, create_private, cut_logs, file_failure
from app.store.head import HeadFile, State, file_digest
from app.store.leaves import Leaves, Shape
from app.store.mending import true_salt
from app.store.pages import PAGE, SALT, Page, PageKeys, committed_frames, log_pages, mended, read_pages
from app.store.search_schema import derived
from app.store.stand_ins import add_stand_ins

_OWN = {"tip", "finding", "migration"}
_MOST_ROWS = 2**62
_BATCH = 100


@dataclass(slots=True)
class Salvaged:
    """What came of it: rows by table, pages that could not be read, rows that were made up because others belong to
    them, rows that were left out because they may be of one table or of another, and rows that only a log had which
    damage had cut short. `commits_missing` says that the database knew of more than it had."""

    rows: dict[str, int] = field(default_factory=dict)
    mended_pages: int = 0
    broken_pages: int = 0
    stand_ins: int = 0
    unplaced: int = 0
    from_logs: int = 0
    commits_missing: bool = False


def salvage(source: Path, key: bytes, target: Path, schema: Callable[[Database], object]) -> Salvaged:
    """Copy what can be read of the database at `source` into a new one at `target`, with the same key.

    `schema` makes the empty tables. Raises VaultDamaged where its salt is lost, and its head with it, VaultExists,
    DiskFull or FolderNotWritable; then nothing is left at `target`.
    """
    result = Salvaged()
    image = target.with_name(target.name + ".image")
    try:
        create_private(image)
        unsure = _write_image(source, key, image, result)
        with Database.open(target, key, create=True) as database:
            schema(database)
        _copy_rows(image, target, key, unsure, result)
        for log in cut_logs(source):
            _add_from_log(log, image, target, key, result)
    except BaseException:
        for file in companions(target):
            file.unlink(missing_ok=True)
        raise
    finally:
        for file in companions(image):
            file.unlink(missing_ok=True)
    return result


def _write_image(source: Path, key: bytes, image: Path, result: Salvaged) -> set[int]:
    """The database with its log worked in, page by page, encrypted as it was; answers with the numbers of the pages
    that are older there than they should be."""
    unsure: set[int] = set()
    salt = true_salt(source, key)
    if salt is None:
        raise VaultDamaged("the beginning of a database is lost")
    try:
        with image.open("r+b") as file:
            committed = committed_frames(source.with_name(source.name + "-wal"))
            for page in read_pages(source, key, salt):
                if page.frame >= committed:
                    continue  # a transaction that was cut off
                right = _right(page, result)
                if right is None and page.origin == "wal":
                    unsure.add(page.number)
                    continue  # what stood there before is the best there is
                unsure.discard(page.number)
                file.seek((page.number - 1) * PAGE)
                file.write((right or page).data)
            file.seek(0)
            file.write(salt)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise file_failure(error, image.parent) from error
    return unsure


def _right(page: Page, result: Salvaged) -> Page | None:
    if page.whole:
        return page
    right = mended(page)
    if right is None:
        result.broken_pages += 1
    else:
        result.mended_pages += 1
    return right


def _copy_rows(image: Path, target: Path, key: bytes, unsure: set[int], result: Salvaged) -> None:
    source = _reader(image, key, result)
    try:
        with _filling(target, key, result) as into:
            if source is not None:
                there = _tables(source.connection)
                if "finding" in there:  # its page may be the lost one: then nobody knows
                    result.commits_missing = any(row[1] == "commits-missing" for row in source.rows("finding", "code"))
                for table in _tables(into):
                    if table in there and table not in _OWN and not derived(table):
                        result.rows[table] = _copy_table(source, into, table)
            if result.broken_pages:
                _add_from_leaves(image, key, unsure, into, result)
    finally:
        if source is not None:
            source.connection.close()


def _add_from_log(log: Path, image: Path, target: Path, key: bytes, result: Salvaged) -> None:
    """The rows that stand in a log behind the place at which damage cut it short. What has come since is newer."""
    committed = committed_frames(log)
    try:
        with image.open("r+b") as file:
            keys = PageKeys.of(key, file.read(SALT))
            for page in log_pages(log, keys):
                right = page if page.whole else mended(page)
                if right is not None and page.frame < committed:
                    file.seek((page.number - 1) * PAGE)
                    file.write(right.data)
    except OSError as error:
        raise file_failure(error, image.parent) from error
    before = sum(result.rows.values())
    with _filling(target, key, result) as into:
        _add_from_leaves(image, key, set(), into, result)
    result.from_logs += sum(result.rows.values()) - before


@contextmanager
def _filling(target: Path, key: bytes, result: Salvaged) -> Iterator[Any]:
    """A connection to the new database for rows in any order; what is loose gets a stand-in at the end."""
    head, into = HeadFile(target, key), engine.connect(target, key, Guard())
    try:
        head.salt = engine.salt_of(into)
        engine.run(into, "PRAGMA foreign_keys = OFF")
        into.execute("BEGIN IMMEDIATE").close()
        yield into
        result.stand_ins += add_stand_ins(into)
        into.execute("UPDATE tip SET sequence = sequence + 1").close()
        into.execute("COMMIT").close()
        sequence = int(engine.run(into, "SELECT sequence FROM tip")[0][0])
        engine.run(into, "PRAGMA wal_checkpoint(TRUNCATE)")
    except engine.EngineError as error:
        raise engine.translated(error, target) from error
    finally:
        into.close()
    head.create(sequence, State.CLOSED, file_digest(target))


def _reader(image: Path, key: bytes, result: Salvaged) -> _Reader | None:
    """None where the list of tables is lost."""
    try:
        return _Reader(image, key)
    except VaultDamaged:
        if not result.broken_pages:
            raise
        return None


def _add_from_leaves(image: Path, key: bytes, unsure: set[int], into: Any, result: Salvaged) -> None:
    """The rows that the tables' trees did not lead to."""
    # What belongs to the search is made anew; its rows must not be taken for others, and none can be: see the tests.
    shapes = [Shape.of(into, table) for table in _tables(into) if not derived(table)]
    try:
        with Leaves(image, key, unsure) as leaves:
            for row in leaves.rows():
                fitting = [shape for shape in shapes if shape.fits(row)]
                if not any(shape.table not in _OWN for shape in fitting):
                    continue
                if len(fitting) > 1:
                    result.unplaced += 1
                    continue
                table = fitting[0].table
                result.rows[table] = result.rows.get(table, 0) + fitting[0].add(into, row)
    except OSError as error:
        raise file_failure(error, image.parent) from error


def _tables(connection: Any) -> list[str]:
    listed = engine.run(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    return [str(row[0]) for row in listed if not str(row[0]).startswith("sqlite_")]


def _copy_table(source: _Reader, into: Any, table: str) -> int:
    shape = Shape.of(into, table)
    there = {column.name for column in Shape.of(source.connection, table).columns}
    names = [column.name for column in shape.columns if column.name in there]
    kept = 0
    for row in source.rows(table, ", ".join(names)):
        # A row that stands twice, or breaks a rule because of what is missing, is left out.
        kept += shape.insert(into, int(row[0]), names, tuple(row)[1:])
    return kept


class _Reader:
    """Reads an image. SQLCipher refuses everything once it has met a broken page: then the image is opened anew."""

    def __init__(self, image: Path, key: bytes) -> None:
        self._image, self._key = image, key
        self.connection = engine.connect(image, key, Guard())

    def read(self, table: str, names: str, start: int, limit: int) -> list[Any] | None:
        """The next rows with a rowid from `start` on, rowid first; None where a broken page is in the way."""
        statement = f"SELECT rowid, {names} FROM {table} WHERE rowid >= {start} ORDER BY rowid LIMIT {limit}"  # noqa: S608
        try:
            return engine.run(self.connection, statement)
        except engine.EngineError as error:
            if not isinstance(engine.translated(error, self._image), VaultDamaged):
                raise
            self.connection.close()
            self.connection = engine.connect(self._image, self._key, Guard())
            return None

    def rows(self, table: str, names: str) -> Iterator[Any]:
        """Every row that can be read, around those that cannot."""
        at, limit = 0, _BATCH
        while True:
            rows = self.read(table, names, at, limit)
            if rows is None and limit > 1:
                limit = 1
            elif rows is None:
                beyond = self._beyond(table, at)
                if beyond is None:
                    return
                at, limit = beyond, _BATCH
            elif not rows:
                return
            else:
                yield from rows
                at = int(rows[-1][0]) + 1

    def _beyond(self, table: str, at: int) -> int | None:
        """The first rowid behind the broken page from which reading goes on; None where there is none."""
        low, step = at, 1
        while self.read(table, "1", at + step, 1) is None:
            low, step = at + step, step * 2
            if at + step > _MOST_ROWS:
                return None
        high = at + step
        while high - low > 1:
            middle = (low + high) // 2
            if self.read(table, "1", middle, 1) is None:
                low = middle
            else:
                high = middle
        return high
