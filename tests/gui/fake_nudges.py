"""Nudges and goals without a vault: the real rules, everything else in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.domain.errors import SottoError
from app.domain.goal import Goal
from app.domain.note import Note
from app.domain.nudge import Nudge
from app.domain.transcript import Transcript
from app.notes.nudges import RULE_IDS, Background, find_nudges
from app.notes.nudges.spoken import Spoken, spoken_of
from app.services.goals import GoalEntry

if TYPE_CHECKING:
    from tests.gui.fake_services import FakeNotes, FakeState


class FakeGoals:
    def __init__(self, state: FakeState) -> None:
        self._s = state
        self.all: dict[str, list[Goal]] = {}
        self.error: SottoError | None = None

    def goals(self, client_id: str) -> list[Goal]:
        return list(self.all.get(client_id, ()))

    def open_goals(self, client_id: str) -> list[Goal]:
        return [goal for goal in self.goals(client_id) if goal.open]

    def keep(self, client_id: str, entries: Sequence[GoalEntry]) -> list[Goal]:
        if self.error is not None:
            raise self.error
        now, before = datetime.now(UTC), {goal.id: goal for goal in self.goals(client_id)}
        self.all[client_id] = [
            replace(
                before.get(e.id) or Goal(f"g{n}", client_id, "", now), text=e.text, closed_at=now if e.reached else None
            )
            for n, e in enumerate(entries)
        ]
        self._s.calls.append(("goals", client_id, [e.text for e in entries]))
        return self.all[client_id]


class FakeNudges:
    def __init__(self, state: FakeState, notes: FakeNotes, goals: FakeGoals) -> None:
        self._s, self._notes, self._goals = state, notes, goals
        self.off: set[str] = set()
        self.aside: dict[str, set[str]] = {}
        self.error: Exception | None = None
        self.looked = 0

    def find(self, note: Note) -> tuple[list[Nudge], int]:
        self.looked += 1
        if self.error is not None:
            raise self.error
        session = self._s.sessions[note.session_id]
        client = self._s.clients[session.client_id]
        transcript, goals = self._s.transcripts.get(session.id), self._goals.goals(client.id)
        background = Background(session, client, transcript, (), goals, self._s.profile.name)
        found = find_nudges(background, note, self._notes.template(note.template_id), datetime.now(UTC), self.off)
        aside = self.aside.get(note.session_id, set())
        shown = [nudge for nudge in found if nudge.key not in aside]
        return shown, len(found) - len(shown)

    @staticmethod
    def spoken_of(transcript: Transcript) -> list[Spoken]:
        return spoken_of(transcript)

    @staticmethod
    def rules() -> tuple[str, ...]:
        return RULE_IDS

    def switched_off(self) -> frozenset[str]:
        return frozenset(self.off)

    def switch(self, rule: str, on: bool) -> None:
        if isinstance(self.error, SottoError):
            raise self.error
        (self.off.discard if on else self.off.add)(rule)

    def set_aside(self, session_id: str, key: str) -> None:
        self.aside.setdefault(session_id, set()).add(key)

    def bring_back(self, session_id: str) -> None:
        self.aside.pop(session_id, None)
