"""Deleting from the list and from the workspace: reachable by keyboard, never by accident."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu

from app.domain.errors import DeletionUnfinished, SessionBusy
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_main_job import open_session
from tests.gui.test_workspace import workspace


def choose(at, name):
    """An entry of the open menu, by keyboard as far as Qt lets a test go."""
    at.wait(lambda: bool(at.window.findChildren(QMenu, "deleting.menu")))
    menu = at.window.findChild(QMenu, "deleting.menu")
    action = menu.findChild(QAction, f"deleting.{name}")
    menu.setActiveAction(action)
    at.bot.keyClick(menu, Qt.Key.Key_Return)
    at.wait(lambda: at.window.ops.pending == 0)


def listed(start, session_id, services=None):
    """The list, with a session chosen by keyboard and its menu open."""
    at = start(services or with_sessions(FakeServices()))
    at.wait_page("today")
    shown = at.window.today_page.list
    index = shown.sessions.index(shown.sessions.row_of(session_id), 0)
    shown.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    at.click("today.more")
    return at


def texts(at, dialog):
    return " ".join(p.text() for p in at.find(dialog).findChildren(QLabel))


def test_a_recording_is_destroyed_and_the_screen_says_what_stays(start):
    at = workspace(start)
    at.services.deletion.sound_in_backup = datetime(2026, 5, 3, 10, tzinfo=UTC)
    at.click("workspace.more")
    choose(at, "destroy")
    said = texts(at, "destroy")
    assert "The transcript, the note and the session stay" in said and "3 May" in said and "whole disk" in said
    at.click("destroy.ok")
    at.wait(lambda: not at.seen("destroy") and at.window.ops.pending == 0)
    assert ("destroy", "demo") in at.services.calls
    at.wait(lambda: "Recording destroyed" in at.find("workspace.facts").full)
    at.click("workspace.more")
    at.wait(lambda: bool(at.window.findChildren(QMenu, "deleting.menu")))
    menu = at.window.findChild(QMenu, "deleting.menu")
    assert not menu.findChild(QAction, "deleting.destroy").isEnabled()
    menu.close()


def test_without_a_backup_of_it_the_screen_says_so(start):
    at = workspace(start)
    at.click("workspace.more")
    choose(at, "destroy")
    assert "No backup with recordings" in texts(at, "destroy")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_delete_nothing(start, key):
    at = listed(start, "rec")
    choose(at, "session")
    at.wait_for("deleteSession.cancel")
    dialog = at.find("deleteSession")
    assert dialog.focusWidget().objectName() == "deleteSession.cancel"
    at.bot.keyClick(dialog.focusWidget(), key)
    at.wait(lambda: not at.seen("deleteSession"))
    assert "rec" in at.services.state.sessions


def test_a_session_is_deleted_from_the_list(start):
    at = listed(start, "rec")
    choose(at, "session")
    assert not at.seen("deleteSession.code")
    at.click("deleteSession.ok")
    at.wait(lambda: "rec" not in at.services.state.sessions and at.window.ops.pending == 0)
    at.wait(lambda: at.window.today_page.list.sessions.row_of("rec") == -1)


def test_a_signed_session_asks_for_the_code_and_names_the_duty(start):
    at = listed(start, "signed")
    choose(at, "session")
    assert "law" in texts(at, "deleteSession")
    assert not at.find("deleteSession.ok").isEnabled()
    at.type("deleteSession.code", "DEM")
    assert not at.find("deleteSession.ok").isEnabled()
    at.bot.keyClick(at.find("deleteSession.code"), Qt.Key.Key_Return)
    at.type("deleteSession.code", "O")
    at.bot.keyClick(at.find("deleteSession.code"), Qt.Key.Key_Return)
    assert at.seen("deleteSession"), "Enter in the field deletes nothing"
    at.click("deleteSession.ok")
    at.wait(lambda: "signed" not in at.services.state.sessions and at.window.ops.pending == 0)


def test_deleting_the_session_on_the_screen_leads_back_to_the_list(start):
    at = workspace(start)
    at.find("sentence.n0.text").setPlainText("Typed and not stored yet.")
    at.click("workspace.more")
    choose(at, "session")
    at.click("deleteSession.ok")
    at.wait_page("today")
    assert "demo" not in at.services.state.sessions and not at.seen("error.dialog")


def test_a_client_is_deleted_with_all_sessions(start):
    at = listed(start, "signed")
    choose(at, "client")
    assert "2 sessions" in texts(at, "deleteClient")
    at.type("deleteClient.code", "demo")
    at.click("deleteClient.ok")
    at.wait(lambda: "c0" not in at.services.state.clients and at.window.ops.pending == 0)
    assert {s.client_id for s in at.services.state.sessions.values()} == {"c1", "c2"}


def test_what_is_refused_is_said_in_the_dialog(start):
    at = listed(start, "rec")
    at.services.deletion.error = SessionBusy()
    choose(at, "destroy")
    at.click("destroy.ok")
    at.wait(lambda: at.seen("destroy.error") and "recorded or worked on" in at.find("destroy.error.text").text())
    assert at.find("destroy.ok").isEnabled()


def test_an_unfinished_deletion_is_told_over_the_list(start):
    at = listed(start, "rec")
    at.services.deletion.error = DeletionUnfinished()
    choose(at, "session")
    at.click("deleteSession.ok")
    at.wait(lambda: at.seen("error.dialog"))
    assert "trace" in at.find("error.happened").text()
    at.click("error.close")
    at.wait(lambda: at.window.today_page.list.sessions.row_of("rec") == -1)


def test_earlier_versions_can_be_read_and_deleted(start):
    services = with_sessions(FakeServices())
    note = services.state.notes["demo"]
    older = replace(note, version=1, sentences=(replace(note.sentences[0], text="As it was before."),))
    services.state.notes["demo"] = replace(note, version=2)
    services.deletion.earlier["demo"] = [older]
    at = start(services)
    open_session(at, "demo")
    at.wait_page("workspace")
    at.click("workspace.more")
    choose(at, "versions")
    at.wait_for("versions.text")
    assert not at.find("versions.remove").isEnabled()
    at.find("versions.choice").setCurrentIndex(1)
    assert "As it was before." in at.find("versions.text").toPlainText()
    at.click("versions.remove")
    at.click("versions.error.action")
    at.wait(lambda: services.deletion.earlier["demo"] == [] and at.window.ops.pending == 0)
    assert at.find("versions.choice").count() == 1
    at.click("versions.ok")
    at.wait(lambda: not at.seen("versions"))


def test_a_lock_takes_menu_and_dialog_off_the_screen(start):
    at = listed(start, "signed")
    choose(at, "client")
    at.wait_for("deleteClient")
    at.window.lock()
    at.wait_page("unlock")
    assert not at.seen("deleteClient")


def test_an_interrupted_recording_can_be_discarded(start):
    at = start(with_sessions(FakeServices()))
    open_session(at, "cut")
    at.click("interrupted.discard")
    at.wait_for("destroy.ok")
    assert "Nothing has been written down" in texts(at, "destroy")
    at.click("destroy.ok")
    at.wait(lambda: ("destroy", "cut") in at.services.calls)
