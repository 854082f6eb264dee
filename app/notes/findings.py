"""What speaks against a claim, one rule at a time: numbers, names, medicines, quotations, opposites.

Each rule looks at one thing that sentence similarity is blind to, and answers with a reason in plain
words and the share of the score that it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from app.domain.transcript import Role
from app.notes.claims import Claim
from app.notes.lexicons import Hit, Lexicons, Phrases
from app.notes.negation import DECLINES, TAKES_BACK
from app.notes.numbers import Number
from app.notes.prepared import PreparedTranscript
from app.notes.reading import Item, Reading
from app.notes.support import Support
from app.notes.text import stem, stems, tokens

_MOST = 0.55  # share of a claim's other words that one sentence must hold to say of whom it speaks
_FEW = 5  # words
_LARGE = 100  # a number so large is hardly said of two things
_TOGETHER = 0.25  # share of a claim's words that must stand beside a number
_NAME = re.compile(r"(?<=[a-z,;] )(?:Dr\. |Mr\. |Ms\. |Mrs\. )?([A-Z][a-z]{2,})\b")
_NOT_NAMES = frozenset(
    """client patient therapist clinician monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december motivational interviewing socratic english
    christmas easter thanksgiving internet the his her session""".split()  # noqa: SIM905
)
_HELD_WELL = 0.7
_IMAGINED = re.compile(r"\b(?:going to|gonna|might|would|could|afraid|scared|what if|think i'm)\b")
_OPEN = frozenset(("how", "what", "why", "when", "where", "which", "who"))
_YES_OR_NO = frozenset(("have", "did", "do", "are", "were", "has"))
_NEGATION_INSIDE = frozenset(
    stem(w)
    for w in """avoid stop quit discontinue refrain abstain refuse unsure uncertain doubt ambivalent reluctant hesitant
    fail lack miss unable struggle difficulty trouble hard fear afraid worry
    concern unaware without declin remorse regret guilt nervous hesitation""".split()  # noqa: SIM905
)
_MEASURED = ("mg", "g", "ml", "%", "hour", "minute", "day", "night", "week", "month", "year", "drink", "cigarette")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that speaks against a claim: why, and the factor that its score is multiplied with."""

    reason: str
    factor: float


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may look at."""

    claim: Claim
    supports: tuple[Support, ...]  # one per part of the claim
    prepared: PreparedTranscript
    lexicons: Lexicons

    def supports_word(self, row: int, place: int, item: Item) -> bool:
        """Whether a moment holds a word of a part (its row) well."""
        return any(
            row < len(s.strength) and p.items[row : row + 1] == (item,) and s.strength[row, place] >= _HELD_WELL
            for s, p in zip(self.supports, self.claim.parts, strict=True)
        )

    def near(self, number: int, margin: int) -> list[Reading]:
        """The session's sentences around the best stretch of part `number`."""
        return [self.prepared.readings[n] for n in self.supports[number].all_places(margin)]


Rule = Callable[[Case], Iterable[Finding]]


def numbers_differ(case: Case) -> Iterable[Finding]:
    """A number that nobody said, or that was said of something else."""
    said = case.prepared.numbers
    for part, reading in enumerate(case.claim.parts):
        rated = bool(re.search(r"out of|score|rat(?:ed|ing)", reading.text.lower()))
        clock = _times_of_day(reading.text, case.prepared)
        for number in reading.numbers:
            if number.value not in said:
                yield Finding(f"number {number.shown} not in the session", 0.12)
                continue
            near = _said_of_this(case, part, number.value)
            on_scale = rated and not number.unit and _answers_scale(case.prepared, number.value)
            sure = number.value >= _LARGE or number.value in clock
            if sure and not number.unit:
                continue
            if not near and not on_scale and not _bare_answers(case.prepared, number.value):
                yield Finding(f"number {number.shown} was said of something else", 0.45)
            elif rated and _no_rating(case.prepared, number, near):
                yield Finding(f"number {number.shown} was said of something else", 0.4)
            elif number.unit == "date" and all(n.unit and n.unit != "date" for n in _all(case.prepared, number.value)):
                yield Finding(f"number {number.shown} was said of something else", 0.35)
            elif _other_time(case, part, number.value):
                yield Finding(f"number {number.shown} was said of another time", 0.4)
            elif near and number.unit in _MEASURED and all(n.unit in _MEASURED and n.unit != number.unit for n in near):
                yield Finding(f"number {number.shown} was said with another unit", 0.3)
    yield from _direction(case)


