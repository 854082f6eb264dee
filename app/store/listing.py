"""Sessions and clients as lists show them: the columns that a list needs, and no more rows than it shows.

A practice has ten thousand sessions after some years. What was written and what was marked in them is not read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.domain.errors import VaultDamaged
from app.domain.overview import ClientLine, LastTime, SessionLine
from app.domain.session import Client, SessionState, SessionType
from app.store import clock
from app.store.connection import Database, Row

_LINES = (
    "SELECT session.id, session.client_id, client.code, client.name, session.type, session.speakers, session.state, "
    "session.started_at, session.ended_at, session.duration, session.template_id, session.rowid AS place, "
    "session.state = 'planned' AND session.summary <> '' AS written, "
    "session.recording_id IS NOT NULL AND session.audio_destroyed_at IS NULL AS sound, "
    "(SELECT max(signed_at) FROM note JOIN signature ON signature.note_id = note.id "
    "WHERE note.session_id = session.id) AS signed_at "
    "FROM session JOIN client ON client.id = session.client_id "
)
_NEWEST_FIRST = "ORDER BY session.started_at DESC, session.rowid DESC"


class Listing:
    """Reads lines; changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sessions(
        self, *, client_id: str = "", after: SessionLine | None = None, most: int = 100
    ) -> tuple[list[SessionLine], bool]:
        """At most so many sessions, newest first, of one client or of all, from the one that follows `after` on;
        and whether there are more."""
        where: list[str] = []
        given: list[object] = []
        if client_id:
            where.append("session.client_id = ?")
            given.append(client_id)
        if after is not None:
            where.append("(session.started_at, session.rowid) < (?, ?)")
            given += [clock.to_text(after.started_at), after.place]
        # The places first: only of those that are shown is anything else read.
        inner = f"SELECT session.rowid FROM session {_where(where)} {_NEWEST_FIRST} LIMIT ?"  # noqa: S608
        rows = self._database.query(f"{_LINES} WHERE session.rowid IN ({inner}) {_NEWEST_FIRST}", [*given, most + 1])
        return [_line(row) for row in rows[:most]], len(rows) > most

    def lines(self, session_ids: Sequence[str]) -> list[SessionLine]:
        """The sessions with these ids, as far as they are there, newest first."""
        marks = ", ".join("?" * len(session_ids))
        rows = self._database.query(f"{_LINES} WHERE session.id IN ({marks}) {_NEWEST_FIRST}", tuple(session_ids))
        return [_line(row) for row in rows]

    def waiting(self, state: SessionState, *, written: bool = False, most: int = 200) -> list[SessionLine]:
        """The sessions in a state, newest first; `written`: only those for which the clinician typed something."""
        more = "AND session.summary <> ''" if written else ""
        rows = self._database.query(f"{_LINES} WHERE session.state = ? {more} {_NEWEST_FIRST} LIMIT ?",
                                    (state.value, most))  # fmt: skip
        return [_line(row) for row in rows]

    def count(self, client_id: str = "") -> int:
        """How many sessions there are, of one client or of all."""
        where, given = ("WHERE client_id = ?", (client_id,)) if client_id else ("", ())
        return int(self._database.query(f"SELECT count(*) AS n FROM session {where}", given)[0]["n"])  # noqa: S608

    def clients(self) -> list[ClientLine]:
        """All clients by code."""
        rows = self._database.query(
            "SELECT id, code, name, (SELECT count(*) FROM session WHERE client_id = client.id) AS sessions, "
            "(SELECT max(started_at) FROM session WHERE client_id = client.id) AS last_at "
            "FROM client ORDER BY code COLLATE NOCASE"
        )
        return [
            ClientLine(row["id"], row["code"], row["name"], row["sessions"], clock.optional_time(row["last_at"]))
            for row in rows
        ]

    def last_times(self) -> dict[str, LastTime]:
        """What was chosen for each client's newest session, by client."""
        # One step in the index for each client; grouping would read every session.
        rows = self._database.query(
            "SELECT client_id, started_at AS at, type, speakers, template_id, "
            "recording_id IS NULL AND summary <> '' AS written FROM client JOIN session ON session.rowid = "
            "(SELECT rowid FROM session AS one WHERE one.client_id = client.id "
            "ORDER BY one.started_at DESC, one.rowid DESC LIMIT 1)"
        )
        return {
            row["client_id"]: LastTime(
                clock.from_text(row["at"]), _type(row), row["speakers"], row["template_id"], bool(row["written"])
            )
            for row in rows
        }

    def signed_with_sound(self) -> list[tuple[str, datetime]]:
        """The sessions with a signed note whose recording is there, and when each was signed."""
        rows = self._database.query(
            # CROSS JOIN keeps the order: few recordings are left after some years, and there are many notes.
            "SELECT session.id, max(signed_at) AS signed_at FROM session "
            "CROSS JOIN note ON note.session_id = session.id CROSS JOIN signature ON signature.note_id = note.id "
            "WHERE session.recording_id IS NOT NULL AND session.audio_destroyed_at IS NULL "
            "GROUP BY session.id ORDER BY session.started_at DESC, session.rowid DESC"
        )
        return [(row["id"], clock.from_text(row["signed_at"])) for row in rows]


def _where(parts: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(parts)}" if parts else ""


def _type(row: Row) -> SessionType:
    try:
        return SessionType(row["type"])
    except ValueError as error:
        raise VaultDamaged("a session is of an unknown kind") from error


def _line(row: Row) -> SessionLine:
    try:
        state = SessionState(row["state"])
    except ValueError as error:
        raise VaultDamaged("a session is of an unknown kind") from error
    return SessionLine(
        id=row["id"],
        client_id=row["client_id"],
        client=Client(row["client_id"], row["code"], row["name"]).label,
        type=_type(row),
        speakers=row["speakers"],
        state=state,
        started_at=clock.from_text(row["started_at"]),
        ended_at=clock.optional_time(row["ended_at"]),
        duration=row["duration"],
        template_id=row["template_id"],
        written=bool(row["written"]),
        sound=bool(row["sound"]),
        signed_at=clock.optional_time(row["signed_at"]),
        place=row["place"],
    )
