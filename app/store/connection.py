"""One encrypted database: transactions, the head beside it, checkpoints, copies.

`Database.open` is the one door; nothing else in the program connects. Beside each database lies its head
(`app.store.head`): opening compares the two, and what does not fit is kept in the table `finding` until
somebody has looked at it.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from app.domain.errors import Cancelled, DiskFull, ProgramFault, SottoError, VaultInUse, VaultLocked
from app.store import engine, opening
from app.store.engine import KEY_BYTES, Guard
from app.store.files import companions, create_private, sync_folder
from app.store.head import NO_DIGEST, Finding, HeadFile, State, file_digest

__all__ = ["KEY_BYTES", "Cursor", "Database", "Row"]

LONGEST_LOG = 8 << 20
"""Bytes of write-ahead log after which it is moved into the main file."""
_LOOK_EVERY = 1000
"""Steps of SQLite's machine, and pages of a copy, after which a long act looks whether it is to be broken off."""
_open_databases: weakref.WeakSet[Database] = weakref.WeakSet()
_NEXT = "UPDATE tip SET sequence = sequence + 1"


class Row(Protocol):
    """A row: values by column name or by place."""

    def __getitem__(self, key: str | int) -> Any: ...
    def keys(self) -> list[str]: ...


class Cursor(Protocol):
    """What may be done inside a transaction."""

    @property
    def lastrowid(self) -> int: ...
    @property
    def rowcount(self) -> int: ...
    def execute(self, sql: str, parameters: Sequence[object] = ()) -> Any: ...
    def executemany(self, sql: str, parameters: Sequence[Sequence[object]]) -> Any: ...
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...


