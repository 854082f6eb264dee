"""What was found out in one window of sound, as bytes that can be stored and handed back.

Format, little-endian, version 1:

| bytes | what |
|---|---|
| 4 | `SWIN` |
| 1 | version, 1 |
| 1 | how scores are kept: 0 for bits (the model says yes or no), 1 for float32 (it gives degrees) |
| 2, 2, 2 | frames, speakers a window can tell apart, length of a voice vector |
| 4, 4 | length of the window and distance to the next one, in samples |
| 4 | number of the window, from 0 |
| 8 | fingerprint of the models and of what else shapes the result |
| n | scores, frames × speakers in that order: packed bits (first frame in the highest bit), or float32 |
| n | voice vectors, speakers × length, float32 |

Degrees are not rounded to float16: which of two voices a frame belongs to can hang on the last bits,
and the result has to be the library's own. Nothing is ever unpickled, and every length is checked
against what the models give before anything is read.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from app.engines.sound import FloatArray

HEADER = struct.Struct("<4sBBHHHIII8s")
MAGIC, VERSION = b"SWIN", 1


class RefusedWindows(ValueError):
    """Stored windows are damaged, out of order, or made by other models; following must begin anew."""


@dataclass(frozen=True)
class Window:
    """One window: `scores` (frames, speakers) from 0.0 to 1.0, `embeddings` (speakers, length), NaN for none."""

    index: int
    scores: FloatArray
    embeddings: FloatArray


@dataclass(frozen=True)
class Layout:
    """The shape of every window of one recording; `length` and `hop` in samples, `model` of 8 bytes."""

    frames: int
    speakers: int
    dimension: int
    bits: bool
    length: int
    hop: int
    model: bytes

    def pack(self, window: Window) -> bytes:
        """A window as bytes."""
        if self.bits:
            scores = np.packbits(window.scores.astype(bool)).tobytes()
        else:
            scores = window.scores.astype("<f4").tobytes()
        return self._header(window.index) + scores + window.embeddings.astype("<f4").tobytes()

    def unpack(self, index: int, data: bytes) -> Window:
        """The window number `index`. Raises RefusedWindows for anything but what `pack` gave for it."""
        cells = self.frames * self.speakers
        scored = (cells + 7) // 8 if self.bits else 4 * cells
        if len(data) != HEADER.size + scored + 4 * self.speakers * self.dimension:
            raise RefusedWindows("a window has the wrong length")
        if data[: HEADER.size] != self._header(index):
            raise RefusedWindows("a window is of other models, another distance, or out of order")
        raw, vectors = data[HEADER.size : HEADER.size + scored], data[HEADER.size + scored :]
        if self.bits:
            scores = np.unpackbits(np.frombuffer(raw, np.uint8))[:cells].astype(np.float32)
        else:
            scores = np.frombuffer(raw, "<f4").astype(np.float32)
            if not bool(np.all((scores >= 0.0) & (scores <= 1.0))):
                raise RefusedWindows("a window has scores that no model gives")
        embeddings = np.frombuffer(vectors, "<f4").astype(np.float32).reshape(self.speakers, self.dimension)
        unknown = np.isnan(embeddings)
        if np.isinf(embeddings).any() or (unknown.any(axis=1) != unknown.all(axis=1)).any():
            raise RefusedWindows("a window has a voice that no model gives")
        return Window(index, scores.reshape(self.frames, self.speakers), embeddings)

    def _header(self, index: int) -> bytes:
        return HEADER.pack(
            MAGIC,
            VERSION,
            0 if self.bits else 1,
            self.frames,
            self.speakers,
            self.dimension,
            self.length,
            self.hop,
            index,
            self.model,
        )


def hop_of(data: bytes) -> int:
    """The distance to the next window in samples that a stored window names. Raises RefusedWindows."""
    if len(data) < HEADER.size or data[:4] != MAGIC:
        raise RefusedWindows("not a window")
    hop: int = HEADER.unpack_from(data)[7]
    return hop
