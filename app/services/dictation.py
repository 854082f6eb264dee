"""Dictation: the clinician says what happened, the words are written down here, and the sound is destroyed at once.

A dictation is no recording of a session: nobody but the clinician speaks, it asks for no consent, and nothing plays it.
Its sound has a key of its own like every recording, and lives until its words stand in the vault. What a lock, a crash
or a kill cuts off is kept with its session (`SETTING`): whoever looks at it next writes down what is left, and then the
sound goes. The recorder ends by itself when no window follows it, so that no microphone stays on behind a lock.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from app.audio.recorder import Contact, MicrophoneSource, Recorder, Source, status_error
from app.domain.errors import Cancelled, NotAllowed, NoteSigned, RecorderLost, SottoError, VaultMissing
from app.domain.session import RecorderStatus, Session, SessionState
from app.domain.transcript import SAMPLE_RATE, Doubt, Segment
from app.late import late
from app.notes.written import UNHEARD
from app.services.access import Store, VaultService
from app.services.ballast import Ballast, with_ballast
from app.services.erasing import shred
from app.services.session_models import ModelSource
from app.store.audio_store import AudioReader
from app.workers.host import Never, WorkerHost
from app.workers.protocol import Heard, Recognise

if TYPE_CHECKING:
    import numpy as np
else:
    np = late("numpy")

SETTING = "dictation."
"""With a session's id: under which name its dictation is kept in the vault's settings."""
KEY_BYTES = 32
UNFOLLOWED = 20.0
"""Seconds without a question after which the recorder of a dictation ends: its window is gone, or locked."""
ATTACH_SECONDS = 0.5
POLL_SECONDS = 0.25
GOING_SECONDS, PIECE_SECONDS = 20.0, 45.0
"""While it goes on, less new sound than the first is not written down yet; no more than the second is at once."""
CUT_SECONDS = 10.0
"""A piece that is not the last is cut where so much of its end is quietest."""
PARAGRAPH = 1.5
"""Seconds of silence after a sentence that begin a new line."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A dictation that is not in the clinician's text yet: its words so far, and whether its sound is still there."""

    words: str
    sound: bool


@dataclass(frozen=True, slots=True)
class _Stored:
    """As it stands in the settings. `position`: seconds of the sound that are written down."""

    recording_id: str = ""
    text: str = ""
    position: float = 0.0


