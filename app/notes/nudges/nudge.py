"""What a nudge is: a rule's remark about a note, with its reason, its place, and one thing to do."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """The one thing that a nudge offers to do."""

    GO = "go"  # to its place: a sentence of the note, else a turn of the session
    ADD = "add"  # a line into its section, begun with `text`, for the clinician to complete
    QUOTE = "quote"  # words of the session into its section: `text`
    REWORD = "reword"  # its sentence reads `text` from then on
    GOALS = "goals"  # to the goals of the treatment plan


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the note (ids of section and sentence, "" for none) or in the session (turn, -1 for none)."""

    section: str = ""
    sentence: str = ""
    turn: int = -1


@dataclass(frozen=True, slots=True)
class Nudge:
    """One remark. `key` is the same as long as it is the same remark about the same note: what was set aside stays so.

    `reason` is for the clinician and quotes; it never says how the client is.
    """

    rule: str
    key: str
    reason: str
    place: Place
    act: Act
    text: str = ""


def key(rule: str, about: str = "") -> str:
    """The key of a rule's remark about one thing; holds no word of it."""
    if not about:
        return rule
    return f"{rule}:{hashlib.blake2s(about.casefold().encode(), digest_size=8).hexdigest()}"


def shown(text: str, most: int = 12) -> str:
    """Words as they are quoted in a reason: without what surrounds them, at most `most` of them."""
    words = text.strip().strip("\"“”'").split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"


def around(text: str, start: int, end: int, most: int = 14) -> str:
    """The words of `text` around the characters `start` to `end`, at most `most` or so, with dots where it was cut."""
    words = list(re.finditer(r"\S+", text))
    held = [n for n, word in enumerate(words) if word.end() > start and word.start() < end]
    if not held or len(words) <= most:
        return shown(text, most)
    spare = max(most - len(held), 0)
    first = max(0, min(held[0] - spare // 2, len(words) - most))
    last = min(len(words), max(first + most, held[-1] + 1))
    part = shown(" ".join(word.group() for word in words[first:last]), most + len(held))
    return ("… " if first else "") + part + (" …" if last < len(words) else "")


def at(seconds: float) -> str:
    """A time of the session: "2:14"."""
    hours, rest = divmod(max(0, int(seconds)), 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}"
