"""The note's half of the workspace: words that are painted until they are edited, what is found, taken back, linked and
left to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractSlider, QApplication, QTextEdit, QWidget

from app.domain.errors import DiskFull
from app.domain.moment import Moment
from app.domain.note import Evidence, NoteSentence, Origin, Section, Verdict
from app.domain.nudge import Act, Nudge, Place
from app.domain.review import Decision
from app.domain.transcript import Transcript, Turn
from app.ui import theme
from app.ui.workspace import note_sheet
from app.ui.workspace.section_card import OwnPart
from app.ui.workspace.sentence_text import SentenceText
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_review import decisions, marked, opened, rows, stored, with_note

CTRL = Qt.KeyboardModifier.ControlModifier


def found(number: int, turns: tuple[int, ...] = (3,), section: str = "data") -> NoteSentence:
    """A sentence that the session bears out."""
    said = with_sessions(FakeServices()).state.transcripts["demo"].turns
    places = tuple(Evidence(n, said[n].start, said[n].end, said[n].text) for n in turns)
    text = f"Sentence {number}: the client slept better, and the café helped with it."
    return NoteSentence(f"s{number}", section, text, Origin.MODEL, Verdict.SUPPORTED, 0.9, (), places)


def long_note(count: int = 20) -> FakeServices:
    return with_note(*(found(n, (n % 30,), ("data", "assessment", "plan")[3 * n // count]) for n in range(count)))


@contextmanager
def windows_shown() -> Iterator[list[str]]:
    """Every window that comes up meanwhile."""
    seen: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                seen.append(f"{type(watched).__name__} {watched.objectName()}")
            return False

    watch, app = Watch(), QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    try:
        yield seen
    finally:
        app.removeEventFilter(watch)


def undo(at) -> None:
    at.bot.keyClick(at.window.focusWidget(), Qt.Key.Key_Z, CTRL)


# ---- painted words -------------------------------------------------------------------------------------


def test_words_are_painted_until_they_are_wanted_and_do_not_move_then(start):
    at = opened(start, with_note(replace(found(1), text="A sentence that is long enough for two lines. " * 4)))
    words = rows(at)["s1"].words
    assert not words.findChildren(QTextEdit) and words.field is None
    at.wait(lambda: words.height() == words.heightForWidth(words.width()))
    before, shape = words.grab().toImage(), words.size()
    at.find("sentence.s1.text").setFocus()
    field = at.find("sentence.s1.text")
    assert isinstance(field, QTextEdit) and at.window.focusWidget() is field
    assert words.size() == shape and field.geometry() == words.geometry()
    field.clearFocus()
    field.setCursorWidth(0)
    at.bot.wait(0)
    assert ink(before) == ink(field.grab().toImage()), "not a letter moves"


def ink(picture: QImage) -> tuple[int, int, int, int]:
    """The box around what is dark: left, top, right, bottom."""
    dark = [
        (x, y)
        for y in range(picture.height())
        for x in range(8, picture.width() - 8)
        if picture.pixelColor(x, y).lightness() < 110 and 3 < y < picture.height() - 4
    ]
    assert dark
    across, down = zip(*dark, strict=True)
    return min(across), min(down), max(across), max(down)


def test_a_click_into_painted_words_puts_the_cursor_where_it_was_made(start):
    at = opened(start, with_note(found(1)))
    words = rows(at)["s1"].words
    at.bot.mouseClick(words, Qt.MouseButton.LeftButton, pos=QPoint(words.width() // 2, words.height() // 3))
    field = at.find("sentence.s1.text")
    assert field.hasFocus() and 10 < field.textCursor().position() < len(found(1).text)
    at.bot.keyClicks(field, "z")
    assert "z" in rows(at)["s1"].sentence.text


def test_a_screen_reader_finds_the_words_before_anything_is_edited(start):
    at = opened(start, with_note(found(1)))
    words = at.find("sentence.s1.text")
    assert isinstance(words, SentenceText) and words.text() == found(1).text
    words.setFocus()
    assert at.find("sentence.s1.text").accessibleName() == "Sentence"


def test_a_long_note_has_no_field_and_no_buttons_that_nobody_needs(start):
    at = opened(start, long_note())
    note = at.window.workspace_page.note
    assert len(note.rows()) == 20
    assert not note.findChildren(QTextEdit)
    assert not [each for each in note.findChildren(object) if each.objectName().endswith((".keep", ".drop", ".again"))]


def test_the_rows_have_the_height_of_their_words_at_every_width(start):
    at = opened(start, long_note(12))
    page = at.window.workspace_page
    for width in (1280, 1000, 1500):
        at.window.resize(width, 800)
        at.wait(lambda: all(r.words.height() == r.words.heightForWidth(r.words.width()) for r in page.note.rows()))
    theme.signals().changed.emit()
    at.wait(lambda: all(r.words.height() == r.words.heightForWidth(r.words.width()) for r in page.note.rows()))


# ---- going there and finding ---------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [0.0, 1.0])
def test_a_session_opens_at_its_sentence_though_its_row_has_still_to_be_made_or_placed(start, monkeypatch, seconds):
    monkeypatch.setattr(note_sheet, "SLICE_SECONDS", seconds)  # row by row, and all of them at once
    at = start(long_note())
    at.window.show_workspace("demo", Moment("demo", sentence_id="s18"))
    at.wait_page("workspace")
    page = at.window.workspace_page
    at.wait(lambda: not page.note.building and at.seen("sentence.s18.text"))
    at.wait(lambda: at.window.focusWidget() is at.find("sentence.s18.text"))
    port = page.note.area.viewport()
    at.wait(lambda: port.rect().intersects(page.note.rect_of(rows(at)["s18"])))
    assert page.at is None
    page.note.area.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    at.window.resize(1300, 800)
    at.bot.wait(50)
    at.wait(at.idle)
    assert page.note.area.verticalScrollBar().value() == 0, "whoever scrolls is not taken back"


def test_words_are_found_without_regard_to_case_and_accents_and_gone_to(start):
    at = opened(start, long_note())
    note = at.window.workspace_page.note
    assert note.find("CAFE") == 20 and note.find("nobody") == 0 and note.find("sentence 1") == 11
    at.window.workspace_page.transcript.setFocus()
    note.show_found(10)
    port = note.area.viewport()
    at.wait(lambda: port.rect().intersects(note.rect_of(rows(at)["s19"])))
    assert at.window.workspace_page.transcript.hasFocus(), "whoever looks keeps the keys"
    assert rows(at)["s19"].words._current == 0 and rows(at)["s18"].words._current == -1
    assert rows(at)["s19"].words._marked == ((0, 10),)
    assert note.find("") == 0 and rows(at)["s19"].words._marked == ()


def test_what_is_found_stays_marked_in_the_field(start):
    at = opened(start, with_note(found(1)))
    at.window.workspace_page.note.find("slept")
    at.find("sentence.s1.text").setFocus()
    assert len(at.find("sentence.s1.text").extraSelections()) == 1


# ---- taking back ---------------------------------------------------------------------------------------


def test_what_was_removed_comes_back_by_key_and_the_keys_stay_near(start):
    at = opened(start, with_note(found(1), found(2), found(3)))
    at.find("sentence.s2.remove").setFocus()
    at.click("sentence.s2.remove")
    at.wait(lambda: list(stored(at)) == ["s1", "s3"])
    assert at.window.focusWidget() is at.find("sentence.s3.text")
    undo(at)
    at.wait(lambda: list(stored(at)) == ["s1", "s2", "s3"])
    assert stored(at)["s2"].evidence == found(2).evidence


def test_kept_and_replaced_are_taken_back_the_last_first(start):
    quotable = replace(marked(2), text="The client is taking sertraline and something else.")
    at = opened(start, with_note(marked(1), quotable))
    at.click("sentence.m1.keep")
    at.click("sentence.m2.quote")
    at.wait(lambda: rows(at)["m2"].sentence.origin is Origin.QUOTATION and at.idle())
    assert decisions(at) == {"m1": Decision.KEPT, "m2": Decision.REPLACED}
    assert "quotation" in at.window.toasts.shown()[-1].text
    page = at.window.workspace_page
    page.note.take_back()
    assert rows(at)["m2"].sentence.text == quotable.text and rows(at)["m2"].property("tone") == "warning"
    page.note.take_back()
    at.wait(lambda: rows(at)["m1"].sentence.needs_review and at.idle() and not decisions(at))
    assert at.find("note.toReview").text() == "2 sentences to decide"
    assert not page.note.take_back()


def test_what_was_typed_is_taken_back_before_what_was_pressed(start):
    at = opened(start, with_note(found(1), found(2)))
    at.click("sentence.s1.remove")
    at.find("sentence.s2.text").setFocus()
    at.bot.keyClicks(at.find("sentence.s2.text"), "abc")
    at.bot.keyClick(at.find("sentence.s2.text"), Qt.Key.Key_Z, CTRL)
    assert rows(at)["s2"].sentence.text == found(2).text and "s1" not in rows(at)
    undo(at)
    assert "s1" in rows(at)


def test_a_section_that_was_written_again_can_be_as_it_was(start):
    at = opened(start, with_note(found(1), found(2), found(3, section="plan")))
    at.click("section.data.redo")
    at.wait(lambda: "again-data" in rows(at) and at.idle() and bool(at.window.toasts.shown()))
    at.click("toast.action")
    at.wait(lambda: list(stored(at)) == ["s1", "s2", "s3"])
    assert "again-data" not in rows(at)


def test_nothing_is_taken_back_while_a_section_is_being_written_and_all_of_it_afterwards(start):
    at = opened(start, with_note(found(1), found(2), found(3, section="plan")))
    at.services.work.hold.clear()
    at.click("sentence.s3.remove")
    at.click("section.data.redo")
    at.wait(lambda: not at.find("section.plan.add").isEnabled())
    at.click("toast.action")
    assert not at.window.workspace_page.note.take_back() and "s3" not in rows(at)
    at.services.work.hold.set()
    at.wait(lambda: "again-data" in rows(at) and at.idle())
    note = at.window.workspace_page.note
    assert note.take_back() and note.take_back() and {"s1", "s2", "s3"} <= set(rows(at))


def test_a_sentence_that_comes_back_after_the_transcript_moved_is_checked_anew(start):
    at = opened(start, with_note(found(1), found(2)))
    at.click("sentence.s1.remove")
    at.wait(at.idle)
    at.click("transcript.swap")
    at.wait(at.idle)
    at.services.calls.clear()
    assert at.window.workspace_page.note.take_back()
    at.wait(lambda: ("check", found(1).text) in at.services.calls)


def test_another_session_takes_nothing_back(start):
    at = opened(start, with_note(found(1), found(2)))
    at.click("sentence.s1.remove")
    at.wait(at.idle)
    at.click("workspace.back")
    at.wait_page("today")
    assert not at.window.workspace_page.note.history


# ---- the link ------------------------------------------------------------------------------------------


def link(at):
    return at.window.workspace_page.sides.divider


def test_the_sentence_with_the_keys_is_linked_to_its_turns_and_the_link_follows(start):
    at = opened(start, with_note(found(1, (3, 4, 20)), *(found(n) for n in range(2, 20))))
    page = at.window.workspace_page
    assert link(at).sentence is None
    page.transcript.go_to_turn(3)
    at.find("sentence.s1.text").setFocus()
    at.wait(lambda: len(link(at).turns) == 2)
    near, far = link(at).turns
    assert near.beyond == 0 and far.beyond == 1, "3 and 4 follow each other, 20 is out of sight below"
    row, turn = page.note.rect_of(rows(at)["s1"]), page.transcript.turn_rect(3)
    top = link(at).mapFromGlobal(page.note.area.viewport().mapToGlobal(row.topLeft())).y()
    assert link(at).sentence.top == pytest.approx(top, abs=1)
    left = link(at).mapFromGlobal(page.transcript.viewport().mapToGlobal(turn.topLeft())).y()
    assert near.top == pytest.approx(left, abs=1)
    page.transcript.go_to_turn(20)
    at.wait(lambda: link(at).turns[-1].beyond == 0)
    bar = page.note.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    at.wait(lambda: link(at).sentence is None or link(at).sentence.top != pytest.approx(top, abs=1))


def test_the_mouse_comes_before_the_keys_and_what_is_not_found_has_a_broken_line(start):
    turn = with_sessions(FakeServices()).state.transcripts["demo"].turns[0]
    near = Evidence(0, turn.start, turn.end, turn.text)
    at = opened(start, with_note(found(1), replace(marked(2, "data"), evidence=(near,))))
    at.find("sentence.s1.text").setFocus()
    at.wait(lambda: bool(link(at).turns))
    assert not link(at).broken
    rows(at)["m2"].pointed.emit(rows(at)["m2"], True)
    at.wait(lambda: link(at).broken and len(link(at).turns) == 1)
    rows(at)["m2"].pointed.emit(rows(at)["m2"], False)
    at.wait(lambda: not link(at).broken)
    at.window.workspace_page.transcript.setFocus()
    at.wait(lambda: link(at).sentence is None)


# ---- the divider ---------------------------------------------------------------------------------------


def test_the_divider_moves_by_key_and_is_remembered(start):
    at = opened(start)
    sides = at.window.workspace_page.sides
    before = sides.widget(0).width()
    at.find("workspace.divider").setFocus()
    for _ in range(3):
        at.bot.keyClick(at.find("workspace.divider"), Qt.Key.Key_Right)
    assert sides.widget(0).width() > before and sides.share == 510
    at.wait(lambda: at.services.preferences.get("workspace.divider") == 510)
    at.bot.keyClick(at.find("workspace.divider"), Qt.Key.Key_Home)
    assert sides.widget(0).width() == before


def test_a_new_window_has_the_divider_where_it_was(start):
    services = with_sessions(FakeServices())
    services.preferences.values["workspace.divider"] = 600
    at = opened(start, services)
    sides = at.window.workspace_page.sides
    at.wait(lambda: abs(sides.widget(0).width() / (sides.widget(0).width() + sides.widget(1).width()) - 0.6) < 0.02)


def test_where_there_is_no_room_one_side_is_shown_and_what_is_pressed_is_seen(start):
    at = opened(start, scale=2.0)
    assert at.window.size().toTuple() == (1280, 800)
    at.wait(lambda: at.seen("note.view") and not at.seen("transcript.list"))
    at.click("workspace.side.transcript")
    assert at.seen("transcript.list") and not at.seen("note.view")
    at.click("workspace.side.note")
    at.find("sentence.n3.evidence.0").click()
    at.wait(lambda: at.seen("transcript.list") and not at.seen("note.view"))
    at.bot.keyClick(at.window, Qt.Key.Key_F8)
    at.wait(lambda: at.seen("note.view") and not at.seen("transcript.list"))


# ---- what is left --------------------------------------------------------------------------------------


def test_what_is_left_before_the_signature_is_said_and_gone_to(start):
    services = with_note(found(1), marked(2, "data"))
    services.records.save_profile(replace(services.records.profile(), name=""))
    nudge = Nudge("times", "t", "Nothing says when.", Place("plan"), Act.ADD, "From 9 to 10.")
    services.nudges.find = lambda _: ([nudge], 0)
    at = opened(start, services)
    at.wait(lambda: at.seen("checklist.times"))
    assert at.find("checklist.words").text() == "Before you sign:"
    assert at.find("checklist.decide").text() == "1 sentence to decide"
    assert at.find("checklist.section").text() == "2 sections are empty"
    assert at.seen("checklist.name")
    at.click("checklist.decide")
    assert at.window.focusWidget() is at.find("sentence.m2.keep")
    at.click("checklist.section")
    assert at.window.focusWidget() is at.find("section.assessment.add")
    at.click("checklist.section")
    assert at.window.focusWidget() is at.find("section.plan.add")
    at.click("checklist.times")
    assert at.window.workspace_page.note.rows()[-1].sentence.text == "From 9 to 10."
    at.click("sentence.m2.keep")
    at.wait(lambda: not at.seen("checklist.decide"))
    assert at.find("checklist.words").text() == "You can sign. Still open:"
    assert at.find("checklist.section").text() == "Assessment is empty"


def test_where_nothing_is_left_it_says_so_and_a_signed_note_has_no_list(start):
    services = with_note(found(1), found(2, section="assessment"), found(3, section="plan"))
    services.records.save_profile(replace(services.records.profile(), name="Ruth Calder"))
    services.nudges.find = lambda _: ([], 0)
    at = opened(start, services)
    at.wait(lambda: at.seen("checklist.words"))
    assert at.find("checklist.words").text() == "Nothing is left to do. You can sign."
    at.click("workspace.sign")
    at.click("sign.ok")
    at.wait(lambda: at.seen("note.signature"))
    assert not at.seen("checklist")


# ---- commands ------------------------------------------------------------------------------------------


def test_the_commands_of_the_workspace_can_be_chosen_as_the_note_allows(start):
    at = opened(start, with_note(found(1), marked(2)))
    page = at.window.workspace_page

    def able() -> dict[str, bool]:
        return {each.name: each.enabled for each in page.commands()}

    names = [each.name for each in page.commands()]
    assert len(names) == len(set(names))
    assert able()["note.next"] and able()["workspace.sign"] and not able()["workspace.addendum"]
    assert not able()["workspace.undo"]
    next(each for each in page.commands() if each.name == "note.next").act()
    assert at.window.focusWidget() is at.find("sentence.m2.keep")
    at.click("sentence.m2.keep")
    assert able()["workspace.undo"] and not able()["note.next"]
    next(each for each in page.commands() if each.name == "workspace.undo").act()
    assert rows(at)["m2"].sentence.needs_review


def test_nothing_is_a_window_of_its_own_for_a_moment(start):
    """What is shown before it has a place would flash up, and take the keys from the window."""
    at = opened(start, with_note(found(1, tuple(range(6))), marked(2), marked(3), found(4)))
    with windows_shown() as seen:
        at.click("sentence.m2.keep")
        at.click("sentence.m3.drop")
        at.click("sentence.s1.remove")
        at.find("sentence.s4.text").setFocus()
        at.window.workspace_page.note.take_back()
        at.click("section.plan.add")
        at.wait(at.idle)
    assert seen == []


def test_what_was_said_of_a_field_is_no_window_for_a_moment_either(qtbot):
    part = OwnPart(Section("mood", "Mood", "", topics=("symptoms",), clinician_only=True))
    qtbot.addWidget(part)
    transcript = Transcript((Turn("S1", 0.0, 1.0, "I was sad."),), (), 1.0)
    said = NoteSentence("q", "mood", "Client: “I was sad.”", Origin.QUOTATION, evidence=(Evidence(0, 0.0, 1.0, "I"),))
    with windows_shown() as seen:
        part.show_said([said, said], transcript)
    assert seen == [] and len([each for each in part.stops() if not each.isHidden()]) == 4


# ---- from one session to another ----------------------------------------------------------------------


def test_from_one_session_straight_to_another_nothing_of_the_first_stays(start):
    at = opened(start, with_note(found(1), found(2)))
    page = at.window.workspace_page
    at.click("sentence.s2.remove")
    before, seen = page.generation, []
    assert [toast.acts for toast in at.window.toasts.shown()] == [True]
    enter = page.enter

    def entered() -> None:
        seen.append((page.content, page.note.rows(), bool(page.note.history), at.window.toasts.shown()))
        enter()

    page.enter = entered
    at.window.show_workspace("signed")
    at.wait(lambda: page.session is not None and page.session.id == "signed" and at.idle())
    assert seen == [(None, [], False, [])] and page.generation > before
    assert list(stored(at)) == ["s1"], "what was removed is stored as it was left"


def test_what_could_not_be_stored_outlives_the_way_to_another_session(start, monkeypatch):
    at = opened(start, with_note(found(1), found(2)))
    page = at.window.workspace_page
    save = at.services.notes.save
    refused = []

    def refuse(note):
        refused.append(note)
        raise DiskFull

    monkeypatch.setattr(at.services.notes, "save", refuse)
    at.click("sentence.s2.remove")
    at.window.show_workspace("signed")
    at.wait(lambda: page.session is not None and page.session.id == "signed" and at.idle())
    assert refused and page.unsaved and list(stored(at)) == ["s1", "s2"]
    monkeypatch.setattr(at.services.notes, "save", save)
    at.window.show_workspace("demo")
    at.wait(lambda: list(stored(at)) == ["s1"] and at.idle())
