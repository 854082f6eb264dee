"""The index of the search: which words stand in which passage of which session.

A passage is a few turns or sentences that follow each other. Its number says where it belongs: in the upper bits the
session's, which is the minute in which it began (the next free one), so that the newest comes first by number alone;
below them the kind and the place. The index is made from the records and can be made anew from them at any time: where
it is damaged it is thrown away and read in again, and nothing is lost.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.errors import Cancelled, VaultDamaged
from app.domain.search import HitKind, Item
from app.domain.search_words import FORM, words_of
from app.domain.transcript import Role
from app.store.codec import pack, unpack
from app.store.connection import Cursor, Database, Row
from app.store.search_schema import ALL_DUE, COLUMNS, DUE, INDEX, PARTS, TABLES
from app.store.search_vectors import SearchVectors

SESSION_BITS = 12
"""Bits of a passage's number below the session's: two for the kind, ten for the place."""
KINDS = (HitKind.TURN, HitKind.WRITTEN, HitKind.ADDENDUM, HitKind.NOTE)
PLACES = 1 << (SESSION_BITS - 2)
STEP = 24
"""Passages that are stored in one transaction at most: whoever types meanwhile waits no longer than for these."""
NONCE = 16
"""Random bytes before each passage: what the search for traces looks for after a deletion. Words are not unique."""
_MERGED = 2000
"""Pages of the index that are merged in one transaction."""
_PART_BITS = 37  # https://www.sqlite.org/src/file/ext/fts5/fts5_index.c: FTS5_SEGMENT_ROWID
_PROOFS, _PROOFS_AT_ONCE = 200, 40
_SEAL = 8
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MOST_MINUTES = 1 << 28
_SPOKEN = {Role.THERAPIST: 0, Role.CLIENT: 1, Role.UNKNOWN: 2}
_DELETE = (
    f"INSERT INTO search_words (search_words, rowid, {', '.join(COLUMNS)}) "  # noqa: S608
    f"VALUES ('delete', ?{', ?' * len(COLUMNS)})"
)
_INSERT = f"INSERT INTO search_words (rowid, {', '.join(COLUMNS)}) VALUES (?{', ?' * len(COLUMNS)})"  # noqa: S608
_STILL_DUE = "SELECT 1 FROM search_due WHERE session_id = ? AND id = ?"

Passages = Mapping[int, tuple[Item, ...]]
"""A session's passages by their number within the session."""


@dataclass(frozen=True, slots=True)
class Due:
    """A session that is to be read in, and up to which change."""

    session_id: str
    change: int


def place_of(kind: HitKind, number: int) -> int:
    """The number within a session of its passage `number` of a kind, from 0. Below `PLACES`."""
    return KINDS.index(kind) * PLACES + number


