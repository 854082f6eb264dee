"""Painted and self-measuring widgets: level meter, flowing layout, text field that grows with its text."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QStyle, QTextEdit, QWidget

from app.ui import theme

LINE_PERCENT = 118.0
"""Height of a line of running text, of what the font itself asks for."""
TOLD_MS = 2000
"""How long a screen reader keeps a level before it is told another one."""


class Meter(QWidget):
    """A level from 0.0 to 1.0 as a row of ticks; falls slowly, so that it can be read."""

    TICKS = 48

    def __init__(self, name: str, *, height: int = 20) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Microphone level"))
        self.setFixedHeight(theme.px(height))
        self.setMinimumWidth(theme.px(200))
        self.level = 0.0
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(TOLD_MS)
        self._told.timeout.connect(self._tell)

    def set_level(self, level: float) -> None:
        """Show a peak level; 0.0 is silence, 1.0 is full scale."""
        # A square root spreads quiet speech over more ticks, as the ear does.
        target = min(1.0, max(0.0, level)) ** 0.5
        self.level = max(target, self.level * 0.82) if target < self.level else target
        if not self._told.isActive():
            self._tell()
        self.update()

    def _tell(self) -> None:
        """In tens, and seldom: a screen reader that is told of each change drops what matters beside it."""
        said = self.tr("{percent} percent").replace("{percent}", str(round(self.level * 10) * 10))
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            self._told.start()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the ticks that are lit at full height in the accent, the last ones in the warning colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ticks = max(8, min(self.TICKS, self.width() // theme.px(7)))  # in a narrow one they must not run together
        step = self.width() / ticks
        wide = max(2.0, step * 0.45)
        for tick in range(ticks):
            lit = tick < round(self.level * ticks)
            loud = tick >= ticks * 0.92
            painter.setBrush(theme.colour(("warning_edge" if loud else "accent") if lit else "outline"))
            high = float(self.height()) if lit else max(wide, self.height() * 0.3)  # the level is a shape, too
            painter.drawRoundedRect(QRectF(tick * step, (self.height() - high) / 2, wide, high), wide / 2, wide / 2)
        painter.end()


class Flow(QLayout):
    """Places widgets one after the other and breaks the line where the width ends."""

    def __init__(self, parent: QWidget | None = None, gap: float = 1.5) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = theme.space(gap)
        self._heights: dict[int, int] = {}  # by width: a long page asks for the same one again and again
        self._placed: QRect | None = None  # where the items stand already; its height does not matter
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, None outside."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out, None outside."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the lines at a width."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Something in it has changed."""
        self._heights.clear()
        self._placed = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        wide = QRect(rect.topLeft(), QSize(rect.width(), 0))
        if wide != self._placed:
            self._placed = wide
            self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """The smallest size that holds each item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Wide and high enough for the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, high = rect.x(), rect.y(), 0
        above = self.parentWidget()
        direction = above.layoutDirection() if above is not None else Qt.LayoutDirection.LeftToRight
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 10_000))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, high = rect.x(), y + high + self._gap, 0
            if move:
                item.setGeometry(QStyle.visualRect(direction, rect, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
            high = max(high, size.height())
        return y + high - rect.y()


class GrowingText(QTextEdit):
    """A plain text field as high as its text, never with a scroll bar of its own."""

    def __init__(self, name: str, text: str = "", *, least_lines: int = 1) -> None:
        super().__init__()
        self.setObjectName(name)
        self._least = least_lines
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.setAcceptRichText(False)
        self.document().setUndoRedoEnabled(False)
        self.setPlainText(text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        airy = QTextBlockFormat()
        airy.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(airy)
        self.document().setUndoRedoEnabled(True)
        self.textChanged.connect(self.grow)
        QTimer.singleShot(0, self, self.grow)

    def grow(self) -> None:
        """Take the height that the text needs at this width."""
        height = max(self.document().size().height(), self._least * self.fontMetrics().lineSpacing())
        frame = self.height() - self.viewport().height() if self.isVisible() else theme.px(10)
        self.setFixedHeight(ceil(height) + max(0, frame))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow a new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.grow()