RATES = re.compile(
    r"\bscale\b|\bzero to\b|\bone to\b|\bout of\b|\bscor\w+|\brat(?:e|ed|ing)\b|where are you now|\bpoints?\b|"
    r"\bnought to\b|\bthe (?:number|panic|distress) now\b|\bhow (?:important|confident|ready|strong\w*|disturbing|true|bad|anxious|likely|much did you believe)\b|"
    r"\bi'd say\b|a (?:two|five)"
)
_RATED_BEFORE = 4  # sentences


def _no_rating(prepared: PreparedTranscript, number: Number, near: list[Number]) -> bool:
    """Whether a number that a claim gives as a rating was said as none."""
    measured = bool(near) and not number.unit and all(n.unit in _MEASURED for n in near)
    return measured or not _as_rating(prepared, number.value)


def _as_rating(prepared: PreparedTranscript, value: float) -> bool:
    """Whether a number was said as an answer on a scale, or the session holds no scale at all."""
    asked = [n for n, r in enumerate(prepared.readings) if RATES.search(r.text.lower())]
    if not asked:
        return True
    return any(0 <= place - n <= _RATED_BEFORE for place in prepared.numbers[value] for n in asked)


def _times_of_day(text: str, prepared: PreparedTranscript) -> set[float]:
    """Hours and minutes of a claim's times that one sentence of the session holds together."""
    found: set[float] = set()
    for hour, minute in re.findall(r"\b(\d{1,2}):(\d{2})\b", text):
        both = {float(hour), float(minute)}
        if any(both <= {n.value for n in r.numbers} for r in prepared.readings):
            found |= both
    return found


def _answers_scale(prepared: PreparedTranscript, value: float) -> bool:
    """Whether a number was said shortly after somebody asked for one on a scale."""
    asked = [n for n, r in enumerate(prepared.readings) if RATES.search(r.text.lower())]
    return any(0 <= place - n <= _RATED_BEFORE for place in prepared.numbers[value] for n in asked)


def _all(prepared: PreparedTranscript, value: float) -> list[Number]:
    return [n for place in prepared.numbers[value] for n in prepared.readings[place].numbers if n.value == value]


def _bare_answers(prepared: PreparedTranscript, value: float) -> bool:
    """Whether a number was said as an answer of a few words ("Ninety."), so that what it measures stands elsewhere."""
    return any(len(prepared.readings[n].words) <= _FEW for n in prepared.numbers[value])


def _said_of_this(case: Case, part: int, value: float) -> list[Number]:
    """The places where a number was said next to some of the claim's words."""
    rows = case.supports[part].strength[: len(case.claim.parts[part].items)]
    found: list[Number] = []
    for place in case.prepared.numbers.get(value, ()):
        same = [n for n in case.prepared.readings[place].numbers if n.value == value]
        around = rows[:, max(0, place - 4) : place + 3]
        if not len(rows) or float(around.max(axis=1).mean()) >= _TOGETHER:
            found.extend(same)
    return found


def _other_time(case: Case, part: int, value: float) -> bool:
    """True where the sentence that holds a number speaks of another time than the claim does."""
    find = case.lexicons.exclusive.names
    mine = {n for n in find(case.claim.parts[part].stems) if n.startswith("when.")}
    holders = [r for r in case.near(part, 2) if any(n.value == value for n in r.numbers)]
    theirs = [{n for n in find(r.stems) if n.startswith("when.")} for r in holders]
    return bool(mine) and bool(theirs) and all(times and not times & mine for times in theirs)


