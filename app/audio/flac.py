"""Stored sound as FLAC and back, to the sample: no resampling, no dither. Mono, 16 bit, `SAMPLE_RATE`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import SoundFileUnreadable
from app.domain.transcript import SAMPLE_RATE
from app.late import late

if TYPE_CHECKING:
    import av
    import av.error
    import numpy as np
else:
    av = late("av")
    np = late("numpy")


def write_flac(path: Path, chunks: Iterable[bytes]) -> None:
    """Write s16le PCM to a new FLAC file at `path`. Raises OSError, also for a full disk."""
    # The file is opened here, not by FFmpeg: its own errors for a full disk come late, or not at all.
    with path.open("xb") as file, av.open(file, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=SAMPLE_RATE, layout="mono")
        stream.codec_context.format = "s16"
        at = 0
        for chunk in chunks:
            samples = np.frombuffer(chunk, "<i2").astype(np.int16).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.sample_rate, frame.pts = SAMPLE_RATE, at
            at += samples.shape[1]
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def read_flac(path: Path) -> Iterator[bytes]:
    """The samples of such a file as s16le PCM, in pieces as the file has them.

    Raises SoundFileUnreadable where it is not FLAC, damaged, or of another kind than is written here.
    """
    try:
        with path.open("rb") as file, av.open(file, "r", format="flac") as container:
            for frame in container.decode(audio=0):
                if (
                    frame.sample_rate != SAMPLE_RATE
                    or frame.format.packed.name != "s16"
                    or frame.layout.nb_channels != 1
                ):
                    raise SoundFileUnreadable
                yield frame.to_ndarray().astype("<i2").tobytes()
    except (av.error.FFmpegError, OSError, IndexError) as error:
        raise SoundFileUnreadable from error
