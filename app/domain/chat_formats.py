"""How note models want their turns marked: kept here, so that no template in a model's file is ever run.

Each was taken from the publisher's documentation or chat template. Models that can think aloud before they answer
are told that they have done so already: the answer is held by a grammar, which has no place for it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatFormat:
    """The special tokens around system text, user text and answer.

    `before_user` ends the turn before it, which is the system text or an answer; `before_answer` ends the user's.
    """

    before_system: str
    before_user: str
    before_answer: str


_CHATML_SYSTEM = "<|im_start|>system\n"
_CHATML_USER = "<|im_end|>\n<|im_start|>user\n"
_CHATML_ANSWER = "<|im_end|>\n<|im_start|>assistant\n"

CHAT_FORMATS = {
    # Qwen3 Instruct 2507, SmolLM2
    "chatml": ChatFormat(_CHATML_SYSTEM, _CHATML_USER, _CHATML_ANSWER),
    # Qwen3 and Qwen3.5 with `enable_thinking` false: https://qwen.readthedocs.io
    "chatml-thought": ChatFormat(_CHATML_SYSTEM, _CHATML_USER, f"{_CHATML_ANSWER}<think>\n\n</think>\n\n"),
    # SmolLM3 with "/system_override" (the system text stands alone) and "/no_think"
    "smollm3": ChatFormat(_CHATML_SYSTEM, _CHATML_USER, f"{_CHATML_ANSWER}<think>\n\n</think>\n"),
    # https://ai.google.dev/gemma/docs/core/prompt-formatting-gemma4; E2B and E4B take no empty thought
    "gemma4": ChatFormat("<bos><|turn>system\n", "<turn|>\n<|turn>user\n", "<turn|>\n<|turn>model\n"),
    # https://www.ibm.com/granite/docs/use-cases/prompt-engineering
    "granite4": ChatFormat(
        "<|start_of_role|>system<|end_of_role|>",
        "<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>",
        "<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>",
    ),
    # https://huggingface.co/microsoft/Phi-4-mini-instruct
    "phi4-mini": ChatFormat("<|system|>", "<|end|><|user|>", "<|end|><|assistant|>"),
}
"""By the names that the catalogue uses."""
