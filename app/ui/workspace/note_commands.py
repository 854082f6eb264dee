"""What can be done in the workspace as it stands, for the palette and the page of shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

from app.ui.context import Command

if TYPE_CHECKING:
    from app.ui.pages.workspace import WorkspacePage


def commands(page: WorkspacePage) -> list[Command]:
    """The commands of both sides; what the note does not allow as it stands is there, and cannot be chosen."""
    bar, note = page.bar, page.note
    marked = page.note_side.next.isVisible()

    def of(name: str, words: str, made: QAbstractButton, act: Callable[[], None], keys: str = "") -> Command:
        return Command(name, words, act, keys, made.isVisible() and made.isEnabled())

    fresh = page.note_side.first_draft if page.note_side.first_draft.isVisible() else bar.draft_again
    return [
        Command("note.next", page.tr("Next sentence to decide"), lambda: page.go_on(1), "F8", marked),
        Command("note.before", page.tr("Sentence to decide before"), lambda: page.go_on(-1), "Shift+F8", marked),
        of("workspace.sign", page.tr("Sign the note"), bar.sign, page.closing.sign, "Alt+S"),
        of("workspace.addendum", page.tr("Add an addendum"), bar.add_addendum, page.closing.add_addendum, "Alt+A"),
        of("workspace.draftAgain", page.tr("Draft the note"), fresh, page.drafting.draft_again, "Alt+D"),
        of("workspace.export", page.tr("Export the note"), bar.export, page.exporting.choose, "Alt+X"),
        of("workspace.exportPdf", page.tr("Export the note as PDF"), bar.export_pdf, page.exporting.as_pdf, "Alt+P"),
        of("nudges.button", page.tr("What a colleague might ask"), page.nudges.button, page.nudges.toggle, "F9"),
        Command("workspace.undo", page.tr("Take the last change back"), page.take_back, "Ctrl+Z",
                bool(note.history) or page.correcting.undo.isEnabled()),
        of("workspace.more", page.tr("Versions, destroying and deleting"), bar.more, page.more),
        *page.hearing.commands(),
    ]  # fmt: skip
