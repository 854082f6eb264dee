"""Attempts at what the sandbox refuses, in Python and through native code, to prove that it does.

Nothing is sent anywhere: the one connection tried goes to this very computer. An attempt that gets
through is undone at once and reported as what it is.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

AF_UNIX, AF_NETLINK, AF_PACKET = 1, 16, 17
IO_URING_SETUP = 425
LOOPBACK = ("127.0.0.1", 9)

REFUSED, ABSENT, OPEN = "refused", "absent", "open"
NOT_THERE = (errno.ENOSYS, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT, errno.ENODEV)


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt: `what` in a word, `way` ("python", "native", or "environment"), and what came of it.

    `outcome`: "refused"; "absent", where this system does not have it at all; or "open", the failure.
    """

    what: str
    way: str
    outcome: str


def try_everything(closed: Path | None) -> list[Tried]:
    """Try each way out once. `closed`: the folder (the vault's) that must not be seen."""
    tried = [Tried(what, "python", _outcome(attempt)) for what, attempt in _in_python(closed)]
    if sys.platform != "win32":
        tried += [Tried(what, "native", _outcome(attempt)) for what, attempt in _through_native_code(closed)]
    return tried


def _outcome(attempt: Callable[[], None]) -> str:
    try:
        attempt()
    except OSError as error:
        if isinstance(error, PermissionError):
            return REFUSED
        # Any other error came from beyond the sandbox: nobody refused.
        return ABSENT if error.errno in NOT_THERE else OPEN
    return OPEN


def _in_python(closed: Path | None) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "inet", lambda: _connect(socket.AF_INET)
    yield "inet6", lambda: _connect(socket.AF_INET6)
    if closed is not None:
        yield "vault", lambda: _list(closed)
    yield "write", _write
    if sys.platform == "linux":
        yield "memory", lambda: Path(f"/proc/{os.getppid()}/mem").open("rb").close()
        yield "program", _start_a_program
        yield "programs", _speak_to_a_program


def _through_native_code(closed: Path | None) -> Iterator[tuple[str, Callable[[], None]]]:
    libc = ctypes.CDLL(None, use_errno=True)

    def opened(call: Callable[[], int]) -> Callable[[], None]:
        def attempt() -> None:
            descriptor = call()
            if descriptor < 0:
                raise OSError(ctypes.get_errno(), "")
            os.close(descriptor)

        return attempt

    yield "inet", lambda: _connect_natively(libc)
    yield "inet6", opened(lambda: libc.socket(int(socket.AF_INET6), 1, 0))
    if sys.platform == "linux":
        yield "netlink", opened(lambda: libc.socket(AF_NETLINK, 3, 0))
        yield "packet", opened(lambda: libc.socket(AF_PACKET, 3, 0))
        parameters = ctypes.create_string_buffer(120)
        yield "io_uring", opened(lambda: libc.syscall(IO_URING_SETUP, 1, parameters))
    if closed is not None:
        yield "vault", opened(lambda: libc.open(os.fsencode(closed), os.O_RDONLY))


def _connect(family: int) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as opened:
        opened.settimeout(1)
        opened.connect_ex(LOOPBACK if family == socket.AF_INET else ("::1", 9))


def _connect_natively(libc: ctypes.CDLL) -> None:
    descriptor = libc.socket(int(socket.AF_INET), 1, 0)
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), "")
    try:
        port, host = LOOPBACK[1].to_bytes(2, "big"), socket.inet_aton(LOOPBACK[0])
        address = int(socket.AF_INET).to_bytes(2, sys.byteorder) + port + host + bytes(8)
        libc.connect(descriptor, address, len(address))
    finally:
        os.close(descriptor)


def _list(folder: Path) -> None:
    for name in os.listdir(folder):  # noqa: PTH208 - names are enough
        (folder / name).open("rb").close()


def _write() -> None:
    with tempfile.TemporaryFile(dir="/tmp" if sys.platform != "win32" else None):  # noqa: S108 - empty, and meant to fail
        pass


def _start_a_program() -> None:
    subprocess.run([sys.executable, "-c", ""], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _speak_to_a_program() -> None:
    with socket.socket(AF_UNIX, socket.SOCK_STREAM) as opened:
        found = opened.connect_ex("/nonexistent")
    if found in (errno.EACCES, errno.EPERM):
        raise PermissionError(found, "")
