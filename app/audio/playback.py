"""Plays stored sound through the loudspeaker, read piece by piece as it is needed.

Nothing is written anywhere: the sound goes from the encrypted recording through memory to the device.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.audio import portaudio
from app.audio.resample import SAMPLE_BYTES, PcmResampler
from app.audio.tempo import Tempo
from app.domain.errors import NoPlaybackDevice, SottoError
from app.domain.transcript import SAMPLE_RATE
from app.late import late

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

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
    says why), not after `stop`. `speed` may be set at any time, 1.0 for as it was spoken; the pitch stays.
    """

    def __init__(self, pcm_source: PcmSource, on_end: Callable[[], None] | None = None) -> None:
        self._source = pcm_source
        self.on_end = on_end
        self.speed = 1.0
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
        way = _Way(stream, start, self.speed)
        at = start
        more = True
        while not halt.is_set():
            if way.speed != self.speed:  # what is ready was made for another speed
                self._position = max(self._position, way.position(buffer.taken))
                at, more = way.next_wanted(buffer.drop()), True
                way = _Way(stream, at, self.speed, buffer.taken)
                continue
            if more and buffer.waiting < AHEAD * way.bytes_per_second:
                pcm = self._source(at, at + PIECE if end is None else min(end, at + PIECE))
                at += len(pcm) / SAMPLE_BYTES / SAMPLE_RATE
                more = len(pcm) > 0 and (end is None or at < end)
                buffer.add(way.feed(pcm) + (b"" if more else way.flush()))
                continue
            if not stream.active or buffer.idle_for > STALLED:
                raise NoPlaybackDevice
            if not more and not buffer.waiting:
                halt.wait(stream.latency)  # what the device still holds is heard out
                break
            halt.wait(STEP)
            self._position = min(at, max(self._position, way.position(buffer.taken)))
        if not halt.is_set():
            self._position = at


class _Way:
    """The way of one stretch at one speed from the recording to the device, and back from what the device took."""

    def __init__(self, stream: portaudio.Stream, start: float, speed: float, taken: int = 0) -> None:
        """`taken`: bytes that the device had taken before."""
        self.speed = speed
        self.bytes_per_second = stream.rate * SAMPLE_BYTES * stream.channels
        self._start, self._before, self._latency = start, taken, stream.latency
        self._tempo = Tempo(speed)
        self._resampler = PcmResampler(SAMPLE_RATE, 1, to=stream.rate)

    def feed(self, pcm: bytes) -> bytes:
        """Mono PCM for the device that is ready after `pcm`."""
        return self._resampler.feed(self._tempo.feed(pcm))

    def flush(self) -> bytes:
        """What was held back."""
        return self._resampler.feed(self._tempo.flush()) + self._resampler.flush()

    def position(self, taken: int) -> float:
        """Seconds of the recording that are heard once the device has taken so many bytes."""
        return (
            self._start + max(0.0, (taken - self._before) / self.bytes_per_second - self._latency) * self._tempo.speed
        )

    def next_wanted(self, taken: int) -> float:
        """Seconds of the recording from which on the device has taken nothing yet."""
        return self._start + (taken - self._before) / self.bytes_per_second * self._tempo.speed


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

    def drop(self) -> int:
        """Forget what is waiting; the bytes that the device has taken so far."""
        with self._lock:
            self._pcm.clear()
            return self.taken

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
