"""The audit trail for reading: page by page, with what each entry is about, and the check of the chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.domain.errors import RecordMissing
from app.domain.findings import Said
from app.services.access import VaultService
from app.store.audit import AuditEntry, printed_head, read_printed_head
from app.store.audit_history import AuditHistory

PAGE = 200
"""Entries that are read at once."""
_END = 2**62


class AuditKind(StrEnum):
    """What acts can be about; each act belongs to one of them."""

    CLIENTS = "clients"
    SESSIONS = "sessions"
    NOTES = "notes"
    VAULT = "vault"
    SETTINGS = "settings"


FAMILIES: dict[AuditKind, tuple[str, ...]] = {
    AuditKind.CLIENTS: ("client", "consent", "goal"),
    AuditKind.SESSIONS: ("session", "recording", "dictation", "transcript"),
    AuditKind.NOTES: ("note", "nudge"),
    AuditKind.VAULT: ("vault", "keys", "keychain", "recovery", "integrity", "backup", "policy"),
    AuditKind.SETTINGS: ("format", "vocabulary", "modalities", "writing", "voice", "nudges"),
}
"""The first words of the actions of each kind."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted. `until` is the last day that counts; days are those of this computer."""

    kind: AuditKind | None = None
    client_id: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act. `about` is what the client is called, "" where the entry is about none, or about one who is gone;
    `session_id` and `started_at` are those of the session, where it is still there; `gone`: the entry is about a
    record that is not in the vault any more."""

    sequence: int
    at: datetime
    actor: str
    action: str
    detail: str
    about: str = ""
    session_id: str = ""
    client_id: str = ""
    started_at: datetime | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some rows, newest first. `older`: there are more of them before the last."""

    rows: tuple[AuditRow, ...]
    older: bool


@dataclass(frozen=True, slots=True)
class _Subject:
    about: str = ""
    session_id: str = ""
    client_id: str = ""
    started_at: datetime | None = None


_OF_RECORDS = frozenset({*FAMILIES[AuditKind.CLIENTS], *FAMILIES[AuditKind.SESSIONS], *FAMILIES[AuditKind.NOTES]})


class AuditService:
    """Every method raises VaultLocked while the vault is locked."""

    def __init__(self, vault: VaultService) -> None:
        self._vault = vault

    def page(self, wanted: AuditFilter | None = None, before: int = 0) -> AuditPage:
        """At most `PAGE` acts that `wanted` leaves, newest first, all of them older than number `before` (0: the
        newest)."""
        wanted = wanted or AuditFilter()
        entries = self._vault.store.audit.page(
            before or _END,
            PAGE + 1,
            families=FAMILIES[wanted.kind] if wanted.kind else (),
            client_id=wanted.client_id,
            since=_midnight(wanted.since),
            until=_midnight(wanted.until + timedelta(days=1)) if wanted.until else None,
        )
        known: dict[str, _Subject | None] = {}
        return AuditPage(tuple(self._row(each, known) for each in entries[:PAGE]), len(entries) > PAGE)

    def head(self) -> str:
        """Where the trail stands, as it is printed on signed notes."""
        return printed_head(*self._vault.store.audit.head())

    def check(self, printed: str = "") -> list[str]:
        """Whether the trail holds together from its first entry on, and goes on from where the key file remembers it,
        and from `printed`, which somebody has copied from a signed note. The problems in plain words, none if all is
        well. Takes about a second for 100,000 entries."""
        log, history = self._vault.store.audit, AuditHistory(self._vault.store.database)
        problems: list[str] = [*log.verify(), *history.verify()]
        head = self._vault.store.vault.stored_audit_head()
        if head is None:
            problems.append(Said("The key file no longer says where the audit trail ended."))
        elif not log.holds(head.sequence, head.hash):
            problems.append(Said(
                "The audit trail does not go on from entry {n}, which the key file remembers: an older database was "
                "put back, or entries were removed.", n=head.sequence,
            ))  # fmt: skip
        if printed.strip():
            found = read_printed_head(printed)
            if found is None:
                problems.append(Said("The figures could not be read: they are a number and twelve characters."))
            elif not log.holds_printed(printed) and not history.holds_printed(printed):
                problems.append(Said(
                    "The audit trail does not go on from entry {n} as it was printed: this vault is older than the "
                    "printed page, or its past was changed.", n=found[0],
                ))  # fmt: skip
        return problems

    # ---- what an entry is about ------------------------------------------------------------------

    def _row(self, entry: AuditEntry, known: dict[str, _Subject | None]) -> AuditRow:
        if entry.action.partition(".")[0] not in _OF_RECORDS or not entry.subject:
            return AuditRow(entry.sequence, entry.at, entry.actor, entry.action, entry.subject)
        found_id, _, detail = entry.subject.partition(":")
        if found_id not in known:
            known[found_id] = self._subject(found_id)
        subject = known[found_id]
        if subject is None:
            return AuditRow(entry.sequence, entry.at, entry.actor, entry.action, detail, gone=True)
        return AuditRow(
            entry.sequence,
            entry.at,
            entry.actor,
            entry.action,
            detail,
            subject.about,
            subject.session_id,
            subject.client_id,
            subject.started_at,
        )

    def _subject(self, found_id: str) -> _Subject | None:
        """The record with this id: a session, a client, or a goal of one; None where it is gone."""
        store = self._vault.store
        try:
            session = store.sessions.get(found_id)
            label = store.clients.get(session.client_id).label
            return _Subject(label, session.id, session.client_id, session.started_at)
        except RecordMissing:
            client_id = store.goals.client_of(found_id) or found_id
        try:
            return _Subject(store.clients.get(client_id).label, client_id=client_id)
        except RecordMissing:
            return None


def _midnight(day: date | None) -> datetime | None:
    """The beginning of a day of this computer."""
    return datetime.combine(day, time()).astimezone() if day is not None else None
