"""faster-whisper: words with times from voiced stretches.

`WhisperModel.transcribe` moves its window to the last word's end and decodes the rest again, so
words are said twice; the batched pipeline with one clip a stretch decodes each exactly once. What the
model says is sifted by `doubts`: nothing that is not trusted becomes words, and nothing vanishes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.tokenizer import Tokenizer

from app.domain.placement import Device, FellBack, Placed
from app.domain.transcript import SAMPLE_RATE, Doubt, Segment, Word
from app.engines.doubts import Evidence, Part, sift
from app.engines.graphics import against_cuda, has_cublas, meaning
from app.engines.probe import Placement, place
from app.engines.sound import FloatArray

HOTWORD_TOKENS = 223
"""faster-whisper gives hotwords at most this many tokens of the prompt, and cuts off the rest."""
SHORTEST = SAMPLE_RATE // 10
"""Samples that the model is given at least; shorter stretches are filled up with silence."""
UNLOOPED = 4
"""No sequence of so many tokens twice: the second attempt at a stretch in which the model went round and round."""


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How a speech model is used; comes from the catalogue.

    `device`, `compute_type`: "auto" for what `probe` finds best. `word_shift` seconds are added to each word's times
    (a model's own bias, measured). `hotwords` is the largest number of hotwords given to it, 0 for none; at most 223
    tokens of them are. `fixed_tokens` is for measuring speed with models of random weights only: exactly so
    many tokens are decoded for each stretch, whatever the model says, and no word is doubted.
    """

    device: str = "auto"
    compute_type: str = "auto"
    language: str = "en"
    beam_size: int = 5
    hotwords: int = 200
    word_shift: float = 0.0
    fixed_tokens: int = 0


