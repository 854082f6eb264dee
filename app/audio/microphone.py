"""A microphone that is held on to: when it goes away it is looked for, and recording goes on when it is back.

PortAudio's calls may hang on a device that is gone. The thread that captures never makes one while
sound may be lost by it: closing, rescanning and opening are done by a thread of their own (`_Search`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue

from app.audio import clock, portaudio
from app.audio.inputs import Block
from app.audio.microphone_stream import MicrophoneStream
from app.audio.resample import SECOND
from app.domain.errors import MicrophoneRefused, NoMicrophone
from app.domain.session import Alarm, GapKind

NO_SOUND = 2.0
"""Seconds without any block after which the clinician is told."""
GONE = 3.0
"""Seconds without any block after which the microphone is opened anew."""
RETRY = 1.0
"""Seconds between two looks for a microphone that is away."""
FALL_BACK = 5.0
"""Seconds for which the wanted microphone may be away before the system's default is taken."""
MUTE = 15.0
"""Seconds of exact zeros after which the microphone is opened anew, once: it may be the wrong profile of a
headset, which comes right by that, or a switch on the microphone, which does not."""
OPENING = 7.0
"""Seconds for which going on after a pause waits for the microphone."""
CLOSING = 1.0
"""Seconds for which closing a device is waited for; a dead one may never be closed."""
THREADS = "microphone"
"""How the names of the threads begin that may hang in the system's sound library."""


class MicrophoneInput:
    """A microphone as a `SoundInput`.

    Pausing closes the device, so that the system's sign for "microphone in use" goes out.
    """

    def __init__(self, microphone_id: str) -> None:
        """Open it and wait for its first block. Raises NoMicrophone or MicrophoneRefused."""
        self._wanted = microphone_id
        self._stream: MicrophoneStream | None = MicrophoneStream(microphone_id)
        self._device, self._rate = self._stream.name, self._stream.rate
        self._sleep = clock.SleepWatch()
        self._search: _Search | None = None
        self._why = GapKind.LOST
        self._heard_at = self._stream.first_heard
        self._zeros = 0.0
        self._opened_anew = False  # in this stretch of zeros
        self._quiet = False

    @property
    def device(self) -> str:
        """The microphone's name; the last one's while it is away."""
        return self._device

    @property
    def device_rate(self) -> int:
        """Samples per second that it delivers."""
        return self._rate

    @property
    def total(self) -> float:
        """Unknown: 0.0."""
        return 0.0

    @property
    def ended(self) -> bool:
        """A microphone never ends by itself."""
        return False

    @property
    def live(self) -> bool:
        """What is said is said once."""
        return True

    @property
    def alarm(self) -> Alarm:
        """LOST while it is looked for in vain, NO_SOUND while it gives nothing."""
        if self._search is not None and self._search.failure is not None:
            return Alarm.LOST
        return Alarm.NO_SOUND if self._quiet else Alarm.NONE

    @property
    def heard_at(self) -> float:
        """When the last sound was heard, by `clock.now`."""
        return self._heard_at

    @property
    def drift(self) -> float:
        """By how much its clock is slower than the computer's, in millionths."""
        return self._stream.drift if self._stream is not None else 0.0

    def read(self, timeout: float) -> Block | None:
        """The next block; None if there is none, also while the microphone is away."""
        if self._search is not None:
            return self._found(self._search, timeout)
        return self._listen(self._stream, timeout) if self._stream is not None else None

    def _listen(self, stream: MicrophoneStream, timeout: float) -> Block | None:
        block = stream.read(timeout)
        if self._sleep.slept():
            # What is captured right after waking stands behind the gap, not before it.
            if stream.heard_until - self._heard_at > clock.NAP:
                return self._leave(GapKind.ASLEEP)
            self._heard_at = stream.heard_until
            return self._leave(GapKind.ASLEEP, block.pcm if block else b"")
        if block is not None:
            self._quiet = False
            self._heard_at = stream.heard_until
            return self._leave(GapKind.LOST, block.pcm) if self._is_mute(block.pcm) else block
        self._quiet = stream.quiet_for > NO_SOUND
        if not stream.active or stream.quiet_for > GONE:
            self._quiet = True
            return self._leave(GapKind.LOST)
        return None

    def hold(self, extra: float = 0.0) -> Block:
        """Take what is said until `extra` seconds from now, as exactly as the device tells, and close.

        While the microphone is away: at once, with the length of that gap.
        """
        self._quiet = False
        if self._search is not None:
            self._give_up_search()
            return Block(b"", max(0.0, clock.now() - self._heard_at), self._why)
        stream, self._stream = self._stream, None
        if stream is None:
            return Block(b"")
        pcm = stream.until(clock.now() + extra)
        self._heard_at = stream.heard_until
        _close(stream)
        return Block(pcm)

    def go_on(self) -> float:
        """Open the device and wait for its first block. Raises NoMicrophone or MicrophoneRefused."""
        search = _Search(None, self._wanted)
        stream = search.first_result(OPENING)
        if stream is None:
            search.cancel()
            raise search.failure or MicrophoneRefused()
        self._take(stream)
        self._sleep = clock.SleepWatch()
        return stream.first_heard

    def use(self, microphone_id: str) -> Block | None:
        """Go on with another microphone; this one is kept to from now on."""
        self._wanted = microphone_id
        if self._search is not None:
            self._give_up_search()
            self._search = _Search(None, microphone_id)
            return None
        return self._leave(GapKind.SWITCHED) if self._stream is not None else None

    def close(self) -> None:
        """Let the microphone go."""
        self._give_up_search()
        stream, self._stream = self._stream, None
        if stream is not None:
            _close(stream)

    # ---- away and back ---------------------------------------------------------------------------

    def _leave(self, why: GapKind, pcm: bytes = b"") -> Block | None:
        """Let the stream go and look for a microphone; what the stream still held."""
        stream, self._stream = self._stream, None
        assert stream is not None
        pcm += stream.rest(self._heard_at)
        self._heard_at = max(self._heard_at, stream.rest_until)
        self._why = why
        self._search = _Search(stream, self._wanted)
        return Block(pcm) if pcm else None

    def _found(self, search: _Search, timeout: float) -> Block | None:
        stream = search.result(timeout)
        if stream is None:
            return None
        lost = max(0.0, stream.first_heard - self._heard_at)
        before = self._device
        self._take(stream)
        # A nap in between is a part of this gap already.
        self._sleep = clock.SleepWatch()
        return Block(b"", lost, self._why, stream.name if stream.name != before else "")

    def _take(self, stream: MicrophoneStream) -> None:
        self._search = None
        self._stream = stream
        self._device, self._rate = stream.name, stream.rate
        self._heard_at = stream.first_heard
        self._quiet = False

    def _give_up_search(self) -> None:
        if self._search is not None:
            self._search.cancel()
            self._search = None

    def _is_mute(self, pcm: bytes) -> bool:
        if pcm.count(0) != len(pcm):
            self._zeros, self._opened_anew = 0.0, False
            return False
        self._zeros += len(pcm) / SECOND
        if self._zeros < MUTE or self._opened_anew:
            return False
        self._opened_anew = True
        return True


