"""How the clinician writes: the rules, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import RecordMissing
from app.domain.writing import WritingRule
from app.store.codec import pack, unpack
from app.store.connection import Database


class WritingRuleRepository:
    """The rules of this vault's clinician."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> list[WritingRule]:
        """All rules in their order."""
        rows = self._database.query("SELECT data FROM writing_rule ORDER BY position, id")
        return [unpack(bytes(row["data"]), WritingRule) for row in rows]

    def put(self, rules: Sequence[WritingRule]) -> None:
        """Store these in the place of all that were there."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM writing_rule")
            for position, rule in enumerate(rules):
                cursor.execute(
                    "INSERT INTO writing_rule (id, position, data) VALUES (?, ?, ?)",
                    (rule.id, position, pack(rule, WritingRule)),
                )

    def save(self, rule: WritingRule) -> None:
        """Store a rule anew, or add it at the end."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "INSERT INTO writing_rule (id, position, data) "
                "VALUES (?, (SELECT coalesce(max(position), -1) + 1 FROM writing_rule), ?) "
                "ON CONFLICT (id) DO UPDATE SET data = excluded.data",
                (rule.id, pack(rule, WritingRule)),
            )

    def delete(self, rule_id: str) -> None:
        """Delete a rule. Raises RecordMissing."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM writing_rule WHERE id = ?", (rule_id,))
            if cursor.rowcount != 1:
                raise RecordMissing("rule")
