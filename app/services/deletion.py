"""Deleting, so that it is true: recordings, transcripts, versions of notes, sessions, clients.

Each act first notes what is to go, then deletes, then proves that it is gone (`app.services.erasing`). What a crash or
another reader kept from being finished is finished after the next unlocking. The audit trail keeps that something was
deleted and when, never what stood in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import RLock
from typing import Any

from app.domain.errors import ConfirmationMissing, NotAllowed, RecordMissing, SessionBusy
from app.domain.note import Note
from app.domain.search import HitKind
from app.domain.session import Client, Session, SessionState
from app.services.access import Store, VaultService
from app.services.dictation import SETTING as DICTATION
from app.services.dictation import sound_of
from app.services.erasing import Erased, purge, with_room
from app.services.records import RecordService
from app.store import clock
from app.store.codec import pack_any

UNFINISHED = "deletion.unfinished"
_MOST_TRACES = 96
_NOT_WORKED_ON = (SessionState.INTERRUPTED, SessionState.RECORDED)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What there is of a session, for the screen that asks before it is deleted.

    `sound_in_backup` is when the last backup that holds recordings was made, where this recording can be in it.
    """

    session: Session
    client: Client
    sessions_of_client: int
    recording: bool
    transcript: bool
    note: bool
    signed: bool
    client_signed: bool
    sound_in_backup: datetime | None


@dataclass(frozen=True, slots=True)
class ClientHoldings:
    """The same of a client as a whole, who may have no session."""

    client: Client
    sessions_of_client: int
    client_signed: bool


