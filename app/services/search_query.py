"""What is typed into the search, as a question to the index. Whatever it is: it is words, never a syntax."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.search import Filters, Item
from app.domain.search_words import words_of
from app.domain.transcript import Role
from app.services.search_reading import OPEN, SIGNED, client_word
from app.store.search_schema import LONGEST_BEGINNING

MOST = 16
"""Words and phrases of one question; what is typed after them is left out."""
_QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_COLUMN = {Role.THERAPIST: "therapist", Role.CLIENT: "client", Role.UNKNOWN: "other"}

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that stand together, each group somewhere; `opens`: the last word of all may be the beginning of one."""

    groups: tuple[tuple[str, ...], ...] = ()
    opens: bool = False

    def expression(self, filters: Filters) -> str:
        """For FTS5: every word, in passages that the filters allow. Words hold letters and figures alone.

        Finds passages that do not fit, too: of words that stand together, and of a long beginning.
        """
        words = [f'"{word}"' for group in self.groups for word in group]
        if self.opens:
            words[-1] = f'"{self.groups[-1][-1][:LONGEST_BEGINNING]}"*'
        where = "- tag" if filters.role is None else f"{{{_COLUMN[filters.role]}}}"
        parts = [f"{where} : ({' AND '.join(dict.fromkeys(words))})"]
        if filters.client_id:
            parts.append(f'tag : "{client_word(filters.client_id)}"')
        if filters.signed is not None:
            parts.append(f'tag : "{SIGNED if filters.signed else OPEN}"')
        return " AND ".join(f"({part})" for part in parts)

    def marks(self, item: Item) -> list[list[Stretch]]:
        """Where in a text each group stands, group by group; an empty list where it does not."""
        text = item.text
        if text.isascii():  # most texts have none of the words, and need not be looked at word by word
            lower = text.lower()
            if not any(_may_stand(group).search(lower) for group in self.groups):
                return [[] for _ in self.groups]
        tokens = list(words_of(text))
        last = len(self.groups) - 1
        return [_stretches(group, tokens, opens=self.opens and n == last) for n, group in enumerate(self.groups)]

    def names(self, label: str) -> bool:
        """Whether a client's code or name has all the words, each at least as the beginning of one."""
        known = [word for word, _, _ in words_of(label)]
        return all(any(have.startswith(word) for have in known) for group in self.groups for word in group)

    def name_marks(self, label: str) -> tuple[Stretch, ...]:
        """Where in a client's code and name the words stand that `names` found."""
        wanted = tuple(word for group in self.groups for word in group)
        return tuple((start, end) for word, start, end in words_of(label) if word.startswith(wanted))


def asked_of(text: str) -> Asked:
    """What is asked for. Quotes hold words together; what has no space in it ("follow-up") stands together too."""
    groups: list[tuple[str, ...]] = []
    opens = False
    for number, part in enumerate(_QUOTES.split(text)):
        quoted = number % 2 == 1
        for piece in [part] if quoted else part.split():
            words = tuple(word for word, _, _ in words_of(piece))
            if words:
                groups.append(words)
                opens = not quoted
    groups = groups[:MOST]
    if opens and len(groups[-1][-1]) == 1:
        if len(groups) > 1 and len(groups[-1]) == 1 and groups[-1][0].isascii():
            groups.pop()  # the first letter of a word that is just being typed says nothing yet
        opens = False
    return Asked(tuple(groups), opens)


@lru_cache(maxsize=64)
def _may_stand(group: tuple[str, ...]) -> re.Pattern[str]:
    """Finds words one after the other in small letters; what it does not find in them is not there."""
    return re.compile("[a-z0-9]*[^a-z0-9]+".join(re.escape(word) for word in group))


def _stretches(group: Sequence[str], tokens: Sequence[tuple[str, int, int]], *, opens: bool) -> list[Stretch]:
    if len(group) == 1:
        (word,) = group
        if opens:
            return [(start, end) for have, start, end in tokens if have.startswith(word)]
        return [(start, end) for have, start, end in tokens if have == word]
    found: list[Stretch] = []
    size = len(group)
    for at in range(len(tokens) - size + 1):
        if all(
            have == word or (opens and place == size - 1 and have.startswith(word))
            for place, (word, (have, _, _)) in enumerate(zip(group, tokens[at : at + size], strict=True))
        ):
            found.append((tokens[at][1], tokens[at + size - 1][2]))
    return found
