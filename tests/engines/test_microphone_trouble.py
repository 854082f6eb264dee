"""What goes wrong while recording, with a real audio server: the recording goes on, and is told."""

from __future__ import annotations

import math
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.audio import devices
from app.audio.recorder import MicrophoneSource, Recorder, status_error
from app.audio.resample import SECOND
from app.audio.tone import NOTES
from app.domain.errors import EndNotStored
from app.domain.session import Alarm, GapKind, RecordingState
from app.store.audio_store import AudioReader
from app.store.ballast import Ballast
from tests.audio_server import AudioServer
from tests.engines.test_microphone import KEY, stored, strength, until, wave
from tests.small_disk import fill, small_disk
from tests.unit.audio.test_recorder import recorder_of

pytestmark = pytest.mark.pulse


@contextmanager
def wave_into(room: AudioServer, sink: str, path: Path) -> Iterator[None]:
    """Play into another sink of the room meanwhile."""
    with subprocess.Popen(["paplay", f"--device={sink}", str(path)], stderr=subprocess.DEVNULL) as player:
        yield
        assert player.wait(20) == 0


def test_a_microphone_that_is_pulled_out_and_put_back(tmp_path: Path) -> None:
    with AudioServer() as room:
        recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource())
        room.play(wave(tmp_path, 440, 2.0))
        before = time.monotonic()
        room.unplug()
        lost = until(recorder.status, lambda s: s.alarm is Alarm.LOST)
        assert lost.state is RecordingState.RECORDING
        assert lost.alarm_since is not None
        assert abs((datetime.now(UTC) - lost.alarm_since).total_seconds()) < 20
        assert recorder.mark().state is RecordingState.RECORDING
        room.plug_in()
        back = until(recorder.status, lambda s: s.alarm in {Alarm.NONE, Alarm.SILENT} and bool(s.gaps))
        away = time.monotonic() - before
        room.play(wave(tmp_path, 700, 2.0))
        final = recorder.stop()
    (gap,) = back.gaps
    assert gap.kind is GapKind.LOST
    assert 0.5 < gap.length < away + 0.5
    heard = stored(tmp_path)
    assert (strength(heard, 440) > 0.2).sum() / 10 == pytest.approx(2.0, abs=0.2)
    assert (strength(heard, 700) > 0.2).sum() / 10 == pytest.approx(2.0, abs=0.2)
    assert final.state is RecordingState.STOPPED
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.closed_cleanly
        assert [g.kind for g in reader.gaps()] == [GapKind.LOST]


def test_stop_works_at_once_while_the_microphone_is_away(tmp_path: Path) -> None:
    with AudioServer() as room:
        recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource())
        room.play(wave(tmp_path, 440, 2.0))
        room.unplug()
        until(recorder.status, lambda s: s.alarm is Alarm.LOST)
        process = recorder_of(tmp_path / "a.db")
        final = recorder.stop()
        process.wait(20)
    assert (final.state, status_error(final)) == (RecordingState.STOPPED, None)
    assert final.gaps[-1].kind is GapKind.LOST
    assert (strength(stored(tmp_path), 440) > 0.2).sum() / 10 == pytest.approx(2.0, abs=0.2)


def test_a_server_that_hangs_gives_an_alarm_and_keeps_nobody_from_stopping(tmp_path: Path) -> None:
    with AudioServer() as room:
        recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource())
        room.play(wave(tmp_path, 440, 1.5))
        room.freeze()
        try:
            until(recorder.status, lambda s: s.alarm in {Alarm.NO_SOUND, Alarm.LOST})
            time.sleep(3)  # until closing, rescanning and opening hang too
            assert recorder.mark().state is RecordingState.RECORDING
            process = recorder_of(tmp_path / "a.db")
            final = recorder.stop()
            process.wait(20)
        finally:
            room.thaw()
    assert final.state is RecordingState.STOPPED
    assert (strength(stored(tmp_path), 440) > 0.2).sum() / 10 == pytest.approx(1.5, abs=0.4)


def test_no_sound_for_a_while_then_on_by_itself(tmp_path: Path) -> None:
    with AudioServer() as room:
        recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource())
        room.play(wave(tmp_path, 440, 1.5))
        room.freeze()
        until(recorder.status, lambda s: s.alarm in {Alarm.NO_SOUND, Alarm.LOST})
        time.sleep(3)
        room.thaw()
        until(recorder.status, lambda s: s.alarm in {Alarm.NONE, Alarm.SILENT}, 40)
        room.play(wave(tmp_path, 700, 2.0))
        final = recorder.stop()
    assert GapKind.LOST in {gap.kind for gap in final.gaps}
    assert (strength(stored(tmp_path), 700) > 0.2).sum() / 10 == pytest.approx(2.0, abs=0.3)


