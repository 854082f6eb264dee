"""Puts what is captured into the recording, a second at a time, and keeps what a full disk does not take.

While the disk is full the ballast is given up, then everything waits in memory, in order, and is
tried again every second. Nothing is given up before the end, or before half an hour waits.
"""

from __future__ import annotations

import shutil
from collections import deque
from pathlib import Path

from app.audio import clock
from app.audio.resample import SAMPLE_BYTES, SECOND
from app.domain.errors import DiskFull
from app.domain.session import Gap, GapKind, Mark
from app.store.audio_store import AudioWriter
from app.store.ballast import Ballast

RETRY = 1.0
"""Seconds between two attempts while the disk is full."""
MOST = 1800.0
"""Seconds of sound that may wait in memory: 58 MB."""
STORED_SECOND = 33_500
"""Bytes that a second of sound takes on the disk: sound, encryption and the database's pages."""
LOW = 900.0
"""Seconds of sound below which the room on the disk is called low."""
LOOK = 5.0
"""Seconds between two looks at the disk's room."""
_SMALLEST = SECOND // 8 // SAMPLE_BYTES * SAMPLE_BYTES


class Storing:
    """What is on its way into one recording. One thread uses it."""

    def __init__(self, writer: AudioWriter, folder: Path, ballast: Ballast | None = None, *, live: bool = True) -> None:
        """`folder` is the recording's. Not `live` (a sound file): a full disk raises DiskFull instead of being
        waited out."""
        self._writer = writer
        self._folder = folder
        self._ballast = ballast
        self._live = live
        self._pending = bytearray()
        self._waiting: deque[bytes | Gap | Mark] = deque()
        self._taken = round(writer.duration * SECOND)  # bytes; whole numbers do not drift apart
        self._next_attempt = 0.0
        self._next_look = 0.0
        self._room: float | None = None
        self._dropped = 0.0
        self._gave_up_ballast = False
        self.full = False
        """Whether the disk took nothing at the last attempt."""
        self.lost = 0.0
        """Seconds of sound that are lost for good."""

    @property
    def captured(self) -> float:
        """Seconds of sound that are stored."""
        return self._writer.duration

    @property
    def end(self) -> float:
        """Where, in seconds of the recording, what is taken next will stand."""
        return self._taken / SECOND

    @property
    def waiting(self) -> float:
        """Seconds of sound that the disk did not take yet."""
        return sum(len(item) for item in self._waiting if isinstance(item, bytes)) / SECOND

    @property
    def room(self) -> float | None:
        """Seconds of sound for which the disk has room; None where that is not known."""
        if clock.now() >= self._next_look:
            self._next_look = clock.now() + LOOK
            try:
                self._room = shutil.disk_usage(self._folder).free / STORED_SECOND
            except OSError:
                self._room = None
        return self._room

    @property
    def low(self) -> bool:
        """Whether little room is left, or the ballast has been needed."""
        return self._gave_up_ballast or (self.room is not None and self.room < LOW)

    def take(self, pcm: bytes) -> None:
        """Take in sound, and store whole seconds. Raises DiskFull (not `live`) or VaultDamaged."""
        if self._dropped or (self.full and self.waiting + len(self._pending) / SECOND > MOST):
            if self.full:
                self._dropped += len(pcm) / SECOND
                self.work()
                return
            self._note_dropped()
        self._pending += pcm
        self._taken += len(pcm)
        self.work()

    def note(self, what: Gap | Mark) -> None:
        """Store a gap or a mark, at once where the disk takes it. Raises as `take`."""
        self._waiting.append(what)
        self.work()

    def work(self, *, everything: bool = False) -> None:
        """Store whole seconds, or all that is there. Raises as `take`; what was not stored goes on waiting."""
        while len(self._pending) >= SECOND or (everything and self._pending):
            self._waiting.append(bytes(self._pending[:SECOND]))
            del self._pending[:SECOND]
        if self.full and not everything and clock.now() < self._next_attempt:
            return
        while self._waiting:
            try:
                self._store(self._waiting[0])
            except DiskFull:
                if self._live and self._give_up_ballast():
                    continue
                self.full, self._next_attempt = True, clock.now() + RETRY
                if not self._live:
                    raise
                return
            self._waiting.popleft()
        self.full = False

    def finish(self) -> None:
        """Store all that can be stored, to the last piece; what cannot is then `lost`. Raises as `take`."""
        self._note_dropped()
        self.work(everything=True)
        if self._waiting:
            self._store_in_small_pieces()
        self.lost += self.waiting
        self._waiting.clear()

    def close(self, *, clean: bool) -> None:
        """Note the end. Raises DiskFull or VaultDamaged; the recording is closed in any case."""
        self._writer.close(clean=clean and not self.lost)

    def _store_in_small_pieces(self) -> None:
        """To the last byte: where a second finds no room, an eighth of one may."""
        small: deque[bytes | Gap | Mark] = deque()
        for item in self._waiting:
            if isinstance(item, bytes):
                small.extend(item[at : at + _SMALLEST] for at in range(0, len(item), _SMALLEST))
            else:
                small.append(item)
        self._waiting = small
        try:
            while small:
                self._store(small[0])
                small.popleft()
        except DiskFull:
            return  # what is left is counted as lost

    def _store(self, item: bytes | Gap | Mark) -> None:
        if isinstance(item, bytes):
            self._writer.append(item)
        elif isinstance(item, Gap):
            self._writer.add_gap(item)
        else:
            self._writer.add_mark(item)

    def _give_up_ballast(self) -> bool:
        if self._ballast is not None and self._ballast.give_up():
            self._gave_up_ballast = True
            self._next_look = 0.0
            return True
        return False

    def _note_dropped(self) -> None:
        if self._dropped:
            self._waiting.append(Gap(GapKind.DISK_FULL, self.end, self._dropped))
            self.lost, self._dropped = self.lost + self._dropped, 0.0
