"""The field of the search page, with its sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from app.ui import icons, theme
from app.ui.widgets import label

if TYPE_CHECKING:
    from app.ui.pages.search import SearchPage

SIGN, EDGE, WORDS = 18, 12, 28
"""Pixels at the usual text size: the sign's side, the air before it, and how far in the words begin."""


class Field(QLineEdit):
    """Where one types: Down goes to what was found, Escape empties it."""

    def __init__(self, page: SearchPage) -> None:
        super().__init__()
        self._page = page
        # Qt keeps the signs within a field at one size, whatever the text's.
        self._sign = label("")
        self._sign.setParent(self)
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        icons.put(self._sign, "search", "muted", SIGN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sign stays at the beginning, in the middle of the height."""
        super().resizeEvent(event)
        side, edge = theme.px(SIGN), theme.px(EDGE)
        backwards = self.isRightToLeft()
        left = self.width() - side - edge if backwards else edge
        self._sign.setGeometry(left, (self.height() - side) // 2, side, side)
        self.setTextMargins(0 if backwards else theme.px(WORDS), 0, theme.px(WORDS) if backwards else 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave what is not typing to the page."""
        if event.key() == Qt.Key.Key_Down:
            self._page.list.go_first()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
