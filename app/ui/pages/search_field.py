"""The field of the search page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.ui.parts.signed_field import SignedField

if TYPE_CHECKING:
    from app.ui.pages.search import SearchPage


class Field(SignedField):
    """Where one types: Down goes to what was found, Escape empties it."""

    def __init__(self, page: SearchPage) -> None:
        super().__init__("search")
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave what is not typing to the page."""
        if event.key() == Qt.Key.Key_Down:
            self._page.list.go_first()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
