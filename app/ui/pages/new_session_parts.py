"""What the page of a new session is made of: people, consent, the three ways on, and the field for words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from app.domain.overview import LastTime
from app.domain.session import Client, Session, SessionType
from app.ui import icons, theme
from app.ui.widgets import Card, Prose, caption, label, row, spin_box

if TYPE_CHECKING:
    from app.domain.note import NoteTemplate
    from app.notes.templates import Overlay


@dataclass(frozen=True, slots=True)
class Who:
    """What the form says of a session that is to be made."""

    known: Client | None
    code: str
    name: str
    kind: SessionType
    people: int
    """0: not known."""
    template: str
    terms: str = ""
    """Names and medications that come up with a client who is not there yet."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the page is filled with."""

    clients: list[Client]
    templates: list[NoteTemplate]
    template: str
    microphone: str
    session: Session | None
    unsent: str
    typed: str = ""
    """Who the session was to be with, typed before a lock; see `new_session_kept`."""
    overlays: Sequence[Overlay] = ()
    last: Mapping[str, LastTime] = field(default_factory=dict)


class PeopleField(QWidget):
    """How many people are in the room, the clinician included; or that this is not known."""

    chosen = Signal()
    """The clinician changed it."""

    def __init__(self) -> None:
        super().__init__()
        across = row(self, gap=2)
        self.number = spin_box("newSession.people", self.tr("People in the room, you included"))
        self.number.setToolTip(self.tr("You included"))
        self.number.setRange(1, 12)
        self.number.setMaximumWidth(theme.px(140))
        across.addWidget(self.number, 1)
        self.unknown = QCheckBox(self.tr("Not known"))
        self.unknown.setObjectName("newSession.peopleUnknown")
        self.unknown.setAccessibleName(self.tr("I do not know how many people will be in the room"))
        self.unknown.setToolTip(self.tr("Sotto then finds out from the voices; a known number makes fewer mistakes"))
        self.unknown.toggled.connect(lambda on: self.number.setEnabled(not on))
        self._showing = False
        self.unknown.clicked.connect(lambda _: self.chosen.emit())
        self.number.valueChanged.connect(lambda _: None if self._showing else self.chosen.emit())
        across.addWidget(self.unknown)
        across.addStretch(1)

    def value(self) -> int:
        """The number, 0 where it is not known."""
        return 0 if self.unknown.isChecked() else self.number.value()

    def setValue(self, people: int) -> None:
        """Show a number, 0 for one that is not known."""
        self._showing = True
        self.unknown.setChecked(people == 0)
        if people:
            self.number.setValue(people)
        self._showing = False


class ConsentBox(QCheckBox):
    """Space ticks it, and only that. Enter goes on, and ticks nothing."""

    go_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins the session once everything is there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on.emit()
        else:
            super().keyPressEvent(event)


class ConsentCard(Card):
    """The wording that the client agrees to, and the box that says so."""

    def __init__(self, wording: str) -> None:
        super().__init__("", gap=3)
        self.rows.addWidget(label(self.tr("Consent to recording"), "heading", wrap=True))
        self.rows.addWidget(Prose(wording, name="newSession.wording"))
        self.rows.addStretch(1)
        self.box = ConsentBox()
        caption(self.box, self.tr("The client has a&greed"))
        self.box.setObjectName("newSession.consent")
        self.box.setAccessibleName(self.tr("The client has agreed to the recording"))
        self.box.setAccessibleDescription(wording)
        self.rows.addWidget(self.box)
        self.rows.addWidget(
            label(self.tr("Stored with the time and this wording. Needed to record or import."), "caption",
                  tone="muted", wrap=True)
        )  # fmt: skip


def way(icon: str, title: str, text: str | QWidget, action: QWidget) -> Card:
    """One way to a session: a sign, what it is, and its button."""
    card = Card(gap=1.5, padding=5)
    top = row(gap=2)
    sign = label("")
    icons.put(sign, icon, "accent", 24)
    top.addWidget(sign)
    top.addWidget(label(title, "heading"), 1)
    card.rows.addLayout(top)
    card.rows.addWidget(text if isinstance(text, QWidget) else label(text, tone="muted", wrap=True))
    card.rows.addStretch(1)
    card.rows.addSpacing(theme.space(1))
    card.rows.addWidget(action)
    return card


def make_usual(button: QPushButton, usual: bool) -> None:
    """Show a button as the one that Enter presses, or as one of the others."""
    kind = "primary" if usual else ""
    if button.property("kind") == kind:
        return  # it is asked at each letter that is typed
    button.setProperty("kind", kind)
    button.style().unpolish(button)
    button.style().polish(button)
