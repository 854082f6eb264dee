"""Is there a graphics card, does its driver answer, are the libraries there, and what does a failure on it mean?

Asked before the engines' libraries are: CTranslate2, torch and llama.cpp say "no card" alike whether there is none, its
driver is broken or they were built without it, and some end the process where something is missing. A driver that
ends the process when it is asked costs the worker, which is then started without (`LoadModel.processor`).
"""

from __future__ import annotations

import ctypes
import os
import platform
import re
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.placement import Device, FellBack

NVIDIA = "0x10de"
DISPLAY = "0x03"
"""The class of a display controller on the PCI bus, in its first two digits."""
DRIVERS = {"linux": "libcuda.so.1", "win32": "nvcuda.dll"}
CUBLAS = {"linux": ("libcublasLt.so.12", "libcublas.so.12"), "win32": ("cublasLt64_12.dll", "cublas64_12.dll")}
"""What CTranslate2 4 looks for on a card, at the first sound; it must be CUDA 12's, whatever version torch brings."""

Load = Callable[[str], Any]
"""Loads a native library by name or path for everybody in this process. Raises OSError."""

MEANINGS: tuple[tuple[str, FellBack], ...] = (
    (r"out of memory|alloc_failed|unable to allocate|failed to allocate", FellBack.MEMORY),
    (r"not compiled|not built|no kernel image|compiled for sm|compiled with", FellBack.BUILD),
    (r"driver|no cuda-capable|initialization error|no cuda gpus|system not yet initialized", FellBack.DRIVER),
    (r"not found or cannot be loaded|cannot open shared object|could not load|unable to load", FellBack.LIBRARY),
)
"""What the libraries say, in small letters, and what it means; the first that fits."""


def in_sight(root: Path = Path("/"), system: str = sys.platform, machine: str | None = None) -> Device:
    """The graphics card that the system shows, whether it works or not; PROCESSOR for none that models can run on.

    One that was hidden on purpose (CUDA_VISIBLE_DEVICES) is none.
    """
    if system == "darwin":
        return Device.METAL if (machine or platform.machine()) == "arm64" else Device.PROCESSOR
    if os.environ.get("CUDA_VISIBLE_DEVICES", "0").strip() in ("", "-1", "NoDevFiles"):
        return Device.PROCESSOR
    if system == "win32":
        windows = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
        return Device.CUDA if (windows / "System32" / DRIVERS["win32"]).is_file() else Device.PROCESSOR
    if any((root / "dev").glob("nvidia[0-9]*")) or (root / "usr/lib/wsl/lib" / DRIVERS["linux"]).exists():
        return Device.CUDA
    return Device.CUDA if _on_the_bus(root / "sys/bus/pci/devices") else Device.PROCESSOR


def _on_the_bus(devices: Path) -> bool:
    """Whether NVIDIA's card stands on the PCI bus: it does also where its driver is missing."""
    for device in sorted(devices.glob("*")):
        try:
            vendor, kind = ((device / name).read_text(encoding="ascii").strip() for name in ("vendor", "class"))
        except (OSError, UnicodeDecodeError):
            continue
        if vendor == NVIDIA and kind.startswith(DISPLAY):
            return True
    return False


def load_for_all(name: str) -> Any:
    """A native library whose names others in this process find. Raises OSError."""
    if sys.platform == "win32":
        return ctypes.CDLL(name, winmode=0)  # where programs look, the PATH among it
    return ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)


def driver_answers(load: Load = load_for_all, system: str = sys.platform) -> bool:
    """Whether NVIDIA's driver is there, starts, and knows of a card."""
    try:
        driver = load(DRIVERS.get(system, DRIVERS["linux"]))
        count = ctypes.c_int(0)
        # After an update without a restart it is there, and answers with an error.
        return driver.cuInit(0) == 0 and driver.cuDeviceGetCount(ctypes.byref(count)) == 0 and count.value > 0
    except (OSError, AttributeError):
        return False


def against_cuda(processor: bool, system: str = sys.platform, load: Load = load_for_all) -> FellBack | None:
    """Why not to try NVIDIA's card: None to try it, NOT where there is none, else what is wrong.

    `processor`: it has failed before, and is not so much as asked.
    """
    if in_sight(system=system) is not Device.CUDA:
        return FellBack.NOT
    if processor:
        return FellBack.CRASHED
    return None if driver_answers(load, system) else FellBack.DRIVER


def has_cublas(load: Load = load_for_all, system: str = sys.platform, packages: Path | None = None) -> bool:
    """Load what CTranslate2 needs on a card; False where it is not to be found.

    Python packages bring it into a folder in which nobody looks. Once loaded, it is found by its name.
    """
    folder = packages or Path(sysconfig.get_path("purelib"))
    for name in CUBLAS.get(system, CUBLAS["linux"]):
        places = [str(path) for path in sorted(folder.glob(f"nvidia/*/*/{name}"))]
        if not any(_loads(load, place) for place in (*places, name)):
            return False
    return True


def _loads(load: Load, name: str) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True


def meaning(said: str) -> FellBack:
    """What a library's own words about a failure on a card mean; UNKNOWN where they mean nothing here."""
    return next((why for words, why in MEANINGS if re.search(words, said.lower())), FellBack.UNKNOWN)


def failure(error: Exception) -> FellBack:
    """What an error in the middle of work on a card means; NOT where the card has no part in it.

    The libraries report what goes wrong on a card as RuntimeError or a kind of it. llama.cpp's numbers above 0 say
    that there is no room for more words, which is so on the processor too.
    """
    if not isinstance(error, RuntimeError) or getattr(error, "code", -1) > 0:
        return FellBack.NOT
    return meaning(str(error))
