"""What the tests of downloads, folders, packs and removal get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub import Hub
from tests.unit.services.installing.shelf import Shelf, make_shelf
from tests.unit.services.installing.small_models import hub_files, small_entry
from tests.unit.services.installing.trying import Try


@pytest.fixture(autouse=True)
def _no_proxy_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Two small models that are not installed, and an empty stick."""
    return make_shelf(tmp_path)


@pytest.fixture
def tried(tmp_path: Path) -> Iterator[Try]:
    """A small model that a hub on this computer gives out, and that is not there yet."""
    entry = small_entry()
    with Hub(hub_files(entry)) as hub:
        yield Try(hub, tmp_path / "models", entry)
