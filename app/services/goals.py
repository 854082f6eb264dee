"""The goals of a client's treatment plan: set, reworded, reached, taken up again, dropped."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.domain.errors import NotAllowed
from app.domain.goal import Goal
from app.domain.transcript import clean_text
from app.services.access import VaultService

MOST = 30
LONGEST = 500
"""Characters of one goal at most."""


@dataclass(frozen=True, slots=True)
class GoalEntry:
    """A goal as it is to be kept. `id` is "" for a new one; `reached`: it is not worked on any more."""

    id: str
    text: str
    reached: bool = False


class GoalService:
    """Every method raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService) -> None:
        self._vault = vault

    def goals(self, client_id: str) -> list[Goal]:
        """All goals of a client in order, those that were reached included."""
        return self._vault.store.goals.list(client_id)

    def open_goals(self, client_id: str) -> list[Goal]:
        """What is worked on now, in order."""
        return [goal for goal in self.goals(client_id) if goal.open]

    def keep(self, client_id: str, entries: Sequence[GoalEntry]) -> list[Goal]:
        """Let a client's goals be these, in this order. Entries without words are left out, and so dropped.

        Each act is an audit entry without content. A goal keeps since when it stands, and when it was reached. Raises
        RecordMissing where there is no such client, NotAllowed for too many goals or one that is too long.
        """
        store, now = self._vault.store, datetime.now(UTC)
        with store.database.transaction():
            before = {goal.id: goal for goal in store.goals.list(client_id)}
            after = [_goal(client_id, entry, before, now) for entry in entries if entry.text.strip()]
            if len(after) > MOST or any(len(goal.text) > LONGEST for goal in after):
                raise NotAllowed(f"A treatment plan has at most {MOST} goals of at most {LONGEST} letters here.")
            acts = _acts(before, after)
            if acts or [goal.id for goal in after] != list(before):
                store.goals.keep(client_id, after)
            for action, goal_id in acts:
                store.audit.append(action, goal_id)
        return after


def _goal(client_id: str, entry: GoalEntry, before: dict[str, Goal], now: datetime) -> Goal:
    text = " ".join(clean_text(entry.text).split())
    known = before.get(entry.id)
    if known is None:
        known = Goal(secrets.token_hex(16), client_id, text, now)
    closed = (known.closed_at or now) if entry.reached else None
    return replace(known, text=text, closed_at=closed)


def _acts(before: dict[str, Goal], after: Sequence[Goal]) -> list[tuple[str, str]]:
    """What was done, as audit entries: (action, id of the goal)."""
    acts: list[tuple[str, str]] = []
    for goal in after:
        was = before.get(goal.id)
        if was is None:
            acts.append(("goal.added", goal.id))
        elif was.text != goal.text:
            acts.append(("goal.changed", goal.id))
        if goal.open != (was is None or was.open):
            acts.append(("goal.reopened" if goal.open else "goal.reached", goal.id))
    kept = {goal.id for goal in after}
    return acts + [("goal.removed", goal_id) for goal_id in before if goal_id not in kept]
