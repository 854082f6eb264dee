"""A worker host that loads nothing and answers at once, with a clock of its own; it writes down what it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.engines import Asked, Question, ReadSoFar
from app.domain.errors import SottoError
from app.domain.transcript import SAMPLE_RATE, Segment, Word
from app.workers import protocol as p
from app.workers.host import Never


class Clock:
    """Seconds that pass only when work is done."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        """As `time.monotonic`."""
        return self.now


class FakeHost:
    """As much of `WorkerHost` as loading and measuring need.

    `cost`: seconds of work for a second of sound; every `stretch` seconds a stretch with words closes and a window is
    found. `reads`, `writes`: tokens a second. `errors`: what loading a task raises.
    """

    def __init__(self, clock: Clock, *, cost: float = 0.1, stretch: float = 6.0, reads: float = 50.0,
                 writes: float = 5.0, silent: bool = False) -> None:  # fmt: skip
        self.clock, self.cost, self.stretch = clock, cost, stretch
        self.reads, self.writes, self.silent = reads, writes, silent
        self.loaded: list[str] = []
        self.asked: list[str] = []
        self.errors: dict[str, SottoError] = {}
        self.on_load: Callable[[str], None] = lambda _: None
        self.stops = 0
        self.holding: dict[str, p.LoadModel] = {}
        self._heard = self._done = 0.0
        self._evaluated = self._windows = 0

    def load(self, request: p.LoadModel, *, cancelled: Callable[[], bool] = Never, on_death: Any = None) -> None:
        self.asked.append(f"load {request.task}")
        self.on_load(request.task)
        if request.task in self.errors:
            raise self.errors[request.task]
        self.clock.now += 1.5
        self.loaded.append(request.task)

    def holds(self, task: str) -> p.LoadModel | None:
        return self.holding.get(task)

    def unload(self, *tasks: str) -> None:
        for task in tasks:
            if task in self.loaded:
                self.asked.append(f"unload {task}")
                self.loaded.remove(task)

    def call(self, request: Any, expect: Any, **_: Any) -> Any:
        match request:
            case p.StartListening() | p.StartFollowing():
                self._heard = self._done = 0.0
                self._windows = 0
                return p.Done() if isinstance(request, p.StartListening) else p.Followed([], [], 0.0)
            case p.Listen(pcm):
                found = [] if self.silent else self._take(pcm)
                return p.Heard([Segment(a, b, (Word("yes", a, b),)) for a, b in found], self._done)
            case p.Follow(pcm):
                found = [] if self.silent else self._take(pcm)
                return p.Followed([b"window" for _ in found], [], self._heard)
            case p.StartReading():
                self._evaluated = 0
                return p.ReadTo(ReadSoFar(0, 0, 4096))
            case p.ReadOn(_, texts):
                tokens = sum(len(text.split()) for text in texts)
                self._evaluated += tokens
                self.clock.now += tokens / self.reads
                return p.ReadTo(ReadSoFar(self._evaluated, 0, 4096 - self._evaluated, (tokens,)))
            case p.Ask(_, Question(_, _, most)):
                self.clock.now += 10 / self.reads + most / self.writes
                return p.AnsweredFromReading(Asked("[1, 2", 0, 10, 0 if self.silent else most))
            case p.StopReading():
                return p.Done()
        raise AssertionError(request)

    def _take(self, pcm: bytes) -> list[tuple[float, float]]:
        """Stretches that close with this sound; the work is done when they do."""
        self._heard += len(pcm) / 2 / SAMPLE_RATE
        found = []
        while self._heard - self._done >= self.stretch:
            self.clock.now += self.cost * self.stretch
            found.append((self._done, self._done + self.stretch))
            self._done += self.stretch
        return found
