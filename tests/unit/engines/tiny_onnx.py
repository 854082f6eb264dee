"""A very small entailment model with the inputs and outputs of the real ones, written byte by byte.

It compares words: the more of the statement's stand in the text, the likelier it follows; one "not" more or less on
one of the sides, and it contradicts. So what it answers shows whether the engine hands over both texts whole, in
their places, and reads the logits in their order.

ONNX is Protocol Buffers (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); the numbers below are its fields.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

PAD, CLS, SEP, UNK, NOT = range(5)
WORDS = ("[PAD]", "[CLS]", "[SEP]", "[UNK]", "not")
VOCABULARY = (
    *WORDS, "the", "client", "therapist", "said", "asked", ":", "slept", "six", "eight", "hours", "better", "called",
    "sister", "garden", "is", "happy", "sad", "work", "filler",
)  # fmt: skip
FLOAT, INT64 = 1, 7
Value: TypeAlias = int | str | bytes

LABELS = ("contradiction", "entailment", "neutral")


def write_tiny(folder: Path, *, token_types: bool = False, broken: str = "", name: str = "model.onnx") -> Path:
    """Write weights and `tokenizer.json` into `folder`, which is returned.

    `token_types`: the model takes `token_type_ids` as a third input. `broken`: "nan" for logits that are no numbers,
    "inputs" for a model of another kind, "pair" for two logits.
    """
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(_model(token_types, broken))
    # As published ones do, the file asks for padding and truncation, and knows its special tokens in any text.
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    tokenizer.add_special_tokens(["[PAD]", "[CLS]", "[SEP]"])
    tokenizer.enable_padding(length=48)
    tokenizer.enable_truncation(8)
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", CLS), ("[SEP]", SEP)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _model(token_types: bool, broken: str) -> bytes:
    nodes = [
        # Which of the two texts a place belongs to: counted by [SEP], or as the tokenizer says.
        *(
            [_node("Identity", ["token_type_ids"], "side")]
            if token_types
            else [
                _node("Equal", ["input_ids", "sep"], "is_sep"),
                _node("Cast", ["is_sep"], "sep_count", to=INT64),
                _node("CumSum", ["sep_count", "one"], "side", exclusive=1),
            ]
        ),
        _node("Greater", ["input_ids", "sep"], "is_word"),
        _node("Cast", ["is_word"], "word", to=FLOAT),
        _node("Cast", ["attention_mask"], "mask", to=FLOAT),
        _node("Mul", ["word", "mask"], "there"),
        _node("OneHot", ["input_ids", "size", "off_on"], "words"),
        *_side("text", "zero"),
        *_side("statement", "one"),
        _node("Mul", ["text", "statement"], "shared"),
        _node("ReduceSum", ["shared", "axis"], "found", keepdims=1),
        _node("ReduceSum", ["statement", "axis"], "wanted", keepdims=1),
        _node("Max", ["wanted", "unit"], "at_least_one"),
        _node("Div", ["found", "at_least_one"], "share"),
        # What the negations say.
        _node("Gather", ["text", "not"], "text_not", axis=1),
        _node("Gather", ["statement", "not"], "statement_not", axis=1),
        _node("Sub", ["text_not", "statement_not"], "difference"),
        _node("Abs", ["difference"], "differs"),
        _node("Mul", ["differs", "share"], "against"),
        _node("Mul", ["against", "sixteen"], "against_more"),
        _node("Sub", ["against_more", "four"], "contradiction"),
        _node("Mul", ["share", "eight"], "share_more"),
        _node("Sub", ["share_more", "four"], "entailment"),
        _node("Neg", ["entailment"], "neutral"),
        _node("Concat", [*LABELS[: 2 if broken == "pair" else 3]], "plain_logits", axis=1),
        _node("Mul", ["plain_logits", "scale"], "logits"),
    ]
    numbers = {"zero": 0, "one": 1, "sep": SEP, "size": len(VOCABULARY)}
    constants = [
        *(_tensor(name, np.array(number, dtype=np.int64)) for name, number in numbers.items()),
        _tensor("not", np.array([NOT], dtype=np.int64)),
        _tensor("axis", np.array([1], dtype=np.int64)),
        _tensor("last", np.array([2], dtype=np.int64)),
        *(_tensor(name, np.array(n, dtype=np.float32)) for name, n in (("unit", 1), ("four", 4), ("eight", 8))),
        _tensor("sixteen", np.array(16, dtype=np.float32)),
        _tensor("scale", np.array(np.nan if broken == "nan" else 1.0, dtype=np.float32)),
        _tensor("off_on", np.array([0.0, 1.0], dtype=np.float32)),
    ]
    inputs = ["input_ids", "attention_mask", *(["token_type_ids"] if token_types else [])]
    if broken == "inputs":
        inputs.append("pixel_values")
    graph = _message(
        *((1, node) for node in nodes),
        (2, "tiny"),
        *((5, constant) for constant in constants),
        *((11, _value(name, INT64, ("batch", "length"))) for name in inputs),
        (12, _value("logits", FLOAT, ("batch", "labels"))),
    )
    return _message((1, 8), (7, graph), (8, _message((1, ""), (2, 17))))


def _side(name: str, number: str) -> list[bytes]:
    """Which words stand in one of the texts: (batch, vocabulary), 0 or 1."""
    return [
        _node("Equal", ["side", number], f"{name}_is"),
        _node("Cast", [f"{name}_is"], f"{name}_here", to=FLOAT),
        _node("Mul", [f"{name}_here", "there"], f"{name}_words"),
        _node("Unsqueeze", [f"{name}_words", "last"], f"{name}_column"),
        _node("Mul", ["words", f"{name}_column"], f"{name}_each"),
        _node("ReduceMax", [f"{name}_each"], name, axes=[1], keepdims=0),
    ]


def _node(kind: str, inputs: Sequence[str], output: str, **attributes: int | list[int]) -> bytes:
    parts: list[tuple[int, Value]] = [(1, name) for name in inputs]
    parts += [(2, output), (4, kind)]
    for name, value in attributes.items():
        if isinstance(value, int):
            parts.append((5, _message((1, name), (3, value), (20, 2))))
        else:
            parts.append((5, _message((1, name), *((8, each) for each in value), (20, 7))))
    return _message(*parts)


def _tensor(name: str, values: np.ndarray) -> bytes:
    kind = FLOAT if values.dtype == np.float32 else INT64
    return _message(*((1, size) for size in values.shape), (2, kind), (8, name), (9, values.tobytes()))


def _value(name: str, kind: int, shape: Sequence[str]) -> bytes:
    sizes = _message(*((1, _message((2, size))) for size in shape))
    return _message((1, name), (2, _message((1, _message((1, kind), (2, sizes))))))


def _message(*fields: tuple[int, Value]) -> bytes:
    out = bytearray()
    for number, value in fields:
        if isinstance(value, int):
            out += _varint(number << 3) + _varint(value)
        else:
            data = value.encode() if isinstance(value, str) else value
            out += _varint(number << 3 | 2) + _varint(len(data)) + data
    return bytes(out)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + struct.pack("B", number)
