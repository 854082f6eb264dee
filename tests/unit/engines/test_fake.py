"""Each of the five engines stands behind a protocol, and has a fake that keeps to it as the real one does."""

from __future__ import annotations

import inspect
import math

import numpy as np
import pytest

from app.domain.engines import (
    Embedder,
    EntailmentModel,
    LanguageModel,
    NoteModel,
    Question,
    ReadingModel,
    SpeakerModel,
    SpeechRecogniser,
)
from app.domain.transcript import SAMPLE_RATE
from app.engines.embedding import SentenceEmbedder
from app.engines.entailment import NliCrossEncoder
from app.engines.fake import FakeEmbedder, FakeEntailment, FakeLanguageModel, FakeRecogniser, FakeSpeakers
from app.engines.following import SpeakerFollower
from app.engines.language import LlamaModel
from app.engines.speech import WhisperRecogniser

SECOND = bytes(2 * SAMPLE_RATE)
ENGINES: list[tuple[type, type, type]] = [
    (SpeechRecogniser, WhisperRecogniser, FakeRecogniser),
    (SpeakerModel, SpeakerFollower, FakeSpeakers),
    (Embedder, SentenceEmbedder, FakeEmbedder),
    (EntailmentModel, NliCrossEncoder, FakeEntailment),
    (NoteModel, LlamaModel, FakeLanguageModel),
]
"""What is asked of it, the real one, the fake."""


@pytest.mark.parametrize(("protocol", "real", "fake"), ENGINES, ids=lambda kind: kind.__name__)
def test_real_one_and_fake_are_asked_in_the_same_way(protocol: type, real: type, fake: type) -> None:
    members = [name for name in dir(protocol) if not name.startswith("_")]
    assert members
    for name in members:
        wanted = inspect.getattr_static(protocol, name)
        if isinstance(wanted, property):
            assert isinstance(inspect.getattr_static(real, name), property)
            assert isinstance(inspect.getattr_static(fake, name, None), property) or name in vars(fake) | vars(fake())
            continue
        for kind in (real, fake):
            asked = inspect.signature(inspect.getattr_static(kind, name)).parameters
            assert list(asked) == list(inspect.signature(wanted).parameters), f"{kind.__name__}.{name}"


def test_the_recogniser_gives_words_within_the_sound() -> None:
    engine: SpeechRecogniser = FakeRecogniser()
    (first,), (second,) = engine.recognise([np.zeros(3 * SAMPLE_RATE), np.zeros(SAMPLE_RATE)], [])
    assert first.end == 3.0 and first.words[-1].end <= 3.0 and len(first.words) == 6
    assert second.end == 1.0 and len(second.words) == 2


def test_the_speaker_model_gives_turns_to_the_end() -> None:
    engine: SpeakerModel = FakeSpeakers()
    engine.start()
    kept, turns = engine.follow(SECOND * 7)
    assert len(kept) == 3 and [(t.label, t.end) for t in turns] == [("S1", 5.0), ("S2", 7.0)]
    more, _ = engine.follow(SECOND * 5)
    ended, voices = engine.end(2)
    assert [(t.label, t.end) for t in ended] == [("S1", 5.0), ("S2", 10.0), ("S1", 12.0)]
    assert voices == {"S1": [1.0, 0.0], "S2": [0.0, 1.0]}
    engine.start([*kept, *more])
    assert engine.wanted_from == 12.0 and engine.turns == ended
    with pytest.raises(ValueError):
        engine.start(more)


def test_vectors_are_of_unit_length_and_the_same_for_the_same_words() -> None:
    engine: Embedder = FakeEmbedder()
    one, two, other = engine.embed(["six hours", "hours six", "thursday"])
    assert math.isclose(sum(x * x for x in one), 1.0) and one == two and one != other


def test_the_entailment_model_goes_by_words_and_negations() -> None:
    engine: EntailmentModel = FakeEntailment()
    same, other, opposite = engine.entail(
        [("I slept six hours", "I slept"), ("I slept six hours", "the garden"), ("I slept", "I never slept")]
    )
    assert same.entailment > 0.9 and other.neutral > 0.9 and opposite.contradiction > 0.7
    assert all(math.isclose(e.entailment + e.neutral + e.contradiction, 1.0) for e in (same, other, opposite))


def test_the_language_model_gives_its_answers_in_turn() -> None:
    engine: LanguageModel = FakeLanguageModel(["[1]"])
    assert [engine.complete("s", "u", schema={}, max_tokens=9) for _ in range(2)] == ["[1]", "{}"]
    assert engine.count_tokens("three small words") == 3


def test_the_note_model_reads_along_and_is_let_go_of() -> None:
    engine: NoteModel = FakeLanguageModel(["[1]"], context_tokens=64)
    reading: ReadingModel = engine
    reading.start("answer in JSON")
    assert reading.read_on(["I slept six hours"], 2).evaluated == 2
    asked = reading.ask(Question("did they sleep", {}, 9))
    assert (asked.text, asked.read, asked.question) == ("[1]", 5, 3)
    engine.close()
    assert reading.read_on([], 9).evaluated == 0