class Database:
    """One SQLCipher connection that any thread may use; a lock puts its work in order."""

    def __init__(
        self, connection: Any, path: Path, guard: Guard, head: HeadFile, *, reading: bool, steady: bool
    ) -> None:
        """Use `open`."""
        self._connection = connection
        self._path = path
        self._guard = guard
        self._head = head
        self._reading = reading
        self._steady = steady
        self._lock = threading.RLock()
        self._depth = 0
        self._breaks, self._no_more = 0, False
        self._closed = False
        self._found: tuple[Finding, ...] = ()
        _open_databases.add(self)

    @classmethod
    def open(
        cls, path: Path, key: bytes, *, create: bool = False, reading: bool = False, steady: bool = True
    ) -> Database:
        """Open the encrypted database at `path` with the raw 32-byte `key`; with `create`, make a new one.

        `reading` opens beside a writer in another process and changes nothing. `steady` keeps the main file as it
        is between checkpoints, so that its digest is known at all times; without it, only once it is closed.

        Raises VaultMissing (not there), VaultExists (`create`, and it is there), VaultDamaged (wrong
        key, plaintext or damage: they look the same), UnsafeDatabaseEngine, DiskFull,
        FolderNotWritable or VaultInUse.
        """
        if len(key) != KEY_BYTES:
            raise ProgramFault(f"a database key has {len(key)} bytes instead of {KEY_BYTES}")
        path, head, guard = path.absolute(), HeadFile(path.absolute(), key), Guard()
        if create:
            create_private(path)
            before = None
        else:
            engine.refuse_unencrypted(path)
            before = opening.look(path, key, head, reading=reading, steady=steady)
        try:
            connection = engine.connect(path, key, guard)
            database = cls(connection, path, guard, head, reading=reading, steady=steady)
            try:
                database._settle(before)
            except BaseException:
                connection.close()
                head.close()
                raise
            if create:
                sync_folder(path.parent)
        except BaseException:
            if create:  # ours, and nothing is in it
                for file in companions(path):
                    file.unlink(missing_ok=True)
            raise
        return database

    @property
    def path(self) -> Path:
        """Where the database lies."""
        return self._path

    @property
    def closed(self) -> bool:
        """True once `close` was called."""
        return self._closed

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was not as it had been left, now or at an earlier opening, and nobody has taken note of yet."""
        stored: list[Finding] = []
        if self.query("SELECT 1 FROM sqlite_master WHERE name = 'finding'"):
            stored = [Finding(row["code"]) for row in self.query("SELECT code FROM finding ORDER BY id")]
        return tuple(dict.fromkeys((*stored, *self._found)))

    @property
    def opening_findings(self) -> tuple[Finding, ...]:
        """What was found at this opening."""
        return self._found

    def accept_findings(self) -> None:
        """Somebody has taken note: forget what was found. Logs that were put aside stay."""
        with self.transaction() as cursor:
            cursor.execute("DELETE FROM finding")
        self._found = ()

    def as_left(self) -> bool:
        """Whether the main file is, byte for byte, what was last written; True where that is not known."""
        with self._lock:
            head = opening.fresh(self._head) if self._reading else self._head.last
            known = head is not None and head.digest != NO_DIGEST and head.state is not State.MOVING
            return not known or head is None or file_digest(self._path) == head.digest

    @property
    def head_is_last(self) -> bool:
        """Whether the head is that of a closed database, and of this one as it stands."""
        with self._lock:
            head = opening.fresh(self._head)
            return head is not None and head.state is State.CLOSED and head.sequence == self.sequence

    @property
    def sequence(self) -> int:
        """How many commits the database has had."""
        return int(self.query("SELECT sequence FROM tip")[0][0])

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """All or nothing: commits when the block ends, rolls back when it raises.

        Inside another transaction of the same thread it becomes a part of that one (a savepoint).
        """
        with self._lock, self._translating():
            connection = self._live()
            outermost = self._depth == 0
            name = f"part_{self._depth}"
            connection.execute("BEGIN IMMEDIATE" if outermost else f"SAVEPOINT {name}").close()
            self._depth += 1
            cursor = connection.cursor()
            try:
                yield cursor
                cursor.close()
                if outermost:
                    connection.execute(_NEXT).close()
                connection.execute("COMMIT" if outermost else f"RELEASE {name}").close()
            except BaseException:
                cursor.close()
                # SQLite has rolled back by itself after some failures, a full disk for one.
                if connection.in_transaction:
                    undo = ("ROLLBACK",) if outermost else (f"ROLLBACK TO {name}", f"RELEASE {name}")
                    for statement in undo:
                        connection.execute(statement).close()
                raise
            finally:
                self._depth -= 1
            if outermost:
                self._committed()

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a reading statement."""
        with self._lock, self._translating():
            cursor = self._live().execute(sql, tuple(parameters))
            try:
                rows: list[Row] = cursor.fetchall()
            finally:
                cursor.close()
            return rows

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the database and empty the log.

        Raises VaultInUse where a reader in another process held it up: SQLite only returns that,
        and what was deleted would still be lying in the log.
        """
        with self._lock:
            if self._depth:
                raise ProgramFault("a checkpoint was asked for inside a transaction")
            sequence = self.sequence
            self._head.write(sequence, State.MOVING, NO_DIGEST)
            try:
                busy = self.query("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
            finally:
                self._head.write(sequence, State.OPEN, self._digest())
            if busy:
                raise VaultInUse

    def vacuum(self) -> None:
        """Write the whole database anew, without free pages, and empty the log.

        Raises DiskFull (it takes as much room again), VaultInUse as `checkpoint`, or Cancelled (see `break_off`);
        everything is as before then.
        """
        with self._lock, self._translating():
            if self._depth:
                raise ProgramFault("a vacuum was asked for inside a transaction")
            connection, over = self._live(), self.breaking()
            self._guard.vacuuming = True
            connection.set_progress_handler(over, _LOOK_EVERY)
            try:
                connection.execute("VACUUM").close()
            except engine.EngineError as error:
                if over():
                    raise Cancelled from error
                raise
            finally:
                connection.set_progress_handler(None, 0)
                self._guard.vacuuming = False
            self.checkpoint()

    def break_off(self, *, for_good: bool = False) -> None:
        """Somebody waits: a vacuum, a search or a copy that runs now raises Cancelled soon, and changes nothing.

        Does not wait itself, and leaves transactions alone. `for_good`: none begins any more either, since the
        database is to be closed.
        """
        self._breaks += 1
        self._no_more = self._no_more or for_good

    def breaking(self) -> Callable[[], bool]:
        """For a long act that begins now: a function that says whether it is to be broken off."""
        begun = self._breaks
        return lambda: self._no_more or self._breaks != begun

    def copy_to(self, path: Path, key: bytes) -> None:
        """Copy everything into a new encrypted database at `path` with the 32-byte `key`, page by page.

        A copy is of one moment; it has a head of its own, and opens as any database does. Raises VaultExists,
        DiskFull, FolderNotWritable, or Cancelled (see `break_off`); then nothing is left there.
        """
        over = self.breaking()

        def look(*_: object) -> None:
            if over():
                raise Cancelled

        path = path.absolute()
        create_private(path)
        try:
            head, target = HeadFile(path, key), engine.connect(path, key, Guard())
            try:
                with self._lock, self._translating():
                    self._live().backup(target, pages=_LOOK_EVERY, progress=look)
                engine.run(target, "PRAGMA wal_checkpoint(TRUNCATE)")
                head.salt = engine.salt_of(target)
            except engine.EngineError as error:
                raise engine.translated(error, path) from error
            finally:
                target.close()
            head.create(self.sequence, State.CLOSED, file_digest(path))
        except BaseException:
            for file in companions(path):
                file.unlink(missing_ok=True)
            raise

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        with self._lock, self._translating():
            if self._closed:
                return
            self._closed = True
            try:
                if not self._reading:
                    self._close_head()
            finally:
                self._connection.close()
                self._head.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- inside ----------------------------------------------------------------------------------

    def _settle(self, before: opening.Before | None) -> None:
        """Compare with the head, keep what was found, and take the head over from here."""
        connection = self._connection
        with self._translating():
            if self._reading:
                engine.run(connection, "PRAGMA query_only = ON")
                self._found = opening.compare(connection, before, self._path, reading=True)
                return
            self._head.salt = engine.salt_of(connection)
            engine.run(connection, "PRAGMA wal_autocheckpoint = 0")  # see `_committed`
            self._found = found = opening.compare(connection, before, self._path, reading=False)
            sequence = opening.prepare(connection, found, None if before is None else before.head)
        fits = before is not None and before.head is not None and not found
        if not fits:
            self._head.create(sequence, State.OPEN, self._digest())
        else:
            self._head.write(sequence, State.OPEN, self._head.last.digest if self._steady else NO_DIGEST)
        moving = before is not None and before.head is not None and before.head.state is State.MOVING
        if before is not None and (moving or not fits):
            # A page that was being moved may be half written: the log still has it whole.
            with suppress(VaultInUse):  # a reader in another process: the next checkpoint does it
                self.checkpoint()

    def _committed(self) -> None:
        """Note the commit. It stands, whatever happens to the note: the next one makes up for it."""
        sequence = self.sequence
        with suppress(SottoError):  # raising would make the caller do again what is done
            self._head.write(sequence, State.OPEN, self._head.last.digest)
        log = self._path.with_name(self._path.name + "-wal")
        if log.exists() and log.stat().st_size > LONGEST_LOG:
            # A reader held it up, or there is no room: the commit stands, and the next one tries again.
            with suppress(VaultInUse, DiskFull):
                self.checkpoint()

    def _digest(self) -> bytes:
        return file_digest(self._path) if self._steady else NO_DIGEST

    def _close_head(self) -> None:
        """Empty the log, let SQLite go, note the file's digest. What cannot be moved stays in the log, safe.

        Whatever fails on the way is made up for by what comes after it; only a head that cannot say in the end how
        the file stands is an error.
        """
        sequence = int(engine.run(self._connection, "SELECT sequence FROM tip")[0][0])
        # SQLite itself moves the log when it closes: the digest is not known from here on.
        with suppress(SottoError):
            self._head.write(sequence, State.MOVING, NO_DIGEST)
        with suppress(engine.EngineError):  # the disk is full: SQLite tries once more as it closes
            engine.run(self._connection, "PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()
        log = self._path.with_name(self._path.name + "-wal")
        if log.exists() and log.stat().st_size:
            self._head.write(sequence, State.MOVING, NO_DIGEST)
            return
        # Not before it is certain that the log is gone: one that a power cut brings back would seem put back.
        sync_folder(self._path.parent)
        self._head.write(sequence, State.CLOSED, file_digest(self._path))

    def _live(self) -> Any:
        if self._closed:
            raise VaultLocked
        return self._connection

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except engine.EngineError as error:
            raise engine.translated(error, self._path) from error


@atexit.register
def _close_all() -> None:
    """A program that ends without closing lets SQLite move the log behind the head's back: that would be a finding."""
    for database in list(_open_databases):
        with suppress(SottoError):  # nobody is left to be told; the next opening says how it stands
            database.close()
