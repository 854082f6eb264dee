"""Denials: the best-known invention of note-takers is a "no" to a question that nobody asked.

A denial needs a question or a statement about exactly that, and the client's own answer. A list of denials is
taken apart: each of its items must stand by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.transcript import Role
from app.notes.findings import Case, Finding
from app.notes.lexicons import Hit
from app.notes.prepared import PreparedTranscript
from app.notes.reading import Item, Reading, read
from app.notes.text import stem

_TITLES = {
    "homicide": "harm to others", "self_harm": "self-harm", "psychosis": "voices or delusions",
    "side_effects": "side effects", "plan_or_intent": "a plan or intent", "legal": "legal problems", "mood": "low mood",
    "family_history": "family history", "driving_under_influence": "driving after drinking",
}  # fmt: skip
_CUE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|negative for|absence of|without(?: any)?|"
    r"(?:did|does|do|has|have) not (?:report|endorse|have|express|disclose|experience)\w*|"
    r"(?:didn't|doesn't|don't) (?:report|endorse|have|express|disclose|experience)\w*|no(?= ))",
    re.IGNORECASE,
)
_SCOPE_END = re.compile(
    r"[;.]|,? but\b|,? however\b|,? although\b|,? though\b|,? while\b|,? apart from\b|,? except\b|,? other than\b|"
    r",? (?:citing|naming|noting|stating|saying|adding|explaining|attributing|mentioning|describing|recalling)\b|"
    r" (?:that|which) (?:he|she|they)\b|,? since\b|"
    r",? and (?=(?:he|she|they|client|the client|also )?\s*(?:\w+ed|said|says|states|is|was|has|had|will|plans|feels|"
    r"takes|does|reports|added|identifies)\b(?! (?:ideation|thoughts|use|mood)))",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[,/]| and/or | and | or | nor ", re.IGNORECASE)
_EVER = frozenset(("ever", "history", "lifetime", "past", "previous", "prior", "never"))
_VAGUE = frozenset(
    stem(w)
    for w in """any current currently active having ever thoughts thought ideation use abuse symptoms symptom history of
    recent reported present past other further problems issues experiencing feeling feelings difficulty difficulties
    ever urge desire intent plan presence signs evidence using taking being such as like new acute lifetime""".split()  # noqa: SIM905
)
_TELLING = frozenset(stem(w) for w in ("urge", "plan", "intent", "history", "access"))
_LATER_NO = re.compile(
    r"^(?:but |and |so |well )*(?:no|never|nothing|none|"
    r"not (?:since|any ?more|now|at all|really|this|lately|then|today))\b"
)
_IMAGINED = re.compile(r"\b(?:afraid|scared|going to|might|would|could|what if|think i'm)\b")
_BEFORE = re.compile(
    r"\b(?:not since|back then|used to|not any ?more|not now|in the past|years ago|last (?:year|winter|summer))\b"
)
_FINE = re.compile(r"\b(?:fine|normal|normally|okay|good|well|all right(?!$)|no problem|no problems)\b")
_WELL = frozenset(("appetite", "sleep", "mood", "anxiety", "withdrawal", "cravings", "side_effects"))
"""Kinds that are denied by what goes well: "I eat normally"."""
_ONCE_SAID = re.compile(
    r"\b(?:you said|you told|you mentioned|you'd|you had|there'd been|last (?:time|week|month|year)|in [a-z]+|ago|"
    r"back then|used to|once)\b"
)
"""How a therapist brings up what was so before."""
_GONE = re.compile(
    r"^(?:it|that|they|those|this) (?:hasn't|haven't|didn't|don't|doesn't|isn't|aren't|wasn't|has not|have not|"
    r"did not)\b|"
    r"\b(?:hasn't|haven't|has not|have not|didn't|not|never|nothing|none) (?:been |come |had |happened |really )?"
    r"(?:back|since|again|once|like that)\b"
)
"""How a client says that something spoken of before is over: "It hasn't been back"."""
_LIVES = re.compile(r"\bi (?:\w+ )?(?:want to (?:live|be here|be alive)|like my life|go on living)\b")
_QUESTION_BEFORE = 4  # sentences
_BARE = 5  # words: a longer no is about what it names, and counts as a statement of its own
_ENOUGH = 0.6  # share of an item's own words that a question or statement must hold


@dataclass(frozen=True, slots=True)
class _Denied:
    """One item of a denial: its words, the word lists it belongs to, and whether all of the past is meant."""

    text: str
    reading: Reading
    hits: tuple[Hit, ...]
    ever: bool


def denials(case: Case) -> Iterable[Finding]:
    """A denial needs a question, or a statement, about exactly that, and the client's own no."""
    listed = list(_listed(case)) if case.claim.denies else []
    covered = {hit.name for item in listed for hit in item.hits}
    for item in listed:
        if item.hits:
            names = {hit.name for hit in item.hits}
            if "plan_or_intent" in names:  # "any intention to end her life": the intention is denied, not the thought
                names -= {"suicide", "homicide", "self_harm"}
            for name in sorted(names):
                yield from _found(_of_kind(case.prepared, name, item), _TITLES.get(name, name.replace("_", " ")))
        else:
            yield from _found(_of_words(case, item), item.text)
    if case.claim.denies and not listed:
        yield Finding("the client did not deny this", 0.3)
    yield from _negated_kinds(case, covered)


