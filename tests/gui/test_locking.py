"""Locking: by itself, by hand, from every page, and what is on the screen after it."""

from __future__ import annotations

import threading

import pytest

from app.domain.errors import DiskFull
from app.ui import store_first
from tests.gui.fake_services import CODE, PASSPHRASE, FakeServices, with_sessions
from tests.gui.test_main_job import open_session, record

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


def test_a_recovered_vault_locks_and_another_new_code_is_shown(start):
    services = locked_services()
    at = start(services)
    at.click("unlock.useCode")
    at.type("unlock.code", CODE)
    at.type("unlock.new.passphrase", "another good passphrase")
    at.type("unlock.new.repeat", "another good passphrase")
    at.click("unlock.recover")
    shown = at.wait_for("unlock.newCode").text()
    at.wait(lambda: at.window._idle.watching)
    at.window.lock()
    at.wait(lambda: not services.vault.is_open)
    assert not at.seen("unlock.newCode") and at.window.unlock_page.kit.code.text() == ""
    at.type("unlock.passphrase", "another good passphrase")
    at.click("unlock.open")
    assert at.wait_for("unlock.newCode").text() != shown
    assert services.vault.code == CODE  # the printed one stays good until another is stored
    at.find("unlock.stored").click()
    at.click("unlock.goOn")
    at.wait_page("today")
    at.window.lock()
    at.wait_page("unlock")
    at.type("unlock.passphrase", "another good passphrase")
    at.click("unlock.open")
    at.wait_page("today")


def stuck(at, monkeypatch) -> threading.Event:
    """A vault that does not come to an end with storing what was typed, until the event is set."""
    monkeypatch.setattr(store_first, "PATIENCE_MS", 50)
    open_session(at, "demo")
    at.wait_page("workspace")
    go, save = threading.Event(), at.services.notes.save

    def slow(note):
        go.wait(10)
        return save(note)

    monkeypatch.setattr(at.services.notes, "save", slow)
    at.type("sentence.n3.text", " Really.")
    return go


def test_storing_that_hangs_does_not_keep_the_vault_from_being_locked(start, monkeypatch):
    at = start()
    go = stuck(at, monkeypatch)
    at.window.lock()
    assert at.wait_for("unstored.text").text() == "The last words are not stored yet."
    at.click("unstored.cancel")
    at.wait(lambda: not at.seen("unstored"))
    assert at.page() == "workspace"
    at.window.lock()
    at.click("unstored.go")
    at.wait(lambda: at.page() == "unlock")
    go.set()
    at.wait(lambda: not at.services.vault.is_open)


def test_a_lock_that_was_called_off_does_not_come_later(start, monkeypatch):
    at = start()
    go = stuck(at, monkeypatch)
    at.window.lock()
    at.click("unstored.cancel")
    go.set()
    at.wait(lambda: ("save", "demo") in at.services.calls and at.window.ops.pending == 0)
    assert at.page() == "workspace" and at.services.vault.is_open
    at.click("nav.today")
    at.wait_page("today")


def test_with_nobody_there_the_lock_does_not_wait_for_an_answer(start, monkeypatch):
    at = start()
    go = stuck(at, monkeypatch)
    at.window._idle.watch(MOMENT)
    at.wait(lambda: at.page() == "unlock")
    go.set()
    at.wait(lambda: not at.services.vault.is_open)


def test_closing_asks_before_it_loses_what_could_not_be_stored(start, monkeypatch):
    at = start()
    open_session(at, "demo")
    at.wait_page("workspace")

    def full(_):
        raise DiskFull

    monkeypatch.setattr(at.services.notes, "save", full)
    at.type("sentence.n3.text", " Really.")
    at.window.close()
    assert at.wait_for("unstored.text").isVisible()
    at.click("unstored.cancel")
    assert at.window.isVisible()
    at.window.close()
    at.click("unstored.go")
    at.wait(lambda: not at.window.isVisible())


@pytest.mark.parametrize("answer", ["stop", "goOn"])
def test_closing_during_a_recording_asks_what_is_to_become_of_it(start, answer):
    at = start()
    record(at)
    session = at.services.recording.active
    at.window.close()
    at.click("closing.cancel")
    at.wait(lambda: not at.seen("closing"))
    assert at.window.isVisible() and at.services.recording.active == session
    at.window.close()
    at.click(f"closing.{answer}")
    at.wait(lambda: not at.window.isVisible())
    assert (("stop",) in at.services.calls) == (answer == "stop")
    assert at.services.recording.active == (None if answer == "stop" else session)


def test_what_was_found_cut_off_is_said_after_unlocking(start):
    services = locked_services()
    services.recording.found_cut = ["cut"]
    at = start(services)
    unlock(at)
    at.wait_page("today")
    assert "was interrupted at" in at.find("today.interrupted.text").text()
    assert "everything until then is here" in at.find("today.interrupted.text").text()
    open_session(at, "cut")
    at.click("interrupted.goOn")
    at.wait(lambda: at.page() == "recording" and at.find("recording.state").text() == "Recording")
    assert services.recording.active == "cut"
