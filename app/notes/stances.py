"""Stances, feelings and change: what clinicians abstract from a session, and where they go too far.

A feeling needs the client's words for it (or the therapist's, said yes to). A change needs words of change. A
"fully", "no longer" or "strong" needs something as strong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.domain.transcript import Role
from app.late import late
from app.notes.findings import Case, Finding
from app.notes.lexicons import Hit
from app.notes.text import stems

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

_FURTHER = 2  # sentences around the best stretch in which change and degree are sought

_FULLY = re.compile(
    r"\b(?:fully|completely|entirely|totally|resolved|mastered|overcome|overcame|free of|free from|cured|"
    r"all of|accepted|made peace|throughout|never|always|every)\b"
)
_FULLY_SAID = re.compile(
    r"\b(?:fully|complete(?:ly)?|entire(?:ly)?|total(?:ly)?|all|never|always|every\w*|"
    r"no more|not (?:\w+ )?any ?more|anymore|any more|stopped|done with|gone|quit|over it|not since|haven't|hasn't|"
    r"nothing|none|whole|no longer|used to|each|daily|days|back then)\b"
)
_OVER = re.compile(
    r"\b(?:overcome|overcame|mastered|cured|free (?:of|from)|(?:has|have) recovered|fully recovered|returned to normal|"
    r"made peace|broken down|is (?:certain|convinced|sure|confident) that)\b"
)
_OVER_SAID = re.compile(
    r"\b(?:gone|over it|no more|not (?:\w+ )?any ?more|stopped|done with|completely|totally|fully|cured|back to normal|"
    r"never again|certain|convinced|positive|i know|a hundred percent|no doubt|absolutely|definitely|broke)\b"
)
_HIGHLY = re.compile(
    r"\b(?:highly|very|extremely|strong|strongly|excellent|severe(?:ly)?|deeply|large|solid|good insight|great|"
    r"(?:is|remains) committed|firmly|significant(?:ly)?)\b"
)
_HIGHLY_SAID = re.compile(
    r"\b(?:very|really|so|extremely|totally|definitely|absolutely|huge|big|a lot|terrible|terribly|awful|horrible|"
    r"always|every|sick of|strong(?:ly)?|hate|love|severe|excellent|best|worst|too much|great|most|high|tons?|"
    r"eight|nine|ten|ninety|eighty)\b"
)
_CHANGED = re.compile(
    r"\b(?:improv\w+|increas\w+|decreas\w+|decreasing|worsen\w+|(?:has|have) (?:become|developed|gained|returned|"
    r"resumed|reduced|stopped|grown|progressed)|more (?:open|willing|confident|hopeful|comfortable)|"
    r"less (?:anxious|depressed|worried)|mak(?:es|ing) progress|has made progress|developed|no longer|resolved|"
    r"stabilized|since (?:starting|beginning|the last))\b"
)
_CHANGE_SAID = re.compile(
    r"\b(?:better|worse|more|less|lower|higher|easier|harder|any ?more|since|used to|came down|went (?:up|down)|"
    r"gone up|goes down|changed?|different|first time|last time|stopped|quit|cut|half|halved|became|lighter|slower|"
    r"smaller|further|instead|progress|weaker|stronger|twice|than|it was [a-z]+ (?:when|in|last))\b"
)
_NO_LONGER = re.compile(r"\b(?:no longer|has stopped|have stopped|has resolved)\b")
_NO_LONGER_SAID = re.compile(
    r"\b(?:stopped|quit|any ?more|since|used to|gone|no more|got rid|threw|over it|gave up|done with|no longer)\b"
)


def feelings(case: Case) -> Iterable[Finding]:
    """A feeling that nobody spoke of."""
    if case.claim.quotes or case.prepared.typed:
        return
    whole = case.claim.whole
    asked = case.claim.asks or case.claim.said_by is Role.THERAPIST
    for hit in case.lexicons.concepts_in_notes.find(whole.stems):
        if case.lexicons.concepts[hit.name] != "affect" or asked:
            continue
        if any(n in whole.negated for n in range(hit.start, hit.end)):
            continue
        if whole.words[hit.end : hit.end + 1] in (("test",), ("tests",)):
            continue  # a stress test
        if not case.prepared.concepts[hit.name].any() and not _named(case, hit.start, hit.end):
            # To fear something is often a note's word for what somebody expects.
            factor = 0.85 if hit.name == "fear" else 0.5
            yield Finding(f"nobody spoke of this feeling: {' '.join(whole.words[hit.start : hit.end])}", factor)
            return
        if case.lexicons.concepts[hit.name] == "affect" and _felt_elsewhere(case, hit):
            yield Finding(f"this feeling was spoken of elsewhere: {' '.join(whole.words[hit.start : hit.end])}", 0.9)
            return


_AGAINST = {
    "confidence": ("low_confidence",),
    "motivation": ("resistance", "minimizing"),
    "receptiveness": ("resistance",),
    "hope": ("hopelessness",),
    "insight": ("minimizing",),
    "happiness": ("sadness", "hopelessness"),
}
"""What speaks against a stance: where the session shows more of it, the stance was hardly shown."""


def attitudes(case: Case) -> Iterable[Finding]:
    """A stance of the client that the session does not show, or shows the opposite of."""
    claim, concepts = case.claim, case.prepared.concepts
    if claim.quotes or claim.plans or claim.denies or claim.asks or claim.said_by is Role.THERAPIST:
        return
    for hit in case.lexicons.concepts_in_notes.find(claim.whole.stems):
        kind = case.lexicons.concepts[hit.name]
        if kind not in ("stance", "stage", "behaviour") or any(
            n in claim.whole.negated for n in range(hit.start, hit.end)
        ):
            continue
        named = " ".join(claim.whole.words[hit.start : hit.end])
        shown = int(concepts[hit.name].sum())
        against = sum(int(concepts[name].sum()) for name in _AGAINST.get(hit.name, ()))
        if not shown:
            yield Finding(f"nothing said shows this: {named}", 0.5 if kind == "stage" else 0.95)
            return
        if against > 1.5 * shown + 1:
            yield Finding(f"more was said against this: {named}", 0.9)
            return


def _felt_elsewhere(case: Case, hit: Hit) -> bool:
    """True where the feeling was shown, and what it is said to be about was said, but far from one another."""
    shown = case.prepared.concepts[hit.name]
    for part, reading in enumerate(case.claim.parts):
        if case.claim.whole.words[hit.start] not in reading.words:
            continue
        word = case.claim.whole.words[hit.start : hit.end]
        rows = [n for n, i in enumerate(reading.items) if i.word not in word and i.stem not in case.lexicons.light]
        if not rows or not shown.any():
            continue
        about = case.supports[part].strength[rows].mean(axis=0) >= _ABOUT
        if about.any() and min(abs(a - b) for a in np.flatnonzero(shown) for b in np.flatnonzero(about)) > _APART_FELT:
            return True
    return False


_ABOUT, _APART_FELT = 0.5, 6


def _named(case: Case, start: int, end: int) -> bool:
    wanted = " ".join(case.claim.whole.stems[start:end])
    return any(
        f" {wanted} " in f" {' '.join(r.stems)} "
        for r, m in zip(case.prepared.readings, case.prepared.moments, strict=True)
        if m.role is not Role.THERAPIST or case.prepared.answers[m.index] in ("yes", "other")
    )


def degrees(case: Case) -> Iterable[Finding]:
    """ "Fully", "highly", "no longer" where nobody said anything as strong."""
    if case.claim.quotes or case.claim.denies or case.claim.plans:
        return
    text = case.claim.text.lower()
    near = _near(case)
    over = _OVER.search(text)
    if over and not _OVER_SAID.search(near):
        yield Finding(f"nobody said as much: “{over.group()}”", 0.5)
        return
    full, high = _FULLY.search(text), _HIGHLY.search(text)
    if full and not _FULLY_SAID.search(near):
        yield Finding(f"nobody said as much: “{full.group()}”", 0.6)
    elif high and not _HIGHLY_SAID.search(near):
        yield Finding(f"nobody said as much: “{high.group()}”", 0.74)


def changes(case: Case) -> Iterable[Finding]:
    """A change of which there is no word."""
    if case.claim.quotes or case.claim.plans or case.claim.asks or case.claim.said_by is Role.THERAPIST:
        return
    text, near = case.claim.text.lower(), _near(case)
    unsaid = _CHANGED.search(text) and not _CHANGE_SAID.search(near)
    if unsaid or (_NO_LONGER.search(text) and not _NO_LONGER_SAID.search(near)):
        yield Finding("no change was spoken of", 0.6)


def _near(case: Case) -> str:
    places = sorted({n for s in case.supports for n in s.all_places(_FURTHER)})
    return " ".join(" ".join(case.prepared.readings[n].words) for n in places)


_BECAUSE = re.compile(
    r"\b(?:because of|because|due to|as a result of|in order to|after|caused by|related to|"
    r"driven by|with the help of|despite)\b",
    re.IGNORECASE,
)
_APART = 8


def reasons(case: Case) -> Iterable[Finding]:
    """Two things that were both said, but not as one the reason of the other."""
    match = _BECAUSE.search(case.claim.text)
    if match is None or case.claim.quotes or case.claim.plans or case.prepared.typed:
        return
    before = len(stems(case.claim.text[: match.start()]))
    for part, reading in enumerate(case.claim.parts):
        if not _BECAUSE.search(reading.text):
            continue
        offset = before if len(case.claim.parts) == 1 else len(stems(_BECAUSE.split(reading.text)[0]))
        rows = [n for n, item in enumerate(reading.items) if item.place >= offset]
        others = [n for n, item in enumerate(reading.items) if item.place < offset]
        if not rows or not others:
            continue
        strength = case.supports[part].strength
        ours = [int(p) for p in (strength[others].mean(axis=0) >= 0.45).nonzero()[0]]
        theirs = [int(p) for p in (strength[rows].mean(axis=0) >= 0.6).nonzero()[0]]
        if ours and theirs and min(abs(a - b) for a in ours for b in theirs) > _APART:
            yield Finding("both were said, but not as one the reason of the other", 0.5)
            return
        if ours and float(strength[rows].max()) < 0.5:
            yield Finding(f"this reason was not said: {' '.join(reading.words[offset:][:6])}", 0.5)
            return


def left_over(case: Case) -> Iterable[Finding]:
    """One thing of a row that the session does not hold, while the others were said."""
    if case.claim.quotes or case.claim.denies or case.claim.asks:
        return
    for part, reading in enumerate(case.claim.parts):
        support = case.supports[part]
        if support.overall < _REST or len(reading.items) < 3:
            continue
        places = support.places(_AROUND)
        for row, item in enumerate(reading.items):
            joined = bool({"and", "or", "nor"} & set(reading.words[max(0, item.place - 2) : item.place]))
            if not joined or item.stem in case.lexicons.light or item.word.endswith(_TOLD):
                continue
            if float(support.strength[row, places].max()) < _LOST:
                yield Finding(f"not found with the rest: {item.word}", 0.6)
                return


_REST, _LOST, _AROUND = 0.55, 0.5, 6
_TOLD = ("ing", "ed")
"""How verbs end: what somebody did is told in other words more often than what a thing is called."""

STANCES = (feelings, attitudes, degrees, changes, reasons, left_over)
