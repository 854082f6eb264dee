"""A process that has everything imported and forks one child for each act, so that a try costs milliseconds.

Orders come as lines of JSON on standard input, one answer a line on standard output. An act is a function
`(arguments, say) -> None` of `ACTS`; what it says comes back, in order, also when the child was killed. Saying
`{"begin": …}` starts the clock after which the child is killed.

The child of an act may leave processes behind (a recorder): they become this process's children and are ended by
the order "sweep".
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[..., None]
_SUBREAPER = 36


def main() -> int:
    """Serve until standard input ends."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    for module in sys.argv[1:]:
        importlib.import_module(module)
    for line in orders:
        order = json.loads(line)
        answer = sweep() if order["act"] == "sweep" else attempt(order)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
    sweep()
    return 0


def attempt(order: dict[str, Any]) -> dict[str, Any]:
    """Fork, let the child act, kill it when its time has come; what it said, how it ended, its peak memory in KiB."""
    ours, theirs = os.pipe()
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        _child(order, theirs)
    os.close(theirs)
    lines, deadline, killed, timed_out = bytearray(), None, False, False
    give_up = began + float(order["timeout"])
    while True:
        now = time.monotonic()
        until = give_up if deadline is None else min(deadline, give_up)
        ready, _, _ = select.select([ours], [], [], max(0.0, until - now))
        if ready:
            piece = os.read(ours, 1 << 16)
            if not piece:
                break
            lines += piece
            if deadline is None and order.get("kill_after") is not None and b'{"begin"' in lines:
                deadline = time.monotonic() + float(order["kill_after"])
        elif not killed:
            killed, timed_out = True, time.monotonic() >= give_up
            os.kill(pid, signal.SIGKILL)
            deadline, give_up = None, time.monotonic() + 30.0
        else:
            raise RuntimeError("a killed child does not end")
    os.close(ours)
    _, status, usage = os.wait4(pid, 0)
    said = [json.loads(text) for text in bytes(lines).split(b"\n")[:-1]]
    return {
        "said": said,
        "status": os.waitstatus_to_exitcode(status),
        "timed_out": timed_out,
        "seconds": time.monotonic() - began,
        "peak_kib": usage.ru_maxrss,
    }


def _child(order: dict[str, Any], pipe: int) -> None:
    status, begun = 70, time.monotonic()

    def say(**line: Any) -> None:
        nonlocal begun
        if "begin" in line:
            begun = time.monotonic()
        data = json.dumps(line).encode() + b"\n"
        if "ack" in line or "begin" in line:
            note(data)
        while data:
            data = data[os.write(pipe, data) :]

    try:
        os.environ.update(order.get("environment", {}))
        if order.get("armed"):
            arm()
        module, name = order["act"].split(":")
        getattr(importlib.import_module(module), name)(order["arguments"], say)
        say(took=time.monotonic() - begun)
        status = 0
    except BaseException as error:  # noqa: BLE001 - whatever an act raises is reported
        say(raised=type(error).__name__, code=getattr(error, "code", ""), trace=traceback.format_exc()[-6000:])
        status = 71
    finally:
        # No clean-up of Python's: an act that was to close something has closed it.
        os._exit(status)


def arm(**environment: str) -> None:
    """Have the shim read the environment again; does nothing where it is not loaded."""
    os.environ.update(environment)
    if hasattr(library := ctypes.CDLL(None), "fault_arm"):
        library.fault_arm()


def note(line: bytes) -> None:
    """Put an acknowledgement into the shim's log, at its place among the writes."""
    if os.environ.get("FAULT_MODE") == "log":
        ctypes.CDLL(None).fault_note(ctypes.c_char_p(line.strip()))


def sweep() -> dict[str, Any]:
    """End and bury every process that an act left behind."""
    count = 0
    while children := _children():
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            count += 1
    return {"swept": count}


def _children() -> list[int]:
    listed = (task / "children" for task in Path("/proc/self/task").iterdir())
    return [int(pid) for file in listed for pid in file.read_text(encoding="ascii").split()]


if __name__ == "__main__":
    sys.exit(main())
