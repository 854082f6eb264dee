"""From passages in which the words stand to what the screen shows: the turn or sentence, and the words in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.moment import Moment
from app.domain.search import Hit, Item
from app.services.search_query import Asked, Stretch

LONGEST = 320
"""Letters of a text that are shown; of a longer one the part around what was found."""
_BEFORE = 90
_GAP = " … "


@dataclass(frozen=True, slots=True)
class Place:
    """What hits of one session have in common."""

    session_id: str
    client_id: str
    client_label: str
    started_at: datetime


def hits_in(passage: Iterable[Item], asked: Asked, place: Place) -> list[Hit]:
    """The hits of a passage: each item that has all the words, else the few that have them between them.

    None where a phrase is in no item, though its words are.
    """
    marked = [(item, asked.marks(item)) for item in passage]
    whole = [(item, marks) for item, marks in marked if all(marks)]
    if whole:
        return [hit_of([item], [_joined(marks)], place) for item, marks in whole]
    cover = _cover(marked, len(asked.groups))
    if not cover:
        return []
    return [hit_of([item for item, _ in cover], [_joined(marks) for _, marks in cover], place)]


def hit_of(items: Sequence[Item], marks: Sequence[Sequence[Stretch]], place: Place, *, by_meaning: bool = False) -> Hit:
    """One hit for items that stand near each other, with the stretches that are marked in each."""
    text, shown = "", []
    for item, stretches in zip(items, marks, strict=True):
        part, moved = _cut(item.text, stretches, LONGEST // len(items))
        text += _GAP if text else ""
        shown += [(start + len(text), end + len(text)) for start, end in moved]
        text += part
    first = items[0]
    moment = Moment(place.session_id, first.turn, first.sentence_id)
    return Hit(
        first.kind, place.session_id, place.client_id, place.client_label, place.started_at, text, tuple(shown),
        first.role, first.start, moment, by_meaning,
    )  # fmt: skip


def _cover(marked: Sequence[tuple[Item, list[list[Stretch]]]], groups: int) -> list[tuple[Item, list[list[Stretch]]]]:
    """The fewest items that have every group between them, in their order; the richest are taken first."""
    missing, chosen = set(range(groups)), []
    while missing and marked:  # none is left where the filters want somebody else's words
        gains = [len(missing & {n for n, found in enumerate(marks) if found}) for _, marks in marked]
        best = max(range(len(marked)), key=lambda at: gains[at])
        if not gains[best]:
            return []
        chosen.append(best)
        missing -= {n for n, found in enumerate(marked[best][1]) if found}
    return [marked[at] for at in sorted(chosen)]


def _joined(marks: Iterable[Iterable[Stretch]]) -> list[Stretch]:
    """All stretches in order; those that overlap become one."""
    joined: list[Stretch] = []
    for start, end in sorted(stretch for group in marks for stretch in group):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut(text: str, marks: Sequence[Stretch], most: int) -> tuple[str, list[Stretch]]:
    """At most about `most` letters of a text, around its first mark, whole words; and the marks in that."""
    if len(text) <= most:
        return text, list(marks)
    start = max(0, (marks[0][0] if marks else 0) - min(_BEFORE, most // 3))
    end = min(len(text), start + most)
    start = max(0, end - most)
    if start:
        space = text.find(" ", start, start + 30)
        start = space + 1 if space >= 0 and (not marks or space < marks[0][0]) else start
    if end < len(text):
        space = text.rfind(" ", end - 30, end)
        end = space if space > start and not any(a <= space < b for a, b in marks) else end
    head = "… " if start else ""
    kept = [(max(a, start), min(b, end)) for a, b in marks if a < end and b > start]
    shift = len(head) - start
    return (
        f"{head}{text[start:end]}{' …' if end < len(text) else ''}",
        [(a + shift, b + shift) for a, b in kept],
    )
