"""Another code or name for a client: a small dialog."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import Qt

from app.domain.session import Client
from app.ui.context import Page
from app.ui.widgets import label
from app.ui.workspace.dialogs import Form


class RenameDialog(Form):
    """`stored` is called with the client as it is then, while the page is there. What a lock cut short is offered
    again, and stored only when the clinician says so."""

    def __init__(self, page: Page, client: Client, stored: Callable[[Client], None]) -> None:
        super().__init__(page, "rename", self.tr("Rename the client"), "", self.tr("&Keep"))
        self._page, self._client, self._stored = page, client, stored
        self._place = f"rename.{client.id}"
        self._kept = False  # the vault has words of before a lock
        self.code = self.field(self.tr("Code"), "rename.code", client.code)
        self.name = self.field(self.tr("Name (optional; stored in the vault only)"), "rename.name", client.name)
        self.rows.addWidget(
            label(self.tr("Signed notes and files that were exported keep what they say."), "caption", tone="muted",
                  wrap=True)
        )  # fmt: skip
        self.code.textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.code.selectAll()
        self.submitted.connect(self._keep)
        notes = page.services.notes
        page.ops.run(self, lambda: notes.unsent(self._place), self._offer)

    def _offer(self, text: str) -> None:
        """Show what was typed before a lock, unless something else was typed meanwhile."""
        self._kept = bool(text)
        if not text or self._typed() != (self._client.code, self._client.name):
            return
        found = json.loads(text)
        self.code.setText(found["code"])
        self.name.setText(found["name"])
        self.banner.say(self.tr("You typed this before Sotto locked. It is not stored yet."), "info")

    def _typed(self) -> tuple[str, str]:
        return self.code.text().strip(), self.name.text().strip()

    def _put_by(self, text: str) -> None:
        """Keep what is not stored, "" for nothing; once, and only where something changes."""
        notes, place = self._page.services.notes, self._place
        if text or self._kept:
            self._page.ops.run(self._page, lambda: notes.keep_unsent(place, text))
        self._kept = bool(text)

    def put_away(self) -> None:
        """A lock, or another page: what was typed is kept, to be gone on with."""
        typed = self._typed()
        if not self._waiting and not self._left and typed != (self._client.code, self._client.name):
            self._put_by(json.dumps({"code": typed[0], "name": typed[1]}))
        super().put_away()

    def give_up(self) -> None:
        """Cancel: nothing of it is kept."""
        if not self._waiting:
            self._put_by("")
        super().give_up()

    def _keep(self) -> None:
        (code, name), page, asked = self._typed(), self._page, self._page.generation
        if not code:
            return
        services, client_id, place = page.services, self._client.id, self._place

        def store() -> Client:
            changed: Client = services.records.rename_client(client_id, code, name)
            services.notes.keep_unsent(place, "")
            return changed

        def done(changed: Client) -> None:
            if asked == page.generation and not self._left:
                self.wait(False)
                self.accept()
                self._stored(changed)

        def failed(error: Exception) -> None:
            if asked == page.generation and not self._left:
                self.fail(error)
            else:
                page.ops.fail(page, error)

        self.wait()
        page.ops.run(page, store, done, failed)
