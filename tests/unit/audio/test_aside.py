"""The recorder as the lock screen reaches it: paused, marked and ended, and still there for the window afterwards."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from app.audio.aside import Aside
from app.audio.control import ControlServer, new_address
from app.audio.protocol import Request
from app.audio.recorder import FileSource, Recorder
from app.domain.errors import RecorderLost
from app.domain.session import GapKind, RecorderStatus, RecordingState
from app.store.audio_store import AudioReader
from tests.unit.audio.sounds import DEMO
from tests.unit.audio.test_recorder import KEY, Start, recorder_of, start, until

__all__ = ["start"]


def reached(recorder: Recorder) -> Aside:
    found = Aside.of(Aside(recorder.address, recorder.authkey).handle)
    assert found is not None
    return found


@pytest.mark.parametrize("text", ["", "x", "zz@/tmp/x", "0" * 64, "0" * 63 + "@/tmp/x", "0" * 64 + "@"])
def test_anything_else_is_no_handle(text: str) -> None:
    assert Aside.of(text) is None


def test_it_pauses_marks_and_goes_on(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, 1.0))
    aside = reached(recorder)
    until(recorder, lambda status: status.captured > 0.5)
    assert aside.pause().state is RecordingState.PAUSED
    assert aside.resume().state is RecordingState.RECORDING
    assert len(aside.mark().marks) == 1
    assert aside.off_record().state is RecordingState.OFF_RECORD
    assert aside.status().state is recorder.status().state
    assert [gap.kind for gap in recorder.stop().gaps] == [GapKind.PAUSED, GapKind.OFF_RECORD]


def test_ended_from_there_it_waits_for_its_window(tmp_path: Path, start: Start) -> None:
    recorder = start(tmp_path / "a.db", FileSource(DEMO, 1.0))
    until(recorder, lambda status: status.captured > 0.5)
    process, aside = recorder_of(tmp_path / "a.db"), reached(recorder)
    final = aside.end()
    assert final.state is RecordingState.STOPPED
    assert aside.status() == aside.status(), "it still answers, and the end does not change"
    with AudioReader(tmp_path / "a.db", KEY) as reader:
        assert reader.closed_cleanly and reader.verify() == []
    window = Recorder.attach(recorder.address, recorder.authkey)
    assert window is not None and window.status().state is RecordingState.STOPPED
    process.wait(20)
    assert window.stop().captured == final.captured, "told once, and known from then on"


def test_without_a_recorder_it_says_so(tmp_path: Path) -> None:
    aside = Aside(new_address(), os.urandom(32))
    with pytest.raises(RecorderLost):
        aside.status()


def test_the_lock_screen_is_not_taken_for_the_window() -> None:
    """The recorder sounds its alarms as long as its window does not follow it."""
    asked: list[Request] = []

    def answer(request: Request) -> RecorderStatus:
        asked.append(request)
        return RecorderStatus(RecordingState.RECORDING)

    secret, address = os.urandom(32), new_address()
    server = ControlServer(address, secret, answer)
    try:
        time.sleep(0.3)
        Aside(address, secret).status()
        assert server.quiet_for >= 0.3 and asked[0].aside
        Recorder(address, secret).status()
        assert server.quiet_for < 0.3 and not asked[1].aside
    finally:
        server.close()
