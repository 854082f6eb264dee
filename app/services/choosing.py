"""Which models suit this computer: what fits into its memory, what keeps up with speech, how long a note takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.model_errors import ModelsTooLarge
from app.services.catalogue import ModelEntry, Task
from app.services.hardware import MachineFacts
from app.services.measuring import Measured
from app.services.preflight import Combination
from app.services.speeds import SESSION_SECONDS, TAIL_SECONDS, Known, Speeds

SYSTEM_MB, SYSTEM_SHARE = 3500, 0.45
"""What is left to the system and to other programs; on a small computer a share of it all."""
BUSY = 0.85
"""How much of the processor a session may take while it is recorded: the rest is for the recorder and for others."""
NOTE_SECONDS = 360.0
"""How long a draft may take after Stop; a smaller note model is recommended where a larger one takes longer."""


class Pace(StrEnum):
    """How far the work comes while a session is recorded."""

    EVERYTHING = "everything"  # words, speakers, and the note model reads along
    WORDS_AND_SPEAKERS = "words_and_speakers"  # the note model reads after the session
    WORDS = "words"  # speakers and the rest follow after the session: "Quiet while recording"
    AFTERWARDS = "afterwards"  # the words, too, are finished some time after the session


class Basis(StrEnum):
    """What a recommendation rests on."""

    MEASURED = "measured"  # these very models, on this computer
    PARTLY = "partly"  # some of them, the others reckoned from those
    CATALOGUE = "catalogue"  # nothing was measured: what the catalogue says of each model


class Obstacle(StrEnum):
    """Why a model is not recommended."""

    MEMORY = "memory"  # it does not fit into this computer
    TOGETHER = "together"  # it fits alone, not beside the other recommended models
    SPEED = "speed"  # it is too slow here
    PROCESSOR = "processor"  # the processor lacks what it needs
    LANGUAGE = "language"  # it does not know the language
    NOT_OFFERED = "not_offered"  # its checksums are not confirmed, and it is not installed
    OTHER = "other"  # another one suits better, or as well
    DEMO = "demo"  # it knows the demo session only
    FAILED = "failed"  # it was tried here and did not run


@dataclass(frozen=True, slots=True)
class Pick:
    """A recommended model. `download_bytes`: 0 where it is installed."""

    task: Task
    model_id: str
    title: str
    installed: bool
    need_mb: int
    download_bytes: int


@dataclass(frozen=True, slots=True)
class Option:
    """One model of the catalogue on this computer, for the table. `obstacle` None: it is recommended.

    `fits`: into this computer's memory, with the smallest of the others. `factor`: for speech and speakers, seconds
    of work for a second of sound; `note_seconds`: for a note model, how long a draft takes about after a session of 50
    minutes. None where nobody can say. `measured`: those were measured here, not reckoned.
    """

    model_id: str
    task: Task
    title: str
    installed: bool
    fits: bool
    need_mb: int
    obstacle: Obstacle | None
    factor: float | None = None
    note_seconds: float | None = None
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What suits this computer, as data: the screen makes sentences of it.

    `picks`: one model a task. `need_mb`: what they take together with the program; `room_mb`: what there is for
    them. `in_turn`: they do not fit at the same moment, so the note model is loaded once speech and speakers are
    done. `note_seconds`: from Stop to the whole draft after a session of 50 minutes; `words_seconds`: from Stop to
    the whole transcript; both None where nobody can say. `quiet`: the setting "Quiet while recording" is part of it.
    `on_battery`: the figures were taken on battery, with the cable it may be faster.
    """

    picks: Mapping[Task, Pick]
    pace: Pace
    basis: Basis
    need_mb: int
    room_mb: int
    in_turn: bool = False
    quiet: bool = False
    note_seconds: float | None = None
    words_seconds: float | None = None
    on_battery: bool = False
    in_use: bool = False
    """Whether exactly these are installed and chosen already."""
    options: tuple[Option, ...] = field(default=())
    """Every model of the catalogue, in its order."""

    @property
    def to_install(self) -> tuple[str, ...]:
        """Ids of what is not there yet, in the order in which it is best fetched."""
        return tuple(pick.model_id for pick in self.picks.values() if not pick.installed)

    @property
    def download_bytes(self) -> int:
        """How much has to be fetched."""
        return sum(pick.download_bytes for pick in self.picks.values())

    def pick(self, task: Task) -> Pick | None:
        """The recommended model of a task; None where none fits or is needed."""
        return self.picks.get(task)


def room_mb(facts: MachineFacts) -> int:
    """Megabytes that the program and its models may take on this computer, whatever is free just now."""
    return round(facts.total_mb - min(SYSTEM_MB, SYSTEM_SHARE * facts.total_mb))


def problem(entries: Mapping[Task, ModelEntry], facts: MachineFacts) -> ModelsTooLarge | None:
    """Why these models cannot be used together on a computer, not even one after the other; None where they can."""
    need, room = Combination(entries).turn_mb, room_mb(facts)
    if need <= room:
        return None
    there = f"it has {facts.total_mb / 1000:.1f} GB, of which the system and other programs need a part"
    return ModelsTooLarge(f"they need {need / 1000:.1f} GB, and {room / 1000:.1f} GB are there for them ({there})")


