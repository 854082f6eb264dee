"""Today: the home page. What waits for the clinician, then all sessions by day, and the way to a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.overview import Need, NeedKind, SessionLine
from app.domain.session import Session
from app.services.overview import Sessions
from app.ui.context import Command, Context, Page, WorkPlan
from app.ui.deleting import Deleting
from app.ui.error_view import ErrorText
from app.ui.opening import Opening
from app.ui.pages.frame import WIDTH, heading, in_the_middle
from app.ui.pages.today_first import FirstSteps
from app.ui.pages.today_told import Told
from app.ui.session_list import SessionList, SessionModel
from app.ui.session_rows import Row, fold_row, job_row, need_row
from app.ui.widgets import button, column, icon_size, row

if TYPE_CHECKING:
    from app.services.retention import ClockDoubt
    from app.ui.work_queue import Job, WorkQueue

SHOWN = 2
"""Rows of one kind at most before they fold."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the page shows. `working`: the sessions of the work that runs; `demo`: the demo session can be shown."""

    needs: list[Need]
    sessions: Sessions
    working: list[SessionLine]
    demo: bool


class TodayPage(Page):
    """Lists what waits and the sessions; a press opens each where it stands."""

    help_topic = "today"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "today")
        across = row(gap=0, margins=(10, 8, 10, 0))
        self.outer.addLayout(across, 1)
        rows = column(in_the_middle(across, WIDTH), gap=2)
        head, buttons = heading(self.tr("Today"), name="today.title")
        self.more = button("", "quiet", name="today.more", icon="more",
                           tip=self.tr("Versions and deleting, for the session that is chosen"))  # fmt: skip
        self.more.setProperty("square", True)
        self.more.setFixedSize(icon_size(40))
        self.more.clicked.connect(self._more)
        buttons.addWidget(self.more)
        self.new = button(self.tr("&New session"), "primary", name="today.new", icon="plus", size="large",
                          tip=self.tr("New session (Ctrl+N)"))  # fmt: skip
        self.new.setShortcut(QKeySequence(self.tr("Ctrl+N")))
        self.new.clicked.connect(lambda _=False: self.router.show_new_session())
        buttons.addWidget(self.new)
        rows.addWidget(head)
        self.told = Told(self)
        rows.addWidget(self.told)
        self.list = SessionList("today.list", self.tr("What waits for you, and the sessions by day"), SessionModel())
        self.list.opened.connect(self._press)
        self.list.menu_wanted.connect(self._offer)
        self.list.sessions.wanted.connect(self._fetch_more)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self.deleting = Deleting(self, self._deleted)
        self.opening = Opening(self, self.deleting)
        self.empty = FirstSteps()
        self.first = self.empty.new
        self.first.clicked.connect(lambda _=False: self.router.show_new_session())
        self.empty.demo.clicked.connect(lambda _=False: self.router.show_demo())
        self.stack = QStackedLayout()
        rows.addLayout(self.stack, 1)  # before there is anything in it, which would be shown as a window of its own
        self._blank = QWidget()
        for each in (self._blank, self.list, self.empty):
            self.stack.addWidget(each)
        self._needs: list[Need] = []
        self._unfolded: set[NeedKind] = set()
        self._working: dict[str, SessionLine] = {}
        self._queue: WorkQueue | None = None

    def watch(self, queue: WorkQueue) -> None:
        """Show the work that goes on in this queue."""
        self._queue = queue
        queue.changed.connect(lambda _: self._job_moved())
        queue.ended.connect(lambda _: self._job_moved())

    # ---- coming and going ----------------------------------------------------------------------

    def enter(self) -> None:
        """Fetch what waits, and the newest sessions."""
        self.told.enter()
        ids = [job.plan.session_id for job in self._jobs()]
        self.ask(lambda: self._fetch(ids), self.show_found)

    def leave(self) -> None:
        """Take the clients' names off the screen."""
        self.deleting.put_away()
        self.told.leave()
        self._needs, self._working = [], {}
        self._unfolded.clear()
        self.list.sessions.clear()
        self.stack.setCurrentWidget(self._blank)

    def commands(self) -> list[Command]:
        """See `Page`."""
        chosen = self.list.chosen()
        there = chosen is not None and chosen.session is not None
        return [
            Command("today.new", self.tr("New session"), self.router.show_new_session, "Ctrl+N"),
            Command("today.demo", self.tr("See the demo session"), self.router.show_demo),
            Command("today.more", self.tr("Versions and deleting, for the session that is chosen"), self._more,
                    enabled=there),
        ]  # fmt: skip

    def tell_interrupted(self, sessions: list[Session]) -> None:
        """See `Told`."""
        self.told.tell_interrupted(sessions)

    def tell_keeping(self, problem: ErrorText | None) -> None:
        """See `Told`."""
        self.told.tell_keeping(problem)

    def tell_clock(self, doubt: ClockDoubt | None, right: Callable[[], None]) -> None:
        """See `Told`."""
        self.told.tell_clock(doubt, right)

    def tell_void_code(self, void: bool) -> None:
        """See `Told`."""
        self.told.tell_void_code(void)

    # ---- showing -------------------------------------------------------------------------------

    def _fetch(self, working: list[str]) -> Found:
        s = self.services
        sessions = s.overview.sessions()
        demo = not sessions.lines and "speech" in s.models.chosen()
        return Found(s.overview.needs(), sessions, s.overview.lines(working), demo)

    def show_found(self, found: Found) -> None:
        """Show what was fetched, or what there could be."""
        there = bool(found.sessions.lines)
        self._needs, self._working = found.needs, {line.id: line for line in found.working}
        self.list.sessions.clear()
        self._show_top()
        self.list.sessions.fill(found.sessions)
        self.list.scrollToTop()
        self.empty.offer(demo=found.demo)
        self.new.setVisible(there)
        self.more.setVisible(there)
        self._chosen()
        self.stack.setCurrentWidget(self.list if there else self.empty)
        (self.list if there else self.empty.usual).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fetch_more(self, after: SessionLine) -> None:
        self.ask(lambda: self.services.overview.sessions(after=after), self.list.sessions.append)

    def _jobs(self) -> list[Job]:
        return list(self._queue.jobs) if self._queue is not None else []

    def _job_moved(self) -> None:
        """Work began, went on or ended: only its own rows change, unless there is another session among it."""
        if not self.isVisible() or self.stack.currentWidget() is self._blank:
            return
        if any(job.plan.session_id not in self._working for job in self._jobs()):
            self.enter()
        else:
            self._show_top()

    def _show_top(self) -> None:
        """What runs, then what waits, folded where there is much of one kind."""
        jobs = [job for job in self._jobs() if job.plan.session_id in self._working and not job.plan.live]
        busy = {job.plan.session_id for job in jobs}
        rows = [job_row(job, self._working[job.plan.session_id]) for job in jobs]
        for kind in NeedKind:
            needs = [need for need in self._needs if need.kind is kind and need.session.id not in busy]
            rows += self._folded(kind, needs)
        self.list.sessions.set_top([Row(heading=self.tr("Waiting for you")), *rows] if rows else [])

    def _folded(self, kind: NeedKind, needs: list[Need]) -> list[Row]:
        most = 1 if kind is NeedKind.SOUND_GOES else SHOWN
        if kind in self._unfolded or len(needs) <= most + 1:
            return [need_row(need) for need in needs]
        shown = 0 if kind is NeedKind.SOUND_GOES else most
        return [*(need_row(need) for need in needs[:shown]), fold_row(kind, needs[shown:])]

    def _chosen(self) -> None:
        chosen = self.list.chosen()
        self.more.setEnabled(chosen is not None and chosen.session is not None)

    # ---- opening -------------------------------------------------------------------------------

    def _press(self, pressed: Row) -> None:
        if pressed.fold is not None:
            at = self.list.currentIndex().row()
            self._unfolded.add(pressed.fold)
            self._show_top()
            self.list.setCurrentIndex(self.list.sessions.index(at))
        elif pressed.job and pressed.session is not None:
            self._look_at_work(pressed.session)
        elif pressed.need is not None and pressed.need.kind is NeedKind.DRAFT:
            line = pressed.need.session
            self.router.show_work(WorkPlan(line.id, transcribe=False, template_id=line.template_id))
        elif pressed.session is not None:
            self._open(pressed.session)

    def _look_at_work(self, line: SessionLine) -> None:
        job = next((job for job in self._jobs() if job.plan.session_id == line.id), None)
        if job is not None:
            self.router.show_work(job.plan)
        else:
            self.enter()  # it has ended meanwhile

    def _open(self, session: Session | SessionLine) -> None:
        self.opening.open(session)

    # ---- deleting ------------------------------------------------------------------------------

    def _deleted(self, _: bool) -> None:
        self.enter()

    def _offer(self, session: SessionLine, at: QPoint) -> None:
        self.deleting.offer(session.id, at)

    def _more(self) -> None:
        self.list.want_menu(self.list.currentIndex())
