"""What of Sotto is to be seen and done outside its pages: the strips, the tray, notifications, global keys.

The recording page follows the recorder and tells; this passes it on, and carries back what is pressed. Nothing here
knows a client. Behind the lock a recording can still be seen to run, paused, marked and ended: who sits in a session
must not need a passphrase for that. Everything else of it is there once Sotto is unlocked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.session import RecorderStatus, RecordingState
from app.ui.behind_lock import BehindLock
from app.ui.desk_keys import DeskKeys
from app.ui.notices import BusChannel, Channel, Notice, Notices, bus_there, in_front

# ruff: noqa: PLC0415 - the lock screen comes first: what is not needed for it is loaded when it is

if TYPE_CHECKING:
    from app.ui.pages.recording import RecordingPage
    from app.ui.strip import RecordingBar, Strip, StripRow
    from app.ui.tray import Tray
    from app.ui.window import Window
    from app.ui.work_queue import Job, WorkQueue

STRIP_MS = 400
"""Sotto must have been behind for so long: whoever only passes through other windows sees no strip come and go."""
PLACE_MS = 800
BEGIN_MS = 300
SETTINGS = ("strip", "notices", "global_keys", "strip_place")
_ENDED = (RecordingState.FAILED, RecordingState.STOPPED)


class Desk(QObject):
    """Lives with the window, on the main thread."""

    _clicked = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._page: RecordingPage | None = None
        self._queue: WorkQueue | None = None
        self._status: RecorderStatus | None = None
        self._wrong = ""  # the alarm that was told last
        self._behind = self._put_away = self._asked_for = False
        self._begun = False
        self._settings: dict[str, object] = {"strip": True, "notices": True, "global_keys": False, "strip_place": ""}
        self.bar: RecordingBar | None = None
        self.strip: Strip | None = None
        self.tray: Tray | None = None
        self.keys = DeskKeys(window)
        self.keys.pressed.connect(self._pressed)
        self.notices = Notices(window, None)
        self.notices.clicked.connect(self.to_front)
        self._clicked.connect(self.to_front, Qt.ConnectionType.QueuedConnection)
        self._soon = _timer(self, STRIP_MS, self._show_strip)
        self._later = _timer(self, PLACE_MS, self._keep_place)
        self.behind_lock = BehindLock(window)
        self.behind_lock.stands.connect(self._stands_behind)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.applicationStateChanged.connect(self._look)
        window.stack.currentChanged.connect(self._turned)
        window.locker.over.connect(self._show_tray)
        app.focusWindowChanged.connect(self._look)
        QTimer.singleShot(BEGIN_MS, self, self._begin)  # the first page does not wait for it

    def _begin(self) -> None:
        """Find out what the desktop has."""
        from app.ui import tray

        self._begun = True
        if tray.there():
            self.tray = made = tray.Tray(self._window)
            made.back.connect(self.to_front)
            made.pause.connect(self._pause)
            made.mark.connect(self._mark)
            made.stop.connect(self._stop)
            made.lock.connect(self._window.lock)
            made.leave.connect(self._leave)
            made.icon.show()
        if self.notices.channel is None:
            self.notices.channel = self._channel()
        self._show_tray()

    def _channel(self) -> Channel | None:
        if QGuiApplication.platformName() in ("offscreen", "minimal"):
            return None
        return BusChannel(self._clicked.emit) if bus_there() else self.tray

    # ---- what is followed ----------------------------------------------------------------------

    def watch(self, queue: WorkQueue) -> None:
        """The queue of work has been made: hear what becomes of it."""
        self._queue = queue
        queue.ended.connect(self._work_ended)
        queue.changed.connect(lambda _: self._show_tray())

    def follow(self, page: RecordingPage) -> None:
        """The recording page has been made: hear what it tells."""
        self._page = page
        page.told.connect(self._told)
        page.over.connect(self._over)
        page.small.connect(self._step_aside)

    def goes_on(self, recording: bool) -> None:
        """The vault is locked, and whether a recording goes on behind it."""
        self._rest_behind()
        self._behind = recording
        if recording:
            self.fetch()
            self.behind_lock.begin()
        self._look()
        self._show_tray()

    # ---- behind the lock -----------------------------------------------------------------------

    def _stands_behind(self, status: RecorderStatus) -> None:
        if not self._behind:
            return
        self._status = status
        if self.behind_lock.ended:
            self._window.unlock_page.say_stopped()
        else:
            self._tell_wrong(status)
        self._hold_keys()
        for row in self._rows():
            self._show_on(row)
        self._look()
        self._show_tray()

    def _rest_behind(self) -> None:
        self._behind = False
        if self.behind_lock.status is not None:
            self._status, self._wrong = None, ""
        self.behind_lock.rest()

    def _rows(self) -> list[StripRow]:
        shown = (self.bar, self.strip)
        return [each.row for each in shown if each is not None and each.isVisible()]

    def _show_on(self, row: StripRow) -> None:
        """How it stands, on a strip."""
        if self._behind and self.behind_lock.ended:
            row.show_ended()
        elif self._status is not None:
            row.show_status(self._status)
        else:
            row.show_locked()
        # On the lock screen the passphrase is the way back.
        row.back_button.setVisible(not (self._behind and self.bar is not None and row is self.bar.row))

    def fetch(self) -> None:
        """The vault is open, or a setting was changed: ask what is wanted."""
        preferences = self._window.services.preferences
        self._window.ops.run(self, lambda: {name: preferences.get(name) for name in SETTINGS}, self._take)

    def _take(self, settings: dict[str, object]) -> None:
        self._settings = settings
        self.notices.wanted = settings["notices"] is True
        self._hold_keys()
        self._look()
        self._show_tray()

    def _told(self, status: RecorderStatus) -> None:
        page = self._page
        if page is None or not page.following:
            return
        first, self._status = self._status is None, status
        if first:
            self._put_away = self._asked_for = False
            self._behind = False
            self.fetch()
        self._tell_wrong(status)
        self._hold_keys()
        for row in self._rows():
            self._show_on(row)
        if first:
            self._look()
        self._show_tray()

    def _over(self) -> None:
        self._status, self._wrong = None, ""
        self._hold_keys()
        self._look()
        self._show_tray()

    def _turned(self, _: object = None) -> None:
        """Another page is on the screen; behind the lock the recording page follows nothing any more."""
        page = self._page
        if page is not None and self._window.page() is self._window.unlock_page:
            page.rest()
        elif self._behind and self._window.page() is not self._window.unlock_page:
            self._rest_behind()
        self._look()
        self._show_tray()

    def close(self) -> None:
        """The window closes."""
        if self._page is not None:
            self._page.rest()
        self._behind = False
        self._soon.stop()
        self.behind_lock.rest()
        for each in (self.strip, self.tray.icon if self.tray is not None else None):
            if each is not None:
                each.hide()
        self.keys.end()

    # ---- what is pressed -----------------------------------------------------------------------

    def to_front(self) -> None:
        """Bring the window to the front; while a recording goes on, its page."""
        window = self._window
        self._asked_for = False
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _leave(self) -> None:
        if self._status is not None:
            self.to_front()  # what becomes of the recording is asked there
        self._window.close()

    def _back(self) -> None:
        self.to_front()
        if self._page is not None and self._page.following and self._window.page() is not self._page:
            self._window.show_recording(self._page.session_id)

    def _pause(self) -> None:
        if (page := self._reach()) is not None:
            page.pause_or_go_on()

    def _off(self) -> None:
        if (page := self._reach(running=True)) is not None:
            page.off_record()

    def _mark(self) -> None:
        if (page := self._reach(running=True)) is not None:
            page.mark_moment()

    def _reach(self, *, running: bool = False) -> RecordingPage | BehindLock | None:
        """What tells a recording that can be told something and, `running`, takes something in."""
        page, status = self._page, self._status
        if self._behind:
            return self.behind_lock
        if page is None or not page.following or status is None:
            return None
        paused = status.state in (RecordingState.PAUSED, RecordingState.OFF_RECORD) and not running
        return page if paused or status.state is RecordingState.RECORDING else None

    def _stop(self) -> None:
        """Stop on its own page, where what comes of it is shown; what is typed elsewhere is stored first. Behind the
        lock it is only ended: what comes of it is written into the vault once that is open."""
        page = self._page
        if self._behind:
            self.behind_lock.end()
        elif page is not None and page.following:
            self._window.leave_to(page, lambda: page.prepare(page.session_id, stop=True))

    def _pressed(self, name: str) -> None:
        {"pause": self._pause, "off": self._off, "mark": self._mark, "back": self._back}[name]()

    # ---- what is shown -------------------------------------------------------------------------

    def _look(self, _: object = None) -> None:
        """Which of the strips is wanted now."""
        window = self._window
        elsewhere = self._status is not None and window.page() is not self._page
        if elsewhere and (self._behind or window.page() is not window.unlock_page):
            self._show_bar()
        elif self.bar is not None:
            self.bar.hide()
        if self._wants_strip():
            if not self._soon.isActive() and not (self.strip is not None and self.strip.isVisible()):
                self._soon.start()
        else:
            self._soon.stop()
            if self.strip is not None:
                self.strip.hide()

    def _wants_strip(self) -> bool:
        if self._put_away or (self._status is None and not self._behind) or in_front(self._window):
            return False
        if self._asked_for:
            return True
        # A Wayland desktop lets no window stay in front, and may give it the keys: there it comes only when asked for.
        free = not QGuiApplication.platformName().startswith("wayland")
        return self._settings["strip"] is True and free and _other_program(self._window)

    def _show_bar(self) -> None:
        if self.bar is None:
            from app.ui.strip import RecordingBar

            self.bar = RecordingBar()
            self._window.head.insertWidget(0, self.bar)
            self._serve(self.bar.row)
        self._show_on(self.bar.row)
        self.bar.show()

    def _show_strip(self) -> None:
        if not self._wants_strip():
            return
        if self.strip is None:
            from app.ui.strip import Strip

            self.strip = Strip(self._window)
            self._serve(self.strip.row)
            self.strip.put_away.connect(self._strip_put_away)
            self.strip.moved.connect(lambda _: self._later.start())
        self._show_on(self.strip.row)
        if not self.strip.isVisible():
            self.strip.stand_at(_point(self._settings["strip_place"]))
            self.strip.show()

    def _serve(self, row: StripRow) -> None:
        row.pause.connect(self._pause)
        row.mark.connect(self._mark)
        row.stop.connect(self._stop)
        row.back.connect(self._back)

    def _strip_put_away(self) -> None:
        self._put_away, self._asked_for = True, False

    def _step_aside(self) -> None:
        """The clinician wants the strip, and something else behind it."""
        self._put_away, self._asked_for = False, True
        self._window.showMinimized()
        self._look()

    def _keep_place(self) -> None:
        if self.strip is None or not self.strip.isVisible():
            return
        place = f"{self.strip.x()},{self.strip.y()}"
        self._settings["strip_place"] = place
        preferences = self._window.services.preferences
        self._window.ops.run(self, lambda: preferences.set("strip_place", place), None, lambda _: None)

    def _show_tray(self) -> None:
        if self.tray is None:
            return
        from app.ui.tray import Standing

        working = self._queue is not None and any(not job.plan.live for job in self._queue.jobs)
        locked = not self._window.services.vault.is_open
        self.tray.show_standing(Standing(locked, self._status, self._behind, working))

    # ---- what is told, and the keys ------------------------------------------------------------

    def _tell_wrong(self, status: RecorderStatus) -> None:
        from app.ui.pages.recording_words import alarm_words

        wrong = alarm_words(status)
        if wrong and wrong != self._wrong:
            self.notices.tell(Notice.INTERRUPTED if status.state in _ENDED else Notice.ALARM)
        self._wrong = wrong

    def _work_ended(self, job: Job) -> None:
        from app.ui.work_queue import Step

        if job.step is Step.DONE:
            self.notices.tell(Notice.DRAFT if job.plan.draft else Notice.TRANSCRIPT)
        elif not job.cancel.is_set() and not job.plan.live:
            self.notices.tell(Notice.WORK)
        self._show_tray()

    def _hold_keys(self) -> None:
        wanted = self._settings["global_keys"] is True and self._status is not None
        wanted = wanted and self._status is not None and self._status.state not in _ENDED
        self.keys.hold(wanted=wanted)


def _timer(parent: QObject, after: int, act: Callable[[], None]) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(after)
    made.timeout.connect(act)
    return made


def _other_program(window: QWidget) -> bool:
    """Whether something that is not Sotto's has the keys, or the window was put aside."""
    away = QApplication.applicationState() is not Qt.ApplicationState.ApplicationActive
    return away or window.isMinimized()


def _point(kept: object) -> QPoint | None:
    """A place as the settings keep it, "x,y"; None for anything else."""
    left, _, top = str(kept).partition(",")
    try:
        return QPoint(int(left), int(top))
    except (ValueError, OverflowError):
        return None
