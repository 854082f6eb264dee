"""Caps lock is seen from what is typed, and said where the passphrase is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.ui.announce import voice
from app.ui.caps_lock import CapsLock
from tests.gui.fake_services import PASSPHRASE, FakeServices

NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def key(field: QLineEdit, text: str, modifiers: Qt.KeyboardModifier = NONE, code: int = 0) -> None:
    """A key as the system hands it over: what it writes, and what was held."""
    code = code or (ord(text.upper()) if len(text) == 1 and text.isascii() else int(Qt.Key.Key_unknown))
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, code, modifiers, text))


@pytest.mark.parametrize(
    ("text", "modifiers", "on"),
    [
        ("a", NONE, False),
        ("A", SHIFT, False),
        ("A", NONE, True),
        ("a", SHIFT, True),
        ("É", NONE, True),
        ("5", NONE, False),
        ("ß", NONE, False),
        ("A", CONTROL, False),
        ("字", NONE, False),
    ],
)
def test_a_letter_tells(qtbot, text, modifiers, on):
    field = QLineEdit()
    qtbot.addWidget(field)
    watch = CapsLock(field)
    key(field, text, modifiers)
    assert watch.on is on


def test_the_key_itself_turns_what_is_known_and_nothing_else(qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    watch, told = CapsLock(field), []
    watch.changed.connect(told.append)
    key(field, "", code=int(Qt.Key.Key_CapsLock))
    assert not watch.on, "nothing was typed yet: it may have been turned off"
    key(field, "A")
    key(field, "5")
    key(field, "", code=int(Qt.Key.Key_CapsLock))
    assert told == [True, False]
    key(field, "", code=int(Qt.Key.Key_CapsLock))
    watch.forget()
    assert told == [True, False, True, False]
    assert field.text() == "A5", "what is typed still arrives"


def test_the_lock_screen_says_it_once_and_forgets_it(start):
    services = FakeServices()
    services.vault.passphrase = PASSPHRASE
    at = start(services)
    at.wait_page("unlock")
    said: list[str] = []
    voice().said.connect(lambda text, _: said.append(text))
    field = at.find("unlock.passphrase")
    assert not at.seen("unlock.caps")
    for letter in "AB":
        key(field, letter)
    assert at.find("unlock.caps").text() == "Caps lock is on."
    assert said.count("Caps lock is on.") == 1
    key(field, "c")
    assert not at.seen("unlock.caps")
    key(field, "D")
    at.window.unlock_page.leave()
    assert not at.seen("unlock.caps")
