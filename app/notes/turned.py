"""Refusals in other words: what was told and at once taken back ("I typed a text and didn't send it").

A plain negation stands on the word that it turns. In speech it often stands on a pronoun one breath later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.transcript import Role
from app.notes.findings import Case, Finding, Rule
from app.notes.negation import SAYS_NO, TAKES_BACK
from app.notes.prepared import PreparedTranscript
from app.notes.support import Support

_HELD = 0.45


def taken_back(case: Case) -> Iterable[Finding]:
    """Written as done or agreed, but said as not done, in the same breath or the next."""
    claim = case.claim
    if case.prepared.typed or claim.quotes or claim.denies or claim.asks or claim.said_by is Role.THERAPIST:
        return
    if SAYS_NO.search(claim.text):
        return
    for part, support in enumerate(case.supports):
        if len(claim.parts[part].items) < 2 or support.local < _HELD:
            continue
        if all(_turned(case.prepared, n) for n in _best(support)):
            yield Finding("said of this: not so, or not yet", 0.45)
            return


def _best(support: Support) -> list[int]:
    best = float(support.found.max())
    return [n for n in range(len(support.found)) if float(support.found[n]) >= max(0.35, 0.85 * best)] or [
        support.first
    ]


def _turned(prepared: PreparedTranscript, place: int) -> bool:
    """Whether a sentence of the client, or the one after it in the same turn, turns itself down."""
    if prepared.moments[place].role is not Role.CLIENT:
        return False
    for n in (place, place + 1):
        if n >= len(prepared.moments) or prepared.moments[n].turn != prepared.moments[place].turn:
            break
        reading = prepared.readings[n]
        if not reading.question and TAKES_BACK.search(" ".join(reading.words)):
            return True
    return False


_BEGINS = re.compile(
    r"^(?:the )?client (?:\w+ly )?(?:suggested|proposed|recommended|initiated|requested)\b", re.IGNORECASE
)
_PUTS_FORWARD = re.compile(
    r"\b(?:can (?:we|you|i)|could (?:we|you|i|it)|i'd (?:like|rather|want)|"
    r"i (?:want|would like|need|asked|suggested|said|told)|"
    r"maybe (?:we|i)|what if|how about|what about|i (?:thought|was thinking)|why don't|let's|let me|shall we|please)\b"
)


def not_theirs(case: Case) -> Iterable[Finding]:
    """Put forward by the therapist, and written as the client's suggestion."""
    if case.prepared.typed or not _BEGINS.match(case.claim.text):
        return
    support = case.supports[0]
    best = float(support.found.max())
    places = {m for n in range(len(support.found)) if support.found[n] >= 0.8 * best for m in (n - 1, n, n + 1)}
    theirs = [
        " ".join(case.prepared.readings[n].words)
        for n in sorted(places)
        if 0 <= n < len(case.prepared.moments) and case.prepared.moments[n].role is not Role.THERAPIST
    ]
    if not any(_PUTS_FORWARD.search(text) for text in theirs):
        yield Finding("the client did not put this forward", 0.4)


_TOLD = re.compile(
    r"\b(?:told|informed|notified|confided|spoken (?:to|with)|spoke (?:to|with)|is aware|knows?)\b", re.IGNORECASE
)
_NOT_TOLD = re.compile(
    r"\b(?:haven't|hadn't|hasn't|didn't|don't|doesn't|never|not|nobody|no one|ain't|isn't|can't|won't) "
    r"(?:\w+ ){0,2}?(?:told|tell|telling|mention\w*|knows?|say|said|spoke|speak|aware)\b"
)
_DID_TELL = re.compile(
    r"\bi (?:\w+ )?(?:told|tell|mentioned|said|spoke|let)\b|\bi've told\b|\b(?:he|she|they|\w+) (?:knows?|does|do)\b"
)


_LATER = 9  # sentences after the best stretch in which a client may say that nobody knows


def not_told(case: Case) -> Iterable[Finding]:
    """Said to have told somebody who, by the session, has not been told."""
    claim = case.claim
    if case.prepared.typed or claim.quotes or claim.denies or claim.asks or claim.said_by is Role.THERAPIST:
        return
    if not _TOLD.search(claim.text) or SAYS_NO.search(claim.text) or claim.plans:
        return
    for part, support in enumerate(case.supports):
        if not _TOLD.search(claim.parts[part].text) or support.local < 0.3:
            continue
        theirs = [
            " ".join(case.prepared.readings[n].words)
            for n in range(max(0, support.first - 2), min(len(case.prepared.readings), support.last + _LATER))
            if case.prepared.moments[n].role is not Role.THERAPIST
        ]
        kept = any(_NOT_TOLD.search(text) for text in theirs)
        if kept and not any(_DID_TELL.search(_NOT_TOLD.sub(" ", text)) for text in theirs):
            yield Finding("said of this: nobody was told", 0.4)
            return


TURNED: tuple[Rule, ...] = (taken_back, not_theirs, not_told)
