"""New session: what fits is said, people may be unknown, and a client's names and medications can be written down."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.domain.errors import DiskFull, FolderNotWritable
from app.domain.session import Client, SessionType
from app.domain.work import ModelPlan
from app.notes.templates import TemplateLibrary
from app.services.catalogue import load_catalogue
from app.services.preflight import SPARE_MB, Combination, Machine, Preflight, plan
from tests.gui.fake_services import FakeNotes, FakeServices, with_sessions

CATALOGUE = load_catalogue()
REAL = ("whisper-base", "whisper-small", "pyannote-community-1", "minilm", "qwen3.5-2b", "qwen3-4b")
WANTED = Combination({CATALOGUE[m].task: CATALOGUE[m] for m in REAL if m not in ("whisper-base", "qwen3.5-2b")})
PLENTY = 10 * 3600.0


def found(free_mb: int, sound: float = PLENTY) -> Preflight:
    """What a machine with so much memory finds, with real models chosen and smaller ones installed."""
    return plan(WANTED, [CATALOGUE[m] for m in REAL], Machine(free_mb, 16_000, sound))


def page(start, preflight: Preflight | None = None):
    at = start()
    at.wait_page("today")
    if preflight is not None:
        at.services.preflight.found = preflight
    at.click("today.new")
    at.wait_page("newSession")
    return at


# ---- ten seconds for a known client ------------------------------------------------------------


class Keys:
    """Presses keys wherever the focus is, and counts them."""

    def __init__(self, at) -> None:
        self.at, self.pressed = at, 0

    def press(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget() or self.at.window
        self.at.bot.keyClick(focused, key, modifier)
        self.pressed += 1


def test_a_known_client_is_recorded_with_five_keys(start):
    at = start()
    at.wait_page("today")
    at.services.state.change("plan", type=SessionType.FAMILY, speakers=5, template_id="soap")
    at.services.state.change("cut", started_at=at.services.state.sessions["plan"].started_at - timedelta(days=9))
    keys = Keys(at)
    keys.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    at.wait_page("newSession")
    keys.press("k")
    assert at.find("newSession.clientHint").text() == "Enter takes K. M. · Katharina Mittermaier. Tab: a new client."
    keys.press(Qt.Key.Key_Return)
    assert at.find("newSession.clientField").text() == "K. M. · Katharina Mittermaier"
    assert at.find("newSession.consent").hasFocus() and not at.find("newSession.consent").isChecked()
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Return)
    at.wait_page("recording")
    assert keys.pressed == 5
    session = at.services.records.session(at.services.recording.active)
    assert (session.client_id, session.type, session.speakers, session.template_id) == (
        "c2", SessionType.FAMILY, 5, "soap"
    )  # fmt: skip
    assert [call for call in at.services.calls if call[0] == "consent"] != []


@pytest.mark.parametrize("typed", ["mitter", "KATHARINA", "k. m"])
def test_a_word_of_the_name_is_enough_in_any_case(start, typed):
    at = page(start)
    at.type("newSession.clientField", typed)
    at.bot.keyClick(at.find("newSession.clientField"), Qt.Key.Key_Return)
    assert at.find("newSession.clientField").text() == "K. M. · Katharina Mittermaier"


def test_accents_need_not_be_typed(start):
    services = with_sessions(FakeServices())
    services.state.clients["c9"] = Client("c9", "Z-1", "Žofie Müller-Ó Briain")
    at = start(services)
    at.wait_page("today")
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "zofie mul")
    field = at.find("newSession.clientField")
    at.wait(lambda: field.completer().completionCount() == 1)
    field.clear()
    at.type("newSession.clientField", "zof")
    at.bot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "Z-1 · Žofie Müller-Ó Briain"


def test_enter_takes_nobody_where_several_could_be_meant(start):
    services = with_sessions(FakeServices())
    services.state.clients["c9"] = Client("c9", "A-105", "")
    at = start(services)
    at.wait_page("today")
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "a-10")
    assert at.find("newSession.clientHint").text().startswith("2 clients begin so")
    field = at.find("newSession.clientField")
    at.bot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "a-10" and not at.find("newSession.consent").hasFocus()
    at.bot.keyClicks(field, "5")
    at.bot.keyClick(field, Qt.Key.Key_Return)
    assert at.find("newSession.consent").hasFocus()


def test_one_of_the_list_is_chosen_with_the_arrow_keys(start):
    at = page(start)
    at.type("newSession.clientField", "m")
    popup = at.find("newSession.clientField").completer().popup()
    at.wait(popup.isVisible)
    at.bot.keyClick(popup, Qt.Key.Key_Down)
    at.bot.keyClick(popup, Qt.Key.Key_Return)
    at.wait(lambda: at.find("newSession.consent").hasFocus())
    assert at.window.new_session_page.client.known is not None


def test_enter_never_ticks_the_consent_and_begins_nothing_without_it(start):
    at = page(start)
    at.type("newSession.clientField", "A-104")
    at.bot.keyClick(at.find("newSession.clientField"), Qt.Key.Key_Return)
    at.bot.keyClick(at.find("newSession.consent"), Qt.Key.Key_Return)
    at.bot.keyClick(at.find("newSession.consent"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not at.find("newSession.consent").isChecked()
    assert at.page() == "newSession" and at.services.recording.active is None


def test_another_client_has_agreed_to_nothing(start):
    at = page(start)
    at.type("newSession.clientField", "A-104")
    at.find("newSession.consent").click()
    assert at.find("newSession.record").isEnabled()
    at.type("newSession.clientField", "5")
    assert not at.find("newSession.consent").isChecked() and not at.find("newSession.record").isEnabled()


def test_what_was_chosen_last_time_is_shown_and_gives_way_to_the_hand(start):
    at = page(start)
    form = at.window.new_session_page.form
    at.type("newSession.clientField", "A-104")
    assert (form.kind.value, form.people.value()) == ("couple", 3)
    assert "chosen as then" in at.find("newSession.clientHint").text()
    at.find("newSession.clientField").clear()
    assert (form.kind.value, form.people.value()) == ("individual", 2), "of nobody"
    at.click("newSession.type.group")
    at.type("newSession.clientField", "A-104")
    assert (form.kind.value, form.people.value()) == ("group", 6), "what was chosen by hand stays"


def test_whoever_is_usually_written_about_is_offered_that(start):
    services = with_sessions(FakeServices())
    services.state.change("plan", summary="We spoke of the week.", started_at=datetime.now(UTC))
    at = start(services)
    at.wait_page("today")
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "kath")
    at.bot.keyClick(at.find("newSession.clientField"), Qt.Key.Key_Return)
    assert at.find("newSession.write").hasFocus()
    assert at.find("newSession.write").property("kind") == "primary"
    assert at.find("newSession.record").property("kind") != "primary"
    at.bot.keyClick(at.find("newSession.write"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.wait_page("writing")


def test_a_session_can_be_begun_with_a_client_who_is_known_already(start):
    at = start()
    at.wait_page("today")
    at.window.show_new_session("", "c2")
    at.wait_page("newSession")
    assert at.find("newSession.clientField").text() == "K. M. · Katharina Mittermaier"
    assert at.find("newSession.consent").hasFocus() and not at.find("newSession.consent").isChecked()
    at.click("newSession.cancel")
    at.wait_page("today")
    at.click("today.new")
    at.wait_page("newSession")
    assert at.find("newSession.clientField").text() == "", "the next one is not"


@pytest.mark.parametrize("code", ["", "A-104", "NEW-1"])
def test_everything_is_on_one_screen(start, code):
    at = page(start, found(3600))  # with a line about the memory, and that of the demo models
    at.window.demo.demo_in_use = True
    at.window._show_demo()
    if code:
        at.type("newSession.clientField", code)
    at.wait(lambda: at.seen("newSession.limits"))
    at.wait(lambda: at.find("newSession.scroll").verticalScrollBar().maximum() == 0)


def test_the_ways_are_commands_with_the_key_of_the_usual_one(start):
    at = page(start)
    commands = {each.name: each for each in at.window.new_session_page.commands()}
    assert commands["newSession.record"].keys == "Ctrl+Return" and not commands["newSession.record"].enabled
    at.type("newSession.clientField", "A-104")
    at.find("newSession.consent").click()
    commands = {each.name: each for each in at.window.new_session_page.commands()}
    assert commands["newSession.record"].enabled and commands["newSession.write"].enabled
    assert "Ctrl+Enter" in at.find("newSession.record").toolTip()


# ---- what fits ---------------------------------------------------------------------------------


def test_where_everything_fits_nothing_is_said(start):
    at = page(start, found(16_000))
    assert not at.seen("newSession.limits")


@pytest.mark.parametrize(
    ("fits", "says"),
    [
        (("whisper-small", "qwen3.5-2b"), "Qwen3.5 2B drafts the note in place of Qwen3 4B Instruct."),
        (("whisper-small", "qwen3-4b"), "Qwen3 4B Instruct begins once words and speakers are done, so the draft"),
        (("whisper-small",), "The draft is made of quotations, without Qwen3 4B Instruct."),
        (("whisper-base",), "Whisper base writes down the words in place of Whisper small."),
        ((), "Even so it may not suffice: the recording is safe"),
    ],
)
def test_what_is_used_instead_is_one_line(start, fits, says):
    just = Combination({CATALOGUE[m].task: CATALOGUE[m] for m in ("pyannote-community-1", "minilm", *fits)})
    just_mb = just.turn_mb if "qwen3-4b" in fits else just.need_mb
    at = page(start, found(just_mb + SPARE_MB))
    text = at.wait_for("newSession.limits.text").text()
    assert text.startswith("Memory is short:")
    assert f"the chosen models need {found(100_000).asked_mb / 1000:.1f} GB" in text
    assert says in text
    assert "\n" not in text
    assert "Closing other programs helps." in text


def test_a_second_reader_that_does_not_fit_is_left_out_by_name(start):
    reader = CATALOGUE["nli-deberta-v3-xsmall"]
    wanted = Combination({**WANTED.entries, reader.task: reader})
    machine = Machine(WANTED.need_mb + SPARE_MB, 16_000, PLENTY)
    at = page(start, plan(wanted, [*(CATALOGUE[m] for m in REAL), reader], machine))
    text = at.wait_for("newSession.limits.text").text()
    assert f"Sentences are checked without {reader.title}." in text and "in place of" not in text


def test_the_chosen_models_can_be_used_all_the_same(start):
    at = page(start, found(3600))
    at.wait(lambda: at.seen("newSession.limits"))
    at.click("newSession.limits.action")
    at.wait(lambda: not at.seen("newSession.limits"))
    session = begin(at)
    at.wait(lambda: at.services.work.worked_with != [])
    assert at.services.work.worked_with[0] == ModelPlan() == at.services.preflight.settled(session)


def test_what_fits_a_session_is_what_is_warmed_and_what_it_is_worked_on_with(start):
    limited = found(3600)
    assert limited.instead
    at = page(start, limited)
    at.wait(lambda: at.seen("newSession.limits"))
    begin(at)
    assert ("warm", limited.models) in at.services.calls
    at.wait(lambda: at.services.work.worked_with == [limited.models])


def test_little_room_on_the_disk_is_said_and_needs_no_button(start):
    at = page(start, found(16_000, sound=42 * 60.0))
    assert at.wait_for("newSession.limits.text").text() == ("The disk has room for about 42 minutes of recording.")
    assert not at.seen("newSession.limits.action")


def test_it_is_looked_at_anew_each_time(start):
    at = page(start, found(3600))
    at.wait(lambda: at.seen("newSession.limits"))
    at.services.preflight.found = found(16_000)
    at.click("newSession.cancel")
    at.wait_page("today")
    at.click("today.new")
    at.wait_page("newSession")
    assert not at.seen("newSession.limits")


def test_a_disk_that_cannot_be_asked_is_said_on_the_page(start, monkeypatch):
    at = start()
    at.wait_page("today")

    def refuse() -> Preflight:
        raise FolderNotWritable("/somewhere")

    monkeypatch.setattr(at.services.preflight, "check", refuse)
    at.click("today.new")
    at.wait_page("newSession")
    assert at.wait_for("newSession.limits.text").text() != ""
    assert not at.seen("error.dialog")


# ---- people ------------------------------------------------------------------------------------


def begin(at, code: str = "B-7") -> str:
    """Record with a client; returns the session."""
    at.type("newSession.clientField", code)
    at.find("newSession.consent").click()
    at.click("newSession.record")
    at.wait(lambda: at.page() == "recording")
    session = at.services.recording.active
    assert session is not None
    return session


def test_an_unknown_number_of_people_is_stored_as_such(start):
    at = page(start)
    assert at.find("newSession.people").value() == 2
    at.find("newSession.peopleUnknown").click()
    assert not at.find("newSession.people").isEnabled()
    session = begin(at)
    assert at.services.records.session(session).speakers == 0


def test_it_can_be_known_again_and_the_kind_of_session_knows_it(start):
    at = page(start)
    at.find("newSession.peopleUnknown").click()
    at.click("newSession.type.family")
    assert not at.find("newSession.peopleUnknown").isChecked()
    assert at.find("newSession.people").isEnabled()
    session = begin(at)
    assert at.services.records.session(session).speakers == 4


def test_the_format_goes_with_the_kind_of_session_until_one_is_chosen(start, monkeypatch):
    monkeypatch.setattr(FakeNotes, "templates", lambda self: TemplateLibrary().list())
    at = page(start)
    box = at.window.new_session_page.template
    at.wait(lambda: box.value != "")
    usual = box.value
    at.click("newSession.type.group")
    assert box.value == "group"
    at.click("newSession.type.couple")
    assert box.value == "couple_family"
    at.click("newSession.type.individual")
    assert box.value == usual, "back to that of the settings"
    box.choose("soap")
    at.click("newSession.type.group")
    assert box.value == "soap", "what was chosen by hand stays"


def test_a_planned_session_keeps_its_format(start):
    at = start()
    at.wait_page("today")
    at.services.state.change("plan", type=SessionType.GROUP, template_id="soap")
    at.window.show_new_session("plan")
    at.wait_page("newSession")
    at.wait(lambda: at.window.new_session_page.kind.value == "group")
    assert at.window.new_session_page.template.value == "soap"


def test_a_planned_session_shows_that_its_number_is_not_known(start):
    at = start()
    at.wait_page("today")
    at.services.state.change("plan", speakers=0)
    at.window.show_new_session("plan")
    at.wait_page("newSession")
    at.wait(lambda: at.find("newSession.peopleUnknown").isChecked())
    assert not at.find("newSession.people").isEnabled()


# ---- names and medications ---------------------------------------------------------------------


def test_a_known_clients_terms_are_shown_and_kept(start):
    at = start()
    at.wait_page("today")
    known = at.services.state.clients["c1"]
    at.services.state.clients["c1"] = Client(known.id, known.code, known.name, known.created_at, "Quetiapin")
    at.click("today.new")
    at.wait_page("newSession")
    assert not at.seen("newSession.terms"), "of nobody"
    at.type("newSession.clientField", "A-104")
    at.click("newSession.terms")
    field = at.wait_for("terms.words")
    assert field.toPlainText() == "Quetiapin"
    field.setPlainText("Quetiapin\n\n  Uncle Tadeusz ")
    at.click("terms.ok")
    at.wait(lambda: not at.seen("terms"))
    assert at.services.state.clients["c1"].terms == "Quetiapin\nUncle Tadeusz"
    at.click("newSession.terms")
    assert at.wait_for("terms.words").toPlainText() == "Quetiapin\nUncle Tadeusz"
    at.find("terms.words").clear()
    at.click("terms.cancel")
    at.wait(lambda: not at.seen("terms"))
    assert at.services.state.clients["c1"].terms == "Quetiapin\nUncle Tadeusz"


def test_a_new_clients_terms_are_stored_with_the_client(start):
    at = page(start)
    at.type("newSession.clientField", "B-7")
    at.click("newSession.terms")
    at.wait_for("terms.words").setPlainText("Lamotrigine")
    at.click("terms.ok")
    at.wait(lambda: not at.seen("terms"))
    at.find("newSession.consent").click()
    at.click("newSession.record")
    at.wait(lambda: at.page() == "recording")
    client = at.services.records.client(at.services.records.session(at.services.recording.active).client_id)
    assert (client.code, client.terms) == ("B-7", "Lamotrigine")


@pytest.mark.parametrize("at_fault", ["add_client", "new_session"])
def test_after_a_failure_the_new_client_is_gone_on_with(start, monkeypatch, at_fault):
    at = page(start)
    at.type("newSession.clientField", "B-7")
    at.click("newSession.terms")
    at.wait_for("terms.words").setPlainText("Lamotrigine")
    at.click("terms.ok")
    at.wait(lambda: not at.seen("terms"))
    at.find("newSession.consent").click()

    def refuse(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(at.services.records, at_fault, refuse)
        patched.setattr(at.services.records, "set_client_terms", refuse)
        at.click("newSession.record")
        at.wait(lambda: at.seen("newSession.error"))
    assert at.find("newSession.clientHint").text() == (
        "New client: will be added." if at_fault == "add_client" else "Known client."
    )
    at.click("newSession.record")
    at.wait(lambda: at.page() == "recording")
    (client,) = [each for each in at.services.state.clients.values() if each.code == "B-7"]
    assert client.terms == "Lamotrigine"
    assert at.services.records.session(at.services.recording.active).client_id == client.id


def test_names_and_medications_leave_room_for_the_buttons_at_a_large_text(start):
    at = start(scale=1.5)
    at.wait_page("today")
    at.click("today.new")
    at.wait_page("newSession")
    at.type("newSession.clientField", "A-104")
    at.click("newSession.terms")
    dialog, field = at.wait_for("terms"), at.find("terms.words")

    def bottom() -> int:
        return field.geometry().bottom()

    at.wait(lambda: bottom() < at.find("terms.ok").geometry().top())
    at.services.records.error = DiskFull()
    field.setPlainText("Quetiapin")
    at.click("terms.ok")
    at.wait(lambda: at.seen("terms.error"))
    at.wait(lambda: bottom() < at.find("terms.error").geometry().top())
    at.wait(lambda: at.find("terms.error").geometry().bottom() < at.find("terms.ok").geometry().top())
    assert at.find("terms.ok").geometry().bottom() < dialog.height()
    at.services.records.error = None


def test_terms_never_end_up_with_another_client(start):
    at = page(start)
    at.type("newSession.clientField", "B-7")
    at.click("newSession.terms")
    at.wait_for("terms.words").setPlainText("Lamotrigine")
    at.click("terms.ok")
    at.wait(lambda: not at.seen("terms"))
    session = begin(at, code="7")  # typed after "B-7": the code is B-77
    client = at.services.records.client(at.services.records.session(session).client_id)
    assert (client.code, client.terms) == ("B-77", "")


def test_terms_that_could_not_be_stored_stay_in_the_dialog(start):
    at = page(start)
    at.type("newSession.clientField", "A-104")
    at.click("newSession.terms")
    at.wait_for("terms.words").setPlainText("Quetiapin")
    at.services.records.error = DiskFull()
    at.click("terms.ok")
    at.wait(lambda: at.seen("terms.error"))
    assert at.find("terms.words").toPlainText() == "Quetiapin"
    at.services.records.error = None
    at.click("terms.ok")
    at.wait(lambda: at.services.state.clients["c1"].terms == "Quetiapin")


def test_what_was_typed_is_kept_when_a_lock_comes(start):
    at = page(start)
    at.type("newSession.clientField", "A-104")
    at.click("newSession.terms")
    at.wait_for("terms.words").setPlainText("Quetiapin")
    at.window.lock()
    at.wait(lambda: at.page() == "unlock" and ("lock",) in at.services.calls)
    assert at.services.state.clients["c1"].terms == "Quetiapin"
    assert not at.seen("terms")


@pytest.mark.parametrize("full", [False, True])
def test_an_answer_to_a_dialog_that_a_lock_put_away_goes_to_the_page(start, monkeypatch, full):
    at = page(start)
    at.type("newSession.clientField", "A-104")
    at.click("newSession.terms")
    at.wait_for("terms.words").setPlainText("Quetiapin")
    dialog, hold, keep = at.find("terms"), threading.Event(), at.services.records.set_client_terms

    def slow(*given: str) -> Client:
        hold.wait(5)
        if full:
            raise DiskFull
        return keep(*given)

    monkeypatch.setattr(at.services.records, "set_client_terms", slow)
    dialog.put_away()  # before the page is left, and a lock may be called off
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    hold.set()
    at.wait(lambda: at.window.ops.pending == 0)
    if full:
        at.click("error.close")
    else:
        assert at.services.state.clients["c1"].terms == "Quetiapin"
        at.click("newSession.terms")
        assert at.wait_for("terms.words").toPlainText() == "Quetiapin", "the page knows of it"
