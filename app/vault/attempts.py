"""Failed tries to open the vault: how many there were, and how long the next one has to wait.

The count lies in `attempts.json` in the vault's folder, without any secret. It cannot be trusted: who
may write to the folder can delete it, and who has a copy of `keys.json` guesses without this program.
What holds against those is Argon2id and a good passphrase; the delay is for somebody who sits down at
the keyboard. Each try is noted, on the disk, before it is made: ending the program in the midst of a
try gives no free one (and counts as a failure, even if it would have succeeded).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from app.domain.errors import DiskFull, FolderNotWritable, UnlockDelayed, UnlockFailed
from app.store.files import write_atomically
from app.vault.key_pair import read

NAME = "attempts.json"
FREE = 3
LONGEST = 60
"""Seconds."""
_LONGEST_MS = LONGEST * 1000

log = logging.getLogger(__name__)


class _Noted(msgspec.Struct, frozen=True):
    failures: int = 0
    last: int = 0
    """Of the last failure: milliseconds since 1970, by the clock of the wall."""


def delay(failures: int) -> int:
    """Seconds between the last of `failures` and the next try: 0, 0, 0, 1, 2, 4, … 60."""
    return 0 if failures < FREE else min(LONGEST, 2 ** min(failures - FREE, 16))


class Attempts:
    """The tries at one vault. `now` gives seconds since 1970."""

    def __init__(self, folder: Path, now: Callable[[], float] | None = None) -> None:
        self._path = folder / NAME
        self._now = now or time.time

    @property
    def failures(self) -> int:
        """Failed tries since the vault was last opened."""
        return self._read().failures

    def seconds_to_wait(self) -> int:
        """Whole seconds until the next try is allowed; 0: now. Nobody waits for longer than a minute.

        Where the clock was set back since the last failure, the wait begins anew, now.
        """
        noted, now = self._read(), self._milliseconds()
        wait = delay(noted.failures) * 1000
        if noted.last > now and wait:
            self._write(_Noted(noted.failures, now))
            return wait // 1000
        return -(-max(0, noted.last + wait - now) // 1000)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Around a try: raises UnlockDelayed before its time. Only UnlockFailed from within is a failure."""
        wait = self.seconds_to_wait()
        if wait:
            raise UnlockDelayed(str(wait))
        before = self._read()
        self._write(_Noted(before.failures + 1, self._milliseconds()))
        try:
            yield
        except UnlockFailed:
            raise
        except BaseException:
            self._put_back(before)
            raise
        self._put_back(before)

    def clear(self) -> None:
        """Forget the failures: they are in the audit trail now."""
        self._path.unlink(missing_ok=True)

    def _put_back(self, before: _Noted) -> None:
        if before.failures:
            self._write(before)
        else:
            self.clear()

    def _milliseconds(self) -> int:
        return int(self._now() * 1000)

    def _read(self) -> _Noted:
        data = read(self._path)
        try:
            noted = msgspec.json.decode(data, type=_Noted) if data else _Noted()
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return _Noted()
        return noted if min(noted.failures, noted.last) >= 0 else _Noted()

    def _write(self, noted: _Noted) -> None:
        try:
            write_atomically(self._path, msgspec.json.encode(noted))
        except (DiskFull, FolderNotWritable) as error:
            # A full disk must not keep anybody out of the vault: opening it is the way to make room.
            log.info("a try could not be noted: %s", error.code)
