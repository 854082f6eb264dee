from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import ProgramFault, VaultTooNew
from app.store.connection import Database
from app.store.migrations import MIGRATIONS, Migration, applied, migrate
from tests.unit.store.conftest import KEY

NEXT = Migration("9999-next", ("CREATE TABLE later (a)", "INSERT INTO later VALUES (1)"))
BROKEN = Migration("9999-broken", ("CREATE TABLE later (a)", "INSERT INTO nowhere VALUES (1)"))


def test_each_step_is_taken_once(database: Database) -> None:
    assert applied(database) == [step.name for step in MIGRATIONS]
    assert migrate(database) == []
    assert migrate(database, (*MIGRATIONS, NEXT)) == ["9999-next"]
    assert migrate(database, (*MIGRATIONS, NEXT)) == []


def test_a_newer_schema_is_refused(database: Database) -> None:
    migrate(database, (*MIGRATIONS, NEXT))
    with pytest.raises(VaultTooNew):
        migrate(database)


def test_a_step_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ProgramFault):
        migrate(database, (*MIGRATIONS, BROKEN))
    assert applied(database) == [step.name for step in MIGRATIONS]
    assert not database.query("SELECT 1 FROM sqlite_master WHERE name = 'later'")


def test_a_new_database_has_no_steps(tmp_path: Path) -> None:
    with Database.open(tmp_path / "new.db", KEY, create=True) as database:
        assert applied(database) == []
