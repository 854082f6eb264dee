"""Taking a note out of the program, in one format or field by field; each time the audit trail says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from app.domain.errors import RecordMissing, TemplateInvalid
from app.domain.note import Note, NoteTemplate
from app.domain.transcript import Role, Transcript
from app.notes.members import client_of, expanded
from app.notes.roles import with_roles
from app.notes.summary import is_summary
from app.notes.templates import TemplateLibrary
from app.services.access import VaultService
from app.services.export.document import Document, Heading, for_member
from app.services.export.profiles import FieldText, Profile, ProfileLibrary, fields
from app.services.export.texts import markdown, plain_text
from app.store.files import write_atomically


class Format(StrEnum):
    """In what a note can be written; the value goes into the audit trail."""

    PDF = "pdf"
    WORD = "docx"
    TEXT = "text"
    MARKDOWN = "markdown"
    FHIR = "fhir"

    @property
    def suffix(self) -> str:
        """What the file's name ends with."""
        return {"pdf": ".pdf", "docx": ".docx", "text": ".txt", "markdown": ".md", "fhir": ".json"}[self.value]


class ExportService:
    """Notes out of the program. Every method raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService, templates: TemplateLibrary, profiles: ProfileLibrary) -> None:
        self._vault = vault
        self._templates = templates
        self._profiles = profiles

    def document(self, session_id: str, member: str = "") -> Document:
        """The note of a session as it would leave the program; `member` as in `Document`. Raises RecordMissing."""
        store = self._vault.store
        note = store.notes.latest(session_id)
        if note is None:
            raise RecordMissing("note")
        session = store.sessions.get(session_id)
        heading = Heading(store.clients.get(session.client_id), session, *store.audit.head())
        transcript = store.transcripts.latest(session_id)
        document = Document(note, format_of(note, transcript, self._templates), heading, member)
        if not member or transcript is None:
            return document
        others = [s.name for s in transcript.speakers if s.label != member and s.role is not Role.THERAPIST]
        return for_member(document, others)

    def members(self, session_id: str) -> list[tuple[str, str]]:
        """The clients of a group who have parts of their own in the note: label and name. Empty for any other note."""
        store = self._vault.store
        note, transcript = store.notes.latest(session_id), store.transcripts.latest(session_id) or Transcript()
        labels = dict.fromkeys(client_of(s.section) for s in note.sentences) if note is not None else {}
        return [(label, transcript.name_of(label)) for label in labels if label]

    def export(self, session_id: str, kind: Format, path: Path, member: str = "") -> None:
        """Write the note, or what of it belongs into one group member's record; a draft is marked as one.

        Raises RecordMissing, FolderNotWritable or DiskFull; the file is then as it was.
        """
        document = self.document(session_id, member)
        write_document(document, kind, path)
        self._vault.store.audit.append("note.exported", f"{session_id}:{kind.value}")

    # ---- field by field --------------------------------------------------------------------------

    def profiles(self) -> list[Profile]:
        """The practice programs whose fields are known. Raises ProfileInvalid for a file that is wrong."""
        return self._profiles.list()

    @property
    def own_profiles(self) -> Path:
        """The folder for the clinician's own profiles; it need not be there."""
        return self._profiles.own_folder

    def fields(self, session_id: str, profile_id: str, member: str = "") -> list[FieldText]:
        """The note in the fields of a practice program, in its order. Raises RecordMissing or ProfileInvalid."""
        return fields(self._profiles.get(profile_id), self.document(session_id, member))

    def copied(self, session_id: str) -> None:
        """Fields of a note are being copied to paste them elsewhere: the audit trail says so."""
        self._vault.store.audit.append("note.exported", f"{session_id}:clipboard")


def format_of(note: Note, transcript: Transcript | None, templates: TemplateLibrary) -> NoteTemplate:
    """The note's format as this note has it, in a group with a part for each client.

    Where there is no format of that name any more, its sections go by their ids.
    """
    try:
        template = templates.get(note.template_id)
    except TemplateInvalid:
        return NoteTemplate(note.template_id, note.template_id, "", ())
    if transcript is None or is_summary(transcript):
        return template
    return expanded(template, with_roles(transcript))


def write_document(document: Document, kind: Format, path: Path) -> None:
    """Write a note in one format. Raises FolderNotWritable or DiskFull."""
    if kind is Format.PDF:
        from app.services.export.pdf import write_document_pdf  # noqa: PLC0415 - loads the maker of PDF files

        write_document_pdf(path, document)
        return
    made: dict[Format, Callable[[Document], bytes]] = {
        Format.WORD: _word,
        Format.TEXT: lambda each: plain_text(each).encode(),
        Format.MARKDOWN: lambda each: markdown(each).encode(),
        Format.FHIR: _fhir,
    }
    write_atomically(path, made[kind](document))


def _word(document: Document) -> bytes:
    from app.services.export.word import word_bytes  # noqa: PLC0415 - python-docx is slow to load

    return word_bytes(document)


def _fhir(document: Document) -> bytes:
    from app.services.export.fhir import fhir_json  # noqa: PLC0415 - so are the models of FHIR

    return fhir_json(document, datetime.now(UTC))
