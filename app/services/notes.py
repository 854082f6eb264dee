"""Notes: reading, correcting, checking, signing and adding to."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock

from app.domain.errors import (
    CheckedAnew,
    ModelError,
    NotAllowed,
    NoteSigned,
    RecordMissing,
    TemplateInvalid,
    UnhandledSentences,
    WorkerFailure,
)
from app.domain.note import (
    Addendum,
    CheckResult,
    Evidence,
    Note,
    NoteSentence,
    NoteTemplate,
    Origin,
    Signature,
    Source,
    Verdict,
    VersionKind,
)
from app.domain.session import SessionState
from app.domain.transcript import Role, Transcript
from app.notes.check import Checker
from app.notes.evidence import Passage
from app.notes.members import Members, client_of, expanded, naming
from app.notes.prepared import PreparedTranscript
from app.notes.quoting import Name, by_topic, nearest, quoted, said_about, speaker_name
from app.notes.roles import with_roles
from app.notes.style import Manner
from app.notes.summary import is_summary
from app.notes.templates import TemplateLibrary
from app.services.access import Store, VaultService
from app.services.language_tools import LanguageTools
from app.services.last_look import barred, looked_over, marked
from app.services.seals import Seals
from app.services.writing import WritingService

MEANING = "I have reviewed this note and it is my record of the session."


class NoteService:
    """The note of a session, from draft to signature and after."""

    def __init__(
        self,
        vault: VaultService,
        templates: TemplateLibrary,
        tools: LanguageTools,
        writing: WritingService | None = None,
    ) -> None:
        """`writing`: how notes call client and clinician."""
        self._vault = vault
        self._writing = writing
        self._templates = templates
        self._tools = tools
        self._seals = Seals(vault)
        self._prepared: tuple[tuple[str, int], PreparedTranscript] | None = None
        self._source = Transcript()  # what that was read from
        self._checking = Lock()
        self._by_words = Checker(None)
        self._read: tuple[tuple[str, int], PreparedTranscript] | None = None
        self._heard: tuple[PreparedTranscript, Sequence[Passage]] | None = None
        vault.on_lock(self._forget)

    def templates(self) -> list[NoteTemplate]:
        """The note formats."""
        return self._templates.list()

    def template(self, template_id: str) -> NoteTemplate:
        """One note format. Raises TemplateInvalid where there is none of that name."""
        return self._templates.get(template_id)

    def format_for(self, session_id: str, template_id: str) -> NoteTemplate:
        """A format as the note of a session has it: in a group, with a part for each client who spoke.

        Raises TemplateInvalid.
        """
        template, transcript = self.template(template_id), self._store.transcripts.latest(session_id)
        if transcript is None or is_summary(transcript):
            return template
        return expanded(template, with_roles(transcript))

    def latest(self, session_id: str) -> Note | None:
        """The note as it stands, or None."""
        return self._store.notes.latest(session_id)

    def save(self, note: Note) -> Note:
        """Store what the clinician changed. Raises NoteSigned."""
        before = self._store.notes.latest(note.session_id)
        with self._store.database.transaction():
            own = before is None or _own(before) != _own(note)
            saved = self._store.notes.save(replace(note, kind=VersionKind.EDIT if own else VersionKind.FOLLOWED))
            if before is None or saved.version != before.version:
                self._store.audit.append("note.edited", note.session_id)
        return saved

    def check(self, session_id: str, text: str) -> CheckResult:
        """Look for the evidence of one sentence in the session. Raises RecordMissing without a transcript.

        The answer is sealed: without its seal the verdict does not count when the note is signed.
        """
        with self._checking:
            checker = self._tools.checker()
            prepared = self._prepare(session_id, checker)
            result = checker.check(self._manner(session_id, prepared).plain(text), prepared)
            return self._seals.result(text, result, self._source)

    def _prepare(self, session_id: str, checker: Checker) -> PreparedTranscript:
        """The session as the check reads it; only under `_checking`."""
        version = self._store.transcripts.count_versions(session_id)
        if self._prepared is None or self._prepared[0] != (session_id, version):
            transcript = self._store.transcripts.latest(session_id)
            if transcript is None:
                raise RecordMissing("transcript")
            self._prepared = ((session_id, version), checker.prepare(transcript, typed=is_summary(transcript)))
            self._source = transcript
        return self._prepared[1]

    def _prepare_by_words(self, session_id: str) -> PreparedTranscript:
        """As `_prepare`, without any model: each field of a note asks."""
        store = self._store
        version = session_id, store.transcripts.count_versions(session_id)
        if self._read is None or self._read[0] != version:
            transcript = store.transcripts.latest(session_id)
            if transcript is None:
                raise RecordMissing("transcript")
            self._read = version, self._by_words.prepare(transcript, typed=is_summary(transcript))
        return self._read[1]

    def quotation(self, session_id: str, sentence: NoteSentence) -> NoteSentence | None:
        """The session's own words in the place of a sentence: those that come nearest to it. None where none do.

        Raises RecordMissing without a transcript, and what is wrong with the worker that reads.
        """
        with self._checking:
            checker = self._tools.checker()
            prepared = self._prepare(session_id, checker)
            found = sentence.evidence or checker.check(sentence.text, prepared).evidence
            evidence = nearest(self._may_quote(session_id, sentence.section, found, prepared), sentence.text)
            if not evidence:
                return None
            name = self._name_in(session_id, sentence.section, prepared)
            found_anew = replace(
                sentence,
                text=quoted(evidence, prepared.transcript, name),
                origin=Origin.QUOTATION,
                source=Source.SESSION,
                verdict=Verdict.SUPPORTED,  # they are the transcript's words, whatever reads them
                score=1.0,
                reasons=(),
                evidence=evidence,
                kept=False,
            )
            return self._seals.sentence(found_anew, self._source)

    def _manner(self, session_id: str, prepared: PreparedTranscript) -> Manner:
        """How the session's note calls client and clinician; as usual where that does not matter."""
        if self._writing is None or prepared.typed:
            return Manner()
        return self._writing.manner(session_id).among(prepared.transcript)

    def _in_group(self, session_id: str) -> bool:
        """Whether the note has parts for each client of a group, which must not name one another."""
        note = self._store.notes.latest(session_id)
        return note is not None and any(s.per_client for s in self.template(note.template_id).sections)

    def _may_quote(
        self, session_id: str, section_id: str, found: Sequence[Evidence], prepared: PreparedTranscript
    ) -> list[Evidence]:
        """Evidence that may be quoted in a section."""
        transcript = prepared.transcript
        there = [e for e in found if 0 <= e.turn < len(transcript.turns)]
        if not self._in_group(session_id):
            return there
        members, own = Members.of(transcript, self._by_words.lexicons), client_of(section_id)

        def may(evidence: Evidence) -> bool:
            turn = transcript.turns[evidence.turn]
            theirs = not own or turn.speaker == own or transcript.role_of(turn) is Role.THERAPIST
            return theirs and not members.names_other(evidence.quote, own)

        return [e for e in there if may(e)]

    def _name_in(self, session_id: str, section_id: str, prepared: PreparedTranscript) -> Name:
        """What a section's quotations call their speakers: what a group shares names none of its members."""
        shared = self._in_group(session_id) and not client_of(section_id)
        return naming(self._manner(session_id, prepared), shared=shared)

    def said(self, session_id: str, section_id: str) -> list[NoteSentence]:
        """What was said of a field's topics, as quotations in order of time: to be read beside what only the
        clinician can write, never put there for them. Empty where the field has no topics or nothing was said.

        By words alone, so that no model need be loaded to open a note. Raises RecordMissing without a session.
        """
        store = self._store
        note, transcript = store.notes.latest(session_id), store.transcripts.latest(session_id)
        chosen = note.template_id if note else store.sessions.get(session_id).template_id
        template = self.format_for(session_id, chosen)
        section = next((s for s in template.sections if s.id == section_id), None)
        if section is None or transcript is None or not section.topics:
            return []
        with self._checking:
            prepared = self._prepare_by_words(session_id)
        name = self._name_in(session_id, section_id, prepared)
        with self._checking:
            if self._heard is None or self._heard[0] is not prepared:  # each field of a note asks
                self._heard = prepared, by_topic(prepared, self._by_words.lexicons)
            heard = self._heard[1]
        found = said_about(section, prepared, heard, name=name)
        may = (self._may_quote(session_id, section_id, s.evidence, prepared) for s in found)
        shown = [s for s, left in zip(found, may, strict=True) if len(left) == len(s.evidence)]
        return list(self._seals.all(shown, transcript)) if shown else []

    def sign(
        self, session_id: str, name: str, credentials: str, meaning: str = MEANING, *, version: int | None = None
    ) -> Note:
        """Sign the note as it stands; it is locked from then on.

        `version` is the version that the clinician has read: a note that nobody has seen is not signed.
        Nor is a sentence whose verdict belongs to other words, another transcript or another version of the check: it
        is checked once more, and where it does not stand, it is marked and the note is not signed. That may take
        seconds. Raises UnhandledSentences (CheckedAnew where it is known only now), NoteSigned, NotAllowed without a
        name or where the note is no longer that version, RecordMissing without a note.
        """
        if not name.strip() or not meaning.strip():
            raise NotAllowed("A signature needs your name and what it means.")
        store = self._store
        note, transcripts = self._looked_over(session_id, version)
        signature = Signature(name.strip(), credentials.strip(), datetime.now(UTC), meaning.strip())
        with store.database.transaction():  # compared and signed in one act, so that nothing comes between
            stands = self._note(session_id)
            if not stands.signed:
                self._refuse_another(stands, note.version, store.transcripts.count_versions(session_id) == transcripts)
            signed = store.notes.sign(note, signature)
            store.sessions.save(replace(store.sessions.get(session_id), state=SessionState.SIGNED))
            store.audit.append("note.signed", session_id)
        store.vault.store_audit_head()
        return signed

    @staticmethod
    def _refuse_another(note: Note, version: int | None, same: bool = True) -> None:
        if version not in (None, note.version) or not same:
            raise NotAllowed("The note changed meanwhile. Read it again, then sign.")

    def _looked_over(self, session_id: str, version: int | None) -> tuple[Note, int]:
        """The note as it can be signed, each verdict being of what stands there now; and of how many versions of the
        transcript it is. What does not stand is stored as that. Raises as `sign`."""
        store = self._store
        with store.database.transaction():  # all of one moment
            note, transcript = self._note(session_id), store.transcripts.latest(session_id)
            transcripts = store.transcripts.count_versions(session_id)
        if note.signed:
            raise NoteSigned
        self._refuse_another(note, version)
        if not any(s.text.strip() for s in note.sentences):
            raise NotAllowed("An empty note cannot be signed.")
        if note.to_review:
            raise UnhandledSentences(str(note.to_review))
        fresh = self._checked_anew(note, transcript)
        if fresh.to_review:
            with store.database.transaction():
                self._refuse_another(self._note(session_id), note.version)
                store.notes.save(replace(fresh, kind=VersionKind.FOLLOWED))
                store.audit.append("note.edited", session_id)
            raise CheckedAnew(str(fresh.to_review))
        return fresh, transcripts

    def _checked_anew(self, note: Note, transcript: Transcript | None) -> Note:
        broken = self._seals.broken(note.sentences, transcript or Transcript())
        if transcript is None:
            return looked_over(note, broken, None, lambda _: ())
        spoken = with_roles(transcript)
        if broken:
            names = self._names_in_quotations(note.session_id, spoken)
            note = looked_over(note, broken, spoken, lambda texts: self._answers(note.session_id, texts), names)
            anew = {each.id for each in broken}
            rest = [s for s in note.sentences if s.id not in anew or not s.stands]
            note = replace(note, sentences=self._seals.all(note.sentences, transcript, rest))
        with suppress(TemplateInvalid):  # a format that is there no longer bars nothing
            template = self.template(note.template_id)
            group = any(s.per_client for s in template.sections) and not is_summary(transcript)
            members = Members.of(spoken, self._by_words.lexicons) if group else None
            found = (marked(s, barred(s, template, members, spoken)) for s in note.sentences)
            note = replace(note, sentences=tuple(found))
        return note

    def _names_in_quotations(self, session_id: str, transcript: Transcript) -> list[Name]:
        """Everything that a note of this session may call who is quoted."""
        manners = [Manner()]
        if self._writing is not None and not is_summary(transcript):
            manners.append(self._writing.manner(session_id).among(transcript))
        return [speaker_name, *(naming(m, shared=shared) for m in manners for shared in (False, True))]

    def _answers(self, session_id: str, texts: Sequence[str]) -> list[CheckResult]:
        """What the check says of these sentences now; by words alone where its worker or model cannot be had."""
        with self._checking:
            try:
                checker = self._tools.checker()
                prepared = self._prepare(session_id, checker)
                manner = self._manner(session_id, prepared)
                return checker.check_all([manner.plain(text) for text in texts], prepared)
            except (WorkerFailure, ModelError):
                prepared = self._prepare_by_words(session_id)
                manner = self._manner(session_id, prepared)
                return self._by_words.check_all([manner.plain(text) for text in texts], prepared)

    def add_addendum(self, session_id: str, text: str, name: str, credentials: str) -> Note:
        """Add a dated entry to a signed note. Raises NotAllowed while it is not signed, or without text or name."""
        if not text.strip() or not name.strip():
            raise NotAllowed("An addendum needs a text and your name.")
        signature = Signature(name.strip(), credentials.strip(), datetime.now(UTC), "Addendum")
        with self._store.database.transaction():
            addendum = Addendum(secrets.token_hex(16), text.strip(), signature)
            note = self._store.notes.add_addendum(self._note(session_id).id, addendum)
            self._store.audit.append("note.addendum", session_id)
            self.keep_unsent(session_id, "")
        return note

    def unsent(self, place: str) -> str:
        """A text that was written and not used yet: of an addendum (`place` is its session) or of a new session."""
        return str(self._store.settings.get(f"unsent.{place}") or "")

    def keep_unsent(self, place: str, text: str) -> None:
        """Keep such a text until it is used; "" drops it."""
        if text != self.unsent(place):
            self._store.settings.set(f"unsent.{place}", text)

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _note(self, session_id: str) -> Note:
        note = self._store.notes.latest(session_id)
        if note is None:
            raise RecordMissing("note")
        return note

    def _forget(self) -> None:
        self._prepared = self._read = self._heard = None
        self._source = Transcript()


def _own(note: Note) -> list[tuple[str, str, str, bool]]:
    """What of a note is the clinician's doing; verdicts and evidence only follow from it."""
    return [(s.id, s.section, s.text, s.kept) for s in note.sentences]
