"""What ends the work on a note: signature and addenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.domain.note import Note, Source, Verdict
from app.ui.workspace.dialogs import AddendumDialog, Form, SignDialog

if TYPE_CHECKING:
    from app.services.records import Profile
    from app.ui.pages.workspace import WorkspacePage


def _own(note: Note) -> int:
    """How many sentences stand on the clinician's own word."""
    return sum(s.kept and s.verdict is Verdict.UNSUPPORTED and s.source is Source.SESSION for s in note.sentences)


class Closing(QObject):
    """The acts behind the buttons at the top of the workspace.

    The page, not a dialog, is told how an act ended: a dialog may be gone by then.
    """

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._services = page.services
        self._view = page.note
        self.not_kept: dict[str, str] = {}
        """Addenda by session that were neither added nor kept in the vault: they are offered again."""
        self._waited_for = -1  # the page's generation in which the signature waits for checks

    def sign(self) -> None:
        """Wait for running checks, store, then ask for the signature.

        The button is not turned off meanwhile: that would take the keys from it, and they come back to it after the
        dialog.
        """
        if self._waited_for == self._page.generation:
            return
        self._waited_for = self._page.generation

        def ready() -> None:
            self._waited_for = -1
            if not self._view.unsaved:  # otherwise the banner says why not
                self._page.ask(self._fetch, self._ask_signature)

        self._view.when_checked(ready)

    def _fetch(self) -> tuple[Profile, str]:
        """Who signs, and what becomes of the recording then."""
        s = self._services
        session = s.records.session(self._page.session_id)
        kept = bool(session.recording_id) and session.audio_destroyed_at is None
        return s.records.profile(), s.retention.describe(session) if kept else ""

    def _ask_signature(self, found: tuple[Profile, str]) -> None:
        profile, recording = found
        page, view = self._page, self._view
        note = view.note()
        if note is None or note.signed or any(each.isVisible() for each in page.findChildren(SignDialog)):
            return
        # The version on the screen while the dialog is open: what came to be stored meanwhile was not read.
        session_id, version = note.session_id, note.version

        def show_me() -> None:
            page.sides.show_side("note")
            view.show_first_problem()

        dialog = SignDialog(page, profile.name, profile.credentials, len(note.sentences), view.to_review,
                            show_me, recording, _own(note))  # fmt: skip

        def submit() -> None:
            name, credentials, meaning = (
                field.text().strip() for field in (dialog.name, dialog.credentials, dialog.meaning)
            )
            page.clock.store()  # to a signed note nothing is added
            self._do(
                dialog,
                lambda: self._services.notes.sign(session_id, name, credentials, meaning, version=version),
            )

        dialog.submitted.connect(submit)
        dialog.open()

    def add_addendum(self) -> None:
        """Ask for an addendum; one that was written and not added is offered again."""
        page, notes, session_id = self._page, self._services.notes, self._page.session_id

        def ask(found: tuple[Profile, str]) -> None:
            profile, unsent = found
            unsent = self.not_kept.get(session_id, unsent)
            dialog = AddendumDialog(page, profile.name, profile.credentials, unsent)

            def submit() -> None:
                text, name = dialog.text.toPlainText().strip(), dialog.name.text().strip()
                credentials = dialog.credentials.text().strip()

                def add() -> Note:
                    notes.keep_unsent(session_id, text)  # should it fail after the page was left
                    added = notes.add_addendum(session_id, text, name, credentials)
                    self.not_kept.pop(session_id, None)
                    return added

                self._do(dialog, add)

            def left(text: str) -> None:
                def kept(_: object) -> None:
                    self.not_kept.pop(session_id, None)

                def failed(error: Exception) -> None:
                    self.not_kept[session_id] = text
                    page.ops.fail(page, error)

                if text != unsent or session_id in self.not_kept:
                    page.keep(lambda: notes.keep_unsent(session_id, text), kept, failed)

            dialog.submitted.connect(submit)
            dialog.left.connect(left)
            dialog.open()

        page.ask(lambda: (self._services.records.profile(), notes.unsent(session_id)), ask)

    def _do(self, dialog: Form, act: Callable[[], Note]) -> None:
        """Change the note, then show it anew, whether the dialog is still there or not."""

        def done(note: Note) -> None:
            if isValid(dialog):
                dialog.wait(False)
                dialog.accept()
            if note.signed and not note.addenda:
                self._page.note_signed.emit()
            self._page.enter()

        def failed(error: Exception) -> None:
            if isValid(dialog):
                dialog.fail(error)
            else:
                self._page.ops.fail(self._page, error)
            self._page.enter()  # it may have been refused because the screen is behind

        dialog.wait()
        self._page.ask(act, done, failed)
