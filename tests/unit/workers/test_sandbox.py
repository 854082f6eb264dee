"""The sandbox: what it refuses, in the worker that has it, and what the same attempts do where there is none."""

from __future__ import annotations

import ctypes
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app import sandbox
from app.domain.errors import SandboxRefused
from app.sandbox import canary, landlock, program, seccomp
from app.workers import protocol as p
from app.workers import sight
from app.workers.host import WorkerHost

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the packaged program's own settings hold")
needs_landlock = pytest.mark.skipif(
    sys.platform != "linux" or landlock.version() == 0, reason="this kernel has no Landlock"
)
ALL = sandbox.Held(
    seccomp=True, landlock=landlock.version(), no_new_privileges=True, not_dumpable=True, no_core_dumps=True
)
DISK = {"vault", "write", "memory", "program"}


def run(code: str, *arguments: str) -> str:
    """What `code` prints in a process of its own; it asserts for itself."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / "vault"
    folder.mkdir(parents=True)
    (folder / "vault.db").write_bytes(b"sealed")
    return folder


@pytest.fixture
def host(vault: Path) -> Iterator[WorkerHost]:
    host = WorkerHost("speech worker", models=vault.parent / "models", closed=lambda: vault)
    yield host
    host.stop()


def test_a_worker_says_what_holds_before_it_is_handed_anything(host: WorkerHost) -> None:
    assert host.held is None
    host.call(p.TryNetwork(), p.NetworkTried)
    assert host.held == ALL
    host.stop()
    assert host.held is None


def test_every_way_out_of_a_worker_is_refused(host: WorkerHost, vault: Path) -> None:
    tried = host.prove(vault)
    assert tried is not None
    assert {t.what for t in tried} >= {"inet", "inet6", "netlink", "packet", "io_uring", "programs", *DISK}
    assert {t.way for t in tried if t.what in ("inet", "inet6", "vault")} == {"python", "native"}
    still_open = {t.what for t in tried if t.outcome == canary.OPEN}
    assert still_open <= (set() if landlock.version() else DISK)


def test_the_same_attempts_get_through_where_there_is_no_sandbox(vault: Path) -> None:
    """Without this the test above would prove nothing."""
    code = (
        "import sys; from pathlib import Path; from app.sandbox import canary\n"
        "for t in canary.try_everything(Path(sys.argv[1])): print(t.what, t.way, t.outcome)"
    )
    found = {tuple(line.split()) for line in run(code, str(vault)).splitlines()}
    for what in ("inet", "vault", "write", "program", "programs"):
        assert (what, "python", "open") in found
    for what in ("inet", "netlink", "vault"):
        assert (what, "native", "open") in found


def test_a_worker_at_work_is_not_disturbed_by_the_proof(host: WorkerHost, vault: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go_on.wait(10)

    busy = threading.Thread(target=lambda: host.attempt(work))
    busy.start()
    begun.wait(10)
    assert host.prove(vault) is None
    go_on.set()
    busy.join()
    assert host.prove(vault) is not None


def test_a_system_that_refuses_the_sandbox_gets_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent / "refusing"))
    host = WorkerHost("speech worker")
    try:
        with pytest.raises(SandboxRefused):
            host.call(p.TryNetwork(), p.NetworkTried)
        assert host.pid is None
    finally:
        host.stop()


def test_a_worker_imports_nothing_of_the_program_that_starts_it(tmp_path: Path) -> None:
    """Threads that a main module starts would not be in the sandbox."""
    script = tmp_path / "starter.py"
    script.write_text(
        "import threading\nscript = True\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "from app.workers import protocol as p\nfrom app.workers.host import WorkerHost\n"
        "host = WorkerHost('note worker')\nhost.call(p.TryNetwork(), p.NetworkTried)\n"
        "assert host.held.seccomp\nhost.stop()\nassert __import__('__main__').script\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert done.returncode == 0, done.stderr


ENTER = """
import ctypes, os, socket, subprocess, sys, threading
from pathlib import Path
from app import sandbox
from app.workers import sight
libc = ctypes.CDLL(None, use_errno=True)
def refused(what):
    try:
        what()
    except PermissionError:
        return True
    return False
