"""Rows that are read from their pages: bit for bit what was written, of the right table, and nothing deleted."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest

from app.store import Database, engine
from app.store.audio_store import make_tables
from app.store.engine import Guard
from app.store.leaves import USABLE, Column, LeafRow, Leaves, Shape, local_size, record, varint
from app.store.migrations import migrate
from app.store.pages import PAGE
from app.store.search_schema import TABLES
from tests.unit.store.conftest import KEY

SIZES = [0, 1, 3900, *range(3950, 4010), 4500, 8000, 8100, 40_000, *range(4400, 4500, 7)]
OWN = {"tip", "finding", "migration"} | {name for name in TABLES if name != "search_words"}
OWN |= {"search_due", "search_words_data"}
ROWLESS = {"search_words", "search_words_idx", "search_words_config"}
"""Of the search: no rows of their own in leaves of the kind that is read."""
LISTS = (
    Shape(
        "sqlite_master",
        tuple(Column(n, k, n == "s", False) for n, k in zip("tnbrs", ("TEXT",) * 3 + ("INTEGER", "TEXT"), strict=True)),
    ),
    Shape("sqlite_sequence", (Column("name", "TEXT", False, False), Column("seq", "INTEGER", False, False))),
)


def shapes_of(path: Path) -> list[Shape]:
    connection = engine.connect(path, KEY, Guard())
    try:
        listed = engine.run(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [str(row[0]) for row in listed if not row[0].startswith("sqlite_") and row[0] not in ROWLESS]
        return [Shape.of(connection, name) for name in names]
    finally:
        connection.close()


def found(path: Path) -> list[LeafRow]:
    with Leaves(path, KEY) as leaves:
        return list(leaves.rows())


def lose(path: Path, page: int) -> None:
    data = bytearray(path.read_bytes())
    data[(page - 1) * PAGE + 1000 : (page - 1) * PAGE + 1200] = bytes(200)
    path.write_bytes(data)


@pytest.fixture
def values(tmp_path: Path) -> Path:
    """A closed database with one table that has a column of each kind."""
    path = tmp_path / "values.db"
    with Database.open(path, KEY, create=True) as database, database.transaction() as cursor:
        cursor.execute("CREATE TABLE v (id INTEGER PRIMARY KEY, t TEXT, i INTEGER, r REAL, b BLOB) STRICT")
    return path


def test_values_of_all_kinds_and_sizes_come_out(values: Path) -> None:
    """Around the length at which a record no longer fits on its page, too."""
    rng = random.Random(5)
    numbers = [
        0,
        1,
        -1,
        127,
        -128,
        128,
        32767,
        -32768,
        1 << 23,
        -(1 << 23),
        1 << 31,
        1 << 47,
        -(1 << 63),
        (1 << 63) - 1,
    ]
    rows = [(n + 1, "äß" * (n % 5), numbers[n % len(numbers)], n / 3, rng.randbytes(s)) for n, s in enumerate(SIZES)]
    rows += [(-7, None, None, 4.0, None), (1 << 62, "", 5, None, b"")]
    with Database.open(values, KEY) as database, database.transaction() as cursor:
        cursor.executemany("INSERT INTO v VALUES (?, ?, ?, ?, ?)", rows)
    read = {(row.rowid, *row.values[1:]) for row in found(values) if len(row.values) == 5 and row.values[0] is None}
    assert read == set(rows)


def test_a_row_whose_other_page_is_lost_is_lost_whole(values: Path) -> None:
    blobs = {n: random.Random(n).randbytes(10_000) for n in range(1, 9)}
    with Database.open(values, KEY) as database, database.transaction() as cursor:
        cursor.executemany("INSERT INTO v (id, b) VALUES (?, ?)", list(blobs.items()))
    original, lost = values.read_bytes(), []
    for page in range(2, len(original) // PAGE + 1):
        values.write_bytes(original)
        lose(values, page)
        kept = {row.rowid: row.values[4] for row in found(values) if len(row.values) == 5 and row.values[0] is None}
        assert kept.items() <= blobs.items(), page
        lost.append(len(blobs) - len(kept))
    assert lost.count(1) >= 2 * len(blobs), "two pages are chained to each"


def test_what_was_deleted_is_not_found(values: Path) -> None:
    with Database.open(values, KEY) as database:
        with database.transaction() as cursor:
            cursor.executemany("INSERT INTO v (id, t) VALUES (?, ?)", [(n, f"word {n} " * 60) for n in range(1, 400)])
        with database.transaction() as cursor:
            cursor.execute("DELETE FROM v WHERE id % 3 = 0 OR id > 100")
            cursor.execute("UPDATE v SET t = 'new' WHERE id % 3 = 1")
    read = {row.rowid: row.values[1] for row in found(values) if len(row.values) == 5 and row.values[0] is None}
    assert read == {n: "new" if n % 3 == 1 else f"word {n} " * 60 for n in range(1, 101) if n % 3}


def test_pages_behind_the_end_and_older_ones_are_not_read(values: Path) -> None:
    with Database.open(values, KEY) as database, database.transaction() as cursor:
        cursor.executemany("INSERT INTO v (id, t) VALUES (?, ?)", [(n, "x" * 900) for n in range(1, 60)])
    before = values.read_bytes()
    with Database.open(values, KEY) as database:
        with database.transaction() as cursor:
            cursor.execute("DELETE FROM v WHERE id > 4")
        database.vacuum()
    shorter = values.read_bytes()
    assert len(shorter) < len(before)
    values.write_bytes(shorter + before[len(shorter) :])
    assert max(row.rowid for row in found(values) if len(row.values) == 5) == 4
    with Leaves(values, KEY, range(2, len(shorter) // PAGE + 1)) as leaves:
        assert list(leaves.rows()) == []


def may_be_both(first: Shape, second: Shape) -> bool:
    """Whether any row at all, of any length, fits both tables."""
    kinds = (None, "", 0, 0.5, b"")
    for length in range(1, min(len(first.columns), len(second.columns)) + 1):
        here = [first.columns[:length], second.columns[:length]]
        values = [next((v for v in kinds if a.holds(v) and b.holds(v)), ...) for a, b in zip(*here, strict=True)]
        row = LeafRow(1, tuple(values))  # type: ignore[arg-type]
        if ... not in values and first.fits(row) and second.fits(row):
            return True
    return False


@pytest.mark.parametrize("schema", [migrate, make_tables])
def test_no_row_fits_two_tables(schema: object, tmp_path: Path) -> None:
    """Whoever adds a table that looks like another one has to give it something of its own."""
    with Database.open(tmp_path / "new.db", KEY, create=True) as database:
        schema(database)  # type: ignore[operator]
    shapes = [*shapes_of(tmp_path / "new.db"), *LISTS]
    assert len(shapes) > 6
    pairs = [(a, b) for a, b in combinations(shapes, 2) if {a.table, b.table} - OWN]
    assert [(a.table, b.table) for a, b in pairs if may_be_both(a, b)] == []
    assert may_be_both(shapes[-1], shapes[-1]), "the test can fail"


def test_every_table_knows_a_row_again(database: Database, tmp_path: Path) -> None:
    """A row that is added twice stands once."""
    connection = engine.connect(database.path, KEY, Guard())
    engine.run(connection, "PRAGMA foreign_keys = OFF")
    blank = {"TEXT": "x", "INTEGER": 1, "REAL": 1, "BLOB": b"x"}
    for shape in shapes_of(database.path):
        if shape.table not in OWN:
            row = LeafRow(3, tuple(None if c.is_rowid else blank[c.kind] for c in shape.columns))
            assert shape.fits(row) and [shape.add(connection, row), shape.add(connection, row)] == [1, 0], shape.table
    connection.close()


def test_a_row_from_before_a_column_was_added_fits(values: Path) -> None:
    with Database.open(values, KEY) as database:
        with database.transaction() as cursor:
            cursor.execute("CREATE TABLE w (k TEXT PRIMARY KEY, n REAL NOT NULL) STRICT")
            cursor.execute("INSERT INTO w VALUES ('old', 2)")
            cursor.execute("ALTER TABLE w ADD COLUMN later BLOB")
        with database.transaction() as cursor:
            cursor.execute("INSERT INTO w VALUES ('young', 2.5, x'00')")
    (shape,) = [shape for shape in shapes_of(values) if shape.table == "w"]
    rows = [row for row in found(values) if shape.fits(row)]
    assert rows == [LeafRow(1, ("old", 2)), LeafRow(2, ("young", 2.5, b"\0"))]
    assert not shape.fits(LeafRow(1, ("old",))) and not shape.fits(LeafRow(1, ("old", None)))
    assert not shape.fits(LeafRow(1, ("old", 2, "text"))) and not shape.fits(LeafRow(1, ("old", 2, None, None)))


def test_numbers_of_the_format() -> None:
    assert varint(b"\x7f", 0) == (127, 1) and varint(b"\x81\x00", 0) == (128, 2)
    assert varint(b"\xff" * 9, 0) == ((1 << 64) - 1, 9)
    assert (USABLE, *map(local_size, (3981, 3982, 5000, 8000))) == (4016, 3981, 479, 988, 479)
    for broken in (b"", b"\x02", b"\x02\x06\x00", b"\x02\x0a", b"\x02\x0f\xff"):
        with pytest.raises((IndexError, ValueError)):
            record(broken)
