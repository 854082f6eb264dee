"""Where the recorder's sound comes from: a microphone (`app.audio.microphone`), or a sound file in its place.

Both give mono 16-bit PCM at `SAMPLE_RATE` through the same few methods (`SoundInput`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.audio import clock
from app.audio.decode import SoundFile
from app.audio.resample import SECOND
from app.domain.errors import NotAllowed, SottoError
from app.domain.session import Alarm, GapKind

FILE_DEVICE = "sound file"
"""What a recording notes as its device when it was read from a file."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of sound.

    `lost` is None, or the seconds of sound that are missing before it (0.0: some, too short to
    measure); `why`, where that is known; `device`, the microphone it comes from if that is another
    one than before.
    """

    pcm: bytes
    lost: float | None = None
    why: GapKind | None = None
    device: str = ""


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

    @property
    def live(self) -> bool:
        """True where what is not taken now is gone for ever."""
        ...

    @property
    def alarm(self) -> Alarm:
        """NO_SOUND, LOST or NONE."""
        ...

    @property
    def heard_at(self) -> float:
        """When, by `clock.now`, the last sound was heard."""
        ...

    @property
    def drift(self) -> float:
        """By how much the device's clock is slower than the computer's, in millionths."""
        ...

    def read(self, timeout: float) -> Block | None:
        """The next piece; None if there is none within `timeout` seconds.

        Raises an error of the sound file. A microphone that is gone is looked for meanwhile.
        """
        ...

    def hold(self, extra: float = 0.0) -> Block:
        """Stop capturing `extra` seconds from now. Returns what was captured and not read yet."""
        ...

    def go_on(self) -> float:
        """Capture again after `hold`. Returns when, by `clock.now`, the first sound was heard.

        Raises NoMicrophone or MicrophoneRefused.
        """
        ...

    def use(self, microphone_id: str) -> Block | None:
        """Go on with another microphone ("": the system's default); what the one before still held."""
        ...

    def close(self) -> None:
        """Let the device or file go. Never waits long."""
        ...


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

    @property
    def live(self) -> bool:
        """The file stays where it is."""
        return False

    @property
    def alarm(self) -> Alarm:
        """A file is not lost like a microphone."""
        return Alarm.NONE

    @property
    def heard_at(self) -> float:
        """Now."""
        return clock.now()

    @property
    def drift(self) -> float:
        """A file has no clock."""
        return 0.0

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

    def hold(self, extra: float = 0.0) -> Block:
        """Stop reading; nothing is on its way."""
        return Block(b"")

    def use(self, microphone_id: str) -> Block | None:
        """Raises NotAllowed."""
        raise NotAllowed("What is being read is a sound file.")

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
