"""Having the note, or one section of it, drafted again from the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.note import NoteSentence, NoteTemplate
from app.domain.progress import ignore_progress
from app.domain.work import WorkPlan
from app.ui.operations import Lane
from app.ui.workspace.dialogs import FormatDialog

if TYPE_CHECKING:
    from app.notes.templates import Overlay
    from app.ui.pages.workspace import WorkspacePage


class Drafting(QObject):
    """The acts; the page shows what comes of them."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        page.note.redo_wanted.connect(self.redo_section)

    def draft_again(self) -> None:
        """Ask in which format, then draft."""
        page, content = self._page, self._page.content
        if content is None:
            return
        session_id = content.session.id

        def ask(found: tuple[list[NoteTemplate], list[Overlay]]) -> None:
            dialog = FormatDialog(page, *found, content.template.id, again=content.note is not None)

            def submit() -> None:
                plan = WorkPlan(session_id, transcribe=False, template_id=dialog.chosen)
                dialog.accept()
                page.flush(lambda: page.router.show_work(plan))

            dialog.submitted.connect(submit)
            dialog.open()

        s = page.services
        page.ask(lambda: (s.notes.templates(), s.templates.overlays()), ask)

    def redo_section(self, section_id: str) -> None:
        """Write one section again from the same transcript; the others stay as they are.

        What is being checked is waited for: its answer would be a change of the note under the new section.
        """
        page, view = self._page, self._page.note
        session_id, asked = page.session_id, page.generation
        before: list[NoteSentence] = []
        self._show(section_id)

        def shown() -> None:
            view.built.disconnect(shown)
            if asked == page.generation:
                view.section_redone(section_id, before)
                view.reveal(section_id)

        def done(_: object) -> None:
            view.built.connect(shown)
            page.enter()

        def failed(error: Exception) -> None:
            self._show("")
            page.ops.fail(page, error)

        def begin() -> None:
            if asked != page.generation:
                return
            if view.unsaved:  # the banner says why
                self._show("")
                return
            note = view.note()
            before.extend(note.in_section(section_id) if note is not None else ())
            page.ask(
                lambda: page.services.work.redo_section(
                    session_id, section_id, ignore_progress, lambda: page.generation != asked
                ),
                done, failed, lane=Lane.LONG,
            )  # fmt: skip

        view.when_checked(begin)

    def _show(self, section_id: str) -> None:
        """While a section is written the transcript under it stays, and the note is neither signed nor drafted."""
        page = self._page
        page.correcting.hold(bool(section_id))
        page.note.show_redo(section_id)
        for each in (page.bar.sign, page.bar.draft_again):
            each.setEnabled(not section_id)
