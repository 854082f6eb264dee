"""Plays stored sound through the loudspeaker, read piece by piece as it is needed.

Nothing is written anywhere: the sound goes from the encrypted recording through memory to the device.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.audio import portaudio
from app.audio.resample import SAMPLE_BYTES, PcmResampler
from app.domain.errors import NoPlaybackDevice, SottoError
from app.domain.transcript import SAMPLE_RATE

PIECE = 0.25
"""Seconds of sound read and handed to the device at a time."""

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
            stream = _open_loudspeaker()
            self.error = None
            self._position = max(0.0, start)
            self._halt = threading.Event()
            self._thread = threading.Thread(
                target=self._run, args=(stream, self._position, end, self._halt), name="playback", daemon=True
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

    def _run(self, stream: portaudio.Stream, start: float, end: float | None, halt: threading.Event) -> None:
        try:
            self._feed(stream, start, end, halt)
        except SottoError as error:  # shown by whoever asks; there is nobody above this thread
            self.error = error
        finally:
            stream.close(drop=halt.is_set())
        if not halt.is_set():
            if self._thread is threading.current_thread():
                self._thread = None
            if self.on_end is not None:
                self.on_end()

    def _feed(self, stream: portaudio.Stream, start: float, end: float | None, halt: threading.Event) -> None:
        resampler = PcmResampler(SAMPLE_RATE, 1, to=stream.rate)
        at = start
        while not halt.is_set() and (end is None or at < end):
            pcm = self._source(at, at + PIECE if end is None else min(end, at + PIECE))
            if not pcm:
                break
            _write(stream, resampler.feed(pcm))
            at += len(pcm) / SAMPLE_BYTES / SAMPLE_RATE
            self._position = max(start, at - stream.latency)
        if not halt.is_set():
            _write(stream, resampler.flush())
            self._position = at


def _open_loudspeaker() -> portaudio.Stream:
    try:
        index = portaudio.default_index("output")
        if index is None:
            raise NoPlaybackDevice
        return portaudio.open_output(index)
    except (portaudio.PortAudioMissing, portaudio.StreamRefused) as error:
        raise NoPlaybackDevice from error


def _write(stream: portaudio.Stream, pcm: bytes) -> None:
    if stream.channels > 1:  # every channel gets the same sample
        pcm = b"".join(pcm[i : i + SAMPLE_BYTES] * stream.channels for i in range(0, len(pcm), SAMPLE_BYTES))
    try:
        stream.write(pcm)
    except portaudio.StreamRefused as error:
        raise NoPlaybackDevice from error