def _negated_kinds(case: Case, covered: set[str]) -> Iterable[Finding]:
    """What a claim negates in other words ("is not suicidal", "does not drink") needs the same ground."""
    whole = case.claim.whole
    if not _NEGATES.search(case.claim.text) or "reason" in whole.stems:
        return
    for hit in case.lexicons.denials_in_notes.find(whole.stems):
        away = any(n in whole.negated for n in range(hit.start, hit.end))
        if not away or hit.name in covered or hit.name not in _SERIOUS:
            continue
        covered.add(hit.name)
        item = _Denied(case.claim.text, whole, (hit,), ever="never" in whole.words)
        yield from _found(_of_kind(case.prepared, hit.name, item), _TITLES.get(hit.name, hit.name.replace("_", " ")))


_NEGATES = re.compile(r"\b(?:is|was|are|were|does|did|has|have|had) (?:not|never)\b|\bnever\b|n't\b", re.IGNORECASE)
_SERIOUS = frozenset(("suicide", "homicide", "self_harm", "abuse", "psychosis", "weapons", "substances", "mania"))


def _found(state: str, title: str) -> Iterable[Finding]:
    if state == "never":
        yield Finding(f"not asked in this session: {title}", 0.06)
    elif state == "affirmed":
        yield Finding(f"the client did not deny this: {title}", 0.15)
    elif state == "unanswered":
        yield Finding(f"asked, but not answered: {title}", 0.2)


def _listed(case: Case) -> Iterable[_Denied]:
    """The items that a claim denies, one by one."""
    text = case.claim.text
    taken = 0
    for cue in _CUE.finditer(text):
        if cue.start() < taken:
            continue
        end = _SCOPE_END.search(text, cue.end())
        taken = end.start() if end else len(text)
        ever_before = bool(_EVER & set(text[cue.end() : taken].lower().split()[:2]))
        for piece in _JOINT.split(text[cue.end() : taken]):
            words = piece.strip(" .,'\"")
            reading = read(words, case.lexicons, note=True)
            if not reading.items and not reading.words:
                continue
            found = case.lexicons.denials_in_notes.find(reading.stems)
            hits = tuple(h for h in found if not any(_inside(h, other) for other in found))
            ever = ever_before or bool(_EVER & set(reading.words))
            if hits or _own(reading):
                yield _Denied(words, reading, hits, ever)


def _inside(hit: Hit, other: Hit) -> bool:
    """Whether a name is part of a longer one: the "violence" of "physical violence"."""
    return other.end - other.start > hit.end - hit.start and other.start <= hit.start and hit.end <= other.end


def _own(reading: Reading) -> list[Item]:
    return [item for item in reading.items if item.stem not in _VAGUE]


def _of_kind(prepared: PreparedTranscript, name: str, item: _Denied) -> str:
    """ "denied", "affirmed", "unanswered" or "never": how the session stands to one kind of denial.

    Where it was both affirmed and denied, the moments count that share more of the item's further words ("urges").
    """
    inside = {n for hit in item.hits for n in range(hit.start, hit.end)}
    further = [i for i in item.reading.items if i.place not in inside and (i.stem in _TELLING or i.stem not in _VAGUE)]
    states: dict[str, float] = {}
    for place in range(len(prepared.moments)):
        if not any(hit.name == name for hit in prepared.hits["denials_in_sessions"][place]):
            continue
        here = prepared.readings[place]
        share = _share(further, here) if further and len(further) < 4 else 0.0
        if name in _WELL and prepared.moments[place].role is Role.CLIENT and _FINE.search(" ".join(here.words)):
            states["denied"] = max(states.get("denied", -1.0), share)
            continue
        kinds = [h for h in prepared.hits["denials_in_sessions"][place] if h.name == name]
        for state in _states(prepared, place, [n for h in kinds for n in range(h.start, h.end)]):
            states[state] = max(states.get(state, -1.0), share)
    return _decided(states, ever=item.ever or (name not in _PASSES and _last_said(prepared, name) == "affirmed"))


_PASSES = frozenset(("suicide", "homicide", "self_harm", "sleep", "appetite", "mood", "anxiety"))
"""Kinds of which a client speaks at length, now of then and now of now: the last word of them proves nothing."""


def _last_said(prepared: PreparedTranscript, name: str) -> str:
    """What the client's last statement of a matter says of it: "affirmed", "denied" or ""."""
    last = ""
    for place, hits in enumerate(prepared.hits["denials_in_sessions"]):
        mine = [h for h in hits if h.name == name]
        if mine and prepared.moments[place].role is Role.CLIENT:
            said = _stated(prepared.readings[place], [n for h in mine for n in range(h.start, h.end)])
            last = next(iter(said), last)
    return last


