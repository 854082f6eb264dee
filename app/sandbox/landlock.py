"""Landlock: the disk, TCP and signals, kept away from this process by the kernel, without any privilege.

What is not named is refused. What was open before stays open. Landlock does not hide that a name
exists (stat), and refuses no change of mode, owner or times: `app.sandbox.seccomp` does that.
Sources: landlock(7), <linux/landlock.h>.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.sandbox.failed import SandboxFailed
from app.sandbox.process import libc

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
GET_VERSION = 1
RULE_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG, MAKE_SOCK = 1 << 4, 1 << 5, 1 << 7, 1 << 8, 1 << 9
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
READ = READ_FILE | READ_DIR
WRITE = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SOCK | REFER | TRUNCATE
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
"""What can be granted for a single file; the rest is for folders."""

# What each version knows: rights on files, by the version that brought the newest of them.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
NET_FROM, SCOPES_FROM = 4, 6
BIND_TCP_AND_CONNECT_TCP = 0b11
ABSTRACT_SOCKETS, SIGNALS = 0b01, 0b10


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


@dataclass(frozen=True, slots=True)
class Rules:
    """What stays open; all else on the disk is closed. See `app.sandbox.enter`."""

    readable: tuple[Path, ...]
    writable: tuple[Path, ...] = ()
    devices: tuple[Path, ...] = ()
    emptied: tuple[Path, ...] = ()
    execute: bool = False
    abstract_sockets: bool = False

    def rights(self) -> Iterator[tuple[Path, int]]:
        """Each name with what may be done below it."""
        for path in self.readable:
            yield path, READ | (EXECUTE if self.execute else 0)
        for path in self.writable:
            yield path, READ | WRITE
        for path in self.devices:
            yield path, READ | WRITE_FILE | TRUNCATE | IOCTL_DEV
        for path in self.emptied:
            yield path, REMOVE_DIR


def version() -> int:
    """The kernel's version of Landlock; 0 where there is none or it is switched off."""
    found = int(libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(GET_VERSION)))
    return max(found, 0)


def restrict(rules: Rules) -> int:
    """Hold this thread, and all that it starts, to `rules`. Returns the version; 0: there is none.

    Raises SandboxFailed if other threads run already (they would not be held), or if refused.
    """
    known = version()
    if known == 0:
        return 0
    if threading.active_count() > 1 or len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208 - names are enough
        raise SandboxFailed("threads")
    files = FILE_RIGHTS[max(least for least in FILE_RIGHTS if least <= known)]
    ruleset = _create(
        _Ruleset(
            files,
            BIND_TCP_AND_CONNECT_TCP if known >= NET_FROM else 0,
            (SIGNALS if rules.abstract_sockets else SIGNALS | ABSTRACT_SOCKETS) if known >= SCOPES_FROM else 0,
        ),
        known,
    )
    try:
        for path, rights in rules.rights():
            _allow(ruleset, path, rights & files)
        if libc.syscall(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)) != 0:
            raise SandboxFailed("landlock_restrict_self")
    finally:
        os.close(ruleset)
    return known


def _create(attributes: _Ruleset, known: int) -> int:
    fields = 1 if known < NET_FROM else 2 if known < SCOPES_FROM else 3
    size = ctypes.c_size_t(8 * fields)  # an older kernel knows a shorter structure
    ruleset = int(libc.syscall(CREATE_RULESET, ctypes.byref(attributes), size, ctypes.c_uint32(0)))
    if ruleset < 0:
        raise SandboxFailed("landlock_create_ruleset")
    return ruleset


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EACCES):
            return  # what is not there, or not ours to read anyway, needs no leave
        raise SandboxFailed("landlock path") from error
    try:
        if not stat.S_ISDIR(os.fstat(opened).st_mode):
            rights &= OF_A_FILE
        rule = _PathBeneath(rights, opened)
        if libc.syscall(ADD_RULE, ctypes.c_int(ruleset), RULE_PATH_BENEATH, ctypes.byref(rule), ctypes.c_uint32(0)):
            raise SandboxFailed("landlock_add_rule")
    finally:
        os.close(opened)
