"""Out of the program: the choice of a format, field by field to the clipboard, everything from the settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from app.domain.errors import ExportFolderSynced, ExportNoRoom
from app.ui import files

SIGNED, DRAFT = "signed", "demo"


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Every file dialog answers with this folder, or a file in it."""
    monkeypatch.setattr(files, "ask_save", lambda _p, _t, _s, _k, suffix: tmp_path / f"out{suffix}")
    monkeypatch.setattr(files, "ask_folder", lambda *_: tmp_path)
    return tmp_path


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clipboard holds what Sotto put there; without a desktop Qt cannot know."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)


def at_session(start, session_id: str):
    at = start()
    at.window.show_workspace(session_id)
    at.wait_page("workspace")
    return at


@pytest.mark.parametrize(
    ("choice", "suffix"), [("pdf", ".pdf"), ("docx", ".docx"), ("text", ".txt"), ("markdown", ".md"), ("fhir", ".json")]
)
def test_each_format_is_written_where_the_clinician_says(start, saved, choice, suffix):
    at = at_session(start, SIGNED)
    at.click("workspace.export")
    at.click(f"export.{choice}")
    assert not at.seen("export.error") and not at.seen("export.member")
    at.click("export.ok")
    at.wait((saved / f"out{suffix}").exists)
    at.wait(lambda: at.seen("note.banner.text"))
    assert "not encrypted" in at.find("note.banner.text").text()
    assert ("export", SIGNED, choice, "") in at.services.calls


def test_a_draft_can_be_exported_and_it_is_said_that_it_is_one(start, saved):
    at = at_session(start, DRAFT)
    assert not at.seen("workspace.exportPdf")
    at.click("workspace.export")
    assert "not decided on" in at.wait_for("export.error.text").text()
    at.click("export.cancel")
    at.wait(lambda: not at.seen("export.ok"))
    assert not any(call[0] == "export" for call in at.services.calls)


def test_in_a_group_one_members_part_can_be_chosen(start, saved):
    at = at_session(start, SIGNED)
    at.services.exports.members_of = [("S2", "Ana"), ("S3", "Bo")]
    at.click("workspace.export")
    at.wait_for("export.member").setCurrentIndex(2)
    at.click("export.ok")
    at.wait(lambda: ("export", SIGNED, "pdf", "S3") in at.services.calls)


def open_fields(at):
    at.click("workspace.export")
    at.click("export.fields")
    at.click("export.ok")
    at.wait(lambda: at.seen("fields.copy") and at.idle())
    return at.find("fields.list")


def test_one_key_copies_one_field_after_the_other(start, saved, ours):
    at = at_session(start, SIGNED)
    listed = open_fields(at)
    window = listed.window()
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert "under the section's own name" in at.find("fields.about").text()
    wanted = [field for field in at.services.exports.fields(SIGNED, "generic") if field.text]
    assert len(wanted) > 3
    for number, field in enumerate(wanted):
        at.bot.keyClick(at.find("fields.copy"), Qt.Key.Key_Space if number % 2 else Qt.Key.Key_Return)
        at.wait(lambda f=field: QApplication.clipboard().text() == f.text)
        assert f"“{field.name}” is copied" in at.find("fields.banner.text").text()
    assert "the last one" in at.find("fields.banner.text").text()
    copied = [listed.item(n).text() for n in range(listed.count())]
    assert sum(text.startswith("✓ ") for text in copied) == len(wanted)
    assert not any(word in text for text in copied for field in wanted for word in field.text.split() if len(word) > 12)
    at.wait(lambda: at.services.exports.copies == [SIGNED])  # once a window
    at.click("fields.close")
    at.wait(lambda: not at.seen("fields.copy"))
    assert QApplication.clipboard().text() == ""


def test_what_another_program_copied_meanwhile_is_left_alone(start, saved, monkeypatch):
    at = at_session(start, SIGNED)
    open_fields(at)
    at.click("fields.copy")
    at.wait(lambda: QApplication.clipboard().text() != "")
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: False)
    text = QApplication.clipboard().text()
    at.bot.keyClick(at.find("fields.copy"), Qt.Key.Key_Escape)
    at.wait(lambda: not at.seen("fields.copy"))
    assert QApplication.clipboard().text() == text


def test_the_order_follows_the_practice_program_and_is_remembered(start, saved):
    at = at_session(start, SIGNED)
    listed = open_fields(at)
    box = at.find("fields.profile")
    box.setCurrentIndex(box.findData("simplepractice"))
    at.wait(at.idle)
    assert "SimplePractice" in at.find("fields.about").text()
    names = [listed.item(n).text().split("  ·")[0] for n in range(listed.count())]
    assert names[:3] == ["Data", "Assessment", "Plan"]
    assert at.services.preferences.get("practice_program") == "simplepractice"


def test_a_lock_takes_the_small_window_and_the_clipboard_with_it(start, saved, ours):
    at = at_session(start, SIGNED)
    open_fields(at)
    at.click("fields.copy")
    at.wait(lambda: QApplication.clipboard().text() != "")
    at.window.show_today()
    at.wait_page("today")
    assert not at.seen("fields.copy")
    assert QApplication.clipboard().text() == ""


def at_settings(start, **changes):
    at = start()
    for name, value in changes.items():
        setattr(at.services.leaving, name, value)
    at.window.show_settings()
    at.wait_page("settings")
    area = at.find("settings.scroll")
    area.ensureWidgetVisible(at.window.settings_page.leaving)
    return at


def test_everything_is_taken_out_after_a_warning(start, saved):
    at = at_settings(start)
    assert not at.find("settings.leaving.in").isEnabled()
    assert "empty vault" in at.find("settings.leaving.why").text()
    at.click("settings.leaving.out")
    at.click("leaving.ok")
    at.wait(lambda: "sotto-export-2026-11-23-0230" in at.find("settings.leaving.result.text").text())
    assert ("export_all", saved, False) in at.services.calls
    assert "Nothing in it is encrypted" in at.find("settings.leaving.result.text").text()


def test_a_folder_that_is_copied_elsewhere_needs_a_second_yes(start, saved):
    at = at_settings(start, errors=[ExportFolderSynced("OneDrive")])
    at.click("settings.leaving.out")
    at.click("leaving.ok")
    at.wait(lambda: at.seen("leavingSynced.ok"))
    at.click("leavingSynced.cancel")
    at.wait(lambda: not at.seen("leavingSynced.ok"))
    assert ("export_all", saved, True) not in at.services.calls
    at.services.leaving.errors = [ExportFolderSynced("OneDrive")]
    at.click("settings.leaving.out")
    at.click("leaving.ok")
    at.click("leavingSynced.ok")
    at.wait(lambda: ("export_all", saved, True) in at.services.calls)


def test_what_was_left_out_and_what_failed_is_said(start, saved):
    at = at_settings(start, errors=[ExportNoRoom()], left_out=("a", "b"))
    at.click("settings.leaving.out")
    at.click("leaving.ok")
    at.wait(lambda: "not enough room" in at.find("settings.leaving.result.text").text())
    at.click("settings.leaving.out")
    at.click("leaving.ok")
    at.wait(lambda: "could not be read and are not in it: 2" in at.find("settings.leaving.result.text").text())


def test_an_export_comes_into_an_empty_vault(start, saved):
    at = at_settings(start, is_empty=True)
    at.click("settings.leaving.in")
    at.wait(lambda: "clients 3, sessions 6, recordings 2" in at.find("settings.leaving.result.text").text())
    at.wait(lambda: not at.find("settings.leaving.in").isEnabled())
