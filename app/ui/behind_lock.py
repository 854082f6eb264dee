"""A recording that goes on behind the lock, as the lock screen, the strip and the tray follow and work it.

Who sits in a session must not need a passphrase to pause it: that, a mark and the end say nothing of a client, and give
nobody anything to see or to hear. What comes of an end is written into the vault once that is open again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import RecorderLost
from app.domain.session import RecorderStatus, RecordingState
from app.ui.operations import Lane

if TYPE_CHECKING:
    from app.audio.aside import Aside
    from app.ui.window import Window

LOOK_MS = 500
"""How often it is asked how it stands."""
_GONE = RecorderStatus(RecordingState.FAILED)
log = logging.getLogger(__name__)


class BehindLock(QObject):
    """Lives with the window, on the main thread; asks nobody anything while nothing goes on behind a lock."""

    stands = Signal(object)
    """The RecorderStatus that was heard last."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._asking = False
        self.status: RecorderStatus | None = None
        """How it stands; None while nothing goes on, or the recorder has not answered."""
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._look)

    @property
    def ended(self) -> bool:
        """Whether it was ended from here."""
        return self.status is not None and self.status.state is RecordingState.STOPPED

    @property
    def _recorder(self) -> Aside | None:
        found: Aside | None = self._window.services.recording.behind
        return found

    def begin(self) -> None:
        """The vault is locked, and a recording goes on."""
        self._clock.start()

    def rest(self) -> None:
        """The vault is open, or nothing goes on any more."""
        self._clock.stop()
        self.status = None

    def pause_or_go_on(self) -> None:
        """Pause, or go on after a pause and after what was off the record."""
        if (recorder := self._recorder) is not None and self.status is not None:
            running = self.status.state is RecordingState.RECORDING
            self._tell(recorder.pause if running else recorder.resume)

    def off_record(self) -> None:
        """Capture nothing until it goes on, and note that this was off the record."""
        if (recorder := self._recorder) is not None:
            self._tell(recorder.off_record)

    def mark_moment(self) -> None:
        """Mark this moment."""
        if (recorder := self._recorder) is not None:
            self._tell(recorder.mark)

    def end(self) -> None:
        """End it."""
        if (recorder := self._recorder) is not None:
            self._tell(recorder.end)

    def _look(self) -> None:
        recorder = self._recorder
        if recorder is not None and not self._asking:
            self._tell(recorder.status)

    def _tell(self, act: Callable[[], RecorderStatus]) -> None:
        self._asking = True

        def answered(status: RecorderStatus) -> None:
            self._asking = False
            self._heard(status)

        def failed(error: Exception) -> None:
            self._asking = False
            if isinstance(error, RecorderLost):
                self._heard(replace(self.status or _GONE, state=RecordingState.FAILED, level=0.0))
                self._clock.stop()
            else:  # the next answer says how it stands; nothing lies over a locked screen
                log.info("the recorder refused: %s", type(error).__name__)

        self._window.ops.run(self, act, answered, failed, lane=Lane.RECORDER)

    def _heard(self, status: RecorderStatus) -> None:
        if not self._clock.isActive():
            return  # it was unlocked meanwhile, or is over
        self.status = status
        if self.ended:
            self._clock.stop()
        self.stands.emit(status)
