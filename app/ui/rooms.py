"""The pages of the window, each made when it is first asked for: the lock screen needs none of the others."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from app.ui.context import Context, Page
from app.ui.desk import Desk
from app.ui.errands import Errands
from app.ui.idle import IdleWatch
from app.ui.keeping import Keeper
from app.ui.operations import Lane, Operations
from app.ui.pages.unlock import UnlockPage

# ruff: noqa: PLC0415 - each page is loaded where it is made, that is the point of this file

if TYPE_CHECKING:
    from app.ui.pages.audit import AuditPage
    from app.ui.pages.clients import ClientsPage
    from app.ui.pages.first_run import FirstRunPage
    from app.ui.pages.help import HelpPage
    from app.ui.pages.models import ModelsPage
    from app.ui.pages.new_session import NewSessionPage
    from app.ui.pages.privacy import PrivacyPage
    from app.ui.pages.recording import RecordingPage
    from app.ui.pages.search import SearchPage
    from app.ui.pages.settings import SettingsPage
    from app.ui.pages.templates import TemplatesPage
    from app.ui.pages.today import TodayPage
    from app.ui.pages.working import WorkingPage
    from app.ui.pages.workspace import WorkspacePage
    from app.ui.pages.writing import WritingPage

P = TypeVar("P", bound=Page)

ROOMS = {
    "unlock": "unlock_page",
    "firstRun": "first_run_page",
    "today": "today_page",
    "clients": "clients_page",
    "search": "search_page",
    "newSession": "new_session_page",
    "recording": "recording_page",
    "writing": "writing_page",
    "working": "working_page",
    "workspace": "workspace_page",
    "models": "models_page",
    "settings": "settings_page",
    "templates": "templates_page",
    "privacy": "privacy_page",
    "audit": "audit_page",
    "help": "help_page",
}
"""Every page: its object name, and the attribute of the window that makes it."""
SOON = tuple(name for name in ROOMS if name not in ("unlock", "firstRun"))
"""What is made while the lock screen is looked at, in the order of need; it takes less time than the passphrase."""
GAP_MS = 40
"""Between two pages that are made: what is typed meanwhile gets through."""
CALM_SECONDS, LOOK_MS = 3.0, 500
"""Behind the lock screen a page is made only where nobody has touched the window for so long: it may take a fifth of a
second. How often that is looked at."""


def _load() -> None:
    for name in ROOMS.values():
        import_module(f"app.ui.pages.{name.removesuffix('_page')}")


class Rooms(QMainWindow):
    """A window with its pages. Whoever asks for one has it made; `made` tells which are there."""

    context: Context
    errands: Errands
    keeper: Keeper
    desk: Desk
    stack: QStackedWidget
    ops: Operations
    all_made = Signal()
    """Every page is there; a large one may still get some of its parts."""

    shut = False
    """The window is closing or has closed."""
    _idle: IdleWatch

    @abstractmethod
    def lock(self) -> None:
        """Store what is not stored, wipe the screen, end what holds the key."""

    @property
    def made(self) -> tuple[Page, ...]:
        """The pages that are there already."""
        found = (self.stack.widget(place) for place in range(self.stack.count()))
        return tuple(page for page in found if isinstance(page, Page))

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages, whole; what is not there is made."""
        found = tuple(self.room(name) for name in ROOMS)
        for page in found:
            page.finish()
        return found

    def room(self, name: str) -> Page:
        """A page by its object name. Raises KeyError for one that there is not."""
        page = getattr(self, ROOMS[name])
        assert isinstance(page, Page)
        return page

    def get_ready(self) -> None:
        """Load the pages in a thread, then make them one by one, so that the first step to one is as quick as later."""
        self.ops.run(self, _load, lambda _: self._make_next(), lane=Lane.LONG)

    def calm(self) -> bool:
        """Whether nobody has touched the window for a moment: what keeps it busy is not noticed."""
        return self._idle.quiet(CALM_SECONDS)

    def _make_next(self) -> None:
        if self.shut:
            return
        waiting = [name for name in SOON if ROOMS[name] not in self.__dict__]
        if not waiting:
            self.all_made.emit()
            return
        if not self.calm():
            QTimer.singleShot(LOOK_MS, self, self._make_next)
            return
        self.room(waiting[0])
        QTimer.singleShot(GAP_MS, self, self._make_next)

    def _join(self, page: P) -> P:
        self.stack.addWidget(page)
        return page

    @cached_property
    def unlock_page(self) -> UnlockPage:
        """The lock screen."""
        return self._join(UnlockPage(self.context))

    @cached_property
    def first_run_page(self) -> FirstRunPage:
        """The first start."""
        from app.ui.pages.first_run import FirstRunPage

        return self._join(FirstRunPage(self.context, self.errands))

    @cached_property
    def today_page(self) -> TodayPage:
        """What needs the clinician; the keeper speaks there."""
        from app.ui.pages.today import TodayPage

        made = self._join(TodayPage(self.context))
        made.watch(self.working_page.queue)
        self.keeper.tell_on(made)
        return made

    @cached_property
    def clients_page(self) -> ClientsPage:
        """The clients."""
        from app.ui.pages.clients import ClientsPage

        return self._join(ClientsPage(self.context))

    @cached_property
    def search_page(self) -> SearchPage:
        """The search."""
        from app.ui.pages.search import SearchPage

        return self._join(SearchPage(self.context))

    @cached_property
    def new_session_page(self) -> NewSessionPage:
        """A new session."""
        from app.ui.pages.new_session import NewSessionPage

        return self._join(NewSessionPage(self.context))

    @cached_property
    def recording_page(self) -> RecordingPage:
        """The recording that runs; work that goes along with it shows its words there."""
        from app.ui.pages.recording import RecordingPage
        from app.ui.spoken import SpokenStates

        made = self._join(RecordingPage(self.context))
        made.lock.clicked.connect(lambda _=False: self.lock())
        self.working_page.queue.live.connect(made.show_live)
        self.working_page.queue.ended.connect(made.work_ended)
        SpokenStates(made)
        self.desk.follow(made)
        return made

    @cached_property
    def writing_page(self) -> WritingPage:
        """A session without a recording."""
        from app.ui.pages.writing import WritingPage

        made = self._join(WritingPage(self.context))
        made.dictation.spoke.connect(self._idle.touch)
        return made

    @cached_property
    def working_page(self) -> WorkingPage:
        """The work on a session, and the queue of all such work."""
        from app.ui.pages.working import WorkingPage

        made = self._join(WorkingPage(self.context))
        self.desk.watch(made.queue)
        return made

    @cached_property
    def workspace_page(self) -> WorkspacePage:
        """Transcript and note."""
        from app.ui.pages.workspace import WorkspacePage

        made = self._join(WorkspacePage(self.context))
        self.keeper.look_after(made)
        self.ops.show_first(lambda: not made.note.building)
        return made

    @cached_property
    def models_page(self) -> ModelsPage:
        """The models."""
        from app.ui.pages.models import ModelsPage

        return self._join(ModelsPage(self.context, self.errands))

    @cached_property
    def settings_page(self) -> SettingsPage:
        """The settings."""
        from app.ui.pages.settings import SettingsPage

        return self._join(SettingsPage(self.context))

    @cached_property
    def templates_page(self) -> TemplatesPage:
        """The note formats."""
        from app.ui.pages.templates import TemplatesPage

        return self._join(TemplatesPage(self.context))

    @cached_property
    def privacy_page(self) -> PrivacyPage:
        """What is kept where, and what leaves."""
        from app.ui.pages.privacy import PrivacyPage

        return self._join(PrivacyPage(self.context))

    @cached_property
    def audit_page(self) -> AuditPage:
        """Who did what when."""
        from app.ui.pages.audit import AuditPage

        return self._join(AuditPage(self.context))

    @cached_property
    def help_page(self) -> HelpPage:
        """The help."""
        from app.ui.pages.help import HelpPage

        return self._join(HelpPage(self.context))
