"""Word lists of the field, as data in `resources/lexicons/`, and a matcher for their phrases.

Phrases are matched by stem, so that "sleeping", "slept" and "sleep" are one; `_` stands for any word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from app.domain.errors import TemplateInvalid
from app.notes.templates import RESOURCES
from app.notes.text import stems

_ANY = "_"


class Hit(NamedTuple):
    """A phrase found: whose it is, and which words it covers (start, end)."""

    name: str
    start: int
    end: int


class Phrases:
    """Named phrases, found in a list of stems in one pass."""

    def __init__(self, named: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, phrases in named.items():
            for phrase in phrases:
                parts = tuple(stems(phrase.replace("-", " ")))
                if parts:
                    self._by_first.setdefault(parts[0], []).append((parts, name))

    def find(self, words: Sequence[str]) -> list[Hit]:
        """All hits in `words` (stems), in order; one word may belong to several names."""
        found: list[Hit] = []
        for start, word in enumerate(words):
            for parts, name in self._by_first.get(word, ()):
                end = start + len(parts)
                if end <= len(words) and all(p in (_ANY, w) for p, w in zip(parts, words[start:end], strict=True)):
                    found.append(Hit(name, start, end))
        return found

    def names(self, words: Sequence[str]) -> set[str]:
        """The names that occur in `words` (stems)."""
        return {hit.name for hit in self.find(words)}


@dataclass(frozen=True, slots=True)
class Topic:
    """What a moment may be about. `examples` sound like it; `speaker` says whose words count."""

    name: str
    title: str
    speaker: str
    weight: float
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Technique:
    """Something a therapist does: whether anyone's words show it, and which acts show it without words.

    `needs`: acts without which it was not done, whatever words were said.
    """

    name: str
    anyone: bool
    does: tuple[str, ...]
    has_words: bool
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicons:
    """All lists, ready to match. `synonyms` gives group numbers as names ("12")."""

    topics: dict[str, Topic]
    topic_words: Phrases
    synonyms: Phrases
    opposites: Phrases  # names "<pair>.<side>"
    exclusive: Phrases  # names "<kind>.<member>"
    medications: Phrases
    denials_in_notes: Phrases
    denials_in_sessions: Phrases
    techniques: dict[str, Technique]
    techniques_in_notes: Phrases
    techniques_in_sessions: Phrases
    diagnoses: Phrases  # names are the phrases themselves, prefixed "names:" or "judgements:"
    observed: Phrases
    plans_in_notes: Phrases
    plan_openings: frozenset[str]
    plans_in_sessions: Phrases
    concepts: dict[str, str]  # name -> kind: "affect", "stance", "behaviour", "pattern"
    concepts_in_notes: Phrases
    concepts_in_sessions: Phrases
    light: frozenset[str]  # stems of words of clinical prose that say little by themselves
    habits: tuple[str, ...]  # sentences that notes hold of nearly anybody
    instruments: Phrases  # names are the phrases themselves
    appointments_in_notes: Phrases
    appointments_in_sessions: Phrases


@lru_cache(maxsize=4)
def load_lexicons(folder: Path = RESOURCES / "lexicons") -> Lexicons:
    """Read all lists of `folder`.

    Raises TemplateInvalid if one is missing or not what it should be.
    """
    data = {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}
    try:
        return _build(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TemplateInvalid("a word list is missing or is not in order") from error


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise TemplateInvalid(f"the word list {path.name} cannot be read") from error


def _build(data: dict[str, Any]) -> Lexicons:
    topics, techniques, denials = data["topics"], data["techniques"], data["denials"]
    pairs = {f"{n}.{side}": words for n, pair in enumerate(data["opposites"]) for side, words in enumerate(pair)}
    kinds = {f"{kind}.{m[0]}": m for kind, members in data["exclusive"].items() for m in members}
    judged = {f"{kind}:{phrase}": [phrase] for kind, phrases in data["diagnoses"].items() for phrase in phrases}
    plans = data["plans"]
    return Lexicons(
        topics={
            name: Topic(name, t["title"], t["speaker"], float(t["weight"]), tuple(t["examples"]))
            for name, t in topics.items()
        },
        topic_words=Phrases({name: t["says"] for name, t in topics.items()}),
        synonyms=Phrases({str(n): group for n, group in enumerate(data["synonyms"])}),
        opposites=Phrases(pairs),
        exclusive=Phrases(kinds),
        medications=Phrases({names[0]: names for names in data["medications"]}),
        denials_in_notes=Phrases({name: d["note"] for name, d in denials.items()}),
        denials_in_sessions=Phrases({name: d["session"] for name, d in denials.items()}),
        techniques={
            name: Technique(
                name, bool(t.get("anyone")), tuple(t.get("does", ())), bool(t.get("words")), tuple(t.get("needs", ()))
            )
            for name, t in techniques.items()
        },
        techniques_in_notes=Phrases({name: t["note"] for name, t in techniques.items()}),
        techniques_in_sessions=Phrases({name: t.get("words", ()) for name, t in techniques.items()}),
        diagnoses=Phrases(judged),
        observed=Phrases({phrase: [phrase] for phrase in data["observed"]["seen"]}),
        plans_in_notes=Phrases({"plan": plans["note"]}),
        plan_openings=frozenset(plans["openings"]),
        plans_in_sessions=Phrases({"plan": plans["session"]}),
        concepts={name: str(c["kind"]) for name, c in data["concepts"].items()},
        concepts_in_notes=Phrases({name: c["note"] for name, c in data["concepts"].items()}),
        concepts_in_sessions=Phrases({name: c["session"] for name, c in data["concepts"].items()}),
        light=frozenset(form for word in data["light"]["words"] for form in stems(word)),
        habits=tuple(str(text) for text in data["boilerplate"]["habits"]),
        instruments=Phrases({phrase: [phrase] for phrase in data["instruments"]["named"]}),
        appointments_in_notes=Phrases({"appointment": data["appointments"]["note"]}),
        appointments_in_sessions=Phrases({"appointment": data["appointments"]["session"]}),
    )
