"""What the tests of folders, packs and removal get."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.services.installing.shelf import Shelf, make_shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Two small models that are not installed, and an empty stick."""
    return make_shelf(tmp_path)
