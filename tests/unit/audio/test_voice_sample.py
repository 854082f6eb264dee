"""Taking a sample of a voice into memory: all of it, or a plain reason why not, and nothing of it afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest

from app.audio import voice_sample
from app.audio.inputs import Block
from app.audio.resample import SECOND
from app.audio.voice_sample import VoiceSample
from app.domain.errors import MicrophoneRefused, NoMicrophone, NotAllowed
from tests.unit.audio.sounds import tone
from tests.unit.audio.test_microphone_input import FakeStream

VOICE = tone(0.5, 16_000, level=0.6).tobytes()


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> FakeStream:
    """The microphone that is opened."""
    made = FakeStream("headset")
    monkeypatch.setattr(voice_sample, "MicrophoneStream", lambda _: made)
    return made


def comes(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.005)


def test_a_sample_has_exactly_its_seconds_and_lets_the_microphone_go(stream: FakeStream) -> None:
    with VoiceSample(1.2, "usb") as sample:
        stream.blocks.put(Block(VOICE))
        comes(lambda: sample.seconds == 0.5)
        assert not sample.full
        with pytest.raises(NotAllowed):
            _ = sample.pcm
        assert sample.level == pytest.approx(0.6, abs=0.01)
        for _ in range(3):
            stream.blocks.put(Block(VOICE))
        comes(lambda: sample.full)
        assert stream.closed.wait(10), "the system's sign for a microphone in use goes out at once"
        assert sample.pcm == (VOICE * 3)[: round(1.2 * SECOND)]
        assert sample.loudest == pytest.approx(0.6, abs=0.01)
        assert sample.failure is None


def test_nothing_of_it_stays(stream: FakeStream) -> None:
    sample = VoiceSample(0.5)
    with sample:
        stream.blocks.put(Block(VOICE))
        comes(lambda: sample.full)
    assert sample.seconds == 0.0
    sample.close()
    with pytest.raises(NotAllowed):
        _ = sample.pcm


def test_leaving_early_closes_the_microphone(stream: FakeStream) -> None:
    with VoiceSample(30.0):
        stream.blocks.put(Block(VOICE))
    assert stream.closed.wait(10)


@pytest.mark.parametrize("how", ["stopped", "gives nothing"])
def test_a_microphone_that_goes_away_is_said(stream: FakeStream, how: str) -> None:
    with VoiceSample(30.0) as sample:
        stream.blocks.put(Block(VOICE))
        comes(lambda: sample.seconds > 0)
        if how == "stopped":
            stream.active = False
        else:
            stream.quiet_for = 60.0
        comes(lambda: sample.failure is not None)
        assert isinstance(sample.failure, NoMicrophone)
        assert stream.closed.wait(10)


def test_silence_is_told_from_a_voice(stream: FakeStream) -> None:
    with VoiceSample(0.5) as sample:
        stream.blocks.put(Block(np.zeros(8000, dtype="<i2").tobytes()))
        comes(lambda: sample.full)
        assert sample.loudest == 0.0


def test_a_refused_microphone_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> FakeStream:
        raise MicrophoneRefused

    monkeypatch.setattr(voice_sample, "MicrophoneStream", refuse)
    with pytest.raises(MicrophoneRefused), VoiceSample(1.0):
        pass
