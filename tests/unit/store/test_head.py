"""The head beside a database: what was dropped, put back, cut off or changed is found at the next opening."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from app.domain.errors import DiskFull, LogPutBack, VaultDamaged, VaultExists
from app.store.connection import Database
from app.store.files import companions, set_aside
from app.store.head import SLOT, Finding, HeadFile, State
from app.store.pages import PAGE, WAL_HEADER, read_pages

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
ROWS = 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed database of some pages."""
    path = tmp_path / "v.db"
    with Database.open(path, KEY, create=True) as database:
        with database.transaction() as cursor:
            cursor.execute("CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT) STRICT")
        for number in range(ROWS):
            add(database, number)
    return path


def add(database: Database, number: int) -> None:
    with database.transaction() as cursor:
        cursor.execute("INSERT INTO word (id, text) VALUES (?, ?)", (number, f"word {number} " * 20))


def found(path: Path) -> tuple[Finding, ...]:
    with Database.open(path, KEY) as database:
        return database.findings


def copy_of(path: Path, to: Path) -> Path:
    to.mkdir()
    for file in companions(path):
        if file.exists():
            shutil.copyfile(file, to / file.name)
    return to / path.name


def crashed(path: Path, to: Path, act: Callable[[Database], None]) -> Path:
    """A copy as a crash would leave it after `act`: with its log."""
    with Database.open(path, KEY) as database:
        act(database)
        return copy_of(path, to)


def wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def head(path: Path) -> Path:
    return path.with_name(path.name + ".head")


def test_nothing_is_found_where_nothing_happened(path: Path, tmp_path: Path) -> None:
    assert found(path) == ()
    left = crashed(path, tmp_path / "c", lambda d: add(d, 100))
    assert wal(left).stat().st_size > 0
    assert found(left) == ()
    with Database.open(left, KEY) as database:
        assert len(database.query("SELECT * FROM word")) == ROWS + 1


def test_a_crash_between_commit_and_head_is_no_finding(path: Path, tmp_path: Path) -> None:
    with Database.open(path, KEY) as database:
        add(database, 100)
        before = head(path).read_bytes()
        add(database, 101)
        left = copy_of(path, tmp_path / "c")
    head(left).write_bytes(before)
    assert found(left) == ()


def test_every_bit_of_the_log_counts(path: Path, tmp_path: Path) -> None:
    """SQLite drops what follows a damaged frame in silence."""
    left = crashed(path, tmp_path / "c", lambda d: [add(d, n) for n in range(100, 110)] and None)
    whole = wal(left).read_bytes()
    rng = random.Random(5)
    places = [
        0,
        7,
        12,
        20,
        31,
        *(WAL_HEADER + n for n in range(0, 24, 3)),
        *(rng.randrange(len(whole)) for _ in range(12)),
    ]
    for at in places:
        shutil.rmtree(tmp_path / "try", ignore_errors=True)
        tried = copy_of(left, tmp_path / "try")
        data = bytearray(whole)
        data[at] ^= 1 << rng.randrange(8)
        wal(tried).write_bytes(data)
        with Database.open(tried, KEY) as database:
            assert database.findings == (Finding.LOG_MENDED,), at
            assert len(database.query("SELECT * FROM word")) == ROWS + 10, "nothing is missing"


def test_what_cannot_be_mended_in_the_log_is_kept_and_told(path: Path, tmp_path: Path) -> None:
    left = crashed(path, tmp_path / "c", lambda d: [add(d, n) for n in range(100, 110)] and None)
    data = bytearray(wal(left).read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8] = bytes(8)
    wal(left).write_bytes(data)
    assert found(left) == (Finding.COMMITS_MISSING,)
    assert set_aside(left)[0].read_bytes() == bytes(data)


