"""Nudges beside the note: counted, reasoned, done or set aside; switched off in the settings; reached by keys."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest
import pytestqt.exceptions as qt_exceptions
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.errors import DiskFull
from app.domain.goal import Goal
from app.domain.note import NoteSentence, Origin
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_look import clipped, long_names, unnamed
from tests.gui.test_main_job import open_session


def lacking(*extra: str) -> FakeServices:
    """The demo session, whose note says nothing of sertraline; `extra` sentences of data."""
    services = with_sessions(FakeServices())
    state = services.state
    session, note = state.sessions["demo"], state.notes["demo"]
    state.sessions["demo"] = replace(session, ended_at=session.started_at + timedelta(minutes=4))
    made = tuple(NoteSentence(f"x{n}", "data", text, Origin.CLINICIAN, kept=True) for n, text in enumerate(extra))
    state.notes["demo"] = replace(note, sentences=(*note.sentences, *made))
    return services


def opened(start, *extra: str, **look):
    at = start(lacking(*extra), **look)
    open_session(at, "demo")
    at.wait_page("workspace")
    at.wait(lambda: not at.window.workspace_page.note.building and at.idle())
    return at


def panel(at):
    return at.window.workspace_page.nudges.panel


def told(at) -> list[str]:
    return [nudge.rule for nudge in at.window.workspace_page.nudges.found]


def settled(at) -> None:
    """Until all is checked and stored."""
    note = at.window.workspace_page.note
    at.wait(lambda: at.idle() and not note.checking and not note.unsaved)


def test_they_are_counted_and_shown_with_reason_and_one_act(start):
    at = opened(start, "The client met her friend Maria Lopez.")
    button = at.find("nudges.button")
    assert button.text() == "Nudges: 2" and button.accessibleName() == "2 nudges for this note"
    assert not at.seen("nudges.panel")
    at.click("nudges.button")
    assert told(at) == ["medication", "third_person"]
    assert at.find("nudges.title").text() == "Nudges: 2" and button.text() == ""
    assert "“sertraline” is not in the note" in at.find("nudge.0.reason").text()
    assert at.find("nudge.0.do").text() == "Quote it" and at.find("nudge.1.do").text() == "Use initials"
    assert "Maria Lopez" in at.find("nudge.1.do").accessibleDescription()
    at.click("nudges.close")
    assert not at.seen("nudges.panel") and at.window.focusWidget() is at.find("nudges.button")


def test_a_medication_is_put_in_as_a_quotation_and_checked(start):
    at = opened(start)
    at.click("nudges.button")
    at.click("nudge.0.do")
    at.wait(lambda: told(at) == [] and at.idle())
    note = at.window.workspace_page.note.note()
    (added,) = [s for s in note.sentences if "sertraline" in s.text]
    assert added.section == "data" and added.origin is Origin.QUOTATION
    assert added.text.startswith("Therapist: “") and "Client: “Every morning." in added.text
    at.wait(lambda: ("check", added.text) in at.services.calls)
    at.wait(lambda: any("sertraline" in s.text for s in at.services.state.notes["demo"].sentences))
    assert at.find("nudges.empty").text() == "Nothing to point out" and at.find("nudges.title").text() == "Nudges"


def test_a_name_becomes_initials(start):
    at = opened(start, "The client met her friend Maria Lopez.")
    at.click("nudges.button")
    at.click("nudge.1.do")
    at.wait(lambda: told(at) == ["medication"])
    assert at.find("sentence.x0.text").toPlainText() == "The client met her friend M. L."
    at.wait(lambda: "The client met her friend M. L." in [s.text for s in at.services.state.notes["demo"].sentences])
    settled(at)


def test_it_leads_to_the_sentence_and_to_the_turn(start):
    at = opened(start, "The client is doing better.")
    at.services.goals.all["c0"] = [
        Goal("g", "c0", "Dinner, not less often", at.services.state.sessions["demo"].started_at)
    ]
    at.window.workspace_page.nudges.look()
    at.wait(lambda: told(at) == ["medication", "goals", "vague"])
    at.click("nudges.button")
    at.click("nudge.2.do")
    at.wait(lambda: at.window.focusWidget() is at.find("sentence.x0.text"))
    at.click("nudge.1.do")
    turns = at.window.workspace_page.transcript.turns
    at.wait(lambda: turns.highlighted == {29})
    assert at.seen("transcript.list")


def test_a_line_is_begun_in_the_plan(start):
    at = opened(start)
    state = at.services.state
    note = state.notes["demo"]
    state.notes["demo"] = replace(note, sentences=tuple(s for s in note.sentences if s.section != "plan"))
    at.window.workspace_page.enter()
    at.wait(lambda: "plan" in told(at))
    at.click("nudges.button")
    at.click(f"nudge.{told(at).index('plan')}.do")
    made = at.window.focusWidget()
    assert made.accessibleName() == "Sentence"
    at.bot.keyClicks(made, "The client will call their sister on Sunday.")
    at.wait(lambda: "plan" not in told(at))
    assert any(s.section == "plan" for s in at.window.workspace_page.note.note().sentences)
    settled(at)


def test_not_for_this_note_is_remembered_and_brought_back(start):
    at = opened(start, "The client is doing better.")
    at.click("nudges.button")
    at.click("nudge.0.skip")
    at.wait(lambda: told(at) == ["vague"])
    assert at.find("nudges.aside").text() == "1 set aside for this note"
    assert at.find("nudge.0.do").hasFocus(), "the keys stay in the list"
    at.click("workspace.back")
    at.wait_page("today")
    open_session(at, "demo")
    at.wait_page("workspace")
    at.wait(lambda: told(at) == ["vague"])
    at.click("nudges.button")
    at.click("nudges.back")
    at.wait(lambda: told(at) == ["medication", "vague"])
    assert not at.seen("nudges.aside")


def test_they_follow_what_is_typed(start):
    at = opened(start, "The client is doing better.")
    assert told(at) == ["medication", "vague"]
    field = at.find("sentence.x0.text")
    field.selectAll()
    at.type("sentence.x0.text", "The client slept six hours.")
    at.wait(lambda: told(at) == ["medication"] and at.find("nudges.button").text() == "Nudges: 1")
    settled(at)


def test_keys_reach_everything_and_escape_closes(start):
    at = opened(start, "The client is doing better.")
    at.bot.keyClick(at.window, Qt.Key.Key_F9)
    at.wait(lambda: at.seen("nudges.panel"))
    assert at.find("nudge.0.do").hasFocus()
    for name in ("nudge.0.skip", "nudge.1.do", "nudge.1.skip"):
        at.bot.keyClick(at.window.focusWidget(), Qt.Key.Key_Tab)
        assert at.window.focusWidget() is at.find(name)
    at.bot.keyClick(at.window.focusWidget(), Qt.Key.Key_Escape)
    assert not at.seen("nudges.panel") and at.find("nudges.button").hasFocus()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_where_there_is_little_room_the_transcript_makes_place(start, scale):
    at = opened(start, scale=scale)
    at.window.resize(1280, 800)
    narrow = scale > 1.0
    assert at.seen("transcript.list")
    at.click("nudges.button")
    assert at.seen("nudges.panel") and at.seen("note.view") and at.seen("transcript.list") is not narrow
    width = at.window.workspace_page.sides.width()
    at.wait(lambda: panel(at).geometry().right() < width)
    assert panel(at).width() >= panel(at).minimumSizeHint().width()
    at.click("nudges.close")
    assert at.seen("transcript.list")


def test_a_signed_note_and_a_session_without_a_note_have_none(start):
    at = start(lacking())
    open_session(at, "signed")
    at.wait_page("workspace")
    assert not at.seen("nudges.button")
    at.click("workspace.back")
    at.wait_page("today")
    open_session(at, "demo")
    at.wait_page("workspace")
    at.wait(lambda: at.seen("nudges.button"))
    at.click("nudges.button")
    at.services.state.notes.pop("demo")
    at.window.workspace_page.enter()
    at.wait(lambda: not at.seen("nudges.button"))
    assert not at.seen("nudges.panel")


def test_a_failure_is_said_and_the_note_goes_on(start, caplog):
    at = opened(start)
    at.click("nudges.button")
    at.services.nudges.error = DiskFull("")
    at.window.workspace_page.nudges.look()
    at.wait(lambda: at.seen("nudges.again"))
    assert at.find("nudges.empty").text() == "The nudges could not be looked for"
    assert not at.seen("error.dialog")
    at.services.nudges.error = None
    at.click("nudges.again")
    at.wait(lambda: told(at) == ["medication"])
    assert not at.seen("nudges.again")


def test_nothing_of_it_stays_on_the_screen_after_a_lock(start):
    at = opened(start, "The client met her friend Maria Lopez.")
    at.click("nudges.button")
    at.click("nav.lock")
    at.wait_page("unlock")
    assert told(at) == []
    assert not [
        each for each in panel(at).findChildren(QLabel) if "Lopez" in each.text() and each.isVisibleTo(panel(at))
    ]


def test_each_is_switched_off_and_on_in_the_settings(start):
    at = opened(start)
    at.click("workspace.back")
    at.wait_page("today")
    at.click("nav.settings")
    at.wait_page("settings")
    box = at.window.settings_page.nudges.boxes["medication"]
    at.wait(box.isEnabled)
    assert box.isChecked() and box.accessibleDescription().startswith("A medication was named")
    box.click()
    at.wait(lambda: at.services.nudges.off == {"medication"})
    at.click("nav.today")
    at.wait_page("today")
    open_session(at, "demo")
    at.wait_page("workspace")
    at.wait(lambda: told(at) == [] and at.idle())
    at.click("workspace.back")
    at.wait_page("today")
    at.click("nav.settings")
    at.wait_page("settings")
    at.wait(lambda: box.isEnabled() and not box.isChecked())
    at.services.nudges.error = DiskFull("")
    box.click()
    at.wait(lambda: at.seen("error.dialog") and not box.isChecked())
    at.click("error.close")


@pytest.mark.parametrize("theme_name", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_of_the_panel_and_the_goals_is_clipped_or_nameless(start, theme_name, scale):
    long = "Client met her friend Wilhelmina Featherstonehaugh-Cholmondeley and is doing better."
    services = long_names(lacking(long))
    services.goals.all["c0"] = [Goal("g", "c0", "Kayak " * 40, services.state.sessions["demo"].started_at)]
    at = start(services, scale=scale, theme_name=theme_name)
    open_session(at, "demo")
    at.wait_page("workspace")
    at.wait(lambda: len(told(at)) == 4)
    at.click("nudges.button")
    look_well(at, panel(at))
    at.click("nudges.goals")
    look_well(at, at.find("goals"))
    at.click("goals.cancel")


def look_well(at, whole: QWidget) -> None:
    with contextlib.suppress(qt_exceptions.TimeoutError):
        at.bot.waitUntil(lambda: not clipped(whole), timeout=2000)
    assert clipped(whole) + unnamed(whole) == []
