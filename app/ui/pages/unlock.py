"""Unlock: the passphrase, the recovery code and a new passphrase, or the computer's keychain."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import NetworkFolder, SyncedFolder, UnlockDelayed, UnlockFailed, VaultError
from app.ui import error_view, icons, theme
from app.ui.announce import announce
from app.ui.caps_lock import CapsLock
from app.ui.context import Context, Page
from app.ui.lamp import Sign
from app.ui.operations import Lane
from app.ui.pages.first_run_steps import RecoveryStep
from app.ui.pages.folder_question import FolderQuestion
from app.ui.pages.frame import OneAtATime, centred
from app.ui.pages.unlock_goes_on import GoesOn
from app.ui.passphrase_field import PassphraseChoice, secret_field
from app.ui.widgets import Banner, Card, button, caption, column, label, row, set_tone

_KIT = 2
"""The side of the card that shows a new recovery code."""


class UnlockPage(Page):
    """What stands on the screen while the vault is locked."""

    chrome = False
    help_topic = "opening"
    goes_on = Signal(bool)
    """Whether a recording goes on behind the lock; told whenever a lock shows this page."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "unlock")
        self.attempt = 0
        """How often something was tried; see `trying`."""
        self._fresh_code = ""
        self._seconds = 0
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(lambda: self._count(self._seconds - 1))
        inner = centred(self.outer, 420)
        inner.setSpacing(theme.space(3))
        self._head(inner)
        card = Card(gap=3, padding=7)
        inner.addWidget(card)
        self.banner = Banner("unlock.error")
        card.rows.addWidget(self.banner)
        self.stack = OneAtATime()
        card.rows.addWidget(self.stack)
        self.stack.addWidget(self._passphrase_side())
        self.stack.addWidget(self._recovery_side())
        self.kit = RecoveryStep(context)
        self.stack.addWidget(self._kit_side())
        self.folder = FolderQuestion(context, "unlock", self._look)
        self.folder.hide()  # not one of the sides: the tallest of them would decide how high the card is
        card.rows.addWidget(self.folder)
        self.wait = label("", "caption", tone="muted", wrap=True, name="unlock.wait")
        self.wait.hide()
        card.rows.addWidget(self.wait)
        foot = label(self.tr("Everything stays on this computer."), "caption", tone="muted")
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(foot)

    def _head(self, inner: QVBoxLayout) -> None:
        """What stands above the field: the mark, that it is locked, and what goes on all the same."""
        sign = label("")
        icons.put(sign, "sotto", "accent", 52)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(sign)
        title = label(self.tr("Sotto is locked"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(title)
        self.recording = GoesOn("unlock.recording")
        inner.addWidget(self.recording)
        self.trouble = Banner("unlock.trouble")
        inner.addWidget(self.trouble)
        inner.addSpacing(theme.space(2))

    def _passphrase_side(self) -> QWidget:
        side = QWidget()
        rows = column(side, gap=3)
        rows.addWidget(label(self.tr("Passphrase"), "strong"))
        self.passphrase = secret_field("unlock.passphrase", self.tr("Passphrase"))
        self.passphrase.returnPressed.connect(self.unlock)
        self.passphrase.textChanged.connect(lambda _: self._ready())
        rows.addWidget(self.passphrase)
        self.caps = label(self.tr("Caps lock is on."), "caption", tone="warning", name="unlock.caps")
        self.caps.hide()
        rows.addWidget(self.caps)
        self._caps_lock = CapsLock(self.passphrase)
        self._caps_lock.changed.connect(self._show_caps)
        self.open = button(self.tr("&Unlock"), "primary", name="unlock.open", size="large")
        self.open.setEnabled(False)
        self.open.clicked.connect(self.unlock)
        rows.addWidget(self.open)
        self.keychain = button(self.tr("Open with this computer's &keychain"), name="unlock.keychain")
        self.keychain.clicked.connect(self.use_keychain)
        self.keychain.hide()
        rows.addWidget(self.keychain)
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
        self.code.textChanged.connect(lambda _: self._ready())
        rows.addWidget(self.code)
        rows.addSpacing(theme.space(1))
        rows.addWidget(label(self.tr("Choose a new passphrase. The vault then gets a new recovery code."),
                             tone="muted", wrap=True))  # fmt: skip
        self.choice = PassphraseChoice(self.context, "unlock.new")
        self.choice.ready.connect(lambda _: self._ready())
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
        self.go_on.clicked.connect(self.confirm)
        self.later = button(self.tr("Not &now"), "quiet", name="unlock.later")
        self.later.clicked.connect(self.put_off)
        buttons = row(gap=3)
        buttons.addWidget(self.later)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        self.which = label("", "caption", tone="muted", wrap=True, name="unlock.whichCode")
        rows.addWidget(self.which)
        rows.addLayout(buttons)
        return side

    def _show_caps(self, on: bool) -> None:
        self.caps.setVisible(on)
        if on:
            announce(self, self.caps.text())

    def enter(self) -> None:
        """Ask for the passphrase."""
        self._turn(0)
        self.keychain.setEnabled(True)
        caption(self.open, self.tr("&Unlock"))
        self._look()

    def _look(self) -> None:
        """See whether the vault may lie where it is, how long the next try has to wait, and what else opens it."""
        vault = self.services.vault
        self.ask(lambda: (vault.folder_problem(), vault.seconds_to_wait(), vault.keychain_offered()), self._looked)

    def _looked(self, found: tuple[VaultError | None, int, bool]) -> None:
        problem, seconds, offered = found
        self.keychain.setVisible(offered)
        self._count(seconds)
        asked = not self.folder.isHidden()
        self.stack.setVisible(problem is None)
        self.folder.setVisible(problem is not None)
        if problem is not None:
            self.banner.hide()
            self.folder.ask(problem)
        elif asked:
            self._turn(0)

    def leave(self) -> None:
        """Empty every field. A new recovery code that was not confirmed is void, and another one is made next time."""
        self._fresh_code = ""
        self.passphrase.clear()
        self.code.clear()
        self.choice.wipe()
        self.kit.show_code("")
        self.kit.stored.setChecked(False)
        self.recording.hide()
        self.trouble.hide()
        self._caps_lock.forget()
        self._count(0)

    def say_what_goes_on(
        self, *, recording: bool = False, working: bool = False, not_stored: bool = False, not_closed: bool = False,
        starting: bool = False,
    ) -> None:  # fmt: skip
        """Say what goes on behind the lock, what waits for it to be opened, and what did not go well."""
        lines: list[tuple[str, Sign, str]] = []
        if recording:
            text = self.tr("The recording goes on while Sotto is locked.")
            lines.append(("unlock.recording.text", Sign.LOCKED, text))
        elif starting:
            text = self.tr(
                "A recording was just starting: if the microphone answered, it goes on while Sotto is locked."
            )
            lines.append(("unlock.recording.text", Sign.STARTING, text))
        if working:
            lines.append(("unlock.work.text", Sign.WORKING, self.tr("The work goes on after unlocking.")))
        self.recording.say(lines)
        wrong = []
        if not_stored:
            wrong.append(self.tr("The last words before locking could not be stored. Look at the note after "
                                 "unlocking."))  # fmt: skip
        if not_closed:
            wrong.append(self.tr("The vault did not close as it should. Unlock it and check it in the settings."))
        if wrong:
            self.trouble.say(" ".join(wrong), "warning")
        self.goes_on.emit(recording)

    def say_stopped(self) -> None:
        """The recording that went on behind the lock was ended from here."""
        text = self.tr("The recording is stopped and stored. Sotto works with it after unlocking.")
        self.recording.say([("unlock.recording.text", Sign.ENDED, text)])

    def unlock(self) -> None:
        """Try the passphrase."""
        typed = self.passphrase.text()
        if not self.open.isEnabled() or not self.passphrase.isEnabled():
            return
        self._try(lambda: self.services.vault.unlock(typed))

    def recover(self) -> None:
        """Try the recovery code, with the new passphrase."""
        code, new = self.code.text().strip(), self.choice.passphrase
        if not self.replace.isEnabled():
            return
        self._try(lambda: self.services.vault.recover(code, new))

    def use_keychain(self) -> None:
        """Try what the computer's keychain keeps. It may ask, or not answer: the passphrase can be typed meanwhile."""
        self.keychain.setEnabled(False)
        self.banner.hide()
        opening = self._with_fresh_code(self.services.vault.unlock_with_keychain)
        self.ask(opening, self._opened, self._failed, lane=Lane.LONG)

    def _try(self, opening: Callable[[], None]) -> None:
        self._waiting(True)
        self.ops.run(self, self._with_fresh_code(opening), self._opened, self._failed)

    def _with_fresh_code(self, opening: Callable[[], None]) -> Callable[[], tuple[str, bool]]:
        """`opening`, then a new recovery code if the one in force was never confirmed as stored, else ""; and whether
        one was shown before that never came to count."""
        vault = self.services.vault

        def act() -> tuple[str, bool]:
            opening()
            void = vault.recovery_void()
            return vault.propose_recovery_code() if vault.recovery_pending() else "", void

        return act

    def _opened(self, found: tuple[str, bool]) -> None:
        self._waiting(False)
        fresh, void = found
        if not fresh:
            self.router.vault_opened()
            return
        self._fresh_code = fresh
        self.kit.show_code(fresh)
        before = self.tr("A code that you had before stays good until you go on from here.")
        if void:
            before = self.tr(
                "The new code that was on the screen when Sotto locked opens nothing: destroy what was written down "
                "or printed of it. This is another one. The code in force before both stays good until you go on "
                "from here."
            )
        self.which.setText(before)
        set_tone(self.which, "warning" if void else "muted")
        self._turn(_KIT)
        announce(self, f"{self.kit.title}. {before}")
        self.router.apply_preferences()  # the vault is open: it locks when nobody is there

    def confirm(self) -> None:
        """The new code is stored: it takes the place of the one before."""
        code = self._fresh_code
        self._confirming(True)

        def done(_: None) -> None:
            self._confirming(False)
            self.router.vault_opened()

        def failed(error: Exception) -> None:
            self._confirming(False)
            error_view.say(self.banner, error)

        self.ask(lambda: self.services.vault.confirm_recovery_code(code), done, failed)

    def put_off(self) -> None:
        """Not now: the code that is shown opens nothing, and another one is shown next time."""
        self._confirming(True)

        def done(_: None) -> None:
            self._confirming(False)
            self.router.vault_opened()

        def failed(error: Exception) -> None:
            done(None)  # the vault is open all the same; nobody is kept out of it
            self.ops.fail(self, error)

        self.ask(self.services.vault.recovery_put_off, done, failed)

    def _confirming(self, waiting: bool) -> None:
        for each in (self.later, self.kit.stored):
            each.setEnabled(not waiting)
        self.go_on.setEnabled(not waiting and self.kit.good)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UnlockFailed):
            # Only with how long the next try waits: until then the button could be pressed and would do nothing.

            def unknown(other: Exception) -> None:
                self._refused(error, 0)
                self.ops.fail(self, other)

            self.ops.run(self, self.services.vault.seconds_to_wait, lambda n: self._refused(error, n), unknown)
        else:
            self._refused(error, error.seconds if isinstance(error, UnlockDelayed) else 0)

    def _refused(self, error: Exception, seconds: int) -> None:
        """Say why the vault did not open; the next try may be made after `seconds`."""
        self._waiting(False)
        if isinstance(error, SyncedFolder | NetworkFolder):
            self._look()
            return
        if not isinstance(error, UnlockDelayed):
            error_view.say(self.banner, error, lost="")
        self._count(seconds)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _count(self, seconds: int) -> None:
        """Say how long the next try has to wait, second by second, and allow it when that is over."""
        self._seconds = max(0, seconds)
        if self._seconds:
            self.wait.setText(self.tr("The next try is possible in {n} s.").replace("{n}", str(self._seconds)))
            self._second.start()
        else:
            self._second.stop()
        self.wait.setVisible(self._seconds > 0)
        self._ready()

    @property
    def trying(self) -> bool:
        """Whether what was typed is being tried just now."""
        return not self.passphrase.isEnabled()

    def _waiting(self, waiting: bool) -> None:
        self.attempt += waiting
        for each in (self.passphrase, self.code, self.choice, self.keychain):
            each.setEnabled(not waiting)
        caption(self.open, self.tr("Opening…") if waiting else self.tr("&Unlock"))
        self._ready()
        if waiting:
            self.open.setEnabled(False)
            self.replace.setEnabled(False)
            self.banner.hide()

    def _ready(self) -> None:
        """Which of the buttons may be pressed."""
        now = self._seconds == 0
        self.open.setEnabled(now and bool(self.passphrase.text()))
        self.replace.setEnabled(now and bool(self.code.text().strip()) and self.choice.good)

    def _turn(self, side: int) -> None:
        self.banner.hide()
        self.stack.setCurrentIndex(side)
        (self.passphrase, self.code, self.kit.save)[side].setFocus()
        self._ready()
