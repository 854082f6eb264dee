"""The sign of what the recorder is doing: a shape of its own for each state, so that colour tells nothing alone."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.domain.session import Alarm, RecorderStatus, RecordingState
from app.ui import icons, theme

AWAY = (Alarm.LOST, Alarm.NO_SOUND)
"""Alarms under which nothing reaches the recording at all."""


class Sign(StrEnum):
    """What is shown, and by which shape."""

    NONE = "none"
    STARTING = "starting"  # a ring
    RECORDING = "recording"  # a disc
    PAUSED = "paused"  # two bars
    OFF_RECORD = "off"  # a ring that is crossed out
    WAITING = "waiting"  # a triangle
    ENDED = "ended"  # a square
    WORKING = "working"  # three dots
    LOCKED = "locked"  # a disc with a ring around it: the recording goes on behind the lock


_ROLES = {
    Sign.RECORDING: "danger",
    Sign.LOCKED: "danger",
    Sign.WAITING: "warning_edge",
    Sign.ENDED: "warning_edge",
    Sign.WORKING: "accent",
}


def sign_of(status: RecorderStatus) -> Sign:
    """The sign of how a recorder stands."""
    if status.state is RecordingState.RECORDING and status.alarm in AWAY:
        return Sign.WAITING
    return {
        RecordingState.STARTING: Sign.STARTING,
        RecordingState.RECORDING: Sign.RECORDING,
        RecordingState.PAUSED: Sign.PAUSED,
        RecordingState.OFF_RECORD: Sign.OFF_RECORD,
        RecordingState.STOPPED: Sign.ENDED,
        RecordingState.FAILED: Sign.ENDED,
    }[status.state]


def paint_sign(painter: QPainter, sign: Sign, box: QRectF) -> None:
    """Draw a sign into a square."""
    colour = theme.colour(_ROLES.get(sign, "ink"))
    side, centre = box.width(), box.center()
    thick = side * 0.13
    pen = QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = side * 0.5 - thick
    if sign is Sign.RECORDING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(centre, side * 0.42, side * 0.42)
    elif sign is Sign.LOCKED:
        painter.setPen(QPen(colour, thick * 0.7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, ring, ring)
        painter.setBrush(colour)
        painter.drawEllipse(centre, side * 0.16, side * 0.16)
    elif sign in (Sign.STARTING, Sign.OFF_RECORD):
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, ring, ring)
        if sign is Sign.OFF_RECORD:
            reach = ring * 0.707
            painter.drawLine(centre - QPointF(reach, reach), centre + QPointF(reach, reach))
    elif sign is Sign.WAITING:
        _triangle(painter, pen, box)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        _blocks(painter, sign, box)


def _triangle(painter: QPainter, pen: QPen, box: QRectF) -> None:
    side, centre = box.width(), box.center()
    path = QPainterPath(QPointF(centre.x(), box.top() + side * 0.12))
    path.lineTo(box.right() - side * 0.08, box.bottom() - side * 0.14)
    path.lineTo(box.left() + side * 0.08, box.bottom() - side * 0.14)
    path.closeSubpath()
    pen.setWidthF(side * 0.09)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.drawLine(centre + QPointF(0, -side * 0.06), centre + QPointF(0, side * 0.08))
    painter.drawPoint(centre + QPointF(0, side * 0.24))


def _blocks(painter: QPainter, sign: Sign, box: QRectF) -> None:
    side, centre, soft = box.width(), box.center(), box.width() * 0.06
    if sign is Sign.PAUSED:
        for x in (-0.3, 0.08):
            bar = QRectF(centre.x() + side * x, centre.y() - side * 0.36, side * 0.22, side * 0.72)
            painter.drawRoundedRect(bar, soft, soft)
    elif sign is Sign.ENDED:
        half = side * 0.34
        painter.drawRoundedRect(QRectF(centre.x() - half, centre.y() - half, half * 2, half * 2), soft, soft)
    elif sign is Sign.WORKING:
        for x in (-0.32, 0.0, 0.32):
            painter.drawEllipse(centre + QPointF(side * x, 0), side * 0.11, side * 0.11)


class Lamp(QWidget):
    """A sign as a widget; it has no name of its own, since the words beside it say the same."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size
        self.sign = Sign.NONE
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.fit(size)

    def fit(self, size: int) -> None:
        """Be so large, in pixels at the usual text size."""
        self._size = size
        self.setFixedSize(theme.px(size), theme.px(size))

    def show_sign(self, sign: Sign) -> None:
        """Show another sign."""
        if sign is not self.sign:
            self.sign = sign
            self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        paint_sign(painter, self.sign, QRectF(self.rect()))
        painter.end()


def badge(sign: Sign, size: int = 64) -> QPixmap:
    """Sotto's mark with a sign at its corner, for the tray; the mark alone for `Sign.NONE`."""
    made = QPixmap(icons.pixmap("sotto", "accent", size))
    if sign is Sign.NONE:
        return made
    made.setDevicePixelRatio(1.0)
    whole = float(made.width())
    side = whole * 0.56
    box = QRectF(whole - side, whole - side, side, side)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(box)
    room = side * 0.16
    paint_sign(painter, sign, box.adjusted(room, room, -room, -room))
    painter.end()
    return made
