"""From first run to signed note in the real window, with sound that comes in through a microphone."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.session import SessionState
from app.domain.transcript import SAMPLE_RATE
from tests.audio_server import AudioServer
from tests.demo import PASSPHRASE, plain, read_demo, sentences_with_wrong_speaker, word_error_rate
from tests.e2e.conftest import LONG, Clinician
from tests.window_blocks import long_blocks

pytestmark = [pytest.mark.engines, pytest.mark.pulse, pytest.mark.timeout(600)]
SPOKEN_SECONDS = 47.0
"""The demo's first eight turns; the sentence after them begins at 47.6 s."""


@pytest.fixture
def room() -> Iterator[AudioServer]:
    with AudioServer() as server:
        yield server


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    """The demo's first turns as a sound file that the audio server can play."""
    path = tmp_path / "speech.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes(read_demo(0.0, SPOKEN_SECONDS) + bytes(2 * SAMPLE_RATE * 2))
    return path


def test_the_words_recorded_are_the_words_spoken(room: AudioServer, speech: Path, clinician: Clinician) -> None:
    clinician.first_run(PASSPHRASE)
    # The room is silent at first, as no real one is; the alarm would be recorded with the words.
    clinician.services.preferences.set("alarm_sound", False)
    clinician.new_session("K-17")
    clinician.click("newSession.record")
    clinician.wait_page("recording")
    clinician.wait(lambda: clinician.find("recording.state").text() == "Recording")
    playing = room.play(speech, wait=False)
    clinician.wait(lambda: clinician.services.recording.status().level > 0.05)
    clinician.click("recording.mark")
    clinician.wait(lambda: playing.poll() is not None, LONG)
    assert playing.returncode == 0
    clinician.click("recording.stop")
    clinician.wait_page("workspace", LONG)

    session_id = clinician.window.workspace_page.session_id
    transcript = clinician.services.records.transcript(session_id)
    assert transcript is not None
    heard = " ".join(turn.text for turn in transcript.turns)
    assert word_error_rate(heard, SPOKEN_SECONDS) < 0.05, plain(heard)
    assert sentences_with_wrong_speaker(transcript, SPOKEN_SECONDS) == []
    session = clinician.services.records.session(session_id)
    assert len(session.marks) == 1 and session.gaps == ()

    clinician.settle_and_sign()
    assert clinician.services.records.session(session_id).state is SessionState.SIGNED
    assert long_blocks(clinician.window.blocks) == []
