"""F6 goes from part to part of the window, in a ring; a message that has just come is first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui import every_page
from tests.gui.every_page import show

SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(at, *, back: bool = False) -> QWidget | None:
    """F6, or Shift+F6; what has the keys then."""
    QTest.keyClick(
        at.window.focusWidget() or at.window, Qt.Key.Key_F6, SHIFT if back else Qt.KeyboardModifier.NoModifier
    )
    return at.window.focusWidget()


def place(at) -> int:
    """Which of the parts has the keys."""
    keys = at.window.part_keys
    parts = keys.parts()
    here = keys._here(parts, at.window.focusWidget())
    assert here is not None
    return [each.whole for each in parts].index(here.whole)


@pytest.fixture
def at(start):
    driver = start(every_page.services())
    show(driver, "workspace")
    return driver


def test_it_goes_through_the_workspace_and_round(at):
    page = at.window.workspace_page
    at.wait(lambda: at.seen("checklist"))
    at.find("transcript.list").setFocus()
    assert page.note.isAncestorOf(press(at))
    assert page.readiness.list.isAncestorOf(press(at))
    assert at.window.navigation.isAncestorOf(press(at))
    assert press(at) is at.find("demo.action")
    assert press(at) is page.bar.back
    assert press(at) is page.transcript
    for _ in range(3):
        press(at, back=True)
    assert at.window.navigation.isAncestorOf(at.window.focusWidget())
    assert page.readiness.list.isAncestorOf(press(at, back=True))


def test_the_panel_of_nudges_is_a_part_while_it_is_open(at):
    panel = at.window.workspace_page.nudges.panel
    assert panel not in [each.whole for each in at.window.part_keys.parts()]
    at.click("nudges.button")
    at.wait(panel.isVisible)
    assert panel in [each.whole for each in at.window.part_keys.parts()]


def test_a_part_has_the_keys_again_where_they_were(at):
    at.find("workspace.sign").setFocus()
    press(at)
    press(at, back=True)
    assert at.window.focusWidget() is at.find("workspace.sign")
    press(at)
    at.find("workspace.export").setFocus()  # by another way
    at.find("workspace.sign").setEnabled(False)
    press(at)
    press(at, back=True)
    assert at.window.focusWidget() is at.find("workspace.export")


def test_what_can_no_longer_take_the_keys_does_not_get_them(at):
    sign = at.find("workspace.sign")
    sign.setFocus()
    press(at)
    sign.setEnabled(False)
    assert press(at, back=True) is at.window.workspace_page.bar.back


def test_a_message_that_has_just_come_is_first_and_holds_nobody_up(at):
    page = at.window.workspace_page
    page.transcript.setFocus()
    at.window.toast("The sentence is gone.", "Undo", lambda: None)
    assert press(at) is at.find("toast.action")
    assert page.note.isAncestorOf(press(at)), "on from where one was"
    assert press(at, back=True) is page.transcript, "the message has had its turn"
    at.window.part_keys.go(1)
    assert page.note.isAncestorOf(at.window.focusWidget())


def test_from_a_message_one_comes_back(at):
    page = at.window.workspace_page
    page.transcript.setFocus()
    at.window.toast("The sentence is gone.", "Undo", lambda: None)
    press(at)
    assert press(at, back=True) is page.transcript
    at.window.toasts.clear()
    at.window.toast("Another is gone.", "Undo", lambda: None)
    action = press(at)
    assert action is at.find("toast.action")
    QTest.keyClick(action, Qt.Key.Key_Escape)
    assert at.window.focusWidget() is page.transcript


def test_a_message_that_had_its_turn_stays_within_the_ring(at):
    at.window.toast("Copied.")
    press(at)
    seen = {press(at).objectName() for _ in range(12)}
    assert "toast.close" in seen


def test_nothing_is_done_behind_a_dialog(at):
    sign = at.find("workspace.sign")
    sign.setFocus()
    QTest.keyClick(sign, Qt.Key.Key_Space)
    at.wait(lambda: at.seen("sign.name"))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert at.window.focusWidget() is sign and at.find("sign.name").window().isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("name", every_page.EVERY)
def test_every_part_of_every_page_is_reached_both_ways(start, name):
    at = start(every_page.services())
    page = show(at, name)
    count = len(at.window.part_keys.parts())
    assert count >= (2 if page.chrome else 1)
    for back in (False, True):
        press(at, back=back)
        seen = [place(at)]
        for _ in range(count):
            press(at, back=back)
            seen.append(place(at))
        assert sorted(seen[:-1]) == list(range(count))
        assert seen[-1] == seen[0]


def test_the_first_time_where_nothing_has_the_keys_the_page_has_them(at):
    focused = at.window.focusWidget()
    if focused is not None:
        focused.clearFocus()
    assert at.window.workspace_page.isAncestorOf(press(at))
