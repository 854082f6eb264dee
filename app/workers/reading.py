"""Reading along over a pipe: what the services hand to `app.notes.read_ahead` instead of an engine."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from app.domain.engines import Asked, Question, ReadSoFar
from app.domain.errors import WorkerReported
from app.workers import protocol as p
from app.workers.host import Never, OnDeath, R, WorkerHost


class ReadingClient:
    """`ReadingModel` of `app.domain.engines`, through the language worker.

    The note model must be loaded (`WorkerHost.load`). What was handed over is kept here, so that a new process
    (the last one died, or another model was loaded meanwhile) reads it again; `reevaluated` counts the tokens that
    this costs. Errors: see `WorkerHost.call`.
    """

    def __init__(
        self, host: WorkerHost, *, cancelled: Callable[[], bool] = Never, on_death: OnDeath | None = None
    ) -> None:
        self._host = host
        self._cancelled = cancelled
        self._on_death = on_death
        self._since = host.stops
        self._reading = ""
        self._system = ""
        self._texts: list[str] = []
        self._evaluated = 0
        self.reevaluated = 0
        """Tokens that had been evaluated and were lost with a process."""

    def start(self, system: str) -> ReadSoFar:
        """See `app.domain.engines.ReadingModel.start`."""
        self._reading, self._system, self._texts, self._evaluated = secrets.token_hex(8), system, [], 0
        request = p.StartReading(self._reading, system)
        return self._known(self._call(request, p.ReadTo, lambda reply: reply.so_far is not None))

    def read_on(self, texts: Sequence[str], most: int) -> ReadSoFar:
        """See `app.domain.engines.ReadingModel.read_on`."""
        request = p.ReadOn(self._reading, list(texts), most)
        so_far = self._known(self._call(request, p.ReadTo, lambda reply: reply.so_far is not None))
        self._texts += texts
        return so_far

    def ask(self, question: Question, ahead: Sequence[Question] = ()) -> Asked:
        """See `app.domain.engines.ReadingModel.ask`."""
        request = p.Ask(self._reading, question, list(ahead))
        reply = self._call(request, p.AnsweredFromReading, lambda reply: reply.asked is not None)
        if reply.asked is None:
            raise WorkerReported("note worker lost what it had read")
        self._evaluated += reply.asked.read
        return reply.asked

    def stop_reading(self) -> None:
        """See `app.domain.engines.ReadingModel.stop_reading`. A process that has ended needs no telling."""
        self._texts, self._reading, self._evaluated = [], "", 0
        if self._host.pid is not None and self._host.stops == self._since:
            self._host.call(p.StopReading(), p.Done, since=self._since, on_death=self._on_death)

    def _call(self, request: p.Request, expect: type[R], held: Callable[[R], bool]) -> R:
        def once() -> R:
            return self._host.call(
                request,
                expect,
                cancelled=self._cancelled,
                on_death=self._on_death,
                recover=self._read_again,
                since=self._since,
            )

        reply = once()
        if held(reply):
            return reply
        self._read_again()  # another process, or another model, stands where ours was
        return once()

    def _read_again(self) -> None:
        """Hand everything over once more, to be evaluated when there is time for it, or when a question comes."""
        self.reevaluated += self._evaluated
        self._evaluated = 0
        for request in (p.StartReading(self._reading, self._system), p.ReadOn(self._reading, self._texts, 0)):
            self._host.call(request, p.ReadTo, cancelled=self._cancelled, since=self._since, retry=False)

    def _known(self, reply: p.ReadTo) -> ReadSoFar:
        if reply.so_far is None:
            raise WorkerReported("note worker lost what it had read")
        self._evaluated = reply.so_far.evaluated
        return reply.so_far
