"""Which moments of the session each section of a draft gets, and what goes where a section would be too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.note import NoteSentence, NoteTemplate
from app.notes.evidence import Chosen, Passage, choose
from app.notes.members import Members, client_of


def shares(template: NoteTemplate, found: Sequence[Passage], members: Members | None) -> dict[str, list[Chosen]]:
    """Which passages each section gets: section id -> its passages, grouped by topic.

    In a group each client's own part comes first; what is shared takes of the
    rest what names nobody."""
    if members is None:
        return choose(template, found)
    given: dict[str, list[Chosen]] = {}
    sections = [s for s in template.sections if not s.clinician_only]
    for label in dict.fromkeys(client_of(s.id) for s in sections if client_of(s.id)):
        own = tuple(s for s in sections if client_of(s.id) == label)
        given |= choose(replace(template, sections=own), members.passages(own[0], found))
    used = {m.index for chosen in given.values() for c in chosen for m in c.passage.moments}
    shared = tuple(s for s in sections if not client_of(s.id))
    rest = [p for p in found if not used & {m.index for m in p.moments}]
    if shared:
        given |= choose(replace(template, sections=shared), members.passages(shared[0], rest))
    return given


def shorten(placed: dict[int, list[NoteSentence]], chosen: Sequence[Chosen], most: int) -> None:
    """Take out of a section what fits least, until it has at most `most` characters (0: no limit)."""
    if not most:
        return
    for place in sorted(placed, key=lambda n: chosen[n].score):
        while placed[place] and sum(len(s.text) + 1 for kept in placed.values() for s in kept) - 1 > most:
            placed[place].pop()
