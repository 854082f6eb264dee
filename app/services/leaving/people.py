"""What an export holds for people: for each client and session a folder with the note, the transcript and the sound.

Folders have numbers; which is whose stands in `contents.csv`, so that no name of a file tells of a client.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from functools import partial

from app.domain.note import Note
from app.domain.session import Client, Session
from app.domain.transcript import Transcript
from app.notes.render import clock as clock_text
from app.notes.templates import TemplateLibrary, template_to_yaml
from app.services.export.document import Document, Heading
from app.services.export.service import Format, format_of, write_document
from app.services.leaving.folder import ExportFolder
from app.store.audit import AuditLog
from app.store.clients import ClientRepository
from app.store.connection import Database
from app.store.notes import NoteRepository
from app.store.sessions import SessionRepository
from app.store.transcripts import TranscriptRepository

CONTENTS = "contents.csv"
_HEAD = (
    "folder",
    "client code",
    "client name",
    "session started",
    "session ended",
    "kind",
    "state",
    "note",
    "signed by",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A session and the folder that it has in the export."""

    session: Session
    client: Client
    folder: str


def places(database: Database) -> list[Place]:
    """Every session with its folder: clients by code, the sessions of each by date."""
    sessions = SessionRepository(database)
    found: list[Place] = []
    for number, client in enumerate(ClientRepository(database).list(), 1):
        for count, session in enumerate(reversed(sessions.list(client.id)), 1):
            found.append(Place(session, client, f"clients/client-{number:03}/session-{count:03}"))
    return found


def write_for_people(
    folder: ExportFolder, database: Database, templates: TemplateLibrary, found: list[Place]
) -> None:  # fmt: skip
    """The notes as PDF and text, the transcripts as text, and the list of it all. Raises OSError, VaultDamaged."""
    notes, transcripts = NoteRepository(database), TranscriptRepository(database)
    head = AuditLog(database).head()
    listed = io.StringIO()
    table = csv.writer(listed)
    table.writerow(_HEAD)
    for place in found:
        note, transcript = notes.latest(place.session.id), transcripts.latest(place.session.id)
        if note is not None:
            document = Document(
                note, format_of(note, transcript, templates), Heading(place.client, place.session, *head)
            )
            for kind, name in ((Format.PDF, "note.pdf"), (Format.TEXT, "note.txt")):
                folder.add_made(f"{place.folder}/{name}", partial(write_document, document, kind))
        if transcript is not None:
            folder.add(f"{place.folder}/transcript.txt", transcript_text(transcript).encode())
        if place.session.summary:
            folder.add(f"{place.folder}/written.txt", place.session.summary.encode())
        table.writerow(_row(place, note))
    for number, template in enumerate(templates.own(), 1):
        folder.add(f"note-formats/format-{number:03}.yaml", template_to_yaml(template).encode())
    folder.add(CONTENTS, listed.getvalue().encode("utf-8-sig"))  # with the mark that spreadsheets look for


def transcript_text(transcript: Transcript) -> str:
    """Who said what, and when: a line for each turn."""
    lines = [f"[{clock_text(turn.start)}] {transcript.name_of(turn.speaker)}: {turn.text}" for turn in transcript.turns]
    return "\n".join(lines) + "\n"


def _row(place: Place, note: Note | None) -> list[str]:
    session = place.session
    signed = note.signature.name if note is not None and note.signature is not None else ""
    return [
        place.folder,
        *(_cell(text) for text in (place.client.code, place.client.name)),
        f"{session.started_at.astimezone():%Y-%m-%d %H:%M}",
        f"{session.ended_at.astimezone():%Y-%m-%d %H:%M}" if session.ended_at else "",
        session.type.value,
        session.state.value,
        "" if note is None else _cell(note.template_id),
        _cell(signed),
    ]


def _cell(text: str) -> str:
    """A spreadsheet takes what begins like this for a formula, and might run it."""
    plain = unicodedata.normalize("NFKC", text).lstrip()  # wide signs and spaces before them are taken for the same
    return f"'{text}" if plain.startswith(("=", "+", "-", "@")) or text.startswith(("\t", "\r", "\n")) else text
