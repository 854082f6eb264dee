"""What is kept of a crash and of faults: names of functions, kinds and codes of errors, numbers; never values.

Both files lie beside the settings. A native crash writes the functions it was in; the next start finds
that, puts it aside as `crash-last.log` and says so. `window.log` holds the main thread's blocks, and warnings.

An allow-list rules what may be written, and it goes by where a word comes from, not by what it looks like: a
line's fixed text must stand in the program itself, and what is put into it must be a number, the code of an error,
or `Safe`, which is made of the names of functions, modules and exception types alone. Everything else becomes the
name of the logger. The texts of exceptions are never written anywhere.
"""

from __future__ import annotations

import faulthandler
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from app.domain.errors import SottoError

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

log = logging.getLogger(__name__)

NOW, LAST, WINDOW = "crash.log", "crash-last.log", "window.log"
WINDOW_BYTES = 200_000
MOST_FRAMES = 12
PR_SET_DUMPABLE = 4


class Safe(str):
    """Words that stand in a program's own text: names of functions, modules, types, and codes of errors."""

    __slots__ = ()


# ---- making safe words ---------------------------------------------------------------------------


def frame_name(frame: FrameType) -> Safe:
    """Module and function of a frame."""
    module = frame.f_globals.get("__name__", "")
    known = isinstance(module, str) and module in sys.modules
    return Safe(f"{module if known else '?'}.{frame.f_code.co_name}")


def joined(names: Iterable[Safe]) -> Safe:
    """Several names, the innermost first."""
    return Safe(" < ".join(names))


def kind(error: BaseException | type[BaseException]) -> Safe:
    """The code of one of Sotto's errors; the type's name of any other."""
    which = error if isinstance(error, type) else type(error)
    return Safe(which.code if issubclass(which, SottoError) else which.__name__)


def places(trace: TracebackType | None) -> Safe:
    """The functions that an exception came through, the innermost first, with line numbers."""
    found: list[Safe] = []
    while trace is not None:
        found.insert(0, Safe(f"{frame_name(trace.tb_frame)}:{trace.tb_lineno}"))
        trace = trace.tb_next
    return joined(found[:MOST_FRAMES]) if found else Safe("unknown place")


# ---- the allow-list ------------------------------------------------------------------------------


class SafeRecord(logging.LogRecord):
    """A log record that has kept nothing but what may be written, from the moment it is made.

    A filter on one handler would not do: any library may add a handler of its own, and without any Python
    prints to standard error.
    """

    def __init__(self, name: str, level: int, pathname: str, lineno: int, msg: object, args: Any, exc_info: Any,
                 func: str | None = None, sinfo: str | None = None, **more: Any) -> None:  # fmt: skip
        error = exc_info[1] if isinstance(exc_info, tuple) else None
        if not (name.partition(".")[0] == "app" and _fixed(msg, pathname, lineno) and _harmless(args)):
            msg, args = "something was reported by %s", (Safe(name if name in sys.modules else "a library"),)
        if isinstance(error, BaseException):
            msg, args = f"{msg} (%s in %s)", (*(args or ()), kind(error), places(error.__traceback__))
        super().__init__(name, level, pathname, lineno, msg, args, None, func, None, **more)


def _harmless(args: Any) -> bool:
    values = args if isinstance(args, tuple) else (args,) if args else ()
    return all(
        isinstance(each, (bool, int, float, Safe)) or (isinstance(each, str) and each in _codes()) for each in values
    )


def _codes() -> set[str]:
    """The codes of all errors that Sotto raises on purpose."""
    kinds: list[type[SottoError]] = [SottoError]
    for each in kinds:
        kinds.extend(each.__subclasses__())
    return {each.code for each in kinds}


def _fixed(msg: object, pathname: str, lineno: int) -> bool:
    """Whether a message stands in the code that logs it, rather than having been put together there."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == pathname and frame.f_lineno == lineno:
            return isinstance(msg, str) and msg in frame.f_code.co_consts
        frame = frame.f_back
    return False


# ---- set-up --------------------------------------------------------------------------------------


def keep_to_itself() -> None:
    """From here on this process writes no values: not to logs, not to standard error, not to a core dump.

    Nor can another program of the same user read its memory, where the system can refuse that.
    """
    logging.setLogRecordFactory(SafeRecord)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable
    warnings.showwarning = _warned
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  (Linux alone)

        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, *[ctypes.c_ulong(0)] * 4)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _uncaught(which: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.critical("ended by %s in %s", kind(which), places(trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is not SystemExit:
        log.error("a thread ended by %s in %s", kind(args.exc_type), places(args.exc_traceback))


def _unraisable(args: UnraisableHookArgs) -> None:
    log.error("ignored %s in %s", kind(args.exc_type), places(args.exc_traceback))


def _warned(message: Warning | str, category: type[Warning], filename: str, lineno: int, file: Any = None,
            line: str | None = None) -> None:  # fmt: skip
    log.warning("a library gave a %s, line %d", kind(category), lineno)


def begin(folder: Path) -> bool:
    """Start both logs in `folder`; True if the last run ended in a crash. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    crashed = _put_aside(folder)
    # Open for the life of the process: faulthandler writes to the descriptor when nothing else works.
    faulthandler.enable((folder / NOW).open("w", encoding="utf-8"))
    handler = RotatingFileHandler(folder / WINDOW, maxBytes=WINDOW_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    handler.addFilter(lambda record: isinstance(record, SafeRecord))
    logging.getLogger().addHandler(handler)
    logging.getLogger("app.ui.blocks").setLevel(logging.INFO)
    return crashed


_CRASH_LINES = tuple(
    re.compile(line)
    for line in (
        r"(Fatal Python error|Windows fatal exception): [\w :,()-]{1,80}",
        r"(Current thread|Thread) 0x[0-9a-f]+ (\[[\w-]*\] )?\(most recent call first\):",
        r'  File "[^"]*", line \d+ in [\w<>.]+',
        r"Current thread's C stack trace.*|  Binary file .*|  <.*>",
        r"Extension modules: [\w., ]+\(total: \d+\)",
        r"  (Garbage-collecting|<no Python frame>|\.\.\.)",
        r"",
    )
)
_FILE = re.compile(r'(  File ")[^"]*?([^"/\\]+")')


def _put_aside(folder: Path) -> bool:
    """Keep the lines that faulthandler is known to write, without the folders that name a user."""
    now = folder / NOW
    if not now.exists() or now.stat().st_size == 0:
        return False
    lines = now.read_text(encoding="utf-8", errors="replace").splitlines()
    kept = [_FILE.sub(r"\1\2", line) for line in lines if any(known.fullmatch(line) for known in _CRASH_LINES)]
    (folder / LAST).write_text("\n".join(kept) + "\n", encoding="utf-8")
    now.unlink()
    return True
