"""The recorder goes before other programs where the system lets it: sound does not wait."""

from __future__ import annotations

import contextlib
import os
import sys

import psutil

NICE = -11
"""What desktop sound servers take; refused to most users unless the system grants it."""
REALTIME = 1
"""The lowest real-time priority: before all ordinary programs, behind the sound server."""


def raise_priority() -> None:
    """Ask for what may be had; never fails. Call it before the threads that it is meant for are started."""
    if sys.platform == "win32":
        with contextlib.suppress(psutil.Error):
            psutil.Process().nice(psutil.HIGH_PRIORITY_CLASS)
        return
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, NICE)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(REALTIME))
