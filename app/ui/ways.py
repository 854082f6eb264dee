"""The ways between the pages: what `Router` promises, over the window's stack."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from app.domain.moment import Moment
from app.domain.work import WorkPlan
from app.services.demo_session import Demo
from app.services.preferences import FIRST_RUN_STEP as STEP
from app.ui.announce import announce
from app.ui.context import Page
from app.ui.locking import Locker
from app.ui.operations import Lane, Operations
from app.ui.parts.toast import Toasts
from app.ui.rooms import Rooms
from app.ui.tour import Tour


class Ways(Rooms):
    """A window that knows its pages and goes from one to another."""

    ops: Operations
    locker: Locker
    tour: Tour
    toasts: Toasts

    @abstractmethod
    def page(self) -> Page:
        """The page on the screen."""

    @abstractmethod
    def leave_to(self, page: Page, prepare: Callable[[], None] | None = None) -> None:
        """Store what the present page has not stored, then show another."""

    @abstractmethod
    def clear_page(self) -> None:
        """Take what the present page shows off the screen, as when another is shown; it is entered again then."""

    def navigate(self, name: str) -> None:
        """A page that needs to be told nothing, by its object name."""
        self.leave_to(self.room(name))

    def show_today(self) -> None:
        """What needs the clinician, and the sessions by day."""
        self.leave_to(self.today_page)

    def show_client(self, client_id: str = "") -> None:
        """A client, or the list of them."""
        self.leave_to(self.clients_page, lambda: self.clients_page.prepare(client_id))

    def show_search(self, text: str = "") -> None:
        """The search, for `text` where something was typed already."""
        self.leave_to(self.search_page, lambda: self.search_page.prepare(text))

    def show_new_session(self, session_id: str = "", client_id: str = "") -> None:
        """A new session, with this client if one is named, or one of which nothing is recorded yet."""
        self.leave_to(self.new_session_page, lambda: self.new_session_page.prepare(session_id, client_id))

    def show_recording(self, session_id: str) -> None:
        """The recording that runs."""
        self.leave_to(self.recording_page, lambda: self.recording_page.prepare(session_id))

    def show_writing(self, session_id: str) -> None:
        """What happened, written instead of recorded."""
        page = self.writing_page

        def prepare() -> None:
            if self.page() is page and page.session_id != session_id:
                self.clear_page()
            page.prepare(session_id)

        self.leave_to(page, prepare)

    def show_work(self, plan: WorkPlan) -> None:
        """Work on a session."""
        self.leave_to(self.working_page, lambda: self.working_page.prepare(plan))

    def show_workspace(self, session_id: str, at: Moment | None = None) -> None:
        """Transcript and note of a session, at a moment of it."""
        page = self.workspace_page

        def prepare() -> None:
            # From one session to another: what can be done and taken back there must not meet this one's records.
            if self.page() is page and page.session_id != session_id:
                self.clear_page()
            page.prepare(session_id, at)

        self.leave_to(page, prepare)

    def add_work(self, plan: WorkPlan) -> None:
        """Work that nobody waits for on its page."""
        self.working_page.queue.add(plan)

    def work_done(self, session_id: str) -> None:
        """Work has ended: open the session if the clinician is waiting for just this one."""
        announce(self, self.tr("The work on a session is done: it is ready to be looked at."))
        if self.page() is self.working_page:
            if self.working_page.plan.session_id == session_id:
                self.show_workspace(session_id)
        elif self.page() is self.today_page:
            self.today_page.enter()

    def work_failed(self, error: Exception) -> None:
        """Work that no page shows has failed. Nothing pops up where a client may be looking."""
        if self.page().chrome:
            self.ops.fail(self, error)

    def toast(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """A word about what was just done, at the foot of the window; see `Toasts.say`."""
        self.toasts.say(text, action=action, act=act)

    def show_settings(self) -> None:
        """The settings."""
        self.leave_to(self.settings_page)

    def show_templates(self) -> None:
        """The note formats."""
        self.leave_to(self.templates_page)

    def show_unlock(self) -> None:
        """The door of a vault that has just come to be there."""
        self.leave_to(self.unlock_page)

    def show_models(self) -> None:
        """The models."""
        self.leave_to(self.models_page)

    def show_demo(self) -> None:
        """The demo session, or the work on it, and then the tour over it."""

        def begun(demo: Demo) -> None:
            self.tour.wait_for(demo.session_id)
            if demo.plan is None:
                self.show_workspace(demo.session_id)
            else:
                self.show_work(demo.plan)

        self.ops.run(self, self.context.services.demo.begin, begun, lane=Lane.RECORDER)

    def go_home(self) -> None:
        """Where an opened vault leads: to a first run that was left before its end, or to Today."""
        step = int(self.context.services.preferences.get(STEP) or 0)
        if step:
            self.leave_to(self.first_run_page, lambda: self.first_run_page.prepare(step))
        else:
            self.show_today()

    def start_again(self) -> None:
        """Build the window anew, in a fresh process; only while no vault is open. Does nothing where that cannot be."""
        self.locker.start_again()

    def show_audit(self) -> None:
        """Who did what when."""
        self.leave_to(self.audit_page)

    def show_help(self, topic: str = "") -> None:
        """The help; `topic` is the name of its file without number and ending, as in `Page.help_topic`."""
        self.leave_to(self.help_page, lambda: self.help_page.prepare(topic))
