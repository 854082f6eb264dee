"""faster-whisper and pyannote, real, on the demo session, through the worker that runs them."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.domain.errors import Cancelled
from app.domain.transcript import SAMPLE_RATE, Doubt, Segment, SpeakerTurn
from app.engines.sound import pcm_from, samples_from
from app.notes.roles import with_roles
from app.services.attribution import build_transcript
from app.workers import protocol as p
from app.workers.host import Death, OnDeath, WorkerHost
from app.workers.streams import ListeningStream, ReadSound, SpeakerStream
from tests.demo import demo_pcm, load_request, read_demo, sentences_with_wrong_speaker, word_error_rate
from tests.noises import whispered, white

pytestmark = pytest.mark.engines
DURATION = len(demo_pcm()) / 2 / SAMPLE_RATE


def transcribe(
    host: WorkerHost,
    pcm: bytes,
    seconds: float = 10.0,
    keep: Callable[[list[Segment]], None] | None = None,
    on_death: OnDeath | None = None,
) -> list[Segment]:
    """What is heard in a recording, handed over in pieces."""
    found: list[Segment] = []
    stream = ListeningStream(
        host, reader(pcm), start=0.0, hotwords=(), on_segments=keep or found.extend, on_death=on_death
    )
    length = len(pcm) / 2 / SAMPLE_RATE
    while stream.position < length:
        stream.feed(min(stream.position + seconds, length))
    stream.feed(length, last=True)
    return found


def reader(pcm: bytes) -> ReadSound:
    return lambda start, end: pcm[round(start * SAMPLE_RATE) * 2 : round(end * SAMPLE_RATE) * 2]


def diarize(
    host: WorkerHost, seconds: float, read: ReadSound = read_demo, on_advance: Any = None, **named: Any
) -> list[SpeakerTurn]:
    """Who spoke in the demo's first seconds."""
    kept: list[bytes] = []
    stream = SpeakerStream(host, read, windows=lambda: kept, on_windows=kept.extend, on_turns=lambda _: None, **named)
    stream.feed(seconds)
    return stream.end(seconds, 2, on_advance).turns


def text_of(segments: list[Segment]) -> str:
    return " ".join(word.text for segment in segments for word in segment.words)


@pytest.fixture(scope="module")
def heard(speech: WorkerHost) -> list[Segment]:
    return transcribe(speech, demo_pcm())


def test_the_demo_is_written_down(heard: list[Segment]) -> None:
    assert word_error_rate(text_of(heard)) < 0.05


def test_segments_are_in_order_and_never_too_long(heard: list[Segment]) -> None:
    assert all(segment.end - segment.start <= 28.0 for segment in heard)
    assert all(a.end <= b.start + 0.001 for a, b in itertools.pairwise(heard))
    for segment in heard:
        assert all(segment.start <= word.start <= word.end <= segment.end + 0.001 for word in segment.words)


def test_how_the_sound_is_cut_into_blocks_does_not_matter(speech: WorkerHost, heard: list[Segment]) -> None:
    first = read_demo(0.0, 30.0)
    assert text_of(transcribe(speech, first, 0.37)) == text_of(transcribe(speech, first, 30.0))


def test_silence_and_noise_give_no_words(speech: WorkerHost) -> None:
    assert transcribe(speech, bytes(3 * SAMPLE_RATE * 2)) == []


def test_what_voice_activity_leaves_out_comes_over_the_pipe_and_can_be_asked_for(speech: WorkerHost) -> None:
    sound = samples_from(read_demo(0.0, 30.0)) + white(30.0, 5, 0.0006)
    breath = whispered(samples_from(read_demo(50.9, 58.9)))
    sound = np.concatenate([sound, white(3.0, 6, 0.0006), breath + white(8.0, 7, 0.0006), white(3.0, 8, 0.0006)])
    found = transcribe(speech, pcm_from(sound))
    skipped = [segment for segment in found if segment.doubt is Doubt.SKIPPED]
    assert skipped and all(segment.start >= 31.0 and not segment.words for segment in skipped)
    assert all(a.end <= b.start + 0.001 for a, b in itertools.pairwise(found))
    piece = read_demo(9.2, 13.5)
    heard = speech.call(p.Recognise(piece, 100.0, []), p.Heard)
    assert text_of(heard.segments).startswith("Yes, that is fine.")
    assert all(100.0 <= word.start <= word.end <= 104.3 for s in heard.segments for word in s.words)
    assert heard.pending_from == pytest.approx(104.3)


def test_a_killed_worker_repeats_and_loses_nothing(speech: WorkerHost) -> None:
    expected, found, deaths = transcribe(speech, read_demo(0.0, 60.0)), list[Segment](), list[Death]()

    def keep(segments: list[Segment]) -> None:
        found.extend(segments)
        if len(found) >= 3 and not deaths and speech.pid is not None:
            os.kill(speech.pid, signal.SIGKILL)

    transcribe(speech, read_demo(0.0, 60.0), 5.0, keep, deaths.append)
    assert deaths == [Death(killed=True)]
    assert text_of(found) == text_of(expected)


def test_a_worker_killed_while_it_is_given_the_sound_gets_it_whole_once_more(speech: WorkerHost) -> None:
    expected = diarize(speech, 45.0)
    deaths: list[Death] = []

    def read(start: float, end: float) -> bytes:
        if start >= 20.0 and not deaths and speech.pid is not None:
            os.kill(speech.pid, signal.SIGKILL)
        return read_demo(start, end)

    assert diarize(speech, 45.0, read, on_death=deaths.append) == expected
    assert deaths == [Death(killed=True)]


def test_after_a_cancellation_every_model_is_there_again(speech: WorkerHost) -> None:
    with pytest.raises(Cancelled):
        diarize(speech, 30.0, cancelled=lambda: True)
    speech.load(load_request("speech"))
    speech.load(load_request("speakers"))
    assert {turn.label for turn in diarize(speech, 30.0)} == {"S1", "S2"}


def test_speakers_and_roles(speech: WorkerHost, heard: list[Segment]) -> None:
    steps: list[tuple[float, float]] = []
    spoken = diarize(speech, DURATION, on_advance=lambda done, total: steps.append((done, total)))
    assert {turn.label for turn in spoken} == {"S1", "S2"}
    assert steps == sorted(steps)
    transcript = with_roles(build_transcript(heard, spoken, DURATION))
    assert sentences_with_wrong_speaker(transcript) == []
    assert len(transcript.speakers) == 2
