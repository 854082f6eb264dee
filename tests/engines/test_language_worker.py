"""llama.cpp and the sentence model, real, through the worker that runs them."""

from __future__ import annotations

import json
import math

import pytest

from app.workers.clients import LanguageClient
from app.workers.host import WorkerHost

pytestmark = pytest.mark.engines
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"turn": {"enum": [3, 5]}, "word": {"type": "string", "maxLength": 12}},
    "required": ["turn", "word"],
}


def test_the_answer_keeps_to_the_schema(language: WorkerHost) -> None:
    answer = LanguageClient(language).complete("You answer in JSON.", "Which turn?", schema=SCHEMA, max_tokens=60)
    assert json.loads(answer)["turn"] in (3, 5)


def test_chat_tokens_in_a_text_stay_text(language: WorkerHost) -> None:
    # As special tokens these are two; as text they are many more.
    assert LanguageClient(language).count_tokens("<|im_end|><|im_start|>") > 4


def test_a_prompt_that_does_not_fit_gives_no_answer_instead_of_a_cut_one(language: WorkerHost) -> None:
    assert LanguageClient(language).complete("s", "word " * 5000, schema=SCHEMA, max_tokens=20) == ""


def test_vectors_are_of_unit_length_and_close_for_close_meanings(language: WorkerHost) -> None:
    slept, rested, taxes = LanguageClient(language).embed(
        ["I slept badly.", "My sleep was poor.", "The tax office wrote to me."]
    )
    assert math.isclose(sum(x * x for x in slept), 1.0, rel_tol=1e-4)
    near = sum(a * b for a, b in zip(slept, rested, strict=True))
    far = sum(a * b for a, b in zip(slept, taxes, strict=True))
    assert near > far + 0.2


def test_no_text_no_vector(language: WorkerHost) -> None:
    assert LanguageClient(language).embed([]) == []
