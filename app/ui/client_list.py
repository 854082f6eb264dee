"""A list of clients that narrows as one types; the arrow keys move in it while the field keeps the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.overview import ClientLine
from app.ui import theme, words
from app.ui.session_rows import short_date

Index = QModelIndex | QPersistentModelIndex
CLIENT_ROLE = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ClientModel(QAbstractListModel):
    """All clients, or those who could be meant."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[ClientLine] = []
        self._shown: list[ClientLine] = []

    @property
    def whole(self) -> int:
        """How many clients there are."""
        return len(self._all)

    def fill(self, clients: Sequence[ClientLine]) -> None:
        """Hold these clients, and show all of them."""
        self.beginResetModel()
        self._all = list(clients)
        self._shown = list(clients)
        self.endResetModel()

    def look_for(self, text: str) -> int:
        """Show those with the text in code or name, first those who begin with it; answers with how many."""
        wanted = words.folded(text)
        found = [each for each in self._all if wanted in words.folded(each.label)]
        begins = [each for each in found if words.folded(each.code).startswith(wanted)]
        shown = begins + [each for each in found if each not in begins] if wanted else found
        if shown != self._shown:
            self.beginResetModel()
            self._shown = shown
            self.endResetModel()
        return len(shown)

    def row_of(self, client_id: str) -> int:
        """The row of a client, -1 where it is not shown."""
        return next((row for row, each in enumerate(self._shown) if each.id == client_id), -1)

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Those who are shown."""
        return len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The client for the delegate; one line of text for screen readers."""
        each = self._shown[index.row()]
        if role == CLIENT_ROLE:
            return each
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (each.label, about(each)) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return each.label
        return None


def about(client: ClientLine) -> str:
    """How many sessions there are, and when the last one was."""
    if client.last_at is None:
        return _tr("no session yet")
    many = _tr("1 session") if client.sessions == 1 else _tr("{n} sessions")
    last = short_date(words.local(client.last_at).date())
    return f"{many.replace('{n}', str(client.sessions))} · {last}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClientList", text)


class ClientDelegate(QStyledItemDelegate):
    """Paints a client in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines and some air."""
        return QSize(theme.px(160), theme.px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        each: ClientLine = index.data(CLIENT_ROLE)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("accent_soft" if chosen else "sunken"))
            painter.setPen(QPen(theme.colour("accent"), 2) if chosen else QPen(Qt.PenStyle.NoPen))
            painter.drawRoundedRect(shape, theme.px(8), theme.px(8))
        inner = shape.toRect().adjusted(theme.space(3), 0, -theme.space(3), 0)
        across = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        middle = inner.center().y()
        for text, role, ink, rect, down in (
            (each.label, "strong", "accent_ink" if chosen else "ink", inner.adjusted(0, 0, 0, middle - inner.bottom()),
             Qt.AlignmentFlag.AlignBottom),
            (about(each), "caption", "muted", inner.adjusted(0, middle - inner.top() + theme.px(2), 0, 0),
             Qt.AlignmentFlag.AlignTop),
        ):  # fmt: skip
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(ink))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, across | down | Qt.TextFlag.TextSingleLine, shown)
        painter.restore()


class ClientList(QListView):
    """`chosen` carries the id of the client whose row is now the current one."""

    chosen = QtSignal(str)
    gone_on = QtSignal()
    """Enter: whoever is chosen is the one."""

    def __init__(self, accessible: str) -> None:
        super().__init__()
        self.setObjectName("clients.list")
        self.setAccessibleName(accessible)
        self.clients = ClientModel()
        self.setModel(self.clients)
        self.setItemDelegate(ClientDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda now, _: self._tell(now))

    @property
    def current(self) -> str:
        """The id of the client who is chosen, "" for nobody."""
        index = self.currentIndex()
        return str(index.data(CLIENT_ROLE).id) if index.isValid() else ""

    def choose(self, client_id: str) -> bool:
        """Choose a client; False where the list does not show that one."""
        row = self.clients.row_of(client_id)
        if row < 0:
            return False
        self.setCurrentIndex(self.clients.index(row))
        return True

    def choose_first(self) -> None:
        """Choose the first of those who are shown, if there is one."""
        if self.clients.rowCount():
            self.setCurrentIndex(self.clients.index(0))

    def go_on(self) -> None:
        """Enter in the field: the one who is chosen, or the first of the list."""
        if not self.current:
            self.choose_first()
        if self.current:
            self.gone_on.emit()

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(CLIENT_ROLE).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field above, the arrow keys move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
