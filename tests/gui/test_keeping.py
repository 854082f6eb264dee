"""Backups, how long recordings are kept, and what goes on by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog

from app.domain.errors import BackupDamaged, BackupFolderMissing, BackupNoRoom
from app.services.retention import ClockDoubt, Keep, Policy
from app.ui import files
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_main_job import open_session
from tests.gui.test_signing import decided


def settings(start, services=None):
    at = start(services or with_sessions(FakeServices()))
    at.wait_page("today")
    at.click("nav.settings")
    at.wait_page("settings")
    return at


def test_a_folder_is_chosen_and_a_backup_made_and_tried(start, monkeypatch):
    at = settings(start)
    assert not at.find("settings.backup.now").isEnabled()
    assert "No backup was made yet" in at.find("settings.backup.last").text()
    monkeypatch.setattr(files, "ask_folder", lambda *_: Path("/media/stick"))
    at.click("settings.backup.choose")
    at.wait(lambda: "/media/stick" in at.find("settings.backup.folder").text())
    at.click("settings.backup.now")
    at.wait(lambda: "Backed up as sotto-2026" in at.find("settings.backup.result.text").text())
    at.wait(lambda: "not tried out yet" in at.find("settings.backup.last").text())
    at.click("settings.backup.drill")
    at.wait(lambda: "is whole" in at.find("settings.backup.result.text").text())
    at.wait(lambda: "Last tried out" in at.find("settings.backup.last").text())


def test_the_schedule_is_kept_at_once(start):
    services = with_sessions(FakeServices())
    services.backup.choose(folder=Path("/media/stick"))
    at = settings(start, services)
    at.click("settings.backup.every.7")
    at.find("settings.backup.sound").click()
    at.find("settings.backup.keep").setValue(3)
    at.find("settings.backup.keep").editingFinished.emit()
    at.wait(lambda: at.window.ops.pending == 0)
    state = services.backup.now
    assert (state.every_days, state.sound, state.keep) == (7, True, 3)


def test_what_is_wrong_with_a_backup_is_said(start):
    services = with_sessions(FakeServices())
    services.backup.choose(folder=Path("/media/stick"))
    services.backup.problems = ("The database in it is damaged.",)
    at = settings(start, services)
    at.click("settings.backup.drill")
    at.wait(lambda: "database in it is damaged" in at.find("settings.backup.result.text").text())
    assert at.find("settings.backup.result").property("tone") == "danger"
    services.backup.error = BackupNoRoom()
    at.click("settings.backup.now")
    at.wait(lambda: "not enough room" in at.find("settings.backup.result.text").text())
    services.backup.error = BackupFolderMissing()
    at.click("settings.backup.now")
    at.wait(lambda: "not connected" in at.find("settings.backup.result.text").text())
    assert at.find("settings.backup.result").property("tone") == "warning"


def test_the_policy_of_recordings_is_kept_at_once(start):
    at = settings(start)
    assert not at.find("settings.recordings.days").isEnabled()
    at.click("settings.recordings.after-days")
    at.wait(lambda: at.services.retention.now == Policy(Keep.AFTER_DAYS, 30))
    at.wait(lambda: at.find("settings.recordings.days").isEnabled())
    at.find("settings.recordings.days").setValue(90)
    at.find("settings.recordings.days").editingFinished.emit()
    at.wait(lambda: at.services.retention.now == Policy(Keep.AFTER_DAYS, 90))
    assert "3 recordings" in at.find("settings.recordings.summary").text()


def test_after_unlocking_the_policy_is_seen_to_and_a_due_backup_made(start):
    services = with_sessions(FakeServices())
    services.backup.choose(folder=Path("/media/stick"), every_days=7)
    services.backup.is_due = True
    at = start(services)
    at.wait(lambda: ("backup", Path("/media/stick")) in services.calls and services.retention.applied == 1)
    assert not at.seen("today.keeping")


def test_a_stick_that_is_not_there_is_a_calm_notice(start):
    services = with_sessions(FakeServices())
    services.backup.is_due, services.backup.error = True, BackupFolderMissing()
    at = start(services)
    at.wait(lambda: at.seen("today.keeping"))
    assert "not connected" in at.find("today.keeping.text").text() and not at.seen("error.dialog")
    services.backup.error, services.backup.is_due = None, False
    at.window.keeper.look()
    at.wait(lambda: not at.seen("today.keeping"))
    services.backup.error, services.backup.is_due = BackupFolderMissing(), True
    at.window.keeper.look()
    at.click("today.keeping.action")
    at.wait_page("settings")


def test_a_signature_lets_the_policy_destroy_the_recording(start):
    services = decided(with_sessions(FakeServices()))
    at = start(services)
    open_session(at, "demo")
    at.wait_page("workspace")
    services.retention.destroys = ["demo"]
    at.click("workspace.sign")
    at.click("sign.ok")
    at.wait(lambda: "Recording destroyed" in at.find("workspace.facts").full)
    assert services.state.sessions["demo"].audio_destroyed_at <= datetime.now(UTC)


def test_nothing_goes_on_once_the_vault_is_locked(start):
    at = start(with_sessions(FakeServices()))
    at.wait_page("today")
    at.window.lock()
    at.wait_page("unlock")
    assert not at.window.keeper._again.isActive()


def restoring(start, monkeypatch):
    """The first run, with a backup chosen to put a vault back from."""
    at = start(FakeServices(vault_there=False))
    at.wait_page("firstRun")
    at.click("firstRun.restore")
    assert not at.find("restore.ok").isEnabled()
    monkeypatch.setattr(files, "ask_open", lambda *_: Path("/media/stick/sotto-2026-05-03-1830.sottobackup"))
    at.click("restore.choose")
    assert "sotto-2026" in at.find("restore.file").text()
    return at


def test_a_vault_is_put_back_at_the_first_run(start, monkeypatch):
    at = restoring(start, monkeypatch)
    at.type("restore.secret", "wrong words")
    at.click("restore.ok")
    at.wait(lambda: "did not open" in at.find("restore.error.text").text())
    at.find("restore.secret").clear()
    at.type("restore.secret", at.services.backup.opens_with)
    at.click("restore.ok")
    at.wait_page("unlock")
    assert at.services.calls[-1][0] == "restore"


def test_without_a_damaged_recording_the_rest_is_offered(start, monkeypatch):
    at = restoring(start, monkeypatch)
    at.services.backup.restore_error = BackupDamaged("a recording in it is damaged")
    at.find("restore.byCode").setChecked(True)
    assert "Recovery code" in at.window.findChild(QDialog, "restore").asked.text()
    at.type("restore.secret", "ABCD-EFGH")
    at.click("restore.ok")
    at.click("restore.error.action")
    at.wait_page("unlock")
    assert at.services.calls[-1][2:] == (True, True)


def test_a_date_that_cannot_be_is_asked_about_before_anything_is_destroyed(start):
    services = with_sessions(FakeServices())
    services.retention.doubt = ClockDoubt(datetime(2026, 1, 4, 12, tzinfo=UTC), datetime(2029, 3, 3, 12, tzinfo=UTC))
    services.retention.destroys = ["demo"]
    at = start(services)
    at.wait(lambda: at.seen("today.clock"))
    said = at.find("today.clock.text").text()
    assert "3 March 2029" in said and "4 January 2026" in said and "No recording is destroyed" in said
    assert services.state.sessions["demo"].audio_destroyed_at is None
    at.click("today.clock.action")
    at.wait(lambda: services.state.sessions["demo"].audio_destroyed_at is not None)
    assert not at.seen("today.clock")
