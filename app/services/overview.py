"""What the lists of sessions and clients show, in as little work as ten thousand sessions allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.goal import Goal
from app.domain.note import Note
from app.domain.overview import ClientLine, LastTime, Need, NeedKind, SessionLine
from app.domain.session import Client, SessionState
from app.services.access import Store, VaultService
from app.services.retention import RetentionService

PAGE = 100
"""Sessions that a list fetches at once."""
READ = 40
"""Notes at most that are opened to see how much of them is undecided; of older ones that is not told."""
SOON = timedelta(days=7)
"""How long before its end a recording that is to be destroyed is told of."""
_PLANNED_IN = ("plan", "next", "homework", "follow", "recommend", "to_try", "aftercare")
"""How the ids of the sections begin that say what is to be done."""
_WAITING = (
    (SessionState.RECORDING, NeedKind.RECORDING),
    (SessionState.INTERRUPTED, NeedKind.INTERRUPTED),
    (SessionState.DRAFTED, NeedKind.REVIEW),
    (SessionState.TRANSCRIBED, NeedKind.DRAFT),
    (SessionState.RECORDED, NeedKind.WORK),
    (SessionState.PLANNED, NeedKind.WRITING),
)


@dataclass(frozen=True, slots=True)
class Sessions:
    """A piece of a list of sessions, newest first; `more`: it goes on."""

    lines: tuple[SessionLine, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """What the newest note with something planned says of it: its sentences, of which session, whether it is signed."""

    session_id: str
    at: datetime
    sentences: tuple[str, ...]
    signed: bool


@dataclass(frozen=True, slots=True)
class ClientView:
    """One client, as the client's page shows it."""

    client: Client
    goals: tuple[Goal, ...]
    planned: Planned | None
    sessions: Sessions
    count: int


class OverviewService:
    """Every method raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService, retention: RetentionService) -> None:
        self._vault = vault
        self._retention = retention

    def sessions(self, *, client_id: str = "", after: SessionLine | None = None, most: int = PAGE) -> Sessions:
        """At most so many sessions, newest first, of one client or of all, from the one that follows `after` on."""
        lines, more = self._store.listing.sessions(client_id=client_id, after=after, most=most)
        return Sessions(tuple(lines), more)

    def lines(self, session_ids: Sequence[str]) -> list[SessionLine]:
        """The sessions with these ids, as far as they are there."""
        return self._store.listing.lines(session_ids) if session_ids else []

    def needs(self) -> list[Need]:
        """What waits for the clinician: by kind, as `NeedKind` orders them, the newest first within each."""
        found: list[Need] = []
        for state, kind in _WAITING:
            lines = self._store.listing.waiting(state, written=state is SessionState.PLANNED)
            found += [self._undecided(each, n) for n, each in enumerate(lines)] if kind is NeedKind.REVIEW else [
                Need(kind, each) for each in lines
            ]  # fmt: skip
        order = list(NeedKind)
        return sorted(found + self._going(), key=lambda need: order.index(need.kind))

    def clients(self) -> list[ClientLine]:
        """All clients by code."""
        return self._store.listing.clients()

    def last_times(self) -> dict[str, LastTime]:
        """What was chosen for each client's newest session, by client."""
        return self._store.listing.last_times()

    def client(self, client_id: str) -> ClientView:
        """One client: goals, what is planned, and the newest sessions. Raises RecordMissing."""
        store = self._store
        client, sessions = store.clients.get(client_id), self.sessions(client_id=client_id)
        return ClientView(
            client,
            tuple(store.goals.list(client_id)),
            self._planned(sessions.lines),
            sessions,
            store.listing.count(client_id),
        )

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _undecided(self, line: SessionLine, number: int) -> Need:
        """A note that is not signed: whether anything is left to decide, where it is new enough to be opened."""
        note = self._store.notes.latest(line.id) if number < READ else None
        undecided = note.to_review if note is not None else 0
        ready = note is not None and undecided == 0 and bool(note.sentences)
        return Need(NeedKind.SIGN if ready else NeedKind.REVIEW, line, undecided)

    def _going(self) -> list[Need]:
        """Recordings that are destroyed within some days, the first one first."""
        ends = dict(self._retention.going(SOON))
        lines = {line.id: line for line in self.lines(list(ends)) if line.sound}
        return [Need(NeedKind.SOUND_GOES, lines[each], until=end) for each, end in ends.items() if each in lines]

    def _planned(self, lines: Sequence[SessionLine]) -> Planned | None:
        """From the newest of the last few notes that plan anything."""
        noted = [line for line in lines if line.state in (SessionState.DRAFTED, SessionState.SIGNED)]
        for line in noted[:5]:
            note = self._store.notes.latest(line.id)
            sentences = planned_in(note) if note is not None else ()
            if note is not None and sentences:
                return Planned(line.id, line.started_at, sentences, note.signed)
        return None


def planned_in(note: Note) -> tuple[str, ...]:
    """The sentences of a note that say what is to be done; none that awaits a decision, for it may not be true."""
    return tuple(each.text for each in note.sentences if each.section.startswith(_PLANNED_IN) and not each.needs_review)
