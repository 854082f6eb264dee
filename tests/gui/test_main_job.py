"""The main job by clicks and keys: first run, record, work, review, sign, export, lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from app.domain.errors import MicrophoneRefused, RecorderLost, WorkerCrashed
from app.domain.note import Origin
from app.domain.session import Alarm, RecorderStatus, RecordingState, SessionState
from app.ui import files
from tests.gui.fake_services import CODE, PASSPHRASE, FakeServices, with_sessions
from tests.window_blocks import long_blocks


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where every save dialog answers to."""
    monkeypatch.setattr(files, "ask_save", lambda *a: tmp_path / ("out" + a[-1]))
    return tmp_path


def test_first_run_leads_to_the_sessions(start, saved):
    at = start(FakeServices(vault_there=False))
    assert at.page() == "firstRun"
    at.type("firstRun.passphrase", "short")
    assert not at.find("firstRun.next").isEnabled()
    at.find("firstRun.passphrase").clear()
    at.type("firstRun.passphrase", PASSPHRASE)
    at.type("firstRun.repeat", PASSPHRASE + "x")
    assert not at.find("firstRun.next").isEnabled()
    at.find("firstRun.repeat").clear()
    at.type("firstRun.repeat", PASSPHRASE)
    at.click("firstRun.next")
    code = at.wait_for("firstRun.code")
    assert code.text().replace("\n", "  ").split("  ") == CODE.split("-")
    assert not at.find("firstRun.next").isEnabled()
    at.click("firstRun.saveKit")
    at.wait((saved / "out.pdf").exists)
    at.find("firstRun.stored").click()
    at.click("firstRun.next")
    at.wait(lambda: at.seen("firstRun.microphone") and at.find("firstRun.microphone").count() == 2)
    at.wait(lambda: at.find("firstRun.level").level > 0)
    at.click("firstRun.next")
    at.wait(lambda: at.seen("firstRun.demo"))
    at.click("firstRun.next")
    at.wait(lambda: at.seen("firstRun.format.soap"))
    at.find("firstRun.format.soap").click()
    at.click("firstRun.next")
    at.type("firstRun.name", "Ruth Calder")
    at.type("firstRun.credentials", "LCSW")
    at.click("firstRun.next")
    at.wait_page("today")
    assert at.seen("today.first")
    assert at.services.preferences.get("template") == "soap"
    assert at.services.preferences.get("microphone") == "m1"
    assert at.services.records.profile().credentials == "LCSW"
    assert ("kit", CODE) in at.services.calls


def test_unlock_says_the_same_of_every_wrong_passphrase(start):
    services = with_sessions(FakeServices())
    services.vault.is_open = False
    at = start(services)
    assert at.page() == "unlock"
    at.type("unlock.passphrase", "not the passphrase")
    at.bot.keyClick(at.find("unlock.passphrase"), Qt.Key.Key_Return)
    at.wait(lambda: at.seen("unlock.error"))
    assert "did not open" in at.find("unlock.error.text").text()
    at.find("unlock.passphrase").clear()
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("today")


def test_recovery_code_gives_a_new_passphrase_and_a_new_code(start):
    services = with_sessions(FakeServices())
    services.vault.is_open = False
    at = start(services)
    at.click("unlock.useCode")
    at.type("unlock.code", CODE)
    at.type("unlock.new.passphrase", "another good passphrase")
    at.type("unlock.new.repeat", "another good passphrase")
    at.click("unlock.recover")
    at.wait_for("unlock.newCode")
    assert not at.find("unlock.goOn").isEnabled()
    at.find("unlock.stored").click()
    at.click("unlock.goOn")
    at.wait_page("today")
    assert services.vault.passphrase == "another good passphrase"


