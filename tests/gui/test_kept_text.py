"""Nothing that was typed is lost: locking, leaving, closing, a full disk."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit

from app.domain.errors import CodeTaken, DiskFull, MicrophoneRefused, NoPlaybackDevice
from app.domain.note import Note
from tests.gui.fake_services import PASSPHRASE
from tests.gui.test_main_job import open_session
from tests.gui.test_workspace import click_turn, workspace


def lock(at) -> None:
    at.window.lock()
    at.wait(lambda: at.page() == "unlock" and at.window.ops.pending == 0)


def unlock(at) -> None:
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("today")


def full(_: Note) -> Note:
    raise DiskFull


# ---- the note ------------------------------------------------------------------------------------


def test_a_failed_save_is_told_truly_and_its_banner_goes_once_it_is_stored(start, monkeypatch):
    at = workspace(start)
    save = at.services.notes.save
    monkeypatch.setattr(at.services.notes, "save", full)
    at.type("sentence.n3.text", " Really.")
    at.wait(lambda: at.seen("note.banner"))
    said = at.find("note.banner.text").text()
    assert "not stored yet" in said
    assert "Everything" not in said
    monkeypatch.setattr(at.services.notes, "save", save)
    at.type("sentence.n3.text", " Yes.")
    at.wait(lambda: at.services.state.notes["demo"].sentences[3].text.startswith("Really. Yes."))
    at.wait(lambda: not at.seen("note.banner"))


def test_a_window_that_cannot_store_can_be_locked_and_stores_later(start, monkeypatch):
    at = workspace(start)
    save = at.services.notes.save
    monkeypatch.setattr(at.services.notes, "save", full)
    at.type("sentence.n3.text", " Really.")
    lock(at)
    assert not at.services.vault.is_open
    monkeypatch.setattr(at.services.notes, "save", save)
    unlock(at)
    open_session(at, "demo")
    at.wait_page("workspace")
    assert at.find("sentence.n3.text").toPlainText().startswith("Really.")
    at.wait(lambda: at.services.state.notes["demo"].sentences[3].text.startswith("Really."))


def test_a_note_that_cannot_be_stored_is_not_signed(start, monkeypatch):
    at = workspace(start)
    monkeypatch.setattr(at.services.notes, "save", full)
    at.type("sentence.n3.text", " Really.")
    at.click("workspace.sign")
    at.wait(lambda: at.seen("note.banner") and at.find("workspace.sign").isEnabled())
    at.wait(lambda: at.window.ops.pending == 0)
    assert not at.window.findChildren(QDialog)


def test_a_signed_note_can_always_be_left(start):
    at = workspace(start, "signed")
    view, told = at.window.workspace_page.note, []
    view._dirty = True  # as a late answer may leave it
    view.flush(lambda: told.append(True))
    assert told == [True]


# ---- the transcript ------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["lock", "close", "navigate"])
def test_a_turn_that_is_being_corrected_is_stored(start, way):
    at = workspace(start)
    click_turn(at, 1, double=True)
    view = at.window.workspace_page.transcript
    at.wait(lambda: bool(view.findChildren(QPlainTextEdit, "transcript.editor")))
    editor = view.findChildren(QPlainTextEdit, "transcript.editor")[0]
    editor.selectAll()
    at.bot.keyClicks(editor, "Yes, that is all right.")
    {"lock": at.window.lock, "close": at.window.close, "navigate": at.window.show_settings}[way]()
    at.wait(lambda: at.services.state.transcripts["demo"].turns[1].text == "Yes, that is all right.")


# ---- an addendum ---------------------------------------------------------------------------------


def test_an_addendum_that_was_not_added_is_offered_again_after_locking(start):
    at = workspace(start, "signed")
    at.click("workspace.addendum")
    at.type("addendum.text", "Called the client on Tuesday.")
    lock(at)
    unlock(at)
    open_session(at, "signed")
    at.wait_page("workspace")
    at.click("workspace.addendum")
    assert at.find("addendum.text").toPlainText() == "Called the client on Tuesday."
    assert "not added" in at.find("addendum.error.text").text()
    at.click("addendum.ok")
    at.wait(lambda: at.services.state.notes["signed"].addenda[-1].text == "Called the client on Tuesday.")
    at.wait(lambda: not at.seen("addendum") and at.window.ops.pending == 0)
    at.click("workspace.addendum")
    assert at.find("addendum.text").toPlainText() == ""


def test_escape_asks_once_before_an_addendum_is_dropped(start):
    at = workspace(start, "signed")
    at.click("workspace.addendum")
    at.type("addendum.text", "Called the client.")
    dialog = at.find("addendum")
    at.bot.keyClick(dialog, Qt.Key.Key_Escape)
    assert at.seen("addendum.error")
    assert at.find("addendum.text").toPlainText() == "Called the client."
    at.type("addendum.text", " Twice.")  # writing on takes the question back
    assert not at.seen("addendum.error")
    for _ in range(2):
        at.bot.keyClick(dialog, Qt.Key.Key_Escape)
    at.wait(lambda: not at.seen("addendum") and at.window.ops.pending == 0)
    assert not any(at.services.state.unsent.values())


def test_locking_while_an_addendum_is_stored_closes_the_dialog(start, monkeypatch):
    at = workspace(start, "signed")
    hold, add = threading.Event(), at.services.notes.add_addendum

    def slow(*args: str) -> Note:
        hold.wait(5)
        return add(*args)

    monkeypatch.setattr(at.services.notes, "add_addendum", slow)
    at.click("workspace.addendum")
    at.type("addendum.text", "Called the client.")
    at.click("addendum.ok")
    at.window.lock()
    at.wait(lambda: at.page() == "unlock")
    assert not at.seen("addendum")
    hold.set()
    at.wait(lambda: at.window.ops.pending == 0)
    assert at.services.state.notes["signed"].addenda[-1].text == "Called the client."
    assert not any(at.services.state.unsent.values())
    assert at.find("workspace.client") if at.page() == "workspace" else not at.window.workspace_page.bar.client.full


# ---- playing -------------------------------------------------------------------------------------


def test_without_a_loudspeaker_it_is_said_once_and_not_in_the_way(start, monkeypatch):
    at = workspace(start)

    def refuse(_: str) -> None:
        raise NoPlaybackDevice

    monkeypatch.setattr(at.services.recording, "player", refuse)
    playing = at.window.workspace_page.playing
    playing.toggle(1)
    at.wait(lambda: at.seen("transcript.banner"))
    assert not at.window.findChildren(QDialog)
    at.window.workspace_page.sound_banner.hide()
    playing.toggle(2)
    at.wait(lambda: at.window.ops.pending == 0)
    assert not at.seen("transcript.banner")


def test_a_double_click_edits_and_plays_nothing(start):
    at = workspace(start)
    view = at.window.workspace_page.transcript
    click_turn(at, 1, double=True)
    at.wait(lambda: bool(view.findChildren(QPlainTextEdit, "transcript.editor")))
    assert not view._click.isActive()
    at.wait(lambda: at.window.ops.pending == 0)
    assert not [c for c in at.services.calls if c[0] == "play"]


def test_stopping_while_the_sound_still_opens_leaves_silence(start, monkeypatch):
    at = workspace(start)
    hold, made, player = threading.Event(), [], at.services.recording.player

    def slow(session_id: str):
        hold.wait(5)
        made.append(player(session_id))
        return made[-1]

    monkeypatch.setattr(at.services.recording, "player", slow)
    playing = at.window.workspace_page.playing
    playing.toggle(1)
    playing.stop()
    hold.set()
    at.wait(lambda: bool(made) and at.window.ops.pending == 0)
    assert not made[0].playing
    assert at.window.workspace_page.transcript.turns.playing == -1


# ---- a late answer -------------------------------------------------------------------------------


def test_an_answer_after_locking_does_not_fill_the_page(start, monkeypatch):
    at = workspace(start)
    hold, latest = threading.Event(), at.services.notes.latest

    def slow(session_id: str) -> Note | None:
        hold.wait(5)
        return latest(session_id)

    monkeypatch.setattr(at.services.notes, "latest", slow)
    page = at.window.workspace_page
    page.enter()
    at.window.lock()
    at.wait(lambda: at.page() == "unlock")
    hold.set()
    at.wait(lambda: at.window.ops.pending == 0)
    assert page.bar.client.full == ""
    assert page.note.note() is None


# ---- words without a recording -------------------------------------------------------------------


def write(at, client: str, text: str) -> None:
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", client)
    at.click("newSession.write")
    at.wait_page("writing")
    at.type("writing.text", text)


@pytest.mark.parametrize("way", ["lock", "close", "navigate"])
def test_words_without_a_recording_are_stored_with_their_client(start, way):
    at = start()
    before = set(at.services.state.sessions)
    write(at, "A-104", "We spoke of the week.")
    {"lock": at.window.lock, "close": at.window.close, "navigate": at.window.show_settings}[way]()
    at.wait(lambda: at.page() != "writing" or not at.window.isVisible())
    at.wait(lambda: at.window.ops.pending == 0)
    (made,) = set(at.services.state.sessions) - before
    session = at.services.state.sessions[made]
    assert (session.client_id, session.summary) == ("c1", "We spoke of the week.")
    assert not any(at.services.state.unsent.values())


def test_words_that_an_earlier_version_kept_without_a_client_are_brought_along(start):
    at = start()
    at.services.state.unsent["newSession"] = "We spoke of the week."
    at.click("today.new")
    at.wait_page("newSession")
    assert "for no client yet" in at.find("newSession.error.text").text()
    at.type("newSession.clientField", "A-104")
    at.click("newSession.write")
    at.wait_page("writing")
    assert at.find("writing.text").toPlainText() == "We spoke of the week."
    assert not any(at.services.state.unsent.values())


def test_a_session_that_cannot_be_made_says_so_before_a_word_is_written(start, monkeypatch):
    at = start()

    def refuse(*_: object) -> None:
        raise CodeTaken

    monkeypatch.setattr(at.services.records, "add_client", refuse)
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "NEW-1")
    at.click("newSession.write")
    at.wait(lambda: at.seen("newSession.error"))
    assert at.page() == "newSession"


def test_after_a_failed_start_the_session_stays_with_its_client(start, monkeypatch):
    at = start()
    begin = at.services.recording.start

    def refuse(*_: str, **__: bool) -> None:
        raise MicrophoneRefused

    monkeypatch.setattr(at.services.recording, "start", refuse)
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "A-104")
    at.find("newSession.consent").setChecked(True)
    at.click("newSession.record")
    at.wait(lambda: at.seen("newSession.error"))
    assert not at.find("newSession.client").isEnabled()
    at.bot.keyClicks(at.find("newSession.clientField"), "K. M.")
    assert at.find("newSession.clientField").text() == "A-104"
    monkeypatch.setattr(at.services.recording, "start", begin)
    at.click("newSession.record")
    at.wait(lambda: at.page() == "recording")
    assert at.services.recording.active is not None
    assert at.services.state.sessions[at.services.recording.active].client_id == "c1"


def test_a_new_session_begun_before_locking_does_not_open_a_page_afterwards(start, monkeypatch):
    at = start()
    hold, begin = threading.Event(), at.services.recording.start

    def slow(*args: str, **options: bool) -> None:
        hold.wait(5)
        begin(*args, **options)

    monkeypatch.setattr(at.services.recording, "start", slow)
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "A-104")
    at.find("newSession.consent").setChecked(True)
    at.click("newSession.record")
    at.window.lock()
    at.wait(lambda: at.page() == "unlock")
    hold.set()
    at.wait(lambda: at.window.ops.pending == 0)
    assert at.page() == "unlock"
    at.services.recording.active = None


# ---- names that were only typed -------------------------------------------------------------------


def typed_for_somebody_new(at) -> None:
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "B-7")
    at.type("newSession.clientName", "Ilse Brandt")
    at.find("newSession.type.couple").click()
    at.find("newSession.consent").click()


def locked_and_back(at, monkeypatch) -> None:
    lock(at)
    unlock(at)


def closed_and_back(at, monkeypatch) -> None:
    at.window.locker.close(lambda: None)
    at.wait(lambda: bool(at.services.state.unsent.get("newSession.who")))
    at.click("nav.today")
    at.wait_page("today")


@pytest.mark.parametrize("way", [locked_and_back, closed_and_back])
def test_who_a_session_was_to_be_with_is_there_again_but_never_the_consent(start, monkeypatch, way):
    at = start()
    typed_for_somebody_new(at)
    before = dict(at.services.state.clients)
    way(at, monkeypatch)
    assert at.services.state.clients == before, "nobody decided on it yet"
    at.click("today.new")
    at.wait_page("newSession")
    assert at.find("newSession.clientField").text() == "B-7"
    assert at.find("newSession.clientName").text() == "Ilse Brandt"
    assert at.window.new_session_page.kind.value == "couple"
    assert not at.find("newSession.consent").isChecked() and not at.find("newSession.record").isEnabled()
    assert "confirm the client's consent anew" in at.find("newSession.error.text").text()
    at.find("newSession.consent").click()
    at.click("newSession.record")
    at.wait(lambda: at.page() == "recording")
    (made,) = [c for c in at.services.state.clients.values() if c.code == "B-7"]
    assert made.name == "Ilse Brandt" and not at.services.state.unsent.get("newSession.who")


def test_whoever_goes_away_from_a_new_session_finds_an_empty_one_next_time(start):
    at = start()
    typed_for_somebody_new(at)
    lock(at)
    unlock(at)
    for expected in ("B-7", ""):
        at.click("today.new")
        at.wait_page("newSession")
        assert at.find("newSession.clientField").text() == expected
        at.click("newSession.cancel")
        at.wait_page("today")


def test_what_could_not_be_shown_again_is_still_kept(start, monkeypatch):
    at = start()
    typed_for_somebody_new(at)
    lock(at)
    unlock(at)
    templates = at.services.notes.templates

    def refuse() -> None:
        raise DiskFull

    monkeypatch.setattr(at.services.notes, "templates", refuse)
    at.click("today.new")
    at.wait(lambda: at.seen("error.close"))
    at.click("error.close")
    assert at.find("newSession.clientField").text() == ""
    lock(at)
    assert at.services.state.unsent["newSession.who"], "an empty page that nobody filled says nothing"
    monkeypatch.setattr(at.services.notes, "templates", templates)
    unlock(at)
    at.click("today.new")
    at.wait_page("newSession")
    assert at.find("newSession.clientField").text() == "B-7"
    at.find("newSession.clientName").clear()
    at.find("newSession.clientField").clear()
    lock(at)
    assert not at.services.state.unsent["newSession.who"], "one that somebody emptied does"


def test_a_planned_session_does_not_take_what_was_typed_for_another(start):
    at = start()
    typed_for_somebody_new(at)
    lock(at)
    unlock(at)
    at.window.show_new_session("plan")
    at.wait_page("newSession")
    lock(at)
    unlock(at)
    at.click("today.new")
    at.wait_page("newSession")
    assert at.find("newSession.clientField").text() == "B-7"


def test_names_of_the_speakers_are_there_again_after_a_lock(start):
    at = workspace(start)
    before = at.services.state.transcripts["demo"].speakers
    at.click("transcript.rename")
    at.type("speakers.S2.name", "Dana")
    at.find("speakers.S1.role").setCurrentIndex(2)
    chosen = at.find("speakers.S1.role").currentData()
    lock(at)
    assert at.services.state.transcripts["demo"].speakers == before, "it was not saved"
    unlock(at)
    open_session(at, "demo")
    at.wait_page("workspace")
    at.click("transcript.rename")
    assert at.find("speakers.S2.name").text() == "Dana" and at.find("speakers.S1.role").currentData() == chosen
    assert "not saved yet" in at.find("speakers.error.text").text()
    at.click("speakers.cancel")
    at.wait(lambda: not at.seen("speakers") and at.window.ops.pending == 0)
    at.click("transcript.rename")
    assert at.find("speakers.S2.name").text() == "", "called off is called off"
