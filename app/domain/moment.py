"""A place in a session that can be gone to: a turn of the transcript, or a sentence of the note."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """Where to open a session: at turn number `turn` (from 0; -1: none), and at the note's sentence of that id."""

    session_id: str
    turn: int = -1
    sentence_id: str = ""
