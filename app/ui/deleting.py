"""The menu of what can be deleted of a session, on the pages that show sessions, and carrying it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from app.domain.errors import DeletionUnfinished
from app.domain.session import SessionState
from app.ui import goals_dialog
from app.ui.context import Page
from app.ui.deleting_dialogs import Asking, DeleteForm
from app.ui.operations import Lane
from app.ui.workspace.versions import VersionsDialog

if TYPE_CHECKING:
    from app.services.deletion import ClientHoldings, Holdings


class Deleting(QObject):
    """`gone(everything)` is called after an act: with True where the whole session is no longer there."""

    goals_kept = Signal()

    def __init__(self, page: Page, gone: Callable[[bool], None]) -> None:
        super().__init__(page)
        self._page = page
        self._gone = gone
        self._asking = Asking(page)
        self._menu: QMenu | None = None

    def put_away(self) -> None:
        """The page is left: no menu and no dialog stays over the lock screen."""
        if self._menu is not None:
            self._menu.close()
        for dialog in (
            *self._page.findChildren(DeleteForm),
            *self._page.findChildren(VersionsDialog),
            *self._page.findChildren(goals_dialog.GoalsDialog),
        ):
            dialog.put_away()

    def offer(self, session_id: str, at: QPoint) -> None:
        """Show the menu for a session at a place of the screen."""
        self._page.ask(lambda: self._page.services.deletion.holdings(session_id), lambda held: self._offer(held, at))

    def _offer(self, held: Holdings, at: QPoint) -> None:
        menu = QMenu(self._page)
        menu.setObjectName("deleting.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        busy = held.session.state is SessionState.RECORDING
        interrupted = held.session.state is SessionState.INTERRUPTED and not held.transcript
        acts: list[tuple[str, str, bool, Callable[[], None]]] = [
            ("goals", self.tr("&Goals of the client…"), True, lambda: self._goals(held)),
            ("changes", self.tr("&What you changed…"), held.note, lambda: self._versions(held, changes=True)),
            ("versions", self.tr("&Versions of the note…"), held.note, lambda: self._versions(held)),
            ("destroy", self.tr("&Discard what was recorded…") if interrupted else self.tr("Destroy the &recording…"),
             held.recording, lambda: self.destroy(held)),
            ("transcript", self.tr("Delete the &transcript…"), held.transcript and (held.signed or not held.note),
             lambda: self._transcript(held)),
            ("session", self.tr("Delete the &session…"), True, lambda: self._session(held)),
            ("client", self.tr("Delete the &client…"), True, lambda: self._client(held)),
        ]  # fmt: skip
        for name, words_, possible, act in acts:
            made = menu.addAction(words_)
            made.setObjectName(f"deleting.{name}")
            made.setEnabled(possible and (name in ("goals", "changes", "versions") or not busy))
            made.triggered.connect(lambda _=False, a=act: a())
            if name in ("goals", "versions", "transcript"):
                menu.addSeparator()
        self._menu = menu
        menu.destroyed.connect(self._forget)
        menu.popup(at)

    def _forget(self) -> None:
        self._menu = None

    # ---- the acts ------------------------------------------------------------------------------

    def ask_destroy(self, session_id: str) -> None:
        """Ask whether to destroy the recording of a session."""
        self._page.ask(lambda: self._page.services.deletion.holdings(session_id), self.destroy)

    def destroy(self, held: Holdings) -> None:
        """Ask whether to destroy the recording."""
        deletion, session_id = self._page.services.deletion, held.session.id
        self._ask(self._asking.recording(self._page, held), lambda _: deletion.destroy_recording(session_id), False)

    def _transcript(self, held: Holdings) -> None:
        deletion, session_id = self._page.services.deletion, held.session.id
        self._ask(self._asking.transcript(self._page, held), lambda _: deletion.delete_transcript(session_id), False)

    def _session(self, held: Holdings) -> None:
        deletion, session_id = self._page.services.deletion, held.session.id
        self._ask(self._asking.session(self._page, held), lambda code: deletion.delete_session(session_id, code), True)

    def ask_client(self, client_id: str) -> None:
        """Ask whether to delete a client, with or without sessions."""
        self._page.ask(lambda: self._page.services.deletion.client_holdings(client_id), self._client)

    def _client(self, held: Holdings | ClientHoldings) -> None:
        deletion, client_id = self._page.services.deletion, held.client.id
        self._ask(self._asking.client(self._page, held), lambda code: deletion.delete_client(client_id, code), True)

    def _ask(self, dialog: DeleteForm, act: Callable[[str], object], everything: bool) -> None:
        def submit() -> None:
            typed = dialog.typed
            dialog.wait()
            self._page.ask(lambda: act(typed), done, failed, lane=Lane.LONG)

        def done(_: object) -> None:
            if isValid(dialog):
                dialog.wait(False)
                dialog.accept()
            self._gone(everything)

        def failed(error: Exception) -> None:
            begun = isinstance(error, DeletionUnfinished)  # what was to go is gone from the screen; a trace is left
            if isValid(dialog) and not begun:
                dialog.fail(error)
                return
            if isValid(dialog):
                dialog.wait(False)
                dialog.accept()
            self._page.ops.fail(self._page, error)
            if begun:
                self._gone(everything)

        dialog.submitted.connect(submit)
        dialog.open()

    def _goals(self, held: Holdings) -> None:
        goals_dialog.edit(self._page, held.client.id, self.goals_kept.emit)

    def _versions(self, held: Holdings, *, changes: bool = False) -> None:
        s, session_id = self._page.services, held.session.id

        def fetch() -> Callable[[], VersionsDialog]:
            versions = s.deletion.note_versions(session_id)
            formats = {each: s.notes.format_for(session_id, each) for each in {n.template_id for n, _ in versions}}
            figures = s.review.figures(session_id)
            return lambda: VersionsDialog(self._page, versions, formats, figures, changes=changes)

        self._page.ask(fetch, lambda make: self._show_versions(held, make()))

    def _show_versions(self, held: Holdings, dialog: VersionsDialog) -> None:
        deletion, session_id = self._page.services.deletion, held.session.id

        def remove(version: int) -> None:
            def done(_: object) -> None:
                if isValid(dialog):
                    dialog.gone(version)

            def failed(error: Exception) -> None:
                if isValid(dialog):
                    dialog.fail(error)

            dialog.wait()
            self._page.ask(
                lambda: deletion.delete_note_version(session_id, version), done, failed, lane=Lane.LONG
            )  # fmt: skip

        dialog.removed.connect(remove)
        dialog.open()
