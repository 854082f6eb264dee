"""GGUF files with random weights: Qwen3's architecture at Q4_0, written piece by piece.

The format is read and written here (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, version 3), as
far as that needs: a dozen lines of `struct`, against a package with needs of its own. Blocks of numbers have the
layouts of ggml-common.h: `block_q4_0` (18 bytes for 32 weights) and `block_q6_K` (210 bytes for 256).

Of the last layer only the rows of plain words are random, the others are zero: words are what the model likes best,
as with a real one in the middle of a sentence. A model that liked anything would have the whole vocabulary held
against the grammar for each token, which a real one hardly ever needs.
"""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

ALIGNMENT = 32
PIECE = 1 << 24
"""Bytes made and written at a time, about."""
_WORD = re.compile("Ġ[a-z]{2,}")
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_U32, _F32, _BOOL, _STRING, _ARRAY, _I32 = 4, 6, 7, 8, 9, 5


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of tensor: its number in the file, weights and bytes of a block, and where its half-float scale lies."""

    number: int
    weights: int
    size: int
    scale_at: int = 0


F32, Q4_0, Q6_K = Kind(0, 1, 4), Kind(2, 32, 18, 0), Kind(14, 256, 210, 208)


@dataclass(frozen=True, slots=True)
class ModelSize:
    """The numbers of one of Qwen3's dense sizes; embeddings are tied, as in those up to 4B."""

    layers: int
    width: int
    inner: int
    heads: int
    key_heads: int
    head: int = 128
    vocabulary: int = 151936
    tied: bool = True


SMALLEST = ModelSize(2, 256, 512, 4, 2, head=64, vocabulary=50000)
"""Of no real model: for tests."""
QWEN3_1_7B = ModelSize(28, 2048, 6144, 16, 8)
QWEN3_4B = ModelSize(36, 2560, 9728, 32, 8)
QWEN3_8B = ModelSize(36, 4096, 12288, 32, 8, tied=False)


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor to be written: its name, its shape in GGUF's order (the fastest first), and its type."""

    name: str
    shape: tuple[int, ...]
    kind: Kind

    @property
    def size(self) -> int:
        """Bytes without padding."""
        return int(np.prod(self.shape)) // self.kind.weights * self.kind.size


def read_metadata(path: Path) -> dict[str, Any]:
    """The key-value pairs of a GGUF file. Raises ValueError for another kind of file."""
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ValueError("not a GGUF file")
        _, _, pairs = _take(file, "IQQ")
        return {_text(file): _value(file, _take(file, "I")[0]) for _ in range(pairs)}


def _take(file: BinaryIO, form: str) -> tuple[Any, ...]:
    return struct.unpack(f"<{form}", file.read(struct.calcsize(f"<{form}")))


def _text(file: BinaryIO) -> str:
    return file.read(_take(file, "Q")[0]).decode("utf-8")


def _value(file: BinaryIO, kind: int) -> Any:
    if kind == _STRING:
        return _text(file)
    if kind == _ARRAY:
        inner, count = _take(file, "IQ")
        return [_value(file, inner) for _ in range(count)]
    return _take(file, _SCALARS[kind])[0]


def tensors(size: ModelSize) -> list[Tensor]:
    """All tensors of a Qwen3 of this size; the types are those that llama-quantize gives for Q4_0."""
    width, queries, keys = size.width, size.heads * size.head, size.key_heads * size.head
    found = [Tensor("token_embd.weight", (width, size.vocabulary), Q6_K if size.tied else Q4_0)]
    for n in range(size.layers):
        block = f"blk.{n}."
        found += [
            Tensor(block + "attn_norm.weight", (width,), F32),
            Tensor(block + "attn_q.weight", (width, queries), Q4_0),
            Tensor(block + "attn_k.weight", (width, keys), Q4_0),
            Tensor(block + "attn_v.weight", (width, keys), Q4_0),
            Tensor(block + "attn_q_norm.weight", (size.head,), F32),
            Tensor(block + "attn_k_norm.weight", (size.head,), F32),
            Tensor(block + "attn_output.weight", (queries, width), Q4_0),
            Tensor(block + "ffn_norm.weight", (width,), F32),
            Tensor(block + "ffn_gate.weight", (width, size.inner), Q4_0),
            Tensor(block + "ffn_up.weight", (width, size.inner), Q4_0),
            Tensor(block + "ffn_down.weight", (size.inner, width), Q4_0),
        ]
    found.append(Tensor("output_norm.weight", (width,), F32))
    if not size.tied:
        found.append(Tensor("output.weight", (width, size.vocabulary), Q6_K))
    return found


def padded(tokens: Sequence[str], kinds: Sequence[int], count: int) -> tuple[list[str], list[int]]:
    """A vocabulary of `count` tokens: the given ones, then pairs of them, so that a grammar has as many to judge."""
    all_tokens, seen = list(tokens), set(tokens)
    plain = [token for token, kind in zip(tokens, kinds, strict=True) if kind == 1]
    for first, second in itertools.product(plain[256:], plain[256:]):
        if len(all_tokens) >= count:
            break
        if first + second not in seen:
            all_tokens.append(first + second)
            seen.add(first + second)
    return all_tokens, [*kinds, *[1] * (count - len(kinds))]


