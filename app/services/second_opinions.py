"""Who votes in the evidence check, as far as models for it are installed; each is loaded when first asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.engines import Entailed
from app.notes.votes import Votes
from app.services.catalogue import Task
from app.services.session_models import ModelSource
from app.workers.clients import LanguageClient
from app.workers.host import Never, OnDeath, WorkerHost


class OnDemand:
    """The chosen model of a task, in the worker `host`: an `EntailmentModel` or a `Judge`, as the task is.

    Both calls raise what `WorkerHost.load` and `call` raise, and ModelMissing or ModelChanged.
    """

    def __init__(
        self,
        task: Task,
        host: WorkerHost,
        models: ModelSource,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
    ) -> None:
        self._task = task
        self._host = host
        self._models = models
        self._cancelled = cancelled
        self._on_death = on_death
        self._client = LanguageClient(host, cancelled=cancelled, on_death=on_death)

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """See `app.domain.engines.EntailmentModel.entail`."""
        return self._loaded().entail(pairs)

    def complete(self, system: str, user: str, *, schema: dict[str, object], max_tokens: int) -> str:
        """See `app.domain.engines.LanguageModel.complete`."""
        return self._loaded().complete(system, user, schema=schema, max_tokens=max_tokens)

    def _loaded(self) -> LanguageClient:
        request = self._models.load_request(self._task)
        self._host.load(request, cancelled=self._cancelled, on_death=self._on_death)
        return self._client


def votes(
    reads: WorkerHost,
    judges: WorkerHost,
    models: ModelSource,
    cancelled: Callable[[], bool] = Never,
    on_death: OnDeath | None = None,
    *,
    judged: bool = False,
) -> Votes:
    """The votes of what is installed. `judged`: the note model's too, if the catalogue says that it is large enough.

    The second reader works in the process `reads`, best where its library is loaded already and where its end would
    cost no session that was read along; the note model in `judges`. Loads nothing yet.
    """
    reader, note = models.entry("entailment"), models.entry("note")
    return Votes(
        OnDemand("entailment", reads, models, cancelled, on_death) if reader is not None else None,
        OnDemand("note", judges, models, cancelled, on_death) if judged and note is not None and note.judges else None,
    )
