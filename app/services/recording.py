"""Recording a session, from the microphone or from a sound file: the same path for both."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from app.audio.aside import Aside
from app.audio.control import sweep
from app.audio.devices import Microphone, microphones
from app.audio.inputs import FILE_DEVICE
from app.audio.level_meter import LevelMeter
from app.audio.playback import Player
from app.audio.recorder import Contact, FileSource, MicrophoneSource, Recorder, Source, status_error
from app.audio.tone import AlarmRhythm, alarm_player
from app.audio.voice_sample import VoiceSample
from app.domain.errors import ConsentMissing, NotAllowed, RecorderLost, SottoError, VaultDamaged
from app.domain.session import Mark, RecorderStatus, RecordingState, Session, SessionState
from app.services.access import Store, VaultService
from app.services.ballast import Ballast, with_ballast
from app.services.records import RecordService
from app.services.room import Room
from app.store.audio_store import UNFINISHED, AudioReader, AudioWriter
from app.store.audio_upkeep import standing
from app.store.files import remove

__all__ = ["AlarmRhythm", "RecordingService"]

KEY_BYTES = 32
STARTING, GOING_ON = 3.0, 0.5
"""Seconds for which a recorder whose window died is waited for, where nothing of its recording is there yet
and where something is: it may only just be starting."""


class RecordingService:
    """One recording at a time. The recorder is a process of its own and outlives this object."""

    def __init__(
        self, vault: VaultService, records: RecordService, alarm_sound: Callable[[], bool] = lambda: True
    ) -> None:
        """`alarm_sound` says whether alarms may be heard; asked when a recording begins."""
        self._vault = vault
        self._alarm_sound = alarm_sound
        self._records = records
        self._recorder: Recorder | None = None
        self._session_id: str | None = None
        self._alarm = alarm_player()
        self._live = self._left = False
        self._behind: Aside | None = None
        self.starting = False
        """Whether a microphone is just being opened: a lock that comes now cannot know what comes of it."""
        vault.on_lock(self._leave)

    @property
    def active(self) -> str | None:
        """The id of the session that is being recorded, or None."""
        return self._session_id

    @property
    def left_running(self) -> bool:
        """Whether a recording from the microphone that was started here runs on behind the lock."""
        return self._left

    @property
    def behind(self) -> Aside | None:
        """The recording that runs on behind the lock, for the few things that can be done there; else None."""
        return self._behind

    def take_behind(self, handle: str) -> None:
        """After a lock that replaced the process: how the recorder is reached; anything else than a handle is none."""
        self._behind = Aside.of(handle)

    @property
    def ended(self) -> bool:
        """Whether the recording that is active was ended behind the lock: `stop` then stores what came of it."""
        if self._recorder is None:
            return False
        try:
            status = self._recorder.status()  # the final one is remembered, and asks nobody
        except RecorderLost:
            return False  # whoever follows it hears of that, and closes the session
        return status.state is RecordingState.STOPPED and not status.total

    def microphones(self, rescan: bool = False) -> list[Microphone]:
        """The microphones of this computer; `rescan` looks again."""
        return microphones(rescan)

    def level_meter(self, microphone_id: str = "") -> LevelMeter:
        """How loud a microphone is; use it as a context."""
        return LevelMeter(microphone_id)

    def voice_sample(self, seconds: float, microphone_id: str = "") -> VoiceSample:
        """To take some seconds of the clinician's own voice into memory. Enter it away from the main thread."""
        return VoiceSample(seconds, microphone_id)

    def player(self, session_id: str) -> Player:
        """Plays the recording of a session."""
        return Player(lambda start, end: self._records.sound(session_id, start, end))

    def problem(self, status: RecorderStatus) -> SottoError | None:
        """What ended a recording that stands at FAILED, in the words of its error; None in other states."""
        return status_error(status)

    def room(self) -> Room:
        """How much room there is for a recording. Raises FolderNotWritable."""
        return Room.of(self._store.vault.audio_folder)

    def sound_alarm(self) -> None:
        """Play the sound of an alarm, once and softly. Raises NoPlaybackDevice."""
        self._alarm.play(0.0)

    def start(self, session_id: str, microphone_id: str = "", *, shorter: bool = False) -> None:
        """Record from a microphone; an interrupted recording is gone on with.

        So is one whose recorder gave up by itself, while it is still the active one. Raises ConsentMissing,
        NoMicrophone, MicrophoneRefused, DiskFull, LittleRoomForRecording (not if
        `shorter`, nor when a recording is gone on with: what fits will do),
        NoRoomForRecording; the session is then as before.
        """
        Ballast(self._vault.folder).ensure()
        going_on = bool(self._records.session(session_id).recording_id)
        self.room().check(shorter=shorter or going_on)
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

    def use(self, microphone_id: str) -> RecorderStatus:
        """Go on with another microphone, "" for the system's default; returns before it is heard."""
        return self._ask(lambda recorder: recorder.use(microphone_id))

    def stop(self) -> Session:
        """End the recording; returns once everything captured is stored.

        Raises what ended the recording early (for a damaged file, say), or EndNotStored; what was captured
        before is then stored and the session is ready to be transcribed. Raises DiskFull where even that
        could not be noted: the session is still the active one then, and `stop` can be called again.
        """
        session_id = self._active()
        with self._records.sound_at_rest():
            final = self._ask(lambda recorder: recorder.stop())
        session = with_ballast(self._vault.folder, lambda: self._settle(session_id, SessionState.RECORDED, final))
        self._let_go()
        error = status_error(final)
        if error is not None:
            raise error
        return session

    def recover(self) -> list[Session]:
        """After unlocking: find recorders that still run, and close what was interrupted.

        Returns the sessions concerned; the one that still runs becomes the active one.
        """
        found: list[Session] = []
        self._left = False
        self._behind = None
        sweep()
        for session in self._store.sessions.by_state(SessionState.RECORDING):
            if session.id == self._session_id:
                continue
            control = self._store.recordings.control(session.recording_id)
            wait = GOING_ON if self._store.vault.recording_path(session.recording_id).exists() else STARTING
            recorder = Recorder.attach(*control, wait=wait) if control else None
            if recorder is not None and self._recorder is None:
                self._recorder, self._session_id = recorder, session.id
                found.append(session)
            else:
                found.append(with_ballast(self._vault.folder, partial(self._interrupt, session.id)))
        if self._recorder is None:  # else it may be making one just now
            for file in self._store.vault.audio_folder.glob(f"*.db{UNFINISHED}"):
                remove(file)
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
            # On a full disk it stays the active one until it could be noted: asked again, it is noted again.
            with_ballast(self._vault.folder, lambda: self._interrupt(session_id))
            self._let_go()
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
        contact = Contact()
        recording_id, key = self._recording_of(session, anew, contact)
        path = store.vault.recording_path(recording_id)
        live = isinstance(source, MicrophoneSource)
        ballast = self._vault.folder if live else None
        self.starting = live
        try:
            recorder = Recorder.start(path, key, source, contact, ballast=ballast, alarm_sound=self._alarm_sound())
        except SottoError:
            if recording_id != session.recording_id:
                self._take_back(session, recording_id)
            else:
                store.recordings.clear_control(recording_id)
                store.sessions.save(session)
            raise
        finally:
            self.starting = False
        self._recorder, self._session_id, self._live = recorder, session_id, live
        if not self._vault.is_open:
            # Locked in this very moment: recording goes on, and is found again when it is unlocked.
            self._leave()
            return
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

    def _recording_of(self, session: Session, anew: bool, contact: Contact) -> tuple[str, bytes]:
        """Id and key of the recording to write to: the one that was interrupted, or, `anew`, a new one.

        How its recorder will be reached is stored with it, before there is one: it is found whenever this
        process dies.
        """
        store = self._store
        recording_id = "" if anew else session.recording_id
        key = store.recordings.key(recording_id) if recording_id else None
        with store.database.transaction():
            if key is None:
                recording_id, key = secrets.token_hex(16), secrets.token_bytes(KEY_BYTES)
                store.recordings.add(recording_id, key)
            else:
                store.recordings.unseal(recording_id)
            store.recordings.set_control(recording_id, contact.address, contact.authkey)
            if anew:
                store.transcripts.forget_work(session.id)
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
        self._seal(session.recording_id)
        store.vault.store_audit_head()
        return session

    def _seal(self, recording_id: str) -> None:
        """Remember how the file of a closed recording stands, so that an older one put in its place is found."""
        store = self._store
        key, path = store.recordings.key(recording_id), store.vault.recording_path(recording_id)
        if key is None or not path.exists():
            return
        try:
            store.recordings.seal(recording_id, *standing(path, key))
        except VaultDamaged:
            return  # it stays unsealed: the check of the vault says what is wrong with it

    def _interrupt(self, session_id: str) -> Session:
        """The recorder is gone: what it stored is the recording."""
        store, session = self._store, self._records.session(session_id)
        key = store.recordings.key(session.recording_id)
        path = store.vault.recording_path(session.recording_id)
        if key is None or not path.exists():
            changed = replace(session, state=SessionState.PLANNED, recording_id="")
        else:
            with self._records.sound_at_rest():
                _close(path, key)
            changed = _as_interrupted(session, path, key)
        with store.database.transaction():
            if key is not None:
                store.recordings.clear_control(session.recording_id)
            store.sessions.save(changed)
            store.audit.append("recording.interrupted", session_id)
        if changed.recording_id:
            self._seal(changed.recording_id)
        return changed

    def _let_go(self) -> None:
        """Forget the recorder without ending it."""
        self._recorder = self._session_id = None

    def _leave(self) -> None:
        """The vault is locked: recording goes on, and the lock screen can say so, pause and end it."""
        self._left = self._left or (self._recorder is not None and self._live)
        if self._recorder is not None:
            self._behind = Aside(self._recorder.address, self._recorder.authkey)
        self._let_go()


def _close(path: Path, key: bytes) -> None:
    """Note the end of a recording whose recorder died, as not clean; nothing stays behind in its log."""
    try:
        AudioWriter.resume(path, key).close(clean=False)
    except SottoError:
        return  # damaged, or the disk is full: what can be read is read all the same, and a check tells the rest


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
