"""The review of notes in memory: the rules are the real ones, what is stored is not; part of `fake_services`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.domain.errors import SottoError
from app.domain.review import Decision, Figures, Review
from app.notes.changes import fates

if TYPE_CHECKING:
    from tests.gui.fake_keeping import FakeDeletion
    from tests.gui.fake_services import FakeState


class FakeReview:
    def __init__(self, state: FakeState, deletion: FakeDeletion) -> None:
        self._s = state
        self._deletion = deletion
        self.kept: dict[str, Review] = {}
        self.error: SottoError | None = None

    def get(self, session_id: str) -> Review:
        return self.kept.get(session_id, Review(session_id))

    def add(self, session_id: str, seconds: float, decisions: Mapping[str, Decision | None]) -> Review:
        if self.error is not None:
            raise self.error
        before = self.get(session_id)
        if self._s.notes[session_id].signed:
            return before
        taken = {**before.decisions, **decisions}
        self.kept[session_id] = Review(
            session_id, before.seconds + seconds, {k: v for k, v in taken.items() if v is not None}
        )
        return self.kept[session_id]

    def figures(self, session_id: str) -> Figures | None:
        note = self._s.notes.get(session_id)
        if note is None:
            return None
        found = fates([*reversed(self._deletion.earlier.get(session_id, [])), note])
        return Figures(
            found.drafted, found.unchanged, found.edited, found.replaced, found.deleted, found.added,
            sum(s.kept for s in note.sentences), found.edit_share, self.get(session_id),
        )  # fmt: skip
