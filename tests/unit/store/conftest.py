"""A vault's database in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.session import Session, SessionState, SessionType
from app.store import ClientRepository, Database, SessionRepository
from app.store.migrations import migrate

KEY = bytes(range(32))
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "vault.db", KEY, create=True) as opened:
        migrate(opened)
        yield opened


@pytest.fixture
def session(database: Database) -> Session:
    client = ClientRepository(database).add("A1")
    stored = Session("s1", client.id, SessionType.INDIVIDUAL, 2, SessionState.PLANNED, MORNING)
    SessionRepository(database).add(stored)
    return stored
