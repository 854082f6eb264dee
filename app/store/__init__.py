"""SQLCipher: connections, migrations, one repository per aggregate, recordings, audit chain."""

from app.store.audio_store import AudioReader, AudioWriter
from app.store.audit import AuditEntry, AuditLog
from app.store.clients import ClientRepository
from app.store.connection import Database
from app.store.notes import NoteRepository
from app.store.recordings import RecordingRepository
from app.store.sessions import ConsentRepository, SessionRepository
from app.store.settings import SettingsRepository
from app.store.transcripts import TranscriptRepository

__all__ = [
    "AudioReader",
    "AudioWriter",
    "AuditEntry",
    "AuditLog",
    "ClientRepository",
    "ConsentRepository",
    "Database",
    "NoteRepository",
    "RecordingRepository",
    "SessionRepository",
    "SettingsRepository",
    "TranscriptRepository",
]
