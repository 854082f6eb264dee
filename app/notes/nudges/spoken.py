"""Where in a session danger was spoken of: the moments that a picture of the session shows. No judgement of any."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.transcript import Transcript, Turn
from app.notes.nudges.risk import said_of
from app.notes.nudges.words import Words, load_words
from app.notes.text import tidy


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words `text` in turn number `turn`, begun at `at` seconds."""

    turn: int
    at: float
    text: str


def spoken_of(transcript: Transcript, words: Words | None = None) -> list[Spoken]:
    """The first words of each kind of danger in each turn, by time.

    Raises TemplateInvalid where the list of words is damaged.
    """
    lists = words or load_words()
    found: dict[tuple[int, int], Spoken] = {}
    for number, turn in enumerate(transcript.turns):
        plain = tidy(turn.text)
        for kind in lists.risk:
            match = said_of(kind, plain)
            if match is not None:
                word = len(plain[: match.start()].split())
                found.setdefault((number, word), Spoken(number, _begins(turn, word), match.group()))
    return sorted(found.values(), key=lambda each: (each.at, each.turn))


def _begins(turn: Turn, word: int) -> float:
    """When a word of a turn was said; worked out from its place where the words have no times."""
    count = len(turn.text.split())
    if word < len(turn.words) == count:
        return turn.words[word].start
    return turn.start + (turn.end - turn.start) * word / max(1, count)
