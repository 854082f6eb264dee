"""The clinician's voice: how they write, learned from their own signed notes, and nothing of what they wrote.

A rule is put together from a list that ships with the program (`resources/writing/voice.yaml`): openings, verbs, terms,
and the number of words in a sentence. An example is one of their sentences with everything left out that is not on that
list. So no word, name or number of any client can be in a rule, however rare or frequent it is in the notes.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from app.domain.errors import TemplateInvalid
from app.domain.writing import RuleKind, WritingRule
from app.notes.templates import RESOURCES
from app.notes.text import sentences, tokens, without_control_tokens

LEAST_NOTES = 5
"""Signed notes with sentences of the clinician's own that it takes to learn."""
LONGEST_RULE = 160
"""Characters of one rule."""
MOST_TOLD = 400
"""Characters of all rules together that the note model is told: each word costs time."""
_LEAST_TIMES = 3  # how often something must occur before it is a habit
_LEAST_SHARE = 0.2  # of all sentences, for an opening
_PREFERRED = 0.75  # of all uses of terms for the same
_MOST_VERBS, _MOST_EXAMPLES = 5, 2
_GAP = "…"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may be learned; see `voice.yaml`. All in small letters."""

    verbs: frozenset[str]
    subjects: tuple[str, ...]  # longest first
    leads: tuple[str, ...]
    frame: frozenset[str]
    terms: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def vocabulary(file: Path = RESOURCES / "writing" / "voice.yaml") -> Vocabulary:
    """Read the list. Raises TemplateInvalid where it is missing or not in order."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        by_length = {key: tuple(sorted(map(str, data[key]), key=len, reverse=True)) for key in ("subjects", "leads")}
        groups = tuple(tuple(map(str, group)) for group in data["terms"])
        return Vocabulary(
            frozenset(map(str, data["verbs"])), by_length["subjects"], by_length["leads"],
            frozenset(map(str, data["frame"])), groups,
        )  # fmt: skip
    except (OSError, yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise TemplateInvalid("the list voice.yaml cannot be read") from error


def learn(notes: Sequence[Sequence[str]]) -> list[WritingRule]:
    """Rules from the clinician's own sentences, those of each signed note together.

    Empty where fewer than `LEAST_NOTES` notes hold any, or nothing is a habit. The same notes give the same rules.
    """
    own = [[piece for text in note for piece in sentences(without_control_tokens(text))] for note in notes]
    own = [note for note in own if note]
    if len(own) < LEAST_NOTES:
        return []
    every = [sentence for note in own for sentence in note]
    rules = [*_openings(own), *_verbs(every), *_terms(every), _length(every), *_examples(own)]
    return [WritingRule(f"{kind.value}.{n}", kind, text) for n, (kind, text) in enumerate(rules)]


def merged(new: Sequence[WritingRule], kept: Sequence[WritingRule]) -> list[WritingRule]:
    """What was learned now, with what the clinician has made of it before: their own and changed rules stay, and what
    they turned off stays off."""
    off = {rule.text for rule in kept if not rule.on}
    own = [rule for rule in kept if rule.changed or rule.kind is RuleKind.OWN]
    texts, ids = {rule.text for rule in own}, {rule.id for rule in own}
    fresh = [rule for rule in new if rule.text not in texts]
    named = [(rule if rule.id not in ids else _renamed(rule, ids)) for rule in fresh]
    return [*own, *(WritingRule(r.id, r.kind, r.text, r.text not in off) for r in named)]


def told(rules: Iterable[WritingRule]) -> str:
    """The rules that are on, as the note model is told them: one line, "" for none."""
    parts: list[str] = []
    for rule in rules:
        text = tidy_rule(rule.text)
        if not rule.on or not text:
            continue
        if sum(len(part) + 1 for part in parts) + len(text) > MOST_TOLD:
            break
        parts.append(text)
    return f"How this clinician writes: {' '.join(parts)}" if parts else ""


def tidy_rule(text: str) -> str:
    """A rule as one line without anything that could pass for a part of the prompt's own form."""
    words = re.sub(r"[\[\]{}<>|]", " ", without_control_tokens(text))
    return " ".join(words.split())[:LONGEST_RULE].strip()


# ---- what is a habit ---------------------------------------------------------------------------------

_Found = tuple[RuleKind, str]


def _openings(notes: Sequence[Sequence[str]]) -> list[_Found]:
    """How sentences begin: a lead, a subject and its verb; in at least two notes."""
    counts: Counter[str] = Counter()
    places: dict[str, set[int]] = {}
    total = 0
    for number, note in enumerate(notes):
        for sentence in note:
            total += 1
            opening = _opening(sentence)
            if opening:
                counts[opening] += 1
                places.setdefault(opening, set()).add(number)
    usual = [o for o, n in counts.most_common(3) if n >= max(_LEAST_TIMES, _LEAST_SHARE * total) and len(places[o]) > 1]
    if not usual:
        return []
    return [(RuleKind.OPENING, f"Begin sentences with {' or '.join(f'“{_capital(o)} …”' for o in usual[:2])}.")]


def _opening(sentence: str) -> str:
    words, known = tokens(sentence), vocabulary()
    lead, at = _of(known.leads, words, 0)
    subject, at = _of(known.subjects, words, at)
    verb = words[at] if at < len(words) and words[at] in known.verbs else ""
    if not subject or not verb:
        return ""
    return " ".join(part for part in (f"{lead}," if lead else "", subject, verb) if part)


def _of(phrases: Sequence[str], words: Sequence[str], at: int) -> tuple[str, int]:
    """The phrase that stands at a place, and where the words go on."""
    for phrase in phrases:
        parts = phrase.split()
        if list(words[at : at + len(parts)]) == parts:
            return phrase, at + len(parts)
    return "", at


def _verbs(every: Sequence[str]) -> list[_Found]:
    known = vocabulary()
    counts: Counter[str] = Counter()
    for sentence in every:
        words = tokens(sentence)
        _, at = _of(known.leads, words, 0)
        subject, at = _of(known.subjects, words, at)
        at += 1 if at < len(words) and words[at].endswith("ly") else 0
        if subject and at < len(words) and words[at] in known.verbs:
            counts[words[at]] += 1
    usual = [verb for verb, n in counts.most_common(_MOST_VERBS) if n >= _LEAST_TIMES]
    return [(RuleKind.VERB, f"Prefer the verbs {', '.join(usual)}.")] if len(usual) > 1 else []


def _terms(every: Sequence[str]) -> list[_Found]:
    text = " ".join(every).lower()
    found: list[_Found] = []
    for group in vocabulary().terms:
        counts = {term: len(re.findall(rf"(?<![\w/]){re.escape(term)}(?![\w/])", text)) for term in group}
        best = max(group, key=lambda term: counts[term])
        others = [term for term in group if term != best]
        # The usual word needs no rule: only where another is preferred is there something to say.
        if best == group[0] or counts[best] < _LEAST_TIMES or counts[best] < _PREFERRED * sum(counts.values()):
            continue
        shown = best.upper() if len(best) == 2 and best in ("si", "hi") else best
        found.append((RuleKind.TERM, f"Write “{shown}”, not “{others[0]}”."))
    return found


def _length(every: Sequence[str]) -> _Found:
    words = round(statistics.median(len(sentence.split()) for sentence in every))
    return RuleKind.LENGTH, f"About {min(max(words, 5), 30)} words a sentence."


def _examples(notes: Sequence[Sequence[str]]) -> list[_Found]:
    """The frames that occur most, in at least two notes."""
    counts: Counter[str] = Counter()
    for note in notes:
        counts.update({frame for sentence in note if (frame := _frame(sentence))})
    usual = [frame for frame, n in counts.most_common() if n > 1][:_MOST_EXAMPLES]
    return [(RuleKind.EXAMPLE, f"Example: “{frame}”") for frame in usual]


def _frame(sentence: str) -> str:
    """A sentence with a gap for everything that is not on the list; "" where too little is left to show a habit."""
    known = vocabulary()
    subjects = {word for subject in known.subjects for word in subject.split()}
    shown: list[str] = []
    for word in tokens(sentence):
        stays = word in known.verbs or word in known.frame or word in subjects
        if stays or not shown or shown[-1] != _GAP:
            shown.append(word if stays else _GAP)
    while shown and shown[-1] in known.frame - {_GAP}:
        shown.pop()
    if not _opening(sentence) or _GAP not in shown or not 3 <= len(shown) <= 14:
        return ""
    return f"{_capital(' '.join(shown))}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _renamed(rule: WritingRule, taken: set[str]) -> WritingRule:
    number = next(n for n in range(1, 1000) if f"{rule.id}.{n}" not in taken)
    return WritingRule(f"{rule.id}.{number}", rule.kind, rule.text, rule.on, rule.changed)
