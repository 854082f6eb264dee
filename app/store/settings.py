"""Settings that say something about clinician or client, and so belong in the vault."""

from __future__ import annotations

from typing import Any

from app.store.codec import pack_any, unpack_any
from app.store.connection import Database


class SettingsRepository:
    """JSON values by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> Any | None:
        """The stored value, or None."""
        rows = self._database.query("SELECT value FROM setting WHERE key = ?", (key,))
        return unpack_any(rows[0]["value"]) if rows else None

    def set(self, key: str, value: Any) -> None:
        """Store a JSON value: None, texts, numbers, lists and dicts with text keys."""
        data = pack_any(value)
        with self._database.transaction() as cursor:
            cursor.execute(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, data),
            )

    def delete(self, key: str) -> None:
        """Forget a value, if it is there."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM setting WHERE key = ?", (key,))
