"""The audit chain: who did what to which record, and when; never what stands in it.

Each entry holds the hash of the entry before. `hash = SHA-256(JSON [sequence, at, actor, action,
subject, previous])`. Changing, removing or reordering entries breaks the chain; cutting off its end,
or putting an older file back, is found against a head kept elsewhere (`keys.json`, signed PDFs).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import ProgramFault
from app.domain.findings import Said
from app.store import clock
from app.store.connection import Database, Row

FIRST_HASH = "0" * 64
_PRINTED = 12
"""Characters of the hash that go on paper: 48 bits, which nobody finds a second chain for by chance."""
_ACTION = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
_SUBJECT = re.compile(r"[A-Za-z0-9_.:-]{0,64}")

_ABOUT_CLIENT = (
    "(subject = ? OR substr(subject, 1, 32) IN (SELECT id FROM session WHERE client_id = ?)"
    " OR subject IN (SELECT id FROM goal WHERE client_id = ?))"
)
"""An entry's subject is an id; the entries about a version of a note have its number after a colon."""

Link = tuple[int, str, str, str, str, str, str]
"""An entry as it is stored: sequence, at, actor, action, subject, previous, hash."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act. `at` is UTC; `subject` is the id of a record, or empty."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    previous: str
    hash: str


def printed_head(sequence: int, digest: str) -> str:
    """A head of the chain for paper and screen: "128 · 3f9a 71c2 8d0e"."""
    short = digest[:_PRINTED]
    return f"{sequence} · " + " ".join(short[at : at + 4] for at in range(0, _PRINTED, 4))


def read_printed_head(text: str) -> tuple[int, str] | None:
    """Number and beginning of the hash from what somebody copied from paper; None where it is no such thing."""
    number, _, rest = text.strip().lower().partition("·" if "·" in text else " ")
    digest = re.sub(r"[^0-9a-f]", "", rest)
    return (int(number), digest) if number.strip().isdecimal() and len(digest) == _PRINTED else None


class AuditLog:
    """Appends to the chain and checks it."""

    def __init__(self, database: Database, actor: str = "clinician") -> None:
        self._database = database
        self._actor = actor

    def append(self, action: str, subject: str = "") -> AuditEntry:
        """Add an entry; inside a transaction, it is stored together with the act or not at all.

        `action` is a short name such as "note.signed", `subject` an id. Anything that looks like
        content is refused with ProgramFault.
        """
        if not _ACTION.fullmatch(action) or not _SUBJECT.fullmatch(subject):
            raise ProgramFault("an audit entry may hold names of actions and ids only")
        with self._database.transaction() as cursor:
            cursor.execute("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
            last = cursor.fetchone()
            sequence = last["sequence"] + 1 if last else 1
            previous = last["hash"] if last else FIRST_HASH
            at = clock.to_text(clock.now())
            digest = _hash(sequence, at, self._actor, action, subject, previous)
            cursor.execute(
                "INSERT INTO audit (sequence, at, actor, action, subject, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (sequence, at, self._actor, action, subject, previous, digest),
            )
        return AuditEntry(sequence, clock.from_text(at), self._actor, action, subject, previous, digest)

    def entries(self) -> list[AuditEntry]:
        """All entries in order."""
        return [_entry(row) for row in self._rows()]

    def page(
        self,
        before: int,
        limit: int,
        *,
        families: Sequence[str] = (),
        client_id: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[AuditEntry]:
        """At most `limit` entries numbered below `before`, newest first.

        `families` are the first words of actions ("note" for "note.signed"), none for all; `client_id` leaves the
        entries about that client, their sessions and goals, as far as these are still there; `since` and `until` are
        the moments from which and up to which (not included) entries count.
        """
        where, values = ["sequence < ?"], [before]  # type: tuple[list[str], list[object]]
        if families:
            where.append(f"substr(action, 1, instr(action, '.') - 1) IN ({', '.join('?' * len(families))})")
            values += families
        if client_id:
            where.append(_ABOUT_CLIENT)
            values += [client_id] * 3
        for moment, compared in ((since, "at >= ?"), (until, "at < ?")):
            if moment is not None:
                where.append(compared)
                values.append(clock.to_text(moment))
        rows = self._database.query(
            f"SELECT * FROM audit WHERE {' AND '.join(where)} ORDER BY sequence DESC LIMIT ?",  # noqa: S608
            (*values, limit),
        )
        return [_entry(row) for row in rows]

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest entry; (0, sixty-four zeros) for an empty chain."""
        rows = self._database.query("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")
        return (int(rows[0]["sequence"]), str(rows[0]["hash"])) if rows else (0, FIRST_HASH)

    def holds(self, sequence: int, digest: str) -> bool:
        """True where entry `sequence` has the hash `digest`: the chain goes on from that head."""
        if sequence == 0:
            return digest == FIRST_HASH
        rows = self._database.query("SELECT hash FROM audit WHERE sequence = ?", (sequence,))
        return bool(rows) and str(rows[0]["hash"]) == digest

    def holds_printed(self, text: str) -> bool:
        """True where the chain goes on from a head as `printed_head` gave it."""
        head = read_printed_head(text)
        rows = self._database.query("SELECT hash FROM audit WHERE sequence = ?", (head[0],)) if head else []
        return bool(rows) and head is not None and str(rows[0]["hash"]).startswith(head[1])

    def verify(self) -> list[str]:
        """Check the chain; the problems found in plain words, none if all is well."""
        return chain_problems(self.links())

    def links(self) -> list[Link]:
        """All entries in order, as they are stored: what the hashes were made from, to the letter."""
        return [
            (int(row["sequence"]), row["at"], row["actor"], row["action"], row["subject"], row["previous"], row["hash"])
            for row in self._rows()
        ]

    def _rows(self) -> list[Row]:
        return self._database.query("SELECT * FROM audit ORDER BY sequence")


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        row["sequence"],
        clock.from_text(row["at"]),
        row["actor"],
        row["action"],
        row["subject"],
        row["previous"],
        row["hash"],
    )


def chain_problems(links: Sequence[Link]) -> list[str]:
    """What is wrong with a chain from its first entry on, in plain words; none if all is well."""
    problems: list[str] = []
    expected, previous = 1, FIRST_HASH
    for sequence, at, actor, action, subject, before, digest in links:
        if sequence != expected:
            problems.append(
                Said("Entries {first} to {last} of the audit trail are missing.", first=expected, last=sequence - 1)
            )
        elif before != previous:
            problems.append(Said("Entry {n} of the audit trail does not follow the one before it.", n=sequence))
        if _hash(sequence, at, actor, action, subject, before) != digest:
            problems.append(Said("Entry {n} of the audit trail was changed.", n=sequence))
        expected, previous = sequence + 1, digest
    return problems


def _hash(*fields: int | str) -> str:
    text = json.dumps(fields, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