class DictationService:
    """One dictation at a time, for one session. Every method raises VaultLocked while the vault is locked."""

    def __init__(
        self,
        vault: VaultService,
        models: ModelSource,
        speech: WorkerHost,
        hotwords: Callable[[str], Sequence[str]],
        recorded: Callable[[], str | None] = lambda: None,
    ) -> None:
        """`speech` is the speech worker; `hotwords` gives the words that recognition of a session is prepared for;
        `recorded` is the session that is being recorded just now, whose microphone is not shared."""
        self._vault = vault
        self._models = models
        self._speech = speech
        self._hotwords = hotwords
        self._recorded = recorded
        self._recorder: Recorder | None = None
        self._session_id: str | None = None
        self._round = 0  # raised by each lock: what began before it goes no further
        self._writing = Lock()
        self._busy = ""
        vault.on_lock(self._leave)

    @property
    def active(self) -> str | None:
        """The id of the session for which somebody dictates at this moment, or None."""
        return self._session_id

    def at_work(self, session_id: str) -> bool:
        """Whether a dictation of a session is taken in or written down at this moment."""
        return session_id in (self._session_id, self._busy)

    def waiting(self) -> list[str]:
        """The sessions that have a dictation whose words are not in the clinician's text yet."""
        rows = self._store.database.query("SELECT key FROM setting WHERE key LIKE ? ORDER BY key", (f"{SETTING}%",))
        return [str(row["key"]).removeprefix(SETTING) for row in rows]

    def kept(self, session_id: str) -> Kept | None:
        """What there is of a session's dictation, None where there is nothing."""
        stored = _read(self._store, session_id)
        return None if stored is None else Kept(stored.text, bool(stored.recording_id))

    # ---- taking in -------------------------------------------------------------------------------

    def start(self, session_id: str, microphone_id: str = "", *, source: Source | None = None) -> None:
        """Listen to the clinician; returns once sound comes. `source` is heard in place of a microphone.

        Words of an earlier dictation that are not in the text yet stay, and the new ones come after them. Raises
        NotAllowed while a session is recorded, where this session has a recording, or where a dictation's sound waits
        to be written down; NoteSigned; NoMicrophone, MicrophoneRefused, DiskFull. Nothing stays of a refused one.
        """
        store = self._store
        before = self._may_begin(store, store.sessions.get(session_id))
        Ballast(self._vault.folder).ensure()
        contact, recording_id, key = Contact(), secrets.token_hex(16), secrets.token_bytes(KEY_BYTES)
        with store.database.transaction():
            store.recordings.add(recording_id, key)
            # How its recorder is reached is stored before there is one: it is found whenever this process dies.
            store.recordings.set_control(recording_id, contact.address, contact.authkey)
            _write(store, session_id, _Stored(recording_id, before.text))
            store.audit.append("dictation.started", session_id)
        try:
            recorder = Recorder.start(
                store.vault.recording_path(recording_id),
                key,
                source or MicrophoneSource(microphone_id),
                contact,
                ballast=self._vault.folder,
                alarm_sound=False,
                unfollowed=UNFOLLOWED,
            )
        except SottoError:
            self._destroy(session_id)
            self._drop_if_empty(session_id)
            raise
        if self._vault.is_open:  # else it was locked in this very moment: the recorder ends by itself
            self._recorder, self._session_id = recorder, session_id

    def status(self) -> RecorderStatus:
        """How the recorder stands. Raises RecorderLost, after which what it stored can be written down."""
        return self._ask(lambda recorder: recorder.status())

    def stop(self) -> float:
        """End it; answers with its length in seconds once everything is stored.

        Raises what ended it early, or RecorderLost: what was said before can be written down all the same.
        """
        session_id = self._session_id
        final = self._ask(lambda recorder: recorder.stop())
        assert session_id is not None
        self._let_go(session_id)
        error = status_error(final)
        if error is not None:
            raise error
        return final.captured

    def recover(self) -> list[str]:
        """After unlocking: end recorders that still run; answers with `waiting`. No dictation goes on by itself."""
        store = self._store
        for session_id in self.waiting():
            stored = _read(store, session_id)
            control = store.recordings.control(stored.recording_id) if stored and stored.recording_id else None
            if control is None or session_id == self._session_id:
                continue
            recorder = Recorder.attach(*control, wait=ATTACH_SECONDS)
            if recorder is not None:
                with suppress(RecorderLost):  # it ended meanwhile; what it stored is there
                    recorder.stop()
            self._let_go(session_id)
        return self.waiting()

    # ---- writing down ----------------------------------------------------------------------------

    def write_down(
        self,
        session_id: str,
        cancelled: Callable[[], bool] = Never,
        *,
        going_on: Callable[[], bool] = Never,
        tell: Callable[[str], None] = lambda _: None,
    ) -> str:
        """Write down what was said, and destroy the sound once the words are stored; answers with the words.

        While it is `going_on` the sound is followed as it grows, and `tell` hears the words so far. What could not be
        understood is `UNHEARD` in the text; a silent dictation has no words. Raises Cancelled, what is wrong with the
        speech model or its worker, and what destroying raises: it goes on where it stopped when it is called again.
        """
        with self._writing:
            self._busy = session_id
            try:
                stored = _read(self._store, session_id)
                if stored is None:
                    return ""
                if stored.recording_id:
                    self._listen(session_id, stored, cancelled, going_on, tell)
                    self._destroy(session_id)
                return (_read(self._store, session_id) or stored).text
            finally:
                self._busy = ""

    def take(self, session_id: str, text: str) -> Session:
        """The words stand in `text` now, which is what the clinician wrote: stored, and no longer kept beside it.

        Raises NoteSigned where the note was signed meanwhile, NotAllowed while they are still being written down.
        """
        store = self._store
        with store.database.transaction():
            stored = _read(store, session_id)
            if stored is not None and stored.recording_id:
                raise NotAllowed("What was dictated is still being written down.")
            before = store.sessions.get(session_id)
            if before.state is SessionState.SIGNED:
                raise NoteSigned
            session = replace(before, summary=text)
            store.sessions.save(session)
            store.settings.delete(f"{SETTING}{session_id}")
            store.audit.append("session.summary", session_id)
        return session

    def discard(self, session_id: str) -> None:
        """Destroy a dictation, sound and words, without putting it anywhere. Raises as every deletion does."""
        if session_id == self._session_id:
            raise NotAllowed("Stop the dictation first.")
        with self._writing:
            store = self._store
            if _read(store, session_id) is None:
                return
            self._destroy(session_id)
            with store.database.transaction():
                store.settings.delete(f"{SETTING}{session_id}")
                store.audit.append("dictation.discarded", session_id)

    # ---- inside ----------------------------------------------------------------------------------

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _may_begin(self, store: Store, session: Session) -> _Stored:
        """What is kept of an earlier dictation, where a new one may begin."""
        if self._recorded() is not None or self._session_id is not None:
            raise NotAllowed("The microphone is in use. Stop the recording first.")
        if session.state is SessionState.SIGNED:
            raise NoteSigned
        if session.recording_id:
            raise NotAllowed("This session has a recording. Dictate for a session without one.")
        before = _read(store, session.id) or _Stored()
        if before.recording_id:
            raise NotAllowed("What was dictated before is still to be written down.")
        return before

    def _ask(self, question: Callable[[Recorder], RecorderStatus]) -> RecorderStatus:
        recorder, session_id = self._recorder, self._session_id
        if recorder is None or session_id is None:
            raise NotAllowed("Nothing is being dictated.")
        try:
            return question(recorder)
        except RecorderLost:
            self._let_go(session_id)
            raise

    def _let_go(self, session_id: str) -> None:
        """The recorder has ended: forget it, and how it was reached."""
        store = self._store
        stored = _read(store, session_id)
        if stored is not None and stored.recording_id:
            with_ballast(self._vault.folder, lambda: store.recordings.clear_control(stored.recording_id))
        if session_id == self._session_id:
            self._recorder = self._session_id = None

    def _leave(self) -> None:
        """The vault is locked: nothing goes on. The recorder, which nobody asks any more, ends."""
        self._round += 1
        self._recorder = self._session_id = None

    def _listen(
        self,
        session_id: str,
        stored: _Stored,
        cancelled: Callable[[], bool],
        going_on: Callable[[], bool],
        tell: Callable[[str], None],
    ) -> None:
        store, since, stops = self._store, self._round, self._speech.stops
        key = store.recordings.key(stored.recording_id)
        if key is None:
            return  # destroyed already, or never begun: there is nothing to hear any more

        def over() -> bool:
            return cancelled() or self._round != since

        self._speech.load(self._models.load_request("speech"), cancelled=over)
        hotwords = list(self._hotwords(session_id))
        while True:
            if over():
                raise Cancelled
            going = going_on()
            pcm, last = self._next(stored, key, going=going)
            if not pcm and not going:
                return
            if not pcm:
                time.sleep(POLL_SECONDS)
                continue
            if not last:
                pcm = pcm[: _quietest(pcm) * 2]
            request = Recognise(pcm, stored.position, hotwords, wanted=False)
            heard = self._speech.call(request, Heard, cancelled=over, since=stops)
            position = stored.position + len(pcm) / 2 / SAMPLE_RATE
            stored = replace(stored, text=joined(stored.text, heard.segments), position=position)
            with store.database.transaction():
                _write(store, session_id, stored)
                if last:
                    store.audit.append("dictation.written", session_id)
            tell(stored.text)

    def _next(self, stored: _Stored, key: bytes, *, going: bool) -> tuple[bytes, bool]:
        """The sound that comes next (PCM), b"" for none yet; and whether nothing comes after it."""
        try:
            with AudioReader(self._store.vault.recording_path(stored.recording_id), key) as reader:
                length = reader.duration
                rest = length - stored.position
                if rest < (GOING_SECONDS if going else 1 / SAMPLE_RATE):
                    return b"", False
                until = min(length, stored.position + PIECE_SECONDS)
                return reader.read(stored.position, until), not going and until >= length
        except VaultMissing:  # its recorder is only just starting, or never came so far
            return b"", False

    def _destroy(self, session_id: str) -> None:
        """Destroy the sound of a dictation: its key, every trace of it, its files. May be called again."""
        store, stored = self._store, _read(self._store, session_id)
        if stored is None or not stored.recording_id:
            return
        shred(store, stored.recording_id)
        with store.database.transaction():
            _write(store, session_id, replace(stored, recording_id="", position=0.0))
            store.audit.append("dictation.destroyed", session_id)
        store.vault.store_audit_head()

    def _drop_if_empty(self, session_id: str) -> None:
        stored = _read(self._store, session_id)
        if stored is not None and not stored.text and not stored.recording_id:
            self._store.settings.delete(f"{SETTING}{session_id}")


