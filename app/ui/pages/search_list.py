"""What was found, session by session: model, painted rows with the words that were looked for, and view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.search import Found, Hit, HitKind
from app.domain.transcript import Role
from app.ui import theme, words

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
LEAD = 56
"""Letters before the first word found; what stands before them is left out where the line would be too long."""
LINES = 2


def _tr(text: str) -> str:
    return QCoreApplication.translate("SearchList", text)


@dataclass(frozen=True, slots=True)
class Line:
    """A heading over what belongs together, or a place that was found. `section`: a heading over several sessions."""

    title: str = ""
    detail: str = ""
    section: bool = False
    hit: Hit | None = None


def hit_words(hit: Hit) -> str:
    """What kind of place it is: who spoke, or which part of the record."""
    if hit.kind is HitKind.TURN:
        return words.role_words(hit.role, _tr("Somebody")) if hit.role in (Role.THERAPIST, Role.CLIENT) else _tr("Said")
    return {
        HitKind.NOTE: _tr("Note"),
        HitKind.ADDENDUM: _tr("Addendum"),
        HitKind.WRITTEN: _tr("Written"),
        HitKind.CLIENT: _tr("Client"),
    }[hit.kind]


def shortened(text: str, marks: Sequence[tuple[int, int]], lead: int = LEAD) -> tuple[str, list[tuple[int, int]]]:
    """`text` from a little before the first mark on, on one line, with the marks where they are then."""
    flat = text.replace("\n", " ").replace("\t", " ")
    first = marks[0][0] if marks else 0
    if first <= 2 * lead:
        return flat, list(marks)
    cut = flat.rfind(" ", 0, first - lead) + 1 or first - lead
    return "… " + flat[cut:], [(start - cut + 2, end - cut + 2) for start, end in marks]


def grouped(found: Found) -> list[Line]:
    """Headings and places, in the order in which they were found; clients have a heading of their own."""
    lines: list[Line] = []
    last: str | None = None
    for hit in found.hits:
        group = hit.session_id or "clients"
        if group != last:
            last = group
            if hit.kind is HitKind.CLIENT:
                lines.append(Line(_tr("Clients")))
            else:
                lines.append(Line(hit.client_label, words.moment_words(hit.started_at)))
        lines.append(Line(hit=hit))
    return lines


class SearchModel(QAbstractListModel):
    """What was found by words, and below it what says about the same in other words."""

    def __init__(self) -> None:
        super().__init__()
        self._words: list[Line] = []
        self._meaning: list[Line] = []

    @property
    def lines(self) -> list[Line]:
        """Everything that is shown, from the top."""
        return self._words + self._meaning

    def fill(self, found: Found) -> None:
        """Show what was found by words; what was found by meaning goes, it belonged to other words."""
        self.beginResetModel()
        self._words, self._meaning = grouped(found), []
        self.endResetModel()

    def add_meaning(self, found: Found, title: str, detail: str = "") -> None:
        """Show below what was found by meaning, without the places that stand above already. Nothing is shown for an
        empty title."""
        above = {(line.hit.kind, line.hit.moment) for line in self._words if line.hit is not None}
        fresh = Found(tuple(hit for hit in found.hits if (hit.kind, hit.moment) not in above))
        lines = [Line(title, detail, section=True), *grouped(fresh)] if title else []
        if self._meaning:
            self.beginRemoveRows(QModelIndex(), len(self._words), len(self.lines) - 1)
            self._meaning = []
            self.endRemoveRows()
        if lines:
            self.beginInsertRows(QModelIndex(), len(self._words), len(self._words) + len(lines) - 1)
            self._meaning = lines
            self.endInsertRows()

    def places(self) -> int:
        """How many places are shown."""
        return sum(line.hit is not None for line in self.lines)

    def first(self) -> int:
        """The row of the first place, -1 for none."""
        return next((row for row, line in enumerate(self.lines) if line.hit is not None), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Headings and places."""
        return 0 if parent.isValid() else len(self._words) + len(self._meaning)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line for the delegate; one line of text for screen readers."""
        row = index.row()
        line = self._words[row] if row < len(self._words) else self._meaning[row - len(self._words)]
        if role == ROW_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if line.hit is None:
                return ", ".join(part for part in (line.title, line.detail) if part)
            hit = line.hit
            at = words.clock(hit.start) if hit.kind is HitKind.TURN else ""
            parts = (hit_words(hit), at, hit.text if hit.kind is not HitKind.CLIENT else hit.client_label)
            where = "" if hit.kind is HitKind.CLIENT else f"{hit.client_label}, {words.moment_words(hit.started_at)}"
            return ", ".join(part for part in (*parts, where) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if index.data(ROW_ROLE).hit is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class SearchDelegate(QStyledItemDelegate):
    """Paints a heading, or a place: who or what, when, and the words with those that were looked for made strong."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines of text for a place; less for headings."""
        line: Line = index.data(ROW_ROLE)
        if line.hit is not None:
            return QSize(theme.px(300), theme.px(36 if line.hit.kind is HitKind.CLIENT else 60))
        return QSize(theme.px(300), theme.px(56 if line.section else 48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line."""
        line: Line = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.hit is None:
            self._heading(painter, rect, line)
        else:
            self._ground(painter, rect, option.state)
            self._hit(painter, rect, line.hit)
        painter.restore()

    @staticmethod
    def _heading(painter: QPainter, rect: QRect, line: Line) -> None:
        place = rect.adjusted(0, 0, -theme.space(3), -theme.space(2))
        if line.section:
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.drawLine(place.left(), rect.top() + theme.space(2), place.right(), rect.top() + theme.space(2))
        strong = theme.font("heading" if line.section else "strong")
        painter.setFont(strong)
        painter.setPen(theme.colour("ink"))
        below = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading
        detail = QFontMetrics(theme.font("body")).horizontalAdvance(line.detail) if line.detail else 0
        room = max(theme.px(80), place.width() - detail - theme.space(3))
        title = QFontMetrics(strong).elidedText(line.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, below, title)
        if line.detail:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour("muted"))
            gone = QFontMetrics(strong).horizontalAdvance(title) + theme.space(3)
            backwards = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            rest = place.adjusted(0, 0, -gone, 0) if backwards else place.adjusted(gone, 0, 0, 0)
            painter.drawText(rest, below, line.detail)

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(theme.colour("accent_soft" if chosen else "surface"))
        edge, wide = ("accent", 2) if focused else ("outline" if hovered or chosen else "border", 1)
        painter.setPen(QPen(theme.colour(edge), wide))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -theme.space(1)), theme.px(8), theme.px(8))

    def _hit(self, painter: QPainter, rect: QRect, hit: Hit) -> None:
        inner = rect.adjusted(theme.space(3), theme.space(1), -theme.space(3), -theme.space(2))
        backwards = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = QRect(inner.left(), inner.top(), theme.px(88), inner.height())
        text = QRect(side.right() + theme.space(2), inner.top(), inner.width() - side.width() - theme.space(2),
                     inner.height())  # fmt: skip
        if backwards:
            side.moveRight(inner.right())
            text.moveLeft(inner.left())
        painter.setFont(theme.font("figures"))
        painter.setPen(theme.colour("muted"))
        kind = hit_words(hit)
        if hit.kind is HitKind.TURN:
            kind = f"{kind}\n{words.clock(hit.start)}"
        painter.drawText(side, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, kind)
        said = hit.client_label if hit.kind is HitKind.CLIENT and not hit.text else hit.text
        self._said(painter, text, said, hit.marks)

    def _said(self, painter: QPainter, place: QRect, text: str, marks: Sequence[tuple[int, int]]) -> None:
        """At most two lines, with the words that were looked for in bold on a ground of their own."""
        shown, where = shortened(text, marks)
        layout = _laid_out(shown, where, place.width())
        if layout.lineCount() > LINES:  # too long: once more, with dots where the room ends
            last = layout.lineAt(LINES - 1)
            end = max(1, last.textStart() + last.textLength() - 3)
            layout = _laid_out(shown[:end].rstrip() + "…", [m for m in where if m[1] <= end], place.width())
        height = layout.boundingRect().height()
        painter.setPen(theme.colour("ink"))
        layout.draw(painter, QPointF(place.left(), place.top() + max(0.0, (place.height() - height) / 2)))


def _laid_out(text: str, marks: Sequence[tuple[int, int]], width: int) -> QTextLayout:
    """`text` in lines of `width` pixels, marked."""
    layout = QTextLayout(text, theme.font("body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    formats = []
    for start, end in marks:
        each = QTextLayout.FormatRange()
        each.start, each.length = start, end - start
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setFontUnderline(True)
        look.setForeground(theme.colour("accent_ink"))
        look.setBackground(theme.colour("accent_soft"))
        each.format = look
        formats.append(each)
    layout.setFormats(formats)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


class SearchList(QListView):
    """Shows what was found; Enter or a click opens a place, Up from the first goes back to the field, letters too."""

    opened = Signal(object)
    """The Hit that was opened."""
    left_upwards = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search.list")
        self.setAccessibleName(self.tr("What was found"))
        self.found = SearchModel()
        self.setModel(self.found)
        self.setItemDelegate(SearchDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    def go_first(self) -> bool:
        """Choose the first place and take the keys; False where there is none."""
        first = self.found.first()
        if first < 0:
            return False
        self.setCurrentIndex(self.found.index(first))
        self.setFocus()
        return True

    def open_current(self) -> None:
        """Open the place that is chosen, or the first."""
        index = self.currentIndex()
        if not index.isValid() or index.data(ROW_ROLE).hit is None:
            first = self.found.first()
            if first < 0:
                return
            index = self.found.index(first)
        self._open(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; what is typed belongs to the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= self.found.first():
            self.left_upwards.emit()
        elif (
            event.text()
            and event.text().isprintable()
            and event.text() != " "
            and not (event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
        ):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(ROW_ROLE).hit
        if hit is not None:
            # Opening empties this list, which Qt is still at work on while it reports the click.
            QTimer.singleShot(0, self, lambda: self.opened.emit(hit))
