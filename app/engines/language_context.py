"""llama.cpp's own context, driven token by token: one cache, a few sequences.

The TRUNK only ever grows: what was evaluated stays, and is never evaluated again. A question is put on a
FORK, a further sequence that begins as a copy of the trunk, and is dropped as a whole afterwards. Dropping a
whole sequence works for every kind of model; cutting one off at a position does not (hybrid and recurrent models
and those with a sliding window would have to evaluate all of it again). See `llama_memory_seq_rm` in llama.h.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import llama_cpp
import numpy as np
from numpy.typing import NDArray

from app.engines.probe import check_build

Floats: TypeAlias = NDArray[np.float32]
Row: TypeAlias = tuple[int, int, bool]
"""A token to be evaluated, the sequence at whose end, and whether what comes after it is asked for."""

TRUNK, FORK = 0, 1
FORKS = (1, 2, 3, 4)
"""The sequences for questions; most take the first alone."""
BATCH = 128
"""Tokens evaluated at once. Larger batches are hardly faster on a processor, and their buffers take memory
(tokens x vocabulary x 4 bytes)."""

_KV_TYPES = {"f16": llama_cpp.GGML_TYPE_F16, "q8_0": llama_cpp.GGML_TYPE_Q8_0}
_FLASH_AUTO, _FLASH_OFF, _FLASH_ON = -1, 0, 1  # enum llama_flash_attn_type


class ContextFault(RuntimeError):
    """llama.cpp could not evaluate; `code` is its number, and nothing of the text is in it.

    Above 0: there is no room for more tokens. Below: the calculation itself failed.
    """

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"llama.cpp answered {code}")


class NativeContext:
    """A model from a GGUF file and its context of `tokens` places, shared by all sequences.

    `kv_type`: how the cache is stored, "q8_0" (a quarter less memory, with a graphics card half) or "f16"; f16
    also where a model does not permit the other. `gpu_layers`: see `LanguageSettings`; with 0 no card is touched.
    Raises ValueError when the file is not a model or the context does not fit, KeyError for an unknown `kv_type`.
    """

    def __init__(self, file: Path, *, tokens: int, threads: int, kv_type: str = "q8_0", gpu_layers: int = 0) -> None:
        # The library prints what it likes, with lengths of prompts and pieces of answers: nothing of it is wanted.
        logging.getLogger("llama-cpp-python").setLevel(logging.CRITICAL + 1)
        wanted = _KV_TYPES[kv_type]
        check_build(llama_cpp.llama_print_system_info().decode())
        llama_cpp.llama_backend_init()
        params = llama_cpp.llama_model_default_params()
        params.n_gpu_layers = gpu_layers
        self._no_devices = (ctypes.c_void_p * 1)(None)
        if gpu_layers == 0:
            # An empty list. Without one, a build for graphics cards would still take them for large products.
            params.devices = ctypes.cast(self._no_devices, ctypes.c_void_p)
        # Read, not mapped: weights are packed anew for the processor, and a mapped file would stay beside them.
        params.load_mode = llama_cpp.LLAMA_LOAD_MODE_NONE
        self._model: Any = llama_cpp.llama_model_load_from_file(str(file).encode(), params)
        if self._model is None:
            raise ValueError
        self.vocab: Any = llama_cpp.llama_model_get_vocab(self._model)
        self.words: int = llama_cpp.llama_vocab_n_tokens(self.vocab)
        self.kv_type = kv_type
        on_card = gpu_layers != 0
        self._context: Any = self._make(tokens, threads, wanted, on_card)
        if self._context is None and wanted != llama_cpp.GGML_TYPE_F16:
            self.kv_type, self._context = "f16", self._make(tokens, threads, llama_cpp.GGML_TYPE_F16, on_card)
        if self._context is None:
            llama_cpp.llama_model_free(self._model)
            self._model = None
            raise ValueError
        self._memory: Any = llama_cpp.llama_get_memory(self._context)
        self._batch: Any = llama_cpp.llama_batch_init(BATCH, 0, 1)
        self.size: int = llama_cpp.llama_n_ctx(self._context)
        self.length = [0] * (1 + len(FORKS))
        """Tokens in the trunk and in each fork."""
        self.evaluated = 0
        """Tokens evaluated since the model was loaded, in all sequences."""

    def _make(self, tokens: int, threads: int, kv_type: int, on_card: bool) -> Any:
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = tokens
        params.n_batch = params.n_ubatch = BATCH
        params.n_seq_max = 1 + len(FORKS)
        params.kv_unified = True  # a fork shares the trunk's cells instead of copying them
        # A sliding window's own small cache is full once the trunk has passed it, with no place left for a fork.
        params.swa_full = True
        params.n_threads = params.n_threads_batch = threads
        # Values can be packed with flash attention alone, which a processor does several times slower than the usual
        # way, the more so the longer the session: there keys are packed, values are not.
        params.type_k, params.type_v = kv_type, kv_type if on_card else llama_cpp.GGML_TYPE_F16
        on = _FLASH_AUTO if kv_type == llama_cpp.GGML_TYPE_F16 else _FLASH_ON  # not every model permits it
        params.flash_attn_type = on if on_card else _FLASH_OFF
        params.n_outputs_max = 1 + len(FORKS)  # only the last token's logits are ever looked at, of each sequence
        params.no_perf = True
        return llama_cpp.llama_init_from_model(self._model, params)

    def close(self) -> None:
        """Give the memory back. Using it afterwards is an error."""
        if self._model is not None:
            llama_cpp.llama_batch_free(self._batch)
            llama_cpp.llama_free(self._context)
            llama_cpp.llama_model_free(self._model)
            self._model = self._context = self._memory = self._batch = None

    # ---- tokens ------------------------------------------------------------------------------------

    def tokenise(self, text: str, *, special: bool) -> list[int]:
        """The tokens of `text`; with `special`, "<|im_end|>" and its kin are one token, else they are text."""
        data = text.encode()
        room = len(data) + 8
        while True:
            found = (llama_cpp.llama_token * room)()
            count = llama_cpp.llama_tokenize(self.vocab, data, len(data), found, room, False, special)
            if count >= 0:
                return list(found[:count])
            room = -count

    def piece(self, token: int) -> bytes:
        """What a token says, as bytes (a character may be spread over several tokens)."""
        room = 64
        while True:
            said = ctypes.create_string_buffer(room)
            count = llama_cpp.llama_token_to_piece(self.vocab, token, said, room, 0, False)
            if count >= 0:
                return said.raw[:count]
            room = -count

    # ---- sequences ---------------------------------------------------------------------------------

    def clear(self) -> None:
        """Forget all sequences."""
        llama_cpp.llama_memory_clear(self._memory, True)
        self.length = [0] * (1 + len(FORKS))

    def evaluate(self, tokens: Sequence[int], sequence: int, *, logits: bool = False) -> None:
        """Append `tokens` to a sequence; with `logits`, `scores` then holds those of the last one.

        Raises ContextFault where they do not fit or the model cannot evaluate them.
        """
        for first in range(0, len(tokens), BATCH):
            part = tokens[first : first + BATCH]
            last = len(tokens) - 1 - first
            self.step([(token, sequence, logits and place == last) for place, token in enumerate(part)])

    def step(self, rows: Sequence[Row]) -> None:
        """Append tokens to several sequences at once, at most `BATCH`. Raises as `evaluate`."""
        batch, length = self._batch, list(self.length)
        batch.n_tokens = len(rows)
        for place, (token, sequence, logits) in enumerate(rows):
            batch.token[place] = token
            batch.pos[place] = length[sequence]
            batch.n_seq_id[place] = 1
            batch.seq_id[place][0] = sequence
            batch.logits[place] = logits
            length[sequence] += 1
        code = llama_cpp.llama_decode(self._context, batch)
        if code != 0:
            raise ContextFault(code)
        self.length = length
        self.evaluated += len(rows)

    def scores(self, row: int = -1) -> Floats:
        """A copy of the logits after a row of the last step, (vocabulary,); after the last that was asked for."""
        found = llama_cpp.llama_get_logits_ith(self._context, row)
        return np.array(np.ctypeslib.as_array(found, shape=(self.words,)), dtype=np.float32)

    def fork(self, sequence: int = FORK) -> bool:
        """Begin a fork as a copy of the trunk; False where this model cannot be copied (the fork is empty then)."""
        self.drop_fork(sequence)
        llama_cpp.llama_memory_seq_cp(self._memory, TRUNK, sequence, -1, -1)
        if self.last_position(sequence) != self.last_position(TRUNK):
            self.drop_fork(sequence)
            return False
        self.length[sequence] = self.length[TRUNK]
        return True

    def drop_fork(self, sequence: int = FORK) -> None:
        """Forget a whole fork; the trunk stays as it was."""
        llama_cpp.llama_memory_seq_rm(self._memory, sequence, -1, -1)
        self.length[sequence] = 0

    def last_position(self, sequence: int) -> int:
        """The place of a sequence's last token, counted from 0; -1 where it is empty."""
        return int(llama_cpp.llama_memory_seq_pos_max(self._memory, sequence))

    def ends(self, token: int) -> bool:
        """Whether a token ends an answer."""
        return bool(llama_cpp.llama_vocab_is_eog(self.vocab, token))
