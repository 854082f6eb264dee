"""Notes when the main thread stops answering: how long, on which page, and in which functions.

A timer on the main thread beats; a watchdog thread looks at the beat. When it stays away for longer
than the threshold, the main thread's stack is noted as function names only, never values, since
values may hold a client's words. Time in which the main thread was ready and the system gave the
processor to others is not counted: it says something about the machine, not about the window.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

from app.crash_log import Safe, frame_name, joined

log = logging.getLogger(__name__)

BEAT_SECONDS = 0.025
THRESHOLD_SECONDS = 0.1
Beat = tuple[float, float, str]
"""When, the seconds that the main thread had been kept waiting for the processor by then, and the page."""


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of at least `THRESHOLD_SECONDS` without an answer; `where` is the innermost call first."""

    seconds: float
    where: tuple[Safe, ...]
    page: Safe
    """The page that was shown, or "one > another" where another was shown meanwhile."""

    @property
    def in_program(self) -> bool:
        """Whether Sotto's own code was running; if not, Qt was, or the machine had no time for us."""
        return any(name.startswith("app.") for name in self.where)


class BlockWatch(QObject):
    """Watches the main thread's event loop between `start` and `stop`."""

    def __init__(
        self,
        parent: QObject | None = None,
        threshold: float = THRESHOLD_SECONDS,
        page: Callable[[], str] = lambda: "",
    ) -> None:
        """`page` says which page is shown; it is asked on the main thread."""
        super().__init__(parent)
        self.blocks: list[Block] = []
        self._threshold = threshold
        self._page = page
        self._beat: Beat = (time.monotonic(), 0.0, "")
        self._main = threading.main_thread().ident or 0
        self._scheduling = Path(f"/proc/self/task/{threading.main_thread().native_id}/schedstat")
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(BEAT_SECONDS * 1000))
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to watch, from the main thread."""
        self._tick()
        self._stop.clear()
        self._timer.start()
        self._thread = threading.Thread(target=self._watch, name="sotto-blocks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the watch; the list of blocks stays."""
        self._timer.stop()
        self._stop.set()
        if self._thread is not None:
            self._thread.join(1.0)
            self._thread = None

    def _tick(self) -> None:
        self._beat = (time.monotonic(), self._kept_waiting(), self._page())

    def _kept_waiting(self) -> float:
        """Seconds that the main thread was ready to run and did not; 0.0 where the system does not say."""
        try:
            # Linux: time on the processor, time waiting for it (both nanoseconds), number of turns.
            return int(self._scheduling.read_text(encoding="ascii").split()[1]) / 1e9
        except (OSError, IndexError, ValueError):
            return 0.0

    def _since(self, beat: Beat) -> float:
        return time.monotonic() - beat[0] - (self._kept_waiting() - beat[1])

    def _watch(self) -> None:
        while not self._stop.wait(BEAT_SECONDS):
            beat = self._beat
            if self._since(beat) < self._threshold + BEAT_SECONDS:
                continue
            where = _names(sys._current_frames().get(self._main))
            while self._beat == beat and not self._stop.wait(BEAT_SECONDS / 5):
                pass
            seconds = round(self._since(beat) - BEAT_SECONDS, 3)
            page = Safe(" > ".join(dict.fromkeys((beat[2], self._beat[2]))))
            self.blocks.append(Block(seconds, where, page))
            log.info("main thread blocked for %.0f ms on %s in %s", seconds * 1000, page, joined(where[:6]))


def _names(frame: FrameType | None) -> tuple[Safe, ...]:
    names: list[Safe] = []
    while frame is not None and len(names) < 24:
        names.append(frame_name(frame))
        frame = frame.f_back
    return tuple(names)
