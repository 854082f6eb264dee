"""Recording: state, time, level and four buttons, to be read from two metres.

Nothing that a client should not see, unless it is asked for. Alarms are `app.ui.alarm`'s, the words as they come
`app.ui.live_words`', fitting into the window `app.ui.pages.recording_fit`'s. The recorder is followed also while
another page or another program is in front: the strips, the tray and the notices live by what is told here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.domain.errors import Cancelled
from app.domain.progress import Live
from app.domain.session import RecorderStatus, RecordingState
from app.ui import icons, theme, words
from app.ui.alarm import AlarmPanel
from app.ui.context import Command, Context, Page, WorkPlan
from app.ui.error_view import ErrorText, describe
from app.ui.instruments import Meter
from app.ui.lamp import AWAY, Lamp, sign_of
from app.ui.live_words import LiveWords
from app.ui.operations import Lane
from app.ui.pages.recording_fit import MARGINS, Fitting
from app.ui.pages.recording_words import device_words, ended_words, marks_words, sleep_words, state_words
from app.ui.widgets import button, caption, column, label, row
from app.ui.work_queue import Job, Step

T = TypeVar("T")

POLL_MS = 150
ACTIVE = (RecordingState.RECORDING, RecordingState.PAUSED, RecordingState.OFF_RECORD)


class RecordingPage(Page):
    """Follows the recorder, which runs in a process of its own."""

    chrome = False
    help_topic = "recording"

    told = Signal(object)
    """How the recorder stands: a RecorderStatus. Also while another page is on the screen."""

    over = Signal()
    """Nothing is followed any more: the recording was stopped, or the vault is being locked."""

    small = Signal()
    """Sotto is to step aside for a small strip."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "recording")
        self.session_id = ""
        """The session that is, or was last, recorded."""
        self._asking = self._lost_it = self._focus_due = self._worked_on = False
        self._stop_wanted = False
        self.following = False
        """Whether a recording is followed, or one that has come to an early end waits for Stop."""
        self._round = 0  # raised when nothing is followed any more: late answers are dropped
        self.status = RecorderStatus(RecordingState.STARTING)
        self._after_stop: list[Callable[[], None]] | None = None
        self._fitting = Fitting(self)
        self.rows = rows = column(gap=3, margins=MARGINS)
        self.outer.addLayout(rows)
        rows.addLayout(self._top())
        self.alarm = AlarmPanel(context, self._not_told)
        self.banner = self.alarm.banner
        rows.addWidget(self.alarm)
        rows.addStretch(3)
        rows.addLayout(self._glance())
        self.meter = Meter("recording.level", height=36)
        self.meter.setFixedWidth(min(theme.px(600), 1000))
        rows.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignHCenter)
        self.device, self.sleepy, self.marks = (
            label(" ", role, tone="muted", name=name)
            for role, name in (("caption", "recording.device"), ("caption", "recording.sleepy"),
                               ("lead", "recording.marks"))
        )  # fmt: skip
        self.small_print = (self.device, self.sleepy, self.marks)
        for each in self.small_print:
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self.device)
        rows.addWidget(self.sleepy)
        rows.addStretch(2)
        self._buttons(rows)
        rows.addWidget(self.marks)
        rows.addStretch(2)
        self.live = LiveWords(self)
        rows.addWidget(self.live)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._ask)

    def _top(self) -> QHBoxLayout:
        top = row(gap=2)
        top.addWidget(label(self.tr("Everything stays on this computer."), "caption", tone="muted"))
        top.addStretch(1)
        self.aside = button(self.tr("S&mall strip"), "quiet", name="recording.small", icon="strip", size="small",
                            tip=self.tr("Sotto steps aside; time, level and buttons stay in front of other programs "
                                        "(Alt+M)"))  # fmt: skip
        self.aside.clicked.connect(lambda _=False: self.small.emit())
        self.lock = button(self.tr("Lock"), "quiet", name="recording.lock", icon="lock", size="small",
                           tip=self.tr("Lock; the recording goes on (Ctrl+L)"))  # fmt: skip
        top.addWidget(self.aside)
        top.addWidget(self.lock)
        return top

    def _glance(self) -> QVBoxLayout:
        """What is read from two metres: the state, by shape and word, and the time."""
        rows = column(gap=0)
        across = row(gap=4)
        self.lamp = Lamp(40)
        self.state = label("", "display", name="recording.state")
        across.addStretch(1)
        across.addWidget(self.lamp, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.state)
        across.addStretch(1)
        rows.addLayout(across)
        self.time = label("0:00", "time", name="recording.time")
        self.time.setFont(theme.font("time"))
        self.time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self.time)
        return rows

    def _buttons(self, rows: QVBoxLayout) -> None:
        self.grid = QGridLayout()
        self.grid.setSpacing(theme.space(3))
        self.pause_tip = self.tr("Nothing is captured until you go on (Alt+P)")
        self.pause = button(self.tr("&Pause"), name="recording.pause", icon="pause", size="large", tip=self.pause_tip)
        self.off = button(self.tr("&Off the record"), name="recording.off", icon="off", size="large",
                          tip=self.tr("Nothing is captured; the note shows that there was a gap (Alt+O)"))  # fmt: skip
        self.mark = button(self.tr("Mark this moment"), name="recording.mark", icon="mark", size="large",
                           tip=self.tr("To find it again in the transcript (Ctrl+M)"))  # fmt: skip
        self.stop = button(self.tr("&Stop"), "danger", name="recording.stop", icon="stop", size="large",
                           tip=self.tr("Stores the last words and makes the draft (Alt+S)"))  # fmt: skip
        self.pause.clicked.connect(self.pause_or_go_on)
        self.off.clicked.connect(self.off_record)
        self.mark.clicked.connect(self.mark_moment)
        self.stop.clicked.connect(self._stop)
        self.mark.setShortcut(QKeySequence("Ctrl+M"))
        line_up = row(gap=0)
        line_up.addStretch(1)
        line_up.addLayout(self.grid)
        line_up.addStretch(1)
        rows.addLayout(line_up)

    def commands(self) -> list[Command]:
        """What the buttons do, as far as they can be pressed now."""
        keyed = ((self.pause, "Alt+P"), (self.off, "Alt+O"), (self.mark, "Ctrl+M"), (self.stop, "Alt+S"),
                 (self.live.toggle, "Alt+W"), (self.aside, "Alt+M"))  # fmt: skip
        return [Command(b.objectName(), b.text(), b.click, keys, b.isEnabled()) for b, keys in keyed]

    # ---- from its beginning to its end ---------------------------------------------------------

    def prepare(self, session_id: str, *, stop: bool = False) -> None:
        """Before `enter`: the session that is being recorded, and whether it is to be stopped there and then."""
        if session_id != self.session_id:
            self.rest()
        self.session_id = session_id
        self._stop_wanted = stop

    def enter(self) -> None:
        """Follow the recorder, or go on with what was followed from another page."""
        ended = self._stop_wanted and not self.following  # behind the lock: what came of it is stored now
        if not self.following:
            self.show_status(RecorderStatus(RecordingState.STARTING))
            self.live.enter(self.session_id)
            self._follow()
        else:
            self.live.enter(self.session_id)
            self._focus_due = True
            self.show_status(self.status)
        wanted, self._stop_wanted = self._stop_wanted, False
        if wanted and (ended or self.stop.isEnabled()):
            self._stop()

    def _follow(self) -> None:
        self.alarm.enter()
        self.following = True
        self._asking = self._lost_it = self._worked_on = False
        self._focus_due = True  # Pause takes the focus once it may be pressed; until then Qt would give it to Lock
        self._timer.start()

    def leave(self) -> None:
        """Take the words off the screen; the recorder goes on, and is followed."""
        self.live.leave()

    def rest(self) -> None:
        """Follow nothing any more: the vault is being locked, or the window closes. The recorder goes on."""
        self._round += 1
        self._timer.stop()
        self.alarm.leave()
        self._after_stop = None
        self._asking = False
        if self.following:
            self.following = False
            self.over.emit()

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

    # ---- what the recorder says ----------------------------------------------------------------

    def show_status(self, status: RecorderStatus) -> None:
        """Show what the recorder says."""
        self.status = status
        self.time.setText(words.clock(status.captured))
        self.time.setAccessibleName(self.tr("Recorded: {time}").replace("{time}", words.clock(status.captured)))
        running, active = status.state is RecordingState.RECORDING, status.state in ACTIVE
        self.state.setText(state_words(status))
        self.lamp.show_sign(sign_of(status))
        self.meter.set_level(status.level if running and status.alarm not in AWAY else 0.0)
        self.device.setText(device_words(status))
        self.sleepy.setText(sleep_words(status))
        self.marks.setText(marks_words(len(status.marks)) or " ")
        self._name_pause(self.tr("&Pause") if running else self.tr("&Go on"), "pause" if running else "play")
        self.pause.setEnabled(active)
        self.off.setEnabled(running)
        self.mark.setEnabled(running)
        self.stop.setEnabled(status.state is not RecordingState.STARTING)
        self._alarm(status)
        self._fitting.fit()
        if self._focus_due and active and self.isVisible():
            self._focus_due = False
            self.pause.setFocus()
        self.told.emit(status)

    def _alarm(self, status: RecorderStatus) -> None:
        if self._lost_it:
            return  # what ended it is said already
        if status.state is RecordingState.FAILED:
            self._say_ended(self.services.recording.problem(status))
        elif status.state is RecordingState.STOPPED:
            said = self.tr("The recording was ended from outside Sotto. Everything until then is stored. Press Stop "
                           "to work with it.")  # fmt: skip
            self.alarm.ended(ErrorText(said, "", "", ""))
        else:
            self.alarm.follow(status)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make everything fit."""
        super().resizeEvent(event)
        self._fitting.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Make everything fit, now that the fonts are known."""
        super().showEvent(event)
        self._fitting.forget()
        self._fitting.fit()

    def event(self, event: QEvent) -> bool:
        """As ever; after something in the page came or went, make everything fit."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fitting.fit()
        return done

    def _say_ended(self, error: Exception | None) -> None:
        self.alarm.ended(ended_words(error), action=self.tr("Record again"), act=self._again)

    def _name_pause(self, text: str, sign: str) -> None:
        if self.pause.text() != text.replace("&", ""):
            caption(self.pause, text, self.pause_tip if sign == "pause" else "")
            icons.put(self.pause, sign)

    def _ask(self) -> None:
        if self._asking:
            return
        self._asking = True
        self._run(self.services.recording.status, self._answered, self._lost)

    def _run(self, fn: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """As `ask`, but answers count until nothing is followed any more, whatever page is on the screen."""
        this = self._round

        def answered(value: T) -> None:
            if this == self._round:
                then(value)

        def refused(error: Exception) -> None:
            if this == self._round:
                failed(error)

        self.ops.run(self, fn, answered, refused, lane=Lane.RECORDER)

    def _answered(self, status: RecorderStatus) -> None:
        self._asking = False
        if not self._timer.isActive():
            return
        if status.total > 0:  # a sound file that was being read when the vault was locked
            self.rest()
            self.router.show_work(WorkPlan(self.session_id, capture=True))
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
        self.show_status(replace(self.status, state=RecordingState.FAILED, level=0.0))
        self._say_ended(error)

    def _tell(self, act: Callable[[], object]) -> None:
        self._run(act, lambda _: self._ask(), self._not_told)

    def _not_told(self, error: Exception) -> None:
        if self.services.recording.active != self.session_id:
            self._lost(error)
        else:
            self.ops.fail(self, error)

    def pause_or_go_on(self) -> None:
        """Pause, or go on after a pause and after what was off the record."""
        running = self.status.state is RecordingState.RECORDING
        self._tell(self.services.recording.pause if running else self.services.recording.resume)

    def off_record(self) -> None:
        """Capture nothing until it goes on, and note that this was off the record."""
        self._tell(self.services.recording.off_record)

    def mark_moment(self) -> None:
        """Mark this moment."""
        self._tell(self.services.recording.mark)

    def _again(self) -> None:
        session_id = self.session_id
        s = self.services

        def start() -> None:
            s.recording.start(session_id, str(s.preferences.get("microphone") or ""))

        self._timer.stop()
        self._lost_it = False
        self._run(start, lambda _: self._follow(), self._lost)

    def _stop(self) -> None:
        if self._lost_it:  # there is nothing left to stop: what it stored is the recording
            notice = self.tr("The recording ended early. Everything until about a second before is stored.")
            self.rest()
            self._work(notice)
            return
        self._timer.stop()
        for each in (self.pause, self.off, self.mark, self.stop):
            each.setEnabled(False)
        self.state.setText(self.tr("Storing the last words"))
        self._after_stop = []
        self._run(self.services.recording.stop, lambda _: self._stopped(""), self._stop_failed)

    def _stopped(self, notice: str) -> None:
        self.live.ended()
        waiting, self._after_stop = self._after_stop or [], None
        self.rest()
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
        settled = self.services.preflight.settled(self.session_id)
        return WorkPlan(self.session_id, live=live, notice=notice, models=settled)

    def _stop_failed(self, error: Exception) -> None:
        text = describe(error)
        if self.services.recording.active != self.session_id:
            # It is stored all the same: the error says why it had ended before.
            self._stopped(text.but(next_step="").whole())
            return
        self.stop.setEnabled(True)
        self.alarm.ended(text)
        for done in self._after_stop or []:
            done()
        self._after_stop = None
