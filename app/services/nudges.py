"""Nudges for a note: found off the window's thread from the note, the session, earlier notes and the goals.

What does not change while a note is edited is read once. Which rules are switched off is the clinician's, for all
notes; what is set aside is kept with its session in the vault, without a word of the note, and goes with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Lock

from app.domain.errors import NotAllowed
from app.domain.note import Note, NoteTemplate
from app.domain.session import Session
from app.domain.transcript import Transcript
from app.notes.members import expanded
from app.notes.nudges import RULE_IDS, Background, EarlierNote, Nudge, find_nudges
from app.notes.nudges.spoken import Spoken, spoken_of
from app.notes.roles import with_roles
from app.notes.templates import TemplateLibrary
from app.services.access import Store, VaultService

OFF = "nudges.off"
MOST_EARLIER = 40
"""Earlier notes that are compared with, newest first."""


class NudgeService:
    """Every method but `rules` raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService, templates: TemplateLibrary) -> None:
        self._vault = vault
        self._templates = templates
        self._read: tuple[tuple[object, ...], Background] | None = None
        self._reading = Lock()
        vault.on_lock(self._forget)

    # ---- finding -------------------------------------------------------------------------------

    def find(self, note: Note) -> tuple[list[Nudge], int]:
        """What there is to say of a note as it stands on the screen, and how much of it is set aside.

        None for a signed note. Raises RecordMissing where its session is gone, TemplateInvalid.
        """
        if note.signed:
            return [], 0
        background = self._background(note.session_id)
        template = self._format(note.template_id, background)
        found = find_nudges(background, note, template, datetime.now(UTC), self.switched_off())
        aside = self._aside(note.session_id)
        shown = [nudge for nudge in found if nudge.key not in aside]
        return shown, len(found) - len(shown)

    def _format(self, template_id: str, background: Background) -> NoteTemplate:
        """The format as the note has it: in a group with a part for each client. Raises TemplateInvalid."""
        template, transcript = self._templates.get(template_id), background.transcript
        if transcript is None or background.typed:
            return template
        return background.once(f"format {template_id}", lambda: expanded(template, with_roles(transcript)))

    def _background(self, session_id: str) -> Background:
        """The session's background; read anew where anything that it is made of has changed."""
        store = self._store
        with self._reading:
            session = store.sessions.get(session_id)
            client, goals = store.clients.get(session.client_id), tuple(store.goals.list(session.client_id))
            clinician = str((store.settings.get("profile") or {}).get("name", ""))
            versions = store.transcripts.count_versions(session_id)
            others = _before(session, store.sessions.list(session.client_id))
            states = tuple((other.id, other.state) for other in others)
            read = (session, client, goals, clinician, versions, states)
            if self._read is None or self._read[0] != read:
                transcript = store.transcripts.latest(session_id)
                earlier = self._earlier(others)
                self._read = (read, Background(session, client, transcript, earlier, goals, clinician))
            return self._read[1]

    def _earlier(self, sessions: Sequence[Session]) -> list[EarlierNote]:
        found = []
        for session in sessions:
            note = self._store.notes.latest(session.id)
            if note is not None:
                title = next((t.title for t in self._templates.list() if t.id == note.template_id.split("+")[0]), "")
                found.append(EarlierNote(note, session.started_at, title))
        return found

    @staticmethod
    def spoken_of(transcript: Transcript) -> list[Spoken]:
        """The moments at which danger was spoken of, by time. Needs no open vault. Raises TemplateInvalid."""
        return spoken_of(transcript)

    # ---- what the clinician decides --------------------------------------------------------------

    @staticmethod
    def rules() -> tuple[str, ...]:
        """The ids of all rules, in the order in which their nudges are shown."""
        return RULE_IDS

    def switched_off(self) -> frozenset[str]:
        """The rules that are switched off."""
        stored = self._store.settings.get(OFF)
        return frozenset(each for each in stored if each in RULE_IDS) if isinstance(stored, list) else frozenset()

    def switch(self, rule: str, on: bool) -> None:
        """Switch a rule on or off, for every note. Raises NotAllowed where there is no such rule."""
        if rule not in RULE_IDS:
            raise NotAllowed("There is no such nudge.")
        store = self._store
        with store.database.transaction():
            before = self.switched_off()
            after = before - {rule} if on else before | {rule}
            if after != before:
                store.settings.set(OFF, sorted(after))
                store.audit.append("nudges.switched", f"{rule}:{'on' if on else 'off'}")

    def set_aside(self, session_id: str, key: str) -> None:
        """Not for this note: the nudge of that key does not come again here. Raises RecordMissing."""
        store = self._store
        with store.database.transaction():
            store.sessions.get(session_id)
            aside = self._aside(session_id)
            if key not in aside:
                store.settings.set(_name(session_id), sorted({*aside, key}))
                store.audit.append("nudge.set-aside", session_id)

    def bring_back(self, session_id: str) -> None:
        """What was set aside for this note counts again."""
        store = self._store
        with store.database.transaction():
            if self._aside(session_id):
                store.settings.delete(_name(session_id))
                store.audit.append("nudges.brought-back", session_id)

    def _aside(self, session_id: str) -> frozenset[str]:
        stored = self._store.settings.get(_name(session_id))
        return frozenset(map(str, stored)) if isinstance(stored, list) else frozenset()

    @property
    def _store(self) -> Store:
        return self._vault.store

    def _forget(self) -> None:
        self._read = None


def _name(session_id: str) -> str:
    return f"nudges.{session_id}"


def _before(session: Session, sessions: Sequence[Session]) -> list[Session]:
    """The client's sessions before this one, newest first."""
    return [other for other in sessions if other.id != session.id and other.started_at < session.started_at][
        :MOST_EARLIER
    ]