class DeletionService:
    """Every method that deletes raises DeletionUnfinished, DiskFull or FolderNotWritable where it could not be done to
    the end, and SessionBusy while a session is being recorded or worked on."""

    def __init__(
        self,
        vault: VaultService,
        records: RecordService,
        at_work: Callable[[str], bool],
        forget: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`at_work` says whether a session is being recorded, transcribed or drafted; `forget` drops what the workers
        still hold of its words."""
        self._vault = vault
        self._records = records
        self._at_work = at_work
        self._forget = forget
        self._acting = RLock()

    def holdings(self, session_id: str) -> Holdings:
        """What there is of a session. Raises RecordMissing."""
        store, session = self._store, self._records.session(session_id)
        others = store.sessions.list(session.client_id)
        note = store.notes.latest(session_id)
        return Holdings(
            session=session,
            client=store.clients.get(session.client_id),
            sessions_of_client=len(others),
            recording=_has_sound(session),
            transcript=store.transcripts.count_versions(session_id) > 0,
            note=note is not None,
            signed=note is not None and note.signed,
            client_signed=any(self._signed(each.id) for each in others),
            sound_in_backup=self._sound_in_backup(session),
        )

    def client_holdings(self, client_id: str) -> ClientHoldings:
        """What there is of a client. Raises RecordMissing."""
        store = self._store
        lines, _ = store.listing.sessions(client_id=client_id, most=store.listing.count(client_id) + 1)
        signed = any(line.signed_at is not None for line in lines)
        return ClientHoldings(store.clients.get(client_id), len(lines), signed)

    # ---- a recording -----------------------------------------------------------------------------

    def destroy_recording(self, session_id: str) -> Session:
        """Destroy the recording of a session: its key, every trace of it, its files. Transcript and note stay.

        A session of which nothing was written down yet goes back to where nothing is recorded. Raises NotAllowed
        where there is no recording.
        """
        with self._acting:
            store, session = self._store, self._free(session_id)
            if not _has_sound(session):
                raise NotAllowed("There is no recording to destroy.")

            def begin() -> None:
                with store.database.transaction():
                    self._note_unfinished(session.recording_id)
                    if session.state in _NOT_WORKED_ON:
                        store.transcripts.forget_work(session_id)

            with_room(store, begin, [session.recording_id])
            self._records.destroy_sound(session.recording_id)
            return self._destroyed(session_id)

    def _destroyed(self, session_id: str) -> Session:
        store = self._store
        with store.database.transaction():
            session = store.sessions.get(session_id)
            recording_id = session.recording_id
            if session.state in _NOT_WORKED_ON:
                session = replace(
                    session, state=SessionState.PLANNED, recording_id="", duration=0.0, ended_at=None, marks=(), gaps=()
                )
            else:
                session = replace(session, audio_destroyed_at=datetime.now(UTC))
            store.sessions.save(session)
            store.audit.append("recording.destroyed", session_id)
            self._note_finished(recording_id)
        store.vault.store_audit_head()
        return session

    # ---- texts -----------------------------------------------------------------------------------

    def delete_transcript(self, session_id: str) -> Session:
        """Delete every version of the transcript and what was recognised on the way to it.

        Raises NotAllowed while there is a note that is not signed: its sentences are checked against the transcript.
        A note keeps the words that it quotes.
        """
        with self._acting:
            store, session = self._store, self._free(session_id)
            if not store.transcripts.count_versions(session_id):
                raise RecordMissing("transcript")
            note = store.notes.latest(session_id)
            if note is not None and not note.signed:
                raise NotAllowed("The note is checked against the transcript. Sign the note first, then delete it.")
            if note is None and session.summary:
                raise NotAllowed("This transcript is what you wrote. Delete the session instead.")
            needles = self._traces("transcript", "saved_at", [session_id])
            needles += store.search.traces(session_id, (HitKind.TURN,), 24)
            if note is None:
                sound = _has_sound(session)
                session = replace(session, state=SessionState.RECORDED if sound else SessionState.PLANNED)
                if not sound:
                    session = replace(session, recording_id="", duration=0.0, audio_destroyed_at=None)

            def delete() -> None:
                with store.database.transaction():
                    self._note_unfinished()
                    store.transcripts.delete(session_id)
                    self._drop_words_about_it(session_id)
                    store.search.forget(session_id)  # what stays of it is read in again
                    store.sessions.save(session)
                    store.audit.append("transcript.deleted", session_id)

            with_room(store, delete)
            self._forget(session_id)
            self._finish(needles)
            return session

    def note_versions(self, session_id: str) -> list[tuple[Note, bool]]:
        """Every stored version of a session's note, newest first, each with whether it can be deleted alone."""
        store = self._store
        versions = store.notes.versions(session_id)
        kept = {versions[-1].version} if versions else set()
        for place, each in enumerate(versions):
            if each.signed:
                kept |= {each.version, *({versions[place - 1].version} if place else ())}
        return [(each, each.version not in kept) for each in reversed(versions)]

    def delete_note_version(self, session_id: str, version: int) -> None:
        """Delete one earlier version of a note.

        Raises NotAllowed for the version that stands, a signed one and the one under it, or RecordMissing.
        """
        with self._acting:
            store = self._store
            self._free(session_id)
            rows = store.database.query(
                "SELECT saved_at FROM note_version JOIN note ON note.id = note_id WHERE session_id = ? AND version = ?",
                (session_id, version),
            )

            def delete() -> None:
                with store.database.transaction():
                    self._note_unfinished()
                    store.notes.delete_version(session_id, version)
                    store.search.forget(session_id)  # it may be what was read in last
                    store.audit.append("note.version-deleted", f"{session_id[:32]}:{version}")

            with_room(store, delete)
            self._finish([str(row["saved_at"])[4:].encode() for row in rows])

    # ---- the clinician's own ---------------------------------------------------------------------

    def delete_setting(self, name: str, action: str, instead: Any = None) -> Erased:
        """Delete what is kept under a name of the vault's settings, and keep `instead` (JSON) there if it is not None.

        The audit trail gets `action`, without content. Raises RecordMissing where nothing is kept.
        """
        with self._acting:
            store = self._store
            rows = store.database.query("SELECT value FROM setting WHERE key = ?", (name,))
            if not rows:
                raise RecordMissing(name)
            value = bytes(rows[0]["value"])

            def delete() -> None:
                with store.database.transaction():
                    self._note_unfinished()
                    if instead is None:
                        store.settings.delete(name)
                    else:
                        store.settings.set(name, instead)
                    store.audit.append(action)

            with_room(store, delete)
            # Looked for in pieces, since a long value is spread over pages; what stays is no trace.
            kept = b"" if instead is None else pack_any(instead)
            pieces = [value[at : at + 24] for at in range(0, len(value) - 23, 24)][:96]
            return self._finish([piece for piece in pieces if piece not in kept])

    # ---- sessions and clients --------------------------------------------------------------------

    def delete_session(self, session_id: str, code: str = "") -> Erased:
        """Delete a session: recording, transcript, note, consents.

        Where its note is signed, `code` must be the client's, typed by hand, or ConfirmationMissing is raised.
        """
        with self._acting:
            session = self._free(session_id)
            if self._signed(session_id):
                self._check(code, session.client_id)
            return self._delete([session], None)

    def delete_client(self, client_id: str, code: str) -> Erased:
        """Delete a client and all sessions; `code` must be the client's, typed by hand, or ConfirmationMissing."""
        with self._acting:
            self._check(code, client_id)
            sessions = [self._free(each.id) for each in self._store.sessions.list(client_id)]
            return self._delete(sessions, client_id)

    def _delete(self, sessions: list[Session], client_id: str | None) -> Erased:
        store, ids = self._store, [each.id for each in sessions]
        needles = [
            *self._traces("consent", "given_at", ids),
            *self._traces("transcript", "saved_at", ids),
            *self._traces("turn", "digest", ids),
            *self._traces("speaker_window", "data", ids),
            *self._traces("note", "created_at", ids),
            *[trace for each in ids for trace in store.search.traces(each)][:_MOST_TRACES],
        ]
        if client_id is not None:
            needles += [clock.to_text(goal.since)[4:].encode() for goal in store.goals.list(client_id)]
        dictated = [sound_of(store, each) for each in ids]
        recordings = [each for each in (*(s.recording_id for s in sessions), *dictated) if each]

        def delete() -> None:
            with store.database.transaction():
                self._note_unfinished(*recordings)
                for session in sessions:
                    store.notes.delete(session.id)
                    store.reviews.delete(session.id)
                    store.transcripts.delete(session.id)
                    store.consents.delete(session.id)
                    store.settings.delete(f"unsent.{session.id}")
                    store.settings.delete(f"nudges.{session.id}")
                    store.settings.delete(f"{DICTATION}{session.id}")
                    self._drop_words_about_it(session.id)
                    store.sessions.delete(session.id)
                    store.search.forget(session.id)
                    store.audit.append("session.deleted", session.id)
                if client_id is not None:
                    store.goals.delete(client_id)
                    store.clients.delete(client_id)
                    store.settings.delete("unsent.newSession.who")  # it may be of this client
                    store.audit.append("client.deleted", client_id)

        with_room(store, delete, recordings)
        for each in ids:
            self._forget(each)
        done = [self._records.destroy_sound(each) for each in recordings]
        last = self._finish(needles)
        return replace(last, files=sum(each.files for each in done))

    # ---- what was not finished -------------------------------------------------------------------

    def finish(self) -> int:
        """After unlocking: finish what was cut off before. Answers with how much there was."""
        with self._acting:
            store, waiting = self._store, self._unfinished()
            if waiting is None:
                return 0
            by_recording = {s.recording_id: s.id for s in store.sessions.list() if s.recording_id}
            for recording_id in waiting:
                self._records.destroy_sound(recording_id)
                if recording_id in by_recording:
                    self._destroyed(by_recording[recording_id])
            self._finish([])
            return max(len(waiting), 1)

    def _finish(self, needles: list[bytes]) -> Erased:
        store = self._store
        done = purge(store, needles)
        store.settings.delete(UNFINISHED)
        store.vault.store_audit_head()
        return done

    def _unfinished(self) -> list[str] | None:
        """The recordings whose destruction was begun, None where nothing was begun."""
        stored = self._store.settings.get(UNFINISHED)
        return None if stored is None else [str(each) for each in stored]

    def _note_unfinished(self, *recordings: str) -> None:
        waiting = self._unfinished() or []
        self._store.settings.set(UNFINISHED, [*waiting, *(each for each in recordings if each not in waiting)])

    def _note_finished(self, recording_id: str) -> None:
        waiting = [each for each in self._unfinished() or [] if each != recording_id]
        if waiting:
            self._store.settings.set(UNFINISHED, waiting)
        else:
            self._store.settings.delete(UNFINISHED)

    # ---- inside ----------------------------------------------------------------------------------

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _drop_words_about_it(self, session_id: str) -> None:
        """What is kept of a transcript outside of it: words that were asked about, names that were only typed."""
        for name in (f"left.{session_id}", f"unsent.{session_id}.speakers"):
            self._store.settings.delete(name)

    def _free(self, session_id: str) -> Session:
        session = self._records.session(session_id)
        if session.state is SessionState.RECORDING or self._at_work(session_id):
            raise SessionBusy
        return session

    def _signed(self, session_id: str) -> bool:
        note = self._store.notes.latest(session_id)
        return note is not None and note.signed

    def _check(self, code: str, client_id: str) -> None:
        if code.strip().casefold() != self._store.clients.get(client_id).code.strip().casefold():
            raise ConfirmationMissing

    def _sound_in_backup(self, session: Session) -> datetime | None:
        stored = (self._store.settings.get("backup.state") or {}).get("sound_at")
        if not stored or not session.recording_id:
            return None
        at = clock.from_text(stored)
        return at if at >= session.started_at else None

    def _traces(self, table: str, column: str, sessions: Iterable[str], most: int = 24) -> list[bytes]:
        """Bytes that stand in rows of these sessions and nowhere else: what the search afterwards looks for."""
        found: list[bytes] = []
        for session_id in sessions:
            rows = self._store.database.query(
                f"SELECT {column} FROM {table} WHERE session_id = ? AND {column} NOT IN "  # noqa: S608
                f"(SELECT {column} FROM {table} WHERE session_id <> ?) LIMIT ?",
                (session_id, session_id, most),
            )
            # Of a time, what is shorter than a needle that is looked for by half: years are alike.
            found += [row[0][4:].encode() if isinstance(row[0], str) else bytes(row[0]) for row in rows]
        return found[: most * 4]


def _has_sound(session: Session) -> bool:
    return bool(session.recording_id) and session.audio_destroyed_at is None
