"""Who votes in the evidence check, as far as models for it are installed; each is loaded when first asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.engines import Entailed, LanguageModel
from app.notes.votes import Votes
from app.services.models import ModelService
from app.workers.clients import LanguageClient
from app.workers.host import Never, OnDeath, WorkerHost


class EntailmentOnDemand:
    """`EntailmentModel` of `app.domain.engines`: the chosen one, in the language worker.

    `entail` raises what `WorkerHost.load` and `call` raise, and ModelMissing or ModelChanged.
    """

    def __init__(
        self,
        host: WorkerHost,
        models: ModelService,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
    ) -> None:
        self._host = host
        self._models = models
        self._cancelled = cancelled
        self._on_death = on_death
        self._client = LanguageClient(host, cancelled=cancelled, on_death=on_death)

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """See `app.domain.engines.EntailmentModel.entail`."""
        request = self._models.load_request("entailment")
        self._host.load(request, cancelled=self._cancelled, on_death=self._on_death)
        return self._client.entail(pairs)


def votes(
    host: WorkerHost,
    models: ModelService,
    cancelled: Callable[[], bool] = Never,
    on_death: OnDeath | None = None,
    judge: LanguageModel | None = None,
) -> Votes:
    """The votes of what is installed. `judge`: a note model that is loaded; it votes if the catalogue says that it can.

    Loads nothing yet.
    """
    entailment = EntailmentOnDemand(host, models, cancelled, on_death) if models.entry("entailment") else None
    note = models.entry("note")
    return Votes(entailment, judge if note is not None and note.judges else None)
