"""Sessions and the consents to record them."""

from __future__ import annotations

from app.domain.errors import ProgramFault, RecordMissing, VaultDamaged
from app.domain.session import Consent, Gap, Mark, Session, SessionState, SessionType
from app.store import clock
from app.store.codec import pack, unpack
from app.store.connection import Database, Row

_COLUMNS = (
    "client_id",
    "type",
    "speakers",
    "state",
    "started_at",
    "ended_at",
    "duration",
    "recording_id",
    "template_id",
    "summary",
    "audio_destroyed_at",
    "marks",
    "gaps",
)
_INSERT = f"INSERT INTO session ({', '.join(_COLUMNS)}, id) VALUES ({'?, ' * len(_COLUMNS)}?)"  # noqa: S608
_UPDATE = f"UPDATE session SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?"  # noqa: S608
_NEWEST_FIRST = "ORDER BY started_at DESC, rowid DESC"


class SessionRepository:
    """The sessions of this vault.

    To change a session that other threads may change too, read and save it inside one
    `database.transaction()`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, session: Session) -> None:
        """Store a new session. Raises RecordMissing where its client is not in the vault."""
        with self._database.transaction() as cursor:
            cursor.execute("SELECT 1 FROM client WHERE id = ?", (session.client_id,))
            if cursor.fetchone() is None:
                raise RecordMissing("client")
            cursor.execute("SELECT 1 FROM session WHERE id = ?", (session.id,))
            if cursor.fetchone() is not None:
                raise ProgramFault("a session was to be added twice")
            cursor.execute(_INSERT, _values(session))

    def get(self, session_id: str) -> Session:
        """The session with this id. Raises RecordMissing."""
        rows = self._database.query("SELECT * FROM session WHERE id = ?", (session_id,))
        if not rows:
            raise RecordMissing("session")
        return _session(rows[0])

    def by_state(self, state: SessionState) -> list[Session]:
        """The sessions in a state, newest first."""
        rows = self._database.query(
            f"SELECT * FROM session WHERE state = ? {_NEWEST_FIRST}",  # noqa: S608
            (state.value,),
        )
        return [_session(row) for row in rows]

    def list(self, client_id: str | None = None) -> list[Session]:
        """All sessions, or those of one client, newest first."""
        where, parameters = ("", ()) if client_id is None else ("WHERE client_id = ?", (client_id,))
        rows = self._database.query(f"SELECT * FROM session {where} {_NEWEST_FIRST}", parameters)  # noqa: S608
        return [_session(row) for row in rows]

    def save(self, session: Session) -> None:
        """Store everything about a session that is there already. Raises RecordMissing."""
        with self._database.transaction() as cursor:
            cursor.execute(_UPDATE, _values(session))
            if cursor.rowcount != 1:
                raise RecordMissing("session")

    def delete(self, session_id: str) -> None:
        """Delete a session of which consent, transcript and note are deleted already. Raises RecordMissing."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM session WHERE id = ?", (session_id,))
            if cursor.rowcount != 1:
                raise RecordMissing("session")


class ConsentRepository:
    """Who agreed to be recorded, when, and to which wording."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, consent: Consent) -> None:
        """Store a consent; an earlier one to the same session stays. Raises RecordMissing."""
        with self._database.transaction() as cursor:
            cursor.execute("SELECT 1 FROM session WHERE id = ?", (consent.session_id,))
            if cursor.fetchone() is None:
                raise RecordMissing("session")
            cursor.execute(
                "INSERT INTO consent (session_id, given_at, wording) VALUES (?, ?, ?)",
                (consent.session_id, clock.to_text(consent.given_at), consent.wording),
            )

    def get(self, session_id: str) -> Consent | None:
        """The newest consent to this session, or None."""
        rows = self._database.query(
            "SELECT * FROM consent WHERE session_id = ? ORDER BY id DESC LIMIT 1", (session_id,)
        )
        if not rows:
            return None
        return Consent(rows[0]["session_id"], clock.from_text(rows[0]["given_at"]), rows[0]["wording"])

    def delete(self, session_id: str) -> None:
        """Delete all consents to this session."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM consent WHERE session_id = ?", (session_id,))


def _values(session: Session) -> tuple[object, ...]:
    return (
        session.client_id,
        session.type.value,
        session.speakers,
        session.state.value,
        clock.to_text(session.started_at),
        clock.optional_text(session.ended_at),
        session.duration,
        session.recording_id or None,
        session.template_id,
        session.summary,
        clock.optional_text(session.audio_destroyed_at),
        pack(session.marks, tuple[Mark, ...]),
        pack(session.gaps, tuple[Gap, ...]),
        session.id,
    )


def _session(row: Row) -> Session:
    try:
        kind, state = SessionType(row["type"]), SessionState(row["state"])
    except ValueError as error:
        raise VaultDamaged("a session is of an unknown kind") from error
    return Session(
        id=row["id"],
        client_id=row["client_id"],
        type=kind,
        speakers=row["speakers"],
        state=state,
        started_at=clock.from_text(row["started_at"]),
        ended_at=clock.optional_time(row["ended_at"]),
        duration=row["duration"],
        recording_id=row["recording_id"] or "",
        template_id=row["template_id"],
        summary=row["summary"],
        audio_destroyed_at=clock.optional_time(row["audio_destroyed_at"]),
        marks=unpack(row["marks"], tuple[Mark, ...]),
        gaps=unpack(row["gaps"], tuple[Gap, ...]),
    )
