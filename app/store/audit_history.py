"""Audit trails of earlier vaults, carried along when their records were brought into this one.

They cannot become part of this vault's own chain, whose first entry is its making. They are kept as they were, each
entry with its hash, and anchored: the entry "vault.imported" of the trail that comes after has the last hash of the one
before as its subject. So they can be checked as the vault's own trail is, and printed heads of old notes are found.
"""

from __future__ import annotations

from itertools import pairwise

from app.domain.errors import ProgramFault
from app.domain.findings import Said
from app.store.audit import AuditLog, Link, chain_problems, read_printed_head
from app.store.codec import pack, unpack
from app.store.connection import Database

SETTING = "audit.earlier"
IMPORTED = "vault.imported"


class AuditHistory:
    """The earlier trails of a vault, oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def chains(self) -> list[list[Link]]:
        """Every earlier trail with its entries in order, as they were stored. Raises VaultDamaged."""
        rows = self._database.query("SELECT value FROM setting WHERE key = ?", (SETTING,))
        return unpack(rows[0]["value"], list[list[Link]]) if rows else []

    def carry(self, chains: list[list[Link]]) -> None:
        """Keep the trails of an empty vault's forerunners, and anchor the last of them in this vault's own.

        Raises ProgramFault where a trail does not hold together, or the vault has forerunners already.
        """
        if not chains or self.chains() or history_problems(chains):
            raise ProgramFault("an audit trail was to be carried along that does not hold together")
        with self._database.transaction() as cursor:
            cursor.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (SETTING, pack(chains, list[list[Link]])))
            AuditLog(self._database).append(IMPORTED, _hash(chains[-1][-1]))

    def verify(self) -> list[str]:
        """Check every earlier trail and its anchor; the problems found in plain words."""
        chains, anchors = self.chains(), _anchors(AuditLog(self._database).links())
        problems = history_problems(chains)
        if chains and not problems and _hash(chains[-1][-1]) not in anchors:
            problems.append(
                Said("The audit trail of the earlier vault does not end where it did when it was brought in.")
            )
        if anchors and not chains:
            problems.append(Said("The audit trail of the earlier vault is missing."))
        return problems

    def holds_printed(self, text: str) -> bool:
        """True where one of the trails has the head as `app.store.audit.printed_head` gave it."""
        head = read_printed_head(text)
        return head is not None and any(
            link[0] == head[0] and _hash(link).startswith(head[1]) for chain in self.chains() for link in chain
        )


def history_problems(chains: list[list[Link]]) -> list[str]:
    """What does not hold together: each trail in itself, and each anchored in the next."""
    found: list[str] = [Said("Earlier vault: {problem}", problem=problem) for chain in chains
                        for problem in chain_problems(chain)]  # fmt: skip
    if not all(chains):
        return [*found, Said("The audit trail of an earlier vault is empty.")]
    for before, after in pairwise(chains):
        if _hash(before[-1]) not in _anchors(after):
            found.append(Said("The audit trails of two earlier vaults do not belong together."))
    return found


def _anchors(links: list[Link]) -> set[str]:
    return {subject for _, _, _, action, subject, _, _ in links if action == IMPORTED and subject}


def _hash(link: Link) -> str:
    return link[6]
