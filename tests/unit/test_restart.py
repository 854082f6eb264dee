"""What a lock tells the next process, and that nothing else reaches it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from app import restart
from app.bootstrap import QtWindowing
from app.cli.parser import build_parser
from app.restart import LockNotice, command, rectangle
from app.services.paths import Places

ROOT = Path(__file__).parents[2]

REPLACED = """
import os, subprocess, sys, time
from app import restart
secret = os.open("/dev/null", os.O_RDONLY); os.set_inheritable(secret, True)
os.environ["SOTTO_PASSPHRASE"] = "umbrella giraffe window"
child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
restart.command = lambda notice: [sys.executable, "-c", sys.argv[1], str(child.pid), *notice.arguments()]
restart.replace_process(restart.LockNotice(recording=True))
"""
AFTER = """
import json, os, sys, time
import psutil
from app import restart
own = set(os.listdir("/proc/self/fd"))
taken = restart.take_in_children()
end = time.monotonic() + 30
while psutil.pid_exists(int(sys.argv[1])) and time.monotonic() < end: time.sleep(0.01)
gone = not psutil.pid_exists(int(sys.argv[1]))
print(json.dumps({"arguments": sys.argv[2:], "open": len(own), "taken": taken, "gone": gone,
                  "passphrase": "SOTTO_PASSPHRASE" in os.environ}))
"""


@pytest.mark.parametrize(
    "notice",
    [
        LockNotice(),
        LockNotice(recording=True, geometry="10,-20,1280,800"),
        LockNotice(work=True, back_to_work=True, not_stored=True, not_closed=True, geometry="0,0,960,640,max,behind"),
        LockNotice(starting=True),
    ],
)
def test_a_notice_comes_through_the_command_line(notice: LockNotice) -> None:
    parsed = build_parser().parse_args(notice.arguments())
    assert parsed.command is None
    assert LockNotice.read(parsed.locked, parsed.geometry) == notice


def test_what_is_not_known_is_ignored() -> None:
    assert LockNotice.read(None, "1,2,3,4") is None
    assert LockNotice.read("recording,Anna", "1;2") == LockNotice(recording=True)
    assert rectangle("1,2,3") is None and rectangle("1,2,3,4,odd") is None
    assert "locked" not in build_parser().format_help(), "nobody is to type it"


def test_the_arguments_are_flags_and_numbers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    notice = LockNotice(recording=True, work=True, geometry="1,2,3,4")
    assert command(notice)[1:] == ["-P", "-m", "app", "--locked=recording,work", "--geometry=1,2,3,4"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command(notice)[1:] == ["--locked=recording,work", "--geometry=1,2,3,4"]


def test_how_a_recorder_is_reached_goes_by_the_environment_and_is_taken_out_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handle = f"{'5e' * 32}@/tmp/somewhere/control"
    notice = LockNotice(recording=True, recorder=handle)
    assert handle not in repr(notice) and not any("5e5e" in each for each in command(notice))
    told: dict[str, str] = {}

    def replaced(_: str, __: list[str], environment: dict[str, str]) -> None:
        told.update(environment)
        raise SystemExit

    monkeypatch.setattr(os, "execve", replaced)
    monkeypatch.setattr(os, "_exit", lambda _: None)
    monkeypatch.setattr(restart, "_close_on_exec", lambda: None)
    with pytest.raises(SystemExit):
        restart.replace_process(notice)
    assert told["SOTTO_RECORDER"] == handle
    monkeypatch.setenv("SOTTO_RECORDER", handle)
    assert LockNotice.read("recording", None) == notice
    assert "SOTTO_RECORDER" not in os.environ, "no process that this one starts has it"
    with pytest.raises(SystemExit):
        restart.replace_process(LockNotice(recording=True))
    assert LockNotice.read("recording", None) == LockNotice(recording=True)


@pytest.mark.skipif(sys.platform != "linux", reason="counts descriptors in /proc")
def test_files_stay_behind_and_children_are_taken_in() -> None:
    """A child that loses its pipe with the old image ends; the new one takes its exit status in: no zombie."""
    done = subprocess.run(
        [sys.executable, "-c", REPLACED, AFTER], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found.pop("open") <= 4, "three, and the one that lists them"
    assert found == {"arguments": ["--locked=recording"], "taken": 1, "gone": True, "passphrase": False}


def test_a_program_that_cannot_be_started_again_ends_all_the_same() -> None:
    code = ("from app import restart; restart.command = lambda _: ['/nowhere/sotto'];"
            "restart.replace_process(restart.LockNotice())")  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1 and done.stderr == ""


def test_a_lock_in_the_demo_ends_its_process_and_the_next_one_finds_its_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}
    told: list[tuple[LockNotice, Path]] = []
    monkeypatch.setenv("SOTTO_HOME", "")
    monkeypatch.setattr("app.ui.application.run_window", lambda _, **more: given.update(more) or 0)
    monkeypatch.setattr(restart, "replace_process", lambda notice: told.append((notice, Places.usual().vault)))
    assert QtWindowing().open(cast(Any, None), "demo", tmp_path) == 0
    given["restart"](LockNotice(work=True))
    assert told == [(LockNotice(work=True), tmp_path.resolve() / "vault")]
