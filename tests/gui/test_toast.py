"""Messages at the foot of the window: what they undo, how long they stay, and that none outlives a lock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui import announce, theme, tokens
from app.ui.parts.toast import MOST, Toasts


@pytest.fixture
def ground(qtbot, qapp):
    theme.apply(qapp, "light")
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def toasts(ground):
    return Toasts(ground)


def words(toasts: Toasts) -> list[str]:
    return [toast.text for toast in toasts.shown()]


def test_a_message_is_undone_once(toasts, qtbot):
    done: list[str] = []
    made = toasts.say("The sentence is gone.", action="Undo", act=lambda: done.append("undone"))
    assert made.action.text() == "Undo"
    assert "F6" in made.action.toolTip()
    qtbot.mouseClick(made.action, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert words(toasts) == []
    made.action.click()
    assert done == ["undone"], "the second press does nothing"


def test_a_message_without_anything_to_do_has_no_button(toasts):
    assert not toasts.say("Copied.", action="Undo").action.isVisible()


def test_the_newest_stand_lowest_and_the_oldest_goes(toasts, ground):
    for number in range(MOST + 1):
        toasts.say(f"Message {number}")
    assert words(toasts) == [f"Message {number}" for number in range(1, MOST + 1)]
    feet = [toast.geometry().bottom() for toast in toasts.shown()]
    assert feet == sorted(feet)
    assert feet[-1] < ground.height()
    for above, below in zip(toasts.shown(), toasts.shown()[1:], strict=False):
        assert not above.geometry().intersects(below.geometry())


def test_they_follow_the_size_and_no_word_is_cut(toasts, ground, qtbot):
    made = toasts.say("A sentence that is long enough to need a second line where the window is narrow. " * 2)
    for width in (900, 360):
        ground.resize(width, 400)
        qtbot.waitUntil(lambda: made.geometry().right() < ground.width())
        assert ground.rect().contains(made.geometry())
        assert made._words.height() >= made._words.heightForWidth(made._words.width())


def test_one_that_is_about_to_be_pressed_stays(toasts, monkeypatch):
    made = toasts.say("Gone.", action="Undo", act=lambda: None)
    monkeypatch.setattr(made, "underMouse", lambda: False, raising=False)
    made.action.setFocus()
    made._time_is_up()
    assert words(toasts) == ["Gone."]
    made.action.clearFocus()
    monkeypatch.setattr(made, "underMouse", lambda: True, raising=False)
    made._time_is_up()
    assert words(toasts) == ["Gone."]
    monkeypatch.setattr(made, "underMouse", lambda: False, raising=False)
    made._time_is_up()
    assert words(toasts) == []


def test_whoever_can_undo_has_more_time(toasts):
    assert toasts.say("a", action="Undo", act=lambda: None)._clock.interval() == tokens.TOAST_ACT_MS
    assert toasts.say("b")._clock.interval() == tokens.TOAST_MS < tokens.TOAST_ACT_MS


def test_the_keyboard_gets_there_and_away(toasts, ground, qtbot):
    toasts.say("First.")
    newest = toasts.say("Second.", action="Undo", act=lambda: None)
    assert toasts.unseen
    toasts.focus()
    assert newest.action.hasFocus() and not toasts.unseen
    qtbot.keyClick(newest.action, Qt.Key.Key_Escape)
    assert words(toasts) == ["First."]


def test_a_screen_reader_hears_it_and_how_to_undo_it(toasts, qtbot):
    with qtbot.waitSignal(announce.voice().said) as heard:
        toasts.say("The sentence is gone.", action="Undo", act=lambda: None)
    assert heard.args[0].startswith("The sentence is gone.")
    assert "Undo" in heard.args[0] and "F6" in heard.args[0]


def test_what_acts_on_a_page_goes_with_it(toasts):
    toasts.say("Gone.", action="Undo", act=lambda: None)
    toasts.say("Copied.")
    toasts.page_left()
    assert words(toasts) == ["Copied."]


def test_no_message_outlives_a_lock_or_its_page(start):
    at = start()
    at.services.vault.is_open = True
    at.window.vault_opened()
    at.wait_page("today")
    at.window.toast("The sentence is gone.", "Undo", lambda: None)
    assert at.seen("toast.action")
    at.window.show_settings()
    at.wait_page("settings")
    assert not at.seen("toast.action")
    at.window.toast("Copied.")
    assert at.seen("toast")
    at.window.lock()
    at.wait_page("unlock")
    assert not at.seen("toast")
