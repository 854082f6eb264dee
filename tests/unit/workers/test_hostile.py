"""What a worker answers that was taken over: it is not to be trusted, and the window goes on."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.errors import WorkerCrashed
from app.workers import protocol as p
from app.workers.host import WorkerHost
from tests.unit.workers import hostile


@pytest.mark.parametrize("serve", [hostile.nested, hostile.no_text, hostile.something_else])
def test_an_answer_that_cannot_be_read_is_the_worker_s_end(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.workers.host.serve", serve)
    host = WorkerHost("note worker")
    try:
        with pytest.raises(WorkerCrashed):
            host.call(p.CountTokens("a"), p.Answered)
        assert host.pid is None
    finally:
        host.stop()
