"""What the rules make their nudges with: keys, and words as they are quoted."""

from __future__ import annotations

import hashlib
import re


def key(rule: str, about: str = "") -> str:
    """The key of a rule's remark about one thing; holds no word of it."""
    if not about:
        return rule
    return f"{rule}:{hashlib.blake2s(about.casefold().encode(), digest_size=8).hexdigest()}"


def shown(text: str, most: int = 12) -> str:
    """Words as they are quoted in a reason: without what surrounds them, at most `most` of them."""
    words = text.strip().strip("\"“”'").split()
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + " …"


def around(text: str, start: int, end: int, most: int = 24) -> str:
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
