"""From a recording to a transcript to a draft: the work that the workers do.

Each stage stores what it has as it goes, so that work which was cut off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.errors import (
    Cancelled,
    ModelError,
    NoSpeechFound,
    NotAllowed,
    NoteSigned,
    RecordMissing,
    WorkerFailure,
)
from app.domain.note import Note
from app.domain.progress import Live, Progress, Report, Stage, ignore_progress
from app.domain.session import Session, SessionState
from app.domain.transcript import Transcript
from app.notes.check import Checker
from app.notes.draft import Drafter
from app.notes.roles import with_roles
from app.notes.summary import is_summary, transcript_from_summary
from app.notes.templates import TemplateLibrary
from app.services.access import VaultService
from app.services.attribution import Piece, build_transcript, doubtful_pieces
from app.services.following import Following, Teller
from app.services.models import ModelService
from app.services.preferences import Preferences
from app.services.records import RecordService
from app.services.vocabulary import hotwords
from app.workers.clients import LanguageClient
from app.workers.host import Never, OnDeath, WorkerHost
from app.workers.protocol import Spoken
from app.workers.streams import embed_voices


@dataclass(frozen=True, slots=True)
class Workers:
    """The two worker processes; started when first needed."""

    speech: WorkerHost = field(default_factory=lambda: WorkerHost("speech worker"))
    language: WorkerHost = field(default_factory=lambda: WorkerHost("note worker"))

    @classmethod
    def of(cls, models: Path, closed: Callable[[], Path]) -> Workers:
        """Workers that may read the installed models, and nothing of the vault, wherever `closed` says that it lies."""
        return cls(
            WorkerHost("speech worker", models=models, closed=closed),
            WorkerHost("note worker", models=models, closed=closed),
        )

    def stop(self) -> None:
        """End both."""
        self.speech.stop()
        self.language.stop()


class LanguageTools:
    """Checker and drafter over the language worker, with the models that are chosen."""

    def __init__(self, host: WorkerHost, models: ModelService, templates: TemplateLibrary) -> None:
        self._host = host
        self._models = models
        self._templates = templates

    def checker(self, cancelled: Callable[[], bool] = Never, on_death: OnDeath | None = None) -> Checker:
        """The evidence check; without a sentence model it works by words alone."""
        if self._models.entry("embedding") is None:
            return Checker(None)
        self._host.load(self._models.load_request("embedding"), on_death=on_death)
        return Checker(LanguageClient(self._host, cancelled=cancelled, on_death=on_death))

    def drafter(self, cancelled: Callable[[], bool] = Never, on_death: OnDeath | None = None) -> Drafter:
        """The drafter; without a note model the draft is made of quotations."""
        checker = self.checker(cancelled, on_death)
        entry = self._models.entry("note")
        if entry is None:
            return Drafter(self._templates, checker, None)
        self._host.load(self._models.load_request("note"), on_death=on_death)
        model = LanguageClient(
            self._host,
            name=str(entry.settings.get("name", entry.title)),
            context_tokens=int(entry.settings.get("context_tokens", 0)),
            cancelled=cancelled,
            on_death=on_death,
        )
        return Drafter(self._templates, checker, model)

    def floor(self) -> Drafter:
        """The drafter that needs no worker: quotations found by words alone."""
        return Drafter(self._templates, Checker(None), None)


def _state(note: Note | None) -> tuple[str, int] | None:
    """Which stored state of which note."""
    return (note.id, note.version) if note is not None else None


class WorkService:
    """Transcribe, tell the speakers apart, draft."""

    def __init__(
        self,
        vault: VaultService,
        records: RecordService,
        models: ModelService,
        workers: Workers,
        tools: LanguageTools,
        preferences: Preferences,
    ) -> None:
        self._vault = vault
        self._records = records
        self._models = models
        self._workers = workers
        self._tools = tools
        self._preferences = preferences
        self._busy: list[str] = []
        vault.on_lock(workers.stop)

    def at_work(self, session_id: str) -> bool:
        """Whether a session is being transcribed or drafted at this moment."""
        return session_id in self._busy

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
    ) -> Transcript:
        """Write down the words and name the speakers; goes on where earlier work was cut off.

        While it is `going_on` the recording is followed as it grows, and `tell` hears how far the work has come;
        a recording that is cut off then ends the work (Cancelled), since it may go on.
        A transcript that is there is returned as it is, corrections and all. Where the worker that tells
        the speakers apart fails for good, the transcript is stored without them, and the report says so.
        Raises NoteSigned, NoSpeechFound, Cancelled, what is wrong with a model (ModelMissing,
        ModelChanged, ModelNotLoaded) or with the worker that writes down the words.
        """
        with self._working_on(session_id):
            return self._process(session_id, report, cancelled, going_on, tell)

    def _process(
        self,
        session_id: str,
        report: Report,
        cancelled: Callable[[], bool],
        going_on: Callable[[], bool] | None,
        tell: Callable[[Live], None],
    ) -> Transcript:
        session = self._records.session(session_id)
        if session.state is SessionState.SIGNED:
            raise NoteSigned
        stored = self._records.transcript(session_id)
        if stored is not None and self._vault.store.transcripts.diarization(session_id) is not None:
            return stored
        # Both models are looked at first: an hour of work must not end at a missing file.
        speech, speakers = self._models.load_request("speech"), self._models.load_request("speakers")
        following = Following(
            store=self._vault.store,
            records=self._records,
            host=self._workers.speech,
            session=session,
            speech=speech,
            speakers=speakers,
            hotwords=list(hotwords()),
            report=report,
            cancelled=cancelled,
            quiet=bool(self._preferences.get("quiet")),
            tell=tell,
        )
        length, spoken = following.run(going_on)
        if not any(segment.words for segment in self._records.segments(session_id)):
            raise NoSpeechFound
        transcript = self._attribute(session, length, spoken, cancelled)
        self._store(session_id, transcript, spoken)
        return transcript

    def draft(
        self,
        session_id: str,
        template_id: str,
        report: Report = ignore_progress,
        cancelled: Callable[[], bool] = Never,
    ) -> Note:
        """Draft the note in a format, each sentence checked; the draft before stays as a version.

        Where the worker or its models fail for good the draft is made of quotations, and the report
        says so.
        Raises NoteSigned, NotAllowed where the note was changed meanwhile (the change stays, the draft
        is dropped), RecordMissing (nothing to draft from) and Cancelled.
        """
        with self._working_on(session_id):
            return self._draft(session_id, template_id, report, cancelled)

    def _draft(self, session_id: str, template_id: str, report: Report, cancelled: Callable[[], bool]) -> Note:
        seen = self._vault.store.notes.latest(session_id)
        transcript, typed = self._source(session_id)
        teller = Teller(Stage.DRAFT, report)
        try:
            drafter = self._tools.drafter(cancelled, teller.died)
            note = drafter.draft(transcript, template_id, session_id, teller, cancelled, typed=typed)
        except (WorkerFailure, ModelError):
            # Died twice, not installed, changed or too large: quotations need no worker and no model.
            teller.gave_up()
            note = self._tools.floor().draft(transcript, template_id, session_id, teller, cancelled, typed=typed)
        if cancelled():
            raise Cancelled
        store = self._vault.store
        with store.database.transaction():
            before = store.notes.latest(session_id)
            if before is not None and not before.signed and _state(before) != _state(seen):
                raise NotAllowed(
                    "You changed the note while the draft was being made, so the draft was not put in its place."
                )
            saved = store.notes.save(replace(note, id=before.id) if before else note)
            session = store.sessions.get(session_id)
            store.sessions.save(replace(session, state=SessionState.DRAFTED, template_id=template_id))
            store.audit.append("note.drafted", session_id)
        report(Progress(Stage.CHECK, 1.0, 1.0))
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

    def _attribute(
        self, session: Session, length: float, spoken: Spoken | None, cancelled: Callable[[], bool]
    ) -> Transcript:
        """Words and speakers brought together; where times do not say whose words are, the voices do."""
        segments = self._records.segments(session.id)
        turns, voices = (spoken.turns, spoken.voices) if spoken is not None else ([], {})
        heard: dict[Piece, Sequence[float]] = {}
        pieces = doubtful_pieces(segments, turns, length) if voices else []
        if pieces:
            sound = [self._records.sound(session.id, piece.start, piece.end) for piece in pieces]
            try:
                vectors = embed_voices(self._workers.speech, sound, cancelled)
                heard = {piece: vector for piece, vector in zip(pieces, vectors, strict=True) if vector}
            except WorkerFailure:  # they stay marked
                heard = {}
        return with_roles(build_transcript(segments, turns, length, voices, heard))

    def _store(self, session_id: str, transcript: Transcript, spoken: Spoken | None) -> None:
        """All of it at once: a crash leaves either the whole transcript or a session to be worked on again."""
        store = self._vault.store
        with store.database.transaction():
            if spoken is not None:
                store.transcripts.save_diarization(session_id, spoken.turns)
                store.transcripts.clear_windows(session_id)
            store.transcripts.save(session_id, transcript)
            store.sessions.save(replace(store.sessions.get(session_id), state=SessionState.TRANSCRIBED))
            store.audit.append("session.transcribed", session_id)
