"""The recorder's process: how long it lives, how it is found, what it may do, and what is left when it is killed."""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from app.audio.recorder import Contact, FileSource, Recorder
from app.audio.resample import SECOND
from app.domain.errors import NotAllowed
from app.domain.session import RecordingState
from app.sandbox import landlock
from app.store.audio_store import AudioReader
from tests.unit.audio.sounds import DEMO
from tests.unit.audio.test_decode import decoded
from tests.unit.audio.test_recorder import Start, recorder_of, start, until

__all__ = ["start"]
KEY = os.urandom(32)


def test_a_recorder_that_nobody_asks_anything_ends_and_keeps_what_it_has(tmp_path: Path) -> None:
    Recorder.start(tmp_path / "a.db", KEY, FileSource(DEMO, 1.0), patience=1.5)
    process = recorder_of(tmp_path / "a.db")
    process.wait(20)
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.closed_cleanly
        assert reader.duration >= 1.0
        assert reader.verify() == []


def test_a_recorder_that_was_asked_once_stays(tmp_path: Path, start: Start) -> None:
    recorder = Recorder.start(tmp_path / "a.db", KEY, FileSource(DEMO, 1.0), patience=1.0)
    recorder.status()
    process = recorder_of(tmp_path / "a.db")
    with pytest.raises(psutil.TimeoutExpired):
        process.wait(2.5)
    assert recorder.stop().captured >= 2.0


def test_it_can_be_found_before_its_recording_is_there(tmp_path: Path) -> None:
    contact, started = Contact(), threading.Event()

    def begin() -> None:
        Recorder.start(tmp_path / "a.db", KEY, FileSource(DEMO, 1.0), contact)
        started.set()

    thread = threading.Thread(target=begin)
    thread.start()
    found = Recorder.attach(contact.address, contact.authkey, wait=20.0)
    assert found is not None
    thread.join(30)
    assert started.is_set()
    assert until(found, lambda s: s.captured >= 1.0).state is RecordingState.RECORDING
    assert found.stop().state is RecordingState.STOPPED


def test_another_microphone_is_no_matter_of_a_file(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    with pytest.raises(NotAllowed):
        recorder.use("")
    assert recorder.status().state is RecordingState.RECORDING


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp, prctl and rlimit are Linux's")
def test_it_can_open_no_network_and_cannot_be_looked_into(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, speed=1.0))
    assert recorder.status().sandboxed
    assert recorder.status().confined or landlock.version() == 0
    process = recorder_of(tmp_path / "a.db")
    about = dict(line.split(":", 1) for line in Path(f"/proc/{process.pid}/status").read_text().splitlines())
    assert about["Seccomp"].strip() == "2"
    assert about["NoNewPrivs"].strip() == "1"
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    (core,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
    assert Path(f"/proc/{process.pid}/environ").stat().st_uid == 0, "not dumpable: it belongs to root"


@pytest.mark.parametrize("seed", range(8))
def test_killed_at_a_random_moment_nothing_that_was_told_is_lost(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    recorder = Recorder.start(tmp_path / "a.db", KEY, FileSource(DEMO, 4.0))
    began, told, marks = time.monotonic(), 0.0, 0
    until_then = began + 0.3 + dice.random() * 2.5
    while time.monotonic() < until_then:
        told = max(told, recorder.status().captured)
        if dice.random() < 0.05:
            marks = len(recorder.mark().marks)
    process = recorder_of(tmp_path / "a.db")
    process.kill()
    spoken = (time.monotonic() - began) * 4.0
    process.wait(10)
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.verify() == []
        assert reader.duration >= told
        assert len(reader.marks()) >= marks
        assert reader.duration >= spoken - 2 * 4.0, "at most two seconds of the clock are lost"
        assert reader.read(0, 1000) == decoded(DEMO)[: round(reader.duration * SECOND)]
