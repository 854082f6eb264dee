"""A sample of a voice from a real audio server: what is in the room is what is taken, and the microphone is let go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.audio.resample import SECOND
from app.audio.voice_sample import VoiceSample
from app.domain.errors import NoMicrophone
from tests.audio_server import AudioServer
from tests.unit.audio.sounds import main_frequency, tone, write_sound

pytestmark = pytest.mark.pulse


@pytest.fixture(scope="module")
def room() -> Iterator[AudioServer]:
    with AudioServer() as server:
        yield server


def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


def test_what_is_in_the_room_is_taken_into_memory(room: AudioServer, tmp_path: Path) -> None:
    sound = write_sound(tmp_path / "a.wav", tone(8.0, 48_000, 300.0), 48_000, codec="pcm_s16le")
    playing = room.play(sound, wait=False)
    with VoiceSample(2.0) as sample:
        until(lambda: sample.level > 0.2)
        until(lambda: sample.full)
        assert sample.failure is None
        pcm = sample.pcm
    playing.wait(30)
    assert len(pcm) == 2 * SECOND
    assert sample.loudest > 0.2
    assert main_frequency(pcm[SECOND:]) == pytest.approx(300.0, abs=5.0)
    assert [each.name for each in tmp_path.iterdir()] == ["a.wav"], "nothing was written"


def test_it_can_be_given_up_and_begun_again(room: AudioServer) -> None:
    for _ in range(2):
        with VoiceSample(30.0) as sample:
            until(lambda taken=sample: taken.seconds > 0.3)
        assert sample.seconds == 0.0


def test_a_microphone_that_is_not_there_is_said(room: AudioServer) -> None:
    with pytest.raises(NoMicrophone), VoiceSample(1.0, "ALSA|a headset that went home"):
        pass
