"""Before a session: does what is chosen fit this computer now, and what is used where it does not?

Models that do not fit get the worker that holds them killed in mid-session. So the need is added up before:
what each model needs stands in the catalogue, what is free the system says. Where it is too much, the second reader
of the check gives way first, then the note model, then the speech model: a draft can be made again from good words,
not the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import psutil

from app.services.catalogue import ModelEntry, Task
from app.services.models import ModelService
from app.services.room import SESSION, Room

MB = 1_000_000
LISTENING: tuple[Task, ...] = ("speech", "speakers")
"""What is needed while somebody speaks; all else is needed for the note."""
PROGRAM_MB = 300
"""What a session takes besides the models: the recorder and two bare workers, measured with 70 to 80 each, the
window's growth with a long transcript, and sound on its way."""
SPARE_MB = 400
"""What is left to the rest of the computer, so that it does not begin to swap while somebody speaks."""
LIBRARY_MB = 560
"""Of what a speaker model takes: its library, measured. The sentence model needs it too, and it stays in memory."""


class Limit(StrEnum):
    """What is not as the clinician chose it, or may not go well."""

    SECOND_READER_LEFT_OUT = "second_reader_left_out"  # sentences are checked by meaning, words and rules alone
    NOTE_SMALLER = "note_smaller"
    NOTE_LEFT_OUT = "note_left_out"  # the draft is made of quotations
    SPEECH_SMALLER = "speech_smaller"
    MEMORY = "memory"  # not even the smallest that is installed fits
    DISK = "disk"  # there is no room for three hours of sound


@dataclass(frozen=True, slots=True)
class Machine:
    """What a session may use now. `free_mb`: memory, what the program's own processes hold already among it;
    `total_mb`: built in; `sound`: seconds of sound for which the disk has room."""

    free_mb: int
    total_mb: int
    sound: float


