"""How long the lists take that Today, a new session and the clients show, over a practice of some years.

The vault is real; its sessions have notes, and every fifth has a text that was typed. Only what the vault gives is
measured: what the window does with it is a piece of a hundred rows, however long the list is.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.domain.note import Note, NoteSentence, Origin, Signature, Verdict
from app.domain.session import Session, SessionState, SessionType
from app.services.container import Services
from app.services.retention import Keep, Policy
from tests.benchmarks.search import opened

SESSIONS, CLIENTS = 10_000, 300
ASKED = 5
"""How often each list is asked for; the median counts."""
UNSIGNED = 60
"""The newest sessions, of which half await a review and half a draft."""


def fill(services: Services, sessions: int, clients: int) -> None:
    """So many sessions three hours apart, spread over the clients."""
    store, now = services.vault.store, datetime.now(UTC)
    sentences = tuple(
        NoteSentence(f"s{n}", "plan" if n % 5 == 0 else "data", f"Sentence {n} of a note of usual length, in words.",
                     Origin.MODEL, Verdict.SUPPORTED, 0.9)
        for n in range(40)
    )  # fmt: skip
    with store.database.transaction():
        people = [store.clients.add(f"K-{n:03}", f"Client number {n}") for n in range(clients)]
        for n in range(sessions):
            at = now - timedelta(hours=3 * n)
            state = SessionState.SIGNED if n >= UNSIGNED else (SessionState.DRAFTED, SessionState.TRANSCRIBED)[n % 2]
            session = Session(
                f"{n:032x}", people[n % clients].id, SessionType.INDIVIDUAL, 2, state, at, at, 3000.0,
                recording_id=f"r{n}" if n < sessions // 10 else "",
                summary="We spoke of the week. " * 40 if n % 5 == 0 else "",
            )  # fmt: skip
            store.sessions.add(session)
            if state is not SessionState.TRANSCRIBED:
                note = store.notes.save(Note(f"n{n}", session.id, "dap", sentences))
                if state is SessionState.SIGNED:
                    store.notes.sign(note, Signature("A. Ray", "LCSW", at, "Mine."))


def median(act: Callable[[], Any]) -> float:
    """Seconds that `act` takes, the median of a few times."""
    taken = []
    for _ in range(ASKED):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return round(statistics.median(taken), 4)


def rows(sessions: int = SESSIONS, clients: int = CLIENTS) -> dict[str, float]:
    """For `make bench`."""
    with tempfile.TemporaryDirectory(prefix="sotto-bench-") as folder, opened(Path(folder)) as services:
        fill(services, sessions, clients)
        services.retention.set_policy(Policy(Keep.AFTER_DAYS, 30))
        overview = services.overview
        middle = services.vault.store.listing.sessions(most=sessions // 2)[0][-1]
        someone = overview.clients()[0].id
        found = {
            "Today: the first sessions (s)": median(overview.sessions),
            "Today: sessions from the middle on (s)": median(lambda: overview.sessions(after=middle)),
            "Today: what waits (s)": median(overview.needs),
            "clients: all of them (s)": median(overview.clients),
            "clients: one of them (s)": median(lambda: overview.client(someone)),
            "new session: what was chosen last time (s)": median(overview.last_times),
        }
    return {f"lists of {sessions} sessions, {clients} clients: {name}": value for name, value in found.items()}


if __name__ == "__main__":
    print(json.dumps(rows(*(int(each) for each in sys.argv[1:3])), indent=1))
    sys.exit(0)
