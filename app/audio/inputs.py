"""Where the recorder's sound comes from: a microphone, or a sound file that takes its place.

Both give mono 16-bit PCM at `SAMPLE_RATE` through the same few methods (`SoundInput`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from app.audio import clock, devices, portaudio
from app.audio.decode import SoundFile
from app.audio.resample import SAMPLE_BYTES, SECOND, PcmResampler
from app.domain.errors import MicrophoneLost, MicrophoneRefused, SottoError

FILE_DEVICE = "sound file"
"""What a recording notes as its device when it was read from a file."""

FIRST_SOUND = 5.0
"""Seconds that an opened microphone may take until its first block."""
SILENT_DEVICE = 3.0
"""Seconds without any block after which a microphone counts as gone."""
TAIL = 2.5
"""Seconds to wait, at most, for what was said before a stop or pause and is still on its way."""
LONGEST_DELAY = 3.0  # a longer one is nonsense that some drivers tell


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of sound.

    `lost` is None, or the seconds of sound that are missing before it (0.0: some, too short to
    measure).
    """

    pcm: bytes
    lost: float | None = None


class SoundInput(Protocol):
    """What the recorder asks of a source of sound. One thread uses it."""

    @property
    def device(self) -> str:
        """The device's name, for the screen and the recording."""
        ...

    @property
    def device_rate(self) -> int:
        """Samples per second before resampling."""
        ...

    @property
    def total(self) -> float:
        """The length in seconds where it is known, else 0.0."""
        ...

    @property
    def ended(self) -> bool:
        """True once there will be no more."""
        ...

    def read(self, timeout: float) -> Block | None:
        """The next piece; None if there is none within `timeout` seconds.

        Raises MicrophoneLost or an error of the sound file.
        """
        ...

    def hold(self, extra: float = 0.0) -> bytes:
        """Stop capturing `extra` seconds from now. Returns what was captured and not read yet."""
        ...

    def go_on(self) -> float:
        """Capture again after `hold`. Returns when, by `clock.now`, the first sound was heard.

        Raises NoMicrophone or MicrophoneRefused.
        """
        ...

    def close(self) -> None:
        """Let the device or file go."""
        ...


@dataclass(frozen=True, slots=True)
class _Captured:
    pcm: bytes
    arrival: float
    delay: float  # seconds between the end of this block in the room and its arrival
    overflow: bool


