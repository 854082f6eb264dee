"""Whether the disk has room for a session."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.audio.storing import STORED_SECOND
from app.domain.errors import FolderNotWritable, LittleRoomForRecording, NoRoomForRecording

SESSION = 3 * 3600
"""Seconds of the longest session that room is asked for."""
SHORTEST = 5 * 60
"""Seconds below which recording is not begun at all."""
RESERVE = 32 << 20
"""Bytes that stay free for the transcript, the note and the vault itself."""


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes that a long session needs, bytes that are free."""

    needed: int
    free: int

    @classmethod
    def of(cls, folder: Path) -> Room:
        """The room of the disk that `folder` lies on. Raises FolderNotWritable where it cannot be asked."""
        try:
            free = shutil.disk_usage(folder).free
        except OSError as error:
            raise FolderNotWritable(str(folder)) from error
        return cls(SESSION * STORED_SECOND + RESERVE, free)

    @property
    def seconds(self) -> float:
        """Seconds of sound that fit."""
        return max(0.0, (self.free - RESERVE) / STORED_SECOND)

    def check(self, *, shorter: bool) -> None:
        """Raises LittleRoomForRecording where a long session does not fit, unless a `shorter` one will do;
        NoRoomForRecording where nothing worth recording fits."""
        if self.seconds < SHORTEST:
            raise NoRoomForRecording(self._words())
        if not shorter and self.free < self.needed:
            raise LittleRoomForRecording(f"{self._words()}, which is enough for {int(self.seconds // 60)} minutes")

    def _words(self) -> str:
        return f"three hours need {_size(self.needed)}, and {_size(self.free)} are free"


def _size(number: int) -> str:
    return f"{number / 1e9:.1f} GB" if number >= 1e9 else f"{number // 1_000_000} MB"
