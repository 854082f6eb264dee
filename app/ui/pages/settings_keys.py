"""Settings: the ways into the vault."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox

from app.ui import error_view
from app.ui.context import Context
from app.ui.operations import Lane
from app.ui.pages.settings_keys_dialogs import ChangePassphrase, KeychainOn, NewKit
from app.ui.widgets import Banner, Card, Foldable, button, caption, label


class KeysCard(Card):
    """Passphrase, recovery kit, and the computer's keychain. Shows how things stand whenever it is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__(self.tr("Ways into the vault"), gap=3)
        self._context = context
        self._vault = context.services.vault
        self._asked = 0
        self.notice = Banner("settings.keysNotice")
        self.rows.addWidget(self.notice)
        whole = Foldable(0, gap=3)
        across = whole.line
        self.change = button(self.tr("Change the &passphrase…"), name="settings.changePassphrase")
        self.change.clicked.connect(self._change)
        self.kit = button(self.tr("New &recovery kit…"), name="settings.newKit")
        self.kit.clicked.connect(self._renew)
        across.addWidget(self.change)
        across.addWidget(self.kit)
        across.addStretch(1)
        self.rows.addWidget(whole)
        self.keychain = QCheckBox()
        self.keychain.setObjectName("settings.keychain")
        caption(self.keychain, self.tr("Open with this computer's &keychain, without the passphrase"))
        self.keychain.toggled.connect(self._turn)
        self.rows.addWidget(self.keychain)
        self.text = label("", "caption", tone="muted", wrap=True, name="settings.keychainText")
        self.rows.addWidget(self.text)

    def showEvent(self, event: QShowEvent) -> None:
        """See how things stand."""
        super().showEvent(event)
        if not event.spontaneous():
            self.notice.hide()
            self._look()

    def _look(self) -> None:
        if not self._vault.is_open:
            return
        vault = self._vault
        self._asked += 1
        asked = self._asked

        def show(found: tuple[bool, bool, bool]) -> None:
            if asked == self._asked:  # answers may overtake each other; only the last question counts
                self._show(found)

        self._context.ops.run(
            self,
            lambda: (vault.keychain_available(), vault.keychain_is_on(), vault.recovery_pending()),
            show,
            self._failed,
            lane=Lane.LONG,  # a keychain may take its time to say that it is there
        )

    def _show(self, found: tuple[bool, bool, bool]) -> None:
        available, on, pending = found
        with QSignalBlocker(self.keychain):
            self.keychain.setChecked(on)
        self.keychain.setEnabled(available or on)
        weakens = self.tr(
            "Off unless you turn it on. Whoever can use this computer's account while you are logged in can open the "
            "vault without the passphrase."
        )
        missing = self.tr("This computer has no keychain that Sotto trusts.")
        self.text.setText(weakens if available or on else missing)
        if pending and self.notice.isHidden():
            self.notice.say(self.tr("Your recovery kit is not stored yet. Make a new one when you have a moment."),
                            "warning")  # fmt: skip

    def _change(self) -> None:
        ChangePassphrase(self._context, self.window(), lambda: self._say(self.tr("The passphrase is changed."))).open()

    def _renew(self) -> None:
        NewKit(
            self._context,
            self.window(),
            lambda: self._say(self.tr("The new recovery kit is in force. Destroy the old one.")),
        ).open()

    def _turn(self, on: bool) -> None:
        if not on:
            self._context.ops.run(self, self._vault.keychain_off, self._turned_off, self._failed, lane=Lane.LONG)
            return
        dialog = KeychainOn(
            self._context, self.window(), lambda: self._say(self.tr("This computer's keychain opens the vault now."))
        )
        dialog.finished.connect(lambda _: self._look())
        dialog.open()

    def _turned_off(self, forgotten: bool) -> None:
        self._say(
            self.tr("The keychain no longer opens the vault.")
            if forgotten
            else self.tr(
                "The keychain no longer opens the vault. What it kept could not be removed; it opens nothing any more."
            )
        )

    def _say(self, text: str) -> None:
        self.notice.say(text, "success")
        self._look()

    def _failed(self, error: Exception) -> None:
        error_view.say(self.notice, error, lost="")
