"""What is kept of a crash, and of a window that stopped answering: names of functions, never values.

Both files lie beside the settings. A native crash writes the functions it was in; the next start finds
that, puts it aside as `crash-last.log` and says so. `window.log` holds the main thread's blocks.
"""

from __future__ import annotations

import faulthandler
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

NOW, LAST, WINDOW = "crash.log", "crash-last.log", "window.log"
WINDOW_BYTES = 200_000


def begin(folder: Path) -> bool:
    """Start both logs in `folder`; True if the last run ended in a crash. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    crashed = _put_aside(folder)
    # Open for the life of the process: faulthandler writes to the descriptor when nothing else works.
    faulthandler.enable((folder / NOW).open("w", encoding="utf-8"))
    blocks = logging.getLogger("app.ui.blocks")
    handler = RotatingFileHandler(folder / WINDOW, maxBytes=WINDOW_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    blocks.addHandler(handler)
    blocks.setLevel(logging.INFO)
    return crashed


def _put_aside(folder: Path) -> bool:
    now = folder / NOW
    if not now.exists() or now.stat().st_size == 0:
        return False
    now.replace(folder / LAST)
    return True
