"""Taking a note out of the program, in one format or field by field; each time the audit trail says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from app.domain.errors import RecordMissing
from app.notes.templates import TemplateLibrary
from app.services.access import VaultService
from app.services.export.document import Document, Heading
from app.services.export.pdf import write_note_pdf
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

    def document(self, session_id: str) -> Document:
        """The note of a session as it would leave the program. Raises RecordMissing, or TemplateInvalid."""
        store = self._vault.store
        note = store.notes.latest(session_id)
        if note is None:
            raise RecordMissing("note")
        session = store.sessions.get(session_id)
        heading = Heading(store.clients.get(session.client_id), session, *store.audit.head())
        return Document(note, self._templates.get(note.template_id), heading)

    def export(self, session_id: str, kind: Format, path: Path) -> None:
        """Write the note; a draft is marked as one, with its marks.

        Raises RecordMissing, FolderNotWritable or DiskFull; the file is then as it was.
        """
        document = self.document(session_id)
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

    def fields(self, session_id: str, profile_id: str) -> list[FieldText]:
        """The note in the fields of a practice program, in its order. Raises RecordMissing or ProfileInvalid."""
        return fields(self._profiles.get(profile_id), self.document(session_id))

    def copied(self, session_id: str) -> None:
        """Fields of a note are being copied to paste them elsewhere: the audit trail says so."""
        self._vault.store.audit.append("note.exported", f"{session_id}:clipboard")


def write_document(document: Document, kind: Format, path: Path) -> None:
    """Write a note in one format. Raises FolderNotWritable or DiskFull."""
    if kind is Format.PDF:
        write_note_pdf(path, document.note, document.template, document.heading)
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
