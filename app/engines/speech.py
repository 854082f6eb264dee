"""faster-whisper: words with times from voiced stretches.

`WhisperModel.transcribe` moves its window to the last word's end and decodes the rest again, so
words are said twice; the batched pipeline with one clip decodes each stretch exactly once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from faster_whisper import BatchedInferencePipeline, WhisperModel

from app.domain.transcript import SAMPLE_RATE, Segment, Word
from app.engines.sound import samples_from

HOTWORD_TOKENS = 223
"""faster-whisper gives hotwords at most this many tokens of the prompt."""


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How a speech model is used; comes from the catalogue.

    `word_shift` seconds are added to each word's times (a model's own bias, measured);
    `hotwords` is the largest number of hotwords given to it.
    """

    device: str = "cpu"
    compute_type: str = "int8"
    language: str = "en"
    beam_size: int = 5
    hotwords: int = 60
    word_shift: float = 0.0


class WhisperRecogniser:
    """A Whisper model in CTranslate2 format, from a local folder.

    Raises OSError or RuntimeError from the library when the folder is not a model.
    """

    def __init__(self, folder: Path, settings: SpeechSettings) -> None:
        threads = psutil.cpu_count(logical=False) or 1
        model = WhisperModel(
            str(folder),
            device=settings.device,
            compute_type=settings.compute_type,
            cpu_threads=threads,
            local_files_only=True,
        )
        self._pipeline = BatchedInferencePipeline(model)
        self._settings = settings

    def transcribe(self, pcm: bytes, hotwords: Sequence[str]) -> Segment:
        """See `app.domain.engines.SpeechRecogniser.transcribe`."""
        samples = samples_from(pcm)
        length = len(samples) / SAMPLE_RATE
        wanted = " ".join(list(hotwords)[: self._settings.hotwords]) or None
        parts, _ = self._pipeline.transcribe(
            samples,
            clip_timestamps=[{"start": 0.0, "end": length}],
            vad_filter=False,
            without_timestamps=True,
            word_timestamps=True,
            condition_on_previous_text=False,
            batch_size=1,
            beam_size=self._settings.beam_size,
            temperature=0.0,
            language=self._settings.language,
            hotwords=wanted,
        )
        words = [
            Word(word.word.strip(), *self._times(word.start, word.end, length), float(word.probability))
            for part in parts
            for word in part.words or ()
            if word.word.strip()
        ]
        return Segment(0.0, length, tuple(words))

    def _times(self, start: float, end: float, length: float) -> tuple[float, float]:
        shift = self._settings.word_shift
        first = min(max(float(start) + shift, 0.0), length)
        return first, min(max(float(end) + shift, first), length)
