"""Which models there are, which are chosen, and that what is loaded is what was tested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import ModelMissing
from app.services.catalogue import TASKS, ModelEntry, Task, load_catalogue
from app.services.installing.progress import Halt, Report
from app.services.installing.ready import Ready
from app.services.preferences import Preferences
from app.workers.protocol import LoadModel


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What the screen shows of a model; the words are explained at `ModelEntry`.

    `size_bytes`: on the disk; `memory_mb`: while it is in use. `removable`: it lies in the clinician's own models
    folder, or would. `downloadable`: it is one of those, and its checksums have been confirmed.
    """

    id: str
    task: Task
    title: str
    description: str
    licence: str
    demo: bool
    installed: bool
    size_bytes: int
    memory_mb: int = 0
    speed: str = ""
    languages: tuple[str, ...] = ()
    good_for: str = ""
    attribution: str = ""
    notice: str = ""
    repository: str = ""
    removable: bool = False
    downloadable: bool = False
    unconfirmed: bool = False

    @classmethod
    def of(cls, entry: ModelEntry, *, installed: bool) -> ModelInfo:
        """What the screen shows of an entry of the catalogue."""
        own = entry.where == "models"
        return cls(
            entry.id, entry.task, entry.title, entry.description, entry.licence, entry.demo, installed,
            entry.size_bytes, entry.needed_mb, entry.speed, tuple(entry.languages), entry.good_for, entry.attribution,
            entry.notice, entry.repository, own, own and bool(entry.revision) and not entry.unconfirmed,
            entry.unconfirmed,
        )  # fmt: skip


class ModelService:
    """The catalogue and the choice for each task."""

    def __init__(self, folder: Path, preferences: Preferences) -> None:
        self._folder = folder
        self._preferences = preferences
        self._entries = load_catalogue()
        self._ready = Ready(folder)

    @property
    def catalogue(self) -> Mapping[str, ModelEntry]:
        """Every entry of the catalogue by its id, in the catalogue's order."""
        return self._entries

    def list(self) -> list[ModelInfo]:
        """All models of the catalogue, in its order."""
        return [ModelInfo.of(e, installed=self._installed(e)) for e in self._entries.values()]

    def chosen(self) -> dict[Task, str]:
        """The id of the model in use for each task that has one installed.

        What was chosen counts while it is installed; else the first installed one that is not a
        demo model, else the demo model.
        """
        chosen: dict[Task, str] = {}
        for task in TASKS:
            installed = [e for e in self._entries.values() if e.task == task and self._installed(e)]
            wanted = self._preferences.get(f"model.{task}")
            ordered = sorted(installed, key=lambda e: (e.id != wanted, e.demo))
            if ordered:
                chosen[task] = ordered[0].id
        return chosen

    def choose(self, task: Task, model_id: str) -> None:
        """Use a model from now on. Raises ModelMissing where it is not installed or not for this task."""
        entry = self._entries.get(model_id)
        if entry is None or entry.task != task or not self._installed(entry):
            raise ModelMissing(entry.title if entry else model_id)
        self._preferences.set(f"model.{task}", model_id)

    def installed(self) -> tuple[ModelEntry, ...]:
        """Every model whose files are there, in the catalogue's order."""
        return tuple(e for e in self._entries.values() if self._installed(e))

    def demo_in_use(self) -> bool:
        """True while speech is recognised by the demo model."""
        speech = self.chosen().get("speech")
        return speech is not None and self._entries[speech].demo

    def entry(self, task: Task) -> ModelEntry | None:
        """The model in use for a task, or None."""
        chosen = self.chosen().get(task)
        return self._entries[chosen] if chosen else None

    def load_request(self, task: Task) -> LoadModel:
        """What a worker is told to load for a task; it is still what was compared with the catalogue.

        Raises ModelMissing, ModelChanged, and what `Ready.files` raises.
        """
        entry = self.entry(task)
        if entry is None:
            raise ModelMissing(
                {
                    "speech": "speech",
                    "speakers": "speakers",
                    "embedding": "sentences",
                    "entailment": "a second reading",
                }.get(task, "notes")
            )
        return self.request_for(entry.id)

    def request_for(self, model_id: str) -> LoadModel:
        """What a worker is told to load for one model, chosen or not; checked as in `load_request`.

        Raises ModelMissing, ModelChanged, and what `Ready.files` raises.
        """
        entry = self._entries.get(model_id)
        if entry is None:
            raise ModelMissing(model_id)
        folder, files = self._ready.files(entry)
        return LoadModel(entry.task, str(entry.load_path(folder)), entry.settings, files=files)

    def verify(self, model_id: str, report: Report = lambda _: None, halt: Halt | None = None) -> None:
        """Compare every byte of a model with the catalogue, whatever was recorded of it.

        A speaker model's weights are also made anew out of its checkpoints and compared with those that are loaded.
        Raises ModelMissing, ModelChanged, Cancelled, CheckpointRefused, DiskUnreliable.
        """
        entry = self._entries.get(model_id)
        if entry is None:
            raise ModelMissing(model_id)
        self._ready.verify(entry, report, halt or Halt())

    def _installed(self, entry: ModelEntry) -> bool:
        folder = entry.folder(self._folder)
        return folder is not None and entry.all_in(folder)
