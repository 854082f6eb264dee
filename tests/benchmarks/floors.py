"""The least that this machine could need after Stop: each stage's compute or memory-bandwidth bound.

What cannot be done before Stop is the last stretch of voice, the last window of the speakers, the session's last
words for the note model, the questions, and the answers. For each stage the larger of two times counts: its
multiplications at the best rate measured for a matrix product (float32, bfloat16 or int8, whichever is fastest
here), and the weights that it must read at the rate measured for a copy by all cores. Caches, attention over a long
context, voice activity, clustering and the check of sentences are left out: a floor may only be too low.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import psutil

from tests.benchmarks import gguf_file, stand_ins
from tests.benchmarks.whisper_sizes import BASE, LARGE_V3_TURBO, SMALL

COPY_BYTES = 1 << 28
SIDE = 2048
TRIES = 5
WHISPER_FRAMES = 1500
"""What the encoder makes of 30 s, however short the stretch is."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Bytes read and written in a second by a copy; multiplications and additions in a second by number format."""

    copy_bytes: float
    products: dict[str, float]

    @property
    def best(self) -> str:
        """The fastest number format."""
        return max(self.products, key=lambda name: self.products[name])

    def seconds(self, operations: float, read: float) -> float:
        """The larger of the two bounds."""
        return max(operations / self.products[self.best], read / self.copy_bytes)

    def shown(self) -> dict[str, Any]:
        """For the report, in billions."""
        products = {name: round(rate / 1e9, 1) for name, rate in self.products.items()}
        return {"copy_gb_s": round(self.copy_bytes / 1e9, 2), "matmul_gops": products, "used": self.best}


def measure() -> Rates:
    """Measured in a process of its own, which takes torch along. Raises CalledProcessError."""
    done = subprocess.run([sys.executable, "-m", "tests.benchmarks.floors"], check=True, capture_output=True, text=True)
    return Rates(**json.loads(done.stdout.strip().splitlines()[-1]))


def _copy_rate() -> float:
    cores = psutil.cpu_count(logical=False) or 1
    size = COPY_BYTES // 8
    source, target = np.ones(size), np.zeros(size)
    parts = [slice(n * size // cores, (n + 1) * size // cores) for n in range(cores)]
    with ThreadPoolExecutor(cores) as pool:
        best = _best(lambda: list(pool.map(lambda part: np.copyto(target[part], source[part]), parts)))
    return 2 * COPY_BYTES / best


def _best(act: Callable[[], Any]) -> float:
    """The shortest of some tries, in seconds."""
    act()
    times: list[float] = []
    for _ in range(TRIES):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return min(times)


def _products() -> dict[str, float]:
    import torch

    torch.set_num_threads(psutil.cpu_count(logical=False) or 1)
    plain = torch.randn(SIDE, SIDE)
    half = plain.to(torch.bfloat16)
    bytes_ = torch.randint(-128, 127, (SIDE, SIDE), dtype=torch.int8)
    ways = {
        "float32": lambda: torch.mm(plain, plain),
        "bfloat16": lambda: torch.mm(half, half),
        "int8": lambda: torch._int_mm(bytes_, bytes_),
    }
    found: dict[str, float] = {}
    for name, act in ways.items():
        try:
            found[name] = 2.0 * SIDE**3 / _best(act)
        except (RuntimeError, NotImplementedError):  # this build or this processor has no such product
            continue
    return found


def floor(rates: Rates, names: dict[Any, str], tokens: dict[str, int]) -> dict[str, float]:
    """Seconds by stage, and `floor_s`, their sum.

    `names`: the stand-ins by task. `tokens`: of questions and of answers, after Stop; of the session only the words
    of the last stretch must be read then.
    """
    found: dict[str, float] = {}
    operations, read = whisper_stretch(names["speech"])
    found["words_s"] = rates.seconds(operations, read)
    operations, read = speaker_window()
    found["speakers_s"] = rates.seconds(operations, read)
    weights, size = note_weights(names["note"])
    reading = 2.0 * weights * (stand_ins.FIXED_TOKENS + tokens["questions"])
    found["reading_s"] = rates.seconds(reading, size)
    found["answers_s"] = tokens["answers"] * rates.seconds(2.0 * weights, size)
    found = {name: round(value, 3) for name, value in found.items()}
    return {**found, "floor_s": round(sum(found.values()), 2)}


def whisper_stretch(name: str) -> tuple[float, float]:
    """Operations and bytes of weights for one stretch: the encoder once, the decoder for each token."""
    size = {"base": BASE, "small": SMALL, "turbo": LARGE_V3_TURBO}[name.split("-")[1]]
    layer = 12 * size.width**2  # attention 4, feed-forward 8
    encoder = size.encoder_layers * layer
    decoder = size.decoder_layers * (layer + 4 * size.width**2) + size.vocabulary * size.width
    attention = 4.0 * WHISPER_FRAMES**2 * size.width * size.encoder_layers
    operations = 2.0 * encoder * WHISPER_FRAMES + attention + 2.0 * decoder * stand_ins.FIXED_TOKENS
    return operations, float(encoder + decoder * stand_ins.FIXED_TOKENS)


def speaker_window() -> tuple[float, float]:
    """Operations and bytes of weights for one window of 10 s: ResNet34 over 80 x 1000, and the segmentation."""
    operations = 0.0
    for blocks, channels, places in ((3, 32, 80_000), (4, 64, 20_000), (6, 128, 5_000), (3, 256, 1_250)):
        operations += 2.0 * blocks * 2 * 9 * channels**2 * places
    frames, lstm = 589, 4 * 2 * 4 * 128 * (256 + 128)
    return operations + 2.0 * frames * lstm, 4.0 * (6.6e6 + 1.5e6)


def note_weights(name: str) -> tuple[int, int]:
    """Weights that each token is multiplied with, and their bytes."""
    size = {"2b": gguf_file.QWEN3_1_7B, "4b": gguf_file.QWEN3_4B, "8b": gguf_file.QWEN3_8B}[name.split("-")[1]]
    used = [t for t in gguf_file.tensors(size) if size.tied or t.name != "token_embd.weight"]
    return sum(int(np.prod(t.shape)) for t in used), sum(t.size for t in used)


def main() -> int:
    """Print the rates as JSON."""
    print(json.dumps(asdict(Rates(_copy_rate(), _products()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
