"""A short seeded part of `make faults`: every cheap row, a few tries each."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.faults.rows import REGISTRY
from tests.faults.stand import Stand, stands
from tests.faults.table import PARALLEL, Run, line
from tests.faults.template import Template

SEED = 3
SHORT = {
    "whole": 2,
    "flips": 44,
    "truncations": 14,
    "put-backs": 12,
    "old-vault": 4,
    "hostile-keys": 16,
    "two-instances": 1,
    "kill-sign": 4,
    "kill-destroy": 4,
    "kill-delete": 3,
    "kill-checkpoint": 3,
    "kill-passphrase": 3,
    "kill-passphrase-writes": 4,
    "kill-writes": 4,
    "kill-transcribe": 2,
    "kill-worker": 2,
    "kill-window": 2,
    "kill-recorder": 2,
    "kill-both": 2,
    "power-cut": 8,
    "full-disk": 10,
    "kill-backup": 2,
    "kill-restore": 1,
    "salvage-flips": 3,
    "salvage-pages": 3,
}

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def prepared() -> Iterator[tuple[Template, list[Stand]]]:
    with Template() as template, stands(PARALLEL) as ready:
        yield template, ready


@pytest.mark.parametrize("name", SHORT)
def test_nothing_is_lost_and_nothing_missed(name: str, prepared: tuple[Template, list[Stand]]) -> None:
    template, ready = prepared
    done = REGISTRY[name].run(Run(random.Random(f"{SEED} {name}"), SHORT[name], template, ready))
    assert not done.failed, "\n" + line(done)
    if done.skipped:
        pytest.skip(done.skipped)
