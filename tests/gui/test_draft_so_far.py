"""The draft comes section by section: read on the working page, wiped with it, and never taken for the stored one."""

from __future__ import annotations

from app.domain.errors import WorkerCrashed
from app.domain.session import SessionState
from app.ui.context import WorkPlan
from tests.gui.fake_services import PASSPHRASE, FakeServices, demo_note, demo_transcript, with_sessions
from tests.gui.test_main_job import open_session


def at_work(start, *sections: str):
    """A window that drafts the session "rec"; those sections are complete, the rest is held."""
    services = with_sessions(FakeServices())
    services.state.change("rec", state=SessionState.TRANSCRIBED)
    services.state.transcripts["rec"] = demo_transcript()
    at = start(services)
    at.services.work.hold.clear()
    at.services.work.sections_before = sections
    at.window.show_work(WorkPlan("rec", transcribe=False))
    at.wait(lambda: at.page() == "working")
    return at


def shown(at) -> list[str]:
    """The sections on the screen, as they read."""
    card = at.window.working_page.draft
    return [card.accessibleDescription()] if card.isVisible() else []


def test_nothing_stands_there_before_the_first_section(start):
    at = at_work(start)
    at.bot.wait(50)
    assert not at.seen("working.draftSoFar")


def test_sections_come_as_readable_text_and_give_way_to_the_workspace(start):
    at = at_work(start, "data")
    at.wait(lambda: at.seen("working.draftSoFar"))
    text = at.find("working.section.0").plain
    assert text.startswith("The client reported sleeping better")
    assert not at.seen("working.section.1")
    at.window.working_page.queue.section.emit("rec", "Plan", [])
    assert at.find("working.section.1").plain == "Nothing was found for this section."
    at.services.work.hold.set()
    at.wait_page("workspace")
    assert shown(at) == []
    assert at.window.working_page.draft.accessibleDescription() == ""


def test_what_the_session_does_not_bear_out_says_so_at_once(start):
    at = at_work(start, "assessment")
    at.wait(lambda: at.seen("working.section.0"))
    text = at.find("working.section.0").plain
    assert "The client shows clear signs of an anxiety disorder. (not found in the session)" in text
    assert text.count("not found in the session") == 1


def test_a_section_that_comes_again_takes_its_own_place(start):
    at = at_work(start, "data", "plan")
    at.wait(lambda: at.seen("working.section.1"))
    sentences = [s for s in demo_note("rec", demo_transcript()).sentences if s.section == "plan"]
    at.window.working_page.queue.section.emit("rec", "Data", sentences)
    assert at.find("working.section.0").plain == sentences[0].text
    assert not at.seen("working.section.2")


def test_they_are_wiped_with_the_page_and_there_again_when_it_is_looked_at_again(start):
    at = at_work(start, "data")
    at.wait(lambda: at.seen("working.section.0"))
    at.click("nav.help")
    at.wait(lambda: at.page() == "help")
    assert at.window.working_page.draft.accessibleDescription() == ""
    at.window.show_work(WorkPlan("rec", transcribe=False))
    at.wait(lambda: at.page() == "working" and at.seen("working.section.0"))


def test_sections_of_another_session_are_not_shown(start):
    at = at_work(start, "data")
    at.wait(lambda: at.seen("working.section.0"))
    before = shown(at)
    at.window.working_page.queue.section.emit("demo", "Plan", [])
    assert shown(at) == before


def test_a_draft_that_failed_leaves_nothing_that_looks_like_one(start):
    at = at_work(start, "data")
    at.wait(lambda: at.seen("working.section.0"))
    at.services.work.error = WorkerCrashed("note model")
    at.services.work.hold.set()
    at.wait(lambda: at.seen("working.failure"))
    assert not at.seen("working.draftSoFar")


def test_nothing_of_them_is_left_after_a_lock(start):
    at = at_work(start, "data")
    at.wait(lambda: at.seen("working.section.0"))
    job = at.window.working_page._job
    at.window.lock()
    at.wait(lambda: at.page() == "unlock" and ("lock",) in at.services.calls)
    assert at.window.working_page.draft.accessibleDescription() == ""
    at.services.work.sections_before = ()
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait(lambda: at.services.vault.is_open)
    assert at.window.working_page._job is not job or job.sections == {}
    at.services.work.hold.set()


def test_from_recording_to_draft_they_come_too(start):
    services = with_sessions(FakeServices())
    at = start(services)
    at.services.work.sections_before = ("data", "plan")
    at.services.work.hold.clear()
    open_session(at, "rec")
    at.wait(lambda: at.page() == "working")
    assert not at.seen("working.draftSoFar")
    at.services.work.hold.set()
    at.wait_page("workspace")
