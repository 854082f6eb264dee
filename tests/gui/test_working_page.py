"""Work on several sessions: each has its turn, none is lost, and the right one opens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import RecorderLost, WorkerCrashed
from app.domain.moment import Moment
from app.domain.session import RecordingState, SessionState
from app.ui import files
from app.ui.context import WorkPlan
from app.ui.work_queue import Step
from tests.gui.fake_services import PASSPHRASE
from tests.gui.test_main_job import open_session


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The sound file that every dialog answers with."""
    monkeypatch.setattr(files, "ask_open", lambda *_: tmp_path / "s.flac")
    return tmp_path / "s.flac"


def at_work(start):
    """A window in which the session "rec" is being worked on."""
    at = start()
    at.services.work.hold.clear()
    open_session(at, "rec")
    at.wait(lambda: at.page() == "working")
    return at


def new_session(at, how: str) -> str:
    """From the working page to a new session that is recorded or imported; returns it."""
    at.click("nav.today")
    at.wait(lambda: at.page() == "today" and at.seen("today.list"))
    begin(at, how)
    at.wait(lambda: at.services.recording.active is not None)
    return at.services.recording.active


def begin(at, how: str) -> None:
    """From the list of sessions, for a client who agrees."""
    at.click("today.new")
    at.wait(lambda: at.page() == "newSession")
    at.type("newSession.clientField", "B-7")
    at.find("newSession.consent").click()
    at.click(how)


def reading(at) -> str:
    """A file is being read, and comes to no end; returns its session."""
    at.services.recording.read_slowly = True
    begin(at, "newSession.import")
    at.wait(lambda: at.page() == "working" and at.find("working.capture").value() > 0)
    return at.window.working_page.plan.session_id


def test_what_is_said_now_goes_before_an_earlier_session(start):
    """The earlier one is put off, and gone on with afterwards; the one that was shown last is the one that opens."""
    at = at_work(start)
    queue, told = at.window.working_page.queue, []
    queue.live.connect(lambda session, _live: told.append(session))
    second = new_session(at, "newSession.record")
    at.wait(lambda: second in told)
    earlier, now = queue._jobs
    assert (earlier.plan.session_id, earlier.step, earlier.given_up) == ("rec", Step.WAITING, False)
    assert (now.plan.session_id, now.step) == (second, Step.WORKING)
    at.wait(lambda: at.page() == "recording" and at.find("recording.state").text() == "Recording")
    at.click("recording.stop")
    at.wait(lambda: at.page() == "working")
    shown: list[str] = []
    prepare = at.window.workspace_page.prepare

    def noted(session: str, at_moment: Moment | None = None) -> None:
        shown.append(session)
        prepare(session, at_moment)

    at.window.workspace_page.prepare = noted
    at.services.work.hold.set()
    at.wait(lambda: bool(shown) and at.window.ops.pending == 0)
    assert shown == [second]
    at.wait(lambda: not queue.running)
    for session in ("rec", second):
        assert at.services.records.session(session).state is SessionState.DRAFTED


def test_work_that_gave_way_can_be_given_up(start):
    at = at_work(start)
    queue = at.window.working_page.queue
    new_session(at, "newSession.record")
    at.wait(lambda: queue._jobs[0].step is Step.WAITING)
    queue.cancel(queue._jobs[0])
    assert [job.plan.live for job in queue._jobs] == [True]


def test_an_import_is_read_to_its_end_while_another_session_is_worked_on(start, sound):
    at = at_work(start)
    second = new_session(at, "newSession.import")
    at.wait(lambda: at.services.recording.active is None)
    assert at.services.records.session(second).state is SessionState.RECORDED
    assert at.services.records.session("rec").state is SessionState.RECORDED
    at.wait(lambda: at.seen("working.notice"))
    assert at.find("working.capture").value() == 1000
    at.services.work.hold.set()
    at.wait_page("workspace")
    assert at.window.workspace_page.session_id == second


