"""What goes on by itself while the vault is open: deletions are finished, the policy is seen to, backups are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import Cancelled, EnvironmentFailure, VaultLocked
from app.ui.context import Context
from app.ui.error_view import describe
from app.ui.operations import Lane

if TYPE_CHECKING:
    from app.services.retention import ClockDoubt
    from app.ui.pages.today import TodayPage
    from app.ui.pages.workspace import WorkspacePage

AGAIN_MS = 60 * 60 * 1000
"""How often to look: a schedule in days is kept within the hour, whenever the computer was asleep."""


@dataclass(frozen=True, slots=True)
class Done:
    """What one round did: sessions whose recording was destroyed, and what could not be done."""

    destroyed: tuple[str, ...] = ()
    problem: Exception | None = None
    clock: ClockDoubt | None = None
    """The date is to be asked about before anything is destroyed by days."""


class Keeper(QObject):
    """Looks after unlocking and every hour, off the main thread. Says by signal what the clinician should know."""

    destroyed = Signal(object)
    """The ids of sessions whose recording was destroyed by the policy."""
    notice = Signal(object)
    """An `ErrorText` of what could not be done; None where there is nothing to say any more."""
    clock_asked = Signal(object)
    """A `ClockDoubt`, or None where the date is as it should be."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._services = context.services
        self._ops = context.ops
        self._router = context.router
        self._running = False
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.look)

    def tell_on(self, today: TodayPage) -> None:
        """Say on this page what the clinician should know."""
        self.notice.connect(today.tell_keeping)
        self.clock_asked.connect(lambda doubt: today.tell_clock(doubt, self._clock_is_right))

    def look_after(self, workspace: WorkspacePage) -> None:
        """Look after each signature, and have the page follow what was destroyed."""
        workspace.note_signed.connect(self.signed)

        def destroyed(ids: tuple[str, ...]) -> None:
            if workspace.isVisible() and workspace.session_id in ids:
                workspace.enter()

        self.destroyed.connect(destroyed)

    def start(self) -> None:
        """The vault is open."""
        self._again.start()
        self.look()

    def rest(self) -> None:
        """The vault is locked."""
        self._again.stop()

    def look(self) -> None:
        """Do what is due, unless that is going on already."""
        if self._running:
            return
        self._running = True
        self._ops.run(self, self._round, self._done, self._failed, lane=Lane.LONG)

    def signed(self) -> None:
        """A note was signed: the policy may ask for its recording to go."""
        retention = self._services.retention
        self._ops.run(
            self, lambda: Done(tuple(retention.apply()), clock=retention.clock_doubt()), self._tell, self._failed,
            lane=Lane.LONG,
        )  # fmt: skip

    def _clock_is_right(self) -> None:
        """The clinician says so: what is due by it is due."""
        self._ops.run(self, self._services.retention.clock_is_right, lambda _: self.look(), self._failed)

    def _round(self) -> Done:
        s = self._services
        destroyed: tuple[str, ...] = ()
        problem: Exception | None = None
        doubt: ClockDoubt | None = None

        def policy() -> None:
            nonlocal destroyed, doubt
            doubt = s.retention.clock_doubt()
            destroyed = tuple(s.retention.apply())

        acts: tuple[Callable[[], object], ...] = (s.deletion.finish, policy, s.backup.run_if_due)
        for act in acts:
            try:
                act()
            except EnvironmentFailure as error:
                if isinstance(error, VaultLocked):
                    raise
                problem = error  # the others are tried all the same
        return Done(destroyed, problem, doubt)

    def _done(self, done: Done) -> None:
        self._running = False
        self._tell(done)

    def _tell(self, done: Done) -> None:
        if done.destroyed:
            self.destroyed.emit(done.destroyed)
        self.clock_asked.emit(done.clock)
        if done.problem is None:
            self.notice.emit(None)
        else:
            self.notice.emit(describe(done.problem))

    def _failed(self, error: Exception) -> None:
        self._running = False
        if not isinstance(error, VaultLocked | Cancelled):
            self._router.work_failed(error)  # nothing pops up where a client may be looking
