"""Recording a session, from the microphone or from a sound file: the same path for both."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.audio.devices import Microphone, microphones
from app.audio.inputs import FILE_DEVICE
from app.audio.level_meter import LevelMeter
from app.audio.playback import Player
from app.audio.recorder import FileSource, MicrophoneSource, Recorder, Source, status_error
from app.domain.errors import ConsentMissing, NotAllowed, RecorderLost, SottoError, VaultDamaged
from app.domain.session import Mark, RecorderStatus, RecordingState, Session, SessionState
from app.services.access import Store, VaultService
from app.services.records import RecordService
from app.store.audio_store import AudioReader

KEY_BYTES = 32


class RecordingService:
    """One recording at a time. The recorder is a process of its own and outlives this object."""

    def __init__(self, vault: VaultService, records: RecordService) -> None:
        self._vault = vault
        self._records = records
        self._recorder: Recorder | None = None
        self._session_id: str | None = None
        vault.on_lock(self._let_go)

    @property
    def active(self) -> str | None:
        """The id of the session that is being recorded, or None."""
        return self._session_id

    def microphones(self, rescan: bool = False) -> list[Microphone]:
        """The microphones of this computer; `rescan` looks again."""
        return microphones(rescan)

    def level_meter(self, microphone_id: str = "") -> LevelMeter:
        """How loud a microphone is; use it as a context."""
        return LevelMeter(microphone_id)

    def player(self, session_id: str) -> Player:
        """Plays the recording of a session."""
        return Player(lambda start, end: self._records.sound(session_id, start, end))

    def problem(self, status: RecorderStatus) -> SottoError | None:
        """What ended a recording that stands at FAILED, in the words of its error; None in other states."""
        return status_error(status)

    def start(self, session_id: str, microphone_id: str = "") -> None:
        """Record from a microphone; an interrupted recording is gone on with.

        So is one whose recorder gave up by itself, while it is still the active one. Raises ConsentMissing,
        NoMicrophone, MicrophoneRefused, DiskFull; the session is then as before.
        """
        self._begin(session_id, MicrophoneSource(microphone_id))

    def import_file(self, session_id: str, path: Path, speed: float = 0.0) -> None:
        """Read a sound file into the recording; returns once the recorder runs.

        `speed` 0 is as fast as can be, 1 real time. Raises ConsentMissing and what is wrong with the
        file (SoundFile…, NoSoundTrack); the session is then as before. A file begins anew: what was
        read of it before it was interrupted is destroyed once the new recording runs.
        """
        self._begin(session_id, FileSource(path, speed))

    def was_imported(self, session_id: str) -> bool:
        """Whether what is recorded of a session was read from a sound file: that begins anew, and never goes on."""
        store, session = self._store, self._records.session(session_id)
        key = store.recordings.key(session.recording_id) if session.recording_id else None
        path = store.vault.recording_path(session.recording_id)
        if key is None or not path.exists():
            return False
        with AudioReader(path, key) as reader:
            return reader.device == FILE_DEVICE

    def status(self) -> RecorderStatus:
        """How the recorder stands. Raises RecorderLost, after which the session counts as interrupted."""
        return self._ask(lambda recorder: recorder.status())

    def pause(self) -> RecorderStatus:
        """Stop capturing until `resume`."""
        return self._ask(lambda recorder: recorder.pause())

    def resume(self) -> RecorderStatus:
        """Go on capturing."""
        return self._ask(lambda recorder: recorder.resume())

    def off_record(self) -> RecorderStatus:
        """Capture nothing until `resume`; the gap is noted as off the record."""
        return self._ask(lambda recorder: recorder.off_record())

    def mark(self) -> RecorderStatus:
        """Mark this moment."""
        return self._ask(lambda recorder: recorder.mark())

    def stop(self) -> Session:
        """End the recording; returns once everything captured is stored.

        Raises what ended the recording early (for a damaged file, say); what was captured before is
        then stored and the session is ready to be transcribed.
        """
        final = self._ask(lambda recorder: recorder.stop())
        session_id = self._active()
        self._let_go()
        session = self._settle(session_id, SessionState.RECORDED, final)
        error = status_error(final)
        if error is not None:
            raise error
        return session

    def recover(self) -> list[Session]:
        """After unlocking: find recorders that still run, and close what was interrupted.

        Returns the sessions concerned; the one that still runs becomes the active one.
        """
        found: list[Session] = []
        for session in self._store.sessions.by_state(SessionState.RECORDING):
            control = self._store.recordings.control(session.recording_id)
            recorder = Recorder.attach(*control) if control else None
            if recorder is not None and self._recorder is None:
                self._recorder, self._session_id = recorder, session.id
                found.append(session)
            else:
                found.append(self._interrupt(session.id))
        return found

    # ---- inside ----------------------------------------------------------------------------------

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _active(self) -> str:
        if self._session_id is None:
            raise NotAllowed("Nothing is being recorded.")
        return self._session_id

    def _ask(self, question: Callable[[Recorder], RecorderStatus]) -> RecorderStatus:
        session_id = self._active()
        recorder = self._recorder
        assert recorder is not None
        try:
            return question(recorder)
        except RecorderLost:
            self._let_go()
            self._interrupt(session_id)
            raise

    def _begin(self, session_id: str, source: Source) -> None:
        """The metadata is stored before the first sound: a crash at any moment leaves a session that is found."""
        self._settle_failed(session_id)
        store, session = self._store, self._records.session(session_id)
        if self._session_id is not None:
            raise NotAllowed("Another session is being recorded.")
        if session.state not in (SessionState.PLANNED, SessionState.INTERRUPTED) or session.audio_destroyed_at:
            raise NotAllowed("This session has its recording already.")
        if store.consents.get(session_id) is None:
            raise ConsentMissing
        anew = isinstance(source, FileSource) and bool(session.recording_id)
        if anew and not self.was_imported(session_id):
            raise NotAllowed("What was recorded with a microphone is not replaced by a sound file.")
        recording_id, key = self._recording_of(session, anew)
        path = store.vault.recording_path(recording_id)
        try:
            recorder = Recorder.start(path, key, source)
        except SottoError:
            if recording_id != session.recording_id:
                self._take_back(session, recording_id)
            else:
                store.sessions.save(session)
            raise
        self._recorder, self._session_id = recorder, session_id
        try:
            store.recordings.set_control(recording_id, recorder.address, recorder.authkey)
        except SottoError:
            # Locked in this very moment, say. Nobody could reach it any more: no microphone stays on like that.
            recorder.stop()
            if self._session_id is not None:
                self.stop()
            raise
        if anew:
            self._records.destroy_sound(session.recording_id)

    def _settle_failed(self, session_id: str) -> None:
        """Let a recorder go that gave up by itself, so that its session can be recorded on."""
        if self._session_id != session_id:
            return
        try:
            final = self.status()
        except RecorderLost:
            return  # `status` has closed the session
        if final.state is RecordingState.FAILED:
            self._let_go()
            self._settle(session_id, SessionState.INTERRUPTED, final)

    def _recording_of(self, session: Session, anew: bool) -> tuple[str, bytes]:
        """Id and key of the recording to write to: the one that was interrupted, or, `anew`, a new one."""
        store = self._store
        recording_id = "" if anew else session.recording_id
        key = store.recordings.key(recording_id) if recording_id else None
        with store.database.transaction():
            if key is None:
                recording_id, key = secrets.token_hex(16), secrets.token_bytes(KEY_BYTES)
                store.recordings.add(recording_id, key)
            store.transcripts.forget_work(session.id)  # what was worked out from a part does not hold for the whole
            store.sessions.save(replace(session, recording_id=recording_id, state=SessionState.RECORDING))
            store.audit.append("recording.started", session.id)
        return recording_id, key

    def _take_back(self, session: Session, recording_id: str) -> None:
        """Nothing was recorded: leave nothing half-done."""
        self._store.sessions.save(session)
        self._records.destroy_sound(recording_id)

    def _settle(self, session_id: str, state: SessionState, final: RecorderStatus) -> Session:
        store = self._store
        with store.database.transaction():
            session = store.sessions.get(session_id)
            store.recordings.clear_control(session.recording_id)
            session = replace(
                session,
                state=state,
                duration=final.captured,
                ended_at=datetime.now(UTC),
                marks=tuple(Mark(at) for at in final.marks),
                gaps=final.gaps,
            )
            store.sessions.save(session)
            store.audit.append("recording.ended", session_id)
        store.vault.store_audit_head()
        return session

    def _interrupt(self, session_id: str) -> Session:
        """The recorder is gone: what it stored is the recording."""
        store, session = self._store, self._records.session(session_id)
        key = store.recordings.key(session.recording_id)
        path = store.vault.recording_path(session.recording_id)
        if key is None or not path.exists():
            changed = replace(session, state=SessionState.PLANNED, recording_id="")
        else:
            changed = _as_interrupted(session, path, key)
        with store.database.transaction():
            store.sessions.save(changed)
            store.audit.append("recording.interrupted", session_id)
        return changed

    def _let_go(self) -> None:
        """Forget the recorder without ending it: recording goes on while the vault is locked."""
        self._recorder = self._session_id = None


def _as_interrupted(session: Session, path: Path, key: bytes) -> Session:
    """A session with what its recording holds. One that cannot be read must not keep the whole vault shut."""
    try:
        with AudioReader(path, key) as reader:
            return replace(
                session,
                state=SessionState.INTERRUPTED,
                duration=reader.duration,
                ended_at=reader.last_written_at or session.started_at + timedelta(seconds=reader.duration),
                marks=tuple(reader.marks()),
                gaps=tuple(reader.gaps()),
            )
    except VaultDamaged:  # said when the session is opened, and by the check of the vault
        return replace(session, state=SessionState.INTERRUPTED, ended_at=session.started_at)
