"""Sound that comes in through PortAudio from a real audio server, and goes out the same way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

from app.audio import devices, playback
from app.audio.level_meter import LevelMeter
from app.audio.playback import Player
from app.audio.recorder import MicrophoneSource, Recorder
from app.audio.resample import SECOND
from app.domain.errors import (
    MicrophoneRefused,
    NoMicrophone,
    NoPlaybackDevice,
    RecorderLost,
    VaultLocked,
)
from app.domain.session import Alarm, GapKind, RecorderStatus, RecordingState
from app.domain.transcript import SAMPLE_RATE
from app.sandbox import landlock
from app.store.audio_store import AudioReader
from tests.audio_server import AudioServer
from tests.unit.audio.sounds import DEMO, main_frequency, samples_of, tone, write_sound
from tests.unit.audio.test_decode import decoded
from tests.unit.audio.test_recorder import recorder_of

pytestmark = pytest.mark.pulse
KEY = os.urandom(32)
T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shared_room() -> Iterator[AudioServer]:
    """One room for the tests that leave it as it was."""
    with AudioServer() as server:
        yield server


@pytest.fixture
def recorder(shared_room: AudioServer, tmp_path: Path) -> Iterator[Recorder]:
    """A recorder on the room's microphone, writing to `tmp_path / "a.db"`."""
    made = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource())
    yield made
    try:
        made.stop()
    except RecorderLost:
        return


def until(look: Callable[[], T], condition: Callable[[T], bool], seconds: float = 20) -> T:
    deadline = time.monotonic() + seconds
    while not condition(seen := look()):
        assert time.monotonic() < deadline, seen
        time.sleep(0.01)
    return seen


def wave(folder: Path, hertz: float, seconds: float) -> Path:
    return write_sound(folder / f"{hertz:.0f}.wav", tone(seconds, 48_000, hertz), 48_000, codec="pcm_s16le")


def stored(folder: Path) -> bytes:
    with AudioReader(folder / "a.db", KEY) as reader:
        assert reader.verify() == []
        return reader.read(0, 1000)