@dataclass(frozen=True, slots=True)
class Combination:
    """One model for each task; a task without one is left out."""

    entries: Mapping[Task, ModelEntry] = field(default_factory=dict)

    @property
    def need_mb(self) -> int:
        """Megabytes that a session with these models takes, the program's own processes included."""
        return PROGRAM_MB + sum(entry.needed_mb for entry in self.entries.values())

    @property
    def turn_mb(self) -> int:
        """Megabytes that it takes at most where listening (speech, speakers) and writing (the others) take turns."""
        listening = sum(entry.needed_mb for task, entry in self.entries.items() if task in LISTENING)
        writing = sum(entry.needed_mb for task, entry in self.entries.items() if task not in LISTENING)
        return PROGRAM_MB + max(listening, writing + (LIBRARY_MB if "embedding" in self.entries else 0))

    def title(self, task: Task) -> str:
        """What the model of a task is called, "" without one."""
        entry = self.entries.get(task)
        return entry.title if entry else ""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What was chosen, what is used, on which machine, and in what it is limited."""

    wanted: Combination
    used: Combination
    machine: Machine
    limits: tuple[Limit, ...] = ()

    @property
    def asked_mb(self) -> int:
        """Megabytes that must be free for what was chosen."""
        return self.wanted.need_mb + SPARE_MB

    @property
    def too_little(self) -> bool:
        """Whether not even what is used fits."""
        return Limit.MEMORY in self.limits

    @property
    def little_room(self) -> bool:
        """Whether the disk has no room for a long session."""
        return Limit.DISK in self.limits

    @property
    def instead(self) -> dict[Task, str]:
        """Model ids by task where another one than the chosen is used; "": none."""
        return {
            task: self.used.entries[task].id if task in self.used.entries else ""
            for task, entry in self.wanted.entries.items()
            if self.used.entries.get(task) is not entry
        }


def plan(wanted: Combination, installed: Sequence[ModelEntry], machine: Machine) -> Preflight:
    """Find the best combination that fits.

    The chosen models if they fit; else the chosen speech model with a smaller note model or none; else smaller speech
    models in the same way; else, as the last resort, the smallest of all. Each of these is tried with the second
    reader of the check, then without. Telling the speakers apart is never left out, and a demo model never takes a
    real one's place: it knows one session only.
    """
    room = machine.free_mb - SPARE_MB
    used, fits = wanted, False
    for used in _combinations(wanted, installed):
        fits = used.need_mb <= room
        if fits:
            break
    limits = [limit for limit, holds in (
        (Limit.SECOND_READER_LEFT_OUT, "entailment" in wanted.entries and "entailment" not in used.entries),
        (Limit.SPEECH_SMALLER, used.entries.get("speech") is not wanted.entries.get("speech")),
        (Limit.NOTE_LEFT_OUT, "note" in wanted.entries and "note" not in used.entries),
        (Limit.NOTE_SMALLER, "note" in used.entries and used.entries["note"] is not wanted.entries.get("note")),
        (Limit.MEMORY, not fits),
        (Limit.DISK, machine.sound < SESSION),
    ) if holds]  # fmt: skip
    return Preflight(wanted, used, machine, tuple(limits))


def _combinations(wanted: Combination, installed: Sequence[ModelEntry]) -> Iterator[Combination]:
    """All that may be used, the best first and the smallest last; each first with the second reader of the check."""
    speech_models: list[ModelEntry | None] = [*_and_smaller("speech", wanted, installed)]
    for speech in speech_models or [None]:
        for note in [*_and_smaller("note", wanted, installed), None]:
            entries = {task: entry for task, entry in wanted.entries.items() if task not in ("speech", "note")}
            if speech is not None:
                entries["speech"] = speech
            if note is not None:
                entries["note"] = note
            yield Combination(entries)
            if "entailment" in entries:
                yield Combination({task: entry for task, entry in entries.items() if task != "entailment"})


def _and_smaller(task: Task, wanted: Combination, installed: Sequence[ModelEntry]) -> list[ModelEntry]:
    """The chosen model, then those that may take its place, the largest first."""
    chosen = wanted.entries.get(task)
    if chosen is None:
        return []
    language = chosen.settings.get("language")
    smaller = [
        entry
        for entry in installed
        if entry.task == task
        and entry.demo == chosen.demo
        and entry.needed_mb < chosen.needed_mb
        and entry.settings.get("language") == language
    ]
    return [chosen, *sorted(smaller, key=lambda entry: -entry.needed_mb)]


def this_machine(room: Room) -> Machine:
    """The machine that runs this. What the program's own processes hold comes free when they need it."""
    memory = psutil.virtual_memory()
    return Machine(int((memory.available + _held()) / MB), int(memory.total / MB), room.seconds)


def _held() -> int:
    """Bytes that this process's children hold and share with nobody."""
    held = 0
    for child in psutil.Process().children(recursive=True):
        try:
            info = child.memory_info()
        except psutil.Error:  # it ended just now: what it held is free
            continue
        held += max(0, info.rss - getattr(info, "shared", 0))
    return held


class PreflightService:
    """Looks before a session, and sees to it that what was found is what is used."""

    def __init__(
        self, models: ModelService, room: Callable[[], Room], machine: Callable[[Room], Machine] = this_machine
    ) -> None:
        self._models = models
        self._room = room
        self._machine = machine

    def check(self) -> Preflight:
        """What fits now. From here on the work uses it, until this is called again or the choice is changed.

        Raises FolderNotWritable where the vault's disk cannot be asked.
        """
        installed = self._models.installed()
        by_id = {entry.id: entry for entry in installed}
        wanted = Combination({task: by_id[model] for task, model in self._models.chosen().items()})
        found = plan(wanted, installed, self._machine(self._room()))
        self._models.use_instead(found.instead)
        return found

    def use_chosen(self) -> None:
        """Use what was chosen all the same: the clinician has closed other programs, or knows better."""
        self._models.use_instead({})