def sound_of(store: Store, session_id: str) -> str:
    """The recording id of a session's dictation whose sound is still there, "" for none: it goes with its session."""
    stored = _read(store, session_id)
    return stored.recording_id if stored is not None else ""


def joined(before: str, segments: Sequence[Segment]) -> str:
    """The text so far with the words of more segments; a pause after a sentence begins a line."""
    text, end = before, None
    for segment in segments:
        if segment.doubt is Doubt.SKIPPED:
            continue
        words = " ".join(word.text.strip() for word in segment.words if word.text.strip())
        words = UNHEARD if segment.doubt is not Doubt.NONE else words
        if not words or (words == UNHEARD and text.endswith(UNHEARD)):
            continue
        paused = end is not None and segment.start - end >= PARAGRAPH
        text += ("\n" if paused and text.endswith((".", "?", "!", ":")) else " " if text else "") + words
        end = segment.end
    return text


def _quietest(pcm: bytes) -> int:
    """The sample in the last `CUT_SECONDS` of sound around which it is quietest for a tenth of a second."""
    samples, window = np.frombuffer(pcm, "<i2").astype(np.float64), SAMPLE_RATE // 10
    first = max(0, len(samples) - int(CUT_SECONDS * SAMPLE_RATE))
    count = (len(samples) - first) // window
    if count < 2:
        return len(samples)
    tail = samples[first : first + count * window].reshape(count, window)
    return first + int(np.argmin(np.square(tail).mean(axis=1))) * window + window // 2


def _read(store: Store, session_id: str) -> _Stored | None:
    found: Any = store.settings.get(f"{SETTING}{session_id}")
    if not isinstance(found, dict):
        return None
    return _Stored(str(found.get("recording", "")), str(found.get("text", "")), float(found.get("position", 0.0)))


def _write(store: Store, session_id: str, stored: _Stored) -> None:
    value = {"recording": stored.recording_id, "text": stored.text, "position": stored.position}
    store.settings.set(f"{SETTING}{session_id}", value)
