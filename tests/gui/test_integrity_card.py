"""The check of the vault in the settings: what it says, the printed page, and taking note."""

from __future__ import annotations

from collections.abc import Callable

from tests.gui.conftest import Driver
from tests.gui.fake_services import FakeServices, with_sessions

Start = Callable[..., Driver]


def test_problems_are_listed_and_can_be_taken_note_of(start: Start) -> None:
    services = with_sessions(FakeServices())
    services.vault.problems = ["The database is older than it was: what was stored last is missing from it."]
    services.integrity.found = ["The database is older than it was."]
    at = start(services)
    at.wait(lambda: "older than it was" in at.find("today.damage.text").text())
    at.click("today.damage.action")
    at.wait_page("settings")
    at.wait(lambda: "128 · 3f9a" in at.find("settings.auditHead").text())
    at.type("settings.printedHead", "127 · aaaa bbbb cccc")
    at.click("settings.verify")
    at.wait(lambda: "older than it was" in at.find("settings.verifyResult.text").text())
    assert ("verify", "127 · aaaa bbbb cccc") in services.calls
    at.click("settings.verifyResult.action")
    at.wait(lambda: "Noted in the audit trail" in at.find("settings.verifyResult.text").text())
    assert services.vault.problems == []
    at.click("settings.verify")
    at.wait(lambda: "nothing was changed" in at.find("settings.verifyResult.text").text())
    at.click("nav.today")
    at.wait_page("today")
    assert not at.seen("today.damage")
