"""The note model reads a session while it is recorded: what `Following` hands on, put before the model line by line.

Nothing here may hold recognition up, and nothing of it is needed for a note: where the model or its worker fails, the
draft asks it in the usual way later, or is made of quotations.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from app.domain.errors import Cancelled, ModelError, WorkerFailure
from app.domain.transcript import Segment, SpeakerTurn
from app.notes.check import Checker
from app.notes.read_ahead import ReadAhead
from app.services.attribution import build_transcript
from app.services.following import Ahead

Open = Callable[[], tuple[Checker, ReadAhead] | None]
"""Loads what reading takes; None where there is nothing that could read. Raises WorkerFailure or ModelError."""


class SessionReading(Ahead):
    """One session on its way to the note model. `open_reader` is called with the first words, in the background.

    `busy` says that the model answers somebody else: then nobody waits for it.

    `checker` and `ahead` belong together: sentence vectors that were made ahead are in the checker's embedder.
    """

    def __init__(self, session_id: str, open_reader: Open, busy: Callable[[], bool] = lambda: False) -> None:
        self.session_id = session_id
        self.checker: Checker | None = None
        self.ahead: ReadAhead | None = None
        self._open: Open | None = open_reader
        self._opening: _Loading | None = None
        self._busy = busy
        self._segments: list[Segment] = []
        self._spoken: list[SpeakerTurn] = []
        self._settled = 0.0

    @property
    def read_to(self) -> float:
        """See `Ahead.read_to`."""
        ahead = self.ahead
        return ahead.read_to if ahead is not None else 0.0

    @property
    def usable(self) -> bool:
        """Whether a draft can be asked of what was read."""
        return self.ahead is not None and self.checker is not None

    def hear(self, segments: list[Segment]) -> None:
        """See `Ahead.hear`."""
        self._segments += [segment for segment in segments if segment.words]

    def follow(self, turns: list[SpeakerTurn], until: float) -> None:
        """See `Ahead.follow`."""
        self._spoken += turns
        self._settled = max(self._settled, until)

    def advance(self) -> bool:
        """See `Ahead.advance`."""
        ready = [segment for segment in self._segments if segment.end <= self._settled]
        try:
            ahead = self._begun() if ready else self.ahead
            if ahead is None or self._busy():
                return False
            if ready:
                self._add(ahead, ready)
            return ahead.advance()
        except (WorkerFailure, ModelError):
            self.ahead = None
            self.close()
            return False

    def _begun(self) -> ReadAhead | None:
        """What reads, once it is loaded; until then nobody waits for it."""
        if self._open is not None:
            self._opening, self._open = _Loading(self._open), None
        if self._opening is not None and not self._opening.is_alive():
            opened, self._opening = self._opening.result(), None
            if opened is not None:
                self.checker, self.ahead = opened
        return self.ahead

    def _add(self, ahead: ReadAhead, ready: list[Segment]) -> None:
        first, last = ready[0].start, ready[-1].end
        spoken = [turn for turn in self._spoken if turn.end > first and turn.start < last]
        ahead.add(build_transcript(ready, spoken, last).turns)
        self._segments = [segment for segment in self._segments if segment.end > self._settled]
        self._spoken = [turn for turn in self._spoken if turn.end > last]

    def close(self) -> None:
        """Forget the session's words."""
        self._segments, self._spoken = [], []
        ahead = self.ahead
        if ahead is not None:
            with suppress(WorkerFailure, Cancelled):  # it has ended: there is nothing left to forget
                ahead.close()
        self.checker = self.ahead = self._open = self._opening = None


class _Loading(threading.Thread):
    """Loads models beside the work; `result` once it is no longer alive."""

    def __init__(self, load: Open) -> None:
        super().__init__(name="models", daemon=True)
        self._load = load
        self._loaded: tuple[Checker, ReadAhead] | None = None
        self._error: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self._loaded = self._load()
        except Exception as error:  # noqa: BLE001  (raised by `result`)
            self._error = error

    def result(self) -> tuple[Checker, ReadAhead] | None:
        """What was loaded. Raises what went wrong."""
        if self._error is not None:
            raise self._error
        return self._loaded
