"""The window's side of the recorder: starts it, asks it, finds it again.

contact = Contact()
… keep its address and authkey in the vault: then the recorder is found, whenever the window dies …
recorder = Recorder.start(path, key, MicrophoneSource(), contact)
recorder = Recorder.attach(address, authkey)     # after the window was closed or crashed
status = recorder.stop()                         # everything captured is stored
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

import app
from app.audio.control import new_address
from app.audio.protocol import (
    Act,
    Answer,
    FileSource,
    MicrophoneSource,
    NoAnswer,
    NotInTime,
    Orders,
    Ready,
    Request,
    Source,
    ask,
    decode,
    encode,
    error_from_code,
    source_order,
)
from app.domain.errors import RecorderLost, SottoError
from app.domain.session import RecorderStatus, RecordingState

__all__ = ["Contact", "FileSource", "MicrophoneSource", "Recorder", "Source", "status_error"]

START_TIMEOUT = 60.0
PATIENCE = 30.0
"""Seconds after which a recorder that nobody has asked anything ends."""
ANSWER_TIMEOUT = 10.0
"""Seconds to wait for an answer. Pause and resume wait for the microphone; five seconds at most."""
SLOW = 2
"""How often a status that did not come in time is asked for again."""
STOP_TIMEOUT = 60.0
"""Seconds to wait for the last commit, on a slow disk."""

_DETACHED: int = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""Windows's flags for a process of its own; elsewhere there are none such."""

_OVER = (RecordingState.STOPPED, RecordingState.FAILED)


