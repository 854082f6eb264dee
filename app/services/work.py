"""From a recording to a transcript to a draft: the work that the workers do.

Each stage stores what it has as it goes, so that work which was cut off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from app.domain.errors import (
    Cancelled,
    ModelError,
    NoSpeechFound,
    NotAllowed,
    NoteSigned,
    RecordMissing,
    WorkerFailure,
)
from app.domain.note import Note, Origin, VersionKind
from app.domain.progress import Live, Progress, Report, Stage, ignore_progress
from app.domain.session import Session, SessionState
from app.domain.transcript import Role, Transcript
from app.domain.work import ModelPlan
from app.notes.draft import Drafter, OnSection
from app.notes.moved_evidence import follow
from app.notes.roles import with_roles
from app.notes.summary import is_summary, transcript_from_summary
from app.services.access import VaultService
from app.services.attribution import build_transcript, doubtful_pieces
from app.services.doubtful_voices import DoubtfulVoices, Vectors
from app.services.following import Ahead, Following, Teller
from app.services.language_tools import LanguageTools, Workers
from app.services.memory import ModelMemory
from app.services.preferences import Preferences
from app.services.reading_ahead import SessionReading
from app.services.records import RecordService
from app.services.seals import Seals
from app.services.session_models import SessionModels
from app.services.writing import WritingService
from app.workers.host import Never
from app.workers.protocol import Spoken


def _own(note: Note | None) -> tuple[str, frozenset[tuple[str, str, bool]]] | None:
    """What of a note is the clinician's to change: a correction of the transcript, which the note only follows, may
    renew quotations and verdicts, and changes nothing of this."""
    if note is None:
        return None
    return note.id, frozenset((s.id, "" if s.origin is Origin.QUOTATION else s.text, s.kept) for s in note.sentences)


class WorkService:
    """Transcribe, tell the speakers apart, draft."""

    def __init__(
        self,
        vault: VaultService,
        records: RecordService,
        memory: ModelMemory,
        workers: Workers,
        tools: LanguageTools,
        preferences: Preferences,
        hotwords: Callable[[str], list[str]],
        therapist: Callable[[Mapping[str, Sequence[float]]], str | None],
        writing: WritingService,
    ) -> None:
        """`memory` holds the models in memory; `hotwords` gives the terms that recognition is prepared for, by
        session; `therapist` knows the clinician's voice among those of a session, by label; `writing` how the notes
        are written."""
        self._vault = vault
        self._seals = Seals(vault)
        self._records = records
        self._memory = memory
        self._workers = workers
        self._tools = tools
        self._preferences = preferences
        self._hotwords = hotwords
        self._therapist = therapist
        self._writing = writing
        self._reading: SessionReading | None = None
        self._busy: list[str] = []
        vault.on_lock(workers.stop)
        vault.on_lock(self._forget_reading)

    def at_work(self, session_id: str) -> bool:
        """Whether a session is being transcribed or drafted at this moment."""
        return session_id in self._busy

    @property
    def busy(self) -> bool:
        """Whether any session is being transcribed or drafted at this moment."""
        return bool(self._busy)

    @contextmanager
    def _working_on(self, session_id: str) -> Iterator[None]:
        self._busy.append(session_id)
        try:
            yield
        finally:
            self._busy.remove(session_id)

    def process(
        self,
        session_id: str,
        report: Report = ignore_progress,
        cancelled: Callable[[], bool] = Never,
        *,
        going_on: Callable[[], bool] | None = None,
        tell: Callable[[Live], None] = lambda _: None,
        models: ModelPlan | None = None,
    ) -> Transcript:
        """Write down the words and name the speakers; goes on where earlier work was cut off.

        While it is `going_on` the recording is followed as it grows, and `tell` hears how far the work has come;
        a recording that is cut off then ends the work (Cancelled), since it may go on. `models`: what it is worked
        on with; None: what fits now.
        A transcript that is there is returned as it is, corrections and all. Where the worker that tells
        the speakers apart fails for good, the transcript is stored without them, and the report says so.
        Raises NoteSigned, NoSpeechFound, Cancelled, what is wrong with a model (ModelMissing,
        ModelChanged, ModelNotLoaded) or with the worker that writes down the words.
        """
        with self._working_on(session_id):
            return self._process(session_id, report, cancelled, going_on, tell, models)

    def _process(
        self,
        session_id: str,
        report: Report,
        cancelled: Callable[[], bool],
        going_on: Callable[[], bool] | None,
        tell: Callable[[Live], None],
        plan: ModelPlan | None,
    ) -> Transcript:
        session = self._records.session(session_id)
        if session.state is SessionState.SIGNED:
            raise NoteSigned
        stored = self._records.transcript(session_id)
        if stored is not None and not is_summary(stored) and self._finished(session_id):
            return stored
        # Both models are looked at first: an hour of work must not end at a missing file.
        models = self._memory.begin(session_id, plan)
        speech, speakers = models.load_request("speech"), models.load_request("speakers")
        self._make_room_for_listening(models)
        following = Following(
            store=self._vault.store,
            records=self._records,
            host=self._workers.speech,
            session=session,
            speech=speech,
            speakers=speakers,
            hotwords=self._hotwords(session_id),
            report=report,
            cancelled=cancelled,
            quiet=bool(self._preferences.get("quiet")),
            ahead=self._read_along(session_id, report, cancelled, models) if going_on is not None else Ahead(),
            tell=tell,
        )
        length, spoken = following.run(going_on)
        if not any(segment.words for segment in self._records.segments(session_id)):
            raise NoSpeechFound
        transcript = self._attribute(session, length, spoken, following.doubts, cancelled)
        self._store(session_id, transcript, spoken)
        return transcript

    def draft(
        self,
        session_id: str,
        template_id: str,
        report: Report = ignore_progress,
        cancelled: Callable[[], bool] = Never,
        on_section: OnSection = lambda _section, _sentences: None,
        *,
        models: ModelPlan | None = None,
    ) -> Note:
        """Draft the note in a format, each sentence checked; the draft before stays as a version.

        `on_section` hears each section as soon as it is complete. `models`: what it is drafted with, None for what
        fits now; a session that was read along is drafted by the model that read it.

        Where the worker or its models fail for good the draft is made of quotations, and the report
        says so.
        Raises NoteSigned, NotAllowed where the note was changed meanwhile (the change stays, the draft
        is dropped), RecordMissing (nothing to draft from) and Cancelled.
        """
        with self._working_on(session_id):
            seen = self._vault.store.notes.latest(session_id)
            transcript, typed = self._source(session_id)
            teller = Teller(Stage.DRAFT, report)

            def make(drafter: Drafter) -> Note:
                return drafter.draft(
                    transcript, template_id, session_id, teller, cancelled, typed=typed, on_section=on_section
                )

            note = self._made(session_id, make, teller, cancelled, writes=not typed, models=models)
            saved = self._keep_draft(note, seen, transcript)
        report(Progress(Stage.CHECK, 1.0, 1.0))
        return saved

    def redo_section(
        self,
        session_id: str,
        section_id: str,
        report: Report = ignore_progress,
        cancelled: Callable[[], bool] = Never,
    ) -> Note:
        """Draft one section again, from the transcript as it stands now; all else stays, and so does in the section
        itself what the clinician wrote or kept.

        Raises as `draft`, RecordMissing also where there is no note yet, and NotAllowed where the note was made from
        what the clinician typed.
        """
        with self._working_on(session_id):
            seen = self._vault.store.notes.latest(session_id)
            if seen is None:
                raise RecordMissing("note")
            if seen.signed:
                raise NoteSigned
            transcript, typed = self._source(session_id)
            if typed:
                raise NotAllowed("This note was made from what you wrote. Change its words by hand.")
            teller = Teller(Stage.DRAFT, report)

            def make(drafter: Drafter) -> Note:
                return drafter.redraft_section(seen, section_id, transcript, teller, cancelled)

            return self._keep_draft(self._made(session_id, make, teller, cancelled), seen, transcript)

    def _made(
        self,
        session_id: str,
        make: Callable[[Drafter], Note],
        teller: Teller,
        cancelled: Callable[[], bool],
        *,
        writes: bool = True,
        models: ModelPlan | None = None,
    ) -> Note:
        manner, given = self._writing.manner(session_id), self._writing.given(session_id)
        try:
            reading = self._read(session_id)
            source = self._memory.go_on(session_id, models, read=reading is not None)
            self._memory.for_writing(source.plan)
            drafter = self._tools.drafter(
                cancelled, teller.died, reading, manner=manner, given=given, writes=writes, models=source
            )
            note = make(drafter)
        except (WorkerFailure, ModelError):
            # Died twice, not installed, changed or too large: quotations need no worker and no model.
            teller.gave_up()
            if self._read(session_id) is not None:
                self._forget_reading()
            note = make(self._tools.floor(manner, given))
        if cancelled():
            raise Cancelled
        return note

    def _keep_draft(self, note: Note, seen: Note | None, source: Transcript) -> Note:
        """Store a draft made from `source`, unless the clinician changed the note since it was `seen`.

        Where the transcript was corrected meanwhile the draft follows.
        """
        store = self._vault.store
        with store.database.transaction():
            before = store.notes.latest(note.session_id)
            if before is not None and not before.signed and _own(before) != _own(seen):
                raise NotAllowed(
                    "You changed the note while the draft was being made, so the draft was not put in its place."
                )
            before_it = seen.sentences if seen is not None else ()
            note = replace(note, sentences=self._seals.all(note.sentences, source, before_it))
            note = follow(note, source, store.transcripts.latest(note.session_id) or source)
            saved = store.notes.save(replace(note, id=before.id) if before else note)
            session = store.sessions.get(note.session_id)
            store.sessions.save(replace(session, state=SessionState.DRAFTED, template_id=note.template_id))
            store.audit.append("note.drafted-from-writing" if is_summary(source) else "note.drafted", note.session_id)
        return saved

    def _source(self, session_id: str) -> tuple[Transcript, bool]:
        """What a draft is made from, and whether the clinician typed it."""
        session, stored = self._records.session(session_id), self._records.transcript(session_id)
        spoken = stored is not None and not is_summary(stored)
        if session.summary.strip() and not spoken:
            transcript = transcript_from_summary(session.summary)
            if stored != transcript:
                self._vault.store.transcripts.save(session_id, transcript)
            return transcript, True
        if stored is None:
            raise RecordMissing("transcript")
        return stored, False

    def _finished(self, session_id: str) -> bool:
        """Whether a stored transcript stays: its speakers are known, or the clinician has gone on from it."""
        store = self._vault.store
        if store.transcripts.diarization(session_id) is not None or store.transcripts.count_versions(session_id) > 1:
            return True
        note = store.notes.latest(session_id)
        return note is not None and any(s.kept or s.origin is Origin.CLINICIAN for s in note.sentences)

    def _attribute(
        self,
        session: Session,
        length: float,
        spoken: Spoken | None,
        doubts: DoubtfulVoices,
        cancelled: Callable[[], bool],
    ) -> Transcript:
        """Words and speakers brought together; where times do not say whose words are, the voices do."""
        segments = self._records.segments(session.id)
        turns, voices = (spoken.turns, spoken.voices) if spoken is not None else ([], {})
        heard: Vectors = {}
        if voices:
            # Where the worker fails they stay marked.
            with suppress(WorkerFailure):
                heard = doubts.vectors(doubtful_pieces(segments, turns, length), cancelled)
        transcript = build_transcript(segments, turns, length, voices, heard)
        therapist = self._therapist(voices)
        return with_roles(transcript.with_roles({therapist: Role.THERAPIST}) if therapist else transcript)

    # ---- reading ahead ---------------------------------------------------------------------------

    def warm(self, models: ModelPlan | None = None) -> None:
        """Record was pressed: what the session needs is loaded meanwhile, in the background. While another session is
        worked on nothing is: it has what it needs, and the new one takes over when it can."""
        if not self._busy:
            self._memory.warm(models, quiet=bool(self._preferences.get("quiet")))

    def _make_room_for_listening(self, models: SessionModels) -> None:
        if models.plan.in_turn:
            self._forget_reading()
        self._memory.for_listening(models.plan)

    def _read_along(
        self, session_id: str, report: Report, cancelled: Callable[[], bool], models: SessionModels
    ) -> Ahead:
        self._forget_reading()
        if models.plan.in_turn:
            return Ahead()
        teller = Teller(Stage.DRAFT, report)
        host, voice = self._workers.language, self._writing.voice()
        self._reading = SessionReading(
            session_id,
            lambda: self._tools.reader(cancelled, teller.died, voice=voice, models=models),
            lambda: host.busy,
        )
        return self._memory.sparing(session_id, self._reading, self._forget_reading)

    def _read(self, session_id: str) -> SessionReading | None:
        """The session as the note model has read it, if it has."""
        reading = self._reading
        return reading if reading is not None and reading.session_id == session_id and reading.usable else None

    def forget(self, session_id: str) -> None:
        """A session was deleted: the note model forgets it too."""
        if self._reading is not None and self._reading.session_id == session_id:
            self._forget_reading()

    def _forget_reading(self) -> None:
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _store(self, session_id: str, transcript: Transcript, spoken: Spoken | None) -> None:
        """All of it at once: a crash leaves either the whole transcript or a session to be worked on again."""
        store = self._vault.store
        with store.database.transaction():
            before, note = store.transcripts.latest(session_id), store.notes.latest(session_id)
            if before is not None and note is not None and not note.signed and not is_summary(before):
                followed = follow(note, before, transcript)  # the words are the same, in other turns
                store.notes.save(replace(followed, kind=VersionKind.FOLLOWED))
            if spoken is not None:
                store.transcripts.save_diarization(session_id, spoken.turns)
                store.transcripts.clear_windows(session_id)
            store.transcripts.save(session_id, transcript)
            store.sessions.save(replace(store.sessions.get(session_id), state=SessionState.TRANSCRIBED))
            store.audit.append("session.transcribed", session_id)
