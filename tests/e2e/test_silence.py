"""No network, watched from outside while the main job runs; and canaries that the same watch must catch."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.offline import SWITCHES, not_offline
from app.sandbox import canary
from app.workers import protocol as p
from app.workers.host import WorkerHost
from tests import silence
from tests.demo import demo_pcm, load_request
from tests.silence_job import FAMILIES, NOT_CAUGHT

pytestmark = [pytest.mark.engines, pytest.mark.timeout(1800)]
watched = pytest.mark.skipif(bool(silence.cannot_watch()), reason=silence.cannot_watch() or "it can be watched")
emptied = pytest.mark.skipif(not silence.empty_network(), reason="this system permits no network namespace")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return silence.piece(tmp_path_factory.mktemp("sound") / "piece.wav")


@pytest.fixture
def listener() -> Iterator[silence.Listener]:
    listener = silence.Listener()
    yield listener
    listener.close()


# ---- the watch itself ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("12  socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3", True),
        ("12  socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = -1 EACCES (Permission denied)", True),
        ("12  socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 3", True),
        ("12  socket(AF_PACKET, SOCK_RAW, 0) = 3", True),
        ("12  connect(3, {sa_family=AF_INET, sin_port=htons(53)}, 16) = 0", True),
        ("12  sendto(3, 0x1, 1, 0, {sa_family=AF_INET6, sin6_port=htons(1)}, 28) = 1", True),
        ("12  io_uring_setup(1, {flags=0}) = 4", True),
        ("12  <... socket resumed>) = 3", False),
        ("12  socket(AF_INET, SOCK_STREAM, 0 <unfinished ...>", True),
        ("12  socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3", False),
        ('12  connect(3, {sa_family=AF_UNIX, sun_path="/run/AF_INETD"}, 110) = 0', False),
        ("12  socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [3, 4]) = 0", False),
        ("12  +++ exited with 0 +++", False),
    ],
)
def test_what_counts_as_forbidden(line: str, caught: bool) -> None:
    assert bool(silence.forbidden_calls([line])) is caught


@watched
@pytest.mark.parametrize("kind", [*FAMILIES, "io_uring"])
def test_a_canary_in_native_code_is_caught(kind: str, tmp_path: Path) -> None:
    seen = silence.watch(["canary", kind], tmp_path / "trace")
    assert seen.status == 0, seen.output
    assert len(seen.forbidden) == 1 and seen.processes >= 1


@watched
def test_a_canary_in_a_worker_is_refused_and_caught(tmp_path: Path) -> None:
    """The watch sees even what the sandbox refuses: nothing in a worker escapes it."""
    seen = silence.watch(["proof", str(tmp_path / "vault")], tmp_path / "trace")
    assert seen.status == 0, seen.output
    text = "\n".join(seen.forbidden)
    assert all(word in text for word in ("AF_INET,", "AF_INET6", "AF_NETLINK", "AF_PACKET", "io_uring"))
    assert not [call for call in seen.forbidden if "EACCES" not in call]


def start_reporting_library(folder: Path, off: str) -> subprocess.Popen[bytes]:
    """ONNX Runtime with nothing but its own switch, watched, where nothing can leave; it waits for 60 seconds."""
    folder.mkdir()
    code = "import time; from faster_whisper.vad import get_vad_model; get_vad_model(); time.sleep(60)"
    trace = folder.with_suffix(".trace")
    command = [*silence.empty_network(), "strace", "-f", "-qq", "-e", silence.CALLS, "-o", str(trace)]
    # Little of this environment: where the library sees that it is being tested, it is silent by itself.
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "ORT_DISABLE_TELEMETRY": off}
    return subprocess.Popen([*command, sys.executable, "-c", code], env=environment, start_new_session=True)


def seen_of(folder: Path) -> list[str]:
    """Forbidden calls so far."""
    trace = folder.with_suffix(".trace")
    return silence.forbidden_calls(trace.read_text(encoding="utf-8").splitlines()) if trace.exists() else []


@watched
@emptied
def test_a_library_that_reports_home_is_caught_and_its_switch_silences_it(tmp_path: Path) -> None:
    """ONNX Runtime reports to its makers, some seconds after it was loaded, unless told not to."""
    assert SWITCHES["ORT_DISABLE_TELEMETRY"] == "1"
    left_alone, told = tmp_path / "left alone", tmp_path / "told"
    running = [start_reporting_library(left_alone, "0"), start_reporting_library(told, "1")]
    try:
        deadline = time.monotonic() + 50
        while not seen_of(left_alone) and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(1)  # whatever the other had to say would have been said by now
        assert seen_of(left_alone) and any(left_alone.rglob("*.db")), (
            "its reports, and the number it gives the computer"
        )
        assert seen_of(told) == [] and not list(told.iterdir())
        assert [process.poll() for process in running] == [None, None]
    finally:
        for process in running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


# ---- the main job --------------------------------------------------------------------------------


@watched
def test_the_main_job_from_a_terminal_opens_no_socket(sound: Path, tmp_path: Path) -> None:
    seen = silence.watch(["terminal", str(tmp_path / "home"), str(sound)], tmp_path / "trace")
    assert seen.status == 0, seen.output
    assert seen.forbidden == ()
    assert seen.processes >= 4, "the command, the recorder, and both workers were seen"
    assert (tmp_path / "home" / "note.pdf").stat().st_size > 1000


@watched
def test_the_main_job_in_the_window_opens_no_socket(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    seen = silence.watch(["window", str(tmp_path / "home"), str(sound)], tmp_path / "trace", quickly=True)
    assert seen.status == 0, seen.output
    assert seen.forbidden == ()
    assert (tmp_path / "home" / "saved.pdf").stat().st_size > 1000


@emptied
def test_the_main_job_needs_no_network(sound: Path, tmp_path: Path) -> None:
    done = silence.without_network(["terminal", str(tmp_path / "home"), str(sound)])
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "home" / "note.pdf").stat().st_size > 1000


@emptied
def test_a_canary_reaches_nobody_without_a_network(listener: silence.Listener) -> None:
    there = [*silence.JOB, "canary", f"connect:{listener.port}"]
    assert subprocess.run(there, cwd=silence.ROOT, check=False).returncode == 0
    assert listener.heard() == 1, "with a network it gets through"
    assert silence.without_network(["canary", f"connect:{listener.port}"]).returncode == NOT_CAUGHT
    assert listener.heard() == 0


# ---- reports of libraries ------------------------------------------------------------------------


def test_reports_stay_off_with_their_variables_forced_on(
    listener: silence.Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced = {**silence.environment(), "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{listener.port}"}
    for name, value in forced.items():
        monkeypatch.setenv(name, value)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{listener.port}")
    assert {"HF_TOKEN", "PYANNOTE_METRICS_ENABLED", "ORT_DISABLE_TELEMETRY"} <= set(not_offline())
    host = WorkerHost("speech worker", closed=lambda: tmp_path)
    try:
        host.load(load_request("speakers"))
        assert not_offline() == [], "what starts a worker is offline too"
        host.call(p.StartFollowing([]), p.Followed)
        host.call(p.Follow(demo_pcm()[: 16_000 * 2 * 12]), p.Followed)
        assert host.call(p.EndFollowing(2), p.Spoken).turns
        tried = host.prove(tmp_path)
        assert host.pid is not None
        first = Path(f"/proc/{host.pid}/environ")
        if sys.platform == "linux" and os.access(first, os.R_OK) and os.geteuid() == 0:
            given = dict(line.split("=", 1) for line in first.read_text().split("\0") if line)
            assert not [name for name in given if "TOKEN" in name and name not in SWITCHES]
            assert "PYANNOTEAI_API_KEY" not in given and not [n for n in given if n.startswith("OTEL_EXPORTER")]
            assert {name: given[name] for name in SWITCHES} == SWITCHES
    finally:
        host.stop()
    assert tried is not None
    assert [t.outcome for t in tried if t.what == "reports"] == [canary.REFUSED]
    assert listener.heard() == 0
