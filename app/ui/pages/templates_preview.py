"""What a format looks like: its fields, and in them what the demo session gives, without a note model."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from app.domain.note import Note, NoteTemplate, Section
from app.ui.widgets import Card, Prose, chip, clear, column, label, line, row

SHOWN_POINTS = 6
"""Points of a checklist that are shown; the others are counted."""


class TemplatePreview(Card):
    """Fields below each other as they stand in a note."""

    def __init__(self) -> None:
        super().__init__(gap=3)
        self.setObjectName("templates.preview")
        self.inner = column(gap=3)
        self.rows.addLayout(self.inner)
        self.rows.addStretch(1)

    def show_note(self, template: NoteTemplate, note: Note | None) -> None:
        """Show the fields; `note` is the draft of the demo session in this format, None while it is made."""
        clear(self.inner)
        for place, section in enumerate(template.sections):
            if place:
                self.inner.addWidget(line())
            self.inner.addWidget(self._section(section, note))

    def _section(self, section: Section, note: Note | None) -> QWidget:
        holder = QFrame()
        rows = column(holder, gap=1.5)
        head = row(gap=2)
        title = label(section.title or self.tr("(no title)"), "strong", wrap=True)
        head.addWidget(title, 1)
        for text, tone in self._chips(section):
            head.addWidget(chip(text, tone))
        rows.addLayout(head)
        rows.addWidget(label(section.guidance, "caption", tone="muted", wrap=True))
        for text in self._content(section, note):
            rows.addWidget(Prose(text, tone=""))
        return holder

    def _chips(self, section: Section) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if section.clinician_only:
            found.append((self.tr("Yours alone"), "accent"))
        if section.per_client:
            found.append((self.tr("For each client"), ""))
        if not section.required:
            found.append((self.tr("Optional"), ""))
        return found

    def _content(self, section: Section, note: Note | None) -> list[str]:
        if section.clinician_only:
            points = [f"☐  {point}" for point in section.checklist[:SHOWN_POINTS]]
            more = len(section.checklist) - len(points)
            if more > 0:
                points.append(self.tr("and {n} more points to tick").replace("{n}", str(more)))
            return points or [self.tr("You write it.")]
        if not section.topics:
            return [self.tr("Nothing is looked for: choose what Sotto is to find, or fill it in yourself.")]
        if note is None:
            return ["…"]
        mine = [s for s in note.sentences if s.section.partition("@")[0] == section.id]
        return [s.text for s in mine] or [self.tr("Nothing in the demo session for this field.")]
