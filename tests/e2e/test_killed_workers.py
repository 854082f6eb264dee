"""A worker that is killed in the middle of each stage: said, restarted, and the job ends right."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.progress import Progress, Stage
from app.domain.session import RecordingState, SessionType
from app.services.container import Services, build_services
from app.services.paths import DEMO_SOUND, Places
from tests.demo import CHEAP, PASSPHRASE, sentences_with_wrong_speaker, word_error_rate

pytestmark = [pytest.mark.engines, pytest.mark.timeout(600)]


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(Places.below(tmp_path), CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


class Killer:
    """Kills the worker once in each stage, when the stage has begun to advance."""

    def __init__(self, services: Services) -> None:
        self.pids = {
            Stage.TRANSCRIBE: services.workers.speech,
            Stage.SPEAKERS: services.workers.speech,
            Stage.DRAFT: services.workers.language,
        }
        self.killed: list[Stage] = []
        self.restarted: list[tuple[Stage, str]] = []

    def __call__(self, progress: Progress) -> None:
        if progress.restarted:
            self.restarted.append((progress.stage, progress.reason))
        host = self.pids.get(progress.stage)
        if host is not None and host.pid is not None and progress.done > 0 and progress.stage not in self.killed:
            self.killed.append(progress.stage)
            os.kill(host.pid, signal.SIGKILL)


def test_killed_in_every_stage_the_job_ends_right(services: Services) -> None:
    client = services.records.add_client("K-17")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    services.records.give_consent(session.id, "Yes.")
    services.recording.import_file(session.id, DEMO_SOUND)
    while services.recording.status().state is not RecordingState.STOPPED:
        time.sleep(0.05)
    services.recording.stop()

    killer = Killer(services)
    transcript = services.work.process(session.id, killer)
    note = services.work.draft(session.id, "dap", killer)

    stages = [Stage.TRANSCRIBE, Stage.SPEAKERS, Stage.DRAFT]
    assert killer.killed == stages
    assert killer.restarted == [(stage, "killed") for stage in stages]
    assert word_error_rate(" ".join(turn.text for turn in transcript.turns)) < 0.05
    assert sentences_with_wrong_speaker(transcript) == []
    assert len(note.sentences) > 8
    assert all(s.evidence or s.needs_review for s in note.sentences)
    assert services.vault.verify() == []
