from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.domain.errors import (
    DiskFull,
    FolderNotWritable,
    ProgramFault,
    UnsafeDatabaseEngine,
    VaultDamaged,
    VaultExists,
    VaultInUse,
    VaultLocked,
    VaultMissing,
)
from app.store import engine
from app.store.connection import Database
from app.store.head import Finding
from tests.unit.store.conftest import KEY


def make(path: Path) -> None:
    with Database.open(path, KEY, create=True) as database, database.transaction() as cursor:
        cursor.execute("CREATE TABLE word (text TEXT)")
        cursor.execute("INSERT INTO word VALUES ('heliotrope')")


def test_what_is_stored_is_there_again_and_nowhere_in_the_clear(tmp_path: Path) -> None:
    path = tmp_path / "a b#?%é.db"
    make(path)
    assert b"heliotrope" not in path.read_bytes()
    with Database.open(path, KEY) as database:
        assert [row["text"] for row in database.query("SELECT text FROM word")] == ["heliotrope"]
        pragmas = {name: database.query(f"PRAGMA {name}")[0][0] for name in ("temp_store", "journal_mode")}
    assert pragmas == {"temp_store": 2, "journal_mode": "wal"}


def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    with Database.open(tmp_path / "v.db", KEY, create=True) as database, database.transaction() as cursor:
        cursor.execute("CREATE TABLE t (a)")
        modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o600}


def test_a_wrong_key_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    make(tmp_path / "v.db")
    before = (tmp_path / "v.db").read_bytes()
    with pytest.raises(VaultDamaged):
        Database.open(tmp_path / "v.db", bytes(32))
    assert (tmp_path / "v.db").read_bytes() == before


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33)])
def test_a_key_of_the_wrong_length_is_never_taken_for_a_passphrase(tmp_path: Path, key: bytes) -> None:
    with pytest.raises(ProgramFault):
        Database.open(tmp_path / "v.db", key, create=True)
    assert not list(tmp_path.iterdir())


def test_plaintext_is_refused(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "v.db")
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    with pytest.raises(VaultDamaged) as failure:
        Database.open(tmp_path / "v.db", KEY)
    assert "not encrypted" in failure.value.message()


def test_an_empty_file_is_not_taken_for_a_new_database(tmp_path: Path) -> None:
    (tmp_path / "v.db").touch()
    with pytest.raises(VaultDamaged):
        Database.open(tmp_path / "v.db", KEY)
    assert (tmp_path / "v.db").stat().st_size == 0


def test_missing_is_missing_and_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        Database.open(tmp_path / "v.db", KEY)
    assert not (tmp_path / "v.db").exists()


def test_creating_never_opens_what_is_there(tmp_path: Path) -> None:
    make(tmp_path / "v.db")
    with pytest.raises(VaultExists):
        Database.open(tmp_path / "v.db", KEY, create=True)


def test_damage_is_found_on_reading(tmp_path: Path) -> None:
    make(tmp_path / "v.db")
    data = bytearray((tmp_path / "v.db").read_bytes())
    data[-3000] ^= 1
    data[-3001] ^= 1
    (tmp_path / "v.db").write_bytes(data)
    with Database.open(tmp_path / "v.db", KEY) as database:
        assert database.findings == (Finding.FILE_CHANGED,)
        with pytest.raises(VaultDamaged):
            database.query("SELECT * FROM word")


@pytest.mark.parametrize("at", [0, 15, 16, 4095, 4096, 5000, -1])
def test_one_changed_bit_is_put_right_and_told(tmp_path: Path, at: int) -> None:
    make(tmp_path / "v.db")
    before = (tmp_path / "v.db").read_bytes()
    data = bytearray(before)
    data[at] ^= 4
    (tmp_path / "v.db").write_bytes(data)
    with Database.open(tmp_path / "v.db", KEY) as database:
        assert database.findings == (Finding.FILE_MENDED,)
        assert database.query("SELECT * FROM word")
    with Database.open(tmp_path / "v.db", KEY) as database:
        assert database.findings == (Finding.FILE_MENDED,), "until somebody has taken note"
        database.accept_findings()
        assert database.findings == ()


def test_an_engine_that_cannot_encrypt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def plain_sqlite(path: str, **options: object) -> sqlite3.Connection:
        return sqlite3.connect(path, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(engine.sqlcipher, "connect", plain_sqlite)
    with pytest.raises(UnsafeDatabaseEngine):
        Database.open(tmp_path / "v.db", KEY, create=True)
    assert not list(tmp_path.iterdir())


def test_an_older_engine_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "OLDEST_ENGINE", (99, 0))
    with pytest.raises(UnsafeDatabaseEngine):
        Database.open(tmp_path / "v.db", KEY, create=True)


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE 'other.db' AS other KEY ''",
        "ATTACH DATABASE ':memory:' AS other",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('main')",
    ],
)
def test_no_second_database_and_no_native_code(tmp_path: Path, statement: str) -> None:
    with Database.open(tmp_path / "v.db", KEY, create=True) as database, pytest.raises(ProgramFault):
        database.query(statement)


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderNotWritable):
        Database.open(tmp_path / "file" / "v.db", KEY, create=True)


