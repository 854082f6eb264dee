"""The one way from the window to the services: work runs in threads, results come back by signal.

Pages name what they want done and what should happen then; they know nothing of threads. Short
vault operations share one thread, so that they never overtake each other; a sentence check, the
recorder's status and playback each have a thread of their own, so that none waits for another; long
jobs get a thread each. Python runs one thread at a time: what nobody looks at yet begins when the window
has shown what was asked of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from app.domain.errors import Cancelled

T = TypeVar("T")


class Lane(StrEnum):
    """Which thread does the work."""

    VAULT = "vault"  # short reads and writes, one after the other
    CHECK = "check"  # the evidence check of a sentence
    RECORDER = "recorder"  # status and buttons of the recording page
    NUDGES = "nudges"  # what a note may lack
    SOUND = "sound"  # playback and level meters
    LONG = "long"  # a thread of its own


BEHIND = (Lane.CHECK, Lane.NUDGES)
"""What is asked of these lanes is shown in addition to what is on the screen already."""
LOOK_MS = 10
"""How often it is looked whether they may begin."""


@dataclass(slots=True)
class _Answer:
    owner: QObject
    then: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    value: Any = None
    error: Exception | None = None


class Operations(QObject):
    """Runs service calls off the main thread. Lives on the main thread."""

    quiet = Signal()
    """Nothing is running any more and every result has been handed over."""

    _arrived = Signal(object)

    def __init__(
        self,
        present: Callable[[QObject, Exception], None],
        parent: QObject | None = None,
        with_room: Callable[[Callable[[], Any]], Any] = lambda fn: fn(),
    ) -> None:
        """`present` shows an error that the caller of `run` did not take itself. `with_room` makes each call, and
        makes it again where the disk was full and it could free some room: a service call leaves nothing half done
        there."""
        super().__init__(parent)
        self._present = present
        self._with_room = with_room
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._long: list[threading.Thread] = []
        self._pending = 0
        self._closed = False
        self._shown: Callable[[], bool] = lambda: True
        self._behind: list[tuple[Lane, Callable[[], Any], _Answer]] = []
        self._starter = QTimer(self)
        self._starter.timeout.connect(self._begin_behind)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many operations have not handed over their result."""
        return self._pending

    def run(
        self,
        owner: QObject,
        fn: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        lane: Lane = Lane.VAULT,
    ) -> None:
        """Call `fn` in a thread, then `then(result)` or `failed(error)` on the main thread.

        Nothing is called once `owner` is gone. Without `failed` the error presenter shows the error;
        a cancelled job is no error.
        """
        if self._closed:
            return
        answer = _Answer(owner, then, failed)
        self._pending += 1
        if lane is Lane.LONG:
            self._long = [t for t in self._long if t.is_alive()]
            thread = threading.Thread(target=self._work, args=(fn, answer), name="sotto-long", daemon=True)
            self._long.append(thread)
            thread.start()
            return
        if lane in BEHIND:
            self._behind.append((lane, fn, answer))
            if not self._starter.isActive():
                self._starter.start(0)  # after what is to be painted now
            return
        self._submit(lane, fn, answer)

    def show_first(self, shown: Callable[[], bool]) -> None:
        """What is asked of the lanes in `BEHIND` from now on waits until `shown()`."""
        self._shown = shown

    def _begin_behind(self) -> None:
        if not self._shown():
            self._starter.start(LOOK_MS)
            return
        self._starter.stop()
        waiting, self._behind = self._behind, []
        for each in waiting:
            self._submit(*each)

    def _submit(self, lane: Lane, fn: Callable[[], Any], answer: _Answer) -> None:
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"sotto-{lane}")
        self._lanes[lane].submit(self._work, fn, answer)

    def _work(self, fn: Callable[[], Any], answer: _Answer) -> None:
        try:
            answer.value = self._with_room(fn)
        except Exception as error:  # noqa: BLE001  the one boundary: every failure reaches the screen or the log
            answer.error = error
        if not self._closed:
            self._arrived.emit(answer)

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        self._pending -= 1
        try:
            if isValid(answer.owner):
                self._hand_over(answer)
        finally:
            if self._pending == 0:
                self.quiet.emit()

    def _hand_over(self, answer: _Answer) -> None:
        if answer.error is None:
            if answer.then is not None:
                answer.then(answer.value)
        elif answer.failed is not None:
            answer.failed(answer.error)
        else:
            self.fail(answer.owner, answer.error)

    def fail(self, owner: QObject, error: Exception) -> None:
        """Show an error; a cancelled job is none."""
        if not isinstance(error, Cancelled):
            self._present(owner, error)

    def close(self, seconds: float = 5.0) -> None:
        """Let what runs come to its end; a long job gets at most `seconds`. Results are dropped."""
        self._closed = True
        self._starter.stop()
        for pool in self._lanes.values():
            pool.shutdown(wait=True, cancel_futures=False)
        for thread in self._long:
            thread.join(seconds)
