"""Getting out of a damaged database what can still be read, into a new one. The damaged one is left as it is.

First the pages: those of the file, over them those of the log, each proven by its HMAC, single lost bits put right.
What is left broken is read around: row by row, in the order of the tables' own trees. A page that leads to others
takes them with it: a table's root, for one. Nothing is ever written in the clear.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.errors import VaultDamaged
from app.store import clock, engine
from app.store.connection import Database
from app.store.engine import Guard
from app.store.files import companions, create_private, file_failure
from app.store.head import HeadFile, State, file_digest
from app.store.mending import true_salt
from app.store.pages import PAGE, Page, mended, read_pages

_OWN = {"tip", "finding", "migration"}
_MOST_ROWS = 2**62
_BATCH = 100


@dataclass(slots=True)
class Salvaged:
    """What came of it: rows by table, pages that could not be read, and rows that were made up because others
    belong to them."""

    rows: dict[str, int] = field(default_factory=dict)
    mended_pages: int = 0
    broken_pages: int = 0
    stand_ins: int = 0


def salvage(source: Path, key: bytes, target: Path, schema: Callable[[Database], object]) -> Salvaged:
    """Copy what can be read of the database at `source` into a new one at `target`, with the same key.

    `schema` makes the empty tables. Raises VaultDamaged where not even the first page can be read, VaultExists,
    DiskFull or FolderNotWritable; then nothing is left at `target`.
    """
    result = Salvaged()
    image = target.with_name(target.name + ".image")
    try:
        create_private(image)
        _write_image(source, key, image, result)
        with Database.open(target, key, create=True) as database:
            schema(database)
        _copy_rows(image, target, key, result)
    except BaseException:
        for file in companions(target):
            file.unlink(missing_ok=True)
        raise
    finally:
        for file in companions(image):
            file.unlink(missing_ok=True)
    return result


def _write_image(source: Path, key: bytes, image: Path, result: Salvaged) -> None:
    """The database with its log worked in, page by page, encrypted as it was."""
    salt = true_salt(source, key)
    if salt is None:
        raise VaultDamaged("the first page of a database is lost")
    try:
        with image.open("r+b") as file:
            for page in read_pages(source, key, salt):
                right = _right(page, result)
                if right is None and page.origin == "wal":
                    continue  # what stood there before is the best there is
                file.seek((page.number - 1) * PAGE)
                file.write((right or page).data)
            file.seek(0)
            file.write(salt)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise file_failure(error, image.parent) from error


def _right(page: Page, result: Salvaged) -> Page | None:
    if page.whole:
        return page
    right = mended(page)
    if right is None:
        result.broken_pages += 1
    else:
        result.mended_pages += 1
    return right


def _copy_rows(image: Path, target: Path, key: bytes, result: Salvaged) -> None:
    source, into = _Reader(image, key), engine.connect(target, key, Guard())
    try:
        engine.run(into, "PRAGMA foreign_keys = OFF")
        there = _tables(source.connection)
        into.execute("BEGIN IMMEDIATE").close()
        for table in _tables(into):
            if table in there and table not in _OWN:
                result.rows[table] = _copy_table(source, into, table)
        result.stand_ins = _stand_ins(into)
        into.execute("UPDATE tip SET sequence = sequence + 1").close()
        into.execute("COMMIT").close()
        sequence = int(engine.run(into, "SELECT sequence FROM tip")[0][0])
        engine.run(into, "PRAGMA wal_checkpoint(TRUNCATE)")
    except engine.EngineError as error:
        raise engine.translated(error, target) from error
    finally:
        source.connection.close()
        into.close()
    HeadFile(target, key).create(sequence, State.CLOSED, file_digest(target))


def _tables(connection: Any) -> list[str]:
    listed = engine.run(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    return [str(row[0]) for row in listed if not str(row[0]).startswith("sqlite_")]


def _copy_table(source: _Reader, into: Any, table: str) -> int:
    columns = [
        str(row["name"])
        for row in engine.run(into, f"PRAGMA table_info({table})")
        if any(old["name"] == row["name"] for old in engine.run(source.connection, f"PRAGMA table_info({table})"))
    ]
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    kept = 0
    for row in source.rows(table, names):
        # A row that stands twice, or breaks a rule because of what is missing, is left out.
        cursor = into.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", tuple(row)[1:])  # noqa: S608
        kept += cursor.rowcount
        cursor.close()
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


def _stand_ins(into: Any) -> int:
    """A record whose owner is lost would be out of reach: it gets a stand-in. Other loose rows are left out."""
    tables = _tables(into)
    if "session" not in tables:
        return 0
    made = 0
    now = clock.to_text(clock.now())
    lost = "SELECT DISTINCT note_id FROM addendum WHERE note_id NOT IN (SELECT note_id FROM signature)"
    for row in engine.run(into, lost):
        # Its digest fits no text: the check of the vault says so.
        into.execute(
            "INSERT INTO signature (note_id, version, name, credentials, signed_at, meaning, digest) "
            "VALUES (?, 1, 'SALVAGED', '', ?, '', x'')",
            (row[0], now),
        ).close()
        made += 1
    lost = (
        "SELECT note_id, version FROM signature AS s WHERE NOT EXISTS "
        "(SELECT 1 FROM note_version AS v WHERE v.note_id = s.note_id AND v.version = s.version)"
    )
    for row in engine.run(into, lost):
        into.execute(
            "INSERT INTO note_version (note_id, version, saved_at, template_id, model, sentences) "
            "VALUES (?, ?, ?, 'dap', '', x'5b5d')",
            (row[0], row[1], now),
        ).close()
        made += 1
    for row in engine.run(into, "SELECT DISTINCT note_id FROM note_version WHERE note_id NOT IN (SELECT id FROM note)"):
        into.execute("INSERT INTO note (id, session_id, created_at) VALUES (?, ?, ?)", (row[0], row[0], now)).close()
        made += 1
    owners = "SELECT session_id FROM consent UNION SELECT session_id FROM transcript UNION SELECT session_id FROM note"
    lost = f"SELECT session_id FROM ({owners}) WHERE session_id NOT IN (SELECT id FROM session)"  # noqa: S608
    for row in engine.run(into, lost):
        into.execute(
            "INSERT INTO session (id, client_id, type, speakers, state, started_at, duration, template_id, summary, "
            "marks, gaps) VALUES (?, 'salvaged', 'individual', 2, 'drafted', ?, 0.0, 'dap', '', x'5b5d', x'5b5d')",
            (row[0], now),
        ).close()
        made += 1
    for row in engine.run(
        into, "SELECT DISTINCT client_id FROM session WHERE client_id NOT IN (SELECT id FROM client)"
    ):
        made += 1
        into.execute(
            "INSERT INTO client (id, code, name, created_at) VALUES (?, ?, '', ?)", (row[0], f"SALVAGED-{made}", now)
        ).close()
    while loose := engine.run(into, "PRAGMA foreign_key_check"):
        for row in loose:
            into.execute(f"DELETE FROM {row[0]} WHERE rowid = ?", (row[1],)).close()  # noqa: S608
    return made
