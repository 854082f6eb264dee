"""What the note model has read of a session, line by line, and what it should know besides.

A line is what somebody said while the session ran, under the label that the voice had then. Afterwards the
speakers may turn out to be others, words may be corrected, lines condensed: a line's number stays, and what
differs is said with the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.transcript import Speaker, Transcript, Turn
from app.notes.moments import Moment, moments_of
from app.notes.text import tokens, without_control_tokens

_LONGEST = 80
"""Words of a line; a longer turn becomes several lines."""
_SHARED = 0.3
"""A sentence belongs to every line that holds this share of the shorter one's time."""


@dataclass(frozen=True, slots=True)
class Line:
    """`number` from 1 in the order in which lines are read, times in seconds, the label of that time, words."""

    number: int
    start: float
    end: float
    speaker: str
    text: str

    def shown(self) -> str:
        """As the model reads it. The words cannot begin a line of their own."""
        return f"[{self.number}] {self.speaker}: {self.text}\n"

    def overlap(self, start: float, end: float) -> float:
        """Seconds in common with a stretch."""
        return min(self.end, end) - max(self.start, start)


def lines_of(turn: Turn, first: int) -> list[Line]:
    """A turn as lines numbered from `first`; none where it has no words."""
    found: list[Line] = []
    alone = Transcript((turn,), (Speaker(turn.speaker),))
    run: list[Moment] = []

    def close() -> None:
        if run:
            text = " ".join(_clean(m.text) for m in run)
            label = _clean(turn.speaker).replace(":", " ") or "S"
            found.append(Line(first + len(found), run[0].start, run[-1].end, label, text))
            run.clear()

    for moment in moments_of(alone):
        for piece in _cut(moment):
            if run and sum(len(m.text.split()) for m in [*run, piece]) > _LONGEST:
                close()
            if _clean(piece.text):
                run.append(piece)
    close()
    return found


def _cut(moment: Moment) -> Iterator[Moment]:
    """A sentence in pieces that are no longer than a line."""
    words = moment.text.split()
    step = (moment.end - moment.start) / max(len(words), 1)
    for at in range(0, len(words), _LONGEST):
        part = words[at : at + _LONGEST]
        start = moment.start + at * step
        yield Moment(moment.index, 0, moment.role, moment.speaker, " ".join(part), start, start + len(part) * step)


def transcript_of(lines: Sequence[Line]) -> Transcript:
    """Lines as a transcript, one turn each, under their labels of that time."""
    labels = dict.fromkeys(line.speaker for line in lines)
    turns = tuple(Turn(line.speaker, line.start, line.end, line.text) for line in lines)
    return Transcript(turns, tuple(Speaker(label) for label in labels), lines[-1].end if lines else 0.0)


@dataclass(slots=True)
class Mapping:
    """How the sentences of the final transcript stand in the lines that were read.

    `lines` gives for each sentence (by its index) the numbers of its lines; `named` for each label of the lines the
    final label of that voice; `late` the turns, or parts of turns, that no line holds.
    """

    lines: dict[int, tuple[int, ...]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    late: list[Turn] = field(default_factory=list)


def map_lines(transcript: Transcript, lines: Sequence[Line]) -> Mapping:
    """Find every sentence of `transcript` in the lines, by time."""
    found = Mapping()
    ordered = sorted(lines, key=lambda line: line.start)
    longest = max((line.end - line.start for line in ordered), default=0.0)
    shared: dict[str, dict[str, float]] = {}
    lost: dict[int, list[Moment]] = {}
    first = 0
    for moment in sorted(moments_of(transcript), key=lambda m: m.start):
        while first < len(ordered) and ordered[first].start + longest < moment.start:
            first += 1
        near = [line for line in _until(ordered, first, moment.end) if _same(line, moment)]
        if not near:
            lost.setdefault(moment.turn, []).append(moment)
            continue
        found.lines[moment.index] = tuple(line.number for line in near)
        for line in near:
            voices = shared.setdefault(line.speaker, {})
            seconds = max(line.overlap(moment.start, moment.end), 0.01)
            voices[moment.speaker] = voices.get(moment.speaker, 0.0) + seconds
    found.named = {label: max(voices, key=lambda v: voices[v]) for label, voices in shared.items()}
    for number in sorted(lost):
        said = sorted(lost[number], key=lambda m: m.index)
        text = " ".join(m.text for m in said)
        found.late.append(Turn(transcript.turns[number].speaker, said[0].start, said[-1].end, text))
    return found


def _until(lines: Sequence[Line], first: int, end: float) -> Iterator[Line]:
    for place in range(first, len(lines)):
        if lines[place].start > end:
            return
        yield lines[place]


def _same(line: Line, moment: Moment) -> bool:
    """Whether a line holds a sentence, or a good part of it."""
    shorter = min(line.end - line.start, moment.end - moment.start)
    if shorter <= 0:
        return line.start <= moment.start <= line.end or moment.start <= line.start <= moment.end
    return line.overlap(moment.start, moment.end) >= _SHARED * shorter


def stands_in(said: str, read: str) -> bool:
    """Whether words stand in what was read, word for word; spelling and punctuation aside."""
    return f" {' '.join(tokens(said))} " in f" {' '.join(tokens(read))} "


def _clean(text: str) -> str:
    return without_control_tokens(text)
