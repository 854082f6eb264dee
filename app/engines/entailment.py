"""Does a statement follow from a text? An NLI cross-encoder as an ONNX file, through ONNX Runtime.

Made for the family of cross-encoder/nli-deberta-v3 (https://huggingface.co/cross-encoder/nli-deberta-v3-xsmall):
both texts go in as one, `[CLS] text [SEP] statement [SEP]`, and three logits come out. In which order comes from the
catalogue; those models have contradiction, entailment, neutral.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import psutil
from tokenizers import Encoding, Tokenizer

from app.domain.engines import Entailed

LABELS = frozenset(("contradiction", "entailment", "neutral"))
INPUTS = frozenset(("input_ids", "attention_mask", "token_type_ids"))


@dataclass(frozen=True, slots=True)
class EntailmentSettings:
    """How an entailment model is used; comes from the catalogue.

    `weights`: the ONNX file, in the model's folder. `labels`: what each logit stands for, in their order.
    `max_tokens`: of text and statement together, at most what the model was trained with (512 for DeBERTa v3).
    """

    weights: str = "model.onnx"
    labels: tuple[str, ...] = ("contradiction", "entailment", "neutral")
    max_tokens: int = 256


class NliCrossEncoder:
    """A cross-encoder from a local folder that holds its weights and `tokenizer.json`.

    Pairs are read one by one: on a processor a batch is no faster, its padding costs time, and with weights of 8 bits
    what stands beside a pair would change its answer (activations are quantized over a whole batch).

    Raises ValueError for settings or a model of another kind; what the libraries raise for files that are none of
    theirs goes through.
    """

    def __init__(self, folder: Path, settings: EntailmentSettings) -> None:
        if set(settings.labels) != LABELS or len(settings.labels) != len(LABELS):
            raise ValueError("labels")
        self._labels = settings.labels
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._tokenizer.encode_special_tokens = True  # "[SEP]" spoken or typed stays text, and parts nothing
        self._most = settings.max_tokens - self._tokenizer.num_special_tokens_to_add(is_pair=True)
        if self._most < 2:
            raise ValueError("max_tokens")
        onnxruntime.disable_telemetry_events()  # on Windows its switch in the environment has no say
        self._session = onnxruntime.InferenceSession(
            str(folder / settings.weights), _options(), providers=["CPUExecutionProvider"]
        )
        self._inputs = [found.name for found in self._session.get_inputs()]
        if not set(self._inputs) <= INPUTS or "input_ids" not in self._inputs:
            raise ValueError("inputs")
        if len(self._session.get_outputs()) != 1:
            raise ValueError("outputs")

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailed]:
        """See `app.domain.engines.EntailmentModel.entail`.

        A statement is cut only where it takes more than half of the room, a text to what is left.
        Raises ValueError where the model gives no three numbers.
        """
        return [self._one(text, statement) for text, statement in pairs]

    def _one(self, text: str, statement: str) -> Entailed:
        encoded = self._encoded(text, statement)
        values = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        feed = {name: np.array([values[name]], dtype=np.int64) for name in self._inputs}
        (logits,) = self._session.run(None, feed)
        return self._answer(np.asarray(logits, dtype=np.float64))

    def _encoded(self, text: str, statement: str) -> Encoding:
        second = self._tokenizer.encode(statement, add_special_tokens=False)
        first = self._tokenizer.encode(text, add_special_tokens=False)
        second.truncate(max(self._most - len(first), self._most // 2))
        first.truncate(self._most - len(second))
        return self._tokenizer.post_process(first, second)

    def _answer(self, logits: npt.NDArray[np.float64]) -> Entailed:
        """Softmax over the logits (1, 3)."""
        if logits.shape != (1, len(self._labels)) or not np.isfinite(logits).all():
            raise ValueError("logits")
        powers = [math.exp(value - float(logits.max())) for value in logits[0].tolist()]
        shares = dict(zip(self._labels, (power / sum(powers) for power in powers), strict=True))
        return Entailed(shares["entailment"], shares["neutral"], shares["contradiction"])


def _options() -> onnxruntime.SessionOptions:
    """As many threads as there are cores, which sleep while they wait; memory goes back after each pair."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = psutil.cpu_count(logical=False) or 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3  # errors: a warning could quote what it was given
    return options