def command() -> list[str]:
    """How the recorder process is started. Orders and keys go through its standard input."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "recorder-process"]
    # -P: never import from whatever folder the program was started in.
    return [sys.executable, "-P", "-m", "app.audio.recorder_process"]


def status_error(status: RecorderStatus) -> SottoError | None:
    """What ended a recording with the state FAILED; None in every other state."""
    return error_from_code(status.error_code, status.error_detail) if status.error_code else None


@dataclass(frozen=True, slots=True)
class Contact:
    """How a recorder will be reached: address, and the secret that it shares with its window."""

    address: str = field(default_factory=new_address)
    authkey: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)


class Recorder:
    """One running recording. Any thread may use it."""

    def __init__(self, address: str, authkey: bytes) -> None:
        """Use `start` or `attach`."""
        self._address = address
        self._authkey = authkey
        self._final: RecorderStatus | None = None

    @classmethod
    def start(
        cls,
        audio_path: Path,
        key: bytes,
        source: Source,
        contact: Contact | None = None,
        *,
        ballast: Path | None = None,
        alarm_sound: bool = True,
        patience: float = PATIENCE,
        unfollowed: float = 0.0,
    ) -> Recorder:
        """Start a recorder process that writes to `audio_path`, encrypted with `key` (32 bytes).

        `ballast`: the folder of the ballast that it may give up when the disk is full. `alarm_sound`: whether
        it sounds an alarm while no window follows it (the vault is locked, say). If nobody has
        asked it anything within `patience` seconds it ends, and keeps what it has; with `unfollowed` also when
        nobody has asked it anything for so many seconds later on.

        A recording that exists is gone on with, and the time since is noted as a gap. Returns when
        the first sound has come, after a second or so. Raises what keeps it from beginning
        (NoMicrophone, MicrophoneRefused, SoundFile…, NoSoundTrack, DiskFull, FolderNotWritable,
        VaultDamaged), or RecorderLost; then no new recording is left behind.
        """
        contact = contact or Contact()
        orders = Orders(
            str(audio_path.absolute()),
            key.hex(),
            contact.authkey.hex(),
            source_order(source),
            contact.address,
            str(ballast.absolute()) if ballast is not None else "",
            alarm_sound,
            patience,
            unfollowed,
        )
        ready = _launch(orders)
        if ready.error:
            raise error_from_code(ready.error, ready.detail)
        return cls(contact.address, contact.authkey)

    @classmethod
    def attach(cls, address: str, authkey: bytes, wait: float = 0.0) -> Recorder | None:
        """Find a recorder that an earlier window started; None when nobody answers there.

        `wait`: seconds for which one that is only just starting is waited for.
        """
        recorder, deadline = cls(address, authkey), time.monotonic() + wait
        while True:
            try:
                recorder.status()
            except RecorderLost:
                if time.monotonic() >= deadline:
                    return None
                time.sleep(0.1)
            else:
                return recorder

    @property
    def address(self) -> str:
        """Where the recorder answers; no use without the secret."""
        return self._address

    @property
    def authkey(self) -> bytes:
        """The secret that the recorder and its window share."""
        return self._authkey

    def status(self) -> RecorderStatus:
        """How it stands; the final status for ever after it has ended.

        A recording that ended with an error has the state FAILED (see `status_error`). Raises
        RecorderLost when the recorder died.
        """
        return self._ask(Act.STATUS, ANSWER_TIMEOUT)

    def pause(self) -> RecorderStatus:
        """Stop capturing; the time until `resume` is noted as a gap. Raises RecorderLost."""
        return self._ask(Act.PAUSE, ANSWER_TIMEOUT)

    def resume(self) -> RecorderStatus:
        """Capture again. Raises NoMicrophone, MicrophoneRefused (it stays paused) or RecorderLost."""
        return self._ask(Act.RESUME, ANSWER_TIMEOUT)

    def off_record(self) -> RecorderStatus:
        """As `pause`, noted as off the record, and cut at once. Raises RecorderLost."""
        return self._ask(Act.OFF_RECORD, ANSWER_TIMEOUT)

    def mark(self) -> RecorderStatus:
        """Mark this moment. Raises DiskFull or RecorderLost."""
        return self._ask(Act.MARK, ANSWER_TIMEOUT)

    def use(self, microphone_id: str) -> RecorderStatus:
        """Go on with another microphone, "" for the system's default. Raises NotAllowed or RecorderLost.

        Returns at once; the status says when it is heard, or that it is looked for in vain.
        """
        return self._ask(Request(Act.USE, microphone_id), ANSWER_TIMEOUT)

    def stop(self) -> RecorderStatus:
        """End the recording; returns the final status when everything captured is stored.

        Raises RecorderLost when the recorder died before.
        """
        return self._ask(Act.STOP, STOP_TIMEOUT)

    def _ask(self, request: Act | Request, timeout: float) -> RecorderStatus:
        if (final := self._final) is not None:
            return final
        try:
            answer = self._answer(request, timeout)
        except NoAnswer as error:
            return self._final_or(error)
        if answer.status is None:
            raise error_from_code(answer.error, answer.detail)
        if answer.status.state in _OVER:
            self._final = answer.status
            if request is not Act.STOP:
                # Knowing the end, let the process go: it waits for nothing else.
                with suppress(NoAnswer):
                    ask(self._address, self._authkey, Act.STOP, ANSWER_TIMEOUT)
        return answer.status

    def _answer(self, request: Act | Request, timeout: float) -> Answer:
        """Raises NoAnswer. A recorder that is only slow is not taken for dead: the disk may keep it busy."""
        for _ in range(SLOW if request is Act.STATUS else 0):
            try:
                return ask(self._address, self._authkey, request, timeout)
            except NotInTime:
                continue
        return ask(self._address, self._authkey, request, timeout)

    def _final_or(self, error: NoAnswer) -> RecorderStatus:
        if self._final is not None:  # another thread's `stop` was quicker
            return self._final
        raise RecorderLost from error


def _launch(orders: Orders) -> Ready:
    """Start the process, hand it its orders, wait for its one line. Raises RecorderLost."""
    root = str(Path(app.__file__).parent.parent)
    python_path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    environment = {name: value for name, value in os.environ.items() if name != "SOTTO_PASSPHRASE"}
    process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
        command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # ALSA and PortAudio talk there; what matters comes back as an error code.
        stderr=subprocess.DEVNULL,
        cwd=Path(root).anchor,  # no folder, and no stick, is kept busy
        # One thread in the mathematics: the sandbox is entered while there is no other.
        env={**environment, "PYTHONPATH": python_path, "OPENBLAS_NUM_THREADS": "1"},
        # Out of reach of what ends the window, its terminal or its process group.
        start_new_session=True,
        creationflags=_DETACHED,
    )
    assert process.stdin is not None
    lines: SimpleQueue[bytes] = SimpleQueue()
    # Lives as long as the recorder: it also takes in the exit status, so that no zombie is left.
    threading.Thread(target=_follow, args=(process, lines), name="recorder", daemon=True).start()
    try:
        with process.stdin as pipe:
            pipe.write(encode(orders) + b"\n")
        return decode(lines.get(timeout=START_TIMEOUT), Ready)
    except (BrokenPipeError, Empty, NoAnswer) as error:
        process.kill()
        raise RecorderLost from error


def _follow(process: subprocess.Popen[bytes], lines: SimpleQueue[bytes]) -> None:
    assert process.stdout is not None
    with process.stdout as pipe:
        lines.put(pipe.readline())
    process.wait()
