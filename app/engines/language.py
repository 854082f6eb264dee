"""llama.cpp: a local language model that reads a session along and answers in JSON held by a grammar.

The chat format comes from the catalogue, never from the model's file: a template in a file is a
program. Text from outside is tokenised without special tokens, so "<|im_start|>" spoken or typed
in a session stays text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import llama_cpp
import psutil

from app.domain.chat_formats import CHAT_FORMATS
from app.domain.engines import Asked, ReadSoFar
from app.engines.language_context import FORK, TRUNK, answer
from app.engines.language_placing import load

LEAST_ANSWER = 16
"""Tokens: where there is less room than this for an answer, none is begun."""


@dataclass(frozen=True, slots=True)
class LanguageSettings:
    """How a note model is used; comes from the catalogue.

    `kv_type`: how the context is kept in memory, "q8_0" or "f16"; see `NativeContext`. `gpu_layers`: how many
    layers a graphics card takes where there is one, -1 for all, 0 to leave it alone.
    """

    name: str = "note model"
    chat_format: str = "chatml"
    context_tokens: int = 4096
    seed: int = 1  # kept for catalogues that name it: answers are greedy, so nothing is drawn
    kv_type: str = "q8_0"
    gpu_layers: int = -1


class LlamaModel:
    """A GGUF model from a local file.

    `processor`: no graphics card is tried. `placed` says where it runs. Raises ValueError when the file is not a model,
    KeyError for an unknown chat format or `kv_type`.
    """

    def __init__(self, file: Path, settings: LanguageSettings, *, processor: bool = False) -> None:
        self._settings = settings
        self._format = CHAT_FORMATS[settings.chat_format]
        self.context, self.placed = load(
            file,
            tokens=settings.context_tokens,
            threads=psutil.cpu_count(logical=False) or 1,
            kv_type=settings.kv_type,
            gpu_layers=settings.gpu_layers,
            processor=processor,
        )
        self._waiting: list[int] = []
        self.forks = True
        """False once a model showed that its context cannot be copied: questions are appended then."""

    def close(self) -> None:
        """Give the model's memory back."""
        self.context.close()

    @property
    def name(self) -> str:
        """The model's name in plain words."""
        return self._settings.name

    @property
    def context_tokens(self) -> int:
        """Tokens that fit into prompt and answer together."""
        return self._settings.context_tokens

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` takes."""
        return len(self._text(text))

    def complete(self, system: str, user: str, *, schema: dict[str, object], max_tokens: int) -> str:
        """See `app.domain.engines.LanguageModel.complete`. An empty text if the prompt does not fit.

        What is being read along stays untouched; prompt and answer take what room it leaves.
        """
        form = self._format
        tokens = [
            *self._special(form.before_system),
            *self._text(system),
            *self._special(form.before_user),
            *self._text(user),
            *self._special(form.before_answer),
        ]
        room = self.context_tokens - self.context.length[TRUNK] - len(tokens)
        if room < LEAST_ANSWER:
            return ""
        self.context.drop_fork()
        try:
            self.context.evaluate(tokens, FORK, logits=True)
            return answer(self.context, FORK, _grammar(schema), min(max_tokens, room))[0]
        finally:
            self.context.drop_fork()

    # ---- reading along -----------------------------------------------------------------------------

    def start(self, system: str) -> ReadSoFar:
        """See `app.domain.engines.ReadingModel.start`."""
        self.context.clear()
        form = self._format
        self._waiting = [
            *self._special(form.before_system),
            *self._text(system),
            *self._special(form.before_user),
        ]
        return self._so_far([])

    def read_on(self, texts: Sequence[str], most: int) -> ReadSoFar:
        """See `app.domain.engines.ReadingModel.read_on`."""
        counts = []
        for text in texts:
            tokens = self._text(text)
            counts.append(len(tokens))
            self._waiting += tokens
        self._evaluate(most)
        return self._so_far(counts)

    def ask(self, instructions: str, *, schema: dict[str, object], max_tokens: int) -> Asked:
        """See `app.domain.engines.ReadingModel.ask`.

        Where a model's context cannot be copied, question and answer are appended to what was read, and take
        their room for good.
        """
        question = [*self._text(instructions), *self._special(self._format.before_answer)]
        room = self.context_tokens - self.context.length[TRUNK] - len(self._waiting) - len(question)
        if room < LEAST_ANSWER:
            return Asked("", 0, 0, 0)
        grammar = _grammar(schema)
        read = self._evaluate(len(self._waiting))
        self.forks = self.forks and self.context.fork()
        sequence = FORK if self.forks else TRUNK
        try:
            self.context.evaluate(question, sequence, logits=True)
            text, said = answer(self.context, sequence, grammar, min(max_tokens, room))
        finally:
            if self.forks:
                self.context.drop_fork()
            else:
                self._waiting += self._special(self._format.before_user)
        return Asked(text, read, len(question), said)

    def stop_reading(self) -> None:
        """See `app.domain.engines.ReadingModel.stop_reading`."""
        self.context.clear()
        self._waiting = []

    def _evaluate(self, most: int) -> int:
        """Evaluate up to `most` of the tokens that wait, as far as there is room; how many that were."""
        room = self.context_tokens - self.context.length[TRUNK]
        part = self._waiting[: max(0, min(most, room))]
        self.context.evaluate(part, TRUNK)
        del self._waiting[: len(part)]
        return len(part)

    def _so_far(self, counts: list[int]) -> ReadSoFar:
        length, waiting = self.context.length[TRUNK], len(self._waiting)
        return ReadSoFar(length, waiting, self.context_tokens - length - waiting, tuple(counts))

    def _special(self, text: str) -> list[int]:
        return self.context.tokenise(text, special=True)

    def _text(self, text: str) -> list[int]:
        return self.context.tokenise(text, special=False)


def _grammar(schema: dict[str, object]) -> str:
    """The grammar (GBNF) of a JSON schema. Raises ValueError for a schema that has none."""
    return str(llama_cpp.llama_grammar.json_schema_to_gbnf(json.dumps(schema)))
