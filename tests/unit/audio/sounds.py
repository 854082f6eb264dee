"""Sound and video files made for the tests, and the measure of what comes out."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from app.domain.transcript import SAMPLE_RATE

DEMO = Path(__file__).resolve().parents[3] / "resources" / "demo" / "demo_session.flac"


def tone(seconds: float, rate: int, hertz: float = 440.0, level: float = 0.5) -> NDArray[np.int16]:
    """A sine, shape (n,)."""
    times = np.arange(round(seconds * rate)) / rate
    return (np.sin(2 * np.pi * hertz * times) * level * 32767).astype(np.int16)


def write_sound(
    path: Path, samples: NDArray[np.int16], rate: int, *, codec: str, channels: int = 1, container: str | None = None
) -> Path:
    """Encode `samples` (the same in every channel) with FFmpeg's encoder `codec`."""
    layout = {1: "mono", 2: "stereo"}[channels]
    with av.open(str(path), "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.repeat(samples, channels).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = rate
        frame.pts = 0
        converter = av.AudioResampler(
            format=stream.codec_context.format, layout=layout, rate=rate, frame_size=stream.codec_context.frame_size
        )
        for ready in [*converter.resample(frame), *converter.resample(None)]:
            output.mux(stream.encode(ready))
        output.mux(stream.encode(None))
    return path


def write_video_without_sound(path: Path) -> Path:
    """A second of grey pictures."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(10):
            picture = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 128, dtype=np.uint8), format="rgb24")
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
    return path


def samples_of(pcm: bytes) -> NDArray[np.float64]:
    """Stored PCM as numbers between -1 and 1, shape (n,)."""
    return np.frombuffer(pcm, dtype="<i2").astype(np.float64) / 32768


def main_frequency(pcm: bytes) -> float:
    """The strongest frequency of stored sound in Hz."""
    samples = samples_of(pcm)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size)))
    return float(np.argmax(spectrum) * SAMPLE_RATE / samples.size)


def loudness(pcm: bytes) -> float:
    """Root mean square, 0 to 1."""
    samples = samples_of(pcm)
    return float(np.sqrt(np.mean(samples**2))) if samples.size else 0.0
