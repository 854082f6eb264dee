"""Errors on the screen: one voice, three parts: what happened, what was lost, what to do next.

A page that has room for an error says it in a banner of its own (`say`); all others are shown in one dialog
(`present`). Both let the details be copied for whoever helps. No page puts an error's words together by itself: where
it knows better than the error what was lost, or what to do next, it says so through `ErrorText.but`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

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

    def but(self, *, happened: str | None = None, lost: str | None = None, next_step: str | None = None) -> ErrorText:
        """The same error, with parts of its text said as the page knows them; "" leaves one away."""
        return replace(
            self,
            happened=self.happened if happened is None else happened,
            lost=self.lost if lost is None else lost,
            next_step=self.next_step if next_step is None else next_step,
        )


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
        copied = error_details.CopyDetails("error.copy")
        foot.addWidget(copied)
        foot.addStretch(1)
        close = button(self.tr("&Close"), "primary", name="error.close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        rows.addLayout(foot)
        copied.hold(text.details)
        close.setFocus()


def say(
    banner: Banner,
    error: BaseException,
    tone: str = "danger",
    *,
    happened: str | None = None,
    lost: str | None = None,
    next_step: str | None = None,
    action: str = "",
    act: Callable[[], None] | None = None,
) -> ErrorText:
    """Say an error in a page's own banner, with a button that copies the details; returns its words.

    `happened`, `lost` and `next_step` as in `ErrorText.but`. `action`, `act`: a button for what can be done about it.
    What the clinician alone can put right, such as a passphrase that does not fit, has no details.
    """
    text = describe(error).but(happened=happened, lost=lost, next_step=next_step)
    if isinstance(error, _PLAIN):
        text = replace(text, details="")
    tell(banner, text, tone, action=action, act=act)
    return text


def tell(
    banner: Banner, text: ErrorText, tone: str = "danger", *, action: str = "", act: Callable[[], None] | None = None
) -> None:
    """As `say`, for an error that was put into words already."""
    copy_words = QCoreApplication.translate("ErrorView", "Copy details") if text.details else ""
    copied: tuple[str, Callable[[], None]] | None = (
        (copy_words, lambda: _copied(banner, text)) if text.details else None
    )
    if copied is not None and not action:
        banner.say(text.whole(), tone, action=copied[0], act=copied[1])
    else:
        banner.say(text.whole(), tone, action=action, act=act, more=copied)


def put(text: ErrorText, happened: QLabel, after: QLabel, copied: error_details.CopyDetails) -> None:
    """Say an error in a card of a page's own, whose labels and button stand where the page wants them."""
    happened.setText(text.happened)
    after.setText(text.after())
    copied.hold(text.details)


def note(error: BaseException) -> None:
    """An error that the screen does not tell, since nothing was asked for: a fault is logged by its type."""
    describe(error)


def briefly(error: BaseException) -> str:
    """What happened, where there is room for no more than a line."""
    return describe(error).happened


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
