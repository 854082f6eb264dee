"""Watching a session from outside: memory and processor of its processes, and what goes over the workers' pipes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil

from app.domain.transcript import Segment
from app.store.transcripts import TranscriptRepository
from app.workers import protocol as p
from app.workers.host import WorkerHost

SAMPLE_SECONDS = 1.0
FEEDERS = ("pulseaudio", "pactl", "paplay", "pacat", "pacmd", "resource_tracker", "tests.benchmarks")
"""Children of this process that are no part of the program."""


def held_bytes(process: psutil.Process) -> int:
    """Memory of a process, pages that it shares counted by its share (PSS); without that (not Linux), its own pages.

    Raises psutil.NoSuchProcess.
    """
    try:
        for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    try:
        return int(process.memory_full_info().uss)
    except psutil.AccessDenied:
        return int(process.memory_info().rss)


@dataclass(frozen=True, slots=True)
class Sample:
    """One look: when (monotonic), bytes by process, and the share of all cores since the look before (0.0 to 1.0).

    `others`: the share of everything else on the machine, the playing of the sound among it.
    """

    at: float
    held: dict[int, int]
    share: float
    others: float


class ProcessWatch:
    """Looks once a second at this process and its children (without what only plays the sound).

    Memory is that of the children: this process holds the bench, not a window. The processor's time is everybody's.
    """

    def __init__(self) -> None:
        self.samples: list[Sample] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)
        self._cores = psutil.cpu_count() or 1

    def __enter__(self) -> ProcessWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def peak_bytes(self) -> int:
        """The most that all children held together at one moment."""
        return max((sum(sample.held.values()) for sample in self.samples), default=0)

    def shares(self, start: float, end: float) -> list[float]:
        """The processor's share in each second between two moments."""
        return [sample.share for sample in self.samples if start <= sample.at <= end]

    def others(self, start: float, end: float) -> list[float]:
        """What everything else on the machine took of it meanwhile."""
        return [sample.others for sample in self.samples if start <= sample.at <= end]

    def _watch(self) -> None:
        used: dict[int, float] = {}
        before = time.monotonic()
        psutil.cpu_percent()  # the first look has nothing to compare with
        while not self._over.wait(SAMPLE_SECONDS):
            now, held, spent = time.monotonic(), dict[int, int](), 0.0
            this = psutil.Process()
            for process in (this, *this.children(recursive=True)):
                try:
                    if process.pid != this.pid and any(name in " ".join(process.cmdline()) for name in FEEDERS):
                        continue
                    times = process.cpu_times()
                    if process.pid != this.pid:
                        held[process.pid] = held_bytes(process)
                except psutil.Error:
                    continue  # ended between the listing and the look
                total = times.user + times.system
                spent += total - used.get(process.pid, total)
                used[process.pid] = total
            share, busy = spent / (now - before) / self._cores, psutil.cpu_percent() / 100.0
            self.samples.append(Sample(now, held, share, max(0.0, busy - share)))
            before = now


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request over a pipe and its reply, with the moments (monotonic) of both."""

    request: p.Request
    reply: Any
    began: float
    ended: float


@dataclass(slots=True)
class Stored:
    """When (monotonic) a segment was stored."""

    at: float
    segment: Segment


@dataclass(slots=True)
class Wire:
    """What was asked of the workers and what was stored of it. Sound is not kept."""

    exchanges: list[Exchange] = field(default_factory=list)
    segments: list[Stored] = field(default_factory=list)

    @contextmanager
    def tapped(self, *hosts: WorkerHost) -> Iterator[None]:
        """Notes what goes through these hosts and into the store meanwhile."""
        with ExitStack() as stack:
            for host in hosts:
                stack.enter_context(patch.object(host, "call", self._noting(host.call)))
            keep = TranscriptRepository.save_segment

            def save(repository: TranscriptRepository, session_id: str, index: int, segment: Segment) -> None:
                keep(repository, session_id, index, segment)
                self.segments.append(Stored(time.monotonic(), segment))

            stack.enter_context(patch.object(TranscriptRepository, "save_segment", save))
            yield

    def _noting(self, call: Any) -> Any:
        def noted(request: p.Request, *arguments: Any, **options: Any) -> Any:
            began = time.monotonic()
            reply = call(request, *arguments, **options)
            kept = request
            if isinstance(request, p.Listen | p.Follow | p.Recognise):
                kept = type(request)(**{**_fields(request), "pcm": b""})
            self.exchanges.append(Exchange(kept, reply, began, time.monotonic()))
            return reply

        return noted

    def asked_from(self, since: float) -> list[dict[str, Any]]:
        """What was asked of the workers from a moment on, in order: seconds after it, seconds that each took; runs of
        one kind of request as one entry."""
        found: list[dict[str, Any]] = []
        for each in self.exchanges:
            if each.ended < since:
                continue
            name, at = type(each.request).__name__, round(max(each.began - since, 0.0), 2)
            took = each.ended - max(each.began, since)
            if found and found[-1]["request"] == name:
                found[-1]["times"] += 1
                found[-1]["s"] = round(found[-1]["s"] + took, 2)
            else:
                found.append({"request": name, "at": at, "times": 1, "s": round(took, 2)})
        return found

    def tokens(self, since: float, count: Callable[[str], int]) -> dict[str, int]:
        """Tokens that the note model evaluated from a moment on: of the session, of questions, of answers.

        `count`: how many tokens a text has, for questions that stand by themselves (`Complete`).
        """
        found = {"session": 0, "questions": 0, "answers": 0}
        evaluated = 0
        for each in self.exchanges:
            late = each.began >= since
            if isinstance(each.reply, p.ReadTo) and each.reply.so_far is not None:
                now = each.reply.so_far.evaluated
                new = now - evaluated if now >= evaluated else now  # it began anew
                evaluated = now
                found["session"] += new * late
            elif isinstance(each.reply, p.AnsweredFromReading) and each.reply.asked is not None:
                asked = each.reply.asked
                evaluated += asked.read
                found["session"] += asked.read * late
                found["questions"] += asked.question * late
                found["answers"] += asked.answer * late
            elif isinstance(each.request, p.Complete) and late:
                found["questions"] += count(each.request.system) + count(each.request.user)
                found["answers"] += count(each.reply.text)
        return found


def _fields(message: Any) -> dict[str, Any]:
    return {name: getattr(message, name) for name in message.__struct_fields__}
