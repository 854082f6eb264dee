"""Resampling to what is stored: mono signed 16-bit little-endian PCM at `SAMPLE_RATE`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.transcript import SAMPLE_RATE
from app.late import late

if TYPE_CHECKING:
    import av
    import numpy as np
    from numpy.typing import NDArray
else:
    av = late("av")
    np = late("numpy")

SAMPLE_BYTES = 2
SECOND = SAMPLE_RATE * SAMPLE_BYTES
"""Bytes of stored sound in a second."""


class FrameResampler:
    """Resamples PyAV frames of any format, channels and rate; those may change on the way."""

    def __init__(self, rate: int = SAMPLE_RATE) -> None:
        self._rate = rate
        self._shape: tuple[str, str, int] | None = None
        self._resampler: av.AudioResampler | None = None

    def feed(self, frame: av.AudioFrame) -> bytes:
        """PCM that is ready after `frame`; some is held back until the next."""
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        rest = b""
        if self._resampler is None or shape != self._shape:
            rest = self.flush()
            self._shape = shape
            self._resampler = av.AudioResampler(format="s16", layout="mono", rate=self._rate)
        # Time stamps are left out: jumps in them would be filled with silence or cut.
        frame.pts = None
        return rest + _pcm(self._resampler.resample(frame))

    def flush(self) -> bytes:
        """What was held back. The next frame begins anew."""
        if self._resampler is None:
            return b""
        rest = _pcm(self._resampler.resample(None))
        self._resampler = None
        return rest


class PcmResampler:
    """Resamples interleaved signed 16-bit PCM of `channels` channels at `rate` to mono at `to`."""

    def __init__(self, rate: int, channels: int, to: int = SAMPLE_RATE) -> None:
        self._source_rate = rate
        self._channels = channels
        self._frames = FrameResampler(to)

    def feed(self, pcm: bytes) -> bytes:
        """PCM that is ready after `pcm` (whole samples of all channels)."""
        samples = mono(pcm, self._channels)
        if samples.size == 0:
            return b""
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = self._source_rate
        return self._frames.feed(frame)

    def flush(self) -> bytes:
        """What was held back."""
        return self._frames.flush()


def mono(pcm: bytes, channels: int) -> NDArray[np.int16]:
    """Samples of interleaved 16-bit `pcm`, shape (n,): the mean of its channels."""
    samples: NDArray[np.int16] = np.frombuffer(pcm, dtype="<i2")
    if channels == 1:
        return samples
    mixed: NDArray[np.int16] = samples.reshape(-1, channels).mean(axis=1).round().astype("<i2")
    return mixed


def peak(pcm: bytes) -> float:
    """The loudest sample of 16-bit `pcm`, from 0.0 to 1.0."""
    samples = np.frombuffer(pcm, dtype="<i2")
    if samples.size == 0:
        return 0.0
    # Widened first: the absolute value of -32768 does not fit into 16 bits.
    return float(max(int(samples.max()), -int(samples.min()))) / 32768.0


def _pcm(frames: list[av.AudioFrame]) -> bytes:
    return b"".join(frame.to_ndarray().tobytes() for frame in frames)
