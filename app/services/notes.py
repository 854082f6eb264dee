"""Notes: reading, correcting, checking, signing and adding to."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock

from app.domain.errors import NotAllowed, RecordMissing
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
from app.domain.transcript import Role
from app.notes.check import Checker
from app.notes.members import Members, client_of, expanded, naming
from app.notes.prepared import PreparedTranscript
from app.notes.quoting import Name, nearest, quoted, said_about
from app.notes.roles import with_roles
from app.notes.style import Manner
from app.notes.summary import is_summary
from app.notes.templates import TemplateLibrary
from app.services.access import Store, VaultService
from app.services.language_tools import LanguageTools
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
        self._prepared: tuple[tuple[str, int], PreparedTranscript] | None = None
        self._checking = Lock()
        self._by_words = Checker(None)
        self._read: tuple[tuple[str, int], PreparedTranscript] | None = None
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
        """Look for the evidence of one sentence in the session. Raises RecordMissing without a transcript."""
        with self._checking:
            checker = self._tools.checker()
            prepared = self._prepare(session_id, checker)
            return checker.check(self._manner(session_id, prepared).plain(text), prepared)

    def _prepare(self, session_id: str, checker: Checker) -> PreparedTranscript:
        """The session as the check reads it; only under `_checking`."""
        version = self._store.transcripts.count_versions(session_id)
        if self._prepared is None or self._prepared[0] != (session_id, version):
            transcript = self._store.transcripts.latest(session_id)
            if transcript is None:
                raise RecordMissing("transcript")
            self._prepared = ((session_id, version), checker.prepare(transcript, typed=is_summary(transcript)))
        return self._prepared[1]

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
            return replace(
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
            version = session_id, store.transcripts.count_versions(session_id)
            if self._read is None or self._read[0] != version:  # each field of a note asks
                self._read = version, self._by_words.prepare(transcript, typed=is_summary(transcript))
            prepared = self._read[1]
        name = self._name_in(session_id, section_id, prepared)
        found = said_about(section, prepared, self._by_words.lexicons, name=name)
        may = (self._may_quote(session_id, section_id, s.evidence, prepared) for s in found)
        return [s for s, left in zip(found, may, strict=True) if len(left) == len(s.evidence)]

    def sign(
        self, session_id: str, name: str, credentials: str, meaning: str = MEANING, *, version: int | None = None
    ) -> Note:
        """Sign the note as it stands; it is locked from then on.

        `version` is the version that the clinician has read: a note that nobody has seen is not signed.
        Raises UnhandledSentences, NoteSigned, NotAllowed without a name or where the note is no longer
        that version, RecordMissing without a note.
        """
        if not name.strip() or not meaning.strip():
            raise NotAllowed("A signature needs your name and what it means.")
        store = self._store
        signature = Signature(name.strip(), credentials.strip(), datetime.now(UTC), meaning.strip())
        with store.database.transaction():  # read and signed in one act, so that nothing comes between
            note = self._note(session_id)
            if not note.signed and version not in (None, note.version):
                raise NotAllowed("The note changed meanwhile. Read it again, then sign.")
            if not note.signed and not any(s.text.strip() for s in note.sentences):
                raise NotAllowed("An empty note cannot be signed.")
            signed = store.notes.sign(note, signature)
            store.sessions.save(replace(store.sessions.get(session_id), state=SessionState.SIGNED))
            store.audit.append("note.signed", session_id)
        store.vault.store_audit_head()
        return signed

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
        self._prepared = self._read = None


def _own(note: Note) -> list[tuple[str, str, str, bool]]:
    """What of a note is the clinician's doing; verdicts and evidence only follow from it."""
    return [(s.id, s.section, s.text, s.kept) for s in note.sentences]
