"""The transcript side: sound and text that follow each other, the timeline, doubtful places, finding words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from app.domain.moment import Moment
from app.domain.session import Mark
from app.domain.transcript import Stretch, StretchKind, Word
from app.ui import theme
from app.ui.announce import voice
from app.ui.workspace.doubts import Why
from app.ui.workspace.timeline import Sign
from tests.gui.fake_services import FakePlayer, FakeServices, with_sessions
from tests.gui.test_workspace import workspace

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def with_player(start, monkeypatch: pytest.MonkeyPatch, **changes):
    """The workspace, and the player that it will play with."""
    services = with_sessions(FakeServices())
    services.state.change("demo", **changes)
    player = FakePlayer(services.calls)
    monkeypatch.setattr(services.recording, "player", lambda _: player)
    at = workspace(lambda: start(services))
    return at, player


def side_of(at):
    return at.window.workspace_page.hearing


def view_of(at):
    return at.window.workspace_page.transcript


def plays(at) -> list[tuple[float, float | None]]:
    return [call[1:] for call in at.services.calls if call[0] == "play"]


def heard(at, player: FakePlayer, time: float) -> None:
    """The sound has come so far."""
    at.wait(side_of(at).playing._timer.isActive)
    player.position = time
    at.wait(lambda: side_of(at).playing.here == time)


def word_place(at, number: int, word: int) -> QPoint:
    """Where a word of a turn stands in the list."""
    view = view_of(at)
    view.scrollTo(view.turns.turn_index(number))
    rect, delegate = view.turn_rect(number), view.itemDelegate()
    for y in range(rect.top(), rect.bottom(), 4):
        for x in range(rect.left(), rect.right(), 4):
            if delegate.word_at(rect, view.turns.turn_index(number), QPoint(x, y)) == word:
                return QPoint(x + 2, y + 2)
    raise AssertionError(f"word {word} is nowhere")


def roll(at, pixels: int) -> None:
    """Turn the wheel over the list."""
    port = view_of(at).viewport()
    middle = QPointF(port.rect().center())
    event = QWheelEvent(
        middle, port.mapToGlobal(middle), QPoint(0, pixels), QPoint(0, pixels), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


# ---- sound -----------------------------------------------------------------------------------------


def test_a_word_that_is_clicked_is_where_the_turn_begins_to_play(start, monkeypatch):
    at, _ = with_player(start, monkeypatch)
    turn = view_of(at).turns.transcript.turns[3]
    at.bot.mouseClick(view_of(at).viewport(), Qt.MouseButton.LeftButton, pos=word_place(at, 3, 4))
    at.wait(lambda: bool(plays(at)))
    assert plays(at) == [(pytest.approx(turn.words[4].start - 0.15), turn.end)]


def test_the_text_follows_the_sound_from_turn_to_turn(start, monkeypatch):
    at, player = with_player(start, monkeypatch)
    turns = view_of(at).turns
    said = turns.transcript.turns
    at.bot.keyClick(view_of(at), Qt.Key.Key_Space, CONTROL)
    at.wait(lambda: bool(plays(at)))
    assert plays(at)[0][1] is None, "it is played on and on"
    for number in (1, 12, 30):
        heard(at, player, said[number].words[2].start + 0.01)
        assert (turns.playing, turns.sounding_word) == (number, 2)
        rect = view_of(at).word_rect(number, 2)
        assert view_of(at).viewport().rect().contains(rect.center()), "what is heard is seen"
    first, last = turns.word_span(30, 2)
    assert said[30].text[first:last] == said[30].words[2].text
    at.bot.keyClick(view_of(at), Qt.Key.Key_Space, CONTROL)
    at.wait(lambda: not player.playing)
    assert turns.playing == -1


def test_the_list_stays_where_the_reader_goes_until_asked_back(start, monkeypatch):
    at, player = with_player(start, monkeypatch)
    turns = view_of(at).turns
    at.click("player.play")
    heard(at, player, 0.5)
    roll(at, -1200)
    at.wait(lambda: at.seen("player.follow"))
    there = view_of(at).above
    assert there > 0
    heard(at, player, turns.transcript.turns[1].start + 0.1)
    assert turns.playing == 1 and view_of(at).above == there, "nobody is torn away from what they read"
    at.click("player.follow")
    assert view_of(at).viewport().rect().intersects(view_of(at).turn_rect(1)) and not at.seen("player.follow")


def test_stopping_keeps_the_place_and_back_goes_three_seconds(start, monkeypatch):
    at, player = with_player(start, monkeypatch)
    at.click("player.play")
    heard(at, player, 20.0)
    at.click("player.play")
    assert at.find("player.time").text().startswith("0:20")
    at.click("player.play")
    at.wait(lambda: len(plays(at)) == 2)
    assert plays(at)[1] == (pytest.approx(19.85), None)
    heard(at, player, 40.0)
    at.bot.keyClick(view_of(at), Qt.Key.Key_Space, CONTROL | SHIFT)
    at.wait(lambda: len(plays(at)) == 3)
    assert plays(at)[2] == (pytest.approx(36.85), None)


def test_back_within_a_turn_still_ends_with_the_turn(start, monkeypatch):
    at, player = with_player(start, monkeypatch)
    turn = view_of(at).turns.transcript.turns[3]
    side_of(at).playing.toggle(3)
    heard(at, player, turn.start + 4.0)
    side_of(at).playing.back()
    at.wait(lambda: len(plays(at)) == 2)
    assert plays(at)[1] == (pytest.approx(turn.start + 0.85), turn.end)


def test_the_speed_is_chosen_by_menu_and_keys_and_kept(start, monkeypatch):
    at, player = with_player(start, monkeypatch)
    at.click("player.speed")
    menu = next(m for m in at.window.findChildren(QMenu, "player.speeds") if m.isVisible())
    next(a for a in menu.actions() if a.objectName() == "player.speed.1.5").trigger()
    menu.close()
    at.window.activateWindow()
    at.wait(at.window.isActiveWindow)
    assert at.find("player.speed").text() == "1.5×"
    at.wait(lambda: at.services.preferences.get("playback_speed") == 1.5)
    at.click("player.play")
    at.wait(lambda: player.speed == 1.5 and player.playing)
    for _ in range(4):
        at.bot.keyClick(view_of(at), Qt.Key.Key_Up, CONTROL | SHIFT)
    at.wait(lambda: player.speed == 2.0)  # while it plays, and no faster than that
    at.bot.keyClick(view_of(at), Qt.Key.Key_Down, CONTROL | SHIFT)
    at.wait(lambda: player.speed == 1.75)


def test_hearing_a_turn_while_it_is_typed_loses_no_letter(start, monkeypatch):
    at, player = with_player(start, monkeypatch)
    view = view_of(at)
    view.setCurrentIndex(view.turns.turn_index(1))
    view.setFocus()
    at.bot.keyClick(view, Qt.Key.Key_Return)
    at.wait(lambda: at.seen("transcript.editor"))
    editor = at.find("transcript.editor", QPlainTextEdit)
    editor.selectAll()
    at.bot.keyClicks(editor, "Half a sent")
    at.bot.keyClick(editor, Qt.Key.Key_Space, CONTROL)
    turn = view.turns.transcript.turns[1]
    at.wait(lambda: plays(at) == [(pytest.approx(turn.start - 0.15), turn.end)])
    heard(at, player, turn.words[1].start + 0.01)
    assert editor.toPlainText() == "Half a sent" and view.editor_open


def test_without_a_recording_there_is_no_player(start):
    services = with_sessions(FakeServices())
    services.state.change("demo", recording_id="")
    turns = tuple(replace(turn, uncertain=False) for turn in services.state.transcripts["demo"].turns)
    services.state.transcripts["demo"] = replace(services.state.transcripts["demo"], turns=turns)
    at = workspace(lambda: start(services))
    assert not at.seen("player")
    at.bot.keyClick(view_of(at), Qt.Key.Key_Space, CONTROL)
    assert not plays(at)
    assert not any(each.enabled for each in side_of(at).playing.commands())


# ---- the timeline ----------------------------------------------------------------------------------


def test_the_timeline_shows_marks_and_words_about_safety_and_goes_there(start, monkeypatch):
    at, _ = with_player(start, monkeypatch, marks=(Mark(90.0),))
    line = at.find("transcript.timeline")
    at.wait(lambda: len(line.points) == 2)
    turns = view_of(at).turns
    safety = next(point for point in line.points if point.sign is Sign.SAFETY)
    asked = turns.heard_at(safety.at)[0]
    assert safety.words.lower() in turns.transcript.turns[asked].text.lower()
    assert "Words about safety" in line.words_at(safety.at) and "Marked" in line.words_at(90.0)
    place = QPoint(round(line.x_of(safety.at)), line.height() // 2)
    at.bot.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
    assert turns.turn_at(view_of(at).currentIndex()) == asked
    assert view_of(at).viewport().rect().contains(view_of(at).turn_rect(asked).center())
    assert at.window.workspace_page.playing.here == safety.at
    at.bot.mouseDClick(line, Qt.MouseButton.LeftButton, pos=place)
    at.wait(lambda: plays(at) == [(pytest.approx(safety.at - 0.15), None)])


def test_the_timeline_by_keys_and_for_screen_readers(start, monkeypatch):
    at, _ = with_player(start, monkeypatch, marks=(Mark(90.0),))
    line = at.find("transcript.timeline")
    at.wait(lambda: len(line.points) == 2)
    line.setFocus()
    reader = QAccessible.queryAccessibleInterface(line)
    assert reader.role() == QAccessible.Role.Slider
    assert reader.valueInterface().maximumValue() == int(at.services.state.sessions["demo"].duration)
    at.bot.keyClick(line, Qt.Key.Key_Home)
    assert reader.valueInterface().currentValue() == 0
    at.bot.keyClick(line, Qt.Key.Key_Right)
    at.bot.keyClick(line, Qt.Key.Key_PageDown)
    assert line.value() == 65 and line.accessibleDescription().startswith("1:05")
    assert view_of(at).turns.row_near(65.0) == view_of(at).currentIndex().row()
    at.bot.keyClick(line, Qt.Key.Key_Down)
    assert line.value() == 90 and "Marked" in line.accessibleDescription()
    at.bot.keyClick(line, Qt.Key.Key_Up)
    assert line.value() == 90, "there is no sign before"
    at.bot.keyClick(line, Qt.Key.Key_Return)
    at.wait(lambda: plays(at) == [(pytest.approx(89.85), None)])


def test_every_second_has_its_place_on_the_timeline_also_from_right_to_left(start, monkeypatch):
    at, _ = with_player(start, monkeypatch)
    line = at.find("transcript.timeline")
    times = [0.0, 30.0, 100.0, view_of(at).turns.transcript.duration]
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        line.setLayoutDirection(direction)
        places = [line.x_of(time) for time in times]
        assert places == sorted(places, reverse=direction is Qt.LayoutDirection.RightToLeft)
        assert [line.at_x(place) for place in places] == pytest.approx(times, abs=0.6)


# ---- doubtful places -------------------------------------------------------------------------------


def in_doubt(start):
    """Turn 2 has two words in doubt, turn 5 one; after turn 8 it is unclear; turn 17 is in doubt as a whole."""
    services = with_sessions(FakeServices())
    held = services.state.transcripts["demo"]
    turns = list(held.turns)

    def doubt(number: int, *words: int) -> None:
        said = [replace(w, probability=0.2) if n in words else w for n, w in enumerate(turns[number].words)]
        turns[number] = replace(turns[number], words=tuple(said))

    doubt(2, 3, 4)
    doubt(5, 0)
    services.state.transcripts["demo"] = replace(held, turns=tuple(turns))
    services.state.stretches = [Stretch(StretchKind.UNCLEAR, turns[8].end, turns[9].start)]
    return workspace(lambda: start(services))


def test_the_keys_go_from_one_doubtful_place_to_the_next_and_around(start):
    at = in_doubt(start)
    turns, said = view_of(at).turns, []
    voice().said.connect(lambda text, _: said.append(text))
    assert at.find("player.doubts").text() == "4 in doubt"
    shown = []
    for _ in range(5):
        at.bot.keyClick(view_of(at), Qt.Key.Key_F7)
        shown.append((turns.place.why, turns.place.turn, turns.place.first, turns.place.last))
        assert view_of(at).currentIndex().row() == turns.place_row(turns.place)
    words = len(turns.transcript.turns[17].text.split())
    assert shown[:4] == [
        (Why.HEARD, 2, 3, 5), (Why.HEARD, 5, 0, 1), (Why.UNCLEAR, -1, 0, 0), (Why.SPEAKER, 17, 0, words),
    ]  # fmt: skip
    assert shown[4] == shown[0], "after the last comes the first"
    assert said[0] == "Words uncertain, 0:12. 1 of 4", "it is said, and nothing of what was spoken"
    at.bot.keyClick(view_of(at), Qt.Key.Key_F7, SHIFT)
    assert turns.place.turn == 17 and at.find("player.doubts").text().startswith("4 of 4")
    view_of(at).setCurrentIndex(turns.turn_index(0))
    assert turns.place is None, "who goes elsewhere looks at no doubtful place"


def test_a_doubtful_word_that_was_corrected_is_in_doubt_no_more(start):
    at = in_doubt(start)
    view = view_of(at)
    at.bot.keyClick(view, Qt.Key.Key_F7)
    at.bot.keyClick(view, Qt.Key.Key_F7)
    assert view.turns.place.turn == 5
    at.bot.keyClick(view, Qt.Key.Key_Return)
    at.wait(lambda: at.seen("transcript.editor"))
    editor = at.find("transcript.editor", QPlainTextEdit)
    at.bot.keyClick(editor, Qt.Key.Key_Home, CONTROL)
    at.bot.keyClick(editor, Qt.Key.Key_Right, CONTROL | SHIFT)
    at.bot.keyClicks(editor, "You ")
    at.bot.keyClick(editor, Qt.Key.Key_Return)
    at.wait(lambda: at.find("player.doubts").text() == "3 in doubt")
    at.bot.keyClick(view, Qt.Key.Key_F7)
    assert view.turns.place.why is Why.UNCLEAR, "it goes on from where it was"


def test_doubtful_words_are_told_apart_by_their_line(start):
    at = in_doubt(start)
    layout = view_of(at).itemDelegate().layouts.of(view_of(at).turns.transcript.turns[2], 300)
    text = view_of(at).turns.transcript.turns[2].text
    marked = [text[each.start : each.start + each.length] for each in layout.formats()]
    assert marked == text.split()[3:5]
    assert "dashes" in view_of(at).turns.doubt(2)


# ---- finding ---------------------------------------------------------------------------------------


def find(at, text: str) -> None:
    at.bot.keyClick(at.window.focusWidget() or view_of(at), Qt.Key.Key_F, CONTROL)
    at.wait(lambda: at.seen("find.text"))
    at.find("find.text").selectAll()
    at.type("find.text", text)
    at.wait(lambda: not side_of(at).finding._wait.isActive())


def test_one_bar_finds_in_the_transcript_and_in_the_note(start):
    at = workspace(start)
    page, turns = at.window.workspace_page, view_of(at).turns
    find(at, "SLEEP")
    field = at.find("find.text")
    inside = sum(turn.text.lower().count("sleep") for turn in turns.transcript.turns)
    note = sum(each.text.lower().count("sleep") for each in page.note.note().sentences)
    assert inside and note
    assert at.find("find.count").text() == f"1 of {inside + note} · transcript"
    for number in range(1, inside + note):
        at.bot.keyClick(field, Qt.Key.Key_Return)
        where = "transcript" if number < inside else "note"
        assert at.find("find.count").text() == f"{number + 1} of {inside + note} · {where}"
        if turns.found_at is not None:
            turn, n = turns.found_at
            first, last = turns.found[turn][n]
            assert turns.transcript.turns[turn].text[first:last].lower() == "sleep"
            assert view_of(at).viewport().rect().contains(view_of(at).span_rect(turn, (first, last)).center())
    at.bot.keyClick(field, Qt.Key.Key_F3)
    assert at.find("find.count").text().startswith("1 of "), "after the last comes the first"
    at.bot.keyClick(field, Qt.Key.Key_Return, SHIFT)
    assert at.find("find.count").text().endswith("note")
    at.bot.keyClick(field, Qt.Key.Key_Escape)
    assert not at.seen("find") and not turns.found


def test_the_turn_that_was_found_is_the_one_keys_act_on_when_the_bar_is_closed(start):
    at = workspace(start)
    find(at, "motorcycle")
    assert at.find("find.count").text() == "Nothing found" and not at.find("find.next").isEnabled()
    find(at, "mistake")
    turn = view_of(at).turns.found_at[0]
    at.bot.keyClick(at.find("find.text"), Qt.Key.Key_Escape)
    assert at.window.focusWidget() is view_of(at) and view_of(at).turns.turn_at(view_of(at).currentIndex()) == turn


def test_what_was_sought_is_gone_when_the_page_is_left(start):
    at = workspace(start)
    find(at, "sleep")
    at.bot.keyClick(at.window, Qt.Key.Key_1, CONTROL)
    at.wait_page("today")
    assert side_of(at).finding.bar.field.text() == "" and not view_of(at).turns.found


def test_words_that_are_corrected_while_they_are_sought_are_found_anew(start):
    at = workspace(start)
    find(at, "breakfast")
    assert at.find("find.count").text() == "Nothing found"
    at.window.workspace_page.correcting.edited(3, "I had no breakfast.")
    at.wait(lambda: at.find("find.count").text() in ("1 found", "1 of 1 · transcript"))


def test_what_was_typed_instead_of_recorded_is_searched_too(start):
    services = with_sessions(FakeServices())
    services.state.change("demo", recording_id="", summary="Slept better. Worry at work. Sleep was short on Friday.")
    at = workspace(lambda: start(services))
    at.bot.keyClick(at.find("transcript.summary"), Qt.Key.Key_F, CONTROL)
    at.type("find.text", "work")
    at.wait(lambda: at.find("find.count").text().endswith("what you wrote"))
    assert at.find("transcript.summary").textCursor().selectedText() == "work"


# ---- moments ---------------------------------------------------------------------------------------


def test_a_session_opens_at_its_moment_once(start):
    at = start()
    at.window.show_workspace("demo", Moment("demo", turn=28))
    at.wait_page("workspace")
    view = view_of(at)
    at.wait(lambda: view.turns.highlighted == {28})
    assert view.viewport().rect().contains(view.turn_rect(28).center())
    assert view.turns.turn_at(view.currentIndex()) == 28
    view.verticalScrollBar().setValue(0)
    at.window.workspace_page.enter()
    at.wait(at.idle)
    assert view.above == 0, "what is fetched anew stays where the reader is"


# ---- long sessions ---------------------------------------------------------------------------------


def long_session(start, copies: int = 60):
    services = with_sessions(FakeServices())
    held = services.state.transcripts["demo"]
    turns = [
        replace(turn, text=f"{turn.text} {n}", start=turn.start + n * 220, end=turn.end + n * 220,
                words=(*turn.words, Word(str(n), turn.end, turn.end)))
        for n in range(copies) for turn in held.turns
    ]  # fmt: skip
    services.state.transcripts["demo"] = replace(held, turns=tuple(turns), duration=220.0 * copies)
    return workspace(lambda: start(services))


def test_rows_that_were_never_seen_are_not_measured_before_the_first_is_shown(start):
    at = start()
    view = at.window.workspace_page.transcript
    measured = []
    real = view.heights.measured
    view.heights = type("Counting", (), {
        "measured": staticmethod(lambda row, width: measured.append(row) or real(row, width)),
        "guessed": staticmethod(view.heights.guessed),
    })()  # fmt: skip
    held = at.services.state.transcripts["demo"]
    turns = tuple(replace(turn, text=f"{turn.text} {n}", words=()) for n in range(60) for turn in held.turns)
    view.resize(480, 640)
    view.turns.show(replace(held, turns=turns), {}, ())
    assert 3 < len(measured) < 40, "only what is in view"
    measured.clear()
    view.turns.show(replace(held, turns=(*turns[:1200], replace(turns[1200], text="Other words."), *turns[1201:])))
    assert measured == [1200], "an edit measures its own row"


def test_scrolling_up_through_rows_of_guessed_heights_never_jumps(start):
    at = long_session(start)
    view = view_of(at)
    view._delegate.layouts.forget()
    view.lay_out()
    view._idle.stop()  # as if there had been no time to measure them yet
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    for _ in range(60):
        seen = {row: view.visualRect(view.turns.index(row)).top() for row in range(view.turns.rowCount())
                if view.viewport().rect().intersects(view.visualRect(view.turns.index(row)))}  # fmt: skip
        view.verticalScrollBar().setValue(view.above - 60)
        for row, top in seen.items():
            assert view.visualRect(view.turns.index(row)).top() == top + 60, "every row that was in view moves by 60"


def test_measuring_rows_out_of_view_moves_nothing_that_is_seen(start):
    at = long_session(start)
    view = view_of(at)
    view._delegate.layouts.forget()
    view.lay_out()
    view._idle.stop()  # as if there had been no time to measure them yet
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 3)
    before = view.anchor()
    assert not view.all_measured
    view._idle.start(0)
    at.wait(lambda: view.all_measured)
    assert view.anchor() == before
    total = sum(view.visualRect(view.turns.index(row)).height() for row in range(view.turns.rowCount()))
    assert view.verticalScrollBar().maximum() == total - view.viewport().height()


def test_rows_fill_the_list_without_gaps_at_any_width_and_text_size(start, qapp):
    at = long_session(start, copies=4)
    view = view_of(at)
    for scale, width in ((1.0, 1280), (1.5, 1280), (1.0, 1100)):
        theme.apply(qapp, "light", scale)
        at.window.resize(width, 800)
        at.wait(lambda: view.all_measured)
        bottom = 0 - view.above
        for row in range(view.turns.rowCount()):
            rect = view.visualRect(view.turns.index(row))
            assert rect.top() == bottom and rect.height() == view.heights.measured(row, view.viewport().width())
            assert view.indexAt(rect.center()).row() == row or not view.viewport().rect().contains(rect.center())
            bottom = rect.bottom() + 1
