"""What the computer is made of, from what systems really print."""

from __future__ import annotations

import sys
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.engines.probe import NEEDED as NEEDED_BY_ENGINES
from app.services import hardware
from app.services.hardware import NEEDED, Graphics, Power, graphics, missing_instructions, probe, processor_name

CPUINFO = """processor\t: 0
vendor_id\t: GenuineIntel
model name\t: 12th Gen Intel(R) Core(TM)  i5-1240P
flags\t\t: fpu avx2
"""
Battery = namedtuple("Battery", "percent secsleft power_plugged")


def silent(command: list[str]) -> str:
    return ""


def test_this_computer_says_what_it_is() -> None:
    facts = probe()
    assert facts.processor and facts.system
    assert 1 <= facts.physical_cores <= facts.logical_cores
    assert 0 < facts.free_mb <= facts.total_mb == round(psutil.virtual_memory().total / 1e6)
    assert facts.missing == () or facts.instruction_sets != ()


def test_the_needed_instruction_sets_are_those_of_the_engines() -> None:
    assert {name.lower() for name in NEEDED.values()} == set(NEEDED_BY_ENGINES)


@pytest.mark.parametrize(
    ("has", "machine", "missing"),
    [
        ({"AVX2": True, "FMA3": True, "F16C": True}, "x86_64", ()),
        ({"AVX": True, "F16C": True, "AVX2": False, "FMA3": False}, "AMD64", ("AVX2", "FMA")),
        ({}, "x86_64", ()),
        ({"NEON": True}, "arm64", ()),
    ],
)
def test_what_an_old_processor_lacks_is_named(has: dict[str, bool], machine: str, missing: tuple[str, ...]) -> None:
    assert missing_instructions(has, machine) == missing


def test_a_processor_has_the_name_that_its_system_gives_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(CPUINFO, encoding="utf-8")
    assert processor_name(silent, "linux", cpuinfo) == "12th Gen Intel(R) Core(TM) i5-1240P"
    assert processor_name(lambda command: "Apple M2\n", "darwin") == "Apple M2"
    monkeypatch.setenv("PROCESSOR_IDENTIFIER", "Intel64 Family 6 Model 154, GenuineIntel")
    assert processor_name(silent, "win32").startswith("Intel64 Family 6")
    assert processor_name(silent, "linux", tmp_path / "none") != ""


def test_graphics_cards_are_found_with_their_memory() -> None:
    asked: list[list[str]] = []

    def smi(command: list[str]) -> str:
        asked.append(command)
        return "NVIDIA GeForce RTX 4060 Laptop GPU, 8188, 7801\nNVIDIA GB10, [N/A], [N/A]\n"

    assert graphics(smi, "linux", "x86_64", 16_000) == (
        Graphics("cuda", "NVIDIA GeForce RTX 4060 Laptop GPU", 8586, 8180),
        Graphics("cuda", "NVIDIA GB10", 0, 0),
    )
    assert asked[0][0] == "nvidia-smi"


@pytest.mark.parametrize("told", ["", "NVIDIA-SMI has failed: it couldn't reach the driver.\n", ",,\n"])
def test_a_driver_that_does_not_work_has_no_card(told: str) -> None:
    assert graphics(lambda _: told, "linux", "x86_64", 16_000) == ()


def test_an_apple_computer_shares_its_memory_with_its_graphics() -> None:
    assert graphics(silent, "darwin", "arm64", 16_000) == (Graphics("metal", "Apple", 16_000, shared=True),)
    assert graphics(silent, "darwin", "x86_64", 16_000) == ()


@pytest.mark.parametrize(
    ("battery", "power", "percent"),
    [
        (None, Power.UNKNOWN, None),
        (Battery(81.4, 3600, False), Power.BATTERY, 81),
        (Battery(100, -2, True), Power.MAINS, 100),
        (Battery(50, -1, None), Power.UNKNOWN, 50),
    ],
)
def test_whether_it_runs_on_battery(
    monkeypatch: pytest.MonkeyPatch, battery: Battery | None, power: Power, percent: int | None
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery, raising=False)
    facts = probe(silent)
    assert (facts.power, facts.battery_percent) == (power, percent)


def test_a_program_of_the_system_that_is_missing_fails_or_hangs_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hardware, "ASK_SECONDS", 0.5)
    hangs = tmp_path / "hangs.py"
    hangs.write_text("import time; print('late', flush=True); time.sleep(60)", encoding="utf-8")
    assert hardware._run([str(tmp_path / "not there")]) == ""
    assert hardware._run([sys.executable, "-c", "print('words'); raise SystemExit(3)"]) == ""
    assert hardware._run([sys.executable, str(hangs)]) == ""
    monkeypatch.setattr(hardware, "ASK_SECONDS", 60.0)
    assert hardware._run([sys.executable, "-c", "print('NVIDIA')"]) == "NVIDIA\n"


def test_it_is_the_same_computer_whatever_is_free_and_where_its_current_comes_from() -> None:
    facts = probe(silent)
    assert replace(facts, free_mb=1, power=Power.BATTERY, battery_percent=3).key == facts.key
    assert replace(facts, processor="Another").key != facts.key
    assert replace(facts, total_mb=facts.total_mb * 2).key != facts.key
