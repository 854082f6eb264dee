"""The card of the settings about backups: where they go, how often, and whether the last one can be relied on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from app.domain.errors import BackupFolderMissing, BackupMissing
from app.ui import error_view, files, theme, words
from app.ui.context import Page
from app.ui.operations import Lane
from app.ui.widgets import Banner, Card, Foldable, Segmented, button, label, row, spin_box

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.backup import BackupState, Drill

EVERY = (0, 1, 7, 30)


class BackupCard(Card):
    """Everything is stored as it is changed."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.tr("Backup"), gap=3)
        self._page = page
        self.folder = label("", wrap=True, name="settings.backup.folder")
        self.choose = button(self.tr("Choose &folder…"), name="settings.backup.choose", icon="folder")
        self.choose.clicked.connect(self._choose)
        top = row(gap=3)
        top.addWidget(self.folder, 1)
        top.addWidget(self.choose)
        self.rows.addLayout(top)
        self.rows.addWidget(self._how_often())
        self.sound = QCheckBox(self.tr("With recordings"))
        self.sound.setObjectName("settings.backup.sound")
        self.sound.setAccessibleName(self.tr("Backups with recordings"))
        self.sound.clicked.connect(lambda on: self._set(sound=on))
        self.rows.addWidget(self.sound)
        self.rows.addWidget(label(
            self.tr(
                "A backup is one encrypted file; it opens with the passphrase or the recovery code of the day it was "
                "made. Without recordings it holds no key of any recording: what you destroy later stays destroyed. "
                "With recordings it can bring them back."
            ),
            "caption", tone="muted", wrap=True,
        ))  # fmt: skip
        self.last = label("", wrap=True, name="settings.backup.last")
        self.rows.addWidget(self.last)
        self.result = Banner("settings.backup.result")
        self.rows.addWidget(self.result)
        acts = Foldable(0, gap=3)
        across = acts.line
        self.now = button(self.tr("&Back up now"), name="settings.backup.now")
        self.now.clicked.connect(self._make)
        self.drill = button(self.tr("&Try the last backup"), name="settings.backup.drill", icon="shield",
                            tip=self.tr("Opens the newest backup and compares everything in it"))  # fmt: skip
        self.drill.clicked.connect(self._drill)
        across.addWidget(self.now)
        across.addWidget(self.drill)
        across.addStretch(1)
        self.rows.addWidget(acts)

    def _how_often(self) -> Foldable:
        whole = Foldable(0, gap=3)
        across = whole.line
        self.every = Segmented(
            "settings.backup.every",
            [("0", self.tr("By hand")), ("1", self.tr("Daily")), ("7", self.tr("Weekly")), ("30", self.tr("Monthly"))],
        )
        self.every.chosen.connect(lambda value: self._set(every_days=int(value)))
        across.addWidget(self.every)
        across.addWidget(label(self.tr("keep the newest")))
        self.keep = spin_box("settings.backup.keep", self.tr("How many of the newest backups are kept"))
        self.keep.setRange(1, 99)
        self.keep.setMinimumWidth(theme.px(72))
        self.keep.editingFinished.connect(lambda: self._set(keep=self.keep.value()))
        across.addWidget(self.keep)
        across.addStretch(1)
        return whole

    # ---- showing -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Fetch what is known."""
        self.result.hide()
        self._page.ask(self._page.services.backup.state, self._show)

    def _show(self, state: BackupState) -> None:
        there = state.folder is not None
        self.folder.setText(
            self.tr("Into {folder}").replace("{folder}", str(state.folder)) if there
            else self.tr("No folder is chosen yet. A stick or a disk that is kept elsewhere is best.")
        )  # fmt: skip
        self.every.choose(str(max(each for each in EVERY if each <= state.every_days)))
        self.keep.setValue(state.keep)
        self.sound.setChecked(state.sound)
        for each in (self.now, self.drill, self.every, self.keep):
            each.setEnabled(there)
        self.last.setText(_last_words(self, state))

    def _set(self, **changes: object) -> None:
        backup = self._page.services.backup
        self._page.ask(lambda: backup.choose(**changes), self._show)  # type: ignore[arg-type]

    def _choose(self) -> None:
        folder = files.ask_folder(self, self.tr("Where backups go"))
        if folder is not None:
            chosen, backup = folder, self._page.services.backup
            self._page.ask(lambda: backup.choose(folder=chosen), self._chosen, self._failed)

    def _chosen(self, state: BackupState) -> None:
        self.result.hide()
        self._show(state)

    # ---- acts ----------------------------------------------------------------------------------

    def _make(self) -> None:
        self._busy(self.tr("Making the backup…"))
        self._page.ask(self._page.services.backup.make, self._made, self._failed, lane=Lane.LONG)

    def _made(self, path: Path) -> None:
        self._free()
        self.result.say(self.tr("Backed up as {name}.").replace("{name}", path.name), "success")

    def _drill(self) -> None:
        self._busy(self.tr("Opening the newest backup and comparing everything in it…"))
        self._page.ask(self._page.services.backup.drill, self._drilled, self._failed, lane=Lane.LONG)

    def _drilled(self, drill: Drill) -> None:
        self._free()
        if drill.passed:
            text = self.tr("{name} is whole: the vault can be put back from it.")
            self.result.say(text.replace("{name}", drill.path.name), "success")
        else:
            head = self.tr("The vault cannot be put back from {name} as it was:").replace("{name}", drill.path.name)
            self.result.say("\n".join([head, *drill.problems]), "danger")

    def _busy(self, text: str) -> None:
        self.now.setEnabled(False)
        self.drill.setEnabled(False)
        self.result.say(text, "info")

    def _free(self) -> None:
        self._page.ask(self._page.services.backup.state, self._show)

    def _failed(self, error: Exception) -> None:
        self._free()
        calm = isinstance(error, BackupFolderMissing | BackupMissing)
        error_view.say(self.result, error, "warning" if calm else "danger")


def _last_words(card: BackupCard, state: BackupState) -> str:
    """When the last backup was made, and when one was last tried out."""
    if state.last_at is None:
        return card.tr("No backup was made yet.")
    made = card.tr("Last backup {when}.").replace("{when}", words.moment_words(state.last_at))
    if state.drilled_at is None:
        return made + " " + card.tr("It was not tried out yet.")
    tried = card.tr("Last tried out, and found whole, {when}.")
    return made + " " + tried.replace("{when}", words.moment_words(state.drilled_at))
