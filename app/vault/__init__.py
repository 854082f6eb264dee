"""Passphrase to keys: the key file, the recovery code, and opening and closing the vault."""

from app.vault.kdf import KdfCost
from app.vault.passphrase import Strength, strength
from app.vault.vault import Vault
from app.vault.verify import verify_vault

__all__ = ["KdfCost", "Strength", "Vault", "strength", "verify_vault"]