def strength(pcm: bytes, hertz: float) -> NDArray[np.float64]:
    """How strong one frequency is in each tenth of a second of stored sound, as an amplitude."""
    samples = samples_of(pcm)
    size = SAMPLE_RATE // 10
    pieces = samples[: samples.size // size * size].reshape(-1, size)
    turning = np.exp(-2j * np.pi * hertz * np.arange(size) / SAMPLE_RATE)
    return 2 * np.abs(pieces @ turning) / size


def likeness(heard: bytes, spoken: bytes) -> float:
    """The best normalised correlation of `spoken` with any place of `heard`."""
    long, short = samples_of(heard), samples_of(spoken)
    size = long.size + short.size
    product = np.fft.irfft(np.fft.rfft(long, size) * np.conj(np.fft.rfft(short, size)), size)[
        : long.size - short.size + 1
    ]
    energy = np.cumsum(np.concatenate([[0.0], long**2]))
    at = int(np.argmax(product))
    return float(product[at] / np.sqrt((energy[at + short.size] - energy[at]) * np.sum(short**2)))


def test_what_is_said_in_the_room_is_what_is_stored(
    shared_room: AudioServer, recorder: Recorder, tmp_path: Path
) -> None:
    spoken = decoded(DEMO)[SECOND : 14 * SECOND]
    path = write_sound(tmp_path / "s.flac", np.frombuffer(spoken, dtype="<i2"), SAMPLE_RATE, codec="flac")

    shared_room.play(path)
    final = recorder.stop()

    heard = stored(tmp_path)
    assert likeness(heard, spoken) > 0.95
    assert final.captured == pytest.approx(len(heard) / SECOND)
    assert final.captured >= 13.0
    assert (final.overflows, final.gaps) == (0, ())


def test_the_last_words_before_stop_are_stored(shared_room: AudioServer, recorder: Recorder, tmp_path: Path) -> None:
    shared_room.play(wave(tmp_path, 440, 2.0))
    recorder.stop()
    loud = strength(stored(tmp_path), 440) > 0.2
    assert loud.sum() / 10 == pytest.approx(2.0, abs=0.15)


def test_captured_sound_keeps_pace_with_the_clock(recorder: Recorder, shared_room: AudioServer) -> None:
    began = time.monotonic()
    first = recorder.status().captured
    last = until(recorder.status, lambda s: s.captured >= first + 4).captured
    assert last - first == pytest.approx(time.monotonic() - began, abs=1.2)


def test_off_the_record_nothing_is_stored_and_the_gap_has_the_clocks_length(
    shared_room: AudioServer, recorder: Recorder, tmp_path: Path
) -> None:
    shared_room.play(wave(tmp_path, 440, 1.5))
    assert recorder.off_record().state is RecordingState.OFF_RECORD
    began = time.monotonic()
    shared_room.play(wave(tmp_path, 1000, 2.0))
    assert recorder.resume().state is RecordingState.RECORDING
    took = time.monotonic() - began
    shared_room.play(wave(tmp_path, 700, 1.5))
    final = recorder.stop()

    heard = stored(tmp_path)
    assert strength(heard, 1000).max() < 0.02
    assert (strength(heard, 440) > 0.2).sum() / 10 == pytest.approx(1.5, abs=0.3)
    assert (strength(heard, 700) > 0.2).sum() / 10 == pytest.approx(1.5, abs=0.3)
    (gap,) = final.gaps
    assert gap.kind is GapKind.OFF_RECORD
    assert gap.length == pytest.approx(took, abs=0.4)
    first_after = np.flatnonzero(strength(heard, 700) > 0.2)[0] / 10
    assert gap.at <= first_after + 0.1


def test_pause_keeps_the_last_word_and_nothing_after_it(
    shared_room: AudioServer, recorder: Recorder, tmp_path: Path
) -> None:
    shared_room.play(wave(tmp_path, 440, 1.5))
    recorder.pause()
    shared_room.play(wave(tmp_path, 1000, 1.0))
    final = recorder.stop()
    heard = stored(tmp_path)
    assert (strength(heard, 440) > 0.2).sum() / 10 == pytest.approx(1.5, abs=0.2)
    assert strength(heard, 1000).max() < 0.02
    assert [gap.kind for gap in final.gaps] == [GapKind.PAUSED]
    assert final.gaps[0].length > 0.9


def test_level_and_silence(shared_room: AudioServer, recorder: Recorder, tmp_path: Path) -> None:
    # A null sink gives exact zeros, as a microphone does that the system has turned off.
    status = until(recorder.status, lambda s: s.silent_for > 1.0)
    assert status.level == 0.0
    playing = shared_room.play(wave(tmp_path, 440, 3.0), wait=False)
    status = until(recorder.status, lambda s: s.level > 0.45)
    assert status.level == pytest.approx(0.5, abs=0.05)
    assert status.silent_for == 0.0
    playing.wait(20)
    until(recorder.status, lambda s: s.level == 0.0)


def test_a_killed_recorder_leaves_all_but_the_last_second(
    shared_room: AudioServer, recorder: Recorder, tmp_path: Path
) -> None:
    shared_room.play(wave(tmp_path, 440, 4.0), wait=False)
    until(recorder.status, lambda s: s.level > 0.4)
    began = time.monotonic()
    until(recorder.status, lambda _: time.monotonic() - began > 3.0)
    process = recorder_of(tmp_path / "a.db")
    process.send_signal(signal.SIGKILL)
    spoken_for = time.monotonic() - began
    process.wait(10)
    with pytest.raises(RecorderLost):
        recorder.status()
    heard = stored(tmp_path)
    assert (strength(heard, 440) > 0.2).sum() / 10 > spoken_for - 1.5


def test_the_recorder_is_found_again_and_goes_on(shared_room: AudioServer, recorder: Recorder, tmp_path: Path) -> None:
    again = Recorder.attach(recorder.address, recorder.authkey)
    assert again is not None
    shared_room.play(wave(tmp_path, 440, 1.0))
    assert again.mark().marks
    assert again.stop().state is RecordingState.STOPPED
    assert (strength(stored(tmp_path), 440) > 0.2).any()


def test_microphones_have_a_name_and_a_lasting_id(shared_room: AudioServer) -> None:
    found = devices.microphones()
    assert [microphone.default for microphone in found] == [True, False, False]
    assert all(microphone.name for microphone in found)
    assert devices.microphones(rescan=True) == found


def test_a_chosen_microphone_is_the_one_that_records(shared_room: AudioServer, tmp_path: Path) -> None:
    chosen = devices.microphones()[0]
    recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource(chosen.id))
    assert recorder.status().device == chosen.name
    recorder.stop()


def test_a_microphone_that_does_not_open(shared_room: AudioServer, tmp_path: Path) -> None:
    refusing = next(m for m in devices.microphones() if m.name == "gone")
    with pytest.raises(MicrophoneRefused):
        Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource(refusing.id))
    with pytest.raises(MicrophoneRefused), LevelMeter(refusing.id):
        pass
    assert not (tmp_path / "a.db").exists()


def test_a_microphone_that_is_not_there_any_more(shared_room: AudioServer, tmp_path: Path) -> None:
    with pytest.raises(NoMicrophone):
        Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource("ALSA|a headset that went home"))
    assert not (tmp_path / "a.db").exists()


def test_the_level_meter_follows_the_room(shared_room: AudioServer, tmp_path: Path) -> None:
    with LevelMeter() as meter:
        assert meter.active
        playing = shared_room.play(wave(tmp_path, 440, 1.0), wait=False)
        until(lambda: meter.level, lambda level: level > 0.45)
        playing.wait(20)
        until(lambda: meter.level, lambda level: level == 0.0)
    assert not meter.active
    assert meter.level == 0.0


def test_looking_for_devices_does_not_disturb_an_open_meter(shared_room: AudioServer, tmp_path: Path) -> None:
    with LevelMeter() as meter:
        assert devices.microphones(rescan=True)
        assert meter.active
        shared_room.play(wave(tmp_path, 440, 1.0), wait=False)
        until(lambda: meter.level, lambda level: level > 0.45)