class _Search:
    """Looks for a microphone until one is found or nobody wants it any more."""

    def __init__(self, old: MicrophoneStream | None, wanted: str) -> None:
        """Start. `old`: the stream to let go first; without one, the list of devices is tried as it is."""
        self.failure: NoMicrophone | MicrophoneRefused | None = None
        """Why the last attempt found none."""
        self._old = old
        self._wanted = wanted
        self._began = clock.now()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._results: SimpleQueue[MicrophoneStream | None] = SimpleQueue()
        threading.Thread(target=self._run, name=f"{THREADS} search", daemon=True).start()

    def result(self, timeout: float) -> MicrophoneStream | None:
        """The microphone, if one is found within `timeout` seconds."""
        try:
            return self._results.get(timeout=timeout)
        except Empty:
            return None

    def first_result(self, timeout: float) -> MicrophoneStream | None:
        """As `result`, but ends as soon as all that can be tried at once has failed."""
        deadline = clock.now() + timeout
        while (left := deadline - clock.now()) > 0:
            stream = self.result(min(0.05, left))
            if stream is not None or self.failure is not None:
                return stream
        return None

    def cancel(self) -> None:
        """Stop looking; whatever is found from now on is let go. Never waits."""
        with self._lock:
            self._over.set()
            found = self.result(0.001)
        if found is not None:
            _close(found)

    def _run(self) -> None:
        if self._old is not None:
            self._old.close()
        rescan = self._old is not None
        while not self._over.is_set():
            stream, failure = self._attempt(rescan)
            if stream is None and not rescan:
                stream, failure = self._attempt(rescan=True)
            if stream is None:
                self.failure, rescan = failure, True
                self._over.wait(RETRY)
                continue
            with self._lock:
                if not self._over.is_set():
                    self._results.put(stream)
                    return
            stream.close()

    def _attempt(self, rescan: bool) -> tuple[MicrophoneStream | None, NoMicrophone | MicrophoneRefused | None]:
        failure: NoMicrophone | MicrophoneRefused | None = None
        if rescan:
            try:
                portaudio.rescan()
            except portaudio.PortAudioMissing:
                return None, NoMicrophone()
        for each in self._candidates():
            try:
                return MicrophoneStream(each), None
            except (NoMicrophone, MicrophoneRefused) as error:
                failure = failure or error
        return None, failure

    def _candidates(self) -> Iterator[str]:
        yield self._wanted
        if self._wanted and clock.now() - self._began > FALL_BACK:
            yield ""


def _close(stream: MicrophoneStream) -> None:
    """Close without waiting for a dead device."""
    closing = threading.Thread(target=stream.close, name=f"{THREADS} closing", daemon=True)
    closing.start()
    closing.join(CLOSING)


def hanging() -> bool:
    """Whether a thread still hangs in the system's sound library: the process cannot end in the usual way then."""
    return any(thread.name.startswith((THREADS, "playback")) for thread in threading.enumerate())
