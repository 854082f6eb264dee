"""This computer and the models: what it is, how fast it is with them, and which of them suit it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock

import msgspec

from app.domain.errors import NotAllowed
from app.domain.model_errors import ModelsTooLarge
from app.services import choosing, measuring
from app.services.catalogue import Task
from app.services.choosing import Basis, Obstacle, Option, Pace, Pick, Recommendation
from app.services.hardware import Graphics, MachineFacts, Power, probe
from app.services.installing.progress import Halt
from app.services.measuring import Measured, MeasureProgress, MeasureReport, NoteSpeed, SpeakersSpeed, SpeechSpeed
from app.services.models import ModelService
from app.services.preferences import Preferences
from app.workers.host import WorkerHost

__all__ = [
    "Basis",
    "Graphics",
    "MachineFacts",
    "MachineService",
    "MeasureProgress",
    "MeasureReport",
    "Measured",
    "NoteSpeed",
    "Obstacle",
    "Option",
    "Pace",
    "Pick",
    "Power",
    "Recommendation",
    "SpeakersSpeed",
    "SpeechSpeed",
]

KEPT = "machine.measured"


class _Kept(msgspec.Struct):
    """What the settings file keeps: figures, and the computer that they belong to."""

    key: str
    measured: Measured


class MachineService:
    """Probes, measures, recommends, and sees to it that what is recommended is used."""

    def __init__(
        self,
        models: ModelService,
        speech: WorkerHost,
        language: WorkerHost,
        preferences: Preferences,
        busy: Callable[[], bool] = lambda: False,
        look: Callable[[], MachineFacts] = probe,
    ) -> None:
        """`busy`: whether a session is recorded or worked on just now. `look` is what `probe` asks."""
        self._models = models
        self._speech = speech
        self._language = language
        self._preferences = preferences
        self._busy = busy
        self._look = look
        self._facts: MachineFacts | None = None
        self._lock = Lock()

    def probe(self) -> MachineFacts:
        """What this computer is made of, looked at anew. About a second at most; off the main thread. Never raises."""
        self._facts = self._look()
        return self._facts

    @property
    def facts(self) -> MachineFacts:
        """What the last `probe` found; the first time it is done."""
        return self._facts or self.probe()

    def measured(self) -> Measured:
        """What was measured on this computer so far; empty where nothing was."""
        try:
            kept = msgspec.json.decode(str(self._preferences.get(KEPT)), type=_Kept)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return Measured()
        return kept.measured if kept.key == self.facts.key else Measured()

    def measure(self, report: MeasureReport, halt: Halt, models: Mapping[Task, str] | None = None) -> Measured:
        """Try the models in use, or `models`, with the demo session in the real workers: about half a minute, and
        the loading. What comes of it is kept; a model that does not run is noted in `failed`.

        Raises NotAllowed while a session is recorded or worked on, and Cancelled once `halt` was asked, or a session
        was begun (what was measured until then is kept).
        """
        if self._busy() or not self._lock.acquire(blocking=False):
            raise NotAllowed("A session is being recorded or worked on. Measure once that is done.")
        try:
            facts, before = self.probe(), self.measured()
            chosen = models if models is not None else self._models.chosen()
            measuring_ = measuring.Measuring(self._models, self._speech, self._language, report, halt, self._busy)
            try:
                measuring_.run(chosen)
            finally:
                found = measuring_.found(before, on_battery=facts.power is Power.BATTERY)
                self._preferences.set(KEPT, msgspec.json.encode(_Kept(facts.key, found)).decode())
            return found
        finally:
            self._lock.release()

    def recommend(self, language: str = "en") -> Recommendation:
        """What suits this computer. Quick: it asks no model. `language`: of the sessions, as in the catalogue."""
        return choosing.recommend(
            self._models.catalogue, self._models.chosen(), self._installed(), self.facts, self.measured(), language
        )

    def accept(self, recommendation: Recommendation) -> None:
        """Use these models from now on; those that are not installed yet as soon as they are. "Quiet while
        recording" is set as recommended. Raises DiskFull or FolderNotWritable."""
        values: dict[str, object] = {f"model.{task}": pick.model_id for task, pick in recommendation.picks.items()}
        self._preferences.change({**values, "quiet": recommendation.quiet})

    def problem(self, models: Mapping[Task, str]) -> ModelsTooLarge | None:
        """Why these models (ids by task) cannot be used together on this computer; None where they can."""
        known = self._models.catalogue
        entries = {task: known[model_id] for task, model_id in models.items() if model_id in known}
        return choosing.problem(entries, self.facts)

    def _installed(self) -> frozenset[str]:
        return frozenset(entry.id for entry in self._models.installed())
