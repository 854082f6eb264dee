"""What is signed is what was read, checked and asked for."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.domain.errors import CheckedAnew, WorkerCrashed
from app.domain.note import NOT_CHECKED, CheckResult, Note, NoteSentence, Origin, Verdict
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_main_job import open_session
from tests.gui.test_workspace import click_turn, workspace


def decided(services: FakeServices, session_id: str = "demo") -> FakeServices:
    """A note in which nothing is left to decide."""
    note = services.state.notes[session_id]
    kept = tuple(replace(s, kept=True) if s.needs_review else s for s in note.sentences)
    services.state.notes[session_id] = replace(note, sentences=kept)
    return services


def ready_to_sign(start):
    at = start(decided(with_sessions(FakeServices())))
    open_session(at, "demo")
    at.wait_page("workspace")
    at.click("workspace.sign")
    at.wait_for("sign.name")
    return at


def test_a_note_that_came_meanwhile_is_not_signed_unseen(start):
    at = start(decided(with_sessions(FakeServices())))
    open_session(at, "demo")
    at.wait_page("workspace")
    seen = at.services.state.notes["demo"]
    at.services.state.notes["demo"] = replace(
        seen, version=seen.version + 1, sentences=(replace(seen.sentences[0], text="Never seen by anybody."),)
    )
    at.click("workspace.sign")
    at.click("sign.ok")
    at.wait(lambda: at.seen("sign.error") and "changed meanwhile" in at.find("sign.error.text").text())
    assert not at.services.state.notes["demo"].signed
    at.click("sign.ok")  # the dialog stands for what was read before, still
    at.wait(lambda: at.window.ops.pending == 0 and at.find("sign.ok").isEnabled())
    assert not at.services.state.notes["demo"].signed
    at.click("sign.cancel")
    at.wait(lambda: at.find("sentence.n0.text").toPlainText() == "Never seen by anybody.")
    at.click("workspace.sign")
    at.click("sign.ok")
    at.wait(lambda: at.services.state.notes["demo"].signed)


def test_what_the_last_look_marks_is_shown_and_nothing_is_signed(start, monkeypatch):
    at = ready_to_sign(start)
    note, looking, go_on = at.services.state.notes["demo"], threading.Event(), threading.Event()

    def sign(session_id, *_, **__):
        looking.set()
        assert go_on.wait(30)
        doubted = replace(note.sentences[0], verdict=Verdict.UNSUPPORTED, kept=False, reasons=("not found",))
        sentences = (doubted, *note.sentences[1:])
        at.services.state.notes["demo"] = replace(note, version=note.version + 1, sentences=sentences)
        raise CheckedAnew("1")

    monkeypatch.setattr(at.services.notes, "sign", sign)
    at.click("sign.ok")
    at.wait(looking.is_set)
    assert "once more" in at.find("sign.error.text").text(), "what takes a moment is said"
    go_on.set()
    at.wait(lambda: at.seen("sign.error.action"))
    assert "checked once more" in at.find("sign.error.text").text()
    (dialog,) = [w for w in at.window.findChildren(QDialog) if w.isVisible()]
    assert not dialog.ok.isEnabled()
    at.wait(lambda: at.window.workspace_page.note.to_review == 1)
    at.click("sign.error.action")
    at.wait(lambda: not at.seen("sign"))
    assert at.find(f"sentence.{note.sentences[0].id}.keep").isVisible()
    assert not at.services.state.notes["demo"].signed


@pytest.mark.parametrize("focused", ["sign.cancel", "sign.name"])
def test_enter_signs_only_on_the_button_that_says_sign(start, focused):
    at = ready_to_sign(start)
    at.find(focused).setFocus()
    at.bot.keyClick(at.find(focused), Qt.Key.Key_Return)
    at.wait(lambda: at.window.ops.pending == 0)
    assert at.seen("sign") is (focused != "sign.cancel")
    assert not at.services.state.notes["demo"].signed


def test_enter_on_the_other_dialogs_cancel_does_nothing(start):
    at = workspace(start)
    before = at.services.state.transcripts["demo"]
    for opener, name in (("workspace.draftAgain", "draftAgain"), ("transcript.rename", "speakers")):
        at.click(opener)
        at.find(f"{name}.cancel").setFocus()
        at.bot.keyClick(at.find(f"{name}.cancel"), Qt.Key.Key_Return)
        at.wait(lambda n=name: not at.seen(n) and at.window.ops.pending == 0)
    assert at.page() == "workspace"
    assert at.services.state.transcripts["demo"] is before


def test_escape_while_the_signature_is_stored_shows_it_signed(start, monkeypatch):
    at = ready_to_sign(start)
    hold, sign = threading.Event(), at.services.notes.sign

    def slow(*args: object, **named: object) -> Note:
        hold.wait(5)
        return sign(*args, **named)

    monkeypatch.setattr(at.services.notes, "sign", slow)
    at.click("sign.ok")
    at.bot.keyClick(at.find("sign"), Qt.Key.Key_Escape)
    assert at.seen("sign")
    hold.set()
    at.wait(lambda: not at.seen("sign") and at.seen("note.signature"))
    assert at.find("sentence.n0.text").isReadOnly()


def test_a_sentence_left_before_its_check_answered_is_checked_when_it_is_shown(start):
    services = with_sessions(FakeServices())
    note = services.state.notes["demo"]
    waiting = NoteSentence("w", "plan", "The client is taking sertraline.", Origin.CLINICIAN, reasons=(NOT_CHECKED,))
    services.state.notes["demo"] = replace(note, sentences=(*note.sentences, waiting))
    at = start(services)
    open_session(at, "demo")
    at.wait_page("workspace")
    at.wait(lambda: at.seen("sentence.w.evidence.0"))
    at.wait(lambda: at.services.state.notes["demo"].sentences[-1].verdict is Verdict.SUPPORTED)


def test_a_check_that_failed_says_not_checked_and_can_be_asked_for_again(start, monkeypatch):
    at = workspace(start)
    check = at.services.notes.check

    def crash(*_: str) -> CheckResult:
        raise WorkerCrashed

    monkeypatch.setattr(at.services.notes, "check", crash)
    at.find("sentence.n0.text").selectAll()
    at.type("sentence.n0.text", "The client is taking sertraline.")
    at.wait(lambda: at.seen("sentence.n0.again"))
    assert at.find("sentence.n0.mark").text() == "Not checked yet"
    at.wait(lambda: at.services.state.notes["demo"].sentences[0].unchecked)
    assert at.find("sentence.n5.mark").text() == "Not found in the session"
    assert not at.seen("sentence.n5.again")
    monkeypatch.setattr(at.services.notes, "check", check)
    at.click("sentence.n0.again")
    at.wait(lambda: at.seen("sentence.n0.evidence.0") and not at.seen("sentence.n0.mark"))


def test_the_signature_waits_for_running_checks(start, monkeypatch):
    at = start(decided(with_sessions(FakeServices())))
    open_session(at, "demo")
    at.wait_page("workspace")
    hold, check = threading.Event(), at.services.notes.check

    def slow(session_id: str, text: str) -> CheckResult:
        hold.wait(5)
        return check(session_id, text)

    monkeypatch.setattr(at.services.notes, "check", slow)
    at.find("sentence.n0.text").selectAll()
    at.type("sentence.n0.text", "The client is taking sertraline.")
    at.click("workspace.sign")
    at.wait(lambda: any(c[0] == "save" for c in at.services.calls))
    assert not at.seen("sign")
    hold.set()
    at.wait_for("sign.name")
    assert not at.seen("sign.error")
    at.click("sign.ok")
    at.wait(lambda: at.services.state.notes["demo"].signed)
    assert at.services.state.notes["demo"].sentences[0].verdict is Verdict.SUPPORTED


def test_a_corrected_turn_is_checked_for_again(start):
    at = workspace(start)
    sentences = at.services.state.notes["demo"].sentences
    turn = sentences[0].evidence[0].turn
    at.services.calls.clear()
    at.window.workspace_page.transcript.turns.edited.emit(turn, "I hardly slept.")
    at.wait(lambda: at.services.state.transcripts["demo"].turns[turn].text == "I hardly slept.")
    wanted = {s.text for s in sentences if s.needs_review or any(e.turn == turn for e in s.evidence)}
    at.wait(lambda: {c[1] for c in at.services.calls if c[0] == "check"} == wanted)
    at.wait(lambda: not at.window.workspace_page.note.checking)
    first = at.window.workspace_page.note.rows()[0].sentence
    assert all(e.quote != sentences[0].evidence[0].quote for e in first.evidence)
    at.wait(lambda: at.services.state.notes["demo"].sentences[0] == first)


def test_swapped_speakers_are_checked_for_again(start):
    at = workspace(start)
    sentences = at.services.state.notes["demo"].sentences
    quoted = {s.text for s in sentences if s.origin is Origin.QUOTATION}
    texts = {s.text for s in sentences} - quoted
    assert quoted and texts
    at.click("transcript.swap")
    at.wait(lambda: {c[1] for c in at.services.calls if c[0] == "check"} >= texts)
    now = {s.text for s in at.services.state.notes["demo"].sentences}
    assert not quoted & now, "a quotation that names the other speaker is written anew"
    at.wait(lambda: not at.window.workspace_page.note.checking)


def test_new_names_alone_need_no_check(start):
    at = workspace(start)
    at.click("transcript.rename")
    at.type("speakers.S2.name", "Dana")
    at.click("speakers.ok")
    at.wait(lambda: at.find("sentence.n0.evidence.0").text().endswith("Dana"))
    at.wait(lambda: at.window.ops.pending == 0)
    assert not [c for c in at.services.calls if c[0] == "check"]


def test_the_transcript_of_a_signed_note_stays_as_it_is(start):
    at = workspace(start, "signed")
    assert not at.seen("transcript.swap")
    assert not at.seen("transcript.rename")
    view = at.window.workspace_page.transcript
    click_turn(at, 1, double=True)
    view.setCurrentIndex(view.turns.index(2))
    view.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2):
        at.bot.keyClick(view, key)
    assert not view.findChildren(QPlainTextEdit, "transcript.editor")
    assert view.turns.highlighted == frozenset()


def test_the_date_line_of_a_signed_note_is_not_clipped_at_a_large_text(start):
    at = start(scale=1.5)
    open_session(at, "signed")
    at.wait_page("workspace")
    facts: QWidget = at.find("workspace.facts")
    shown = facts.text()
    assert shown == facts.full or shown.endswith("…")
    assert facts.fontMetrics().horizontalAdvance(shown) <= facts.width()
    assert not at.window.findChildren(QDialog)
