"""What a number counts: "six of seven days" and "four days out of seven" differ, though six was said of weeks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.notes.findings import RATES, Case, Finding
from app.notes.lexicons import Lexicons
from app.notes.numbers import numbers
from app.notes.prepared import PreparedTranscript
from app.notes.text import STOPWORDS, stem, tokens

_BETWEEN = frozenset(
    ("more", "or", "to", "of", "other", "out", "about", "further", "consecutive", "new", "previous", "per")
)
_NO_NOUNS = frozenset(
    """last next after before today now ago later again at first maybe perhaps probably actually though altogether
    together max easily roughly point past please then daily weekly monthly""".split()  # noqa: SIM905
)
_TIME = stem("time")
_OFTEN = frozenset(("once", "twice", "thrice"))
_NEARER = 0.3  # share of a claim's words by which another number stands nearer to them
_NEAR = 1  # sentences


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the stem of the noun that it counts; `groups` are the noun's synonyms."""

    value: float
    noun: str
    groups: frozenset[str]


def counted_in(text: str, lexicons: Lexicons, *, strict: bool = False) -> list[Counted]:
    """Every number of `text` that counts something; "a pack" counts one, unless `strict`."""
    words = tokens(text.replace("-", " "))
    found: list[Counted] = []
    for number in numbers(text, strict=strict):
        for noun in _nouns(words, number.at) if strict else [_noun(words, number.at)]:
            if noun:
                found.append(Counted(number.value, noun, _groups(noun, lexicons)))
    if not strict:
        for place, word in enumerate(words[:-1]):
            if word in ("a", "an") and words[place + 1].isalpha() and words[place + 1] not in STOPWORDS:
                noun = stem(words[place + 1])
                found.append(Counted(1.0, noun, _groups(noun, lexicons)))
    return found


def _noun(words: list[str], at: int) -> str:
    """The noun after the number that starts at token `at`; "" where another word, or nothing, follows."""
    if words[at] in ("once", "twice", "thrice"):
        return _TIME
    for word in words[at + 1 : at + 6]:
        if numbers(word) or word in _BETWEEN:
            continue
        counted = word.isalpha() and word not in _NO_NOUNS and (word not in STOPWORDS or word in ("thing", "things"))
        return stem(word) if counted else ""
    return ""


def _nouns(words: list[str], at: int) -> list[str]:
    """The noun after a number, and a plural right behind it: "two panic attacks" counts attacks."""
    first = _noun(words, at)
    following = [n for n in range(at + 1, min(at + 5, len(words) - 1)) if stem(words[n]) == first]
    second = words[following[0] + 1] if following else ""
    plural = (
        second.isalpha() and second.endswith("s") and second not in STOPWORDS and not words[following[0]].endswith("s")
    )
    return [first, stem(second)] if plural else [first]


def _groups(noun: str, lexicons: Lexicons) -> frozenset[str]:
    return frozenset(hit.name for hit in lexicons.synonyms.find([noun]))


def counts(case: Case) -> Iterable[Finding]:
    """The session counts the same thing, and gets another number."""
    for part, reading in enumerate(case.claim.parts):
        for mine in counted_in(reading.text, case.lexicons, strict=True):
            said = _said_of(case.prepared, mine, case.lexicons)
            values = {value for value, _ in said}
            if not values:
                continue
            if mine.value in values:
                if _nearer(case, part, mine.value, said):
                    yield Finding(f"number {mine.value:g} was said of something else", 0.4)
                continue
            beside = {n for _, place in said for n in range(place - _NEAR, place + _NEAR + 1)}
            found = case.prepared.numbers.get(mine.value, ())
            places = {n for n in found if not _hour(case.prepared.readings[n].text, mine.value)}
            bare = {
                n
                for n in places - _ratings(case.prepared, places)
                if not _counts(case.prepared.readings[n].text, mine.value, case.lexicons)
            }
            forms = {i.stem for i in reading.items} - {mine.noun}  # "two cups of coffee", said as "two coffees"
            told = any(
                c.value == mine.value and c.noun in forms
                for n in places
                for c in counted_in(case.prepared.readings[n].text, case.lexicons)
            )
            if told or beside & places or bare & set(case.supports[part].places(3)):
                continue
            shown = ", ".join(f"{value:g}" for value in sorted(values)[:3])
            yield Finding(f"number {mine.value:g} was said of something else; here it was {shown}", 0.35)


def of_other_things(case: Case) -> Iterable[Finding]:
    """A number that stands alone in the claim ("a six"), and in the session only before other things ("six hours")."""
    if case.claim.quotes:
        return
    for reading in case.claim.parts:
        if "$" in reading.text:
            continue
        counted = {c.value for c in counted_in(reading.text, case.lexicons, strict=True)}
        for number in reading.numbers:
            if number.value in counted or number.unit or number.value not in case.prepared.numbers:
                continue
            said = [
                [c for c in counted_in(case.prepared.readings[n].text, case.lexicons) if c.value == number.value]
                for n in case.prepared.numbers[number.value]
            ]
            mine = set(reading.stems)
            if all(found and not any(c.noun in mine for c in found) for found in said):
                yield Finding(f"number {number.shown} was said of something else", 0.45)


def _nearer(case: Case, part: int, value: float, said: list[tuple[float, int]]) -> bool:
    """Whether another number of the same thing stands much nearer to the claim's other words."""
    items = case.claim.parts[part].items
    rows = case.supports[part].strength[: len(items)]
    if len(items) < 2:
        return False
    shares = {True: 0.0, False: 0.0}
    for other, place in said:
        share = float(rows[:, max(0, place - 1) : place + 2].max(axis=1).mean())
        shares[other == value] = max(shares[other == value], share)
    return shares[False] - shares[True] >= _NEARER


def _ratings(prepared: PreparedTranscript, places: set[int]) -> set[int]:
    """Which of `places` answer a question about a scale."""
    return {n for n in places if n and RATES.search(prepared.readings[n - 1].text.lower())}


def _hour(text: str, value: float) -> bool:
    """Whether a number is said as a time of the day: "at four thirty"."""
    words = tokens(text.replace("-", " ").replace("%", " percent "))
    return any(n.value == value and n.at and words[n.at - 1] == "at" for n in numbers(text))


def _counts(text: str, value: float, lexicons: Lexicons) -> bool:
    return any(c.value == value for c in counted_in(text, lexicons))


def _said_of(prepared: PreparedTranscript, mine: Counted, lexicons: Lexicons) -> list[tuple[float, int]]:
    """Numbers that the session gives to the same noun, and where."""
    found: list[tuple[float, int]] = []
    for place, reading in enumerate(prepared.readings):
        often = mine.noun == _TIME and _OFTEN & set(reading.words)
        if not often and mine.noun not in reading.stems and not any(mine.groups & i.groups for i in reading.items):
            continue
        for theirs in counted_in(reading.text, lexicons):
            if theirs.noun == mine.noun or theirs.groups & mine.groups:
                found.append((theirs.value, place))
    return found
