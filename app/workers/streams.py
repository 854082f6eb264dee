"""One recording's sound on its way through the speech worker: words as they are said, and who says them.

A stream goes through the sound from where stored work ends, piece by piece, whether the recording is still growing
or was finished long ago. Both streams are in one worker, which forgets them when it dies or is stopped: the next
piece begins them anew, at the place from which sound is still needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.domain.errors import WorkerReported
from app.domain.transcript import Segment, SpeakerTurn
from app.workers import protocol as p
from app.workers.host import Never, OnDeath, R, WorkerHost

ReadSound = Callable[[float, float], bytes]
"""Stored sound from one time to another, both in seconds of the recording."""

PIECE_SECONDS = 10.0
"""The longest piece of sound that one message carries."""


class _Stream:
    """What both streams share: calls that are cancelled with the work that they belong to."""

    def __init__(
        self, host: WorkerHost, read: ReadSound, cancelled: Callable[[], bool], on_death: OnDeath | None
    ) -> None:
        self._host = host
        self._read = read
        self._cancelled = cancelled
        self._on_death = on_death
        self._since = host.stops
        self._begun_in: int | None = None  # the process that holds this stream

    def _call(self, request: p.Request, expect: type[R], on_advance: Callable[[float, float], None] | None = None) -> R:
        return self._host.call(
            request, expect, cancelled=self._cancelled, since=self._since, on_advance=on_advance, retry=False
        )

    @property
    def _lost(self) -> bool:
        """Whether the process that held this stream is gone, or never was."""
        return self._begun_in is None or self._begun_in != self._host.pid


class ListeningStream(_Stream):
    """Words of a recording, from `start` seconds on. `on_segments` gets each segment exactly once, in order.

    Errors of its methods: see `WorkerHost.call`.
    """

    def __init__(
        self,
        host: WorkerHost,
        read: ReadSound,
        *,
        start: float,
        hotwords: Sequence[str],
        on_segments: Callable[[list[Segment]], None],
        batch: int = 1,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
    ) -> None:
        super().__init__(host, read, cancelled, on_death)
        self._hotwords = list(hotwords)
        self._on_segments = on_segments
        self._batch = batch
        self._pending = start
        self.position = start
        """Seconds of the recording up to which sound was handed over."""

    def feed(self, until: float, *, last: bool = False) -> None:
        """Hand over the sound up to `until` seconds; `last`: none follows, and the last words are drained."""

        def hand_over() -> None:
            if self._lost:
                self._begin()
            for first, end in _pieces(self.position, until):
                self._listen(first, end)
            if last:
                self._hear(self._call(p.Listen(b"", True), p.Heard))

        self._host.attempt(hand_over, on_death=self._on_death)

    def _begin(self) -> None:
        self._call(p.StartListening(self._pending, self._hotwords, self._batch), p.Done)
        self._begun_in = self._host.pid
        self.position = self._pending

    def _listen(self, first: float, end: float) -> None:
        heard = self._call(p.Listen(self._read(first, end)), p.Heard)
        self.position = end
        self._hear(heard)

    def _hear(self, heard: p.Heard) -> None:
        if heard.segments:
            self._on_segments(heard.segments)
        self._pending = heard.pending_from


class SpeakerStream(_Stream):
    """The speakers of a recording. `on_windows` gets what must be kept, `on_turns` who seems to speak, as it comes.

    `windows` gives what was kept, all of it and in order; `on_refused` is called where another model made it, so that
    it is of no use: the recording is then gone through from its beginning. Errors: see `WorkerHost.call`.
    """

    def __init__(
        self,
        host: WorkerHost,
        read: ReadSound,
        *,
        windows: Callable[[], list[bytes]],
        on_windows: Callable[[list[bytes]], None],
        on_turns: Callable[[list[SpeakerTurn]], None],
        on_refused: Callable[[], None] = lambda: None,
        hop: float = 0.0,
        cancelled: Callable[[], bool] = Never,
        on_death: OnDeath | None = None,
    ) -> None:
        super().__init__(host, read, cancelled, on_death)
        self._windows = windows
        self._on_windows = on_windows
        self._on_turns = on_turns
        self._on_refused = on_refused
        self._hop = hop
        self.position = 0.0
        """Seconds of the recording up to which sound was handed over."""

    def feed(self, until: float) -> None:
        """Hand over the sound up to `until` seconds."""

        def hand_over() -> None:
            self._begin_if_lost()
            for first, end in _pieces(self.position, until):
                followed = self._call(p.Follow(self._read(first, end)), p.Followed)
                self.position = end
                self._take(followed)

        self._host.attempt(hand_over, on_death=self._on_death)

    def end(
        self, until: float, speakers: int | None, on_advance: Callable[[float, float], None] | None = None
    ) -> p.Spoken:
        """Hand over the rest of the sound, which ends at `until`; who spoke when in all of it.

        `speakers` None: how many is not known.
        """

        def finish() -> p.Spoken:
            self.feed(until)
            self._begin_if_lost()
            spoken = self._call(p.EndFollowing(speakers), p.Spoken, on_advance)
            self._begun_in = None
            return spoken

        return self._host.attempt(finish, on_death=self._on_death)

    def _begin_if_lost(self) -> None:
        if self._lost:
            windows = self._windows()
            try:
                begun = self._call(p.StartFollowing(windows, self._hop), p.Followed)
            except WorkerReported:
                if not windows:
                    raise
                self._on_refused()
                begun = self._call(p.StartFollowing([], self._hop), p.Followed)
            self._begun_in = self._host.pid
            self.position = begun.wanted_from
            self._on_turns(begun.turns)

    def _take(self, followed: p.Followed) -> None:
        if followed.windows:
            self._on_windows(followed.windows)
        if followed.turns:
            self._on_turns(followed.turns)


def embed_voices(
    host: WorkerHost, pieces: Sequence[bytes], cancelled: Callable[[], bool] = Never, most: int = 32
) -> list[list[float]]:
    """The voice vector of each piece of sound (PCM), [] where it is too short. Errors: see `WorkerHost.call`."""
    vectors: list[list[float]] = []
    for first in range(0, len(pieces), most):
        request = p.EmbedVoices(list(pieces[first : first + most]))
        vectors += host.call(request, p.Vectors, cancelled=cancelled).vectors
    return vectors


def _pieces(start: float, end: float) -> Iterator[tuple[float, float]]:
    at = start
    while at < end:
        until = min(at + PIECE_SECONDS, end)
        yield at, until
        at = until
