"""The doors of the vault on the screen: waiting after wrong tries, the recovery kit, the keychain, the folder."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.errors import DiskFull, NetworkFolder, SyncedFolder
from app.ui import files
from tests.gui.fake_services import CODE, PASSPHRASE, FakeServices, with_sessions


def locked(**state) -> FakeServices:
    services = with_sessions(FakeServices())
    services.vault.is_open = False
    for name, value in state.items():
        setattr(services.vault, name, value)
    return services


def pass_seconds(at, count: int) -> None:
    """The page's clock, without waiting for it."""
    for _ in range(count):
        at.window.unlock_page._second.timeout.emit()


def test_after_wrong_tries_the_page_counts_down_and_then_opens(start):
    services = locked()
    at = start(services)
    at.window.unlock_page._second.setInterval(1_000_000)  # the test itself says when a second is over
    at.type("unlock.passphrase", "not the passphrase")
    services.vault.check_passphrase, right = (lambda _: wrong(services)), services.vault.check_passphrase
    at.click("unlock.open")
    at.wait(lambda: at.seen("unlock.wait"))
    assert "did not open" in at.find("unlock.error.text").text()
    assert at.find("unlock.wait").text() == "The next try is possible in 4 s."
    services.vault.check_passphrase, services.vault.wait = right, 0
    at.find("unlock.passphrase").clear()
    at.type("unlock.passphrase", PASSPHRASE)
    assert not at.find("unlock.open").isEnabled()
    at.bot.keyClick(at.find("unlock.passphrase"), Qt.Key.Key_Return)
    at.wait(lambda: at.window.ops.pending == 0)
    assert at.page() == "unlock" and not services.vault.is_open
    pass_seconds(at, 3)
    assert at.find("unlock.wait").text() == "The next try is possible in 1 s."
    pass_seconds(at, 1)
    assert not at.seen("unlock.wait")
    at.click("unlock.open")
    at.wait_page("today")


def wrong(services) -> None:
    from app.domain.errors import UnlockFailed

    services.vault.wait = 4
    raise UnlockFailed


def test_a_try_before_its_time_says_how_long(start):
    services = locked()
    at = start(services)
    services.vault.wait = 60
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait(lambda: at.seen("unlock.wait"))
    assert at.find("unlock.wait").text() == "The next try is possible in 60 s."
    assert not at.seen("unlock.error")


def test_the_wait_is_shown_as_soon_as_the_page_is(start):
    at = start(locked(wait=30))
    at.wait(lambda: at.seen("unlock.wait"))
    at.click("unlock.useCode")
    at.type("unlock.code", CODE)
    at.type("unlock.new.passphrase", "another good passphrase")
    at.type("unlock.new.repeat", "another good passphrase")
    assert at.seen("unlock.wait") and not at.find("unlock.recover").isEnabled()


