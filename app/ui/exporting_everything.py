"""The card of the settings for taking everything out of Sotto, and for bringing an export into an empty vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import ExportFolderSynced, SottoError
from app.ui import error_view, files
from app.ui.context import Page
from app.ui.operations import Lane
from app.ui.widgets import Banner, Card, button, label, row
from app.ui.workspace.dialogs import Form

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.leaving.service import Left


class LeavingCard(Card):
    """All records in open formats, for whoever stops using Sotto or works with two programs."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.tr("Everything out of Sotto"), gap=3)
        self._page = page
        self.rows.addWidget(label(
            self.tr(
                "A folder with all of your records in open formats: notes with their versions, signatures and addenda, "
                "transcripts, recordings, consents, goals, note formats, settings, and the list of what was done. "
                "Nothing in it is encrypted. A new, empty vault can take it in again."
            ),
            "caption", tone="muted", wrap=True,
        ))  # fmt: skip
        self.result = Banner("settings.leaving.result")
        self.rows.addWidget(self.result)
        across = row(gap=3)
        self.out = button(self.tr("Take &everything out…"), name="settings.leaving.out", icon="export")
        self.bring = button(self.tr("Bring an export &in…"), name="settings.leaving.in", icon="import")
        self.out.clicked.connect(self._ask)
        self.bring.clicked.connect(self._bring)
        across.addWidget(self.out)
        across.addWidget(self.bring)
        across.addStretch(1)
        self.rows.addLayout(across)
        self.why = label("", "caption", tone="muted", wrap=True, name="settings.leaving.why")
        self.rows.addWidget(self.why)

    def enter(self) -> None:
        """Whether an export can be brought in."""
        self.result.hide()
        self._look()

    def _look(self) -> None:
        self._page.ask(self._page.services.leaving.empty, self._show)

    def _show(self, empty: bool) -> None:
        self.out.setEnabled(True)
        self.bring.setEnabled(empty)
        self.why.setText("" if empty else self.tr("An export can be brought into a new, empty vault only."))
        self.why.setVisible(not empty)

    # ---- out -----------------------------------------------------------------------------------

    def _ask(self) -> None:
        dialog = Form(
            self._page, "leaving", self.tr("Take everything out"),
            self.tr(
                "Nothing in the folder will be encrypted: whoever has it can read every note and hear every recording. "
                "Put it on a stick or disk that you lock away, and delete it when you no longer need it."
            ),
            self.tr("Choose a &folder…"),
        )  # fmt: skip
        dialog.banner.say(
            self.tr("The law may ask you to keep these records for years. The vault stays as it is."), "info"
        )

        def submit() -> None:
            dialog.accept()
            folder = files.ask_folder(self._page, self.tr("Where everything goes"))
            if folder is not None:
                self._write(folder, even_if_synced=False)

        dialog.submitted.connect(submit)
        dialog.open()

    def _write(self, folder: Path, *, even_if_synced: bool) -> None:
        leaving = self._page.services.leaving

        def failed(error: Exception) -> None:
            self._look()
            if isinstance(error, ExportFolderSynced):
                self.result.hide()
                self._ask_synced(folder, error)
            else:
                self._failed(error)

        self._busy(self.tr("Writing everything out. You can go on working."))
        self._page.ask(
            lambda: leaving.export_all(folder, even_if_synced=even_if_synced), self._written, failed, lane=Lane.LONG
        )

    def _ask_synced(self, folder: Path, error: SottoError) -> None:
        dialog = Form(
            self._page, "leavingSynced", self.tr("This folder is copied elsewhere"),
            error_view.describe(error).but(lost="").whole(), self.tr("&Write there all the same"),
        )  # fmt: skip
        dialog.enter_submits = False

        def submit() -> None:
            dialog.accept()
            self._write(folder, even_if_synced=True)

        dialog.submitted.connect(submit)
        dialog.open()
        dialog.cancel.setFocus()

    def _written(self, left: Left) -> None:
        self._look()
        text = self.tr(
            "In {folder}: sessions {sessions}, notes {notes}, recordings {recordings}. Nothing in it is encrypted."
        )
        for name, value in (
            ("{notes}", left.notes), ("{sessions}", left.sessions), ("{recordings}", left.recordings),
            ("{folder}", left.folder),
        ):  # fmt: skip
            text = text.replace(name, str(value))
        if left.left_out:
            missing = self.tr("Recordings that could not be read and are not in it: {n}.")
            self.result.say(f"{text} {missing.replace('{n}', str(len(left.left_out)))}", "warning")
        else:
            self.result.say(text, "success")

    # ---- in ------------------------------------------------------------------------------------

    def _bring(self) -> None:
        folder = files.ask_folder(self._page, self.tr("The folder of the export"))
        if folder is None:
            return
        chosen, leaving = folder, self._page.services.leaving
        self._busy(self.tr("Reading the export, then bringing it in…"))
        self._page.ask(lambda: leaving.import_all(chosen), self._brought, self._failed, lane=Lane.LONG)

    def _brought(self, left: Left) -> None:
        self._look()
        text = self.tr("Brought in: clients {clients}, sessions {sessions}, recordings {recordings}.")
        for name, value in (
            ("{clients}", left.clients),
            ("{sessions}", left.sessions),
            ("{recordings}", left.recordings),
        ):
            text = text.replace(name, str(value))
        self.result.say(text, "success")

    def _busy(self, text: str) -> None:
        self.out.setEnabled(False)
        self.bring.setEnabled(False)
        self.result.say(text, "info")

    def _failed(self, error: Exception) -> None:
        self._look()
        error_view.say(self.result, error)
