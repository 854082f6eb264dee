"""New session: what fits is said, people may be unknown, and a client's names and medications can be written down."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from shiboken6 import isValid

from app.domain.errors import DiskFull, FolderNotWritable
from app.domain.session import Client, SessionType
from app.domain.work import ModelPlan
from app.notes.templates import TemplateLibrary
from app.services.catalogue import load_catalogue
from app.services.preflight import SPARE_MB, Combination, Machine, Preflight, plan
from tests.gui.fake_services import FakeNotes

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
