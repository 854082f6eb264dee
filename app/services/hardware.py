"""What this computer is made of, found out without loading a library for models: nothing here can end the program."""

from __future__ import annotations

import importlib
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

import psutil

MB = 1_000_000
ASK_SECONDS = 8.0
"""How long a program of the system may take to answer: a broken driver can keep its own waiting for ever."""
NEEDED = {"AVX2": "AVX2", "FMA3": "FMA", "F16C": "F16C"}
"""What the libraries for models need on x86-64, in numpy's words and in usual ones: those of `app.engines.probe`."""
SHOWN = {
    "AVX2": "AVX2",
    "FMA3": "FMA",
    "F16C": "F16C",
    "AVX512F": "AVX-512",
    "AVX512VNNI": "AVX-512 VNNI",
    "NEON": "NEON",
    "ASIMD": "NEON",
    "ASIMDDP": "dot product",
}
"""Instruction sets that make a difference to speed, in numpy's words and in usual ones."""
Run = Callable[[list[str]], str]
"""Runs a program of the system and gives what it prints; "" where it is not there, fails, or does not answer."""


class Power(StrEnum):
    """Where the current comes from. On battery most laptops slow down."""

    MAINS = "mains"
    BATTERY = "battery"
    UNKNOWN = "unknown"  # no battery, or the system does not say


@dataclass(frozen=True, slots=True)
class Graphics:
    """A graphics card that models can run on. `memory_mb`: its own, 0 where it is not known.

    `shared`: it has none of its own and uses the computer's. That it is there does not say that its driver works:
    what a model really runs on is said once it is loaded.
    """

    kind: Literal["cuda", "metal"]
    name: str
    memory_mb: int = 0
    free_mb: int = 0
    shared: bool = False


@dataclass(frozen=True, slots=True)
class MachineFacts:
    """The computer. Memory in megabytes (10^6 bytes): `total_mb` built in, `free_mb` to be had just now.

    `instruction_sets`: those that matter, in usual words; `missing`: what the models' libraries need and the
    processor lacks. `battery_percent`: None without a battery.
    """

    processor: str
    physical_cores: int
    logical_cores: int
    total_mb: int
    free_mb: int
    instruction_sets: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    graphics: tuple[Graphics, ...] = ()
    power: Power = Power.UNKNOWN
    battery_percent: int | None = None
    system: str = ""

    @property
    def key(self) -> str:
        """What is the same as long as it is the same computer: figures measured on another one do not count here."""
        cards = ",".join(card.name for card in self.graphics)
        return f"{self.processor}|{self.physical_cores}|{round(self.total_mb / 500)}|{cards}"


def probe(run: Run | None = None, system: str = sys.platform) -> MachineFacts:
    """Look at the computer: below a second, unless a graphics driver is slow to answer. Never raises."""
    ask = run or _run
    memory = psutil.virtual_memory()
    has = processor_features()
    power, percent = _power()
    return MachineFacts(
        processor=processor_name(ask, system),
        physical_cores=psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        logical_cores=psutil.cpu_count() or 1,
        total_mb=round(memory.total / MB),
        free_mb=round(memory.available / MB),
        instruction_sets=tuple(dict.fromkeys(name for flag, name in SHOWN.items() if has.get(flag))),
        missing=missing_instructions(has, platform.machine()),
        graphics=graphics(ask, system, platform.machine(), round(memory.total / MB)),
        power=power,
        battery_percent=percent,
        system=f"{platform.system()} {platform.release()}",
    )


def processor_features() -> Mapping[str, bool]:
    """The processor's instruction sets as numpy found them; empty where it does not say."""
    found: Mapping[str, bool] = getattr(
        importlib.import_module("numpy._core._multiarray_umath"), "__cpu_features__", {}
    )
    return found


def missing_instructions(has: Mapping[str, bool], machine: str) -> tuple[str, ...]:
    """What of `NEEDED` an x86-64 processor lacks; nothing on others, or where nobody says."""
    if machine.lower() not in ("x86_64", "amd64") or not any(has.values()):
        return ()
    return tuple(name for flag, name in NEEDED.items() if not has.get(flag))


def processor_name(run: Run, system: str = sys.platform, cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """What the processor calls itself; its family where the system does not say."""
    name = ""
    if system == "darwin":
        name = run(["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"])
    elif system == "win32":
        name = os.environ.get("PROCESSOR_IDENTIFIER", "")
    elif cpuinfo.is_file():
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
        name = next((line.partition(":")[2] for line in lines if line.startswith(("model name", "Model"))), "")
    return " ".join(name.split()) or platform.processor() or platform.machine()


def graphics(run: Run, system: str, machine: str, total_mb: int) -> tuple[Graphics, ...]:
    """Graphics cards that models can run on: NVIDIA's, asked through their driver's own program; Apple's own."""
    if system == "darwin":
        return (Graphics("metal", "Apple", total_mb, shared=True),) if machine == "arm64" else ()
    told = run(["nvidia-smi", "--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits"])
    return tuple(card for line in told.splitlines() if (card := _card(line)) is not None)


def _card(line: str) -> Graphics | None:
    parts = [part.strip() for part in line.rsplit(",", 2)]
    if len(parts) != 3 or not parts[0]:
        return None
    mebibytes = [int(part) if part.isdigit() else 0 for part in parts[1:]]  # "[N/A]" where it is not said
    total, free = (round(number * 1.048576) for number in mebibytes)
    return Graphics("cuda", parts[0], total, free)


def _power() -> tuple[Power, int | None]:
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    if battery is None:
        return Power.UNKNOWN, None
    plugged = {True: Power.MAINS, False: Power.BATTERY}.get(battery.power_plugged, Power.UNKNOWN)
    return plugged, round(battery.percent)


def _run(command: list[str]) -> str:
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program of the system, without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows a black window would flash up
        )
    except OSError:
        return ""  # it is not there: the computer is taken to have none
    try:
        said, _ = process.communicate(timeout=ASK_SECONDS)
    except (subprocess.TimeoutExpired, UnicodeError):
        process.kill()
        # One that waits inside the driver does not even end when it is killed: nobody waits for it.
        with suppress(subprocess.TimeoutExpired, UnicodeError):
            process.communicate(timeout=1.0)
        return ""
    return said if process.returncode == 0 else ""
