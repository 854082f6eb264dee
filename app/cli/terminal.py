"""Talking to a person at a terminal: passphrases, progress, files."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.domain.errors import FolderNotWritable, InputInvalid
from app.domain.progress import Progress, Report, Stage
from app.store.files import write_atomically

PASSPHRASE_VARIABLE = "SOTTO_PASSPHRASE"  # noqa: S105 - a name, not a secret
STAGE_NAMES = {
    Stage.CAPTURE: "Reading the sound",
    Stage.TRANSCRIBE: "Writing down the words",
    Stage.SPEAKERS: "Working out who spoke",
    Stage.DRAFT: "Drafting the note",
    Stage.CHECK: "Checking the sentences",
}
RESTARTS = {
    "crashed": "The worker crashed and was started again.",
    "killed": "The worker was ended by the system, perhaps for want of memory, and was started again.",
}
GAVE_UP = {
    Stage.SPEAKERS: "Who spoke could not be worked out; the transcript is there without it.",
    Stage.DRAFT: "The note model could not be used; the draft is made of quotations.",
}


def read_passphrase(descriptor: int | None, *, new: bool) -> str:
    """The passphrase from a file descriptor, the environment, or a prompt: never from an argument.

    Raises InputInvalid where none can be had.
    """
    if descriptor is not None:
        try:
            with os.fdopen(descriptor, encoding="utf-8") as stream:
                return stream.readline().rstrip("\n")
        except (OSError, ValueError) as error:
            raise InputInvalid("The passphrase could not be read from that file descriptor.") from error
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ.pop(PASSPHRASE_VARIABLE)  # taken out, so that no process started later inherits it
    if not sys.stdin.isatty():
        raise InputInvalid(f"A passphrase is needed: set {PASSPHRASE_VARIABLE} or use --passphrase-fd.")
    try:
        passphrase = getpass.getpass("New passphrase (at least 12 characters): " if new else "Passphrase: ")
        if new and getpass.getpass("The same again: ") != passphrase:
            raise InputInvalid("The two passphrases were not the same.")
    except EOFError as error:
        raise InputInvalid("No passphrase was typed.") from error
    return passphrase


@contextmanager
def progress_bars() -> Iterator[Report]:
    """One bar a stage on standard error; leaving the block completes the last one."""
    from tqdm import tqdm  # noqa: PLC0415 - the window has no bars of this kind

    bars: dict[Stage, Any] = {}

    def report(progress: Progress) -> None:
        for stage, bar in bars.items():
            if stage is not progress.stage and not bar.disable:
                _complete(bar)
        bar = bars.get(progress.stage)
        if bar is None:
            bar = bars[progress.stage] = tqdm(
                total=progress.total,
                desc=f"{STAGE_NAMES[progress.stage]:24}",
                bar_format="{desc} {bar:30} {percentage:3.0f}%  {elapsed}",
                mininterval=0.2 if sys.stderr.isatty() else 5.0,
                file=sys.stderr,
            )
        if progress.restarted:
            what = RESTARTS.get(progress.reason) or GAVE_UP[progress.stage]
            bar.write(f"  {what} Nothing was lost.", file=sys.stderr)
        bar.total = progress.total
        bar.n = min(progress.done, progress.total)
        bar.update(0)

    try:
        yield report
    finally:
        for bar in bars.values():
            if not bar.disable:
                _complete(bar)


def _complete(bar: Any) -> None:
    bar.refresh()
    bar.close()
    bar.disable = True


def read_json(path: Path, what: str) -> Any:
    """A JSON file. Raises InputInvalid that says which file is wrong and where."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputInvalid(f"The {what} is not there or cannot be read.") from error
    except UnicodeDecodeError as error:
        raise InputInvalid(f"The {what} is not a text in UTF-8.") from error
    return parse_json(text, what)


def parse_json(text: str, what: str) -> Any:
    """JSON from a text. Raises InputInvalid that says where it is wrong."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputInvalid(f"The {what} is not JSON (line {error.lineno}, column {error.colno}).") from error
    except (ValueError, RecursionError) as error:
        raise InputInvalid(f"The {what} holds numbers or brackets beyond all measure.") from error


def check_writable(target: str) -> None:
    """See before long work that its result can be written. Raises FolderNotWritable."""
    if target == "-":
        return
    path = Path(target)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritable(str(path.parent)) from error
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise FolderNotWritable(str(path.parent))


def write_json(target: str, data: Any) -> None:
    """Write JSON to a file, whole or not at all, or to standard output for "-".

    Raises FolderNotWritable or DiskFull.
    """
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if target == "-":
        sys.stdout.write(text)
        return
    check_writable(target)
    path = Path(target)
    if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise FolderNotWritable(str(path.parent)) from error
        return
    write_atomically(path, text.encode())


def has_display(environment: Callable[[str], str | None] = os.environ.get) -> bool:
    """Whether a window can be shown."""
    if environment("QT_QPA_PLATFORM") == "offscreen":
        return False
    return sys.platform != "linux" or bool(environment("DISPLAY") or environment("WAYLAND_DISPLAY"))
