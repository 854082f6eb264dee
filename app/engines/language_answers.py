"""Answers under a grammar, several at once: while one is being said, the next questions are answered beside it.

A processor spends most of a step on reading the model's weights, and with a long session the session's own values: four
tokens take less than twice as long as one. Each answer has a sequence of its own; none sees another.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import llama_cpp
import numpy as np

from app.domain.engines import Question
from app.engines.language_context import BATCH, FORKS, TRUNK, ContextFault, Floats, NativeContext, Row

REPEAT_PENALTY = 1.1
PENALISED = 64
"""How many of the last tokens of an answer the penalty on repetition looks at."""
LIKELY = 64
"""How many of the likeliest tokens are shown to the grammar before it is shown all of them."""

_TOKEN_DATA = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])


class Answer:
    """An answer that is under way at the end of a sequence, at most `most` tokens of it.

    Always the likeliest token that the grammar (GBNF) admits, with a penalty on repetition. Raises ValueError for a
    grammar that is none. `close` it in the end.
    """

    def __init__(self, context: NativeContext, sequence: int, prompt: Sequence[int], grammar: str, most: int) -> None:
        self._context = context
        self._rule: Any = llama_cpp.llama_sampler_init_grammar(context.vocab, grammar.encode(), b"root")
        if not self._rule:
            raise ValueError
        self.sequence = sequence
        self.most = most
        self.waiting = list(prompt)
        """Tokens that are still to be evaluated: of the prompt, then always the last that was said."""
        self.places = len(self.waiting) + most
        """How much of the context it takes at most, besides what it stands on."""
        self.said: list[int] = []
        self.over = False

    @property
    def speaking(self) -> bool:
        """Whether the prompt was read, and the answer has not ended."""
        return bool(self.said) and not self.over

    @property
    def text(self) -> str:
        """What was said so far; cut off where `most` was reached."""
        return b"".join(self._context.piece(token) for token in self.said).decode("utf-8", "ignore")

    def hear(self, logits: Floats) -> None:
        """Say the next token, from what the model expects after everything that waited."""
        token = _likeliest(self._context, self._rule, _penalised(logits, self.said[-PENALISED:]))
        if token is None or self._context.ends(token):
            self.over = True
            return
        llama_cpp.llama_sampler_accept(self._rule, token)
        self.said.append(token)
        self.waiting = [token]
        self.over = len(self.said) >= self.most

    def close(self) -> None:
        """Forget it, and the fork that it stood on."""
        if self._rule is not None:
            llama_cpp.llama_sampler_free(self._rule)
            self._rule = None
            if self.sequence != TRUNK:
                self._context.drop_fork(self.sequence)


class Answers:
    """What is under way on the forks of a context: one that is waited for, and others that will be asked for next."""

    def __init__(self, context: NativeContext) -> None:
        self._context = context
        self._begun: list[tuple[Question, Answer]] = []

    @property
    def reserved(self) -> int:
        """The most places of the context that what was begun ahead takes in the end."""
        return sum(answer.places for _, answer in self._begun)

    @property
    def full(self) -> bool:
        """Whether all forks but the one for the answer that is waited for are taken."""
        return len(self._begun) >= len(FORKS) - 1

    def free(self, but: int = TRUNK) -> int:
        """A sequence for one more answer: none that is taken; `but` is that of the answer that is waited for."""
        taken = {but, *(answer.sequence for _, answer in self._begun)}
        return next(fork for fork in FORKS if fork not in taken)

    def has(self, question: Question) -> bool:
        """Whether it was begun ahead."""
        return any(each == question for each, _ in self._begun)

    def put(self, question: Question, answer: Answer) -> None:
        """Have this one go on beside the others until it is asked for."""
        self._begun.append((question, answer))

    def take(self, question: Question) -> Answer | None:
        """What was begun ahead for a question, to be waited for now; None where nothing was."""
        found = next((pair for pair in self._begun if pair[0] == question), None)
        if found is None:
            return None
        self._begun.remove(found)
        return found[1]

    def keep(self, questions: Sequence[Question]) -> None:
        """Give up what was begun ahead for any other question."""
        for pair in list(self._begun):
            if pair[0] not in questions:
                self._begun.remove(pair)
                pair[1].close()

    def finish(self, first: Answer) -> None:
        """Go on until `first` has ended; what was begun ahead is answered in the same steps.

        Raises ContextFault; nothing is left of what was begun ahead then.
        """
        try:
            while not first.over:
                answers = [first, *(answer for _, answer in self._begun if not answer.over)]
                rows = _rows(answers)
                self._context.step(rows)
                for place, (_, sequence, wanted) in enumerate(rows):
                    if wanted:
                        next(each for each in answers if each.sequence == sequence).hear(self._context.scores(place))
        except ContextFault:
            self.keep(())
            raise


def _rows(answers: Sequence[Answer]) -> list[Row]:
    """The next step: of the questions that are not read yet as much as fits; then the last token of each answer.

    Questions are read in large steps, which takes a third less for each token than beside an answer.
    """
    unread = [answer for answer in answers if not answer.speaking]
    if not unread:
        return [(answer.waiting.pop(), answer.sequence, True) for answer in answers]
    rows: list[Row] = []
    for answer in unread:
        room = BATCH - len(rows)
        part, answer.waiting = answer.waiting[:room], answer.waiting[room:]
        rows += [(token, answer.sequence, False) for token in part[:-1]]
        rows += [(token, answer.sequence, not answer.waiting) for token in part[-1:]]
    return rows


def _penalised(logits: Floats, said: Sequence[int]) -> Floats:
    """As `llama_sampler_init_penalties` with a repeat penalty alone: each token said counts once."""
    if said:
        places = np.unique(np.array(said, dtype=np.intp))
        values = logits[places]
        logits[places] = np.where(values > 0, values / REPEAT_PENALTY, values * REPEAT_PENALTY)
    return logits


def _likeliest(context: NativeContext, rule: Any, logits: Floats) -> int | None:
    """The likeliest token that the grammar admits.

    The grammar is slow on a whole vocabulary, and nearly always one of the likeliest tokens fits: they are shown
    to it first. The outcome is the same.
    """
    top = np.argpartition(logits, -LIKELY)[-LIKELY:] if context.words > LIKELY else np.arange(context.words)
    for places in (top, np.arange(context.words)):
        data = np.zeros(len(places), dtype=_TOKEN_DATA)
        data["id"], data["logit"] = places, logits[places]
        array = llama_cpp.llama_token_data_array(
            data=data.ctypes.data_as(ctypes.POINTER(llama_cpp.llama_token_data)),
            size=len(places),
            selected=-1,
            sorted=False,
        )
        llama_cpp.llama_sampler_apply(rule, ctypes.byref(array))
        admitted = data["logit"][: array.size]
        best = int(np.argmax(admitted)) if array.size else 0
        if array.size and np.isfinite(admitted[best]):
            return int(data["id"][best])
    return None
