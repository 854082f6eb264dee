"""What the lists show, out of what the fakes hold in memory; part of `fake_services`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.overview import ClientLine, LastTime, Need, NeedKind, SessionLine
from app.domain.session import Session, SessionState
from app.services.overview import PAGE, ClientView, Planned, Sessions, planned_in

if TYPE_CHECKING:
    from tests.gui.fake_nudges import FakeGoals
    from tests.gui.fake_services import FakeState

_KINDS = {
    SessionState.RECORDING: NeedKind.RECORDING,
    SessionState.INTERRUPTED: NeedKind.INTERRUPTED,
    SessionState.TRANSCRIBED: NeedKind.DRAFT,
    SessionState.RECORDED: NeedKind.WORK,
}


class FakeOverview:
    """`going`: when recordings are destroyed, by session."""

    def __init__(self, state: FakeState, goals: FakeGoals) -> None:
        self._s, self._goals = state, goals
        self.going: dict[str, datetime] = {}
        self.asked: list[int] = []
        """How many sessions each piece of a list held."""

    def line(self, session: Session) -> SessionLine:
        note, client = self._s.notes.get(session.id), self._s.clients[session.client_id]
        signed = note.signature.signed_at if note is not None and note.signature is not None else None
        return SessionLine(
            session.id, client.id, client.label, session.type, session.speakers, session.state, session.started_at,
            session.ended_at, session.duration, session.template_id,
            session.written and session.state is SessionState.PLANNED,
            bool(session.recording_id) and session.audio_destroyed_at is None, signed,
        )  # fmt: skip

    def _all(self, client_id: str = "") -> list[SessionLine]:
        found = [s for s in self._s.sessions.values() if client_id in ("", s.client_id)]
        return [self.line(s) for s in sorted(found, key=lambda s: s.started_at, reverse=True)]

    def sessions(self, *, client_id: str = "", after: SessionLine | None = None, most: int = PAGE) -> Sessions:
        lines = self._all(client_id)
        if after is not None:
            lines = lines[[line.id for line in lines].index(after.id) + 1 :]
        self.asked.append(len(lines[:most]))
        return Sessions(tuple(lines[:most]), len(lines) > most)

    def lines(self, session_ids: Sequence[str]) -> list[SessionLine]:
        return [line for line in self._all() if line.id in session_ids]

    def needs(self) -> list[Need]:
        found = [need for line in self._all() if (need := self._need(line)) is not None]
        found += [Need(NeedKind.SOUND_GOES, line, until=self.going[line.id]) for line in self._all()
                  if line.id in self.going]  # fmt: skip
        return sorted(found, key=lambda need: list(NeedKind).index(need.kind))

    def _need(self, line: SessionLine) -> Need | None:
        if line.state is SessionState.DRAFTED:
            note = self._s.notes.get(line.id)
            undecided = note.to_review if note is not None else 0
            return Need(NeedKind.REVIEW if undecided else NeedKind.SIGN, line, undecided)
        if line.state is SessionState.PLANNED:
            return Need(NeedKind.WRITING, line) if line.written else None
        kind = _KINDS.get(line.state)
        return Need(kind, line) if kind is not None else None

    def clients(self) -> list[ClientLine]:
        made = []
        for each in sorted(self._s.clients.values(), key=lambda c: c.code.casefold()):
            times = [s.started_at for s in self._s.sessions.values() if s.client_id == each.id]
            made.append(ClientLine(each.id, each.code, each.name, len(times), max(times, default=None)))
        return made

    def last_times(self) -> dict[str, LastTime]:
        found: dict[str, LastTime] = {}
        for each in sorted(self._s.sessions.values(), key=lambda s: s.started_at):
            written = each.written and not each.recording_id
            found[each.client_id] = LastTime(each.started_at, each.type, each.speakers, each.template_id, written)
        return found

    def client(self, client_id: str) -> ClientView:
        lines = self._all(client_id)
        planned = None
        for line in lines:
            note = self._s.notes.get(line.id)
            if note is not None and planned_in(note):
                planned = Planned(line.id, line.started_at, planned_in(note), note.signed)
                break
        sessions = self.sessions(client_id=client_id)
        return ClientView(
            self._s.clients[client_id], tuple(self._goals.goals(client_id)), planned, sessions, len(lines)
        )
