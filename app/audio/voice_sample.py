"""Some seconds of one voice, taken into memory and nowhere else: what an enrolled voice is made from."""

from __future__ import annotations

import threading
from types import TracebackType

from app.audio.level_meter import PeakLevel
from app.audio.microphone import GONE, THREADS
from app.audio.microphone_stream import MicrophoneStream
from app.audio.resample import SECOND
from app.domain.errors import NoMicrophone, NotAllowed, SottoError

BREATH = 0.1
"""Seconds for which a block is waited for at most, and with that how soon the end is noticed."""
ENDING = 3.0
"""Seconds for which the end of the thread is waited for; a device that is gone may never close."""


class VoiceSample:
    """`with VoiceSample(seconds, microphone_id) as sample:`, then wait until `sample.full`, then take `sample.pcm`.

    An empty id means the system's default. Entering raises NoMicrophone or MicrophoneRefused, and takes some tenths
    of a second. Leaving lets the microphone go and forgets the sound.
    """

    def __init__(self, seconds: float, microphone_id: str = "") -> None:
        self._wanted = round(seconds * SECOND / 2) * 2
        self._microphone_id = microphone_id
        self._peak = PeakLevel()
        self._sound = bytearray()
        self._loudest = 0.0
        self._failure: SottoError | None = None
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> VoiceSample:
        stream = MicrophoneStream(self._microphone_id)
        # PortAudio's calls may hang on a device that is gone: a daemon, so that the program can end all the same.
        self._thread = threading.Thread(target=self._take, args=(stream,), name=f"{THREADS}-sample", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @property
    def seconds(self) -> float:
        """Seconds taken in so far."""
        return len(self._sound) / SECOND

    @property
    def level(self) -> float:
        """The loudest sample of the last moments, from 0.0 to 1.0."""
        return self._peak.value

    @property
    def loudest(self) -> float:
        """The loudest sample of all, from 0.0 to 1.0."""
        return self._loudest

    @property
    def full(self) -> bool:
        """Whether all seconds are there."""
        return len(self._sound) >= self._wanted

    @property
    def failure(self) -> SottoError | None:
        """NoMicrophone once the microphone has gone away before the sample was full, else None."""
        return self._failure

    @property
    def pcm(self) -> bytes:
        """The sound: mono s16le PCM, 16 kHz. Raises NotAllowed while it is not full."""
        if not self.full:
            raise NotAllowed("The sample of the voice is not complete.")
        return bytes(self._sound[: self._wanted])

    def close(self) -> None:
        """Let the microphone go and forget the sound. Harmless when closed already."""
        self._over.set()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(ENDING)
        self._sound.clear()
        self._peak.clear()

    def _take(self, stream: MicrophoneStream) -> None:
        try:
            while not self._over.is_set() and not self.full:
                block = stream.read(BREATH)
                if block is not None:
                    self._peak.note(block.pcm)
                    self._loudest = max(self._loudest, self._peak.value)
                    self._sound += block.pcm
                elif not stream.active or stream.quiet_for > GONE:
                    self._failure = NoMicrophone()
                    return
        finally:
            stream.close()