def test_a_transaction_is_whole_or_not_at_all(database: Database) -> None:
    with database.transaction() as cursor:
        cursor.execute("CREATE TABLE t (a)")
        cursor.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(KeyError), database.transaction() as cursor:
        cursor.execute("INSERT INTO t VALUES (2)")
        raise KeyError
    with database.transaction() as cursor:
        cursor.execute("INSERT INTO t VALUES (3)")
        with pytest.raises(KeyError), database.transaction() as inner:
            inner.execute("INSERT INTO t VALUES (4)")
            raise KeyError
        with database.transaction() as inner:
            inner.execute("INSERT INTO t VALUES (5)")
    assert [row[0] for row in database.query("SELECT a FROM t")] == [1, 3, 5]


def test_a_full_disk_says_so_and_leaves_what_was_stored(database: Database) -> None:
    with database.transaction() as cursor:
        cursor.execute("CREATE TABLE t (a)")
    pages = database.query("PRAGMA page_count")[0][0]
    database.query(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull), database.transaction() as cursor:
        cursor.execute("INSERT INTO t VALUES (zeroblob(1000000))")
    with database.transaction() as cursor:
        cursor.execute("INSERT INTO t VALUES (1)")
    assert len(database.query("SELECT * FROM t")) == 1


FILL_THE_DISK = """
import sys
from pathlib import Path
from app.domain.errors import DiskFull
from app.store.audio_store import AudioReader, AudioWriter

path, key, stored = Path(sys.argv[1]) / "r.db", bytes(32), 0
writer = AudioWriter.create(path, key, device="room", device_rate=48000)
try:
    while stored < 1000:
        stored = writer.append(bytes(32000))
except DiskFull:
    pass
with AudioReader(path, key) as reader:
    print(stored, len(reader.chunks(0)), len(reader.verify()))
"""


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("unshare") is None, reason="needs a small file system")
def test_a_disk_that_is_really_full_loses_nothing_acknowledged(tmp_path: Path) -> None:
    script = tmp_path / "fill.py"
    script.write_text(FILL_THE_DISK)
    small = tmp_path / "small"
    small.mkdir()
    mount = f"mount -t tmpfs -o size=2m none {small}"
    space = ["unshare", "-rm", "sh", "-c"]
    if subprocess.run([*space, mount], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let a test mount a small file system")
    run = subprocess.run(
        [*space, f"{mount} && PYTHONPATH={Path.cwd()} {sys.executable} {script} {small}"],
        capture_output=True,
        text=True,
        check=True,
    )
    stored, found, problems = map(int, run.stdout.split())
    assert 10 < stored == found
    assert problems == 0


def test_any_thread_may_use_it(database: Database) -> None:
    with database.transaction() as cursor:
        cursor.execute("CREATE TABLE t (a INTEGER)")
        cursor.execute("INSERT INTO t VALUES (0)")
    failures: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(50):
                with database.transaction() as own:
                    own.execute("SELECT a FROM t")
                    row = own.fetchone()
                    assert row is not None
                    own.execute("UPDATE t SET a = ?", (row[0] + 1,))
        except BaseException as error:  # noqa: BLE001 (a thread's failure is told below)
            failures.append(error)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert database.query("SELECT a FROM t")[0][0] == 200


def test_a_checkpoint_that_was_held_up_is_not_taken_for_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 50)
    make(tmp_path / "v.db")
    with (
        Database.open(tmp_path / "v.db", KEY) as database,
        Database.open(tmp_path / "v.db", KEY, reading=True) as reader,
    ):
        with database.transaction() as cursor:
            cursor.execute("INSERT INTO word VALUES ('said')")
        reader.query("BEGIN")
        assert reader.query("SELECT * FROM word")
        with pytest.raises(VaultInUse):
            database.checkpoint()
        reader.query("COMMIT")
        database.checkpoint()
        assert (tmp_path / "v.db-wal").stat().st_size == 0


def test_a_checkpoint_inside_a_transaction_is_refused(database: Database) -> None:
    with database.transaction(), pytest.raises(ProgramFault):
        database.checkpoint()


def test_a_closed_database_is_locked(database: Database) -> None:
    database.close()
    database.close()
    with pytest.raises(VaultLocked):
        database.query("SELECT 1")


def test_errors_do_not_repeat_what_was_stored(database: Database) -> None:
    with database.transaction() as cursor:
        cursor.execute("CREATE TABLE t (a TEXT UNIQUE)")
    with pytest.raises(ProgramFault) as failure, database.transaction() as cursor:
        cursor.executemany("INSERT INTO t VALUES (?)", [("heliotrope",), ("heliotrope",)])
    assert isinstance(failure.value.__cause__, sqlcipher.IntegrityError)
    assert "heliotrope" not in failure.value.message() + str(failure.value.__cause__)
