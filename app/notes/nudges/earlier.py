"""The note beside earlier ones of the same client: what contradicts the last signed one, what was carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.domain.note import Origin
from app.domain.nudge import Act, Nudge, Place
from app.late import late
from app.notes.lexicons import Lexicons
from app.notes.nudges.case import Case, EarlierNote, Line, earlier_lines
from app.notes.nudges.frame import day
from app.notes.nudges.nudge import key, shown
from app.notes.nudges.words import Words
from app.notes.numbers import numbers
from app.notes.text import stem

if TYPE_CHECKING:
    from rapidfuzz import fuzz
else:
    fuzz = late("rapidfuzz.fuzz")

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(
    rf"\b(\d{{1,2}}|no|{'|'.join(_SMALL)})\s+(?:\w+\s+)?"
    r"(child|children|kids?|sons?|daughters?|brothers?|sisters?|siblings?|marriages?|"
    r"hospitali[sz]ations?|admissions?|suicide attempts?|attempts?)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b", re.IGNORECASE)
_STATUS = re.compile(
    r"\b(?:client|patient|pt|he|she|they)\s+(?:is|was|remains|are)\s+(?:currently\s+|now\s+|newly\s+)?"
    r"(single|married|divorced|widowed|separated|engaged|never married)\b",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:lives|living|resides)\s+(alone|with\s+(?:\w+\s+){0,2}(?:wife|husband|partner|parents?|mother|father|"
    r"family|roommates?|boyfriend|girlfriend|children|kids|son|daughter|sister|brother|friends?))\b",
    re.IGNORECASE,
)
_SAME_HOME = {
    "mother": "parents", "father": "parents", "parent": "parents", "wife": "partner", "husband": "partner",
    "boyfriend": "partner", "girlfriend": "partner", "kids": "children", "roommates": "roommate", "friends": "friend",
}  # fmt: skip
_EVER = re.compile(
    r"\b(?:history|ever|never|prior|previous|previously|past|lifetime|in childhood|as a child)\b", re.IGNORECASE
)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|no (?:\w+ )?(?:history|prior|previous|past|lifetime)|never|negative for)\b",
    re.IGNORECASE,
)
_NO_MEDICINE = re.compile(
    r"\b(?:no|not taking|does not take|denies taking|denied taking|is not on|without)\s+(?:any\s+)?"
    r"(?:current\s+|psychiatric\s+)?(?:medications?|medicine|meds)\b",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"\b(phq|gad|pcl|bdi|bai|audit|ors|srs|epds)(?:[- ]?\d{1,2}(?!\s*(?:to|,|;|of)))?(?:-ii|-c)?\b", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom (?:a )?(\d{1,3})\b", re.IGNORECASE)


# ---- contradiction ------------------------------------------------------------------------------------


def contradiction(case: Case) -> list[Nudge]:
    """Today's note and the last signed one say different things of what does not change from week to week."""
    pairs = zip(case.background.earlier, earlier_lines(case.background), strict=True)
    last, before = next(((e, lines) for e, lines in pairs if e.note.signed), (None, []))
    if last is None:
        return []
    found: dict[str, Nudge] = {}
    for today in case.lines:
        for old in before:
            if today.id in found or not _differ(case, today, old):
                continue
            found[today.id] = Nudge(
                "contradiction", key("contradiction", today.id),
                f"Here: “{shown(today.text, 16)}”. In the note signed for {day(last.at)}: “{shown(old.text, 16)}”.",
                Place(today.section, today.id), Act.GO,
            )  # fmt: skip
    return list(found.values())


def _differ(case: Case, today: Line, before: Line) -> bool:
    words, lexicons = case.words, case.lexicons
    return (
        _dose_differs(case, today, before)
        or _count_differs(today, before)
        or _fact_differs(words, today, before)
        or _history_differs(lexicons, today, before)
        or _medicine_denied(case, today, before)
        or _scale_differs(today, before)
    )


def _dose_differs(case: Case, today: Line, before: Line) -> bool:
    """One medication, two doses, and nothing says that it was changed."""
    names = case.lexicons.medications.names(today.stems) & case.lexicons.medications.names(before.stems)
    if not names:
        return False
    now, then = _doses(today, case.lexicons), _doses(before, case.lexicons)
    lexicon, changed = case.lexicons.medications, case.words.changed
    told = any(changed.search(line.text) for line in case.lines if names & lexicon.names(line.stems))
    return any(now.get(n) and then.get(n) and not now[n] & then[n] for n in names) and not told


def _doses(line: Line, lexicons: Lexicons) -> dict[str, set[float]]:
    """The milligrams that follow each medication, up to the next one."""
    hits = sorted(lexicons.medications.find(line.stems), key=lambda hit: hit.start)
    doses: dict[str, set[float]] = {}
    for hit, following in zip(hits, [*hits[1:], None], strict=True):
        end = following.start if following is not None else len(line.words)
        part = " ".join(line.words[hit.end : end])
        doses.setdefault(hit.name, set()).update(n.value for n in numbers(part) if n.unit == "mg")
    return doses


def _count_differs(today: Line, before: Line) -> bool:
    now, then = dict(_counts(today)), dict(_counts(before))
    if any(now[each] != then[each] for each in now.keys() & then.keys()):
        return True
    ages = [int(m[1]) for line in (today, before) for m in _AGE.finditer(line.text)]
    both = _AGE.search(today.text) and _AGE.search(before.text)
    client = all(re.search(r"\b(?:client|patient|pt)\b", line.text, re.IGNORECASE) for line in (today, before))
    return bool(both and client) and len(ages) == 2 and not 0 <= ages[0] - ages[1] <= 1


