"""The link between a sentence and what was said: a band across the divider, from the one to the other.

It is drawn for the sentence under the mouse, or for the one that has the keys, and follows when either side scrolls.
What is out of sight is pointed at with an arrow. A sentence that nothing bears out has a broken line to what comes
nearest: the shape tells it, not the colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from app.ui import theme
from app.ui.workspace.parts import HEAD_HEIGHT

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from app.ui.workspace.note_sheet import NoteSheet
    from app.ui.workspace.sides import Sides
    from app.ui.workspace.transcript_view import TranscriptView

WIDTH = 20
BAR = 3


@dataclass(frozen=True, slots=True)
class Band:
    """From `top` to `bottom` in the divider's own pixels; `beyond` is -1 or 1 where it is out of sight above or
    below."""

    top: float
    bottom: float
    beyond: int = 0


class Gutter(QSplitterHandle):
    """The room between the two sides, with the links in it."""

    def __init__(self, splitter: QSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self.sentence: Band | None = None
        self.turns: tuple[Band, ...] = ()
        self.broken = False
        self._hovered = False
        theme.signals().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Wide enough for a link to be followed with the eye."""
        return QSize(theme.px(WIDTH), theme.px(WIDTH))

    def show_links(self, sentence: Band | None, turns: Sequence[Band], *, broken: bool) -> None:
        """Draw from a sentence to these turns; None draws nothing."""
        wanted = (sentence, tuple(turns), broken)
        if wanted != (self.sentence, self.turns, self.broken):
            self.sentence, self.turns, self.broken = wanted
            self.update()

    # ---- painting ------------------------------------------------------------------------------

    def paintEvent(self, _: QPaintEvent) -> None:
        """The ground, the grip, and the links over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        head = theme.px(HEAD_HEIGHT)
        painter.fillRect(QRect(0, 0, self.width(), head), theme.colour("surface"))
        painter.fillRect(QRect(0, head - 1, self.width(), 1), theme.colour("border"))
        edge = self.width() - 1 if self._mirrored else 0
        painter.fillRect(QRect(edge, 0, 1, self.height()), theme.colour("border"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        if self.sentence is None or not self.turns:
            self._grip(painter)
        else:
            for each in self.turns:
                self._link(painter, each, self.sentence)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _grip(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if self._hovered else "outline"))
        middle, radius = QPointF(self.rect().center()) + QPointF(0.5, 0.5), theme.px(1.5)
        for step in (-1, 0, 1):
            painter.drawEllipse(middle + QPointF(0, step * theme.px(7)), radius, radius)

    def _link(self, painter: QPainter, turn: Band, sentence: Band) -> None:
        """A band from the turn at the left to the sentence at the right, or an arrow where the turn is out of sight."""
        wide, bar, accent = float(self.width()), float(theme.px(BAR)), theme.colour("accent")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRect(QRectF(wide - bar, sentence.top, bar, sentence.bottom - sentence.top))
        if turn.beyond:
            self._arrow(painter, turn)
        else:
            painter.drawRect(QRectF(0, turn.top, bar, turn.bottom - turn.top))
        left, right, middle = bar, wide - bar, wide / 2

        def way(start: float, end: float) -> QPainterPath:
            made = QPainterPath(QPointF(left, start))
            made.cubicTo(QPointF(middle, start), QPointF(middle, end), QPointF(right, end))
            return made

        line = QPen(accent, max(1.5, theme.px(1.5)))
        if self.broken:  # one line, from middle to middle
            line.setStyle(Qt.PenStyle.DashLine)
            ways = [way((turn.top + turn.bottom) / 2, (sentence.top + sentence.bottom) / 2)]
        elif turn.beyond:
            ways = [way(turn.top, sentence.top)]
        else:
            ways = [way(turn.top, sentence.top), way(turn.bottom, sentence.bottom)]
            band = QPainterPath(ways[0])
            band.lineTo(QPointF(right, sentence.bottom))
            band.connectPath(ways[1].toReversed())
            band.closeSubpath()
            painter.fillPath(band, theme.colour("accent_soft"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line)
        for each in ways:
            painter.drawPath(each)

    @staticmethod
    def _arrow(painter: QPainter, turn: Band) -> None:
        """It goes on above or below."""
        size = theme.px(5)
        tip = QPointF(size + 1, turn.top + (1 if turn.beyond < 0 else -1))
        back = tip - QPointF(0, turn.beyond * 1.6 * size)
        painter.drawPolygon(QPolygonF([tip, back - QPointF(size, 0), back + QPointF(size, 0)]))

    def enterEvent(self, event: QEnterEvent) -> None:
        """It can be moved."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse has gone."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys are here: it shows."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys have gone."""
        super().focusOutEvent(event)
        self.update()


class EvidenceLinks(QObject):
    """Looks where sentence and turns stand, and has the divider draw the way between them."""

    def __init__(self, sides: Sides, transcript: TranscriptView, note: NoteSheet) -> None:
        super().__init__(sides)
        self._sides, self._transcript, self._note = sides, transcript, note
        self._later = QTimer(self)  # both sides may move at once
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.look)
        for each in (note.pointed, note.moved, note.built, transcript.moved, sides.laid_out):
            each.connect(self._soon)

    def _soon(self, *_: object) -> None:
        if not self._later.isActive():
            self._later.start()

    def look(self) -> None:
        """Draw what is pointed at now."""
        gutter, row = self._sides.divider, self._note.pointed_row
        if row is None or not row.linked or not self._transcript.isVisible() or not self._note.isVisible():
            gutter.show_links(None, (), broken=False)
            return
        sentence = self._band(self._note.area.viewport(), self._note.rect_of(row))
        port, turns = self._transcript.viewport(), []
        for number in sorted({each.turn for each in row.linked}):
            rect = self._transcript.turn_rect(number)
            if rect.isValid():
                turns.append(self._band(port, rect))
        broken = row.sentence.needs_review
        gutter.show_links(None if sentence.beyond else sentence, _joined(turns), broken=broken)

    def _band(self, port: QWidget, rect: QRect) -> Band:
        """A rectangle of a side as a band of the divider, cut to what is in sight."""
        gutter = self._sides.divider
        shift = gutter.mapFromGlobal(port.mapToGlobal(QPoint(0, 0))).y()
        first, last = float(shift), float(shift + port.height())
        top, bottom = float(rect.top() + shift), float(rect.bottom() + 1 + shift)
        if bottom <= first:
            return Band(first, first, -1)
        if top >= last:
            return Band(last, last, 1)
        return Band(max(top, first), min(bottom, last))


def _joined(bands: Sequence[Band]) -> list[Band]:
    """Turns that follow each other are one band, and all that are out of sight on one side one arrow."""
    found: list[Band] = []
    for each in bands:
        last = found[-1] if found else None
        if last is not None and last.beyond == each.beyond and each.top - last.bottom <= theme.space(3):
            found[-1] = Band(last.top, max(last.bottom, each.bottom), each.beyond)
        else:
            found.append(each)
    return found
