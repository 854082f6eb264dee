"""The card of the settings that checks the vault: against itself, and against a printed page."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from app.ui import error_view, theme
from app.ui.context import Page
from app.ui.operations import Lane
from app.ui.translation import finding_words
from app.ui.widgets import Banner, Card, button, label, row


class IntegrityCard(Card):
    """Says where the vault lies and where its audit trail stands; checks everything, and lets what was found be
    taken note of."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.tr("Vault"), gap=3)
        self._page = page
        self.folder = label("", tone="muted", wrap=True, name="settings.folder")
        self.rows.addWidget(self.folder)
        self.head = label("", wrap=True, name="settings.auditHead")
        self.rows.addWidget(self.head)
        self.result = Banner("settings.verifyResult")
        self.rows.addWidget(self.result)
        across = row(gap=3)
        self.verify = button(self.tr("&Check the vault"), name="settings.verify", icon="shield")
        self.verify.clicked.connect(self._verify)
        across.addWidget(self.verify)
        self.printed = QLineEdit()
        self.printed.setObjectName("settings.printedHead")
        self.printed.setAccessibleName(self.tr("Audit trail as printed on a signed note"))
        self.printed.setPlaceholderText(self.tr("As printed: 128 · 3f9a 71c2 8d0e"))
        self.printed.setMaximumWidth(theme.px(340))
        self.printed.returnPressed.connect(self._verify)
        across.addWidget(self.printed, 1)
        across.addStretch(1)
        self.rows.addLayout(across)
        self.rows.addWidget(
            label(
                self.tr(
                    "The check finds anything that was changed, cut off or put back from outside. With the audit "
                    "trail from a printed note it also finds a whole vault put back from an earlier day."
                ),
                "caption",
                tone="muted",
                wrap=True,
            )
        )

    def enter(self) -> None:
        """Fetch where the vault lies and where its audit trail stands."""
        self.result.hide()
        self.printed.clear()
        self.head.setText("")
        folder = str(self._page.services.vault.folder)
        self.folder.setText(self.tr("Stored in {folder}").replace("{folder}", folder))
        self._page.ask(self._page.services.integrity.head, self._show_head)

    def _show_head(self, head: str) -> None:
        self.head.setText(self.tr("Audit trail: {head}").replace("{head}", head))

    def _verify(self) -> None:
        self.verify.setEnabled(False)
        self.result.say(self.tr("Reading everything in the vault…"), "info")
        printed, verify = self.printed.text().strip(), self._page.services.vault.verify
        self._page.ops.run(self, lambda: verify(printed), self._verified, self._failed, lane=Lane.LONG)

    def _verified(self, problems: list[str]) -> None:
        self.verify.setEnabled(True)
        if problems:
            text = "\n".join([self.tr("This was found:"), *map(finding_words, problems)])
            self.result.say(text, "danger", action=self.tr("I have &seen this"), act=self._accept)
        else:
            self.result.say(
                self.tr("Everything in the vault can be read, and nothing was changed from outside."), "success"
            )

    def _accept(self) -> None:
        self._page.ops.run(self, self._page.services.integrity.accept, lambda _: self._accepted(), self._failed)

    def _accepted(self) -> None:
        self.result.say(
            self.tr("Noted in the audit trail. What can be put right is not told again; check once more to see."),
            "info",
        )

    def _failed(self, error: Exception) -> None:
        self.verify.setEnabled(True)
        error_view.say(self.result, error)