def write_model(path: Path, size: ModelSize, tokenizer: dict[str, Any], *, seed: int = 1) -> None:
    """Write a model with random weights. `tokenizer`: `read_metadata` of a model with a byte-level BPE.

    Never more than some megabytes are held. The file stands under its name only once it is whole.
    """
    unfinished = path.with_suffix(".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    with unfinished.open("wb") as file:
        listed = tensors(size)
        pairs = list(_pairs(size, tokenizer))
        file.write(b"GGUF" + struct.pack("<IQQ", 3, len(listed), len(pairs)))
        for pair in pairs:
            file.write(pair)
        at = 0
        for tensor in listed:
            shape = struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape)
            file.write(_string(tensor.name) + shape + struct.pack("<IQ", tensor.kind.number, at))
            at += tensor.size + -tensor.size % ALIGNMENT
        file.write(bytes(-file.tell() % ALIGNMENT))
        last = "token_embd.weight" if size.tied else "output.weight"
        words = np.array([_WORD.fullmatch(token) is not None for token in _tokens(size, tokenizer)[0]])
        for tensor in listed:
            for piece in _numbers(tensor, random, words if tensor.name == last else None):
                file.write(piece)
            file.write(bytes(-tensor.size % ALIGNMENT))
    unfinished.replace(path)


def _numbers(
    tensor: Tensor, random: np.random.Generator, rows: np.ndarray[Any, np.dtype[np.bool_]] | None = None
) -> Iterator[bytes]:
    """The tensor's bytes: norms are ones; of a quantized block all is random but its scale; other `rows` are zero."""
    if tensor.kind is F32:
        yield np.ones(tensor.shape, dtype="<f4").tobytes()
        return
    blocks, kind = tensor.size // tensor.kind.size, tensor.kind
    # Standard deviation of a weight about 1/sqrt(fan-in); a code spreads by 4.6 (Q4_0) or by 18 times a byte's 74.
    spread = 4.6 if kind is Q4_0 else 18.0 * 74.0
    scale = np.frombuffer(np.float16(1.0 / spread / np.sqrt(tensor.shape[0])).tobytes(), dtype=np.uint8)
    for first in range(0, blocks, PIECE // kind.size):
        count = min(blocks - first, PIECE // kind.size)
        piece = np.frombuffer(random.bytes(count * kind.size), dtype=np.uint8).reshape(count, kind.size).copy()
        piece[:, kind.scale_at : kind.scale_at + 2] = scale
        if rows is not None:
            in_row = np.arange(first, first + count) // (tensor.shape[0] // kind.weights)
            piece[~rows[in_row], kind.scale_at : kind.scale_at + 2] = 0
        yield piece.tobytes()


def _pairs(size: ModelSize, tokenizer: dict[str, Any]) -> Iterator[bytes]:
    numbers = {
        "context_length": 40960, "embedding_length": size.width, "block_count": size.layers,
        "feed_forward_length": size.inner, "attention.head_count": size.heads,
        "attention.head_count_kv": size.key_heads, "attention.key_length": size.head,
        "attention.value_length": size.head,
    }  # fmt: skip
    yield _pair("general.architecture", _STRING, _string("qwen3"))
    yield _pair("general.name", _STRING, _string("Stand-in with random weights"))
    yield _pair("general.file_type", _U32, struct.pack("<I", 2))
    yield _pair("general.quantization_version", _U32, struct.pack("<I", 2))
    for name, number in numbers.items():
        yield _pair(f"qwen3.{name}", _U32, struct.pack("<I", number))
    yield _pair("qwen3.attention.layer_norm_rms_epsilon", _F32, struct.pack("<f", 1e-6))
    yield _pair("qwen3.rope.freq_base", _F32, struct.pack("<f", 1e6))
    tokens, kinds = _tokens(size, tokenizer)
    yield _pair("tokenizer.ggml.model", _STRING, _string(tokenizer["tokenizer.ggml.model"]))
    yield _pair("tokenizer.ggml.pre", _STRING, _string(tokenizer["tokenizer.ggml.pre"]))
    yield _pair("tokenizer.ggml.tokens", _ARRAY, _strings(tokens))
    yield _pair("tokenizer.ggml.token_type", _ARRAY, struct.pack(f"<IQ{len(kinds)}i", _I32, len(kinds), *kinds))
    yield _pair("tokenizer.ggml.merges", _ARRAY, _strings(tokenizer["tokenizer.ggml.merges"]))
    for name in ("bos_token_id", "eos_token_id", "unknown_token_id", "padding_token_id"):
        yield _pair(f"tokenizer.ggml.{name}", _U32, struct.pack("<I", tokenizer[f"tokenizer.ggml.{name}"]))
    yield _pair("tokenizer.ggml.add_bos_token", _BOOL, b"\0")


def _tokens(size: ModelSize, tokenizer: dict[str, Any]) -> tuple[list[str], list[int]]:
    return padded(tokenizer["tokenizer.ggml.tokens"], tokenizer["tokenizer.ggml.token_type"], size.vocabulary)


def _pair(name: str, kind: int, value: bytes) -> bytes:
    return _string(name) + struct.pack("<I", kind) + value


def _string(text: str) -> bytes:
    data = text.encode("utf-8")
    return struct.pack("<Q", len(data)) + data


def _strings(texts: Sequence[str]) -> bytes:
    return struct.pack("<IQ", _STRING, len(texts)) + b"".join(_string(text) for text in texts)
