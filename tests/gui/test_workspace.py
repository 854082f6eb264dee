"""The workspace: evidence, editing, checking, playing, speakers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.note import Verdict
from app.ui import theme
from tests.gui.test_main_job import open_session
from tests.window_blocks import long_blocks


def workspace(start, session_id: str = "demo"):
    """The workspace of a session."""
    at = start()
    open_session(at, session_id)
    at.wait_page("workspace")
    at.wait(lambda: not at.window.workspace_page.note.building)
    return at


def click_turn(at, number: int, *, double: bool = False) -> None:
    """Click the name over a turn."""
    view = at.window.workspace_page.transcript
    view.scrollTo(view.turns.index(number))
    place = view.visualRect(view.turns.index(number)).topLeft() + QPoint(theme.space(8), theme.space(4))
    at.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if double:
        at.bot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_evidence_scrolls_to_the_turn_and_highlights_it(start):
    at = workspace(start)
    view = at.window.workspace_page.transcript
    at.find("sentence.n3.evidence.0").click()
    assert view.turns.highlighted == {25}
    assert view.viewport().rect().intersects(view.visualRect(view.turns.index(25)))
    assert "hurting" not in at.find("sentence.n3.evidence.0").text()
    assert at.find("sentence.n3.evidence.0").toolTip().startswith("<p>“No. Nothing like that.")


def test_an_edited_sentence_is_checked_again_and_stored(start):
    at = workspace(start)
    rows = {r.sentence.id: r for r in at.window.workspace_page.note.rows()}
    field = at.find("sentence.n0.text")
    field.selectAll()
    at.type("sentence.n0.text", "The client bought a motorcycle.")
    at.wait(lambda: at.seen("sentence.n0.mark"))
    assert at.find("sentence.n0.mark").text() == "Not found in the session. It stays, in your own words."
    assert at.find("sentence.n0.reasons").text() == "Nothing like this was said."
    assert not rows["n0"].sentence.needs_review and rows["n0"].property("tone") == ""
    assert not at.seen("sentence.n0.keep"), "what the clinician wrote is theirs: they are told, not asked"
    field.selectAll()
    at.type("sentence.n0.text", "The client is taking sertraline.")
    at.wait(lambda: rows["n0"].sentence.verdict is Verdict.SUPPORTED and at.window.ops.pending == 0)
    at.wait(lambda: at.services.state.notes["demo"].sentences[0].text == "The client is taking sertraline.")
    at.wait(lambda: bool(at.services.state.notes["demo"].sentences[0].evidence))
    assert not at.seen("sentence.n0.mark")


def test_sentences_are_added_removed_and_brought_back(start):
    at = workspace(start)
    page = at.window.workspace_page
    count = len(page.note.rows())
    at.find("section.plan.add").click()
    fresh = page.note.rows()[-1]
    at.bot.keyClicks(fresh.text, "Next session on Monday.")
    at.bot.keyClick(fresh.text, Qt.Key.Key_Return)
    assert len(page.note.rows()) == count + 2
    at.wait(lambda: len(at.services.state.notes["demo"].sentences) == count + 1)
    at.find("sentence.n1.remove").click()
    at.wait(lambda: all(s.id != "n1" for s in at.services.state.notes["demo"].sentences))
    at.click("toast.action")
    at.wait(lambda: [s.id for s in at.services.state.notes["demo"].sentences][1] == "n1")


def test_a_turn_plays_and_stops(start):
    at = workspace(start)
    click_turn(at, 1)
    at.wait(lambda: any(c[0] == "play" for c in at.services.calls))
    turn = at.window.workspace_page.transcript.turns.transcript.turns[1]
    played = next(c for c in at.services.calls if c[0] == "play")
    assert turn.start - 0.2 <= played[1] <= turn.start
    assert played[2] == turn.end
    assert at.window.workspace_page.transcript.turns.playing == 1
    click_turn(at, 1)
    assert at.window.workspace_page.transcript.turns.playing == -1


def test_words_of_a_turn_are_edited_in_place(start):
    at = workspace(start)
    view = at.window.workspace_page.transcript
    click_turn(at, 1, double=True)
    at.wait(lambda: bool(view.findChildren(QPlainTextEdit, "transcript.editor")))
    editor = view.findChildren(QPlainTextEdit, "transcript.editor")[0]
    editor.selectAll()
    at.bot.keyClicks(editor, "Yes, that is all right.")
    at.bot.keyClick(editor, Qt.Key.Key_Return)
    at.wait(lambda: at.services.state.transcripts["demo"].turns[1].text == "Yes, that is all right.")
    at.wait(lambda: view.turns.transcript.turns[1].text == "Yes, that is all right.")


def test_escape_leaves_the_words_as_they_were(start):
    at = workspace(start)
    view = at.window.workspace_page.transcript
    before = view.turns.transcript.turns[2].text
    view.setCurrentIndex(view.turns.index(2))
    view.setFocus()
    at.bot.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChildren(QPlainTextEdit, "transcript.editor")[0]
    at.bot.keyClicks(editor, "rubbish")
    at.bot.keyClick(editor, Qt.Key.Key_Escape)
    at.wait(lambda: at.window.ops.pending == 0)
    assert at.services.state.transcripts["demo"].turns[2].text == before


def test_speakers_are_swapped_and_named(start):
    at = workspace(start)
    assert at.find("sentence.n0.evidence.0").text().endswith("Client")
    at.click("transcript.swap")
    at.wait(
        lambda: at.seen("sentence.n0.evidence.0") and at.find("sentence.n0.evidence.0").text().endswith("Therapist")
    )
    at.click("transcript.rename")
    at.type("speakers.S2.name", "Dana")
    at.click("speakers.ok")
    at.wait(lambda: at.find("sentence.n0.evidence.0").text().endswith("Dana"))


def test_draft_again_in_another_format(start):
    at = workspace(start)
    at.click("workspace.draftAgain")
    at.wait_for("draftAgain.format").setCurrentIndex(1)
    at.click("draftAgain.ok")
    at.wait_page("workspace")
    assert at.window.working_page.plan.template_id == "soap"


def test_a_signed_note_cannot_be_changed(start):
    at = workspace(start, "signed")
    assert at.find("sentence.n0.text").isReadOnly()
    assert not at.seen("sentence.n0.remove")
    assert not at.seen("section.data.add")
    assert at.seen("note.signature")
    assert at.seen("addendum.a0")
    assert at.find("sentence.n5.own").text() == "My own observation"


def test_a_long_transcript_opens_without_blocking(start):
    at = start()
    long = at.services.state.transcripts["demo"]
    many = tuple(long.turns[i % len(long.turns)] for i in range(2500))
    at.services.state.transcripts["demo"] = type(long)(many, long.speakers, 7200.0)
    open_session(at, "demo")
    at.wait_page("workspace")
    assert at.window.workspace_page.transcript.turns.rowCount() == 2500
    assert long_blocks(at.window.blocks) == []