def _direction(case: Case) -> Iterable[Finding]:
    """ "rose from 15 to 11" contradicts itself; "from 11 to 15" contradicts "was fifteen, now eleven"."""
    match = re.search(r"from (\S+) (?:\w+ )?to (\S+)", case.claim.text.lower())
    values = [n.value for n in case.claim.whole.numbers]
    if match is None or len(values) != 2:
        return
    names = case.lexicons.opposites.names(case.claim.whole.stems)
    rises = values[1] > values[0]
    if ("1.0" in names and "1.1" not in names and not rises) or ("1.1" in names and "1.0" not in names and rises):
        yield Finding("the numbers go the other way", 0.3)
    now = re.compile(r"\b(?:now|today|to|currently|this week)\b")
    for place, reading in enumerate(case.prepared.readings):
        said = [n.value for n in reading.numbers]
        if said == [values[0]] and re.search(r"\b(?:now|today)\b", reading.text.lower()):
            others = case.prepared.readings[max(0, place - 1) : place + 2]
            if any([n.value for n in o.numbers] == [values[1]] and not now.search(o.text.lower()) for o in others):
                yield Finding("the numbers go the other way", 0.3)
                return


_DAYS = ("weekday", "month", "season", "daytime", "meal")
"""Kinds that must stand where the rest of the claim stands, not anywhere."""


def kinds_differ(case: Case) -> Iterable[Finding]:
    """Another relative, weekday, time or frequency than was said."""
    find = case.lexicons.exclusive.find
    said = [
        [hit for hit in hits if not _left_out(reading, hit)]
        for reading, hits in zip(case.prepared.readings, case.prepared.hits["exclusive"], strict=True)
    ]
    everywhere = {hit.name for hits in said for hit in hits}
    for part, reading in enumerate(case.claim.parts):
        for hit in find(reading.stems):
            if _left_out(reading, hit):
                continue
            kind, member = hit.name.split(".", 1)
            near = {h.name for n in case.supports[part].all_places(1) for h in said[n]}
            if kind in _DAYS:
                places = {*_without(case, part, hit), *case.supports[part].places(1)}
                near = {h.name for n in places for h in said[n]}
            if kind == "relation":
                near = {h.name for n in _without(case, part, hit) for h in said[n]} or near
            if kind in ("when", "frequency"):  # said in passing everywhere: only the best stretch counts
                places = case.supports[part].places(1)
                near = {h.name for n in places for h in said[n]}
            if hit.name in near:
                continue
            others = any(name.startswith(f"{kind}.") for name in near)
            if kind == "relation" and hit.name not in everywhere and not _in_its_place(case, part, hit):
                continue  # called by name, or by "he" alone
            if hit.name not in everywhere and kind in ("relation", "weekday", "month", "season"):
                # A wife may never be called one; with another relative in her place it is someone else.
                yield Finding(f"“{member}” not in the session", 0.25 if others or kind != "relation" else 0.7)
            elif others:
                yield Finding(f"“{member}” was not said of this", 0.4)
            elif kind in ("weekday", "month", "season"):
                yield Finding(f"“{member}” was said of something else", 0.5)
            elif kind == "frequency":
                yield Finding(f"how often (“{member}”) was not said", 0.7)


def _left_out(reading: Reading, hit: Hit) -> bool:
    """Whether a day or person is named as the exception: "not on Sunday", "except Sundays"."""
    return bool(_EXCEPT & set(reading.words[max(0, hit.start - 2) : hit.start]))


_EXCEPT = frozenset(("not", "except", "excepting", "besides", "excluding"))


def _in_its_place(case: Case, part: int, hit: Hit) -> bool:
    """Whether another relative stands right where the claim's other words do.

    A spouse may be called by name, or by "he" alone, in a session that speaks of no other.
    """
    said = case.prepared.hits["exclusive"]
    around = _without(case, part, hit)
    best = around.start + 6 if around.start else around.stop - 3
    places = range(max(0, best - 1), min(best + 2, len(said))) if around else case.supports[part].places()
    near = {h.name for n in places for h in said[n]}
    if hit.name in _SPOUSES:
        everywhere = {h.name for hits in said for h in hits}
        spoken = any(_SOMEBODY.search(case.prepared.readings[n].text) for n in case.supports[part].all_places(3))
        return bool(everywhere & _SPOUSES) or not spoken
    alike = next((group for group in _KINDRED if hit.name.partition(".")[2] in group), frozenset())
    wide = {h.name.partition(".")[2] for n in case.supports[part].all_places(_LOOKS_BACK) for h in said[n]}
    return bool(alike & wide) or any(name.startswith("relation.") for name in near)


