"""Who speaks when, found out while they speak: pyannote's own models on each window as soon as its sound is there.

When the sound has ended, only clustering and reconstruction are left, and the result is that of the
library's pipeline over the same windows: the same turns and speakers, voice vectors within 1e-4
(`tests/engines/test_speakers_follow.py`).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from app.domain.transcript import SAMPLE_RATE, SpeakerTurn
from app.engines.following_labels import Grid, Labels, joined, likeness_limit, renamed
from app.engines.following_windows import Layout, RefusedWindows, Window, hop_of
from app.engines.sound import FloatArray, samples_from
from app.engines.speakers import PyannoteDiarizer

HOPS = {"cpu": 2.0, "cuda": 1.0}
"""Seconds between windows that a machine can bear: 2 s instead of 1 s costs 0.4 to 1.1 points of error (published)."""

Progress = Callable[[float, float], None]
Voices = tuple[list[SpeakerTurn], dict[str, list[float]]]

LONGEST_PIECE = 60 * SAMPLE_RATE
CONCLUDING = {"speaker_counting": 0.2, "embeddings": 0.4, "discrete_diarization": 0.8}
"""How far `end` is after the pipeline's steps, about."""


class SpeakerFollower:
    """Follows the speakers of one recording at a time; `start` begins another.

    In memory: the sound that coming windows need (less than a window's, and what came since), and
    what was found in past windows, as it is stored (about 3 KB each: 18 MB for three hours).
    """

    def __init__(self, diarizer: PyannoteDiarizer) -> None:
        self._usual: Any = diarizer.pipeline
        self._made: tuple[float, Any, Layout] | None = None  # for the last distance of windows
        self._labels: Labels | None = None  # none: nothing was started
        self._sound = bytearray()
        self._windows: list[bytes] = []

    @property
    def windows(self) -> int:
        """How many windows there are, those handed back included."""
        return len(self._windows)

    @property
    def turns(self) -> list[SpeakerTurn]:
        """Who seems to speak in all the windows so far."""
        return joined(self._labels.turns) if self._labels is not None else []

    @property
    def held(self) -> int:
        """Bytes of sound in memory."""
        return len(self._sound)

    @property
    def clustered(self) -> int:
        """How many voice vectors were clustered by the last `end`."""
        return int(self._pipeline.clustered)

    @property
    def wanted_from(self) -> float:
        """The second of the recording with which the next sound must begin."""
        return (len(self._windows) * self._layout.hop + len(self._sound) // 2) / SAMPLE_RATE

    def start(self, windows: Sequence[bytes] = (), hop: float = 0.0) -> None:
        """Begin a recording, or go on with one of which `windows` are there: all that `follow` gave, in order.

        `hop`: seconds between windows; 0.0 for that of `windows`, else what the machine can bear. Labels
        are found anew from the windows, the same as before.

        Raises RefusedWindows (a ValueError) for windows that these models did not make in this order,
        ValueError for a hop that cannot be (see FollowedDiarization).
        """
        self._labels = None
        self._sound.clear()
        self._windows = []
        self._make(hop or (hop_of(windows[0]) / SAMPLE_RATE if windows else self._usual_hop()), bool(windows))
        frames = self._pipeline._segmentation.model.receptive_field
        grid = Grid(frames.step, frames.start + 0.5 * frames.duration, self._layout.hop / SAMPLE_RATE)
        labels = Labels(grid, likeness_limit(self._pipeline.clustering))
        for index, data in enumerate(windows):
            self._take(labels, self._layout.unpack(index, data), data)
        self._labels = labels

    def follow(self, pcm: bytes) -> tuple[list[bytes], list[SpeakerTurn]]:
        """The next sound (mono s16le PCM, 16 kHz), of any length.

        Gives each new window as bytes, to be kept for `start`, and the turns that they settle: with
        stable labels, in pieces that touch where somebody goes on. They are provisional: `end` hears the
        whole and may decide otherwise.
        """
        assert self._labels is not None, "nothing was started"
        self._sound += pcm
        layout, first, turns = self._layout, len(self._windows), list[SpeakerTurn]()
        while (ready := (len(self._sound) // 2 - layout.length) // layout.hop + 1) > 0:
            ready = min(ready, self._pipeline.at_once)
            last = layout.length + (ready - 1) * layout.hop
            turns += self._analyse(self._labels, samples_from(bytes(self._sound[: 2 * last])))
            del self._sound[: 2 * ready * layout.hop]
        return self._windows[first:], turns

    def end(self, speakers: int | None, progress: Progress | None = None) -> Voices:
        """No sound follows. Turns in order, and the voice vector (of unit length) of each label that has one.

        The last window is filled with silence where there is sound that no window holds yet. `speakers`
        None: unknown. Labels are those of `follow` wherever a voice was known there. Nothing of the
        recording is kept; `progress` gets (done, 1.0), never less than before.
        """
        assert self._labels is not None, "nothing was started"
        layout, labels, duration = self._layout, self._labels, self.wanted_from
        rest = len(self._sound) // 2
        if rest > 0 and (not self._windows or rest > layout.length - layout.hop):
            self._analyse(labels, samples_from(bytes(self._sound)))
        labels.finish(duration)
        windows = [layout.unpack(index, data) for index, data in enumerate(self._windows)]
        self._labels = None
        self._sound.clear()
        self._windows = []
        if not windows:
            return [], {}

        def hook(step: str, *_: Any, **__: Any) -> None:
            if progress is not None and step in CONCLUDING:
                progress(CONCLUDING[step], 1.0)

        output = self._pipeline.conclude(
            np.stack([window.scores for window in windows]),
            np.stack([window.embeddings for window in windows]),
            np.stack(labels.groups),
            speakers,
            hook,
        )
        return _named(output, joined(labels.turns))

    def embed(self, pieces: Sequence[bytes]) -> list[list[float]]:
        """Voice vectors (of unit length, comparable with those of `end`) of pieces of sound; every sample counts.

        A piece that is too short for the model (some hundredths of a second to half a second), or of
        which it makes no vector, gets []. Of pieces over a minute, the minutes' vectors are averaged.
        """
        return [self._vector(samples_from(piece)) for piece in pieces]

    @property
    def _pipeline(self) -> Any:
        assert self._made is not None, "nothing was started"
        return self._made[1]

    @property
    def _layout(self) -> Layout:
        assert self._made is not None, "nothing was started"
        return self._made[2]

    def _usual_hop(self) -> float:
        kind = torch.device(self._usual._segmentation.device).type
        return min(HOPS.get(kind, HOPS["cpu"]), float(self._usual._segmentation.duration))

    def _make(self, hop: float, stored: bool) -> None:
        if self._made is not None and self._made[0] == hop:
            return
        from app.engines.following_pipeline import FollowedDiarization  # noqa: PLC0415 - loads the library

        try:
            pipeline = FollowedDiarization(self._usual, hop)
        except ValueError as error:
            if stored:
                raise RefusedWindows("a window names a distance that cannot be") from error
            raise
        model = pipeline._segmentation.model
        length = model.audio.get_num_samples(pipeline._segmentation.duration)
        layout = Layout(
            frames=model.num_frames(length),
            speakers=len(model.specifications.classes),
            dimension=pipeline._embedding.dimension,
            bits=pipeline.bits,
            length=length,
            hop=round(hop * SAMPLE_RATE),
            model=pipeline.fingerprint(),
        )
        self._made = (hop, pipeline, layout)

    def _analyse(self, labels: Labels, samples: FloatArray) -> list[SpeakerTurn]:
        turns: list[SpeakerTurn] = []
        for scores, embeddings in zip(*self._pipeline.analyse(samples), strict=True):
            window = Window(len(self._windows), scores, embeddings)
            turns += self._take(labels, window, self._layout.pack(window))
        return turns

    def _take(self, labels: Labels, window: Window, data: bytes) -> list[SpeakerTurn]:
        self._windows.append(data)
        return labels.add(self._pipeline.binary(window.scores[None])[0], window.embeddings)

    def _vector(self, samples: FloatArray) -> list[float]:
        embedding: Any = self._usual._embedding
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library finds the shortest sound by trying ones that are too short
            shortest = embedding.min_num_samples
        total = np.zeros(embedding.dimension, np.float64)
        for first in range(0, len(samples), LONGEST_PIECE):
            part = samples[first : first + LONGEST_PIECE]
            if len(part) >= shortest:
                total += len(part) * embedding(torch.from_numpy(part)[None, None])[0]
        norm = float(np.linalg.norm(total))
        return [float(x) for x in total / norm] if np.isfinite(norm) and norm > 0.0 else []


def _named(output: Any, known: list[SpeakerTurn]) -> Voices:
    """The library's result with the labels of `known`."""
    found = [(s.start, s.end, str(name)) for s, _, name in output.speaker_diarization.itertracks(yield_label=True)]
    names = renamed(found, known)
    voices: dict[str, list[float]] = {}
    for name, vector in zip(output.speaker_diarization.labels(), output.speaker_embeddings, strict=True):
        norm = float(np.linalg.norm(vector))
        if np.isfinite(norm) and norm > 0.0:  # the library fills up with zeros where it has no centre
            voices[names[str(name)]] = [float(x) for x in vector / norm]
    return [SpeakerTurn(float(start), float(end), names[name]) for start, end, name in found], voices
