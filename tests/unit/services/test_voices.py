"""The clinician's own voice: taken, compared, deleted."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from app.domain.errors import DeletionUnfinished, TooLittleVoice, VaultLocked, VoicesMixed
from app.domain.transcript import SAMPLE_RATE
from app.services import deletion
from app.services.container import Services
from app.services.voices import SETTING, VoiceService, one_voice
from app.workers import protocol as p
from app.workers.host import WorkerHost
from tests.demo import PASSPHRASE
from tests.unit.services.keeping import found

LOW, HIGH = 150.0, 450.0


def speech(hertz: float, seconds: float, *, share: float = 0.8, noise: float = 30.0) -> bytes:
    """Something spoken: tones in syllables, with pauses, in a little noise."""
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    syllables = (time % 1.0) < share
    sound = 6000 * np.sin(2 * np.pi * hertz * time) * syllables
    return (sound + np.random.default_rng(1).normal(0.0, noise, len(time))).astype("<i2").tobytes()


class Listener:
    """A worker whose voice vectors are the sound's spectrum: another pitch, another voice."""

    def __init__(self) -> None:
        self.loaded: list[str] = []

    def load(self, request: p.LoadModel, *, cancelled: Callable[[], bool] | None = None) -> None:
        self.loaded.append(request.task)

    def call(self, request: p.EmbedVoices, expect: type[p.Vectors], *, cancelled: Callable[[], bool]) -> p.Vectors:
        return p.Vectors([self._vector(pcm) for pcm in request.pieces])

    @staticmethod
    def _vector(pcm: bytes) -> list[float]:
        spectrum = np.abs(np.fft.rfft(np.frombuffer(pcm, "<i2").astype(float), SAMPLE_RATE))[:640]
        bands = spectrum.reshape(64, 10).sum(axis=1)
        return [float(x) for x in bands / np.linalg.norm(bands)]


@pytest.fixture
def voices(services: Services) -> Iterator[VoiceService]:
    yield VoiceService(services.vault, services.models, cast(WorkerHost, Listener()), services.deletion)


def vector(hertz: float) -> list[float]:
    return Listener._vector(speech(hertz, 4.0))


def test_a_voice_is_taken_and_known_again(services: Services, voices: VoiceService) -> None:
    assert voices.enrolled() is None
    assert not voices.usable()
    assert voices.therapist_among({"S1": vector(LOW)}) is None
    at = voices.enrol(speech(LOW, 30.0))
    assert voices.enrolled() == at
    assert voices.usable()
    assert voices.therapist_among({"S1": vector(HIGH), "S2": vector(LOW)}) == "S2"
    assert voices.therapist_among({"S1": vector(HIGH)}) is None
    assert voices.therapist_among({}) is None
    actions = [(entry.action, entry.subject) for entry in services.vault.store.audit.entries()]
    assert actions[-1] == ("voice.enrolled", "")


def test_of_two_voices_that_are_alike_none_is_taken(voices: VoiceService) -> None:
    voices.enrol(speech(LOW, 30.0))
    own, other = np.asarray(vector(LOW)), np.asarray(vector(HIGH))
    near = (0.9 * own + 0.3 * other).tolist()
    assert voices.therapist_among({"S1": own.tolist(), "S2": near}) is None
    assert voices.therapist_among({"S1": own.tolist(), "S2": (0.3 * own + 0.9 * other).tolist()}) == "S1"


def test_the_sound_is_not_kept(services: Services, voices: VoiceService) -> None:
    said = speech(LOW, 30.0)
    voices.enrol(said)
    assert found(services, said[32_000:32_024]) == 0


@pytest.mark.parametrize(
    "pcm",
    [
        b"",
        bytes(30 * SAMPLE_RATE * 2),
        np.random.default_rng(2).normal(0.0, 900.0, 30 * SAMPLE_RATE).astype("<i2").tobytes(),
        speech(LOW, 8.0),
        speech(LOW, 30.0, share=0.2),
    ],
    ids=["nothing", "zeros", "a fan", "eight seconds", "mostly pauses"],
)
def test_too_little_speech_is_refused(voices: VoiceService, pcm: bytes) -> None:
    with pytest.raises(TooLittleVoice):
        voices.enrol(pcm)
    assert voices.enrolled() is None


