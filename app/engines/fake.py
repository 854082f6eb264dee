"""Engines that need no model: for tests of everything around the real ones.

They answer by rule, and they can be told to fail in the ways that native engines fail.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Sequence

from app.domain.engines import Asked, Entailed, Question, ReadSoFar, Samples
from app.domain.transcript import SAMPLE_RATE, Segment, SpeakerTurn, Word


class FakeRecogniser:
    """One word "sound" per half second of what it is given; one segment a stretch."""

    def recognise(
        self,
        stretches: Sequence[Samples],
        hotwords: Sequence[str],
        *,
        voiced: Sequence[float] | None = None,
        wanted: bool = False,
    ) -> list[list[Segment]]:
        """See `app.domain.engines.SpeechRecogniser.recognise`."""
        return [[self._one(len(stretch) / SAMPLE_RATE)] for stretch in stretches]

    @staticmethod
    def _one(length: float) -> Segment:
        count = max(int(length * 2), 1)
        words = tuple(Word("sound", i * length / count, (i + 1) * length / count) for i in range(count))
        return Segment(0.0, length, words)


class FakeSpeakers:
    """Two speakers who take turns of five seconds; a window is two seconds of sound, and holds its number."""

    HOP = 2.0

    def __init__(self) -> None:
        self._windows: list[bytes] = []
        self._heard = 0.0

    @property
    def turns(self) -> list[SpeakerTurn]:
        """See `app.domain.engines.SpeakerModel.turns`."""
        return self._between(0.0, self._heard, 2)

    @property
    def wanted_from(self) -> float:
        """See `app.domain.engines.SpeakerModel.wanted_from`."""
        return self._heard

    def start(self, windows: Sequence[bytes] = (), hop: float = 0.0) -> None:
        """See `app.domain.engines.SpeakerModel.start`."""
        if any(window != number.to_bytes(4, "big") for number, window in enumerate(windows)):
            raise ValueError("windows")
        self._windows, self._heard = list(windows), len(windows) * self.HOP

    def follow(self, pcm: bytes) -> tuple[list[bytes], list[SpeakerTurn]]:
        """See `app.domain.engines.SpeakerModel.follow`."""
        before, first = self._heard, len(self._windows)
        self._heard += len(pcm) / 2 / SAMPLE_RATE
        self._windows += [n.to_bytes(4, "big") for n in range(first, int(self._heard / self.HOP))]
        return self._windows[first:], self._between(before, self._heard, 2)

    def end(
        self, speakers: int | None, progress: Callable[[float, float], None] | None = None
    ) -> tuple[list[SpeakerTurn], dict[str, list[float]]]:
        """See `app.domain.engines.SpeakerModel.end`."""
        if progress is not None:
            progress(1.0, 1.0)
        turns = self._between(0.0, self._heard, speakers or 2)
        labels = sorted({turn.label for turn in turns})
        voices = {label: [float(i == n) for i in range(len(labels))] for n, label in enumerate(labels)}
        self._windows, self._heard = [], 0.0
        return turns, voices

    def embed(self, pieces: Sequence[bytes]) -> list[list[float]]:
        """See `app.domain.engines.SpeakerModel.embed`."""
        return [[1.0, 0.0] if piece else [] for piece in pieces]

    @staticmethod
    def _between(start: float, end: float, speakers: int) -> list[SpeakerTurn]:
        turns = []
        while start < end:
            number = int(start // 5.0)
            until = min((number + 1) * 5.0, end)
            turns.append(SpeakerTurn(start, until, f"S{number % speakers + 1}"))
            start = until
        return turns


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


class FakeEntailment:
    """By words: a statement whose words all stand in the text follows from it, the more of them the likelier; one that
    has a negation more or less than the text contradicts it. `asked` are the pairs that it was given."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """See `app.domain.engines.EntailmentModel.entail`."""
        self.asked += pairs
        return [self._one(text, statement) for text, statement in pairs]

    @staticmethod
    def _one(text: str, statement: str) -> Entailed:
        said, meant = (re.findall(r"[a-z0-9']+", each.lower()) for each in (text, statement))
        share = sum(word in said for word in meant) / len(meant) if meant else 0.0
        no, other = ({w for w in words if w in ("no", "not", "never") or w.endswith("n't")} for words in (said, meant))
        if share >= 0.5 and bool(no) != bool(other):
            return Entailed(0.05, 0.15, 0.8)
        return Entailed(0.95 * share, 1.0 - 0.95 * share, 0.0)


class FakeLanguageModel:
    """Gives the prepared answers in turn, then empty JSON objects. One token per word.

    `read` is what was evaluated of the session, `evaluated` how many tokens were in all; `questions` are those that
    were asked of it, `ahead` those that were announced with the last.
    """

    name = "fake note model"

    def __init__(self, answers: Sequence[str] = (), context_tokens: int = 4096) -> None:
        self._answers = list(answers)
        self.context_tokens = context_tokens
        self.read: list[str] = []
        self.evaluated = 0
        self.questions: list[str] = []
        self.ahead: tuple[Question, ...] = ()
        self._waiting: list[str] = []

    def count_tokens(self, text: str) -> int:
        """One token per word."""
        return len(text.split())

    def complete(self, system: str, user: str, *, schema: dict[str, object], max_tokens: int) -> str:
        """See `app.domain.engines.LanguageModel.complete`."""
        return self._answers.pop(0) if self._answers else json.dumps({})

    def start(self, system: str) -> ReadSoFar:
        """See `app.domain.engines.ReadingModel.start`."""
        self.read, self._waiting = [], system.split()
        return self._so_far(())

    def read_on(self, texts: Sequence[str], most: int) -> ReadSoFar:
        """See `app.domain.engines.ReadingModel.read_on`."""
        for text in texts:
            self._waiting += text.split()
        self._evaluate(most)
        return self._so_far(tuple(len(text.split()) for text in texts))

    def ask(self, question: Question, ahead: Sequence[Question] = ()) -> Asked:
        """See `app.domain.engines.ReadingModel.ask`; begins on nothing."""
        instructions, self.ahead = question.instructions, tuple(ahead)
        if self._so_far(()).room < len(instructions.split()) + 16:
            return Asked("", 0, 0, 0)
        read = self._evaluate(len(self._waiting))
        self.questions.append(instructions)
        text = self.complete("", instructions, schema=question.schema, max_tokens=question.max_tokens)
        return Asked(text, read, len(instructions.split()), len(text.split()))

    def stop_reading(self) -> None:
        """See `app.domain.engines.ReadingModel.stop_reading`."""
        self.read, self._waiting = [], []

    def close(self) -> None:
        """See `app.domain.engines.NoteModel.close`."""
        self.stop_reading()

    def _evaluate(self, most: int) -> int:
        part = self._waiting[: min(most, self.context_tokens - len(self.read))]
        self.read += part
        self.evaluated += len(part)
        del self._waiting[: len(part)]
        return len(part)

    def _so_far(self, tokens: tuple[int, ...]) -> ReadSoFar:
        room = self.context_tokens - len(self.read) - len(self._waiting)
        return ReadSoFar(len(self.read), len(self._waiting), room, tokens)
