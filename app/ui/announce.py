"""What a screen reader says by itself: what has happened and where nobody's focus is.

The words go to the system's accessibility interface alone; where none listens, nothing is sent. They
are read aloud, in a room where a client may be: say what happened, never about whom. Screen readers that know no
announcements (Orca before 45) are told of a notification instead, which they read all the same.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.listeners import Listeners
from app.ui.spoken_roles import Utterance, install

FORGET_MS = 15_000
"""How long the words of such a notification stand: the screen reader fetches them when it comes to them."""


class Voice(QObject):
    """Tells who asks what was announced: the tests, and nobody else so far."""

    said = Signal(str, bool)
    """The words, and whether they were urgent."""


@cache
def voice() -> Voice:
    """The one voice of this process. Main thread only."""
    return Voice()


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say `text`, a whole and short sentence without a client's name or words.

    It says it when it has finished the sentence it is at; `urgent` breaks in, for what cannot wait:
    sound that is being lost, a recording that has stopped. `widget` is where it happened and lends
    its window alone: its own name is not read. Main thread only; an empty text says nothing.
    """
    if not text:
        return
    voice().said.emit(text, urgent)
    if not QAccessible.isActive():
        return
    listeners().say(lambda understand: _speak(widget, text, urgent=urgent, understand=understand))


@cache
def listeners() -> Listeners:
    """Who hears what is announced. Main thread only."""
    return Listeners()


def _speak(widget: QWidget, text: str, *, urgent: bool, understand: bool) -> None:
    if not isValid(widget):
        return
    if not understand:
        _notify(widget.window(), text)
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


def _notify(window: QWidget, text: str) -> None:
    install()
    said = next(iter(window.findChildren(Utterance)), None) or Utterance(window)
    said.setAccessibleName(text)
    QAccessible.updateAccessibility(QAccessibleEvent(said, QAccessible.Event.ObjectShow))
    QTimer.singleShot(FORGET_MS, said, lambda: _forget(said, text))


def _forget(said: Utterance, text: str) -> None:
    if said.accessibleName() == text:
        said.setAccessibleName("")
