"""Voices with the real speaker model of the demo: the clinician's own, and words at a change of voices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import VoicesMixed
from app.domain.transcript import SAMPLE_RATE, Segment, SpeakerTurn, Transcript, Word
from app.services.attribution import build_transcript, doubtful_pieces
from app.services.container import Services, build_services
from app.services.paths import Places
from app.services.voices import VoiceService
from app.workers import protocol as p
from app.workers.host import WorkerHost
from app.workers.streams import SpeakerStream, embed_voices
from tests.demo import CHEAP, PASSPHRASE, demo_pcm, demo_truth, read_demo

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def spoken(speech: WorkerHost) -> p.Spoken:
    """Who spoke when in the demo, and their voices."""
    kept: list[bytes] = []
    stream = SpeakerStream(speech, read_demo, windows=lambda: kept, on_windows=kept.extend, on_turns=lambda _: None)
    return stream.end(len(demo_pcm()) / 2 / SAMPLE_RATE, 2)


@pytest.fixture
def voices(tmp_path: Path, speech: WorkerHost) -> Iterator[VoiceService]:
    services: Services = build_services(Places.below(tmp_path / "home"), CHEAP)
    services.vault.create(PASSPHRASE)
    yield VoiceService(services.vault, services.models, speech, services.deletion)
    services.close()


def said_by(role: str, seconds: float, start: float = 0.0) -> bytes:
    """The first sentences of one person that begin after `start`, together `seconds` long."""
    rows = [row for row in demo_truth() if row["role"] == role and float(str(row["start"])) >= start]
    sound = b"".join(read_demo(float(str(row["start"])), float(str(row["end"]))) for row in rows)
    return sound[: int(seconds * SAMPLE_RATE) * 2]


def test_the_therapist_is_known_by_voice(voices: VoiceService, spoken: p.Spoken) -> None:
    assert set(spoken.voices) == {"S1", "S2"}
    voices.enrol(said_by("therapist", 30.0))
    assert voices.therapist_among(spoken.voices) == "S1"
    assert voices.therapist_among({"S2": spoken.voices["S2"]}) is None
    voices.enrol(said_by("client", 30.0))
    assert voices.therapist_among(spoken.voices) == "S2"


def test_a_conversation_is_not_one_voice(voices: VoiceService) -> None:
    with pytest.raises(VoicesMixed):
        voices.enrol(said_by("therapist", 15.0) + said_by("client", 15.0))
    assert voices.enrolled() is None


def test_words_at_a_change_go_to_the_voice_that_they_have(speech: WorkerHost, spoken: p.Spoken) -> None:
    """Every third turn of diarization is made to begin 0.6 s late, and no full stop says where a sentence ends."""
    rows = [(str(r["role"]), float(str(r["start"])), float(str(r["end"])), str(r["text"])) for r in demo_truth()]
    length = len(demo_pcm()) / 2 / SAMPLE_RATE
    changed = [
        SpeakerTurn(a.start + (0.0 if number % 3 else 0.6), a.end, a.label) for number, a in enumerate(spoken.turns)
    ]
    segments, truth = [], []
    for role, start, end, text in rows:
        texts = [word.strip(".,?!") for word in text.split()]
        step = (end - start) / len(texts)
        words = tuple(Word(each, start + i * step, start + (i + 1) * step) for i, each in enumerate(texts))
        segments.append(words)
        truth += ["S1" if role == "therapist" else "S2"] * len(words)
    # Two sentences in one segment, so that many hold a change of voices.
    pairs = [segments[i] + (segments[i + 1] if i + 1 < len(segments) else ()) for i in range(0, len(segments), 2)]
    said = [Segment(words[0].start, words[-1].end, words) for words in pairs]
    pieces = doubtful_pieces(said, changed, length)
    vectors = embed_voices(speech, [read_demo(piece.start, piece.end) for piece in pieces])
    heard = {piece: vector for piece, vector in zip(pieces, vectors, strict=True) if vector}
    alone, told = build_transcript(said, changed, length), build_transcript(said, changed, length, spoken.voices, heard)

    def wrong(transcript: Transcript) -> int:
        labels = [turn.speaker for turn in transcript.turns for _ in turn.words]
        return sum(a != b for a, b in zip(labels, truth, strict=True))

    unsure = [sum(word.uncertain for word in each.words()) for each in (alone, told)]
    print(f"\n{len(pieces)} pieces; wrong words {wrong(alone)} -> {wrong(told)}, uncertain {unsure[0]} -> {unsure[1]}")
    assert pieces
    assert unsure[1] < unsure[0] / 2
    assert wrong(told) <= wrong(alone)
