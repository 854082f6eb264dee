"""What every page is handed: the services, the operations helper, and the ways to other pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from app.domain.moment import Moment
from app.domain.work import WorkPlan
from app.ui.operations import Lane, Operations
from app.ui.widgets import column

if TYPE_CHECKING:
    from app.services.container import Services

T = TypeVar("T")

__all__ = ["Command", "Context", "Page", "Part", "Router", "WorkPlan"]


class Router(Protocol):
    """The ways to the pages; the window is one."""

    def show_today(self) -> None: ...
    def show_client(self, client_id: str = "") -> None: ...
    def show_search(self, text: str = "") -> None: ...
    def show_new_session(self, session_id: str = "", client_id: str = "") -> None: ...
    def show_recording(self, session_id: str) -> None: ...
    def show_writing(self, session_id: str) -> None: ...
    def show_work(self, plan: WorkPlan) -> None: ...
    def show_workspace(self, session_id: str, at: Moment | None = None) -> None: ...
    def add_work(self, plan: WorkPlan) -> None: ...
    def work_done(self, session_id: str) -> None: ...
    def work_failed(self, error: Exception) -> None: ...
    def show_settings(self) -> None: ...
    def show_templates(self) -> None: ...
    def show_models(self) -> None: ...
    def show_audit(self) -> None: ...
    def show_help(self, topic: str = "") -> None: ...
    def show_unlock(self) -> None: ...
    def show_demo(self) -> None: ...
    def lock(self) -> None: ...
    def start_again(self) -> None: ...
    def toast(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None: ...
    def vault_opened(self) -> None: ...
    def apply_preferences(self) -> None: ...

    @property
    def locks_with_screen(self) -> bool:
        """Whether Sotto hears of the desktop's lock and of the computer's sleep."""
        ...

    @property
    def capture_excluded(self) -> bool:
        """Whether the system keeps the window off screenshots and shared screens."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done now: shown in the command palette and on the page of shortcuts.

    `name` is stable, as an object name is (`workspace.sign`); `keys` is a key sequence, "" for none.
    """

    name: str
    words: str
    act: Callable[[], None]
    keys: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the window to which F6 goes: its first control has the keys then, or the first one in `begin`."""

    whole: QWidget
    begin: QWidget | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to each page by the window."""

    services: Services
    ops: Operations
    router: Router


class Page(QWidget):
    """One page of the window's stack.

    `chrome` says whether the navigation stands beside it. A page holds client data only between
    `enter` and `leave`: `leave` wipes what the screen held.
    """

    chrome = True
    help_topic = "first-steps"
    """The help page that F1 opens here: its file in `resources/help/` without number and ending."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.context = context
        self.services = context.services
        self.ops = context.ops
        self.router = context.router
        self.setObjectName(name)
        self.setProperty("page", True)
        self.generation = 0
        """Raised by the window whenever the page is left, before `leave`."""
        self.outer = column(self, gap=0)

    @property
    def complete(self) -> bool:
        """Whether all of the page is made: a large one is made piece by piece."""
        return True

    def finish(self) -> None:
        """Make all of the page now."""

    def enter(self) -> None:
        """The page is shown: fetch what it shows."""

    def commands(self) -> list[Command]:
        """What can be done on this page as it stands now; asked each time."""
        return []

    def parts(self) -> list[Part]:
        """The parts through which F6 goes, in their order."""
        return [Part(self)]

    def leave(self) -> None:
        """Another page is shown: stop timers, wipe client data."""

    @property
    def unsaved(self) -> bool:
        """Whether words that were typed here could not be stored: asked before a lock and before the end."""
        return False

    def ask(
        self,
        fn: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        lane: Lane = Lane.VAULT,
    ) -> None:
        """As `ops.run`, but an answer that arrives after the page was left is dropped: the vault may be locked."""
        asked = self.generation

        def answered(value: T) -> None:
            if asked == self.generation:
                then(value)

        def refused(error: Exception) -> None:
            if asked != self.generation:
                return
            if failed is None:
                self.ops.fail(self, error)
            else:
                failed(error)

        self.ops.run(self, fn, answered, refused, lane=lane)

    def flush(self, done: Callable[[], None]) -> None:
        """Store what is not stored yet, then call `done`."""
        done()

    @property
    def half_done(self) -> bool:
        """Whether something is begun here that is looked at best where it stands: the help comes over it then."""
        return False

    def put_by(self, done: Callable[[], None]) -> None:
        """Before a lock or the end: as `flush`, and keep what was typed and belongs to nothing yet, to be gone on with.

        Whoever goes to another page has left that on purpose.
        """
        self.flush(done)
