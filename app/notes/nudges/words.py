"""The words that the nudges look for, as data in `resources/nudges/words.yaml`.

A phrase is matched word by word, in any case: `*` at a word's end stands for any ending, `_` for any one word, `0` for
a number. Unlike the lexicons' phrases these are not matched by stem, since "cut" and "cutting" are not one where risk
is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from app.domain.errors import TemplateInvalid
from app.notes.templates import RESOURCES

FILE = RESOURCES / "nudges" / "words.yaml"


@dataclass(frozen=True, slots=True)
class RiskKind:
    """A kind of danger: how people speak of it, what only sounds like it, and how notes name it."""

    name: str
    session: re.Pattern[str]
    unless: re.Pattern[str]
    own: re.Pattern[str]  # said by a client of themselves
    note: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """All lists, ready to match against text with plain quotes."""

    risk: tuple[RiskKind, ...]
    past: re.Pattern[str]
    negation: re.Pattern[str]
    safety_plan: re.Pattern[str]
    vague: re.Pattern[str]
    vague_unless: re.Pattern[str]
    scales: re.Pattern[str]
    when: re.Pattern[str]
    response: re.Pattern[str]
    late: re.Pattern[str]
    times: re.Pattern[str]
    changed: re.Pattern[str]
    given_names: frozenset[str]
    not_surnames: frozenset[str]
    relations: re.Pattern[str]
    goal_frame: frozenset[str]
    alike: tuple[frozenset[str], ...]  # words of one field of life: a goal of one is touched by another


@lru_cache(maxsize=2)
def load_words(file: Path = FILE) -> Words:
    """Read the lists. Raises TemplateInvalid if they are missing or not what they should be."""
    try:
        return _build(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise TemplateInvalid(f"the word list {file.name} cannot be read") from error
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise TemplateInvalid(f"the word list {file.name} is not in order") from error


def phrases(listed: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases, longest first; matches nothing where there are none."""
    parts = sorted((_phrase(str(each)) for each in listed), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)", re.IGNORECASE)


def _phrase(text: str) -> str:
    words = []
    for word in text.split():
        if word == "_":
            words.append(r"[\w'-]+")
        else:
            words.append(re.escape(word).replace(r"\*", r"[\w'-]*").replace("0", r"\d+(?:[.:]\d+)*"))
    return r"[\s-]+".join(words)


def _build(data: dict[str, Any]) -> Words:
    return Words(
        risk=tuple(
            RiskKind(
                name,
                phrases([*kind["session"], *kind["own"]]),
                phrases(kind.get("unless", ())),
                phrases(kind["own"]),
                phrases([*kind["note"], *kind["session"], *kind["own"]]),
            )
            for name, kind in data["risk"].items()
        ),
        goal_frame=frozenset(str(w) for w in data["goal_frame"]),
        alike=tuple(frozenset(str(w) for w in group) for group in data["alike"]),
        given_names=frozenset(str(data["given_names"]).casefold().split()),
        not_surnames=frozenset(str(data["not_surnames"]).casefold().split()),
        **{
            name: phrases(data[name])
            for name in (
                "past", "negation", "safety_plan", "vague", "vague_unless", "scales", "when", "response", "late",
                "times", "changed", "relations",
            )
        },
    )  # fmt: skip
