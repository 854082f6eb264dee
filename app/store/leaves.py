"""Rows read straight from the pages on which they stand, without the tree that leads to them.

A page that leads to others is not needed to read these, nor is the list of tables: a row says by its values which
table it belongs to, where the tables differ. What was deleted is not found: its pages are overwritten with zeroes.
Format: https://www.sqlite.org/fileformat2.html#b_tree_pages and #record_format.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from app.store import engine
from app.store.pages import PAGE, SALT, Page, PageKeys

USABLE = PAGE - 80
"""Bytes of a page that SQLite sees."""
_LEAF, _LEAF_HEADER = 0x0D, 8
_MOST_LOCAL = USABLE - 35
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_CHAINED = USABLE - 4
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_REAL, _ZERO, _ONE, _FIRST_LONG = 7, 8, 9, 12
_TYPES: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int), "BLOB": (bytes,)}

Value = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class LeafRow:
    """A row as it stands in the file: an INTEGER PRIMARY KEY is None in `values`, and is the `rowid`."""

    rowid: int
    values: tuple[Value, ...]


class Leaves:
    """The pages of a database file without a log. Use as a context manager."""

    def __init__(self, path: Path, key: bytes, unsure: Collection[int] = ()) -> None:
        """`unsure` are numbers of pages of which something older stands there: they count as lost. Raises OSError."""
        self._file = path.open("rb")
        self._keys = PageKeys.of(key, self._file.read(SALT))
        self._count = path.stat().st_size // PAGE
        self._unsure = frozenset(unsure)
        first = self.page(1)
        # What lies behind the database's own end is from before it became shorter. In the header: size in pages.
        size = int.from_bytes(first[28:32], "big") if first else 0
        self._count = min(size, self._count) or self._count

    def __enter__(self) -> Leaves:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def page(self, number: int) -> bytes | None:
        """What stands on a page, counted from 1; None where it is not whole. Raises OSError."""
        if not 1 <= number <= self._count or number in self._unsure:
            return None
        self._file.seek((number - 1) * PAGE)
        page = Page(number, "file", self._file.read(PAGE), self._keys)
        return page.plain() if page.whole else None

    def rows(self) -> Iterator[LeafRow]:
        """Every row that stands on a whole page and is whole itself. Raises OSError."""
        for number in range(2, self._count + 1):  # page 1 has only the list of tables
            page = self.page(number)
            if page is None or page[0] != _LEAF:
                continue
            cells = int.from_bytes(page[3:5], "big")
            for (at,) in struct.iter_unpack(">H", page[_LEAF_HEADER : _LEAF_HEADER + 2 * cells]):
                row = self._row(page, at)
                if row is not None:
                    yield row

    def _row(self, page: bytes, at: int) -> LeafRow | None:
        try:
            size, at = varint(page, at)
            rowid, at = varint(page, at)
            payload = self._payload(page, at, size)
            if payload is None:
                return None
            return LeafRow(rowid - (1 << 64) if rowid >> 63 else rowid, record(payload))
        except (IndexError, ValueError, struct.error):
            return None  # no row: SQLite would not have written it so

    def _payload(self, page: bytes, at: int, size: int) -> bytes | None:
        """The record of `size` bytes that begins at `at`, with what lies on other pages; None where one is lost."""
        local = local_size(size)
        parts, left = [page[at : at + local]], size - local
        if len(parts[0]) < local or left > self._count * _CHAINED:
            return None
        after = page[at + local : at + local + 4]
        while left:
            chained = self.page(int.from_bytes(after, "big"))
            if chained is None:
                return None
            after, part = chained[:4], chained[4 : 4 + left]
            parts.append(part)
            left -= len(part)
        ends = size == local or not any(after)
        return b"".join(parts) if ends else None


def local_size(size: int) -> int:
    """How many bytes of a record of `size` bytes stand on the leaf itself; the others are chained to it."""
    if size <= _MOST_LOCAL:
        return size
    fitting = _LEAST_LOCAL + (size - _LEAST_LOCAL) % _CHAINED
    return fitting if fitting <= _MOST_LOCAL else _LEAST_LOCAL


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The number of up to 64 bits that begins at `at`, and where it ends. Raises IndexError at the end of `data`."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def record(payload: bytes) -> tuple[Value, ...]:
    """The values of a record. Raises IndexError, ValueError or struct.error where it is none."""
    end, at = varint(payload, 0)
    serials = []
    while at < end:
        serial, at = varint(payload, at)
        serials.append(serial)
    values: list[Value] = []
    for serial in serials:
        size = _size(serial)
        if at + size > len(payload):
            raise ValueError("a record is cut off")
        values.append(_value(serial, payload[at : at + size]))
        at += size
    return tuple(values)


def _size(serial: int) -> int:
    if serial >= _FIRST_LONG:
        return (serial - _FIRST_LONG) // 2
    return 8 if serial == _REAL else _INTEGERS.get(serial, 0)


def _value(serial: int, data: bytes) -> Value:
    if serial >= _FIRST_LONG:
        return data.decode() if serial % 2 else data
    if serial in _INTEGERS:
        return int.from_bytes(data, "big", signed=True)
    if serial == _REAL:
        return float(struct.unpack(">d", data)[0])
    if serial in (_ZERO, _ONE):
        return serial - _ZERO
    if serial:
        raise ValueError("no such type of value")
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared. `kind` is a type of STRICT tables."""

    name: str
    kind: str
    nullable: bool
    is_rowid: bool

    def holds(self, value: Value) -> bool:
        """Whether the value may stand there in the file. A whole number in a REAL column stands there as one."""
        if value is None:
            return self.nullable or self.is_rowid
        return not self.is_rowid and (self.kind not in _TYPES or isinstance(value, _TYPES[self.kind]))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table's rows look like."""

    table: str
    columns: tuple[Column, ...]

    @classmethod
    def of(cls, connection: Any, table: str) -> Shape:
        """As the database says it."""
        declared = engine.run(connection, f"PRAGMA table_info({table})")
        keys = [row["name"] for row in declared if row["pk"]]
        return cls(
            table,
            tuple(
                Column(
                    str(row["name"]),
                    str(row["type"]).upper(),
                    not row["notnull"] and not row["pk"],
                    keys == [row["name"]] and str(row["type"]).upper() == "INTEGER",
                )
                for row in declared
            ),
        )

    def fits(self, row: LeafRow) -> bool:
        """Whether it may be a row of this table. One from before a column was added is shorter."""
        here, missing = self.columns[: len(row.values)], self.columns[len(row.values) :]
        return (
            0 < len(row.values) <= len(self.columns)
            and all(column.nullable for column in missing)
            and all(column.holds(value) for column, value in zip(here, row.values, strict=True))
        )

    def add(self, into: Any, row: LeafRow) -> int:
        """Add a row that fits, as `insert`."""
        pairs = list(zip(self.columns, row.values, strict=False))
        values = [row.rowid if column.is_rowid else value for column, value in pairs]
        return self.insert(into, row.rowid, [column.name for column, _ in pairs], values)

    def insert(self, into: Any, rowid: int, names: Sequence[str], values: Sequence[Value]) -> int:
        """Add a row if it is not there and breaks no rule; answers with 1 or 0. It keeps its number: it is then known
        again where the table has no other key."""
        if not any(column.is_rowid for column in self.columns):
            names, values = ["rowid", *names], [rowid, *values]
        marks = ", ".join("?" * len(names))
        statement = f"INSERT OR IGNORE INTO {self.table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
        cursor = into.execute(statement, tuple(values))
        try:
            return int(cursor.rowcount)
        finally:
            cursor.close()
