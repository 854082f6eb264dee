"""The window's side of a worker: starts it, talks to it, and notices when it dies.

A worker that dies in the middle of a request is reported as what it was (crashed, or killed by the
system), started again, brought back to where it stood, and handed the same request once more. If
it dies on that again, the error says so; what was done before is never lost, because the callers
store each piece as it comes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

import msgspec

from app.domain.errors import Cancelled, ProgramFault, SandboxRefused
from app.domain.placement import FellBack, Placed
from app.offline import go_offline
from app.sandbox import Held
from app.sandbox.canary import Tried
from app.workers import protocol as p
from app.workers import sight
from app.workers.child import serve
from app.workers.placing import Placements, TryFirst
from app.workers.refusals import died_twice, refusal
from app.workers.starting import no_main_module

R = TypeVar("R", bound=p.Message)
T = TypeVar("T")
Never: Callable[[], bool] = lambda: False  # noqa: E731 - a name for "cannot be cancelled"
POLL_SECONDS = 0.1
ILLEGAL = (-4, 0xC000001D, 0xC000001D - (1 << 32))  # exit codes: SIGILL, and as Windows says it
END_SECONDS = 5.0
"""How long a process may take to end after it has closed its pipe, before it is killed."""


@dataclass(frozen=True, slots=True)
class Death:
    """How a worker ended: `killed` by the system (most likely out of memory), or crashed.

    `exit_code`: as the system gave it: minus a signal's number where there are signals; None where it gave none.
    """

    killed: bool
    exit_code: int | None = field(default=None, compare=False)

    @property
    def reason(self) -> str:
        """ "killed" or "crashed"."""
        return "killed" if self.killed else "crashed"

    @property
    def illegal(self) -> bool:
        """Whether it came upon an instruction that the processor does not have."""
        return self.exit_code in ILLEGAL


class WorkerDied(Exception):
    """The worker died in the middle of a request; never leaves `app.workers`."""

    def __init__(self, death: Death) -> None:
        self.death = death


OnDeath = Callable[[Death], None]
Recover = Callable[[], None]


class WorkerHost:
    """One worker process, started when first needed and again after it died.

    `name` is what the screen calls it ("speech worker"). One request at a time: calls from several
    threads wait for each other. Of the disk the process may read the program, the system's libraries
    and `models`, and nothing of `closed`, the vault's folder, wherever that lies when it is started.

    A model that failed on a graphics card is loaded onto the processor from then on, and what was asked of it is asked
    again. `try_first` is asked before each loading; it may be set later.
    """

    def __init__(
        self,
        name: str,
        *,
        models: Path | None = None,
        closed: Callable[[], Path] | None = None,
        try_first: TryFirst | None = None,
    ) -> None:
        self._name = name
        self._models = models
        self._closed = closed
        self.try_first = try_first
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._lock = threading.RLock()
        self._wanted: dict[str, p.LoadModel] = {}  # by task; what a new process is given first
        self._loaded: dict[str, p.LoadModel] = {}  # by task; what this very process has
        self._places = Placements()
        self._in_hand: p.Request | None = None  # what the process is at
        self.last_death: Death | None = None
        """How the last process that died did so; None where none has. One that was ended on purpose has not."""
        self._stops = 0
        self._held: Held | None = None

    @property
    def pid(self) -> int | None:
        """The process's number while it runs."""
        process = self._process
        try:
            return process.pid if process is not None and process.is_alive() else None
        except ValueError:  # closed by another thread a moment ago
            return None

    @property
    def held(self) -> Held | None:
        """What keeps the running process from network and disk; None while none runs."""
        return self._held if self.pid is not None else None

    def prove(self, closed: Path) -> list[Tried] | None:
        """Have the process try everything that it must not be able to do; None while it is at work.

        It is started if it does not run. Raises as `call` does.
        """
        if not self._lock.acquire(blocking=False):
            return None
        try:
            return self.call(p.Prove(str(closed)), p.Proved).tried
        finally:
            self._lock.release()

    @property
    def busy(self) -> bool:
        """Whether another thread's call is being answered just now."""
        free = self._lock.acquire(blocking=False)
        if free:
            self._lock.release()
        return not free

    @property
    def placements(self) -> dict[str, Placed]:
        """By task, where each model was when it was last loaded; it may have been unloaded since."""
        return self._places.by_task

    @property
    def stops(self) -> int:
        """How often `stop` was called. Work that began before the last stop is cancelled: see `call`."""
        return self._stops

    def load(
        self,
        request: p.LoadModel,
        *,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
    ) -> None:
        """Load a model unless it is loaded already; it is loaded again after a restart.

        Raises as `call`, ModelNotLoaded, ProcessorTooOld, BuiltElsewhere, and as `try_first`.
        """
        with self._lock:
            if self._loaded.get(request.task) == request and self.pid is not None:
                return
            self._wanted.pop(request.task, None)
            if self.try_first is not None:
                self.unload(request.task)  # a trial needs the room
                stops = self._stops
                why = self.try_first(request, lambda: self._stops != stops or cancelled())
                self._places.keep_off(request.path, why)
            self._loaded.pop(request.task, None)  # the process lets go of it before it loads the other
            self._note(request, self.call(request, p.Loaded, cancelled=cancelled, on_death=on_death))
            self._wanted[request.task] = request

    def has(self, task: str) -> bool:
        """Whether the running process holds a model of a task."""
        return self.holds(task) is not None

    def holds(self, task: str) -> p.LoadModel | None:
        """With what the running process was told to load its model of a task; None where it holds none."""
        return self._loaded.get(task) if self.pid is not None else None

    def held_in(self, folder: Path) -> tuple[str, ...]:
        """The tasks whose model, as it was loaded last, lies in a folder; a new process would be given it again."""
        wanted = {**self._wanted, **self._loaded}
        return tuple(task for task, load in wanted.items() if Path(load.path).is_relative_to(folder))

    def unload(self, *tasks: str) -> None:
        """Give back the memory of the models of these tasks; `load` loads them again. Waits for its turn.

        Nobody may be in the midst of work with them. A process that dies of it has given the memory back too. Raises
        Cancelled where the worker is stopped meanwhile.
        """
        with self._lock:
            for task in tasks:
                self._wanted.pop(task, None)
            held = [task for task in tasks if self.has(task)]
            for task in held:
                self._loaded.pop(task, None)
            if held:
                with suppress(WorkerDied):
                    self.call(p.Unload(held), p.Done, retry=False)

    def call(
        self,
        request: p.Request,
        expect: type[R],
        *,
        cancelled: Callable[[], bool] = Never,
        on_advance: Callable[[float, float], None] | None = None,
        on_death: OnDeath | None = None,
        recover: Recover | None = None,
        since: int | None = None,
        retry: bool = True,
    ) -> R:
        """Send `request`, wait for its reply.

        After a death the worker is started again, its models are loaded, `recover` brings back
        what it held, and the request is sent once more. `since` is the value of `stops` when the
        work began: a stop after that cancels it, so that nothing of a session reaches a new process
        after the vault was locked. Without `retry` a death is raised as WorkerDied, for `attempt`.

        Raises WorkerCrashed or WorkerKilled (died twice), WorkerReported (an engine refused),
        Cancelled (the worker is ended then: a native call cannot be interrupted otherwise).
        """
        stops = self._stops if since is None else since

        def over() -> bool:
            return self._stops != stops or cancelled()

        def once() -> R:
            with self._lock:
                if over():  # while it waited for its turn: nothing was sent, and nothing needs to be ended
                    raise Cancelled
                return self._exchange(request, expect, over, on_advance)

        return self.attempt(once, on_death=on_death, recover=recover) if retry else once()

    def attempt(self, work: Callable[[], T], *, on_death: OnDeath | None = None, recover: Recover | None = None) -> T:
        """Do `work`, and once more if the worker dies in it; for work of several calls without `retry`.

        Raises WorkerCrashed or WorkerKilled when it died twice.
        """
        with self._lock:
            try:
                return work()
            except WorkerDied as first:
                if on_death is not None:
                    on_death(first.death)
            try:
                if recover is not None:
                    recover()
                return work()
            except WorkerDied as second:
                raise died_twice(self._name, killed=second.death.killed, illegal=second.death.illegal) from None

    def stop(self) -> None:
        """End the process; it holds nothing that must be kept. Safe from any thread, at any time."""
        self._stops += 1
        process = self._process
        if process is not None:
            # Another thread may have closed it a moment ago.
            with suppress(ValueError, AttributeError):
                process.kill()
        with self._lock:
            self._close()
            self._wanted.clear()

    def _exchange(
        self,
        request: p.Request,
        expect: type[R],
        cancelled: Callable[[], bool],
        on_advance: Callable[[float, float], None] | None,
    ) -> R:
        pipe = self._running(cancelled)
        self._in_hand = request
        with self._talking(cancelled):
            pipe.send_bytes(p.encode(self._places.as_sent(request)))
            reply = self._reply(pipe, cancelled, on_advance)
        if isinstance(reply, p.Failed) and reply.fell_back is not FellBack.NOT:
            # It is alive, but nothing that it holds on the card can be trusted any more.
            self._places.leave_card(self._in_hand, self._loaded.values(), reply.fell_back)
            self._close()
            raise WorkerDied(Death(killed=False))
        self._in_hand = None
        if isinstance(reply, p.Failed):
            raise refusal(self._name, request, reply)
        if not isinstance(reply, expect):
            self._close()
            raise ProgramFault(f"the {self._name} answered out of turn")
        return reply

    def _note(self, request: p.LoadModel, loaded: p.Loaded) -> None:
        self._loaded[request.task] = request
        self._places.note(request, loaded)

    @contextmanager
    def _talking(self, cancelled: Callable[[], bool]) -> Iterator[None]:
        """What goes wrong on the pipe is the process's death, or, once `cancelled`, the end that was wanted."""
        try:
            yield
        except (EOFError, OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            # A reply that cannot be read is a death too: the process is not to be trusted any more.
            if cancelled():
                self._close()
                raise Cancelled from None
            raise WorkerDied(self._bury()) from None
        except BaseException:
            # The reply that is still to come must not be taken for the next request's.
            self._close()
            raise

    @staticmethod
    def _reply(
        pipe: Connection, cancelled: Callable[[], bool], on_advance: Callable[[float, float], None] | None
    ) -> p.Reply:
        while True:
            while not pipe.poll(POLL_SECONDS):
                if cancelled():
                    raise Cancelled
            reply = p.decode_reply(pipe.recv_bytes())
            if not isinstance(reply, p.Advanced):
                return reply
            if on_advance is not None:
                on_advance(reply.done, reply.total)

    def _running(self, cancelled: Callable[[], bool]) -> Connection:
        """The pipe to the process; a new process is given its models first."""
        if self._process is not None and not self._process.is_alive():
            raise WorkerDied(self._bury())
        if self._process is None:
            self._start()
            self._enter(cancelled)
            for load in list(self._wanted.values()):
                self._note(load, self._exchange(load, p.Loaded, cancelled, None))
        assert self._pipe is not None
        return self._pipe

    def _start(self) -> None:
        # The process starts with this one's environment: what must not go along is taken out here, not there, where
        # the system would go on showing it as the first environment.
        go_offline()
        os.environ.pop("SOTTO_PASSPHRASE", None)
        if self._models is not None:
            # What is not there when the process starts, it can never read. One that cannot be made is missing later.
            with suppress(OSError):
                self._models.mkdir(parents=True, exist_ok=True)
        sight.wake_graphics()
        closed = self._closed() if self._closed is not None else None
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self._models, closed), name=self._name, daemon=True)
        with no_main_module():
            process.start()
        theirs.close()
        self._process, self._pipe = process, ours

    def _enter(self, cancelled: Callable[[], bool]) -> None:
        """Wait until the process says that it has given up what it must not have, before it is handed anything."""
        assert self._pipe is not None
        with self._talking(cancelled):
            first = self._reply(self._pipe, cancelled, None)
        if not isinstance(first, p.Entered):
            self._close()
            raise SandboxRefused(self._name)
        self._held = first.held

    def _bury(self) -> Death:
        process = self._process
        assert process is not None
        if process.is_alive():
            process.join(END_SECONDS)  # its pipe is closed, or what it said made no sense
        exit_code = process.exitcode
        killed = hasattr(signal, "SIGKILL") and exit_code == -signal.SIGKILL
        if not killed:  # a system that ends a process for its memory speaks of its own, not of a card's
            self._places.leave_card(self._in_hand, self._loaded.values(), FellBack.CRASHED)
        self._close()
        self.last_death = Death(killed, exit_code)
        return self.last_death

    def _close(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = self._held = self._in_hand = None
        self._loaded.clear()
