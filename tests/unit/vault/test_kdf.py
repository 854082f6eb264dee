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
