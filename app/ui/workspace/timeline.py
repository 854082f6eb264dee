"""A slim picture of the whole session: who spoke when, pauses, marks, and words about safety. A click goes there."""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip

from app.domain.transcript import Role, Stretch, StretchKind, Transcript
from app.ui import theme, words

HEIGHT = 44
LANE = 9
"""Pixels that a speaker's lane is high where nobody else speaks."""
EDGE = 12
"""Pixels left and right of the session."""
NEAR = 6
"""Pixels from a sign within which it is pointed at."""
STEP, PAGE = 5, 60
"""Seconds that the arrow keys and the page keys go."""


_LANES = {Role.THERAPIST: ("therapist", 1.0, 0.0), Role.CLIENT: ("client", 0.0, 1.0), Role.UNKNOWN: ("other", 0.5, 0.5)}
"""The colour of a role, and how much of a lane it takes above and below the middle."""


class Sign(StrEnum):
    """What may stand at a moment of the session."""

    MARK = "mark"  # the clinician marked it while recording
    SAFETY = "safety"  # words about safety were spoken


@dataclass(frozen=True, slots=True)
class Point:
    """A sign at `at` seconds, and what it stands for in words."""

    sign: Sign
    at: float
    words: str = ""


class Timeline(QAbstractSlider):
    """A slider over the seconds of a session; for eyes a picture, for screen readers a value with words.

    The speakers have a lane each, so that nobody has to tell them by their colour: the therapist's above, the
    client's below, everybody else's between. A mark is a flag, words about safety are a diamond.
    """

    chosen = Signal(float)
    """Somebody wants to go to this second."""

    play_wanted = Signal(float)
    """Somebody wants to hear it from this second on."""

    def __init__(self, name: str = "timeline") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Timeline of the session"))
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSingleStep(STEP)
        self.setPageStep(PAGE)
        self._transcript = Transcript()
        self._starts: list[float] = []
        self._stretches: tuple[Stretch, ...] = ()
        self._points: list[Point] = []
        self._length = 0.0
        self._seen = (0.0, 0.0)  # what of it the list shows
        self._sounding = -1.0
        self._ground: QPixmap | None = None
        self.actionTriggered.connect(lambda _: self.chosen.emit(float(self.sliderPosition())))
        theme.signals().changed.connect(self._draw_anew)

    # ---- what is shown -------------------------------------------------------------------------

    def show_session(
        self, transcript: Transcript, stretches: Sequence[Stretch], points: Sequence[Point], length: float
    ) -> None:
        """Show a session of `length` seconds; hidden where its turns have no times."""
        self._transcript, self._stretches = transcript, tuple(stretches)
        self._starts = [turn.start for turn in transcript.turns]
        self._points = sorted(points, key=lambda point: point.at)
        self._length = max([length, *(turn.end for turn in transcript.turns[-1:])])
        self.setRange(0, int(self._length))
        self._sounding = -1.0
        self.setVisible(bool(transcript.turns) and self._length > 1.0)
        self._draw_anew()
        self._tell()

    def wipe(self) -> None:
        """Show nothing."""
        self.show_session(Transcript(), (), (), 0.0)
        self.setValue(0)

    def show_points(self, points: Sequence[Point]) -> None:
        """Other signs on the same session."""
        self._points = sorted(points, key=lambda point: point.at)
        self._draw_anew()
        self._tell()

    def show_seen(self, first: float, last: float) -> None:
        """From when to when the list shows the session, in seconds."""
        if (first, last) != self._seen:
            self._seen = (first, last)
            if self._sounding < 0 and not self.isSliderDown() and not self.hasFocus():
                self.setValue(int(first))
            self.update()

    def show_sounding(self, at: float) -> None:
        """What is heard now, in seconds; below 0 for nothing."""
        if abs(at - self._sounding) * self._per_second() >= 0.5 or (at < 0) != (self._sounding < 0):
            self._sounding = at
            self.update()
        if at >= 0 and int(at) != self.value():
            self.setValue(int(at))
            if self.hasFocus():
                self._tell()

    @property
    def points(self) -> tuple[Point, ...]:
        """The signs, by time."""
        return tuple(self._points)

    # ---- words ---------------------------------------------------------------------------------

    def words_at(self, at: float) -> str:
        """What is at a second, in words."""
        parts = [words.clock(at)]
        stretch = next((each for each in self._stretches if each.start <= at <= each.end), None)
        number = bisect_right(self._starts, at) - 1
        turn = self._transcript.turns[number] if number >= 0 else None
        if turn is not None and at <= turn.end + 1.0:
            parts.append(self._transcript.name_of(turn.speaker))
        elif stretch is not None:
            parts.append(words.stretch_words(stretch))
        reach = max(0.5, NEAR / max(self._per_second(), 1e-6))
        near = [point for point in self._points if abs(point.at - at) <= reach]
        parts += dict.fromkeys(self.point_words(point) for point in near)
        return " · ".join(parts)

    def point_words(self, point: Point) -> str:
        """A sign in words."""
        if point.sign is Sign.MARK:
            return self.tr("Marked")
        return self.tr("Words about safety: “{words}”").replace("{words}", point.words)

    def _tell(self) -> None:
        """What a screen reader says of the place."""
        self.setAccessibleDescription(
            self.tr("{place}. Arrow keys move, up and down go to marks and words about safety, Enter plays.").replace(
                "{place}", self.words_at(float(self.value()))
            )
        )

    # ---- places --------------------------------------------------------------------------------

    def _per_second(self) -> float:
        return max(1.0, self.width() - 2 * theme.px(EDGE)) / self._length if self._length > 0 else 0.0

    def x_of(self, at: float) -> float:
        """Where a second stands."""
        x = theme.px(EDGE) + at * self._per_second()
        return self.width() - x if self.isRightToLeft() else x

    def at_x(self, x: float) -> float:
        """Which second stands somewhere; near a sign it is the sign's."""
        if self._length <= 0:
            return 0.0
        near = min(self._points, key=lambda point: abs(self.x_of(point.at) - x), default=None)
        if near is not None and abs(self.x_of(near.at) - x) <= theme.px(NEAR):
            return near.at
        along = self.width() - x if self.isRightToLeft() else x
        return min(self._length, max(0.0, (along - theme.px(EDGE)) / self._per_second()))

    def sizeHint(self) -> QSize:
        """As wide as there is room, and slim."""
        return QSize(theme.px(240), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Still something to point at."""
        return QSize(theme.px(120), theme.px(HEIGHT))

    # ---- mouse and keys ------------------------------------------------------------------------

    def _go(self, at: float) -> None:
        self.setValue(round(at))
        self._tell()
        self.chosen.emit(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(self.at_x(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along while the button is held."""
        if self.isSliderDown():
            self._go(self.at_x(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The button is let go."""
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice: hear it from there."""
        self.play_wanted.emit(self.at_x(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go 5 seconds, pages a minute, up and down to the next sign, Enter plays."""
        key, at = event.key(), float(self.value())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            times = [point.at for point in self._points]
            place = bisect_right(times, at + 0.99) if key == Qt.Key.Key_Down else bisect_left(times, at) - 1
            if 0 <= place < len(times):
                self._go(times[place])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.play_wanted.emit(at)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(min(self._length, max(0.0, at + (PAGE if key == Qt.Key.Key_PageDown else -PAGE))))
        else:
            super().keyPressEvent(event)
            self._tell()

    def event(self, event: QEvent) -> bool:
        """What the mouse is over, in words."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.words_at(self.at_x(event.pos().x()))
            QToolTip.showText(event.globalPos(), f"<p>{html.escape(text, quote=False)}</p>", self)
            return True
        return super().event(event)

    # ---- painting ------------------------------------------------------------------------------

    def _draw_anew(self) -> None:
        self._ground = None
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The session, kept as a picture; over it what is seen and what is heard."""
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.size() != self.size() * ratio:
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            drawing = QPainter(self._ground)
            drawing.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(drawing)
            drawing.end()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = sorted((self.x_of(self._seen[0]), self.x_of(self._seen[1])))
        window = QRectF(first, theme.px(4) + 0.5, max(theme.px(6), last - first), self.height() - theme.px(8) - 1)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("border"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(window, theme.px(4), theme.px(4))
        painter.drawPixmap(0, 0, self._ground)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("outline"), 1))
        painter.drawRoundedRect(window, theme.px(4), theme.px(4))
        if self._sounding >= 0 or self.hasFocus():
            at = self.x_of(self._sounding if self._sounding >= 0 else float(self.value()))
            painter.setPen(QPen(theme.colour("ink"), theme.px(2)))
            painter.drawLine(QPointF(at, theme.px(4)), QPointF(at, self.height() - theme.px(4)))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            edge = QRectF(self.rect()).adjusted(theme.px(2), 1, -theme.px(2), -1)
            painter.drawRoundedRect(edge, theme.px(6), theme.px(6))
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        middle, lane = round(self.height() / 2), theme.px(LANE)
        edge = theme.px(EDGE)
        painter.fillRect(QRectF(edge, middle - 0.5, self.width() - 2 * edge, 1), theme.colour("border"))
        for role, columns in self._columns().items():
            name, up, down = _LANES[role]
            colour = theme.colour(name)
            for x, share in columns.items():
                tall = lane * min(1.0, 0.2 + 0.8 * share)
                painter.fillRect(QRectF(x, middle - up * tall, 1, (up + down) * tall), colour)
        for stretch in self._stretches:
            self._draw_stretch(painter, stretch, middle)
        for point in self._points:
            self._draw_point(painter, point)

    def _columns(self) -> dict[Role, dict[int, float]]:
        """How much of the time of each column of pixels somebody of a role spoke, 0.0 to 1.0."""
        found: dict[Role, dict[int, float]] = {Role.UNKNOWN: {}, Role.THERAPIST: {}, Role.CLIENT: {}}
        roles = {speaker.label: found[speaker.role] for speaker in reversed(self._transcript.speakers)}
        begin, step = self.x_of(0.0), self.x_of(1.0) - self.x_of(0.0)  # below 0 from right to left
        for turn in self._transcript.turns:
            columns = roles.get(turn.speaker, found[Role.UNKNOWN])
            first, last = begin + turn.start * step, begin + turn.end * step
            if last < first:
                first, last = last, first
            for x in range(int(first), max(int(first), int(last)) + 1):
                columns[x] = columns.get(x, 0.0) + max(0.0, min(last, x + 1) - max(first, x))
        return found

    def _draw_stretch(self, painter: QPainter, stretch: Stretch, middle: int) -> None:
        """A pause is a line of dots, what is unclear a hatched box."""
        first, last = sorted((self.x_of(stretch.start), self.x_of(stretch.end)))
        painter.setPen(QPen(theme.colour("outline"), theme.px(2), Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
        if stretch.kind is StretchKind.PAUSE:
            painter.drawLine(QPointF(first, middle), QPointF(last, middle))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            box = QRectF(first, middle - theme.px(4), max(theme.px(2), last - first), theme.px(8))
            painter.drawRect(box)
            painter.fillRect(box, Qt.BrushStyle.BDiagPattern)
        painter.setPen(Qt.PenStyle.NoPen)

    def _draw_point(self, painter: QPainter, point: Point) -> None:
        """A mark is a flag above, words about safety are a diamond below."""
        x, size = self.x_of(point.at), theme.px(4)
        if point.sign is Sign.MARK:
            y = float(theme.px(5))
            painter.fillRect(QRectF(x - 0.5, y, theme.px(1), theme.px(9)), theme.colour("accent"))
            shape = QPolygonF([QPointF(x, y), QPointF(x + 1.5 * size, y + size * 0.75), QPointF(x, y + 1.5 * size)])
            colour = "accent"
        else:
            y = self.height() - theme.px(5) - size
            shape = QPolygonF([QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)])
            colour = "danger"
        painter.setBrush(theme.colour(colour))
        painter.drawPolygon(shape)
