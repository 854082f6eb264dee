"""No network, watched from outside: the main job under strace, and in a network namespace with nothing in it.

`network_run(folder)` does it all and counts, for the table of `make faults`. The tests of
`tests/e2e/test_silence.py` use the same parts.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.demo import read_demo
from tests.silence_job import FAMILIES, NOT_CAUGHT

ROOT = Path(__file__).resolve().parent.parent
PIECE_SECONDS = 24.0
JOB_SECONDS = 900
"""Until a job counts as hanging; it takes under two minutes where the processors are free."""
CALLS = "trace=%network,io_uring_setup,io_uring_enter,io_uring_register"
FORBIDDEN = re.compile(r"\b(?:AF|PF)_(INET6?|NETLINK|PACKET)\b|\b(io_uring)_\w+\(")
# A filter that is being installed, or a refused call of the proof, is not the job: only calls count.
CALL = re.compile(r"^\s*(?P<pid>\d+)\s+(?:<\.\.\. )?(?P<name>\w+)[ (]")
JOB = [sys.executable, "-m", "tests.silence_job"]


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen of one job: its exit status, its processes, its network calls, the forbidden ones among them."""

    status: int
    output: str
    processes: int
    calls: int
    forbidden: tuple[str, ...]


def forbidden_calls(lines: Sequence[str]) -> list[str]:
    """The calls that had to do with anything but local sockets, also those that were refused."""
    found = []
    for line in lines:
        match = FORBIDDEN.search(line)
        if CALL.match(line) and match:
            found.append(line.strip())
    return found


def watch(arguments: Sequence[str], trace: Path, *, quickly: bool = False) -> Watched:
    """Run the job under strace, with all processes that it starts; `trace` is where the calls are written.

    `quickly` stops processes at network calls alone. In the workers, whose own filter comes first, calls
    that it refuses are not seen then; in all other processes every call is.
    """
    speed = ["--seccomp-bpf"] if quickly else []
    command = ["strace", "-f", *speed, "-qq", "-e", CALLS, "-e", "signal=none", "-o", str(trace), *JOB, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=JOB_SECONDS, check=False
    )
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    calls = [match["pid"] for line in lines if (match := CALL.match(line))]
    return Watched(
        done.returncode, done.stdout + done.stderr, len(set(calls)), len(calls), tuple(forbidden_calls(lines))
    )


def environment() -> dict[str, str]:
    """This one's, as a computer has it on which somebody asked every library to report home."""
    return {
        **os.environ,
        "PYANNOTE_METRICS_ENABLED": "1",
        "OTEL_SDK_DISABLED": "false",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318",
        "OTEL_TRACES_EXPORTER": "otlp",
        "ORT_DISABLE_TELEMETRY": "0",
        "HF_HUB_OFFLINE": "0",
        "HF_HUB_DISABLE_TELEMETRY": "0",
        "TRANSFORMERS_OFFLINE": "0",
        "DO_NOT_TRACK": "0",
        "OMP_THREAD_LIMIT": "1",  # threads that wait for each other stop at strace thousands of times a second
        "HF_TOKEN": "hf_planted",
        "PYANNOTEAI_API_KEY": "planted",
    }


def piece(path: Path, seconds: float = PIECE_SECONDS) -> Path:
    """The beginning of the demo session as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(read_demo(0.0, seconds))
    return path


@cache
def cannot_watch() -> str:
    """Why strace cannot be used here, or ""."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this system does not let processes be watched"


@cache
def empty_network() -> tuple[str, ...]:
    """The command before a job that gives it a network namespace with nothing in it; () where none may be made."""
    if sys.platform == "linux" and shutil.which("unshare") is not None:
        for command in (("unshare", "-n"), ("unshare", "-rn")):
            if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
                return command
    return ()


def without_network(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run the job in an empty network namespace."""
    return subprocess.run(
        [*empty_network(), *JOB, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=JOB_SECONDS,
        check=False,
    )


class Listener:
    """Somebody who would hear a report sent to this computer: a TCP socket on the loopback."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = int(self._socket.getsockname()[1])

    def heard(self) -> int:
        """How many connections came since the last time."""
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


class NetworkRun(NamedTuple):
    """`tries`: jobs and canaries run. `found`: forbidden calls, jobs that failed, canaries that were missed."""

    tries: int
    found: int


def network_run(folder: Path) -> NetworkRun:
    """The main job from a terminal and in the window under strace, and without any network; and the canaries.

    What this system does not permit (strace, namespaces) is not tried and not counted.
    """
    tries = found = 0
    sound = piece(folder / "piece.wav")
    if not cannot_watch():
        for way in ("terminal", "window"):
            (folder / way).mkdir()
            seen = watch([way, str(folder / way), str(sound)], folder / f"{way}.trace", quickly=way == "window")
            tries, found = tries + 1, found + len(seen.forbidden) + bool(seen.status)
        for kind in (*FAMILIES, "io_uring"):
            missed = not watch(["canary", kind], folder / f"{kind}.trace").forbidden
            tries, found = tries + 1, found + missed
    if empty_network():
        (folder / "empty").mkdir()
        failed = without_network(["terminal", str(folder / "empty"), str(sound)]).returncode
        tries, found = tries + 1, found + bool(failed)
        listener = Listener()
        try:
            reached = without_network(["canary", f"connect:{listener.port}"]).returncode != NOT_CAUGHT
            tries, found = tries + 1, found + (reached or listener.heard() > 0)
        finally:
            listener.close()
    return NetworkRun(tries, found)
