"""What the page of a new session is made of: the three ways on, and the field for words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from app.domain.session import Client, SessionType
from app.ui import icons, theme
from app.ui.widgets import Card, button, label, row


@dataclass(frozen=True, slots=True)
class Who:
    """What the form says of a session that is to be made."""

    known: Client | None
    code: str
    name: str
    kind: SessionType
    people: int
    template: str


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


class WritingCard(Card):
    """Where the clinician writes what happened instead of recording it."""

    def __init__(self, title: str) -> None:
        super().__init__(title, gap=3)
        self.rows.addWidget(
            label(self.tr("Sotto drafts from these words alone: they are what each sentence of the note stands on."),
                  tone="muted", wrap=True)
        )  # fmt: skip
        self.words = QPlainTextEdit()
        self.words.setObjectName("newSession.summary")
        self.words.setAccessibleName(title)
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(theme.px(180))
        self.rows.addWidget(self.words)
        buttons = row(gap=3)
        self.back = button(self.tr("&Back"), "quiet", name="newSession.writeBack", icon="back")
        self.draft = button(self.tr("&Draft the note"), "primary", name="newSession.draft")
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.draft)
        self.rows.addLayout(buttons)
        self.setTabOrder(self.words, self.back)

    @property
    def text(self) -> str:
        """What is written, without the blanks around it."""
        return self.words.toPlainText().strip()
