"""How long work reports itself: states, never strings made for the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


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


Report = Callable[[Progress], None]
"""Where progress goes. Called from the working thread; must return at once."""


def ignore_progress(_: Progress) -> None:
    """A report for callers that do not show progress."""
