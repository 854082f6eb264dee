"""Words that could not be stored, wherever they were typed: asked about before they are lost, and told of after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.errors import DiskFull
from app.ui.store_first import StoreFirst
from tests.gui.conftest import Driver
from tests.gui.test_lock_and_restart import Ended
from tests.gui.test_workspace import workspace


def full(*_: object) -> None:
    raise DiskFull


def correct(at: Driver, text: str) -> None:
    view = at.find("transcript.list")
    index = view.turns.index(0)
    view.setCurrentIndex(index)
    view.edit(index)
    at.bot.keyClicks(at.find("transcript.editor"), text)


def correction(start: Any, patch: pytest.MonkeyPatch) -> Driver:
    at = workspace(start)
    patch.setattr(at.services.corrections, "edit_turn", full)
    correct(at, " Really.")
    return at


def words_of_a_session(start: Any, patch: pytest.MonkeyPatch) -> Driver:
    at = start()
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "A-104")
    at.click("newSession.write")
    at.wait_page("writing")
    at.type("writing.text", "We spoke of the week.")
    patch.setattr(at.services.written, "keep", full)
    return at


def addendum(start: Any, patch: pytest.MonkeyPatch) -> Driver:
    at = workspace(start, "signed")
    at.click("workspace.addendum")
    at.type("addendum.text", "Called the client on Tuesday.")
    patch.setattr(at.services.notes, "keep_unsent", full)
    return at


def name(start: Any, patch: pytest.MonkeyPatch) -> Driver:
    at = start()
    at.window.show_settings()
    at.wait_page("settings")
    patch.setattr(at.services.records, "save_profile", full)
    at.type("settings.name", " PhD")
    return at


PLACES = (correction, words_of_a_session, addendum, name)


@pytest.mark.parametrize("place", PLACES)
def test_a_lock_asks_and_with_nobody_there_it_is_told_of(
    start: Any, monkeypatch: pytest.MonkeyPatch, place: Callable[[Any, pytest.MonkeyPatch], Driver]
) -> None:
    at = place(start, monkeypatch)
    ended = Ended(at, monkeypatch)
    at.window.lock()
    at.click("unstored.cancel")
    at.wait(lambda: not at.window.locker.busy)
    assert ended.notices == [] and at.services.vault.is_open
    at.window.lock(somebody_there=False)
    assert ended.notice().not_stored


@pytest.mark.parametrize("place", PLACES)
def test_closing_asks(
    start: Any, monkeypatch: pytest.MonkeyPatch, place: Callable[[Any, pytest.MonkeyPatch], Driver]
) -> None:
    at = place(start, monkeypatch)
    at.window.close()
    at.click("unstored.cancel")
    assert at.window.isVisible()


def test_a_correction_is_tried_again_and_then_nothing_is_asked(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        at = correction(start, patch)
        Ended(at, patch)
        at.window.lock()
        at.click("unstored.cancel")
        at.wait(lambda: at.window.ops.pending == 0)
    ended = Ended(at, monkeypatch)
    at.window.lock()
    assert not ended.notice().not_stored
    assert at.services.state.transcripts["demo"].turns[0].text.endswith("Really.")


def test_an_addendum_that_could_not_be_kept_is_offered_again(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        at = addendum(start, patch)
        Ended(at, patch)
        at.window.lock()
        at.click("unstored.cancel")
        at.wait(lambda: at.window.ops.pending == 0)
        if at.seen("error.close"):
            at.click("error.close")
    at.click("workspace.addendum")
    assert at.find("addendum.text").toPlainText() == "Called the client on Tuesday."


def test_a_checks_answer_that_comes_while_the_note_is_stored_is_stored_before_closing(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    tries, went = [], []

    class Held:
        """Its words are stored at the first try; a check answers just then, and the second try stores that."""

        @property
        def unsaved(self) -> bool:
            return len(tries) < 2

        def put_by(self, done) -> None:
            tries.append(1)
            done()

    held = Held()
    StoreFirst(window, lambda: went.append("asked")).close(held, lambda: went.append("closed"), lambda: held.unsaved)
    assert went == ["closed"] and len(tries) == 2
