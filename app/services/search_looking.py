"""One question on its way through the index: from sessions to passages to hits, no further than is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from itertools import groupby

from app.domain.moment import Moment
from app.domain.search import Filters, Found, Hit, HitKind, Item
from app.domain.session import Client, SessionState
from app.domain.transcript import Role
from app.services.access import Store
from app.services.search_hits import Place, hits_in
from app.services.search_query import Asked
from app.store import clock
from app.store.connection import Row
from app.store.search import KINDS, PLACES, SESSION_BITS, Passages, minute_of

PER_SESSION = 8
"""Hits of one session at most: what is said in every session would else hide the others."""
PER_SESSION_OF_CLIENT = 25
_FIRST_LOOK, _LOOK = 192, 1024
_TOGETHER, _MOST_TOGETHER = 8, 64
"""Sessions whose passages are fetched at once: at first, and where many have the words and not the phrase."""
_EARLIEST, _LATEST = date(2000, 1, 2), date(2400, 1, 1)


@dataclass(slots=True)
class Looking:
    """Looks for what was asked, the newest session first."""

    store: Store
    asked: Asked
    filters: Filters
    clients: dict[str, Client]
    hits: list[Hit] = field(default_factory=list)
    more: bool = False

    def found(self, limit: int) -> Found:
        """At most `limit` hits. Raises VaultDamaged where the index is."""
        self.hits, self.more = list(self._clients()), False
        first, before = _bounds(self.filters)
        expression, size = self.asked.expression(self.filters), _FIRST_LOOK
        while len(self.hits) <= limit:
            numbers = self.store.search.matching(expression, first, before, size)
            groups = [(number, list(each)) for number, each in groupby(numbers, lambda n: n >> SESSION_BITS)]
            whole = len(numbers) < size
            if not whole and len(groups) > 1:
                groups.pop()  # there may be more of it
            elif not whole:  # all of one long session: what is not looked at now would not be at all
                number = groups[0][0]
                of_it = max(first, number << SESSION_BITS)
                groups = [(number, self.store.search.matching(expression, of_it, before, 1 << SESSION_BITS))]
            self._take(groups, limit)
            if whole:
                break
            before, size = (groups[-1][0] << SESSION_BITS) - 1, _LOOK
        self.more = self.more or len(self.hits) > limit
        return Found(tuple(self.hits[:limit]), self.more)

    def _take(self, groups: list[tuple[int, list[int]]], limit: int) -> None:
        """Sessions as far as hits are wanted; the passages of several are fetched at once, of more each time."""
        rows = self.store.search.sessions([number for number, _ in groups])
        most = PER_SESSION_OF_CLIENT if self.filters.client_id else PER_SESSION
        fitting = [(_ordered(each), rows[n]) for n, each in groups if n in rows and fits(rows[n], self.filters)]
        first, size = 0, _TOGETHER
        while first < len(fitting) and len(self.hits) <= limit:
            part, first, size = fitting[first : first + size], first + size, min(2 * size, _MOST_TOGETHER)
            passages = self.store.search.passages([number for ordered, _ in part for number in ordered[:most]])
            for ordered, row in part:
                if len(self.hits) > limit:
                    return
                self._of_session(ordered, passages, place_in(row, self.clients), most)

    def _of_session(self, ordered: list[int], passages: Passages, place: Place, most: int) -> None:
        """The hits of one session; `passages`: the first `most` of it, and of others."""
        found: list[Hit] = []
        while ordered and len(found) <= most:
            batch, ordered = ordered[:most], ordered[most:]
            for number in batch:
                if len(found) > most:
                    break
                items = [item for item in passages.get(number, ()) if said_by(item, self.filters)]
                found += hits_in(items, self.asked, place)
            if ordered and len(found) <= most:
                passages = self.store.search.passages(ordered[:most])
        self.hits += found[:most]
        self.more = self.more or len(found) > most or bool(ordered)

    def _clients(self) -> Iterable[Hit]:
        wanted = self.filters
        if any(each is not None for each in (wanted.since, wanted.until, wanted.role, wanted.signed)):
            return
        for client in self.clients.values():
            if wanted.client_id in ("", client.id) and self.asked.names(client.label):
                marks = self.asked.name_marks(client.label)
                since = client.created_at or datetime.fromtimestamp(0, UTC)
                yield Hit(
                    HitKind.CLIENT, "", client.id, client.label, since, client.label, marks, Role.UNKNOWN, 0.0,
                    Moment(""),
                )  # fmt: skip


def _ordered(numbers: list[int]) -> list[int]:
    """A session's passages: the note first, then what was said, in the order in which it was."""
    return sorted(numbers, key=lambda number: (-(number // PLACES % len(KINDS)), number))


def said_by(item: Item, filters: Filters) -> bool:
    """Whether an item is what the filters want, as far as who spoke goes."""
    return filters.role is None or (item.kind is HitKind.TURN and item.role is filters.role)


def allowed(store: Store, filters: Filters) -> list[int] | None:
    """The numbers of the sessions that fit; None where all do."""
    if not filters.client_id and filters.since is None and filters.until is None and filters.signed is None:
        return None
    return [number for number, row in store.search.sessions().items() if fits(row, filters)]


def fits(row: Row, filters: Filters) -> bool:
    """Whether a session is what the filters want, whatever the index holds of it."""
    day = clock.from_text(row["started_at"]).astimezone().date()
    signed = row["state"] == SessionState.SIGNED.value
    return (
        filters.client_id in ("", row["client_id"])
        and (filters.since is None or filters.since <= day)
        and (filters.until is None or day <= filters.until)
        and filters.signed in (None, signed)
    )


def place_in(row: Row, clients: dict[str, Client]) -> Place:
    """What the hits of a session have in common."""
    client = clients.get(row["client_id"])
    return Place(row["id"], row["client_id"], client.label if client else "", clock.from_text(row["started_at"]))


def _bounds(filters: Filters) -> tuple[int, int]:
    """The lowest and the highest number of a passage that may fit; a day more, since minutes may have been taken."""
    first, last = 0, (1 << 62) - 1
    if filters.since is not None and filters.since > _EARLIEST:
        first = minute_of(_midnight(min(filters.since, _LATEST))) << SESSION_BITS
    if filters.until is not None and filters.until < _LATEST:
        last = minute_of(_midnight(max(filters.until, _EARLIEST)) + timedelta(days=2)) << SESSION_BITS
    return first, last


def _midnight(day: date) -> datetime:
    return datetime.combine(day, clock_time()).astimezone(UTC)
