"""What is looked for in the vault, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.moment import Moment
from app.domain.transcript import Role


class HitKind(StrEnum):
    """What stands at the place that was found. The values are stored."""

    TURN = "turn"  # said in the session
    NOTE = "note"  # a sentence of the note as it stands
    ADDENDUM = "addendum"
    WRITTEN = "written"  # what the clinician wrote instead of a recording
    CLIENT = "client"  # the client's code or name; no session


@dataclass(frozen=True, slots=True)
class Item:
    """A turn, a sentence or a line as the index keeps it. `turn` is -1 and `sentence_id` "" where there is none."""

    kind: HitKind
    text: str
    role: Role = Role.UNKNOWN
    turn: int = -1
    sentence_id: str = ""
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Filters:
    """What the search is held to; each is left out where it is empty or None.

    `since` and `until` are days of the clinician's own clock, both included. `role`: only what such a person said
    in a session. `signed`: only sessions whose note is signed, or is not. A client alone is found only where neither
    dates nor `role` nor `signed` are given.
    """

    client_id: str = ""
    since: date | None = None
    until: date | None = None
    role: Role | None = None
    signed: bool | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that was found.

    `started_at` is when the session began (UTC); for a client, since when the client is in the vault. `text` is the
    turn or the sentence as it stands, "a … b" where the words are spread over neighbouring ones, and part of it with
    "…" where it is long; `marks` are the stretches of `text` that were looked for, as (from, to), in order and apart
    from each other. `start` is seconds of the recording, 0.0 where there is none. `moment` is where to open the
    session; its `session_id` is "" for a client. `by_meaning`: found by what it says, not by its words.
    """

    kind: HitKind
    session_id: str
    client_id: str
    client_label: str
    started_at: datetime
    text: str
    marks: tuple[tuple[int, int], ...]
    role: Role
    start: float
    moment: Moment
    by_meaning: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, session by session, the newest session first; within one the note before what was said.

    Clients come first of all. By meaning: the nearest first. `more`: there is more than this.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
