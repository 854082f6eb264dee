"""Taking note of what a check has found, and getting out of a damaged vault what is left."""

from __future__ import annotations

from pathlib import Path

from app.services.access import VaultService
from app.store.audit import printed_head
from app.store.head import in_words
from app.vault.salvage import Report, salvage_vault
from app.vault.verify import accept_findings


class IntegrityService:
    """What belongs to `VaultService.verify`: what is found without it, and what can be done then."""

    def __init__(self, vault: VaultService) -> None:
        self._vault = vault

    def found_at_opening(self) -> list[str]:
        """What did not fit when the vault was opened, and nobody has taken note of yet. Quick."""
        vault = self._vault.store.vault
        found = [in_words(finding, "The database") for finding in vault.database.findings]
        return [*found, *vault.key_file_problems()]

    def accept(self) -> None:
        """The clinician has seen what was found and goes on from here; the audit trail keeps that it was."""
        accept_findings(self._vault.store.vault)

    def head(self) -> str:
        """Where the audit trail stands, as it is printed on signed notes."""
        return printed_head(*self._vault.store.audit.head())

    def salvage(self, folder: Path, secret: str, into: Path) -> Report:
        """Get what can be read of a damaged vault into a new one. Raises as `app.vault.salvage.salvage_vault`."""
        return salvage_vault(folder, secret, into)
