"""One opened stream of a microphone: blocks at the device's own rate in, stored PCM out, checked by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from app.audio import clock, devices
from app.audio.inputs import Block
from app.audio.resample import SAMPLE_BYTES, PcmResampler
from app.domain.errors import MicrophoneRefused

FIRST_SOUND = 5.0
"""Seconds that an opened microphone may take until its first block."""
TAIL = 2.5
"""Seconds to wait, at most, for what was said before a stop or pause and is still on its way."""
LONGEST_DELAY = 3.0  # a longer one is nonsense that some drivers tell


@dataclass(frozen=True, slots=True)
class _Captured:
    pcm: bytes
    arrival: float
    delay: float  # seconds between the start of this block in the room and its arrival
    overflow: bool


class MicrophoneStream:
    """An open microphone; once closed it is over."""

    def __init__(self, microphone_id: str) -> None:
        """Open it and wait for its first block. Raises NoMicrophone or MicrophoneRefused."""
        queue: SimpleQueue[_Captured] = SimpleQueue()

        def captured(data: Any, frames: int, times: Any, flags: Any) -> None:
            # On the system's audio thread: copy, queue, return. Nothing else belongs here.
            start = times.inputBufferAdcTime
            queue.put(_Captured(bytes(data), clock.now(), times.currentTime - start, bool(flags.input_overflow)))

        self._queue = queue
        self._stream, microphone = devices.open_microphone(microphone_id, captured)
        self.name = microphone.name
        self.rate = self._stream.rate
        self._frame_bytes = SAMPLE_BYTES * self._stream.channels
        self._resampler = PcmResampler(self.rate, self._stream.channels)
        self._clock = clock.ClockCheck()
        try:
            self._first: _Captured | None = queue.get(timeout=FIRST_SOUND)
        except Empty:
            self.close()
            raise MicrophoneRefused from None
        self.heard_until = self._end(self._first)
        """When, by `clock.now`, the last sample that was taken was heard."""
        self.rest_until = 0.0
        """The same for `rest`; 0.0 before that."""
        self.first_heard = self.heard_until - self._seconds(self._first.pcm)
        self._last_block = clock.awake()

    @property
    def active(self) -> bool:
        """False once the stream has stopped by itself."""
        return self._stream.active

    @property
    def quiet_for(self) -> float:
        """Seconds, sleep of the computer left out, since the last block."""
        return clock.awake() - self._last_block

    @property
    def drift(self) -> float:
        """By how much its clock is slower than the computer's, in millionths."""
        return self._clock.drift

    def read(self, timeout: float) -> Block | None:
        """The next block; None if none comes within `timeout` seconds."""
        captured = self._next(timeout)
        if captured is None:
            return None
        self.heard_until = self._end(captured)
        lost = self._clock.note(captured.arrival, self._seconds(captured.pcm), captured.overflow)
        return Block(self._resampler.feed(captured.pcm), lost)

    def until(self, moment: float) -> bytes:
        """What is said until `moment`, as exactly as the device tells; not read before."""
        deadline = clock.awake() + TAIL + max(0.0, moment - clock.now())
        tail = bytearray()
        while clock.awake() < deadline:
            captured = self._next(0.1)
            if captured is None:
                if not self._stream.active:
                    break
                continue
            self.heard_until = self._end(captured)
            after = self.heard_until - moment
            if after >= 0:
                keep = len(captured.pcm) - round(after * self.rate) * self._frame_bytes
                tail += self._resampler.feed(captured.pcm[: max(0, keep)])
                self.heard_until = moment
                break
            tail += self._resampler.feed(captured.pcm)
        return bytes(tail) + self._resampler.flush()

    def rest(self, after: float) -> bytes:
        """What came in and was not read, without waiting; up to the first hole in time after `after`."""
        tail = bytearray()
        self.rest_until = after
        while (captured := self._next(0.0)) is not None:
            end = self._end(captured)
            if end - self._seconds(captured.pcm) - self.rest_until > clock.NAP:
                break
            self.rest_until = end
            tail += self._resampler.feed(captured.pcm)
        return bytes(tail) + self._resampler.flush()

    def close(self) -> None:
        """Let the microphone go. May hang where the device is gone."""
        self._stream.close()

    def _next(self, timeout: float) -> _Captured | None:
        captured, self._first = self._first, None
        if captured is None:
            try:
                captured = self._queue.get(block=timeout > 0, timeout=timeout or None)
            except Empty:
                return None
        self._last_block = clock.awake()
        return captured

    def _seconds(self, pcm: bytes) -> float:
        return len(pcm) / self._frame_bytes / self.rate

    def _end(self, captured: _Captured) -> float:
        """When the last sample of a block was heard in the room."""
        delay = captured.delay - self._seconds(captured.pcm)
        if delay > LONGEST_DELAY:
            delay = min(self._stream.latency, LONGEST_DELAY)
        return captured.arrival - max(0.0, delay)
