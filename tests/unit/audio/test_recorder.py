"""The recorder as a process of its own, with sound files as its source."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from app.audio.recorder import FileSource, Recorder, Source, status_error
from app.audio.resample import SECOND
from app.domain.errors import (
    DiskFull,
    FolderNotWritable,
    NoSoundTrack,
    RecorderLost,
    SottoError,
    SoundFileDamaged,
    SoundFileEmpty,
    SoundFileMissing,
    SoundFileUnreadable,
    VaultDamaged,
)
from app.domain.session import GapKind, RecorderStatus, RecordingState
from app.store.audio_store import AudioReader
from tests.small_disk import small_disk
from tests.unit.audio.sounds import DEMO, samples_of, tone, write_sound, write_video_without_sound
from tests.unit.audio.test_decode import decoded

KEY = os.urandom(32)


def recorder_of(recording: Path) -> psutil.Process:
    """The process of a recorder, found by the recording that it holds open, or as the only one of this test.

    The system lets nobody but root see what a recorder holds open.
    """
    path = str(recording)
    running = []
    for process in psutil.Process().children(recursive=True):
        try:
            if "app.audio.recorder_process" in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                running.append(process)
        except psutil.NoSuchProcess:
            continue
    if len(running) == 1:
        return running[0]
    return next(process for process in running if any(f.path == path for f in process.open_files()))


def until(recorder: Recorder, condition: Callable[[RecorderStatus], bool], seconds: float = 30) -> RecorderStatus:
    deadline = time.monotonic() + seconds
    while not condition(status := recorder.status()):
        assert time.monotonic() < deadline, status
        time.sleep(0.01)
    return status


def over(status: RecorderStatus) -> bool:
    return status.state in {RecordingState.STOPPED, RecordingState.FAILED}


@pytest.fixture
def start() -> Iterator[Callable[[Path, Source], Recorder]]:
    """Starts recorders and ends them after the test."""
    started: list[Recorder] = []

    def begin(path: Path, source: Source) -> Recorder:
        started.append(Recorder.start(path, KEY, source))
        return started[-1]

    yield begin
    for recorder in started:
        try:
            recorder.stop()
        except RecorderLost:
            continue


Start = Callable[[Path, Source], Recorder]


def test_a_file_is_stored_whole_and_the_end_is_told_for_ever(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO))

    final = until(recorder, over)

    wanted = decoded(DEMO)
    assert final.state is RecordingState.STOPPED
    assert final.total == pytest.approx(len(wanted) / SECOND)
    assert final.captured == pytest.approx(final.total)
    assert recorder.status() == recorder.stop() == recorder.pause() == final
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.read(0, 1000) == wanted
        assert reader.closed_cleanly
        assert reader.verify() == []


def test_the_process_ends_when_its_end_is_known(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    process = recorder_of(tmp_path / "a.db")
    assert process.pid != os.getpid()
    recorder.stop()
    process.wait(10)
    assert Recorder.attach(recorder.address, recorder.authkey) is None


def test_the_end_of_a_file_can_be_asked_for_later(tmp_path: Path, start: Start) -> None:
    recorder = start(
        tmp_path / "a.db", FileSource(write_sound(tmp_path / "a.wav", tone(2, 8000), 8000, codec="pcm_s16le"))
    )
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        deadline = time.monotonic() + 10
        while not reader.closed_cleanly:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    final = recorder.stop()
    assert (final.state, final.captured) == (RecordingState.STOPPED, pytest.approx(2.0, abs=0.01))


def test_real_time_follows_the_clock(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    began = time.monotonic()
    status = until(recorder, lambda s: s.captured >= 2.0)
    assert 1.5 < time.monotonic() - began < 10.0  # not as fast as it goes; a busy machine may be late
    assert status.state is RecordingState.RECORDING
    assert recorder.stop().captured >= 2.0


def test_pause_and_off_the_record_leave_gaps_and_lose_nothing_of_a_file(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    until(recorder, lambda s: s.captured >= 1.0)
    paused = recorder.pause()
    assert paused.state is RecordingState.PAUSED
    time.sleep(0.5)  # the length of the gap, not a wait for something
    assert recorder.status().captured == paused.captured
    recorder.resume()
    recorder.off_record()
    time.sleep(0.3)
    recorder.resume()
    recorder.mark()
    final = recorder.stop()
    assert [gap.kind for gap in final.gaps] == [GapKind.PAUSED, GapKind.OFF_RECORD]
    assert final.gaps[0].at == paused.captured
    assert final.gaps[0].length == pytest.approx(0.5 - 0.2, abs=0.2)
    assert final.gaps[1].length == pytest.approx(0.3, abs=0.2)
    assert len(final.marks) == 1
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.read(0, 1000) == decoded(DEMO)[: round(final.captured * SECOND)]
        assert tuple(reader.gaps()) == final.gaps


def test_a_killed_recorder_is_lost_but_the_sound_is_not(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    status = until(recorder, lambda s: s.captured >= 3.0)
    process = recorder_of(tmp_path / "a.db")
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    for act in (recorder.status, recorder.pause, recorder.mark, recorder.stop):
        with pytest.raises(RecorderLost):
            act()
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.duration >= status.captured
        assert not reader.closed_cleanly
        assert reader.verify() == []
        assert reader.read(0, 3) == decoded(DEMO)[: 3 * SECOND]


def test_recording_goes_on_after_a_kill_with_the_gap_noted(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    until(recorder, lambda s: s.captured >= 1.0)
    recorder.mark()
    process = recorder_of(tmp_path / "a.db")
    process.kill()
    process.wait(10)
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        before = reader.duration

    second = start(
        tmp_path / "a.db", FileSource(write_sound(tmp_path / "b.wav", tone(2, 8000), 8000, codec="pcm_s16le"))
    )
    final = until(second, over)

    assert [gap.kind for gap in final.gaps] == [GapKind.INTERRUPTED]
    assert final.gaps[0].at == before
    assert 0 < final.gaps[0].length < 30
    assert len(final.marks) == 1
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.duration == pytest.approx(before + 2.0, abs=0.01)
        assert reader.verify() == []
        assert reader.closed_cleanly


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT])
def test_the_signals_that_end_a_window_do_not_end_it(tmp_path: Path, start: Start, number: signal.Signals) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    recorder_of(tmp_path / "a.db").send_signal(number)
    assert until(recorder, lambda s: s.captured >= 1.0).state is RecordingState.RECORDING


def test_when_the_system_ends_it_everything_is_stored(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    until(recorder, lambda s: s.captured >= 1.0)
    process = recorder_of(tmp_path / "a.db")
    process.terminate()
    process.wait(10)
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.closed_cleanly
        assert reader.duration >= 1.0


def test_it_is_found_again_after_the_parent_forgot_it(tmp_path: Path) -> None:
    # A parent of its own, so that it can really be gone.
    script = (
        "import sys; from pathlib import Path; from app.audio.recorder import Recorder, FileSource\n"
        "recorder = Recorder.start(Path(sys.argv[1]), bytes.fromhex(sys.stdin.read()), "
        "FileSource(Path(sys.argv[2]), 1.0))\n"
        "print(recorder.address, recorder.authkey.hex())"
    )
    root = Path(__file__).resolve().parents[3]
    parent = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.db"), str(DEMO)],
        input=KEY.hex(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=root,
    )
    assert parent.stderr == ""
    address, authkey = parent.stdout.split()

    recorder = Recorder.attach(address, bytes.fromhex(authkey))

    assert recorder is not None
    until(recorder, lambda s: s.captured >= 2.0)
    assert recorder.stop().state is RecordingState.STOPPED
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.closed_cleanly


def test_forgetting_a_recorder_makes_no_noise(tmp_path: Path) -> None:
    recorder = Recorder.start(tmp_path / "a.db", KEY, FileSource(DEMO, 1.0))
    address, authkey = recorder.address, recorder.authkey
    del recorder
    gc.collect()
    again = Recorder.attach(address, authkey)
    assert again is not None
    assert again.stop().state is RecordingState.STOPPED


def test_nobody_at_the_address(tmp_path: Path) -> None:
    assert Recorder.attach(str(tmp_path / "nobody"), os.urandom(32)) is None


def test_a_wrong_secret_finds_nobody(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    assert Recorder.attach(recorder.address, os.urandom(32)) is None
    assert recorder.status().state is RecordingState.RECORDING


def test_no_key_and_no_passphrase_is_in_an_argument_or_the_environment(
    tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOTTO_PASSPHRASE", "umbrella giraffe window")
    start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    process = recorder_of(tmp_path / "a.db")
    try:
        environment = list(process.environ().values())
    except psutil.AccessDenied:
        assert os.geteuid() != 0
        environment = []  # not even its owner may look: that is meant
    seen = " ".join([*process.cmdline(), *environment])
    assert KEY.hex() not in seen
    assert "giraffe" not in seen
    assert DEMO.name not in seen


def test_several_threads_may_ask_while_another_stops(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    states: list[RecordingState] = []
    failures: list[SottoError] = []

    def keep_asking() -> None:
        try:
            while not states or states[-1] is not RecordingState.STOPPED:
                states.append(recorder.status().state)
        except SottoError as error:
            failures.append(error)

    threads = [threading.Thread(target=keep_asking) for _ in range(4)]
    for thread in threads:
        thread.start()
    until(recorder, lambda s: s.captured >= 1.0)
    recorder.stop()
    for thread in threads:
        thread.join(20)
    assert failures == []
    assert states[-1] is RecordingState.STOPPED


def bad_files(folder: Path) -> dict[str, tuple[Path, type[SottoError]]]:
    empty, text = folder / "empty.wav", folder / "text.wav"
    empty.touch()
    text.write_text("not sound at all " * 500)
    return {
        "missing": (folder / "nothing.wav", SoundFileMissing),
        "empty": (empty, SoundFileEmpty),
        "text": (text, SoundFileUnreadable),
        "video": (write_video_without_sound(folder / "film.mp4"), NoSoundTrack),
    }


@pytest.mark.parametrize("name", ["missing", "empty", "text", "video"])
def test_a_bad_file_is_told_at_once_and_leaves_nothing(tmp_path: Path, start: Start, name: str) -> None:
    path, kind = bad_files(tmp_path)[name]
    with pytest.raises(kind):
        start(tmp_path / "a.db", FileSource(path))
    assert not (tmp_path / "a.db").exists()


def test_a_cut_file_keeps_its_beginning(tmp_path: Path, start: Start) -> None:
    noise = np.random.default_rng(3).integers(-9000, 9000, 16_000 * 10, dtype=np.int16)
    path = write_sound(tmp_path / "cut.flac", noise, 16_000, codec="flac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    final = until(start(tmp_path / "a.db", FileSource(path)), over)
    assert final.state is RecordingState.FAILED
    error = status_error(final)
    assert isinstance(error, SoundFileDamaged)
    assert error.detail in {"0:04", "0:05"}
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.duration == pytest.approx(final.captured) == pytest.approx(5.0, abs=0.5)
        assert np.abs(samples_of(reader.read(0, 1)) - noise[:16_000] / 32768).max() < 1e-4
        assert reader.closed_cleanly


def test_a_folder_that_cannot_be_written(tmp_path: Path, start: Start) -> None:
    with pytest.raises(FolderNotWritable):
        start(Path("/proc/sotto/a.db"), FileSource(DEMO))


def test_a_recording_with_another_key(tmp_path: Path, start: Start) -> None:
    until(start(tmp_path / "a.db", FileSource(DEMO)), over)
    before = (tmp_path / "a.db").read_bytes()
    with pytest.raises(VaultDamaged):
        Recorder.start(tmp_path / "a.db", os.urandom(32), FileSource(DEMO))
    assert (tmp_path / "a.db").read_bytes() == before


@pytest.fixture(name="small_disk")
def _small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two mebibytes: a minute of sound."""
    with small_disk(tmp_path, "2m") as disk:
        yield disk


def test_a_full_disk_ends_it_and_everything_before_is_stored(small_disk: Path, start: Start) -> None:
    recorder = start(small_disk / "a.db", FileSource(DEMO))
    final = until(recorder, over)
    assert final.state is RecordingState.FAILED
    assert isinstance(status_error(final), DiskFull)
    assert 1.0 < final.captured < 60.0
    with AudioReader(small_disk / "a.db", KEY) as reader:
        assert reader.duration == final.captured
        assert reader.read(0, 100) == decoded(DEMO)[: round(final.captured * SECOND)]
        assert reader.verify() == []
        assert not reader.closed_cleanly
