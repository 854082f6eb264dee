"""A lock or the end before what stood behind the lock was found: the work that waits in the vault stays there."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from app.domain.work import WorkPlan
from tests.gui.fake_services import PASSPHRASE
from tests.gui.test_locking import locked_services


@pytest.mark.parametrize("way", ["lock", "close"])
def test_while_recordings_are_looked_for(start: Any, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    services = locked_services()
    services.state.pending = [WorkPlan("rec")]
    at = start(services)
    go, recover = threading.Event(), services.recording.recover
    monkeypatch.setattr(services.recording, "recover", lambda: (go.wait(10), recover())[1])
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait(lambda: services.vault.is_open and at.window.unlock_page.open.text() == "Unlock")
    at.window.lock() if way == "lock" else at.window.close()
    at.bot.wait(50)
    go.set()
    if way == "lock":
        at.wait(lambda: not services.vault.is_open and at.window.ops.pending == 0)
        assert at.page() == "unlock", "what was found late shows no page over the lock"
    else:
        at.wait(lambda: not at.window.isVisible())
    assert services.state.pending == [WorkPlan("rec")]


def test_while_a_new_recovery_code_is_shown(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    services = locked_services()
    services.state.pending = [WorkPlan("rec")]
    services.vault.pending = True
    at = start(services)
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_for("unlock.newCode")
    at.window.lock(somebody_there=False)
    at.wait(lambda: not services.vault.is_open and at.window.ops.pending == 0)
    assert services.state.pending == [WorkPlan("rec")]
