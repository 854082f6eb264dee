"""What the page of a new session is made of: people, consent, the three ways on, and the field for words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QWidget

from app.domain.session import Client, Session, SessionType
from app.ui import icons
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


class ClientBox(QComboBox):
    """A client's code or name: typed, or picked from those there are."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("newSession.client")
        self.setAccessibleName(self.tr("Client: code or name"))
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        field = self.lineEdit()
        assert field is not None
        field.setPlaceholderText(self.tr("Type a code, or pick a client"))
        field.setObjectName("newSession.clientField")
        field.setAccessibleName(self.accessibleName())


class PeopleField(QWidget):
    """How many people are in the room, the clinician included; or that this is not known."""

    def __init__(self) -> None:
        super().__init__()
        across = row(self, gap=2)
        self.number = spin_box("newSession.people", self.tr("People in the room, you included"))
        self.number.setToolTip(self.tr("You included"))
        self.number.setRange(1, 12)
        across.addWidget(self.number, 1)
        self.unknown = QCheckBox(self.tr("Not known"))
        self.unknown.setObjectName("newSession.peopleUnknown")
        self.unknown.setAccessibleName(self.tr("I do not know how many people will be in the room"))
        self.unknown.setToolTip(self.tr("Sotto then finds out from the voices; a known number makes fewer mistakes"))
        self.unknown.toggled.connect(lambda on: self.number.setEnabled(not on))
        across.addWidget(self.unknown)

    def value(self) -> int:
        """The number, 0 where it is not known."""
        return 0 if self.unknown.isChecked() else self.number.value()

    def setValue(self, people: int) -> None:
        """Show a number, 0 for one that is not known."""
        self.unknown.setChecked(people == 0)
        if people:
            self.number.setValue(people)


class ConsentCard(Card):
    """The wording that the client agrees to, and the box that says so."""

    def __init__(self, wording: str) -> None:
        super().__init__("", gap=3)
        self.rows.addWidget(label(self.tr("Consent to recording"), "heading", wrap=True))
        self.rows.addWidget(Prose(wording, name="newSession.wording"))
        self.rows.addStretch(1)
        self.box = QCheckBox()
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
    card = Card(gap=2, padding=5)
    top = row(gap=2)
    sign = label("")
    icons.put(sign, icon, "accent", 24)
    top.addWidget(sign)
    top.addWidget(label(title, "heading"), 1)
    card.rows.addLayout(top)
    card.rows.addWidget(text if isinstance(text, QWidget) else label(text, tone="muted", wrap=True))
    card.rows.addStretch(1)
    card.rows.addWidget(action)
    return card
