"""Below the transcript: play and stop, back a little, how fast, and from one doubtful place to the next."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from app.ui import icons, theme, words
from app.ui.widgets import button, icon_size, label, row, set_tip

SPEEDS = (0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
BACK = 3.0
"""Seconds that one press goes back."""
NARROW = 440
"""Pixels at the usual text size below which only what is pressed stays."""


def speed_words(speed: float) -> str:
    """A speed as it is shown."""
    return f"{speed:g}×"


class PlayerBar(QFrame):
    """Says what is wanted; hidden where there is nothing to hear and nothing in doubt."""

    speed_wanted = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("player")
        self.setProperty("footbar", True)
        self.setAccessibleName(self.tr("Player"))
        across = row(self, gap=1, margins=(4, 1, 4, 1))
        self.play = self._square("play", "play", self.tr("Play from here (Ctrl+Space)"))
        self.back = button(self.tr("−3 s"), "quiet", name="player.back", size="small",
                           tip=self.tr("Back 3 seconds (Ctrl+Shift+Space)"))  # fmt: skip
        self.back.setAccessibleName(self.tr("Back 3 seconds"))
        set_tip(self.back, self.back.toolTip())
        self.time = label("", "caption", name="player.time")
        self.time.setProperty("tone", "muted")
        self.speed = button(speed_words(1.0), "quiet", name="player.speed", size="small")
        self.speed.clicked.connect(self._offer_speeds)
        self.follow = button(self.tr("Follow"), "quiet", name="player.follow", size="small",
                             tip=self.tr("Show the words that are heard again"))  # fmt: skip
        self.follow.hide()
        self.doubts = label("", "caption", name="player.doubts")
        self.doubts.setProperty("tone", "muted")
        self.before = self._square("before", "up", self.tr("The doubtful place before (Shift+F7)"))
        self.next = self._square("next", "down", self.tr("The next doubtful place (F7)"))
        for each in (self.play, self.back, self.speed, self.time, self.follow):
            across.addWidget(each)
        across.addStretch(1)
        for each in (self.doubts, self.before, self.next):
            across.addWidget(each)
        self._playable = False
        self._count = self._at = -1
        self._total, self._now, self._speed = 0.0, 0.0, 1.0
        self.show_speed(1.0)

    def _square(self, name: str, icon: str, tip: str) -> QPushButton:
        made = button("", "quiet", name=f"player.{name}", icon=icon, size="small", tip=tip)
        made.setProperty("square", True)
        made.setFixedSize(icon_size(32))
        return made

    # ---- showing -------------------------------------------------------------------------------

    def show_session(self, playable: bool, total: float) -> None:
        """Whether there is something to hear, and how long it is in seconds."""
        self._playable, self._total = playable, total
        self.show_playing(False)
        self.show_time(0.0)
        self._fit()

    def show_playing(self, playing: bool) -> None:
        """Whether something is heard now."""
        icons.put(self.play, "stop" if playing else "play", "ink", 18)
        said = self.tr("Stop (Ctrl+Space)") if playing else self.tr("Play from here (Ctrl+Space)")
        self.play.setAccessibleName(self.tr("Stop") if playing else self.tr("Play from here"))
        set_tip(self.play, said)

    def show_time(self, at: float) -> None:
        """What is heard now or would be next, in seconds."""
        self._now = at
        now = words.clock(at)
        self.time.setText(now if self._narrow else f"{now} / {words.clock(self._total)}")

    def show_speed(self, speed: float) -> None:
        """How fast it is played."""
        self._speed = speed
        self.speed.setText(speed_words(speed))
        self.speed.setAccessibleName(self.tr("Speed: {speed}").replace("{speed}", speed_words(speed)))
        self.speed.setToolTip(self.tr("Speed (Ctrl+Shift+Up, Ctrl+Shift+Down); the pitch stays"))

    def show_follow(self, wanted: bool) -> None:
        """Whether to offer to go where the sound is."""
        self.follow.setVisible(wanted and self._playable)

    def show_doubts(self, count: int, at: int = -1) -> None:
        """How many places are in doubt, and which of them is shown (from 0; -1: none)."""
        self._count, self._at = count, at
        self._fit()

    @property
    def _narrow(self) -> bool:
        return self.width() < theme.px(NARROW)

    def _doubt_words(self) -> str:
        if self._at >= 0:
            text = self.tr("{n} of {count}") if self._narrow else self.tr("{n} of {count} in doubt")
            return text.replace("{n}", str(self._at + 1)).replace("{count}", str(self._count))
        text = self.tr("{count} in doubt")
        return text.replace("{count}", str(self._count))

    def _fit(self) -> None:
        for each in (self.play, self.back, self.time, self.speed):
            each.setVisible(self._playable)
        for each in (self.doubts, self.before, self.next):
            each.setVisible(self._count > 0)
        self.doubts.setText(self._doubt_words())
        if not self._playable:
            self.follow.hide()
        self.show_time(self._now)
        self.setVisible(self._playable or self._count > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer words where there is less room."""
        super().resizeEvent(event)
        self.doubts.setText(self._doubt_words())
        self.show_time(self._now)

    # ---- speed ---------------------------------------------------------------------------------

    def step_speed(self, step: int) -> None:
        """Ask for the next speed, faster or slower."""
        nearest = min(range(len(SPEEDS)), key=lambda n: abs(SPEEDS[n] - self._speed))
        wanted = SPEEDS[min(len(SPEEDS) - 1, max(0, nearest + step))]
        if wanted != self._speed:
            self.speed_wanted.emit(wanted)

    def _offer_speeds(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("player.speeds")
        group = QActionGroup(menu)
        for speed in SPEEDS:
            made = menu.addAction(speed_words(speed))
            made.setObjectName(f"player.speed.{speed:g}")
            made.setCheckable(True)
            made.setChecked(speed == self._speed)
            made.triggered.connect(lambda _=False, s=speed: self.speed_wanted.emit(s))
            group.addAction(made)
        menu.aboutToHide.connect(menu.deleteLater)
        above = self.speed.mapToGlobal(QPoint(0, -menu.sizeHint().height()))
        menu.popup(above)