"""


def test_children_and_threads_inherit_it() -> None:
    code = ENTER + (
        "held = sandbox.enter(execute=True)\n"
        "assert held.seccomp and held.landlock == 0\n"
        "seen = []\n"
        "thread = threading.Thread(target=lambda: seen.append(refused(socket.socket)))\n"
        "thread.start(); thread.join(); assert seen == [True]\n"
        "child = subprocess.run([sys.executable, '-c', 'import socket; socket.socket(socket.AF_UNIX);'\n"
        "    'socket.socket()'], capture_output=True, text=True)\n"
        "assert child.returncode == 1 and 'PermissionError' in child.stderr\n"
        "pid = os.fork()\n"
        "if pid == 0: os._exit(0 if refused(socket.socket) else 9)\n"
        "assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0\n"
    )
    run(code)


def test_threads_that_run_already_are_held_by_the_filter() -> None:
    code = ENTER + (
        "go, seen = threading.Event(), []\n"
        "def late():\n    go.wait(); seen.append(refused(socket.socket))\n"
        "thread = threading.Thread(target=late); thread.start()\n"
        "sandbox.enter(); go.set(); thread.join(); assert seen == [True]\n"
    )
    run(code)


@needs_landlock
def test_landlock_is_refused_to_a_process_with_threads() -> None:
    code = ENTER + (
        "go = threading.Event(); thread = threading.Thread(target=go.wait); thread.start()\n"
        "try:\n    sandbox.enter([Path('/usr')])\n"
        "except sandbox.SandboxFailed:\n    pass\n"
        "else:\n    os._exit(9)\n"
        "go.set(); thread.join()\n"
    )
    run(code)


def test_what_is_refused_besides_sockets() -> None:
    numbers = seccomp.ARCHITECTURES[platform.machine()].calls
    code = ENTER + (
        f"numbers = {numbers!r}\n"
        "sandbox.enter(local_sockets=False)\n"
        "def call(number, *a):\n"
        "    ctypes.set_errno(0)\n"
        "    return libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, a)), ctypes.get_errno()\n"
        "for name in numbers:\n"
        "    if name not in ('socket', 'socketpair', 'clone', 'clone3', 'prlimit64', 'sched_setaffinity'):\n"
        "        assert call(numbers[name], 0, 0, 0, 0, 0) == (-1, 13), name\n"
        "assert call(numbers['clone3'], 0, 0) == (-1, 38)\n"
        "for flag in (0x10000000, 0x40000000, 0x20000, 0x20000000): assert call(numbers['clone'], flag) == (-1, 13)\n"
        "for family in range(2, 46): assert refused(lambda: socket.socket(family, socket.SOCK_STREAM)), family\n"
        "assert refused(lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))\n"
        "socket.socketpair()\n"
    )
    run(code)


@pytest.mark.parametrize("lonely", [True, False])
def test_memory_that_another_program_shares_is_closed_to_a_worker(lonely: bool) -> None:
    """Without the sandbox of a worker the same call reads it: else this would prove nothing."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    number = libc.shmget(0, 4096, 0o1600)
    try:
        place = libc.shmat(number, None, 0)
        ctypes.memmove(place, b"pixels", 6)
        code = ENTER + (
            f"sandbox.enter(local_sockets={not lonely})\n"
            "libc.shmat.restype = ctypes.c_void_p\n"
            f"place = libc.shmat({number}, None, 0)\n"
            "closed = place in (None, ctypes.c_void_p(-1).value)\n"
            "print(ctypes.get_errno() if closed else ctypes.string_at(place, 6).decode())\n"
        )
        assert run(code).strip() == ("13" if lonely else "pixels")
        libc.shmdt(ctypes.c_void_p(place))
    finally:
        libc.shmctl(number, 0, None)


@pytest.mark.parametrize("lonely", [True, False])
def test_a_worker_changes_the_limits_and_priority_of_no_process_but_itself(lonely: bool) -> None:
    """With a limit of no bytes, the recorder could not write another second. Only a worker is held so."""
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    code = ENTER + (
        "import resource\n"
        "other, size = int(sys.argv[1]), resource.RLIMIT_FSIZE\n"
        f"sandbox.enter(local_sockets={not lonely})\n"
        "resource.setrlimit(size, resource.getrlimit(size)); resource.prlimit(0, size)\n"
        "os.sched_setaffinity(0, os.sched_getaffinity(0))\n"
        "print([refused(what) for what in (lambda: resource.prlimit(other, size, (0, 0)),\n"
        "    lambda: os.setpriority(os.PRIO_PROCESS, other, 19), lambda: os.sched_setaffinity(other, {0}),\n"
        "    lambda: os.sched_setscheduler(other, os.SCHED_BATCH, os.sched_param(0)))])\n"
    )
    try:
        assert run(code, str(other.pid)).strip() == str([lonely] * 4)
    finally:
        other.communicate(b"\n")


