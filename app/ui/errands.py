"""What is being done about models, one thing after the other: fetching, taking in, giving out, checking, trying.

It belongs to the window, not to a page: whoever leaves the page, or locks, loses nothing of it. What was begun is
remembered in the settings by the models' ids, so that it can be gone on with after a break.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import Cancelled
from app.services.installing.progress import Halt, InstallProgress
from app.ui.errand import REMEMBERED, Errand, Kind, State, read, written
from app.ui.operations import Lane, Operations

if TYPE_CHECKING:
    from app.services.container import Services
    from app.services.machine import MeasureProgress

LOOK_MS = 200
"""How often what a thread reports reaches the screen."""
QUEUE = "models.queue"
"""The setting that remembers what was begun."""


class Errands(QObject):
    """Runs errands in the order in which they came. Lives on the main thread."""

    changed = Signal()
    """Something is to be shown anew."""
    thrown_away = Signal()
    """What was there of broken-off installations is deleted."""
    ended = Signal(object)
    """An Errand is done or has failed."""

    def __init__(self, services: Services, ops: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._ops = ops
        self._busy: Errand | None = None
        self._still = False
        self._told: InstallProgress | MeasureProgress | None = None
        self.all: list[Errand] = []
        """Those that run, wait, were paused or have failed; what is done leaves the list."""
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._show)

    # ---- what can be asked for -----------------------------------------------------------------

    def download(self, ids: Sequence[str], use: Iterable[str] = ()) -> None:
        """Fetch these models, one after the other; one that was broken off goes on."""
        wanted = frozenset(use)
        for each in ids:
            found = self.of(each, Kind.DOWNLOAD)
            if found is None:
                self.all.append(Errand(Kind.DOWNLOAD, (each,), use=wanted & {each}))
            else:
                found.use |= wanted & {each}
                if found.over:
                    self._again(found)
        self._go()

    def take_in(self, source: Path, ids: Sequence[str], use: Iterable[str] = ()) -> Errand:
        """Install from a folder, a stick or a pack."""
        return self._add(Errand(Kind.IMPORT, tuple(ids), source, frozenset(use)))

    def give_out(self, ids: Sequence[str], target: Path) -> Errand:
        """Put installed models into a pack."""
        return self._add(Errand(Kind.EXPORT, tuple(ids), target))

    def check(self, model_id: str) -> None:
        """Compare every byte of a model with the catalogue."""
        self._once(Errand(Kind.CHECK, (model_id,)))

    def test(self, model_id: str) -> None:
        """Try whether a model runs on this computer."""
        self._once(Errand(Kind.TEST, (model_id,)))

    def measure(self) -> None:
        """Find out how fast this computer is with what is installed."""
        self._once(Errand(Kind.MEASURE))

    def _once(self, errand: Errand) -> None:
        found = next((e for e in self.all if e.kind is errand.kind and e.ids == errand.ids), None)
        if found is None:
            self._add(errand)
        elif found.over:
            self.go_on(found)

    def _add(self, errand: Errand) -> Errand:
        self.all.append(errand)
        self._go()
        return errand

    def pause(self, errand: Errand) -> None:
        """Stop; what was done so far is kept."""
        if errand.state is State.RUNNING:
            errand.halt.ask()
        elif errand.state is State.WAITING:
            errand.state = State.PAUSED
        self._go()

    def go_on(self, errand: Errand) -> None:
        """Once more, from where it stopped."""
        if errand.over:
            self._again(errand)
        self._go()

    def _again(self, errand: Errand) -> None:
        errand.state, errand.halt, errand.error, errand.dropped = State.WAITING, Halt(), None, False

    def give_up(self, errand: Errand) -> None:
        """Stop for good; what was fetched or copied so far is thrown away."""
        errand.dropped = True
        if errand.state is State.RUNNING:
            errand.halt.ask()
        else:
            self._drop(errand)
        self._go()

    def _drop(self, errand: Errand) -> None:
        if errand in self.all:
            self.all.remove(errand)
        if errand.kind in (Kind.DOWNLOAD, Kind.IMPORT):
            self.throw_away(each for each in errand.ids if each not in self.coming)

    def throw_away(self, ids: Iterable[str]) -> None:
        """Delete what is there of models whose installation broke off."""
        installer, each = self._services.installer, tuple(ids)

        def discard() -> None:
            for model_id in each:
                installer.discard_partial(model_id)

        self._ops.run(self, discard, self._discarded)

    def _discarded(self, _: None) -> None:
        self.thrown_away.emit()
        self.changed.emit()

    # ---- what there is -------------------------------------------------------------------------

    @property
    def running(self) -> Errand | None:
        """The one that is being done."""
        return self._busy

    @property
    def open(self) -> bool:
        """Whether anything is being done or waits for its turn."""
        return any(not each.over for each in self.all)

    def of(self, model_id: str, *kinds: Kind) -> Errand | None:
        """What is to be done about a model; of these kinds alone, where any are named."""
        return next((e for e in self.all if model_id in e.ids and (not kinds or e.kind in kinds)), None)

    @property
    def coming(self) -> frozenset[str]:
        """Ids of models that are to be installed, whether that runs, waits or was paused."""
        return frozenset(i for each in self.all if each.kind in (Kind.DOWNLOAD, Kind.IMPORT) for i in each.ids)

    def of_kind(self, kind: Kind) -> Errand | None:
        """The first of a kind."""
        return next((each for each in self.all if each.kind is kind), None)

    # ---- through a lock and the end ------------------------------------------------------------

    def suspend(self) -> bool:
        """Before the end of this process: stop, and say whether anything was to be gone on with."""
        open_ = any(e.kind in REMEMBERED and not e.over for e in self.all)
        self._still = True
        self._look.stop()
        if self._busy is not None:
            self._busy.halt.ask()
        return open_

    def recall(self, *, go_on: bool) -> None:
        """Find what an earlier process had begun; `go_on`: it was this process's own, and ended by a lock."""
        services = self._services

        def find() -> tuple[object, set[str]]:
            return services.preferences.get(QUEUE), {model.id for model in services.models.list()}

        def found(told: tuple[object, set[str]]) -> None:
            entries, known = told
            begun = [each for entry in entries if (each := read(str(entry)))] if isinstance(entries, list) else []
            for each in begun:
                each.ids = tuple(model_id for model_id in each.ids if model_id in known)
                alike = any((e.kind, e.ids, e.path) == (each.kind, each.ids, each.path) for e in self.all)
                if alike or not each.ids:
                    continue
                if not go_on:
                    each.state = State.PAUSED
                self.all.append(each)
            self._go()

        self._ops.run(self, find, found)

    def _remember(self) -> None:
        kept = [written(each) for each in self.all if each.kind in REMEMBERED and not each.dropped]
        preferences = self._services.preferences

        def store() -> None:
            if preferences.get(QUEUE) != kept:
                preferences.set(QUEUE, kept)

        self._ops.run(self, store)

    # ---- doing it ------------------------------------------------------------------------------

    def _go(self) -> None:
        if self._still:
            return
        if self._services.recording.active is not None:  # a session goes before what nobody asked for
            self.all = [each for each in self.all if not (each.quiet and each.state is State.WAITING)]
        self._remember()
        waiting = next((each for each in self.all if each.state is State.WAITING), None)
        if self._busy is None and waiting is not None:
            self._start(waiting)
        self.changed.emit()

    def _start(self, errand: Errand) -> None:
        self._busy, errand.state, errand.progress, self._told = errand, State.RUNNING, None, None
        self._look.start()

        def report(told: InstallProgress | MeasureProgress) -> None:
            self._told = told  # the timer fetches it: a fast disk reports a thousand times a second

        work = self._work(errand, report)
        self._ops.run(
            self,
            work,
            lambda result: self._ended(errand, result, None),
            lambda error: self._ended(errand, None, error),
            lane=Lane.LONG,
        )

    def _work(self, errand: Errand, report: Callable[[InstallProgress | MeasureProgress], None]) -> Callable[[], Any]:
        services, halt, ids = self._services, errand.halt, errand.ids
        path = errand.path or Path()

        def fetch() -> None:
            services.installer.download(ids[0], report, halt)
            self._use(errand.use)
            errand.untried = self._untried(ids)

        def take() -> Any:
            taken = services.installer.import_from(path, report, halt, ids)
            self._use(errand.use)
            errand.untried = self._untried(taken.installed)
            return taken

        return {
            Kind.DOWNLOAD: fetch,
            Kind.IMPORT: take,
            Kind.EXPORT: lambda: services.installer.export_pack(ids, path, report, halt),
            Kind.CHECK: lambda: services.models.verify(ids[0]),
            Kind.TEST: lambda: services.self_test.run(ids[0]),
            Kind.MEASURE: lambda: services.machine.measure(report, halt),
        }[errand.kind]

    def _untried(self, ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(model_id for model_id in ids if self._services.self_test.needed(model_id))

    def _use(self, ids: Collection[str]) -> None:
        """Choose what was installed for its task."""
        models = self._services.models
        for model in models.list():
            if model.id in ids and model.installed:
                models.choose(model.task, model.id)

    def _show(self) -> None:
        if self._busy is not None and self._told is not None and self._told is not self._busy.progress:
            self._busy.progress = self._told
            self.changed.emit()

    def _ended(self, errand: Errand, result: object, error: Exception | None) -> None:
        self._busy = None
        self._look.stop()
        if self._told is not None:
            errand.progress = self._told
        errand.result, errand.error = result, error
        if error is None:
            errand.state = State.DONE
            self.all.remove(errand)
            # Tried now, so that the first session does not wait for it.
            self.all.extend(Errand(Kind.TEST, (model_id,), quiet=True) for model_id in errand.untried)
        elif errand.dropped:
            errand.state = State.PAUSED
            self._drop(errand)
        elif isinstance(error, Cancelled):
            errand.state = State.PAUSED
            if errand.kind not in REMEMBERED:
                self.all.remove(errand)
        else:
            errand.state = State.FAILED
        if errand.state in (State.DONE, State.FAILED):
            self.ended.emit(errand)
        self._go()
