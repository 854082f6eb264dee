"""The recorder's loop: sound from an input into the encrypted recording, a second at a time.

One thread captures and writes (`Capture.run`); requests of other threads are queued and done between
two blocks, so that pause, mark and stop have an exact place in the sound. What goes wrong on the way
(`Alarm`) is said in the status; only a damaged recording or a broken sound file ends it.
"""

from __future__ import annotations

import math
import threading
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue

from app.audio import clock
from app.audio.inputs import Block, SoundInput
from app.audio.level_meter import PeakLevel
from app.audio.protocol import Act, Request
from app.audio.resample import SECOND
from app.audio.storing import Storing
from app.domain.errors import AudioError, DiskFull, EndNotStored, NotAllowed, SottoError
from app.domain.session import Alarm, Gap, GapKind, Mark, RecorderStatus, RecordingState

STEP = 0.05
"""Seconds between two looks at what was asked."""
AFTERMATH = 0.2
"""Seconds recorded beyond a stop or a pause: the last word is often still being said."""
ASLEEP = 2.0
"""A loss longer than this is no overflow: the computer slept, or the device was away."""
SILENT = 2.0
"""Seconds of exact zeros, which no room gives, after which the clinician is told."""

_HELD = {Act.PAUSE: RecordingState.PAUSED, Act.OFF_RECORD: RecordingState.OFF_RECORD}
_GAPS = {RecordingState.PAUSED: GapKind.PAUSED, RecordingState.OFF_RECORD: GapKind.OFF_RECORD}
_OF_THE_MICROPHONE = (Alarm.LOST, Alarm.NO_SOUND, Alarm.SILENT)


@dataclass(frozen=True, slots=True)
class Before:
    """What a recording that is taken up again holds already: marks and gaps."""

    marks: tuple[float, ...] = ()
    gaps: tuple[Gap, ...] = ()


