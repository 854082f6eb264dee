"""Time, level and the few buttons of a recording, for whoever has something else in front.

`StripRow` stands in two places: in `Strip`, a small window that stays in front of other programs, and in
`RecordingBar`, at the head of Sotto's own pages. Both are asked of nothing and hold nothing of a client.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMouseEvent, QMoveEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QStackedWidget, QWidget

from app.domain.session import RecorderStatus, RecordingState
from app.ui import icons, theme, words
from app.ui.instruments import Meter
from app.ui.lamp import Lamp, Sign, sign_of
from app.ui.pages.recording_words import alarm_words, state_words
from app.ui.widgets import Elided, button, column, label, row, set_tone

ASK_MS = 6000
"""How long the question before Stop stands."""
SQUARE = 36
NARROW = 920
"""Pixels at the usual text size below which the bar's buttons are signs alone."""


class StripRow(QWidget):
    """Sign, time, state, level, and the buttons; Stop asks once, in the same place."""

    pause = Signal()
    mark = Signal()
    stop = Signal()
    back = Signal()

    def __init__(self, name: str, *, named: bool) -> None:
        """`named`: the buttons carry words; else signs alone, and the words are their tooltips."""
        super().__init__()
        self.setObjectName(f"{name}.row")
        self._named = named
        across = row(self, gap=3)
        self.lamp = Lamp(20)
        across.addWidget(self.lamp)
        self.time = label("0:00", "title", name=f"{name}.time")
        self.time.setMinimumWidth(theme.px(72))
        across.addWidget(self.time)
        self.state = Elided("body", f"{name}.state")
        self.state.setProperty("tone", "muted")
        across.addWidget(self.state, 1)
        self.meter = Meter(f"{name}.level", height=20)
        self.meter.setMinimumWidth(theme.px(96))
        self.meter.setMaximumWidth(theme.px(160))
        across.addWidget(self.meter)
        self._acts = QStackedWidget()
        self._acts.addWidget(self._buttons(name))
        self._acts.addWidget(self._question(name))
        across.addWidget(self._acts)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(ASK_MS)
        self._calm.timeout.connect(self.calm)

    def _buttons(self, name: str) -> QWidget:
        side = QWidget()
        across = row(side, gap=1)
        self.pause_button = self._make(f"{name}.pause", "pause", self.tr("Pause"))
        self.mark_button = self._make(f"{name}.mark", "mark", self.tr("Mark this moment"))
        self.stop_button = self._make(f"{name}.stop", "stop", self.tr("Stop…"))
        self.back_button = self._make(f"{name}.back", "sotto", self.tr("Back to the recording"))
        self.pause_button.clicked.connect(self.pause)
        self.mark_button.clicked.connect(self.mark)
        self.stop_button.clicked.connect(self._ask)
        self.back_button.clicked.connect(self.back)
        icons.put(self.back_button, "sotto", "accent", 20)
        across.addStretch(1)
        for each in (self.pause_button, self.mark_button, self.stop_button, self.back_button):
            across.addWidget(each)
        return side

    def _make(self, name: str, icon: str, words_: str) -> QPushButton:
        if not self._named:
            return _square(name, icon, words_)
        return button(words_, "quiet", name=name, icon=icon, size="small", tip=words_)

    def fold(self, *, folded: bool) -> None:
        """Where words do not fit beside each other, signs alone do."""
        if folded is not self._named:
            return
        self._named = not folded
        for each in (self.pause_button, self.mark_button, self.stop_button, self.back_button):
            each.setText("" if folded else each.accessibleName())

    def _question(self, name: str) -> QWidget:
        """A press beside the mark must not end a session: nothing more could be recorded of it."""
        side = QWidget()
        across = row(side, gap=1)
        across.addStretch(1)
        self.sure = button(self.tr("Stop now"), "danger", name=f"{name}.stopNow", size="small",
                           tip=self.tr("Stores the last words and makes the draft"))  # fmt: skip
        self.keep = button(self.tr("Go on"), name=f"{name}.goOn", size="small", tip=self.tr("Keep recording"))
        self.sure.clicked.connect(self._stop)
        self.keep.clicked.connect(self.calm)
        across.addWidget(self.sure)
        across.addWidget(self.keep)
        return side

    def _ask(self) -> None:
        # Where Stop was "Go on" stands now: a second press in haste stops nothing.
        self.keep.setMinimumWidth(self.stop_button.width() + self.back_button.width() + theme.space(1))
        self._acts.setCurrentIndex(1)
        self.keep.setFocus()
        self._calm.start()

    def calm(self) -> None:
        """Stop is not asked about any more."""
        self._calm.stop()
        self._acts.setCurrentIndex(0)

    def _stop(self) -> None:
        self.calm()
        self.stop.emit()

    def show_status(self, status: RecorderStatus) -> None:
        """Show how the recorder stands."""
        running = status.state is RecordingState.RECORDING
        active = running or status.state in (RecordingState.PAUSED, RecordingState.OFF_RECORD)
        self.lamp.show_sign(sign_of(status))
        self.time.setVisible(True)
        self.time.setText(words.clock(status.captured))
        self.time.setAccessibleName(self.tr("Recorded: {time}").replace("{time}", words.clock(status.captured)))
        said = alarm_words(status) or state_words(status)
        wrong = bool(alarm_words(status))
        if said != self.state.full:
            self.state.say(said)
            set_tone(self.state, "warning" if wrong else "muted")
        self.meter.setVisible(not wrong)  # what is wrong needs the room
        self.meter.set_level(status.level if running else 0.0)
        self._name_pause(running=running or not active)
        self.pause_button.setEnabled(active)
        self.mark_button.setEnabled(running)
        self.stop_button.setEnabled(status.state is not RecordingState.STARTING)
        for each in (self.pause_button, self.mark_button, self.stop_button):
            each.setVisible(True)

    def show_ended(self) -> None:
        """It was ended behind the lock: nothing can be done with it until Sotto is unlocked."""
        self.calm()
        self.lamp.show_sign(Sign.ENDED)
        set_tone(self.state, "muted")
        self.state.say(self.tr("The recording is stored. Unlock Sotto to go on."))
        for each in (self.meter, self.pause_button, self.mark_button, self.stop_button):
            each.setVisible(False)

    def show_locked(self) -> None:
        """The recording goes on behind the lock, and its recorder has not answered yet, or cannot be reached."""
        self.calm()
        self.lamp.show_sign(Sign.LOCKED)
        set_tone(self.state, "muted")
        self.state.say(self.tr("The recording goes on. Sotto is locked."))
        for each in (self.time, self.meter, self.pause_button, self.mark_button, self.stop_button):
            each.setVisible(False)

    def _name_pause(self, *, running: bool) -> None:
        text = self.tr("Pause") if running else self.tr("Go on")
        if self.pause_button.accessibleName() != text:
            self.pause_button.setAccessibleName(text)
            self.pause_button.setToolTip(text)
            self.pause_button.setText(text if self._named else "")
            icons.put(self.pause_button, "pause" if running else "play")


