"""What the workspace is made of: the content it shows, and the frame of its two sides."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QSpacerItem, QWidget

from app.domain.note import Note, NoteTemplate
from app.domain.review import Figures
from app.domain.session import Session
from app.domain.transcript import Stretch, Transcript
from app.ui import theme
from app.ui.widgets import column, label, row

HEAD_HEIGHT = 52
"""Of the line over each side, in pixels at the usual text size."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that the workspace shows of a session."""

    session: Session
    client: str
    transcript: Transcript | None
    note: Note | None
    template: NoteTemplate
    stretches: tuple[Stretch, ...] = ()
    history: tuple[bool, bool] = (False, False)  # whether a correction can be undone, and done again
    at_work: bool = False  # the session is being transcribed or drafted at this moment
    figures: Figures | None = None  # of a signed note
    named: bool = True  # the clinician's name is known: it stands under what is signed


def side(title: str, name: str) -> tuple[QWidget, QLabel, QWidget]:
    """One side with a head; returns the side, the title in its head, and the head."""
    made = QWidget()
    rows = column(made, gap=0)
    head = QFrame()
    head.setProperty("topbar", True)
    head.setFixedHeight(theme.px(HEAD_HEIGHT))
    across = row(head, gap=2, margins=(6, 0, 4, 0))
    text = label(title, "strong", name=name)
    across.addWidget(text)
    rows.addWidget(head)
    return made, text, head


def stretch() -> QSpacerItem:
    """Room that pushes what follows to the right."""
    return QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
