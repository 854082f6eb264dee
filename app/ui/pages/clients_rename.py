"""Another code or name for a client: a small dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from app.domain.session import Client
from app.ui.context import Page
from app.ui.widgets import label
from app.ui.workspace.dialogs import Form


class RenameDialog(Form):
    """`stored` is called with the client as it is then, while the page is there."""

    def __init__(self, page: Page, client: Client, stored: Callable[[Client], None]) -> None:
        super().__init__(page, "rename", self.tr("Rename the client"), "", self.tr("&Keep"))
        self._page, self._client, self._stored = page, client, stored
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

    def _keep(self) -> None:
        code, name, page, asked = self.code.text().strip(), self.name.text().strip(), self._page, self._page.generation
        if not code:
            return
        records, client_id = page.services.records, self._client.id

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
        page.ops.run(page, lambda: records.rename_client(client_id, code, name), done, failed)
