"""Note models are spoken to as their publishers say; each line is what the publisher's own template gives out."""

from __future__ import annotations

import pytest

from app.domain.chat_formats import CHAT_FORMATS

FIRST_TURN = {
    "chatml": "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\n",
    "chatml-thought": "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\n"
    "<think>\n\n</think>\n\n",
    "smollm3": "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nU<|im_end|>\n<|im_start|>assistant\n"
    "<think>\n\n</think>\n",
    "gemma4": "<bos><|turn>system\nS<turn|>\n<|turn>user\nU<turn|>\n<|turn>model\n",
    "granite4": "<|start_of_role|>system<|end_of_role|>S<|end_of_text|>\n"
    "<|start_of_role|>user<|end_of_role|>U<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>",
    "phi4-mini": "<|system|>S<|end|><|user|>U<|end|><|assistant|>",
}
SECOND_TURN = {
    "chatml": "A<|im_end|>\n<|im_start|>user\nV",
    "chatml-thought": "A<|im_end|>\n<|im_start|>user\nV",
    "smollm3": "A<|im_end|>\n<|im_start|>user\nV",
    "gemma4": "A<turn|>\n<|turn>user\nV",
    "granite4": "A<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>V",
    "phi4-mini": "A<|end|><|user|>V",
}


@pytest.mark.parametrize("name", CHAT_FORMATS)
def test_system_user_and_answer_stand_between_the_publishers_marks(name: str) -> None:
    form = CHAT_FORMATS[name]
    assert f"{form.before_system}S{form.before_user}U{form.before_answer}" == FIRST_TURN[name]


@pytest.mark.parametrize("name", CHAT_FORMATS)
def test_a_question_after_an_answer_ends_the_answer_first(name: str) -> None:
    assert f"A{CHAT_FORMATS[name].before_user}V" == SECOND_TURN[name]
