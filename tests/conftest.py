"""What every test gets: offline switches, an offscreen Qt, and failure on any logged warning."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.offline import go_offline

go_offline()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _no_logged_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it says that it expects one.

    A test that expects some calls `caplog.clear()` after it has checked them.
    """
    yield
    logged = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not logged, [f"{record.name}: {record.getMessage()}" for record in logged]
