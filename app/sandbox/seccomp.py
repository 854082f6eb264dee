"""A filter on system calls: no socket but AF_UNIX, no io_uring, no other process's memory, no namespace.

Landlock does not know of the memory and messages that System V's calls share between programs, of
the limits and priorities of other processes, nor of inotify, which tells the names in a folder that
cannot be read: a worker is refused these here.

io_uring could open sockets past the filter; ptrace and its kin could make another process open
them; a new user namespace would give capabilities to set both up anew. clone3 hides its flags from
a filter, so it is said not to exist and the C library falls back to clone. Calls of another
architecture (32-bit x86, x32) are refused altogether: their numbers mean other things.
Sources: seccomp(2), <linux/filter.h>, <linux/seccomp.h>, <linux/audit.h>, the kernel's tables of numbers.
"""

from __future__ import annotations

import ctypes
import platform
import struct
from dataclasses import dataclass

from app.sandbox.failed import SandboxFailed
from app.sandbox.process import libc

SET_MODE_FILTER = 1
FLAG_TSYNC = 1
RET_ALLOW = 0x7FFF0000
RET_ERRNO = 0x00050000
EACCES, ENOSYS = 13, 38
AF_UNIX = 1
SOCK_STREAM, SOCK_SEQPACKET = 1, 5
NEW_NAMESPACES = 0x7E020000
"""CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET."""

LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
AND = 0x54  # BPF_ALU | BPF_AND | BPF_K
RETURN = 0x06  # BPF_RET | BPF_K
AT_NUMBER, AT_ARCH, AT_ARGUMENT_0, AT_ARGUMENT_1 = 0, 4, 16, 24
X32_BIT = 0x40000000

# New calls have the same number everywhere.
NEW_CALLS = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "clone3": 435, "pidfd_getfd": 438, "mount_setattr": 442, "fchmodat2": 452,
    "setxattrat": 463, "removexattrat": 466, "open_tree_attr": 467, "file_setattr": 469,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Architecture:
    """One processor architecture: its audit number and the numbers of its calls."""

    audit: int
    calls: dict[str, int]


ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, NEW_CALLS | {
        "socket": 41, "connect": 42, "socketpair": 53, "clone": 56, "ptrace": 101, "pivot_root": 155, "chroot": 161,
        "mount": 165, "umount2": 166, "init_module": 175, "add_key": 248, "request_key": 249, "keyctl": 250,
        "unshare": 272, "perf_event_open": 298, "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310,
        "process_vm_writev": 311, "kcmp": 312, "finit_module": 313, "kexec_file_load": 320, "bpf": 321,
        "userfaultfd": 323,
        "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94, "utime": 132, "setxattr": 188,
        "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199,
        "utimes": 235, "fchownat": 260, "futimesat": 261, "fchmodat": 268, "utimensat": 280,
        "shmget": 29, "shmat": 30, "shmctl": 31, "shmdt": 67, "semget": 64, "semop": 65, "semctl": 66,
        "semtimedop": 220, "msgget": 68, "msgsnd": 69, "msgrcv": 70, "msgctl": 71, "mq_open": 240, "mq_unlink": 241,
        "setpriority": 141, "sched_setparam": 142, "sched_setscheduler": 144, "sched_setaffinity": 203,
        "ioprio_set": 251, "prlimit64": 302, "sched_setattr": 314,
        "inotify_add_watch": 254, "fanotify_init": 300, "fanotify_mark": 301,
        "mq_timedsend": 242, "mq_timedreceive": 243, "mq_notify": 244, "mq_getsetattr": 245,
    }),
    "aarch64": Architecture(0xC00000B7, NEW_CALLS | {
        "socket": 198, "connect": 203, "socketpair": 199, "clone": 220, "ptrace": 117, "pivot_root": 41, "chroot": 51,
        "mount": 40, "umount2": 39, "init_module": 105, "add_key": 217, "request_key": 218, "keyctl": 219,
        "unshare": 97, "perf_event_open": 241, "open_by_handle_at": 265, "setns": 268, "process_vm_readv": 270,
        "process_vm_writev": 271, "kcmp": 272, "finit_module": 273, "kexec_file_load": 294, "bpf": 280,
        "userfaultfd": 282,
        "fchmod": 52, "fchmodat": 53, "fchownat": 54, "fchown": 55, "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7,
        "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16, "utimensat": 88,
        "shmget": 194, "shmat": 196, "shmctl": 195, "shmdt": 197, "semget": 190, "semop": 193, "semctl": 191,
        "semtimedop": 192, "msgget": 186, "msgsnd": 189, "msgrcv": 188, "msgctl": 187, "mq_open": 180,
        "mq_unlink": 181, "mq_timedsend": 182, "mq_timedreceive": 183, "mq_notify": 184, "mq_getsetattr": 185,
        "setpriority": 140, "sched_setparam": 118, "sched_setscheduler": 119, "sched_setaffinity": 122,
        "ioprio_set": 30, "prlimit64": 261, "sched_setattr": 274,
        "inotify_add_watch": 27, "fanotify_init": 262, "fanotify_mark": 263,
    }),
}  # fmt: skip
# A process may set its own limits (so does setrlimit of the C library) and its own processors (so does OpenMP).
ON_ITSELF_ALONE = ("prlimit64", "sched_setaffinity")
JUDGED_BY_ARGUMENT = frozenset({"socket", "socketpair", "clone", "clone3", *ON_ITSELF_ALONE})
# What Landlock leaves open, and a process that writes nothing and speaks to nobody does not need.
NOT_FOR_THE_LONELY = frozenset({
    "connect", "pidfd_send_signal", "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown",
    "fchownat", "utime", "utimes", "futimesat", "utimensat", "setxattr", "lsetxattr", "fsetxattr", "setxattrat",
    "removexattr", "lremovexattr", "fremovexattr", "removexattrat", "file_setattr",
    "shmget", "shmat", "shmctl", "shmdt", "semget", "semop", "semctl", "semtimedop", "msgget", "msgsnd", "msgrcv",
    "msgctl", "mq_open", "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr",
    "setpriority", "sched_setparam", "sched_setscheduler", "sched_setattr", "ioprio_set",
    "inotify_add_watch", "fanotify_init", "fanotify_mark",
})  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


