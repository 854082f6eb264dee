"""A session without a recording: what the clinician writes is kept as it is typed, and how far it would go is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.domain.errors import NotAllowed, NoteSigned
from app.domain.note import NoteTemplate, Section
from app.domain.session import Session, SessionState
from app.notes.written import UNHEARD, add, clean, missing, tick, ticked, untick
from app.services.access import Store, VaultService
from app.services.language_tools import LanguageTools

__all__ = ["UNHEARD", "Outlook", "WrittenService", "add", "clean", "missing", "tick", "ticked", "untick"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a draft from a text would hold: sentences by section id, and the required sections with none."""

    sentences: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[Section, ...] = ()

    @property
    def total(self) -> int:
        """How many sentences there are."""
        return sum(self.sentences.values())


class WrittenService:
    """What is written instead of recorded. Every method raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService, tools: LanguageTools) -> None:
        self._vault = vault
        self._tools = tools
        self._noted: set[str] = set()
        vault.on_lock(self._noted.clear)

    def keep(self, session_id: str, text: str) -> Session:
        """Store a text as it stands while it is typed. The audit trail notes once that it was written, not each word.

        Raises RecordMissing, NoteSigned, and NotAllowed for a session that has a recording.
        """
        store = self._store
        with store.database.transaction():
            session = store.sessions.get(session_id)
            if session.state is SessionState.SIGNED:
                raise NoteSigned
            if session.recording_id:
                raise NotAllowed("This session has a recording: its note is made from that.")
            if session.summary == text:
                return session
            session = replace(session, summary=text)
            store.sessions.save(session)
            if session_id not in self._noted:
                store.audit.append("session.summary", session_id)
        self._noted.add(session_id)
        return session

    def outlook(self, text: str, template: NoteTemplate) -> Outlook:
        """What a draft from this text would hold, by words alone and without a worker: quick, and never stored."""
        note = self._tools.floor().draft_from_summary(text, template, "")
        counted = Counter(sentence.section for sentence in note.sentences)
        return Outlook(dict(counted), tuple(missing(template, note.sentences)))

    @property
    def _store(self) -> Store:
        return self._vault.store
