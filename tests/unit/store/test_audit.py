from __future__ import annotations

import pytest

from app.domain.errors import ProgramFault
from app.store import AuditLog, Database
from app.store.audit import FIRST_HASH


@pytest.fixture
def log(database: Database) -> AuditLog:
    log = AuditLog(database)
    for number in range(5):
        log.append("note.opened", f"n{number}")
    return log


def tamper(database: Database, *statements: str) -> None:
    """As someone with the key would: past the triggers."""
    with database.transaction() as cursor:
        cursor.execute("DROP TRIGGER audit_stays")
        cursor.execute("DROP TRIGGER audit_keeps")
        for statement in statements:
            cursor.execute(statement)


def test_an_empty_chain(database: Database) -> None:
    log = AuditLog(database)
    assert log.head() == (0, FIRST_HASH)
    assert log.entries() == log.verify() == []
    assert log.holds(0, FIRST_HASH)


def test_entries_follow_each_other(log: AuditLog) -> None:
    entries = log.entries()
    assert [(e.sequence, e.action, e.subject, e.actor) for e in entries[:2]] == [
        (1, "note.opened", "n0", "clinician"),
        (2, "note.opened", "n1", "clinician"),
    ]
    assert [e.previous for e in entries] == [FIRST_HASH, *(e.hash for e in entries[:-1])]
    assert log.head() == (5, entries[-1].hash)
    assert log.verify() == []
    assert log.holds(3, entries[2].hash)
    assert not log.holds(3, entries[3].hash)
    assert not log.holds(6, entries[4].hash)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit SET subject = 'n9' WHERE sequence = 3", "Entry 3 of the audit trail was changed."),
        ("UPDATE audit SET at = '2020-01-01' WHERE sequence = 5", "Entry 5 of the audit trail was changed."),
        ("DELETE FROM audit WHERE sequence = 2", "Entries 2 to 2 of the audit trail are missing."),
        ("DELETE FROM audit WHERE sequence < 3", "Entries 1 to 2 of the audit trail are missing."),
        (
            "UPDATE audit SET previous = (SELECT hash FROM audit WHERE sequence = 1) WHERE sequence = 4",
            "Entry 4 of the audit trail does not follow the one before it.",
        ),
    ],
)
def test_tampering_is_found(log: AuditLog, database: Database, statement: str, found: str) -> None:
    tamper(database, statement)
    assert found in log.verify()


def test_swapped_entries_are_found(log: AuditLog, database: Database) -> None:
    tamper(
        database,
        "UPDATE audit SET sequence = 99 WHERE sequence = 2",
        "UPDATE audit SET sequence = 2 WHERE sequence = 3",
        "UPDATE audit SET sequence = 3 WHERE sequence = 99",
    )
    assert len(log.verify()) >= 2


def test_a_cut_off_end_is_found_by_the_head_kept_elsewhere(log: AuditLog, database: Database) -> None:
    head = log.head()
    tamper(database, "DELETE FROM audit WHERE sequence > 3")
    assert log.verify() == []
    assert not log.holds(*head)
    for _ in range(3):
        log.append("note.opened")
    assert not log.holds(*head)


@pytest.mark.parametrize("statement", ["DELETE FROM audit", "UPDATE audit SET action = 'x'"])
def test_the_program_itself_cannot_change_it(log: AuditLog, database: Database, statement: str) -> None:
    with pytest.raises(ProgramFault), database.transaction() as cursor:
        cursor.execute(statement)
    assert log.verify() == []


@pytest.mark.parametrize(
    ("action", "subject"), [("Client cried", ""), ("note.opened", "Jane Doe"), ("", ""), ("a", "ü")]
)
def test_content_is_refused(log: AuditLog, action: str, subject: str) -> None:
    with pytest.raises(ProgramFault):
        log.append(action, subject)
    assert log.head()[0] == 5


def test_an_entry_stands_or_falls_with_its_act(log: AuditLog, database: Database) -> None:
    with pytest.raises(KeyError), database.transaction():
        log.append("note.signed", "n1")
        raise KeyError
    assert log.head()[0] == 5
