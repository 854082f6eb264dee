"""The goals of treatment plans."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import ProgramFault, RecordMissing
from app.domain.goal import Goal
from app.store import clock
from app.store.connection import Database, Row


class GoalRepository:
    """Goals by client, in the clinician's order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, client_id: str) -> list[Goal]:
        """All goals of a client, those that are closed included, in order; none for a client who is not there."""
        rows = self._database.query("SELECT * FROM goal WHERE client_id = ? ORDER BY position, id", (client_id,))
        return [_goal(row) for row in rows]

    def client_of(self, goal_id: str) -> str:
        """The id of the client whose goal it is; "" where there is no such goal."""
        rows = self._database.query("SELECT client_id FROM goal WHERE id = ?", (goal_id,))
        return str(rows[0]["client_id"]) if rows else ""

    def keep(self, client_id: str, goals: Sequence[Goal]) -> None:
        """Let a client's goals be these, in this order; one that is not among them is deleted.

        Raises RecordMissing where there is no such client, ProgramFault for a goal of another one.
        """
        if any(goal.client_id != client_id for goal in goals):
            raise ProgramFault("a goal was to be kept with another client")
        with self._database.transaction() as cursor:
            cursor.execute("SELECT 1 FROM client WHERE id = ?", (client_id,))
            if cursor.fetchone() is None:
                raise RecordMissing("client")
            cursor.execute("DELETE FROM goal WHERE client_id = ?", (client_id,))
            for position, goal in enumerate(goals):
                cursor.execute(
                    "INSERT INTO goal (id, client_id, position, text, since, closed_at) VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        goal.id,
                        client_id,
                        position,
                        goal.text,
                        clock.to_text(goal.since),
                        clock.optional_text(goal.closed_at),
                    ),
                )

    def delete(self, client_id: str) -> None:
        """Delete every goal of a client."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM goal WHERE client_id = ?", (client_id,))


def _goal(row: Row) -> Goal:
    return Goal(
        row["id"],
        row["client_id"],
        row["text"],
        clock.from_text(row["since"]),
        clock.optional_time(row["closed_at"]),
    )