def cut_from(pcm: bytes) -> Callable[[float, float], bytes]:
    return lambda start, end: pcm[round(start * SAMPLE_RATE) * 2 : round(end * SAMPLE_RATE) * 2]


def test_playback_is_heard_to_its_end(shared_room: AudioServer, recorder: Recorder, tmp_path: Path) -> None:
    ended = threading.Event()
    player = Player(cut_from(tone(5.0, SAMPLE_RATE, 600).tobytes()), ended.set)
    player.play(1.0, 2.5)
    assert player.playing
    assert ended.wait(20)
    assert not player.playing
    assert player.position == pytest.approx(2.5)
    recorder.stop()
    heard = stored(tmp_path)
    assert (strength(heard, 600) > 0.2).sum() / 10 == pytest.approx(1.5, abs=0.2)
    loud = np.flatnonzero(strength(heard, 600) > 0.2)
    assert main_frequency(heard[loud[0] * SECOND // 10 : loud[-1] * SECOND // 10]) == pytest.approx(600, abs=3)


def test_playback_without_an_end_goes_to_the_recordings_end(shared_room: AudioServer) -> None:
    ended = threading.Event()
    player = Player(cut_from(tone(1.2, SAMPLE_RATE).tobytes()), ended.set)
    player.play(0.5)
    assert ended.wait(20)
    assert player.position == pytest.approx(1.2)
    assert player.error is None


def test_playback_stops_at_once_and_can_begin_elsewhere(shared_room: AudioServer) -> None:
    ended = threading.Event()
    player = Player(cut_from(tone(60.0, SAMPLE_RATE).tobytes()), ended.set)
    player.play(0.0)
    until(lambda: player.position, lambda position: position > 0.3)
    player.stop()
    assert not player.playing
    assert player.position < 5.0
    player.play(59.5)
    assert player.position >= 59.5
    assert ended.wait(20), "only the second stretch came to its end"
    player.stop()


def test_sound_that_cannot_be_read_while_playing_is_told(shared_room: AudioServer) -> None:
    ended = threading.Event()

    def locked(start: float, end: float) -> bytes:
        raise VaultLocked

    player = Player(locked, ended.set)
    player.play(0.0)
    assert ended.wait(20)
    assert isinstance(player.error, VaultLocked)


def test_a_loudspeaker_that_takes_no_sound_is_told(shared_room: AudioServer, monkeypatch: pytest.MonkeyPatch) -> None:
    # A server with a shorter buffer than ALSA waits for: both wait for ever.
    monkeypatch.setenv("PULSE_LATENCY_MSEC", "30")
    monkeypatch.setattr(playback, "STALLED", 0.5)
    ended = threading.Event()
    player = Player(cut_from(tone(2.0, SAMPLE_RATE).tobytes()), ended.set)
    player.play(0.0)
    assert ended.wait(20)
    assert isinstance(player.error, NoPlaybackDevice)
    assert not player.playing


# ---- rooms that are changed by the test -------------------------------------------------------------


def test_without_any_device(tmp_path: Path) -> None:
    with AudioServer() as room:
        room.without_devices()
        assert devices.microphones(rescan=True) == []
        with pytest.raises(NoMicrophone):
            Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource())
        with pytest.raises(NoMicrophone), LevelMeter():
            pass
        with pytest.raises(NoPlaybackDevice):
            Player(cut_from(bytes(SECOND))).play(0.0)
    assert not (tmp_path / "a.db").exists()


def test_a_mute_microphone_is_told_within_seconds(shared_room: AudioServer, recorder: Recorder) -> None:
    status = until(recorder.status, lambda s: s.alarm is Alarm.SILENT)
    assert status.silent_for >= 2.0
    assert status.state is RecordingState.RECORDING


def test_no_socket_but_local_ones(recorder: Recorder) -> None:
    assert recorder.status().sandboxed
    assert recorder.status().confined or landlock.version() == 0


def test_a_microphone_that_comes_back_while_paused(tmp_path: Path) -> None:
    with AudioServer() as room:
        recorder = Recorder.start(tmp_path / "a.db", KEY, MicrophoneSource())
        until(recorder.status, lambda s: s.captured >= 1.0)
        recorder.pause()
        room.pactl("set-default-source", "room.monitor")
        resumed: RecorderStatus = recorder.resume()
        assert resumed.state is RecordingState.RECORDING
        assert recorder.stop().captured > 1.0


def test_the_libraries_noise_reaches_no_terminal() -> None:
    script = (
        "from app.audio import devices\n"
        "from app.audio.level_meter import LevelMeter\n"
        "from app.domain.errors import MicrophoneRefused\n"
        "found = devices.microphones(rescan=True)\n"
        "with LevelMeter(): pass\n"
        "try:\n"
        "    with LevelMeter(next(m.id for m in found if m.name == 'gone')): pass\n"
        "except MicrophoneRefused: print('refused')\n"
    )
    with AudioServer():
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
        )
    assert done.stdout == "refused\n"
    assert done.stderr == ""
