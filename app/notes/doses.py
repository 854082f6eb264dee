"""Medicines: a dose, a start, a stop or a change must have been said of that very medicine."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.notes.findings import Case, Finding, Rule
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
            places = [
                n for n, found in enumerate(case.prepared.hits["medications"]) if any(h.name == name for h in found)
            ]
            if places and not _said_near(case, places, number.value):
                yield Finding(f"{number.shown} {number.unit} was not said of {name}", 0.2)


def _said_near(case: Case, places: list[int], value: float) -> bool:
    """Whether a number that may be a dose stands near one of `places`; "one" without a unit is none."""
    for place in places:
        for reading in case.prepared.readings[max(0, place - _NEAR) : place + _NEAR + 1]:
            for said in reading.numbers:
                counted = said.unit and said.unit not in _DOSE_UNITS
                plain = (
                    value > 1
                    or said.unit in _DOSE_UNITS
                    or any(n.value == value for n in numbers(reading.text, strict=True))
                )
                if said.value == value and not counted and plain:
                    return True
    return False


_CHANGES = {
    "start": r"start|begin|began|begun|went on|go on|going on|put (?:me|you|him|her) on|prescrib\w+|offer\w*|try|tried|gave",
    "stop": r"stop\w*|quit|came off|come off|off it|off them|no longer|not any ?more|threw|discontinu\w+|taper\w*|wean\w*|"
    r"ran out|gave (?:it|them) up|done with|skip\w*",
    "raise": r"rais\w+|increas\w+|higher|more of|up from|put me up|went up|go up|doubl\w+|then|from \w+ to|up to|added",
    "lower": r"lower\w*|decreas\w+|reduc\w+|cut|less|halv\w+|half|down|taper\w*|smaller",
}
_CLAIMED = {
    "start": r"start(?:s|ed)?|begin|began|begun|was prescribed|initiated",
    "stop": r"stop|stops|stopped|discontinued?|ceased?|quit|came off",
    "raise": r"raised?|increased?|doubled?",
    "lower": r"lower(?:ed)?|decreased?|reduced?|tapered?|halved?",
}


def medicine_changes(case: Case) -> Iterable[Finding]:
    """A medicine said to be started, stopped, raised or lowered, while nobody said so of it."""
    if case.claim.denies or case.claim.quotes or case.claim.asks:
        return
    for reading in case.claim.parts:
        words = reading.words
        for hit in case.lexicons.medications.find(reading.stems):
            around = " ".join(words[max(0, hit.start - _BESIDE) : hit.start]), " ".join(words[hit.end : hit.end + 3])
            for change, said_as in _CLAIMED.items():
                if not any(re.search(rf"\b(?:{said_as})\b", text) for text in around):
                    continue
                places = [
                    n for n, hits in enumerate(case.prepared.hits["medications"]) if hit.name in {h.name for h in hits}
                ]
                near = {m for n in places for m in range(max(0, n - 2), min(n + _NEAR, len(case.prepared.readings)))}
                texts = [" ".join(case.prepared.readings[m].words) for m in sorted(near)]
                if places and not any(re.search(rf"\b(?:{_CHANGES[change]})\b", text) for text in texts):
                    yield Finding(f"nobody said this of {hit.name}", 0.3)
                    return


DOSES: tuple[Rule, ...] = (doses, medicine_changes)
