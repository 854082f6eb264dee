"""How loud a microphone is right now, for first run and settings. Nothing is kept."""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType
from typing import Any

from app.audio import clock, devices, portaudio
from app.audio.resample import peak

HOLD = 0.3
"""Seconds over which the loudest sample counts."""


class PeakLevel:
    """The loudest sample of the last `HOLD` seconds. Any thread may note and read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._peaks: deque[tuple[float, float]] = deque()

    def note(self, pcm: bytes) -> None:
        """Take in a block of 16-bit PCM."""
        loudest, moment = peak(pcm), clock.now()
        with self._lock:
            self._peaks.append((moment, loudest))
            while self._peaks and moment - self._peaks[0][0] > HOLD:
                self._peaks.popleft()

    def clear(self) -> None:
        """Forget what was heard."""
        with self._lock:
            self._peaks.clear()

    @property
    def value(self) -> float:
        """From 0.0 to 1.0; 0.0 when nothing came for `HOLD` seconds."""
        moment = clock.now()
        with self._lock:
            return max((level for at, level in self._peaks if moment - at <= HOLD), default=0.0)


class LevelMeter:
    """`with LevelMeter(microphone_id) as meter:` and read `meter.level`.

    An empty id means the system's default. Entering raises NoMicrophone or MicrophoneRefused, and
    takes some tenths of a second; use it away from the window's main thread.
    """

    def __init__(self, microphone_id: str = "") -> None:
        self._microphone_id = microphone_id
        self._peak = PeakLevel()
        self._stream: portaudio.Stream | None = None

    def __enter__(self) -> LevelMeter:
        def heard(data: Any, frames: int, times: Any, flags: Any) -> None:
            self._peak.note(bytes(data))

        self._stream, _ = devices.open_microphone(self._microphone_id, heard)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @property
    def level(self) -> float:
        """The loudest sample of the last moments, from 0.0 to 1.0."""
        return self._peak.value

    @property
    def active(self) -> bool:
        """False once the microphone has stopped giving sound, or the meter is closed."""
        return self._stream is not None and self._stream.active

    def close(self) -> None:
        """Let the microphone go. Harmless when closed already."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        self._peak.clear()