def _of_words(case: Case, item: _Denied) -> str:
    """The same for an item that no word list knows: its own words must have been asked, or said."""
    wanted = _own(item.reading)
    prepared = case.prepared
    states: dict[str, float] = {}
    for place, here in enumerate(prepared.readings):
        earlier = range(place - 1, max(-1, place - _QUESTION_BEFORE), -1)  # an answer goes with its question
        before = next((prepared.readings[n] for n in earlier if prepared.readings[n].question), None)
        share = max(_share(wanted, here), _share(wanted, here, before))
        if share < _ENOUGH or not _share(wanted, here):
            continue
        stems_wanted = {i.stem for i in wanted}
        groups = frozenset[str]().union(*(i.groups for i in wanted))
        held = [i.place for i in here.items if i.stem in stems_wanted or i.groups & groups]
        for state in _states(prepared, place, held):
            states[state] = max(states.get(state, -1.0), share)
    return _decided(states, ever=item.ever)


def _share(wanted: list[Item], here: Reading, further: Reading | None = None) -> float:
    """The share of `wanted` that one sentence (or two) holds, by stem or synonym."""
    items = [*here.items, *(further.items if further else ())]
    forms = {i.stem for i in items} | set(here.stems)
    groups = frozenset[str]().union(*(i.groups for i in items)) if items else frozenset[str]()
    held = sum(i.stem in forms or bool(i.groups & groups) for i in wanted)
    return held / len(wanted) if wanted else 0.0


def _decided(states: dict[str, float], *, ever: bool) -> str:
    if ever and {"affirmed", "before"} & set(states):
        return "affirmed"
    if "denied" in states and states["denied"] >= states.get("affirmed", -1.0):
        return "denied"
    for state in ("affirmed", "unanswered"):
        if state in states:
            return state
    return "never"


def _states(prepared: PreparedTranscript, place: int, held: list[int]) -> set[str]:
    """What one moment that holds the matter says of it; `held` are the matter's words in it."""
    reading, answer = prepared.readings[place], prepared.answers[place]
    if prepared.moments[place].role is Role.CLIENT or prepared.typed:
        return _stated(reading, held)
    if reading.question:
        found = {{"no": "denied", "yes": "affirmed"}.get(answer, "unanswered")}
        if _once_did(prepared, place):
            found.add("before")
        return found | {"denied"} if answer in ("yes", "other") and _no_later(prepared, place) else found
    if answer == "no" or _is_over(prepared, place):
        return {"denied", "before"} if _ONCE_SAID.search(" ".join(reading.words)) else {"denied"}
    return {"affirmed"} if answer == "yes" and not any(n in reading.negated for n in held) else set()


def _is_over(prepared: PreparedTranscript, place: int) -> bool:
    """Whether the answer to what the therapist brings up again is that it has not come back."""
    asked = prepared.moments[place]
    answering = [m for m in prepared.moments[place + 1 : place + 10] if m.speaker != asked.speaker]
    return any(
        _GONE.search(" ".join(prepared.readings[m.index].words)) for m in answering if m.turn == answering[0].turn
    )


def _stated(reading: Reading, held: list[int]) -> set[str]:
    """What a client's own sentence says of the matter."""
    if held and _LIVES.search(" ".join(reading.words)) and not any(n in reading.negated for n in held):
        return {"denied"}
    if held and reading.words[min(held)] in ("don't", "not"):  # "I don't want to be here" affirms
        return {"affirmed"}
    away = any(n in reading.negated for n in held) or "deni" in reading.stems
    if away or reading.stems[:1] == ("no",) or _says_no_here(reading, held):
        return {"denied"}
    imagined = reading.question or _IMAGINED.search(" ".join(reading.words))
    return set() if imagined else {"affirmed"}


def _says_no_here(reading: Reading, held: list[int]) -> bool:
    """A "no" or "never" that stands close before or anywhere in a short sentence with the matter."""
    nos = [n for n, w in enumerate(reading.words) if w in ("no", "never", "without", "not", "none")]
    return any(abs(n - h) <= 4 for n in nos for h in held)


def _once_did(prepared: PreparedTranscript, place: int) -> bool:
    """Whether an answer denies the present alone: "Not since the winter. Back then, yes"."""
    asked = prepared.moments[place]
    answering = [m for m in prepared.moments[place + 1 : place + 8] if m.speaker != asked.speaker]
    return any(_BEFORE.search(m.text.lower()) for m in answering if m.turn == answering[0].turn)


def _no_later(prepared: PreparedTranscript, place: int) -> bool:
    """Whether the answer to a question says no further on: "Low, yes. But I never thought of it"."""
    asked = prepared.moments[place]
    answering = None
    for later in prepared.moments[place + 1 : place + 10]:
        if later.speaker == asked.speaker:
            if answering is not None:
                return False
            continue
        answering = later.turn if answering is None else answering
        if later.turn != answering:
            return False
        words = prepared.readings[later.index].words
        if len(words) <= _BARE and _LATER_NO.match(" ".join(words)):
            return True
    return False
