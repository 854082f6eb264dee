"""Today: what waits for the clinician, each with one act; the sessions by day, a piece at a time; the empty vault."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.domain.note import Origin
from app.domain.overview import NeedKind
from app.domain.session import Session, SessionState, SessionType
from app.domain.work import WorkPlan
from app.services.overview import PAGE
from app.ui import theme
from app.ui.session_rows import Row
from tests.gui.fake_services import FakeServices, with_sessions


def today(start, services: FakeServices | None = None):
    at = start(services)
    at.wait_page("today")
    return at


def rows(at) -> list[Row]:
    model = at.window.today_page.list.sessions
    return [model.row(number) for number in range(model.rowCount())]


def waiting(at) -> list[tuple[str, str]]:
    """Of what waits: kind and session, in order."""
    return [(row.need.kind.value, row.session.id) for row in rows(at) if row.need is not None and row.session]


def press(at, wanted) -> None:
    """Click the first row for which `wanted(row)` holds."""
    view = at.window.today_page.list
    number = next(number for number, row in enumerate(rows(at)) if wanted(row))
    index = view.sessions.index(number)
    view.scrollTo(index)
    at.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def press_need(at, kind: NeedKind, session_id: str) -> None:
    press(at, lambda row: row.need is not None and (row.need.kind, row.need.session.id) == (kind, session_id))


def many(services: FakeServices, count: int, state: SessionState = SessionState.SIGNED) -> FakeServices:
    """So many more sessions, one each three hours."""
    now = datetime.now(UTC)
    for n in range(count):
        at = now - timedelta(days=10, hours=3 * n)
        services.state.sessions[f"m{n}"] = Session(f"m{n}", "c1", SessionType.INDIVIDUAL, 2, state, at, at, 3000.0)
    return services


# ---- what waits ----------------------------------------------------------------------------------


def test_what_waits_stands_first_and_says_what_a_press_does(start):
    at = today(start)
    assert waiting(at) == [("interrupted", "cut"), ("review", "demo"), ("work", "rec")]
    assert rows(at)[0].heading == "Waiting for you"
    assert [row.act for row in rows(at) if row.need is not None] == ["Decide…", "Review", "Write it down"]
    review = next(row for row in rows(at) if row.need is not None and row.need.kind is NeedKind.REVIEW)
    undecided = at.services.state.notes["demo"].to_review
    assert undecided > 0 and f"{undecided} sentence" in review.detail
    assert "Unsigned since today" in review.detail


def test_each_is_one_press_away(start):
    at = today(start)
    press_need(at, NeedKind.REVIEW, "demo")
    at.wait_page("workspace")
    at.click("nav.today")
    at.wait_page("today")
    press_need(at, NeedKind.INTERRUPTED, "cut")
    at.click("interrupted.work")
    at.wait_page("workspace")
    at.click("nav.today")
    at.wait_page("today")
    assert ("interrupted", "cut") not in waiting(at)


def test_a_transcript_without_a_note_is_drafted_at_once(start):
    services = with_sessions(FakeServices())
    services.state.change("signed", state=SessionState.TRANSCRIBED)
    del services.state.notes["signed"]
    at = today(start, services)
    at.services.work.hold.clear()
    press_need(at, NeedKind.DRAFT, "signed")
    at.wait(lambda: at.page() == "working")
    plan = at.window.working_page.plan
    assert (plan.session_id, plan.transcribe, plan.draft, plan.template_id) == ("signed", False, True, "dap")
    at.services.work.hold.set()
    at.wait_page("workspace")


def test_a_note_that_is_decided_waits_for_its_signature(start):
    services = with_sessions(FakeServices())
    note = services.state.notes["demo"]
    kept = tuple(replace(x, kept=True, origin=Origin.CLINICIAN) if x.needs_review else x for x in note.sentences)
    services.state.notes["demo"] = replace(note, sentences=kept)
    at = today(start, services)
    assert ("sign", "demo") in waiting(at)
    press_need(at, NeedKind.SIGN, "demo")
    at.wait_page("workspace")


def test_words_without_a_draft_are_gone_on_with(start):
    services = with_sessions(FakeServices())
    services.state.change("plan", summary="We spoke of the week.")
    at = today(start, services)
    press_need(at, NeedKind.WRITING, "plan")
    at.wait_page("writing")
    assert at.find("writing.text").toPlainText() == "We spoke of the week."


def test_a_recording_that_is_about_to_be_destroyed_is_said_with_its_day(start):
    services = with_sessions(FakeServices())
    services.overview.going = {"old": datetime.now(UTC) + timedelta(days=1)}
    at = today(start, services)
    (row,) = [row for row in rows(at) if row.need is not None and row.need.kind is NeedKind.SOUND_GOES]
    assert row.detail.endswith("is destroyed tomorrow")
    press_need(at, NeedKind.SOUND_GOES, "old")
    at.wait_page("workspace")


def test_many_recordings_that_go_are_one_line_until_they_are_asked_for(start):
    services = many(with_sessions(FakeServices()), 5)
    services.overview.going = {f"m{n}": datetime.now(UTC) + timedelta(days=n + 1) for n in range(5)}
    at = today(start, services)
    (row,) = [row for row in rows(at) if row.fold is NeedKind.SOUND_GOES]
    assert row.title == "5 recordings are destroyed within 7 days, the first tomorrow"
    press(at, lambda row: row.fold is NeedKind.SOUND_GOES)
    at.wait(lambda: len([each for each in waiting(at) if each[0] == "sound-goes"]) == 5)
    assert not [row for row in rows(at) if row.fold is not None]


def test_much_of_one_kind_folds_and_unfolds_under_the_same_press(start):
    services = many(with_sessions(FakeServices()), 6, SessionState.TRANSCRIBED)
    at = today(start, services)
    assert len([each for each in waiting(at) if each[0] == "draft"]) == 2
    (fold,) = [row for row in rows(at) if row.fold is not None]
    assert fold.title.startswith("4 more transcripts without a note, the oldest since ")
    press(at, lambda row: row.fold is NeedKind.DRAFT)
    at.wait(lambda: len([each for each in waiting(at) if each[0] == "draft"]) == 6)
    assert at.window.today_page.list.currentIndex().isValid(), "the keys go on where they were"
    at.click("nav.help")
    at.wait_page("help")
    at.click("nav.today")
    at.wait_page("today")
    assert len([each for each in waiting(at) if each[0] == "draft"]) == 2, "folded again"


def test_with_nothing_waiting_the_days_stand_alone(start):
    services = with_sessions(FakeServices())
    for each in ("demo", "rec", "cut"):
        del services.state.sessions[each]
    at = today(start, services)
    assert waiting(at) == [] and rows(at)[0].heading and rows(at)[0].heading != "Waiting for you"


# ---- work that runs ------------------------------------------------------------------------------


def test_work_that_runs_is_there_with_how_far_it_is_and_not_twice(start):
    at = today(start)
    at.services.work.hold.clear()
    at.window.add_work(WorkPlan("rec", template_id="dap"))
    at.wait(lambda: any(row.job and row.part is not None and row.part > 0 for row in rows(at)))
    job = next(row for row in rows(at) if row.job)
    assert job.detail.startswith("Writing down the words") and job.title == "A-104"
    assert job.part == pytest.approx(110 / 221)
    assert ("work", "rec") not in waiting(at), "it is being done"
    press(at, lambda row: row.job)
    at.wait(lambda: at.page() == "working")
    assert at.window.working_page.plan.session_id == "rec"
    at.click("nav.today")
    at.wait(lambda: at.page() == "today")
    at.services.work.hold.set()
    at.wait(lambda: at.idle() and not any(row.job for row in rows(at)))
    assert ("review", "rec") in waiting(at)


def test_words_of_the_work_change_without_moving_the_list(start):
    at = today(start)
    at.services.work.hold.clear()
    at.window.add_work(WorkPlan("rec", template_id="dap"))
    at.wait(lambda: any(row.job for row in rows(at)))
    view, resets = at.window.today_page.list, []
    view.sessions.modelReset.connect(lambda: resets.append(1))
    view.setCurrentIndex(view.sessions.index(view.sessions.row_of("signed")))
    chosen = view.chosen()
    at.window.today_page._show_top()
    assert view.chosen() is chosen and resets == []
    at.services.work.hold.set()


# ---- ten thousand sessions -----------------------------------------------------------------------


def test_only_what_is_scrolled_to_is_fetched(start):
    at = today(start, many(with_sessions(FakeServices()), 1000))
    view, asked = at.window.today_page.list, at.services.overview.asked
    assert sum(asked) <= 2 * PAGE, "one screen of a thousand"
    before = view.sessions.rowCount()
    view.scrollToBottom()
    at.wait(lambda: view.sessions.rowCount() > before)
    assert sum(asked) <= 4 * PAGE
    ids = [row.session.id for row in rows(at) if row.session is not None and row.need is None]
    assert len(ids) == len(set(ids)), "nothing twice"
    while view.sessions.canFetchMore():
        count = view.sessions.rowCount()
        view.sessions.fetchMore()
        at.wait(lambda count=count: view.sessions.rowCount() > count)
    ids = [row.session.id for row in rows(at) if row.session is not None and row.need is None]
    assert set(ids) == set(at.services.state.sessions) and len(ids) == len(set(ids))
    headings = [row.heading for row in rows(at) if row.heading]
    assert len(headings) == len(set(headings)), "a day that two pieces share has one heading"


def test_a_piece_that_arrives_after_the_page_was_left_is_dropped(start):
    at = today(start, many(with_sessions(FakeServices()), 500))
    view = at.window.today_page.list
    view.sessions.wanted.emit(rows(at)[-1].session)
    at.window.show_settings()
    at.wait_page("settings")
    assert view.sessions.rowCount() == 0


# ---- keys, screen readers, the menu --------------------------------------------------------------


def test_enter_does_the_first_thing_that_waits(start):
    at = today(start)
    view = at.find("today.list")
    at.wait(view.hasFocus)
    assert view.chosen().need.session.id == "cut"
    at.bot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen().need.session.id == "demo"
    at.bot.keyClick(view, Qt.Key.Key_Return)
    at.wait_page("workspace")


def test_a_screen_reader_hears_who_what_and_what_a_press_does(start):
    at = today(start)
    face = QAccessible.queryAccessibleInterface(at.find("today.list"))
    texts = [face.child(n).text(QAccessible.Text.Name) for n in range(face.childCount())]
    heard = next(text for text in texts if text.startswith("K. M. · Katharina Mittermaier, Interrupted"))
    assert heard.endswith("Decide…")
    assert any("Signed" in text and "49 min" in text for text in texts)


def test_the_menu_belongs_to_what_is_chosen(start):
    at = today(start)
    view = at.find("today.list")
    view.setCurrentIndex(view.sessions.index(view.sessions.row_of("signed")))
    assert at.find("today.more").isEnabled()
    names = {command.name: command.enabled for command in at.window.today_page.commands()}
    assert names["today.new"] and names["today.more"]
    view.setCurrentIndex(view.sessions.index(-1))
    assert not at.find("today.more").isEnabled()


def test_nothing_of_a_client_is_left_when_the_page_is(start):
    at = today(start)
    at.window.lock()
    at.wait_page("unlock")
    page = at.window.today_page
    assert page.list.sessions.rowCount() == 0 and page._needs == [] and page._working == {}


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_kind_of_row_is_painted(start, direction, scale):
    services = many(with_sessions(FakeServices()), 6, SessionState.TRANSCRIBED)
    services.overview.going = {"old": datetime.now(UTC) + timedelta(days=1)}
    at = start(services, scale=scale)
    at.wait_page("today")
    view: Any = at.find("today.list")
    view.setLayoutDirection(direction)
    place = QPointF(view.visualRect(view.sessions.index(1)).center())
    move = QMouseEvent(QEvent.Type.MouseMove, place, view.viewport().mapToGlobal(place), Qt.MouseButton.NoButton,
                       Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(view.viewport(), move)
    for number in range(0, view.sessions.rowCount(), 4):
        view.scrollTo(view.sessions.index(number))
        view.grab()  # a warning of the painter fails this test
    view.scrollToTop()
    sign = next(number for number, row in enumerate(rows(at)) if row.tone == "warning")
    rect, picture = view.visualRect(view.sessions.index(sign)), view.grab().toImage()
    strip = range(rect.left(), rect.left() + round(56 * scale))
    if direction is Qt.LayoutDirection.RightToLeft:
        strip = range(rect.right() - round(56 * scale), rect.right())
    found = {picture.pixelColor(x, y).name() for x in strip for y in range(rect.top(), rect.bottom())}
    assert theme.colour("warning_ink").name() in found, "the sign stands where reading begins"


# ---- an empty vault ------------------------------------------------------------------------------


def empty(*, speech: bool = True) -> FakeServices:
    services = FakeServices()
    services.vault.is_open = True
    if not speech:
        services.models.chosen = dict  # type: ignore[method-assign]
    return services


def test_an_empty_vault_shows_how_it_goes_and_the_demo_session_first(start):
    at = today(start, empty())
    assert at.seen("today.demo") and at.seen("today.first") and not at.seen("today.new")
    at.wait(at.find("today.demo").hasFocus)
    at.bot.keyClick(at.find("today.demo"), Qt.Key.Key_Tab)
    assert at.find("today.first").hasFocus()


def test_the_key_of_a_new_session_works_in_an_empty_vault_too(start):
    at = today(start, empty())
    at.bot.keyClick(at.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    at.wait_page("newSession")
    at.click("newSession.cancel")
    at.wait_page("today")
    at.window.show_client()
    at.wait_page("clients")
    at.bot.keyClick(at.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    at.wait_page("newSession")


def test_without_a_speech_model_there_is_nothing_to_show(start):
    at = today(start, empty(speech=False))
    assert not at.seen("today.demo")
    at.wait(at.find("today.first").hasFocus)
    at.click("today.first")
    at.wait_page("newSession")


def test_the_demo_session_begins_from_there(start, monkeypatch):
    at = today(start, empty())
    asked: list[int] = []
    monkeypatch.setattr(type(at.window), "show_demo", lambda _: asked.append(1))
    at.click("today.demo")
    assert asked == [1]
