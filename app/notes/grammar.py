"""What the note model may answer, as a JSON schema, and how its answer is read back.

The schema lets the model cite only turns that are in front of it. The answer is read with care all the
same: it may be cut off, and not every engine holds every rule of a schema.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_SENTENCE = 200
"""Characters of one sentence."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, and what it cites: turns, and lines that were given besides the session."""

    text: str
    turns: tuple[int, ...]
    given: tuple[str, ...] = ()


def section_schema(turns: Sequence[int], sentences: int, given: Sequence[str] = ()) -> dict[str, object]:
    """A list of at most `sentences` objects {"text", "turns"}, whose turns are among `turns`, or of the names `given`
    of lines that do not come from the session ("P1")."""
    return {
        "type": "array",
        "minItems": 1,
        "maxItems": max(1, sentences),
        "items": {
            "type": "object",
            "properties": {
                "text": {"type": "string", "minLength": 10, "maxLength": LONGEST_SENTENCE},
                "turns": {
                    "type": "array",
                    "items": {"enum": [*sorted(set(turns)), *given]},
                    "minItems": 1,
                    "maxItems": 3,
                },
            },
            "required": ["text", "turns"],
            "additionalProperties": False,
        },
    }


def read_answer(answer: str, turns: Sequence[int], given: Sequence[str] = ()) -> list[Written]:
    """The sentences of an answer that are whole and cite only turns, and given lines, that exist.

    A cut-off answer gives the objects that were finished; rubbish gives none.
    """
    found: list[Written] = []
    allowed: set[int | str] = {*turns, *given}
    decoder = json.JSONDecoder()
    place = answer.find("{")
    while place >= 0:
        try:
            item, end = decoder.raw_decode(answer, place)
        except (json.JSONDecodeError, RecursionError):
            end, item = place + 1, None
        if isinstance(item, dict) and "text" not in item:
            end, item = place + 1, None  # a wrapper: look inside
        written = _written(item, allowed)
        if written is not None:
            found.append(written)
        place = answer.find("{", end)
    return found


def _written(item: object, allowed: set[int | str]) -> Written | None:
    if not isinstance(item, dict):
        return None
    text, cited = item.get("text"), item.get("turns")
    if not isinstance(text, str) or not isinstance(cited, list) or not cited:
        return None
    if not all(isinstance(t, int | str) and not isinstance(t, bool) and t in allowed for t in cited):
        return None
    found = tuple(dict.fromkeys(cited))
    return Written(
        " ".join(text.split()),
        tuple(t for t in found if isinstance(t, int)),
        tuple(t for t in found if isinstance(t, str)),
    )
