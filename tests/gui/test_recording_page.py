"""The recording page when something goes wrong: nothing is a dead end, and what was said is not lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import EndNotStored, NoMicrophone, RecorderLost, SottoError, VaultDamaged
from app.domain.session import Alarm, Gap, GapKind, RecorderStatus, RecordingState, SessionState
from app.services.recording import AlarmRhythm
from tests.gui.fake_services import FakeMicrophone
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


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (EndNotStored("12 seconds"), "The disk is full: the last 12 seconds could not be stored."),
        (VaultDamaged("a page"), "The vault could not be read"),
    ],
)
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


def test_record_again_after_it_gave_up(start):
    at = start()
    session = running(at)
    give_up(at, VaultDamaged("a page"))
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
        at.wait(lambda: not at.window.recording_page._asking)
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


SINCE = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)


def alarm(at, kind: Alarm, **more: Any) -> str:
    """Something goes wrong; returns what the page says."""
    recording = at.services.recording
    recording.now = replace(recording.now, alarm=kind, alarm_since=SINCE, **more)
    at.wait(lambda: at.seen("recording.alarm"))
    return at.find("recording.alarm.text").text()


@pytest.mark.parametrize("kind", [Alarm.LOST, Alarm.NO_SOUND])
def test_a_lost_microphone_is_said_with_its_time_and_the_recording_goes_on(start, kind):
    at = start()
    running(at)
    text = alarm(at, kind)
    assert f"since {SINCE.astimezone():%H:%M}" in text
    assert "Sotto keeps trying" in text and "is stored" in text
    assert at.find("recording.state").text() == "Waiting for the microphone"
    for name in ("pause", "off", "mark", "stop"):
        assert at.find(f"recording.{name}").isEnabled()
    assert not at.seen("recording.alarm.action"), "nothing has ended: there is nothing to begin again"


def test_another_microphone_is_chosen_right_there(start):
    at = start()
    running(at)
    alarm(at, Alarm.LOST)
    at.wait(lambda: at.find("recording.microphone").count() == 2)
    chosen = at.find("recording.microphone")
    chosen.setCurrentIndex(1)
    chosen.activated.emit(1)
    at.wait(lambda: ("use", "m2") in at.services.calls)
    at.wait(lambda: not at.seen("recording.alarm") and not at.seen("recording.microphone"))
    assert at.find("recording.device").text() == "Yeti Stereo Microphone"


def test_looking_again_finds_what_was_plugged_in(start):
    at = start()
    running(at)
    at.services.recording.list_of_microphones.clear()
    alarm(at, Alarm.LOST)
    at.wait(lambda: at.find("recording.microphone").currentText() == "No microphone found")
    assert not at.find("recording.microphone").isEnabled()
    at.services.recording.list_of_microphones.append(FakeMicrophone("m3", "Headset"))
    at.click("recording.lookAgain")
    at.wait(lambda: at.find("recording.microphone").isEnabled())
    assert at.find("recording.microphone").itemText(0) == "Headset"


def test_the_alarm_is_heard_and_can_be_turned_off_for_good(start):
    at = start()
    running(at)
    alarm(at, Alarm.LOST)
    at.wait(lambda: at.services.calls.count(("alarm",)) == 1)
    at.click("recording.alarmSound")
    at.wait(lambda: at.services.preferences.get("alarm_sound") is False)
    assert at.find("recording.alarmSound").text() == "Turn the sound on"
    at.window.recording_page.alarm._rhythm = AlarmRhythm()  # as if the time for the next one had come
    at.bot.wait(400)
    assert at.services.calls.count(("alarm",)) == 1


def test_without_a_loudspeaker_the_system_beeps(start, monkeypatch):
    beeps: list[bool] = []
    monkeypatch.setattr("app.ui.alarm.QApplication.beep", lambda: beeps.append(True))
    at = start()
    running(at)
    at.services.recording.no_loudspeaker = True
    alarm(at, Alarm.SILENT)
    at.wait(lambda: beeps == [True])


def test_the_alarm_goes_when_its_reason_goes(start):
    at = start()
    running(at)
    alarm(at, Alarm.LOST)
    at.services.recording.now = replace(at.services.recording.now, alarm=Alarm.NONE, alarm_since=None)
    at.wait(lambda: not at.seen("recording.alarm") and at.find("recording.state").text() == "Recording")
    assert not at.seen("recording.alarmSound")


def test_a_full_disk_says_what_waits_and_offers_no_microphone(start):
    at = start()
    running(at)
    text = alarm(at, Alarm.DISK_FULL, waiting=42.3)
    assert "the last 42 s wait in memory" in text
    assert at.find("recording.state").text() == "Recording"
    assert not at.seen("recording.microphone")


def test_a_disk_that_fills_up_says_how_long_it_lasts(start):
    at = start()
    running(at)
    assert "about 12 more minutes" in alarm(at, Alarm.DISK_LOW, room=12.4 * 60)


def test_another_device_is_shown_with_the_moment_of_the_change(start):
    at = start()
    running(at)
    gaps = (Gap(GapKind.PAUSED, 3.0, 4.0), Gap(GapKind.LOST, 65.0, 9.0, "Headset"))
    at.services.recording.now = replace(at.services.recording.now, device="Headset", gaps=gaps)
    at.wait(lambda: at.find("recording.device").text() == "Headset, since 1:05 of the recording")


def test_a_computer_that_may_sleep_is_said(start):
    at = start()
    running(at)
    at.services.recording.now = replace(at.services.recording.now, captured=30.0, kept_awake=True)
    at.wait(lambda: at.find("recording.time").text() >= "0:30")
    assert at.find("recording.sleepy").text() == " "
    at.services.recording.now = replace(at.services.recording.now, kept_awake=False)
    at.wait(lambda: "may go to sleep" in at.find("recording.sleepy").text())


def test_little_room_is_said_and_a_shorter_session_can_be_recorded(start):
    at = start()
    at.services.recording.minutes_of_room = 42
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "B-7")
    at.find("newSession.consent").click()
    at.click("newSession.record")
    at.wait(lambda: at.seen("newSession.error"))
    assert "no room for a long session: 42 minutes fit" in at.find("newSession.error.text").text()
    assert at.services.recording.active is None
    at.click("newSession.error.action")
    at.wait_page("recording")
    assert at.services.recording.active is not None


def test_late_answers_do_not_fill_a_page_that_was_left(start, monkeypatch):
    at = start()
    at.wait_page("today")
    go, asked = threading.Event(), threading.Event()
    fetch = at.services.overview.needs

    def slow():
        asked.set()
        go.wait(5)
        return fetch()

    monkeypatch.setattr(at.services.overview, "needs", slow)
    at.window.today_page.enter()
    at.wait(asked.is_set)
    at.window.lock()
    at.wait(lambda: at.page() == "unlock")
    go.set()
    at.wait(lambda: ("lock",) in at.services.calls and at.window.ops.pending == 0)
    assert at.window.today_page.list.sessions.rowCount() == 0
