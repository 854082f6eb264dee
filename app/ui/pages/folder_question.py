"""Where the vault is to lie, asked when its folder leaves this computer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.errors import SottoError
from app.ui import error_view, files
from app.ui.context import Context
from app.ui.operations import Lane
from app.ui.widgets import Banner, Prose, button, column, label, row


class FolderQuestion(QWidget):
    """Says what is wrong with the folder, and offers another one, or this one all the same."""

    def __init__(self, context: Context, name: str, settled: Callable[[], None]) -> None:
        """`settled` is called when there is an answer that holds."""
        super().__init__()
        self._context = context
        self._settled = settled
        rows = column(self, gap=3)
        rows.addWidget(label(self.tr("Another folder would be better"), "heading", wrap=True))
        self.text = Prose("", name=f"{name}.folderText")
        rows.addWidget(self.text)
        self.place = label("", "caption", tone="muted", wrap=True, name=f"{name}.folder")
        rows.addWidget(self.place)
        self.banner = Banner(f"{name}.folderError")
        rows.addWidget(self.banner)
        self.choose = button(self.tr("&Choose another folder…"), "primary", name=f"{name}.chooseFolder")
        self.choose.clicked.connect(self._choose)
        self.accept = button(self.tr("Use it &here all the same"), "quiet", name=f"{name}.acceptFolder")
        self.accept.clicked.connect(self._accept)
        buttons = row(gap=3)
        buttons.addWidget(self.accept)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        rows.addLayout(buttons)
        rows.addStretch(1)

    def ask(self, problem: SottoError) -> None:
        """Show what is wrong with the present folder."""
        self.banner.hide()
        self.text.say(error_view.describe(problem).but(lost="").whole())
        self.place.setText(str(self._context.services.vault.folder))
        self.choose.setFocus()

    def _choose(self) -> None:
        folder = files.ask_folder(self, self.tr("Choose a folder on this computer"))
        if folder is None:
            return
        self._waiting(True)
        self.banner.say(self.tr("Copying the vault and comparing every part of it…"), "info")
        vault = self._context.services.vault
        self._context.ops.run(self, lambda: vault.use_folder(folder), self._done, self._failed, lane=Lane.LONG)

    def _accept(self) -> None:
        self._waiting(True)
        self._context.ops.run(self, self._context.services.vault.accept_folder, self._done, self._failed)

    def _done(self, _: None) -> None:
        self._waiting(False)
        self.banner.hide()
        self._settled()

    def _failed(self, error: Exception) -> None:
        self._waiting(False)
        error_view.say(self.banner, error)

    def _waiting(self, waiting: bool) -> None:
        self.choose.setEnabled(not waiting)
        self.accept.setEnabled(not waiting)
