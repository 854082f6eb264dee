"""A dictation through the real recorder and the demo's speech model, and the note that stands on it alone."""

from __future__ import annotations

import time
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.audio.recorder import FileSource
from app.domain.note import Origin
from app.domain.session import RecordingState, SessionState, SessionType
from app.domain.transcript import SAMPLE_RATE
from app.services.container import Services, build_services
from app.services.paths import Places
from tests.demo import CHEAP, PASSPHRASE, read_demo, word_error_rate

pytestmark = pytest.mark.engines


def write_sound(folder: Path, pcm: bytes) -> Path:
    """A sound file with `pcm` in it."""
    path = folder / "said.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(pcm)
    return path


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(Places.below(tmp_path), CHEAP)
    services.vault.create(PASSPHRASE)
    yield services
    services.close()


def test_what_was_dictated_becomes_words_then_a_note_and_its_sound_is_gone(services: Services, tmp_path: Path) -> None:
    client = services.records.add_client("K-17")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    path = write_sound(tmp_path, read_demo(0.0, 60.0) + bytes(2 * SAMPLE_RATE * 8))  # and eight seconds of silence
    services.dictation.start(session.id, source=FileSource(path))
    while services.dictation.status().state is not RecordingState.STOPPED:
        time.sleep(0.02)
    services.dictation.stop()
    words = services.dictation.write_down(session.id)
    assert word_error_rate(words.replace("\n", " "), 59.0) < 0.08, words
    assert list(services.vault.store.vault.audio_folder.iterdir()) == []
    services.dictation.take(session.id, words + "\nPlan:\n- Next session on Tuesday")
    note = services.work.draft(session.id, "dap")
    assert services.records.session(session.id).state is SessionState.DRAFTED
    assert note.to_review == 0 and all(s.origin is Origin.CLINICIAN and s.evidence for s in note.sentences)
    trail = [entry.action for entry in services.vault.store.audit.entries()]
    assert trail[-1] == "note.drafted-from-writing" and "consent.given" not in trail
    flat = " ".join(words.split())
    assert all(s.text in flat or s.text == "Next session on Tuesday" for s in note.sentences)
    assert [s.text for s in note.in_section("plan")][-1] == "Next session on Tuesday"


def test_eight_seconds_of_silence_become_no_words(services: Services, tmp_path: Path) -> None:
    client = services.records.add_client("K-17")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    services.dictation.start(session.id, source=FileSource(write_sound(tmp_path, bytes(2 * SAMPLE_RATE * 8))))
    while services.dictation.status().state is not RecordingState.STOPPED:
        time.sleep(0.02)
    services.dictation.stop()
    assert services.dictation.write_down(session.id) == ""
    assert list(services.vault.store.vault.audio_folder.iterdir()) == []
