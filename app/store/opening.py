"""What a database is compared with when it is opened, before and after SQLite has read its log."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import LogPutBack, SottoError
from app.store import clock, engine
from app.store.files import FOREIGN, PRIVATE_FILE, file_failure, set_aside
from app.store.head import NO_DIGEST, Finding, Head, HeadFile, State, file_digest
from app.store.log import mend_log
from app.store.mending import mend

_TABLES = (
    "CREATE TABLE IF NOT EXISTS tip (id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS finding (id INTEGER PRIMARY KEY, code TEXT NOT NULL, found_at TEXT NOT NULL) STRICT",
)


@dataclass(frozen=True, slots=True)
class Before:
    """What was seen while SQLite had not touched the files yet. `head` is None where there is none that can be read."""

    head: Head | None
    there: bool
    found: tuple[Finding, ...]


def look(path: Path, key: bytes, head: HeadFile, *, reading: bool, steady: bool) -> Before:
    """Look at the files of the database at `path`; all of the main one where it should stand still.

    Single bits that have changed are put right (`app.store.mending`, `app.store.log`). A log beside a database that was
    closed does not belong to it, and SQLite would write it into the database: it is put aside.
    """
    there = head.path.exists()
    last, whole = head.read()
    if reading and not whole:
        last, whole = head.read()  # its writer may have been in the middle of it
    found: list[Finding] = []
    if there and not whole:
        found.append(Finding.HEAD_DAMAGED)
    log = path.with_name(path.name + "-wal")
    if last is not None and last.state is State.CLOSED and log.exists() and log.stat().st_size:
        if reading and _closed(head):
            raise LogPutBack  # reading would write it into the recording
        if not reading:
            found.append(Finding.LOG_PUT_BACK)
            _move_aside(path, log)
    if not reading and log.exists() and log.stat().st_size and mend_log(path, key):
        found.append(Finding.LOG_MENDED)
    known = last is not None and last.digest != NO_DIGEST and last.state is not State.MOVING
    if steady and not reading and known and last is not None and file_digest(path) != last.digest:
        mend(path, key)
        right = file_digest(path) == last.digest
        found.append(Finding.FILE_MENDED if right else Finding.FILE_CHANGED)
    return Before(last, there, tuple(found))


def _closed(head: HeadFile) -> bool:
    """Whether the head says so now; a writer that has opened the database meanwhile has said otherwise first."""
    last = head.read()[0]
    return last is not None and last.state is State.CLOSED


def fresh(head: HeadFile) -> Head | None:
    """What the head says now, where another process writes it."""
    return head.read()[0]


def compare(connection: Any, before: Before | None, path: Path, *, reading: bool) -> tuple[Finding, ...]:
    """What does not fit, now that SQLite has read the log; nothing for a database that is being made.

    Where commits are missing, the log may hold more than SQLite saw of it: it is copied before anything is written.
    """
    if before is None:
        return ()
    sequence = _sequence(connection)
    if before.head is None:
        legacy = sequence is None and not before.there  # from before there were heads
        return before.found if legacy or before.there else (*before.found, Finding.HEAD_MISSING)
    last = before.head
    if sequence is None or sequence < last.sequence:
        if not reading or not set_aside(path):
            _copy_aside(path)
        return (*before.found, Finding.COMMITS_MISSING)
    # One commit more is what a crash leaves; a writer in another process may have made any number since.
    allowed = last.sequence if last.state is State.CLOSED else last.sequence + 1
    if sequence > allowed and not reading:
        return (*before.found, Finding.HEAD_OLDER)
    return before.found


def prepare(connection: Any, found: tuple[Finding, ...], head: Head | None) -> int:
    """Keep what was found in the database itself; answers with the number of its last commit.

    Done before the head is written anew: whatever interrupts this, the finding is made again or kept.
    """
    sequence = _sequence(connection)
    if sequence is not None and not found:
        return sequence
    connection.execute("BEGIN IMMEDIATE").close()
    for statement in _TABLES:
        connection.execute(statement).close()
    # Not below what the head knew: numbers are never given twice.
    number = max(sequence or 0, head.sequence if head is not None else 0) + 1
    connection.execute("INSERT OR REPLACE INTO tip (id, sequence) VALUES (1, ?)", (number,)).close()
    for code in found:
        connection.execute(
            "INSERT INTO finding (code, found_at) VALUES (?, ?)", (code.value, clock.to_text(clock.now()))
        ).close()
    connection.execute("COMMIT").close()
    return number


def _sequence(connection: Any) -> int | None:
    if not engine.run(connection, "SELECT 1 FROM sqlite_master WHERE name = 'tip'"):
        return None
    rows = engine.run(connection, "SELECT sequence FROM tip")
    return int(rows[0][0]) if rows else None


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal.aside-{len(set_aside(path)) + 1:03}")


def _move_aside(path: Path, log: Path) -> None:
    target = _aside(path)
    try:
        log.replace(target.with_name(target.name + FOREIGN))
    except OSError as error:
        raise file_failure(error, path.parent) from error


def _copy_aside(path: Path) -> None:
    log, target = path.with_name(path.name + "-wal"), _aside(path)
    if not log.exists() or not log.stat().st_size:
        return
    try:
        shutil.copyfile(log, target)
        target.chmod(PRIVATE_FILE)
    except OSError as error:
        target.unlink(missing_ok=True)
        failure: SottoError = file_failure(error, path.parent)
        raise failure from error
