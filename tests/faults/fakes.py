"""Services whose workers are fakes: see `fake_worker.py`, which must import as little as the real one."""

from __future__ import annotations

from typing import Any

from app.services import following
from app.services.container import Services
from app.workers import host, streams
from app.workers.protocol import LoadModel
from tests.faults import fake_worker


def with_fakes(services: Services) -> Services:
    """The same services with fake engines in the real worker process, one block a second of sound."""
    host.serve = fake_worker.serve
    following.LISTEN_SECONDS = following.BATCH_SECONDS = following.FOLLOW_SECONDS = streams.PIECE_SECONDS = 1.0
    services.models.load_request = _fake_request  # type: ignore[method-assign]
    services.models.entry = lambda task: None  # type: ignore[method-assign]
    return services


def _fake_request(task: Any) -> LoadModel:
    return LoadModel(task, "/nowhere", {})
