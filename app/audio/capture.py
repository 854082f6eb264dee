"""The recorder's loop: sound from an input into the encrypted recording, a second at a time.

One thread captures and writes (`Capture.run`); requests of other threads are queued and done between
two blocks, so that pause, mark and stop have an exact place in the sound.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue

from app.audio import clock
from app.audio.inputs import Block, SoundInput
from app.audio.level_meter import PeakLevel
from app.audio.protocol import Act
from app.audio.resample import SECOND
from app.domain.errors import DiskFull, SottoError
from app.domain.session import Gap, GapKind, Mark, RecorderStatus, RecordingState
from app.store.audio_store import AudioWriter

STEP = 0.05
"""Seconds between two looks at what was asked."""
AFTERMATH = 0.2
"""Seconds recorded beyond a stop or a pause: the last word is often still being said."""
ASLEEP = 2.0
"""A loss longer than this is no overflow: the computer slept, or the device was away."""

_HELD = {Act.PAUSE: RecordingState.PAUSED, Act.OFF_RECORD: RecordingState.OFF_RECORD}
_GAPS = {RecordingState.PAUSED: GapKind.PAUSED, RecordingState.OFF_RECORD: GapKind.OFF_RECORD}


@dataclass(frozen=True, slots=True)
class Before:
    """What a recording that is taken up again holds already: marks and gaps."""

    marks: tuple[float, ...] = ()
    gaps: tuple[Gap, ...] = ()


class Capture:
    """Records from `sound` into `writer` until stopped, the source's end, or an error."""

    def __init__(self, sound: SoundInput, writer: AudioWriter, before: Before | None = None) -> None:
        self._sound = sound
        self._writer = writer
        self._pending = bytearray()
        self._requests: SimpleQueue[tuple[Act, Future[RecorderStatus]]] = SimpleQueue()
        self._lock = threading.Lock()
        self._over = False
        self._stopping = threading.Event()
        self._level = PeakLevel()
        self._held_at = 0.0
        before = before or Before()
        self._status = RecorderStatus(
            RecordingState.RECORDING,
            captured=writer.duration,
            device=sound.device,
            total=sound.total,
            marks=before.marks,
            gaps=before.gaps,
        )

    # ---- for every thread ----------------------------------------------------------------------

    def status(self) -> RecorderStatus:
        """How it stands. Never waits."""
        return replace(self._status, level=self._level.value)

    def ask(self, act: Act) -> RecorderStatus:
        """Do `act` and return the status after it; once recording is over, the final status.

        Raises SottoError where it could not be done, for example MicrophoneRefused on resuming.
        """
        if act is Act.STATUS:
            return self.status()
        done: Future[RecorderStatus] = Future()
        with self._lock:
            if self._over:
                return self.status()
            self._requests.put((act, done))
        return done.result()

    def stop_soon(self) -> None:
        """Make `run` come to its proper end. Safe in a signal handler."""
        self._stopping.set()

    # ---- the one thread that captures -------------------------------------------------------------

    def run(self) -> None:
        """Capture until the end. Afterwards input and recording are closed and the status is final."""
        waiting: list[Future[RecorderStatus]] = []
        error: SottoError | None = None
        foreseen = False
        try:
            while not self._stopping.is_set() and not self._sound.ended:
                self._do_requests(waiting)
                if self._status.state is RecordingState.RECORDING and not self._stopping.is_set():
                    self._take(self._sound.read(STEP))
            self._finish_stretch()
            foreseen = True
        except SottoError as caught:
            error, foreseen = caught, True
        finally:
            # Also when something unforeseen is raised: what was captured is stored, the end is noted.
            self._sound.close()
            error = self._close_recording(foreseen) or error
        self._settle(error, waiting)

    def _do_requests(self, waiting: list[Future[RecorderStatus]]) -> None:
        # While nothing is captured this wait is all there is to do.
        timeout = 0.0 if self._status.state is RecordingState.RECORDING else STEP
        while True:
            try:
                act, done = self._requests.get(block=timeout > 0, timeout=timeout or None)
            except Empty:
                return
            if act is Act.STOP:
                waiting.append(done)
                self._stopping.set()
                return
            self._do(act, done)

    def _do(self, act: Act, done: Future[RecorderStatus]) -> None:
        try:
            if act is Act.MARK:
                self._mark()
            elif act is Act.RESUME:
                self._resume()
            else:
                self._hold(_HELD[act])
        except DiskFull as error:
            done.set_exception(error)
            raise
        except SottoError as error:
            done.set_exception(error)
        else:
            done.set_result(self.status())

    def _mark(self) -> None:
        at = self._writer.duration + len(self._pending) / SECOND
        self._writer.add_mark(Mark(at))
        self._status = replace(self._status, marks=(*self._status.marks, at))

    def _hold(self, state: RecordingState) -> None:
        now = self._status.state
        if now is state:
            return
        if now is RecordingState.RECORDING:
            extra = 0.0 if state is RecordingState.OFF_RECORD else AFTERMATH
            self._held_at = clock.now() + extra
            self._keep(self._sound.hold(extra))
            self._commit(everything=True)
        else:  # from paused to off the record, or back: one gap ends, the other begins
            moment = clock.now()
            self._note_held_gap(moment)
            self._held_at = moment
        self._level.clear()
        self._status = replace(self._status, state=state, silent_for=0.0)

    def _resume(self) -> None:
        if self._status.state is RecordingState.RECORDING:
            return
        self._note_held_gap(self._sound.go_on())
        self._status = replace(self._status, state=RecordingState.RECORDING)

    def _note_held_gap(self, until: float) -> None:
        kind = _GAPS[self._status.state]
        self._add_gap(Gap(kind, self._writer.duration, max(0.0, until - self._held_at)))

    def _add_gap(self, gap: Gap) -> None:
        self._writer.add_gap(gap)
        self._status = replace(self._status, gaps=(*self._status.gaps, gap))

    def _take(self, block: Block | None) -> None:
        if block is None:
            return
        if block.lost is not None:
            kind = GapKind.INTERRUPTED if block.lost > ASLEEP else GapKind.OVERFLOW
            self._add_gap(Gap(kind, self._writer.duration + len(self._pending) / SECOND, block.lost))
            self._status = replace(self._status, overflows=self._status.overflows + 1)
        self._keep(block.pcm)
        self._commit()

    def _keep(self, pcm: bytes) -> None:
        if not pcm:
            return
        self._pending += pcm
        self._level.note(pcm)
        exact_zeros = pcm.count(0) == len(pcm)
        silent_for = self._status.silent_for + len(pcm) / SECOND if exact_zeros else 0.0
        self._status = replace(self._status, silent_for=silent_for)

    def _commit(self, *, everything: bool = False) -> None:
        """Store whole seconds, or all that is there. What fails to be stored stays pending."""
        while len(self._pending) >= SECOND or (everything and self._pending):
            piece = bytes(self._pending[:SECOND])
            self._writer.append(piece)
            del self._pending[:SECOND]
            self._status = replace(self._status, captured=self._writer.duration)

    def _finish_stretch(self) -> None:
        if self._status.state is RecordingState.RECORDING:
            self._keep(self._sound.hold(AFTERMATH))
            self._commit(everything=True)
        else:
            self._note_held_gap(clock.now())

    def _close_recording(self, foreseen: bool) -> SottoError | None:
        """Store the rest and note the end; returns what went wrong with that."""
        error: SottoError | None = None
        try:
            self._commit(everything=True)
        except SottoError as caught:
            error = caught
        try:
            self._writer.close(clean=foreseen and error is None)
        except SottoError as caught:
            error = error or caught
        return error

    def _settle(self, error: SottoError | None, waiting: list[Future[RecorderStatus]]) -> None:
        self._level.clear()
        self._status = replace(
            self._status,
            state=RecordingState.STOPPED if error is None else RecordingState.FAILED,
            silent_for=0.0,
            error_code="" if error is None else error.code,
            error_detail="" if error is None else error.detail,
        )
        with self._lock:
            self._over = True
        while not self._requests.empty():
            waiting.append(self._requests.get()[1])
        for done in waiting:
            done.set_result(self.status())