def test_a_kit_that_was_never_stored_is_asked_about_until_it_is(start, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ask_save", lambda *_: tmp_path / "kit.pdf")
    services = locked(pending=True)
    at = start(services)
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    first = at.wait_for("unlock.newCode").text()
    at.click("unlock.later")
    at.wait_page("today")
    assert services.vault.pending and services.vault.code == CODE
    at.window.lock()
    at.wait_page("unlock")
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    second = at.wait_for("unlock.newCode").text()
    assert second != first
    at.click("unlock.saveKit")
    at.wait((tmp_path / "kit.pdf").exists)
    assert not at.find("unlock.goOn").isEnabled()
    at.find("unlock.stored").click()
    at.click("unlock.goOn")
    at.wait_page("today")
    assert services.vault.code.replace("-", "") == second.replace("\n", "").replace(" ", "")
    assert not services.vault.pending


def test_the_keychain_is_offered_only_where_it_was_turned_on(start):
    at = start(locked())
    assert not at.seen("unlock.keychain")
    at.close()
    services = locked(keychain={"on", "available"})
    at = start(services)
    at.click("unlock.keychain")
    at.wait_page("today")


def test_a_keychain_that_refuses_leads_back_to_the_passphrase(start):
    at = start(locked(keychain={"on"}))
    at.click("unlock.keychain")
    at.wait(lambda: at.seen("unlock.error"))
    assert "keychain" in at.find("unlock.error.text").text()
    assert "passphrase" in at.find("unlock.error.text").text()
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("today")


def test_a_keychain_that_does_not_answer_leaves_the_passphrase(start):
    services = locked(keychain={"on", "available"})
    answered = threading.Event()
    services.vault.unlock_with_keychain = lambda: answered.wait(10)
    at = start(services)
    at.click("unlock.keychain")
    assert not at.find("unlock.keychain").isEnabled()
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait(lambda: at.page() == "today")
    answered.set()
    at.wait_page("today")


def test_a_synchronised_folder_is_told_of_before_the_passphrase_is_asked_for(start, tmp_path, monkeypatch):
    services = locked(folder_wrong=SyncedFolder("Dropbox"))
    at = start(services)
    assert "Dropbox" in at.wait_for("unlock.folderText").text()
    assert not at.seen("unlock.passphrase")
    monkeypatch.setattr(files, "ask_folder", lambda *_: None)
    at.click("unlock.chooseFolder")
    assert at.seen("unlock.folderText")
    monkeypatch.setattr(files, "ask_folder", lambda *_: tmp_path)
    at.click("unlock.chooseFolder")
    at.wait(lambda: at.seen("unlock.passphrase"))
    assert services.vault.folder == tmp_path


def test_a_new_vault_waits_for_another_folder_or_a_deliberate_yes(start):
    services = FakeServices(vault_there=False)
    services.vault.folder_wrong = NetworkFolder()
    at = start(services)
    assert "another computer" in at.wait_for("firstRun.folderText").text()
    assert not at.seen("firstRun.passphrase") and not at.find("firstRun.next").isEnabled()
    at.click("firstRun.acceptFolder")
    at.type("firstRun.passphrase", PASSPHRASE)
    at.type("firstRun.repeat", PASSPHRASE)
    at.click("firstRun.next")
    at.wait_for("firstRun.code")
    assert ("accept_folder",) in services.calls


def test_going_on_from_the_first_kit_says_that_it_is_stored(start):
    services = FakeServices(vault_there=False)
    at = start(services)
    at.type("firstRun.passphrase", PASSPHRASE)
    at.type("firstRun.repeat", PASSPHRASE)
    at.click("firstRun.next")
    at.wait_for("firstRun.code")
    assert services.vault.pending
    at.find("firstRun.stored").click()
    at.click("firstRun.next")
    at.wait(lambda: at.seen("firstRun.microphone"))
    assert not services.vault.pending


# ---- a lock while a new code is shown -------------------------------------------------------------


def unlocked(at) -> None:
    at.wait(lambda: at.page() == "unlock" and not at.services.vault.is_open and at.window.ops.pending == 0)
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")


def shown_nowhere(at, code: str) -> bool:
    plain = code.replace("\n", "").replace(" ", "")
    texts = [w.text() for w in at.window.findChildren(QLabel)] + [
        w.accessibleName() for w in at.window.findChildren(QLabel)
    ]
    return not any(plain in text.replace("\n", "").replace(" ", "") for text in texts)


def test_a_code_that_was_on_the_screen_at_a_lock_is_said_to_be_void(start):
    services = locked(pending=True)
    at = start(services)
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    first = at.wait_for("unlock.newCode").text()
    assert "opens nothing" not in at.find("unlock.whichCode").text()
    at.window.lock(somebody_there=False)
    unlocked(at)
    assert at.wait_for("unlock.newCode").text() != first and shown_nowhere(at, first)
    assert "locked opens nothing" in at.find("unlock.whichCode").text()
    assert "in force before both stays good" in at.find("unlock.whichCode").text()
    at.find("unlock.stored").click()
    at.click("unlock.goOn")
    at.wait_page("today")
    assert not at.seen("today.voidCode") and not services.vault.void


def test_a_code_that_was_put_off_by_hand_is_not_spoken_of_again(start):
    services = locked(pending=True)
    at = start(services)
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.click("unlock.later")
    at.wait_page("today")
    assert not at.seen("today.voidCode") and not services.vault.void
    at.window.lock()
    unlocked(at)
    at.wait_for("unlock.newCode")
    assert "opens nothing" not in at.find("unlock.whichCode").text()


def test_a_code_that_could_not_be_put_off_is_said_and_keeps_nobody_out(start, monkeypatch):
    services = locked(pending=True)
    at = start(services)
    unlocked(at)
    at.wait_for("unlock.newCode")

    def full() -> None:
        raise DiskFull

    monkeypatch.setattr(services.vault, "recovery_put_off", full)
    at.click("unlock.later")
    at.wait(lambda: at.page() == "today" and at.seen("error.close"))
    at.click("error.close")
    at.wait_page("today")


def test_a_new_kit_that_a_lock_closed_is_said_to_be_void_and_the_old_one_in_force(start):
    at = start(locked())
    unlocked(at)
    at.wait_page("today")
    at.click("nav.settings")
    at.wait_page("settings")
    at.find("settings.newKit").click()
    at.type("kit.old", PASSPHRASE)
    at.click("kit.ok")
    code = at.wait_for("kit.code").text()
    at.window.lock(somebody_there=False)
    at.wait(lambda: not at.seen("kit"))
    unlocked(at)
    at.wait_page("today")
    said = at.find("today.voidCode.text").text()
    assert "opens nothing" in said and "that you had before is the one in force" in said
    assert shown_nowhere(at, code) and at.services.vault.code == CODE
    at.click("today.voidCode.action")
    at.wait(lambda: not at.seen("today.voidCode") and not at.services.vault.void)
    at.window.lock()
    unlocked(at)
    at.wait_page("today")
    assert not at.seen("today.voidCode")


def test_the_first_code_does_not_stay_on_the_screen_either(start):
    services = FakeServices(vault_there=False)
    at = start(services)
    at.type("firstRun.passphrase", PASSPHRASE)
    at.type("firstRun.repeat", PASSPHRASE)
    at.click("firstRun.next")
    code = at.wait_for("firstRun.code").text()
    at.window.session_lock.locked.emit()
    unlocked(at)
    assert at.wait_for("unlock.newCode").text() != code and shown_nowhere(at, code)
    assert "before stays good" in at.find("unlock.whichCode").text(), "the first one is in force until then"
    assert services.vault.code == CODE


def test_a_lock_in_the_first_run_keeps_the_name_that_was_typed(start):
    services = FakeServices(vault_there=False)
    at = start(services)
    at.type("firstRun.passphrase", PASSPHRASE)
    at.type("firstRun.repeat", PASSPHRASE)
    at.click("firstRun.next")
    at.wait_for("firstRun.code")
    at.find("firstRun.stored").click()
    at.wait(lambda: at.window.ops.pending == 0)
    while not at.seen("firstRun.name"):
        at.click("firstRun.next")
        at.wait(lambda: at.window.ops.pending == 0)
    at.find("firstRun.name").clear()
    at.type("firstRun.name", "Ines Varga")
    at.window.lock()
    unlocked(at)
    at.wait_page("firstRun")
    assert services.state.profile.name == "Ines Varga"
    assert at.find("firstRun.name").text() == "Ines Varga", "it goes on where it was left"
