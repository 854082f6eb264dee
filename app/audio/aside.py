"""A recording as seen from the lock screen: how it stands, pause, mark, end. No key, no sound, nothing of a client.

Who may do this is whoever sits at the locked computer: the worst they can do is to pause or to end the recording, which
the lamp of the lock screen then shows. What it takes is the address of the recorder and the secret that it shares with
its window. With these nobody can read what was said: the recorder answers with figures alone, and hands out no sound.
"""

from __future__ import annotations

import re

from app.audio.protocol import Act, NoAnswer, Request, ask, error_from_code
from app.domain.errors import RecorderLost
from app.domain.session import RecorderStatus

ANSWER_TIMEOUT = 10.0
END_TIMEOUT = 60.0
"""Seconds to wait for an answer; for the last commit, on a slow disk."""
_HANDLE = re.compile(r"([0-9a-f]{64})@(.{1,200})")


class Aside:
    """Any thread may use it. The recorder does not count it as its window: it goes on sounding its own alarms."""

    def __init__(self, address: str, authkey: bytes) -> None:
        self._address = address
        self._authkey = authkey

    @classmethod
    def of(cls, handle: str) -> Aside | None:
        """What `handle` was made of; None for anything else."""
        found = _HANDLE.fullmatch(handle)
        return cls(found[2], bytes.fromhex(found[1])) if found else None

    @property
    def handle(self) -> str:
        """How the next process reaches the recorder. A secret: it belongs into no argument, no log and no file."""
        return f"{self._authkey.hex()}@{self._address}"

    def status(self) -> RecorderStatus:
        """How it stands. Raises RecorderLost when the recorder died."""
        return self._ask(Act.STATUS)

    def pause(self) -> RecorderStatus:
        """Stop capturing until `resume`. Raises RecorderLost."""
        return self._ask(Act.PAUSE)

    def resume(self) -> RecorderStatus:
        """Capture again. Raises NoMicrophone, MicrophoneRefused or RecorderLost."""
        return self._ask(Act.RESUME)

    def off_record(self) -> RecorderStatus:
        """As `pause`, noted as off the record. Raises RecorderLost."""
        return self._ask(Act.OFF_RECORD)

    def mark(self) -> RecorderStatus:
        """Mark this moment. Raises DiskFull or RecorderLost."""
        return self._ask(Act.MARK)

    def end(self) -> RecorderStatus:
        """Capture nothing more; returns when everything captured is stored. The recorder waits, for half a day, until
        the unlocked window asks how it ended and writes that into the vault. Raises RecorderLost."""
        return self._ask(Act.END, END_TIMEOUT)

    def _ask(self, act: Act, timeout: float = ANSWER_TIMEOUT) -> RecorderStatus:
        try:
            answer = ask(self._address, self._authkey, Request(act, aside=True), timeout)
        except NoAnswer as error:
            raise RecorderLost from error
        if answer.status is None:
            raise error_from_code(answer.error, answer.detail)
        return answer.status
