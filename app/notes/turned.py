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


_STILL = re.compile(r"\b(?:still|persists?|persisted|continues?|continued|remains?|ongoing|keeps)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:is|are|it's|that's|they're|all|now) gone\b|\bwent away\b|\bcleared up\b|\b(?:has|have|had) stopped\b|"
    r"\b(?:it|that|they) stopped\b|\bno more\b|\bnot any ?more\b|\bthat's over\b|\bgot over\b|\bthat has changed\b|"
    r"\b(?:haven't|have not|hasn't|has not|not) (?:\w+ )?(?:in|for|since) (?:\w+ ){0,2}(?:days?|"
    r"weeks?|months?|years?|then)\b"
)


def over(case: Case) -> Iterable[Finding]:
    """Written as going on, and said to be over: "the rash is gone"."""
    claim = case.claim
    if claim.quotes or claim.denies or claim.asks or claim.plans or not _STILL.search(claim.text):
        return
    for part, support in enumerate(case.supports):
        if not _STILL.search(claim.parts[part].text) or support.local < 0.25:
            continue
        near = {m for n in _best(support) for m in (n, n + 1) if m < len(case.prepared.readings)}
        if any(_OVER.search(" ".join(case.prepared.readings[n].words)) for n in near | set(support.places(1))):
            yield Finding("said of this: it is over", 0.4)
            return


def answered_no(case: Case) -> Iterable[Finding]:
    """Standing on nothing but a question to which the answer was no."""
    claim, prepared = case.claim, case.prepared
    if prepared.typed or claim.quotes or claim.denies or claim.asks or claim.said_by is Role.THERAPIST:
        return
    if SAYS_NO.search(claim.text):
        return
    for part, support in enumerate(case.supports):
        if len(claim.parts[part].items) < 2 or support.local < 0.3:
            continue
        holders = _best(support)
        if all(prepared.readings[n].question and prepared.moments[n].role is Role.THERAPIST for n in holders) and all(
            prepared.answers[n] == "no" for n in holders
        ):
            yield Finding("asked, and the answer was no", 0.4)
            return


_DECIDED = re.compile(r"\b(?:has decided|have decided|decided (?:to|not|that|on)|made (?:a|the|her|his) decision)\b")
_DECIDED_SAID = re.compile(
    r"\b(?:decided|i'm going to|i am going to|i will|i'll|made up my mind|i chose|i've chosen|i quit|settled)\b"
)
_OPEN_STILL = re.compile(
    r"\b(?:leaning|maybe|might|don't know|not sure|haven't decided|have not decided|can't decide|"
    r"perhaps|thinking about)\b"
)


def undecided(case: Case) -> Iterable[Finding]:
    """Written as decided, while the client was still of two minds."""
    claim = case.claim
    if claim.quotes or SAYS_NO.search(claim.text) or not _DECIDED.search(claim.text.lower()):
        return
    texts = [" ".join(case.prepared.readings[n].words) for s in case.supports for n in s.all_places(3)]
    turns = {case.prepared.moments[n].turn for s in case.supports for n in _best(s)}
    texts += [
        " ".join(r.words) for r, m in zip(case.prepared.readings, case.prepared.moments, strict=True) if m.turn in turns
    ]
    if any(_OPEN_STILL.search(t) for t in texts) or not any(_DECIDED_SAID.search(t) for t in texts):
        yield Finding("said of this: not decided", 0.45)


TURNED: tuple[Rule, ...] = (taken_back, not_theirs, not_told, over, answered_no, undecided)
