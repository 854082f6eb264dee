"""The head of a format while it is being written: title, description, and what it is for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.domain.note import NoteTemplate
from app.ui.pages.templates_words import use_words
from app.ui.widgets import Card, Segmented, label


class HeadForm(Card):
    """`changed` tells of every change by hand."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(gap=2)
        self.title = self._field(self.tr("Title of the format"), "templates.title")
        self.description = self._field(self.tr("In one line, what it is good for (optional)"), "templates.description")
        self.rows.addWidget(label(self.tr("What it is for"), "strong"))
        self.use = Segmented("templates.use", [(use, use_words(use)) for use in ("session", "document", "client")])
        self.use.chosen.connect(lambda _: self.changed.emit())
        self.rows.addWidget(self.use)

    def _field(self, text: str, name: str) -> QLineEdit:
        self.rows.addWidget(label(text, "strong"))
        made = QLineEdit()
        made.setObjectName(name)
        made.setAccessibleName(text)
        made.textEdited.connect(lambda _: self.changed.emit())
        self.rows.addWidget(made)
        return made

    def show_template(self, template: NoteTemplate) -> None:
        """Show the head of a format."""
        self.title.setText(template.title)
        self.description.setText(template.description)
        self.description.setCursorPosition(0)
        self.use.choose(template.use)

    def template(self, before: NoteTemplate) -> NoteTemplate:
        """`before` with the head as it stands."""
        return replace(
            before,
            title=" ".join(self.title.text().split()),
            description=" ".join(self.description.text().split()),
            use=self.use.value or "session",
        )
