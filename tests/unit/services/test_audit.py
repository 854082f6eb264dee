"""The audit trail read page by page, with what each entry is about, and the check of the chain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.errors import VaultLocked
from app.domain.session import Session, SessionType
from app.services import audit
from app.services.audit import FAMILIES, AuditFilter, AuditKind
from app.services.container import Services
from app.services.goals import GoalEntry


def acts(services: Services, wanted: AuditFilter | None = None) -> list[str]:
    return [row.action for row in services.audit.page(wanted).rows]


def test_the_newest_act_comes_first_and_says_whom_it_is_about(services: Services, session: Session) -> None:
    services.records.opened(session.id)
    first, second, third = services.audit.page().rows[:3]
    assert [first.action, second.action, third.action] == ["session.opened", "session.created", "client.created"]
    assert first.about == third.about == "K-17 · Žofie Müller-Ó Briain"
    assert first.session_id == session.id and first.started_at == session.started_at
    assert third.session_id == "" and third.client_id == session.client_id
    assert first.sequence == second.sequence + 1 and first.actor == "clinician"


def test_it_is_read_page_by_page_without_a_gap_or_an_entry_twice(
    services: Services, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "PAGE", 4)
    for _ in range(9):
        services.records.opened(session.id)
    seen: list[int] = []
    page = services.audit.page()
    while True:
        seen += [row.sequence for row in page.rows]
        if not page.older:
            break
        assert len(page.rows) == 4
        page = services.audit.page(before=seen[-1])
    last = services.vault.store.audit.head()[0]
    assert seen == list(range(last, 0, -1))


def test_what_is_gone_is_said_to_be_gone(services: Services, session: Session) -> None:
    services.deletion.delete_session(session.id)
    rows = {row.action: row for row in services.audit.page().rows}
    assert rows["session.deleted"].gone and rows["session.created"].gone
    assert rows["session.created"].about == "" and rows["session.created"].session_id == ""
    assert not rows["client.created"].gone and rows["client.created"].about
    assert not rows["vault.created"].gone


def test_entries_are_found_by_kind_client_and_day(services: Services, session: Session) -> None:
    other = services.records.add_client("B-2")
    theirs = services.records.new_session(other.id, SessionType.COUPLE, 3, "dap")
    about_first = acts(services, AuditFilter(client_id=session.client_id))
    assert about_first == ["session.created", "client.created"]
    assert {row.client_id for row in services.audit.page(AuditFilter(client_id=other.id)).rows} == {other.id}
    assert theirs.id in {row.session_id for row in services.audit.page(AuditFilter(client_id=other.id)).rows}
    assert acts(services, AuditFilter(AuditKind.CLIENTS)) == ["client.created", "client.created"]
    assert "vault.created" in acts(services, AuditFilter(AuditKind.VAULT))
    today = date.today()  # noqa: DTZ011 - the day of this computer is meant
    everything = acts(services)
    assert acts(services, AuditFilter(since=today - timedelta(days=1), until=today + timedelta(days=1))) == everything
    assert acts(services, AuditFilter(until=today - timedelta(days=2))) == []
    assert acts(services, AuditFilter(since=today + timedelta(days=2))) == []


def test_the_goals_of_a_client_belong_to_the_client(services: Services, session: Session) -> None:
    (goal,) = services.goals.keep(session.client_id, [GoalEntry("", "Sleep through the night")])
    newest = services.audit.page(AuditFilter(client_id=session.client_id)).rows[0]
    assert newest.action == "goal.added" and newest.client_id == session.client_id
    services.goals.keep(session.client_id, [])
    removed = services.audit.page().rows[0]
    assert removed.action == "goal.removed" and removed.gone and goal.id


def test_each_kind_has_families_of_its_own() -> None:
    every = [family for kind in AuditKind for family in FAMILIES[kind]]
    assert len(every) == len(set(every))


def test_the_check_finds_what_was_changed_and_a_page_that_does_not_fit(services: Services, session: Session) -> None:
    assert services.audit.check() == []
    assert services.audit.check(services.audit.head()) == []
    assert "could not be read" in services.audit.check("no figures")[0]
    assert "as it was printed" in services.audit.check("3 · 0000 0000 0000")[0]
    with services.vault.store.database.transaction() as cursor:
        cursor.execute("DROP TRIGGER audit_stays")
        cursor.execute("UPDATE audit SET subject = 'x' WHERE sequence = 2")
    assert services.audit.check() == ["Entry 2 of the audit trail was changed."]


def test_a_locked_vault_tells_nothing(services: Services) -> None:
    services.vault.lock()
    with pytest.raises(VaultLocked):
        services.audit.page()
