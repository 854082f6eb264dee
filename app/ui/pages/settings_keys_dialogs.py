"""Dialogs about the ways into the vault: another passphrase, another recovery kit, the computer's keychain."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from app.ui import error_view, theme
from app.ui.context import Context
from app.ui.operations import Lane
from app.ui.pages.first_run_steps import RecoveryStep
from app.ui.passphrase_field import PassphraseChoice, secret_field
from app.ui.widgets import Banner, button, caption, column, label, row


class _KeysDialog(QDialog):
    """A heading, what it is about, the present passphrase, and two buttons."""

    def __init__(self, context: Context, parent: QWidget, name: str, title: str, text: str, act: str) -> None:
        super().__init__(parent)
        self.context = context
        self.vault = context.services.vault
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(520))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = column(self, gap=3, margins=(7, 6, 7, 6))
        self.heading = label(title, "title", wrap=True)
        outer.addWidget(self.heading)
        if text:
            outer.addWidget(label(text, tone="muted", wrap=True))
        self.banner = Banner(f"{name}.error")
        outer.addWidget(self.banner)
        self.old = secret_field(f"{name}.old", self.tr("Present passphrase"))
        self.old.textChanged.connect(lambda _: self.look())
        self.ok = button(act, "primary", name=f"{name}.ok")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self.act)
        self.rows: QVBoxLayout = column(gap=2)
        outer.addLayout(self.rows)
        self.fill()
        outer.addSpacing(theme.space(2))
        buttons = row(gap=3)
        cancel = button(self.tr("&Cancel"), "quiet", name=f"{name}.cancel")
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        buttons.addWidget(self.ok)
        outer.addLayout(buttons)
        self.old.setFocus()
        self.look()

    def fill(self) -> None:
        """Put the fields into `rows`."""
        self.rows.addWidget(label(self.tr("Present passphrase"), "strong"))
        self.rows.addWidget(self.old)

    @property
    def good(self) -> bool:
        """Whether the button may be pressed."""
        return bool(self.old.text())

    def look(self) -> None:
        """Enable the button, or not."""
        self.ok.setEnabled(self.good)

    def act(self) -> None:
        """Do what the button says."""

    def run(self, work: Callable[[], None], done: Callable[[], None], lane: Lane = Lane.VAULT) -> None:
        """Call `work` beside the window, then `done`; a failure is shown here."""
        self.banner.hide()
        self._waiting(True)

        def answered(_: None) -> None:
            self._waiting(False)
            done()

        self.context.ops.run(self, work, answered, self._failed, lane=lane)

    def _failed(self, error: Exception) -> None:
        self._waiting(False)
        error_view.say(self.banner, error, lost="")
        self.old.selectAll()
        self.old.setFocus()

    def _waiting(self, waiting: bool) -> None:
        self.old.setEnabled(not waiting)
        self.ok.setEnabled(not waiting and self.good)


class ChangePassphrase(_KeysDialog):
    """The present passphrase, and another one twice."""

    def __init__(self, context: Context, parent: QWidget, done: Callable[[], None]) -> None:
        self._done = done
        super().__init__(
            context,
            parent,
            "change",
            self.tr("Change the passphrase"),
            self.tr("The recovery kit stays good. Backups made before open with the passphrase of their time."),
            self.tr("&Change it"),
        )

    def fill(self) -> None:
        """See `_KeysDialog.fill`."""
        super().fill()
        self.rows.addSpacing(theme.space(2))
        self.choice = PassphraseChoice(self.context, "change", self.tr("New passphrase"))
        self.choice.ready.connect(lambda _: self.look())
        self.choice.submitted.connect(self.act)
        self.rows.addWidget(self.choice)

    @property
    def good(self) -> bool:
        """The present one, and the new one twice."""
        return bool(self.old.text()) and self.choice.good

    def act(self) -> None:
        """Change it."""
        if not self.ok.isEnabled():
            return
        old, new = self.old.text(), self.choice.passphrase

        def done() -> None:
            self._done()
            self.accept()

        self.run(lambda: self.vault.change_passphrase(old, new), done)


class NewKit(_KeysDialog):
    """The passphrase, then a new code; the old one is void when the new one was confirmed as stored."""

    def __init__(self, context: Context, parent: QWidget, done: Callable[[], None]) -> None:
        self._done = done
        self._fresh = ""
        super().__init__(context, parent, "kit", self.tr("New recovery kit"), "", self.tr("&Next"))

    def fill(self) -> None:
        """See `_KeysDialog.fill`."""
        self.sides = QStackedWidget()
        first = QWidget()
        rows = column(first, gap=2)
        rows.addWidget(label(self.tr("The kit that you have stays good until the new one is stored."),
                             tone="muted", wrap=True))  # fmt: skip
        rows.addSpacing(theme.space(1))
        rows.addWidget(label(self.tr("Present passphrase"), "strong"))
        rows.addWidget(self.old)
        rows.addStretch(1)
        self.sides.addWidget(first)
        self.kit = RecoveryStep(self.context)
        self.kit.code.setObjectName("kit.code")
        self.kit.save.setObjectName("kit.save")
        self.kit.stored.setObjectName("kit.stored")
        self.kit.ready.connect(lambda _: self.look())
        self.rows.addWidget(self.sides)

    @property
    def good(self) -> bool:
        """A passphrase, then the tick."""
        return self.kit.good if self._fresh else bool(self.old.text())

    def act(self) -> None:
        """One step on."""
        if not self.ok.isEnabled():
            return
        if self._fresh:
            code = self._fresh
            self.run(lambda: self.vault.confirm_recovery_code(code), self._stored)
        else:
            typed, proposed = self.old.text(), list[str]()

            def propose() -> None:
                self.vault.check_passphrase(typed)
                proposed.append(self.vault.propose_recovery_code())

            self.run(propose, lambda: self._show(proposed[0]))

    def reject(self) -> None:
        """The clinician called it off, and knows that the code opens nothing."""
        if self._fresh:
            self.context.ops.run(self.context.ops, self.vault.recovery_put_off)
        self.put_away()

    def put_away(self) -> None:
        """A lock closes it: after unlocking it is said that the code opens nothing."""
        self._fresh = ""
        self.kit.show_code("")
        super().reject()

    def _show(self, code: str) -> None:
        self.old.clear()
        self._fresh = code
        self.kit.show_code(self._fresh)
        self.heading.hide()  # the step has its own
        self.sides.addWidget(self.kit)
        self.sides.setCurrentWidget(self.kit)
        caption(self.ok, self.tr("&Replace the old kit"))
        self.kit.save.setFocus()
        self.look()
        self.adjustSize()

    def _stored(self) -> None:
        self._fresh = ""
        self.kit.show_code("")
        self._done()
        self.accept()


class KeychainOn(_KeysDialog):
    """Asks for the passphrase before the keychain may open the vault."""

    def __init__(self, context: Context, parent: QWidget, done: Callable[[], None]) -> None:
        self._done = done
        super().__init__(
            context,
            parent,
            "keychain",
            self.tr("Open with this computer's keychain"),
            self.tr(
                "Whoever can use this computer's account while you are logged in can then open the vault without the "
                "passphrase. The passphrase and the recovery code go on working."
            ),
            self.tr("&Turn it on"),
        )

    def act(self) -> None:
        """Turn it on."""
        if not self.ok.isEnabled():
            return
        typed = self.old.text()

        def done() -> None:
            self._done()
            self.accept()

        self.run(lambda: self.vault.keychain_on(typed), done, Lane.LONG)  # the keychain may ask something itself
