"""The card about the ways into the vault, and its dialogs."""

from __future__ import annotations

import pytest

from app.ui import files
from tests.gui.fake_services import CODE, PASSPHRASE

NEW = "another good passphrase"


@pytest.fixture
def at(start):
    made = start()
    made.services.vault.is_open = True
    made.click("nav.settings")
    made.wait_page("settings")
    return made


def notice(at) -> str:
    at.wait(lambda: at.seen("settings.keysNotice"))
    return at.find("settings.keysNotice.text").text()


def press(at, name: str) -> None:
    """Scrolled into sight, as a clinician would have it before clicking."""
    at.find(name).click()


def test_another_passphrase(at):
    press(at, "settings.changePassphrase")
    assert not at.find("change.ok").isEnabled()
    at.type("change.old", "not the passphrase")
    at.type("change.passphrase", NEW)
    at.type("change.repeat", NEW)
    at.click("change.ok")
    at.wait(lambda: at.seen("change.error"))
    assert at.services.vault.passphrase == PASSPHRASE
    at.services.vault.wait = 8
    at.click("change.ok")
    at.wait(lambda: "8 s" in at.find("change.error.text").text())
    at.services.vault.wait = 0
    at.find("change.old").clear()
    assert not at.find("change.ok").isEnabled()
    at.type("change.old", PASSPHRASE)
    at.click("change.ok")
    assert notice(at) == "The passphrase is changed."
    assert at.services.vault.passphrase == NEW


def test_a_new_kit_needs_the_passphrase_and_replaces_the_old_one_at_the_end(at, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ask_save", lambda *_: tmp_path / "kit.pdf")
    press(at, "settings.newKit")
    at.type("kit.old", PASSPHRASE)
    at.click("kit.ok")
    shown = at.wait_for("kit.code").text().replace("\n", "").replace(" ", "")
    assert at.services.vault.code == CODE and not at.find("kit.ok").isEnabled()
    at.click("kit.save")
    at.wait((tmp_path / "kit.pdf").exists)
    at.find("kit.stored").click()
    at.click("kit.ok")
    assert "in force" in notice(at)
    assert at.services.vault.code.replace("-", "") == shown != CODE.replace("-", "")


def test_a_new_kit_that_was_called_off_leaves_the_old_one(at):
    press(at, "settings.newKit")
    at.type("kit.old", PASSPHRASE)
    at.click("kit.ok")
    at.wait_for("kit.code")
    at.click("kit.cancel")
    at.wait(lambda: not at.seen("kit"))
    assert at.services.vault.code == CODE


def test_the_keychain_is_off_says_what_it_weakens_and_needs_the_passphrase(at):
    at.wait(lambda: "without the passphrase" in at.find("settings.keychainText").text())
    box = at.find("settings.keychain")
    assert not box.isChecked()
    press(at, "settings.keychain")
    at.click("keychain.cancel")
    at.wait(lambda: not at.find("settings.keychain").isChecked())
    press(at, "settings.keychain")
    at.type("keychain.old", PASSPHRASE)
    at.click("keychain.ok")
    at.wait(lambda: at.services.vault.keychain_is_on() and box.isChecked() and at.window.ops.pending == 0)
    press(at, "settings.keychain")
    at.wait(lambda: not at.services.vault.keychain_is_on())
    at.wait(lambda: notice(at) == "The keychain no longer opens the vault.")


def test_a_computer_without_a_keychain_says_so(start):
    made = start()
    made.services.vault.keychain.clear()
    made.click("nav.settings")
    made.wait(lambda: "no keychain" in made.find("settings.keychainText").text())
    assert not made.find("settings.keychain").isEnabled()


def test_a_kit_that_is_not_stored_is_said(start):
    made = start()
    made.services.vault.pending = True
    made.click("nav.settings")
    made.wait(lambda: made.seen("settings.keysNotice"))
    assert "not stored yet" in notice(made)
