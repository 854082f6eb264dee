"""pyannote.audio: who spoke when.

Nothing of a model's files says what is run. The pipeline, the classes of its two models and all that shapes them are
named here and in the catalogue; a `config.yaml` could otherwise name a pipeline that uploads sound, and a checkpoint
a class of its own. Weights come as safetensors and .npz, plain numbers, so that loading runs no code of theirs
(`app.engines.checkpoints` makes them out of what the library's authors publish, once).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import torch
from safetensors.torch import load_file

from app.domain.transcript import SAMPLE_RATE, SpeakerTurn
from app.engines.sound import samples_from
from app.engines.torch_placing import to_card
from app.engines.torchaudio_parts import use_python_parts_of_torchaudio

WEIGHTS = "model.safetensors"
PARTS = ("segmentation", "embedding")
STEPS = {"segmentation": (0.0, 0.2), "embeddings": (0.2, 0.8)}
"""The pipeline's two long steps: where each begins in the whole, and its share of it, about."""
PYANNET: dict[str, Any] = {
    "sincnet": {"stride": 10},
    "lstm": {"hidden_size": 128, "num_layers": 4, "bidirectional": True, "monolithic": True, "dropout": 0.5},
    "linear": {"hidden_size": 128, "num_layers": 2},
}
"""The shape of every segmentation model since segmentation-3.0; weights of another shape are not loaded."""
CLUSTERINGS = ("VBxClustering", "AgglomerativeClustering")
EMBEDDED_SECONDS = 5.0
BATCH = 32

Weights = Mapping[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class SpeakerSettings:
    """How a speaker model is built and used; comes from the catalogue.

    `window`: seconds that the segmentation hears at a time; it tells `voices` voices apart in them, of which `at_once`
    may speak together (0: it says of each voice by itself whether it speaks, which `onset` decides).
    `shortest_silence`: seconds; a shorter one does not end a turn. `clustering`: the library's method and its limits.
    """

    window: float
    embedding: Literal["WeSpeakerResNet34", "XVectorMFCC"]
    clustering: dict[str, float | int | str]
    voices: int = 3
    at_once: int = 0
    onset: float = 0.5
    shortest_silence: float = 0.0

    def __post_init__(self) -> None:
        if self.clustering.get("name") not in CLUSTERINGS:
            raise ValueError("clustering")

    @property
    def limits(self) -> dict[str, float | int | str]:
        """What the clustering is given."""
        return {name: value for name, value in self.clustering.items() if name != "name"}


class PyannoteDiarizer:
    """pyannote's SpeakerDiarization from a local folder, with models that are built here.

    Raises OSError, ValueError or RuntimeError, also safetensors' own error, where the folder's files are not a model
    of this kind.
    """

    def __init__(self, folder: Path, settings: SpeakerSettings, *, processor: bool = False) -> None:
        use_python_parts_of_torchaudio()
        # The import warns where torchcodec finds no FFmpeg; it is never used, the pipeline gets waveforms.
        from pyannote.audio.core.plda import PLDA  # noqa: PLC0415 - torchaudio's parts must be chosen before
        from pyannote.audio.pipelines import SpeakerDiarization  # noqa: PLC0415
        from pyannote.audio.telemetry import set_telemetry_metrics  # noqa: PLC0415

        set_telemetry_metrics(False)
        segmentation, embedding = (build(part, load_file(folder / part / WEIGHTS), settings) for part in PARTS)
        self.pipeline: Any = SpeakerDiarization(
            segmentation=segmentation,
            segmentation_batch_size=BATCH,
            embedding=embedding,
            embedding_batch_size=BATCH,
            embedding_exclude_overlap=True,
            # numpy reads these without unpickling, unless it is asked to.
            plda=PLDA(folder / "plda" / "xvec_transform.npz", folder / "plda" / "plda.npz"),
            clustering=settings.clustering["name"],
        )
        onset = {} if settings.at_once else {"threshold": settings.onset}
        self.pipeline.instantiate(
            {
                "segmentation": {"min_duration_off": settings.shortest_silence, **onset},
                "clustering": settings.limits,
            }
        )
        self.placed = to_card(self.pipeline, processor=processor)

    def diarize(
        self,
        pcm: bytes,
        speakers: int | None,
        progress: Callable[[float, float], None] | None = None,
        hop: float | None = None,
    ) -> list[SpeakerTurn]:
        """Who speaks in the whole of a recording, as the library finds it; turns in order, labels by first appearance.

        `progress` gets (done, 1.0), never less than before. `speakers` None: unknown. `hop`: seconds between windows;
        None for the pipeline's own, a tenth of a window.
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


def build(part: str, weights: Weights, settings: SpeakerSettings) -> Any:
    """One of the two models (`PARTS`) with these weights, ready to be asked.

    Raises RuntimeError where names or shapes of the weights are not this model's, ValueError for another part.
    """
    use_python_parts_of_torchaudio()
    if part == "segmentation":
        model = _segmentation(settings)
    elif part == "embedding":
        model = _embedding(settings, weights)
    else:
        raise ValueError(part)
    model.load_state_dict(weights, strict=True)
    return model.eval()


def _segmentation(settings: SpeakerSettings) -> Any:
    from pyannote.audio.core.task import Problem, Resolution, Specifications  # noqa: PLC0415 - as above
    from pyannote.audio.models.segmentation import PyanNet  # noqa: PLC0415

    model = PyanNet(**PYANNET, sample_rate=SAMPLE_RATE, num_channels=1)
    model.specifications = Specifications(
        problem=Problem.MONO_LABEL_CLASSIFICATION if settings.at_once else Problem.MULTI_LABEL_CLASSIFICATION,
        resolution=Resolution.FRAME,
        duration=settings.window,
        classes=[f"speaker#{n + 1}" for n in range(settings.voices)],
        powerset_max_classes=settings.at_once or None,
        permutation_invariant=True,
    )
    model.build()
    return model


def _embedding(settings: SpeakerSettings, weights: Weights) -> Any:
    from pyannote.audio.core.task import Problem, Resolution, Specifications  # noqa: PLC0415 - as above
    from pyannote.audio.models.embedding import WeSpeakerResNet34, XVectorMFCC  # noqa: PLC0415

    if settings.embedding == "WeSpeakerResNet34":
        model = WeSpeakerResNet34(sample_rate=SAMPLE_RATE, num_channels=1)
    else:
        last = weights.get("embedding.weight")
        if last is None:
            raise RuntimeError("embedding.weight")
        model = XVectorMFCC(sample_rate=SAMPLE_RATE, num_channels=1, dimension=last.shape[0])
    model.specifications = Specifications(
        problem=Problem.REPRESENTATION,
        resolution=Resolution.CHUNK,
        duration=EMBEDDED_SECONDS,
        permutation_invariant=False,
    )
    return model
