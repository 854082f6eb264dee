"""llama.cpp: a local language model that answers in JSON held by a grammar.

The chat format comes from the catalogue, never from the model's file: a template in a file is a
program. Text from outside is tokenised without special tokens, so "<|im_start|>" spoken or typed
in a session stays text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp
import psutil


@dataclass(frozen=True, slots=True)
class ChatFormat:
    """The special tokens around system text, user text and answer."""

    before_system: str
    before_user: str
    before_answer: str


CHAT_FORMATS = {
    "chatml": ChatFormat(
        "<|im_start|>system\n", "<|im_end|>\n<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n"
    ),
}


@dataclass(frozen=True, slots=True)
class LanguageSettings:
    """How a note model is used; comes from the catalogue."""

    name: str = "note model"
    chat_format: str = "chatml"
    context_tokens: int = 4096
    seed: int = 1


class LlamaModel:
    """A GGUF model from a local file.

    Raises ValueError from the library when the file is not a model, KeyError for an unknown chat format.
    """

    def __init__(self, file: Path, settings: LanguageSettings) -> None:
        self._settings = settings
        self._format = CHAT_FORMATS[settings.chat_format]
        self._model: Any = llama_cpp.Llama(
            str(file),
            n_ctx=settings.context_tokens,
            n_threads=psutil.cpu_count(logical=False) or 1,
            seed=settings.seed,
            verbose=False,  # the default prints timings, and with them the prompts' sizes
        )

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
        """See `app.domain.engines.LanguageModel.complete`. An empty text if the prompt does not fit."""
        form = self._format
        tokens = [
            *self._special(form.before_system),
            *self._text(system),
            *self._special(form.before_user),
            *self._text(user),
            *self._special(form.before_answer),
        ]
        room = self._settings.context_tokens - len(tokens)
        if room < 16:
            return ""
        grammar = llama_cpp.LlamaGrammar.from_json_schema(json.dumps(schema), verbose=False)
        answer = self._model.create_completion(
            tokens, max_tokens=min(max_tokens, room), temperature=0.0, repeat_penalty=1.1, grammar=grammar
        )
        return str(answer["choices"][0]["text"])

    def _special(self, text: str) -> list[int]:
        return list(self._model.tokenize(text.encode(), add_bos=False, special=True))

    def _text(self, text: str) -> list[int]:
        return list(self._model.tokenize(text.encode(), add_bos=False, special=False))
