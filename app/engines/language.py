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
from app.domain.engines import Asked, Question, ReadSoFar
from app.engines.language_answers import Answer, Answers
from app.engines.language_context import FORK, TRUNK
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
        self._answers = Answers(self.context)
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
        self._answers.keep(())
        answer = Answer(self.context, FORK, tokens, _grammar(schema), min(max_tokens, room))
        try:
            self._answers.finish(answer)
            return answer.text
        finally:
            answer.close()

    # ---- reading along -----------------------------------------------------------------------------

    def start(self, system: str) -> ReadSoFar:
        """See `app.domain.engines.ReadingModel.start`."""
        self._answers.keep(())
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

    def ask(self, question: Question, ahead: Sequence[Question] = ()) -> Asked:
        """See `app.domain.engines.ReadingModel.ask`.

        Where a model's context cannot be copied, question and answer are appended to what was read, and take
        their room for good.
        """
        prompt = self._prompt(question)
        room = self.context_tokens - self.context.length[TRUNK] - len(self._waiting) - len(prompt)
        if room < LEAST_ANSWER:
            return Asked("", 0, 0, 0)
        grammar = _grammar(question.schema)
        read = self._evaluate(len(self._waiting))
        self._answers.keep((question, *ahead))
        answer = self._answers.take(question)
        if answer is None:
            if self._answers.reserved + question.max_tokens > room:
                self._answers.keep(())
            answer = self._begin(prompt, grammar, min(question.max_tokens, room))
        try:
            self._look_ahead(ahead, answer.sequence, room - answer.most)
            self._answers.finish(answer)
            return Asked(answer.text, read, len(prompt), len(answer.said))
        finally:
            answer.close()
            if not self.forks:
                self._waiting += self._special(self._format.before_user)

    def _begin(self, prompt: list[int], grammar: str, most: int, but: int = TRUNK) -> Answer:
        answer = Answer(self.context, self._answers.free(but) if self.forks else TRUNK, prompt, grammar, most)
        if self.forks and not self.context.fork(answer.sequence):
            self.forks, answer.sequence = False, TRUNK
        return answer

    def _look_ahead(self, ahead: Sequence[Question], waited: int, room: int) -> None:
        """Begin on what will be asked next, where it fits as a whole beside what is under way, and beside the answer
        on the fork `waited`."""
        for question in ahead:
            if not self.forks or self._answers.full:
                return
            prompt = self._prompt(question)
            fits = self._answers.reserved + len(prompt) + question.max_tokens <= room
            if fits and not self._answers.has(question):
                answer = self._begin(prompt, _grammar(question.schema), question.max_tokens, but=waited)
                self._answers.put(question, answer)

    def _prompt(self, question: Question) -> list[int]:
        return [*self._text(question.instructions), *self._special(self._format.before_answer)]

    def stop_reading(self) -> None:
        """See `app.domain.engines.ReadingModel.stop_reading`."""
        self._answers.keep(())
        self.context.clear()
        self._waiting = []

    def _evaluate(self, most: int) -> int:
        """Evaluate up to `most` of the tokens that wait, as far as there is room; how many that were."""
        room = self.context_tokens - self.context.length[TRUNK]
        part = self._waiting[: max(0, min(most, room))]
        if part:
            self._answers.keep(())  # they know less than will have been read
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
