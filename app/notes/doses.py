"""Medicines: a dose, a start, a stop or a change must have been said of that very medicine."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.notes.findings import Case, Finding, Rule
from app.notes.numbers import numbers
from app.notes.prepared import PreparedTranscript

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
    "start": r"start|begin|began|begun|went on|go on|going on|put (?:me|you|him|her) on|prescrib\w+|offer\w*|try|tried|"
    r"gave",
    "stop": r"stop\w*|quit|came off|come off|off it|off them|no longer|not any ?more|threw|discontinu\w+|taper\w*|"
    r"wean\w*|ran out|gave (?:it|them) up|done with|skip\w*",
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


def medicines_differ(case: Case) -> Iterable[Finding]:
    """A medicine that nobody named, or a dose said of another one."""
    find = case.lexicons.medications.names
    said = {hit.name for hits in case.prepared.hits["medications"] for hit in hits}
    for name in sorted(find(case.claim.whole.stems)):
        if name not in said:
            yield Finding(f"the medicine {name} not in the session", 0.12)
        elif _taken(case, name) and _given_up(case.prepared, name):
            yield Finding(f"{name} was stopped, or never taken", 0.3)


def _taken(case: Case, name: str) -> bool:
    """Whether a claim says that a medicine is being taken: "still takes zolpidem"."""
    words = case.claim.whole.words
    hits = [h for h in case.lexicons.medications.find(case.claim.whole.stems) if h.name == name]
    before = [" ".join(words[max(0, h.start - _VERB_BEFORE) : h.start]) for h in hits]
    return any(_TAKES.search(text) for text in before)


_VERB_BEFORE = 4  # words
_TAKES = re.compile(r"\b(?:still )?(?:takes|taking|continues?(?: to take)?|is on|tolerat\w+)\b")
_GAVE_UP = re.compile(
    r"\b(?:stopped|threw (?:it|them)|never took|don't take|didn't (?:fill|take)|quit taking|off it|gave it up|ran out|"
    r"not any ?more|haven't (?:\w+ ){0,2}?(?:started|filled|cashed|picked|swallowed|taken|touched)|"
    r"never (?:started|filled))\b"
)
_GOES_ON = re.compile(
    r"\b(?:still|every (?:day|morning|night)|i take|i'm on|i'm taking|taking it|start(?:ed)? it again|with the)\b"
)


def _given_up(prepared: PreparedTranscript, name: str) -> bool:
    """Whether a medicine was spoken of as stopped or not taken, and nowhere as taken."""
    places = [n for n, hits in enumerate(prepared.hits["medications"]) if any(h.name == name for h in hits)]
    around = {m for n in places for m in range(n, min(n + 2, len(prepared.readings)))}
    near = [prepared.readings[m].text.lower() for m in around if not prepared.readings[m].question]
    return any(_GAVE_UP.search(text) for text in near) and not any(_GOES_ON.search(text) for text in near)


DOSES: tuple[Rule, ...] = (medicines_differ, doses, medicine_changes)
