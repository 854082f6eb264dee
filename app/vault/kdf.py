"""Passphrase to key: Argon2id (RFC 9106), with a floor and a cap."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw

from app.domain.errors import ProgramFault, VaultMemory

KEY_BYTES = 32
SALT_BYTES = 16
MEMORY_FLOOR_KIB = 64 * 1024
MEMORY_CAP_KIB = 1024 * 1024
TIME_CAP = 16
PARALLELISM_CAP = 16
VERSION = ARGON2_VERSION


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess costs: KiB of memory, passes over it, lanes. The default takes about a second."""

    memory_kib: int = 256 * 1024
    time: int = 3
    parallelism: int = 4

    def acceptable(self) -> bool:
        """True within floor (a cheap guess) and cap (a file that would take the machine's memory)."""
        return (
            MEMORY_FLOOR_KIB <= self.memory_kib <= MEMORY_CAP_KIB
            and 1 <= self.time <= TIME_CAP
            and 1 <= self.parallelism <= PARALLELISM_CAP
        )


DEFAULT_COST = KdfCost()


def normalise(passphrase: str) -> str:
    """NFKC: the same passphrase typed on another keyboard or system gives the same characters."""
    return unicodedata.normalize("NFKC", passphrase)


def derive(secret: str, salt: bytes, cost: KdfCost) -> bytes:
    """The 32-byte key that `secret` (normalised before) gives with `salt`.

    Raises ProgramFault for a cost outside floor and cap, VaultMemory where memory ran short.
    """
    if not cost.acceptable():
        raise ProgramFault("a key was to be derived too cheaply or too dearly")
    try:
        return hash_secret_raw(
            normalise(secret).encode("utf-8", "surrogatepass"),
            salt,
            time_cost=cost.time,
            memory_cost=cost.memory_kib,
            parallelism=cost.parallelism,
            hash_len=KEY_BYTES,
            type=Type.ID,
            version=VERSION,
        )
    except HashingError as error:
        raise VaultMemory from error
