"""The quick rows of `make bench`: how long each part takes on this machine with the demo models.

Speeds are multiples of real time (seconds of sound for each second of work); the real models are larger.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.offline import go_offline

go_offline()

from app.cli.commands import take_in  # noqa: E402 - the switches come first
from app.cli.measure import Measure  # noqa: E402
from app.domain.progress import Progress, Stage, ignore_progress  # noqa: E402
from app.domain.session import SessionType  # noqa: E402
from app.domain.transcript import Role, Speaker, Transcript, Turn  # noqa: E402
from app.services.container import Services, build_services  # noqa: E402
from app.services.paths import DEMO_SOUND, Places  # noqa: E402
from tests.benchmarks import start, workspace  # noqa: E402
from tests.window_blocks import REPORT  # noqa: E402

PASSPHRASE = "bench only, not secret"


def rows() -> dict[str, float]:
    """All of them, in their order."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        services = build_services(Places.below(Path(folder)))
        measure = Measure()
        try:
            found["make a vault (s)"] = seconds(lambda: services.vault.create(PASSPHRASE))
            services.vault.lock()
            found["unlock (s)"] = seconds(lambda: services.vault.unlock(PASSPHRASE))
            with measure.stage("all"):
                session_work(services, found)
                check_speed(services, found)
            found["peak memory of all processes (MB)"] = float(measure.rows[0]["peak_memory_mb"])
        finally:
            services.close()
        found |= start.rows()
        found |= workspace.rows()
        found["longest time without an answer of the window, import to signed note (s)"] = longest_block(Path(folder))
    return found


def seconds(act: Callable[[], Any]) -> float:
    """How long `act` takes."""
    began = time.perf_counter()
    act()
    return round(time.perf_counter() - began, 3)


def session_work(services: Services, rows: dict[str, float]) -> None:
    """The demo session from file to draft; the second draft is with warm models."""
    client = services.records.add_client("BENCH")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    services.records.give_consent(session.id, "Invented session.")
    took = seconds(lambda: take_in(services, session.id, DEMO_SOUND, ignore_progress))
    length = services.records.session(session.id).duration
    rows["import (times real time)"] = round(length / took, 1)
    reached: dict[tuple[Stage, bool], float] = {}

    def note(progress: Progress) -> None:
        reached.setdefault((progress.stage, progress.done >= progress.total), time.perf_counter())

    services.work.process(session.id, note)
    for stage, name in ((Stage.TRANSCRIBE, "transcribe"), (Stage.SPEAKERS, "tell speakers apart")):
        rows[f"{name}, model loading included (times real time)"] = round(
            length / (reached[stage, True] - reached[stage, False]), 1
        )
    rows["first draft, model loading included (s)"] = seconds(lambda: services.work.draft(session.id, "dap"))
    rows["draft with warm models (s)"] = seconds(lambda: services.work.draft(session.id, "soap"))


def check_speed(services: Services, rows: dict[str, float]) -> None:
    """40 sentences against a transcript of 600 turns."""
    said = [
        "I slept better this week, maybe six hours.",
        "What happened in the meeting then?",
        "I will call my sister.",
    ]
    turns = tuple(
        Turn(f"S{i % 2 + 1}", i * 5.0, i * 5.0 + 4.0, f"{said[i % 3]} It was number {i}.") for i in range(600)
    )
    transcript = Transcript(turns, (Speaker("S1", Role.THERAPIST), Speaker("S2", Role.CLIENT)), 3000.0)
    checker = services.tools.checker()
    sentences = [f"Client slept {i} hours and will call the sister." for i in range(40)]
    holder: list[Any] = []
    rows["prepare a transcript of 600 turns (s)"] = seconds(lambda: holder.append(checker.prepare(transcript)))
    rows["check 40 sentences (s)"] = seconds(lambda: checker.check_all(sentences, holder[0]))


def longest_block(folder: Path) -> float:
    """Seconds, 0.0 where none was over 0.1: the real window, clicked through from first run to signed PDF."""
    found = folder / "blocks.json"
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/e2e/test_window_import.py"],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, REPORT: str(found)},
    )
    blocks = json.loads(found.read_text(encoding="utf-8"))
    return round(max((block["seconds"] for block in blocks if block["in_program"]), default=0.0), 3)
