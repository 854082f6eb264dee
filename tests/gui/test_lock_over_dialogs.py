"""A lock while a dialog or a menu is open: by the key, and by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from app.ui import files
from tests.gui.conftest import Driver
from tests.gui.test_correcting import open_menu
from tests.gui.test_kept_text import unlock
from tests.gui.test_locking import MOMENT
from tests.gui.test_main_job import open_session
from tests.gui.test_workspace import workspace


def by_key(at: Driver) -> None:
    front = QApplication.activeWindow()
    assert front is not None
    at.bot.keyClick(front.focusWidget() or front, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def by_itself(at: Driver) -> None:
    at.window._idle.watch(MOMENT)


WAYS: tuple[Callable[[Driver], None], ...] = (by_key, by_itself)


def in_front(at: Driver, name: str) -> QDialog:
    """The dialog, once the keys go to it."""
    dialog: QDialog = at.wait_for(name)
    at.wait(lambda: QApplication.activeWindow() is dialog)
    return dialog


def locked(at: Driver) -> None:
    at.wait(lambda: at.page() == "unlock" and not at.services.vault.is_open and at.window.ops.pending == 0)
    assert not [d for d in at.window.findChildren(QDialog) if d.isVisible()]
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("way", WAYS)
def test_words_in_a_dialog_are_stored_and_it_is_closed(start: Any, way: Callable[[Driver], None]) -> None:
    at = workspace(start, "signed")
    at.click("workspace.addendum")
    in_front(at, "addendum")
    at.type("addendum.text", "Called the client on Tuesday.")
    way(at)
    locked(at)
    unlock(at)
    open_session(at, "signed")
    at.wait_page("workspace")
    at.click("workspace.addendum")
    assert at.find("addendum.text").toPlainText() == "Called the client on Tuesday."


@pytest.mark.parametrize("way", WAYS)
def test_a_dialog_that_waits_for_an_answer_does_not_stay_either(
    start: Any, monkeypatch: pytest.MonkeyPatch, way: Callable[[Driver], None]
) -> None:
    at = workspace(start)
    go = threading.Event()
    monkeypatch.setattr(at.services.deletion, "destroy_recording", lambda _: go.wait(10))
    held = at.services.deletion.holdings("demo")
    at.window.workspace_page.deleting.destroy(held)
    dialog = in_front(at, "destroy")
    at.click("destroy.ok")
    at.wait(lambda: not dialog.ok.isEnabled())
    way(at)
    at.wait(lambda: at.page() == "unlock" and not at.seen("destroy"))
    go.set()
    locked(at)


@pytest.mark.parametrize("way", WAYS)
def test_a_question_over_a_recording_gives_way(start: Any, way: Callable[[Driver], None]) -> None:
    at = start()
    open_session(at, "cut")
    in_front(at, "interrupted")
    way(at)
    locked(at)


def test_the_dialog_for_a_file_is_left(start: Any) -> None:
    at = start()

    def press() -> None:  # the dialog has an event loop of its own, in which the test does not go on
        if isinstance(QApplication.activeWindow(), QDialog):
            by_key(at)
        else:
            QTimer.singleShot(10, press)

    QTimer.singleShot(0, press)
    assert files.ask_open(at.window, "Import", "*.wav") is None
    locked(at)


def by_key_in_a_popup(at: Driver) -> None:
    popup = QApplication.activePopupWidget()
    assert popup is not None
    at.bot.keyClick(popup.focusWidget() or popup, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


POPUP_WAYS: tuple[Callable[[Driver], None], ...] = (by_key_in_a_popup, by_itself)


@pytest.mark.parametrize("way", POPUP_WAYS)
def test_an_open_menu_does_not_stay_over_the_lock_screen(start: Any, way: Callable[[Driver], None]) -> None:
    at = workspace(start)
    at.click("workspace.more")
    at.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    way(at)
    locked(at)


@pytest.mark.parametrize("way", POPUP_WAYS)
def test_the_menu_of_a_turn_does_not_stay_either(start: Any, way: Callable[[Driver], None]) -> None:
    at = workspace(start)
    open_menu(at, 1)
    at.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    way(at)
    locked(at)


@pytest.mark.parametrize("way", POPUP_WAYS)
def test_a_list_of_clients_does_not_stay_over_the_lock_screen(start: Any, way: Callable[[Driver], None]) -> None:
    at = start()
    at.click("today.new")
    at.wait_page("newSession")
    at.find("newSession.client").showPopup()
    at.wait(lambda: QApplication.activePopupWidget() is not None)
    way(at)
    locked(at)
