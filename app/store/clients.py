"""Clients."""

from __future__ import annotations

from uuid import uuid4

from app.domain.errors import CodeTaken, RecordMissing
from app.domain.session import Client
from app.store import clock
from app.store.connection import Cursor, Database, Row


class ClientRepository:
    """The clients of this vault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, code: str, name: str = "", terms: str = "") -> Client:
        """Store a new client. Raises CodeTaken where another one has this code (A1 and a1 are the same)."""
        client = Client(uuid4().hex, code, name, clock.now(), terms)
        with self._database.transaction() as cursor:
            _refuse_taken(cursor, client)
            cursor.execute(
                "INSERT INTO client (id, code, name, created_at, terms) VALUES (?, ?, ?, ?, ?)",
                (client.id, client.code, client.name, clock.optional_text(client.created_at), client.terms),
            )
        return client

    def get(self, client_id: str) -> Client:
        """The client with this id. Raises RecordMissing."""
        rows = self._database.query("SELECT * FROM client WHERE id = ?", (client_id,))
        if not rows:
            raise RecordMissing("client")
        return _client(rows[0])

    def list(self) -> list[Client]:
        """All clients by code."""
        return [_client(row) for row in self._database.query("SELECT * FROM client ORDER BY code COLLATE NOCASE")]

    def save(self, client: Client) -> None:
        """Store what was changed. Raises RecordMissing or CodeTaken."""
        with self._database.transaction() as cursor:
            _refuse_taken(cursor, client)
            cursor.execute(
                "UPDATE client SET code = ?, name = ?, terms = ?, called = ?, pronouns = ? WHERE id = ?",
                (client.code, client.name, client.terms, client.called, client.pronouns, client.id),
            )
            if cursor.rowcount != 1:
                raise RecordMissing("client")

    def delete(self, client_id: str) -> None:
        """Delete a client who has no sessions any more. Raises RecordMissing."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM client WHERE id = ?", (client_id,))
            if cursor.rowcount != 1:
                raise RecordMissing("client")


def _refuse_taken(cursor: Cursor, client: Client) -> None:
    cursor.execute("SELECT 1 FROM client WHERE code = ? COLLATE NOCASE AND id <> ?", (client.code, client.id))
    if cursor.fetchone() is not None:
        raise CodeTaken


def _client(row: Row) -> Client:
    return Client(
        row["id"],
        row["code"],
        row["name"],
        clock.from_text(row["created_at"]),
        row["terms"] or "",
        row["called"] or "",
        row["pronouns"] or "",
    )
