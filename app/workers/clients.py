"""The engines' protocols over a pipe: what the services call instead of an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from app.domain.transcript import SAMPLE_RATE, Segment, SpeakerTurn
from app.workers import protocol as p
from app.workers.host import Never, OnDeath, R, WorkerHost

ReadSound = Callable[[float, float], bytes]
"""Stored sound from one time to another, both in seconds of the recording."""

BLOCK_SECONDS = 10.0
EMBED_BATCH = 128


class SpeechClient:
    """Words and speakers of one recording, through the speech worker."""

    def __init__(self, host: WorkerHost) -> None:
        self._host = host

    def transcribe(
        self,
        read: ReadSound,
        blocks: Iterable[tuple[bytes, bool]],
        *,
        start: float,
        hotwords: Sequence[str],
        on_segments: Callable[[list[Segment]], None],
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
    ) -> None:
        """Recognise `blocks` (PCM, and whether it is the last), which begin at `start` seconds.

        `on_segments` gets the segments as they close, exactly once each; `read` is used to send
        sound again after the worker died. Errors: see `WorkerHost.call`.
        """
        words = list(hotwords)
        position = pending = start
        since = self._host.stops

        def hear(heard: p.Heard) -> None:
            nonlocal pending
            if heard.segments:
                on_segments(heard.segments)
            pending = heard.pending_from

        def send_again() -> None:
            self._host.call(p.StartListening(pending, words), p.Done, cancelled=cancelled, since=since, retry=False)
            for piece in _pieces(read, pending, position):
                hear(self._host.call(p.Listen(piece), p.Heard, cancelled=cancelled, since=since, retry=False))

        self._host.call(p.StartListening(pending, words), p.Done, cancelled=cancelled, on_death=on_death, since=since)
        for pcm, last in blocks:
            hear(
                self._host.call(
                    p.Listen(pcm, last),
                    p.Heard,
                    cancelled=cancelled,
                    on_death=on_death,
                    recover=send_again,
                    since=since,
                )
            )
            position += len(pcm) / 2 / SAMPLE_RATE

    def diarize(
        self,
        read: ReadSound,
        duration: float,
        speakers: int | None,
        *,
        on_advance: Callable[[float, float], None] | None = None,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
    ) -> list[SpeakerTurn]:
        """Who spoke when in the whole recording. Errors: see `WorkerHost.call`."""
        since = self._host.stops

        def judge() -> p.Spoken:
            first = True
            for piece in _pieces(read, 0.0, duration):
                self._host.call(p.AddSound(piece, first), p.Done, cancelled=cancelled, since=since, retry=False)
                first = False
            return self._host.call(
                p.Diarize(speakers), p.Spoken, cancelled=cancelled, on_advance=on_advance, since=since, retry=False
            )

        # Sending and judging are one piece of work: a worker that dies in either has lost all of the sound.
        return self._host.attempt(judge, on_death=on_death).turns


def _pieces(read: ReadSound, start: float, end: float) -> Iterable[bytes]:
    at = start
    while at < end:
        until = min(at + BLOCK_SECONDS, end)
        yield read(at, until)
        at = until


class LanguageClient:
    """`Embedder` and `LanguageModel` of `app.domain.engines`, through the language worker."""

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

    def count_tokens(self, text: str) -> int:
        """See `app.domain.engines.LanguageModel.count_tokens`."""
        return self._ask(p.CountTokens(text), p.Counted).tokens

    def complete(self, system: str, user: str, *, schema: dict[str, object], max_tokens: int) -> str:
        """See `app.domain.engines.LanguageModel.complete`."""
        return self._ask(p.Complete(system, user, schema, max_tokens), p.Answered).text

    def _ask(self, request: p.Request, expect: type[R]) -> R:
        return self._host.call(request, expect, cancelled=self._cancelled, on_death=self._on_death, since=self._since)
