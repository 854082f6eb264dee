"""What lists show of sessions and clients: a line each, without the texts that belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.session import SessionState, SessionType


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session in a list.

    `client` is how its client is called on the screen. `speakers`: 0 where that is not known. Times are UTC;
    `duration` is seconds of sound. `written`: the clinician typed what happened; `sound`: there is a recording to
    listen to. `signed_at` is when its note was signed. `place` sets apart sessions that began in the same moment.
    """

    id: str
    client_id: str
    client: str
    type: SessionType
    speakers: int
    state: SessionState
    started_at: datetime
    ended_at: datetime | None = None
    duration: float = 0.0
    template_id: str = ""
    written: bool = False
    sound: bool = False
    signed_at: datetime | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client in a list: how many sessions there are, and when the last one began (UTC), None without any."""

    id: str
    code: str
    name: str
    sessions: int = 0
    last_at: datetime | None = None

    @property
    def label(self) -> str:
        """How the client is called on the screen, as in `Client.label`."""
        return f"{self.code} · {self.name}" if self.name else self.code


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was chosen for a client's newest session. `written`: it was written instead of recorded."""

    at: datetime
    type: SessionType
    speakers: int
    template_id: str
    written: bool = False


class NeedKind(StrEnum):
    """Why a session waits for the clinician, in the order in which the home page tells it."""

    RECORDING = "recording"  # it is being recorded now
    INTERRUPTED = "interrupted"  # its recording was cut off: go on, or work with what is there
    SIGN = "sign"  # every sentence of its note is decided, the signature is missing
    REVIEW = "review"  # its note has sentences to decide
    DRAFT = "draft"  # there is a transcript and no note
    WORK = "work"  # it is recorded, and nothing is written down yet
    WRITING = "writing"  # the clinician began to write what happened, and there is no draft
    SOUND_GOES = "sound-goes"  # its recording is about to be destroyed, as the clinician decided


@dataclass(frozen=True, slots=True)
class Need:
    """A session that waits for the clinician.

    `undecided` is how many sentences of its note are to be decided; `until` is when its recording is destroyed (UTC).
    """

    kind: NeedKind
    session: SessionLine
    undecided: int = 0
    until: datetime | None = None
