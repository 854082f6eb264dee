"""A transcript as sentences: each with its turn, its speaker's role, and when it was said."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.note import Evidence
from app.domain.transcript import Role, Transcript, Turn
from app.notes.text import sentence_spans


@dataclass(frozen=True, slots=True)
class Moment:
    """One sentence as spoken.

    `index` counts the moments of the session from 0, `turn` is the turn's number in the transcript,
    `start` and `end` are seconds of the recording.
    """

    index: int
    turn: int
    role: Role
    speaker: str
    text: str
    start: float
    end: float

    def evidence(self) -> Evidence:
        """This moment as evidence for a sentence of a note."""
        return Evidence(self.turn, self.start, self.end, self.text)


def moments_of(transcript: Transcript) -> tuple[Moment, ...]:
    """Every sentence of the session, in order of the turns; empty turns give none."""
    found: list[Moment] = []
    roles = {s.label: s.role for s in transcript.speakers}
    for number, turn in enumerate(transcript.turns):
        for start, end in sentence_spans(turn.text):
            begins, ends = _times(turn, start, end)
            role = roles.get(turn.speaker, Role.UNKNOWN)
            found.append(Moment(len(found), number, role, turn.speaker, turn.text[start:end], begins, ends))
    return tuple(found)


def _times(turn: Turn, start: int, end: int) -> tuple[float, float]:
    """When the characters `start` to `end` of a turn were said.

    From the words' own times where the text still has as many words as were recognised (an edited
    turn may not), else in proportion to the text's length.
    """
    before, inside = len(turn.text[:start].split()), len(turn.text[start:end].split())
    if inside and len(turn.words) == len(turn.text.split()):
        chosen = turn.words[before : before + inside]
        return chosen[0].start, max(chosen[-1].end, chosen[0].start)
    length, span = max(len(turn.text), 1), turn.end - turn.start
    return turn.start + span * start / length, turn.start + span * end / length
