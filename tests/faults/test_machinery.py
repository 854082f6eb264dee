"""The machinery of the faults must catch what it is there to catch: each control here is a fault that must be seen."""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults import detection
from tests.faults.replay import Disk, Entry, apply, read_log
from tests.faults.rows import REGISTRY
from tests.faults.stand import Outcome, Stand, shim
from tests.faults.table import Row, as_json, line

HERE = "tests.faults.test_machinery"
needs_shim = pytest.mark.skipif(shim() is None, reason="no C compiler, or not Linux")


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A stand whose fork server has only this module's acts."""
    with Stand() as ready:
        ready.home.mkdir()
        yield ready


# ---- acts ------------------------------------------------------------------------------------------


def act_write(arguments: dict[str, object], say: object) -> None:
    """Write ten blocks through Python, sync them, say so."""
    import os

    path = Path(str(arguments["home"])) / "file"
    say(begin="write")  # type: ignore[operator]
    with path.open("wb", buffering=0) as file:
        for number in range(10):
            file.write(bytes([number]) * 4096)
            if number == 4:
                os.fsync(file.fileno())
                say(ack="five")  # type: ignore[operator]
    path.rename(path.with_name("renamed"))


def act_database(arguments: dict[str, object], say: object) -> None:
    """Commit rows through SQLCipher's own copy of SQLite."""
    from app.domain.errors import SottoError
    from app.store.connection import Database

    path = Path(str(arguments["home"])) / "a.db"
    try:
        with Database.open(path, bytes(32), create=True) as database:
            with database.transaction() as cursor:
                cursor.execute("CREATE TABLE t (x)")
            for number in range(int(str(arguments.get("rows", 5)))):
                with database.transaction() as cursor:
                    cursor.execute("INSERT INTO t VALUES (?)", (number,))
                say(ack="row", number=number)  # type: ignore[operator]
    except SottoError as error:
        say(told=error.code)  # type: ignore[operator]


def act_sleep(arguments: dict[str, object], say: object) -> None:
    """Say that it has begun, then sleep for long."""
    import time

    say(begin="sleep")  # type: ignore[operator]
    time.sleep(60)


def act_leave_behind(arguments: dict[str, object], say: object) -> None:
    """Start a process that outlives its parent."""
    import subprocess

    say(pid=subprocess.Popen(["sleep", "60"], start_new_session=True).pid)  # type: ignore[operator]


# ---- processes ---------------------------------------------------------------------------------------


def test_a_child_is_killed_after_its_beginning_and_what_it_said_is_known(stand: Stand) -> None:
    done = stand.run(f"{HERE}:act_sleep", kill_after=0.05)
    assert (done.status, done.timed_out, done.answers("begin")) == (-signal.SIGKILL, False, ["sleep"])


def test_a_child_that_hangs_is_said_to_hang(stand: Stand) -> None:
    assert stand.run(f"{HERE}:act_sleep", timeout=0.2).timed_out


def test_what_an_act_leaves_behind_is_swept(stand: Stand) -> None:
    left = stand.run(f"{HERE}:act_leave_behind").answers("pid")[0]
    assert Path(f"/proc/{left}").exists()
    assert stand.sweep() == 1
    assert not Path(f"/proc/{left}").exists()


def test_an_act_that_raises_is_told(stand: Stand) -> None:
    done = stand.run(f"{HERE}:act_that_is_not_there")
    assert (done.status, done.raised) == (71, "AttributeError")
    assert "act_that_is_not_there" in done.trace


# ---- the shim ----------------------------------------------------------------------------------------


@needs_shim
def test_the_shim_sees_python_and_sqlcipher(stand: Stand) -> None:
    stand.run(f"{HERE}:act_write", fault={"mode": "count"})
    assert stand.counter.read().calls >= 10 + 2  # ten writes, a new name, an fsync, a new name again
    stand.run(f"{HERE}:act_database", fault={"mode": "count"})
    few = stand.counter.read().calls
    (stand.home / "a.db").unlink()
    stand.run(f"{HERE}:act_database", {"rows": 10}, fault={"mode": "count"})
    assert stand.counter.read().calls >= few + 5 * 2


@needs_shim
def test_every_write_without_room_is_told(stand: Stand) -> None:
    for at in (1, 5, 9):
        shutil.rmtree(stand.home)
        stand.home.mkdir()
        done = stand.run(f"{HERE}:act_database", fault={"mode": "full", "at": str(at)})
        assert stand.counter.read().failed == 1
        assert done.answers("told") in (["disk.full"], [])


@needs_shim
def test_a_full_disk_takes_what_does_not_grow_and_gives_back_what_is_deleted(stand: Stand) -> None:
    done = stand.run(f"{HERE}:act_database", {"rows": 200}, fault={"mode": "full-on", "at": "60"})
    assert done.answers("told") == ["disk.full"]
    assert 0 < len(done.acks) < 200


@needs_shim
def test_a_kill_at_a_write_happens_at_that_write(stand: Stand) -> None:
    for at, size in ((2, 0), (4, 2 * 4096)):
        shutil.rmtree(stand.home)
        stand.home.mkdir()
        done = stand.run(f"{HERE}:act_write", fault={"mode": "kill", "at": str(at)})
        assert (done.status, (stand.home / "file").stat().st_size) == (-signal.SIGKILL, size)
    shutil.rmtree(stand.home)
    stand.home.mkdir()
    stand.run(f"{HERE}:act_write", fault={"mode": "torn", "at": "2"})
    assert (stand.home / "file").stat().st_size == 2048


