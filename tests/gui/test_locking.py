"""Locking: by itself, by hand, from every page, and what is on the screen after it."""

from __future__ import annotations

from tests.gui.fake_services import CODE, PASSPHRASE, FakeServices, with_sessions

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


def test_a_recovered_vault_locks_and_its_new_code_is_shown_again(start):
    services = locked_services()
    at = start(services)
    at.click("unlock.useCode")
    at.type("unlock.code", CODE)
    at.type("unlock.new.passphrase", "another good passphrase")
    at.type("unlock.new.repeat", "another good passphrase")
    at.click("unlock.recover")
    shown = at.wait_for("unlock.newCode").text()
    at.wait(at.window._idle._timer.isActive)
    at.window.lock()
    at.wait(lambda: not services.vault.is_open)
    assert not at.seen("unlock.newCode") and at.window.unlock_page.kit.code.text() == ""
    at.type("unlock.passphrase", "another good passphrase")
    at.click("unlock.open")
    assert at.wait_for("unlock.newCode").text() == shown
    at.find("unlock.stored").click()
    at.click("unlock.goOn")
    at.wait_page("sessions")
    at.window.lock()
    at.wait_page("unlock")
    at.type("unlock.passphrase", "another good passphrase")
    at.click("unlock.open")
    at.wait_page("sessions")
