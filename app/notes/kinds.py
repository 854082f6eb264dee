"""Of what kind: another relative, weekday, time or frequency than was said of this."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.late import late
from app.notes.findings import Case, Finding
from app.notes.lexicons import Hit
from app.notes.reading import Reading

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

_MOST = 0.55  # share of a claim's other words that one sentence must hold to say of whom it speaks
_DAYS = ("weekday", "month", "season", "daytime", "meal")
"""Kinds that must stand where the rest of the claim stands, not anywhere."""


def kinds_differ(case: Case) -> Iterable[Finding]:
    """Another relative, weekday, time or frequency than was said."""
    said = [
        [hit for hit in hits if not _left_out(reading, hit)]
        for reading, hits in zip(case.prepared.readings, case.prepared.hits["exclusive"], strict=True)
    ]
    everywhere = {hit.name for hits in said for hit in hits}
    for part, reading in enumerate(case.claim.parts):
        for hit in case.lexicons.exclusive.find(reading.stems):
            if _left_out(reading, hit):
                continue
            near = _near(case, part, hit, said)
            if hit.name not in near:
                yield from _differs(case, part, hit, near, known=hit.name in everywhere)


def _near(case: Case, part: int, hit: Hit, said: list[list[Hit]]) -> set[str]:
    """The kinds that stand where the rest of the claim stands."""
    kind, support = hit.name.partition(".")[0], case.supports[part]
    places: Iterable[int] = support.all_places(1)
    if kind in _DAYS:
        places = {*_without(case, part, hit), *support.places(1)}
    elif kind in ("when", "frequency"):  # said in passing everywhere: only the best stretch counts
        places = support.places(1)
    near = {h.name for n in places for h in said[n]}
    if kind == "relation":
        near = {h.name for n in _without(case, part, hit) for h in said[n]} or near
    return near


def _differs(case: Case, part: int, hit: Hit, near: set[str], *, known: bool) -> Iterable[Finding]:
    """What speaks against a kind that does not stand near; `known`: it stands somewhere in the session."""
    kind, member = hit.name.split(".", 1)
    others = any(name.startswith(f"{kind}.") for name in near)
    if kind == "relation" and not known and not _in_its_place(case, part, hit):
        return  # called by name, or by "he" alone
    if not known and kind in ("relation", "weekday", "month", "season"):
        # A wife may never be called one; with another relative in her place it is someone else.
        yield Finding(f"“{member}” not in the session", 0.25 if others or kind != "relation" else 0.85)
    elif others:
        yield Finding(f"“{member}” was not said of this", 0.4)
    elif kind in ("weekday", "month", "season"):
        yield Finding(f"“{member}” was said of something else", 0.7)
    elif kind == "when" and not known and member in _DATED and _says_when(case, part):
        yield Finding(f"“{member}” was not said of this", 0.45)
    elif kind == "frequency":
        yield Finding(f"how often (“{member}”) was not said", 0.85)


_DATED = frozenset(("yesterday", "tomorrow", "last week", "next week", "last month", "next month"))
_WHEN = re.compile(
    r"\b(?:ago|weeks? back|months? back|tonight|today|tomorrow|yesterday|this (?:morning|evening)|last night|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
)


def _says_when(case: Case, part: int) -> bool:
    """Whether the claim's own place in the session gives a time, and so another one."""
    return any(_WHEN.search(" ".join(case.prepared.readings[n].words)) for n in case.supports[part].places(1))


def _left_out(reading: Reading, hit: Hit) -> bool:
    """Whether a day or person is named as the exception: "not on Sunday", "except Sundays"."""
    return bool(_EXCEPT & set(reading.words[max(0, hit.start - 2) : hit.start]))


_EXCEPT = frozenset(("not", "except", "excepting", "besides", "excluding"))


def _in_its_place(case: Case, part: int, hit: Hit) -> bool:
    """Whether another relative stands right where the claim's other words do.

    A spouse may be called by name, or by "he" alone, in a session that speaks of no other.
    """
    said = case.prepared.hits["exclusive"]
    around = _without(case, part, hit)
    best = around.start + 6 if around.start else around.stop - 3
    places = range(max(0, best - 1), min(best + 2, len(said))) if around else case.supports[part].places()
    near = {h.name for n in places for h in said[n]}
    if hit.name in _SPOUSES:
        everywhere = {h.name for hits in said for h in hits}
        spoken = any(_SOMEBODY.search(case.prepared.readings[n].text) for n in case.supports[part].all_places(3))
        return bool(everywhere & _SPOUSES) or not spoken
    alike = next((group for group in _KINDRED if hit.name.partition(".")[2] in group), frozenset())
    wide = {h.name.partition(".")[2] for n in case.supports[part].all_places(_LOOKS_BACK) for h in said[n]}
    return bool(alike & wide) or any(name.startswith("relation.") for name in near)


_LOOKS_BACK = 6  # sentences in which "her" may have been named
_KINDRED = tuple(
    frozenset(group.split())
    for group in (
        "sister brother cousin", "mother father stepmother stepfather aunt uncle grandmother grandfather",
        "son daughter niece nephew", "manager colleague foreman captain teacher principal", "doctor nurse",
        "roommate neighbor landlord",
    )
)  # fmt: skip
"""Relatives and others that are easily taken for one another."""
_SPOUSES = frozenset(("relation.husband", "relation.wife", "relation.boyfriend", "relation.girlfriend"))
_SOMEBODY = re.compile(r"\b(?:[Hh]e|[Ss]he|him|his)\b|(?<=[a-z,] )[A-Z][a-z]{2,}\b")


def _without(case: Case, part: int, hit: Hit) -> range:
    """The sentences that hold most of a claim but for one word, and those before them ("she" looks back)."""
    items = case.claim.parts[part].items
    rows = [n for n, item in enumerate(items) if not hit.start <= item.place < hit.end]
    strength = case.supports[part].strength[rows + list(range(len(items), len(case.supports[part].strength)))]
    if len(strength) < 2:
        return range(0)
    held = strength.mean(axis=0)
    best = int(np.argmax(held))
    return range(max(0, best - 6), min(len(held), best + 3)) if held[best] >= _MOST else range(0)
