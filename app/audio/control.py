"""The recorder's ear: answers requests of whoever knows the secret, each on its own connection.

The address is random: a socket in a folder that only this user may enter, or a named pipe on Windows.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from multiprocessing.context import AuthenticationError
from pathlib import Path

from app.audio.protocol import Act, Answer, NoAnswer, Request, decode, encode
from app.domain.errors import SottoError
from app.domain.session import RecorderStatus

STEP = 0.05
"""Seconds to wait after a connection that failed, so that a lasting failure takes no processor."""
_PATIENCE = 10.0
"""Seconds for which a connection may stay silent before it is dropped."""
_LONGEST_PATH = 100  # a socket's path may have 107 bytes on Linux, 103 on macOS


class ControlServer:
    """Listens until closed; `answer` is called for each request, from the connection's own thread."""

    def __init__(self, authkey: bytes, answer: Callable[[Act], RecorderStatus]) -> None:
        """Start to listen. `answer` may raise SottoError, which goes back to the asker."""
        self._authkey = authkey
        self._answer = answer
        self._folder: Path | None = None
        self._closing = False
        self._stop_told = threading.Event()
        self._asked = threading.Event()
        self._listener = self._listen()
        self.address = str(self._listener.address)
        """Where requests are answered."""
        threading.Thread(target=self._accept, name="control", daemon=True).start()

    def wait_until_stop_was_told(self, quiet_for: float) -> None:
        """Wait until somebody has had the answer to `stop`, until nobody has asked anything for
        `quiet_for` seconds, or until `dismiss`."""
        while True:
            self._asked.clear()
            if self._stop_told.is_set() or not self._asked.wait(quiet_for):
                return

    def dismiss(self) -> None:
        """End the wait. Safe in a signal handler."""
        self._stop_told.set()
        self._asked.set()

    def close(self) -> None:
        """Answer nobody any more and remove the address."""
        self._closing = True
        with suppress(OSError):  # wakes the thread that waits for somebody to connect
            Client(self.address).close()
        self._listener.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _listen(self) -> Listener:
        # A long queue: with the default of one, several askers at the same moment are refused.
        if sys.platform == "win32":
            return Listener(None, "AF_PIPE", backlog=16)
        folder = tempfile.mkdtemp(prefix="sotto-")
        if len(folder) > _LONGEST_PATH - len("/control"):
            shutil.rmtree(folder)
            folder = tempfile.mkdtemp(prefix="sotto-", dir="/tmp")
        self._folder = Path(folder)
        return Listener(str(self._folder / "control"), "AF_UNIX", backlog=16)

    def _accept(self) -> None:
        while not self._closing:
            try:
                connection = self._listener.accept()
            except OSError:  # the listener was closed, or the asker went away before it was heard
                time.sleep(STEP)
                continue
            threading.Thread(target=self._serve, args=(connection,), name="control-answer", daemon=True).start()

    def _serve(self, connection: Connection) -> None:
        try:
            with connection:
                # The secret is checked here, not in accept(): a silent stranger must not block others.
                deliver_challenge(connection, self._authkey)
                answer_challenge(connection, self._authkey)
                if not connection.poll(_PATIENCE):
                    return
                request = decode(connection.recv_bytes(), Request)
                connection.send_bytes(encode(self._answer_to(request)))
                if request.act is Act.STOP:
                    self._stop_told.set()
                self._asked.set()
        except (OSError, EOFError, AuthenticationError, AssertionError, NoAnswer):
            return  # not one of ours, or it went away: nobody is left to be told

    def _answer_to(self, request: Request) -> Answer:
        try:
            return Answer(self._answer(request.act))
        except SottoError as error:
            return Answer(None, error.code, error.detail)
