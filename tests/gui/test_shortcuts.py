"""Every key stands on the page of all keys, none is used twice at once, and each button says which is its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui import shortcuts
from tests.gui.conftest import Driver
from tests.gui.every_page import EVERY, PAGES, SIGNED, close_dialogs, services, show

BY_HAND = {"Tab", "Shift+Tab", "Return", "Esc", "Menu", "Up", "Down"}
"""Keys that controls take themselves, or that are there only while there is something for them to act on."""
WIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@pytest.fixture
def at(start: Callable[..., Driver]) -> Driver:
    """The window with an open vault."""
    driver = start(services())
    driver.wait_page("today")
    return driver


def active(window: QWidget) -> Iterator[tuple[str, str, QWidget]]:
    """(keys, what has them, the widget within which they work) of everything that a key would reach now."""
    for each in window.findChildren(QShortcut):
        owner = each.parent()
        if isinstance(owner, QWidget) and each.isEnabled() and owner.isVisible():
            where = owner if each.context() == WIDE else window
            for keys in QShortcut.keys(each):
                yield keys.toString(), f"shortcut of {owner.objectName()}", where
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and not button.shortcut().isEmpty():
            yield button.shortcut().toString(), button.objectName(), window


def reach_each_other(first: QWidget, second: QWidget) -> bool:
    return first is second or first.isAncestorOf(second) or second.isAncestorOf(first)


def listed(page: str) -> set[str]:
    """The keys that the page of all keys has for a page, and for everywhere."""
    return {
        QKeySequence(keys).toString()
        for place in shortcuts.places()
        if place.name in (shortcuts.EVERYWHERE, page)
        for key in place.keys
        for keys in key.keys
    }


def test_no_key_does_two_things_at_once(at: Driver) -> None:
    clashes = []
    for name in EVERY:
        show(at, name)
        close_dialogs(at)
        found: defaultdict[str, list[tuple[str, QWidget]]] = defaultdict(list)
        for keys, who, where in active(at.window):
            clashes += [f"{name}: {keys}: {who} and {other}" for other, place in found[keys]
                        if reach_each_other(place, where)]  # fmt: skip
            found[keys].append((who, where))
    assert clashes == []


def test_every_key_of_every_page_is_on_the_page_of_all_keys(at: Driver) -> None:
    missing = set()
    for name in (*PAGES, SIGNED):
        page = show(at, name)
        close_dialogs(at)
        there = {keys for keys, _, _ in active(at.window)} | {
            QKeySequence(command.keys).toString() for command in page.commands() if command.keys
        }
        missing |= {
            (page.objectName(), keys)
            for keys in there - listed(page.objectName()) - BY_HAND
            if not re.fullmatch(r"Alt\+\w", keys)
        }
    assert missing == set()


def test_every_key_that_is_listed_for_a_page_is_there(at: Driver) -> None:
    gone = []
    for place in shortcuts.places():
        if place.name not in PAGES:
            continue
        page = show(at, place.name)
        there = {keys for keys, _, _ in active(at.window)}
        there |= {QKeySequence(command.keys).toString() for command in page.commands() if command.keys}
        keys_of = {QKeySequence(keys).toString() for key in place.keys for keys in key.keys}
        gone += [f"{place.name}: {keys}" for keys in keys_of - there - BY_HAND]
    assert gone == []


def test_the_keys_for_everywhere_are_there_wherever_the_navigation_is(at: Driver) -> None:
    wanted = {QKeySequence(keys).toString() for place in shortcuts.places() if place.name == shortcuts.EVERYWHERE
              for key in place.keys for keys in key.keys} - BY_HAND  # fmt: skip
    for name in PAGES:
        page = show(at, name)
        close_dialogs(at)
        if page.chrome:
            there = {keys for keys, _, _ in active(at.window)}
            assert wanted - there - ({"Ctrl+N"} if name == "clients" else set()) == set(), name


def test_a_button_with_a_key_says_so_in_its_tooltip(at: Driver) -> None:
    silent = set()
    for name in EVERY:
        show(at, name)
        close_dialogs(at)
        for button in at.window.findChildren(QAbstractButton):
            keys = button.shortcut()
            if button.isVisible() and not keys.isEmpty() and shortcuts.native(keys.toString()) not in button.toolTip():
                silent.add(button.objectName())
    assert sorted(silent) == []
