"""The rows: each a fault, how often it was tried, and what was lost or missed.

*lost*: something that was acknowledged is not there, or the vault does not open. *missed*: the program did not do
what it promises otherwise: a fault that was not found, a whole vault that is called damaged, an error that is none
of ours, a process that hangs.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from tests.faults.stand import Stand, stands
from tests.faults.template import Template

OUT = Path("faults-out")
PARALLEL = 2
_NOTES = 12


@dataclass
class Row:
    """One line of the table."""

    fault: str
    tries: int = 0
    lost: int = 0
    missed: int = 0
    notes: list[str] = field(default_factory=list)
    skipped: str = ""
    seconds: float = 0.0
    figures: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def count(self, *, lost: Iterable[str] = (), missed: Iterable[str] = (), about: str = "") -> None:
        """One try is over: what was lost and missed in it (each try counts once)."""
        lost, missed = list(lost), list(missed)
        with self._lock:
            self.tries += 1
            self.lost += bool(lost)
            self.missed += bool(missed)
            self.notes += [f"{about}: {text}"[:600] for text in (*lost, *missed)][: max(0, _NOTES - len(self.notes))]

    def worst(self, figure: str, value: float) -> None:
        """Keep the largest value of a figure."""
        with self._lock:
            self.figures[figure] = round(max(value, self.figures.get(figure, value)), 3)

    @property
    def failed(self) -> bool:
        """True where something was lost or missed, or nothing was tried without a reason."""
        return bool(self.lost or self.missed or (not self.tries and not self.skipped))


@dataclass
class Run:
    """What a row's function is handed: its own random numbers, how many tries are wanted, prepared vaults."""

    rng: random.Random
    tries: int
    template: Template
    stands: list[Stand]

    def each(self, jobs: Iterable[Any], attempt: Callable[[Stand, Any], None]) -> None:
        """Carry out `attempt` for each job, as many at once as there are stands."""
        free: SimpleQueue[Stand] = SimpleQueue()
        for stand in self.stands:
            free.put(stand)

        def one(job: Any) -> None:
            stand = free.get()
            try:
                attempt(stand, job)
                stand.sweep()
            finally:
                free.put(stand)

        with ThreadPoolExecutor(len(self.stands)) as pool:
            for _ in pool.map(one, jobs):
                pass


RowFunction = Callable[[Run], Row]


@dataclass(frozen=True)
class Entry:
    """A row of the registry: its short name, how many tries the whole run makes, and how."""

    name: str
    tries: int
    run: RowFunction
    least: int = 1


REGISTRY: dict[str, Entry] = {}


def row(name: str, tries: int, least: int = 1) -> Callable[[RowFunction], RowFunction]:
    """Put a function into the registry. `least`: tries below which even a short run does not go."""

    def register(function: RowFunction) -> RowFunction:
        REGISTRY[name] = Entry(name, tries, function, least)
        return function

    return register


def run_rows(seed: int, names: list[str], share: float) -> Iterator[Row]:
    """Carry out rows one after the other. Each has random numbers of its own, from `seed` and its name."""
    with Template() as template, stands(PARALLEL) as ready:
        for name in names:
            entry = REGISTRY[name]
            tries = max(entry.least, round(entry.tries * share))
            began = time.monotonic()
            # A text as seed: the same numbers on every machine, whatever other rows are run.
            done = entry.run(Run(random.Random(f"{seed} {name}"), tries, template, ready))
            done.seconds = round(time.monotonic() - began, 1)
            yield done


def as_json(seed: int, rows: list[Row]) -> str:
    """The machine-readable table."""
    listed = []
    for done in rows:
        line: dict[str, Any] = {"fault": done.fault, "tries": done.tries, "lost": done.lost, "missed": done.missed}
        line["seconds"] = done.seconds
        if done.skipped:
            line["skipped"] = done.skipped
        if done.figures:
            line["figures"] = done.figures
        if done.notes:
            line["notes"] = done.notes
        listed.append(line)
    return json.dumps({"seed": seed, "rows": listed}, indent=1, ensure_ascii=False) + "\n"


def line(done: Row) -> str:
    """One row of the printed table."""
    text = f"{done.fault:<74} {done.tries:>6} {done.lost:>5} {done.missed:>7} {done.seconds:>8.1f}"
    if done.skipped:
        text += f"\n    not run: {done.skipped}"
    for name, value in done.figures.items():
        text += f"\n    {name}: {value}"
    return text + "".join(f"\n    ! {note}" for note in done.notes)


HEADING = f"{'fault':<74} {'tries':>6} {'lost':>5} {'missed':>7} {'seconds':>8}"
