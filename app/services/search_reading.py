"""What the search keeps of a session: its newest transcript, its note as it stands, addenda, what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import RecordMissing
from app.domain.note import Note
from app.domain.search import HitKind, Item
from app.domain.session import Session, SessionState
from app.domain.transcript import Transcript
from app.notes.summary import is_summary, transcript_from_summary
from app.services.access import Store
from app.store.search import PLACES, place_of

PASSAGE = 8
"""Turns or sentences that are found together: an answer is found by a word of its question."""
SIGNED, OPEN = "zsigned", "zopen"
"""Words that a session is found by, as `client_word`. No word of a text counts in their column."""


@dataclass(frozen=True, slots=True)
class Read:
    """A session as the index is to hold it; `passages` by their number within the session."""

    session: Session
    passages: dict[int, tuple[Item, ...]]
    tag: str


def read_session(store: Store, session_id: str) -> Read | None:
    """What is to be found of a session; None where it is gone."""
    try:
        session = store.sessions.get(session_id)
    except RecordMissing:
        return None
    transcript, note = store.transcripts.latest(session_id), store.notes.latest(session_id)
    signed = session.state is SessionState.SIGNED or (note is not None and note.signed)
    items = [*_written(session, transcript), *_spoken(transcript), *_noted(note)]
    passages: dict[int, tuple[Item, ...]] = {}
    for kind in HitKind:
        if kind is not HitKind.CLIENT:
            passages |= _passages(kind, [item for item in items if item.kind is kind])
    return Read(session, passages, f"{client_word(session.client_id)} {SIGNED if signed else OPEN}")


def client_word(client_id: str) -> str:
    """The word that a client's sessions are found by."""
    return "k" + hashlib.blake2s(client_id.encode(), digest_size=8).hexdigest()


def _spoken(transcript: Transcript | None) -> list[Item]:
    if transcript is None or is_summary(transcript):
        return []
    roles = {speaker.label: speaker.role for speaker in reversed(transcript.speakers)}
    return [
        Item(HitKind.TURN, turn.text, roles.get(turn.speaker, transcript.role_of(turn)), number, "", turn.start)
        for number, turn in enumerate(transcript.turns)
        if turn.text.strip()
    ]


def _written(session: Session, transcript: Transcript | None) -> list[Item]:
    """What the clinician wrote; with the numbers of the turns where a draft was made from it."""
    if transcript is not None and is_summary(transcript):
        return [Item(HitKind.WRITTEN, turn.text, turn=number) for number, turn in enumerate(transcript.turns)]
    lines = transcript_from_summary(session.summary).turns if session.summary.strip() else ()
    return [Item(HitKind.WRITTEN, turn.text) for turn in lines]


def _noted(note: Note | None) -> list[Item]:
    if note is None:
        return []
    sentences = [Item(HitKind.NOTE, each.text, sentence_id=each.id) for each in note.sentences if each.text.strip()]
    return sentences + [Item(HitKind.ADDENDUM, each.text) for each in note.addenda]


def _passages(kind: HitKind, items: Sequence[Item]) -> dict[int, tuple[Item, ...]]:
    size = max(PASSAGE, -(-len(items) // PLACES))
    return {
        place_of(kind, number): tuple(items[first : first + size])
        for number, first in enumerate(range(0, len(items), size))
    }
