"""What speaks against a claim, one rule at a time: numbers, names, medicines, quotations, opposites.

Each rule looks at one thing that sentence similarity is blind to, and answers with a reason in plain
words and the share of the score that it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.transcript import Role
from app.notes.claims import Claim
from app.notes.lexicons import Lexicons
from app.notes.numbers import Number
from app.notes.prepared import PreparedTranscript
from app.notes.reading import Item, Reading
from app.notes.support import Support
from app.notes.text import stem, stems, tokens

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
_MEASURED = ("mg", "g", "ml", "%", "hour", "minute", "day", "night", "week", "month", "year", "drink", "cigarette")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that speaks against a claim: why ("": no more than the missing words themselves), and the factor that
    its score is multiplied with."""

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
            # A rating is said long after what it rates.
            on_scale = rated and not number.unit and _answers_scale(case.prepared, number.value)
            near = _said_of_this(case, part, number.value, _RATED_AFTER if on_scale else _BEFORE)
            sure = number.value >= _LARGE or number.value in clock
            if sure and not number.unit:
                continue
            if not near and not _bare_answers(case.prepared, number.value):
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
    r"\bnought to\b|\bthe (?:number|panic|distress) now\b|"
    r"\bhow (?:important|confident|ready|strong\w*|disturbing|true|bad|anxious|likely|much did you believe)\b|"
    r"\bi'd say\b|a (?:two|five)"
)
_RATED_BEFORE = 4  # sentences
_BEFORE, _RATED_AFTER = 4, 9  # sentences before a number in which stands what it counts, or rates


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


def _said_of_this(case: Case, part: int, value: float, before: int) -> list[Number]:
    """The places where a number was said next to some of the claim's words."""
    rows = case.supports[part].strength[: len(case.claim.parts[part].items)]
    found: list[Number] = []
    for place in case.prepared.numbers.get(value, ()):
        same = [n for n in case.prepared.readings[place].numbers if n.value == value]
        around = rows[:, max(0, place - before) : place + 3]
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


FACTS: tuple[Rule, ...] = (numbers_differ, names_differ, quotations_differ)
