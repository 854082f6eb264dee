"""On a small computer the real workers never hold what listens and what writes at once; memory is injected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.domain.note import Origin
from app.domain.session import SessionState
from app.services.container import Services, build_services
from app.services.installing.progress import Halt
from app.services.measuring import Measuring
from app.services.paths import Places
from app.services.preflight import PROGRAM_MB, SPARE_MB, Combination, Limit, Machine, PreflightService
from app.workers.host import WorkerHost
from tests.demo import CHEAP, PASSPHRASE, read_demo
from tests.engines.test_work import recorded

pytestmark = pytest.mark.engines

MB = 1_000_000
SECONDS = 20.0


class Watch:
    """Both workers, and what they held together after each loading and unloading."""

    def __init__(self, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        self.services = services
        self.seen: list[frozenset[str]] = []
        load, unload = WorkerHost.load, WorkerHost.unload

        def watched_load(host: WorkerHost, request: Any, **more: Any) -> None:
            load(host, request, **more)
            self.look()

        def watched_unload(host: WorkerHost, *tasks: str) -> None:
            unload(host, *tasks)
            self.look()

        monkeypatch.setattr(WorkerHost, "load", watched_load)
        monkeypatch.setattr(WorkerHost, "unload", watched_unload)

    def look(self) -> None:
        workers = self.services.workers
        tasks = ("speech", "speakers", "embedding", "note")
        held = frozenset(t for t in tasks if workers.speech.has(t) or workers.language.has(t))
        if not self.seen or self.seen[-1] != held:
            self.seen.append(held)


def resident(host: WorkerHost) -> float:
    """Megabytes that a worker's process holds for itself."""
    assert host.pid is not None
    info = psutil.Process(host.pid).memory_info()
    return float(info.rss - info.shared) / MB


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(Places.below(tmp_path), CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


def wanted(services: Services) -> Combination:
    by_id = {entry.id: entry for entry in services.models.installed()}
    return Combination({task: by_id[model] for task, model in services.models.chosen().items()})


def small(services: Services) -> PreflightService:
    """As on a computer that has room for the larger turn, and not a megabyte more."""
    free = wanted(services).turn_mb + SPARE_MB
    return PreflightService(services.models, services.recording.room, lambda room: Machine(free, 4000, room.seconds))


def test_on_a_small_computer_what_listens_and_what_writes_take_turns(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = small(services).check()
    assert found.limits == (Limit.NOTE_AFTERWARDS,)
    session = recorded(services, tmp_path, read_demo(0.0, SECONDS))
    services.workers.language.load(services.models.load_request("note"))  # as an earlier session left it
    with_note = resident(services.workers.language)
    watch = Watch(services, monkeypatch)
    transcript = services.work.process(session.id, models=found.models)
    assert {"speech", "speakers"} <= watch.seen[-1] and "note" not in watch.seen[-1]
    weights = services.models.catalogue["smollm2-135m"].size_bytes / MB
    assert resident(services.workers.language) < with_note - 0.5 * weights, "its memory went back to the system"
    note = services.work.draft(session.id, "dap", models=found.models)
    assert "note" in watch.seen[-1] and not {"speech", "speakers"} & watch.seen[-1]
    assert transcript.turns and note.sentences
    for held in watch.seen:
        assert not ("note" in held and {"speech", "speakers"} & held), watch.seen
        entries = wanted(services).entries
        need = PROGRAM_MB + sum(entry.needed_mb for task, entry in entries.items() if task in held)
        assert need <= found.used.turn_mb <= found.machine.free_mb - SPARE_MB
    assert services.records.session(session.id).state is SessionState.DRAFTED
    again = services.work.process(replace(session).id, models=found.models)
    assert again == transcript, "and nothing is done twice"


def test_with_room_models_are_loaded_once_and_stay(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = PreflightService(services.models, services.recording.room, lambda room: Machine(9000, 16_000, room.seconds))
    session = recorded(services, tmp_path, read_demo(0.0, SECONDS))
    watch = Watch(services, monkeypatch)
    models = large.check().models
    services.work.warm(models)
    services.work.process(session.id, models=models)
    note = services.work.draft(session.id, "dap", models=models)
    services.work.draft(session.id, "soap", models=models)
    assert any(s.origin is not Origin.CLINICIAN for s in note.sentences)
    assert watch.seen[-1] == {"speech", "speakers", "embedding", "note"}
    assert all(before <= after for before, after in zip(watch.seen, watch.seen[1:], strict=False)), watch.seen


def test_the_measurement_finds_figures_with_the_real_workers_and_leaves_them_empty(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(services, monkeypatch)
    for task in ("speech", "speakers", "note"):
        monkeypatch.setitem(Measuring.run.__globals__["BUDGET"], task, 1.0)
    found = services.machine.measure(lambda _: None, Halt())
    assert found.failed == {}
    speech, speakers, note = (
        found.speech["whisper-demo"], found.speakers["pyannote-demo"], found.note["smollm2-135m"]
    )  # fmt: skip
    assert 0.0 < speech.factor < 20.0 and 0.0 < speakers.factor < 20.0
    assert speakers.hop == pytest.approx(2.0, abs=0.01)
    assert note.reads > note.writes > 0.0
    assert watch.seen and watch.seen[-1] == frozenset()
    assert all(len(held) <= 1 for held in watch.seen), watch.seen
    assert services.machine.measured() == found
