"""How long work reports itself: states, never strings made for the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.transcript import SpeakerTurn


class Stage(StrEnum):
    """The stages between a sound and a draft, in order."""

    CAPTURE = "capture"
    TRANSCRIBE = "transcribe"
    SPEAKERS = "speakers"
    DRAFT = "draft"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of a stage (seconds of sound, sections of a note).

    `restarted` is True when a worker died and the same piece was handed to a new one;
    `reason` then says "crashed" or "killed", or "gave up" where the work goes on without it.
    """

    stage: Stage
    done: float
    total: float
    restarted: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Live:
    """How far the work on a session has come while its recording goes on, in seconds of it.

    `captured` is stored, `heard_to` listened to (what is just being said and has no words yet is among it),
    `spoken_to` followed for who speaks, `read_to` read by the note model. `unclear` counts the stretches in which
    no words can be trusted. `restarted` says "crashed" or "killed" once a worker died and was started again, else "".
    `turns`: who seems to speak in the last minutes; labels are stable.
    """

    captured: float
    heard_to: float
    spoken_to: float
    read_to: float
    unclear: int
    restarted: str = ""
    turns: tuple[SpeakerTurn, ...] = ()

    @property
    def lag(self) -> float:
        """Seconds by which the words are behind what is being said."""
        return self.captured - self.heard_to


Report = Callable[[Progress], None]
"""Where progress goes. Called from the working thread; must return at once."""


def ignore_progress(_: Progress) -> None:
    """A report for callers that do not show progress."""
