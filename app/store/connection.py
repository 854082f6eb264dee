"""One encrypted connection, opened in the only order that is safe.

Several obvious ways of opening SQLCipher fail in silence: without a key it writes plaintext, a key
of the wrong length is taken for a passphrase, and temporary files can be written in the clear.
`Database.open` is therefore the one door; nothing else in the program connects.
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as sqlcipher

from app.domain.errors import (
    DiskFull,
    FolderNotWritable,
    ProgramFault,
    SottoError,
    UnsafeDatabaseEngine,
    VaultDamaged,
    VaultInUse,
    VaultLocked,
    VaultMissing,
)
from app.store.files import create_private, sync_folder

KEY_BYTES = 32
OLDEST_ENGINE = (4, 17)
BUSY_TIMEOUT_MS = 5000
_PLAINTEXT_HEADER = b"SQLite format 3\x00"
_HEX_KEY = re.compile(r"[0-9a-f]{64}")
_NEARLY_FULL = 1 << 20

# SQLite's primary result codes (https://www.sqlite.org/rescode.html).
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _AUTH, _NOTADB = (
    3,
    5,
    6,
    8,
    10,
    11,
    13,
    14,
    23,
    26,
)
_OP_ATTACH, _OP_DETACH, _OP_FUNCTION = 24, 25, 31
_ALLOW, _DENY = 0, 1
# sqlcipher_export into a database attached with an empty key writes plaintext.
_FORBIDDEN_FUNCTIONS = {"load_extension", "sqlcipher_export"}

_AFTER_KEY = (
    "PRAGMA temp_store = 2",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = 1",
    "PRAGMA checkpoint_fullfsync = 1",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
)


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

    def __init__(self, connection: Any, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._lock = threading.RLock()
        self._depth = 0
        self._closed = False

    @classmethod
    def open(cls, path: Path, key: bytes, *, create: bool = False) -> Database:
        """Open the encrypted database at `path` with the raw 32-byte `key`; with `create`, make a new one.

        Raises VaultMissing (not there), VaultExists (`create`, and it is there), VaultDamaged (wrong
        key, plaintext or damage: they look the same), UnsafeDatabaseEngine, DiskFull,
        FolderNotWritable or VaultInUse.
        """
        hex_key = key.hex()
        if not _HEX_KEY.fullmatch(hex_key):
            raise ProgramFault(f"a database key has {len(key)} bytes instead of {KEY_BYTES}")
        path = path.absolute()
        if create:
            create_private(path)
        else:
            _refuse_unencrypted(path)
        try:
            database = cls._connect(path, hex_key)
            if create:
                sync_folder(path.parent)
        except BaseException:
            if create:  # ours, and nothing is in it
                for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                    path.with_name(name).unlink(missing_ok=True)
            raise
        return database

    @classmethod
    def _connect(cls, path: Path, hex_key: str) -> Database:
        try:
            # mode=rw: SQLite itself never creates a file here.
            connection = sqlcipher.connect(
                f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
            )
        except sqlcipher.Error as error:
            raise _translate(error, path) from error
        try:
            _key(connection, hex_key)
            _configure(connection)  # writes a new file's first page
            _refuse_unencrypted(path)
        except sqlcipher.Error as error:
            connection.close()
            raise _translate(error, path) from error
        except BaseException:
            connection.close()
            raise
        connection.row_factory = sqlcipher.Row
        return cls(connection, path)

    @property
    def path(self) -> Path:
        """Where the database lies."""
        return self._path

    @property
    def closed(self) -> bool:
        """True once `close` was called."""
        return self._closed

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
            busy = self.query("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
            if busy:
                raise VaultInUse

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        with self._lock, self._translating():
            if not self._closed:
                self._closed = True
                self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _live(self) -> Any:
        if self._closed:
            raise VaultLocked
        return self._connection

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except sqlcipher.Error as error:
            raise _translate(error, self._path) from error


def _refuse_unencrypted(path: Path) -> None:
    """Refuse a file that is missing, empty, or starts as every unencrypted database does."""
    try:
        with path.open("rb") as file:
            header = file.read(len(_PLAINTEXT_HEADER))
    except FileNotFoundError as error:
        raise VaultMissing from error
    except PermissionError as error:
        raise FolderNotWritable(str(path.parent)) from error
    except OSError as error:
        raise VaultDamaged("the disk reported an error") from error
    if not header:
        # SQLCipher would take it for a new database and go on as if nothing had ever been stored.
        raise VaultDamaged("a database file is empty")
    if header == _PLAINTEXT_HEADER:
        raise VaultDamaged("a database file is not encrypted")


def _key(connection: Any, hex_key: str) -> None:
    """Key the connection and prove that the key is right. Nothing is written before that."""
    connection.set_authorizer(_authorize)
    _run(connection, "PRAGMA cipher_log_level = NONE")  # it logs to stderr otherwise
    _run(connection, "PRAGMA cipher_memory_security = ON")
    _run(connection, f"PRAGMA key = \"x'{hex_key}'\"")
    rows = _run(connection, "PRAGMA cipher_version")
    if not rows:
        raise UnsafeDatabaseEngine("it has no encryption")
    version = str(rows[0][0])
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < OLDEST_ENGINE:
        raise UnsafeDatabaseEngine(f"version {version}")
    _run(connection, f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _run(connection, "SELECT count(*) FROM sqlite_master")


def _configure(connection: Any) -> None:
    _run(connection, _AFTER_KEY[0])
    mode = str(_run(connection, "PRAGMA journal_mode = WAL")[0][0])
    if mode != "wal":
        raise UnsafeDatabaseEngine("it cannot keep a write-ahead log in this folder")
    for statement in _AFTER_KEY[1:]:
        _run(connection, statement)
    for pragma, wanted in (("temp_store", 2), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)):
        if _run(connection, f"PRAGMA {pragma}")[0][0] != wanted:
            raise UnsafeDatabaseEngine(f"it refused {pragma}")


def _run(connection: Any, statement: str) -> list[Any]:
    cursor = connection.execute(statement)
    try:
        rows: list[Any] = cursor.fetchall()
    finally:
        cursor.close()
    return rows


def _authorize(operation: int, first: str | None, second: str | None, *_: object) -> int:
    """SQLite asks before each statement: no second database and no native code may come in."""
    if operation in (_OP_ATTACH, _OP_DETACH):
        return _DENY
    if operation == _OP_FUNCTION and (second or first or "").lower() in _FORBIDDEN_FUNCTIONS:
        return _DENY
    return _ALLOW


def _translate(error: Exception, path: Path) -> SottoError:
    """The error of our tree for one of SQLite's; its text, which may quote SQL, is not taken over."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    if code == _FULL or (code in (_IOERR, _CANTOPEN) and _nearly_full(path)):
        return DiskFull()
    if code in (_CORRUPT, _NOTADB):
        return VaultDamaged("a database file is damaged, or its key is not the right one")
    if code == _IOERR:
        return VaultDamaged("the disk reported an error")
    if code in (_PERM, _READONLY, _CANTOPEN):
        return FolderNotWritable(str(path.parent))
    if code in (_BUSY, _LOCKED):
        return VaultInUse()
    return ProgramFault(f"the database refused a statement ({name})")


def _nearly_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NEARLY_FULL
    except OSError:
        return False  # then the disk is not merely full, and the caller says so
