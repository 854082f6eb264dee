"""A worker process with fake engines: the real pipe, host, sandbox and storage around answers by rule.

Each block of sound gives one segment whose words say where it stood, so that a segment that is missing, doubled or
moved is seen.
"""

from __future__ import annotations

import json
import math
from multiprocessing.connection import Connection
from typing import Any

from app.domain.transcript import SAMPLE_RATE, Segment, SpeakerTurn, Word
from app.engines.fake import FakeEmbedder
from app.workers import child
from app.workers import protocol as p

HOP = 2.0


class FakeWorker(child.Worker):
    """Answers at once; loads nothing."""

    _at = 0.0
    _followed = 0.0

    def handle(self, request: p.Request, advance: child.Advance) -> p.Reply:
        """See `Worker.handle`."""
        match request:
            case p.LoadModel():
                return p.Loaded()
            case p.StartListening(offset):
                self._at = offset
                return p.Done()
            case p.Listen(pcm, _):
                start, self._at = self._at, self._at + len(pcm) / 2 / SAMPLE_RATE
                return p.Heard([segment(start, self._at)] if pcm else [], self._at)
            case p.StartFollowing(windows):
                assert windows == [window(number) for number in range(len(windows))], "windows in another order"
                self._followed = len(windows) * HOP
                return p.Followed([], [], self._followed)
            case p.Follow(pcm):
                first, self._followed = self._followed, self._followed + len(pcm) / 2 / SAMPLE_RATE
                numbers = range(math.ceil(first / HOP), math.ceil(self._followed / HOP))
                return p.Followed([window(n) for n in numbers], spoken(first, self._followed), self._followed)
            case p.EndFollowing():
                voices = {"S1": [1.0, 0.0], "S2": [0.0, 1.0]}
                return p.Spoken(spoken(0.0, self._followed), voices)
            case p.EmbedVoices(pieces):
                return p.Vectors([[1.0, 0.0]] * len(pieces))
            case p.Embed(texts):
                return p.Vectors(FakeEmbedder().embed(texts))
            case p.CountTokens(text):
                return p.Counted(len(text.split()))
            case p.Complete():
                return p.Answered(json.dumps({}))
        return super().handle(request, advance)


def window(number: int) -> bytes:
    """What is kept of a window: its number."""
    return number.to_bytes(4, "big")


def spoken(start: float, end: float) -> list[SpeakerTurn]:
    """Two speakers who take turns of five seconds."""
    turns = []
    while start < end:
        until = min((start // 5.0 + 1) * 5.0, end)
        turns.append(SpeakerTurn(start, until, f"S{int(start // 5.0) % 2 + 1}"))
        start = until
    return turns


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
