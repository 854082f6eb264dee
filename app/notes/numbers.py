"""Numbers in speech and in notes: "fifty milligrams", "50 mg", "twice a week", "10:30"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.notes.text import STOPWORDS, tokens

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_RANKS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ONES = {word: value for value, word in enumerate(_BELOW_TWENTY.split())} | {"nought": 0, "naught": 0}
_TENS = {word: 10 * value for value, word in enumerate(_DECADES.split(), start=2)}
_ORDINALS = {word: value for value, word in enumerate(_RANKS.split(), start=1)} | {"thirtieth": 30}
_FREQUENCY = {"once": 1, "twice": 2, "thrice": 3, "couple": 2, "pair": 2, "dozen": 12, "half": 0.5, "fortnight": 2}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_UNITS = {
    "milligram": "mg", "milligrams": "mg", "mg": "mg", "gram": "g", "grams": "g", "ml": "ml", "percent": "%",
    "hour": "hour", "hours": "hour", "hrs": "hour", "hr": "hour", "minute": "minute", "minutes": "minute",
    "min": "minute", "mins": "minute", "day": "day", "days": "day", "night": "night", "nights": "night",
    "week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year", "years": "year",
    "time": "time", "times": "time", "point": "point", "points": "point", "drink": "drink", "drinks": "drink",
    "beer": "drink", "beers": "drink", "glass": "drink", "glasses": "drink", "cigarette": "cigarette",
    "cigarettes": "cigarette", "pound": "pound", "pounds": "pound", "session": "session", "sessions": "session",
    "entry": "entry", "entries": "entry", "o'clock": "clock", "am": "clock", "pm": "clock",
}  # fmt: skip
_CLOCK = frozenset(("noon", "midnight"))
_SPANS = frozenset(("in", "for", "within", "about", "after", "every", "another", "be"))
_ONE_OF = frozenset(("hour", "day", "week", "month", "year"))  # "in a week" is one week
_SCALE_ENDS = (5.0, 10.0, 100.0)
_FROM_HOUR = {"quarter": 15, "five": 5, "ten": 10, "twenty": 20}


@dataclass(frozen=True, slots=True)
class Number:
    """A number, the unit that follows it ("" if none), and which token it starts at."""

    value: float
    unit: str
    at: int

    @property
    def shown(self) -> str:
        """As a clinician would write it: "75", "7.5"."""
        return f"{self.value:g}"


def numbers(text: str, *, strict: bool = False) -> list[Number]:
    """All numbers of `text` in order.

    `strict` leaves out what may be a figure of speech ("one of them", "a couple", "first"), which a
    note need not prove; the session's side is read generously.
    """
    words = tokens(text.replace("-", " ").replace("%", " percent "))
    found: list[Number] = []
    place = 0
    while place < len(words):
        value, length = _read(words, place)
        if length == 0:
            place += 1
            continue
        after = place + length
        if words[place] == "half" and length == 1 and words[after : after + 1] in (["a"], ["an"]):
            after += 1  # half a milligram
        following = words[after] if after < len(words) else ""
        unit = _UNITS.get(following, "")
        if _is_date(words, place, length):
            unit = "date"
        if not strict:
            value = list(dict.fromkeys([*value, *_also(words, place, value)]))
        if not strict or not (_figure_of_speech(words[place], length, unit) or _end_of_scale(words, place, value)):
            found.extend(Number(v, unit, place) for v in value)
        place += length
    return found


def _end_of_scale(words: list[str], place: int, value: list[float]) -> bool:
    """The ten of "seven out of ten": it names the scale, and nobody need have said it."""
    return words[max(0, place - 2) : place] == ["out", "of"] and value[:1] != [] and value[0] in _SCALE_ENDS


def _also(words: list[str], place: int, value: list[float]) -> list[float]:
    """What else a number may mean in speech: "two fifty" is 250, "nine eight eight" 988, "half five" 5:30."""

    def at(n: int) -> str:
        return words[place + n] if 0 <= place + n < len(words) else ""

    found: list[float] = []
    digits = [w for w in words[place : place + 4] if _ONES.get(w, 10) < 10]
    if words[place : place + len(digits)] == digits and len(digits) >= 3:
        found.append(float("".join(str(_ONES[w]) for w in digits)))
    if 0 < _ONES.get(at(0), 0) < 20 and at(1) in _TENS:
        rest = _spelled(words, place + 1)[0][0]
        found.append(_ONES[at(0)] * 100.0 + rest)
    if at(0) in _TENS and at(1) in _TENS:
        found.append(_TENS[at(0)] * 100.0 + _spelled(words, place + 1)[0][0])
    if at(0) == "half" and at(1) in _ONES and 0 < _ONES[at(1)] <= 12:
        found.append(30.0)
    if at(1) in ("past", "to") and at(0) in _FROM_HOUR and 0 < _ONES.get(at(2), 0) <= 12:
        minutes = _FROM_HOUR[at(0)]
        found.extend([float(minutes)] if at(1) == "past" else [60.0 - minutes, (_ONES[at(2)] - 2) % 12 + 1.0])
    if value and at(1) == "and" and at(2) == "a" and at(3) == "half":
        found.append(value[0] + 0.5)
    return found


def _is_date(words: list[str], place: int, length: int) -> bool:
    """ "the fifteenth", "the 15th": a day of a month, where no noun follows."""
    ranked = words[place + length - 1] in _ORDINALS
    if words[place + length : place + length + 1] and words[place + length] in ("st", "nd", "rd", "th"):
        ranked, length = True, length + 1
    following = words[place + length] if place + length < len(words) else "of"
    return ranked and words[max(0, place - 1)] == "the" and (following in STOPWORDS or following == "of")


def _figure_of_speech(word: str, length: int, unit: str) -> bool:
    loose = (
        word in _ORDINALS or word in _FREQUENCY or word in _CLOCK or word in ("a", "an") or (word == "one" and not unit)
    )
    return loose and length == 1 and word != "twice"


def _read(words: list[str], place: int) -> tuple[list[float], int]:
    word = words[place]
    if word in _CLOCK or _one_of(words, place):
        return [12.0 if word in _CLOCK else 1.0], 1
    if words[place : place + 2] == ["half", "past"]:
        return _half_past(words, place)
    if word[0].isdigit():
        return _digits(word), 1
    single = _FREQUENCY.get(word, _ORDINALS.get(word))
    if word == "quarter" and words[place + 1 : place + 2] in (["past"], ["to"]):
        single = 15 if words[place + 1] == "past" else 45
    if single is not None:
        return [float(single)], 1
    spelled = word in _ONES or word in _TENS or word in _SCALES
    return _decimal(words, place) if spelled else ([], 0)


def _decimal(words: list[str], place: int) -> tuple[list[float], int]:
    """A number in words with what follows "point": "sixty one point four" is 61.4."""
    value, length = _spelled(words, place)
    after = place + length
    digits = [w for w in words[after + 1 : after + 3] if _ONES.get(w, 10) < 10]
    if words[after : after + 1] != ["point"] or words[after + 1 : after + 1 + len(digits)] != digits or not digits:
        return value, length
    return [float(f"{value[0]:.0f}.{''.join(str(_ONES[w]) for w in digits)}")], length + 1 + len(digits)


def _half_past(words: list[str], place: int) -> tuple[list[float], int]:
    """ "Half past six" is 6:30."""
    hour, length = _read(words, place + 2) if place + 2 < len(words) else ([], 0)
    return ([*hour, 30.0], length + 2) if length else ([0.5], 1)


def _spelled(words: list[str], place: int) -> tuple[list[float], int]:
    """A number in words, and of how many."""
    total, current, at = 0, 0, place
    if words[place] in _SCALES:  # "a hundred and twelve"
        current, at = (100, place + 1) if words[place] == "hundred" else (0, place + 1)
        total = 0 if words[place] == "hundred" else _SCALES[words[place]]
    while at < len(words):
        word = words[at]
        if word in _TENS and current % 100 == 0:
            current += _TENS[word]
        elif word in _ONES and (
            current % 10 == 0 and (current % 100 == 0 or (current % 100 >= 20 and _ONES[word] < 10))
        ):
            if current and _ONES[word] == 0:
                break
            current += _ONES[word]
        elif word == "hundred" and 0 < current < 10:
            current *= 100
        elif word in ("thousand", "million") and current:
            total, current = total + current * _SCALES[word], 0
        elif not (word == "and" and current % 100 == 0 and current and _follows(words, at)):
            break
        at += 1
    ranked = words[at] if at < len(words) and current >= 20 and current % 10 == 0 else ""
    if _ORDINALS.get(ranked, 10) < 10:  # twenty third
        return [float(total + current + _ORDINALS[ranked])], at + 1 - place
    return [float(total + current)], at - place


def _one_of(words: list[str], place: int) -> bool:
    """ "In a week" is one week; "twice a week" is not."""
    following = words[place + 1] if place + 1 < len(words) else ""
    return words[place] in ("a", "an") and words[place - 1] in _SPANS and place > 0 and _UNITS.get(following) in _ONE_OF


NUMBER_WORDS = frozenset((*_ONES, *_TENS, *_SCALES))
"""Words that are numbers: compared by value, never as words."""


def _follows(words: list[str], at: int) -> bool:
    """After "and": does the same number go on ("two hundred and ten")?"""
    return at + 1 < len(words) and (words[at + 1] in _ONES or words[at + 1] in _TENS)


def _digits(word: str) -> list[float]:
    if re.fullmatch(r"\d{1,3}(,\d{3})+", word):
        return [float(word.replace(",", ""))]
    if re.fullmatch(r"\d+[.]\d+", word):
        return [float(word)]
    parts = [float(p) for p in re.split(r"[.:,/]", word) if p]
    if ":" in word and len(parts) == 2 and parts[1] == 0:
        return parts[:1]  # 10:00 is ten
    return parts
