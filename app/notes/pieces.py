"""A text of a note in the pieces that are checked one by one: its sentences.

A text that holds two sentences is only as true as the weaker one. What stands between quotation marks stays whole, and
with what introduces it.
"""

from __future__ import annotations

import re

from app.notes.text import ends_in_abbreviation, sentences

LONGEST = 600
"""Characters that are checked as one sentence; a longer one is cut."""
_QUOTED = re.compile('“[^“”]*”|"[^"]*"')
_BOUNDARY = re.compile(r"(?<=[.!?…])\s+(?=[\"“(]?[^\W_a-z])")
_ENDS = ".!?…"


def pieces(text: str) -> list[str]:
    """The sentences of a note's text, each at most `LONGEST` characters; at least one piece, "" for an empty text."""
    whole = _sentences(text)
    cut = [part for sentence in whole for part in (sentences(sentence) if len(sentence) > LONGEST else [sentence])]
    return [part[i : i + LONGEST] for part in cut for i in range(0, len(part), LONGEST)] or [""]


def _sentences(text: str) -> list[str]:
    masked = _QUOTED.sub(_mask, text)
    found, start = [], 0
    for match in _BOUNDARY.finditer(masked):
        if not ends_in_abbreviation(masked[start : match.start()]):
            found.append(text[start : match.start()].strip())
            start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _mask(quoted: re.Match[str]) -> str:
    """As long, and without a boundary in it; it ends a sentence where the quoted words do."""
    words = quoted.group()[1:-1].rstrip()
    return "x" * (len(quoted.group()) - 1) + ("." if words.endswith(tuple(_ENDS)) else "x")
