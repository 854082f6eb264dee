"""What this computer can do: which device and precision a speech model runs with, and whether it can run at all."""

from __future__ import annotations

import importlib
import platform
import re
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.domain.errors import BuiltElsewhere, ProcessorTooOld

NEEDED = ("avx2", "fma", "f16c")
"""What the native libraries are built for on x86-64: one without them would end the process in mid-work."""
LLAMA_NAMES = {"AVX512": "avx512f", "AVX512_VNNI": "avx512_vnni", "AVX_VNNI": "avx_vnni"}
"""What llama.cpp may be built with beyond that, in its words and in Linux's; see `packaging/install.py`."""
PREFERRED = {"cuda": ("float16", "int8_float16"), "cpu": ("int8", "int8_float32", "float32")}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a speech model runs: "cuda" or "cpu", CTranslate2's name of the precision, threads (0 on a GPU)."""

    device: str
    compute_type: str
    threads: int


def physical_cores() -> int:
    """Physical cores: a second thread on a core takes from the first what it gives."""
    return psutil.cpu_count(logical=False) or psutil.cpu_count() or 1


def instruction_sets(cpuinfo: Path = Path("/proc/cpuinfo")) -> frozenset[str]:
    """The processor's instruction sets in Linux's names ("avx2", "fma", "f16c", …); empty where nobody says.

    Linux is asked directly; elsewhere numpy, which looks at the processor itself and needs none of them.
    """
    if cpuinfo.is_file():
        found = re.search(r"^(?:flags|Features)\s*:(.*)$", cpuinfo.read_text(encoding="ascii", errors="replace"), re.M)
        return frozenset(found.group(1).split()) if found else frozenset()
    numpy_core = importlib.import_module("numpy._core._multiarray_umath")
    features: dict[str, bool] = getattr(numpy_core, "__cpu_features__", {})
    names = {"fma3": "fma"}
    return frozenset(names.get(name.lower(), name.lower()) for name, has in features.items() if has)


def check_processor(machine: str | None = None, has: Collection[str] | None = None) -> None:
    """Call before a native library is loaded. Raises ProcessorTooOld, which names what is missing.

    `machine` and `has` are this computer's own unless given. On aarch64 NEON is part of every processor. Where
    the processor cannot be asked, it is taken to be able.
    """
    if (machine or platform.machine()).lower() not in ("x86_64", "amd64"):
        return
    has = instruction_sets() if has is None else has
    missing = [name for name in NEEDED if name not in has]
    if has and missing:
        raise ProcessorTooOld(", ".join(name.upper() for name in missing))


def check_build(description: str, has: Collection[str] | None = None) -> None:
    """Call before a note model is loaded, with what llama.cpp says of itself ("CPU : AVX2 = 1 | AVX512 = 1 | …").

    It is built for the processor on which Sotto was set up. Raises BuiltElsewhere where this one has less.
    """
    has = instruction_sets() if has is None else has
    used = {name for name, state in re.findall(r"(\w+) = (\d)", description) if state == "1"}
    missing = [name for name, flag in LLAMA_NAMES.items() if name in used and flag not in has]
    if has and missing:
        raise BuiltElsewhere(", ".join(missing))


def place(
    device: str = "auto", compute_type: str = "auto", supported: Callable[[str], Collection[str]] | None = None
) -> list[Placement]:
    """Where to try a speech model, best first; the last one is the CPU unless `device` is "cuda".

    `supported` gives CTranslate2's precisions for a device (none where there is no such device); by default it is
    asked. A GPU may be there without its libraries: whoever loads goes on to the next where loading fails.
    """
    ask = supported or _supported
    devices = ("cuda", "cpu") if device == "auto" else (device,)
    found: list[Placement] = []
    for name in devices:
        can = ask(name)
        kinds = PREFERRED.get(name, ("default",)) if compute_type == "auto" else (compute_type,)
        threads = physical_cores() if name == "cpu" else 0
        # A precision that is asked for by name stands for itself: CTranslate2 takes the nearest that there is.
        named = compute_type != "auto" and (bool(can) or device != "auto")
        found += [Placement(name, kind, threads) for kind in kinds if kind in can or named]
    return found or [Placement("cpu", "default", physical_cores())]


def _supported(device: str) -> Collection[str]:
    import ctranslate2  # noqa: PLC0415 - a native library: only after check_processor

    if device == "cuda" and (sys.platform == "darwin" or ctranslate2.get_cuda_device_count() == 0):
        return ()
    types: Collection[str] = ctranslate2.get_supported_compute_types(device)
    return types
