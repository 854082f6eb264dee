"""The entries of the audit trail by day: model, painted rows and view. More are fetched as they come into sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.services.audit import AuditRow
from app.ui import theme, words
from app.ui.pages.audit_words import about_words, action_words, actor_words

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """A day's heading, or an act."""

    day: str = ""
    act: AuditRow | None = None


class AuditModel(QAbstractListModel):
    """Acts, newest first, with a heading before each day."""

    wanted = Signal(int)
    """The acts before this number are wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._older, self._asked = False, False

    def clear(self) -> None:
        """Show nothing, and forget what was shown."""
        self.beginResetModel()
        self._lines, self._older, self._asked = [], False, False
        self.endResetModel()

    def add(self, rows: Sequence[AuditRow], *, older: bool) -> None:
        """Show some more acts, older than those that are shown; `older`: there are more still."""
        fresh: list[Line] = []
        last = next((line.act for line in reversed(self._lines) if line.act is not None), None)
        day = words.local(last.at).date() if last is not None else None
        for row in rows:
            date = words.local(row.at).date()
            if date != day:
                day = date
                fresh.append(Line(day=words.day_words(date)))
            fresh.append(Line(act=row))
        self._older, self._asked = older, False
        if not fresh:
            return
        self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(fresh) - 1)
        self._lines += fresh
        self.endInsertRows()

    def canFetchMore(self, _parent: Index) -> bool:
        """Whether older acts could be asked for now."""
        return self._older and not self._asked

    def fetchMore(self, _parent: Index) -> None:
        """The last row came into sight: ask for older acts."""
        last = next((line.act for line in reversed(self._lines) if line.act is not None), None)
        if last is not None and self._older:
            self._asked = True
            self.wanted.emit(last.sequence)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Headings and acts."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line for the delegate; one line of text for screen readers."""
        each = self._lines[index.row()]
        if role == ROW_ROLE:
            return each
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if each.act is None:
                return each.day
            act = each.act
            parts = (words.time_words(act.at), action_words(act.action), about_words(act), actor_words(act.actor))
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self._lines[index.row()].act is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class AuditDelegate(QStyledItemDelegate):
    """Paints a heading, or an act in columns: time, what was done, about whom, by whom, its number."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are higher than acts."""
        return QSize(theme.px(300), theme.px(48 if index.data(ROW_ROLE).act is None else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line."""
        line: Line = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.act is None:
            painter.setFont(theme.font("heading"))
            painter.setPen(theme.colour("ink"))
            place = rect.adjusted(theme.space(3), 0, 0, -theme.space(2))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom, line.day)
        else:
            self._act(painter, rect, option.state, line.act)
        painter.restore()

    def _act(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, act: AuditRow) -> None:
        self._ground(painter, rect, state)
        right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = rect.adjusted(theme.space(3), 0, -theme.space(3), 0)
        body, figures = theme.font("body"), theme.font("figures")
        time, number = theme.px(64), theme.px(64)
        who = theme.px(88)
        room = inner.width() - time - number - who
        about = about_words(act)
        deed = round(room * 0.5) if about else room
        columns = (
            (words.time_words(act.at), time, "muted", figures, Qt.AlignmentFlag.AlignLeading),
            (action_words(act.action), deed, "ink", body, Qt.AlignmentFlag.AlignLeading),
            (about, room - deed, "muted", body, Qt.AlignmentFlag.AlignLeading),
            (actor_words(act.actor), who, "muted", body, Qt.AlignmentFlag.AlignLeading),
            (str(act.sequence), number, "muted", figures, Qt.AlignmentFlag.AlignTrailing),
        )
        left = inner.left()
        for text, wide, role, font, side in columns:
            place = QRect(left, inner.top(), wide, inner.height())
            if right_to_left:
                place.moveLeft(inner.left() + inner.right() - place.right())
            self._text(painter, place, text, theme.colour(role), font, side)
            left += wide

    @staticmethod
    def _text(painter: QPainter, place: QRect, text: str, colour: Any, font: QFont, side: Qt.AlignmentFlag) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        room = place.adjusted(0, 0, -theme.space(2), 0) if side == Qt.AlignmentFlag.AlignLeading else place
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        if not chosen and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setBrush(theme.colour("accent_soft" if chosen else "sunken"))
        painter.setPen(QPen(theme.colour("accent"), 2) if focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), theme.px(8), theme.px(8))


class AuditList(QListView):
    """Shows the acts; Enter or a double click opens the session that one is about."""

    opened = Signal(object)
    """The AuditRow that was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("audit.list")
        self.setAccessibleName(self.tr("What was done"))
        self.acts = AuditModel()
        self.setModel(self.acts)
        self.setItemDelegate(AuditDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the session of the act that is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        act = index.data(ROW_ROLE).act
        if act is not None:
            self.opened.emit(act)
