"""The recorder's loop, with a scripted source of sound and a real encrypted recording."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from app.audio import clock
from app.audio.capture import Capture
from app.audio.inputs import Block
from app.audio.protocol import Act, Request
from app.audio.resample import SECOND
from app.audio.storing import Storing
from app.domain.errors import MicrophoneRefused, SottoError, SoundFileDamaged
from app.domain.session import Alarm, GapKind, RecorderStatus, RecordingState
from app.store.audio_store import AudioReader, AudioWriter
from app.store.ballast import Ballast
from tests.unit.audio.sounds import tone

KEY = os.urandom(32)
VOICE = tone(1.0, 16_000).tobytes()


@dataclass
class ScriptedInput:
    """Gives what the test puts into `blocks`; an error put there is raised."""

    device: str = "scripted"
    device_rate: int = 48_000
    total: float = 0.0
    ended: bool = False
    live: bool = True
    alarm: Alarm = Alarm.NONE
    heard_at: float = 0.0
    drift: float = 0.0
    tail: bytes = b""
    refuse: SottoError | None = None
    blocks: SimpleQueue[Block | BaseException] = field(default_factory=SimpleQueue)
    holds: list[float] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    closed: bool = False

    def read(self, timeout: float) -> Block | None:
        try:
            block = self.blocks.get(timeout=timeout)
        except Empty:
            return None
        if isinstance(block, BaseException):
            raise block
        return block

    def hold(self, extra: float = 0.0) -> Block:
        self.holds.append(extra)
        return Block(self.tail)

    def use(self, microphone_id: str) -> Block | None:
        self.used.append(microphone_id)
        return None

    def go_on(self) -> float:
        if self.refuse is not None:
            raise self.refuse
        return clock.now()

    def close(self) -> None:
        self.closed = True


def storing(path: Path, *, live: bool = True, ballast: Ballast | None = None) -> Storing:
    """A new recording at `path`."""
    writer = AudioWriter.create(path, KEY, device="scripted", device_rate=48_000)
    return Storing(writer, path.parent, ballast, live=live)


class Running:
    """A capture in a thread of its own."""

    def __init__(self, path: Path) -> None:
        self.sound = ScriptedInput()
        self.path = path
        self.capture = Capture(self.sound, storing(path))
        self.thread = threading.Thread(target=self.capture.run)
        self.thread.start()

    def until(self, condition: Callable[[RecorderStatus], bool]) -> RecorderStatus:
        deadline = time.monotonic() + 10
        while not condition(status := self.capture.status()):
            assert time.monotonic() < deadline, status
            time.sleep(0.005)
        return status

    def stop(self) -> RecorderStatus:
        status = self.capture.ask(Act.STOP)
        self.thread.join(10)
        assert not self.thread.is_alive()
        return status

    def reader(self) -> AudioReader:
        return AudioReader(self.path, KEY)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path / "a.db")
    yield made
    made.stop()


def test_whole_seconds_are_stored_as_they_come_and_the_rest_at_stop(running: Running) -> None:
    running.sound.blocks.put(Block(VOICE + VOICE[: SECOND // 2]))
    status = running.until(lambda s: s.captured == 1.0)
    assert status.level == pytest.approx(0.5, abs=0.01)
    running.sound.tail = VOICE[: SECOND // 4]

    final = running.stop()

    assert (final.state, final.captured, final.error_code) == (RecordingState.STOPPED, 1.75, "")
    assert running.sound.closed
    with running.reader() as reader:
        assert reader.read(0, 5) == VOICE + VOICE[: SECOND // 2] + VOICE[: SECOND // 4]
        assert reader.closed_cleanly
        assert reader.verify() == []


def test_a_mark_stands_where_the_sound_is(running: Running) -> None:
    running.sound.blocks.put(Block(VOICE + VOICE[: SECOND // 2]))
    running.until(lambda s: s.captured == 1.0)
    assert running.capture.ask(Act.MARK).marks == (1.5,)
    running.stop()
    with running.reader() as reader:
        assert [mark.at for mark in reader.marks()] == [1.5]


def test_pause_then_off_the_record_are_two_gaps_of_the_clocks_length(running: Running) -> None:
    running.sound.blocks.put(Block(VOICE))
    running.until(lambda s: s.captured == 1.0)
    began = clock.now()
    assert running.capture.ask(Act.PAUSE).state is RecordingState.PAUSED
    running.sound.tail = b""
    time.sleep(0.3)
    assert running.capture.ask(Act.OFF_RECORD).state is RecordingState.OFF_RECORD
    time.sleep(0.2)
    status = running.capture.ask(Act.RESUME)
    took = clock.now() - began

    assert status.state is RecordingState.RECORDING
    assert [gap.kind for gap in status.gaps] == [GapKind.PAUSED, GapKind.OFF_RECORD]
    assert {gap.at for gap in status.gaps} == {1.0}
    # A pause begins a moment after it was asked for: the last word is still recorded. Both waits are in the gaps.
    held = running.sound.holds[0]
    assert 0.3 + 0.2 - held - 0.01 <= sum(gap.length for gap in status.gaps) <= took - held + 0.01
    assert running.sound.holds == [0.2]
    running.stop()
    with running.reader() as reader:
        assert tuple(reader.gaps()) == status.gaps


def test_off_the_record_is_cut_at_once(running: Running) -> None:
    running.capture.ask(Act.OFF_RECORD)
    assert running.sound.holds == [0.0]


def test_nothing_is_taken_while_paused(running: Running) -> None:
    running.capture.ask(Act.PAUSE)
    running.sound.blocks.put(Block(VOICE))
    running.capture.ask(Act.MARK)
    assert running.stop().captured == 0.0


def test_a_gap_that_was_open_at_stop_is_noted(running: Running) -> None:
    running.capture.ask(Act.OFF_RECORD)
    final = running.stop()
    assert [gap.kind for gap in final.gaps] == [GapKind.OFF_RECORD]


def test_a_microphone_refused_on_resuming_leaves_it_paused(running: Running) -> None:
    running.capture.ask(Act.PAUSE)
    running.sound.refuse = MicrophoneRefused()
    with pytest.raises(MicrophoneRefused):
        running.capture.ask(Act.RESUME)
    assert running.capture.status().state is RecordingState.PAUSED
    running.sound.refuse = None
    assert running.capture.ask(Act.RESUME).state is RecordingState.RECORDING


def test_a_broken_source_ends_it_with_everything_stored(running: Running) -> None:
    running.sound.blocks.put(Block(VOICE + VOICE[:3200]))
    running.sound.blocks.put(SoundFileDamaged("0:01"))
    status = running.until(lambda s: s.state is RecordingState.FAILED)
    assert (status.captured, status.error_code) == (1.1, SoundFileDamaged.code)
    assert running.capture.ask(Act.PAUSE) == status, "after the end every request gets the final status"
    with running.reader() as reader:
        assert reader.closed_cleanly
        assert reader.duration == 1.1


def test_a_fault_still_stores_what_was_captured(tmp_path: Path) -> None:
    sound = ScriptedInput()
    capture = Capture(sound, storing(tmp_path / "a.db"))
    sound.blocks.put(Block(VOICE[:6400]))
    sound.blocks.put(ZeroDivisionError("a mistake in the program"))
    with pytest.raises(ZeroDivisionError):
        capture.run()
    assert sound.closed
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.duration == 0.2
        assert not reader.closed_cleanly


def test_lost_sound_is_a_gap_where_it_is_missing(running: Running) -> None:
    running.sound.blocks.put(Block(VOICE))
    running.sound.blocks.put(Block(VOICE, lost=0.4))
    running.sound.blocks.put(Block(VOICE, lost=20.0))
    status = running.until(lambda s: s.captured == 3.0)
    assert [(g.kind, g.at, g.length) for g in status.gaps] == [
        (GapKind.OVERFLOW, 1.0, 0.4),
        (GapKind.INTERRUPTED, 2.0, 20.0),
    ]
    assert status.overflows == 2


def test_exact_zeros_are_counted_and_any_sound_ends_the_count(running: Running) -> None:
    running.sound.blocks.put(Block(bytes(3 * SECOND)))
    assert running.until(lambda s: s.captured == 3.0).silent_for == 3.0
    running.sound.blocks.put(Block(VOICE))
    assert running.until(lambda s: s.captured == 4.0).silent_for == 0.0


def test_two_seconds_of_exact_zeros_are_an_alarm_that_ends_with_any_sound(running: Running) -> None:
    running.sound.blocks.put(Block(bytes(SECOND)))
    assert running.until(lambda s: s.captured == 1.0).alarm is Alarm.NONE
    running.sound.blocks.put(Block(bytes(SECOND)))
    status = running.until(lambda s: s.alarm is Alarm.SILENT)
    assert status.alarm_since is not None
    assert (datetime.now(UTC) - status.alarm_since).total_seconds() == pytest.approx(2.0, abs=1.0)
    running.sound.blocks.put(Block(VOICE))
    assert running.until(lambda s: s.alarm is Alarm.NONE).alarm_since is None


def test_a_microphone_that_is_away_is_an_alarm_and_no_end(running: Running) -> None:
    running.sound.blocks.put(Block(VOICE[: SECOND // 2]))
    running.sound.heard_at = clock.now() - 40.0
    running.sound.alarm = Alarm.NO_SOUND
    first = running.until(lambda s: s.alarm is Alarm.NO_SOUND)
    running.sound.alarm = Alarm.LOST
    lost = running.until(lambda s: s.alarm is Alarm.LOST)
    assert lost.state is RecordingState.RECORDING
    assert lost.alarm_since == first.alarm_since, "the reason is still the same"
    assert (datetime.now(UTC) - first.alarm_since).total_seconds() == pytest.approx(40.0, abs=2.0)
    assert running.capture.ask(Request(Act.USE, "another")).state is RecordingState.RECORDING
    assert running.sound.used == ["another"]
    running.sound.alarm = Alarm.NONE
    running.sound.device = "another one"
    running.sound.blocks.put(Block(b"", 41.5, GapKind.LOST, "another one"))
    status = running.until(lambda s: s.gaps != ())
    assert (status.gaps[0].kind, status.gaps[0].at, status.gaps[0].length) == (GapKind.LOST, 0.5, 41.5)
    assert status.gaps[0].device == "another one"
    assert status.overflows == 0, "the sound card dropped nothing"
    assert running.until(lambda s: s.alarm is Alarm.NONE).device == "another one"


def test_stop_while_the_microphone_is_away_keeps_everything(running: Running) -> None:
    running.sound.blocks.put(Block(VOICE + VOICE[:6400]))
    running.until(lambda s: s.captured == 1.0)
    running.sound.alarm = Alarm.LOST
    running.until(lambda s: s.alarm is Alarm.LOST)
    final = running.stop()
    assert (final.state, final.captured, final.alarm) == (RecordingState.STOPPED, 1.2, Alarm.NONE)


def test_many_askers_at_once(running: Running) -> None:
    threads = [threading.Thread(target=running.capture.ask, args=(Act.MARK,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(running.stop().marks) == 20


def test_a_silent_stretch_of_a_sound_file_is_no_alarm(running: Running) -> None:
    running.sound.live = False
    running.sound.blocks.put(Block(VOICE))
    running.sound.blocks.put(Block(bytes(5 * SECOND)))
    status = running.until(lambda s: s.captured == 6.0)
    assert (status.alarm, status.silent_for) == (Alarm.NONE, 5.0)
    running.sound.live = True
    running.until(lambda s: s.alarm is Alarm.SILENT)  # the very same from a microphone is one
