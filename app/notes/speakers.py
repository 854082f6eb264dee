"""Who said it, and did it happen: words given to the wrong person, plans written as done."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.transcript import Role
from app.notes.claims import reports_speech
from app.notes.findings import Case, Finding, Rule
from app.notes.moments import Moment
from app.notes.prepared import PreparedTranscript
from app.notes.reading import FRAME_STEMS, Reading
from app.notes.support import Support
from app.notes.text import stem, stems


def someone_else(case: Case) -> Iterable[Finding]:
    """Reported as one person's words, but the words are the other's."""
    role = case.claim.said_by
    if role is Role.UNKNOWN or case.prepared.typed:
        return
    if role is Role.THERAPIST and case.claim.asks:
        return  # what was explored may be in the client's words
    if role is Role.CLIENT and (not reports_speech(case.claim.text) or "therapist" in case.claim.text.lower()):
        return
    begun = bool(_BEGINNING.search(case.claim.text.lower()))
    for support in case.supports:
        moments = [case.prepared.moments[n] for n in support.places()]
        continued = support is not case.supports[0] and len(support.strength) < 3
        if (
            support.local < 0.4
            or continued
            or any(m.role in (role, Role.UNKNOWN) and _weighs(support, m.index) for m in moments)
        ):
            continue
        taken_up = ("yes", "no") if case.claim.denies else ("yes",)
        agreed = role is Role.CLIENT and not begun and any(case.prepared.answers[m.index] in taken_up for m in moments)
        holders = [m for m in moments if _weighs(support, m.index)]
        if role is Role.CLIENT and _AGREES.match(case.claim.text) and _takes_up(case, holders):
            continue
        if holders and not agreed:
            who = "the therapist, not by the client" if role is Role.CLIENT else "the client, not by the therapist"
            yield Finding(f"said by {who}", 0.4)
            return


_AGREES = re.compile(
    r"^(?:the )?client (?:\w+ly )?(?:agreed|agrees|accepted|consented|committed|was willing|is willing|is open|"
    r"was open|will|plans)\b",
    re.IGNORECASE,
)
_ACCEPTS = re.compile(
    r"\b(?:yes|yeah|okay|ok|sure|fine|deal|i'll|i will|i can|i could|i might|we can|we could|all right|perfect|good)\b"
)


def _takes_up(case: Case, holders: list[Moment]) -> bool:
    """Whether the client's next words accept what the therapist put forward, in whole or with a change."""
    moments, readings = case.prepared.moments, case.prepared.readings
    for holder in holders:
        answering = [m for m in moments[holder.index + 1 : holder.index + 10] if m.role is Role.CLIENT]
        answer = [readings[m.index] for m in answering if m.turn == answering[0].turn]
        wanted = {n.value for n in case.claim.whole.numbers}
        if any(_ACCEPTS.search(" ".join(r.words)) or wanted & {n.value for n in r.numbers} for r in answer):
            return True
    return False


def _weighs(support: Support, place: int) -> bool:
    best = max((float(support.found[n]) for n in support.places()), default=0.0)
    return float(support.found[place]) >= max(0.15, 0.5 * best)


_BEGINNING = re.compile(r"^\S+(?: \S+)? (?:suggest|recommend|propos|offer|advis|assign|encourag|invit|asked|asks)")
_DISCLOSES = re.compile(
    r"^(?:the )?(?:therapist|clinician|counselor) (?:also )?(?:said|stated|shared|reported|disclosed|felt|feels|has|"
    r"was|is|misses|missed|wants|wanted|believes)\b.*\b(?:he|she|his|her|him|himself|herself|they|their)\b"
)
_OWN = frozenset(("i", "my", "me", "i'm", "i've", "myself"))


def therapist_discloses(case: Case) -> Iterable[Finding]:
    """A therapist who is said to speak of themselves must have said "I" of it."""
    if case.prepared.typed or not _DISCLOSES.match(case.claim.text.lower()):
        return
    for support in case.supports:
        own = [m for m in support.places() if case.prepared.moments[m].role is not Role.CLIENT and _weighs(support, m)]
        if not any(_OWN & set(case.prepared.readings[n].words) for n in own):
            yield Finding("said by the client, not by the therapist", 0.4)
            return


