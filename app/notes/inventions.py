"""What note-takers invent: denials nobody asked for, methods nobody used, diagnoses, looks, plans."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.domain.transcript import Role
from app.late import late
from app.notes.acts import enough
from app.notes.denials import denials
from app.notes.findings import Case, Finding, Rule
from app.notes.lexicons import Hit, Technique
from app.notes.prepared import Floats, PreparedTranscript
from app.notes.reading import FRAME_STEMS
from app.notes.support import Support
from app.notes.text import stem, stems

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

_FEW = 3  # words that say something
_UNHEARD = 0.3  # less: no word of the session is like it
_SOFT_SIGHTS = frozenset(("appeared", "appears", "seemed"))
_INFERS = re.compile(r"\b(?:appear|seem)(?:ed|s)? to (?!be (?:in|very|quite|more|less)\b)[a-z]+")
"""What is made of the words ("seems to keep the fear alive"), where a look would have no verb ("seems tired")."""
_LOOKS_ALIKE = frozenset(("torn", "tore", "judge", "judges", "judged", "judging", "affected", "affecting", "affects"))
"""Words of another meaning with the stem of one for what is seen: "torn" is no tear."""


def methods(case: Case) -> Iterable[Finding]:
    """A method of treatment that was neither named nor used."""
    hits = [h for h in case.lexicons.techniques_in_notes.find(case.claim.whole.stems) if not _by_client(case, h)]
    for name in sorted({h.name for h in hits if not any(_within(h, other) for other in hits)}):
        if not shows(case.prepared, case.lexicons.techniques[name]):
            yield Finding(f"nobody used this in the session: {name.replace('_', ' ')}", 0.22)


_ANYBODY = frozenset(("concern", "suggestion", "reflective_listening", "affirmation", "confrontation", "feedback"))
_OPENS = 4  # words in which a sentence says who does what


def _by_client(case: Case, hit: Hit) -> bool:
    """Whether a sentence tells of the client what would be a method of the therapist: "Client expressed concern"."""
    return hit.name in _ANYBODY and case.claim.said_by is Role.CLIENT and hit.start < _OPENS


def _within(hit: Hit, other: Hit) -> bool:
    """Whether a name is part of a longer one: the "exposure" of "interoceptive exposure"."""
    longer = other.end - other.start > hit.end - hit.start
    return longer and other.start <= hit.start and hit.end <= other.end


def shows(prepared: PreparedTranscript, technique: Technique) -> bool:
    """True where the session's words, or the therapist's acts, show a technique."""
    if technique.needs:
        return all(enough(prepared.acts, act) for act in technique.needs)
    for place, hits in enumerate(prepared.hits["techniques_in_sessions"]):
        spoken_by = prepared.moments[place].role
        if (technique.anyone or spoken_by is not Role.CLIENT or prepared.typed) and any(
            hit.name == technique.name for hit in hits
        ):
            return True
    return any(enough(prepared.acts, act) for act in technique.does)


def instruments(case: Case) -> Iterable[Finding]:
    """A questionnaire or a hand-out that nobody spoke of."""
    said = case.prepared.joined
    for hit in case.lexicons.instruments.find(case.claim.whole.stems):
        wanted = " ".join(case.claim.whole.stems[hit.start : hit.end])
        alike = {h.name for h in case.lexicons.synonyms.find(case.claim.whole.stems[hit.start : hit.end])}
        if f" {wanted} " not in said and not any(case.prepared.groups.get(name) for name in alike):
            yield Finding(f"nobody spoke of this: {hit.name}", 0.35)
            return


def diagnoses(case: Case) -> Iterable[Finding]:
    """A diagnosis or a judgement of risk that nobody spoke."""
    whole = case.claim.whole
    hits = case.lexicons.diagnoses.find(whole.stems)
    named = sorted({h.name for h in hits if not (case.claim.denies and h.start in whole.negated)})  # see denials
    said = [" ".join(r.stems) for r in case.prepared.readings] if named else []
    for name in named:
        kind, phrase = name.split(":", 1)
        wanted = " ".join(stems(phrase.replace("-", " ")))
        if any(f" {wanted} " in f" {text} " for text in said):
            continue
        if kind == "judgements":
            yield Finding(f"“{phrase}” is for the clinician to judge", 0.3)
        else:
            yield Finding(f"nobody named this: {phrase}", 0.25)


def sights(case: Case) -> Iterable[Finding]:
    """What only someone in the room could see."""
    said = case.prepared.stems
    whole = case.claim.whole
    seen = [hit for hit in case.lexicons.observed.find(whole.stems) if whole.words[hit.start] not in _LOOKS_ALIKE]
    names = sorted({hit.name for hit in seen})
    hard = [n for n in names if n not in _SOFT_SIGHTS and not set(stems(n)) <= said]
    if hard:
        yield Finding(f"seen, not said: {hard[0]}", 0.4)
    elif any(n in _SOFT_SIGHTS for n in names) and not _INFERS.search(whole.text.lower()):
        yield Finding("an impression, not said", 0.6)


_PLAN_WORDS = frozenset(
    stem(w)
    for w in """plan plans agree agreed will intend intends schedule scheduled continue explore encourage provide
    monitor follow refer referral assign develop discuss review assess implement consider work practice
    complete identify return meet use create set coordinate introduce reassess revisit check offer plan
    address track begin establish evaluate next session sessions appointment future upcoming week weeks
    recommend recommended homework again""".split()  # noqa: SIM905
)


def plans(case: Case) -> Iterable[Finding]:
    """A plan that nobody spoke of as one, or that was put forward and not taken up."""
    if not case.claim.plans or case.claim.quotes:
        return
    prepared = case.prepared
    meets = bool(case.lexicons.appointments_in_notes.find(case.claim.whole.stems))
    if meets and not any(prepared.hits["appointments_in_sessions"]) and not _time_agreed(case):
        yield Finding("no next appointment was spoken of", 0.4)
        return
    if not _time_agreed(case):
        yield Finding("no appointment at this time was spoken of", 0.45)
        return
    if meets:
        return
    ahead = prepared.plans.copy()
    ahead[1:] |= prepared.plans[:-1]
    ahead[:-1] |= prepared.plans[1:]
    held: list[float] = []
    planned = [bool(case.lexicons.plans_in_notes.find(r.stems)) for r in case.claim.parts]
    for part, support in enumerate(case.supports):
        if any(planned) and not planned[part]:
            continue  # "ran out and intends to call": only the second half is a plan
        if _NO_PLAN.search(case.claim.parts[part].text):
            continue
        rows = [n for n, item in enumerate(case.claim.parts[part].items) if item.stem not in _PLAN_WORDS]
        rows += range(len(case.claim.parts[part].items), len(support.strength))
        if not rows:
            continue
        held.append(_two_together(support.strength[rows] * ahead))
        if _turned_down(case, support, rows):
            yield Finding("put forward, but the client did not agree", 0.4)
            return
    worst = sum(held) / len(held) if held else 1.0
    if worst < 0.36:
        yield Finding("nobody agreed this in the session", 0.45)
    elif worst < 0.5:
        yield Finding("only in part agreed in the session", 0.9)


_NO_PLAN = re.compile(r"\b(?:not|n't) (?:\w+ )?(?:intend|plan|agree|want|commit|wish)\b", re.IGNORECASE)
_CLOSING = 10
_TIMES = frozenset(stems("week weeks month months monday tuesday wednesday thursday friday saturday sunday tomorrow"))


def _time_agreed(case: Case) -> bool:
    """Whether the time that a claim gives for the next appointment stands beside words about one."""
    claim, prepared = case.claim, case.prepared
    if not case.lexicons.appointments_in_notes.find(claim.whole.stems):
        return True
    wanted = {form for form in claim.whole.stems if form in _TIMES}
    numbers = {n.value for n in claim.whole.numbers}
    if not wanted and not numbers:
        return any(prepared.hits["appointments_in_sessions"])
    closing = len(prepared.readings) - _CLOSING  # a date in the last sentences is an appointment, whatever its words
    for place, hits in enumerate(prepared.hits["appointments_in_sessions"]):
        if not hits and place < closing:
            continue
        near = prepared.readings[max(0, place - 3) : place + 4]
        held = sum(any(form in r.stems for r in near) for form in wanted)
        held += sum(any(n.value == value for r in near for n in r.numbers) for value in numbers)
        if held >= 0.5 * (len(wanted) + len(numbers)):
            return True
    return False


def _turned_down(case: Case, support: Support, rows: list[int]) -> bool:
    """True where the best place for a plan is the therapist's, and the client says no to it."""
    best = support.strength[rows].mean(axis=0)
    place = int(np.argmax(best))
    moment = case.prepared.moments[place]
    return (
        best[place] >= 0.5
        and moment.role is Role.THERAPIST
        and case.prepared.answers[place] == "no"
        and not case.claim.denies
    )


