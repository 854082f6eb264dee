"""What the program asks of its engines: small protocols, so that each has a real one and a fake.

Sound is bytes of mono signed 16-bit little-endian PCM at `SAMPLE_RATE`. Implementations live in
`app.engines` and run in worker processes; on the window's side `app.workers` offers the same
protocols over a pipe.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from app.domain.transcript import Segment, SpeakerTurn


class Embedder(Protocol):
    """Sentence embeddings."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit-length vector per text; all of the same length."""
        ...


@dataclass(frozen=True, slots=True)
class Entailed:
    """How a text stands to a statement: three probabilities, together 1.

    `entailment`: who holds the text for true must hold the statement for true; `contradiction`: for false;
    `neutral`: neither.
    """

    entailment: float
    neutral: float
    contradiction: float


class EntailmentModel(Protocol):
    """Does a statement follow from a text?"""

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """One answer for each pair of text and statement, in their order. Of a text that is too long the end is
        not read."""
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


@dataclass(frozen=True, slots=True)
class ReadSoFar:
    """How reading along stands, in tokens.

    `evaluated`: in the context; `waiting`: handed over and not evaluated yet; `room`: what is left of the context
    once those are in it (negative: they do not fit); `tokens`: how many each of the texts just handed over takes.
    """

    evaluated: int
    waiting: int
    room: int
    tokens: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a reading: the text, the JSON schema of the answer, and how many tokens that may take."""

    instructions: str
    schema: dict[str, Any]
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, and what was evaluated for it, in tokens.

    `read`: of the session, what still waited; `question`: the instructions; `answer`: the answer itself.
    """

    text: str
    read: int
    question: int
    answer: int


class ReadingModel(Protocol):
    """A language model that reads a session while it runs. What was read is never evaluated again."""

    def start(self, system: str) -> ReadSoFar:
        """Forget what was read; begin anew with the system text."""
        ...

    def read_on(self, texts: Sequence[str], most: int) -> ReadSoFar:
        """Take `texts` to be read after everything before; evaluate at most `most` tokens of what waits, now."""
        ...

    def ask(self, question: Question, ahead: Sequence[Question] = ()) -> Asked:
        """Read what still waits, then answer as JSON text that the question's schema admits.

        What was read stays as it is: the next question finds it without this one. The answer may be cut off at
        `max_tokens`; it is empty where question and answer do not fit. `ahead`: what will be asked next, in this order,
        word for word; a model may begin on those meanwhile, and may leave it.
        """
        ...

    def stop_reading(self) -> None:
        """Forget what was read."""
        ...


class NoteModel(LanguageModel, ReadingModel, Protocol):
    """What writes the note: it answers, reads along, and can be let go of."""

    def close(self) -> None:
        """Give the model's memory back."""
        ...


Samples: TypeAlias = Any
"""A numpy array of float32, one dimension, 16 kHz, -1.0 to 1.0: the domain knows no numpy."""


class SpeechRecogniser(Protocol):
    """Words with times from voiced stretches."""

    def recognise(
        self,
        stretches: Sequence[Samples],
        hotwords: Sequence[str],
        *,
        voiced: Sequence[float] | None = None,
        wanted: bool = False,
    ) -> list[list[Segment]]:
        """Segments of each stretch (at most 28 s), times in seconds from its start.

        `hotwords`: most relevant first. `voiced`: seconds of voice in each stretch. `wanted`: by the clinician, who
        heard something there: nothing is left out.
        """
        ...


class SpeakerModel(Protocol):
    """Who speaks when, found out while they speak; labels S1, S2, … by first appearance, S1 stays S1."""

    @property
    def turns(self) -> list[SpeakerTurn]:
        """Who seems to speak in all of the sound so far."""
        ...

    @property
    def wanted_from(self) -> float:
        """The second of the recording with which the next sound must begin."""
        ...

    def start(self, windows: Sequence[bytes] = (), hop: float = 0.0) -> None:
        """Begin a recording, or go on with one of which `windows` are there: all that `follow` gave, in order.

        `hop`: seconds between windows, 0.0 for what the machine can bear. Raises ValueError for windows of others.
        """
        ...

    def follow(self, pcm: bytes) -> tuple[list[bytes], list[SpeakerTurn]]:
        """The next sound: what must be kept of it for `start`, and who seems to speak in it."""
        ...

    def end(
        self, speakers: int | None, progress: Callable[[float, float], None] | None = None
    ) -> tuple[list[SpeakerTurn], dict[str, list[float]]]:
        """No sound follows: turns in order, and each label's voice vector where it has one. `speakers` None: unknown.

        `progress` gets (done, 1.0).
        """
        ...

    def embed(self, pieces: Sequence[bytes]) -> list[list[float]]:
        """Voice vectors of pieces of sound, [] for one that is too short."""
        ...
