"""The oldest part of a long session, in short: its own words, chosen as they are chosen for a note.

Nothing is summed up, so nothing can be invented. What was left out is still in the transcript, and a section that
needs it gets it with its question.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.note import NoteTemplate, Section
from app.notes.check import Checker
from app.notes.evidence import TopicScorer, choose, passages
from app.notes.lines import Line, transcript_of

_FRAME = 8  # tokens of a line's number, speaker and marks
_MOST = 400
"""Passages that are chosen at most; more than any context holds."""


def in_short(
    lines: Sequence[Line], checker: Checker, topics: TopicScorer, room: int, per_word: float
) -> dict[int, str]:
    """The best short quotations of `lines` that `room` tokens hold, at `per_word` tokens a word: number -> words.

    Lines that say nothing for a note are not in the answer.
    """
    prepared = checker.prepare(transcript_of(lines))
    if prepared.empty:
        return {}
    found = passages(prepared, topics.score(prepared))
    names = tuple(name for name in checker.lexicons.topics if name != "small_talk")
    everything = Section("all", "All", "All", topics=names, max_sentences=_MOST)
    chosen = choose(NoteTemplate("all", "All", "", (everything,)), found)["all"]
    quotes: dict[int, list[tuple[float, str]]] = {}
    for entry in sorted(chosen, key=lambda c: -c.score):
        parts = [(lines[e.turn].number, e.start, e.quote) for e in entry.passage.evidence()]
        new = [part for part in parts if part[1:] not in quotes.get(part[0], [])]
        cost = sum(round(per_word * len(quote.split())) + _FRAME for _, _, quote in new)
        if cost > room:
            continue
        room -= cost
        for number, start, quote in new:
            quotes.setdefault(number, []).append((start, quote))
    return {number: " … ".join(quote for _, quote in sorted(quotes[number])) for number in sorted(quotes)}