class Capture:
    """Records from `sound` into `storing` until stopped, the source's end, or an error."""

    def __init__(self, sound: SoundInput, storing: Storing, before: Before | None = None) -> None:
        self._sound = sound
        self._storing = storing
        self._requests: SimpleQueue[tuple[Request, Future[RecorderStatus]]] = SimpleQueue()
        self._lock = threading.Lock()
        self._telling = threading.Lock()
        self._around = (False, False, False)
        self._over = False
        self._stopping = threading.Event()
        self._level = PeakLevel()
        self._held_at = 0.0
        before = before or Before()
        self._status = RecorderStatus(
            RecordingState.RECORDING,
            captured=storing.captured,
            device=sound.device,
            total=sound.total,
            marks=before.marks,
            gaps=before.gaps,
        )

    # ---- for every thread ----------------------------------------------------------------------

    def status(self) -> RecorderStatus:
        """How it stands. Never waits."""
        kept_awake, sandboxed, confined = self._around
        return replace(
            self._status, level=self._level.value, kept_awake=kept_awake, sandboxed=sandboxed, confined=confined
        )

    def ask(self, request: Request | Act) -> RecorderStatus:
        """Do what is asked and return the status after it; once recording is over, the final status.

        Raises SottoError where it could not be done, for example MicrophoneRefused on resuming.
        """
        request = request if isinstance(request, Request) else Request(request)
        if request.act is Act.STATUS:
            return self.status()
        done: Future[RecorderStatus] = Future()
        with self._lock:
            if self._over:
                return self.status()
            self._requests.put((request, done))
        return done.result()

    def tell(
        self, *, kept_awake: bool | None = None, sandboxed: bool | None = None, confined: bool | None = None
    ) -> None:
        """Note for the status what the process around knows."""
        with self._telling:
            self._around = (
                self._around[0] if kept_awake is None else kept_awake,
                self._around[1] if sandboxed is None else sandboxed,
                self._around[2] if confined is None else confined,
            )

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
                self._storing.work()
                self._look_round()
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
                request, done = self._requests.get(block=timeout > 0, timeout=timeout or None)
            except Empty:
                return
            if request.act in (Act.STOP, Act.END):
                waiting.append(done)
                self._stopping.set()
                return
            timeout = 0.0
            self._do(request, done)

    def _do(self, request: Request, done: Future[RecorderStatus]) -> None:
        try:
            if request.act is Act.MARK:
                self._mark()
            elif request.act is Act.USE:
                self._take(self._sound.use(request.microphone))
            elif request.act is Act.RESUME:
                self._resume()
            else:
                self._hold(_HELD[request.act])
            self._look_round()
        except SottoError as error:
            done.set_exception(error)
            if not isinstance(error, (AudioError, NotAllowed)):
                raise
        else:
            done.set_result(self.status())

    def _mark(self) -> None:
        at = self._storing.end
        self._storing.note(Mark(at))
        self._status = replace(self._status, marks=(*self._status.marks, at))

    def _hold(self, state: RecordingState) -> None:
        now = self._status.state
        if now is state:
            return
        if now is RecordingState.RECORDING:
            extra = 0.0 if state is RecordingState.OFF_RECORD else AFTERMATH
            self._held_at = clock.now() + extra
            self._take(self._sound.hold(extra))
            self._storing.work(everything=True)
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
        self._add_gap(Gap(_GAPS[self._status.state], self._storing.end, max(0.0, until - self._held_at)))

    def _add_gap(self, gap: Gap) -> None:
        self._storing.note(gap)
        self._status = replace(self._status, gaps=(*self._status.gaps, gap))

    def _take(self, block: Block | None) -> None:
        if block is None:
            return
        if block.lost is not None:
            kind = block.why or (GapKind.INTERRUPTED if block.lost > ASLEEP else GapKind.OVERFLOW)
            self._add_gap(Gap(kind, self._storing.end, block.lost, block.device))
            if block.why is None:
                self._status = replace(self._status, overflows=self._status.overflows + 1)
        self._keep(block.pcm)

    def _keep(self, pcm: bytes) -> None:
        if not pcm:
            return
        self._level.note(pcm)
        exact_zeros = pcm.count(0) == len(pcm)
        silent_for = self._status.silent_for + len(pcm) / SECOND if exact_zeros else 0.0
        self._status = replace(self._status, silent_for=silent_for)
        self._storing.take(pcm)

    def _look_round(self) -> None:
        """Bring the status up to date with the source, the disk, and what is wrong with them."""
        now, sound, storing = self._status, self._sound, self._storing
        alarm = self._alarm()
        since = now.alarm_since
        same_cause = (alarm in _OF_THE_MICROPHONE) == (now.alarm in _OF_THE_MICROPHONE)
        if alarm is Alarm.NONE:
            since = None
        elif now.alarm is Alarm.NONE or not same_cause:
            ago = clock.now() - sound.heard_at if alarm in (Alarm.LOST, Alarm.NO_SOUND) else 0.0
            ago = now.silent_for if alarm is Alarm.SILENT else ago
            since = datetime.now(UTC) - timedelta(seconds=max(0.0, ago))
        self._status = replace(
            now,
            captured=storing.captured,
            device=sound.device,
            alarm=alarm,
            alarm_since=since,
            waiting=storing.waiting,
            lost=storing.lost,
            room=storing.room,
            drift=sound.drift or now.drift,
        )

    def _alarm(self) -> Alarm:
        """The worst of what is wrong: nothing heard, then nothing stored, then zeros, then little room.

        A sound file may be silent for as long as it likes: only a microphone that gives zeros does not work.
        """
        recording = self._status.state is RecordingState.RECORDING
        if recording and self._sound.alarm is not Alarm.NONE:
            return self._sound.alarm
        if self._storing.full:
            return Alarm.DISK_FULL
        if recording and self._sound.live and self._status.silent_for >= SILENT:
            return Alarm.SILENT
        return Alarm.DISK_LOW if self._sound.live and self._storing.low else Alarm.NONE

    def _finish_stretch(self) -> None:
        if self._status.state is RecordingState.RECORDING:
            self._take(self._sound.hold(AFTERMATH))
        else:
            self._note_held_gap(clock.now())

    def _close_recording(self, foreseen: bool) -> SottoError | None:
        """Store the rest and note the end; returns what went wrong with that."""
        error: SottoError | None = None
        try:
            self._storing.finish()
            if self._storing.lost:
                error = EndNotStored(_seconds_words(self._storing.lost))
        except SottoError as caught:
            error = caught
        try:
            self._storing.close(clean=foreseen and error is None)
        except SottoError as caught:
            # A full disk that took every sound but not the note of the end: nothing is lost.
            error = error or (None if isinstance(caught, DiskFull) else caught)
        return error

    def _settle(self, error: SottoError | None, waiting: list[Future[RecorderStatus]]) -> None:
        self._level.clear()
        self._look_round()
        self._status = replace(
            self._status,
            alarm=Alarm.NONE,
            alarm_since=None,
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


def _seconds_words(seconds: float) -> str:
    """For a message: "12 seconds"; never less than there were."""
    whole = max(1, math.ceil(seconds))
    return "second" if whole == 1 else f"{whole} seconds"
