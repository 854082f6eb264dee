"""Goals are kept with their client, each act is noted without content, and they go with the client."""

from __future__ import annotations

import pytest

from app.domain.errors import NotAllowed, ProgramFault, RecordMissing, VaultLocked
from app.domain.goal import Goal
from app.domain.session import Session
from app.services.container import Services
from app.services.goals import LONGEST, MOST, GoalEntry
from app.store import clock
from tests.unit.services.keeping import found

CANARY = "the heron waits in the northern reeds"


def acts(services: Services) -> list[tuple[str, str]]:
    return [(e.action, e.subject) for e in services.vault.store.audit.entries() if e.action.startswith("goal.")]


def test_goals_are_kept_in_order_with_their_days(services: Services, session: Session) -> None:
    client = session.client_id
    first, second = services.goals.keep(
        client, [GoalEntry("", "  Sleep   seven hours "), GoalEntry("", "Call her sister")]
    )
    assert (first.text, second.text) == ("Sleep seven hours", "Call her sister")
    assert services.goals.goals(client) == [first, second] == services.goals.open_goals(client)
    after = services.goals.keep(
        client, [GoalEntry(second.id, "Call her sister", reached=True), GoalEntry(first.id, "Sleep six hours")]
    )
    assert [g.id for g in services.goals.goals(client)] == [second.id, first.id]
    assert after[0].closed_at is not None and after[0].since == second.since
    assert after[1].since == first.since and after[1].text == "Sleep six hours"
    assert [g.id for g in services.goals.open_goals(client)] == [first.id]
    again = services.goals.keep(client, [GoalEntry(second.id, "Call her sister", reached=True)])
    assert again[0].closed_at == after[0].closed_at, "a goal was reached once"
    back = services.goals.keep(client, [GoalEntry(second.id, "Call her sister")])
    assert back[0].open


def test_each_act_is_noted_without_content(services: Services, session: Session) -> None:
    client = session.client_id
    (goal,) = services.goals.keep(client, [GoalEntry("", CANARY)])
    services.goals.keep(client, [GoalEntry(goal.id, CANARY)])
    services.goals.keep(client, [GoalEntry(goal.id, CANARY + " again")])
    services.goals.keep(client, [GoalEntry(goal.id, CANARY + " again", reached=True)])
    services.goals.keep(client, [GoalEntry(goal.id, CANARY + " again")])
    services.goals.keep(client, [GoalEntry(goal.id, " ")])
    names = ["added", "changed", "reached", "reopened", "removed"]
    assert acts(services) == [(f"goal.{name}", goal.id) for name in names], "what did not change is no act"
    assert services.goals.goals(client) == []
    assert CANARY not in str(services.vault.store.audit.entries())


def test_what_is_refused_changes_nothing(services: Services, session: Session) -> None:
    client = session.client_id
    services.goals.keep(client, [GoalEntry("", "Sleep")])
    for entries in ([GoalEntry("", "x" * (LONGEST + 1))], [GoalEntry("", f"Goal {n}") for n in range(MOST + 1)]):
        with pytest.raises(NotAllowed):
            services.goals.keep(client, entries)
    with pytest.raises(RecordMissing):
        services.goals.keep("nobody", [GoalEntry("", "Sleep")])
    stranger = Goal("g", "another client", "Sleep", clock.now())
    with pytest.raises(ProgramFault):
        services.vault.store.goals.keep(client, [stranger])
    assert [g.text for g in services.goals.goals(client)] == ["Sleep"]
    assert len(acts(services)) == 1


def test_goals_go_with_their_client_and_no_other(services: Services, session: Session) -> None:
    other = services.records.add_client("K-18")
    services.goals.keep(session.client_id, [GoalEntry("", CANARY), GoalEntry("", CANARY + " as well", reached=True)])
    services.goals.keep(other.id, [GoalEntry("", "another canary in other reeds")])
    assert found(services, CANARY) > 0, "the search finds what is there"
    services.deletion.delete_session(session.id)
    assert len(services.goals.goals(session.client_id)) == 2, "they are the client's, not the session's"
    services.deletion.delete_client(session.client_id, "K-17")
    assert found(services, CANARY) == 0
    assert services.goals.goals(session.client_id) == []
    assert [g.text for g in services.goals.goals(other.id)] == ["another canary in other reeds"]
    assert services.vault.verify() == []


def test_goals_are_locked_with_the_vault(services: Services, session: Session) -> None:
    services.vault.lock()
    with pytest.raises(VaultLocked):
        services.goals.goals(session.client_id)
