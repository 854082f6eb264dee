"""How a clinician writes: rules that were learned from their own signed notes, or written by them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RuleKind(StrEnum):
    """What a rule is about."""

    OPENING = "opening"  # how sentences begin
    VERB = "verb"  # the verbs that say who said what
    TERM = "term"  # which of two terms for the same
    LENGTH = "length"  # words in a sentence
    EXAMPLE = "example"  # a sentence with everything but its frame left out
    OWN = "own"  # written by the clinician


@dataclass(frozen=True, slots=True)
class WritingRule:
    """One rule, in the words that the clinician sees and the note model is told.

    `on`: whether the note model is told; `changed`: the clinician has changed its words, which then stay.
    """

    id: str
    kind: RuleKind
    text: str
    on: bool = True
    changed: bool = False
