"""The two worker processes, and what makes a note in them: the evidence check, the drafter, and what reads ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.placement import Placed
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.given import Given
from app.notes.read_ahead import ReadAhead
from app.notes.style import Manner
from app.notes.templates import TemplateLibrary
from app.notes.vectors import VectorCache
from app.services import second_opinions
from app.services.catalogue import TASKS, Task
from app.services.reading_ahead import SessionReading
from app.services.session_models import ModelSource
from app.workers.clients import LanguageClient
from app.workers.host import Never, OnDeath, WorkerHost
from app.workers.reading import ReadingClient


@dataclass(frozen=True, slots=True)
class Workers:
    """The two worker processes; started when first needed."""

    speech: WorkerHost = field(default_factory=lambda: WorkerHost("speech worker"))
    language: WorkerHost = field(default_factory=lambda: WorkerHost("note worker"))

    @classmethod
    def of(cls, models: Path, closed: Callable[[], Path]) -> Workers:
        """Workers that may read the installed models, and nothing of the vault, wherever `closed` says that it lies."""
        return cls(
            WorkerHost("speech worker", models=models, closed=closed),
            WorkerHost("note worker", models=models, closed=closed),
        )

    def placements(self) -> dict[Task, Placed]:
        """Where the model of each task was when it was last loaded, and why not on a graphics card."""
        found = {**self.speech.placements, **self.language.placements}
        return {task: found[task] for task in TASKS if task in found}

    def stop(self) -> None:
        """End both."""
        self.speech.stop()
        self.language.stop()


class LanguageTools:
    """Checker and drafter over the note worker, with `models` unless a session has its own.

    `meaning` is the worker that makes sentence vectors: the one that has torch in memory already, for the speakers.
    In the note worker the same library would take a third of a gigabyte more.
    """

    def __init__(
        self, host: WorkerHost, models: ModelSource, templates: TemplateLibrary, meaning: WorkerHost | None = None
    ) -> None:
        self._host = host
        self._meaning = meaning or host
        self._models = models
        self._templates = templates

    def checker(
        self,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
        *,
        judged: bool = False,
        models: ModelSource | None = None,
    ) -> Checker:
        """The evidence check; without a sentence model it works by words alone.

        A second reader joins where one is installed; `judged`: the note model too, where it is large enough. That
        takes seconds for each sentence in doubt. `models`: those of the session.
        """
        source = models or self._models
        votes = second_opinions.votes(self._meaning, self._host, source, cancelled, on_death, judged=judged)
        if source.entry("embedding") is None:
            return Checker(None, votes=votes)
        self._meaning.load(source.load_request("embedding"), cancelled=cancelled, on_death=on_death)
        return Checker(LanguageClient(self._meaning, cancelled=cancelled, on_death=on_death), votes=votes)

    def drafter(
        self,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
        reading: SessionReading | None = None,
        *,
        manner: Manner | None = None,
        given: Given | None = None,
        writes: bool = True,
        models: ModelSource | None = None,
    ) -> Drafter:
        """The drafter; without a note model the draft is made of quotations.

        `reading`: the session as the note model has read it already. `manner` and `given` as in `Drafter`. `writes`
        False: the model would be asked nothing, and is not waited for. `models`: those of the session.
        """
        checker, ahead = (reading.checker, reading.ahead) if reading is not None else (None, None)
        if checker is None:
            checker = self.checker(cancelled, on_death, judged=True, models=models)
        model = self._model(cancelled, on_death, models) if writes else None
        return Drafter(self._templates, checker, model, ahead, manner=manner, given=given)

    def reader(
        self,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
        *,
        voice: str = "",
        models: ModelSource | None = None,
    ) -> tuple[Checker, ReadAhead] | None:
        """What reads a session ahead, and the check that shares its vectors; None without a note model.

        `voice`: the clinician's own ways of writing, read first. `models`: those of the session.
        """
        model = self._model(cancelled, on_death, models)
        if model is None:
            return None
        checker = self.checker(cancelled, on_death, judged=True, models=models)
        if checker.embedder is not None:
            checker = Checker(VectorCache(checker.embedder), votes=checker.votes)
        client = ReadingClient(self._host, cancelled=cancelled, on_death=on_death)
        return checker, ReadAhead(client, checker, model.context_tokens, voice)

    def _model(
        self, cancelled: Callable[[], bool], on_death: OnDeath | None, models: ModelSource | None
    ) -> LanguageClient | None:
        source = models or self._models
        entry = source.entry("note")
        if entry is None:
            return None
        self._host.load(source.load_request("note"), cancelled=cancelled, on_death=on_death)
        return LanguageClient(
            self._host,
            name=str(entry.settings.get("name", entry.title)),
            context_tokens=int(entry.settings.get("context_tokens", 0)),
            cancelled=cancelled,
            on_death=on_death,
        )

    def floor(self, manner: Manner | None = None, given: Given | None = None) -> Drafter:
        """The drafter that needs no worker: quotations found by words alone."""
        return Drafter(self._templates, Checker(None), None, manner=manner, given=given)
