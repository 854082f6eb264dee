"""What passages mean, as vectors of small numbers: worked out by a model, kept in the vault, made anew with another."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from app.domain.errors import ProgramFault
from app.store.connection import Database

NONCE = 16
"""Random bytes before each vector: what is looked for after a deletion."""


class SearchVectors:
    """One entry for each passage, under its number: the vectors of its parts one after the other, a byte a number."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.changes = 0
        """Raised whenever vectors come or go: what was made of them is to be made anew then."""

    def use_model(self, model: str) -> bool:
        """From now on vectors are of this model; True where others were there, which are forgotten."""
        if self.model() == model:
            return False
        self.changes += 1
        with self._database.transaction() as cursor:
            cursor.execute("UPDATE search_vector SET vector = NULL WHERE vector IS NOT NULL")
            cursor.execute("UPDATE search_state SET model = ?", (model,))
        return True

    def model(self) -> str:
        """The model of the vectors that are there, "" for none."""
        rows = self._database.query("SELECT model FROM search_state")
        return str(rows[0]["model"]) if rows else ""

    def missing(self, most: int) -> list[int]:
        """Numbers of passages whose vectors are to be worked out, the newest first."""
        rows = self._database.query(
            "SELECT id FROM search_vector WHERE vector IS NULL ORDER BY id DESC LIMIT ?", (most,)
        )
        return [int(row["id"]) for row in rows]

    def count_missing(self) -> int:
        """How many passages have no vectors yet."""
        return int(self._database.query("SELECT count(*) FROM search_vector WHERE vector IS NULL")[0][0])

    def keep(self, vectors: Mapping[int, bytes], model: str) -> None:
        """Store vectors by passage. One that is gone meanwhile is left out; all are where the model has changed."""
        self.changes += 1
        with self._database.transaction() as cursor:
            cursor.execute("SELECT model FROM search_state")
            state = cursor.fetchone()
            if state is None or state["model"] != model:
                return
            for number, vector in vectors.items():
                if not vector:
                    raise ProgramFault("an empty vector was to be stored")
                cursor.execute(
                    "UPDATE search_vector SET vector = ? WHERE id = ? AND vector IS NULL",
                    (os.urandom(NONCE) + vector, number),
                )

    def some(self, before: int, most: int) -> list[tuple[int, bytes]]:
        """The vectors of passages with a number below `before`, the highest first."""
        rows = self._database.query(
            "SELECT id, vector FROM search_vector WHERE id < ? AND vector IS NOT NULL ORDER BY id DESC LIMIT ?",
            (before, most),
        )
        return [(int(row["id"]), bytes(row["vector"])[NONCE:]) for row in rows]

    def of(self, numbers: Sequence[int]) -> dict[int, bytes]:
        """The vectors of these passages, those that are there."""
        marks = ", ".join("?" * len(numbers))
        rows = self._database.query(
            f"SELECT id, vector FROM search_vector WHERE id IN ({marks}) AND vector IS NOT NULL",  # noqa: S608
            numbers,
        )
        return {int(row["id"]): bytes(row["vector"])[NONCE:] for row in rows}
