"""The recording page when something goes wrong: nothing is a dead end, and what was said is not lost."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import DiskFull, MicrophoneLost, NoMicrophone, RecorderLost, SottoError
from app.domain.session import RecorderStatus, RecordingState, SessionState
from tests.gui.test_main_job import record


def running(at) -> str:
    """A recording that has taken something in; returns its session."""
    record(at)
    at.wait(lambda: at.find("recording.time").text() >= "0:01" and at.find("recording.state").text() == "Recording")
    session = at.services.recording.active
    assert session is not None
    return session


def give_up(at, error: SottoError) -> None:
    """The recorder ends by itself, with an error."""
    at.services.recording.ended_by = error
    at.services.recording.now = RecorderStatus(RecordingState.FAILED, captured=61.0, error_code=error.code)
    at.wait(lambda: at.seen("recording.alarm"))


def test_pause_has_the_focus(start):
    at = start()
    running(at)
    assert at.window.focusWidget() is at.find("recording.pause")
    at.bot.keyClick(at.find("recording.pause"), Qt.Key.Key_Space)
    at.wait(lambda: at.find("recording.state").text() == "Paused")


@pytest.mark.parametrize(("error", "words"), [(MicrophoneLost(), "The microphone"), (DiskFull(), "The disk is full")])
def test_the_alarm_says_what_it_was_and_stop_works_with_what_is_there(start, error, words):
    at = start()
    session = running(at)
    at.services.work.hold.clear()
    give_up(at, error)
    assert at.find("recording.alarm.text").text().startswith(words)
    assert "What was said before is stored." in at.find("recording.alarm.text").text()
    assert at.find("recording.time").text() == "1:01"
    at.click("recording.stop")
    at.wait(lambda: at.page() == "working")
    assert at.find("working.notice.text").text().startswith(words)
    at.services.work.hold.set()
    at.wait_page("workspace")
    assert at.window.workspace_page.session_id == session


def test_record_again_after_the_microphone_came_back(start):
    at = start()
    session = running(at)
    give_up(at, MicrophoneLost())
    at.click("recording.alarm.action")
    at.wait(lambda: at.find("recording.state").text() == "Recording" and not at.seen("recording.alarm"))
    assert at.services.recording.active == session


@pytest.mark.parametrize("meets", ["", "recording.pause", "recording.mark"])
def test_a_killed_recorder_leaves_the_time_and_a_way_on(start, meets, monkeypatch):
    at = start()
    session = running(at)
    at.services.recording.now = replace(at.services.recording.now, captured=75.0)
    at.wait(lambda: at.find("recording.time").text() >= "1:15")
    if meets:
        at.window.recording_page._timer.stop()  # the button meets it before the poll does
        at.wait(lambda: at.window.ops.pending == 0)
    at.services.state.status_error = RecorderLost()
    if meets:
        at.click(meets)
    at.wait(lambda: at.seen("recording.alarm"))
    assert at.find("recording.alarm.text").text().startswith("The recorder stopped")
    assert at.find("recording.time").text() >= "1:15"
    assert at.seen("recording.alarm.action")
    assert at.services.records.session(session).state is SessionState.INTERRUPTED
    at.services.work.hold.clear()
    at.click("recording.stop")
    at.wait(lambda: at.page() == "working")
    assert "ended early" in at.find("working.notice.text").text()
    at.services.work.hold.set()
    at.wait_page("workspace")


def test_a_refused_record_again_can_be_tried_again(start, monkeypatch):
    at = start()
    running(at)
    at.services.state.status_error = RecorderLost()
    at.wait(lambda: at.seen("recording.alarm"))
    at.services.state.status_error = None
    good, refused = at.services.recording.start, []

    def refuse(*_: str) -> None:
        refused.append(True)
        raise NoMicrophone

    monkeypatch.setattr(at.services.recording, "start", refuse)
    at.click("recording.alarm.action")
    at.wait(lambda: bool(refused) and at.find("recording.alarm.text").text().startswith("No microphone"))
    assert "Connect one, then press Record again" in at.find("recording.alarm.text").text()
    monkeypatch.setattr(at.services.recording, "start", good)
    at.click("recording.alarm.action")
    at.wait(lambda: at.find("recording.state").text() == "Recording")


def test_late_answers_do_not_fill_a_page_that_was_left(start, monkeypatch):
    at = start()
    at.wait_page("sessions")
    go, asked = threading.Event(), threading.Event()
    fetch = at.services.records.clients

    def slow():
        asked.set()
        go.wait(5)
        return fetch()

    monkeypatch.setattr(at.services.records, "clients", slow)
    at.window.sessions_page.enter()
    at.wait(asked.is_set)
    at.window.lock()
    at.wait(lambda: at.page() == "unlock")
    go.set()
    at.wait(lambda: ("lock",) in at.services.calls and at.window.ops.pending == 0)
    assert at.window.sessions_page.list.sessions.rowCount() == 0
