"""Notifications of the desktop: fixed sentences, only while Sotto is not in front, and nobody's name."""

from __future__ import annotations

import threading
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.errors import RecorderLost, WorkerCrashed
from app.domain.session import Alarm, RecorderStatus, RecordingState
from app.ui import notices
from app.ui.notices import URGENT, BusChannel, Notice, notice_words
from tests.gui.buses import session_bus  # noqa: F401  (a fixture)
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_main_job import open_session
from tests.gui.test_recording_page import running

CANARY = "Zacharias Quillfeather"


class Heard:
    """A desktop that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, bool]] = []

    def send(self, text: str, *, urgent: bool) -> None:
        self.told.append((text, urgent))


def behind(at, monkeypatch) -> Heard:
    """Sotto is not in front any more; returns the desktop."""
    heard = Heard()
    at.window.desk.notices.channel = heard
    monkeypatch.setattr(notices, "_applied", lambda: False)
    return heard


def named() -> FakeServices:
    """Sessions of a client whose name is the canary, in every field that is a text."""
    services = with_sessions(FakeServices())
    for client in list(services.state.clients.values()):
        services.state.clients[client.id] = replace(client, code=CANARY, name=CANARY)
    return services


def test_every_notice_has_a_text_and_none_takes_anything_in():
    texts = [notice_words(each) for each in Notice]
    assert all(texts) and len(set(texts)) == len(texts)
    assert not any("{" in text for text in texts), "nothing can be put into one"


@pytest.mark.parametrize("in_front", [True, False])
def test_a_draft_is_told_only_while_something_else_is_in_front(start, monkeypatch, in_front):
    at = start(named())
    heard = behind(at, monkeypatch)
    if in_front:
        monkeypatch.setattr(notices, "_applied", lambda: True)
    at.services.work.hold.clear()
    open_session(at, "rec")
    at.wait(lambda: at.page() == "working")
    at.services.work.hold.set()
    at.wait_page("workspace")
    assert heard.told == ([] if in_front else [("A draft is ready to review.", False)])
    assert CANARY not in repr(heard.told)


def test_work_that_fails_is_told_and_work_that_is_given_up_is_not(start, monkeypatch):
    at = start(named())
    heard = behind(at, monkeypatch)
    at.services.work.error = WorkerCrashed()
    open_session(at, "rec")
    at.wait(lambda: at.seen("working.failure"))
    assert heard.told == [(notice_words(Notice.WORK), False)]
    at.services.work.hold.clear()
    at.click("working.tryAgain")
    at.wait(lambda: at.seen("working.cancel"))
    at.click("working.cancel")
    at.wait(lambda: at.seen("working.failure"))
    assert len(heard.told) == 1


def test_an_alarm_is_told_once_and_again_when_it_comes_again(start, monkeypatch):
    at = start(named())
    running(at)
    heard = behind(at, monkeypatch)
    recording = at.services.recording
    good = recording.now
    for times in (1, 2):
        recording.now = replace(good, alarm=Alarm.LOST, alarm_since=datetime.now(UTC))
        at.wait(lambda: at.seen("recording.alarm"))
        at.wait(lambda n=times: heard.told == [(notice_words(Notice.ALARM), True)] * n)
        recording.now = good
        at.wait(lambda: not at.seen("recording.alarm"))
    assert CANARY not in repr(heard.told)


@pytest.mark.parametrize("how", ["gave up", "killed"])
def test_a_recording_that_ends_by_itself_is_told(start, monkeypatch, how):
    at = start(named())
    running(at)
    heard = behind(at, monkeypatch)
    if how == "killed":
        at.services.state.status_error = RecorderLost()
    else:
        at.services.recording.now = RecorderStatus(RecordingState.FAILED, captured=61.0)
    at.wait(lambda: bool(heard.told))
    at.bot.wait(400)
    assert heard.told == [(notice_words(Notice.INTERRUPTED), True)]


def test_none_comes_where_the_settings_want_none(start, monkeypatch):
    services = named()
    services.preferences.values["notices"] = False
    at = start(services)
    running(at)
    at.wait(lambda: at.window.desk.notices.wanted is False)
    heard = behind(at, monkeypatch)
    at.services.recording.now = replace(at.services.recording.now, alarm=Alarm.SILENT)
    at.wait(lambda: at.seen("recording.alarm"))
    at.bot.wait(300)
    assert heard.told == []


def test_a_dialog_over_the_window_counts_as_sotto(start):
    at = start()
    assert notices.in_front(at.window)
    at.window.showMinimized()
    at.wait(lambda: not notices.in_front(at.window))


class Daemon:
    """A notification daemon on a bus of the test's own: answers Notify, then tells of a click."""

    def __init__(self) -> None:
        from jeepney import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self.asked: list[tuple[Any, ...]] = []
        self.connection = open_dbus_connection(bus="SESSION")
        self.connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        from jeepney import DBusAddress, HeaderFields, MessageType, new_method_return, new_signal

        name = "org.freedesktop.Notifications"
        emitter = DBusAddress("/org/freedesktop/Notifications", interface=name)
        while True:
            try:
                message = self.connection.receive()
            except (OSError, ValueError):
                return
            if message.header.message_type is not MessageType.method_call:
                continue
            assert message.header.fields[HeaderFields.member] == "Notify"
            self.asked.append(message.body)
            self.connection.send(new_method_return(message, "u", (7,)))
            self.connection.send(new_signal(emitter, "ActionInvoked", "us", (6, "default")))
            self.connection.send(new_signal(emitter, "ActionInvoked", "us", (7, "default")))


def test_over_a_real_bus_it_is_shown_and_a_click_on_it_is_heard(session_bus):  # noqa: F811
    daemon = Daemon()
    clicked = threading.Event()
    BusChannel(clicked.set, listen=20.0).send(notice_words(Notice.ALARM), urgent=Notice.ALARM in URGENT)
    assert clicked.wait(20)
    (app, replaces, icon, title, body, actions, hints, stays) = daemon.asked[0]
    assert (app, replaces, icon, title, stays) == ("Sotto", 0, "", "Sotto", -1)
    assert body == notice_words(Notice.ALARM) and actions == ["default", "Open Sotto"]
    assert hints["urgency"] == ("y", 2)
    session_bus()
    daemon.thread.join(10)
    daemon.connection.close()


def test_without_a_bus_nothing_happens(monkeypatch, tmp_path):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    BusChannel(lambda: None)._tell("x", False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not notices.bus_there()
    (tmp_path / "bus").touch()
    assert notices.bus_there()


def test_what_a_status_holds_names_nobody():
    """What the strips, the tray and the notices live by: figures, states and a microphone."""
    texts = {each.name for each in fields(RecorderStatus) if "str" in str(each.type)}
    assert texts == {"device", "error_code", "error_detail"}
