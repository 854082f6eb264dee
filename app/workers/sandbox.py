"""What a worker gives up before it loads anything: the network, core dumps, new privileges.

On Linux a seccomp filter refuses every socket but AF_UNIX, and io_uring, which could open sockets
past the filter; it is inherited by children and threads. Elsewhere the packaged application's
own sandbox settings do this (`packaging/macos`, `packaging/windows`).
Sources: seccomp(2), <linux/filter.h>, <linux/seccomp.h>, <linux/audit.h>.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from dataclasses import dataclass

PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_MODE_FILTER = 2

RET_ALLOW = 0x7FFF0000
RET_EACCES = 0x00050000 | 13
AF_UNIX = 1

LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
RETURN = 0x06  # BPF_RET | BPF_K
AT_NUMBER, AT_ARCH, AT_FIRST_ARGUMENT = 0, 4, 16
X32_BIT = 0x40000000


@dataclass(frozen=True, slots=True)
class SystemCalls:
    """Numbers of one processor architecture."""

    arch: int
    socket: int
    socketpair: int
    io_uring_setup: int = 425


CALLS = {
    "x86_64": SystemCalls(0xC000003E, 41, 53),
    "aarch64": SystemCalls(0xC00000B7, 198, 199),
}


class SandboxFailed(OSError):
    """The system refused the sandbox; the worker must not go on."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def filter_program(calls: SystemCalls) -> bytes:
    """The BPF program: 8 bytes an instruction (code, jump if true, jump if false, value)."""
    lines = [
        (LOAD, 0, 0, AT_ARCH),
        (EQUAL, 0, 7, calls.arch),  # another architecture's calls: refuse
        (LOAD, 0, 0, AT_NUMBER),
        (AT_LEAST, 5, 0, X32_BIT),  # the x32 calls of x86-64: refuse
        (EQUAL, 4, 0, calls.io_uring_setup),
        (EQUAL, 1, 0, calls.socket),
        (EQUAL, 0, 3, calls.socketpair),
        (LOAD, 0, 0, AT_FIRST_ARGUMENT),
        (EQUAL, 1, 0, AF_UNIX),
        (RETURN, 0, 0, RET_EACCES),
        (RETURN, 0, 0, RET_ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def enter() -> str:
    """Enter the sandbox, for good. Returns what holds: "seccomp", or "none" off Linux.

    Raises SandboxFailed where the system should be able to and did not.
    """
    if sys.platform != "linux":
        return "none"
    import resource  # noqa: PLC0415 - not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    calls = CALLS.get(platform.machine())
    if calls is None:
        raise SandboxFailed
    libc = ctypes.CDLL(None, use_errno=True)
    code = filter_program(calls)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    steps = (
        (PR_SET_DUMPABLE, 0),
        (PR_SET_NO_NEW_PRIVS, 1),
        (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program)),
    )
    for step in steps:
        padded = [*step, *[0] * (5 - len(step))]
        arguments = [x if not isinstance(x, int) else ctypes.c_ulong(x) for x in padded]
        if libc.prctl(*arguments) != 0:
            raise SandboxFailed
    return "seccomp"