@needs_shim
def test_a_folder_outside_is_left_alone(stand: Stand) -> None:
    (stand.folder / "other").mkdir()
    stand.run(f"{HERE}:act_write", {"home": str(stand.folder / "other")}, fault={"mode": "kill", "at": "1"})
    assert (stand.folder / "other" / "renamed").stat().st_size == 40960


# ---- power cuts --------------------------------------------------------------------------------------


@needs_shim
def test_a_log_replayed_whole_gives_the_folder(stand: Stand, tmp_path: Path) -> None:
    stand.run(f"{HERE}:act_database", fault={"mode": "log"})
    disk = Disk(stand.home, tmp_path)
    for entry in read_log(stand.log):
        disk.take(entry)
    now = disk.now()
    assert now["a.db"] == (stand.home / "a.db").read_bytes()
    assert {name for name in now if not name.endswith("-shm")} == {
        path.name for path in stand.home.iterdir() if not path.name.endswith("-shm")
    }


@needs_shim
def test_what_was_synced_survives_and_what_was_not_is_lost_in_every_way(stand: Stand, tmp_path: Path) -> None:
    stand.run(f"{HERE}:act_write", fault={"mode": "log"})
    entries = read_log(stand.log)
    states = set()
    for seed in range(200):
        disk = Disk(stand.home, tmp_path)
        for entry in entries:
            disk.take(entry)
        left = disk.after_a_cut(random.Random(seed))
        content = left.get("file") or left.get("renamed")
        states.add((frozenset(left), None if content is None else content))
        if content is not None:
            assert content[: 5 * 4096] == b"".join(bytes([n]) * 4096 for n in range(5)), "what fsync promised"
    names = {names for names, _ in states}
    assert frozenset() in names, "a name whose folder was never synced can be lost"
    assert {frozenset({"file"}), frozenset({"renamed"})} <= names
    assert len({content for _, content in states}) > 20, "blocks are dropped in many ways"


def test_a_program_that_forgets_to_sync_is_found_out(tmp_path: Path) -> None:
    lost = 0
    for seed in range(100):
        disk = Disk(Path("/home"), tmp_path)
        disk.take(_entry("C", "/home/a"))
        disk.take(_entry("W", "/home/a", data=b"promised" * 1000))
        lost += disk.after_a_cut(random.Random(seed)).get("a") != b"promised" * 1000
    assert lost > 50


def test_a_synced_file_under_a_synced_name_is_never_lost(tmp_path: Path) -> None:
    for seed in range(100):
        disk = Disk(Path("/home"), tmp_path)
        for entry in (_entry("C", "/home/a"), _entry("W", "/home/a", data=b"promised"), _entry("S", "/home/a")):
            disk.take(entry)
        disk.take(Entry("S", (1, 99), 0, "/home", "", b""))
        assert disk.after_a_cut(random.Random(seed))["a"] == b"promised"


def _entry(kind: str, path: str, data: bytes = b"") -> Entry:
    return Entry(kind, (1, 2), 0, path, "", data)


def test_lengths_are_changed_as_a_disk_does() -> None:
    content = bytearray(b"abcdef")
    apply(content, "T", 3, b"")
    apply(content, "W", 5, b"xy")
    apply(content, "T", 8, b"")
    assert content == b"abc\0\0xy\0"


# ---- counting ----------------------------------------------------------------------------------------


def seen(**said: object) -> Outcome:
    return Outcome([{key: value} for key, value in said.items()], 0, False, 0.1, 1)


def test_a_fault_that_the_check_does_not_see_is_missed() -> None:
    assert detection.judge(seen(problems=[])) != []
    assert detection.judge(seen(problems=["The database file is damaged."])) == []
    assert detection.judge(seen(refused="vault.damaged")) == []
    assert detection.judge(seen(refused="fault")) != [], "an error of the program itself is no finding"
    assert detection.judge(seen(raised="KeyError")) != []
    assert detection.judge(replace(seen(problems=["x"]), timed_out=True)) != []


def test_flips_change_one_bit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(100))
    detection.Flip(False, Path("a"), 323)(tmp_path)
    assert sum(byte.bit_count() for byte in (tmp_path / "a").read_bytes()) == 1


def test_a_row_fails_on_a_loss_a_miss_and_on_no_tries_at_all() -> None:
    row = Row("nothing")
    assert row.failed
    row.skipped = "not here"
    assert not row.failed
    row = Row("some")
    row.count()
    assert not row.failed
    row.count(missed=["a", "b"], about="try 2")
    assert (row.tries, row.lost, row.missed, row.failed) == (2, 0, 1, True)
    row.count(lost=["c"])
    assert (row.lost, row.missed) == (1, 1)
    assert "try 2: a" in line(row) and '"seed": 5' in as_json(5, [row])


def test_as_many_are_tried_as_is_promised() -> None:
    tries = {name: entry.tries for name, entry in REGISTRY.items()}
    assert sum(count for name, count in tries.items() if name.startswith("kill-")) >= 500
    assert tries["flips"] >= 2000
    assert tries["truncations"] + tries["put-backs"] >= 200
    assert tries["kill-passphrase"] + tries["kill-passphrase-writes"] >= 100