def test_two_voices_are_refused_and_leave_the_one_before(voices: VoiceService) -> None:
    at = voices.enrol(speech(LOW, 30.0))
    with pytest.raises(VoicesMixed):
        voices.enrol(speech(LOW, 15.0) + speech(HIGH, 15.0))
    assert voices.enrolled() == at
    assert voices.therapist_among({"S1": vector(LOW)}) == "S1"


def test_a_cough_does_not_spoil_a_voice() -> None:
    chance = random.Random(3)
    own = [[1.0, chance.uniform(-0.2, 0.2), 0.0] for _ in range(9)]
    mean = one_voice([*own[:4], [0.0, 0.0, 1.0], *own[4:]])
    assert mean[2] == 0.0
    assert mean[0] == pytest.approx(1.0, abs=0.05)
    with pytest.raises(VoicesMixed):
        one_voice([*own[:7], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    with pytest.raises(TooLittleVoice):
        one_voice(own[:3])


def test_another_model_s_vector_is_not_compared(services: Services, voices: VoiceService) -> None:
    at = voices.enrol(speech(LOW, 30.0))
    entry = services.models.entry("speakers")
    assert entry is not None
    changed = replace(entry, files=[replace(entry.files[0], sha256="0" * 64), *entry.files[1:]])
    services.models._entries[entry.id] = changed
    assert voices.enrolled() == at
    assert not voices.usable()
    assert voices.therapist_among({"S1": vector(LOW)}) is None
    services.models._entries[entry.id] = replace(changed, task="note")  # no speaker model at all
    assert voices.therapist_among({"S1": vector(LOW)}) is None


def test_vectors_of_another_length_are_not_compared(voices: VoiceService) -> None:
    voices.enrol(speech(LOW, 30.0))
    assert voices.therapist_among({"S1": [1.0, 0.0]}) is None


# ---- deleting ------------------------------------------------------------------------------------


def needles(services: Services) -> list[bytes]:
    (row,) = services.vault.store.database.query("SELECT value FROM setting WHERE key = ?", (SETTING,))
    value = bytes(row["value"])
    return [value[at : at + 20] for at in range(20, 600, 40)]


def test_forgetting_leaves_no_trace(services: Services, voices: VoiceService) -> None:
    voices.enrol(speech(LOW, 30.0))
    traces = needles(services)
    assert all(found(services, trace) for trace in traces)
    voices.forget()
    assert not any(found(services, trace) for trace in traces)
    assert voices.enrolled() is None
    assert [e.action for e in services.vault.store.audit.entries()][-2:] == ["voice.enrolled", "voice.deleted"]
    voices.forget()  # nothing is there: nothing happens
    assert [e.action for e in services.vault.store.audit.entries()][-1] == "voice.deleted"


def test_a_new_voice_leaves_no_trace_of_the_one_before(services: Services, voices: VoiceService) -> None:
    voices.enrol(speech(LOW, 30.0))
    traces = needles(services)
    voices.enrol(speech(HIGH, 30.0))
    assert not any(found(services, trace) for trace in traces)
    assert voices.therapist_among({"S1": vector(LOW), "S2": vector(HIGH)}) == "S2"


def test_a_deletion_that_could_not_be_finished_is_finished_after_the_next_unlocking(
    services: Services, voices: VoiceService, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices.enrol(speech(LOW, 30.0))

    def read_by_another(*_: object) -> None:
        raise DeletionUnfinished

    with monkeypatch.context() as patched:
        patched.setattr(deletion, "purge", read_by_another)
        with pytest.raises(DeletionUnfinished):
            voices.forget()
    services.vault.lock()
    services.vault.unlock(PASSPHRASE)
    assert voices.enrolled() is None
    assert services.deletion.finish() == 1
    assert services.deletion.finish() == 0


def test_nothing_of_it_is_known_while_the_vault_is_locked(services: Services, voices: VoiceService) -> None:
    voices.enrol(speech(LOW, 30.0))
    services.vault.lock()
    with pytest.raises(VaultLocked):
        voices.enrolled()
    with pytest.raises(VaultLocked):
        voices.therapist_among({"S1": vector(LOW)})
