"""SQLCipher, opened in the only order that is safe. `app.store.connection` stands on this; nothing else connects.

Several obvious ways of opening SQLCipher fail in silence: without a key it writes plaintext, a key
of the wrong length is taken for a passphrase, and temporary files can be written in the clear.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from app.domain.errors import (
    DiskFull,
    FolderNotWritable,
    ProgramFault,
    SottoError,
    UnsafeDatabaseEngine,
    VaultDamaged,
    VaultInUse,
    VaultMissing,
)

KEY_BYTES = 32
OLDEST_ENGINE = (4, 17)
BUSY_TIMEOUT_MS = 5000
EngineError = sqlcipher.Error
_PLAINTEXT_HEADER = b"SQLite format 3\x00"
_HEX_KEY = re.compile(r"[0-9a-f]{64}([0-9a-f]{32})?")  # the second part: the salt, where it is given
_NEARLY_FULL = 1 << 20

# SQLite's primary result codes (https://www.sqlite.org/rescode.html).
_PERM, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 3, 5, 6, 8, 10, 11, 13, 14, 26
_TEXTS = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}
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


class Guard:
    """SQLite asks it before each statement: no second database and no native code may come in."""

    def __init__(self) -> None:
        self.vacuuming = False
        """VACUUM works through a nameless database that SQLite attaches itself; SQLCipher keys it as the main one."""

    def __call__(self, operation: int, first: str | None, second: str | None, *_: object) -> int:
        """SQLite's answer codes for an authorizer."""
        if operation in (_OP_ATTACH, _OP_DETACH):
            own = self.vacuuming and (first == "" if operation == _OP_ATTACH else first == "vacuum_db")
            return _ALLOW if own else _DENY
        if operation == _OP_FUNCTION and (second or first or "").lower() in _FORBIDDEN_FUNCTIONS:
            return _DENY
        return _ALLOW


def connect(path: Path, key: bytes, guard: Guard, *, salt: bytes = b"") -> Any:
    """A connection to the encrypted database at `path`, keyed, proven and set up; it may be an empty file.

    `salt` replaces the file's first 16 bytes, for a file where these are damaged. Raises VaultDamaged (wrong key,
    plaintext or damage: they look the same), UnsafeDatabaseEngine, DiskFull, FolderNotWritable or VaultInUse.
    """
    hex_key = key.hex() + salt.hex()
    if not _HEX_KEY.fullmatch(hex_key) or len(key) != KEY_BYTES:
        raise ProgramFault(f"a database key has {len(key)} bytes instead of {KEY_BYTES}")
    new = not path.stat().st_size
    try:
        # mode=rw: SQLite itself never creates a file here.
        connection = sqlcipher.connect(
            f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
    except sqlcipher.Error as error:
        raise translated(error, path) from error
    try:
        _key(connection, hex_key, guard)
        _configure(connection)  # writes a new file's first page
        if new:  # else it was looked at before: opening the file once more would drop SQLite's locks on it
            refuse_unencrypted(path)
    except sqlcipher.Error as error:
        connection.close()
        raise translated(error, path) from error
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlcipher.Row
    return connection


def refuse_unencrypted(path: Path) -> None:
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


def run(connection: Any, statement: str) -> list[Any]:
    """All rows of a statement."""
    cursor = connection.execute(statement)
    try:
        rows: list[Any] = cursor.fetchall()
    finally:
        cursor.close()
    return rows


def salt_of(connection: Any) -> bytes:
    """The 16 bytes with which the database begins."""
    return bytes.fromhex(str(run(connection, "PRAGMA cipher_salt")[0][0]))


def translated(error: Exception, path: Path) -> SottoError:
    """The error of our tree for one of SQLite's; its text, which may quote SQL, is not taken over."""
    # The backup API gives no code, only SQLite's own fixed text of it.
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF or _TEXTS.get(str(error), 0)
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


def _key(connection: Any, hex_key: str, guard: Guard) -> None:
    """Key the connection and prove that the key is right. Nothing is written before that."""
    connection.set_authorizer(guard)
    run(connection, "PRAGMA cipher_log_level = NONE")  # it logs to stderr otherwise
    run(connection, "PRAGMA cipher_memory_security = ON")
    run(connection, f"PRAGMA key = \"x'{hex_key}'\"")
    rows = run(connection, "PRAGMA cipher_version")
    if not rows:
        raise UnsafeDatabaseEngine("it has no encryption")
    version = str(rows[0][0])
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < OLDEST_ENGINE:
        raise UnsafeDatabaseEngine(f"version {version}")
    run(connection, f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    run(connection, "SELECT count(*) FROM sqlite_master")


def _configure(connection: Any) -> None:
    run(connection, _AFTER_KEY[0])
    mode = str(run(connection, "PRAGMA journal_mode = WAL")[0][0])
    if mode != "wal":
        raise UnsafeDatabaseEngine("it cannot keep a write-ahead log in this folder")
    for statement in _AFTER_KEY[1:]:
        run(connection, statement)
    for pragma, wanted in (("temp_store", 2), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)):
        if run(connection, f"PRAGMA {pragma}")[0][0] != wanted:
            raise UnsafeDatabaseEngine(f"it refused {pragma}")


def _nearly_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NEARLY_FULL
    except OSError:
        return False  # then the disk is not merely full, and the caller says so
