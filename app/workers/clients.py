"""Sentence vectors and the note model over a pipe: what the services call instead of an engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.engines import Entailed
from app.workers import protocol as p
from app.workers.host import Never, OnDeath, R, WorkerHost

EMBED_BATCH = 128
ENTAIL_BATCH = 8
"""Pairs in a message: work can be cancelled after each."""


class LanguageClient:
    """`Embedder`, `EntailmentModel` and `LanguageModel` of `app.domain.engines`, through the model's worker."""

    def __init__(
        self,
        host: WorkerHost,
        *,
        name: str = "",
        context_tokens: int = 0,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
    ) -> None:
        self._host = host
        self._name = name
        self._context_tokens = context_tokens
        self._cancelled = cancelled
        self._on_death = on_death
        self._since = host.stops

    @property
    def name(self) -> str:
        """The note model's name in plain words."""
        return self._name

    @property
    def context_tokens(self) -> int:
        """Tokens that fit into prompt and answer together."""
        return self._context_tokens

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """See `app.domain.engines.Embedder.embed`."""
        vectors: list[list[float]] = []
        for first in range(0, len(texts), EMBED_BATCH):
            request = p.Embed(list(texts[first : first + EMBED_BATCH]))
            vectors += self._ask(request, p.Vectors).vectors
        return vectors

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """See `app.domain.engines.EntailmentModel.entail`."""
        answers: list[Entailed] = []
        for first in range(0, len(pairs), ENTAIL_BATCH):
            answers += self._ask(p.Entail(list(pairs[first : first + ENTAIL_BATCH])), p.Entails).answers
        return answers

    def count_tokens(self, text: str) -> int:
        """See `app.domain.engines.LanguageModel.count_tokens`."""
        return self._ask(p.CountTokens(text), p.Counted).tokens

    def complete(self, system: str, user: str, *, schema: dict[str, object], max_tokens: int) -> str:
        """See `app.domain.engines.LanguageModel.complete`."""
        return self._ask(p.Complete(system, user, schema, max_tokens), p.Answered).text

    def _ask(self, request: p.Request, expect: type[R]) -> R:
        return self._host.call(request, expect, cancelled=self._cancelled, on_death=self._on_death, since=self._since)
