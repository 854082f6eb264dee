"""Everything by keyboard: Tab reaches each control of each page, the focus can be seen, each button can be pressed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.exceptions import TimeoutError as WaitedTooLong
from shiboken6 import isValid

from app.domain.errors import NotAllowed
from app.ui import files
from app.ui.workspace.dialogs import Form
from tests.gui import every_page
from tests.gui.every_page import close_dialogs, controls, named, show

MOST = 400
"""So many times Tab at most."""
LEAVES = ("nav.lock", "recording.lock")
"""Buttons with a test of their own: they end what this one stands on."""


def in_the_ring(page: QWidget) -> list[QWidget]:
    """What Tab must reach: in a group of which one is chosen the arrows go to the others."""
    return [each for each in controls(page) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def walk(at, forward: bool = True) -> Iterator[QWidget]:
    """Press Tab until it has come round; what has the focus after each."""
    seen: set[int] = set()
    for _ in range(MOST):
        focus = at.window.focusWidget()
        target = focus or at.window
        QTest.keyClick(target, Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab)
        now = at.window.focusWidget()
        if now is focus:
            continue  # from link to link within a text
        if now is None or id(now) in seen:
            return
        seen.add(id(now))
        yield now


def on_screen(widget: QWidget) -> bool:
    """Whether something of it can be seen, where it lies in something that scrolls."""
    if widget.visibleRegion().isEmpty():
        return False
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            top = widget.mapTo(above.viewport(), widget.rect().topLeft())
            view = above.viewport().rect()
            seen = QRect(top, widget.size()).intersected(view).height()
            if seen < min(widget.height(), view.height()) // 2:
                return False
        above = above.parentWidget()
    return True


def group_of(widget: QWidget) -> list[str]:
    """The names from which the arrows go to it: those of its group, where one of a few is chosen."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return [each.objectName() for each in group.buttons()] if group is not None and group.exclusive() else []


def name_of(widget: QWidget) -> str:
    """By what it is known again: a sentence is painted until it has the keys, and a field from then on."""
    return widget.objectName().removesuffix(".place") or named(widget)


@pytest.mark.parametrize("name", every_page.EVERY)
def test_tab_reaches_every_control_and_brings_it_into_view(start, name):
    at = start(every_page.services())
    page = show(at, name)
    ring = in_the_ring(page) + (in_the_ring(at.window.navigation) if page.chrome else [])
    wanted = {name_of(each): group_of(each) for each in ring}
    reached, hidden = set(), []
    for each in walk(at):
        reached.add(name_of(each))
        if page.isAncestorOf(each) and not on_screen(each):
            hidden.append(named(each))
    missed = [each for each, others in wanted.items() if each not in reached and not reached.intersection(others)]
    assert missed == []
    assert hidden == [], "Tab went to something that is not on the screen"


@pytest.mark.parametrize("name", ["newSession", "workspace", "settings"])
def test_shift_tab_goes_the_same_way_back(start, name):
    at = start(every_page.services())
    show(at, name)
    there = [name_of(each) for each in walk(at)]
    back = [name_of(each) for each in walk(at, forward=False)]
    assert set(there) == set(back)


def picture(widget: QWidget) -> QImage:
    """How it looks, with what is just around it."""
    ground = widget.window()
    around = QRect(widget.mapTo(ground, widget.rect().topLeft()), widget.size()).adjusted(-6, -6, 6, 6)
    return ground.grab(around.intersected(ground.rect())).toImage()


def differ(one: QImage, other: QImage) -> int:
    """How many pixels are not the same."""
    if one.size() != other.size():
        return one.width() * one.height()
    pixels = [
        np.frombuffer(each.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32) for each in (one, other)
    ]
    return int(np.count_nonzero(pixels[0] != pixels[1]))


@pytest.mark.parametrize("theme_name", ["light", "dark"])
@pytest.mark.parametrize("name", every_page.EVERY)
def test_where_the_focus_is_can_be_seen(start, name, theme_name):
    at = start(every_page.services(), theme_name=theme_name)
    page = show(at, name)
    QTest.keyClick(at.window, Qt.Key.Key_Shift)  # somebody works by keyboard
    unseen = []
    for each in in_the_ring(page):
        if not isValid(each) or not each.isVisible():
            continue
        parked = at.window.navigation.buttons["today"] if page.chrome else None
        each.setFocus(Qt.FocusReason.TabFocusReason)
        at.bot.wait(1)
        if not each.isVisible() or at.window.focusWidget() is not each:
            continue
        with_focus = picture(each)
        (parked.setFocus() if parked is not None else each.clearFocus())
        without = picture(each)
        if differ(with_focus, without) < 12:
            unseen.append(named(each))
    assert unseen == []


