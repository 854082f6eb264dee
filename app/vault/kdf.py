"""Passphrase to key: Argon2id (RFC 9106), with a floor and a cap."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

import psutil
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
PATIENCE = 2.0
"""Seconds that opening the vault should take at most, where the floor allows."""
_TOLERANCE = 1.25  # a machine that is busy at this very moment is not a slow one


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


def fitting_cost(
    *,
    available: Callable[[], int] | None = None,
    clock: Callable[[], float] = time.monotonic,
    trial: Callable[[KdfCost], object] | None = None,
) -> KdfCost:
    """The dearest cost that this machine can afford: 256 MiB, halved until it fits, never under 64 MiB.

    It fits where twice its memory is free (`available` answers in bytes) and one derivation takes not
    much over two seconds. Takes as long as the derivations that it tries.
    """
    free = (available or _available)() // 1024
    cost = DEFAULT_COST
    while cost.memory_kib > MEMORY_FLOOR_KIB:
        if 2 * cost.memory_kib <= free and _quick(cost, clock, trial or _trial):
            return cost
        cost = replace(cost, memory_kib=cost.memory_kib // 2)
    return cost


def _quick(cost: KdfCost, clock: Callable[[], float], trial: Callable[[KdfCost], object]) -> bool:
    begun = clock()
    try:
        trial(cost)
    except VaultMemory:
        return False
    return clock() - begun <= PATIENCE * _TOLERANCE


def _available() -> int:
    return int(psutil.virtual_memory().available)


def _trial(cost: KdfCost) -> object:
    return derive("a trial", bytes(SALT_BYTES), cost)
