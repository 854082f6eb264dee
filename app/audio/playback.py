"""Plays stored sound through the loudspeaker, read piece by piece as it is needed.

Nothing is written anywhere: the sound goes from the encrypted recording through memory to the device.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from app.audio import portaudio
from app.audio.resample import SAMPLE_BYTES, PcmResampler
from app.domain.errors import NoPlaybackDevice, SottoError
from app.domain.transcript import SAMPLE_RATE

PIECE = 0.25
"""Seconds of sound read at a time."""
AHEAD = 0.75
"""Seconds of sound kept ready for the device: bridges a slow read, short enough to stop at once."""
STALLED = 5.0
"""Seconds without taking any sound after which a device counts as gone."""
STEP = 0.02
"""Seconds between two looks at how far the device is."""

PcmSource = Callable[[float, float], bytes]


class Player:
    """Plays stretches of one recording. Methods may be called from any thread.

    `pcm_source(start, end)` gives mono 16-bit PCM at `SAMPLE_RATE` between two times in seconds,
    less where the recording ends; it is called from the playing thread. `on_end` is called from
    that thread when a stretch has been heard to its end or broke off by an error (then `error`
    says why), not after `stop`.
    """

    def __init__(self, pcm_source: PcmSource, on_end: Callable[[], None] | None = None) -> None:
        self._source = pcm_source
        self.on_end = on_end
        self.error: SottoError | None = None
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._halt = threading.Event()
        self._position = 0.0

    def play(self, start: float, end: float | None = None) -> None:
        """Play from `start` to `end` seconds (None: to the recording's end); ends what played before.

        Opens the device before it returns. Raises NoPlaybackDevice.
        """
        with self._lock:
            self._end_playing()
            buffer = _Buffer()
            stream = _open_loudspeaker(buffer)
            self.error = None
            self._position = max(0.0, start)
            self._halt = threading.Event()
            self._thread = threading.Thread(
                target=self._run, args=(stream, buffer, self._position, end, self._halt), name="playback", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Fall silent now; `position` stays where it was."""
        with self._lock:
            self._end_playing()

    @property
    def playing(self) -> bool:
        """True while sound is being played."""
        thread = self._thread
        return thread is not None and thread.is_alive() and not self._halt.is_set()

    @property
    def position(self) -> float:
        """Seconds from the start of the recording of what is being heard, or was heard last."""
        return self._position

    def _end_playing(self) -> None:
        self._halt.set()
        # `on_end` may call play() again from the playing thread, which cannot wait for itself.
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._thread = None

    def _run(
        self, stream: portaudio.Stream, buffer: _Buffer, start: float, end: float | None, halt: threading.Event
    ) -> None:
        try:
            self._feed(stream, buffer, start, end, halt)
        except SottoError as error:  # shown by whoever asks; there is nobody above this thread
            self.error = error
        finally:
            stream.close()
        if not halt.is_set():
            if self._thread is threading.current_thread():
                self._thread = None
            if self.on_end is not None:
                self.on_end()

    def _feed(
        self, stream: portaudio.Stream, buffer: _Buffer, start: float, end: float | None, halt: threading.Event
    ) -> None:
        buffer.channels = stream.channels
        resampler = PcmResampler(SAMPLE_RATE, 1, to=stream.rate)
        bytes_per_second = stream.rate * SAMPLE_BYTES * stream.channels
        at = start
        more = True
        while not halt.is_set():
            if more and buffer.waiting < AHEAD * bytes_per_second:
                pcm = self._source(at, at + PIECE if end is None else min(end, at + PIECE))
                at += len(pcm) / SAMPLE_BYTES / SAMPLE_RATE
                more = len(pcm) > 0 and (end is None or at < end)
                buffer.add(resampler.feed(pcm) + (b"" if more else resampler.flush()))
                continue
            if not stream.active or buffer.idle_for > STALLED:
                raise NoPlaybackDevice
            if not more and not buffer.waiting:
                halt.wait(stream.latency)  # what the device still holds is heard out
                break
            halt.wait(STEP)
            self._position = min(at, max(start, start + buffer.taken / bytes_per_second - stream.latency))
        if not halt.is_set():
            self._position = at


class _Buffer:
    """Sound on its way from the reading thread to the device's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pcm = bytearray()
        self._taken_at = time.monotonic()
        self.channels = 1
        self.taken = 0

    @property
    def waiting(self) -> int:
        """Bytes not yet taken by the device."""
        return len(self._pcm)

    @property
    def idle_for(self) -> float:
        """Seconds since the device last asked for sound."""
        return time.monotonic() - self._taken_at

    def add(self, pcm: bytes) -> None:
        """Append mono `pcm`; every channel of the device gets the same sample."""
        if self.channels > 1:
            pcm = np.repeat(np.frombuffer(pcm, dtype="<i2"), self.channels).tobytes()
        with self._lock:
            self._pcm += pcm

    def fill(self, data: Any, frames: int, times: Any, flags: Any) -> None:
        """PortAudio asks for sound: what is there, then silence."""
        size = len(data)
        self._taken_at = time.monotonic()
        with self._lock:
            piece = bytes(self._pcm[:size])
            del self._pcm[:size]
            self.taken += len(piece)
        data[:] = piece.ljust(size, b"\0")


def _open_loudspeaker(buffer: _Buffer) -> portaudio.Stream:
    try:
        index = portaudio.default_index("output")
        if index is None:
            raise NoPlaybackDevice
        return portaudio.open_output(index, buffer.fill)
    except (portaudio.PortAudioMissing, portaudio.StreamRefused) as error:
        raise NoPlaybackDevice from error