def minute_of(moment: datetime) -> int:
    """The number that a session gets which began then, if it is free."""
    return min(max(int((moment - _EPOCH).total_seconds() // 60), 1), _MOST_MINUTES)


class SearchIndex:
    """The tables of the search. Every method raises VaultDamaged where they do not fit together: `reset` mends that."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.vectors = SearchVectors(database)

    # ---- the whole -------------------------------------------------------------------------------

    def ready(self) -> None:
        """Make the index anew where a part of it is missing, or where it was made by other rules."""
        rows = self._database.query("SELECT name FROM sqlite_master WHERE name LIKE 'search_%'")
        if not {str(row["name"]) for row in rows}.issuperset(PARTS) or self._form() != FORM:
            self.reset()

    def _form(self) -> str:
        rows = self._database.query("SELECT form FROM search_state")
        return str(rows[0]["form"]) if rows else ""

    def reset(self) -> None:
        """Throw the index away; every session is to be read in again. Raises VaultDamaged for a broken file."""
        self.vectors.changes += 1
        with self._database.transaction() as cursor:
            for table in TABLES:
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in (*INDEX, *DUE):
                cursor.execute(statement)
            cursor.execute("UPDATE search_state SET form = ?", (FORM,))
            cursor.execute("DELETE FROM search_due")
            cursor.execute(ALL_DUE)

    def verify(self) -> None:
        """Raises VaultDamaged where words and passages do not fit."""
        with self._database.transaction() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')")

    # ---- reading in ------------------------------------------------------------------------------

    def due(self) -> Due | None:
        """The session that is to be read in next: the one that was changed last, else the newest."""
        rows = self._database.query("SELECT session_id, id FROM search_due ORDER BY id DESC LIMIT 1")
        return Due(rows[0]["session_id"], rows[0]["id"]) if rows else None

    def count_due(self) -> int:
        """How many sessions are to be read in."""
        return int(self._database.query("SELECT count(DISTINCT session_id) FROM search_due")[0][0])

    def put(self, due: Due, started_at: datetime, passages: Passages, tag: str, step: int = STEP) -> bool:
        """Store a session's passages in place of those that are there, `step` of them at most; call it until True.

        `tag`: words that the whole session is found by. Passages that are as they were are left alone. Where the
        session was deleted or changed after it was read, what is stored is corrected when the change is read in.
        """
        with self._database.transaction() as cursor:
            if not _rows(
                cursor, "SELECT 1 FROM search_due WHERE session_id = ? AND id = ?", due.session_id, due.change
            ):
                return True  # deleted, with everything that was to be read in
            if not _rows(cursor, "SELECT 1 FROM session WHERE id = ?", due.session_id):
                self._forget(cursor, due.session_id)
                return True
            number = self._number(cursor, due.session_id, started_at)
            left = self._update(cursor, number << SESSION_BITS, passages, tag, step)
            if not left:
                cursor.execute("DELETE FROM search_due WHERE session_id = ? AND id <= ?", (due.session_id, due.change))
            return not left

    def skip(self, due: Due) -> None:
        """Leave a session as it is in the index; it is read in when it changes again."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM search_due WHERE session_id = ? AND id <= ?", (due.session_id, due.change))

    def _number(self, cursor: Cursor, session_id: str, started_at: datetime) -> int:
        """The session's number; a new one where it has none, or began at another time than was thought."""
        wanted = minute_of(started_at)
        known = _rows(cursor, "SELECT number FROM search_session WHERE session_id = ?", session_id)
        if known and _free_from(cursor, wanted, session_id) == known[0]["number"]:
            return int(known[0]["number"])
        if known:
            self._remove(cursor, self._stored(cursor, session_id))
            cursor.execute("DELETE FROM search_session WHERE session_id = ?", (session_id,))
        number = _free_from(cursor, wanted, session_id)
        cursor.execute("INSERT INTO search_session (session_id, number) VALUES (?, ?)", (session_id, number))
        return number

    def _update(self, cursor: Cursor, first: int, passages: Passages, tag: str, step: int) -> bool:
        """Whether something is left to do."""
        last = first + (1 << SESSION_BITS) - 1
        there = {
            int(row["id"]): (_unpacked(row["items"]), str(row["tag"]))
            for row in _rows(cursor, "SELECT id, items, tag FROM search_doc WHERE id BETWEEN ? AND ?", first, last)
        }
        wanted = {first + place: (items, tag) for place, items in passages.items()}
        out = [key for key, value in there.items() if wanted.get(key) != value]
        new = [key for key, value in wanted.items() if there.get(key) != value]
        changed = sorted({*out, *new})
        for key in changed[:step]:
            if key in there:
                self._remove(cursor, [(key, *there[key])])
            if key in wanted:
                self._add(cursor, key, wanted[key][0], tag)
        return len(changed) > step

    def _add(self, cursor: Cursor, key: int, items: tuple[Item, ...], tag: str) -> None:
        columns = _columns(items, tag)
        packed = os.urandom(NONCE) + _seal(key, columns) + zlib.compress(pack(items, tuple[Item, ...]))
        cursor.execute("INSERT INTO search_doc (items, id, tag) VALUES (?, ?, ?)", (packed, key, tag))
        cursor.execute("INSERT INTO search_vector (vector, id) VALUES (NULL, ?)", (key,))
        cursor.execute(_INSERT, (key, *columns))

    # ---- taking out ------------------------------------------------------------------------------

    def forget(self, session_id: str) -> None:
        """Take a session out of the index, and prove that it is out. Part of the transaction that deletes it.

        What is still in the records is read in again.
        """
        try:
            self.ready()
            with self._database.transaction() as cursor:
                self._forget(cursor, session_id)
                if _rows(cursor, "SELECT 1 FROM session WHERE id = ?", session_id):
                    cursor.execute("INSERT INTO search_due (session_id) VALUES (?)", (session_id,))
        except VaultDamaged:
            self.reset()  # it cannot be said what is in it: then nothing is

    def _forget(self, cursor: Cursor, session_id: str) -> None:
        stored = self._stored(cursor, session_id)
        self._remove(cursor, stored)
        if stored:
            _prove(cursor, stored)
        cursor.execute("DELETE FROM search_session WHERE session_id = ?", (session_id,))
        cursor.execute("DELETE FROM search_due WHERE session_id = ?", (session_id,))

    def traces(self, session_id: str, kinds: Iterable[HitKind] = KINDS, most: int = 8) -> list[bytes]:
        """Bytes that stand in the session's passages of these kinds, or in their vectors, and nowhere else."""
        numbers = {KINDS.index(kind) for kind in kinds}
        rows = self._database.query(
            f"SELECT search_doc.id AS id, substr(items, 1, {NONCE}), substr(vector, 1, {NONCE}) "  # noqa: S608
            f"FROM search_session JOIN search_doc ON search_doc.id BETWEEN number << {SESSION_BITS} "
            f"AND ((number + 1) << {SESSION_BITS}) - 1 LEFT JOIN search_vector ON search_vector.id = search_doc.id "
            "WHERE session_id = ?",
            (session_id,),
        )
        wanted = [row for row in rows if int(row["id"]) // PLACES % len(KINDS) in numbers]
        return [bytes(row[column]) for row in wanted for column in (1, 2) if row[column] is not None][:most]

    def _stored(self, cursor: Cursor, session_id: str) -> list[tuple[int, tuple[Item, ...], str]]:
        numbers = _rows(cursor, "SELECT number FROM search_session WHERE session_id = ?", session_id)
        if not numbers:
            return []
        first = int(numbers[0]["number"]) << SESSION_BITS
        last = first + (1 << SESSION_BITS) - 1
        rows = _rows(cursor, "SELECT id, items, tag FROM search_doc WHERE id BETWEEN ? AND ?", first, last)
        return [(int(row["id"]), _unpacked(row["items"]), str(row["tag"])) for row in rows]

    def scrub(self) -> None:
        """Merge all parts of the index into one, so that nothing of what was taken out is left in its pages.

        Part of every deletion; nothing is done where nothing was taken out. Takes about a second for each 20 MB of
        the index. Raises DiskFull, or Cancelled (see `Database.break_off`): it may be called again.
        """
        try:
            self._merge()
        except VaultDamaged:
            self.reset()

    def _merge(self) -> None:
        over = self._database.breaking()
        if not self._database.query("SELECT 1 FROM search_state WHERE removed > 0"):
            return
        step = -_MERGED  # the first one: merge all there is, whatever its size
        while self._parts() > 1 or step < 0:
            if over():
                raise Cancelled
            with self._database.transaction() as cursor:
                before = _rows(cursor, "SELECT total_changes()")[0][0]
                cursor.execute("INSERT INTO search_words (search_words, rank) VALUES ('merge', ?)", (step,))
                # https://www.sqlite.org/fts5.html#the_merge_command: fewer than two changes are none.
                done = _rows(cursor, "SELECT total_changes()")[0][0] - before < 2
            step = _MERGED
            if done:
                break
        if self._parts() > 1:
            raise VaultDamaged("the parts of the search could not be merged")
        with self._database.transaction() as cursor:
            cursor.execute("UPDATE search_state SET removed = 0")

    def _parts(self) -> int:
        """How many parts the index has. The number of a page begins with that of its part."""
        pages = "FROM search_words_data WHERE id >= ?"
        rows = self._database.query(f"SELECT min(id), max(id) {pages}", (1 << _PART_BITS,))
        low, high = rows[0][0], rows[0][1]
        return 0 if low is None else 1 if low >> _PART_BITS == high >> _PART_BITS else 2

    def _remove(self, cursor: Cursor, stored: Iterable[tuple[int, tuple[Item, ...], str]]) -> None:
        self.vectors.changes += 1
        for key, items, tag in stored:
            # What is taken out must be, word for word, what was put in, or something of it would stay.
            columns = _columns(items, tag)
            rows = _rows(cursor, "SELECT substr(items, ?, ?) FROM search_doc WHERE id = ?", NONCE + 1, _SEAL, key)
            if not rows or bytes(rows[0][0]) != _seal(key, columns):
                raise VaultDamaged("a passage of the search is not what was put in")
            cursor.execute(_DELETE, (key, *columns))
            cursor.execute("DELETE FROM search_doc WHERE id = ?", (key,))
            cursor.execute("DELETE FROM search_vector WHERE id = ?", (key,))
            cursor.execute("UPDATE search_state SET removed = removed + 1")

    # ---- looking ---------------------------------------------------------------------------------

    def matching(self, expression: str, first: int, last: int, most: int) -> list[int]:
        """Numbers of passages from `first` to `last` that fit an FTS5 expression, the highest first."""
        rows = self._database.query(
            "SELECT rowid FROM search_words WHERE search_words MATCH ? AND rowid BETWEEN ? AND ? "
            "ORDER BY rowid DESC LIMIT ?",
            (expression, first, last, most),
        )
        return [int(row[0]) for row in rows]

    def passages(self, numbers: Sequence[int]) -> dict[int, tuple[Item, ...]]:
        """The passages with these numbers, those that are there."""
        marks = ", ".join("?" * len(numbers))
        rows = self._database.query(f"SELECT id, items FROM search_doc WHERE id IN ({marks})", numbers)  # noqa: S608
        return {int(row["id"]): _unpacked(row["items"]) for row in rows}

    def sessions(self, numbers: Sequence[int] | None = None) -> dict[int, Row]:
        """What a hit says of its session, by the session's number: id, client_id, started_at, state; None: all."""
        where = "" if numbers is None else f" WHERE number IN ({', '.join('?' * len(numbers))})"
        rows = self._database.query(
            "SELECT number, session.id AS id, client_id, started_at, state FROM search_session "  # noqa: S608
            f"JOIN session ON session.id = session_id{where}",
            numbers or (),
        )
        return {int(row["number"]): row for row in rows}


def _columns(items: Iterable[Item], tag: str) -> list[str]:
    """What the index is told of a passage, column by column."""
    words: list[list[str]] = [[] for _ in COLUMNS]
    for item in items:
        column = {HitKind.TURN: _SPOKEN[item.role], HitKind.WRITTEN: 4}.get(item.kind, 3)
        words[column].extend(word for word, _, _ in words_of(item.text))
    words[-1] = [tag]
    return [" ".join(column) for column in words]


def _seal(key: int, columns: Sequence[str]) -> bytes:
    """By which it is known again what the index was told of a passage."""
    return hashlib.blake2s("\n".join((str(key), *columns)).encode(), digest_size=_SEAL).digest()


def _unpacked(packed: bytes) -> tuple[Item, ...]:
    try:
        return unpack(zlib.decompress(packed[NONCE + _SEAL :]), tuple[Item, ...])
    except zlib.error as error:
        raise VaultDamaged("a passage of the search is not readable") from error


def _prove(cursor: Cursor, stored: Sequence[tuple[int, tuple[Item, ...], str]]) -> None:
    """Raise VaultDamaged where the index still has one of the words at one of the places; the longest are tried."""
    first, last = min(key for key, _, _ in stored), max(key for key, _, _ in stored)
    found = {word for _, items, tag in stored for column in _columns(items, tag) for word in column.split()}
    words = sorted(found, key=lambda word: (-len(word), word))[:_PROOFS]
    for at in range(0, len(words), _PROOFS_AT_ONCE):
        any_of = " OR ".join(f'"{word}"' for word in words[at : at + _PROOFS_AT_ONCE])
        sql = "SELECT 1 FROM search_words WHERE search_words MATCH ? AND rowid BETWEEN ? AND ? LIMIT 1"
        if _rows(cursor, sql, any_of, first, last):
            raise VaultDamaged("the search still knows what was deleted")


def _free_from(cursor: Cursor, wanted: int, session_id: str) -> int:
    """The first number from `wanted` on that no other session has."""
    number = wanted
    while _rows(cursor, "SELECT 1 FROM search_session WHERE number = ? AND session_id <> ?", number, session_id):
        number += 1
    return number


def _rows(cursor: Cursor, sql: str, *parameters: object) -> list[Row]:
    cursor.execute(sql, parameters)
    return cursor.fetchall()
