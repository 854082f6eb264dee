"""A crash is found at the next start, as names of functions only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app import crash_log

CRASH = """
import sys, ctypes
from pathlib import Path
from app import crash_log
print(crash_log.begin(Path(sys.argv[1])))
sys.stdout.flush()
def a_telling_name(secret):
    ctypes.string_at(0)
if len(sys.argv) > 2:
    a_telling_name("Anna Example slept badly")
"""


def start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CRASH, str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_crash_is_said_once_and_holds_no_values(tmp_path: Path) -> None:
    assert start(tmp_path, "crash").returncode < 0
    again = start(tmp_path)
    assert again.stdout.strip() == "True" and again.returncode == 0
    kept = (tmp_path / crash_log.LAST).read_text(encoding="utf-8")
    assert "a_telling_name" in kept and "Anna" not in kept
    assert start(tmp_path).stdout.strip() == "False"
