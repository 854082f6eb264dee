"""Unlock: the passphrase, or the recovery code and a new passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from app.ui import icons, theme
from app.ui.context import Context, Page
from app.ui.error_view import describe
from app.ui.pages.first_run_steps import RecoveryStep
from app.ui.pages.frame import centred
from app.ui.passphrase_field import PassphraseChoice, secret_field
from app.ui.widgets import Banner, Card, button, caption, column, label, row

_KIT = 2
"""The side of the card that shows a new recovery code."""


class UnlockPage(Page):
    """What stands on the screen while the vault is locked."""

    chrome = False

    def __init__(self, context: Context) -> None:
        super().__init__(context, "unlock")
        self._fresh_code = self._kept_code = ""
        inner = centred(self.outer, 460)
        sign = label("")
        icons.put(sign, "sotto", "accent", 52)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(sign)
        title = label(self.tr("Sotto is locked"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(title)
        self.recording = Banner("unlock.recording")
        inner.addWidget(self.recording)
        card = Card(gap=3, padding=7)
        inner.addWidget(card)
        self.banner = Banner("unlock.error")
        card.rows.addWidget(self.banner)
        self.stack = QStackedWidget()
        card.rows.addWidget(self.stack)
        self.stack.addWidget(self._passphrase_side())
        self.stack.addWidget(self._recovery_side())
        self.kit = RecoveryStep(context)
        self.stack.addWidget(self._kit_side())
        foot = label(self.tr("Everything stays on this computer."), "caption", tone="muted")
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(foot)

    def _passphrase_side(self) -> QWidget:
        side = QWidget()
        rows = column(side, gap=3)
        rows.addWidget(label(self.tr("Passphrase"), "strong"))
        self.passphrase = secret_field("unlock.passphrase", self.tr("Passphrase"))
        self.passphrase.returnPressed.connect(self.unlock)
        self.passphrase.textChanged.connect(self._passphrase_typed)
        rows.addWidget(self.passphrase)
        self.open = button(self.tr("&Unlock"), "primary", name="unlock.open", size="large")
        self.open.setEnabled(False)
        self.open.clicked.connect(self.unlock)
        rows.addWidget(self.open)
        other = button(self.tr("Use the &recovery code…"), "link", name="unlock.useCode")
        other.clicked.connect(lambda: self._turn(1))
        rows.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(1)
        return side

    def _recovery_side(self) -> QWidget:
        side = QWidget()
        rows = column(side, gap=3)
        rows.addWidget(label(self.tr("Recovery code"), "strong"))
        self.code = QLineEdit()
        self.code.setObjectName("unlock.code")
        self.code.setAccessibleName(self.tr("Recovery code"))
        self.code.setPlaceholderText(self.tr("From the printed recovery kit"))
        self.code.textChanged.connect(self._recover_ready)
        rows.addWidget(self.code)
        rows.addSpacing(theme.space(1))
        rows.addWidget(label(self.tr("Choose a new passphrase. The vault then gets a new recovery code."),
                             tone="muted", wrap=True))  # fmt: skip
        self.choice = PassphraseChoice(self.context, "unlock.new")
        self.choice.ready.connect(self._recover_ready)
        self.choice.submitted.connect(self.recover)
        rows.addWidget(self.choice)
        buttons = row(gap=3)
        back = button(self.tr("&Back"), "quiet", name="unlock.back", icon="back")
        back.clicked.connect(lambda: self._turn(0))
        self.replace = button(self.tr("&Open the vault"), "primary", name="unlock.recover")
        self.replace.clicked.connect(self.recover)
        buttons.addWidget(back)
        buttons.addStretch(1)
        buttons.addWidget(self.replace)
        rows.addLayout(buttons)
        return side

    def _kit_side(self) -> QWidget:
        side = QWidget()
        rows = column(side, gap=3)
        self.kit.stored.setObjectName("unlock.stored")
        self.kit.save.setObjectName("unlock.saveKit")
        self.kit.code.setObjectName("unlock.newCode")
        rows.addWidget(self.kit)
        self.go_on = button(self.tr("&Go on"), "primary", name="unlock.goOn")
        self.go_on.setEnabled(False)
        self.kit.ready.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(lambda _=False: self.router.vault_opened())
        rows.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignRight)
        return side

    def enter(self) -> None:
        """Ask for the passphrase."""
        self._turn(0)
        caption(self.open, self.tr("&Unlock"))

    def leave(self) -> None:
        """Empty every field.

        A new recovery code that was not stored yet is kept back and shown again after unlocking: the old
        one is void, and nobody could ever see the new one again.
        """
        if self.stack.currentIndex() == _KIT and not self.kit.stored.isChecked():
            self._kept_code = self._fresh_code
        self._fresh_code = ""
        self.passphrase.clear()
        self.code.clear()
        self.choice.wipe()
        self.kit.show_code("")
        self.kit.stored.setChecked(False)
        self.recording.hide()

    @property
    def keeps_code(self) -> bool:
        """Whether a new recovery code is shown, or waits to be, that nobody has stored yet."""
        return bool(self._kept_code or self._fresh_code) and not self.kit.stored.isChecked()

    def say_what_goes_on(
        self, *, recording: bool = False, working: bool = False, not_stored: bool = False, not_closed: bool = False
    ) -> None:
        """Say what goes on behind the lock, what waits for it to be opened, and what did not go well."""
        said = [self.tr("The recording goes on while Sotto is locked.")] if recording else []
        if working:
            said.append(self.tr("The work goes on after unlocking."))
        if not_stored:
            said.append(self.tr("The last words before locking could not be stored. Look at the note after unlocking."))
        if not_closed:
            said.append(self.tr("The vault did not close as it should. Unlock it and check it in the settings."))
        if said:
            self.recording.say(" ".join(said), "warning" if not_stored or not_closed else "info")

    def unlock(self) -> None:
        """Try the passphrase."""
        typed = self.passphrase.text()
        if not typed or not self.passphrase.isEnabled():
            return
        self._waiting(True)
        self.ops.run(self, lambda: self.services.vault.unlock(typed), lambda _: self._opened(), self._failed)

    def recover(self) -> None:
        """Try the recovery code, with the new passphrase."""
        code, new = self.code.text().strip(), self.choice.passphrase
        if not self.replace.isEnabled():
            return
        self._waiting(True)

        self.ops.run(self, lambda: self.services.vault.recover(code, new), self._show_kit, self._failed)

    def _show_kit(self, fresh: str) -> None:
        self._waiting(False)
        self._fresh_code = fresh
        self.kit.show_code(fresh)
        self._turn(_KIT)
        self.router.apply_preferences()  # the vault is open: it locks when nobody is there

    def _opened(self) -> None:
        kept, self._kept_code = self._kept_code, ""
        if kept:
            self._show_kit(kept)
            return
        self._waiting(False)
        self.router.vault_opened()

    def _failed(self, error: Exception) -> None:
        self._waiting(False)
        text = describe(error)
        self.banner.say(f"{text.happened} {text.next_step}", "danger")
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _waiting(self, waiting: bool) -> None:
        for each in (self.passphrase, self.code, self.choice):
            each.setEnabled(not waiting)
        self.open.setEnabled(not waiting and bool(self.passphrase.text()))
        caption(self.open, self.tr("Opening…") if waiting else self.tr("&Unlock"))
        self.replace.setEnabled(not waiting)
        if waiting:
            self.banner.hide()

    def _passphrase_typed(self, text: str) -> None:
        self.open.setEnabled(bool(text))

    def _recover_ready(self) -> None:
        self.replace.setEnabled(bool(self.code.text().strip()) and self.choice.good)

    def _turn(self, side: int) -> None:
        self.banner.hide()
        self.stack.setCurrentIndex(side)
        for place in range(self.stack.count()):
            page = self.stack.widget(place)
            if page is not None:
                # Only the side that is shown may decide how high the card is.
                policy = page.sizePolicy()
                policy.setVerticalPolicy(policy.Policy.Preferred if place == side else policy.Policy.Ignored)
                page.setSizePolicy(policy)
        (self.passphrase if side == 0 else self.code if side == 1 else self.kit.save).setFocus()
        self._recover_ready()
        self.open.setEnabled(bool(self.passphrase.text()))
