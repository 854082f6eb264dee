"""Storing on a disk that is really full: nothing is given up before the end, and what is lost is told exactly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.audio import storing as module
from app.audio.inputs import Block
from app.audio.protocol import Act
from app.audio.resample import SECOND
from app.audio.storing import Storing
from app.domain.errors import DiskFull, EndNotStored
from app.domain.session import Alarm, Gap, GapKind, Mark, RecordingState
from app.store.audio_store import AudioReader, AudioWriter
from app.store.ballast import Ballast
from tests.small_disk import fill, small_disk
from tests.unit.audio.test_capture import KEY as CAPTURE_KEY
from tests.unit.audio.test_capture import Running

KEY = os.urandom(32)
MIB = 1 << 20


@pytest.fixture(name="small_disk")
def _small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight mebibytes."""
    with small_disk(tmp_path, "8m") as disk:
        yield disk


def second(number: int) -> bytes:
    """A second of sound that is like no other."""
    return number.to_bytes(4, "big") * (SECOND // 4)


def begin(folder: Path, ballast: Ballast | None = None) -> Storing:
    writer = AudioWriter.create(folder / "a.db", KEY, device="scripted", device_rate=48_000)
    return Storing(writer, folder, ballast)


def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at every call, not every second."""
    monkeypatch.setattr(module, "RETRY", 0.0)


def stored(folder: Path) -> bytes:
    with AudioReader(folder / "a.db", KEY) as reader:
        assert reader.verify() == []
        return reader.read(0, 10_000)


def test_what_a_full_disk_does_not_take_waits_and_is_stored_in_order_when_there_is_room(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once(monkeypatch)
    storing = begin(small_disk)
    storing.take(second(0))
    assert (storing.captured, storing.full) == (1.0, False)
    film = fill(small_disk)
    taken = 1
    while not storing.full:
        storing.take(second(taken))
        taken += 1
    at_full = storing.captured
    for _ in range(20):
        storing.take(second(taken))
        taken += 1
    storing.note(Mark(storing.end))
    storing.note(Gap(GapKind.LOST, storing.end, 3.0))
    assert storing.captured == at_full
    assert storing.waiting == taken - at_full
    assert storing.end == taken
    film.unlink()
    storing.work()
    assert (storing.captured, storing.waiting, storing.full) == (taken, 0.0, False)
    storing.take(second(taken))
    storing.finish()
    storing.close(clean=True)
    assert storing.lost == 0.0
    assert stored(small_disk) == b"".join(second(n) for n in range(taken + 1))
    with AudioReader(small_disk / "a.db", KEY) as reader:
        assert [mark.at for mark in reader.marks()] == [taken]
        assert [(g.kind, g.at, g.length) for g in reader.gaps()] == [(GapKind.LOST, taken, 3.0)]
        assert reader.closed_cleanly


def test_the_ballast_is_given_up_before_anything_waits(small_disk: Path) -> None:
    ballast = Ballast(small_disk, MIB)
    assert ballast.ensure()
    assert (small_disk / "ballast").stat().st_blocks * 512 >= MIB, "its room is really taken"
    storing = begin(small_disk, ballast)
    fill(small_disk)
    taken = 0
    while ballast.there:
        storing.take(second(taken))
        taken += 1
        assert not storing.full
    assert storing.low, "from now on it is known that room is short"
    assert storing.captured == taken
    storing.finish()
    storing.close(clean=True)
    assert stored(small_disk) == b"".join(second(n) for n in range(taken))


def test_what_is_lost_at_the_end_is_told_exactly(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once(monkeypatch)
    storing = begin(small_disk)
    fill(small_disk)
    taken = 0
    while storing.waiting < 12:
        storing.take(second(taken))
        taken += 1
    storing.take(second(taken)[: SECOND // 2])
    storing.finish()
    assert 0 < storing.lost <= 12.5
    assert storing.captured + storing.lost == taken + 0.5
    with suppress(DiskFull):  # not even the note of the end may find room
        storing.close(clean=True)
    whole = b"".join(second(n) for n in range(taken + 1))
    with AudioReader(small_disk / "a.db", KEY) as reader:
        assert reader.read(0, 1000) == whole[: round(storing.captured * SECOND)]
        assert not reader.closed_cleanly


def test_no_more_than_half_an_hour_waits_and_what_does_not_is_a_gap(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once(monkeypatch)
    monkeypatch.setattr(module, "MOST", 5.0)
    storing = begin(small_disk)
    film = fill(small_disk)
    taken = 0
    while storing.waiting <= 5.0:
        storing.take(second(taken))
        taken += 1
    for _ in range(7):
        storing.take(second(99))
    film.unlink()
    storing.work()
    storing.take(second(taken))
    storing.finish()
    storing.close(clean=True)
    assert storing.lost == 7.0
    assert stored(small_disk) == b"".join(second(n) for n in range(taken + 1))
    with AudioReader(small_disk / "a.db", KEY) as reader:
        assert [(g.kind, g.at, g.length) for g in reader.gaps()] == [(GapKind.DISK_FULL, taken, 7.0)]
        assert not reader.closed_cleanly, "not everything that was captured is stored"


def test_a_capture_says_so_goes_on_and_ends_with_the_exact_loss(small_disk: Path) -> None:

    running = Running(small_disk / "a.db")
    film = fill(small_disk)

    for number in range(100):
        running.sound.blocks.put(Block(second(number)))
    status = running.until(lambda s: s.alarm is Alarm.DISK_FULL and s.captured + s.waiting == 100.0)
    assert status.state is RecordingState.RECORDING
    assert status.waiting > 0
    assert status.alarm_since is not None
    assert running.capture.ask(Act.MARK).marks == (100.0,)
    before = running.until(lambda s: s.alarm is Alarm.DISK_FULL)
    final = running.stop()
    assert final.state is RecordingState.FAILED
    assert final.error_code == EndNotStored.code
    assert final.captured + final.lost == 100.0
    assert final.captured >= before.captured
    assert final.error_detail == f"{-int(-final.lost // 1)} seconds"
    assert film.exists()


def test_a_capture_whose_disk_has_room_again_loses_nothing(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(module, "RETRY", 0.05)
    running = Running(small_disk / "a.db")
    film = fill(small_disk)
    for number in range(100):
        running.sound.blocks.put(Block(second(number)))
    running.until(lambda s: s.alarm is Alarm.DISK_FULL and s.waiting > 10)
    film.unlink()
    running.until(lambda s: s.captured == 100.0 and s.alarm is not Alarm.DISK_FULL)
    final = running.stop()
    assert (final.state, final.lost, final.error_code) == (RecordingState.STOPPED, 0.0, "")
    with AudioReader(small_disk / "a.db", CAPTURE_KEY) as reader:
        assert reader.read(0, 1000) == b"".join(second(n) for n in range(100))
        assert reader.closed_cleanly


def test_a_file_does_not_wait_for_a_full_disk(small_disk: Path) -> None:
    writer = AudioWriter.create(small_disk / "a.db", KEY, device="sound file", device_rate=48_000)
    storing = Storing(writer, small_disk, live=False)
    fill(small_disk)
    with pytest.raises(DiskFull):
        for number in range(300):
            storing.take(second(number))


def test_room_is_measured_and_low_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storing = begin(tmp_path)
    assert storing.room is not None and storing.room > 0
    monkeypatch.setattr(module, "LOW", storing.room + 1e9)
    assert storing.low
    storing.close(clean=True)


def test_the_room_that_is_asked_for_is_what_a_second_takes(tmp_path: Path) -> None:
    storing = begin(tmp_path)
    for _ in range(200):
        storing.take(os.urandom(SECOND))
    storing.finish()
    storing.close(clean=True)
    taken = sum(file.stat().st_size for file in tmp_path.iterdir()) / 200
    assert 0.9 * module.STORED_SECOND < taken <= module.STORED_SECOND


# ---- the ballast ----------------------------------------------------------------------------------


def test_ballast_is_made_once_and_given_up_once(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path, MIB)
    assert not ballast.there
    assert ballast.ensure() and ballast.ensure() and ballast.there
    assert (tmp_path / "ballast").stat().st_mode & 0o777 == 0o600
    assert ballast.give_up()
    assert not ballast.there
    assert not ballast.give_up()


def test_half_a_ballast_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / "ballast").write_bytes(b"half")
    assert Ballast(tmp_path, MIB).ensure()
    assert (tmp_path / "ballast").stat().st_size == MIB


def test_ballast_does_not_fill_the_disk_itself(small_disk: Path) -> None:
    assert not Ballast(small_disk, 4 * MIB).ensure()
    assert list(small_disk.iterdir()) == []


def test_where_the_system_cannot_reserve_room_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "posix_fallocate")
    assert Ballast(tmp_path, MIB + 7).ensure()
    data = (tmp_path / "ballast").read_bytes()
    assert len(data) == MIB + 7
    assert data.count(0) < MIB // 100