def _square(name: str, icon: str, words_: str) -> QPushButton:
    made = button("", "quiet", name=name, icon=icon, tip=words_)
    made.setProperty("square", True)
    made.setFixedSize(theme.px(SQUARE), theme.px(SQUARE))
    return made


class RecordingBar(QFrame):
    """The row at the head of Sotto's pages while a recording goes on and another page is in front."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("recordingBar")
        self.setAccessibleName(self.tr("The recording"))
        self.setProperty("topbar", True)
        self.row = StripRow("bar", named=True)
        row(self, gap=0, margins=(10, 2, 8, 2)).addWidget(self.row)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words away where there is no room for them."""
        super().resizeEvent(event)
        self.row.fold(folded=event.size().width() < theme.px(NARROW))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the signs are: the words fold."""
        return QSize(theme.px(480), super().minimumSizeHint().height())


class Strip(QWidget):
    """The small window. It takes no keys from the program in front: clicked, it works, and the keys stay there."""

    put_away = Signal()
    """It was closed by hand."""
    moved = Signal(QPoint)
    """It was put somewhere else."""

    def __init__(self, window: QWidget) -> None:
        flags = (
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        super().__init__(None, flags)
        self.setObjectName("strip")
        self.setWindowTitle("Sotto")
        self.setWindowIcon(window.windowIcon())
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._window = window
        self._grip: QPoint | None = None
        self._placed = False
        frame = QFrame()
        frame.setProperty("floating", True)
        around = column(self, gap=0)
        around.addWidget(frame)
        around.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        frame.setFixedWidth(theme.px(560))
        across = row(frame, gap=1, margins=(4, 2, 2, 2))
        self.row = StripRow("strip", named=False)
        across.addWidget(self.row, 1)
        self.close_button = _square("strip.close", "close", self.tr("Put the strip away; the recording goes on"))
        self.close_button.clicked.connect(self._put_away)
        across.addWidget(self.close_button)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._bring_back)
        app.screenAdded.connect(self._heed)
        for screen in app.screens():
            self._heed(screen)

    def stand_at(self, place: QPoint | None) -> None:
        """Where it was put last, as far as that is still on a screen; None: at the top right of the window's screen."""
        self.adjustSize()
        screen = (QGuiApplication.screenAt(place) if place is not None else None) or self._window.screen()
        room = screen.availableGeometry()
        if place is None:
            place = QPoint(room.right() - self.width() - theme.space(6), room.top() + theme.space(6))
        left = min(max(place.x(), room.left()), max(room.left(), room.right() - self.width() + 1))
        top = min(max(place.y(), room.top()), max(room.top(), room.bottom() - self.height() + 1))
        self.move(left, top)
        self._placed = True

    def _heed(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._bring_back)

    def _bring_back(self, _: object = None) -> None:
        """A screen went or became smaller: nothing of it is left outside."""
        if self.isVisible():
            self.stand_at(self.pos())

    def _put_away(self) -> None:
        self.hide()
        self.put_away.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the window manager, it is put away all the same."""
        event.ignore()
        self._put_away()

    def event(self, event: QEvent) -> bool:
        """As ever; hidden, it asks nothing any more."""
        if event.type() is QEvent.Type.Hide:
            self.row.calm()
            self._grip = None
        return super().event(event)

    # ---- moving it -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It is taken hold of anywhere between its buttons."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        handle = self.windowHandle()
        if handle is not None and handle.startSystemMove():
            return
        self._grip = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer, where the system does not move windows itself."""
        if self._grip is not None:
            self.move(event.globalPosition().toPoint() - self._grip)

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        """It stays where it was put."""
        self._grip = None

    def moveEvent(self, event: QMoveEvent) -> None:
        """Tell where it is now, once it was placed."""
        super().moveEvent(event)
        if self._placed and self.isVisible():
            self.moved.emit(self.pos())