def test_another_microphone_chosen_while_recording(tmp_path: Path) -> None:
    with AudioServer() as room:
        recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource())
        room.play(wave(tmp_path, 440, 1.5))
        other = next(m for m in devices.microphones() if m.name == "other")
        recorder.use(other.id)
        changed = until(recorder.status, lambda s: s.device == "other")
        with wave_into(room, "other", wave(tmp_path, 700, 2.0)):
            room.play(wave(tmp_path, 1000, 2.0))
        final = recorder.stop()
    assert [(g.kind, g.device) for g in changed.gaps] == [(GapKind.SWITCHED, "other")]
    heard = stored(tmp_path)
    assert (strength(heard, 440) > 0.2).sum() / 10 == pytest.approx(1.5, abs=0.2)
    assert (strength(heard, 700) > 0.2).sum() / 10 == pytest.approx(2.0, abs=0.3)
    assert strength(heard, 1000).max() < 0.02
    assert final.state is RecordingState.STOPPED


def test_the_default_takes_over_from_a_chosen_one_that_stays_away(tmp_path: Path) -> None:
    with AudioServer() as room:
        recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource())
        until(recorder.status, lambda s: s.captured >= 1.0)
        recorder.use("ALSA|a headset that went home")
        assert until(recorder.status, lambda s: s.alarm is Alarm.LOST).state is RecordingState.RECORDING
        until(recorder.status, lambda s: s.alarm is not Alarm.LOST, 30)
        room.play(wave(tmp_path, 700, 1.5))
        final = recorder.stop()
    (gap,) = final.gaps
    assert gap.kind is GapKind.SWITCHED
    assert gap.length > 5.0
    assert (strength(stored(tmp_path), 700) > 0.2).sum() / 10 == pytest.approx(1.5, abs=0.3)


def test_a_full_disk_gives_an_alarm_and_what_is_said_meanwhile_is_stored_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path, "12m") as disk, AudioServer() as room:
        ballast = Ballast(disk, 1 << 20)
        assert ballast.ensure()
        recorder = Recorder.start(disk / "a.db", KEY, MicrophoneSource(), ballast=disk)
        room.play(wave(tmp_path, 440, 1.5))
        film = fill(disk)
        until(recorder.status, lambda s: not ballast.there, 60)
        assert until(recorder.status, lambda s: s.alarm is Alarm.DISK_LOW).waiting == 0.0
        fill(disk)
        full = until(recorder.status, lambda s: s.alarm is Alarm.DISK_FULL and s.waiting > 1.0, 60)
        assert full.state is RecordingState.RECORDING
        room.play(wave(tmp_path, 700, 2.0))
        assert until(recorder.status, lambda s: s.waiting > 4.0).captured < recorder.status().captured + 1.0
        film.unlink()
        until(recorder.status, lambda s: s.alarm is not Alarm.DISK_FULL and s.waiting == 0.0)
        final = recorder.stop()
        heard = stored(disk)
        assert (final.state, final.lost, final.gaps) == (RecordingState.STOPPED, 0.0, ())
        assert final.captured == pytest.approx(len(heard) / SECOND)
        assert (strength(heard, 440) > 0.2).sum() / 10 == pytest.approx(1.5, abs=0.2)
        assert (strength(heard, 700) > 0.2).sum() / 10 == pytest.approx(2.0, abs=0.2)


def test_stop_on_a_full_disk_tells_exactly_what_is_lost(tmp_path: Path) -> None:
    with small_disk(tmp_path, "12m") as disk, AudioServer():
        recorder = Recorder.start(disk / "a.db", KEY, MicrophoneSource())
        until(recorder.status, lambda s: s.captured >= 2.0)
        fill(disk)
        until(recorder.status, lambda s: s.alarm is Alarm.DISK_FULL and s.waiting > 3.0, 60)
        final = recorder.stop()
        error = status_error(final)
        assert isinstance(error, EndNotStored)
        assert final.lost > 2.0
        assert f"the last {math.ceil(final.lost)} seconds could not be stored" in error.happened
        with AudioReader(disk / "a.db", KEY) as reader:
            assert reader.duration == final.captured


def test_while_nobody_follows_the_recorder_makes_itself_heard(tmp_path: Path) -> None:
    """The vault is locked, say: there is no page that could tell."""
    with AudioServer():
        quiet = Recorder.start(tmp_path / "quiet.db", KEY, MicrophoneSource(), alarm_sound=False)
        recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource(), alarm_sound=True)
        assert recorder.status().state is RecordingState.RECORDING
        time.sleep(9)  # nothing but zeros, and no question
        assert recorder.stop().state is RecordingState.STOPPED
        quiet.stop()
    heard = stored(tmp_path)
    assert (strength(heard, NOTES[0]) > 0.03).any()
    assert (strength(heard, NOTES[1]) > 0.03).any()


def test_while_somebody_follows_the_recorder_is_silent(tmp_path: Path) -> None:
    with AudioServer():
        recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource(), alarm_sound=True)
        until(recorder.status, lambda s: s.captured >= 9.0)
        recorder.stop()
    assert strength(stored(tmp_path), NOTES[0]).max() < 0.001