def recommend(
    entries: Mapping[str, ModelEntry],
    chosen: Mapping[Task, str],
    installed: frozenset[str],
    facts: MachineFacts,
    measured: Measured,
    language: str = "en",
) -> Recommendation:
    """Find what suits a computer. `chosen`: ids by task of the models in use; `language`: of the sessions."""
    return _Choice(entries, chosen, installed, facts, Speeds(entries, facts, measured), language).made()


@dataclass(slots=True)
class _Choice:
    """One recommendation on its way."""

    entries: Mapping[str, ModelEntry]
    chosen: Mapping[Task, str]
    installed: frozenset[str]
    facts: MachineFacts
    speeds: Speeds
    language: str
    picked: dict[Task, ModelEntry] = field(default_factory=dict)

    def made(self) -> Recommendation:
        for task in ("speakers", "embedding"):
            best = self._best(task)
            if best and self._fits(best[0]):
                self.picked[task] = best[0]
        speech = self._speech()
        if speech is not None:
            self.picked["speech"] = speech
        else:
            self.picked.clear()  # without words there is nothing to do for the others
        note = self._note() if speech is not None else None
        if note is not None:
            self.picked["note"] = note
        self._second_reader()
        return self._recommendation()

    # ---- one model a task --------------------------------------------------------------------------

    def _best(self, task: Task) -> list[ModelEntry]:
        """What may be recommended for a task, the best first."""
        found = [entry for entry in self.entries.values() if entry.task == task and self._hindrance(entry) is None]
        order = {"": 1, "fast": 0, "medium": 1, "slow": 2}
        # What is there already needs no download; of equals the one that the catalogue names first.
        if task == "note":
            return sorted(found, key=lambda entry: (-order[entry.speed], entry.id not in self.installed))
        own = [self.language]
        return sorted(found, key=lambda e: (-e.needed_mb, e.id not in self.installed, e.languages != own))

    def _hindrance(self, entry: ModelEntry) -> Obstacle | None:
        """What speaks against a model whatever else is used."""
        offered = entry.id in self.installed or (entry.where == "models" and not entry.unconfirmed)
        knows = not entry.languages or bool({"*", self.language} & set(entry.languages))
        against = (
            (Obstacle.DEMO, entry.demo),
            (Obstacle.PROCESSOR, bool(self.facts.missing) and entry.task in ("speech", "note")),
            (Obstacle.NOT_OFFERED, not offered),
            (Obstacle.LANGUAGE, not knows and entry.task in ("speech", "note")),
            (Obstacle.FAILED, entry.id in self.speeds.measured.failed),
        )
        return next((obstacle for obstacle, holds in against if holds), None)

    def _with(self, entry: ModelEntry | None) -> Combination:
        both = {**self.picked, entry.task: entry} if entry is not None else self.picked
        return Combination(both)

    def _fits(self, entry: ModelEntry | None) -> bool:
        return self._with(entry).turn_mb <= room_mb(self.facts)

    def _speech(self) -> ModelEntry | None:
        """The best that keeps up together with the speakers; else alone; else the fastest."""
        fitting = [entry for entry in self._best("speech") if self._fits(entry)]
        for beside in (self._share_of_speakers(), 0.0):
            for entry in fitting:
                speed = self.speeds.speech(entry)
                if speed.factor + beside <= BUSY and self._dares(entry, speed.known):
                    return entry
        return min(fitting, key=lambda entry: self.speeds.speech(entry).factor, default=None)

    def _note(self) -> ModelEntry | None:
        """The best whose draft does not take too long, of those that fit beside the other models, else of all; else the
        fastest."""
        fitting = [entry for entry in self._best("note") if self._fits(entry)]
        quick = [
            entry
            for entry in fitting
            if (self._seconds(entry)[1] or 0.0) <= NOTE_SECONDS and self._dares(entry, self.speeds.note(entry).known)
        ]
        # Words that come late make every draft late: then the note model is not to blame.
        fastest = sorted(fitting, key=lambda entry: self._seconds(entry)[1] or 0.0)
        return next((entry for entry in quick if not self._in_turn(entry)), None) or next(iter(quick or fastest), None)

    @staticmethod
    def _dares(entry: ModelEntry, known: Known) -> bool:
        """A slow speech model is recommended only once something was measured here; a slow note model only once it
        was measured itself: it is several gigabytes, and the usual one writes as well."""
        enough = Known.MEASURED if entry.task == "note" else Known.RECKONED
        return entry.speed != "slow" or known >= enough

    def _second_reader(self) -> None:
        """It joins where it is installed and there is room at every moment."""
        reader = next((e for e in self._best("entailment") if e.id in self.installed), None)
        if reader is not None and self.picked and self._with(reader).need_mb <= room_mb(self.facts):
            self.picked["entailment"] = reader

    # ---- pace --------------------------------------------------------------------------------------

    def _share_of_speakers(self) -> float:
        speakers = self.picked.get("speakers")
        return self.speeds.speakers(speakers).factor if speakers is not None else 0.0

    def _pace(self, note: ModelEntry | None) -> Pace:
        speech = self.picked.get("speech")
        if speech is None:
            return Pace.AFTERWARDS
        words, speakers = self.speeds.speech(speech).factor, self._share_of_speakers()
        if words > BUSY:
            return Pace.AFTERWARDS
        if words + speakers > BUSY:
            return Pace.WORDS
        if note is None or (self._in_turn(note) or words + speakers + self.speeds.share_of_reading(note) > BUSY):
            return Pace.WORDS_AND_SPEAKERS
        return Pace.EVERYTHING

    def _in_turn(self, note: ModelEntry | None) -> bool:
        return self._with(note).need_mb > room_mb(self.facts)

    def _seconds(self, note: ModelEntry | None) -> tuple[float | None, float | None]:
        """From Stop to the whole transcript, and to the whole draft, after a session of 50 minutes."""
        speech = self.picked.get("speech")
        if speech is None:
            return None, None
        pace, words = self._pace(note), TAIL_SECONDS
        if pace in (Pace.WORDS, Pace.AFTERWARDS):
            words += SESSION_SECONDS * self._share_of_speakers()
        if pace is Pace.AFTERWARDS:
            words += SESSION_SECONDS * max(0.0, self.speeds.speech(speech).factor - BUSY)
        if note is None:
            return words, None
        return words, words + self.speeds.drafting_seconds(note, read=pace is Pace.EVERYTHING)

    # ---- what is said ------------------------------------------------------------------------------

    def _recommendation(self) -> Recommendation:
        note = self.picked.get("note")
        pace, (words, whole) = self._pace(note), self._seconds(note)
        picks = {task: self._pick(entry) for task, entry in self.picked.items()}
        known = [k for _, k in (self._figure(e) for e in self.picked.values()) if k is not None]
        basis = Basis.CATALOGUE
        if known and min(known) is Known.MEASURED:
            basis = Basis.MEASURED
        elif known and max(known) > Known.CLASS:
            basis = Basis.PARTLY
        return Recommendation(
            picks=picks,
            pace=pace,
            basis=basis,
            need_mb=Combination(self.picked).turn_mb if self._in_turn(None) else Combination(self.picked).need_mb,
            room_mb=room_mb(self.facts),
            in_turn=self._in_turn(None),
            quiet=bool(picks) and pace in (Pace.WORDS, Pace.AFTERWARDS),
            note_seconds=whole,
            words_seconds=words,
            on_battery=basis is not Basis.CATALOGUE and self.speeds.measured.on_battery,
            in_use=bool(picks) and all(p.installed and self.chosen.get(t) == p.model_id for t, p in picks.items()),
            options=tuple(self._option(entry) for entry in self.entries.values()),
        )

    def _pick(self, entry: ModelEntry) -> Pick:
        there = entry.id in self.installed
        return Pick(entry.task, entry.id, entry.title, there, entry.needed_mb, 0 if there else entry.size_bytes)

    def _figure(self, entry: ModelEntry) -> tuple[float | None, Known | None]:
        """Seconds of work for a second of sound, or of a draft, and how that is known."""
        if entry.task == "speech":
            speech = self.speeds.speech(entry)
            return speech.factor, speech.known
        if entry.task == "speakers":
            speakers = self.speeds.speakers(entry)
            return speakers.factor, speakers.known
        if entry.task == "note":
            return self._seconds(entry)[1], self.speeds.note(entry).known
        return None, None

    def _option(self, entry: ModelEntry) -> Option:
        figure, known = self._figure(entry)
        fits = self._fits_at_all(entry)
        return Option(
            model_id=entry.id,
            task=entry.task,
            title=entry.title,
            installed=entry.id in self.installed,
            fits=fits,
            need_mb=entry.needed_mb,
            obstacle=self._obstacle(entry, fits, figure, known),
            factor=figure if entry.task in ("speech", "speakers") else None,
            note_seconds=figure if entry.task == "note" else None,
            measured=known is Known.MEASURED,
        )

    def _fits_at_all(self, entry: ModelEntry) -> bool:
        """With the smallest of the others that it cannot do without."""
        others: dict[Task, ModelEntry] = {}
        for task in ("speech", "speakers", "embedding"):
            candidates = [e for e in self._best(task)] if task != entry.task else []
            if candidates:
                others[task] = min(candidates, key=lambda e: e.needed_mb)
        return Combination({**others, entry.task: entry}).turn_mb <= room_mb(self.facts)

    def _obstacle(self, entry: ModelEntry, fits: bool, figure: float | None, known: Known | None) -> Obstacle | None:
        if self.picked.get(entry.task) is entry:
            return None
        against = self._hindrance(entry)
        if against is not None:
            return against
        if not fits:
            return Obstacle.MEMORY
        if not self._fits(entry):
            return Obstacle.TOGETHER
        slow = figure is not None and (
            (entry.task == "speech" and figure + self._share_of_speakers() > BUSY)
            or (entry.task == "note" and figure > NOTE_SECONDS)
            or (known is not None and not self._dares(entry, known))
        )
        return Obstacle.SPEED if slow else Obstacle.OTHER
