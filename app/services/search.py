"""Search across everything in the vault: by words as they are typed, and by meaning.

What was stored is read into the index in the background, a session at a time, while nobody records or waits for work.
What is asked for is neither stored nor logged.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.errors import Cancelled, ModelError, SottoError, VaultDamaged, VaultLocked, WorkerFailure
from app.domain.search import Filters, Found, Hit, HitKind, Item
from app.domain.session import Client
from app.services.access import Store, VaultService
from app.services.search_hits import hit_of
from app.services.search_looking import Looking, allowed, place_in, said_by
from app.services.search_meaning import MeaningIndex, Near, windows_of
from app.services.search_query import asked_of
from app.services.search_reading import read_session
from app.store.search import SESSION_BITS

__all__ = ["Filters", "Found", "Hit", "HitKind", "SearchService"]

ANYTHING = Filters()
NEAR_PER_SESSION = 3
_RESTS = 2.0
"""Seconds until the reader looks again whether there is something to read."""
_SETTLES = 15.0
_WAITS = 60.0
"""Seconds until it tries again after something went wrong."""
log = logging.getLogger(__name__)


class SearchService:
    """Every method raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService, meaning: MeaningIndex, busy: Callable[[], bool] = lambda: False) -> None:
        """`busy`: whether somebody records or waits for work; nothing is read in then."""
        self._vault = vault
        self._meaning = meaning
        self._busy = busy
        self._stopped = threading.Event()
        self._ready: Store | None = None
        vault.on_lock(self._stop)

    # ---- asking ----------------------------------------------------------------------------------

    def find(self, text: str, filters: Filters = ANYTHING, limit: int = 50) -> Found:
        """What has all these words; the last one may be the beginning of a word, words in quotes stand together.

        Whatever is typed is a question that can be answered; without a word in it, nothing is found.
        """
        store, asked = self._store(), asked_of(text)
        if not asked.groups or limit <= 0:
            return Found()
        looking = Looking(store, asked, filters, _clients(store))
        try:
            return looking.found(limit)
        except VaultDamaged:
            # Only the index, if its tables can be thrown away; else this raises the same again.
            store.search.reset()
            log.warning("the index of the search was damaged, and is made anew")
            return looking.found(limit)

    def meaning(self, text: str, filters: Filters = ANYTHING, limit: int = 20) -> Found:
        """What says about the same in other words. Slower: needs the model for sentences.

        Finds only what the model has read so far. Raises what is wrong with a model or its worker, ModelMissing where
        none is installed, Cancelled at a lock.
        """
        store, text = self._store(), " ".join(text.split())
        if not text or limit <= 0:
            return Found()
        near = self._meaning.nearest(store, text, allowed(store, filters))
        chosen = _spread(store, near, filters, limit + 1)
        more, chosen = len(chosen) > limit, chosen[:limit]
        if not chosen:
            return Found()
        rows = store.search.sessions([each.session for each in chosen])
        clients = _clients(store)
        best = self._meaning.best_items(text, [each.items for each in chosen])
        hits = [
            hit_of([each.items[at]], [[]], place_in(rows[each.session], clients), by_meaning=True)
            for each, at in zip(chosen, best, strict=True)
            if each.session in rows
        ]
        return Found(tuple(hits), more)

    def can_mean(self) -> bool:
        """Whether a model for sentences is installed."""
        return self._meaning.possible

    def indexing(self) -> int:
        """How many sessions are still to be read in."""
        return self._store().search.count_due()

    # ---- reading in ------------------------------------------------------------------------------

    def start(self) -> None:
        """After unlocking: read in what is due in the background, until the vault is locked; nothing while it is."""
        self._stop()
        try:
            store = self._vault.store
        except VaultLocked:
            return  # it was locked again at once
        self._stopped = stopped = threading.Event()
        threading.Thread(target=self._run, args=(store, stopped), name="search", daemon=True).start()

    def read_in(self) -> int:
        """Read in everything that is due, now; how many sessions that was."""
        store, count = self._store(), 0
        while self._advance(store):
            count += 1
        return count

    def _run(self, store: Store, stopped: threading.Event) -> None:
        settled = _Settled()
        while not stopped.is_set():
            began = time.monotonic()
            try:
                worked = not self._busy() and self._step(store, settled)
            except VaultLocked:
                return
            except (Cancelled, ModelError, WorkerFailure):
                worked = False  # somebody else has met it, and told it
                stopped.wait(_WAITS)
            except VaultDamaged:
                worked = self._mended(store)
                stopped.wait(_WAITS)
            except SottoError as error:
                log.warning("the search could not read in a session: %s", error.code)
                worked = False
                stopped.wait(_WAITS)
            # Half of the time belongs to others.
            stopped.wait(min(1.0, time.monotonic() - began) if worked else _RESTS)

    def _step(self, store: Store, settled: _Settled) -> bool:
        """Read in a session, or work out what a few passages mean; False where there is nothing to do just now."""
        self._prepare(store)
        due = store.search.due()
        if due is not None and settled.may(due.session_id):
            return self._advance(store)
        return self._meaning.advance(store)

    def _mended(self, store: Store) -> bool:
        """After damage: the index is made anew. Where that does not help it is the vault, whose check will say so."""
        try:
            store.search.reset()
        except SottoError as error:
            log.warning("the index of the search could not be made anew: %s", error.code)
            return False
        return True

    def _advance(self, store: Store) -> bool:
        """Read in the next session; False where none is due."""
        self._prepare(store)
        due = store.search.due()
        if due is None:
            return False
        try:
            read = read_session(store, due.session_id)
        except VaultDamaged:
            # The session itself, not the index: opening it says so. The others are to be found all the same.
            log.warning("a session could not be read in")
            store.search.skip(due)
            return True
        if read is None:
            store.search.forget(due.session_id)
            return True
        while not store.search.put(due, read.session.started_at, read.passages, read.tag):
            time.sleep(0.002)  # whoever waits for the database comes first
        return True

    def _stop(self) -> None:
        self._stopped.set()
        self._meaning.forget()

    def _store(self) -> Store:
        store = self._vault.store
        self._prepare(store)
        return store

    def _prepare(self, store: Store) -> None:
        """Once after each opening: is the index whole, and of this program's making?"""
        if self._ready is not store:
            store.search.ready()
            self._ready = store


class _Settled:
    """While somebody types in a note it changes every moment: the session is read in again only after a while."""

    def __init__(self) -> None:
        self._last = ("", 0.0)

    def may(self, session_id: str) -> bool:
        """Whether a session that is due is to be read in now."""
        now = time.monotonic()
        if session_id == self._last[0] and now - self._last[1] < _SETTLES:
            return False
        self._last = (session_id, now)
        return True


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A window that is near, of the session with that number."""

    session: int
    items: tuple[Item, ...]


def _spread(store: Store, near: list[Near], filters: Filters, most: int) -> list[_Chosen]:
    """The nearest windows, a few of each session at most, with what in them the filters want."""
    passages = store.search.passages(sorted({each.passage for each in near}))
    chosen: list[_Chosen] = []
    for each in near:
        session, items = each.passage >> SESSION_BITS, passages.get(each.passage, ())
        windows = windows_of(items)
        if each.window >= len(windows) or sum(c.session == session for c in chosen) >= NEAR_PER_SESSION:
            continue
        first, last = windows[each.window]
        wanted = tuple(item for item in items[first:last] if said_by(item, filters))
        if wanted:
            chosen.append(_Chosen(session, wanted))
        if len(chosen) == most:
            break
    return chosen


def _clients(store: Store) -> dict[str, Client]:
    return {client.id: client for client in store.clients.list()}
