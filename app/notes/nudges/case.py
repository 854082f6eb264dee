"""What the nudges look at: a note as it stands, and what does not change while it is edited."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from app.domain.goal import Goal
from app.domain.note import Note, NoteSentence, NoteTemplate, Section
from app.domain.session import Client, Session
from app.domain.transcript import Role, Transcript
from app.notes.lexicons import Lexicons, load_lexicons
from app.notes.members import client_of
from app.notes.moments import Moment, moments_of
from app.notes.nudges.words import Words, load_words
from app.notes.reading import answer_in
from app.notes.summary import is_summary
from app.notes.text import stems, tidy, tokens

T = TypeVar("T")
_QUOTED = re.compile(r"\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class EarlierNote:
    """Another note of the same client: of which session (UTC), and in which format."""

    note: Note
    at: datetime
    title: str = ""


class Background:
    """Everything about a session but its note: read once, then asked after each edit.

    `earlier` are the notes of the client's sessions before this one, newest first; `clinician` is the name that signs.
    Raises TemplateInvalid where a word list is damaged.
    """

    def __init__(
        self,
        session: Session,
        client: Client,
        transcript: Transcript | None = None,
        earlier: Sequence[EarlierNote] = (),
        goals: Sequence[Goal] = (),
        clinician: str = "",
    ) -> None:
        self.session = session
        self.client = client
        self.transcript = transcript
        self.earlier = tuple(earlier)
        self.goals = tuple(goals)
        self.clinician = clinician
        self.words: Words = load_words()
        self.lexicons: Lexicons = load_lexicons()
        self._made: dict[str, Any] = {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this background: a rule's reading of the session."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    @cached_property
    def typed(self) -> bool:
        """Whether the transcript is what the clinician wrote, and not what was said."""
        return self.transcript is not None and is_summary(self.transcript)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The sentences of the session, in order; none without a transcript."""
        return moments_of(self.transcript) if self.transcript is not None else ()

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The words of each moment with plain quotes."""
        return tuple(tidy(moment.text) for moment in self.moments)

    @cached_property
    def spoken(self) -> str:
        """Every word of the session in a row, with a space before and after each."""
        turns = self.transcript.turns if self.transcript is not None else ()
        return f" {' '.join(tokens(' '.join(turn.text for turn in turns)))} "

    @cached_property
    def stems(self) -> tuple[tuple[str, ...], ...]:
        """The stems of each moment."""
        return tuple(tuple(stems(text)) for text in self.plain)

    def answer(self, place: int) -> str:
        """The words of whoever answers the moment at `place`: the next turn of another person, "" if there is none."""
        asked = self.moments[place]
        for moment in self.moments[place + 1 :]:
            if moment.speaker != asked.speaker:
                assert self.transcript is not None
                return self.transcript.turns[moment.turn].text
        return ""

    def denied(self, place: int) -> bool:
        """Whether the moment at `place` is a question that was plainly answered with no."""
        return self.moments[place].role is Role.THERAPIST and answer_in(self.answer(place)) == "no"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the note, read. `text` has plain quotes; `outside` is what stands outside of quotation marks."""

    sentence: NoteSentence
    text: str
    outside: str
    quotes: tuple[str, ...]
    words: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def id(self) -> str:
        """The sentence's id."""
        return self.sentence.id

    @property
    def section(self) -> str:
        """The id of its section."""
        return self.sentence.section


def earlier_lines(background: Background) -> list[list[Line]]:
    """The sentences of each earlier note, read."""
    return background.once(
        "earlier", lambda: [[read_line(s) for s in e.note.sentences if s.text.strip()] for e in background.earlier]
    )


def read_line(sentence: NoteSentence) -> Line:
    """Read one sentence of a note."""
    text = tidy(sentence.text)
    return Line(
        sentence,
        text,
        " ".join(_QUOTED.sub(" … ", text).split()),
        tuple(_QUOTED.findall(text)),
        tuple(tokens(text)),
        tuple(stems(text)),
    )


class Case:
    """A note as it stands, with its background. `now` is UTC."""

    def __init__(self, background: Background, note: Note, template: NoteTemplate, now: datetime) -> None:
        self.background = background
        self.note = note
        self.template = template
        self.now = now
        self.words = background.words
        self.lexicons = background.lexicons
        self.lines = tuple(read_line(s) for s in note.sentences if s.text.strip())

    @cached_property
    def text(self) -> str:
        """The whole note with plain quotes, one sentence a line."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def plan_sections(self) -> tuple[Section, ...]:
        """The sections of the format that hold the plan."""
        return tuple(s for s in self.template.sections if is_plan(s))

    @cached_property
    def plan(self) -> tuple[Line, ...]:
        """The sentences of the plan."""
        ids = {s.id for s in self.plan_sections}
        return tuple(line for line in self.lines if line.section in ids)

    @cached_property
    def findings(self) -> tuple[Line, ...]:
        """All sentences but those of the plan."""
        ids = {s.id for s in self.plan_sections}
        return tuple(line for line in self.lines if line.section not in ids)

    def section_for(self, *topics: str) -> str:
        """The id of the first section that is fed by one of these topics, else of the first that is drafted, else of
        the first; "" for a format without sections."""
        sections = self.template.sections
        drafted = [s for s in sections if not s.clinician_only]
        fitting = [s for s in drafted if set(s.topics) & set(topics)]
        return next((s.id for s in (*fitting, *drafted, *sections)), "")

    def part_of(self, place: int, sections: Sequence[Section]) -> str:
        """Of these sections the id of the one in which the moment at `place` may stand: in a group the part of the
        client who said it, or who answered; "" where that is not known."""
        asked = self.background.moments[place]
        parts = [s for s in sections if client_of(s.id)]
        if not parts:
            return sections[0].id if sections else ""
        said = asked.speaker
        if asked.role is Role.THERAPIST:
            said = next((m.speaker for m in self.background.moments[place + 1 :] if m.speaker != asked.speaker), "")
        return next((s.id for s in parts if client_of(s.id) == said), "")

    def section_called(self, *names: str) -> str:
        """The id of the first section in whose id or title one of these words stands, or ""."""
        found = (s.id for s in self.template.sections if any(n in f"{s.id} {s.title}".lower() for n in names))
        return next(found, "")


def is_plan(section: Section) -> bool:
    """Whether a section holds the plan."""
    name = f"{section.id} {section.title}".lower()
    return bool(re.search(r"(?<![a-z])(?:plan|next[ _]steps?)(?![a-z])", name)) and "safety" not in name
