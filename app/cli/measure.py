"""Seconds and peak memory of each stage, all processes of the program together."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

SAMPLE_SECONDS = 0.2


def resident_bytes() -> int:
    """Memory in use by this process and its children. Shared pages count once per process."""
    total = 0
    this = psutil.Process()
    for process in (this, *this.children(recursive=True)):
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue  # ended between the listing and the look
    return total


class Measure:
    """`with measure.stage("transcribe"): …`; then `measure.rows`."""

    def __init__(self) -> None:
        self.rows: list[dict[str, float | str]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage and watch its memory a few times a second."""
        done, peak = threading.Event(), resident_bytes()

        def watch() -> None:
            nonlocal peak
            while not done.wait(SAMPLE_SECONDS):
                peak = max(peak, resident_bytes())

        watcher = threading.Thread(target=watch, name="memory", daemon=True)
        watcher.start()
        began = time.monotonic()
        try:
            yield
        finally:
            seconds = time.monotonic() - began
            done.set()
            watcher.join()
            self.rows.append({"stage": name, "seconds": round(seconds, 2), "peak_memory_mb": round(peak / 1e6, 1)})
