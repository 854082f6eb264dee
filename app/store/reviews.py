"""What the review of each session's note took."""

from __future__ import annotations

from app.domain.review import Decision, Review
from app.store.codec import pack, unpack
from app.store.connection import Database

_Decisions = dict[str, Decision]


class ReviewRepository:
    """One review a session."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, session_id: str) -> Review:
        """The review as it stands; an empty one where nothing is stored."""
        rows = self._database.query("SELECT seconds, decisions FROM review WHERE session_id = ?", (session_id,))
        if not rows:
            return Review(session_id)
        return Review(session_id, float(rows[0]["seconds"]), unpack(rows[0]["decisions"], _Decisions))

    def save(self, review: Review) -> None:
        """Store a review in place of what was there; its session must exist."""
        data = pack(dict(review.decisions), _Decisions)
        with self._database.transaction() as cursor:
            cursor.execute(
                "INSERT INTO review (seconds, session_id, decisions) VALUES (?, ?, ?) ON CONFLICT (session_id) "
                "DO UPDATE SET seconds = excluded.seconds, decisions = excluded.decisions",
                (float(review.seconds), review.session_id, data),
            )

    def delete(self, session_id: str) -> None:
        """Forget a session's review, if there is one."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM review WHERE session_id = ?", (session_id,))
