"""The review of a note: its decisions and its time, its versions beside each other, and figures for the clinician.

Nothing of this leaves the vault: it is for the clinician, not for whoever pays or supervises.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.note import Note
from app.domain.review import Decision, Figures, Review
from app.notes.changes import Line, Part, Run, compare, fates
from app.services.access import Store, VaultService

__all__ = ["Line", "Part", "ReviewService", "Run", "compare"]


class ReviewService:
    """Every method raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService) -> None:
        self._vault = vault

    def get(self, session_id: str) -> Review:
        """What the review took so far."""
        return self._store.reviews.get(session_id)

    def add(self, session_id: str, seconds: float, decisions: Mapping[str, Decision | None]) -> Review:
        """Add time, and decisions by the id of their sentence; None takes one back.

        A signed note is reviewed no more: nothing is added to it. Raises RecordMissing where the session is gone.
        """
        store = self._store
        with store.database.transaction():
            store.sessions.get(session_id)
            before, note = store.reviews.get(session_id), store.notes.latest(session_id)
            if note is None or note.signed:
                return before
            taken = {**before.decisions, **decisions}
            kept = {id_: kind for id_, kind in taken.items() if kind is not None}
            review = Review(session_id, before.seconds + max(0.0, seconds), kept)
            if review != before:
                store.reviews.save(review)
        return review

    def figures(self, session_id: str) -> Figures | None:
        """What became of the draft, and what it took; None without a note."""
        store = self._store
        versions = store.notes.versions(session_id)
        if not versions:
            return None
        last, found = versions[-1], fates(versions)
        return Figures(
            drafted=found.drafted,
            unchanged=found.unchanged,
            edited=found.edited,
            replaced=found.replaced,
            deleted=found.deleted,
            added=found.added,
            own=sum(s.kept for s in last.sentences),
            edit_share=found.edit_share,
            review=store.reviews.get(session_id),
            until_signed=self._until_signed(session_id, last),
        )

    def _until_signed(self, session_id: str, note: Note) -> float | None:
        ended = self._store.sessions.get(session_id).ended_at
        if ended is None or note.signature is None:
            return None
        return max(0.0, (note.signature.signed_at - ended).total_seconds())

    @property
    def _store(self) -> Store:
        return self._vault.store