class WhisperRecogniser:
    """A Whisper model in CTranslate2 format, from a local folder.

    `processor`: no graphics card is tried. Raises OSError, ValueError or RuntimeError from the library when the folder
    is not a model.
    """

    def __init__(self, folder: Path, settings: SpeechSettings, *, processor: bool = False) -> None:
        placements, against = places(settings, processor)
        model, self.placement, failed = _load(folder, placements)
        why = failed if against is FellBack.NOT else against
        on_card = self.placement.device != "cpu"
        self.placed = Placed(Device.CUDA) if on_card else Placed(Device.PROCESSOR, why)
        self._pipeline = BatchedInferencePipeline(model)
        self._settings = settings
        self._fitted: tuple[tuple[str, ...], tuple[str, ...]] = (), ()  # the last hotwords, and those that fit
        language = settings.language if model.model.is_multilingual else "en"
        self._tokenizer = Tokenizer(
            model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language
        )

    def recognise(
        self,
        stretches: Sequence[FloatArray],
        hotwords: Sequence[str],
        *,
        voiced: Sequence[float] | None = None,
        wanted: bool = False,
    ) -> list[list[Segment]]:
        """Segments of each stretch (16 kHz, at most 28 s), one after another, times from the stretch's start.

        Most stretches become one segment; where words are doubted in a part of it, that part is a segment without
        words. All are decoded in one batch. `voiced`: seconds of voice in each. `wanted`: see `doubts.sift`.
        """
        given = self.fitting(hotwords)
        seconds = voiced if voiced is not None else [None] * len(stretches)
        heard = self._decode(stretches, given)
        return [
            self._trusted(stretch, replace(evidence, voiced=seconds[number]), wanted)
            for number, (stretch, evidence) in enumerate(zip(stretches, heard, strict=True))
        ]

    def _trusted(self, stretch: FloatArray, evidence: Evidence, wanted: bool) -> list[Segment]:
        """The segments of one stretch; where the model went round and round it is asked once more."""
        parts = self._sift(evidence, wanted)
        if any(part.doubt is Doubt.REPEATED for part in parts):
            again = self._decode([stretch], evidence.hotwords, no_repeat=UNLOOPED)[0]
            again = replace(again, voiced=evidence.voiced)
            better = self._sift(again, wanted)
            if any(part.doubt is Doubt.NONE for part in better):
                evidence, parts = again, better
        return segments_of(evidence.words, parts, len(stretch) / SAMPLE_RATE)

    def fitting(self, hotwords: Sequence[str]) -> tuple[str, ...]:
        """Those of the hotwords, most relevant first, that fit into 223 tokens as the model counts them."""
        wanted = tuple(hotwords)
        if wanted == self._fitted[0]:
            return self._fitted[1]
        kept: list[str] = []
        for word in wanted[: self._settings.hotwords]:
            if len(self._tokenizer.encode(" " + " ".join([*kept, word.strip()]))) <= HOTWORD_TOKENS:
                kept.append(word.strip())
        self._fitted = wanted, tuple(kept)
        return self._fitted[1]

    def _sift(self, evidence: Evidence, wanted: bool) -> list[Part]:
        if self._settings.fixed_tokens:
            return [Part(0, len(evidence.words), Doubt.NONE if evidence.words else Doubt.EMPTY)]
        return sift(evidence, wanted=wanted)

    def _decode(self, stretches: Sequence[FloatArray], hotwords: tuple[str, ...], no_repeat: int = 0) -> list[Evidence]:
        """What the model says to each stretch, each decoded once; word times from the stretch's start."""
        if not stretches:
            return []
        sound, clips = _in_a_row(stretches)
        text = " ".join(hotwords) or None
        options: dict[str, Any] = self._fixed(text) if self._settings.fixed_tokens else {}
        results, _ = self._pipeline.transcribe(
            sound,
            clip_timestamps=clips,
            vad_filter=False,
            without_timestamps=True,
            word_timestamps=True,
            condition_on_previous_text=False,
            batch_size=len(stretches),
            beam_size=self._settings.beam_size,
            temperature=0.0,
            language=self._settings.language,
            hotwords=text,
            no_repeat_ngram_size=no_repeat,
            **options,
        )
        by_clip: defaultdict[int, list[Any]] = defaultdict(list)
        for result in results:
            by_clip[result.seek // self._pipeline.model.frames_per_second].append(result)
        return [
            self._evidence(by_clip[int(clip["start"])], clip["start"], len(stretch) / SAMPLE_RATE, hotwords)
            for clip, stretch in zip(clips, stretches, strict=True)
        ]

    def _evidence(self, results: list[Any], start: float, length: float, hotwords: tuple[str, ...]) -> Evidence:
        words = tuple(
            Word(word.word.strip(), *self._times(word.start - start, word.end - start, length), float(word.probability))
            for result in results
            for word in result.words or ()
            if word.word.strip()
        )
        return Evidence(
            words,
            log_probability=min((float(result.avg_logprob) for result in results), default=0.0),
            no_speech=max((float(result.no_speech_prob) for result in results), default=0.0),
            compression=max((float(result.compression_ratio) for result in results), default=0.0),
            hotwords=hotwords,
        )

    def _times(self, start: float, end: float, length: float) -> tuple[float, float]:
        shift = self._settings.word_shift
        first = min(max(float(start) + shift, 0.0), length)
        return first, min(max(float(end) + shift, first), length)

    def _fixed(self, hotwords: str | None) -> dict[str, Any]:
        """Options with which exactly `fixed_tokens` tokens are decoded.

        CTranslate2 ends at the smaller of half its `max_length` and what the prompt leaves of it, and never where the
        token that ends the text is suppressed; tokens of time are, since they would cut the stretch up.
        """
        tokenizer, model = self._tokenizer, self._pipeline.model
        prompt = len(model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=hotwords))
        tokens = min(self._settings.fixed_tokens, model.max_length // 2, model.max_length - prompt)
        whole = max(2 * tokens, tokens + prompt)
        times = range(tokenizer.timestamp_begin, model.hf_tokenizer.get_vocab_size())
        return {"max_new_tokens": whole - prompt, "suppress_tokens": [-1, tokenizer.eot, *times]}


def segments_of(words: Sequence[Word], parts: Sequence[Part], length: float) -> list[Segment]:
    """The parts of one stretch as segments that lie side by side from 0.0 to `length` seconds."""
    borders = [0.0]
    for before, after in pairwise(parts):
        middle = (words[before.last - 1].end + words[after.first].start) / 2
        borders.append(min(max(middle, borders[-1]), length))
    borders.append(length)
    return [
        Segment(start, end, _within(words[part.first : part.last], start, end))
        if part.doubt is Doubt.NONE
        else Segment(start, end, (), part.doubt)
        for part, (start, end) in zip(parts, pairwise(borders), strict=True)
    ]


def _within(words: Sequence[Word], start: float, end: float) -> tuple[Word, ...]:
    return tuple(replace(w, start=min(max(w.start, start), end), end=min(max(w.end, start), end)) for w in words)


def _in_a_row(stretches: Sequence[FloatArray]) -> tuple[FloatArray, list[dict[str, float]]]:
    """All stretches in one array, each from a whole second on, so that no rounding moves it; and where they are."""
    pieces: list[FloatArray] = []
    clips: list[dict[str, float]] = []
    at = 0
    for stretch in stretches:
        filled = np.pad(stretch, (0, max(SHORTEST - len(stretch), 0)))
        clips.append({"start": float(at), "end": at + len(filled) / SAMPLE_RATE})
        seconds = -(-len(filled) // SAMPLE_RATE)
        pieces.append(np.pad(filled, (0, seconds * SAMPLE_RATE - len(filled))))
        at += seconds
    return np.concatenate(pieces), clips


def places(settings: SpeechSettings, processor: bool) -> tuple[list[Placement], FellBack]:
    """Where to try the model, best first, and why no graphics card is among it although there is one."""
    if settings.device != "auto":
        if settings.device == "cuda":
            has_cublas()  # it is loaded for all; where it is not there, the model says so
        return place("cpu" if processor else settings.device, settings.compute_type), FellBack.NOT
    against = against_cuda(processor)
    if against is None:
        found = place("auto", settings.compute_type)
        if found[0].device == "cpu":
            return found, _refusal()
        if has_cublas():  # at the first sound, some versions end the process where it is missing
            return found, FellBack.NOT
        against = FellBack.LIBRARY
    return place("cpu", settings.compute_type), against


def _refusal() -> FellBack:
    """Why CTranslate2 sees no card where the driver does."""
    try:
        ctranslate2.get_supported_compute_types("cuda")
    except (RuntimeError, ValueError) as error:
        return meaning(str(error))
    return FellBack.UNKNOWN


def _load(folder: Path, placements: Sequence[Placement]) -> tuple[WhisperModel, Placement, FellBack]:
    """The model at the first place that takes it, and why an earlier one did not: a GPU's memory may be full."""
    why = FellBack.NOT
    for number, at in enumerate(placements):
        try:
            model = WhisperModel(
                str(folder),
                device=at.device,
                compute_type=at.compute_type,
                cpu_threads=at.threads,
                local_files_only=True,
            )
            if at.device != "cpu":
                # What is missing shows at the first sound, not at loading.
                model.encode(model.feature_extractor(np.zeros(SAMPLE_RATE, dtype=np.float32))[..., :-1])
        except (RuntimeError, ValueError) as error:
            if number + 1 == len(placements):
                raise
            why = meaning(str(error)) if at.device != "cpu" else why
        else:
            return model, at, why
    raise ValueError("no place for a speech model")
