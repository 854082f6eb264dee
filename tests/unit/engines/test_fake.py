"""The fakes keep to the protocols of the real engines."""

from __future__ import annotations

import math

from app.domain.engines import Diarizer, Embedder, EntailmentModel, LanguageModel, SpeechRecogniser
from app.domain.transcript import SAMPLE_RATE
from app.engines.fake import FakeDiarizer, FakeEmbedder, FakeEntailment, FakeLanguageModel, FakeRecogniser

SECOND = bytes(2 * SAMPLE_RATE)


def test_the_recogniser_gives_words_within_the_sound() -> None:
    engine: SpeechRecogniser = FakeRecogniser()
    segment = engine.transcribe(SECOND * 3, [])
    assert segment.end == 3.0 and segment.words[-1].end <= 3.0 and len(segment.words) == 6


def test_the_diarizer_gives_turns_to_the_end() -> None:
    engine: Diarizer = FakeDiarizer()
    turns = engine.diarize(SECOND * 12, 2)
    assert [(t.label, t.end) for t in turns] == [("S1", 5.0), ("S2", 10.0), ("S1", 12.0)]


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
