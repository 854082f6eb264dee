"""The words that a second reader is given for a sentence of a note: its evidence, and what stands around it.

Each line says who speaks and is brought into the third person, as the statement is that it is compared with:
`The client said: the client slept better.`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.note import Evidence
from app.domain.transcript import Role
from app.notes.moments import Moment
from app.notes.prepared import PreparedTranscript
from app.notes.reading import note_in_third_person, spoken_in_third_person
from app.notes.text import tidy, without_control_tokens

MOST_WORDS = 120
"""Words of a premise: a small model reads that fast, and well."""


@dataclass(frozen=True, slots=True)
class Premise:
    """What was said, one line for each stretch of a speaker, in the order of time."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.lines)


def premise_of(evidence: Sequence[Evidence], prepared: PreparedTranscript) -> Premise:
    """The premise for a sentence with this evidence; without lines where there is none.

    The evidence itself stands in it, however long; then its neighbours, nearest first, as far as there is room: a
    question before its answer, an answer after its question, a sentence before and after in the same turn.
    """
    chosen = {m.index for m in prepared.moments if any(_inside(m, e) for e in evidence)}
    words = sum(_length(prepared.moments[n]) for n in chosen)
    for place in _neighbours(sorted(chosen), prepared):
        more = _length(prepared.moments[place])
        if words + more <= MOST_WORDS:
            chosen.add(place)
            words += more
    return Premise(tuple(_lines([prepared.moments[n] for n in sorted(chosen)], prepared)))


def _inside(moment: Moment, evidence: Evidence) -> bool:
    """Evidence is a moment, or several in a row of one turn."""
    if moment.turn != evidence.turn:
        return False
    return moment.text in evidence.quote and evidence.start <= moment.start + 1e-3 and moment.end <= evidence.end + 1e-3


def _length(moment: Moment) -> int:
    return len(moment.text.split())


def _neighbours(chosen: Sequence[int], prepared: PreparedTranscript) -> list[int]:
    """Moments beside the chosen ones: first across the turn's border, where question and answer meet, then within."""
    across: list[int] = []
    within: list[int] = []
    for place in chosen:
        for beside in (place - 1, place + 1):
            if not 0 <= beside < len(prepared.moments) or beside in chosen:
                continue
            other, mine = prepared.moments[beside], prepared.moments[place]
            if other.turn == mine.turn:
                within.append(beside)
            elif abs(other.turn - mine.turn) == 1:
                across.append(beside)
    return list(dict.fromkeys([*across, *within]))


def _lines(moments: Sequence[Moment], prepared: PreparedTranscript) -> list[str]:
    lines: list[str] = []
    before: Moment | None = None
    for moment in moments:
        text = without_control_tokens(moment.text)
        if prepared.typed:
            lines.append(note_in_third_person(text))
            continue
        text = spoken_in_third_person(text, moment.role) if moment.role is not Role.UNKNOWN else tidy(text)
        goes_on = before is not None and before.turn == moment.turn and before.index == moment.index - 1
        if goes_on and lines:
            lines[-1] = f"{lines[-1]} {text}"
        else:
            lines.append(f"{_opening(moment, prepared)}: {text}")
        before = moment
    return lines


def _opening(moment: Moment, prepared: PreparedTranscript) -> str:
    who = {Role.THERAPIST: "The therapist", Role.CLIENT: "The client"}.get(moment.role, "Somebody")
    asks = moment.role is not Role.CLIENT and prepared.readings[moment.index].question
    answers = moment.role is Role.CLIENT and moment.index > 0 and prepared.answers[moment.index - 1] in ("yes", "no")
    answers = answers and prepared.readings[moment.index - 1].question
    return f"{who} {'asked' if asks else 'answered' if answers else 'said'}"
