"""A list of sessions: model and view. It asks for more as it is scrolled, and knows no more than it was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from app.domain.overview import SessionLine
from app.services.overview import Sessions
from app.ui.session_delegate import ROW_ROLE, SessionDelegate
from app.ui.session_rows import Row, day_heading, session_row

Index = QModelIndex | QPersistentModelIndex


class SessionModel(QAbstractListModel):
    """First whatever stands above the sessions, then the sessions, newest first, with a heading before each group."""

    wanted = Signal(object)
    """The list is scrolled to its end, and there is more: what follows this SessionLine is to be appended."""

    def __init__(
        self,
        made: Callable[[SessionLine], Row] = session_row,
        heading: Callable[[datetime], str] = day_heading,
    ) -> None:
        super().__init__()
        self._made, self._heading = made, heading
        self._events: list[tuple[datetime, Row]] = []
        self._top: list[Row] = []
        self._rows: list[Row] = []
        self._last: SessionLine | None = None
        self._under = ""  # the heading of the group that the last session belongs to
        self._more = self._asked = False

    def fill(self, found: Sessions, events: Sequence[tuple[datetime, Row]] = ()) -> None:
        """Show these sessions below what stands at the top. `events` (UTC) have their places in time among them."""
        self.beginResetModel()
        self._events = sorted(events, key=lambda event: event[0], reverse=True)
        self._rows, self._last, self._under = [], None, ""
        self._rows = self._rows_of(found)
        self._more, self._asked = found.more, False
        self.endResetModel()

    def append(self, found: Sessions) -> None:
        """What was `wanted`."""
        self._more, self._asked = found.more, False
        rows = self._rows_of(found)
        if rows:
            first = self.rowCount()
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _rows_of(self, found: Sessions) -> list[Row]:
        rows: list[Row] = []
        for line in found.lines:
            self._put_events(rows, line.started_at)
            self._put(rows, line.started_at, self._made(line))
            self._last = line
        if not found.more:
            self._put_events(rows, None)
        return rows

    def _put_events(self, rows: list[Row], until: datetime | None) -> None:
        """What happened after a session began and before the next one."""
        while self._events and (until is None or self._events[0][0] >= until):
            self._put(rows, *self._events.pop(0))

    def _put(self, rows: list[Row], at: datetime, made: Row) -> None:
        under = self._heading(at)
        if under != self._under:
            self._under = under
            rows.append(Row(heading=under))
        rows.append(made)

    def set_top(self, rows: Sequence[Row]) -> None:
        """What stands above the sessions; where only its words changed, nothing moves."""
        before, after = self._top, list(rows)
        if len(before) == len(after):
            self._top = after
            if after:
                self.dataChanged.emit(self.index(0), self.index(len(after) - 1))
            return
        if before:
            self.beginRemoveRows(QModelIndex(), 0, len(before) - 1)
            self._top = []
            self.endRemoveRows()
        if after:
            self.beginInsertRows(QModelIndex(), 0, len(after) - 1)
            self._top = after
            self.endInsertRows()

    def clear(self) -> None:
        """Hold nothing of a client any more."""
        self.beginResetModel()
        self._top, self._rows, self._last = [], [], None
        self._more = self._asked = False
        self._events = []
        self.endResetModel()

    def row_of(self, session_id: str) -> int:
        """The row of a session among those by day, -1 if it is not there."""
        for number, each in enumerate(self._rows):
            if each.session is not None and each.session.id == session_id:
                return number + len(self._top)
        return -1

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Everything that is here now."""
        return len(self._top) + len(self._rows)

    def row(self, number: int) -> Row:
        """What stands in a row."""
        return self._top[number] if number < len(self._top) else self._rows[number - len(self._top)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate; one line of text for screen readers."""
        each = self.row(index.row())
        if role == ROW_ROLE:
            return each
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return each.spoken
        if role == Qt.ItemDataRole.ToolTipRole and len(each.title) > 60:
            return each.title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self.row(index.row()).pressable:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def canFetchMore(self, _parent: Index = QModelIndex()) -> bool:  # noqa: B008  Qt's own default
        """Whether the list goes on, and nobody has been asked yet how."""
        return self._more and not self._asked

    def fetchMore(self, _parent: Index = QModelIndex()) -> None:  # noqa: B008  Qt's own default
        """Ask for what follows; it comes by `append`."""
        if self.canFetchMore():
            self._asked = True
            self.wanted.emit(self._last)


class SessionList(QListView):
    """Shows the sessions; a click or Enter opens one."""

    opened = Signal(object)
    """The Row that was pressed: a session, something that waits, or one that folds."""
    menu_wanted = Signal(object, object)
    """What can be done with a session is to be shown at a QPoint of the screen."""

    def __init__(self, name: str, accessible: str, model: SessionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.sessions = model
        self.setModel(self.sessions)
        self.setItemDelegate(SessionDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    def chosen(self) -> Row | None:
        """The row that is chosen."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key finds the first row chosen: Enter does what is most pressing."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose_first()

    def choose_first(self) -> None:
        """Choose the first row that can be pressed."""
        for number in range(min(self.sessions.rowCount(), 8)):
            if self.sessions.row(number).pressable:
                self.setCurrentIndex(self.sessions.index(number))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the session that is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button, or the menu key on the row that is chosen."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        self.want_menu(index)

    def want_menu(self, index: QModelIndex) -> None:
        """Ask for the menu of a row."""
        row = index.data(ROW_ROLE) if index.isValid() else None
        if row is not None and row.session is not None:
            self.setCurrentIndex(index)
            at = self.visualRect(index).bottomLeft()
            self.menu_wanted.emit(row.session, self.viewport().mapToGlobal(at))

    def _open(self, index: QModelIndex) -> None:
        row: Row = index.data(ROW_ROLE)
        if row.pressable:
            # Opening empties this list, which Qt is still at work on while it reports the click.
            QTimer.singleShot(0, self, lambda: self.opened.emit(row))
