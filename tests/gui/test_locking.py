"""Locking: by itself, by hand, from every page, and what is on the screen after it."""

from __future__ import annotations

from tests.gui.fake_services import PASSPHRASE, FakeServices, with_sessions

MOMENT = 0.0005
"""Minutes without a touch that pass at once."""


def locked_services() -> FakeServices:
    """Sessions in a vault that is locked, as after an ordinary start."""
    services = with_sessions(FakeServices())
    services.vault.is_open = False
    return services


def unlock(at) -> None:
    """Through the unlock page, as a clinician would."""
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")


def test_an_ordinary_start_locks_by_itself(start):
    services = locked_services()
    services.preferences.values["idle_minutes"] = MOMENT
    at = start(services)
    unlock(at)
    at.wait(lambda: ("lock",) in services.calls)
    at.wait_page("unlock")
    assert not services.vault.is_open
    unlock(at)
    at.wait(lambda: services.calls.count(("lock",)) == 2)
