"""Work that was not finished, kept in the vault so that a lock and a crash only put it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import msgspec

from app.domain.errors import RecordMissing
from app.domain.session import SessionState
from app.domain.work import WorkPlan
from app.services.access import VaultService

NAME = "work.pending"


class PendingWork:
    """Plans in the order in which they are to be carried out."""

    def __init__(self, vault: VaultService) -> None:
        self._vault = vault

    def keep(self, plans: Sequence[WorkPlan]) -> None:
        """Store what is still to be done, in place of what was stored before."""
        settings, before = self._vault.store.settings, self._stored()
        after = [self._entry(plan, before) for plan in plans]
        if after != before:
            settings.set(NAME, after)

    def plans(self) -> list[WorkPlan]:
        """What was not finished and still makes sense.

        A plan is dropped when its session is gone, and when its note has changed since: whoever wrote
        or drafted meanwhile does not want it done over.
        """
        found: list[WorkPlan] = []
        for entry in self._stored():
            plan = _plan(entry)
            if plan is None:
                continue
            try:
                session = self._vault.store.sessions.get(plan.session_id)
            except RecordMissing:
                continue
            if plan.capture and session.state is SessionState.RECORDED:
                plan = replace(plan, capture=False)  # its file was read to the end while the vault was locked
            if not plan.draft or entry["note"] == self._note(plan.session_id):
                found.append(plan)
        return found

    def _stored(self) -> list[dict[str, Any]]:
        stored = self._vault.store.settings.get(NAME)
        entries = stored if isinstance(stored, list) else []
        known = {*WorkPlan.__slots__, "note"}
        return [entry for entry in entries if isinstance(entry, dict) and "note" in entry and set(entry) <= known]

    def _entry(self, plan: WorkPlan, before: list[dict[str, Any]]) -> dict[str, Any]:
        """A plan with the state of its note when it was first kept."""
        for entry in before:
            if all(entry.get(name) == getattr(plan, name) for name in ("session_id", "transcribe", "draft")):
                return {**asdict(plan), "note": entry["note"]}
        return {**asdict(plan), "note": self._note(plan.session_id)}

    def _note(self, session_id: str) -> list[Any]:
        note = self._vault.store.notes.latest(session_id)
        return [] if note is None else [note.id, note.version]


def _plan(entry: dict[str, Any]) -> WorkPlan | None:
    """What was stored as a plan; what an earlier version did not store yet has its default. None: it is none."""
    try:
        return msgspec.convert({name: value for name, value in entry.items() if name != "note"}, WorkPlan)
    except msgspec.ValidationError:
        return None
