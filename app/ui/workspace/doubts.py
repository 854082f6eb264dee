"""What in a transcript wants a second look, and where in a text something is found: plain functions, no widgets."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.transcript import Stretch, StretchKind, Transcript, Turn

if TYPE_CHECKING:
    from app.notes.medications import Suggestion

UNSURE = 0.45
"""A word that the recogniser gives less than this may be another one."""


class Why(StrEnum):
    """Why a place wants a second look."""

    HEARD = "heard"  # the recogniser is not sure of the words
    SPEAKER = "speaker"  # it is not sure who spoke
    MEANT = "meant"  # it may be the name of a medicine, written otherwise
    UNCLEAR = "unclear"  # somebody spoke, and there are no words


@dataclass(frozen=True, slots=True)
class Place:
    """Words `first` to before `last` of a turn, or a stretch without words (then `turn` is -1). `start` in seconds."""

    why: Why
    start: float
    turn: int = -1
    first: int = 0
    last: int = 0
    stretch: Stretch | None = None


def aligned(turn: Turn) -> bool:
    """Whether each word of the text has a time of its own."""
    return bool(turn.words) and len(turn.words) == len(turn.text.split())


def uncertain_words(turn: Turn) -> tuple[int, ...]:
    """Which words of a turn may be another person's."""
    if not any(word.uncertain for word in turn.words) or not aligned(turn):
        return ()
    return tuple(i for i, word in enumerate(turn.words) if word.uncertain)


def unsure_words(turn: Turn) -> tuple[int, ...]:
    """Which words of a turn may be other words."""
    if not any(word.probability < UNSURE for word in turn.words) or not aligned(turn):
        return ()
    return tuple(i for i, word in enumerate(turn.words) if word.probability < UNSURE)


def find_places(
    transcript: Transcript, stretches: Sequence[Stretch], suggestions: Mapping[int, Sequence[Suggestion]]
) -> list[Place]:
    """Every place that wants a second look, by time; words side by side are one place."""
    found: list[Place] = []
    for number, turn in enumerate(transcript.turns):
        asked = suggestions.get(number, ())
        if not (asked or turn.uncertain or any(w.uncertain or w.probability < UNSURE for w in turn.words)):
            continue
        found += [Place(Why.MEANT, _starts(turn, each.first), number, each.first, each.last) for each in asked]
        met = {word for each in asked for word in range(each.first, each.last)}
        met |= _add(found, turn, number, uncertain_words(turn), Why.SPEAKER, met)
        _add(found, turn, number, unsure_words(turn), Why.HEARD, met)
        if turn.uncertain and not uncertain_words(turn):
            found.append(Place(Why.SPEAKER, turn.start, number, 0, len(turn.text.split())))
    found += [Place(Why.UNCLEAR, each.start, stretch=each) for each in stretches if each.kind is StretchKind.UNCLEAR]
    return sorted(found, key=lambda place: (place.start, place.turn, place.first))


def _add(found: list[Place], turn: Turn, number: int, listed: Sequence[int], why: Why, but: set[int]) -> set[int]:
    """Runs of words that are not in `but`; returns all of them."""
    words = [word for word in listed if word not in but]
    for place, word in enumerate(words):
        if place and words[place - 1] == word - 1:
            last = found[-1]
            found[-1] = Place(last.why, last.start, number, last.first, word + 1)
        else:
            found.append(Place(why, _starts(turn, word), number, word, word + 1))
    return set(words)


def _starts(turn: Turn, word: int) -> float:
    return turn.words[word].start if aligned(turn) and 0 <= word < len(turn.words) else turn.start


def spans(text: str) -> list[tuple[int, int]]:
    """Where each word of a text stands: start and end."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


# ---- finding -----------------------------------------------------------------------------------------


def _plain_letters() -> dict[int, str]:
    """Letters without their accents, quotation marks as they are typed: one for one, so that places stay."""
    table = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x201E: '"', 0xA0: " ", 0x2013: "-", 0x2011: "-"}
    for block in (range(0xC0, 0x250), range(0x370, 0x500), range(0x1E00, 0x2000)):
        for code in block:
            base = unicodedata.normalize("NFKD", chr(code))[0].lower()
            if len(base) == 1:
                table[code] = base
    return table


_PLAIN = _plain_letters()


def folded(text: str) -> str:
    """A text without case and accents, of the same length."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    small = plain.lower()
    return small if len(small) == len(text) else plain


def places_of(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where `wanted` stands in `text`, without regard to case and accents: (start, end), not overlapping."""
    sought, inside = folded(wanted), folded(text)
    found: list[tuple[int, int]] = []
    if not sought:
        return found
    at = inside.find(sought)
    while at >= 0:
        found.append((at, at + len(sought)))
        at = inside.find(sought, at + len(sought))
    return found
