"""How far an installation is, and how to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Cancelled


class InstallStage(StrEnum):
    """What is being done."""

    SPACE = "space"  # is there room on the disk?
    DOWNLOAD = "download"
    COPY = "copy"  # from a folder or a pack, or into one
    CHECK = "check"  # every byte is compared with the catalogue
    CONVERT = "convert"  # the speaker model's weights are put into a form that can run nothing
    DONE = "done"


@dataclass(frozen=True, slots=True)
class InstallProgress:
    """One report. `done` and `total`: bytes of the whole model, or of the whole pack.

    `bytes_per_second` and `seconds_left`: over the last seconds; None before there is an answer. `attempt`: counts
    from 1 again with each file; above 1, the last try failed and `waiting` says for how many seconds the next one
    waits (0.0: it runs).
    """

    model_id: str
    stage: InstallStage
    done: int
    total: int
    file: str = ""
    bytes_per_second: float | None = None
    seconds_left: float | None = None
    attempt: int = 1
    waiting: float = 0.0


Report = Callable[[InstallProgress], None]


class Halt:
    """Asks an installation that runs in another thread to stop; what has been fetched stays for the next time."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        """Stop as soon as possible."""
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether it was asked for."""
        return self._asked.is_set()

    def check(self) -> None:
        """Raises Cancelled once it was asked for."""
        if self.asked:
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Wait that long. Raises Cancelled at once when it is asked for meanwhile."""
        if self._asked.wait(seconds):
            raise Cancelled
