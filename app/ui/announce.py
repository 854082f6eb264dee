"""What a screen reader says by itself: what has happened and where nobody's focus is.

The words go to the system's accessibility interface alone; where none listens, nothing is sent. They
are read aloud, in a room where a client may be: say what happened, never about whom.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


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
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
