"""The demo's speech model in this process: what is recognised, how much at once, and what is not invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.domain.placement import FellBack
from app.domain.transcript import SAMPLE_RATE, Doubt, Segment, Word
from app.engines.doubts import Evidence
from app.engines.listening import Listener
from app.engines.probe import Placement, place
from app.engines.sound import FloatArray, pcm_from, samples_from
from app.engines.speech import HOTWORD_TOKENS, SpeechSettings, WhisperRecogniser, _load
from app.services.vocabulary import hotwords
from tests.demo import demo_truth, load_request, read_demo, word_error_rate
from tests.engines.noise_inventions import count, demo_recogniser
from tests.noises import KINDS, whispered, white

pytestmark = pytest.mark.engines
STRETCHES = ((0.6, 8.9), (9.1, 13.5), (18.6, 25.0), (60.0, 64.8))


@pytest.fixture(scope="module")
def recogniser() -> WhisperRecogniser:
    return demo_recogniser()


def with_settings(**changes: object) -> WhisperRecogniser:
    request = load_request("speech")
    return WhisperRecogniser(demo_folder(), SpeechSettings(**{**request.settings, **changes}))


def demo_folder() -> Path:
    return Path(load_request("speech").path)


def pieces() -> list[FloatArray]:
    return [samples_from(read_demo(start, end)) for start, end in STRETCHES]


def words_of(segments: list[Segment]) -> list[Word]:
    return [word for segment in segments for word in segment.words]


def text_of(segments: list[Segment]) -> str:
    return " ".join(word.text for word in words_of(segments))


def test_a_batch_gives_what_each_stretch_gives_alone(recogniser: WhisperRecogniser) -> None:
    together = recogniser.recognise(pieces(), ())
    for piece, found in zip(pieces(), together, strict=True):
        alone = recogniser.recognise([piece], ())[0]
        assert text_of(found) == text_of(alone)
        for one, two in zip(words_of(found), words_of(alone), strict=True):
            assert one.start == pytest.approx(two.start, abs=0.2)
            assert 0.0 <= one.start <= one.end <= len(piece) / SAMPLE_RATE


def test_nothing_at_all_and_next_to_nothing_are_empty(recogniser: WhisperRecogniser) -> None:
    assert recogniser.recognise([], ()) == []
    for samples in (np.zeros(0, dtype=np.float32), np.zeros(3, dtype=np.float32)):
        found = recogniser.recognise([samples], ())[0]
        assert [segment.doubt for segment in found] == [Doubt.EMPTY]


def test_the_whole_demo_in_batches_is_written_down(recogniser: WhisperRecogniser) -> None:
    pcm = read_demo(0.0, 67.0)
    found, _ = Listener(recogniser, 0.0, (), batch=4).listen(pcm, last=True)
    assert word_error_rate(text_of(found), until=66.0) < 0.05


def test_hotwords_are_counted_by_the_models_own_tokens() -> None:
    model = with_settings(hotwords=1000)
    given = hotwords()
    kept = model.fitting(given)
    tokens = len(model._tokenizer.encode(" " + " ".join(kept)))
    assert 150 < tokens <= HOTWORD_TOKENS
    assert list(kept) == [word for word in given if word in kept], "the order of relevance is kept"
    assert kept[: len(kept) // 2] == tuple(given[: len(kept) // 2])
    assert with_settings(hotwords=3).fitting(given) == tuple(given[:3])
    assert with_settings(hotwords=0).fitting(given) == ()


def test_more_hotwords_than_fit_are_no_error() -> None:
    model = with_settings(hotwords=1000)
    found = model.recognise([pieces()[1]], ["sertraline"] * 900)
    assert sum(len(words_of(parts)) for parts in found) >= 0


@pytest.mark.parametrize("tokens", [5, 40, 120])
@pytest.mark.parametrize("beam", [1, 5])
def test_a_fixed_number_of_tokens_is_decoded_for_measuring(tokens: int, beam: int) -> None:
    model = with_settings(fixed_tokens=tokens, beam_size=beam)
    counts: list[int] = []
    transcribe = model._pipeline.transcribe

    def counted(*args: Any, **kwargs: Any) -> Any:
        results, info = transcribe(*args, **kwargs)
        found = list(results)
        counts.extend(len(result.tokens) for result in found)
        return found, info

    model._pipeline.transcribe = counted
    noise = [white(seconds, 1, 0.1) for seconds in (1.0, 28.0)]
    found = model.recognise([*noise, pieces()[0]], ())
    assert counts == [tokens] * 3
    assert all(segment.doubt is Doubt.NONE for parts in found for segment in parts)


@pytest.mark.parametrize("kind", list(KINDS))
def test_nothing_is_invented_on_silence_noise_and_music(recogniser: WhisperRecogniser, kind: str) -> None:
    assert count(recogniser, kind, 0.5).words == 0


def test_a_loop_is_tried_once_more_and_then_kept_back(
    recogniser: WhisperRecogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: list[int] = []
    loop = tuple(Word("so", n * 0.05, n * 0.05 + 0.04, 0.9) for n in range(60))
    clean = (Word("So", 0.1, 0.4, 0.9), Word("what?", 0.5, 1.0, 0.9))

    def decode(stretches: Any, hotwords: Any, no_repeat: int = 0) -> list[Evidence]:
        attempts.append(no_repeat)
        words = loop if not (no_repeat and curable) else clean
        return [Evidence(words, -0.1, 0.0, 1.0) for _ in stretches]

    monkeypatch.setattr(recogniser, "_decode", decode)
    for curable, expected in ((True, clean), (False, ())):
        found = recogniser.recognise([white(4.0)], ())[0]
        assert tuple(words_of(found)) == expected
        assert found[0].doubt is (Doubt.NONE if curable else Doubt.REPEATED)
        assert (found[0].start, found[-1].end) == (0.0, 4.0), "the sound of what is kept back stays"
    assert len(attempts) == 4 and attempts[0] == attempts[2] == 0 and attempts[1] > 0


def test_no_part_of_a_stretch_vanishes(recogniser: WhisperRecogniser, monkeypatch: pytest.MonkeyPatch) -> None:
    credit = ["Thanks", "for", "watching."]
    said = [Word(text, n * 0.4, n * 0.4 + 0.3, 0.9) for n, text in enumerate(["I", "slept", "well.", *credit])]
    monkeypatch.setattr(recogniser, "_decode", lambda *_: [Evidence(tuple(said), -0.1, 0.0, 1.0)])
    found = recogniser.recognise([white(4.0)], ())[0]
    assert [(segment.doubt, len(segment.words)) for segment in found] == [(Doubt.NONE, 3), (Doubt.INVENTED, 0)]
    assert found[0].end == found[1].start and found[1].end == 4.0


def distorted() -> dict[str, FloatArray]:
    voice = samples_from(read_demo(9.0, 38.0))
    return {
        "clipped": np.clip(voice * 40.0, -1.0, 1.0).astype(np.float32),
        "telephone": np.repeat(voice[::2], 2),
        "begins in a word": voice[int(0.9 * SAMPLE_RATE) :],
        "two at once": voice + samples_from(read_demo(60.0, 89.0)),
        "over a fan": voice + KINDS["fan"](29.0, 2),
        "over music": voice + KINDS["music"](29.0, 2),
    }


@pytest.mark.parametrize(
    "kind", ["clipped", "telephone", "begins in a word", "two at once", "over a fan", "over music"]
)
def test_bad_sound_is_no_error_and_its_speech_is_not_lost(recogniser: WhisperRecogniser, kind: str) -> None:
    sound = distorted()[kind]
    found, pending = Listener(recogniser).listen(pcm_from(sound), last=True)
    assert pending == pytest.approx(len(sound) / SAMPLE_RATE)
    shift = 9.9 if kind == "begins in a word" else 9.0
    for row in demo_truth():
        start, end = float(str(row["start"])) - shift, float(str(row["end"])) - shift
        if start >= 0.0 and end <= 28.0:
            covered = sum(max(0.0, min(s.end, end) - max(s.start, start)) for s in found)
            assert covered >= 0.85 * (end - start), "a sentence is in no segment, neither as words nor as unclear"


def test_a_whisper_can_be_recognised_when_it_is_wanted(recogniser: WhisperRecogniser) -> None:
    sound = white(20.0, 5, 0.0006)
    breath = whispered(samples_from(read_demo(50.9, 58.9)))
    sound[5 * SAMPLE_RATE : 5 * SAMPLE_RATE + len(breath)] += breath
    listener = Listener(recogniser)
    found, _ = listener.listen(pcm_from(sound), last=True)
    assert {segment.doubt for segment in found} == {Doubt.SKIPPED}
    first = found[0]
    piece = sound[round(first.start * SAMPLE_RATE) : round(first.end * SAMPLE_RATE)]
    wanted = listener.recognise(pcm_from(piece), first.start)
    assert wanted[0].start == pytest.approx(first.start)
    assert wanted[-1].end == pytest.approx(first.end, abs=0.001)


def test_where_a_gpu_does_not_work_the_processor_does() -> None:
    missing, there = Placement("cuda", "float16", 0), Placement("cpu", "int8", 1)
    if place("cuda", "auto")[0].device == "cuda":
        pytest.skip("this machine has a GPU that works")
    model, at, why = _load(demo_folder(), [missing, there])
    assert at == there and why is not FellBack.NOT
    assert model.model.device == "cpu"
    with pytest.raises((RuntimeError, ValueError)):
        _load(demo_folder(), [missing])
