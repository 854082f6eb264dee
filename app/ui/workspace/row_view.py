"""A list of rows of different heights that opens at once, however many they are.

Qt's own list asks for the height of every row before it shows the first. Here a row is measured when it comes into
view; the others have a guessed height, and are measured bit by bit while nothing else is to be done. What stands at the
top stays there meanwhile. Selection, editors and what screen readers are told are Qt's.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from app.ui.workspace.row_places import RowPlaces

Index = QModelIndex | QPersistentModelIndex
SLICE = 0.004
"""Seconds for which rows out of view are measured at a time: a quarter of a frame."""
Hint = QAbstractItemView.ScrollHint
Move = QAbstractItemView.CursorAction


class Heights(Protocol):
    """What knows how high rows are."""

    def measured(self, row: int, width: int) -> int:
        """The height of a row in a list of that width."""
        ...

    def guessed(self, width: int) -> list[tuple[int, bool]]:
        """For every row a height that costs nothing to find out, and whether it is the measured one."""
        ...


class RowView(QListView):
    """See above. `heights` must be set before rows are shown."""

    moved = Signal()
    """Rows stand elsewhere in the window now."""

    def __init__(self) -> None:
        super().__init__()
        self.heights: Heights | None = None
        self._rows = RowPlaces()
        self._silent = False  # what is shown stays where it is, only its distance from the first row is another
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._measure_some)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # ---- places --------------------------------------------------------------------------------

    @property
    def above(self) -> int:
        """How many pixels are scrolled off above."""
        return self.verticalScrollBar().value()

    def visualRect(self, index: Index) -> QRect:
        """Where a row stands in the viewport, or above or below it."""
        row = index.row() if index.isValid() else -1
        if not 0 <= row < len(self._rows):
            return QRect()
        return QRect(0, self._rows.top(row) - self.above, self.viewport().width(), self._rows.height(row))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a point of the viewport."""
        row = self._rows.row_at(point.y() + self.above) if point.y() >= 0 else -1
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def verticalOffset(self) -> int:
        """See `above`."""
        return self.above

    def horizontalOffset(self) -> int:
        """Rows are as wide as the list."""
        return 0

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a row into view."""
        row, page = index.row() if index.isValid() else -1, self.viewport().height()
        if not 0 <= row < len(self._rows):
            return
        self._measure(row, -page)
        self._measure(row, page)
        self._fit()
        top, height, above = self._rows.top(row), self._rows.height(row), self.above
        if hint is Hint.PositionAtCenter:
            above = top - max(0, page - height) // 2
        elif hint is Hint.PositionAtTop or top < above:
            above = top
        elif hint is Hint.PositionAtBottom or top + height > above + page:
            above = min(top, top + height - page)
        self.verticalScrollBar().setValue(above)

    # ---- laying out ----------------------------------------------------------------------------

    def lay_out(self, anchor: tuple[int, int] | None = None) -> None:
        """All heights anew. `anchor`: a row and how far below the top of the list it is to stand; None: as they are."""
        count = self.model().rowCount() if self.model() is not None else 0
        if anchor is None:
            anchor = self.anchor()
        heights, width = self.heights, self.viewport().width()
        self._rows.reset(heights.guessed(width) if heights is not None and count else [])
        if anchor is not None and anchor[0] < count:
            self._measure(anchor[0], self.viewport().height())
            self._fit()
            self._quietly(self._rows.top(anchor[0]) - anchor[1])
        self._measure_view()
        self._fit()
        self.viewport().update()
        self._idle.start(0)
        self.moved.emit()

    def anchor(self) -> tuple[int, int] | None:
        """The row at the top, and how far below the top of the list it stands (0 or less); None without rows."""
        row = self._rows.row_at(self.above)
        return (row, self._rows.top(row) - self.above) if row >= 0 else None

    def doItemsLayout(self) -> None:
        """Qt wants the rows laid out; they are, unless they came without a word."""
        if len(self._rows) != self.model().rowCount():
            self.lay_out()
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """How far there is to scroll."""
        self._fit()
        QAbstractItemView.updateGeometries(self)

    def _fit(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(max(20, page // 16))
        most = max(0, self._rows.total - page)
        if bar.maximum() != most:
            bar.setRange(0, most)

    def _measure(self, row: int, distance: int) -> int:
        """Measure rows from `row` on until they fill a distance in pixels, downwards or (below 0) upwards; the first or
        last row that was measured."""
        if self.heights is None:
            return row
        width, step, left = self.viewport().width(), 1 if distance >= 0 else -1, abs(distance)
        while 0 <= row < len(self._rows):
            if not self._rows.measured(row):
                self._rows.put(row, self.heights.measured(row, width))
            left -= self._rows.height(row)
            if left < 0:
                break
            row += step
        return row

    def _measure_view(self) -> None:
        """Measure what is in view, from its first row downwards: nothing that is seen moves upwards."""
        first = self._rows.row_at(self.above)
        if first >= 0:
            below = self._rows.top(first) - self.above
            self._measure(first, self.viewport().height() - below)

    def _measure_some(self) -> None:
        """Measure rows out of view for a moment; what is in view stays where it is."""
        if self.heights is None or not len(self._rows):
            return
        end, width = time.perf_counter() + SLICE, self.viewport().width()
        anchor = self.anchor()
        row = self._rows.next_guess(anchor[0] if anchor else 0)
        while row >= 0 and time.perf_counter() < end:
            self._rows.put(row, self.heights.measured(row, width))
            row = self._rows.next_guess(row)
        self._fit()
        if anchor is not None:
            self._quietly(self._rows.top(anchor[0]) - anchor[1])
        if row >= 0:
            self._idle.start(0)

    @property
    def all_measured(self) -> bool:
        """Whether every height is more than a guess."""
        return self._rows.next_guess(0) < 0

    def _quietly(self, above: int) -> None:
        """The same rows stay in view; they begin elsewhere now."""
        self._silent = True
        self.verticalScrollBar().setValue(above)
        self._silent = False

    # ---- for Qt --------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll by moving what is painted, and paint only what comes into view."""
        if self._silent:
            return
        page = self.viewport().height()
        if 0 < dy < page:  # rows come in above, and may turn out to be higher or lower
            seen = self._rows.row_at(self.above + dy)
            if seen > 0:
                before = self._rows.top(seen)
                self._measure(seen - 1, -(dy + page))
                self._fit()
                self._quietly(self.above + self._rows.top(seen) - before)
        self._measure_view()
        self._fit()
        if abs(dy) < page:
            self.viewport().scroll(0, dy)
        else:
            self.viewport().update()
            QAbstractItemView.updateGeometries(self)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for a new width."""
        QAbstractItemView.resizeEvent(self, event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()
        else:
            self._measure_view()
            self._fit()
            self.moved.emit()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Rows hold something else."""
        if self.heights is not None and len(self._rows) > last.row() >= 0:
            if last.row() - first.row() < 20:
                anchor, width = self.anchor(), self.viewport().width()
                more = sum(
                    self._rows.put(row, self.heights.measured(row, width)) for row in range(first.row(), last.row() + 1)
                )
                if more:
                    self._fit()
                    self._stay(anchor)
            else:
                self.lay_out()
        QAbstractItemView.dataChanged(self, first, last, list(roles))

    def _stay(self, anchor: tuple[int, int] | None) -> None:
        if anchor is not None:
            self._quietly(self._rows.top(anchor[0]) - anchor[1])
        self._measure_view()
        self._fit()
        QAbstractItemView.updateGeometries(self)
        self.viewport().update()
        self.moved.emit()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the rows of a model."""
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._reset)
        self._reset()

    def _reset(self) -> None:
        """Other rows are shown."""
        self._rows.reset([])
        self.lay_out(self.place_kept())

    def place_kept(self) -> tuple[int, int] | None:
        """After other rows came: a row and how far below the top of the list it is to stand; None: from the top."""
        return None

    def moveCursor(self, action: Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Up and down by rows, by pages, to the first and the last."""
        count, current = len(self._rows), self.currentIndex().row()
        if not count:
            return QModelIndex()
        if action in (Move.MovePageUp, Move.MovePageDown) and current >= 0:
            page = self.viewport().height() * (1 if action is Move.MovePageDown else -1)
            row = self._measure(current, page)
        else:
            steps = {Move.MoveUp: -1, Move.MovePrevious: -1, Move.MoveDown: 1, Move.MoveNext: 1}
            ends = {Move.MoveHome: 0, Move.MoveEnd: count - 1}
            row = ends.get(action, current + steps.get(action, 0))
        return self.model().index(min(count - 1, max(0, row)), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """One row at a time."""
        index = self.indexAt(rect.topLeft())
        self.selectionModel().select(QItemSelection(index, index) if index.isValid() else QItemSelection(), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where the chosen rows stand."""
        region = QRegion()
        for index in selection.indexes():
            region += QRegion(self.visualRect(index))
        return region

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are to be painted."""
        row = self._rows.row_at(max(0, event.rect().top() + self.above))
        if row < 0:
            return
        painter = QPainter(self.viewport())
        current = self.currentIndex() if self.hasFocus() else QModelIndex()
        under = self.viewport().mapFromGlobal(QCursor.pos()) if self.viewport().underMouse() else QPoint(-1, -1)
        delegate = self.itemDelegate()
        while row < len(self._rows):
            index = self.model().index(row, 0)
            rect = self.visualRect(index)
            if rect.top() > event.rect().bottom():
                break
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = rect
            if index == current:
                option.state |= QStyle.StateFlag.State_HasFocus
            if rect.contains(under):
                option.state |= QStyle.StateFlag.State_MouseOver
            delegate.paint(painter, option, index)
            row += 1
        painter.end()
