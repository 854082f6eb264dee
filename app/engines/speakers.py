"""pyannote.audio: who spoke when.

The pipeline class is fixed here and never taken from a file: a `config.yaml` could otherwise name
a pipeline that uploads sound. Checkpoints are unpickled by the library, so only folders whose
every file has the catalogue's checksum may come here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import yaml

from app.domain.transcript import SAMPLE_RATE, SpeakerTurn
from app.engines.sound import samples_from
from app.engines.torchaudio_parts import use_python_parts_of_torchaudio

PIPELINE = "pyannote.audio.pipelines.SpeakerDiarization"
STEPS = {"segmentation": (0.0, 0.2), "embeddings": (0.2, 0.8)}
"""The pipeline's two long steps: where each begins in the whole, and its share of it, about."""


class RefusedPipeline(ValueError):
    """The folder's config.yaml names a pipeline that Sotto does not run."""


class PyannoteDiarizer:
    """pyannote's SpeakerDiarization from a local folder (with "pyannote" in its path).

    Raises RefusedPipeline, or OSError / RuntimeError from the library.
    """

    def __init__(self, folder: Path) -> None:
        named = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))["pipeline"]["name"]
        if named != PIPELINE:
            raise RefusedPipeline
        use_python_parts_of_torchaudio()
        # The import warns where torchcodec finds no FFmpeg; it is never used, the pipeline gets waveforms.
        from pyannote.audio import Pipeline  # noqa: PLC0415 - torchaudio's parts must be chosen before
        from pyannote.audio.telemetry import set_telemetry_metrics  # noqa: PLC0415

        set_telemetry_metrics(False)
        self.pipeline: Any = Pipeline.from_pretrained(str(folder))
        if torch.cuda.is_available():
            # The library would switch these off itself, with a warning: they round too coarsely for voices.
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
            self.pipeline.to(torch.device("cuda"))

    def diarize(
        self,
        pcm: bytes,
        speakers: int | None,
        progress: Callable[[float, float], None] | None = None,
        hop: float | None = None,
    ) -> list[SpeakerTurn]:
        """See `app.domain.engines.Diarizer.diarize`; `progress` gets (done, 1.0), never less than before.

        `hop`: seconds between windows; None for the pipeline's own, a tenth of a window.
        """
        windows = self.pipeline._segmentation
        windows.step = hop or self.pipeline.segmentation_step * windows.duration
        waveform = torch.from_numpy(samples_from(pcm))[None, :]
        furthest = 0.0

        def hook(step: str, *_: Any, completed: int | None = None, total: int | None = None, **__: Any) -> None:
            nonlocal furthest
            if progress is not None and step in STEPS and completed is not None and total:
                begin, share = STEPS[step]
                furthest = max(furthest, begin + share * float(completed) / float(total))
                progress(furthest, 1.0)

        output = self.pipeline({"waveform": waveform, "sample_rate": SAMPLE_RATE}, num_speakers=speakers, hook=hook)
        labels: dict[str, str] = {}
        turns: list[SpeakerTurn] = []
        for segment, _, name in output.speaker_diarization.itertracks(yield_label=True):
            label = labels.setdefault(str(name), f"S{len(labels) + 1}")
            turns.append(SpeakerTurn(float(segment.start), float(segment.end), label))
        return turns
