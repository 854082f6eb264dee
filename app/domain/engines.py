"""What the program asks of its engines: small protocols, so that each has a real one and a fake.

Sound is bytes of mono signed 16-bit little-endian PCM at `SAMPLE_RATE`. Implementations live in
`app.engines` and run in worker processes; on the window's side `app.workers` offers the same
protocols over a pipe.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.domain.transcript import Segment, SpeakerTurn


class Embedder(Protocol):
    """Sentence embeddings."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit-length vector per text; all of the same length."""
        ...


class LanguageModel(Protocol):
    """A local instruction-following language model."""

    @property
    def name(self) -> str:
        """The model's name in plain words, for the note's record."""
        ...

    @property
    def context_tokens(self) -> int:
        """How many tokens fit into prompt and answer together."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` takes."""
        ...

    def complete(self, system: str, user: str, *, schema: dict[str, object], max_tokens: int) -> str:
        """Answer as JSON text that the JSON schema `schema` admits.

        The answer may be cut off at `max_tokens`; the caller must parse it with care.
        """
        ...


class SpeechRecogniser(Protocol):
    """Words with times from one voiced stretch."""

    def transcribe(self, pcm: bytes, hotwords: Sequence[str]) -> Segment:
        """Words of `pcm` (at most 30 s), times in seconds from its start."""
        ...


class Diarizer(Protocol):
    """Who spoke when."""

    def diarize(self, pcm: bytes, speakers: int | None) -> list[SpeakerTurn]:
        """Turns in order; labels S1, S2, … by first appearance. `speakers` None: unknown."""
        ...