_THIRD = re.compile(
    r"^(?:the )?(?:client|patient)'s (\w+) (?:\w+ly )?(?:said|told|stated|asked|suggested|reported|"
    r"thinks|believes|feels|wants|keeps|advised|noticed)|^(?:her |his |the )?(husband|wife|mother|father|"
    r"partner|daughter|son|brother|sister|friend)s? (?:said|told|stated|asked|suggested|feels|reported|wants)"
)


def third_party(case: Case) -> Iterable[Finding]:
    """What is said of a relative or friend needs a word of them close by."""
    match = _THIRD.match(case.claim.text.lower())
    if match is None:
        return
    who = match.group(1) or match.group(2)
    groups = {h.name for h in case.lexicons.synonyms.find(stems(who))}
    near = [r for n in case.supports[0].places(1) for r in [case.prepared.readings[n]]]
    named = any(stem(who) in r.stems or any(i.groups & groups for i in r.items) for r in near)
    if not named:
        yield Finding(f"not said of the {who}", 0.4)


_HEDGED = frozenset(
    stem(w)
    for w in """fear worry afraid anticipate expect believe thought predict plan will agree intend want hope could would
    might may if consider willing ask suggest encourage recommend discuss explore invite assign commit next upcoming
    schedule goal interest need concern should wish imagine prefer ready refer continue offer propose going
    advise urge tell remind follow able can try sure ambivalent reluctant motivated importance rate feel describe
    introduce complete gain learn realize notice recognize""".split()  # noqa: SIM905
)
_UNREAL = re.compile(
    r"\b(?:could|would|will|'ll|going to|might|may|if|want to|wanna|gonna|"
    r"(?:i'd|we'd)(?! (?:\w+ )?(?:been|gone|had|done|seen|taken|got|said|told|never|\w+ed|\w+en)\b)|"
    r"afraid|scared that|sure that|worried|plan to|"
    r"i can (?:do|try|call|go|take|keep|make|ask|write)|let's|let us|should|shall|hope|wish|can you|imagine)\b|\?$"
)
_DONE = re.compile(
    r"\b(?:was|were|has|have|had|did|went|got|took|sat|met|spoke|began|quit|kept|wrote|called|gave|told|made|bought|sang|read|left|found|ran|ate|drank|"
    r"drove|fought|lost|won|sent|spent|broke|brought|threw|rode|wore|chose|slept|[a-z]{3,}ed)\b"
)


def not_yet(case: Case) -> Iterable[Finding]:
    """Written as done, but said as a plan, a fear or a question."""
    if case.prepared.typed or case.claim.asks or case.claim.quotes or case.claim.said_by is Role.THERAPIST:
        return
    for part, reading in enumerate(case.claim.parts):
        text = " ".join(w for w, s in zip(reading.words, reading.stems, strict=True) if s not in FRAME_STEMS)
        if (
            not _DONE.search(text)
            or _UNREAL.search(reading.text.lower())
            or _HEDGED_DONE & set(reading.stems)
            or _THINKS.search(text)
        ):
            continue
        support = case.supports[part]
        holders = [n for n in support.places() if _weighs(support, n)]
        real = any(not _unreal(case.prepared, n) and support.found[n] >= 0.4 for n in support.all_places(2))
        planned = (
            support.local >= 0.4 and bool(holders) and not real and all(_unreal(case.prepared, n) for n in holders)
        )
        if planned or _only_planned(reading, support, case.prepared):
            yield Finding("planned or imagined, not said to have happened", 0.5)
            return


_THINKS = re.compile(r"\b(?:thinks|thought (?:that|he|she|it|of))\b")


def _only_planned(reading: Reading, support: Support, prepared: PreparedTranscript) -> bool:
    """True where a verb of the claim is said only of what might be."""
    for row, item in enumerate(reading.items):
        main = row == 0 or reading.words[item.place - 1] == "and"
        if not main or not _DONE.fullmatch(item.word):
            continue
        places = [n for n in support.all_places(2) if support.strength[row, n] >= 1.0]
        if places and all(_unreal(prepared, n) for n in places):
            return True
    return False


_HEDGED_DONE = _HEDGED - {stem("complete"), stem("follow"), stem("continue")}


def _unreal(prepared: PreparedTranscript, place: int) -> bool:
    reading = prepared.readings[place]
    if reading.question and prepared.answers[place]:
        return bool(re.search(r"\b(?:could|would|will|can)\b", reading.text.lower()))
    return reading.question or bool(_UNREAL.search(reading.text.lower()))


SPEAKERS: tuple[Rule, ...] = (someone_else, therapist_discloses, third_party, not_yet)
