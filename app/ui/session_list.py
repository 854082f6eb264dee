"""The list of sessions by day: model and painted rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.session import Client, Session
from app.ui import icons, theme, words

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """A day's heading, or a session and what its client is called."""

    day: str = ""
    session: Session | None = None
    client: str = ""


class SessionModel(QAbstractListModel):
    """Sessions, newest first, with a heading before each day."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def fill(self, sessions: list[Session], clients: dict[str, Client]) -> None:
        """Show these sessions."""
        self.beginResetModel()
        self._rows = []
        day = None
        for session in sessions:
            date = words.local(session.started_at).date()
            if date != day:
                day = date
                self._rows.append(Row(day=words.day_words(date)))
            client = clients.get(session.client_id)
            self._rows.append(Row(session=session, client=client.label if client else ""))
        self.endResetModel()

    def row_of(self, session_id: str) -> int:
        """The row of a session, -1 if it is not there."""
        for number, each in enumerate(self._rows):
            if each.session is not None and each.session.id == session_id:
                return number
        return -1

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Headings and sessions."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate; one line of text for screen readers."""
        each = self._rows[index.row()]
        if role == ROW_ROLE:
            return each
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if each.session is None:
                return each.day
            parts = (
                words.time_words(each.session.started_at),
                each.client,
                words.type_words(each.session.type),
                words.state_words(each.session),
                words.length_words(each.session.duration),
            )
            return ", ".join(p for p in parts if p)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self._rows[index.row()].session is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class SessionDelegate(QStyledItemDelegate):
    """Paints a heading, or a session as a card with aligned columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are lower than cards."""
        heading = index.data(ROW_ROLE).session is None
        return QSize(theme.px(300), theme.px(52 if heading else 76))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        each: Row = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if each.session is None:
            painter.setFont(theme.font("heading"))
            painter.setPen(theme.colour("ink"))
            place = rect.adjusted(theme.space(1), 0, 0, -theme.space(2))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, each.day)
        else:
            self._card(painter, rect, option.state, each)
        painter.restore()

    def _card(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, each: Row) -> None:
        session = each.session
        assert session is not None
        chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        card = QRectF(rect).adjusted(1, 1, -1, -theme.space(2))
        painter.setBrush(theme.colour("surface"))
        edge = "accent" if chosen else "outline" if hovered else "border"
        painter.setPen(QPen(theme.colour(edge), 2 if chosen else 1))
        painter.drawRoundedRect(card, theme.px(12), theme.px(12))

        inner = card.toRect().adjusted(theme.space(5), 0, -theme.space(4), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, words.time_words(session.started_at))

        arrow = theme.px(20)
        painter.drawPixmap(inner.right() - arrow, inner.center().y() - arrow // 2, icons.pixmap("next", "muted", arrow))
        right = inner.right() - arrow - theme.space(4)
        length = QRect(right - theme.px(72), inner.top(), theme.px(72), inner.height())
        painter.drawText(length, Qt.AlignmentFlag.AlignRight | middle, words.length_words(session.duration))
        chip_left = length.left() - theme.px(172)
        self._chip(painter, QRect(chip_left, inner.top(), theme.px(164), inner.height()), session)

        left = inner.left() + theme.px(72)
        texts = QRect(left, inner.top(), chip_left - left - theme.space(4), inner.height())
        upper, lower = texts.adjusted(0, theme.px(13), 0, 0), texts.adjusted(0, 0, 0, -theme.px(13))
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("ink"))
        name = QFontMetrics(painter.font()).elidedText(each.client, Qt.TextElideMode.ElideRight, texts.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("muted"))
        kind = words.type_words(session.type)
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, kind)

    def _chip(self, painter: QPainter, place: QRect, session: Session) -> None:
        tone = words.state_tone(session)
        ground, ink = (f"{tone}_soft", f"{tone}_ink") if tone else ("sunken", "muted")
        font = theme.font("caption")
        font.setWeight(font.Weight.DemiBold)
        text = words.state_words(session)
        width = QFontMetrics(font).horizontalAdvance(text) + theme.px(20)
        height = theme.px(22)
        shape = QRectF(place.left(), place.center().y() - height / 2, min(width, place.width()), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(shape, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, text)


class SessionList(QListView):
    """Shows the sessions; a click or Enter opens one."""

    opened = Signal(object)
    """The Session that was opened."""
    menu_wanted = Signal(object, object)
    """What can be done with a Session is to be shown at a QPoint of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today.list")
        self.setAccessibleName(self.tr("Sessions"))
        self.sessions = SessionModel()
        self.setModel(self.sessions)
        self.setItemDelegate(SessionDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

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
        session = index.data(ROW_ROLE).session
        if session is not None:
            # Opening empties this list, which Qt is still at work on while it reports the click.
            QTimer.singleShot(0, self, lambda: self.opened.emit(session))
