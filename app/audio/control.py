"""The recorder's ear: answers requests of whoever knows the secret, each on its own connection.

The address is random: a socket in a folder that only this user may enter, or a named pipe on Windows.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
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
from app.domain.errors import FolderNotWritable, SottoError
from app.domain.session import RecorderStatus

STEP = 0.05
"""Seconds to wait after a connection that failed, so that a lasting failure takes no processor."""
_PATIENCE = 10.0
"""Seconds for which a connection may stay silent before it is dropped."""
_LONGEST_PATH = 100  # a socket's path may have 107 bytes on Linux, 103 on macOS
_SOCKET = "control"
_OURS = re.compile(r"sotto-[0-9a-f]{32}")
_OURS_ONCE = re.compile(r"sotto-[a-z0-9_]{8}")
"""How the folders were named before the address was chosen beforehand."""
_SETTLED = 120.0
"""Seconds after which a folder without a listener has none coming any more."""


def new_address() -> str:
    """An address that nobody can guess and nobody uses. Nothing is made yet."""
    name = f"sotto-{secrets.token_hex(16)}"
    if sys.platform == "win32":
        return rf"\\.\pipe\{name}"
    path = Path(tempfile.gettempdir()) / name / _SOCKET
    return str(path if len(str(path)) <= _LONGEST_PATH else Path("/tmp") / name / _SOCKET)  # noqa: S108 - see `_listen`


def sweep() -> int:
    """Remove the socket folders of recorders that were killed; returns how many.

    Only those of this user, named as `new_address` names them, with nothing in them but a socket that
    nobody listens on.
    """
    if sys.platform == "win32":
        return 0
    folders = {Path(tempfile.gettempdir()), Path("/tmp")}  # noqa: S108 - both places of `new_address`
    found = [each for folder in folders if folder.is_dir() for each in folder.glob("sotto-*")]
    return sum(_swept(each) for each in dict.fromkeys(found))


def _swept(folder: Path) -> bool:
    try:
        about = folder.lstat()
        named = _OURS.fullmatch(folder.name) or _OURS_ONCE.fullmatch(folder.name)
        ours = named and stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid()
        if not ours or time.time() - about.st_mtime < _SETTLED:
            return False
        inside = list(folder.iterdir())
        if any(each.name != _SOCKET or not stat.S_ISSOCK(each.lstat().st_mode) for each in inside):
            return False
        if _listens(inside[0]) if inside else not _OURS.fullmatch(folder.name):
            return False
        for each in inside:
            each.unlink()
        folder.rmdir()
    except OSError:
        return False  # it went meanwhile, or is not ours to remove
    return True


def _listens(path: Path) -> bool:
    try:
        Client(str(path)).close()
    except OSError:
        return False
    return True


def make_place(address: str) -> Path:
    """The folder in which the socket is to lie. Raises FolderNotWritable."""
    folder = Path(address).parent
    try:
        # Made by this process, or not at all: a folder that is there already may be anybody's.
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise FolderNotWritable(str(folder.parent)) from error
    return folder


class ControlServer:
    """Listens until closed; `answer` is called for each request, from the connection's own thread."""

    def __init__(
        self, address: str, authkey: bytes, answer: Callable[[Request], RecorderStatus], made: Path | None = None
    ) -> None:
        """Start to listen at `address` (from `new_address`). `answer` may raise SottoError, which goes
        back to the asker. `made`: what `make_place` answered, where it was called before. Raises FolderNotWritable."""
        self.address = address
        self._authkey = authkey
        self._answer = answer
        self._made = made
        self._folder: Path | None = None
        self._closing = False
        self._stop_told = threading.Event()
        self._asked = threading.Event()
        self._met = threading.Event()
        self._last_asked = time.monotonic()
        self._listener = self._listen()
        threading.Thread(target=self._accept, name="control", daemon=True).start()

    @property
    def quiet_for(self) -> float:
        """Seconds since somebody who knows the secret asked anything."""
        return time.monotonic() - self._last_asked

    def met_somebody(self, within: float) -> bool:
        """Wait until somebody who knows the secret has asked anything; False if nobody has `within` seconds."""
        return self._met.wait(within)

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
            return Listener(self.address, "AF_PIPE", backlog=16)
        self._folder = folder = self._made or make_place(self.address)
        try:
            return Listener(self.address, "AF_UNIX", backlog=16)
        except OSError as error:
            raise FolderNotWritable(str(folder.parent)) from error

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
                if not request.aside:
                    self._last_asked = time.monotonic()
                self._met.set()
                connection.send_bytes(encode(self._answer_to(request)))
                if request.act is Act.STOP:
                    self._stop_told.set()
                self._asked.set()
        except (OSError, EOFError, AuthenticationError, AssertionError, NoAnswer):
            return  # not one of ours, or it went away: nobody is left to be told

    def _answer_to(self, request: Request) -> Answer:
        try:
            return Answer(self._answer(request))
        except SottoError as error:
            return Answer(None, error.code, error.detail)