def record(at) -> None:
    """From the sessions to a running recording with a new client."""
    at.click("today.new")
    at.wait_page("newSession")
    assert not at.find("newSession.record").isEnabled()
    at.type("newSession.clientField", "B-7")
    assert at.find("newSession.clientHint").text().startswith("New client")
    at.click("newSession.type.couple")
    assert at.find("newSession.people").value() == 3
    at.find("newSession.consent").click()
    at.click("newSession.record")
    at.wait_page("recording")


def test_record_review_sign_export_addendum(start, saved):
    at = start()
    record(at)
    consent = next(c for c in at.services.calls if c[0] == "consent")
    assert "will be recorded on this computer" in consent[2]
    at.wait(lambda: at.find("recording.time").text() != "0:00")
    at.click("recording.pause")
    at.wait(lambda: at.find("recording.state").text() == "Paused")
    at.click("recording.pause")
    at.wait(lambda: at.find("recording.state").text() == "Recording")
    at.click("recording.off")
    at.wait(lambda: at.find("recording.state").text() == "Off the record")
    at.click("recording.pause")
    at.wait(lambda: at.find("recording.mark").isEnabled())
    at.click("recording.mark")
    at.wait(lambda: at.find("recording.marks").text() == "1 moment marked")
    at.click("recording.stop")
    at.wait_page("workspace")
    assert at.find("note.toReview").text() == "1 sentence to decide"

    at.click("workspace.sign")
    at.wait_for("sign.error")
    assert not at.find("sign.ok").isEnabled()
    at.click("sign.error.action")
    at.click("sentence.n5.keep")
    assert at.seen("sentence.n5.own")
    assert not at.seen("note.toReview")
    at.wait(lambda: at.find("note.saved").text().startswith("Saved"))
    at.click("workspace.sign")
    assert at.wait_for("sign.name").text() == "Ruth Calder"
    assert at.find("sign.count").text() == "7 sentences"
    at.click("sign.ok")
    at.wait(lambda: at.seen("note.signature"))
    note = at.services.notes.latest(at.window.workspace_page.session_id)
    assert note.signed
    assert next(s for s in note.sentences if s.id == "n5").origin is Origin.CLINICIAN
    assert at.find("sentence.n0.text").isReadOnly()
    assert not at.seen("workspace.sign")
    at.click("workspace.exportPdf")
    at.wait((saved / "out.pdf").exists)
    at.click("workspace.export")
    at.click("export.text")
    at.click("export.ok")
    at.wait((saved / "out.txt").exists)
    at.click("workspace.addendum")
    at.type("addendum.text", "The client called.")
    at.click("addendum.ok")
    at.wait(lambda: at.seen("addendum.a0"))
    assert long_blocks(at.window.blocks) == []


def test_import_shows_the_stages_and_opens_the_draft(start, monkeypatch, tmp_path):
    monkeypatch.setattr(files, "ask_open", lambda *_: tmp_path / "s.flac")
    at = start()
    at.services.work.hold.clear()
    at.services.work.restart = True
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "A-104")
    assert at.find("newSession.clientHint").text().startswith("Known client")
    at.find("newSession.consent").click()
    at.click("newSession.import")
    at.wait(lambda: at.page() == "working" and at.seen("working.notice"))
    assert "started again" in at.find("working.notice.text").text()
    assert at.find("working.capture").value() == 1000
    assert 0 < at.find("working.transcribe").value() < 1000
    at.services.work.hold.set()
    at.wait_page("workspace")


def test_failed_work_says_what_happened_and_tries_again(start):
    at = start()
    at.services.work.error = WorkerCrashed("speech model")
    open_session(at, "rec")
    at.wait(lambda: at.seen("working.failure"))
    assert at.find("working.happened").text() == "The speech model crashed twice on the same piece of work."
    assert "stored" in at.find("working.after").text()
    at.click("working.tryAgain")
    at.wait_page("workspace")


