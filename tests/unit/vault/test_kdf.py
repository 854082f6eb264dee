from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.errors import ProgramFault, VaultMemory
from app.vault import kdf
from app.vault.kdf import KdfCost, derive
from tests.unit.vault.conftest import CHEAP

SALT = bytes(range(16))


def test_the_default_is_the_one_that_was_decided() -> None:
    assert KdfCost() == KdfCost(memory_kib=256 * 1024, time=3, parallelism=4)
    assert KdfCost().acceptable()


def test_the_same_in_gives_the_same_out_and_anything_else_another() -> None:
    key = derive("passphrase", SALT, CHEAP)
    assert len(key) == 32
    assert derive("passphrase", SALT, CHEAP) == key
    others = (
        derive("Passphrase", SALT, CHEAP),
        derive("passphrase", SALT[::-1], CHEAP),
        derive("passphrase", SALT, replace(CHEAP, time=2)),
    )
    assert len({key, *others}) == 4


def test_however_it_is_typed_it_is_the_same_passphrase() -> None:
    assert derive("Zoe\u0308 ﬁnds Å", SALT, CHEAP) == derive("Zoë finds \u212b", SALT, CHEAP)


@pytest.mark.parametrize(
    "cost",
    [
        replace(CHEAP, memory_kib=64 * 1024 - 1),
        replace(CHEAP, memory_kib=8),
        replace(CHEAP, memory_kib=kdf.MEMORY_CAP_KIB + 1),
        replace(CHEAP, time=0),
        replace(CHEAP, time=kdf.TIME_CAP + 1),
        replace(CHEAP, parallelism=0),
        replace(CHEAP, parallelism=kdf.PARALLELISM_CAP + 1),
    ],
)
def test_floor_and_cap(cost: KdfCost) -> None:
    assert not cost.acceptable()
    with pytest.raises(ProgramFault):
        derive("passphrase", SALT, cost)


def test_too_little_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "MEMORY_CAP_KIB", 2**31)
    with pytest.raises(VaultMemory):
        derive("passphrase", SALT, replace(CHEAP, memory_kib=2**31))


MIB = 1024


class Machine:
    """So much memory, and a derivation that takes its time: `seconds` for each 64 MiB."""

    def __init__(self, free_mib: int, seconds: float, short_from_mib: int = 10**6) -> None:
        self._free, self._seconds, self._short = free_mib, seconds, short_from_mib
        self.now, self.tried = 0.0, []

    def trial(self, cost: KdfCost) -> None:
        self.tried.append(cost.memory_kib // MIB)
        if cost.memory_kib // MIB >= self._short:
            raise VaultMemory
        self.now += self._seconds * cost.memory_kib / (64 * MIB)

    def cost(self) -> KdfCost:
        return kdf.fitting_cost(available=lambda: self._free * 1024 * 1024, clock=lambda: self.now, trial=self.trial)


@pytest.mark.parametrize(
    ("machine", "memory_mib", "tried"),
    [
        (Machine(8192, 0.2), 256, [256]),
        (Machine(512, 0.2), 256, [256]),
        (Machine(511, 0.2), 128, [128]),
        (Machine(255, 0.2), 64, []),
        (Machine(0, 0.2), 64, []),
        (Machine(8192, 0.625), 256, [256]),  # 2.5 s: not much over two
        (Machine(8192, 0.7), 128, [256, 128]),
        (Machine(8192, 100.0), 64, [256, 128]),
        (Machine(8192, 0.1, short_from_mib=256), 128, [256, 128]),
        (Machine(8192, 0.1, short_from_mib=1), 64, [256, 128]),
    ],
)
def test_the_cost_is_measured_down_to_the_machine_but_never_under_the_floor(
    machine: Machine, memory_mib: int, tried: list[int]
) -> None:
    cost = machine.cost()
    assert cost == KdfCost(memory_kib=memory_mib * MIB, time=3, parallelism=4)
    assert cost.acceptable()
    assert machine.tried == tried


def test_the_real_machine_gives_a_cost_that_is_accepted() -> None:
    assert kdf.fitting_cost(trial=lambda _: None).acceptable()