_LOOKS_BACK = 6  # sentences in which "her" may have been named
_KINDRED = tuple(
    frozenset(group.split())
    for group in (
        "sister brother cousin", "mother father stepmother stepfather aunt uncle grandmother grandfather",
        "son daughter niece nephew", "manager colleague foreman captain teacher principal", "doctor nurse",
        "roommate neighbor landlord",
    )
)  # fmt: skip
"""Relatives and others that are easily taken for one another."""
_SPOUSES = frozenset(("relation.husband", "relation.wife", "relation.boyfriend", "relation.girlfriend"))
_SOMEBODY = re.compile(r"\b(?:[Hh]e|[Ss]he|him|his)\b|(?<=[a-z,] )[A-Z][a-z]{2,}\b")


def _without(case: Case, part: int, hit: Hit) -> range:
    """The sentences that hold most of a claim but for one word, and those before them ("she" looks back)."""
    items = case.claim.parts[part].items
    rows = [n for n, item in enumerate(items) if not hit.start <= item.place < hit.end]
    strength = case.supports[part].strength[rows + list(range(len(items), len(case.supports[part].strength)))]
    if len(strength) < 2:
        return range(0)
    held = strength.mean(axis=0)
    best = int(np.argmax(held))
    return range(max(0, best - 6), min(len(held), best + 3)) if held[best] >= _MOST else range(0)


def medicines_differ(case: Case) -> Iterable[Finding]:
    """A medicine that nobody named, or a dose said of another one."""
    find = case.lexicons.medications.names
    said = {hit.name for hits in case.prepared.hits["medications"] for hit in hits}
    for name in sorted(find(case.claim.whole.stems)):
        if name not in said:
            yield Finding(f"the medicine {name} not in the session", 0.12)
        elif _taken(case, name) and _given_up(case.prepared, name):
            yield Finding(f"{name} was stopped, or never taken", 0.3)


def _taken(case: Case, name: str) -> bool:
    """Whether a claim says that a medicine is being taken: "still takes zolpidem"."""
    words = case.claim.whole.words
    hits = [h for h in case.lexicons.medications.find(case.claim.whole.stems) if h.name == name]
    before = [" ".join(words[max(0, h.start - _VERB_BEFORE) : h.start]) for h in hits]
    return any(_TAKES.search(text) for text in before)


_VERB_BEFORE = 4  # words
_TAKES = re.compile(r"\b(?:still )?(?:takes|taking|continues?(?: to take)?|is on|tolerat\w+)\b")
_GAVE_UP = re.compile(
    r"\b(?:stopped|threw (?:it|them)|never took|don't take|didn't (?:fill|take)|quit taking|off it|gave it up|ran out|"
    r"not any ?more|haven't (?:\w+ ){0,2}?(?:started|filled|cashed|picked|swallowed|taken|touched)|never (?:started|filled))\b"
)
_GOES_ON = re.compile(
    r"\b(?:still|every (?:day|morning|night)|i take|i'm on|i'm taking|taking it|start(?:ed)? it again|with the)\b"
)


def _given_up(prepared: PreparedTranscript, name: str) -> bool:
    """Whether a medicine was spoken of as stopped or not taken, and nowhere as taken."""
    places = [n for n, hits in enumerate(prepared.hits["medications"]) if any(h.name == name for h in hits)]
    around = {m for n in places for m in range(n, min(n + 2, len(prepared.readings)))}
    near = [prepared.readings[m].text.lower() for m in around if not prepared.readings[m].question]
    return any(_GAVE_UP.search(text) for text in near) and not any(_GOES_ON.search(text) for text in near)


