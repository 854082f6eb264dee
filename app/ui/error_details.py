"""What can be copied of an error for whoever helps: its code, the functions it came through, versions; no value.

Neither the text of an exception nor the `detail` of one of Sotto's errors is in it: these may name a folder or a file,
or hold a client's words.
"""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtWidgets import QApplication, QPushButton

from app import __version__, crash_log
from app.ui.announce import announce
from app.ui.widgets import caption

MOST_CAUSES = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("ErrorView", text)


def details(error: BaseException) -> str:
    """A few lines of plain text, in English: for support, not for the screen."""
    lines = [f"Sotto {__version__}", f"Error: {crash_log.kind(error)}", f"In: {crash_log.places(error.__traceback__)}"]
    cause, seen = error.__cause__ or error.__context__, 0
    while cause is not None and seen < MOST_CAUSES:
        lines.append(f"Because of: {crash_log.kind(cause)} in {crash_log.places(cause.__traceback__)}")
        cause, seen = cause.__cause__ or cause.__context__, seen + 1
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    python = ".".join(str(part) for part in sys.version_info[:3])
    lines.append(f"On: {system}, Python {python}, Qt {qVersion()}")
    return "\n".join(lines)


def copy(text: str) -> None:
    """Put the details on the clipboard; like everything copied in Sotto they leave it after a minute."""
    QApplication.clipboard().setText(text)


class CopyDetails(QPushButton):
    """Copies the details of an error and says so. Its tooltip shows them, so that one sees what one hands on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setProperty("kind", "quiet")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._text = ""
        self.clicked.connect(lambda _=False: self._copy())
        self.hide()

    def hold(self, text: str) -> None:
        """The details to copy; hidden where there are none. It must lie in its window by then."""
        self._text = text
        caption(self, _tr("Copy &details"), text)
        self.setVisible(bool(text))

    def _copy(self) -> None:
        copy(self._text)
        self.setText(_tr("Copied"))
        announce(self, _tr("The details are on the clipboard for a minute."))