def test_cancelled_work_can_be_taken_up_again(start):
    at = start()
    at.services.work.hold.clear()
    open_session(at, "rec")
    at.wait(lambda: at.page() == "working")
    at.click("working.cancel")
    at.wait(lambda: at.seen("working.failure"))
    assert at.find("working.happened").text() == "The work was cancelled."
    at.services.work.hold.set()
    at.click("working.tryAgain")
    at.wait_page("workspace")


def open_session(at, session_id: str) -> None:
    """Click a session in the list."""
    at.wait(lambda: at.window.today_page.list.sessions.row_of(session_id) >= 0)
    view = at.window.today_page.list
    index = view.sessions.index(view.sessions.row_of(session_id))
    view.scrollTo(index)
    at.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def test_a_note_without_a_recording(start):
    at = start()
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "C-1")
    at.click("newSession.write")
    at.wait_page("writing")
    assert not at.find("writing.draft").isEnabled()
    at.type("writing.text", "Slept better. Worry at work.")
    at.click("writing.draft")
    at.wait_page("workspace")
    assert at.find("transcript.summary").toPlainText() == "Slept better. Worry at work."


def test_refused_microphone_stays_on_the_page_and_makes_one_session(start, monkeypatch):
    at = start()
    before = len(at.services.records.sessions())

    def refuse(*_: str, **__: bool) -> None:
        raise MicrophoneRefused

    monkeypatch.setattr(at.services.recording, "start", refuse)
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "B-7")
    at.find("newSession.consent").click()
    for _ in range(2):
        at.click("newSession.record")
        at.wait(lambda: at.seen("newSession.error") and at.window.ops.pending == 0)
    assert at.page() == "newSession"
    assert len(at.services.records.sessions()) == before + 1


def test_silence_and_a_lost_recorder_raise_the_alarm(start):
    at = start()
    record(at)
    at.services.recording.now = RecorderStatus(RecordingState.RECORDING, captured=9.0, alarm=Alarm.SILENT)
    at.wait(lambda: at.seen("recording.alarm"))
    assert "nothing but silence" in at.find("recording.alarm.text").text()
    at.services.state.status_error = RecorderLost()
    at.wait(lambda: at.find("recording.alarm.text").text().startswith("The recorder stopped"))
    at.services.state.status_error = None
    at.click("recording.alarm.action")
    at.wait(lambda: not at.seen("recording.alarm") and at.find("recording.state").text() == "Recording")


def test_locking_while_recording_and_coming_back(start):
    at = start()
    record(at)
    at.click("recording.lock")
    at.wait_page("unlock")
    assert "goes on" in at.find("unlock.recording.text").text()
    assert ("lock",) in at.services.calls
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("recording")


def test_locking_stores_what_was_just_typed(start):
    at = start()
    open_session(at, "demo")
    at.wait_page("workspace")
    assert at.window.isActiveWindow()  # nothing was a window of its own for a moment
    at.type("sentence.n3.text", " Really.")
    at.bot.keyClick(at.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    at.wait_page("unlock")
    at.wait(lambda: ("lock",) in at.services.calls)
    saved = at.services.calls.index(("save", "demo"))
    assert saved < at.services.calls.index(("lock",))
    assert any("Really." in s.text for s in at.services.state.notes["demo"].sentences)
    assert at.window.workspace_page.note.rows() == []
    assert at.window.workspace_page.transcript.turns.rowCount() == 0


def test_idle_time_locks(start):
    at = start()
    at.window._idle.watch(0.0005)
    at.wait_page("unlock")


def test_every_state_has_a_way_on(start):
    at = start()
    places = {"demo": "workspace", "signed": "workspace", "cut": "workspace", "plan": "newSession"}
    for session_id, page in places.items():
        open_session(at, session_id)
        if session_id == "cut":
            at.click("interrupted.work")
        at.wait_page(page)
        at.click("nav.today")
        at.wait_page("today")
    assert at.services.records.session("cut").state is SessionState.DRAFTED
    assert not at.window.findChildren(QDialog)
