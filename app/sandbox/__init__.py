"""What a process gives up for good: the network, the disk, core dumps, new privileges.

The workers and the recorder call `enter` before they load anything. It stands on the standard
library alone, so that nothing else is imported before it holds.

- seccomp: every socket but AF_UNIX, io_uring, other processes' memory, namespaces, mounts. Without it
  the process does not start.
- Landlock: every folder but those named, TCP, signals to and abstract sockets of other programs.
  Where the system has none, seccomp alone holds, and `Held` says so.
- rlimit and prctl: core dumps, being looked into by the user's other programs, set-user-id programs.
  Without them the process does not start.

Elsewhere than on Linux nothing of this exists: the packaged application's own sandbox settings do
it (`packaging/macos`, `packaging/windows`), and `Held` says that nothing holds from within.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.sandbox.failed import SandboxFailed

__all__ = ["Held", "SandboxFailed", "enter", "give_up_privileges"]


@dataclass(frozen=True, slots=True)
class Held:
    """What holds in this process, as the kernel answered when it was asked (not as it was told)."""

    seccomp: bool = False
    """No network socket of any kind, by a filter on system calls."""
    landlock: int = 0
    """The version of Landlock that keeps the disk away; 0 where there is none or none was wanted."""
    no_new_privileges: bool = False
    not_dumpable: bool = False
    no_core_dumps: bool = False


def give_up_privileges() -> Held:
    """No core dump, no look from outside, no new privileges; sockets and disk stay as they are.

    For a process that may use the network or starts other programs. Raises SandboxFailed.
    """
    if sys.platform != "linux":
        return Held()
    from app.sandbox import process  # noqa: PLC0415 - Linux alone

    process.give_up()
    return Held(seccomp=process.filtered(), **process.given_up())


def enter(
    readable: Sequence[Path] | None = None,
    writable: Sequence[Path] = (),
    *,
    devices: Sequence[Path] = (),
    emptied: Sequence[Path] = (),
    local_sockets: bool = True,
    execute: bool = False,
) -> Held:
    """Enter the sandbox, for good; children and threads inherit it. Call it before any thread is started.

    `readable`: the folders and files that may be read; None leaves the disk open (no Landlock).
    `writable`: those that may be read, written, made and removed. `devices`: those that may be
    read, written and given device commands (/dev/snd). `emptied`: those below which an empty folder may be
    removed, and nothing else is granted. Names that do not exist are left out.
    `local_sockets`: whether other programs of this computer may be spoken to (the sound server, the
    desktop); workers may not, and neither may they change the owner, mode or times of any file.
    `execute`: whether programs may be started from the readable folders.

    Raises SandboxFailed where the system should be able to and did not; the process must not go on.
    """
    if sys.platform != "linux":
        return Held()
    from app.sandbox import landlock, process, seccomp  # noqa: PLC0415 - Linux alone

    process.give_up()
    version = 0
    if readable is not None:
        rules = landlock.Rules(
            tuple(readable), tuple(writable), tuple(devices), tuple(emptied),
            execute=execute, abstract_sockets=local_sockets,
        )  # fmt: skip
        version = landlock.restrict(rules)
    seccomp.install(local_sockets=local_sockets)
    return Held(seccomp=process.filtered(), landlock=version, **process.given_up())
