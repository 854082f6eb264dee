"""A vault with the cheapest legal key derivation."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.vault import KdfCost, Vault

CHEAP = KdfCost(memory_kib=64 * 1024, time=1, parallelism=1)
PASSPHRASE = "umbrella giraffe window"


@dataclass
class Made:
    """A closed vault and how to get in."""

    folder: Path
    code: str


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made") / "vault"
    vault, code = Vault.create(folder, PASSPHRASE, cost=CHEAP)
    vault.close()
    return Made(folder, code)


@pytest.fixture
def made(tmp_path: Path, _template: Made) -> Made:
    """A vault of the test's own; copied, since making one costs two key derivations."""
    shutil.copytree(_template.folder, tmp_path / "vault")
    return Made(tmp_path / "vault", _template.code)
