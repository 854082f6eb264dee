"""Doubtful stretches are listened to while the session runs; the end asks only for what is new."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.errors import WorkerCrashed
from app.domain.transcript import Segment, SpeakerTurn, Word
from app.services.attribution import Piece, doubtful_pieces
from app.services.doubtful_voices import AT_ONCE, SETTLED, DoubtfulVoices
from app.workers import protocol as p

END = 120.0


class Ears:
    """Answers with a vector that says which sound it was; writes down what it was asked."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.error: Exception | None = None

    def call(self, request: Any, expect: Any, **_: Any) -> Any:
        assert isinstance(request, p.EmbedVoices)
        if self.error is not None:
            raise self.error
        self.asked += request.pieces
        return p.Vectors([[] if piece.endswith(b"!") else [float(len(piece)), 1.0] for piece in request.pieces])


def sound(start: float, end: float) -> bytes:
    return f"{start:.3f}-{end:.3f}".encode()


def session() -> tuple[list[Segment], list[SpeakerTurn]]:
    """Two people who change over every four seconds, and sentences that lie across the change."""
    segments, turns = [], []
    for n in range(int(END / 4)):
        turns.append(SpeakerTurn(4.0 * n, 4.0 * n + 4.0, f"S{n % 2 + 1}"))
        words = tuple(Word(text, 4.0 * n + at, 4.0 * n + at + 0.4) for text, at in (("Not", 3.4), ("now.", 4.1)))
        segments.append(Segment(4.0 * n + 3.4, 4.0 * n + 4.5, words))
    return segments, turns


def followed(ears: Ears) -> DoubtfulVoices:
    """The session as it comes: words a little after they were said, turns a little later."""
    segments, turns = session()
    voices = DoubtfulVoices(ears, sound)
    for now in range(0, int(END), 4):
        voices.hear([s for s in segments if now <= s.end < now + 4])
        voices.follow([t for t in turns if now - 4 <= t.start < now])
        while voices.advance():
            pass
    return voices


def test_what_is_settled_is_listened_to_while_the_session_runs() -> None:
    ears = Ears()
    voices = followed(ears)
    segments, turns = session()
    pieces = doubtful_pieces(segments, turns, END)
    assert len(pieces) > 20
    before = set(ears.asked)
    late = [piece for piece in pieces if piece.end > END - SETTLED - 8.0]
    found = voices.vectors(pieces, lambda: False)
    asked_late = [each for each in ears.asked if each not in before]
    assert 0 < len(asked_late) <= len(late), "only the end is left"
    assert found == {piece: [float(len(sound(piece.start, piece.end))), 1.0] for piece in pieces}
    assert len(ears.asked) == len(set(ears.asked)), "nothing is listened to twice"


def test_one_step_is_small() -> None:
    ears = Ears()
    segments, turns = session()
    voices = DoubtfulVoices(ears, sound)
    voices.hear(segments)
    voices.follow(turns)
    assert voices.advance() and len(ears.asked) == AT_ONCE


def test_nothing_is_listened_to_before_it_is_settled() -> None:
    ears = Ears()
    segments, turns = session()
    voices = DoubtfulVoices(ears, sound)
    voices.hear(segments[:2])
    voices.follow(turns[:2])
    assert not voices.advance() and ears.asked == []


def test_a_worker_that_fails_meanwhile_is_asked_again_at_the_end() -> None:
    ears = Ears()
    segments, turns = session()
    voices = DoubtfulVoices(ears, sound)
    voices.hear(segments)
    voices.follow(turns)
    ears.error = WorkerCrashed("speech worker")
    assert voices.advance() and not voices.advance(), "it gives way to what else there is to do"
    pieces = doubtful_pieces(segments, turns, END)
    with pytest.raises(WorkerCrashed):
        voices.vectors(pieces, lambda: False)
    ears.error = None
    assert len(voices.vectors(pieces, lambda: False)) == len(pieces)


def test_a_stretch_that_is_too_short_has_no_vector() -> None:
    voices = DoubtfulVoices(Ears(), lambda start, end: b"!")
    piece = Piece(1.0, 1.5, ("S1", "S2"))
    assert voices.vectors([piece], lambda: False) == {}
