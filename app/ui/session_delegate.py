"""Paints the rows of a list of sessions: headings, cards with aligned columns, what a press does as on a button."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import icons, theme
from app.ui.session_rows import Row

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
LEAD, ALONE = 56, 36
"""Pixels at the usual text size for what stands before the words: a time, or a sign in a list that has times too, so
that all words begin in one line; a sign in a list that has signs alone."""
NARROW = 620
"""Pixels at the usual text size below which a card leaves out the column of lengths."""

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft


class SessionDelegate(QStyledItemDelegate):
    """Paints a Row; mirrored where the window reads from right to left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings and goals are lower than cards."""
        each: Row = index.data(ROW_ROLE)
        if each.heading:
            return QSize(theme.px(300), theme.px(48))
        if each.session is None:
            return QSize(theme.px(300), theme.px(56 if each.fold else 36))
        return QSize(theme.px(300), theme.px(64 if each.need is not None or each.job else 72))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        each: Row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = _Brush(painter, QRect(option.rect), option.direction)
        if each.heading:
            place = brush.whole.adjusted(0, 0, 0, -theme.space(2))
            brush.text(place, each.heading, "heading", "ink", Qt.AlignmentFlag.AlignBottom)
        elif each.session is None and each.fold is None:
            _event(brush, each)
        else:
            _card(brush, option.state, each)
        painter.restore()


class _Brush:
    """Draws within a row, in coordinates of a window that reads from left to right."""

    def __init__(self, painter: QPainter, whole: QRect, direction: Qt.LayoutDirection) -> None:
        self.painter, self.whole, self._direction = painter, whole, direction

    def place(self, rect: QRect) -> QRect:
        """Where a rectangle is on the screen."""
        return QStyle.visualRect(self._direction, self.whole, rect)

    def text(
        self, rect: QRect, text: str, role: str, colour: str, down: Qt.AlignmentFlag = _MIDDLE, *, end: bool = False
    ) -> None:
        """A line of text, cut short with dots where it has no room; `end`: at the far edge of its place."""
        self.painter.setFont(theme.font(role))
        self.painter.setPen(theme.colour(colour))
        across = QStyle.visualAlignment(self._direction, Qt.AlignmentFlag.AlignRight if end else _LEFT)
        shown = self.painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.drawText(self.place(rect), across | down | Qt.TextFlag.TextSingleLine, shown)

    def icon(self, rect: QRect, name: str, role: str, size: int) -> None:
        """An icon in the middle of a rectangle."""
        side = theme.px(size)
        centre = self.place(rect).center()
        self.painter.drawPixmap(centre - QPoint(side // 2, side // 2), icons.pixmap(name, role, side))

    def pill(self, rect: QRect, text: str, ground: str, ink: str, edge: str = "") -> None:
        """A rounded word."""
        shape = QRectF(self.place(rect)).adjusted(0.5, 0.5, -0.5, -0.5)
        line = edge or ("ink" if theme.palette().high else "")
        self.painter.setPen(QPen(theme.colour(line), 1) if line else QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(theme.colour(ground))
        round_ = theme.px(8) if edge else shape.height() / 2
        self.painter.drawRoundedRect(shape, round_, round_)
        self.painter.setFont(_pill_font(button=bool(edge)))
        self.painter.setPen(theme.colour(ink))
        shown = self.painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - theme.px(8))
        self.painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, shown)


def _pill_font(*, button: bool) -> QFont:
    """What is pressed is written as on the buttons, a state smaller."""
    font = theme.font("strong" if button else "caption")
    font.setWeight(font.Weight.DemiBold)
    return font


def _pill_width(text: str, air: int, *, button: bool = False) -> int:
    return QFontMetrics(_pill_font(button=button)).horizontalAdvance(text) + theme.px(air)


def _event(brush: _Brush, each: Row) -> None:
    """A goal between the sessions."""
    inner = brush.whole.adjusted(theme.space(5), 0, -theme.space(5), -theme.space(2))
    side = theme.px(20)
    brush.icon(QRect(inner.left(), inner.top(), side, inner.height()), each.sign, "muted", 16)
    date = theme.px(96)
    brush.text(QRect(inner.right() - date, inner.top(), date, inner.height()), each.lead, "caption", "muted", end=True)
    left = side + theme.space(3)
    brush.text(inner.adjusted(left, 0, -date - theme.space(2), 0), each.title, "body", "muted")


def _card(brush: _Brush, state: QStyle.StateFlag, each: Row) -> None:
    painter = brush.painter
    chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    card = QRectF(brush.whole).adjusted(1, 1, -1, -theme.space(2))
    painter.setBrush(theme.colour("surface"))
    painter.setPen(QPen(theme.colour("accent" if chosen else "outline" if hovered else "border"), 2 if chosen else 1))
    painter.drawRoundedRect(card, theme.px(12), theme.px(12))
    inner = card.toRect().adjusted(theme.space(5), 0, -theme.space(4), 0)
    right = _end(brush, inner, each, hovered or chosen)
    lead = theme.px(LEAD if each.lead or each.act else ALONE)
    place = QRect(inner.left(), inner.top(), lead, inner.height())
    if each.lead:
        brush.text(place, each.lead, "figures", "muted")
    else:
        tone = f"{each.tone}_ink" if each.tone and each.need is not None else "muted"
        brush.icon(QRect(inner.left(), inner.top(), theme.px(24), inner.height()), each.sign, tone, 20)
    left = inner.left() + lead
    texts = QRect(left, inner.top(), max(0, right - left - theme.space(4)), inner.height())
    if not each.detail:
        brush.text(texts, each.title, "strong", "ink")
    else:
        middle = texts.center().y()
        upper = QRect(texts.left(), texts.top(), texts.width(), middle - texts.top() - theme.px(1))
        lower = QRect(texts.left(), middle + theme.px(1), texts.width(), texts.bottom() - middle)
        brush.text(upper, each.title, "strong", "ink", Qt.AlignmentFlag.AlignBottom)
        detail = f"{each.detail} · {each.length}" if each.length and _narrow(inner) else each.detail
        brush.text(lower, detail, "body", "muted", Qt.AlignmentFlag.AlignTop)
    if each.part is not None:
        _progress(brush, texts, each.part)


def _narrow(inner: QRect) -> bool:
    return inner.width() < theme.px(NARROW)


def _end(brush: _Brush, inner: QRect, each: Row, near: bool) -> int:
    """What stands at the far edge of a card; answers with where the texts must end."""
    if each.act:
        height, width = theme.px(32), max(_pill_width(each.act, 32, button=True), theme.px(96))
        top = inner.center().y() - height // 2
        place = QRect(inner.right() - width, top, width, height)
        brush.pill(place, each.act, "accent_soft" if near else "surface", "accent_ink" if near else "accent", "outline")
        return place.left()
    arrow = theme.px(20)
    brush.icon(QRect(inner.right() - arrow, inner.top(), arrow, inner.height()), "next", "muted", 20)
    right = inner.right() - arrow - theme.space(4)
    if not _narrow(inner):
        length = theme.px(72)
        brush.text(
            QRect(right - length, inner.top(), length, inner.height()), each.length, "figures", "muted", end=True
        )
        right -= length + theme.space(4)
    # The chips begin below each other where there is room for a column of them.
    wide = theme.px(132) if not _narrow(inner) else _pill_width(each.chip, 20)
    height, width = theme.px(22), min(_pill_width(each.chip, 20), wide + theme.px(40))
    left = right - max(wide, width)
    ground, ink = (f"{each.tone}_soft", f"{each.tone}_ink") if each.tone else ("sunken", "muted")
    if each.chip:
        brush.pill(QRect(left, inner.center().y() - height // 2, width, height), each.chip, ground, ink)
    return left


def _progress(brush: _Brush, texts: QRect, part: float) -> None:
    """A thin bar under the words."""
    height = theme.px(4)
    track = QRect(texts.left(), texts.bottom() - theme.px(6), texts.width(), height)
    done = QRect(track.left(), track.top(), round(track.width() * part), height)
    brush.painter.setPen(Qt.PenStyle.NoPen)
    for rect, colour in ((track, "sunken"), (done, "accent")):
        brush.painter.setBrush(theme.colour(colour))
        brush.painter.drawRoundedRect(QRectF(brush.place(rect)), height / 2, height / 2)