Line = tuple[int, int | str, int | str, int]
"""Code, label or distance if true, the same if false, value."""


def filter_program(architecture: Architecture, *, local_sockets: bool = True) -> bytes:
    """The BPF program: 8 bytes an instruction (code, jump if true, jump if false, value)."""
    calls = architecture.calls
    refused = sorted(
        number
        for name, number in calls.items()
        if name not in JUDGED_BY_ARGUMENT and (not local_sockets or name not in NOT_FOR_THE_LONELY)
    )
    lines: list[Line | str] = [
        (LOAD, 0, 0, AT_ARCH),
        (EQUAL, 0, "refuse", architecture.audit),
        (LOAD, 0, 0, AT_NUMBER),
        (AT_LEAST, "refuse", 0, X32_BIT),
        (EQUAL, "unknown", 0, calls["clone3"]),
        (EQUAL, "clone", 0, calls["clone"]),
        (EQUAL, "socket", 0, calls["socket"]),
        (EQUAL, "pair", 0, calls["socketpair"]),
        *((EQUAL, "itself", 0, calls[name]) for name in (() if local_sockets else ON_ITSELF_ALONE)),
        *((EQUAL, "refuse", 0, number) for number in refused),
        (RETURN, 0, 0, RET_ALLOW),
        "clone",
        (LOAD, 0, 0, AT_ARGUMENT_0),
        (ANY_BIT, "refuse", "allow", NEW_NAMESPACES),
        "itself",
        (LOAD, 0, 0, AT_ARGUMENT_0),
        (EQUAL, "allow", "refuse", 0),
        "socket",
        *(() if local_sockets else _STREAMS_ONLY),
        "pair",
        (LOAD, 0, 0, AT_ARGUMENT_0),
        (EQUAL, "allow", "refuse", AF_UNIX),
        "unknown",
        (RETURN, 0, 0, RET_ERRNO | ENOSYS),
        "refuse",
        (RETURN, 0, 0, RET_ERRNO | EACCES),
        "allow",
        (RETURN, 0, 0, RET_ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in _assembled(lines))


# A datagram socket needs no connection to send to a name. Without one, and without connect, a new
# socket reaches nobody; pairs are connected already and stay.
_STREAMS_ONLY: tuple[Line, ...] = (
    (LOAD, 0, 0, AT_ARGUMENT_1),
    (AND, 0, 0, 0xF),
    (EQUAL, "pair", 0, SOCK_STREAM),
    (EQUAL, "pair", "refuse", SOCK_SEQPACKET),
)


def _assembled(lines: list[Line | str]) -> list[tuple[int, int, int, int]]:
    places: dict[str, int] = {}
    program: list[Line] = []
    for line in lines:
        if isinstance(line, str):
            places[line] = len(program)
        else:
            program.append(line)

    def distance(target: int | str, at: int) -> int:
        return target if isinstance(target, int) else places[target] - at - 1

    return [(code, distance(yes, at), distance(no, at), value) for at, (code, yes, no, value) in enumerate(program)]


def install(*, local_sockets: bool = True) -> None:
    """Install the filter in every thread of this process. Needs no_new_privs. Raises SandboxFailed."""
    machine = platform.machine()
    architecture = ARCHITECTURES.get(machine)
    if architecture is None:
        raise SandboxFailed("architecture")
    code = filter_program(architecture, local_sockets=local_sockets)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    seccomp = 317 if machine == "x86_64" else 277
    arguments = (ctypes.c_long(seccomp), ctypes.c_long(SET_MODE_FILTER), ctypes.c_long(FLAG_TSYNC))
    if libc.syscall(*arguments, ctypes.byref(program)) != 0:
        raise SandboxFailed("seccomp")
