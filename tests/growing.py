"""A recording that a test lets grow, and work that goes along with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.domain.progress import Live
from app.domain.session import Session, SessionState
from app.domain.transcript import SAMPLE_RATE, Transcript
from app.services.container import Services
from app.store.audio_store import AudioWriter

KEY = bytes(range(32))
SECOND = 2 * SAMPLE_RATE


class GrowingRecording:
    """The recording of a session, as a recorder would write it: second by second."""

    def __init__(self, services: Services, session: Session) -> None:
        store = services.vault.store
        store.recordings.add("r1", KEY)
        self._path = store.vault.recording_path("r1")
        self._writer: AudioWriter | None = AudioWriter.create(self._path, KEY, device="test", device_rate=16000)
        self.services, self.id, self.going = services, session.id, True
        store.sessions.save(replace(session, recording_id="r1", state=SessionState.RECORDING))

    def grow(self, sound: int | bytes) -> None:
        """Seconds of silence, or sound (PCM)."""
        assert self._writer is not None
        pcm = bytes(sound * SECOND) if isinstance(sound, int) else sound
        for at in range(0, len(pcm), SECOND):
            self._writer.append(pcm[at : at + SECOND])

    def end(self, state: SessionState = SessionState.RECORDED) -> None:
        """No sound follows."""
        self.close()
        sessions = self.services.vault.store.sessions
        self.going = False
        sessions.save(replace(sessions.get(self.id), state=state))

    def close(self) -> None:
        """As `end`, and nobody is told."""
        if self._writer is not None:
            self._writer.close(clean=True)
            self._writer = None

    def process(self, tell: Callable[[Live], None] = lambda _: None, **named: Any) -> Transcript:
        """`WorkService.process`, along with the recording."""
        named.setdefault("going_on", lambda: self.going)
        return self.services.work.process(self.id, tell=tell, **named)

    def heard(self) -> list[tuple[str, ...]]:
        """The words of each segment that is stored."""
        return [tuple(w.text for w in s.words) for s in self.services.records.segments(self.id)]


class InBackground(threading.Thread):
    """`act`, and what came of it."""

    def __init__(self, act: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._act, self.answer, self.error = act, None, None
        self.start()

    def run(self) -> None:
        try:
            self.answer = self._act()
        except Exception as error:  # noqa: BLE001  (raised again by `result`)
            self.error = error

    def result(self, seconds: float = 60.0) -> Any:
        """What it gave, or what it raised."""
        self.join(seconds)
        assert not self.is_alive()
        if self.error is not None:
            raise self.error
        return self.answer


def wait(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Until a condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