def test_nothing_opens_over_a_page_to_which_the_clinician_went(start):
    at = at_work(start)
    at.click("nav.help")
    at.wait(lambda: at.page() == "help")
    at.services.work.hold.set()
    at.wait(lambda: at.services.records.session("rec").state is SessionState.DRAFTED and at.window.ops.pending == 0)
    assert at.page() == "help"


def test_a_waiting_session_can_be_cancelled_and_taken_up_again(start):
    at = at_work(start)
    at.window.show_work(WorkPlan("old"))
    at.wait(lambda: at.window.working_page.plan.session_id == "old")
    at.click("working.cancel")
    assert at.find("working.happened").text() == "The work was cancelled."
    at.click("working.tryAgain")
    at.wait(lambda: not at.seen("working.failure"))
    at.services.work.hold.set()
    at.wait_page("workspace")
    assert at.window.workspace_page.session_id == "old"


def test_work_that_fails_while_another_is_shown_is_said(start):
    at = at_work(start)
    at.window.show_work(WorkPlan("old"))
    at.wait(lambda: at.window.working_page.plan.session_id == "old")
    at.services.work.error = WorkerCrashed("speech model")
    at.services.work.hold.set()
    assert at.wait_for("error.happened").text().startswith("The speech model crashed")
    at.click("error.close")
    at.wait_page("workspace")


@pytest.mark.parametrize("way", ["working.readAgain", "working.tryAgain"])
def test_a_file_whose_reading_broke_off_can_be_read_again_or_worked_with(start, sound, way):
    at = start()
    session = reading(at)
    at.services.state.status_error = RecorderLost()
    at.wait(lambda: at.seen("working.failure"))
    assert at.find("working.happened").text().startswith("Only the first 3:4")
    at.services.state.status_error = None
    at.services.recording.read_slowly = False
    at.click(way)
    at.wait_page("workspace")
    assert at.window.workspace_page.session_id == session
    assert len([c for c in at.services.calls if c[0] == "import"]) == (2 if "read" in way else 1)


def test_work_goes_on_after_a_lock_and_is_no_reason_not_to_lock(start):
    at = at_work(start)
    at.window._idle.watch(0.0005)
    at.wait(lambda: at.page() == "unlock" and ("lock",) in at.services.calls)
    assert at.find("unlock.work.text").text() == "The work goes on after unlocking."
    at.wait(lambda: at.window.ops.pending == 0)
    assert at.services.records.session("rec").state is SessionState.RECORDED
    at.services.work.hold.set()
    at.type("unlock.passphrase", PASSPHRASE)
    at.bot.keyClick(at.find("unlock.passphrase"), Qt.Key.Key_Return)
    at.wait_page("workspace")
    assert at.window.workspace_page.session_id == "rec"


def test_cancelled_work_does_not_go_on_after_a_lock(start):
    at = at_work(start)
    at.click("working.cancel")
    at.wait(lambda: at.seen("working.failure"))
    at.window.lock()
    at.wait(lambda: at.page() == "unlock")
    assert not at.seen("unlock.recording")


def test_a_file_that_is_read_while_the_vault_is_locked_is_worked_on_afterwards(start, sound):
    at = start()
    session = reading(at)
    at.window.lock()
    at.wait(lambda: not at.services.vault.is_open)
    at.services.recording.now = replace(at.services.recording.now, state=RecordingState.STOPPED)
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("workspace")
    assert at.window.workspace_page.session_id == session
    assert at.services.recording.active is None


def test_an_interrupted_import_is_read_again_from_the_list(start, sound):
    at = start()
    at.services.recording.imported.add("cut")
    open_session(at, "cut")
    assert at.wait_for("interrupted.text").text() == "Only the first 21:30 of the file were read."
    at.click("interrupted.readAgain")
    at.wait_page("workspace")
    assert ("import", "cut", sound) in at.services.calls
