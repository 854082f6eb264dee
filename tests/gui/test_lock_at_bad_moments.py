"""Locks that come while something else is under way: unlocking, storing, stopping."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from app.domain.errors import DiskFull
from app.restart import LockNotice
from app.ui import locking
from tests.gui.conftest import Driver
from tests.gui.fake_services import PASSPHRASE, FakeServices, with_sessions
from tests.gui.test_lock_and_restart import Ended, after, done
from tests.gui.test_main_job import open_session


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
    at.wait(lambda: at.page() == "today")


def test_a_screen_locked_while_a_lock_is_storing_asks_nobody(start, monkeypatch):
    services = with_sessions(FakeServices())
    at = start(services)
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "A-104")
    at.click("newSession.write")
    at.wait_page("writing")
    at.type("writing.text", "We spoke of the week.")
    hold = threading.Event()

    def refuse(*_: object) -> None:
        hold.wait(5)
        raise DiskFull

    monkeypatch.setattr(services.written, "keep", refuse)
    notices: list[LockNotice] = []
    monkeypatch.setattr(at.window.locker, "_restart", notices.append)
    at.window.lock()
    at.window.lock(somebody_there=False)
    hold.set()
    at.wait(lambda: bool(notices))
    assert notices[0].not_stored and not services.vault.is_open


class SlowStart:
    """A recorder that takes its time to start, as one does whose microphone is just being plugged in."""

    def __init__(self, at: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        recording, lock, start = at.services.recording, at.services.vault.lock, at.services.recording.start

        def slow(*arguments: Any, **more: Any) -> None:
            recording.starting = True
            self.go.wait(20)
            recording.starting = False
            start(*arguments, **more)
            if not at.services.vault.is_open:
                leave()

        def leave() -> None:
            recording.left_running, recording.active = recording.active is not None, None

        def locking_leaves_it() -> None:
            leave()
            lock()

        monkeypatch.setattr(recording, "start", slow)
        monkeypatch.setattr(at.services.vault, "lock", locking_leaves_it)


def new_recording(at: Driver) -> None:
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "A-104")
    at.find("newSession.consent").click()
    at.click("newSession.record")


def gone_on_with(at: Driver) -> None:
    open_session(at, "cut")
    at.click("interrupted.goOn")


WAYS = (new_recording, gone_on_with)
GOES_ON = "The recording goes on while Sotto is locked."


@pytest.mark.parametrize("way", WAYS)
def test_the_lock_screen_says_that_a_recording_goes_on_that_was_just_starting(
    start: Any, monkeypatch: pytest.MonkeyPatch, way: Callable[[Driver], None]
) -> None:
    at = start()
    slow = SlowStart(at, monkeypatch)
    way(at)
    at.wait(lambda: at.services.recording.starting)
    at.window.lock()
    at.wait(lambda: at.page() == "unlock")
    slow.go.set()
    at.wait(lambda: at.seen("unlock.recording") and not at.services.vault.is_open)
    assert at.find("unlock.recording.text").text() == GOES_ON


@pytest.mark.parametrize("way", WAYS)
def test_and_so_does_the_next_process(
    start: Any, monkeypatch: pytest.MonkeyPatch, qtbot: Any, way: Callable[[Driver], None]
) -> None:
    at = start()
    ended, slow = Ended(at, monkeypatch), SlowStart(at, monkeypatch)
    way(at)
    at.wait(lambda: at.services.recording.starting)
    at.window.lock()
    slow.go.set()
    assert ended.notice().recording
    next_ = after(qtbot, at.services, ended.notice())
    assert next_.find("unlock.recording.text").text() == GOES_ON
    done(next_)


def test_where_it_is_not_known_what_came_of_it_that_is_said(
    start: Any, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    at = start()
    ended, slow = Ended(at, monkeypatch), SlowStart(at, monkeypatch)
    monkeypatch.setattr(locking, "RECORDER_MS", 50)
    gone_on_with(at)
    at.wait(lambda: at.services.recording.starting)
    at.window.lock()
    notice = ended.notice()
    assert notice.starting and not notice.recording
    slow.go.set()
    next_ = after(qtbot, at.services, notice)
    assert "if the microphone answered, it goes on" in next_.find("unlock.recording.text").text()
    done(next_)
