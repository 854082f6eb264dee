"""What a screen reader is told where Qt tells it wrongly: choices, boxes, stacks, tooltips, the keys in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QComboBox, QListWidget, QPushButton, QSplitterHandle, QStackedWidget, QVBoxLayout, QWidget

from app.ui import spoken_roles
from app.ui.instruments import Meter
from app.ui.widgets import Elided, button
from app.ui.workspace.sentence_text import SentenceText
from tests.gui import every_page
from tests.gui.every_page import controls, named, show

Role, Text = QAccessible.Role, QAccessible.Text


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None and found.isValid()
    return found


def description(widget: QWidget) -> str:
    return interface(widget).text(Text.Description)


@pytest.mark.parametrize("name", every_page.EVERY)
def test_boxes_are_told_with_what_is_chosen_and_nothing_twice(start, name):
    at = start(every_page.services())
    page = show(at, name)
    written = [named(each) for each in page.findChildren(QWidget) if each.isVisible() and description(each)[:1] == "<"]
    assert written == [], "told as it is written for a tooltip"
    twice = {
        named(each): description(each) for each in controls(page)
        if (said := interface(each).text(Text.Name)) and description(each).startswith(f"{said} (")
    }  # fmt: skip
    assert twice == {}, "the name is said once, the keys after it"
    for box in page.findChildren(QComboBox):
        if box.isVisible():  # on Linux Qt tells as a box's name what is chosen in it
            labels = [other.text(Text.Name) for other, _ in interface(box).relations(QAccessible.RelationFlag.Label)]
            assert labels and labels[0].strip(), named(box)


@pytest.mark.parametrize("name", ["newSession", "settings", "templates"])
def test_one_of_several_is_no_box_to_tick(start, name):
    at = start(every_page.services())
    page = show(at, name)
    choices = [
        each for each in page.findChildren(QPushButton)
        if each.isVisible() and each.isCheckable() and each.group() is not None and each.group().exclusive()
    ]  # fmt: skip
    if name == "newSession":
        assert len(choices) >= 4
    assert [named(each) for each in choices if interface(each).role() != Role.RadioButton] == []
    assert interface(at.window.navigation.buttons["today"]).role() == Role.RadioButton


def test_a_stack_is_passed_over_and_a_divider_has_a_role(start):
    at = start(every_page.services())
    page = show(at, "workspace")
    assert interface(at.window.stack).role() == Role.Client
    assert interface(at.window.stack).childCount() > 0, "what is in it is still found"
    handles = [each for each in page.findChildren(QSplitterHandle) if each.isVisible()]
    assert handles and {interface(each).role() for each in handles} == {Role.Separator}


def test_what_was_made_goes_with_what_it_speaks_for(qtbot):
    spoken_roles.install()
    before = len(spoken_roles._kept)
    stack = QStackedWidget()
    assert interface(stack).role() == Role.Client and len(spoken_roles._kept) == before + 1
    stack.deleteLater()
    qtbot.waitUntil(lambda: len(spoken_roles._kept) == before)


def test_a_tooltip_of_name_and_keys_leaves_the_keys(qtbot):
    made = button("&Stop", name="stop")
    qtbot.addWidget(made)
    assert (made.toolTip(), made.accessibleDescription()) == ("Stop (Alt+S)", "Alt+S")
    told = button("&Stop", name="stop", tip="Stores the last words")
    qtbot.addWidget(told)
    assert told.accessibleDescription() == "" and description(told) == "Stores the last words (Alt+S)"


def test_a_shortened_line_is_told_whole_and_plain(qtbot):
    line = Elided("body", "line")
    qtbot.addWidget(line)
    line.say("Saved <12:36>")
    assert interface(line).text(Text.Name) == description(line) == "Saved <12:36>"


def test_a_level_is_told_seldom_and_in_tens(qtbot):
    meter = Meter("meter")
    qtbot.addWidget(meter)
    told: list[str] = []
    for level in (0.0, 0.05, 0.3, 0.6, 0.9, 0.2):
        meter.set_level(level)
        told.append(meter.accessibleDescription())
    assert set(told) == {"0 percent"}, "what comes within two seconds waits"
    qtbot.waitUntil(lambda: meter.accessibleDescription() != "0 percent", timeout=10_000)
    assert meter.accessibleDescription() == f"{round(meter.level * 10) * 10} percent"


@pytest.fixture
def focused(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[QWidget]]:
    """What is told to have the keys."""
    told: list[QWidget] = []
    monkeypatch.setattr(spoken_roles.QAccessible, "updateAccessibility", lambda event: told.append(event.object()))
    yield told


def test_the_keys_in_a_sentence_are_told_last_of_its_field(start, focused):
    at = start(every_page.services())
    show(at, "workspace")
    words = next(each for each in at.window.findChildren(SentenceText) if each.isVisible())
    QWidget.setFocus(words)
    at.wait(lambda: words.field is not None and words.field in focused)
    assert words.field.hasFocus()


def test_where_the_keys_are_is_told_once_somebody_listens(qtbot, qapp, focused):
    ground = QWidget()
    qtbot.addWidget(ground)
    field = QPushButton("Here")
    QVBoxLayout(ground).addWidget(field)
    with qtbot.waitActive(ground):
        ground.show()
    field.setFocus()
    waiting = spoken_roles.FocusTold(qapp, ground)
    assert waiting._clock.isActive() and focused == []
    QAccessible.setActive(True)
    try:
        qtbot.waitUntil(lambda: focused == [field], timeout=10_000)
    finally:
        QAccessible.setActive(False)
    assert not waiting._clock.isActive()


def test_the_row_is_told_when_the_keys_come_to_a_list(qtbot, qapp, monkeypatch):
    ground = QWidget()
    qtbot.addWidget(ground)
    above, rows = QPushButton("Above"), QListWidget()
    rows.addItems(["One", "Two", "Three"])
    rows.setCurrentRow(1)
    across = QVBoxLayout(ground)
    across.addWidget(above)
    across.addWidget(rows)
    with qtbot.waitActive(ground):
        ground.show()
    above.setFocus()
    _watching = spoken_roles.FocusTold(qapp, ground)
    told: list[tuple[QWidget, int]] = []
    monkeypatch.setattr(
        spoken_roles.QAccessible, "updateAccessibility", lambda event: told.append((event.object(), event.child()))
    )
    QAccessible.setActive(True)
    try:
        rows.setFocus()
        qtbot.waitUntil(lambda: (rows, 1) in told)
    finally:
        QAccessible.setActive(False)
    assert interface(rows).child(1).text(Text.Name) == "Two"
