"""How notes are written: the clinician's choices, their voice, what a client is called, and what a draft is given."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.errors import NotAllowed, RecordMissing
from app.domain.note import Note, NoteSentence, Origin
from app.domain.session import Client, Session
from app.domain.writing import RuleKind, WritingRule
from app.notes.given import Given, last_note_lines
from app.notes.pronouns import forms_of
from app.notes.style import Length, Manner, Person, Refused, Tense, Term, called, tidy_term
from app.notes.voice import LEAST_NOTES, LONGEST_RULE, learn, merged, tidy_rule, told
from app.services.access import Store, VaultService
from app.services.preferences import Preferences

__all__ = ["LEAST_NOTES", "LONGEST_RULE", "Choices", "Learned", "Length", "Person", "Refused", "Tense", "Term",
           "WritingRule", "WritingService"]  # fmt: skip

MOST_RULES = 24
LONGEST_PRONOUNS = 40
_PREFIX = "writing."
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Choices:
    """The clinician's choices, without anything about a client.

    `voice`: the note model is told the rules; `goals`, `last_note`: the draft is given the open goals, and the last
    signed note, of the client.
    """

    length: Length = Length.USUAL
    tense: Tense = Tense.PAST
    term: Term = Term.CLIENT
    clinician: Person = Person.THERAPIST
    refused: Refused = Refused.QUOTE
    voice: bool = True
    goals: bool = False
    last_note: bool = False


@dataclass(frozen=True, slots=True)
class Learned:
    """The rules, and from how many signed notes with the clinician's own sentences they could be learned now."""

    rules: tuple[WritingRule, ...]
    notes: int

    @property
    def possible(self) -> bool:
        """Whether there is enough to learn from."""
        return self.notes >= LEAST_NOTES


