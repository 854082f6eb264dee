"""Whose it is: what is told of another person is not the client's, and a relative must be near what they did."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.domain.transcript import Role
from app.late import late
from app.notes.agents import CLIENT, KIN, OTHERS, THERAPIST, alike, several_clients, shown_person, subject
from app.notes.findings import Case, Finding, Rule
from app.notes.prepared import PreparedTranscript
from app.notes.reading import Reading
from app.notes.support import Support
from app.notes.text import stem

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

_OWN = frozenset(
    """i i'm i've i'd i'll me myself mine we we're we've we'd we'll us you you're you've you'd you'll
    your""".split()  # noqa: SIM905
)
_MINE = frozenset(("my", "our"))
_OTHER = re.compile(r"\b(?:when|that|how|because|if|after|as) (?:he|she|they)\b|(?<=[a-z,] )[A-Z][a-z]{2,}\b")
"""Somebody else in a claim of the client: a name, or a clause of its own."""
_HELD = 0.3  # share of a claim's words that a sentence must hold to say whose it is
_FRAGMENT = 3  # words: "The gall bladder." goes with what was said before it
_AROUND = 4  # sentences around it in which a relative may be named


def told_of_others(case: Case) -> Iterable[Finding]:
    """Given to the client, and told of somebody else alone: "He was a nurse on the ships"."""
    claim = case.claim
    if case.prepared.typed or claim.quotes or claim.denies or claim.asks or several_clients(case.prepared):
        return
    for part, meant in enumerate(claim.meant):
        reading, support = claim.parts[part], case.supports[part]
        who, _ = subject(meant, case.prepared)
        if who != CLIENT or _OTHER.search(reading.text) or _of_kin(reading) or len(reading.items) < 2:
            continue
        if support.local < 0.45:
            continue
        holders = _holders(support)
        if holders and all(_of_another(case.prepared, n) for n in holders):
            yield Finding("said of someone else, not of the client", 0.45)
            return


def _of_kin(reading: Reading) -> bool:
    """Whether a claim names somebody's relative or helper; "as a nurse" names nobody."""
    return any(
        form in KIN and n and reading.words[n - 1] not in ("a", "an", "as") for n, form in enumerate(reading.stems)
    )


def _holders(support: Support) -> list[int]:
    best = max((float(support.found[n]) for n in support.places()), default=0.0)
    return [n for n in support.places() if float(support.found[n]) >= max(_HELD, 0.7 * best)]


def _of_another(prepared: PreparedTranscript, place: int) -> bool:
    """Whether a sentence speaks of "he", "she" or a relative, and of nobody in the room."""
    words, forms = prepared.readings[place].words, prepared.readings[place].stems
    before = prepared.moments[place - 1] if place else None
    if len(words) <= _FRAGMENT and before is not None and before.turn == prepared.moments[place].turn:
        words, forms = (*prepared.readings[place - 1].words, *words), (*prepared.readings[place - 1].stems, *forms)
    if prepared.moments[place].role is not Role.CLIENT or _OWN & set(words):
        return False
    own = any(w in _MINE and forms[n + 1 : n + 2] and forms[n + 1] not in KIN for n, w in enumerate(words))
    return not own and bool(OTHERS & set(words[:9]) or KIN & set(forms[:4]))


def not_near(case: Case) -> Iterable[Finding]:
    """Given to a relative whom nobody names near what was done."""
    claim = case.claim
    if case.prepared.typed or claim.quotes or claim.asks or several_clients(case.prepared):
        return
    for part, meant in enumerate(claim.meant):
        who, _ = subject(meant, case.prepared)
        support, reading = case.supports[part], claim.parts[part]
        if who in ("", CLIENT, THERAPIST) or len(reading.items) < 3:
            continue
        if not any(_speaks_of(r, who) for r in case.prepared.readings):
            continue  # somebody whom the session calls by name alone
        rows = [n for n, item in enumerate(reading.items) if item.stem != who and item.stem not in KIN]
        rows += range(len(reading.items), len(support.strength))
        if not rows:
            continue
        held = support.strength[rows].mean(axis=0)
        best = int(held.argmax())
        if held[best] < 0.5:
            continue
        places = [n for n in range(len(held)) if held[n] >= 0.85 * held[best]]
        near = [r for n in places for r in case.prepared.readings[max(0, n - _AROUND) : n + 3]]
        if not any(_speaks_of(r, who) for r in near):
            yield Finding(f"not said of {shown_person(who)}", 0.45)
            return


def _speaks_of(reading: Reading, who: str) -> bool:
    named = any(alike(form, who) for form in reading.stems)
    return named or (stem(who) not in KIN and who in reading.stems)


_DID = re.compile(r"^(?:the )?(?:therapist|clinician|counsel+or|provider) (?:\w+ly )?[a-z]+(?:ed|t|d)\b", re.IGNORECASE)
_INFORMS = re.compile(
    r"\b(?:explained|introduced|taught|described|educated|clarified|oriented|noted|observed|provided)\b"
)
_ENOUGH = 0.5


def therapist_did(case: Case) -> Iterable[Finding]:
    """A deed of the therapist of which their own words hold little: "called the client's sister"."""
    claim = case.claim
    if case.prepared.typed or claim.quotes or claim.asks or claim.plans or not _DID.match(claim.text):
        return
    if case.lexicons.techniques_in_notes.find(claim.whole.stems):
        return  # methods have a rule of their own
    if _INFORMS.search(claim.text):
        return  # what was explained is summed up in words of its own
    theirs = [m.role is not Role.CLIENT for m in case.prepared.moments]
    for part, support in enumerate(case.supports):
        rows = len(claim.parts[part].items)
        if rows < 2 or part:
            continue
        strength = support.strength[:rows] * theirs
        wide = strength.copy()
        for apart in (1, 2):
            wide[:, :-apart] = np.maximum(wide[:, :-apart], strength[:, apart:])
        if float(wide.mean(axis=0).max(initial=0.0)) < _ENOUGH:
            yield Finding("the therapist's words do not show this", 0.5)
            return


OWNERS: tuple[Rule, ...] = (told_of_others, not_near, therapist_did)
