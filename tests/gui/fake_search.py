"""Search over the fake vault: every word that is typed must begin a word of the place, accents and case folded."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.domain.errors import SottoError
from app.domain.moment import Moment
from app.domain.search import Filters, Found, Hit, HitKind
from app.domain.session import Session, SessionState
from app.domain.transcript import Role

if TYPE_CHECKING:
    from tests.gui.fake_services import FakeState

ANYTHING = Filters()
_ORDER = {HitKind.CLIENT: 0, HitKind.NOTE: 1, HitKind.ADDENDUM: 2, HitKind.WRITTEN: 3, HitKind.TURN: 4}


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFD", each)[0].lower() for each in text)


def _marks(text: str, wanted: str) -> tuple[tuple[int, int], ...] | None:
    """Where the words that were typed begin words of `text`; None where one of them does not."""
    typed = re.findall(r"\w+", _folded(wanted))
    places = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\w+", _folded(text))]
    found = {(start, start + len(each)) for each in typed for start, _, word in places if word.startswith(each)}
    whole = all(any(word.startswith(each) for _, _, word in places) for each in typed)
    return tuple(sorted(found)) if typed and whole else None


class FakeSearch:
    """`near` is what is close in meaning, whatever is asked; `hold` keeps an answer back until a test lets it go."""

    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.left = 0
        self.started = 0
        self.means = False
        self.near: tuple[Hit, ...] = ()
        self.error: SottoError | None = None
        self.near_error: SottoError | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.asked: list[tuple[str, Filters]] = []
        self.asked_near: list[str] = []

    def start(self) -> None:
        self.started += 1

    def find(self, text: str, filters: Filters = ANYTHING, limit: int = 50) -> Found:
        self.asked.append((text, filters))
        self.hold.wait(5.0)
        if self.error is not None:
            raise self.error
        hits = [replace(hit, marks=marks) for hit in self._places() if self._fits(hit, filters)
                if (marks := _marks(hit.text, text)) is not None]  # fmt: skip
        hits.sort(key=lambda hit: (-hit.started_at.timestamp() if hit.session_id else -1e12, _ORDER[hit.kind]))
        return Found(tuple(hits[:limit]), len(hits) > limit)

    def meaning(self, text: str, filters: Filters = ANYTHING, limit: int = 20) -> Found:
        self.asked_near.append(text)
        if self.near_error is not None:
            raise self.near_error
        return Found(self.near[:limit])

    def can_mean(self) -> bool:
        return self.means

    def indexing(self) -> int:
        return self.left

    def hit(self, session_id: str, turn: int) -> Hit:
        """A place as it is found by meaning."""
        wanted = (h for h in self._places() if h.kind is HitKind.TURN and h.moment == Moment(session_id, turn))
        return replace(next(wanted), by_meaning=True)

    def _fits(self, hit: Hit, filters: Filters) -> bool:
        session = self._s.sessions.get(hit.session_id)
        if session is None:
            return filters == replace(ANYTHING, client_id=filters.client_id)
        day = session.started_at.astimezone().date()
        return (
            filters.client_id in ("", hit.client_id)
            and filters.role in (None, hit.role if hit.kind is HitKind.TURN else None)
            and filters.signed in (None, session.state is SessionState.SIGNED)
            and (filters.since is None or filters.since <= day)
            and (filters.until is None or day <= filters.until)
        )

    def _places(self) -> Iterator[Hit]:
        for client in self._s.clients.values():
            yield Hit(HitKind.CLIENT, "", client.id, client.label, client.created_at or datetime.now(UTC), client.label,
                      (), Role.UNKNOWN, 0.0, Moment(""))  # fmt: skip
        for session in self._s.sessions.values():
            yield from self._session(session)

    def _session(self, session: Session) -> Iterator[Hit]:
        def hit(kind: HitKind, text: str, moment: Moment, role: Role = Role.UNKNOWN, start: float = 0.0) -> Hit:
            label = self._s.clients[session.client_id].label
            return Hit(kind, session.id, session.client_id, label, session.started_at, text, (), role, start, moment)

        note, transcript = self._s.notes.get(session.id), self._s.transcripts.get(session.id)
        if note is not None:
            for sentence in note.sentences:
                yield hit(HitKind.NOTE, sentence.text, Moment(session.id, sentence_id=sentence.id))
            for addendum in note.addenda:
                yield hit(HitKind.ADDENDUM, addendum.text, Moment(session.id))
        if session.summary:
            yield hit(HitKind.WRITTEN, session.summary, Moment(session.id))
        if transcript is not None:
            roles = {speaker.label: speaker.role for speaker in transcript.speakers}
            for number, turn in enumerate(transcript.turns):
                role = roles.get(turn.speaker, Role.UNKNOWN)
                yield hit(HitKind.TURN, turn.text, Moment(session.id, number), role, turn.start)
