"""What a nudge is: a remark beside a note, with its reason, its place, and one thing to do."""

from __future__ import annotations

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
