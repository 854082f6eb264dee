"""Doses: the number beside a medicine must have been said of that medicine."""

from __future__ import annotations

from collections.abc import Iterable

from app.notes.findings import Case, Finding
from app.notes.numbers import numbers

_DOSE_UNITS = ("mg", "g", "ml")
_NEAR = 4  # sentences around a medicine's name in which its dose is spoken of
_BESIDE = 5  # words between a medicine and its dose in a note


def doses(case: Case) -> Iterable[Finding]:
    """A dose that was not said of the medicine it stands beside."""
    claim = case.claim
    for reading in claim.parts:
        hits = case.lexicons.medications.find(reading.stems)
        for number in reading.numbers:
            beside = [h for h in hits if number.unit in _DOSE_UNITS and abs(h.start - number.at) <= _BESIDE]
            if not beside:
                continue
            name = min(beside, key=lambda h: abs(h.start - number.at)).name
            places = [n for n, found in enumerate(case.prepared.hits["medications"]) if any(h.name == name for h in found)]
            if places and not _said_near(case, places, number.value):
                yield Finding(f"{number.shown} {number.unit} was not said of {name}", 0.2)


def _said_near(case: Case, places: list[int], value: float) -> bool:
    """Whether a number that may be a dose stands near one of `places`; "one" without a unit is none."""
    for place in places:
        for reading in case.prepared.readings[max(0, place - _NEAR) : place + _NEAR + 1]:
            for said in reading.numbers:
                counted = said.unit and said.unit not in _DOSE_UNITS
                plain = value > 1 or said.unit in _DOSE_UNITS or any(
                    n.value == value for n in numbers(reading.text, strict=True)
                )
                if said.value == value and not counted and plain:
                    return True
    return False