def test_a_log_that_is_cut_off_or_gone(path: Path, tmp_path: Path) -> None:
    left = crashed(path, tmp_path / "c", lambda d: [add(d, n) for n in range(100, 110)] and None)
    gone = copy_of(left, tmp_path / "gone")
    os.truncate(wal(left), wal(left).stat().st_size // 2)
    assert found(left) == (Finding.COMMITS_MISSING,)
    wal(gone).unlink()
    assert found(gone) == (Finding.COMMITS_MISSING,)


def test_every_bit_of_the_head_counts(path: Path, tmp_path: Path) -> None:
    closed, left = head(path).read_bytes(), crashed(path, tmp_path / "c", lambda d: add(d, 100))
    rng = random.Random(6)
    for source, whole in ((path, closed), (left, head(left).read_bytes())):
        for _ in range(12):
            shutil.rmtree(tmp_path / "try", ignore_errors=True)
            tried = copy_of(source, tmp_path / "try")
            data = bytearray(whole)
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            head(tried).write_bytes(data)
            assert Finding.HEAD_DAMAGED in found(tried)


def test_a_head_that_is_gone_cut_or_older(path: Path, tmp_path: Path) -> None:
    old = head(path).read_bytes()
    with Database.open(path, KEY) as database:
        add(database, 100)
        add(database, 101)
    new = head(path).read_bytes()
    head(path).write_bytes(old)
    assert set(found(path)) == {Finding.HEAD_OLDER, Finding.FILE_CHANGED}
    head(path).write_bytes(new[: SLOT + 100])
    assert Finding.HEAD_DAMAGED in found(path)
    head(path).unlink()
    assert Finding.HEAD_MISSING in found(path)


def test_an_old_page_and_an_old_file_put_back(path: Path, tmp_path: Path) -> None:
    old = copy_of(path, tmp_path / "old")
    with Database.open(path, KEY) as database, database.transaction() as cursor:
        cursor.execute("UPDATE word SET text = 'changed' WHERE id = 3")
    new = copy_of(path, tmp_path / "new")
    changed = [
        n for n in range(len(new.read_bytes()) // PAGE)
        if old.read_bytes()[n * PAGE : (n + 1) * PAGE] != new.read_bytes()[n * PAGE : (n + 1) * PAGE]
    ]  # fmt: skip
    assert changed
    data = bytearray(new.read_bytes())
    at = changed[-1] * PAGE
    data[at : at + PAGE] = old.read_bytes()[at : at + PAGE]
    path.write_bytes(data)
    assert all(page.whole for page in read_pages(path, KEY)), "each page is authentic"
    assert found(path) == (Finding.FILE_CHANGED,)
    shutil.copyfile(old, new)
    assert set(found(new)) == {Finding.FILE_CHANGED, Finding.COMMITS_MISSING}


def test_a_cut_off_file_is_found(path: Path) -> None:
    size = path.stat().st_size
    os.truncate(path, size - PAGE)
    with suppress(VaultDamaged):  # where SQLite notices by itself
        assert Finding.FILE_CHANGED in found(path)


def test_a_log_put_back_is_not_written_into_the_database(path: Path, tmp_path: Path) -> None:
    left = crashed(path, tmp_path / "c", lambda d: add(d, 100))
    with Database.open(path, KEY) as database, database.transaction() as cursor:
        cursor.execute("DELETE FROM word WHERE id = 100")
    shutil.copyfile(wal(left), wal(path))
    with Database.open(path, KEY) as database:
        assert database.findings == (Finding.LOG_PUT_BACK,)
        assert len(database.query("SELECT * FROM word")) == ROWS
    assert len(set_aside(path)) == 1


def test_findings_stay_until_somebody_took_note(path: Path) -> None:
    head(path).unlink()
    for _ in range(2):
        assert found(path) == (Finding.HEAD_MISSING,)
    with Database.open(path, KEY) as database:
        database.accept_findings()
    assert found(path) == ()


def test_the_file_stands_still_between_checkpoints(path: Path) -> None:
    with Database.open(path, KEY) as database:
        before = path.read_bytes()
        for number in range(100, 400):
            add(database, number)
        assert path.read_bytes() == before and database.as_left()
        database.checkpoint()
        assert path.read_bytes() != before and database.as_left()
        with path.open("r+b") as file:
            file.seek(-1, os.SEEK_END)
            last = file.read(1)[0]
            file.seek(-1, os.SEEK_END)
            file.write(bytes((last ^ 1,)))
        assert not database.as_left()


def test_vacuum_leaves_no_free_pages_and_nothing_of_what_was_deleted(path: Path) -> None:
    with Database.open(path, KEY) as database:
        with database.transaction() as cursor:
            cursor.execute("INSERT INTO word VALUES (1000, ?)", ("heliotrope " * 2000,))
        database.checkpoint()
        assert b"heliotrope" in b"".join(page.plain() for page in read_pages(path, KEY))
        with database.transaction() as cursor:
            cursor.execute("DELETE FROM word WHERE id > 20")
        assert b"heliotrope" in b"".join(page.plain() for page in read_pages(path, KEY) if page.whole)
        database.vacuum()
        assert database.query("PRAGMA freelist_count")[0][0] == 0
        assert b"heliotrope" not in b"".join(page.plain() for page in read_pages(path, KEY) if page.whole)
    assert found(path) == ()


def test_a_copy_is_a_database_of_its_own(path: Path, tmp_path: Path) -> None:
    with Database.open(path, KEY) as database:
        add(database, 100)
        database.copy_to(tmp_path / "copy.db", OTHER)
        with pytest.raises(VaultExists):
            database.copy_to(tmp_path / "copy.db", OTHER)
    with Database.open(tmp_path / "copy.db", OTHER) as copy:
        assert len(copy.query("SELECT * FROM word")) == ROWS + 1 and copy.findings == ()
    assert b"word 1" not in (tmp_path / "copy.db").read_bytes()
    with pytest.raises(VaultDamaged):
        Database.open(tmp_path / "copy.db", KEY)


def test_a_program_that_ends_without_closing_is_no_finding(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from app.store.connection import Database\n"
        "database = Database.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "with database.transaction() as cursor: cursor.execute(\"INSERT INTO word VALUES (900, 'x')\")\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    with Database.open(path, KEY) as database:
        assert database.findings == () and len(database.query("SELECT * FROM word")) == ROWS + 1


@pytest.mark.parametrize("failing", [State.MOVING, State.CLOSED])
def test_a_head_that_cannot_be_written_at_closing(path: Path, failing: State, monkeypatch: pytest.MonkeyPatch) -> None:
    real = HeadFile.write

    def write(self: HeadFile, sequence: int, state: State, digest: bytes) -> None:
        if state is failing:
            raise DiskFull
        real(self, sequence, state, digest)

    database = Database.open(path, KEY)
    add(database, 100)
    with monkeypatch.context() as patch, suppress(DiskFull):
        patch.setattr(HeadFile, "write", write)
        database.close()
    assert found(path) == ()


def test_a_reader_never_takes_a_log_away(path: Path, tmp_path: Path) -> None:
    left = crashed(path, tmp_path / "c", lambda d: add(d, 100))
    shutil.copyfile(wal(left), wal(path))
    before = wal(path).read_bytes()
    with pytest.raises(LogPutBack):
        Database.open(path, KEY, reading=True)
    assert wal(path).read_bytes() == before
