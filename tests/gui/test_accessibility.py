"""What a screen reader is told, page by page, through Qt's own accessibility interface; and what it says by itself."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider, QSplitterHandle, QWidget

from app.domain.errors import MicrophoneRefused
from app.ui.announce import announce, voice
from app.ui.error_view import ErrorText
from tests.gui import every_page
from tests.gui.every_page import controls, named, show
from tests.gui.fake_services import FakeServices
from tests.gui.test_main_job import record

Role = QAccessible.Role
WITH_VALUE = (Role.Slider, Role.SpinBox, Role.ProgressBar, Role.ComboBox, Role.Dial)
MUTE = (Role.NoRole, Role.Client, Role.Pane, Role.Grouping, Role.Border, Role.Whitespace, Role.Window, Role.Separator)
"""Roles that tell nobody what can be done."""
NAME = re.compile(r"^[a-z][A-Za-z]*(\.[A-Za-z0-9_]+)+$")
"""An object name is no name."""


def told(widget: QWidget) -> tuple[str, Role, str]:
    """Name, role and value."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None and interface.isValid(), named(widget)
    text = QAccessible.Text
    numbers = interface.valueInterface()  # a slider tells its value as a number
    value = interface.text(text.Value).strip() or (str(numbers.currentValue()) if numbers is not None else "")
    return interface.text(text.Name).strip(), interface.role(), value


def problems(page: QWidget) -> list[str]:
    """Controls that are not told as they ought to be."""
    found = []
    for each in controls(page):
        name, role, value = told(each)
        if not name:
            found.append(f"{named(each)}: no name")
        if NAME.match(name):
            found.append(f"{named(each)}: its object name instead of a name")
        if role in MUTE and not (role == Role.Separator and isinstance(each, QSplitterHandle)):
            found.append(f"{named(each)}: role {role.name}")
        if role in WITH_VALUE and not value and not (isinstance(each, QComboBox) and not each.currentText()):
            found.append(f"{named(each)}: no value")
        if isinstance(each, QAbstractButton) and each.isCheckable():
            state = QAccessible.queryAccessibleInterface(each).state()
            if not state.checkable:
                found.append(f"{named(each)}: nobody hears whether it is on")
    return found


@pytest.mark.parametrize("name", every_page.EVERY)
def test_every_control_has_a_name_and_a_role(start, name):
    at = start(every_page.services())
    page = show(at, name)
    assert len(list(controls(page))) > 0
    assert problems(page) == []
    if page.chrome:
        assert problems(at.window.navigation) == []


def test_a_control_without_a_name_would_be_found(qtbot):
    """The test above can fail."""
    ground = QWidget()
    qtbot.addWidget(ground)
    from PySide6.QtWidgets import QPushButton, QVBoxLayout

    rows = QVBoxLayout(ground)
    for each in (QPushButton(), QLineEdit(), QSlider(), QComboBox()):
        rows.addWidget(each)
    ground.show()
    assert len(problems(ground)) >= 4


def rows_of(widget: QObject) -> list[str]:
    """The names of the rows of a list."""
    interface = QAccessible.queryAccessibleInterface(widget)
    rows = (interface.child(n) for n in range(interface.childCount()))
    return [row.text(QAccessible.Text.Name) for row in rows if row is not None and row.role() == Role.ListItem]


@pytest.mark.parametrize(("page", "name"), [("today", "today.list"), ("workspace", "transcript.list")])
def test_the_rows_of_a_list_are_read(start, page, name):
    at = start(every_page.services())
    show(at, page)
    rows = rows_of(at.find(name))
    assert len(rows) >= 5 and all(row.strip() for row in rows)


def test_a_turn_says_who_spoke_when_and_what(start):
    at = start(every_page.services())
    show(at, "workspace")
    first = rows_of(at.find("transcript.list"))[0]
    turn = at.services.state.transcripts["demo"].turns[0]
    assert turn.text[:20] in first and "0:0" in first


# ---- what it says by itself ----------------------------------------------------------------------


@pytest.fixture
def heard():
    words: list[tuple[str, bool]] = []

    def hear(text: str, urgent: bool) -> None:
        words.append((text, urgent))

    voice().said.connect(hear)
    yield words
    voice().said.disconnect(hear)


def texts(heard) -> list[str]:
    return [text for text, _ in heard]


def test_an_announcement_reaches_the_system_when_a_screen_reader_listens(qtbot, heard):
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.show()
    QAccessible.setActive(True)
    try:
        announce(ground, "")
        announce(ground, "Recording", urgent=True)
    finally:
        QAccessible.setActive(False)
    assert heard == [("Recording", True)]


def test_a_recording_says_what_it_does(start, heard):
    at = start(every_page.services())
    record(at)
    at.wait(lambda: "Recording" in texts(heard))
    at.click("recording.mark")
    at.wait(lambda: "Moment marked." in texts(heard))
    at.click("recording.pause")
    at.wait(lambda: "Paused" in texts(heard))
    at.click("recording.pause")
    at.wait(lambda: texts(heard).count("Recording") == 2)
    at.click("recording.stop")
    at.wait(lambda: "The recording has stopped. It is stored." in texts(heard))
    at.wait_page("workspace")
    assert "The work on a session is done: it is ready to be looked at." in texts(heard)
    assert not any("B-7" in text for text in texts(heard)), "nothing of whom"


def test_a_state_is_said_once(start, heard):
    at = start(every_page.services())
    record(at)
    at.wait(lambda: at.find("recording.time").text() >= "0:01")
    assert texts(heard).count("Recording") == 1


def test_a_lock_and_an_error_break_in(start, heard):
    at = start(every_page.services())
    at.window.ops.fail(at.window, MicrophoneRefused())
    at.click("error.close")
    assert any("could not be opened" in text and urgent for text, urgent in heard)
    at.click("nav.lock")
    at.wait_page("unlock")
    assert ("Locking…", True) in heard


def test_a_banner_is_said_when_it_is_seen_and_once(start, heard):
    at = start(every_page.services())
    show(at, "today")
    page = at.window.today_page
    page.tell_keeping(ErrorText("No backup could be made.", "", "", ""))
    page.tell_keeping(ErrorText("No backup could be made.", "", "", ""))
    assert texts(heard).count("No backup could be made.") == 1
    show(at, "help")
    page.tell_keeping(ErrorText("The folder is not there.", "", "", ""))
    assert "The folder is not there." not in texts(heard), "nobody is on that page"


def test_the_steps_of_the_first_run_are_said(start, heard):
    at = start(FakeServices(vault_there=False))
    assert at.page() == "firstRun"
    assert "Step 1 of 6. Choose a passphrase" in texts(heard)
