"""The page of a session without a recording: typed, ticked, pasted, dictated; kept as it is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from app.domain.errors import MicrophoneRefused, ModelMissing, RecorderLost
from app.domain.note import NoteTemplate, Section
from app.services.dictation import Kept
from tests.gui.conftest import Driver
from tests.gui.fake_services import PASSPHRASE, FakeServices, with_sessions

TICKS = NoteTemplate(
    "dap", "DAP", "", (
        Section("data", "Data", "What was said. More."),
        Section("mental", "Mental status", "", clinician_only=True, required=False,
                checklist=("Oriented to person, place, time and situation, as far as it was seen", "Speech: slow")),
        Section("plan", "Plan", "What was agreed."),
    ),
)  # fmt: skip


def services() -> FakeServices:
    made = with_sessions(FakeServices())
    made.notes.templates = lambda: [TICKS]  # type: ignore[method-assign]
    return made


def page(start, text: str = "", made: FakeServices | None = None) -> Driver:
    at = start(made or services())
    if text:
        at.services.state.change("plan", summary=text)
    at.wait_page("today")
    at.window.show_writing("plan")
    at.wait_page("writing")
    at.wait(lambda: not at.find("writing.text").isReadOnly() and at.window.ops.pending == 0)
    return at


def summary(at: Driver) -> str:
    return at.services.state.sessions["plan"].summary


def lock(at: Driver) -> None:
    at.window.lock()
    at.wait(lambda: at.page() == "unlock" and at.window.ops.pending == 0)


def unlock(at: Driver) -> None:
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")


# ---- the short way -------------------------------------------------------------------------------


def test_by_keyboard_alone_from_the_list_to_the_draft(start):
    at = start(services())
    at.wait_page("today")
    press = at.bot.keyClick
    press(at.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    at.wait_page("newSession")
    at.bot.keyClicks(QApplication.focusWidget(), "A-104")
    press(at.window, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    at.wait_page("writing")
    at.wait(lambda: not at.find("writing.text").isReadOnly())
    assert QApplication.focusWidget() is at.find("writing.text")
    at.bot.keyClicks(QApplication.focusWidget(), "Slept well. Plan: call.")
    press(at.window, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    at.wait_page("workspace")
    assert at.find("transcript.summary").toPlainText() == "Slept well. Plan: call."
    empty = {card.section_id: card.empty.text() for card in at.window.workspace_page.note._cards}
    assert empty["mental"] == "Nothing in what you wrote."
    at.click("transcript.rewrite")
    at.wait(lambda: at.page() == "writing" and at.find("writing.text").toPlainText() == "Slept well. Plan: call.")
    assert "There is a draft already" in at.find("writing.error.text").text()


def test_a_session_with_words_opens_where_they_are_and_is_not_drafted_unasked(start):
    at = page(start, "Half a sen")
    at.window.show_today()
    at.wait_page("today")
    at.window.today_page._open(at.services.state.sessions["plan"])
    at.wait_page("writing")
    assert at.find("writing.text").toPlainText() == "Half a sen"


# ---- kept as it is typed -------------------------------------------------------------------------


def test_words_are_stored_a_moment_after_they_are_typed(start):
    at = page(start)
    at.type("writing.text", "Slept well.")
    at.wait(lambda: summary(at) == "Slept well.")
    at.wait(lambda: at.find("writing.saved").text() == "Stored")


def test_a_lock_keeps_the_last_word(start):
    at = page(start, "Slept.")
    at.type("writing.text", " Ate.")
    lock(at)
    assert summary(at) == "Slept. Ate."
    assert at.window.writing_page.text.toPlainText() == "" and at.window.writing_page.client.full == ""
    assert not at.window.writing_page.checklist.fields


# ---- pastes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_paste_comes_in_as_plain_lines(start, kind):
    at = page(start)
    data = QMimeData()
    if kind == "text":
        data.setText("## Plan\n* **call** her\n<b>loud</b>")
    else:
        data.setHtml("<h2>Plan:</h2><ul><li>call her</li></ul><p><b>loud</b><img src='file:///etc/hostname'></p>")
    at.find("writing.text").insertFromMimeData(data)
    text = at.find("writing.text").toPlainText()
    assert "<" not in text and "*" not in text and "file:" not in text
    assert [line.removeprefix("- ") for line in text.splitlines() if line.strip()] == ["Plan:", "call her", "loud"]


def test_a_place_on_the_disk_is_no_text(start):
    at = page(start)
    data = QMimeData()
    data.setUrls(["file:///etc/hostname"])
    field = at.find("writing.text")
    assert not field.canInsertFromMimeData(data)
    field.insertFromMimeData(data)
    assert field.toPlainText() == ""


# ---- the checklist -------------------------------------------------------------------------------


def test_a_tick_with_a_few_words_is_a_line_of_the_text_and_goes_again(start):
    at = page(start, "Slept well.")
    at.find("writing.point.mental.1").click()
    assert at.find("writing.text").toPlainText() == "Slept well.\n\nMental status:\n- Speech: slow"
    at.type("writing.point.mental.1.words", "at first")
    at.bot.keyClick(at.find("writing.point.mental.1.words"), Qt.Key.Key_Return)
    assert at.find("writing.text").toPlainText().endswith("- Speech: slow, at first")
    at.wait(lambda: summary(at).endswith("slow, at first"))
    at.find("writing.point.mental.1").click()
    assert at.find("writing.text").toPlainText() == "Slept well."
    at.find("writing.text").undo()
    assert "Speech: slow" in at.find("writing.text").toPlainText()
    at.wait(lambda: at.find("writing.point.mental.1").isChecked())


def test_a_line_can_be_added_to_each_field_and_what_is_missing_is_said(start):
    at = page(start, "Slept well.")
    at.wait(lambda: at.find("writing.missing").text() == "Plan: nothing in what you wrote.")
    assert at.find("writing.count.plan").text() == "nothing yet"
    assert at.find("writing.count.mental").text() == "optional"
    at.type("writing.add.plan", "call on Monday")
    at.bot.keyClick(at.find("writing.add.plan"), Qt.Key.Key_Return)
    assert at.find("writing.text").toPlainText() == "Slept well.\n\nPlan:\n- call on Monday"
    at.wait(lambda: at.find("writing.count.plan").text() == "1 line" and at.find("writing.missing").text() == "")


def test_typing_ticks_the_box(start):
    at = page(start)
    at.find("writing.text").insertPlainText("Mental status:\nspeech: slow")
    at.wait(lambda: at.find("writing.point.mental.1").isChecked())
    assert not at.find("writing.point.mental.0").isChecked()


def test_the_cursor_stays_where_the_clinician_writes(start):
    at = page(start, "Slept well.")
    field = at.find("writing.text")
    cursor = field.textCursor()
    cursor.setPosition(5, QTextCursor.MoveMode.MoveAnchor)
    field.setTextCursor(cursor)
    at.find("writing.point.mental.0").click()
    assert field.textCursor().position() == 5


# ---- dictating -----------------------------------------------------------------------------------


def test_dictated_words_come_into_the_text_and_their_sound_is_gone(start):
    at = page(start, "Before.")
    at.services.dictation.hold.clear()
    assert (
        "no consent" in at.find("writing.dictationAbout").text()
        and "destroyed" in at.find("writing.dictationAbout").text()
    )
    at.click("writing.dictate")
    at.wait(lambda: at.seen("writing.stopDictation") and at.find("writing.time").text() != "0:00")
    assert not at.find("writing.draft").isEnabled(), "words are still to come"
    at.click("writing.stopDictation")
    at.wait(lambda: at.seen("writing.dictate") and at.services.dictation.active is None)
    assert not at.find("writing.draft").isEnabled()
    at.services.dictation.hold.set()
    expected = "Before.\nThe client slept better.\nPlan: Call the sister on Sunday."
    at.wait(lambda: at.find("writing.text").toPlainText() == expected)
    at.wait(lambda: summary(at) == expected and at.services.dictation.there == {})
    assert ("destroyed", "plan") in at.services.calls and at.find("writing.draft").isEnabled()


@pytest.mark.parametrize("way", ["lock", "navigate"])
def test_no_microphone_stays_on_behind_a_lock_or_another_page(start, way):
    at = page(start)
    at.services.dictation.hold.clear()
    at.click("writing.dictate")
    at.wait(lambda: at.seen("writing.stopDictation"))
    {"lock": at.window.lock, "navigate": at.window.show_settings}[way]()
    at.wait(lambda: at.page() in ("unlock", "settings"))
    assert at.services.dictation.active is None and ("stop_dictating",) in at.services.calls
    at.services.dictation.hold.set()


def test_after_a_lock_the_dictation_is_written_down_and_comes_into_the_text(start):
    made = services()
    made.vault.is_open = False
    made.dictation.there["plan"] = Kept("", True)
    at = start(made)
    unlock(at)
    at.wait(lambda: at.page() == "writing" and at.find("writing.text").toPlainText() == made.dictation.says)
    at.wait(lambda: summary(at) == made.dictation.says and made.dictation.there == {})


def test_words_that_were_written_down_while_nobody_looked_come_into_the_text(start):
    made = services()
    made.dictation.there["plan"] = Kept("Said before.", False)
    at = start(made)
    at.wait(lambda: at.page() == "writing" and at.find("writing.text").toPlainText() == "Said before.")
    at.wait(lambda: made.dictation.there == {})


def test_a_microphone_that_refuses_is_said_on_the_page(start):
    at = page(start)
    at.services.dictation.refuses = MicrophoneRefused()
    at.click("writing.dictate")
    at.wait(lambda: at.seen("writing.dictation.text"))
    assert at.find("writing.dictate").isEnabled() and not at.seen("error.dialog")


def test_a_recorder_that_dies_leaves_what_was_said(start):
    at = page(start)
    at.click("writing.dictate")
    at.wait(lambda: at.seen("writing.stopDictation"))
    at.services.dictation.lost = RecorderLost()
    at.wait(lambda: at.services.dictation.says in at.find("writing.text").toPlainText())


def test_words_that_cannot_be_written_down_yet_wait_and_are_tried_again(start):
    at = page(start)
    at.services.dictation.error = ModelMissing("speech")
    at.click("writing.dictate")
    at.click("writing.stopDictation")
    at.wait(lambda: at.seen("writing.dictation.action"))
    assert "is kept until" in at.find("writing.dictation.text").text()
    at.click("writing.dictation.action")
    at.wait(lambda: at.find("writing.text").toPlainText() == at.services.dictation.says)


def test_a_dictation_is_discarded_while_it_goes_on(start):
    at = page(start, "Before.")
    at.services.dictation.hold.clear()
    at.click("writing.dictate")
    at.wait(lambda: at.seen("writing.stopDictation"))
    at.click("writing.discardDictation")
    at.click("writing.drop.yes")
    at.wait(lambda: ("discard", "plan") in at.services.calls)
    at.services.dictation.hold.set()
    at.wait(lambda: "Nothing is kept" in at.find("writing.dictation.text").text())
    assert at.find("writing.text").toPlainText() == "Before." and at.services.dictation.there == {}
    assert at.find("writing.dictate").isEnabled() and not at.seen("writing.discardDictation")
    at.click("writing.dictate")  # and the next one comes in as ever
    at.click("writing.stopDictation")
    at.wait(lambda: at.services.dictation.says in at.find("writing.text").toPlainText())


def test_what_cannot_be_written_down_can_be_discarded(start):
    at = page(start)
    at.services.dictation.error = ModelMissing("speech")
    at.click("writing.dictate")
    at.click("writing.stopDictation")
    at.wait(lambda: at.seen("writing.dictation.action"))
    at.click("writing.discardDictation")
    at.click("writing.drop.yes")
    at.wait(lambda: at.services.dictation.there == {})
    assert at.find("writing.text").toPlainText() == ""


def test_to_think_again_about_discarding_loses_nothing(start):
    at = page(start)
    at.services.dictation.hold.clear()
    at.click("writing.dictate")
    at.wait(lambda: at.seen("writing.stopDictation"))
    at.click("writing.discardDictation")
    at.click("writing.drop.cancel")
    at.click("writing.stopDictation")
    at.services.dictation.hold.set()
    at.wait(lambda: at.services.dictation.says in at.find("writing.text").toPlainText())


def test_nothing_understood_is_said(start):
    at = page(start, "Before.")
    at.services.dictation.says = ""
    at.click("writing.dictate")
    at.click("writing.stopDictation")
    at.wait(lambda: "Nothing was understood" in at.find("writing.dictation.text").text())
    assert at.find("writing.text").toPlainText() == "Before."


def test_whoever_dictates_is_not_taken_to_be_away(start):
    at = page(start)
    touched: list[bool] = []
    at.window.writing_page.dictation.spoke.connect(lambda: touched.append(True))
    at.services.dictation.hold.clear()
    at.click("writing.dictate")
    at.wait(lambda: bool(touched))
    at.click("writing.stopDictation")
    at.services.dictation.hold.set()
    at.wait(lambda: at.window.ops.pending == 0)