class WritingService:
    """What the drafter is told of how to write. Rules, clients and notes raise VaultLocked while the vault is locked;
    `choices` are there at any time."""

    def __init__(self, vault: VaultService, preferences: Preferences) -> None:
        self._vault = vault
        self._preferences = preferences

    # ---- choices -----------------------------------------------------------------------------------

    def choices(self) -> Choices:
        """The choices as they stand; what cannot be read counts as not chosen."""
        get = self._preferences.get
        usual = Choices()
        return Choices(
            _one_of(get("writing.length"), usual.length),
            _one_of(get("writing.tense"), usual.tense),
            _one_of(get("writing.term"), usual.term),
            _one_of(get("writing.clinician"), usual.clinician),
            _one_of(get("writing.refused"), usual.refused),
            bool(get("writing.voice")),
            bool(get("writing.goals")),
            bool(get("writing.last_note")),
        )

    def choose(self, name: str, value: str | bool) -> Choices:
        """Change one choice, by its name in `Choices`. Raises NotAllowed for one that there is not."""
        usual = {each.name: each.default for each in fields(Choices)}.get(name)
        wrong = NotAllowed("There is no such way of writing.")
        if isinstance(usual, bool):
            if not isinstance(value, bool):
                raise wrong
        elif not isinstance(usual, StrEnum) or value not in [each.value for each in type(usual)]:
            raise wrong
        self._preferences.set(_PREFIX + name, value if isinstance(value, bool) else str(value))
        return self.choices()

    # ---- for a draft -------------------------------------------------------------------------------

    def manner(self, session_id: str = "") -> Manner:
        """How the note of a session is written; without one, as far as no client is needed for it.

        Raises RecordMissing.
        """
        chosen = self.choices()
        manner = Manner(chosen.length, chosen.tense, clinician=chosen.clinician, refused=chosen.refused)
        if not session_id:
            return replace(manner, client="the patient" if chosen.term is Term.PATIENT else "")
        client = self._store.clients.get(self._store.sessions.get(session_id).client_id)
        return replace(
            manner,
            client=called(client, chosen.term),
            pronouns=client.pronouns,
            voice=self.voice(),
        )

    def voice(self) -> str:
        """What the note model is told of the clinician's own ways; "" for nothing."""
        return told(self._store.writing_rules.list()) if self.choices().voice else ""

    def given(self, session_id: str) -> Given:
        """What the draft of a session is given besides the session: of its client alone, and as the clinician chose.

        Raises RecordMissing.
        """
        chosen, store = self.choices(), self._store
        session = store.sessions.get(session_id)
        goals: Sequence[str] = ()
        if chosen.goals:
            goals = [goal.text for goal in store.goals.list(session.client_id) if goal.open and goal.text.strip()]
        before = self._last_signed(session) if chosen.last_note else None
        parts = [(s.section, s.text) for s in before.sentences] if before is not None else []
        return Given(tuple(goals), last_note_lines(parts))

    def _last_signed(self, session: Session) -> Note | None:
        """The signed note of the client's newest earlier session that has one."""
        earlier = [s for s in self._store.sessions.list(session.client_id) if s.started_at < session.started_at]
        for each in sorted(earlier, key=lambda s: s.started_at, reverse=True):
            note = self._store.notes.latest(each.id)
            if note is not None and note.signed:
                return note
        return None

    # ---- a client ----------------------------------------------------------------------------------

    def set_client(self, client_id: str, called_: str, pronouns: str) -> Client:
        """What notes call a client, and the client's pronouns; "" for the usual way, and for none.

        Raises RecordMissing, and NotAllowed for pronouns of which not all forms are known.
        """
        pronouns = " ".join(pronouns.split())[:LONGEST_PRONOUNS]
        if pronouns and forms_of(pronouns) is None:
            raise NotAllowed("Write pronouns that are less usual in three forms, for example fae/faer/faers.")
        store = self._store
        with store.database.transaction():
            before = store.clients.get(client_id)
            client = replace(before, called=tidy_term(called_), pronouns=pronouns)
            if client != before:
                store.clients.save(client)
                store.audit.append("client.writing", client_id)
        return client

    # ---- the clinician's voice -----------------------------------------------------------------------

    def learned(self) -> Learned:
        """The rules as they stand, and what there is to learn from."""
        return Learned(tuple(self._store.writing_rules.list()), len(self._own_sentences()))

    def learn(self) -> Learned:
        """Learn anew from all signed notes. What the clinician has written, changed or turned off stays so.

        Raises NotAllowed where there is too little to learn from.
        """
        store, notes = self._store, self._own_sentences()
        if len(notes) < LEAST_NOTES:
            raise NotAllowed(f"This takes at least {LEAST_NOTES} signed notes with sentences of your own.")
        with store.database.transaction():
            rules = merged(learn(notes), store.writing_rules.list())[:MOST_RULES]
            store.writing_rules.put(rules)
            store.audit.append("writing.learned")
        return Learned(tuple(rules), len(notes))

    def add_rule(self, text: str) -> Learned:
        """A rule in the clinician's own words. Raises NotAllowed for an empty one, or where there are too many."""
        rules = self._store.writing_rules.list()
        if len(rules) >= MOST_RULES:
            raise NotAllowed(f"There is room for {MOST_RULES} rules. Delete one first.")
        return self._keep(WritingRule(secrets.token_hex(8), RuleKind.OWN, _text(text), changed=True))

    def change_rule(self, rule_id: str, *, text: str | None = None, on: bool | None = None) -> Learned:
        """Change a rule's words, or turn it on or off. Raises RecordMissing, NotAllowed for an empty text."""
        before = next((rule for rule in self._store.writing_rules.list() if rule.id == rule_id), None)
        if before is None:
            raise RecordMissing("rule")
        rule = before if on is None else replace(before, on=on)
        if text is not None and _text(text) != before.text:
            rule = replace(rule, text=_text(text), changed=True)
        return self._keep(rule) if rule != before else self.learned()

    def delete_rule(self, rule_id: str) -> Learned:
        """Delete a rule. Raises RecordMissing."""
        store = self._store
        with store.database.transaction():
            store.writing_rules.delete(rule_id)
            store.audit.append("writing.changed")
        return self.learned()

    def _keep(self, rule: WritingRule) -> Learned:
        store = self._store
        with store.database.transaction():
            store.writing_rules.save(rule)
            store.audit.append("writing.changed")
        return self.learned()

    def _own_sentences(self) -> list[list[str]]:
        """Of each signed note the sentences that the clinician wrote; notes without any are left out."""
        store = self._store
        notes = (store.notes.latest(session.id) for session in store.sessions.list())
        own = ([s.text for s in note.sentences if _written(s)] for note in notes if note is not None and note.signed)
        return [texts for texts in own if texts]

    @property
    def _store(self) -> Store:
        return self._vault.store


def _written(sentence: NoteSentence) -> bool:
    return sentence.origin is Origin.CLINICIAN and bool(sentence.text.strip())


def _text(text: str) -> str:
    tidy = tidy_rule(text)
    if not tidy:
        raise NotAllowed("A rule needs words.")
    return tidy


def _one_of(value: Any, usual: _Choice) -> _Choice:
    kind = type(usual)
    return kind(value) if value in [each.value for each in kind] else usual
