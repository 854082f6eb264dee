"""Sound files, read through PyAV (FFmpeg).

Only files are opened, never what a file refers to: playlists and other formats that name further
addresses are not among `FORMATS`, so an imported file cannot make the program open a connection.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from app.audio.resample import SECOND, FrameResampler
from app.domain.errors import (
    NoSoundTrack,
    SoundFileDamaged,
    SoundFileEmpty,
    SoundFileMissing,
    SoundFileUnreadable,
)
from app.late import late

if TYPE_CHECKING:
    import av
    import av.error
else:
    av = late("av")

FORMATS = "wav,w64,flac,mp3,mov,mp4,m4a,3gp,3g2,mj2,ogg,matroska,webm,aac,aiff,amr,caf,au,asf,avi,mpegts,mpeg"
"""FFmpeg's names of the containers that may be opened."""

# Length known only by estimate: a difference from what is decoded says nothing.
_ESTIMATED = {"mp3", "aac", "amr", "mpeg", "mpegts", "avi"}
_STREAMED = 0x7FFFFF00
"""From here on the length in a WAV header is one of the marks for "not known"."""
_MISSING_END = 1.0
"""Seconds by which decoded sound may fall short of what the file says it holds."""


class SoundFile:
    """An open sound file; the length and the kind are known, nothing is decoded yet.

    Raises SoundFileMissing, SoundFileEmpty, SoundFileUnreadable or NoSoundTrack.
    """

    def __init__(self, path: Path) -> None:
        self._file: Any = None
        try:
            if path.is_dir():
                raise SoundFileMissing
            self._file = path.open("rb")
            if path.stat().st_size == 0:
                raise SoundFileEmpty
            self._container = self._open()
        except OSError as error:
            self._close_file()
            raise SoundFileMissing from error
        except BaseException:
            self._close_file()
            raise
        try:
            self._stream = self._sound_track()
            # FFmpeg goes by what is there of a cut WAV file, and says nothing.
            self._promised = promised_wav_length(path) if self._container.format.name == "wav" else 0.0
        except BaseException:
            self.close()
            raise

    @property
    def duration(self) -> float:
        """Seconds of sound as the file says; 0.0 where it does not say."""
        if self._stream.duration is not None and self._stream.time_base is not None:
            return max(0.0, float(self._stream.duration * self._stream.time_base))
        if self._container.duration is not None:
            return max(0.0, self._container.duration / av.time_base)
        return 0.0

    @property
    def rate(self) -> int:
        """Samples per second in the file."""
        return int(self._stream.codec_context.sample_rate)

    def blocks(self) -> Iterator[bytes]:
        """The sound as mono 16-bit PCM at `SAMPLE_RATE`: blocks of one second, the last one shorter.

        Once only. Single broken pieces are passed over. Raises SoundFileEmpty or
        SoundFileUnreadable before the first block, and SoundFileDamaged after the last one that
        could be read if more than a second is missing or broken.
        """
        decoding = _Decoding(self._container, self._stream)
        pending = bytearray()
        given = 0
        for pcm in decoding.pcm():
            pending += pcm
            while len(pending) >= SECOND:
                yield bytes(pending[:SECOND])
                del pending[:SECOND]
                given += SECOND
        if pending:
            yield bytes(pending)
            given += len(pending)
        if given == 0:
            raise SoundFileUnreadable if decoding.broken else SoundFileEmpty
        end = given / SECOND
        if decoding.broken and decoding.first_broken is not None and self._lost(end) > _MISSING_END:
            raise SoundFileDamaged(_minutes(decoding.first_broken))
        if self._container.format.name not in _ESTIMATED and self._lost(end) > _MISSING_END:
            raise SoundFileDamaged(_minutes(end))

    def close(self) -> None:
        """Close the file. Harmless when closed already."""
        self._container.close()
        self._close_file()

    def __enter__(self) -> SoundFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _lost(self, end: float) -> float:
        return max(self.duration, self._promised) - end

    def _open(self) -> av.container.InputContainer:
        try:
            # A file object, not a path: FFmpeg would take "concat:…" or "http:…" for an address.
            opened: av.container.InputContainer = av.open(
                self._file, options={"format_whitelist": FORMATS, "protocol_whitelist": "none"}
            )
            return opened
        except (av.error.FFmpegError, ValueError) as error:
            raise SoundFileUnreadable from error

    def _sound_track(self) -> av.AudioStream:
        if not self._container.streams.audio:
            raise NoSoundTrack if self._container.streams.video else SoundFileUnreadable
        stream = self._container.streams.audio[0]
        if not stream.codec_context.sample_rate:
            raise SoundFileUnreadable
        return stream

    def _close_file(self) -> None:
        if self._file is not None:
            self._file.close()


class _Decoding:
    """One pass over a sound track. `broken` counts packets that could not be decoded."""

    def __init__(self, container: av.container.InputContainer, stream: av.AudioStream) -> None:
        self._container, self._stream = container, stream
        self._seconds = 0.0
        self.broken = 0
        self.first_broken: float | None = None

    def pcm(self) -> Iterator[bytes]:
        resampler = FrameResampler()
        for packet in self._packets():
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                self._note_broken()
                continue
            for frame in frames:
                if not isinstance(frame, av.AudioFrame) or frame.sample_rate <= 0:
                    continue
                self._seconds += frame.samples / frame.sample_rate
                yield resampler.feed(frame)
        yield resampler.flush()

    def _packets(self) -> Iterator[av.Packet[av.AudioStream]]:
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.error.FFmpegError:  # the container itself is broken here: nothing can follow
                self._note_broken()
                return
            yield packet

    def _note_broken(self) -> None:
        self.broken += 1
        if self.first_broken is None:
            self.first_broken = self._seconds


def promised_wav_length(path: Path) -> float:
    """Seconds of sound that the header of a WAV file promises; 0.0 if it promises nothing.

    Recorders that write as they go leave 0 or the largest number there.
    """
    with path.open("rb") as file:
        file.seek(12)
        bytes_per_second = 0
        while len(head := file.read(8)) == 8:
            name, size = struct.unpack("<4sI", head)
            if name == b"fmt " and size >= 16:
                bytes_per_second = struct.unpack("<8xI4x", file.read(16))[0]
                file.seek(size - 16 + size % 2, 1)
            elif name == b"data":
                known = bytes_per_second > 0 and size < _STREAMED
                return size / bytes_per_second if known else 0.0
            else:
                file.seek(size + size % 2, 1)
    return 0.0


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
