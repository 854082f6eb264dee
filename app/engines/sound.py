"""Between stored sound (16-bit PCM) and what the engines take (float32 samples)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from app.domain.transcript import SAMPLE_RATE

FloatArray = npt.NDArray[np.float32]
BYTES_PER_SECOND = 2 * SAMPLE_RATE


def samples_from(pcm: bytes) -> FloatArray:
    """Mono s16le PCM as float32 samples between -1.0 and 1.0; an odd last byte is dropped."""
    whole = len(pcm) - len(pcm) % 2
    return np.frombuffer(pcm[:whole], dtype="<i2").astype(np.float32) / np.float32(32768.0)


def pcm_from(samples: FloatArray) -> bytes:
    """Float samples as mono s16le PCM; the inverse of `samples_from`."""
    return np.clip(np.round(samples * 32768.0), -32768, 32767).astype("<i2").tobytes()
