"""A crash is found at the next start, as names of functions only."""

from __future__ import annotations

import re
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


FAULTS = """
import logging, sys, threading, warnings
from pathlib import Path
from app import crash_log
from app.domain.errors import NotAllowed
crash_log.keep_to_itself()
crash_log.begin(Path(sys.argv[1]))
log = logging.getLogger("app.ui.window")
class Odd:
    def __del__(self):
        raise ValueError(words)
def faulty(words):
    held = {"name": words}
    raise ValueError(words, held)
words = sys.stdin.read()
log.warning("about %s", words)
log.warning(f"about {words}")
log.warning("%(name)s", {"name": words})
log.error("refused: %s, %d times", NotAllowed.code, 3)
logging.getLogger(words).error(words)
try:
    faulty(words)
except ValueError:
    log.exception("it failed")
try:
    raise NotAllowed(words)
except NotAllowed:
    log.warning("it was refused", exc_info=True, stack_info=True)
Odd()
warnings.warn(words)
thread = threading.Thread(target=faulty, args=(words,), name=words)
thread.start()
thread.join()
faulty(words)
"""
WRITTEN = [
    "something was reported by a library", "something was reported by a library", "something was reported by a library",
    "refused: not-allowed, 3 times", "something was reported by a library",
    "it failed (ValueError in __main__.faulty < __main__.<module>)",
    "it was refused (not-allowed in __main__.<module>)",
    "ignored ValueError in __main__.__del__", "a library gave a UserWarning, line N",
    "a thread ended by ValueError in __main__.faulty < threading.run < threading._bootstrap_inner",
    "ended by ValueError in __main__.faulty < __main__.<module>",
]  # fmt: skip


def test_what_is_logged_holds_names_of_functions_and_codes_alone(tmp_path: Path) -> None:
    """The canary is in texts, arguments, locals, a thread's name and a logger's; the frames come by name and line."""
    done = subprocess.run(
        [sys.executable, "-c", FAULTS, str(tmp_path)], input="Anna Example slept badly", capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    logged = (tmp_path / crash_log.WINDOW).read_text(encoding="utf-8")
    for said in (logged, done.stderr, done.stdout, (tmp_path / crash_log.NOW).read_text(encoding="utf-8")):
        assert "Anna" not in said
    lines = [re.sub(r"^[\d: ,-]+ ", "", line) for line in logged.splitlines()]
    assert [re.sub(r":\d+", "", re.sub(r"line \d+", "line N", line)) for line in lines] == WRITTEN


def test_what_is_put_aside_of_a_crash_is_what_is_known_to_be_harmless(tmp_path: Path) -> None:
    (tmp_path / crash_log.NOW).write_text(
        "Fatal Python error: Segmentation fault\n\n"
        "Current thread 0x00007f9c66691b80 (most recent call first):\n"
        '  File "/home/ruth/sotto/app/ui/window.py", line 12 in lock\n'
        "Anna Example slept badly\n  File: Anna\n",
        encoding="utf-8",
    )
    assert start(tmp_path).stdout.strip() == "True"
    kept = (tmp_path / crash_log.LAST).read_text(encoding="utf-8")
    assert "line 12 in lock" in kept and "Segmentation fault" in kept
    assert "Anna" not in kept and "ruth" not in kept
