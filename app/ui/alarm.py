"""What goes wrong while recording: said calmly, heard softly, with a way out beside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app.domain.session import Alarm, RecorderStatus, RecordingState
from app.services.recording import AlarmRhythm
from app.ui import error_view, words
from app.ui.context import Context
from app.ui.error_view import ErrorText
from app.ui.operations import Lane
from app.ui.widgets import Banner, button, caption, column, label, row

if TYPE_CHECKING:
    from app.audio.devices import Microphone

OF_THE_MICROPHONE = (Alarm.SILENT, Alarm.NO_SOUND, Alarm.LOST)
_FOLLOWED = (RecordingState.RECORDING, RecordingState.PAUSED, RecordingState.OFF_RECORD)


class AlarmPanel(QWidget):
    """A banner, a choice of another microphone, and a switch for the sound. Hidden while all is well."""

    def __init__(self, context: Context, failed: Callable[[Exception], None]) -> None:
        """`failed` is told when another microphone could not be chosen."""
        super().__init__()
        self._context = context
        self._failed = failed
        self._rhythm = AlarmRhythm()
        self._sound = True
        self._looked = False
        self._round = 0  # counts alarms, so that a late answer does not fill a page that was left
        rows = column(self, gap=2)
        self.banner = Banner("recording.alarm")
        rows.addWidget(self.banner)
        self.ways = QWidget()
        line_up = row(self.ways, gap=2)
        self.another = QWidget()
        choice = row(self.another, gap=2)
        choice.addWidget(label(self.tr("Use another microphone")))
        self.list = QComboBox()
        self.list.setObjectName("recording.microphone")
        self.list.setAccessibleName(self.tr("Use another microphone"))
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.list.activated.connect(self._use)
        choice.addWidget(self.list)
        self.again = button(self.tr("Look a&gain"), name="recording.lookAgain", icon="refresh", size="small")
        self.again.clicked.connect(lambda _=False: self._look())
        choice.addWidget(self.again)
        line_up.addWidget(self.another)
        line_up.addStretch(1)
        self.quiet = button(self.tr("Turn the sound off"), "quiet", name="recording.alarmSound", size="small")
        self.quiet.clicked.connect(lambda _=False: self._turn_sound())
        line_up.addWidget(self.quiet)
        rows.addWidget(self.ways)
        self.ways.hide()

    def enter(self) -> None:
        """Begin to follow a recording: nothing is wrong yet."""
        self.leave()
        preferences = self._context.services.preferences
        self._context.ops.run(self, lambda: preferences.get("alarm_sound"), self._set_sound)

    def leave(self) -> None:
        """Say nothing more."""
        self._round += 1
        self._looked = False
        self._rhythm = AlarmRhythm()
        self.banner.hide()
        self.ways.hide()

    def ended(self, text: ErrorText, *, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Say that nothing is recorded any more, and what can be done."""
        self.ways.hide()
        error_view.tell(self.banner, text, action=action, act=act)

    def follow(self, status: RecorderStatus) -> None:
        """Show, and sound, what is wrong; nothing if all is well."""
        alarm = status.alarm if status.state in _FOLLOWED else Alarm.NONE
        if self._rhythm.due(alarm, time.monotonic()) and self._sound:
            self._context.ops.run(
                self, self._context.services.recording.sound_alarm, None, lambda _: QApplication.beep(), lane=Lane.SOUND
            )
        if alarm is Alarm.NONE:
            self._looked = False
            self.banner.hide()
            self.ways.hide()
            return
        text = self.words(status)
        if text != self.banner.text or not self.banner.isVisibleTo(self):
            self.banner.say(text, "warning" if alarm is Alarm.DISK_LOW else "danger")
        self.another.setVisible(alarm in OF_THE_MICROPHONE)
        self.ways.show()
        if alarm in OF_THE_MICROPHONE and not self._looked:
            self._look()

    def words(self, status: RecorderStatus) -> str:
        """What an alarm says."""
        since = words.time_words(status.alarm_since) if status.alarm_since else ""
        minutes = str(int((status.room or 0.0) // 60))
        seconds = str(max(1, round(status.waiting)))
        text = {
            Alarm.LOST: self.tr("No sound from the microphone since {since}. Sotto keeps trying. What was said until "
                                "then is stored."),
            Alarm.NO_SOUND: self.tr("No sound from the microphone since {since}. Sotto keeps trying. What was said "
                                    "until then is stored."),
            Alarm.SILENT: self.tr("The microphone has given nothing but silence since {since}. It may be switched "
                                  "off, or refused by the system. Sotto goes on recording."),
            Alarm.DISK_FULL: self.tr("The disk is full since {since}. Sotto goes on recording: the last {seconds} s "
                                     "wait in memory, everything before is stored. Free some space, and they are "
                                     "stored too."),
            Alarm.DISK_LOW: self.tr("The disk is nearly full: there is room for about {minutes} more minutes. "
                                    "Free some space when you can."),
        }.get(status.alarm, "")  # fmt: skip
        return text.replace("{since}", since).replace("{minutes}", minutes).replace("{seconds}", seconds)

    # ---- another microphone, and the sound ---------------------------------------------------------

    def _look(self) -> None:
        self._looked = True
        self.again.setEnabled(False)
        this = self._round

        def found(microphones: list[Microphone]) -> None:
            if this == self._round:
                self._fill(microphones)

        self._context.ops.run(
            self, lambda: self._context.services.recording.microphones(True), found, self._not_found, lane=Lane.SOUND
        )

    def _fill(self, microphones: list[Microphone]) -> None:
        self.again.setEnabled(True)
        self.list.clear()
        for each in microphones:
            self.list.addItem(each.name, each.id)
        if not microphones:
            self.list.addItem(self.tr("No microphone found"), "")
        self.list.setEnabled(bool(microphones))
        self.list.setCurrentIndex(-1 if microphones else 0)
        self.list.setPlaceholderText(self.tr("Choose"))

    def _not_found(self, error: Exception) -> None:
        self.again.setEnabled(True)
        self._failed(error)

    def _use(self) -> None:
        microphone = str(self.list.currentData() or "")
        recording = self._context.services.recording
        self._context.ops.run(self, lambda: recording.use(microphone), None, self._failed, lane=Lane.RECORDER)

    def _turn_sound(self) -> None:
        wanted = not self._sound
        self._set_sound(wanted)
        preferences = self._context.services.preferences
        self._context.ops.run(self, lambda: preferences.set("alarm_sound", wanted), None, self._failed)

    def _set_sound(self, on: object) -> None:
        self._sound = on is not False
        caption(self.quiet, self.tr("Turn the sound off") if self._sound else self.tr("Turn the sound on"))
        self.quiet.setToolTip(self.tr("Whether Sotto also makes itself heard when something is wrong"))
