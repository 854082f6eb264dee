"""Real engines with the demo models, in their worker processes, loaded once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.workers.host import WorkerHost
from tests.demo import load_request


@pytest.fixture(scope="package")
def speech() -> Iterator[WorkerHost]:
    """The speech worker with Whisper and pyannote."""
    host = WorkerHost("speech worker")
    host.load(load_request("speech"))
    host.load(load_request("speakers"))
    yield host
    host.stop()


@pytest.fixture(scope="package")
def language() -> Iterator[WorkerHost]:
    """The language worker with sentence vectors and the note model."""
    host = WorkerHost("note worker")
    host.load(load_request("embedding"))
    host.load(load_request("note"))
    yield host
    host.stop()
