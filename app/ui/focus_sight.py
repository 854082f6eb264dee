"""Whoever works by keyboard sees where they are: what has the keys comes into view, and lists and texts get a frame.

Qt brings a control into view when Tab goes from one part of a scroll area to another, not when it enters the area,
nor when a shortcut goes there. Buttons and fields show the focus by their own look; a list or a long text, whose look
is that of what is in it, gets a frame around it while it has the keys. By mouse nothing jumps and no frame is needed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from app.ui import theme

ROOM = 24
"""Pixels that are to be seen around what has the keys, at the usual text size."""


class FocusFrame(QWidget):
    """A frame over the edge of a widget, for as long as that has the keys; the mouse goes through it."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setObjectName("focusFrame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(around.rect())
        around.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to its size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = max(2, theme.px(2))
        painter.setPen(QPen(theme.colour("accent"), wide))
        inside = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(inside, theme.space(1), theme.space(1))
        painter.end()


def wants_frame(widget: QWidget) -> bool:
    """Whether it does not show by itself that it has the keys."""
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.isReadOnly()
    if isinstance(widget, QLabel):
        return True
    return isinstance(widget, QAbstractItemView) and widget.window().windowType() is not Qt.WindowType.Popup


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever it lies in as far as is needed; what is taller than its room stays where a part is to be seen."""
    above = widget.parentWidget()
    while above is not None:
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None and inside.isAncestorOf(widget):
            view = above.viewport().rect()
            there = QRect(widget.mapTo(above.viewport(), QPoint(0, 0)), widget.size())
            needed = min(there.height(), view.height() // 2)
            if there.intersected(view).height() < needed:
                # Not `ensureWidgetVisible`: in a field of many lines that looks at the cursor alone.
                middle = widget.mapTo(inside, widget.rect().center())
                above.ensureVisible(middle.x(), middle.y(), 0, needed // 2 + theme.px(ROOM))
        above = above.parentWidget()


class FocusSight(QObject):
    """Follows the keys through the window and its dialogs."""

    def __init__(self, app: QApplication, parent: QObject, by_key: Callable[[], bool]) -> None:
        """`by_key`: whether the last act was one of the keyboard."""
        super().__init__(parent)
        self._by_key = by_key
        self._frame: FocusFrame | None = None
        app.focusChanged.connect(self._moved)

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        before, self._frame = self._frame, None
        if before is not None and isValid(before):
            before.hide()
            before.deleteLater()
        if now is None or not self._by_key():
            return
        bring_into_view(now)
        if wants_frame(now):
            self._frame = FocusFrame(now)
