"""F1 within a dialog: the help of what it is about, over it. What is typed in the dialog stays as it is.

While a dialog is open the window's own shortcuts are dead, so that each dialog gets the keys when it first has them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from app.ui import help_pages
from app.ui.help_dialog import HelpDialog

HELP, KEYS = "F1", "Shift+F1"
TOPICS = {
    "about": "models",
    "addendum": "signing",
    "change": "opening",
    "closing": "recording",
    "deleteClient": "storage",
    "deleteFormat": "formats",
    "deleteSession": "storage",
    "deleteTranscript": "storage",
    "destroy": "storage",
    "draftAgain": "formats",
    "error.dialog": "errors",
    "export": "out-of-sotto",
    "fields": "out-of-sotto",
    "goals": "clients",
    "interrupted": "recording",
    "keychain": "opening",
    "kit": "storage",
    "leaving": "out-of-sotto",
    "leavingSynced": "out-of-sotto",
    "merge": "reviewing",
    "mirror": "models",
    "offer": "models",
    "pack": "models",
    "palette": "help",
    "part": "reviewing",
    "range": "reviewing",
    "removeModel": "models",
    "rename": "clients",
    "restore": "storage",
    "sign": "signing",
    "speakers": "reviewing",
    "terms": "new-session",
    "unstored": "errors",
    "versions": "signing",
    "writing.drop": "without-recording",
}
"""The topic of the help for each dialog, by its object name. A dialog that is not here has the one of its page."""


class DialogHelp(QObject):
    """Gives each dialog of the window the two keys. `topic`: that of the page below, for a dialog without its own."""

    def __init__(self, app: QApplication, parent: QObject, topic: Callable[[], str]) -> None:
        super().__init__(parent)
        self._app = app
        self._topic = topic
        app.focusWindowChanged.connect(self._look)

    def _look(self, _: object) -> None:
        front = self._app.activeWindow()
        if isinstance(front, QDialog) and not isinstance(front, HelpDialog) and not front.findChildren(
            QShortcut, "dialogHelp"
        ):  # fmt: skip
            for keys, wanted in ((HELP, ""), (KEYS, help_pages.KEYS)):
                made = QShortcut(QKeySequence(keys), front)
                made.setObjectName("dialogHelp")
                made.activated.connect(lambda over=front, w=wanted: self.show_over(over, w))

    def show_over(self, dialog: QDialog, wanted: str = "") -> None:
        """The help over a dialog, once. `wanted`: a topic by its name, "" for that of the dialog."""
        if not any(each.isVisible() for each in dialog.findChildren(HelpDialog)):
            HelpDialog(dialog, wanted or TOPICS.get(dialog.objectName(), "") or self._topic()).open()
