"""What note-takers invent: denials nobody asked for, methods nobody used, diagnoses, looks, plans."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from app.domain.transcript import Role
from app.notes.findings import Case, Finding, Rule
from app.notes.lexicons import Technique
from app.notes.prepared import Floats, PreparedTranscript
from app.notes.text import stems

_TITLES = {
    "suicide": "suicide", "homicide": "harm to others", "self_harm": "self-harm", "abuse": "abuse",
    "substances": "substances", "alcohol": "alcohol", "psychosis": "voices or delusions",
    "side_effects": "side effects", "mania": "mania", "panic": "panic", "nightmares": "nightmares",
    "weapons": "weapons", "plan_or_intent": "a plan or intent", "legal": "legal problems",
}  # fmt: skip
_NEARLY_ALL = 0.75  # a claim whose words stand together was said, whatever its tense
_SOFT_SIGHTS = frozenset(("appeared", "appears", "seemed"))
_REFLECTION = re.compile(
    r"\b(?:sounds like|that sounds|it seems|seems like|so you|so it|you feel|you're feeling|you are feeling|"
    r"i hear|part of you|you've been|you have been|you want|you'd like|you know|you're|it must)\b"
)
_AFFIRMING = re.compile(
    r"\b(?:good|great|well done|proud|wonderful|excellent|impressive|congratulations|fantastic|appreciate|"
    r"thank you for|strength|courage|amazing|nice job)\b"
)
_OPEN = re.compile(r"^(?:and |so |but |okay |well |now )*(?:what|how|tell me|why|in what way|describe)\b")


def denials(case: Case) -> Iterable[Finding]:
    """A denial needs a question, or a statement, about exactly that, and the client's own no."""
    if not case.claim.denies:
        return
    prepared, lexicons = case.prepared, case.lexicons
    whole = case.claim.whole
    hits = [
        h for h in lexicons.denials_in_notes.find(whole.stems) if any(n in whole.negated for n in range(h.start, h.end))
    ]
    if not hits and not _said_no(case):
        yield Finding("the client did not deny this", 0.3)
    for name in sorted({h.name for h in hits}):
        state = _denied(prepared, name)
        if name == "alcohol" and state == "never":
            state = _denied(prepared, "substances")
        if state == "never":
            yield Finding(f"nobody asked about this: {_TITLES.get(name, name)}", 0.06)
        elif state == "affirmed":
            yield Finding(f"the client did not deny this: {_TITLES.get(name, name)}", 0.15)
        elif state == "unanswered":
            yield Finding(f"asked, but not answered: {_TITLES.get(name, name)}", 0.2)


def _said_no(case: Case) -> bool:
    """True where some word that the claim denies was asked and answered with no, or said with a negation."""
    for part, support in zip(case.claim.parts, case.supports, strict=True):
        for row, item in enumerate(part.items):
            for place in np.flatnonzero(support.strength[row] >= 0.8) if item.negated else ():
                reading = case.prepared.readings[int(place)]
                same = [i.negated for i in reading.items if i.stem == item.stem or i.groups & item.groups]
                if any(same) or (reading.question and case.prepared.answers[int(place)] == "no"):
                    return True
    return False


def _denied(prepared: PreparedTranscript, name: str) -> str:
    """ "denied", "affirmed", "unanswered" or "never": how the session stands to one kind of denial."""
    states: set[str] = set()
    for place, reading in enumerate(prepared.readings):
        hits = [h for h in prepared.hits["denials_in_sessions"][place] if h.name == name]
        if not hits:
            continue
        moment = prepared.moments[place]
        if moment.role is Role.CLIENT or prepared.typed:
            away = any(n in reading.negated for h in hits for n in range(h.start, h.end))
            said_no = reading.stems[:1] == ("no",) or bool(
                {"deni"} & set(reading.stems) or any(w in ("no", "never", "without") for w in reading.words)
            )
            states.add("denied" if away or said_no else "affirmed")
        elif reading.question:
            answer = prepared.answers[place]
            states.add({"no": "denied", "": "unanswered", "other": "unanswered", "yes": "affirmed"}[answer])
    for state in ("affirmed", "denied", "unanswered"):
        if state in states and not (state == "affirmed" and "denied" in states):
            return state
    return "never"


def methods(case: Case) -> Iterable[Finding]:
    """A method of treatment that was neither named nor used."""
    for name in sorted(case.lexicons.techniques_in_notes.names(case.claim.whole.stems)):
        if not shows(case.prepared, case.lexicons.techniques[name]):
            yield Finding(f"nobody used this in the session: {name.replace('_', ' ')}", 0.22)


def shows(prepared: PreparedTranscript, technique: Technique) -> bool:
    """True where the session's words, or the therapist's acts, show a technique."""
    for place, hits in enumerate(prepared.hits["techniques_in_sessions"]):
        spoken_by = prepared.moments[place].role
        if (technique.anyone or spoken_by is not Role.CLIENT or prepared.typed) and any(
            hit.name == technique.name for hit in hits
        ):
            return True
    return any(_act(prepared, act) for act in technique.does)


def _act(prepared: PreparedTranscript, act: str) -> bool:
    texts = [
        " ".join(r.words) for r, m in zip(prepared.readings, prepared.moments, strict=True) if m.role is not Role.CLIENT
    ]
    pattern = {"reflections": _REFLECTION, "affirmations": _AFFIRMING, "open_questions": _OPEN}.get(act)
    least = 2 if act in ("reflections", "open_questions") else 1
    return pattern is not None and sum(bool(pattern.search(t)) for t in texts) >= least


def diagnoses(case: Case) -> Iterable[Finding]:
    """A diagnosis or a judgement of risk that nobody spoke."""
    named = sorted(case.lexicons.diagnoses.names(case.claim.whole.stems))
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
    names = sorted(case.lexicons.observed.names(case.claim.whole.stems))
    hard = [n for n in names if n not in _SOFT_SIGHTS and not set(stems(n)) <= said]
    if hard:
        yield Finding(f"seen, not said: {hard[0]}", 0.4)
    elif any(n in _SOFT_SIGHTS for n in names):
        yield Finding("an impression, not said", 0.75)


def plans(case: Case) -> Iterable[Finding]:
    """A plan that nobody spoke of as one."""
    if not case.claim.plans or case.claim.quotes:
        return
    prepared = case.prepared
    ahead = prepared.plans.copy()
    ahead[1:] |= prepared.plans[:-1]
    ahead[:-1] |= prepared.plans[1:]
    for support in case.supports:
        if support.local > _NEARLY_ALL:
            continue
        best = float((support.found * ahead).max(initial=0.0))
        together = _two_together(support.strength * ahead)
        if max(best, together) < 0.34:
            yield Finding("nobody agreed this in the session", 0.45)
            return


def _two_together(strength: Floats) -> float:
    """The best share of a claim's words that two sentences in a row hold."""
    if strength.size == 0:
        return 0.0
    pairs = np.maximum(strength[:, :-1], strength[:, 1:]) if strength.shape[1] > 1 else strength
    return float(pairs.mean(axis=0).max(initial=0.0))


INVENTIONS: tuple[Rule, ...] = (denials, methods, diagnoses, sights, plans)
