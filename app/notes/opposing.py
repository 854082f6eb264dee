"""Opposites: the other word of a pair, or the same words with a negation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.transcript import Role
from app.notes.findings import Case, Finding
from app.notes.lexicons import Phrases
from app.notes.negation import DECLINES, TAKES_BACK
from app.notes.prepared import PreparedTranscript
from app.notes.reading import Item, Reading
from app.notes.text import stem

_FEW = 5  # words
_IMAGINED = re.compile(r"\b(?:going to|gonna|might|would|could|afraid|scared|what if|think i'm)\b")
_OPEN = frozenset(("how", "what", "why", "when", "where", "which", "who"))
_YES_OR_NO = frozenset(("have", "did", "do", "are", "were", "has"))
_NEGATION_INSIDE = frozenset(
    stem(w)
    for w in """avoid stop quit discontinue refrain abstain refuse unsure uncertain doubt ambivalent reluctant hesitant
    fail lack miss unable struggle difficulty trouble hard fear afraid worry
    concern unaware without declin remorse regret guilt nervous hesitation""".split()  # noqa: SIM905
)


def opposites(case: Case) -> Iterable[Finding]:
    """The session says the opposite word of the same thing, or the same words with a negation."""
    for part, reading in enumerate(case.claim.parts):
        support = case.supports[part]
        near = [case.prepared.readings[n] for n in support.places()]
        mine = _sides(reading, case.lexicons.opposites)
        theirs = set().union(*(_sides(r, case.lexicons.opposites) for r in near)) if near else set()
        for side in sorted(mine - theirs):
            pair, half, away = side
            other = "1" if half == "0" else "0"
            if (pair, other, away) in theirs and support.local >= 0.4 and not any(m[:2] == (pair, other) for m in mine):
                yield Finding("the opposite was said", 0.45)
                break
        else:
            if _negation_differs(case, part):
                yield Finding(
                    "the client said the opposite" if _of_client(case, part) else "the opposite was said", 0.22
                )


def _sides(reading: Reading, phrases: Phrases) -> set[tuple[str, str, bool]]:
    found = set()
    for hit in phrases.find(reading.stems):
        if reading.words[hit.start : hit.end + 1][-2:] == ("more", "like"):
            continue  # "more like one a day" compares nothing
        pair, half = hit.name.split(".")
        found.add((pair, half, hit.start in reading.negated))
    return found


def _of_client(case: Case, part: int) -> bool:
    return any(case.prepared.moments[n].role is Role.CLIENT for n in case.supports[part].places())


def _negation_differs(case: Case, part: int) -> bool:
    """True where the claim's words are found, but only with the other sign."""
    support, reading = case.supports[part], case.claim.parts[part]
    any_negated = any(i.negated for i in reading.items)  # then only what the negation reaches is compared
    if _not_comparable(case, part, any_negated=any_negated):
        return False
    same = other = 0.0
    turned = False  # whether the first word that is told of somebody was said with the other sign
    head = next((row for row, item in enumerate(reading.items) if item.negated == any_negated), -1)
    floor = max(0.45, 0.7 * float(support.found.max()))
    places = {n for n in range(len(support.found)) if support.found[n] >= floor} | set(support.places())
    for row, item in enumerate(reading.items):
        signs: set[bool] = set()
        for place in places:
            if support.strength[row, place] >= 0.7:
                signs |= _signs(case.prepared, place, item)
        if case.claim.plans is False and len(signs) == 2:
            signs = _real_signs(case, places, row, item) or signs
        if item.negated != any_negated or not signs:
            continue
        if signs == {not item.negated}:
            # What is said of somebody first weighs most, and so does what was asked and answered.
            few = len(reading.items) <= _FEW
            other += 2 if row == head or (few and _asked_of(case.prepared, places, item)) else 1
            turned = turned or row == head
        elif signs:
            same += 1
    return other > same or (turned and other >= same and same <= 1)


def _not_comparable(case: Case, part: int, *, any_negated: bool) -> bool:
    """Whether a claim and the session may both be right, whatever the signs of their words."""
    support, reading, claim = case.supports[part], case.claim.parts[part], case.claim
    if support.local < 0.4 or not reading.items or claim.asks or claim.denies:
        return True
    if claim.plans and not any_negated:
        return True  # what was put forward and turned down is looked at with the plans
    if any_negated:
        # "Without" alone says how a thing was done; a no in other words may stand near: "I haven't cashed it in".
        plain = _NEGATED_BY_MORE.search(reading.text)
        return not plain or any(_says_no(case.prepared, n) for n in support.all_places(_NO_NEAR))
    said = {form for n in support.places() for form in case.prepared.readings[n].stems}
    inside = _NEGATION_INSIDE & set(reading.stems)  # "not sure", "unsure": the negation may be in the word
    return bool(inside - said) or bool(DECLINES.search(reading.text))


def _says_no(prepared: PreparedTranscript, place: int) -> bool:
    reading = prepared.readings[place]
    theirs = prepared.moments[place].role is not Role.THERAPIST
    return theirs and bool(TAKES_BACK.search(" ".join(reading.words)))


_NEGATED_BY_MORE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|unable|refus\w+|lack\w*|absence|unwilling)\b|n't\b",
    re.IGNORECASE,
)
_NO_NEAR = 1  # sentences


def _signs(prepared: PreparedTranscript, place: int, item: Item) -> set[bool]:
    """With which signs (True: negated) a word is said in a moment; a question takes its answer's sign."""
    reading, answer = prepared.readings[place], prepared.answers[place]
    found = [
        i.negated for i in reading.items if i.stem == item.stem or (i.groups & item.groups and not _inside(i, item))
    ]
    if not found:
        return set()  # a synonym may hold the negation in itself: "not sure", "unsure"
    if reading.question and prepared.moments[place].role is not Role.CLIENT:
        return {True} if answer == "no" else {False} if answer == "yes" or _tells(prepared, place) else set()
    return set(found)


def _asked_of(prepared: PreparedTranscript, places: set[int], item: Item) -> bool:
    return any(
        prepared.readings[n].question
        and prepared.answers[n] in ("yes", "no")
        and item.stem in prepared.readings[n].stems
        for n in places
    )


def _real_signs(case: Case, places: set[int], row: int, item: Item) -> set[bool]:
    """The signs of a word without what is only feared or imagined ("I think I'm going to faint")."""
    signs: set[bool] = set()
    for place in places:
        imagined = _IMAGINED.search(case.prepared.readings[place].text.lower())
        if case.supports_word(row, place, item) and not imagined:
            signs |= _signs(case.prepared, place, item)
    return signs


def _tells(prepared: PreparedTranscript, place: int) -> bool:
    """Whether a yes-or-no question is answered by telling: "Have you been in therapy?" "In college, six sessions"."""
    asked = prepared.readings[place].words
    return (
        prepared.answers[place] == "other"
        and bool({"you"} & set(asked[:5]))
        and bool(_YES_OR_NO & set(asked[:4]))
        and not _OPEN & set(asked[:5])
    )


def _inside(*items: Item) -> bool:
    """Whether a negation may stand in one of the words, or the words are no verbs of the same thing."""
    return any(i.stem in _NEGATION_INSIDE or len(i.groups) > 2 for i in items)
