"""Very small language models with random weights, of every kind of memory that llama.cpp has.

GGUF version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md), all weights as 32-bit floats. The
tokens are those of the demo's note model.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.gguf_file import read_metadata

WIDTH, INNER, HEADS, HEAD = 64, 128, 2, 32
KINDS = ("qwen3", "gemma3", "mamba", "lfm2")
"""Attention alone; with a sliding window; recurrent; recurrent and attention by turns."""
Shape = tuple[int, ...]


def write_tiny(path: Path, kind: str, tokenizer: Path) -> None:
    """Write a model of `kind` with the tokens of the model `tokenizer`."""
    known = read_metadata(tokenizer)
    tokens = known["tokenizer.ggml.tokens"]
    numbers, tensors = _MAKERS[kind](len(tokens))
    pairs = [
        _pair("general.architecture", kind),
        *(_pair(f"{kind}.{name}", value) for name, value in numbers.items()),
        *(_pair(name, value) for name, value in known.items() if name.startswith("tokenizer.ggml.")),
    ]
    random = np.random.default_rng(1)
    header = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(pairs)) + b"".join(pairs)
    bodies, at = [], 0
    for name, shape in tensors.items():
        header += _text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, at)
        body = _weights(name, shape, random).astype("<f4").tobytes()
        bodies.append(body + bytes(-len(body) % 32))
        at += len(bodies[-1])
    header += bytes(-len(header) % 32)
    path.write_bytes(header + b"".join(bodies))


def _weights(name: str, shape: Shape, random: np.random.Generator) -> Any:
    if name.endswith("norm.weight"):
        return np.ones(shape)
    if name.endswith("ssm_a"):
        return -np.ones(shape)
    return random.standard_normal(shape) / np.sqrt(shape[0])


def _common(blocks: int) -> dict[str, Any]:
    return {
        "context_length": 4096, "embedding_length": WIDTH, "block_count": blocks, "feed_forward_length": INNER,
        "attention.layer_norm_rms_epsilon": 1e-6,
    }  # fmt: skip


_HEADS = {
    "attention.head_count": HEADS, "attention.head_count_kv": HEADS,
    "attention.key_length": HEAD, "attention.value_length": HEAD,
}  # fmt: skip
_ATTENTION: dict[str, Shape] = {
    "attn_q.weight": (WIDTH, HEADS * HEAD), "attn_k.weight": (WIDTH, HEADS * HEAD),
    "attn_v.weight": (WIDTH, HEADS * HEAD), "attn_output.weight": (HEADS * HEAD, WIDTH),
    "attn_q_norm.weight": (HEAD,), "attn_k_norm.weight": (HEAD,),
}  # fmt: skip
_FORWARD: dict[str, Shape] = {
    "attn_norm.weight": (WIDTH,), "ffn_norm.weight": (WIDTH,), "ffn_gate.weight": (WIDTH, INNER),
    "ffn_up.weight": (WIDTH, INNER), "ffn_down.weight": (INNER, WIDTH),
}  # fmt: skip
Made = tuple[dict[str, Any], dict[str, Shape]]


def _model(vocabulary: int, blocks: Sequence[dict[str, Shape]], norm: str = "output_norm") -> dict[str, Shape]:
    named = {f"blk.{n}.{name}": shape for n, block in enumerate(blocks) for name, shape in block.items()}
    return {"token_embd.weight": (WIDTH, vocabulary), **named, f"{norm}.weight": (WIDTH,)}


def _qwen3(vocabulary: int) -> Made:
    return _common(2) | _HEADS, _model(vocabulary, [_FORWARD | _ATTENTION] * 2)


def _gemma3(vocabulary: int) -> Made:
    norms: dict[str, Shape] = {"post_attention_norm.weight": (WIDTH,), "post_ffw_norm.weight": (WIDTH,)}
    numbers = _common(6) | _HEADS | {"attention.sliding_window": 32}
    return numbers, _model(vocabulary, [_FORWARD | _ATTENTION | norms] * 6)


def _mamba(vocabulary: int) -> Made:
    inner, state, rank, kernel = 2 * WIDTH, 16, 4, 4
    block: dict[str, Shape] = {
        "attn_norm.weight": (WIDTH,), "ssm_in.weight": (WIDTH, 2 * inner), "ssm_conv1d.weight": (kernel, inner),
        "ssm_conv1d.bias": (inner,), "ssm_x.weight": (inner, rank + 2 * state), "ssm_dt.weight": (rank, inner),
        "ssm_dt.bias": (inner,), "ssm_a": (state, inner), "ssm_d": (inner,), "ssm_out.weight": (inner, WIDTH),
    }  # fmt: skip
    sizes = {
        "ssm.conv_kernel": kernel, "ssm.inner_size": inner, "ssm.state_size": state, "ssm.time_step_rank": rank,
        "attention.head_count": 0, "feed_forward_length": 0,
    }  # fmt: skip
    return _common(2) | sizes, _model(vocabulary, [block] * 2)


def _lfm2(vocabulary: int) -> Made:
    convolution: dict[str, Shape] = {
        "shortconv.conv.weight": (3, WIDTH), "shortconv.in_proj.weight": (WIDTH, 3 * WIDTH),
        "shortconv.out_proj.weight": (WIDTH, WIDTH),
    }  # fmt: skip
    numbers = _common(4) | _HEADS | {"attention.head_count_kv": [0, HEADS, 0, HEADS], "shortconv.l_cache": 3}
    blocks = [_FORWARD | convolution, _FORWARD | _ATTENTION] * 2
    return numbers | {"vocab_size": vocabulary}, _model(vocabulary, blocks, "token_embd_norm")


_MAKERS = {"qwen3": _qwen3, "gemma3": _gemma3, "mamba": _mamba, "lfm2": _lfm2}


def _pair(name: str, value: Any) -> bytes:
    return _text(name) + _value(value)


def _value(value: Any) -> bytes:
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<Ii", 5, value) if value < 0 else struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    if isinstance(value[0], str):
        return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(_text(text) for text in value)
    if isinstance(value[0], float):
        return struct.pack(f"<IIQ{len(value)}f", 9, 6, len(value), *value)
    return struct.pack(f"<IIQ{len(value)}i", 9, 5, len(value), *value)


def _text(text: str) -> bytes:
    data = text.encode("utf-8")
    return struct.pack("<Q", len(data)) + data