def presses(page: QWidget) -> list[str]:
    """The names of the buttons that may be pressed."""
    return [
        each.objectName() for each in controls(page)
        if isinstance(each, QAbstractButton) and each.objectName() and each.objectName() not in LEAVES
    ]  # fmt: skip


@pytest.mark.parametrize("name", every_page.EVERY)
def test_every_button_can_be_pressed_by_its_key(start, name, monkeypatch):
    """Each button of a page that is shown anew for it takes the focus and is pressed by Space; nothing goes wrong.

    What goes wrong in a slot fails the test (pytest-qt). File dialogs are cancelled.
    """
    for ask in ("ask_save", "ask_open", "ask_folder"):
        monkeypatch.setattr(files, ask, lambda *_: None)
    at = start(every_page.services())
    names = presses(show(at, name))
    pressed, dead = [], []
    for each in names:
        page = show(at, name)
        found = [w for w in page.findChildren(QAbstractButton, each) if w.isVisible() and w.isEnabled()]
        if not found:
            continue  # what an earlier press has settled: a sentence that is kept needs no keeping
        button, clicked = found[0], []
        button.clicked.connect(lambda *_, c=clicked: c.append(1))
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        with contextlib.suppress(WaitedTooLong):
            at.bot.waitUntil(at.idle, timeout=1500)  # a voice that is listened to goes on for longer
        (pressed if clicked else dead).append(each)
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()
        close_dialogs(at)
        at.services.vault.is_open = True
    assert dead == []
    assert len(pressed) >= len(names) // 2


def at_the_front(at) -> QWidget | None:
    """What has the keys once the window is in front again: where no desktop sees to that, nobody else does."""
    at.window.activateWindow()
    at.wait(at.window.isActiveWindow)
    return QApplication.focusWidget()


DIALOGS = {
    "workspace.sign": ("workspace", "sign.name"),
    "workspace.draftAgain": ("workspace", "draftAgain.ok"),
    "workspace.export": ("workspace", "export.ok"),
    "transcript.rename": ("workspace", "speakers.ok"),
    "workspace.addendum": (every_page.SIGNED, "addendum.text"),
}
"""Buttons of the workspace that open a dialog: on which page they are, and what is seen in the dialog."""


@pytest.mark.parametrize("opener", DIALOGS)
def test_a_dialog_keeps_the_keys_and_gives_them_back(start, opener):
    at = start(every_page.services())
    name, seen = DIALOGS[opener]
    show(at, name)
    button = at.find(opener)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    at.wait(lambda: at.seen(seen))
    dialog = at.find(seen).window()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget().window() is dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    at.wait(lambda: not at.seen(seen))
    assert at_the_front(at) is button


@pytest.mark.parametrize("chosen", ["goals", "changes", "versions", "destroy", "session", "client"])
def test_a_dialog_from_the_menu_gives_the_keys_back_to_the_menus_button(start, chosen):
    at = start(every_page.services())
    show(at, "workspace")
    more = at.find("workspace.more")
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    at.wait(lambda: at.seen("deleting.menu"))
    menu = at.find("deleting.menu")
    menu.setActiveAction(next(each for each in menu.actions() if each.objectName() == f"deleting.{chosen}"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    at.wait(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    at.wait(lambda: QApplication.activeModalWidget() is None)
    assert at_the_front(at) is more


def test_a_dialog_that_was_opened_by_its_key_gives_the_keys_back_to_where_one_was(start):
    at = start(every_page.services())
    show(at, "workspace")
    at.find("transcript.list").setFocus()
    QTest.keyClick(at.window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    at.wait(lambda: at.seen("sign.name"))
    QTest.keyClick(at.find("sign.name").window(), Qt.Key.Key_Escape)
    at.wait(lambda: not at.seen("sign.name"))
    assert at_the_front(at) is at.find("transcript.list")


def test_what_was_refused_leaves_the_keys_where_they_were_in_the_dialog(start):
    at = start(every_page.services())
    show(at, "workspace")
    dialog = Form(at.window, "trial", "Title", "", "&Go")
    field = dialog.field("Words", "trial.words")
    dialog.open()
    dialog.ok.setFocus()
    dialog.wait()
    assert dialog.focusWidget() is field
    dialog.fail(NotAllowed("That is not possible."))
    assert dialog.focusWidget() is dialog.ok
    dialog.put_away()


def test_a_list_has_no_frame_for_whoever_works_by_mouse(start):
    at = start(every_page.services())
    show(at, "today")
    at.bot.mouseClick(
        at.find("today.list").viewport(), Qt.MouseButton.LeftButton, pos=at.find("today.list").rect().center()
    )
    show(at, "today")
    assert not at.seen("focusFrame")
    show(at, "today")
    QTest.keyClick(at.window.focusWidget(), Qt.Key.Key_Tab)
    at.find("today.list").setFocus()
    assert at.seen("focusFrame")
