"""What a worker may read: the program, Python, the system's libraries, the models. Never the vault."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.sandbox import program

NULL = program.NULL
"""The only thing that a worker may write to."""
DEVICES = Path("/dev")
HELPERS = ("/usr/bin/nvidia-modprobe", "/usr/sbin/nvidia-modprobe", "/sbin/nvidia-modprobe")
WAKE_SECONDS = 8.0


def readable(models: Path | None, closed: Path | None) -> list[Path]:
    """Folders and files that a worker may read; `closed` (the vault) is in none of them.

    `models`: the folder of the installed models.
    """
    return program.readable([models] if models is not None else [], closed)


def graphics(devices: Path = DEVICES) -> list[Path]:
    """The files through which NVIDIA's driver is asked to calculate; none on a computer without such a card.

    `dxg` is the door to the card of the Windows around a Linux that runs in it.
    """
    return sorted((*devices.glob("nvidia*"), *devices.glob("dxg")))


def wake_graphics(devices: Path = DEVICES, helpers: Sequence[str] = HELPERS) -> None:
    """Have the driver put up the file that calculating needs; it does so only when first asked, by a helper of its own.

    A worker may start no program, and would find the card without it. To be called before one is started.
    """
    if not any(devices.glob("nvidia[0-9]*")) or (devices / "nvidia-uvm").exists():
        return
    for helper in helpers:
        if Path(helper).is_file():
            # What it cannot do, the worker finds out: it says then that the driver does not answer.
            with suppress(OSError, subprocess.SubprocessError):
                subprocess.run(  # noqa: S603 - a fixed program of the driver, without a shell
                    [helper, "-u", "-c=0"],
                    timeout=WAKE_SECONDS,
                    check=False,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            return


def nowhere_to_write() -> None:
    """Name a folder for temporary files and caches that is there and takes none, not even from root.

    Some libraries want such a folder while they are imported, write nothing, and would give up
    if there were none.
    """
    if sys.platform == "linux":
        tempfile.tempdir = os.environ["TORCHINDUCTOR_CACHE_DIR"] = os.environ["MPLCONFIGDIR"] = "/proc"