def _two_together(strength: Floats) -> float:
    """The best share of a claim's words that three sentences in a row hold."""
    if strength.size == 0:
        return 0.0
    best = strength.copy()
    for apart in (1, 2):
        if strength.shape[1] > apart:
            best[:, :-apart] = np.maximum(best[:, :-apart], strength[:, apart:])
    return float(best.mean(axis=0).max(initial=0.0))


_EMPTY = frozenset(
    stem(w)
    for w in """agree agreed agrees fine well good okay progress inform informed plan review reviewed plans goal goals
    work worked continue continued aware everything matter matters cover covered content attend attended
    complete completed happen happened occur occurred proceed present come
    came participate participated stable same better topic topics
    concern concerns issue issues done doing further time times treatment therapy information way change changes yes no
    all part parts list care okay safe adequately appropriately""".split()  # noqa: SIM905
)
"""Words that say nothing by themselves that a session could hold or lack: "The client agreed", "is doing well"."""


_OWN_VIEW = re.compile(
    r"^(?:the )?client (?:feels|felt|reports|reported|believes|believed|said|stated|thinks)\b", re.IGNORECASE
)


def says_little(case: Case) -> Iterable[Finding]:
    """A sentence in which nothing can be looked for: it would pass by likeness alone."""
    claim, lexicons = case.claim, case.lexicons
    whole = claim.whole
    if claim.quotes or whole.numbers or case.prepared.typed:
        return
    own = [i for i in whole.items if i.stem not in _EMPTY]
    told = len(own) > 1 or any(i.stem not in lexicons.light for i in own)
    named = (
        lexicons.techniques_in_notes.find(whole.stems)
        or lexicons.medications.find(whole.stems)
        or lexicons.exclusive.find(whole.stems)
        or [
            h
            for h in lexicons.concepts_in_notes.find(whole.stems)
            if lexicons.concepts[h.name] != "pattern" or _OWN_VIEW.match(claim.text)
        ]
        or (claim.denies and lexicons.denials_in_notes.find(whole.stems))
    )
    if not told and not named:
        yield Finding("says too little to be looked for in the session", 0.4)


def unheard(case: Case) -> Iterable[Finding]:
    """A claim of few words, one of which was never said, nor anything like it: the others may stand there by chance."""
    if case.prepared.typed:
        return
    told: list[float] = []
    for part, support in zip(case.claim.parts, case.supports, strict=True):
        best = support.strength.max(axis=1) if support.strength.size else np.zeros(len(part.items))
        told += [float(best[row]) for row, item in enumerate(part.items) if item.stem not in FRAME_STEMS]
    if 0 < len(told) <= _FEW and min(told) < _UNHEARD:
        yield Finding("", 0.65)  # which words were not found is said where nothing else speaks against it


INVENTIONS: tuple[Rule, ...] = (says_little, unheard, denials, methods, instruments, diagnoses, sights, plans)