class MicrophoneInput:
    """A microphone through PortAudio, at the device's own rate.

    Pausing closes the device, so that the system's sign for "microphone in use" goes out.
    """

    def __init__(self, microphone_id: str) -> None:
        """Open it and wait for its first block. Raises NoMicrophone or MicrophoneRefused."""
        self._id = microphone_id
        self._name = ""
        self._queue: SimpleQueue[_Captured] = SimpleQueue()
        self._stream: portaudio.Stream | None = None
        self.device_rate = 0
        self._first: _Captured | None = None
        self.go_on()

    @property
    def device(self) -> str:
        """The microphone's name."""
        return self._name

    @property
    def total(self) -> float:
        """Unknown: 0.0."""
        return 0.0

    @property
    def ended(self) -> bool:
        """A microphone never ends by itself."""
        return False

    def go_on(self) -> float:
        """Open the device and wait for its first block. Raises NoMicrophone or MicrophoneRefused."""
        queue: SimpleQueue[_Captured] = SimpleQueue()
        self._queue = queue

        def captured(data: Any, frames: int, times: Any, flags: Any) -> None:
            # On the system's audio thread: copy, queue, return. Nothing else belongs here.
            end = times.inputBufferAdcTime
            queue.put(_Captured(bytes(data), clock.now(), times.currentTime - end, bool(flags.input_overflow)))

        stream, self._name = devices.open_microphone(self._id, captured)
        self._stream, self.device_rate = stream, stream.rate
        self._resampler = PcmResampler(stream.rate, stream.channels)
        self._clock = clock.ClockCheck()
        self._frame_bytes = SAMPLE_BYTES * stream.channels
        self._last_heard = time.monotonic()
        try:
            self._first = queue.get(timeout=FIRST_SOUND)
        except Empty:
            self.close()
            raise MicrophoneRefused from None
        return self._first.arrival - self._delay(self._first) - self._seconds(self._first.pcm)

    def read(self, timeout: float) -> Block | None:
        """The next block. Raises MicrophoneLost when the device has gone silent altogether."""
        captured = self._next(timeout)
        if captured is None:
            # The monotonic clock stands still while the computer sleeps: waking up is no loss.
            gone = self._stream is None or not self._stream.active
            if gone or time.monotonic() - self._last_heard > SILENT_DEVICE:
                raise MicrophoneLost
            return None
        lost = self._clock.note(captured.arrival, self._seconds(captured.pcm), captured.overflow)
        return Block(self._resampler.feed(captured.pcm), lost)

    def hold(self, extra: float = 0.0) -> bytes:
        """Take what is said until `extra` seconds from now, as exactly as the device tells, and close."""
        moment, deadline = clock.now() + extra, time.monotonic() + TAIL + extra
        tail = bytearray()
        while self._stream is not None and time.monotonic() < deadline:
            captured = self._next(0.1)
            if captured is None:
                if not self._stream.active:
                    break
                continue
            after = captured.arrival - self._delay(captured) - moment
            if after >= 0:
                keep = len(captured.pcm) - round(after * self._stream.rate) * self._frame_bytes
                tail += self._resampler.feed(captured.pcm[: max(0, keep)])
                break
            tail += self._resampler.feed(captured.pcm)
        tail += self._resampler.flush()
        self.close()
        return bytes(tail)

    def close(self) -> None:
        """Let the microphone go."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _next(self, timeout: float) -> _Captured | None:
        if self._first is not None:
            captured, self._first = self._first, None
            self._last_heard = time.monotonic()
            return captured
        try:
            captured = self._queue.get(timeout=timeout)
        except Empty:
            return None
        self._last_heard = time.monotonic()
        return captured

    def _seconds(self, pcm: bytes) -> float:
        return len(pcm) / self._frame_bytes / max(1, self.device_rate)

    def _delay(self, captured: _Captured) -> float:
        """Seconds between the last sample of a block in the room and the block's arrival."""
        delay = captured.delay - self._seconds(captured.pcm)
        if delay <= LONGEST_DELAY:
            return max(0.0, delay)
        return min(self._stream.latency, LONGEST_DELAY) if self._stream is not None else 0.0


class FileInput:
    """A sound file in the microphone's place, at its own pace or as fast as it goes.

    Pausing stops the reading: nothing of a file is left out.
    """

    def __init__(self, path: Path, speed: float) -> None:
        """Open it and decode its beginning. Raises the errors of `SoundFile`."""
        self._file = SoundFile(path)
        self._speed = speed
        try:
            self._pieces: Iterator[bytes] = self._cut(self._file.blocks())
            self._next_piece: bytes | None = next(self._pieces)
        except BaseException:
            self._file.close()
            raise
        self._error: SottoError | None = None
        self._given = 0.0
        self._began = time.monotonic()

    @property
    def device(self) -> str:
        """Not the file's name, which may hold a client's."""
        return FILE_DEVICE

    @property
    def device_rate(self) -> int:
        """Samples per second in the file."""
        return self._file.rate

    @property
    def total(self) -> float:
        """The file's length in seconds, 0.0 if it does not say."""
        return self._file.duration

    @property
    def ended(self) -> bool:
        """True at the file's end."""
        return self._next_piece is None and self._error is None

    def read(self, timeout: float) -> Block | None:
        """The next piece when its time has come. Raises SoundFileDamaged."""
        piece = self._next_piece
        if piece is None:
            if self._error is not None:
                raise self._error
            return None
        if self._speed > 0:
            due = self._began + (self._given + len(piece) / SECOND) / self._speed - time.monotonic()
            if due > 0:
                time.sleep(min(due, timeout))
                if due > timeout:
                    return None
        self._given += len(piece) / SECOND
        try:
            self._next_piece = next(self._pieces, None)
        except SottoError as error:  # this piece is still good: the error comes at the next call
            self._next_piece, self._error = None, error
        return Block(piece)

    def hold(self, extra: float = 0.0) -> bytes:
        """Stop reading; nothing is on its way."""
        return b""

    def go_on(self) -> float:
        """Read on where it was left, at the same pace."""
        self._began = time.monotonic() - (self._given / self._speed if self._speed > 0 else 0.0)
        return clock.now()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _cut(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        # At the pace of speech in tenths of a second, as from a microphone, for a lively level.
        size = SECOND if self._speed <= 0 else SECOND // 10
        for block in blocks:
            for at in range(0, len(block), size):
                yield block[at : at + size]
