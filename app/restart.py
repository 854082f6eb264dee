"""The end of the window's process at a lock, and what the next one is told.

A key that was in memory stays there in copies that nobody can wipe; only the end of the process removes
them. So the process is replaced by a new one that knows nothing but a few flags: that a recording goes on,
that work waits, that the last words could not be stored, and where the window stood. None of them says
anything about a client.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import psutil

from app.offline import withheld_proxies

FLAGS = ("recording", "work", "back-to-work", "not-stored", "not-closed", "starting", "installing")
RECORDER_VARIABLE = "SOTTO_RECORDER"
_GEOMETRY = re.compile(r"(-?\d{1,5}),(-?\d{1,5}),(\d{1,5}),(\d{1,5})((?:,(?:max|min|behind))*)")


@dataclass(frozen=True, slots=True)
class LockNotice:
    """What the lock screen is to say and to do.

    `geometry`: x, y, width and height in pixels, then "max" or "min" for a window of that state, "behind" for one that
    was not in front. `recorder`: how a recording that goes on is reached, see `app.audio.aside`; it goes by the
    environment, which other users of the computer cannot read as they can the arguments.
    """

    recording: bool = False
    work: bool = False
    """Work was put off and goes on after unlocking."""
    back_to_work: bool = False
    """The page that follows the work was on the screen."""
    not_stored: bool = False
    """The last words could not be stored."""
    not_closed: bool = False
    """The vault did not close as it should."""
    geometry: str = ""
    starting: bool = False
    """A recording was just being started, and it is not known what came of it."""
    installing: bool = False
    """Models were being fetched or copied, and that goes on."""
    recorder: str = field(default="", repr=False)

    def arguments(self) -> list[str]:
        """The arguments for the next process."""
        held = (self.recording, self.work, self.back_to_work, self.not_stored, self.not_closed, self.starting,
                self.installing)  # fmt: skip
        said = ",".join(flag for flag, holds in zip(FLAGS, held, strict=True) if holds)
        return [f"--locked={said}", *([f"--geometry={self.geometry}"] if self.geometry else [])]

    @classmethod
    def read(cls, locked: str | None, geometry: str | None) -> LockNotice | None:
        """What was told; None if the program did not start after a lock. What is not known is ignored."""
        if locked is None:
            return None
        told = set(locked.split(","))
        recording, work, back_to_work, not_stored, not_closed, starting, installing = (flag in told for flag in FLAGS)
        stood = geometry if geometry and rectangle(geometry) else ""
        # Taken out of it: no process that this one starts is to have it.
        recorder = os.environ.pop(RECORDER_VARIABLE, "")
        return cls(recording, work, back_to_work, not_stored, not_closed, stood, starting, installing, recorder)


def rectangle(geometry: str) -> tuple[int, int, int, int] | None:
    """Where a window stood: x, y, width, height; None for anything else."""
    found = _GEOMETRY.fullmatch(geometry)
    return (int(found[1]), int(found[2]), int(found[3]), int(found[4])) if found else None


def command(notice: LockNotice) -> list[str]:
    """How the window is started again."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *notice.arguments()]
    return [sys.executable, "-P", "-m", "app", *notice.arguments()]


def replace_process(notice: LockNotice) -> NoReturn:
    """End this process, with all that it holds, and be the lock screen. Does not return.

    The vault must be closed before: nothing is stored here. On Windows, where a process cannot be replaced,
    a new one is started.
    """
    words, environment = command(notice), _environment(notice.recorder)
    for child in multiprocessing.active_children():  # one that a last question started anew, say
        child.kill()
    try:
        if sys.platform == "win32":
            subprocess.Popen(words, env=environment, close_fds=True)  # noqa: S603  (our own program)
        else:
            _close_on_exec()
            os.execve(words[0], words, environment)  # noqa: S606  (our own program)
    finally:
        # Also where the program cannot be started any more, since it was just updated, say: the key must go.
        os._exit(0 if sys.platform == "win32" else 1)


def _environment(recorder: str = "") -> dict[str, str]:
    root = str(Path(__file__).resolve().parent.parent)
    # The window alone is handed a proxy's password back: it is the one that may ask the network.
    environment = {**os.environ, **withheld_proxies(), "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    environment.pop("SOTTO_PASSPHRASE", None)
    environment.pop(RECORDER_VARIABLE, None)
    if recorder:
        environment[RECORDER_VARIABLE] = recorder
    if not getattr(sys, "frozen", False):
        rest = [each for each in environment.get("PYTHONPATH", "").split(os.pathsep) if each and each != root]
        environment["PYTHONPATH"] = os.pathsep.join([root, *rest])
    return environment


def _close_on_exec() -> None:
    """Let no file and no socket pass into the new process but the three standard ones."""
    for folder in ("/proc/self/fd", "/dev/fd"):
        if Path(folder).is_dir():
            numbers = [int(each) for each in os.listdir(folder) if each.isdecimal()]  # noqa: PTH208
            break
    else:
        numbers = list(range(256))
    for number in numbers:
        if number > 2:
            try:
                os.set_inheritable(number, False)
            except OSError:
                continue  # closed since, as the descriptor of the listing itself


def take_in_children() -> int:
    """Wait, in threads, for children that the process before this one started; returns how many there are.

    A recorder goes on through a lock and stays a child of the replaced process. Nobody else would take its
    exit status in, and it would stay as a zombie.
    """
    if sys.platform == "win32":
        return 0
    numbers = [child.pid for child in psutil.Process().children()]
    for number in numbers:
        threading.Thread(target=_wait_for, args=(number,), name="sotto-inherited", daemon=True).start()
    return len(numbers)


def _wait_for(number: int) -> None:
    try:
        os.waitpid(number, 0)
    except ChildProcessError:
        return  # taken in by somebody else
