"""Engines that need no model: for tests of everything around the real ones.

They answer by rule, and they can be told to fail in the ways that native engines fail.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence

from app.domain.transcript import SAMPLE_RATE, Segment, SpeakerTurn, Word


class FakeRecogniser:
    """One word "sound" per half second of what it is given."""

    def transcribe(self, pcm: bytes, hotwords: Sequence[str]) -> Segment:
        """See `app.domain.engines.SpeechRecogniser.transcribe`."""
        length = len(pcm) / 2 / SAMPLE_RATE
        count = max(int(length * 2), 1)
        words = tuple(Word("sound", i * length / count, (i + 1) * length / count) for i in range(count))
        return Segment(0.0, length, words)


class FakeDiarizer:
    """Two speakers who take turns of five seconds."""

    def diarize(
        self, pcm: bytes, speakers: int | None, progress: Callable[[float, float], None] | None = None
    ) -> list[SpeakerTurn]:
        """See `app.domain.engines.Diarizer.diarize`."""
        length = len(pcm) / 2 / SAMPLE_RATE
        if progress is not None:
            progress(1.0, 1.0)
        count = math.ceil(length / 5.0)
        return [SpeakerTurn(i * 5.0, min((i + 1) * 5.0, length), f"S{i % (speakers or 2) + 1}") for i in range(count)]


class FakeEmbedder:
    """Unit vectors of 64 dimensions from hashed words: the same words, the same vector."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """See `app.domain.engines.Embedder.embed`."""
        return [self._one(text) for text in texts]

    @staticmethod
    def _one(text: str) -> list[float]:
        vector = [0.0] * 64
        for word in text.lower().split():
            vector[hashlib.sha256(word.encode()).digest()[0] % 64] += 1.0
        length = math.sqrt(sum(x * x for x in vector)) or 1.0
        return [x / length for x in vector]


class FakeLanguageModel:
    """Gives the prepared answers in turn, then empty JSON objects."""

    name = "fake note model"
    context_tokens = 4096

    def __init__(self, answers: Sequence[str] = ()) -> None:
        self._answers = list(answers)

    def count_tokens(self, text: str) -> int:
        """One token per word."""
        return len(text.split())

    def complete(self, system: str, user: str, *, schema: dict[str, object], max_tokens: int) -> str:
        """See `app.domain.engines.LanguageModel.complete`."""
        return self._answers.pop(0) if self._answers else json.dumps({})