@pytest.mark.parametrize("lonely", [True, False])
def test_a_worker_is_not_told_the_names_of_files_that_it_cannot_read(lonely: bool, vault: Path) -> None:
    """Landlock lets a closed folder be watched. Without the filter of a worker, its names come through."""
    code = ENTER + (
        "from pathlib import Path\n"
        f"sandbox.enter([Path('/usr')] if {landlock.version()} else None, local_sockets={not lonely})\n"
        "watch = libc.inotify_init1(0)\n"
        "added = libc.inotify_add_watch(watch, sys.argv[1].encode(), 0x100)\n"
        "print(ctypes.get_errno() if added < 0 else 'watches', flush=True)\n"
        "input()\n"
        "print('' if added < 0 else os.read(watch, 4096)[16:].rstrip(b'\\0').decode())\n"
    )
    watcher = subprocess.Popen(
        [sys.executable, "-c", code, str(vault)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert watcher.stdout is not None
    first = watcher.stdout.readline().strip()
    (vault / "a name").touch()
    rest, _ = watcher.communicate("\n", timeout=30)
    assert (first, rest.strip()) == (("13", "") if lonely else ("watches", "a name"))


@pytest.mark.skipif(platform.machine() != "x86_64", reason="x32 and 32-bit calls are those of x86-64")
def test_calls_of_other_architectures_are_refused() -> None:
    code = ENTER + (
        "import mmap, signal\n"
        "sandbox.enter()\n"
        "for number in (41, 56, 435, 39): # socket, clone, clone3, getpid as x32 calls\n"
        "    ctypes.set_errno(0)\n"
        "    assert libc.syscall(ctypes.c_long(number | 0x40000000), 2, 1, 0) == -1 and ctypes.get_errno() == 13\n"
        # mov eax, 359 (socket); mov ebx, 2; mov ecx, 1; xor edx, edx; push rbx is kept by the caller; int 0x80; ret
        "machine = bytes.fromhex('53b867010000bb02000000b90100000031d2cd805bc3')\n"
        "page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC); page.write(machine)\n"
        "address = ctypes.addressof(ctypes.c_char.from_buffer(page))\n"
        "pid = os.fork()\n"
        "if pid == 0: os._exit(0 if ctypes.CFUNCTYPE(ctypes.c_int)(address)() == -13 else 9)\n"
        "status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])\n"
        "assert status in (0, -signal.SIGSEGV), status # a kernel without 32-bit calls ends the process\n"
    )
    run(code)


def test_without_landlock_the_filter_alone_holds_and_that_is_said() -> None:
    code = ENTER + (
        "from app.sandbox import landlock; landlock.version = lambda: 0\n"
        "held = sandbox.enter([Path('/usr')])\n"
        "assert held.seccomp and held.landlock == 0 and held.no_new_privileges and held.no_core_dumps\n"
        "assert refused(socket.socket) and os.listdir('/')\n"
    )
    run(code)


@needs_landlock
def test_only_what_is_named_can_be_read_or_written(tmp_path: Path) -> None:
    for name in ("open", "given", "closed"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text("a")
    code = ENTER + (
        "home = Path(sys.argv[1])\n"
        "held = sandbox.enter([home / 'open', home / 'not there'], [home / 'given'], devices=[Path('/dev/null')])\n"
        "assert held.landlock\n"
        "assert (home / 'open' / 'a').read_text() == 'a' and (home / 'given' / 'a').read_text() == 'a'\n"
        "(home / 'given' / 'b').write_text('b'); (home / 'given' / 'b').rename(home / 'given' / 'c')\n"
        "(home / 'given' / 'c').unlink(); open('/dev/null', 'w').close()\n"
        "assert refused(lambda: (home / 'closed' / 'a').read_text())\n"
        "assert refused(lambda: os.listdir(home / 'closed')) and refused(lambda: os.listdir(home))\n"
        "assert refused(lambda: (home / 'open' / 'a').write_text('b'))\n"
        "assert refused(lambda: (home / 'open' / 'a').unlink())\n"
        "assert refused(lambda: os.kill(os.getppid(), 0))\n"
    )
    run(code, str(tmp_path))


def test_a_vault_below_a_folder_that_may_be_read_is_left_out(tmp_path: Path) -> None:
    vault = tmp_path / "program" / "data" / "vault"
    for folder in (vault / "audio", vault.parent / "other", tmp_path / "program" / "lib"):
        folder.mkdir(parents=True)
    (tmp_path / "program" / "link").symlink_to(vault)
    left = set(program.around(tmp_path / "program", vault))
    assert left == {tmp_path / "program" / "lib", vault.parent / "other"}
    assert list(program.around(vault / "audio", vault)) == []
    assert list(program.around(tmp_path / "elsewhere", vault)) == [tmp_path / "elsewhere"]
    roots = sight.readable(tmp_path / "program", vault)
    assert not [root for root in roots if root == vault or root in vault.parents or vault in root.parents]


@needs_landlock
def test_a_worker_does_not_see_a_vault_inside_the_folder_of_the_models(tmp_path: Path) -> None:
    vault = tmp_path / "models" / "vault"
    vault.mkdir(parents=True)
    (vault / "vault.db").write_bytes(b"sealed")
    host = WorkerHost("note worker", models=tmp_path / "models", closed=lambda: vault)
    try:
        tried = host.prove(vault)
    finally:
        host.stop()
    assert tried is not None
    assert {t.outcome for t in tried if t.what == "vault"} == {canary.REFUSED}


def test_no_secret_of_the_environment_reaches_a_worker(host: WorkerHost, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = ("HF_TOKEN", "PYANNOTEAI_API_KEY", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "OTEL_EXPORTER_OTLP_HEADERS")
    for name in secrets:
        monkeypatch.setenv(name, "planted")
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "1")
    host.call(p.TryNetwork(), p.NetworkTried)
    assert host.pid is not None
    first = Path(f"/proc/{host.pid}/environ")
    if os.geteuid() != 0 or not os.access(first, os.R_OK):
        pytest.skip("only root may look at a process that is not dumpable")
    given = psutil.Process(host.pid).environ()
    assert "planted" not in given.values() and given["PYANNOTE_METRICS_ENABLED"] == "0"
