"""The voices of words whose speaker times alone do not tell: most are listened to again while the session runs.

What is in doubt changes a little once the speakers are final. So a vector is kept by the stretch of sound that it was
made of, and only stretches that nobody has listened to are left for the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.errors import WorkerFailure
from app.domain.transcript import Segment, SpeakerTurn
from app.services.attribution import Piece, doubtful_pieces
from app.workers.host import WorkerHost
from app.workers.streams import embed_voices

SETTLED = 12.0
"""Seconds after which what was said about who speaks stays as it is, mostly: a window of sound, and a step."""
AT_ONCE = 4
"""Stretches that one step listens to: words do not wait longer than a fraction of a second for it."""

Sound = Callable[[float, float], bytes]
Vectors = dict[Piece, Sequence[float]]


class DoubtfulVoices:
    """The voice vectors of one session's doubtful stretches. `sound` gives PCM from and to seconds."""

    def __init__(self, host: WorkerHost, sound: Sound) -> None:
        self._host = host
        self._sound = sound
        self._segments: list[Segment] = []  # with words, not looked at yet
        self._turns: list[SpeakerTurn] = []
        self._waiting: list[Piece] = []
        self._found: dict[tuple[float, float], list[float]] = {}
        self._failed = False

    def hear(self, segments: Sequence[Segment]) -> None:
        """Words that are final."""
        self._segments += [segment for segment in segments if segment.words]

    def follow(self, turns: Sequence[SpeakerTurn]) -> None:
        """Who seems to speak; it counts from where it begins."""
        if not turns:
            return
        begins = min(turn.start for turn in turns)
        self._turns = [*(turn for turn in self._turns if turn.start < begins), *turns]

    def advance(self) -> bool:
        """Listen to the next few; False where none waits. The model of the speakers is loaded."""
        if self._failed:
            return False
        if not self._waiting:
            self._settle()
        if not self._waiting:
            return False
        now, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        try:
            self._listen(now)
        except WorkerFailure:
            self._failed = True  # the end tries again
        return True

    def _settle(self) -> None:
        """Look what is in doubt of the words whose speakers will hardly change any more."""
        until = max((turn.end for turn in self._turns), default=0.0) - SETTLED
        settled = [segment for segment in self._segments if segment.end <= until]
        if not settled:
            return
        self._segments = [segment for segment in self._segments if segment.end > until]
        self._waiting = doubtful_pieces(settled, self._turns, until + SETTLED)
        oldest = min((segment.start for segment in self._segments), default=until)
        self._turns = [turn for turn in self._turns if turn.end > oldest - SETTLED]

    def vectors(self, pieces: Sequence[Piece], cancelled: Callable[[], bool]) -> Vectors:
        """The vectors of `pieces`, those that are known already without listening again; none of a stretch that is too
        short. Raises WorkerFailure and Cancelled."""
        self._listen([piece for piece in pieces if (piece.start, piece.end) not in self._found], cancelled)
        known = {piece: self._found[piece.start, piece.end] for piece in pieces}
        return {piece: vector for piece, vector in known.items() if vector}

    def _listen(self, pieces: Sequence[Piece], cancelled: Callable[[], bool] = lambda: False) -> None:
        stretches = list(dict.fromkeys((piece.start, piece.end) for piece in pieces))
        found = embed_voices(self._host, [self._sound(*stretch) for stretch in stretches], cancelled)
        self._found.update(zip(stretches, found, strict=True))
