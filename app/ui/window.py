"""The window: navigation, the pages, locking, and the ways between the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.domain.session import Session, SessionState
from app.domain.work import WorkPlan
from app.restart import LockNotice
from app.services.ballast import with_ballast
from app.ui import capture, error_view, icons, place, question, spoken_roles, theme
from app.ui.announce import announce
from app.ui.assist import Assist
from app.ui.blocks import BlockWatch
from app.ui.clipboard import ClipboardGuard
from app.ui.context import Context, Page
from app.ui.desk import Desk
from app.ui.errands import Errands
from app.ui.focus_sight import FocusSight
from app.ui.idle import IdleWatch
from app.ui.keeping import Keeper
from app.ui.locking import Locker, LockKey, Restart
from app.ui.models_strip import ModelsStrip
from app.ui.navigation import Navigation
from app.ui.network_strip import NetworkStrip
from app.ui.operations import Lane, Operations
from app.ui.part_keys import PartKeys
from app.ui.parts.toast import Toasts
from app.ui.session_lock import SessionLock
from app.ui.tour import Tour
from app.ui.ways import Ways
from app.ui.widgets import column, row

if TYPE_CHECKING:
    from app.services.container import Services


@dataclass(frozen=True, slots=True)
class Found:
    """What stood behind the lock: recordings that were cut off or run, the one that runs, unfinished work, whether
    a recovery code was shown that opens nothing, whether the one that runs was ended behind the lock, and sessions
    with a dictation that is not in their text yet."""

    cut_off: list[Session]
    active: str | None
    plans: list[WorkPlan]
    void_code: bool
    ended: bool
    dictated: list[str]


SETTINGS = ("idle_minutes", "hide_from_capture")
_BELONGS = dict.fromkeys(("newSession", "writing", "working", "workspace"), "today") | {
    "templates": "settings",
    "audit": "privacy",
}
"""Pages without a button of their own in the navigation, and the page whose button is marked instead."""
READY_MS = 300
"""How long after the first picture the other pages begin to be made."""
NARROW = 1080
"""Pixels at the usual text size below which the navigation shows signs alone."""


class Window(Ways):
    """Implements `Router`. `blocks` lists when the main thread did not answer."""

    def __init__(
        self,
        services: Services,
        *,
        open_session: str | None = None,
        restart: Restart | None = None,
        after_lock: LockNotice | None = None,
    ) -> None:
        """`restart` replaces the process at a lock; `after_lock` is what the process before this one told it."""
        super().__init__()
        self.services = services
        self.setObjectName("window")
        self.setWindowTitle("Sotto")
        self.setWindowIcon(icons.icon("sotto", "accent", 64))
        self.setMinimumSize(960, 640)
        self.resize(1280, 800)
        self.ops = Operations(error_view.present, self, lambda fn: with_ballast(services.vault.folder, fn))
        self.blocks = BlockWatch(self, page=lambda: self.page().objectName())
        self._open_session = open_session
        self._stored_all = False
        self.context = Context(services, self.ops, self)
        self.errands = Errands(services, self.ops, self)
        self.errands.ended.connect(lambda _: self.apply_preferences())
        self.navigation = Navigation()
        self.navigation.chosen.connect(self.navigate)
        self.navigation.lock.connect(self.lock)
        self.demo = ModelsStrip(self.show_models)
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self.keeper = Keeper(self.context, self)
        self.stack.setCurrentWidget(self.unlock_page)
        self._lay_out()
        self._guard(restart)
        self.tour = Tour(self)
        self.assist = Assist(self, self._app)
        self.part_keys = PartKeys(self)
        self._built = True
        self._after_lock = after_lock
        if after_lock is not None:
            self.locker.back_to_work = after_lock.back_to_work
            services.recording.take_behind(after_lock.recorder)
            place.take(self, after_lock.geometry)
        else:
            place.take(self, str(services.preferences.get(place.SETTING) or ""))

    def _guard(self, restart: Restart | None) -> None:
        """Everything that keeps what is in this window in it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        self._lock_key = LockKey(app, self)
        self._lock_key.pressed.connect(self.lock)
        self._idle = IdleWatch(app, self)
        self._idle.idle.connect(self._nobody_there)
        theme.signals().changed.connect(self._retint)
        self._idle_minutes = 10.0
        self.locker = Locker(self, restart)
        self._focus_sight = FocusSight(app, self, lambda: self._idle.by_key)
        self.session_lock = SessionLock(self)
        self.session_lock.locked.connect(self._nobody_there)
        self.locker.over.connect(self.session_lock.let_sleep)
        self.clipboard = ClipboardGuard(app, self)
        self._capture = capture.CaptureGuard(self)
        spoken_roles.install()
        self._focus_told = spoken_roles.FocusTold(app, self)
        self.desk = Desk(self)
        self.unlock_page.goes_on.connect(self.desk.goes_on)

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setProperty("canvas", True)
        across = row(ground, gap=0)
        across.addWidget(self.navigation)
        self.head = rows = column(gap=0)
        self.network = NetworkStrip(self.errands)
        rows.addWidget(self.network)
        rows.addWidget(self.demo)
        rows.addWidget(self.stack, 1)
        across.addLayout(rows, 1)
        self.setCentralWidget(ground)
        self.toasts = Toasts(ground)
        self.navigation.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation where the width does not suffice for the text size."""
        super().resizeEvent(event)
        self.navigation.fold(event.size().width() < theme.px(NARROW))
        if self._built:
            self.locker.fit()

    _built = False

    # ---- from start to end ---------------------------------------------------------------------

    def start(self) -> None:
        """Show the first page: first run, unlock, or where an open vault stands."""
        self.blocks.start()
        self.errands.recall(go_on=self._after_lock is not None and self._after_lock.installing)
        self.ops.run(self, lambda: (self.services.vault.exists(), self.services.vault.is_open), self._started)

    def _started(self, found: tuple[bool, bool]) -> None:
        exists, is_open = found
        QTimer.singleShot(READY_MS, self, self.get_ready)
        if is_open:
            self.vault_opened()
        else:
            self._show(self.unlock_page if exists else self.first_run_page)
            told, self._after_lock = self._after_lock, None
            if told is not None:
                announce(self, self.tr("Sotto is locked."))
            if exists and told is not None:
                self.unlock_page.say_what_goes_on(
                    recording=told.recording, working=told.work,
                    not_stored=told.not_stored, not_closed=told.not_closed, starting=told.starting,
                )  # fmt: skip

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what is not stored, then close. A microphone does not stay on without a word."""
        if self._stored_all:
            self._shut()
            event.accept()
            return
        event.ignore()
        recording = self.services.recording
        # A system that is shutting down is not held up: it ends the recorder, which then closes properly.
        if self.services.vault.is_open and recording.active is not None and not self._app.isSavingSession():
            self._ask_before_closing()
        else:
            self._store_then_close()

    def _ask_before_closing(self) -> None:
        go_on, stop_recording = self._store_then_close, self.services.recording.stop

        def stop() -> None:
            self.ops.run(self, stop_recording, lambda _: go_on(), self._stop_refused, lane=Lane.RECORDER)

        question.ask(
            self, "closing", self.tr("A recording is running"),
            self.tr("It can go on while the window is closed; open Sotto again to stop it."),
            [("stop", self.tr("&Stop and store"), stop), ("goOn", self.tr("&Go on without the window"), go_on)],
        )  # fmt: skip

    def _stop_refused(self, error: Exception) -> None:
        """What ended the recording before is no reason to stay; anything else is shown."""
        if self.services.recording.active is None:
            self._store_then_close()
        else:
            self.ops.fail(self, error)

    def _close_now(self) -> None:
        self._stored_all = True
        QTimer.singleShot(0, self, self.close)  # not from within the event that asked for it

    def _store_then_close(self) -> None:
        self.locker.close(self._close_now)

    def _shut(self) -> None:
        self.shut = True
        place.keep(self, self.services.preferences)
        self._leave(self.page())
        if "working_page" in self.__dict__:
            self.working_page.queue.suspend()
        self.errands.suspend()
        self._idle.rest()
        self.clipboard.clear()
        self.desk.close()
        self.blocks.stop()
        self.ops.close()

    # ---- locking -------------------------------------------------------------------------------

    def lock(self, *, somebody_there: bool = True) -> None:
        """Store what is not stored, wipe the screen, end what holds the key."""
        self.locker.lock(somebody_there=somebody_there)

    def _nobody_there(self) -> None:
        self.lock(somebody_there=False)

    def wipe(self) -> None:
        """The lock screen in place of what is shown; nothing of a client is left in this window or the clipboard."""
        if self.page() is self.unlock_page:
            self._leave(self.unlock_page)  # its recovery code goes off the screen
        self._show(self.unlock_page)
        self.toasts.clear()
        self.clipboard.clear()
        self._idle.rest()
        self.keeper.rest()

    @property
    def locks_with_screen(self) -> bool:
        """See `Router`."""
        return self.session_lock.available

    @property
    def capture_excluded(self) -> bool:
        """See `Router`."""
        return self._capture.excluded

    def vault_opened(self) -> None:
        """After unlock or first run: find what was running, then go where it matters."""
        if self.locker.taken_back():
            return
        self.apply_preferences()

        def find() -> Found:
            s = self.services
            cut_off, dictated = s.recording.recover(), s.dictation.recover()
            return Found(cut_off, s.recording.active, s.pending.plans(), s.vault.recovery_void(), s.recording.ended,
                         dictated)  # fmt: skip

        self.ops.run(self, find, self._found)

    def _found(self, found: Found) -> None:
        if self.locker.busy or not self.services.vault.is_open:
            return  # it was locked meanwhile
        sessions, active = found.cut_off, found.active
        self.keeper.start()
        self.services.search.start()
        self._idle.watch(self._idle_minutes)  # not earlier: while the preferences came, the vault's door was shown
        self.today_page.tell_void_code(found.void_code)
        self.today_page.tell_interrupted([s for s in sessions if s.id != active])
        wanted, self._open_session = self._open_session, None
        running = active or next((s.id for s in sessions if s.state is SessionState.RECORDING), None)
        work = self.working_page
        resumed = [job.plan for job in work.queue.resume(found.plans)]
        resumed.sort(key=lambda plan: plan.session_id != work.plan.session_id)  # the one that was on the screen first
        if running and found.ended:
            self.leave_to(self.recording_page, lambda: self.recording_page.prepare(running, stop=True))
        elif running and not work.queue.reads(running):
            self.show_recording(running)
        elif resumed and self.locker.back_to_work:
            self.show_work(resumed[0])
        elif wanted:
            self.show_workspace(wanted)
        elif found.dictated:  # its words are written down now, so that its sound can go
            self.show_writing(found.dictated[-1])
        else:
            self.go_home()

    def apply_preferences(self) -> None:
        """Take over theme, idle time and the demo label."""
        s = self.services
        self.ops.run(
            self,
            lambda: (
                theme.chosen(s.preferences.get),
                *(s.preferences.get(name) for name in SETTINGS),
                s.models.demo_in_use(),
                "speech" in s.models.chosen(),
                s.models.list(),
            ),
            self._apply,
        )

    def _apply(self, found: tuple[Any, ...]) -> None:
        look, minutes, hide, demo, speech, models = found
        self.network.know({model.id: model.title for model in models})
        theme.wear(self._app, look)
        self._idle_minutes = float(minutes or 10)
        if self.services.vault.is_open:
            self._idle.watch(self._idle_minutes)
        self.demo.demo_in_use, self.demo.no_speech = demo, not speech
        self._show_demo()
        self._capture.want(bool(hide))
        self.desk.fetch()

    def _retint(self) -> None:
        icons.retint(self)
        self.navigation.fold(self.width() < theme.px(NARROW))

    def _show_demo(self) -> None:
        self.demo.show_on(self.page().chrome, models_page=self.page().objectName() == "models")

    # ---- ways between pages --------------------------------------------------------------------

    def page(self) -> Page:
        """The page on the screen."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def _leave(self, page: Page) -> None:
        page.generation += 1
        page.leave()

    def clear_page(self) -> None:
        """See `Ways`."""
        self._leave(self.page())
        self.toasts.page_left()

    def _show(self, page: Page) -> None:
        if self.page() is not page:
            self.clear_page()
        self.stack.setCurrentWidget(page)
        self.navigation.setVisible(page.chrome)
        name = page.objectName()
        self.navigation.mark(_BELONGS.get(name, name))
        self._show_demo()
        page.enter()

    def leave_to(self, page: Page, prepare: Callable[[], None] | None = None) -> None:
        """Store what the present page has not stored, then show another."""

        def go() -> None:
            if self.locker.busy:
                return
            if prepare is not None:
                prepare()
            self._show(page)

        self.page().flush(go)
