"""A vault that an earlier version made goes out and comes in whole, its signed and unsigned notes to the byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.services.container import Services, build_services
from app.services.paths import Places
from app.store.migrations import MIGRATIONS
from tests.demo import CHEAP, PASSPHRASE
from tests.unit.services.leaving.conftest import everything

VAULTS = Path(__file__).parents[3] / "data" / "vaults"


@pytest.mark.parametrize("name", [migration.name for migration in MIGRATIONS if (VAULTS / migration.name).is_dir()])
def test_it_goes_out_and_comes_in(name: str, other: Services, tmp_path: Path) -> None:
    places = Places.below(tmp_path / "earlier")
    shutil.copytree(VAULTS / name, places.vault)
    earlier = build_services(places, CHEAP)
    try:
        earlier.vault.unlock(PASSPHRASE)
        before = everything(earlier)
        assert before["sessions"] and before["turns"] and before["recordings"]
        left = earlier.leaving.export_all(tmp_path)
        assert left.left_out == ()
        other.leaving.import_all(left.folder)
        assert everything(other) == before
        assert other.vault.verify() == []
    finally:
        earlier.close()
