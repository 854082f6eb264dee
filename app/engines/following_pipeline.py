"""pyannote's pipeline taken apart into its windows and its end.

`FollowedDiarization` is the library's SpeakerDiarization: it finds out about windows with the
library's own methods (borders, padding, thresholds, overlap, masks), and clusters and reconstructs with
the library's `apply`, given what was found out before. Two things are done differently, and neither
changes a result: the embedding model hears each window once for all of its speakers instead of once for
each, and not at all where nobody speaks. Above a limit not all voices are clustered: see `_capped`.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from app.domain.transcript import SAMPLE_RATE
from app.engines.sound import FloatArray
from app.engines.torchaudio_parts import use_python_parts_of_torchaudio

use_python_parts_of_torchaudio()  # before the first import of torchaudio

from pyannote.audio.core.inference import BaseInference, Inference  # noqa: E402
from pyannote.audio.pipelines import SpeakerDiarization  # noqa: E402
from pyannote.audio.utils.signal import binarize  # noqa: E402
from pyannote.core import SlidingWindow, SlidingWindowFeature  # noqa: E402

MOST_CLUSTERED = 2000
"""Clustering costs the square of the number of voice vectors: 2000 are 50 minutes of talk at a hop of 2 s."""

SAME = 1e-4
WINDOWS_AT_ONCE = {"cuda": 32}
"""On a processor one window at a time is as fast as many, and takes the least memory."""


class PooledEmbedding(BaseInference):  # type: ignore[misc]
    """An embedding model that hears a window once and pools it once for each of its speakers.

    Called as the pipeline calls it, with rows that come window by window, `speakers` of them each.
    Whether the model can do this, and to the same numbers, is tried once with noise (seeded); where it
    cannot, each row is embedded for itself, as the library does.
    """

    def __init__(self, usual: Any, speakers: int) -> None:
        self.usual, self.speakers, self.device = usual, speakers, usual.device
        self.sample_rate, self.dimension, self.metric = usual.sample_rate, usual.dimension, usual.metric
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it is found by trying sounds that are too short
            self.min_num_samples: int = usual.min_num_samples
        self._silent: FloatArray | None = None
        self.pools = hasattr(usual, "model_") and self._try()

    def to(self, device: torch.device) -> PooledEmbedding:
        """Move the model."""
        self.usual.to(device)
        self.device = device
        return self

    def __call__(self, waveforms: torch.Tensor, masks: torch.Tensor | None = None) -> FloatArray:
        """(rows, 1, samples) and (rows, frames) to (rows, dimension)."""
        if masks is None or not self.pools:
            plain: FloatArray = self.usual(waveforms, masks=masks)
            return plain
        weights = masks.reshape(-1, self.speakers, masks.shape[-1])
        heard = weights.sum(dim=(1, 2)) > 0 if self._silent is not None else torch.ones(len(weights), dtype=torch.bool)
        found = np.empty((*weights.shape[:2], self.dimension), np.float32)
        if self._silent is not None:
            found[:] = self._silent
        if bool(heard.any()):
            found[heard.numpy()] = self._pool(waveforms[:: self.speakers][heard], weights[heard])
        return found.reshape(-1, self.dimension)

    def _pool(self, waveforms: torch.Tensor, weights: torch.Tensor) -> FloatArray:
        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as the library does: too few frames for a deviation
            pooled = self.usual.model_(waveforms.to(self.device), weights=weights.to(self.device))
        found: FloatArray = pooled.cpu().numpy()
        return found

    def _try(self) -> bool:
        chance = torch.Generator().manual_seed(17)
        sounds = 0.1 * torch.randn(2, 1, max(self.sample_rate, 4 * self.min_num_samples), generator=chance)
        weights = (torch.rand(2, self.speakers, 50, generator=chance) > 0.5).float()
        weights[:, -1] = 0.0
        rows = sounds.repeat_interleave(self.speakers, dim=0)
        usual = self.usual(rows, masks=weights.reshape(-1, 50)).reshape(2, self.speakers, -1)
        try:
            pooled = self._pool(sounds, weights)
        except (RuntimeError, TypeError, ValueError, IndexError):
            return False  # a model that takes one mask for a sound and no more
        near = 0.1 * SAME
        if pooled.shape != usual.shape or not np.allclose(pooled, usual, rtol=near, atol=near):
            return False
        # Without a single frame nothing of the sound is left in the pool: the same vector, whatever was heard.
        if np.allclose(usual[0, -1], usual[1, -1], rtol=0.0, atol=1e-6):
            self._silent = usual[0, -1]
        return True


class FollowedDiarization(SpeakerDiarization):  # type: ignore[misc]
    """The library's pipeline with windows `hop` seconds apart; `usual` is the loaded one, whose models it shares.

    Raises ValueError for a hop that is no whole number of eighths of a second (borders of windows are
    then exact whatever their number) or is longer than a window.
    """

    def __init__(self, usual: Any, hop: float) -> None:
        segmentation = usual._segmentation.model
        duration = segmentation.specifications.duration
        if not 0.0 < hop <= duration or (hop * 8) % 1 != 0:
            raise ValueError("hop")
        shared = getattr(usual._embedding, "model_", usual.embedding)
        super().__init__(
            segmentation=segmentation,
            segmentation_step=hop / duration,
            embedding=shared,
            embedding_exclude_overlap=usual.embedding_exclude_overlap,
            plda=usual._plda,
            clustering=usual.klustering,
        )
        self.instantiate(usual.parameters(instantiated=True))
        self.to(device := torch.device(usual._segmentation.device))
        self._segmentation.step = hop  # exactly; the ratio of two floats might not give it back
        self.bits = bool(segmentation.specifications.powerset)
        speakers = len(segmentation.specifications.classes)
        self.at_once = WINDOWS_AT_ONCE.get(device.type, 1)
        self.segmentation_batch_size = self.at_once
        self.embedding_batch_size = speakers * self.at_once
        usual_embedding: Any = self._embedding
        self._embedding: Any = PooledEmbedding(usual_embedding, speakers)
        self._groups: npt.NDArray[np.int64] | None = None
        self.clustered = 0
        self.clustering.filter_embeddings = self._capped(self.clustering.filter_embeddings)

    @property
    def pools(self) -> bool:
        """Whether the embedding model hears each window once only."""
        return bool(self._embedding.pools)

    def fingerprint(self) -> bytes:
        """8 bytes that differ for other models and for settings that shape what is found in a window."""
        digest = hashlib.sha256(repr((self.embedding_exclude_overlap, self._threshold())).encode())
        for model in (self._segmentation.model, getattr(self._embedding.usual, "model_", None)):
            for name, tensor in model.state_dict().items() if model is not None else ():
                digest.update(name.encode() + tensor.cpu().contiguous().numpy().tobytes())
        return digest.digest()[:8]

    def analyse(self, samples: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Scores (windows, frames, speakers) and voice vectors (windows, speakers, dimension) of sound.

        As many windows as there are; what remains after the last is filled with silence to another one.
        """
        file = {"waveform": torch.from_numpy(samples)[None, :], "sample_rate": SAMPLE_RATE}
        scores = super().get_segmentations(file)
        return scores.data, super().get_embeddings(file, self._binary(scores), self.embedding_exclude_overlap)

    def conclude(
        self,
        scores: FloatArray,
        embeddings: FloatArray,
        groups: npt.NDArray[np.int64],
        speakers: int | None,
        hook: Callable[..., None],
    ) -> Any:
        """The library's DiarizeOutput for windows found before, in order and without a gap.

        `groups` (windows, speakers) says which voice each was taken for as it came, -1 for none.
        """
        self._groups = groups
        file = {"uri": "session", "scores": scores, "embeddings": embeddings}
        return self.apply(file, num_speakers=speakers, hook=hook)

    def binary(self, scores: FloatArray) -> FloatArray:
        """(windows, frames, speakers) scores as 0.0 and 1.0, as the pipeline decides."""
        found: FloatArray = self._binary(self._as_feature(scores)).data
        return found

    def get_segmentations(self, file: Any, hook: Any = None) -> Any:
        """What `apply` asks for first: found before."""
        return self._as_feature(file["scores"])

    def get_embeddings(self, file: Any, *_: Any, **__: Any) -> Any:
        """What `apply` asks for next: found before."""
        return file["embeddings"]

    @staticmethod
    def to_diarization(segmentations: Any, count: Any) -> Any:
        """The library's method, with its loop over every frame (half of the whole end) as one step.

        (windows, frames, voices) and (frames, 1) to (frames, voices): 1.0 for as many of the voices as `count`
        says, those first that most windows are for.
        """
        activations = Inference.aggregate(
            segmentations, count.sliding_window, hamming=False, missing=0.0, skip_average=True
        )
        lacking = max(0, int(np.max(count.data)) - activations.data.shape[1])
        activations.data = np.pad(activations.data, ((0, 0), (0, lacking)))
        extent = activations.extent & count.extent
        activations, count = activations.crop(extent, return_data=False), count.crop(extent, return_data=False)
        # Where one is a frame longer than the other, that frame stays silent.
        order = np.argsort(-activations.data, axis=-1)[: len(count.data)]
        binary = np.zeros_like(activations.data)
        taken = (np.arange(order.shape[1]) < count.data[: len(order)]).astype(binary.dtype)
        np.put_along_axis(binary[: len(order)], order, taken, axis=1)
        return SlidingWindowFeature(binary, activations.sliding_window)

    def _as_feature(self, scores: FloatArray) -> Any:
        window = SlidingWindow(start=0.0, duration=self._segmentation.duration, step=self._segmentation.step)
        return SlidingWindowFeature(scores, window)

    def _threshold(self) -> float:
        return 0.5 if self.bits else float(self.segmentation.threshold)

    def _binary(self, scores: Any) -> Any:
        return scores if self.bits else binarize(scores, onset=self._threshold(), initial_state=False)

    def _capped(self, usual: Callable[..., Any]) -> Callable[..., Any]:
        """The library's choice of voice vectors to cluster, and of those at most MOST_CLUSTERED.

        The pipeline gives every vector, clustered or not, to the nearest centre; so do those left out
        here. What it costs: neighbouring windows share most of their sound, so the centres hardly move,
        but a voice that is heard in fewer windows than the clustering's smallest cluster *of those kept*
        can be missed (at three hours that is about a minute of talk instead of 20 s).
        """

        def chosen(embeddings: Any, segmentations: Any = None, **more: Any) -> Any:
            vectors, windows, speakers = usual(embeddings, segmentations=segmentations, **more)
            self.clustered = len(vectors)
            if self.clustered <= MOST_CLUSTERED:
                return vectors, windows, speakers
            alone = segmentations.data.sum(axis=2, keepdims=True) == 1
            clean = (segmentations.data * alone).sum(axis=1)[windows, speakers]
            groups = np.zeros(len(vectors), np.int64) if self._groups is None else self._groups[windows, speakers]
            kept = spread(groups, clean, MOST_CLUSTERED)
            self.clustered = len(kept)
            return vectors[kept], windows[kept], speakers[kept]

        return chosen


def spread(groups: npt.NDArray[np.int64], lengths: FloatArray, most: int) -> npt.NDArray[np.int64]:
    """Which `most` of the rows to keep, in order: evenly over time and voices, of neighbours the longest.

    Rows come in order of time. They are laid out voice by voice and cut into `most` cells of neighbours;
    each cell keeps its longest, so that nobody is crowded out by a voice that speaks at greater length.
    """
    order = np.argsort(groups, kind="stable")
    cells = np.array_split(order, most)
    return np.sort(np.array([cell[np.argmax(lengths[cell])] for cell in cells if len(cell)], np.int64))
