"""Recording: time, level and five buttons. Nothing that a client should not see, unless it is asked for.

Alarms are `app.ui.alarm`'s, the words as they come `app.ui.live_words`'.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout

from app.domain.errors import Cancelled, NoMicrophone
from app.domain.progress import Live
from app.domain.session import Alarm, RecorderStatus, RecordingState
from app.ui import icons, theme, tokens, words
from app.ui.alarm import AlarmPanel
from app.ui.context import Context, Page, WorkPlan
from app.ui.error_view import describe
from app.ui.instruments import Meter
from app.ui.live_words import LINES, LiveWords
from app.ui.operations import Lane
from app.ui.widgets import button, caption, chip, column, label, row, set_tone
from app.ui.work_queue import Job, Step

POLL_MS = 150
SLEEP_ASKED = 10.0
"""Seconds of sound after which the recorder knows whether the system keeps the computer awake."""


MARGINS = (10, 6, 10, 8)
LOW_MARGINS = (10, 3, 10, 3)
LOW_TIME = 56
"""Size of the figures in pixels where a page is too low for the usual ones."""


class RecordingPage(Page):
    """Follows the recorder, which runs in a process of its own."""

    chrome = False

    def __init__(self, context: Context) -> None:
        super().__init__(context, "recording")
        self._session_id = ""
        self._asking = self._lost_it = self._focus_due = False
        self._status = RecorderStatus(RecordingState.STARTING)
        self._after_stop: list[Callable[[], None]] | None = None
        self._fitted: tuple[object, ...] = ()  # what the page was last made to fit
        self._rows = rows = column(gap=4, margins=MARGINS)
        self.outer.addLayout(rows)
        top = row(gap=3)
        top.addWidget(label(self.tr("Everything stays on this computer."), "caption", tone="muted"))
        top.addStretch(1)
        self.lock = button(self.tr("Lock"), "quiet", name="recording.lock", icon="lock",
                           tip=self.tr("Lock; the recording goes on (Ctrl+L)"))  # fmt: skip
        top.addWidget(self.lock)
        rows.addLayout(top)
        self.alarm = AlarmPanel(context, self._not_told)
        self.banner = self.alarm.banner
        rows.addWidget(self.alarm)
        rows.addStretch(3)
        self.state = chip("", "danger", name="recording.state")
        self.state.setProperty("role", "lead")
        rows.addWidget(self.state, 0, Qt.AlignmentFlag.AlignHCenter)
        self.time = label("0:00", "time", name="recording.time")
        self.time.setFont(theme.font("time"))
        self.time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self.time)
        self.meter = Meter("recording.level", height=28)
        self.meter.setFixedWidth(theme.px(520))
        rows.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignHCenter)
        self.device = label(" ", "caption", tone="muted", name="recording.device")
        self.device.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self.device)
        self.sleepy = label(" ", "caption", tone="muted", name="recording.sleepy")
        self.sleepy.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self.sleepy)
        rows.addStretch(2)
        self._buttons(rows)
        self.marks = label(" ", tone="muted", name="recording.marks")
        self.marks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self.marks)
        rows.addStretch(2)
        self.live = LiveWords(self)
        rows.addWidget(self.live)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._ask)

    def _buttons(self, rows: QVBoxLayout) -> None:
        line_up = row(gap=3)
        self.pause = button(self.tr("&Pause"), name="recording.pause", icon="pause", size="large")
        self.off = button(self.tr("&Off the record"), name="recording.off", icon="off", size="large",
                          tip=self.tr("Nothing is captured; the note shows that there was a gap"))  # fmt: skip
        self.mark = button(self.tr("&Mark this moment"), name="recording.mark", icon="mark", size="large")
        self.stop = button(self.tr("&Stop"), "danger", name="recording.stop", icon="stop", size="large")
        self.pause.clicked.connect(self._pause)
        self.off.clicked.connect(self._off)
        self.mark.clicked.connect(lambda: self._tell(self.services.recording.mark))
        self.stop.clicked.connect(self._stop)
        self.mark.setShortcut(QKeySequence("Ctrl+M"))
        line_up.addStretch(1)
        for each in (self.pause, self.off, self.mark):
            line_up.addWidget(each)
        line_up.addSpacing(theme.space(6))
        line_up.addWidget(self.stop)
        line_up.addStretch(1)
        rows.addLayout(line_up)

    def prepare(self, session_id: str) -> None:
        """Before `enter`: the session that is being recorded."""
        self._session_id = session_id

    def enter(self) -> None:
        """Follow the recorder."""
        self.show_status(RecorderStatus(RecordingState.STARTING))
        self.live.enter(self._session_id)
        self._follow()

    def _follow(self) -> None:
        self.alarm.enter()
        self._asking = self._lost_it = self._worked_on = False
        self._focus_due = True  # Pause takes the focus once it may be pressed; until then Qt would give it to Lock
        self._timer.start()

    def leave(self) -> None:
        """Stop asking; the recorder goes on."""
        self._timer.stop()
        self.alarm.leave()
        self.live.leave()
        self._after_stop = None

    def flush(self, done: Callable[[], None]) -> None:
        """While the last words are being stored, wait for them."""
        if self._after_stop is not None:
            self._after_stop.append(done)
        else:
            done()

    def show_live(self, session_id: str, live: Live) -> None:
        """Show how far the words of a session are, where it is this one."""
        self.live.show_live(session_id, live)

    def work_ended(self, job: Job) -> None:
        """Work along with this recording that ends while it goes on has failed; why is said after Stop."""
        if job.plan.live and job.step is Step.FAILED and not isinstance(job.error, Cancelled):
            self.live.show_failed(job.plan.session_id)

    def show_status(self, status: RecorderStatus) -> None:
        """Show what the recorder says."""
        self._status = status
        self.time.setText(words.clock(status.captured))
        self.time.setAccessibleName(self.tr("Recorded: {time}").replace("{time}", words.clock(status.captured)))
        running = status.state is RecordingState.RECORDING
        away = running and status.alarm in (Alarm.LOST, Alarm.NO_SOUND)
        self.state.setText(self.tr("Waiting for the microphone") if away else words.recording_words(status.state))
        set_tone(self.state, "danger" if running and not away else "warning")
        self.state.adjustSize()
        self.meter.set_level(status.level if running and not away else 0.0)
        self.device.setText(self._device_words(status))
        self.sleepy.setText(self._sleep_words(status))
        self._name_pause(self.tr("&Pause") if running else self.tr("&Go on"), "pause" if running else "play")
        active = status.state in (RecordingState.RECORDING, RecordingState.PAUSED, RecordingState.OFF_RECORD)
        self.pause.setEnabled(active)
        self.off.setEnabled(running)
        self.mark.setEnabled(running)
        self.stop.setEnabled(status.state is not RecordingState.STARTING)
        count = len(status.marks)
        self.marks.setText(
            " " if not count
            else self.tr("1 moment marked") if count == 1
            else self.tr("{n} moments marked").replace("{n}", str(count))
        )  # fmt: skip
        self._alarm(status)
        self._fit()
        if self._focus_due and active:
            self._focus_due = False
            self.pause.setFocus()

    def _alarm(self, status: RecorderStatus) -> None:
        if status.state is RecordingState.FAILED:
            self._say_ended(self.services.recording.problem(status))
        elif status.state is RecordingState.STOPPED:
            self.alarm.ended(self.tr("The recording was ended from outside Sotto. Everything until then is stored. "
                                     "Press Stop to work with it."))  # fmt: skip
        else:
            self.alarm.follow(status)

    # ---- fitting -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make everything fit."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Make everything fit, now that the fonts are known."""
        super().showEvent(event)
        self._fitted = ()
        self._fit()

    def event(self, event: QEvent) -> bool:
        """As ever; after something in the page came or went, make everything fit."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """Make everything fit into the page's height, in the order of what is missed least.

        Fewer lines of words; then no room for lines that are empty; then smaller figures and distances; and beside an
        alarm, which must be read, no words at all.
        """
        alarm, banner = self.alarm, self.alarm.banner
        there = banner.isVisibleTo(self)
        blanks = [not each.text().strip() for each in (self.device, self.sleepy, self.marks, self.live.state)]
        fitted = (self.width(), self.height(), there, banner.text, banner.minimumSizeHint().width(),
                  alarm.ways.isVisibleTo(self), alarm.another.isVisibleTo(self), self.live.wanted, *blanks)  # fmt: skip
        if fitted == self._fitted:
            return
        self._fitted = fitted
        ways = [(0, True), (1, True), (2, True)]
        for tight, along in [*ways, (1, False), (2, False)] if there else ways:
            self._tighten(tight, along=along)
            for lines in range(LINES, 0, -1) if along and self.live.wanted else (1,):
                self.live.fit(lines)
                if needed(self.outer, self.width()) <= self.height():
                    return

    def _tighten(self, tight: int, *, along: bool) -> None:
        """How close everything stands, from 0 (usual) to 2, and whether the words are there at all."""
        for each in (self.device, self.sleepy, self.marks):
            each.setVisible(tight == 0 or bool(each.text().strip()))
        self.live.tighten(tight > 0)
        if not along and self.live.isAncestorOf(self.focusWidget() or self):
            self.pause.setFocus()
        self.live.setVisible(along)
        left, top, right, bottom = (theme.space(m) for m in (LOW_MARGINS if tight else MARGINS))
        self._rows.setContentsMargins(left, top, right, bottom)
        self._rows.setSpacing(theme.space(2 if tight == 2 else 4))
        size = LOW_TIME if tight == 2 else tokens.TYPE_SCALE["time"][0]
        sheet = f"font-size: {theme.px(size)}px"
        if self.time.styleSheet() != sheet:
            self.time.setStyleSheet(sheet)

    # ---- words ---------------------------------------------------------------------------------

    def _device_words(self, status: RecorderStatus) -> str:
        """The microphone, and since when in this recording if it is another one than at first."""
        changed = next((gap.at for gap in reversed(status.gaps) if gap.device), None)
        if changed is None:
            return status.device or " "
        text = self.tr("{device}, since {time} of the recording")
        return text.replace("{device}", status.device).replace("{time}", words.clock(changed))

    def _sleep_words(self, status: RecorderStatus) -> str:
        active = status.state in (RecordingState.RECORDING, RecordingState.PAUSED, RecordingState.OFF_RECORD)
        if not active or status.kept_awake or status.captured < SLEEP_ASKED:
            return " "
        return self.tr("This computer may go to sleep by itself. Touch it now and then.")

    def _say_ended(self, error: Exception | None) -> None:
        """Say why nothing is recorded any more. What was said before is stored, whatever the error itself says."""
        gone = self.tr("Nothing is being recorded any more. What was said before is stored.")
        if error is None:
            text = f"{gone} {self.tr('Press Record again, or Stop to work with what is there.')}"
        else:
            words_ = describe(error)
            next_step = words_.next_step
            if isinstance(error, NoMicrophone):  # its own words name a button that is not on this page
                next_step = self.tr("Connect one, then press Record again, or Stop to work with what is there.")
            text = f"{words_.happened} {gone} {next_step}"
        self.alarm.ended(text, action=self.tr("Record again"), act=self._again)

    def _name_pause(self, text: str, sign: str) -> None:
        if self.pause.text() != text.replace("&", ""):
            caption(self.pause, text)
            icons.put(self.pause, sign)

    def _ask(self) -> None:
        if self._asking:
            return
        self._asking = True
        self.ask(self.services.recording.status, self._answered, self._lost, lane=Lane.RECORDER)

    def _answered(self, status: RecorderStatus) -> None:
        self._asking = False
        if not self._timer.isActive():
            return
        if status.total > 0:  # a sound file that was being read when the vault was locked
            self.router.show_work(WorkPlan(self._session_id, capture=True))
            return
        if status.state is RecordingState.RECORDING and not self._worked_on:
            self._worked_on = True  # once: what fails while the recording goes on is done after Stop
            self.router.add_work(self._plan(live=True))
        self.show_status(status)

    def _lost(self, error: Exception) -> None:
        """The recorder is gone, and with it everything but Record again and Stop."""
        self._asking = False
        if self._lost_it:
            return
        self._timer.stop()
        self._lost_it = True
        self.show_status(replace(self._status, state=RecordingState.FAILED, level=0.0))
        self._say_ended(error)

    def _tell(self, act: Callable[[], object]) -> None:
        self.ask(act, lambda _: self._ask(), self._not_told, lane=Lane.RECORDER)

    def _not_told(self, error: Exception) -> None:
        if self.services.recording.active != self._session_id:
            self._lost(error)
        else:
            self.ops.fail(self, error)

    def _pause(self) -> None:
        running = self._status.state is RecordingState.RECORDING
        self._tell(self.services.recording.pause if running else self.services.recording.resume)

    def _off(self) -> None:
        self._tell(self.services.recording.off_record)

    def _again(self) -> None:
        session_id = self._session_id
        s = self.services

        def start() -> None:
            s.recording.start(session_id, str(s.preferences.get("microphone") or ""))

        self._timer.stop()
        self._lost_it = False
        self.ask(start, lambda _: self._follow(), self._lost, lane=Lane.RECORDER)

    def _stop(self) -> None:
        if self._lost_it:  # there is nothing left to stop: what it stored is the recording
            self._work(self.tr("The recording ended early. Everything until about a second before is stored."))
            return
        self._timer.stop()
        for each in (self.pause, self.off, self.mark, self.stop):
            each.setEnabled(False)
        self.state.setText(self.tr("Storing the last words"))
        self.state.adjustSize()
        self._after_stop = []
        self.ask(self.services.recording.stop, lambda _: self._stopped(""), self._stop_failed, lane=Lane.RECORDER)

    def _stopped(self, notice: str) -> None:
        self.live.ended()
        waiting, self._after_stop = self._after_stop or [], None
        if waiting:  # the clinician is going somewhere else, or locks: the work is done, or waits, meanwhile
            self.router.add_work(self._plan(notice=notice))
        for done in waiting:
            done()
        if not waiting:
            self._work(notice)

    def _work(self, notice: str) -> None:
        self.router.show_work(self._plan(notice=notice))

    def _plan(self, *, live: bool = False, notice: str = "") -> WorkPlan:
        """The work on this session, with the models that were settled on when it began."""
        settled = self.services.preflight.settled(self._session_id)
        return WorkPlan(self._session_id, live=live, notice=notice, models=settled)

    def _stop_failed(self, error: Exception) -> None:
        text = describe(error)
        if self.services.recording.active != self._session_id:
            # It is stored all the same: the error says why it had ended before.
            self._stopped(f"{text.happened} {text.lost}")
            return
        self.stop.setEnabled(True)
        self.alarm.ended(f"{text.happened} {text.after()}")
        for done in self._after_stop or []:
            done()
        self._after_stop = None


def needed(layout: QLayout, width: int) -> int:
    """Pixels of height that a layout needs at a width, as things are just now."""
    _forget_sizes(layout)
    return max(layout.minimumSize().height(), layout.minimumHeightForWidth(width) if layout.hasHeightForWidth() else 0)


def _forget_sizes(layout: QLayout) -> None:
    """Qt keeps sizes until it lays out next; within one event they may be those of before."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget = item.widget()
        inner = item.layout() or (widget.layout() if widget is not None else None)
        if inner is not None:
            _forget_sizes(inner)
        if widget is not None:
            widget.updateGeometry()  # what is kept of a widget goes by this alone
        item.invalidate()
    layout.invalidate()
