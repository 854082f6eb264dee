"""Clients, sessions and transcripts: looking at them and correcting them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import RLock

from app.domain.errors import NotAllowed, RecordMissing
from app.domain.session import Client, Consent, Session, SessionState, SessionType
from app.domain.transcript import Segment, Stretch, Transcript
from app.notes.summary import is_summary
from app.services.access import Store, VaultService
from app.services.erasing import Erased, shred
from app.services.stretches import find_stretches
from app.store.audio_store import AudioReader

MOST_SPEAKERS = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """Who signs."""

    name: str = ""
    credentials: str = ""


class RecordService:
    """What is in the vault. Every method raises VaultLocked while it is locked."""

    def __init__(self, vault: VaultService) -> None:
        self._vault = vault
        self._reader: tuple[str, AudioReader] | None = None
        self._reading = RLock()  # closing one that was cut off is part of closing
        vault.on_lock(self.forget_sound)

    # ---- clients and sessions --------------------------------------------------------------------

    def clients(self) -> list[Client]:
        """All clients by code."""
        return self._store.clients.list()

    def add_client(self, code: str, name: str = "", terms: str = "") -> Client:
        """A new client, whole or not at all; `terms` as in `set_client_terms`.

        Raises NotAllowed for an empty code, CodeTaken for one that is in use.
        """
        if not code.strip():
            raise NotAllowed("A client needs a code.")
        with self._store.database.transaction():
            client = self._store.clients.add(code.strip(), name.strip(), terms.strip())
            self._store.audit.append("client.created", client.id)
            if client.terms:
                self._store.audit.append("client.terms", client.id)
        return client

    def client(self, client_id: str) -> Client:
        """One client. Raises RecordMissing."""
        return self._store.clients.get(client_id)

    def set_client_terms(self, client_id: str, terms: str) -> Client:
        """Names and medications that come up with a client, one a line. Raises RecordMissing."""
        with self._store.database.transaction():
            client = replace(self._store.clients.get(client_id), terms=terms.strip())
            self._store.clients.save(client)
            self._store.audit.append("client.terms", client_id)
        return client

    def rename_client(self, client_id: str, code: str, name: str) -> Client:
        """Another code or name for a client. Raises RecordMissing, NotAllowed for an empty code, CodeTaken."""
        if not code.strip():
            raise NotAllowed("A client needs a code.")
        with self._store.database.transaction():
            before = self._store.clients.get(client_id)
            client = replace(before, code=code.strip(), name=name.strip())
            if client != before:
                self._store.clients.save(client)
                self._store.audit.append("client.renamed", client_id)
        return client

    def sessions(self, client_id: str | None = None) -> list[Session]:
        """Sessions, newest first."""
        return self._store.sessions.list(client_id)

    def session(self, session_id: str) -> Session:
        """One session. Raises RecordMissing."""
        return self._store.sessions.get(session_id)

    def opened(self, session_id: str) -> None:
        """Somebody looks at what stands in a session: the audit trail says so."""
        self._store.audit.append("session.opened", session_id)

    def new_session(self, client_id: str, kind: SessionType, speakers: int, template_id: str) -> Session:
        """A session that begins now, with nothing recorded yet. `speakers` 0: not known."""
        if not 0 <= speakers <= MOST_SPEAKERS:
            raise NotAllowed(f"The number of people in the room must be between 1 and {MOST_SPEAKERS}.")
        session = Session(
            id=secrets.token_hex(16),
            client_id=client_id,
            type=kind,
            speakers=speakers,
            state=SessionState.PLANNED,
            started_at=datetime.now(UTC),
            template_id=template_id,
        )
        with self._store.database.transaction():
            self._store.sessions.add(session)
            self._store.audit.append("session.created", session.id)
        return session

    def give_consent(self, session_id: str, wording: str) -> Consent:
        """Store that the client agreed, now, to this wording."""
        consent = Consent(session_id, datetime.now(UTC), wording)
        with self._store.database.transaction():
            self._store.consents.add(consent)
            self._store.audit.append("consent.given", session_id)
        return consent

    def set_summary(self, session_id: str, text: str) -> Session:
        """Store what the clinician typed instead of a recording."""
        return self._change(session_id, "session.summary", summary=text)

    def set_template(self, session_id: str, template_id: str) -> Session:
        """Choose the note format of a session."""
        return self._change(session_id, "session.format", template_id=template_id)

    # ---- transcript ------------------------------------------------------------------------------

    def segments(self, session_id: str) -> list[Segment]:
        """What has been recognised so far, before the speakers are known."""
        return self._store.transcripts.segments(session_id)

    def transcript(self, session_id: str) -> Transcript | None:
        """The newest version of the transcript, or None."""
        return self._store.transcripts.latest(session_id)

    def stretches(self, session_id: str, transcript: Transcript | None = None) -> list[Stretch]:
        """What lies between the words: pauses from 10 s on, what is unclear, sound without a known voice; in order.

        `transcript` is the newest version, where the caller has it already.
        """
        session, transcript = self.session(session_id), transcript or self.transcript(session_id)
        if transcript is None or not session.recording_id or is_summary(transcript):
            return []
        duration = max(session.duration, transcript.duration)
        return find_stretches(self.segments(session_id), transcript, duration, session.gaps)

    # ---- sound -----------------------------------------------------------------------------------

    def sound(self, session_id: str, start: float, end: float) -> bytes:
        """Stored sound from `start` to `end` seconds. Raises RecordMissing where the recording is destroyed."""
        with self._reading:
            return self._open_recording(session_id).read(start, end)

    def sound_length(self, session_id: str) -> float:
        """Seconds of stored sound. Raises RecordMissing where the recording is destroyed."""
        with self._reading:
            return self._open_recording(session_id).duration

    def _open_recording(self, session_id: str) -> AudioReader:
        """The recording of a session; the last one used stays open. Only under `_reading`."""
        store, recording = self._store, self.session(session_id).recording_id
        if self._reader is None or self._reader[0] != recording:
            self.forget_sound()
            key = store.recordings.key(recording) if recording else None
            if key is None:
                raise RecordMissing("recording")
            self._reader = (recording, AudioReader(store.vault.recording_path(recording), key))
        return self._reader[1]

    def destroy_sound(self, recording_id: str) -> Erased:
        """Destroy a recording's key, every trace of it, and its files. May be called again after a failure.

        Raises RecordMissing, DiskFull, FolderNotWritable or DeletionUnfinished.
        """
        with self._reading:
            self.forget_sound()
        return shred(self._store, recording_id)

    @contextmanager
    def sound_at_rest(self) -> Iterator[None]:
        """While a recording is being closed nobody reads it: whoever wants to waits that long."""
        with self._reading:
            self.forget_sound()
            yield

    def forget_sound(self) -> None:
        """Close the recording that stayed open."""
        if self._reader is not None:
            self._reader[1].close()
            self._reader = None

    # ---- the clinician ---------------------------------------------------------------------------

    def profile(self) -> Profile:
        """Name and credentials as last stored."""
        stored = self._store.settings.get("profile") or {}
        return Profile(str(stored.get("name", "")), str(stored.get("credentials", "")))

    def save_profile(self, profile: Profile) -> None:
        """Store name and credentials."""
        self._store.settings.set("profile", {"name": profile.name, "credentials": profile.credentials})

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _change(self, session_id: str, action: str, **changes: object) -> Session:
        with self._store.database.transaction():
            session = replace(self._store.sessions.get(session_id), **changes)  # type: ignore[arg-type]
            self._store.sessions.save(session)
            self._store.audit.append(action, session_id)
        return session
