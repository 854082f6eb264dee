"""What the figures were taken on, and how figures are put together."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import psutil

LOOK_SECONDS, BUSY = 2.0, 0.15
"""How long others are looked at before a run, and from which share of all cores on a machine counts as crowded."""


def describe() -> dict[str, object]:
    """The machine in words, with how busy it is just now: figures of a crowded machine are good for ratios only."""
    busy = psutil.cpu_percent(LOOK_SECONDS) / 100.0
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "python": platform.python_version(),
        "cores": psutil.cpu_count() or 1,
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "busy_before": round(busy, 2),
        "crowded": busy > BUSY,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def spread(values: Sequence[float], digits: int = 2) -> dict[str, float]:
    """Median, 95th percentile and largest of some figures; empty without any."""
    if not values:
        return {}
    return {
        "median": round(float(np.median(values)), digits),
        "p95": round(float(np.percentile(values, 95)), digits),
        "max": round(float(np.max(values)), digits),
    }
