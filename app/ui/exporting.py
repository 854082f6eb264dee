"""Taking a note out of the program: the choice of a format, and where the file goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget
from shiboken6 import isValid

from app.services.export.service import Format
from app.ui import files
from app.ui.exporting_fields import FieldsWindow
from app.ui.operations import Lane
from app.ui.widgets import label
from app.ui.workspace.dialogs import Form

if TYPE_CHECKING:
    from app.domain.note import Note
    from app.services.export.profiles import Profile
    from app.ui.pages.workspace import WorkspacePage

FIELDS = "fields"


class ExportDialog(Form):
    """In what the note is written. `draft` is what is said of a note that is not signed, "" for a signed one."""

    def __init__(self, parent: QWidget, draft: str, members: list[tuple[str, str]]) -> None:
        super().__init__(parent, "export", parent.tr("Export the note"), "", parent.tr("&Export…"))
        self._group = QButtonGroup(self)
        self._choices: dict[str, QRadioButton] = {}
        for value, words in (
            (Format.PDF.value, self.tr("PDF, to print or to file")),
            (Format.WORD.value, self.tr("Word (DOCX), to go on working with the text")),
            (Format.TEXT.value, self.tr("Plain text")),
            (Format.MARKDOWN.value, self.tr("Markdown")),
            (Format.FHIR.value, self.tr("FHIR R4 (JSON), for a practice program")),
            (FIELDS, self.tr("Field by field, to paste into another program")),
        ):
            made = QRadioButton(words)
            made.setObjectName(f"export.{value}")
            self._group.addButton(made)
            self._choices[value] = made
            self.rows.addWidget(made)
        self._choices[Format.PDF.value].setChecked(True)
        self.member = QComboBox()
        self.member.setObjectName("export.member")
        self.member.setAccessibleName(self.tr("For whose record"))
        self.member.addItem(self.tr("The whole note, with every client’s part"), "")
        for value, name in members:
            self.member.addItem(
                self.tr("{name}: what is shared, and this client’s part").replace("{name}", name), value
            )
        if members:
            self.rows.addWidget(label(self.tr("For whose record"), "strong"))
            self.rows.addWidget(self.member)
        self.rows.addWidget(
            label(
                self.tr("What is exported is outside the vault and not encrypted."), "caption", tone="muted", wrap=True
            )
        )
        if draft:
            self.banner.say(draft, "warning")
        self._choices[Format.PDF.value].setFocus()

    @property
    def chosen(self) -> str:
        """A format's value, or `FIELDS`."""
        return next(value for value, made in self._choices.items() if made.isChecked())


class Exporting(QObject):
    """The acts behind the export buttons of the workspace."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._services = page.services
        self._fields: FieldsWindow | None = None

    def as_pdf(self) -> None:
        """The usual way: the whole note as a PDF."""
        self._page.flush(lambda: self._save(Format.PDF, ""))

    def choose(self) -> None:
        """Store what is not stored, then ask for the format."""
        page, session_id = self._page, self._page.session_id

        def ready() -> None:
            if not page.note.unsaved:  # else the banner says why
                page.ask(
                    lambda: (self._services.notes.latest(session_id), self._services.exports.members(session_id)), ask
                )

        def ask(found: tuple[Note | None, list[tuple[str, str]]]) -> None:
            note, members = found
            if note is None:
                return
            dialog = ExportDialog(page, self._draft_words(note), members)

            def submit() -> None:
                chosen, member = dialog.chosen, str(dialog.member.currentData() or "")
                dialog.accept()
                if chosen == FIELDS:
                    self._open_fields(session_id, member)
                else:
                    self._save(Format(chosen), member)

            dialog.submitted.connect(submit)
            dialog.open()

        page.flush(ready)

    def put_away(self) -> None:
        """The page is left, or Sotto locks: the small window goes, and what it copied."""
        if self._fields is not None and isValid(self._fields):
            self._fields.reject()
        self._fields = None

    def _draft_words(self, note: Note) -> str:
        if note.signed:
            return ""
        if not note.to_review:
            return self.tr("This note is not signed. What is exported says so.")
        return self.tr(
            "This note is not signed, and some of its sentences are not decided on. What is exported says so, and they "
            "keep their marks."
        )

    def _save(self, kind: Format, member: str) -> None:
        """Ask where to, then write. The suggested name holds nothing about the client."""
        page = self._page
        kinds = {
            Format.PDF: self.tr("PDF (*.pdf)"),
            Format.WORD: self.tr("Word (*.docx)"),
            Format.TEXT: self.tr("Text (*.txt)"),
            Format.MARKDOWN: self.tr("Markdown (*.md)"),
            Format.FHIR: self.tr("FHIR document (*.json)"),
        }
        suggested = self.tr("note") + kind.suffix
        path = files.ask_save(page, self.tr("Export the note"), suggested, kinds[kind], kind.suffix)
        if path is None:
            return
        target, session_id = path, page.session_id

        def done(_: None) -> None:
            page.note.banner.say(self.tr("Exported. The file is outside the vault and not encrypted."), "success")

        page.ask(lambda: self._services.exports.export(session_id, kind, target, member), done, lane=Lane.LONG)

    def _open_fields(self, session_id: str, member: str) -> None:
        page, services = self._page, self._services

        def show(found: tuple[list[Profile], str]) -> None:
            self.put_away()
            profiles, chosen = found
            self._fields = FieldsWindow(page, session_id, member, profiles, chosen)
            self._fields.show()

        page.ask(lambda: (services.exports.profiles(), str(services.preferences.get("practice_program"))), show)
