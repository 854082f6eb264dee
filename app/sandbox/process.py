"""prctl(2) and setrlimit(2): no core dump, no look from outside, no new privileges."""

from __future__ import annotations

import ctypes
import resource
from typing import TypedDict

from app.sandbox.failed import SandboxFailed

PR_GET_DUMPABLE, PR_SET_DUMPABLE = 3, 4
PR_GET_SECCOMP = 21
PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS = 38, 39
SECCOMP_MODE_FILTER = 2

libc = ctypes.CDLL(None, use_errno=True)


class GivenUp(TypedDict):
    """Fields of `Held`."""

    no_new_privileges: bool
    not_dumpable: bool
    no_core_dumps: bool


def prctl(option: int, value: int = 0) -> int:
    """prctl(2) with one argument; -1 if refused."""
    return int(libc.prctl(option, *(ctypes.c_ulong(x) for x in (value, 0, 0, 0))))


def give_up() -> None:
    """Give all three up. Raises SandboxFailed."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if prctl(PR_SET_DUMPABLE, 0) != 0 or prctl(PR_SET_NO_NEW_PRIVS, 1) != 0:
        raise SandboxFailed("prctl")


def given_up() -> GivenUp:
    """Which of the three hold, asked of the kernel."""
    return GivenUp(
        no_new_privileges=prctl(PR_GET_NO_NEW_PRIVS) == 1,
        not_dumpable=prctl(PR_GET_DUMPABLE) == 0,
        no_core_dumps=resource.getrlimit(resource.RLIMIT_CORE) == (0, 0),
    )


def filtered() -> bool:
    """Whether a seccomp filter holds, asked of the kernel."""
    return prctl(PR_GET_SECCOMP) == SECCOMP_MODE_FILTER
