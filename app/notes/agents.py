"""Who did it: the doer that a claim names, and the doer in the words that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.transcript import Role
from app.notes.findings import Case, Finding
from app.notes.prepared import PreparedTranscript
from app.notes.reading import Item, Reading
from app.notes.text import STOPWORDS, stem, tokens

CLIENT, THERAPIST, THIRD = "the client", "the therapist", "someone else"
_SUBJECT = re.compile(
    r"^(?:(?:(?:the )?(?:client|patient)'s|"
    r"the(?! (?:client|patient|therapist|clinician|counselor|provider)\b)) (?P<of>[a-z]+)|"
    r"(?P<client>(?:the )?(?:client|patient))|"
    r"(?P<therapist>(?:the )?(?:therapist|clinician|counselor|provider)))\b(?! and\b)",
    re.IGNORECASE,
)
_NAMED = tokens(
    "wife husband partner spouse mother mom father dad sister brother son daughter aunt uncle cousin friend boss "
    "manager foreman captain supervisor teacher doctor nurse boyfriend girlfriend ex roommate neighbor coworker "
    "colleague grandmother grandfather parents kids children psychiatrist principal "
    "pharmacist professor coach lawyer judge officer landlord nephew niece dispatcher sponsor vicar priest pastor "
    "girls boys housemate flatmate dentist dietitian cardiologist surgeon deputy neighbour"
)
KIN = frozenset(stem(word) for word in _NAMED)
_NAME = re.compile(r"[A-Z][a-z]+\b(?!')")
_I = frozenset(("i", "i'm", "i've", "i'd", "i'll", "we", "we're", "we've", "we'd", "we'll"))
_YOU = frozenset(("you", "you're", "you've", "you'd", "you'll"))
OTHERS = frozenset(
    (
        "he",
        "she",
        "they",
        "he's",
        "she's",
        "they're",
        "they've",
        "he'd",
        "she'd",
        "he'll",
        "she'll",
        "they'll",
        "everybody",
        "everyone",
    )
)
_NOUNS_FOLLOW = frozenset(("a", "an", "the", "her", "his", "their", "some", "no", "any", "about", "of", "for", "with"))
_PASSIVE = frozenset(("was", "were", "been", "being", "is", "are", "got", "be"))
_REACH = 7  # words before a verb in which its doer is sought
_NEARBY = 0.3  # share of a claim's words that a sentence holds which may tell who did it
_BEFORE = 3  # sentences in which a relative may have been named before "he" or "she"


def doers(case: Case) -> Iterable[Finding]:
    """A deed given to one person that the session tells of another."""
    if case.prepared.typed or case.claim.quotes or case.claim.denies or several_clients(case.prepared):
        return
    for part, meant in enumerate(case.claim.meant):
        who, first = subject(meant, case.prepared)
        if not who or case.claim.asks:
            continue
        reading = case.claim.parts[part]
        item = _deed(reading, who, first)
        if item is None:
            continue
        support = case.supports[part]
        agents: set[str] = set()
        if support.local < _NEARBY:
            continue
        for place in range(len(support.found)):
            if support.found[place] >= _NEARBY:
                agents |= _agents(case.prepared, place, item, who)
        if agents and not any(_same(who, agent) for agent in agents):
            other = sorted(agents)[0]
            yield Finding(f"said of {shown_person(other)}, not of {shown_person(who)}", 0.4)
            return


_TOLD = re.compile(
    r"^(?:the )?client(?:'s (?P<of>[a-z]+))? (?:told|asked|informed|advised|texted|called|urged) "
    r"(?:the |his |her |their )?(?P<whom>[a-z]+)",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:(?:'ve|'d|'ll| have| will) )?(?:\w+ ){0,2}?"
    r"(?:told|tell|said|say|asked|ask|texted|text|called|call|calls|wants|talk|talked)"
)
_I_TELL = re.compile(rf"\b(?:i|we)\b{_SAYS}\b|\blet\b.*\bknow\b")


def tellers(case: Case) -> Iterable[Finding]:
    """Who told whom: the words that a claim stands on must be told in the same direction."""
    match = _TOLD.match(case.claim.text)
    if match is None or case.prepared.typed or several_clients(case.prepared):
        return
    whom, of = stem(match["whom"]), stem(match["of"] or "")
    support = case.supports[0]
    held = [case.prepared.moments[n].role for n in support.places() if support.found[n] >= _NEARBY]
    if not of and match["whom"].lower() in ("therapist", "counselor") and held and set(held) == {Role.THERAPIST}:
        yield Finding("said by the therapist, not by the client", 0.4)
    if of or whom not in KIN:
        return
    places = case.supports[0].all_places(1)
    texts = [" ".join(case.prepared.readings[n].words) for n in places if case.prepared.moments[n].role is Role.CLIENT]
    theirs = re.compile(r"\b(?:he|she|they|(?:my|the) [a-z]+) (?:told|said|says|texted|called|asked)\b")
    if any(theirs.search(text) for text in texts) and not any(_I_TELL.search(text) for text in texts):
        yield Finding(f"{shown_person(whom)} said it to the client, not the other way", 0.4)


def several_clients(prepared: PreparedTranscript) -> bool:
    return sum(s.role is Role.CLIENT for s in prepared.transcript.speakers) > 1


def subject(meant: str, prepared: PreparedTranscript) -> tuple[str, int]:
    """Whom a part of a claim (in the third person) speaks of, and how many words name them."""
    match = _SUBJECT.match(meant)
    name = _NAME.match(meant)
    if match is None and name and re.search(rf"[a-z,] {name.group()}\b", prepared.spoken):
        return stem(name.group()), 1
    if match is None:
        return "", 0
    if match["client"]:
        return CLIENT, len(match.group().split())
    if match["therapist"]:
        return THERAPIST, len(match.group().split())
    of = stem(match["of"])
    return (of, len(match.group().split())) if of in KIN else ("", 0)


def _deed(reading: Reading, who: str, named: int) -> Item | None:
    found = _deed_item(reading, who, named)
    if who in (CLIENT, THERAPIST):
        return found
    # Of a relative, "showed", "told" and the like are deeds too.
    places = [n for n, form in enumerate(reading.stems) if form == who]
    for n in range(places[0] + 1, min(places[0] + 4, len(reading.words))) if places else ():
        if reading.words[n] in STOPWORDS or reading.words[n].endswith("ly"):
            continue
        if found is None or n < found.place:
            return Item(n, reading.words[n], reading.stems[n], frozenset(), False)
        break
    return found


def _deed_item(reading: Reading, who: str, named: int) -> Item | None:
    """The first word after the doer that tells something, if it is close and not done to them."""
    start = 0
    if who not in (CLIENT, THERAPIST):
        places = [n for n, form in enumerate(reading.stems) if form == who]
        if not places:
            return None
        start = places[0] + 1
    for item in reading.items:
        if item.place < start or item.stem == who or item.stem in KIN:
            continue
        if item.place > start + named + 5:
            return None
        if item.place and reading.words[item.place - 1] in _NOUNS_FOLLOW:
            return None
        if item.place and reading.words[item.place - 1] in _PASSIVE and item.word.endswith(("ed", "en", "wn")):
            return None
        return item
    return None


def _agents(prepared: PreparedTranscript, place: int, wanted: Item, who: str) -> set[str]:
    """Who does `wanted` in one moment, by the nearest subject before it; empty where that is not clear."""
    reading, role = prepared.readings[place], prepared.moments[place].role
    if role is Role.UNKNOWN:
        return {CLIENT, THERAPIST, THIRD}
    found: set[str] = set()
    said = [
        Item(n, w, f, frozenset(), False) for n, (w, f) in enumerate(zip(reading.words, reading.stems, strict=True))
    ]
    for item in reading.items if wanted.groups else said:
        if item.stem != wanted.stem and not (item.groups & wanted.groups and len(item.groups) == 1):
            continue
        agent = _before(reading, item.place, role)
        if not agent:
            continue
        if agent == THIRD:  # "he", "they": whoever was named last
            near = prepared.readings[max(0, place - _BEFORE) : place + 1]
            found |= {form for r in near for form in r.stems if form in KIN or form == who} or {THIRD}
        else:
            found.add(agent)
    return found


def _before(reading: Reading, place: int, role: Role) -> str:
    for n in range(place - 1, max(-1, place - 1 - _REACH), -1):
        word, form = reading.words[n], reading.stems[n]
        if word in _I:
            return CLIENT if role is Role.CLIENT else THERAPIST
        if word in _YOU:
            return "" if role is Role.CLIENT else CLIENT
        if word in OTHERS:
            return THIRD
        if form in KIN and n and reading.words[n - 1] in ("my", "his", "her", "your", "our"):
            return form
        if word in ("it", "that", "which", "who", "what"):
            return ""
    return CLIENT if place <= _REACH and not reading.question else ""


def alike(form: str, who: str) -> bool:
    """Whether two stems name the same relative: "mom" and "mother"."""
    return form == who or _ALIKE.get(form, form) == _ALIKE.get(who, who)


def _same(who: str, agent: str) -> bool:
    if agent == THIRD:
        return who not in (CLIENT, THERAPIST)
    return who == agent or _ALIKE.get(who, who) == _ALIKE.get(agent, agent)


_ALIKE = {stem(a): stem(b) for a, b in (
    ("mom", "mother"), ("mum", "mother"), ("dad", "father"), ("spouse", "wife"), ("husband", "wife"),
    ("partner", "wife"),
    ("ex", "boyfriend"),
    ("manager", "boss"), ("supervisor", "boss"), ("foreman", "boss"),
    ("kids", "children"), ("colleague", "coworker"),
    ("neighbour", "neighbor"), ("girls", "daughter"), ("boys", "son"),
    ("flatmate", "roommate"), ("housemate", "roommate"), ("psychiatrist", "doctor"),
)}  # fmt: skip


def shown_person(who: str) -> str:
    return who if who in (CLIENT, THERAPIST, THIRD) else f"the {_FULL.get(who, who)}"


_FULL = {stem(word): word for word in _NAMED}
