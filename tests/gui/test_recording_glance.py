"""The recording page at a glance: read from two metres, by shape as well as by colour, and nobody's name on it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from app.domain.session import Alarm, RecorderStatus, RecordingState
from app.ui import theme
from app.ui.instruments import Meter
from app.ui.lamp import Sign, sign_of
from app.ui.pages.recording_fit import GLANCE_MM, PIXEL_MM
from app.ui.pages.recording_words import alarm_words, ended_words, marks_words, state_words
from tests.gui.test_desk import texts
from tests.gui.test_notices import CANARY, named
from tests.gui.test_recording_page import running

NOW = RecorderStatus(RecordingState.RECORDING, captured=3723.0, level=0.5, device="Built-in microphone",
                     marks=(1.0, 2.0))  # fmt: skip


def millimetres(label) -> float:
    """How high a label's capitals and figures stand on a small laptop's screen."""
    return QFontMetrics(label.font()).capHeight() * PIXEL_MM


@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 800, 1.0), (1280, 800, 1.5), (960, 640, 1.0)])
@pytest.mark.parametrize("state", [RecordingState.RECORDING, RecordingState.PAUSED, RecordingState.OFF_RECORD])
def test_state_and_time_are_read_at_two_metres(start, width, height, scale, state):
    at = start(named(), scale=scale)
    at.window.resize(width, height)
    running(at)
    page = at.window.recording_page
    page._timer.stop()
    page.show_status(replace(NOW, state=state))
    at.bot.wait(50)
    assert millimetres(page.time) >= GLANCE_MM
    if (width, height) == (1280, 800):
        assert millimetres(page.state) >= GLANCE_MM * 0.9
    for each in (page.time, page.state):
        assert each.width() >= QFontMetrics(each.font()).horizontalAdvance(each.text()), "nothing is cut off"


def test_the_longest_words_stay_on_the_page(start):
    at = start(named(), scale=1.5)
    running(at)
    page = at.window.recording_page
    page._timer.stop()
    page.show_status(replace(NOW, alarm=Alarm.LOST))
    page.state.setText("Es wird auf das Mikrofon gewartet, das verschwunden ist")
    page._fitting.fit()
    at.bot.wait(50)
    assert page.state.width() >= QFontMetrics(page.state.font()).horizontalAdvance(page.state.text())
    assert page.state.mapTo(page, page.state.rect().topRight()).x() <= page.width() - theme.space(10)


def test_each_state_has_a_shape_and_words_of_its_own():
    statuses = [replace(NOW, state=state) for state in RecordingState if state is not RecordingState.FAILED]
    statuses.append(replace(NOW, alarm=Alarm.LOST))
    signs = [sign_of(each) for each in statuses]
    assert len(set(signs)) == len(signs) and Sign.NONE not in signs
    said = [state_words(each) for each in statuses]
    assert len(set(said)) == len(said)


def test_what_is_wrong_is_said_in_every_case_and_nothing_while_all_is_well():
    assert alarm_words(NOW) == "" and alarm_words(replace(NOW, state=RecordingState.STARTING)) == ""
    for alarm in Alarm:
        assert bool(alarm_words(replace(NOW, alarm=alarm))) is (alarm is not Alarm.NONE)
    assert marks_words(0) == "" and marks_words(1) == "1 moment marked" and marks_words(3) == "3 moments marked"
    assert "What was said before is stored." in ended_words(None).whole()


def test_nobody_is_named(start):
    at = start(named())
    session = running(at)
    client = at.services.state.sessions[session].client_id
    at.services.state.clients[client] = replace(at.services.state.clients[client], code=CANARY, name=CANARY)
    page = at.window.recording_page
    at.wait(lambda: page.time.text() >= "0:01")
    assert CANARY not in texts(page) + at.window.windowTitle()
    assert CANARY not in "".join(command.words for command in page.commands())


def test_what_can_be_done_is_told_with_its_keys_and_works(start):
    at = start(named())
    running(at)
    page = at.window.recording_page
    commands = {command.name: command for command in page.commands()}
    assert set(commands) == {"recording.pause", "recording.off", "recording.mark", "recording.stop",
                             "recording.showWords", "recording.small"}  # fmt: skip
    for name, command in commands.items():
        made = at.find(name)
        assert command.enabled and made.shortcut().toString() == command.keys
        assert f"({command.keys})" in made.toolTip(), name
    at.bot.keyClick(at.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    at.wait(lambda: at.find("recording.marks").text() == "1 moment marked")
    commands["recording.pause"].act()
    at.wait(lambda: at.find("recording.state").text() == "Paused")
    paused = {command.name: command for command in page.commands()}
    assert paused["recording.pause"].words == "Go on" and not paused["recording.mark"].enabled


def test_the_level_is_a_shape_too_and_its_ticks_never_run_together(qtbot, qapp):
    theme.apply(qapp, "light")
    meter = Meter("level")
    qtbot.addWidget(meter)
    meter.resize(theme.px(96), theme.px(20))
    meter.set_level(0.25)
    picture = meter.grab().toImage()
    ground = picture.pixelColor(picture.width() - 1, 0)
    middle = [picture.pixelColor(x, picture.height() // 2) != ground for x in range(picture.width())]
    top = [picture.pixelColor(x, picture.height() // 8) != ground for x in range(picture.width())]
    edges = sum(one != other for one, other in pairwise(middle))
    assert edges >= 16, "single ticks, with air between them"
    half = picture.width() // 2
    assert any(top[: half - 4]) and not any(top[half + 8 :]), "what is not reached stands low"
    assert meter.accessibleDescription() == "50 percent"