def names_differ(case: Case) -> Iterable[Finding]:
    """A person or place whose name nobody said."""
    said = case.prepared.stems
    names = {speaker.name.lower() for speaker in case.prepared.transcript.speakers}
    for name in _NAME.findall(case.claim.text):
        known = name.lower() in _NOT_NAMES or any(name.lower() in n.split() for n in names)
        if not known and stem(name) not in said and not case.lexicons.synonyms.find(stems(name)):
            yield Finding(f"the name {name} not in the session", 0.3)


def quotations_differ(case: Case) -> Iterable[Finding]:
    """Words in quotation marks that are not word for word what one person said."""
    for quote in case.claim.quotes:
        wanted = tokens(quote)
        holders = [t for t in case.prepared.transcript.turns if _holds(tokens(t.text), wanted)]
        if not holders:
            yield Finding("the quotation is not word for word", 0.15)
            continue
        roles = {case.prepared.transcript.role_of(t) for t in holders}
        attributed = _attributed(case.claim.text, quote)
        if attributed is not Role.UNKNOWN and attributed not in roles and Role.UNKNOWN not in roles:
            yield Finding("the words are someone else's", 0.15)


_THOUGHT = re.compile(r"\b(?:thoughts?|beliefs?|idea|phrase|statement|words|cognition|sentence|feeling)\W*$")
"""What a client thought may be quoted in a sentence about the therapist."""


def _attributed(text: str, quote: str) -> Role:
    before = text[: text.find(quote)].lower()
    if _THOUGHT.search(before):
        return Role.UNKNOWN
    place = {
        Role.THERAPIST: max(before.rfind(w) for w in ("therapist", "clinician", "counselor")),
        Role.CLIENT: max(before.rfind(w) for w in ("client", "patient")),
    }
    role = max(place, key=lambda r: place[r])
    return role if place[role] >= 0 else Role.UNKNOWN


def _holds(words: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any(words[n : n + size] == wanted for n in range(len(words) - size + 1)) if size else False


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
        pair, half = hit.name.split(".")
        found.add((pair, half, hit.start in reading.negated))
    return found


def _of_client(case: Case, part: int) -> bool:
    return any(case.prepared.moments[n].role is Role.CLIENT for n in case.supports[part].places())


def _negation_differs(case: Case, part: int) -> bool:
    """True where the claim's words are found, but only with the other sign."""
    support, reading = case.supports[part], case.claim.parts[part]
    if support.local < 0.4 or not reading.items or case.claim.asks or case.claim.denies:
        return False
    said = {form for n in support.places() for form in case.prepared.readings[n].stems}
    if case.claim.plans and not any(i.negated for i in reading.items):
        return False  # what was put forward and turned down is looked at with the plans
    any_negated = any(i.negated for i in reading.items)  # then only what the negation reaches is compared
    if (_NEGATION_INSIDE & set(reading.stems)) - said and not any_negated:
        return False  # "not sure", "unsure": the negation may be in the word
    if not any_negated and DECLINES.search(reading.text):
        return False
    if any_negated and not _NEGATED_BY_MORE.search(reading.text):
        return False  # "without" alone says how a thing was done
    if any_negated and any(_says_no(case.prepared, n) for n in support.all_places(_NO_NEAR)):
        return False  # a no in other words stands near: "I lost it", "I haven't cashed it in"
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


def _says_no(prepared: PreparedTranscript, place: int) -> bool:
    reading = prepared.readings[place]
    theirs = prepared.moments[place].role is not Role.THERAPIST
    return theirs and bool(TAKES_BACK.search(" ".join(reading.words)))


_NEGATED_BY_MORE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|unable|refus\w+|lack\w*|absence|unwilling)\b|n't\b",
    re.IGNORECASE,
)
_NO_NEAR = 2  # sentences


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


FACTS: tuple[Rule, ...] = (
    numbers_differ,
    kinds_differ,
    medicines_differ,
    names_differ,
    quotations_differ,
    opposites,
)
