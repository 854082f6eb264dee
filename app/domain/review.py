"""What the review of a note took: decisions and time; and what became of its draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Decision(StrEnum):
    """What the clinician did with a marked sentence."""

    KEPT = "kept"  # as their own observation; of what comes from plan or last note, that it stays
    EDITED = "edited"
    REPLACED = "replaced"  # by the session's own words
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one session's note.

    `seconds` were spent on it with the note in front and the clinician at work; `decisions` holds the last
    decision on each marked sentence, by the sentence's id.
    """

    session_id: str
    seconds: float = 0.0
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def count(self, kind: Decision) -> int:
        """How many decisions of a kind were taken."""
        return sum(each is kind for each in self.decisions.values())


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of a draft, for the clinician alone.

    Of the `drafted` sentences (0 where none was drafted) so many were left `unchanged`, `edited`, `replaced` by a
    quotation or `deleted`; `added` were written by the clinician; `own` stand in the note as their own observation.
    `edit_share` is the share (0.0 to 1.0) of words inserted or removed among all words of draft and note, None without
    a draft. `until_signed` is seconds from the end of the session to the signature, None where either is not known.
    """

    drafted: int
    unchanged: int
    edited: int
    replaced: int
    deleted: int
    added: int
    own: int
    edit_share: float | None
    review: Review
    until_signed: float | None = None
