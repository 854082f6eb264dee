"""The host's side: a folder to try things in, the shim, and a fork server that carries out acts."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
ACTS = "tests.faults.acts"
_COUNTER = struct.Struct("QQq")
_ROOM = 4 << 30


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an act went. `status` is the exit code, or minus the signal that ended it."""

    said: list[dict[str, Any]]
    status: int
    timed_out: bool
    seconds: float
    peak_kib: int

    def answers(self, key: str) -> list[Any]:
        """Everything that was said under `key`, in order."""
        return [line[key] for line in self.said if key in line]

    @property
    def acks(self) -> list[dict[str, Any]]:
        """The acknowledgements, in order."""
        return [line for line in self.said if "ack" in line]

    @property
    def raised(self) -> str:
        """The type of what the act raised, or ""."""
        return next((str(line["raised"]) for line in self.said if "raised" in line), "")

    @property
    def trace(self) -> str:
        """The end of the traceback of what it raised, in one line, or ""."""
        trace = next((str(line["trace"]) for line in self.said if "trace" in line), "")
        lines = [text.strip() for text in trace.splitlines() if text.strip() and not set(text.strip()) <= set("^~")]
        return " | ".join(lines[-5:])


class StandBroken(RuntimeError):
    """The machinery itself failed: no result of it can be trusted."""


@cache
def shim() -> Path | None:
    """The compiled shim, or None where there is no compiler (or no Linux)."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return None
    target = Path(tempfile.mkdtemp(prefix="sotto-shim-")) / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", target, source, "-ldl", "-lpthread"], check=True)
    return target


def work_folder() -> Path:
    """Where the tries lie: in memory where there is room, so that thousands of them take minutes."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM:
        return memory
    return Path(tempfile.gettempdir())


@dataclass
class Counter:
    """What the shim counts, over all processes that share it."""

    path: Path
    calls: int = field(default=0, init=False)
    failed: int = field(default=0, init=False)

    def reset(self) -> None:
        """Begin at nothing."""
        self.path.write_bytes(_COUNTER.pack(0, 0, 0))

    def read(self) -> Counter:
        """Take in what was counted."""
        self.calls, self.failed, _ = _COUNTER.unpack(self.path.read_bytes())
        return self


class Stand:
    """One fork server with a folder of its own. Use as a context; not for two threads at once."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sotto-faults-", dir=work_folder()))
        self.home = self.folder / "home"
        self.counter = Counter(self.folder / "counter")
        self.log = self.folder / "log"
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Stand:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self) -> None:
        """End the fork server; the next act starts a new one."""
        server, self._server = self._server, None
        if server is None:
            return
        assert server.stdin is not None and server.stdout is not None
        server.stdin.close()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stdout.close()

    def fresh(self, template: Path) -> Path:
        """A copy of a prepared home; the one of the try before is gone."""
        if self.home.exists():
            shutil.rmtree(self.home)
        shutil.copytree(template, self.home)
        return self.home

    def run(
        self,
        act: str,
        arguments: dict[str, Any] | None = None,
        *,
        kill_after: float | None = None,
        fault: dict[str, str] | None = None,
        armed: bool = True,
        timeout: float = 60.0,
    ) -> Outcome:
        """Carry out an act of `tests.faults.acts` (or "module:name") on `home` in a process of its own.

        `kill_after` seconds from its "begin" it is killed. `fault` is the shim's environment (mode, at);
        unless `armed`, it holds only for the processes that the act starts.
        """
        order: dict[str, Any] = {
            "act": act if ":" in act else f"{ACTS}:{act}",
            "arguments": {"home": str(self.home), **(arguments or {})},
            "kill_after": kill_after,
            "timeout": timeout,
        }
        if fault is not None:
            self.counter.reset()
            self.log.write_bytes(b"")
            names = {f"FAULT_{key.upper()}": value for key, value in fault.items()}
            order["environment"] = {
                "FAULT_ROOT": str(self.home),
                "FAULT_COUNTER": str(self.counter.path),
                "FAULT_LOG": str(self.log),
                **names,
            }
            order["armed"] = armed
        return Outcome(**self._ask(order))

    def sweep(self) -> int:
        """End every process that acts left behind; answers with their number."""
        return int(self._ask({"act": "sweep"})["swept"])

    def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        if self._server is None:
            self._server = self._start()
        assert self._server.stdin is not None and self._server.stdout is not None
        self._server.stdin.write(json.dumps(order).encode() + b"\n")
        self._server.stdin.flush()
        line = self._server.stdout.readline()
        if not line:
            code = self._server.wait()
            self._server = None
            raise StandBroken(f"the fork server ended ({code}); see {self.folder / 'stderr'}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "UTC"}
        for name in [name for name in environment if name.startswith("FAULT_")]:
            del environment[name]
        if (library := shim()) is not None:
            environment["LD_PRELOAD"] = str(library)
        with (self.folder / "stderr").open("ab") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.faults.zygote", ACTS],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=ROOT,
                env=environment,
            )


@contextmanager
def stands(count: int) -> Iterator[list[Stand]]:
    """Several stands at once."""
    made = [Stand() for _ in range(count)]
    try:
        yield made
    finally:
        for stand in made:
            stand.__exit__()
