"""What the command palette offers, and which of it fits what is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from app.ui.folding import folded

MOST = 40
"""Entries shown at once."""
RECENT = 5
"""Sessions shown before anything is typed."""


class Group(IntEnum):
    """What an entry is; in the order in which entries that fit equally well are shown."""

    COMMAND = 0
    PLACE = 1
    CLIENT = 2
    SESSION = 3
    SEARCH = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be done or gone to. `also` is looked in too, and not shown; `detail` stands at the right."""

    group: Group
    name: str
    words: str
    act: Callable[[], None]
    detail: str = ""
    keys: str = ""
    also: str = ""
    enabled: bool = True


def fitting(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that fit what is typed, the best first; without anything typed, what is likely wanted."""
    wanted = folded(typed).split()
    if not wanted:
        return _unasked(entries)
    scored = []
    for place, entry in enumerate(entries):
        score = _score(entry, wanted)
        if score is not None:
            scored.append((score, entry.group, place, entry))
    scored.sort(key=lambda each: each[:3])
    return [entry for *_, entry in scored[:MOST]]


def _unasked(entries: Sequence[Entry]) -> list[Entry]:
    """What can be done here, the newest sessions, and places; clients only once a letter of one is typed."""
    sessions = [entry for entry in entries if entry.group is Group.SESSION][:RECENT]
    commands = [entry for entry in entries if entry.group is Group.COMMAND]
    places = [entry for entry in entries if entry.group is Group.PLACE]
    return (commands + sessions + places)[:MOST]


def _score(entry: Entry, wanted: Sequence[str]) -> int | None:
    """How badly it fits, 0 best; None where one of the words is not in it at all."""
    shown, whole = folded(entry.words), folded(f"{entry.words} {entry.detail} {entry.also}")
    parts = re.findall(r"\w+", whole)
    score = 0 if shown.startswith(" ".join(wanted)) else 1
    for each in wanted:
        if any(part.startswith(each) for part in parts):
            score += 0 if each in shown else 1
        elif each in whole:
            score += 3
        else:
            return None
    return score if entry.enabled else score + 10
