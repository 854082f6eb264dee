"""Correcting the transcript in the window: by the menu of a turn, by keys, and taken back again."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.domain.corrections import split_turn
from app.domain.errors import NotAllowed
from app.domain.note import NoteSentence, Origin, Verdict
from app.domain.transcript import Role, Stretch, StretchKind, Transcript
from app.notes.medications import Suggestion
from app.ui import theme
from app.ui.workspace.note_view import SectionCard
from tests.gui.fake_services import FakeServices, with_sessions
from tests.gui.test_main_job import open_session
from tests.gui.test_workspace import click_turn, workspace
from tests.window_blocks import long_blocks


def view_of(at):
    return at.window.workspace_page.transcript


def stored(at) -> Transcript:
    return at.services.state.transcripts["demo"]


def choose(at, number: int) -> None:
    """Make a turn the current one, as the arrow keys would."""
    view = view_of(at)
    view.setFocus()
    view.setCurrentIndex(view.turns.turn_index(number))
    view.scrollTo(view.currentIndex())


def open_menu(at, number: int) -> QMenu:
    """The menu of a turn, by the menu key."""
    choose(at, number)
    view = view_of(at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), view.mapToGlobal(QPoint(0, 0)))
    QApplication.sendEvent(view.viewport(), event)
    at.wait(lambda: bool(menus(at)))
    return menus(at)[0]


def menus(at) -> list[QMenu]:
    return [m for m in at.window.workspace_page.findChildren(QMenu, "turn.menu") if m.isVisible()]


def pick(at, menu: QMenu, name: str) -> None:
    """Choose from a menu by the keys: down to the entry, into its menu where it has one, Enter."""
    for entry in menu.actions():
        inner = entry.menu()
        if entry.objectName() == name or (inner and any(a.objectName() == name for a in inner.actions())):
            menu.setActiveAction(entry)
            if entry.objectName() != name:
                at.bot.keyClick(menu, Qt.Key.Key_Right)
                at.wait(inner.isVisible)
                pick(at, inner, name)
                return
            assert entry.isEnabled()
            at.bot.keyClick(menu, Qt.Key.Key_Return)
            return
    raise AssertionError(f"nothing is called {name}")


def idle(at) -> None:
    at.wait(lambda: at.window.ops.pending == 0 and not at.window.workspace_page.note.building)


# ---- who spoke -------------------------------------------------------------------------------------


def test_a_turn_is_given_to_the_other_speaker_and_back(start):
    at = workspace(start)
    first = stored(at)
    assert not at.find("transcript.undo").isEnabled()
    pick(at, open_menu(at, 5), "turn.who.S1")
    at.wait(lambda: view_of(at).turns.rowCount() == len(first.turns) - 2)
    idle(at)
    assert stored(at).turns[4].text.count("I kept my phone") == 1, "three turns of one voice are one"
    at.click("transcript.undo")
    at.wait(lambda: stored(at) == first)
    idle(at)
    assert not at.find("transcript.undo").isEnabled()
    at.click("transcript.redo")
    at.wait(lambda: stored(at) != first)


def test_control_z_takes_a_correction_back_but_not_in_a_text_field(start):
    at = workspace(start)
    first = stored(at)
    at.click("transcript.swap")
    at.wait(lambda: stored(at).speakers[0].role is Role.CLIENT)
    idle(at)
    field = at.find("sentence.n0.text")
    first_words = field.toPlainText()
    field.setFocus()
    written = at.window.focusWidget()
    at.bot.keyClicks(written, "x")
    assert field.toPlainText().count("x") > first_words.count("x")
    at.bot.keyClick(written, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(at)
    assert field.toPlainText() == first_words
    assert stored(at).speakers[0].role is Role.CLIENT
    choose(at, 0)
    at.bot.keyClick(view_of(at), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at.wait(lambda: stored(at) == first)
    idle(at)
    at.bot.keyClick(view_of(at), Qt.Key.Key_Z,
                    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    at.wait(lambda: stored(at).speakers[0].role is Role.CLIENT)


def test_a_turn_is_split_where_the_cursor_stands(start):
    at = workspace(start)
    text = stored(at).turns[3].text
    pick(at, open_menu(at, 3), "turn.part")
    field = at.wait_for("part.text")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    assert not at.find("part.ok").isEnabled(), "a part without words is none"
    for _ in range(1 + text.split().index("But")):
        at.bot.keyClick(field, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    while not at.find("part.preview").full.startswith("Goes to somebody else: “But the worry"):
        at.bot.keyClick(field, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        assert field.textCursor().position() < len(text)
    assert at.find("part.who").currentData() == "S1", "the other one goes on, most likely"
    at.click("part.ok")
    at.wait(lambda: not at.seen("part.ok"))
    assert [(t.speaker, t.text.split()[0]) for t in stored(at).turns[3:5]] == [("S2", "Mixed."), ("S1", "But")]
    assert ("split", "demo") in at.services.calls


def test_selected_words_are_somebody_elses(start):
    at = workspace(start)
    count = len(stored(at).turns)
    pick(at, open_menu(at, 3), "turn.part")
    field = at.wait_for("part.text")
    cursor = field.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(field.toPlainText().index("maybe") - 1, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    at.find("part.who").setCurrentIndex(at.find("part.who").findData(""))
    at.click("part.ok")
    at.wait(lambda: not at.seen("part.ok"))
    assert [t.speaker for t in stored(at).turns[3:5]] == ["S3", "S2"]
    assert stored(at).turns[3].text == "Mixed. I slept better,"
    assert view_of(at).turns.rowCount() == count + 1


def test_where_the_menu_was_asked_for_is_where_the_turn_is_split(start):
    at = workspace(start)
    view = view_of(at)
    rect = view.visualRect(view.turns.turn_index(3))
    delegate = view.itemDelegate()
    spots = {
        delegate.word_at(rect, view.turns.turn_index(3), QPoint(x, y))
        for x in range(rect.left(), rect.right(), 6)
        for y in range(rect.top(), rect.bottom(), 6)
    }
    assert spots == {-1, *range(len(stored(at).turns[3].text.split()))}, "every word can be pointed at"


def test_several_turns_are_given_to_one_speaker(start):
    at = workspace(start)
    pick(at, open_menu(at, 2), "turn.range")
    at.wait_for("range.last").setCurrentIndex(2)
    who = at.find("range.who")
    who.setCurrentIndex(who.findData(""))
    at.click("range.ok")
    at.wait(lambda: not at.seen("range.ok"))
    assert [t.speaker for t in stored(at).turns[1:4]] == ["S2", "S3", "S2"]
    assert all(word in stored(at).turns[2].text for word in ("change your mind", "Mixed.", "Six hours"))


def test_one_person_who_was_taken_for_two_is_one_again(start):
    at = workspace(start)
    pick(at, open_menu(at, 3), "turn.who.new")
    at.wait(lambda: len(stored(at).speakers) == 3)
    idle(at)
    pick(at, open_menu(at, 3), "turn.merge")
    at.wait_for("merge.gone")
    assert at.find("merge.gone").currentData() == "S3"
    at.find("merge.into").setCurrentIndex(at.find("merge.into").findData("S3"))
    assert not at.find("merge.ok").isEnabled()
    at.find("merge.into").setCurrentIndex(at.find("merge.into").findData("S2"))
    at.click("merge.ok")
    at.wait(lambda: len(stored(at).speakers) == 2 and not at.seen("merge.ok"))


def test_the_small_button_of_a_turn_opens_its_menu(start):
    at = workspace(start)
    view = view_of(at)
    rect = view.visualRect(view.turns.turn_index(1))
    place, _ = view.itemDelegate().targets(rect, view.turns.turn_index(1))["menu"]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    at.wait(lambda: bool(menus(at)))
    assert not any(c[0] == "play" for c in at.services.calls), "the button is no click on the turn"
    menus(at)[0].close()


def test_the_note_follows_on_the_screen(start):
    at = workspace(start)
    quotation = at.find("sentence.n4.text")
    assert quotation.toPlainText() == "Client: “That if I make one mistake, everything falls apart.”"
    at.find("sentence.n4.evidence.0").click()
    number = min(view_of(at).turns.highlighted)
    pick(at, open_menu(at, number), "turn.who.S1")
    at.wait(lambda: quotation.toPlainText().startswith("Therapist: “That if I make one mistake"))
    idle(at)
    at.find("sentence.n4.evidence.0").click()
    shown = min(view_of(at).turns.highlighted)
    assert "everything falls apart" in view_of(at).turns.transcript.turns[shown].text
    at.click("transcript.undo")
    at.wait(lambda: quotation.toPlainText().startswith("Client: “That if I make one mistake"))


def test_what_the_clinician_just_typed_stays(start):
    at = workspace(start)
    at.type("sentence.n3.text", "I am sure. ")
    pick(at, open_menu(at, 9), "turn.who.S1")
    at.wait(lambda: ("reassign", "demo") in at.services.calls)
    idle(at)
    assert at.find("sentence.n3.text").toPlainText().startswith("I am sure.")
    at.wait(lambda: at.services.state.notes["demo"].sentences[3].text.startswith("I am sure."))


def test_a_refused_correction_leaves_the_dialog_open(start):
    at = workspace(start)
    pick(at, open_menu(at, 3), "turn.part")
    at.wait_for("part.text")
    at.services.corrections.error = NotAllowed("These words were changed meanwhile.")
    at.click("part.ok")
    at.wait(lambda: at.seen("part.error"))
    assert at.find("part.ok").isEnabled()
    at.click("part.cancel")


def test_a_signed_note_has_no_menus(start):
    at = workspace(start, "signed")
    view = view_of(at)
    assert not at.seen("transcript.undo") and not at.seen("section.data.redo")
    assert view.itemDelegate().targets(view.visualRect(view.turns.index(0)), view.turns.index(0)) == {}
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(view.viewport(), event)
    assert not menus(at)


# ---- what has no words -----------------------------------------------------------------------------


def with_stretches(start):
    services = with_sessions(FakeServices())
    turns = services.state.transcripts["demo"].turns
    services.state.stretches = [
        Stretch(StretchKind.UNCLEAR, turns[0].end + 0.1, turns[0].end + 0.5),
        Stretch(StretchKind.PAUSE, turns[1].end, turns[1].end + 45.0),
    ]
    return workspace(lambda: start(services))


def test_stretches_stand_between_the_turns(start):
    at = with_stretches(start)
    model = view_of(at).turns
    assert [model.row_at(row) for row in range(5)] == [
        0, at.services.state.stretches[0], 1, at.services.state.stretches[1], 2,
    ]  # fmt: skip
    read = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in (1, 3)]
    assert read[0].startswith("Unclear, 0:01, 0:") and read[0].endswith("Space plays it. Enter writes it down.")
    assert read[1].startswith("Pause, 0:45") and "plays" not in read[1]
    at.find("sentence.n3.evidence.0").click()
    assert model.highlighted == {25} and model.row_at(27) == 25
    assert view_of(at).viewport().rect().intersects(view_of(at).visualRect(model.turn_index(25)))


def press(at, row: int, target: str) -> None:
    """Click on a word that can be pressed in a row."""
    view = view_of(at)
    index = view.turns.index(row)
    place, _ = view.itemDelegate().targets(view.visualRect(index), index)[target]
    at.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def test_an_unclear_stretch_is_played_and_stopped(start):
    at = with_stretches(start)
    stretch = at.services.state.stretches[0]
    press(at, 1, "play")
    at.wait(lambda: any(c[0] == "play" for c in at.services.calls))
    played = next(c for c in at.services.calls if c[0] == "play")
    assert stretch.start - 0.2 <= played[1] <= stretch.start and played[2] == stretch.end
    assert view_of(at).turns.sounding == stretch and view_of(at).turns.playing == -1
    click_turn(at, 0)
    at.wait(lambda: view_of(at).turns.playing == 0)
    assert view_of(at).turns.sounding is None
    press(at, 1, "play")
    at.wait(lambda: view_of(at).turns.sounding == stretch and view_of(at).turns.playing == -1)
    view_of(at).setCurrentIndex(view_of(at).turns.index(1))
    at.bot.keyClick(view_of(at), Qt.Key.Key_Space)
    assert view_of(at).turns.sounding is None


def test_an_unclear_stretch_is_written_down_by_keys(start):
    at = with_stretches(start)
    view = view_of(at)
    at.services.corrections.hold.clear()
    view.setFocus()
    view.setCurrentIndex(view.turns.index(1))
    at.bot.keyClick(view, Qt.Key.Key_Return)
    assert view.turns.writing == at.services.state.stretches[0]
    assert "write" not in view.itemDelegate().targets(view.visualRect(view.turns.index(1)), view.turns.index(1))
    at.services.corrections.hold.set()
    at.wait(lambda: stored(at).turns[1].text == "I was whispering.")
    idle(at)
    model = view.turns
    assert model.row_at(1) == 1 and model.notices(1) == ["speaker uncertain"]
    assert model.data(model.index(1), Qt.ItemDataRole.ToolTipRole).startswith("Speaker uncertain")
    at.click("transcript.undo")
    at.wait(lambda: isinstance(model.row_at(1), Stretch))


def test_what_can_be_pressed_is_not_drawn_over_what_is_said(start):
    at = with_stretches(start)
    view, row = view_of(at), view_of(at).turns.index(1)
    beside = view.itemDelegate().targets(view.visualRect(row), row)["play"][0].left()
    at.services.corrections.hold.clear()
    press(at, 1, "write")
    metrics = QFontMetrics(theme.font("caption"))
    moved = view.itemDelegate().targets(view.visualRect(row), row)["play"][0].left() - beside
    assert moved >= metrics.horizontalAdvance(" · being written down…") - 1, "parts of a pixel are rounded"
    is_written(at)


def test_where_nothing_is_made_out_it_is_said_calmly(start):
    at = with_stretches(start)
    at.services.corrections.heard = ""
    press(at, 1, "write")
    at.wait(lambda: at.seen("transcript.banner"))
    assert view_of(at).turns.writing is None
    assert isinstance(view_of(at).turns.row_at(1), Stretch)


def test_without_sound_there_is_nothing_to_press(start):
    services = with_sessions(FakeServices())
    services.state.change("demo", recording_id="")
    services.state.stretches = [Stretch(StretchKind.SKIPPED, 5.0, 9.0)]
    at = workspace(lambda: start(services))
    view = view_of(at)
    row = next(r for r in range(view.turns.rowCount()) if isinstance(view.turns.row_at(r), Stretch))
    assert view.itemDelegate().targets(view.visualRect(view.turns.index(row)), view.turns.index(row)) == {}


def being_written(start):
    """The first stretch is being written down: a turn will come between the first and the second."""
    at = with_stretches(start)
    at.services.corrections.hold.clear()
    press(at, 1, "write")
    assert view_of(at).turns.writing is not None
    return at


def is_written(at) -> None:
    at.services.corrections.hold.set()
    at.wait(lambda: stored(at).turns[1].text == "I was whispering.")
    idle(at)


def type_in(at, number: int, text: str):
    """Type other words into a turn; they are not sent off."""
    choose(at, number)
    at.bot.keyClick(view_of(at), Qt.Key.Key_Return)
    editor = at.wait_for("transcript.editor")
    editor.selectAll()
    at.bot.keyClicks(editor, text)
    return editor


def texts(at) -> list[str]:
    return [turn.text for turn in stored(at).turns]


def test_a_dialog_splits_the_turn_it_shows_though_others_came_before_it(start):
    at = being_written(start)
    before = texts(at)
    pick(at, open_menu(at, 3), "turn.part")
    at.wait_for("part.text")
    is_written(at)
    at.click("part.ok")
    at.wait(lambda: not at.seen("part.ok"))
    idle(at)
    assert texts(at)[1:4] == ["I was whispering.", before[1], before[2]]
    assert " ".join(texts(at)[4:6]) == f"{before[3]} {before[4]}", "its second part joins what the other says next"
    assert texts(at)[6:] == before[5:] and texts(at)[4] != before[3]


def test_a_range_chosen_before_others_came_is_the_range_that_was_shown(start):
    at = being_written(start)
    before = texts(at)
    pick(at, open_menu(at, 2), "turn.range")
    who = at.wait_for("range.who")
    who.setCurrentIndex(who.findData(""))
    is_written(at)
    at.click("range.ok")
    at.wait(lambda: not at.seen("range.ok"))
    idle(at)
    theirs = [turn.text for turn in stored(at).turns if turn.speaker == "S3"]
    assert theirs == [f"{before[2]} {before[3]}"]


def test_a_turn_that_was_parted_meanwhile_is_not_split_elsewhere(start):
    at = being_written(start)
    pick(at, open_menu(at, 0), "turn.part")
    at.wait_for("part.text")
    transcript = stored(at)
    at.services.state.transcripts["demo"] = split_turn(transcript, 0, 2)
    at.click("part.ok")
    at.wait(lambda: at.seen("part.error"))
    assert len(stored(at).turns) == len(transcript.turns) + 1, "nothing else was split"
    at.click("part.cancel")
    at.services.corrections.hold.set()


def test_an_open_menu_stands_for_its_turn_though_others_came_before_it(start):
    at = being_written(start)
    chosen = stored(at).turns[3]
    menu = open_menu(at, 3)
    is_written(at)
    pick(at, menu, "turn.who.new")
    at.wait(lambda: ("reassign", "demo") in at.services.calls)
    idle(at)
    assert [turn.text for turn in stored(at).turns if turn.speaker == "S3"] == [chosen.text]


@pytest.mark.parametrize("left", [False, True])
def test_words_that_are_typed_while_a_stretch_is_written_down_are_kept(start, left):
    at = being_written(start)
    before = texts(at)
    editor = type_in(at, 3, "Everything typed anew.")
    is_written(at)
    assert at.seen("transcript.editor"), "nobody takes the field away under the hands"
    assert editor.toPlainText() == "Everything typed anew."
    if left:
        at.bot.keyClick(at.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        at.wait_page("today")
    else:
        at.bot.keyClick(editor, Qt.Key.Key_Return)
    at.wait(lambda: ("edit", "demo") in at.services.calls)
    idle(at)
    assert texts(at) == [before[0], "I was whispering.", before[1], before[2], "Everything typed anew.", *before[4:]]
    if not left:
        at.wait(lambda: view_of(at).turns.transcript == stored(at))
        assert view_of(at).turns.writing is None


def test_a_field_that_is_closed_unchanged_lets_the_written_words_come(start):
    at = being_written(start)
    editor = type_in(at, 3, "Never mind.")
    is_written(at)
    at.bot.keyClick(editor, Qt.Key.Key_Escape)
    at.wait(lambda: view_of(at).turns.transcript == stored(at))
    assert "Never mind." not in texts(at) and ("edit", "demo") not in at.services.calls


def test_no_words_are_typed_while_an_undo_is_under_way(start):
    at = workspace(start)
    view, first = view_of(at), texts(at)
    pick(at, open_menu(at, 5), "turn.who.S1")
    at.wait(lambda: len(stored(at).turns) == len(first) - 2)
    idle(at)
    gate, real = threading.Event(), at.services.corrections.undo

    def slow(session_id):
        assert gate.wait(10)
        return real(session_id)

    at.services.corrections.undo = slow
    at.click("transcript.undo")
    choose(at, 7)
    at.bot.keyClick(view, Qt.Key.Key_Return)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.currentIndex()).center())
    assert not at.seen("transcript.editor"), "the numbers on the screen will be others in a moment"
    gate.set()
    at.wait(lambda: texts(at) == first)
    idle(at)
    type_in(at, 7, "Corrected.")
    at.bot.keyClick(at.find("transcript.editor"), Qt.Key.Key_Return)
    at.wait(lambda: texts(at) == [*first[:7], "Corrected.", *first[8:]])


# ---- what may have been meant ----------------------------------------------------------------------


def with_suggestions(start):
    services = with_sessions(FakeServices())
    turns = list(services.state.transcripts["demo"].turns)
    turns[3] = replace(turns[3], text=turns[3].text.replace("better,", "certaline,"))
    services.state.transcripts["demo"] = replace(services.state.transcripts["demo"], turns=tuple(turns))
    place = turns[3].text.split().index("certaline,")
    services.corrections.asked = [Suggestion(3, place, place + 1, "certaline", "sertraline", "spelling")]
    at = workspace(lambda: start(services))
    at.wait(lambda: bool(view_of(at).turns.suggestions))
    return at


def test_a_suggestion_is_used_only_when_it_is_pressed(start):
    at = with_suggestions(start)
    model = view_of(at).turns
    assert model.data(model.index(3), Qt.ItemDataRole.AccessibleTextRole).endswith("Did they say sertraline?")
    assert "certaline," in stored(at).turns[3].text, "nothing changes by itself"
    press(at, 3, "use.0")
    at.wait(lambda: "sertraline" in stored(at).turns[3].text)
    idle(at)
    assert not model.suggestions
    at.click("transcript.undo")
    at.wait(lambda: "certaline," in stored(at).turns[3].text)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_long_names_give_way_to_what_has_to_be_seen(start, scale):
    services = with_sessions(FakeServices())
    held = services.state.transcripts["demo"]
    name = "Prof. Dr. Wilhelmina Katharina von Mittermaier-Schwarzenberger (Supervision)"
    turns = (*held.turns[:3], replace(held.turns[3], uncertain=True), *held.turns[4:])
    speakers = tuple(replace(each, name=name) if each.label == "S2" else each for each in held.speakers)
    services.state.transcripts["demo"] = replace(held, turns=turns, speakers=speakers)
    said = " ".join(turns[3].text.split()[:2])
    services.corrections.asked = [Suggestion(3, 0, 2, said, "hydroxyethylcellulose-venlafaxine retard forte", "sound")]
    at = workspace(lambda: start(services, scale=scale))
    at.window.resize(960, 640)
    view = view_of(at)
    at.wait(lambda: bool(view.turns.suggestions))
    index, delegate = view.turns.turn_index(3), view.itemDelegate()
    rect = view.visualRect(index)
    found = delegate.targets(rect, index)
    metrics = QFontMetrics(theme.font("caption"))
    for place in ("use.0", "leave.0"):
        where, text = found[place]
        assert rect.left() < where.left() and where.right() < rect.right() and where.width() >= len(text)
    asked = delegate.asks(view.turns.question(services.corrections.asked[0]), rect.width())
    assert asked.startswith("Did they say hydroxy")
    shown, notices = delegate.head(rect.width(), 3, view.turns)
    assert notices == "speaker uncertain" and shown.startswith("Pr") and shown.endswith("…")
    line = metrics.horizontalAdvance(f"{shown} 0:00 {notices}")
    assert line < rect.width()


def test_a_suggestion_is_left_by_keys(start):
    at = with_suggestions(start)
    pick(at, open_menu(at, 3), "turn.leave.0")
    at.wait(lambda: ("leave", "certaline") in at.services.calls)
    at.wait(lambda: not view_of(at).turns.suggestions)
    assert "certaline," in stored(at).turns[3].text


# ---- a section again -------------------------------------------------------------------------------


def test_a_section_is_written_again_and_the_others_stay(start):
    at = workspace(start)
    at.services.work.hold.clear()
    at.type("sentence.n6.text", "Surely. ")
    at.click("section.data.redo")
    at.wait(lambda: not at.find("section.plan.redo").isEnabled())
    assert not any(at.find(n).isEnabled() for n in ("workspace.sign", "sentence.n0.text", "section.plan.add"))
    assert at.find("section.data.redo").text() == "Being written…"
    choose(at, 0)
    assert view_of(at).turns.locked, "the words under a section stay while it is written"
    at.services.work.hold.set()
    at.wait(lambda: ("redo_section", "data") in at.services.calls)
    at.wait_page("workspace")
    at.wait(lambda: at.seen("sentence.again-data.text"))
    assert at.find("sentence.n6.text").toPlainText().startswith("Surely.")
    assert not at.seen("sentence.n0.text") and at.find("workspace.sign").isEnabled()
    assert not view_of(at).turns.locked


def test_a_section_that_could_not_be_written_leaves_all_as_it_was(start):
    at = workspace(start)
    at.services.work.error = NotAllowed("You changed the note meanwhile.")
    at.click("section.data.redo")
    at.click("error.close")
    at.wait(lambda: at.find("section.plan.redo").isEnabled())
    assert at.find("sentence.n0.text").isEnabled() and at.find("workspace.sign").isEnabled()
    assert not view_of(at).turns.locked


def tabbed(at, *, until: str) -> list[str]:
    """What the Tab key comes to, up to a name."""
    found: list[str] = []
    while until not in found:
        at.bot.keyClick(at.window.focusWidget(), Qt.Key.Key_Tab)
        found.append(at.window.focusWidget().objectName())
        assert len(found) < 80, found
    return found


def test_the_tab_key_goes_through_the_note_from_above(start):
    at = workspace(start)
    note = at.window.workspace_page.note
    at.find("section.data.add").click()  # one more, after all others were made
    at.wait(lambda: all(row.text.isVisible() for row in note.rows()))
    assert at.window.focusWidget() is note.rows()[4].text
    wanted: list[str] = []
    for card in note.findChildren(SectionCard):
        texts_ = [row.text.objectName() for row in card.all_rows()]
        wanted += [card.redo.objectName(), *texts_, card.add.objectName()]
    at.find(wanted[0]).setFocus()
    found = tabbed(at, until=wanted[-1])
    assert [name for name in found if name in wanted] == wanted[1:]
    first = found.index("sentence.n0.text")
    assert found[first + 1] == "sentence.n0.remove" and found[first + 2] == "sentence.n0.evidence.0"


# ---- long sessions ---------------------------------------------------------------------------------


def test_a_long_session_keeps_its_place_and_does_not_block(start):
    at = start()
    long = at.services.state.transcripts["demo"]
    step = long.duration
    many = [replace(t, start=t.start + n * step, end=t.end + n * step, words=()) for n in range(80) for t in long.turns]
    at.services.state.transcripts["demo"] = Transcript(tuple(many), long.speakers, step * 80)
    at.services.state.stretches = [
        Stretch(StretchKind.UNCLEAR, t.end, t.end + 0.3) for t in many[::5]
    ]  # fmt: skip
    note = at.services.state.notes["demo"]
    more = tuple(
        NoteSentence(f"x{n}", "data", f"Sentence {n}.", Origin.MODEL, Verdict.SUPPORTED, 0.9, (), s.evidence)
        for n, s in enumerate(note.sentences * 5)
    )
    at.services.state.notes["demo"] = replace(note, sentences=(*note.sentences, *more))
    open_session(at, "demo")
    at.wait_page("workspace")
    view = view_of(at)
    wanted = len(many) // 2
    at.wait(lambda: view.visualRect(view.turns.turn_index(len(many) - 1)).isValid())
    at.wait(lambda: not at.window.workspace_page.note.building)
    at.window.blocks.blocks.clear()  # how long a session takes to open is measured by the benchmark
    for other in ("turn.who.S1", "turn.who.S2"):  # turns are joined: there are fewer rows
        menu = open_menu(at, wanted if view.turns.transcript.turns[wanted].speaker not in other else wanted + 1)
        top = view.turns.time_of(view.indexAt(QPoint(50, 1)).row())
        where = view.visualRect(view.turns.index(view.turns.row_near(top))).top()
        rows = view.turns.rowCount()
        pick(at, menu, other)
        at.wait(lambda n=rows: view.turns.rowCount() < n)
        idle(at)
        at.wait(lambda t=top, w=where: abs(view.visualRect(view.turns.index(view.turns.row_near(t))).top() - w) <= 2)
        assert view.currentIndex().isValid() and at.window.focusWidget() is view
    assert long_blocks(at.window.blocks) == []
