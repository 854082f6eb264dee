"""The window's side of a worker: starts it, talks to it, and notices when it dies.

A worker that dies in the middle of a request is reported as what it was (crashed, or killed by the
system), started again, brought back to where it stood, and handed the same request once more. If
it dies on that again, the error says so; what was done before is never lost, because the callers
store each piece as it comes.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

from app.domain.errors import Cancelled, ModelNotLoaded, ProgramFault, WorkerCrashed, WorkerKilled, WorkerReported
from app.workers import protocol as p
from app.workers.child import serve

R = TypeVar("R", bound=p.Message)
Never: Callable[[], bool] = lambda: False  # noqa: E731 - a name for "cannot be cancelled"
POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Death:
    """How a worker ended: `killed` by the system (most likely out of memory), or crashed."""

    killed: bool

    @property
    def reason(self) -> str:
        """ "killed" or "crashed"."""
        return "killed" if self.killed else "crashed"


class _Died(Exception):
    def __init__(self, death: Death) -> None:
        self.death = death


OnDeath = Callable[[Death], None]
Recover = Callable[[], None]


class WorkerHost:
    """One worker process, started when first needed and again after it died.

    `name` is what the screen calls it ("speech worker"). One request at a time: calls from several
    threads wait for each other.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._lock = threading.RLock()
        self._loaded: dict[str, p.LoadModel] = {}
        self._stopping = threading.Event()

    @property
    def pid(self) -> int | None:
        """The process's number while it runs."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def load(self, request: p.LoadModel, *, on_death: OnDeath | None = None) -> None:
        """Load a model unless it is loaded already; it is loaded again after a restart."""
        with self._lock:
            if self._loaded.get(request.task) == request and self.pid is not None:
                return
            self._loaded.pop(request.task, None)
            self.call(request, p.Done, on_death=on_death)
            self._loaded[request.task] = request

    def call(
        self,
        request: p.Request,
        expect: type[R],
        *,
        cancelled: Callable[[], bool] = Never,
        on_advance: Callable[[float, float], None] | None = None,
        on_death: OnDeath | None = None,
        recover: Recover | None = None,
    ) -> R:
        """Send `request`, wait for its reply.

        After a death the worker is started again, its models are loaded, `recover` brings back
        what it held, and the request is sent once more.

        Raises WorkerCrashed or WorkerKilled (died twice), WorkerReported (an engine refused),
        Cancelled (the worker is ended then: a native call cannot be interrupted otherwise).
        """
        with self._lock:
            try:
                return self._exchange(request, expect, cancelled, on_advance)
            except _Died as first:
                if on_death is not None:
                    on_death(first.death)
            try:
                self._restore(cancelled)
                if recover is not None:
                    recover()
                return self._exchange(request, expect, cancelled, on_advance)
            except _Died as second:
                error = WorkerKilled if second.death.killed else WorkerCrashed
                raise error(self._name) from None

    def stop(self) -> None:
        """End the process; it holds nothing that must be kept. Safe from any thread, at any time."""
        self._stopping.set()
        process = self._process
        if process is not None and process.is_alive():
            process.kill()
        with self._lock:
            self._close()
            self._loaded.clear()
            self._stopping.clear()

    def _exchange(
        self,
        request: p.Request,
        expect: type[R],
        cancelled: Callable[[], bool],
        on_advance: Callable[[float, float], None] | None,
    ) -> R:
        pipe = self._running()
        try:
            pipe.send_bytes(p.encode(request))
            while True:
                while not pipe.poll(POLL_SECONDS):
                    self._check_cancelled(cancelled)
                reply = p.decode_reply(pipe.recv_bytes())
                if isinstance(reply, p.Advanced):
                    if on_advance is not None:
                        on_advance(reply.done, reply.total)
                    continue
                break
        except (EOFError, OSError):
            if self._stopping.is_set():
                raise Cancelled from None
            raise _Died(self._bury()) from None
        if isinstance(reply, p.Failed):
            raise self._refusal(request, reply)
        if not isinstance(reply, expect):
            raise ProgramFault(f"the {self._name} answered out of turn")
        return reply

    def _refusal(self, request: p.Request, reply: p.Failed) -> Exception:
        if isinstance(request, p.LoadModel):
            return ModelNotLoaded(request.task)
        return WorkerReported(f"{self._name} reported a problem ({reply.kind})")

    def _check_cancelled(self, cancelled: Callable[[], bool]) -> None:
        if self._stopping.is_set() or cancelled():
            self._close()
            raise Cancelled

    def _running(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._pipe is None:
            if self._process is not None:
                raise _Died(self._bury())
            self._start()
        assert self._pipe is not None
        return self._pipe

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), name=self._name, daemon=True)
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours

    def _restore(self, cancelled: Callable[[], bool]) -> None:
        for load in self._loaded.values():
            self._exchange(load, p.Done, cancelled, None)

    def _bury(self) -> Death:
        process = self._process
        assert process is not None
        process.join()
        exit_code = process.exitcode
        self._close()
        return Death(killed=exit_code == -signal.SIGKILL if hasattr(signal, "SIGKILL") else False)

    def _close(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None
