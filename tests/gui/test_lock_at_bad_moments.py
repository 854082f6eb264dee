"""Locks that come while something else is under way: unlocking, storing, stopping."""

from __future__ import annotations

import threading

from app.domain.errors import DiskFull
from app.restart import LockNotice
from tests.gui.fake_services import PASSPHRASE, FakeServices, with_sessions


def test_a_screen_locked_while_the_passphrase_is_tried_locks_at_once(start, monkeypatch):
    services = with_sessions(FakeServices())
    at = start(services)
    at.window.lock()
    at.wait(lambda: at.page() == "unlock" and at.window.ops.pending == 0)
    hold, unlock = threading.Event(), services.vault.unlock

    def slow(passphrase: str) -> None:
        hold.wait(5)
        unlock(passphrase)

    monkeypatch.setattr(services.vault, "unlock", slow)
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.window.lock(somebody_there=False)
    hold.set()
    at.wait(lambda: at.window.ops.pending == 0 and not services.vault.is_open)
    assert at.page() == "unlock"
    monkeypatch.setattr(services.vault, "unlock", unlock)
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait(lambda: at.page() == "sessions")


def test_a_screen_locked_while_a_lock_is_storing_asks_nobody(start, monkeypatch):
    services = with_sessions(FakeServices())
    at = start(services)
    at.click("sessions.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "A-104")
    at.click("newSession.write")
    at.type("newSession.summary", "We spoke of the week.")
    hold = threading.Event()

    def refuse(*_: object) -> None:
        hold.wait(5)
        raise DiskFull

    monkeypatch.setattr(services.notes, "keep_unsent", refuse)
    monkeypatch.setattr(services.records, "set_summary", refuse)
    notices: list[LockNotice] = []
    monkeypatch.setattr(at.window.locker, "_restart", notices.append)
    at.window.lock()
    at.window.lock(somebody_there=False)
    hold.set()
    at.wait(lambda: bool(notices))
    assert notices[0].not_stored and not services.vault.is_open