def _counts(line: Line) -> Iterator[tuple[str, int]]:
    for match in _COUNTED.finditer(line.outside):
        word = match[1].lower()
        number = 0 if word == "no" else _SMALL.index(word) if word in _SMALL else None
        what = "child" if match[2].lower().startswith(("child", "kid")) else stem(match[2].lower().split()[-1])
        yield what, int(word) if number is None else number


def _fact_differs(words: Words, today: Line, before: Line) -> bool:
    if words.changed.search(today.text):
        return False
    for pattern in (_STATUS, _LIVES):
        now, then = pattern.search(today.outside), pattern.search(before.outside)
        if now and then and _fact(now[1]) != _fact(then[1]):
            return True
    return False


def _fact(text: str) -> str:
    last = text.lower().split()[-1]
    return _SAME_HOME.get(last, last)


def _history_differs(lexicons: Lexicons, today: Line, before: Line) -> bool:
    """One note denies for all time what the other reports."""
    for denying, telling in ((today, before), (before, today)):
        if not (_DENIES.search(denying.outside) and _EVER.search(denying.outside)):
            continue
        if _DENIES.search(telling.outside) or (denying is before and not _EVER.search(telling.outside)):
            continue
        # Of what is denied each word counts; a kind is the same where the words that name it are.
        denied = {h.name: denying.stems[h.start : h.end] for h in lexicons.denials_in_notes.find(denying.stems)}
        told = {h.name: telling.stems[h.start : h.end] for h in lexicons.denials_in_notes.find(telling.stems)}
        if any(denied[name] for name in denied.keys() & told.keys()) and not telling.quotes:
            return True
    return False


def _medicine_denied(case: Case, today: Line, before: Line) -> bool:
    if not _NO_MEDICINE.search(today.outside) or case.words.changed.search(today.text):
        return False
    takes = re.search(r"\b(?:takes|taking|took|prescribed|continues|on)\b", before.outside, re.IGNORECASE)
    stopped = re.search(r"\b(?:stopped|discontinued|no longer|not taking|quit)\b", before.outside, re.IGNORECASE)
    return bool(takes and not stopped and case.lexicons.medications.names(before.stems))


def _scale_differs(today: Line, before: Line) -> bool:
    """ "From 18" of a scale that stood at another value in the last note."""
    now, then = _SCALE.search(today.text), _SCALE.search(before.text)
    start = _FROM.search(today.text)
    if not (now and then and start) or now[1].lower() != then[1].lower():
        return False
    values = [
        n.value for n in numbers(before.text[then.end() :], strict=True) if n.unit not in ("week", "month", "day")
    ]
    return bool(values) and float(start[1]) not in values


# ---- text that was carried over -----------------------------------------------------------------------

LEAST_WORDS = 8
"""Words of a sentence from which it counts: short ones are alike in every note."""
ALIKE = 90.0
"""Likeness of two sentences (rapidfuzz ratio, 0 to 100) from which one is the other."""
LEAST_SHARE, LEAST_SENTENCES, LONG = 0.3, 2, 16
"""From this share of the note's words on, in as many sentences or in one of LONG words, it is said."""
_MOST_NOTES = 40
_STANDING = re.compile(
    r"\b(?:next (?:session|appointment)|telehealth|consent|confidential|den(?:ies|ied)|safety plan|late entry|"
    r"start and stop)\b",
    re.IGNORECASE,
)


def cloned(case: Case) -> list[Nudge]:
    """A good part of the note stands in an earlier one; the most alike is named with its likeness."""
    lines = [
        line for line in case.lines if len(line.words) >= LEAST_WORDS and line.sentence.origin is not Origin.QUOTATION
    ]
    whole = sum(len(line.words) for line in case.lines)
    best: tuple[float, EarlierNote, list[tuple[Line, float]]] | None = None
    pairs = list(zip(case.background.earlier, earlier_lines(case.background), strict=True))
    for earlier, before in pairs[:_MOST_NOTES]:
        same = _same(lines, before)
        share = sum(len(line.words) * ratio / 100 for line, ratio in same) / max(whole, 1)
        if same and (best is None or share > best[0]):
            best = share, earlier, same
    if best is None:
        return []
    share, earlier, same = best
    telling = [line for line, _ in same if not _STANDING.search(line.text)]
    enough = len(telling) >= LEAST_SENTENCES or any(len(line.words) >= LONG for line in telling)
    if share < LEAST_SHARE or not enough:
        return []
    first = telling[0]
    title = f"{earlier.title} note" if earlier.title else "note"
    count = "one sentence" if len(same) == 1 else f"{len(same)} sentences"
    reason = (
        f"{round(100 * share)}% of this note is as in the {title} of {day(earlier.at)}: {count}, "
        f"such as “{shown(first.text)}”."
    )
    return [Nudge("cloned", key("cloned", earlier.note.id), reason, Place(first.section, first.id), Act.GO)]


def _same(lines: list[Line], before: list[Line]) -> list[tuple[Line, float]]:
    """The lines that stand in an earlier note, each with how alike (0 to 100) the most alike sentence is."""
    texts = [" ".join(each.words) for each in before if each.sentence.origin is not Origin.QUOTATION]
    found = []
    for line in lines:
        text = " ".join(line.words)
        best = max((fuzz.ratio(text, each, score_cutoff=ALIKE) for each in texts), default=0.0)
        if best >= ALIKE:
            found.append((line, best))
    return found
