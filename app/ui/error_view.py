"""Errors on the screen: one voice, three parts: what happened, what was lost, what to do next."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app import crash_log
from app.domain.errors import SottoError
from app.ui import icons, theme
from app.ui.announce import announce
from app.ui.translation import error_words
from app.ui.widgets import button, label

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error in the words of the screen."""

    happened: str
    lost: str
    next_step: str
    code: str

    def after(self) -> str:
        """What was lost and what to do next, as one text."""
        return " ".join(part for part in (self.lost, self.next_step) if part)


def describe(error: BaseException) -> ErrorText:
    """The words for an error.

    Anything that Sotto did not raise on purpose is a fault: it is logged by its type alone, since
    its text may hold a client's words.
    """
    if isinstance(error, SottoError):
        return ErrorText(*error_words(error), error.code)
    log.error("unexpected %s in %s", crash_log.kind(error), crash_log.places(error.__traceback__))
    translate = QCoreApplication.translate
    return ErrorText(
        translate("ErrorView", "Sotto made a mistake."),
        translate("ErrorView", "What was stored before is untouched."),
        translate("ErrorView", "Try again. If it happens again, close and open Sotto."),
        f"fault.{type(error).__name__}",
    )


class ErrorDialog(QDialog):
    """A calm dialog for an error that no page shows itself."""

    def __init__(self, text: ErrorText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error.dialog")
        self.setWindowTitle(self.tr("Something needs your attention"))
        self.setMinimumWidth(theme.px(440))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[theme.space(6)] * 4)
        rows.setSpacing(theme.space(3))
        head = QHBoxLayout()
        head.setSpacing(theme.space(3))
        sign = label("")
        icons.put(sign, "warning", "warning_edge", 24)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(text.happened, "heading", wrap=True, name="error.happened"), 1)
        rows.addLayout(head)
        for part, name in ((text.lost, "error.lost"), (text.next_step, "error.next")):
            if part:
                rows.addWidget(label(part, "body", tone="muted", wrap=True, name=name))
        close = button(self.tr("&Close"), "primary", name="error.close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        rows.addSpacing(theme.space(2))
        rows.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def present(owner: QObject, error: Exception) -> None:
    """Show an error in a dialog over the window that `owner` belongs to; does not block."""
    widget = owner if isinstance(owner, QWidget) else QApplication.activeWindow()
    show(describe(error), widget.window() if widget is not None else None)


def show(text: ErrorText, parent: QWidget | None) -> None:
    """Show the words of an error in a dialog; does not block."""
    made = ErrorDialog(text, parent)
    made.setAccessibleDescription(f"{text.happened} {text.after()}")
    made.open()
    announce(made, f"{text.happened} {text.after()}", urgent=True)
