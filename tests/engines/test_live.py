"""The demo session, worked on while it is recorded, with the real engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.domain.note import NoteSentence
from app.domain.progress import Live
from app.domain.session import SessionType
from app.domain.transcript import Role
from app.services.container import Services, build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE, read_demo, sentences_with_wrong_speaker, word_error_rate
from tests.growing import GrowingRecording, InBackground, wait

pytestmark = pytest.mark.engines
SECONDS = 90


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(Places.below(tmp_path), CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


def test_at_stop_nearly_everything_is_done(services: Services) -> None:
    client = services.records.add_client("K-17")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    recording = GrowingRecording(services, session)
    told: list[Live] = []
    work = InBackground(lambda: recording.process(told.append))
    recording.grow(read_demo(0.0, SECONDS))
    wait(lambda: bool(told) and told[-1].lag < 1.0 and told[-1].spoken_to > SECONDS - 2, 300)
    wait(lambda: told[-1].read_to > SECONDS - 30 or work.error is not None, 120)
    before = services.records.segments(session.id)
    recording.end()
    transcript = work.result(120)
    assert services.records.segments(session.id)[: len(before)] == before
    assert word_error_rate(" ".join(turn.text for turn in transcript.turns), SECONDS - 1.0) < 0.05
    assert {speaker.role for speaker in transcript.speakers} == {Role.THERAPIST, Role.CLIENT}
    assert len(sentences_with_wrong_speaker(transcript, SECONDS - 1.0)) <= 1

    sections: list[tuple[str, Sequence[NoteSentence]]] = []
    note = services.work.draft(session.id, "dap", on_section=lambda name, new: sections.append((name, new)))
    assert [name for name, _ in sections] == ["data", "assessment", "plan"]
    assert [s for _, new in sections for s in new] == list(note.sentences)
    reading = services.work._reading
    assert reading is not None and reading.ahead is not None
    assert 0 < reading.ahead.spent.read < 0.4 * reading.ahead.tokens.evaluated, "most was read before Stop"
    read = reading.ahead.tokens.evaluated
    services.work.draft(session.id, "soap")
    assert reading.ahead.tokens.evaluated == read, "another format needs no new reading"
