"""A field for text with a sign at its beginning."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from app.ui import icons, theme
from app.ui.widgets import label

SIGN, EDGE, WORDS = 18, 12, 28
"""Pixels at the usual text size: the sign's side, the air before it, and how far in the words begin."""


class SignedField(QLineEdit):
    """The sign grows with the text; Qt keeps those that it puts into a field at one size."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._sign = label("")
        self._sign.setParent(self)
        self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        icons.put(self._sign, icon, "muted", SIGN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sign stays at the beginning, in the middle of the height; the words begin behind it."""
        super().resizeEvent(event)
        side, edge, words = theme.px(SIGN), theme.px(EDGE), theme.px(WORDS)
        backwards = self.isRightToLeft()
        left = self.width() - side - edge if backwards else edge
        self._sign.setGeometry(left, (self.height() - side) // 2, side, side)
        self.setTextMargins(0 if backwards else words, 0, words if backwards else 0, 0)
