"""Putting a vault back from a backup, where there is none yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit
from shiboken6 import isValid

from app.domain.errors import BackupDamaged
from app.ui import error_view, files, icons
from app.ui.context import Page
from app.ui.operations import Lane
from app.ui.passphrase_field import secret_field
from app.ui.widgets import button, label, row
from app.ui.workspace.dialogs import Form

if TYPE_CHECKING:
    from app.services.restore import Restored


class RestoreDialog(Form):
    """Which backup, and what opens it."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            page, "restore", page.tr("Put a vault back from a backup"),
            page.tr("The vault is as it was on the day of the backup. The backup itself stays as it is."),
            page.tr("&Put it back"),
        )  # fmt: skip
        self._page = page
        self.path: Path | None = None
        self.rows.addWidget(label(self.tr("Backup"), "strong"))
        across = row(gap=3)
        self.file = label(self.tr("None chosen yet"), tone="muted", wrap=True, name="restore.file")
        choose = button(self.tr("Choose &backup…"), name="restore.choose")
        icons.put(choose, "folder", "ink", 20)
        choose.clicked.connect(self._choose)
        across.addWidget(self.file, 1)
        across.addWidget(choose)
        self.rows.addLayout(across)
        self.asked = label(self.tr("Passphrase at the time of the backup"), "strong")
        self.rows.addWidget(self.asked)
        self.secret: QLineEdit = secret_field("restore.secret", self.tr("Passphrase or recovery code"))
        self.secret.textChanged.connect(lambda _: self._refresh())
        self.rows.addWidget(self.secret)
        self.by_code = QCheckBox(self.tr("I have the recovery code instead"))
        self.by_code.setObjectName("restore.byCode")
        self.by_code.setAccessibleName(self.by_code.text())
        self.by_code.toggled.connect(self._asked)
        self.rows.addWidget(self.by_code)
        self.submitted.connect(lambda: self._start(partly=False))
        self._refresh()
        choose.setFocus()

    def done(self, result: int) -> None:
        """Closed, by whom ever: what was typed goes off the screen."""
        self.secret.clear()
        super().done(result)

    def _choose(self) -> None:
        path = files.ask_open(self, self.tr("Choose a backup"), self.tr("Backups of Sotto (*.sottobackup)"))
        if path is not None:
            self.path = path
            self.file.setText(path.name)
            self.banner.hide()
        self._refresh()

    def _asked(self, by_code: bool) -> None:
        self.asked.setText(
            self.tr("Recovery code at the time of the backup") if by_code
            else self.tr("Passphrase at the time of the backup")
        )  # fmt: skip

    def _refresh(self) -> None:
        self.ok.setEnabled(self.path is not None and bool(self.secret.text()))

    def _start(self, *, partly: bool) -> None:
        path, secret, by_code = self.path, self.secret.text(), self.by_code.isChecked()
        if path is None:
            return
        chosen, backup = path, self._page.services.backup
        self.wait()
        self.banner.say(self.tr("Reading the backup and putting it in place…"), "info")
        self._page.ask(
            lambda: backup.restore(chosen, secret, by_code=by_code, partly=partly), self._restored, self._failed,
            lane=Lane.LONG,
        )  # fmt: skip

    def _restored(self, _: Restored) -> None:
        if isValid(self):
            self.wait(False)
            self.accept()
        self._page.router.show_unlock()

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            self._page.ops.fail(self._page, error)
            return
        self.fail(error)
        if isinstance(error, BackupDamaged) and "recording" in error.detail:
            said = self.tr("A recording in this backup is damaged. Everything else can be put back without it.")
            error_view.say(self.banner, error, "warning", happened=said, lost="", next_step="",
                           action=self.tr("Put the rest back"), act=lambda: self._start(partly=True))  # fmt: skip
        self._refresh()
