"""A worker process with fake engines: the real pipe, host, sandbox and storage around answers by rule.

Each block of sound gives one segment whose words say where it stood, so that a segment that is missing, doubled or
moved is seen.
"""

from __future__ import annotations

import json
from multiprocessing.connection import Connection
from typing import Any

from app.domain.transcript import SAMPLE_RATE, Segment, Word
from app.engines.fake import FakeDiarizer, FakeEmbedder
from app.workers import child
from app.workers import protocol as p


class FakeWorker(child.Worker):
    """Answers at once; loads nothing."""

    _at = 0.0

    def handle(self, request: p.Request, advance: child.Advance) -> p.Reply:
        """See `Worker.handle`."""
        match request:
            case p.LoadModel():
                return p.Done()
            case p.StartListening(offset, _):
                self._at = offset
                return p.Done()
            case p.Listen(pcm, _):
                start, self._at = self._at, self._at + len(pcm) / 2 / SAMPLE_RATE
                return p.Heard([segment(start, self._at)] if pcm else [], self._at)
            case p.Diarize(speakers):
                return p.Spoken(FakeDiarizer().diarize(bytes(self._sound), speakers))
            case p.Embed(texts):
                return p.Vectors(FakeEmbedder().embed(texts))
            case p.CountTokens(text):
                return p.Counted(len(text.split()))
            case p.Complete():
                return p.Answered(json.dumps({}))
        return super().handle(request, advance)


def segment(start: float, end: float) -> Segment:
    """What is heard between two times."""
    words = tuple(Word(text, start + i * 0.2, start + i * 0.2 + 0.2) for i, text in enumerate(said(start)))
    return Segment(start, max(end, words[-1].end), words)


def said(start: float) -> list[str]:
    """The words that begin at a time."""
    return ["I", "slept", f"{round(start)}", "hours."]


def serve(connection: Connection, *more: Any, **named: Any) -> None:
    """As `app.workers.child.serve`, with the fakes. Entry point of the spawned process."""
    child.Worker = FakeWorker  # type: ignore[misc]
    child.serve(connection, *more, **named)
