"""How fast each model is on this computer: measured, else reckoned from what was, else from the catalogue's classes.

A session is taken to last 50 minutes; people speak in three quarters of it. All shares are of the whole processor:
what was measured was measured with all cores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from app.services.catalogue import ModelEntry
from app.services.hardware import MachineFacts
from app.services.measuring import Measured, NoteSpeed

SESSION_SECONDS = 3000.0
SPOKEN = 0.75
TOKENS_A_SECOND = 4.9
"""Tokens that a note model reads for a second of session, measured with the demo session."""
DRAFT_TOKENS = 600, 360
"""Tokens of the three questions of a DAP draft (about 350 with the demo session, more with a long one), and the most
that their answers may take."""
TAIL_SECONDS = 6.0
"""From Stop to the transcript where everything kept up: the last stretch, the last window, and clustering."""
CORE_SECONDS = {"fast": 0.5, "medium": 1.05, "slow": 3.5, "": 1.05}
"""Speech models by class: seconds of one core for a second of voice (published for small: 1.05, without batches)."""
SPEAKER_CORE_SECONDS = 0.4
"""Speaker models, with windows 2 s apart, each heard once for all voices: what is left of the 52% that two cores were
busy in a live session with Whisper small and a 4B note model, once words (0.25) and reading (0.1) are taken off."""
NOTE_CORE_TOKENS = {"fast": (29.0, 4.0), "medium": (20.0, 3.0), "slow": (9.0, 1.4), "": (20.0, 3.0)}
"""Note models by class: tokens read and written in a second on one core."""
MOST_CORES, MOST_WRITING_CORES = 8, 4
"""More cores than these help little: writing waits for the memory."""


class Known(IntEnum):
    """How a figure is known; the larger the better."""

    CLASS = 0  # from the catalogue's class and the number of cores
    RECKONED = 1  # from another model of the same task that was measured here
    MEASURED = 2


@dataclass(frozen=True, slots=True)
class Factor:
    """Seconds of work for a second of sound."""

    factor: float
    known: Known


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens a second."""

    reads: float
    writes: float
    known: Known


@dataclass(frozen=True, slots=True)
class Speeds:
    """The speed of every model, as well as it is known."""

    entries: Mapping[str, ModelEntry]
    facts: MachineFacts
    measured: Measured

    def speech(self, entry: ModelEntry) -> Factor:
        """Of a speech model, for a second of session, its pauses included."""
        own = self.measured.speech.get(entry.id)
        if own is not None:
            return Factor(own.factor, Known.MEASURED)
        for model_id, speed in self.measured.speech.items():
            other = self._comparable(model_id, entry)
            if other is not None:
                return Factor(speed.factor * CORE_SECONDS[entry.speed] / CORE_SECONDS[other.speed], Known.RECKONED)
        return Factor(SPOKEN * CORE_SECONDS[entry.speed] / self._cores(MOST_CORES), Known.CLASS)

    def speakers(self, entry: ModelEntry) -> Factor:
        """Of a speaker model."""
        own = self.measured.speakers.get(entry.id)
        if own is not None:
            return Factor(own.factor, Known.MEASURED)
        return Factor(SPEAKER_CORE_SECONDS / self._cores(MOST_CORES), Known.CLASS)

    def note(self, entry: ModelEntry) -> Tokens:
        """Of a note model."""
        own = self.measured.note.get(entry.id)
        if own is not None:
            return Tokens(own.reads, own.writes, Known.MEASURED)
        reads, writes = NOTE_CORE_TOKENS[entry.speed]
        for model_id, speed in self.measured.note.items():
            other = self._comparable(model_id, entry)
            if other is not None:
                return self._in_proportion(speed, NOTE_CORE_TOKENS[other.speed], (reads, writes))
        return Tokens(reads * self._cores(MOST_CORES), writes * self._cores(MOST_WRITING_CORES), Known.CLASS)

    @staticmethod
    def _in_proportion(speed: NoteSpeed, other: tuple[float, float], own: tuple[float, float]) -> Tokens:
        return Tokens(speed.reads * own[0] / other[0], speed.writes * own[1] / other[1], Known.RECKONED)

    def _comparable(self, model_id: str, entry: ModelEntry) -> ModelEntry | None:
        """A model that was measured, where it says something about `entry`: a demo model is too small for that."""
        other = self.entries.get(model_id)
        return other if other is not None and other.task == entry.task and not other.demo and not entry.demo else None

    def _cores(self, most: int) -> float:
        return float(max(1, min(self.facts.physical_cores, most)))

    # ---- what follows from it ----------------------------------------------------------------------

    def share_of_reading(self, note: ModelEntry) -> float:
        """How much of the processor reading along takes."""
        return TOKENS_A_SECOND / max(self.note(note).reads, 0.01)

    def drafting_seconds(self, note: ModelEntry, *, read: bool) -> float:
        """From the whole transcript to the whole draft. `read`: the model has read the session along already."""
        speed = self.note(note)
        context = int(note.settings.get("context_tokens", 0)) or 8192
        session = 0.0 if read else min(SESSION_SECONDS * TOKENS_A_SECOND, 0.8 * context)
        questions, answers = DRAFT_TOKENS
        return (session + questions) / max(speed.reads, 0.01) + answers / max(speed.writes, 0.01)
