"""What of a recording is to be seen and done outside its page: the strips, the tray, the keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.domain.errors import RecorderLost
from app.domain.session import Alarm, RecorderStatus, RecordingState
from app.ui import desk as desk_module
from app.ui import tray as tray_module
from app.ui.behind_lock import LOOK_MS
from app.ui.lamp import Sign
from app.ui.strip import Strip, StripRow
from app.ui.tray import Standing, Tray
from tests.gui.fake_services import PASSPHRASE, FakeAside
from tests.gui.test_notices import CANARY, named
from tests.gui.test_recording_page import running


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch):
    """Whether another program is in front; the tests set it."""
    state = {"behind": False}
    monkeypatch.setattr(desk_module, "in_front", lambda _: not state["behind"])
    monkeypatch.setattr(desk_module, "_other_program", lambda _: state["behind"])
    monkeypatch.setattr(desk_module, "STRIP_MS", 1)
    return state


def press(at, row: StripRow, name: str) -> None:
    """A button of a strip, once it may be pressed."""
    made = row.findChild(QPushButton, name)
    assert made is not None
    at.wait(lambda: made.isVisible() and made.isEnabled())
    at.bot.mouseClick(made, Qt.MouseButton.LeftButton)


def with_strip(start, elsewhere, services=None) -> tuple[Any, Strip]:
    """A recording, with another program in front of it."""
    services = services or named()
    services.preferences.values["strip"] = True
    at = start(services)
    running(at)
    at.wait(lambda: at.window.desk._settings["strip"] is True)
    assert at.window.desk.strip is None, "Sotto is in front"
    elsewhere["behind"] = True
    at.window.desk._look()
    at.wait(lambda: at.window.desk.strip is not None and at.window.desk.strip.isVisible())
    return at, at.window.desk.strip


def texts(widget: QWidget) -> str:
    """Everything that can be read of a window, its names and tooltips too."""
    all_of_it = [widget, *widget.findChildren(QWidget)]
    said = [each.toolTip() + each.accessibleName() + each.accessibleDescription() for each in all_of_it]
    labels = [each.text() for each in widget.findChildren(QLabel)]
    return " ".join([widget.windowTitle(), *said, *labels])


# ---- the small window --------------------------------------------------------------------------------


def test_the_strip_stays_in_front_takes_no_keys_and_names_nobody(start, elsewhere):
    at, strip = with_strip(start, elsewhere)
    flags = strip.windowFlags()
    for wanted in (Qt.WindowType.WindowStaysOnTopHint, Qt.WindowType.WindowDoesNotAcceptFocus,
                   Qt.WindowType.FramelessWindowHint):  # fmt: skip
        assert flags & wanted
    assert not strip.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    at.wait(lambda: strip.row.time.text() >= "0:01" and strip.row.state.full == "Recording")
    assert strip.row.meter.level > 0
    assert CANARY not in texts(strip) and strip.windowTitle() == "Sotto"
    elsewhere["behind"] = False
    at.window.desk._look()
    assert not strip.isVisible(), "Sotto itself is in front again"


def test_its_buttons_do_what_they_say(start, elsewhere):
    at, strip = with_strip(start, elsewhere)
    press(at, strip.row, "strip.pause")
    at.wait(lambda: strip.row.state.full == "Paused" and strip.row.lamp.sign is Sign.PAUSED)
    assert strip.row.pause_button.accessibleName() == "Go on"
    assert not strip.row.mark_button.isEnabled()
    press(at, strip.row, "strip.pause")
    press(at, strip.row, "strip.mark")
    at.wait(lambda: len(at.services.recording.now.marks) == 1)
    assert at.page() == "recording"


def test_stop_asks_once_in_the_same_place(start, elsewhere):
    at, strip = with_strip(start, elsewhere)
    at.services.work.hold.clear()
    press(at, strip.row, "strip.stop")
    press(at, strip.row, "strip.goOn")
    assert strip.row.stop_button.isVisible() and ("stop",) not in at.services.calls
    press(at, strip.row, "strip.stop")
    strip.row._calm.timeout.emit()
    assert strip.row.stop_button.isVisible(), "a question that nobody answers goes by itself"
    press(at, strip.row, "strip.stop")
    press(at, strip.row, "strip.stopNow")
    at.wait(lambda: at.page() == "working" and ("stop",) in at.services.calls)
    at.wait(lambda: not strip.isVisible())
    at.services.work.hold.set()
    at.wait_page("workspace")


def test_what_is_wrong_is_said_there(start, elsewhere):
    at, strip = with_strip(start, elsewhere)
    recording = at.services.recording
    recording.now = replace(recording.now, alarm=Alarm.LOST, alarm_since=datetime.now(UTC))
    at.wait(lambda: strip.row.state.full == "No sound from the microphone")
    assert strip.row.lamp.sign is Sign.WAITING
    recording.now = replace(recording.now, alarm=Alarm.NONE)
    at.wait(lambda: strip.row.state.full == "Recording")
    at.services.state.status_error = RecorderLost()
    at.wait(lambda: strip.row.state.full == "Nothing is being recorded any more")
    assert strip.row.lamp.sign is Sign.ENDED and not strip.row.pause_button.isEnabled()


def test_put_away_it_stays_away_until_the_next_recording_or_until_it_is_asked_for(start, elsewhere):
    at, strip = with_strip(start, elsewhere)
    strip.close_button.click()
    at.window.desk._look()
    at.bot.wait(50)
    assert not strip.isVisible()
    assert at.services.recording.active is not None, "the recording goes on"
    at.window.recording_page.aside.click()
    at.wait(strip.isVisible)
    assert at.window.isMinimized()
    strip.close()
    at.wait(lambda: not strip.isVisible())


def test_it_can_be_turned_off_and_then_comes_only_when_asked_for(start, elsewhere):
    services = named()
    at = start(services)
    running(at)
    elsewhere["behind"] = True
    at.window.desk._look()
    at.bot.wait(50)
    assert at.window.desk.strip is None
    at.window.recording_page.aside.click()
    at.wait(lambda: at.window.desk.strip is not None and at.window.desk.strip.isVisible())
    press(at, at.window.desk.strip.row, "strip.back")
    assert not at.window.isMinimized()


def test_it_stands_where_it_was_put_and_always_on_a_screen(start, elsewhere):
    at, strip = with_strip(start, elsewhere)
    room = at.window.screen().availableGeometry()
    assert room.contains(strip.frameGeometry())
    strip.move(40, 60)
    at.window.desk._later.timeout.emit()
    at.wait(lambda: at.services.preferences.values["strip_place"] == "40,60")
    for place in (QPoint(-5000, 20), QPoint(99_999, 99_999)):
        strip.stand_at(place)
        assert room.contains(strip.frameGeometry())
    assert [desk_module._point(each) for each in ("12,-7", "", "x,y", None)] == [QPoint(12, -7), None, None, None]


def test_behind_the_lock_it_says_only_that_the_recording_goes_on(start, elsewhere):
    at, strip = with_strip(start, elsewhere)
    at.window.lock()
    at.wait_page("unlock")
    at.wait(lambda: strip.isVisible() and strip.row.state.full == "The recording goes on. Sotto is locked.")
    assert not any(each.isVisible() for each in (strip.row.time, strip.row.meter, strip.row.pause_button,
                                                 strip.row.mark_button, strip.row.stop_button))  # fmt: skip
    assert strip.row.lamp.sign is Sign.LOCKED
    elsewhere["behind"] = False
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("recording")
    at.wait(lambda: not strip.isVisible())
    elsewhere["behind"] = True
    at.window.desk._look()
    at.wait(lambda: strip.isVisible() and strip.row.stop_button.isVisible() and strip.row.state.full == "Recording")


def test_closing_the_window_takes_it_along(start, elsewhere):
    at, strip = with_strip(start, elsewhere)
    at.close()
    assert not strip.isVisible()


# ---- the bar over Sotto's own pages ------------------------------------------------------------------


def test_a_recording_is_followed_on_every_other_page(start):
    at = start(named())
    running(at)
    assert not at.seen("recordingBar")
    at.window.show_today()
    at.wait_page("today")
    before = at.find("bar.time").text()
    at.wait(lambda: at.find("bar.time").text() > before)
    at.click("bar.mark")
    at.wait(lambda: len(at.services.recording.now.marks) == 1)
    at.click("bar.pause")
    at.wait(lambda: at.window.desk.bar.row.state.full == "Paused")
    assert at.find("bar.pause").text() == "Go on"
    at.click("bar.back")
    at.wait_page("recording")
    assert not at.seen("recordingBar")
    assert at.find("recording.state").text() == "Paused", "nothing was begun anew"
    at.click("recording.pause")
    at.wait(lambda: at.find("recording.state").text() == "Recording")


def test_stopped_from_another_page_it_shows_what_comes_of_it(start):
    at = start(named())
    running(at)
    at.services.work.hold.clear()
    at.window.show_today()
    at.wait_page("today")
    at.click("bar.stop")
    at.click("bar.stopNow")
    at.wait(lambda: at.page() == "working" and ("stop",) in at.services.calls)
    assert not at.seen("recordingBar") and not at.window.recording_page.following
    at.services.work.hold.set()
    at.wait_page("workspace")


def test_an_end_that_comes_while_another_page_is_shown_waits_there(start):
    at = start(named())
    session = running(at)
    at.window.show_today()
    at.wait_page("today")
    at.services.state.status_error = RecorderLost()
    at.wait(lambda: at.window.desk.bar.row.state.full == "Nothing is being recorded any more")
    assert at.page() == "today" and not at.seen("error.dialog")
    at.services.state.status_error = None
    at.click("bar.back")
    at.wait_page("recording")
    assert at.find("recording.alarm.text").text().startswith("The recorder stopped")
    at.click("recording.alarm.action")
    at.wait(lambda: at.find("recording.state").text() == "Recording")
    assert at.services.recording.active == session


def test_a_lock_on_another_page_ends_the_following(start):
    at = start(named())
    running(at)
    at.window.show_today()
    at.wait_page("today")
    at.window.lock()
    at.wait_page("unlock")
    assert not at.window.recording_page.following and not at.seen("recordingBar")
    assert at.find("unlock.recording.text").text() == "The recording goes on while Sotto is locked."


@pytest.mark.parametrize(("width", "scale"), [(1280, 1.0), (1280, 1.5), (960, 1.0)])
def test_the_bar_fits(start, width, scale):
    at = start(named(), scale=scale)
    at.window.resize(width, 800)
    running(at)
    at.window.show_today()
    at.wait_page("today")
    at.find("recordingBar")
    row = at.window.desk.bar.row
    at.bot.wait(50)
    assert at.window.width() == width, "it does not widen the window"
    for each in (row.pause_button, row.mark_button, row.stop_button, row.back_button):
        assert each.width() >= each.minimumSizeHint().width() and each.accessibleName()
        assert each.mapTo(at.window, each.rect().bottomRight()).x() < width
    assert row.state.text() == "Recording", "it is not cut short"


# ---- the tray ----------------------------------------------------------------------------------------


RECORDING = RecorderStatus(RecordingState.RECORDING, captured=754.0, level=0.3, device=CANARY)


@pytest.mark.parametrize(
    ("standing", "sign", "words", "there"),
    [
        (Standing(), Sign.NONE, "Sotto is locked", set()),
        (Standing(behind=True), Sign.LOCKED, "The recording goes on. Sotto is locked.", set()),
        (Standing(locked=False), Sign.NONE, "Nothing is being recorded", {"lock"}),
        (Standing(locked=False, working=True), Sign.WORKING, "Working on a session", {"lock"}),
        (Standing(False, RECORDING), Sign.RECORDING, "Recording", {"lock", "pause", "mark", "stop"}),
        (Standing(False, replace(RECORDING, state=RecordingState.PAUSED)), Sign.PAUSED, "Paused",
         {"lock", "pause", "stop"}),
        (Standing(False, replace(RECORDING, alarm=Alarm.SILENT)), Sign.WAITING, "The microphone gives only silence",
         {"lock", "pause", "mark", "stop"}),
        (Standing(False, replace(RECORDING, state=RecordingState.FAILED)), Sign.WAITING,
         "Nothing is being recorded any more", {"lock", "stop"}),
    ],
)  # fmt: skip
def test_the_tray_tells_what_goes_on_and_offers_what_can_be_done(qtbot, standing, sign, words, there):
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(window)
    tray.show_standing(standing)
    assert (tray.sign, tray.words()) == (sign, words)
    assert tray.icon.toolTip() == f"Sotto: {words}"
    assert tray.says.text().startswith(words) and not tray.says.isEnabled()
    assert ("12:34" in tray.says.text()) is (standing.status is not None)
    actions = {each.objectName().removeprefix("tray."): each for each in tray.menu.actions() if each.objectName()}
    offered = {name for name in ("lock", "pause", "mark", "stop") if actions[name].isVisible()}
    assert offered == there
    assert actions["open"].isVisible() and actions["leave"].isVisible()
    assert CANARY not in tray.icon.toolTip() + "".join(each.text() for each in tray.menu.actions())


def test_each_sign_is_a_picture_of_its_own(qapp):
    from app.ui.lamp import badge

    pictures = {sign: badge(sign).toImage() for sign in Sign}
    signs = list(Sign)
    for number, one in enumerate(signs):
        for other in signs[number + 1 :]:
            assert pictures[one] != pictures[other], (one, other)


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # this platform has no tray of its own
def test_the_tray_works_the_recording(start, monkeypatch):
    monkeypatch.setattr(tray_module, "there", lambda: True)
    at = start(named())
    at.wait(lambda: at.window.desk.tray is not None)
    tray = at.window.desk.tray
    running(at)
    at.wait(lambda: tray.sign is Sign.RECORDING)
    tray.mark_action.trigger()
    at.wait(lambda: len(at.services.recording.now.marks) == 1)
    tray.pause_action.trigger()
    at.wait(lambda: tray.sign is Sign.PAUSED and tray.pause_action.text() == "Go on")
    tray.pause_action.trigger()
    at.wait(lambda: tray.sign is Sign.RECORDING)
    at.services.work.hold.clear()
    tray.stop_action.trigger()
    at.wait(lambda: at.page() == "working" and tray.sign is Sign.WORKING)
    at.services.work.hold.set()
    at.wait_page("workspace")
    at.wait(lambda: tray.sign is Sign.NONE)
    tray.lock_action.trigger()
    at.wait_page("unlock")
    at.wait(lambda: tray.words() == "Sotto is locked")
    at.window.showMinimized()
    tray.open_action.trigger()
    assert not at.window.isMinimized()


def test_without_a_tray_there_is_none(start):
    at = start()
    at.wait(lambda: at.window.desk._begun)
    assert at.window.desk.tray is None and not tray_module.there()


# ---- keys --------------------------------------------------------------------------------------------


class Keys:
    """A desktop that gives every key but one."""

    def __init__(self) -> None:
        self.tell: Any = None
        self.held = False

    def begin(self, keys, tell, refused) -> None:
        self.tell, self.held = tell, True
        refused(["back"])

    def end(self) -> None:
        self.held = False


@pytest.mark.parametrize("wanted", [True, False])
def test_keys_are_held_while_a_session_is_recorded_and_only_where_they_are_wanted(start, monkeypatch, wanted):
    desktop = Keys()
    monkeypatch.setattr("app.ui.global_keys.way", lambda: "x11")
    monkeypatch.setattr("app.ui.global_keys_x11.XcbSource", lambda _: desktop)
    services = named()
    services.preferences.values["global_keys"] = wanted
    at = start(services)
    at.wait_page("today")
    assert not desktop.held
    running(at)
    at.wait(lambda: at.window.desk._settings["global_keys"] is wanted)
    at.bot.wait(200)
    assert desktop.held is wanted
    if not wanted:
        return
    at.wait(lambda: at.seen("toast"))
    assert "Ctrl+Alt+B" in at.find("toast.text").text()
    desktop.tell("mark")
    at.wait(lambda: len(at.services.recording.now.marks) == 1)
    desktop.tell("off")
    at.wait(lambda: at.find("recording.state").text() == "Off the record")
    desktop.tell("pause")
    at.wait(lambda: at.find("recording.state").text() == "Recording")
    at.window.showMinimized()
    desktop.tell("back")
    at.wait(lambda: not at.window.isMinimized())
    at.window.lock()
    at.wait_page("unlock")
    assert not desktop.held


def test_the_settings_turn_them_on_and_off_at_once(start, monkeypatch):
    monkeypatch.setattr("app.ui.pages.settings_desktop.way", lambda: "x11")
    at = start(named())
    at.window.show_settings()
    at.wait_page("settings")
    for name in ("strip", "notices", "global_keys"):
        box = at.find(f"settings.{name}")
        was = box.isChecked()
        box.click()
        at.wait(lambda n=name, w=was: at.services.preferences.values[n] is not w)
        at.wait(lambda n=name, w=was: at.window.desk._settings[n] is not w)
    assert "Ctrl+Alt+P pause or go on" in at.find("settings.global_keys").accessibleDescription()


def test_where_the_desktop_gives_no_keys_the_settings_say_so(start):
    at = start(named())
    at.window.show_settings()
    at.wait_page("settings")
    assert not at.find("settings.global_keys").isEnabled()
    assert "gives no keys" in at.find("settings.global_keys").accessibleDescription()


# ---- behind the lock ---------------------------------------------------------------------------------


def behind(start, elsewhere=None, services=None) -> Any:
    """A recording that goes on behind the lock, which can be reached."""
    at = start(services or named())
    running(at)
    if elsewhere is not None:
        at.services.preferences.values["strip"] = True
        elsewhere["behind"] = True
    recording = at.services.recording
    recording.behind = FakeAside(recording)
    at.window.lock(somebody_there=False)
    at.wait_page("unlock")
    return at


def test_on_the_lock_screen_it_is_paused_and_marked_without_a_passphrase(start):
    at = behind(start)
    at.wait(lambda: at.seen("recordingBar") and at.find("bar.time").text() >= "0:01")
    assert at.find("bar.state").full == "Recording" and not at.services.vault.is_open
    at.click("bar.pause")
    at.wait(lambda: at.find("bar.state").full == "Paused")
    assert at.services.recording.now.state is RecordingState.PAUSED
    at.click("bar.pause")
    at.wait(lambda: at.find("bar.state").full == "Recording")
    at.click("bar.mark")
    at.wait(lambda: len(at.services.recording.now.marks) == 1)
    assert at.page() == "unlock" and not at.seen("bar.back"), "the way back is the passphrase"


def test_nothing_of_the_client_is_on_the_lock_screen(start):
    at = behind(start)
    at.wait(lambda: at.seen("recordingBar"))
    assert CANARY not in texts(at.window.unlock_page) + texts(at.window.desk.bar)
    assert not at.window.recording_page.isVisible() and not at.seen("recording.words")


def test_stopped_behind_the_lock_it_is_worked_on_after_unlocking(start):
    at = behind(start)
    at.click("bar.stop")
    assert ("stopped",) not in at.services.calls, "it is asked once"
    at.click("bar.stopNow")
    at.wait(lambda: at.find("unlock.recording.text").text().startswith("The recording is stopped and stored."))
    at.wait(lambda: at.find("bar.state").full.startswith("The recording is stored."))
    for name in ("bar.pause", "bar.mark", "bar.stop"):
        assert not at.seen(name)
    assert ("stop",) not in at.services.calls, "the vault is shut"
    at.services.work.hold.clear()
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait(lambda: at.page() == "working" and ("stop",) in at.services.calls)
    assert not at.seen("recordingBar") and not at.seen("error.dialog")
    at.services.work.hold.set()
    at.wait_page("workspace")


def test_the_strip_keeps_its_buttons_behind_the_lock(start, elsewhere):
    at = behind(start, elsewhere)
    at.wait(lambda: at.window.desk.strip is not None and at.window.desk.strip.isVisible())
    strip = at.window.desk.strip
    at.wait(lambda: strip.row.state.full == "Recording" and strip.row.stop_button.isVisible())
    press(at, strip.row, "strip.pause")
    at.wait(lambda: strip.row.state.full == "Paused")
    assert CANARY not in texts(strip) and strip.row.time.isVisible()
    press(at, strip.row, "strip.back")
    assert at.page() == "unlock"


def test_after_unlocking_its_own_page_follows_it_again(start):
    at = behind(start)
    at.click("bar.pause")
    at.wait(lambda: at.find("bar.state").full == "Paused")
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("recording")
    at.wait(lambda: at.find("recording.state").text() == "Paused")
    assert not at.seen("recordingBar") and at.window.desk.behind_lock.status is None
    at.click("recording.pause")
    at.wait(lambda: at.find("recording.state").text() == "Recording")


def test_a_recorder_that_dies_behind_the_lock_is_told(start):
    at = behind(start)
    at.wait(lambda: at.seen("recordingBar"))
    at.services.state.status_error = RecorderLost()
    at.wait(lambda: at.find("bar.state").full == "Nothing is being recorded any more")
    assert not at.seen("error.dialog")
    at.services.state.status_error = None


def test_what_cannot_be_reached_is_only_told(start):
    at = start(named())
    running(at)
    at.window.lock(somebody_there=False)
    at.wait_page("unlock")
    at.bot.wait(2 * LOOK_MS)
    assert not at.seen("recordingBar")
    assert at.find("unlock.recording.text").text() == "The recording goes on while Sotto is locked."
