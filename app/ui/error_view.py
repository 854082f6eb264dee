"""Errors on the screen: one voice, three parts: what happened, what was lost, what to do next.

A page that has room for an error says it in a banner of its own (`say`); all others are shown in one dialog
(`present`). Both let the details be copied for whoever helps.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app import crash_log
from app.domain.errors import (
    NetworkFolder,
    NotAllowed,
    SottoError,
    SyncedFolder,
    UnlockDelayed,
    UnlockFailed,
    VaultMissing,
    WeakPassphrase,
)
from app.ui import error_details, icons, theme
from app.ui.announce import announce
from app.ui.translation import error_words
from app.ui.widgets import Banner, button, column, label, row

log = logging.getLogger(__name__)
_PLAIN = (NotAllowed, UnlockFailed, UnlockDelayed, WeakPassphrase, SyncedFolder, NetworkFolder, VaultMissing)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error in the words of the screen. `details` are for whoever helps, see `app.ui.error_details`."""

    happened: str
    lost: str
    next_step: str
    code: str
    details: str = ""

    def after(self) -> str:
        """What was lost and what to do next, as one text."""
        return " ".join(part for part in (self.lost, self.next_step) if part)

    def whole(self) -> str:
        """All three parts as one text."""
        return " ".join(part for part in (self.happened, self.after()) if part)


def describe(error: BaseException) -> ErrorText:
    """The words for an error.

    Anything that Sotto did not raise on purpose is a fault: it is logged by its type alone, since
    its text may hold a client's words.
    """
    details = error_details.details(error)
    if isinstance(error, SottoError):
        return ErrorText(*error_words(error), error.code, details)
    log.error("unexpected %s in %s", crash_log.kind(error), crash_log.places(error.__traceback__))
    translate = QCoreApplication.translate
    return ErrorText(
        translate("ErrorView", "Sotto made a mistake."),
        translate("ErrorView", "What was stored before is untouched."),
        translate("ErrorView", "Try again. If it happens again, close and open Sotto."),
        f"fault.{type(error).__name__}",
        details,
    )


class ErrorDialog(QDialog):
    """A calm dialog for an error that no page shows itself."""

    def __init__(self, text: ErrorText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error.dialog")
        self.setWindowTitle(self.tr("Something needs your attention"))
        self.setMinimumWidth(theme.px(480))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.code = text.code
        rows = column(self, gap=3, margins=(6, 6, 6, 6))
        head = row(gap=3)
        sign = label("")
        icons.put(sign, "warning", "warning_edge", 24)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(text.happened, "heading", wrap=True, name="error.happened"), 1)
        rows.addLayout(head)
        for part, name in ((text.lost, "error.lost"), (text.next_step, "error.next")):
            if part:
                rows.addWidget(label(part, "body", tone="muted", wrap=True, name=name))
        rows.addSpacing(theme.space(2))
        foot = row(gap=3)
        if text.details:
            foot.addWidget(error_details.copy_button(text.details, "error.copy"))
        foot.addStretch(1)
        close = button(self.tr("&Close"), "primary", name="error.close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        rows.addLayout(foot)
        close.setFocus()


def say(banner: Banner, error: BaseException, tone: str = "danger") -> ErrorText:
    """Say an error in a page's own banner, with a button that copies the details; returns its words.

    What the clinician alone can put right, such as a passphrase that does not fit, has no details.
    """
    text = describe(error)
    if isinstance(error, _PLAIN):
        banner.say(text.whole(), tone)
    else:
        copied = QCoreApplication.translate("ErrorView", "Copy details")
        banner.say(text.whole(), tone, action=copied, act=lambda: _copied(banner, text))
    return text


def _copied(banner: Banner, text: ErrorText) -> None:
    error_details.copy(text.details)
    announce(banner, QCoreApplication.translate("ErrorView", "The details are on the clipboard for a minute."))


def present(owner: QObject, error: Exception) -> None:
    """Show an error in a dialog over the window that `owner` belongs to; does not block."""
    widget = owner if isinstance(owner, QWidget) else QApplication.activeWindow()
    show(describe(error), widget.window() if widget is not None else None)


def show(text: ErrorText, parent: QWidget | None) -> None:
    """Show the words of an error in a dialog; does not block. The same error is shown once at a time."""
    open_now = parent.findChildren(ErrorDialog) if parent is not None else []
    if any(each.isVisible() and each.code == text.code for each in open_now):
        return
    made = ErrorDialog(text, parent)
    made.setAccessibleDescription(text.whole())
    made.open()
    announce(made, text.whole(), urgent=True)
