"""Before a session: does what is chosen fit this computer now, and what is used where it does not?

Models that do not fit get the worker that holds them killed in mid-session. So the need is added up before:
what each model needs stands in the catalogue, what is free the system says. Where it is too much, the second reader
of the check gives way first; then the note model waits until words and speakers are done and have left its memory;
then a smaller one takes its place; then the speech model gives way: a draft can be made again from good words, not the
other way round. What was found holds for one session, see `ModelPlan`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import psutil

from app.domain.work import ModelPlan
from app.services.catalogue import ModelEntry, Task
from app.services.models import ModelService
from app.services.room import SESSION, Room
from app.services.session_models import plan_of

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
    NOTE_AFTERWARDS = "note_afterwards"  # it is loaded when words and speakers are done; the draft takes longer
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
    def in_turn(self) -> bool:
        """Whether the note model waits until words and speakers are done."""
        return Limit.NOTE_AFTERWARDS in self.limits

    @property
    def models(self) -> ModelPlan:
        """What a session that begins now is worked on with."""
        chosen = {task: entry.id for task, entry in self.wanted.entries.items()}
        return plan_of(self.instead, chosen, in_turn=self.in_turn)

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

    The chosen models if they fit; else the chosen speech model with the chosen note model after it, a smaller one
    beside it, a smaller one after it, or none; else smaller speech models in the same way; else, as the last resort,
    the smallest of all. Each of these is tried with the second reader of the check, then without. Telling the speakers
    apart is never left out, and a demo model never takes a real one's place: it knows one session only.
    """
    room = machine.free_mb - SPARE_MB
    used, in_turn, fits = wanted, False, False
    for used, in_turn in _combinations(wanted, installed):
        fits = (used.turn_mb if in_turn else used.need_mb) <= room
        if fits:
            break
    limits = [limit for limit, holds in (
        (Limit.SECOND_READER_LEFT_OUT, "entailment" in wanted.entries and "entailment" not in used.entries),
        (Limit.SPEECH_SMALLER, used.entries.get("speech") is not wanted.entries.get("speech")),
        (Limit.NOTE_LEFT_OUT, "note" in wanted.entries and "note" not in used.entries),
        (Limit.NOTE_SMALLER, "note" in used.entries and used.entries["note"] is not wanted.entries.get("note")),
        (Limit.NOTE_AFTERWARDS, in_turn and "note" in used.entries),
        (Limit.MEMORY, not fits),
        (Limit.DISK, machine.sound < SESSION),
    ) if holds]  # fmt: skip
    return Preflight(wanted, used, machine, tuple(limits))


def _combinations(wanted: Combination, installed: Sequence[ModelEntry]) -> Iterator[tuple[Combination, bool]]:
    """All that may be used, the best first and the smallest last, and whether the note model waits for its turn; each
    first with the second reader of the check."""
    speech_models: list[ModelEntry | None] = [*_and_smaller("speech", wanted, installed)]
    for speech in speech_models or [None]:
        for note in [*_and_smaller("note", wanted, installed), None]:
            entries = {task: entry for task, entry in wanted.entries.items() if task not in ("speech", "note")}
            if speech is not None:
                entries["speech"] = speech
            if note is not None:
                entries["note"] = note
            without: dict[Task, ModelEntry] = {t: entry for t, entry in entries.items() if t != "entailment"}
            for in_turn in (False, True) if note is not None else (False,):
                yield Combination(entries), in_turn
                if "entailment" in entries:
                    yield Combination(without), in_turn


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
    """Looks before a session, and remembers for each what was decided before it began."""

    def __init__(
        self, models: ModelService, room: Callable[[], Room], machine: Callable[[Room], Machine] = this_machine
    ) -> None:
        self._models = models
        self._room = room
        self._machine = machine
        self._settled: dict[str, ModelPlan] = {}

    def check(self) -> Preflight:
        """What fits now. It changes nothing: whoever begins a session hands `Preflight.models` on with it.

        Raises FolderNotWritable where the vault's disk cannot be asked.
        """
        return self._look(self._room())

    def fitting(self) -> ModelPlan:
        """What work that begins now is done with: `check` without a look at the disk."""
        return self._look(Room(0, 0)).models

    def settle(self, session_id: str, models: ModelPlan) -> None:
        """What was decided for a session, before it is begun."""
        self._settled[session_id] = models

    def settled(self, session_id: str) -> ModelPlan | None:
        """What was decided for a session since the program started; None where nothing was."""
        return self._settled.get(session_id)

    def _look(self, room: Room) -> Preflight:
        installed = self._models.installed()
        by_id = {entry.id: entry for entry in installed}
        wanted = Combination({task: by_id[model] for task, model in self._models.chosen().items()})
        return plan(wanted, installed, self._machine(room))
