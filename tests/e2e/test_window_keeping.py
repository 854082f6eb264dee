"""Destroying, deleting, backing up and trying the backup out, in the real window on a real vault."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.domain.session import SessionType
from app.services.restore import restore
from app.ui import files
from app.vault.vault import Vault
from tests.demo import PASSPHRASE
from tests.e2e.conftest import Clinician
from tests.unit.services.keeping import CANARY, add_sound, add_texts, found


def choose(clinician: Clinician, name: str) -> None:
    """An entry of the menu that is coming up."""
    window = clinician.window
    clinician.wait(lambda: bool(window.findChildren(QMenu, "deleting.menu")))
    menu = window.findChild(QMenu, "deleting.menu")
    assert isinstance(menu, QMenu)
    entry = menu.findChild(QAction, f"deleting.{name}")
    assert isinstance(entry, QAction) and entry.isEnabled()
    entry.trigger()
    menu.close()


def test_backup_drill_destroy_and_delete(
    clinician: Clinician, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinician.first_run(PASSPHRASE)
    services, window = clinician.services, clinician.window
    client = services.records.add_client("K-17", "Canary Name")
    session = services.records.new_session(client.id, SessionType.INDIVIDUAL, 2, "dap")
    session = add_texts(services, add_sound(services, session))
    key = services.vault.store.recordings.key(session.recording_id)
    assert key is not None

    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(files, "ask_folder", lambda *_: stick)
    clinician.click("nav.settings")
    clinician.wait_page("settings")
    clinician.click("settings.backup.choose")
    clinician.click("settings.backup.now")
    clinician.wait(lambda: len(list(stick.iterdir())) == 1 and window.ops.pending == 0)
    clinician.click("settings.backup.drill")
    clinician.wait(lambda: services.backup.state().drilled_at is not None)

    window.show_workspace(session.id)
    clinician.wait_page("workspace")
    clinician.click("workspace.more")
    choose(clinician, "destroy")
    clinician.click("destroy.ok")
    clinician.wait(lambda: services.records.session(session.id).audio_destroyed_at is not None, 30_000)
    assert found(services, key) == 0
    clinician.wait(lambda: "Recording destroyed" in window.workspace_page.bar.facts.full)

    window.show_today()
    clinician.wait_page("today")
    shown = window.today_page.list
    index = shown.sessions.index(shown.sessions.row_of(session.id), 0)
    shown.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    clinician.click("today.more")
    choose(clinician, "client")
    clinician.type("deleteClient.code", "k-17")
    clinician.click("deleteClient.ok")
    clinician.wait(lambda: services.records.clients() == [] and window.ops.pending == 0, 30_000)
    assert found(services, CANARY) == 0 and found(services, "Canary Name") == 0
    assert services.vault.verify() == []

    restore(next(stick.iterdir()), tmp_path / "again", PASSPHRASE)
    with Vault.open(tmp_path / "again", PASSPHRASE) as vault:
        assert vault.database.query("SELECT name FROM client")[0][0] == "Canary Name"
