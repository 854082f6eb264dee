"""The search page: as one types, in order, with limits, by meaning, and open at the moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import DiskFull, ModelNotLoaded
from app.domain.moment import Moment
from app.domain.search import Filters, HitKind
from app.domain.session import SessionState
from app.domain.transcript import Role
from app.ui.announce import voice
from app.ui.pages import search, search_list
from tests.gui.conftest import Driver
from tests.gui.fake_services import FakeServices, with_sessions


@pytest.fixture
def at(start: Callable[..., Driver], monkeypatch: pytest.MonkeyPatch) -> Driver:
    """The window at the search page, in a vault with sessions."""
    monkeypatch.setattr(search, "TYPING_MS", 1)
    monkeypatch.setattr(search, "MEANING_MS", 1)
    services = with_sessions(FakeServices())
    services.vault.is_open = True
    driver = start(services)
    driver.wait_page("today")
    driver.click("nav.search")
    driver.wait_page("search")
    return driver


def look(at: Driver, text: str) -> None:
    """Type words, and wait for the answer to just these."""
    field = at.find("search.field")
    field.clear()
    at.bot.keyClicks(field, text)
    at.wait(lambda: at.window.search_page._answered == at.window.search_page.question() and at.idle())


def shown(at: Driver) -> list[search_list.Line]:
    return at.window.search_page.list.found.lines


def hits(at: Driver) -> list[search_list.Hit]:
    return [line.hit for line in shown(at) if line.hit is not None]


def test_before_anything_is_typed_it_says_what_can_be(at: Driver) -> None:
    assert at.seen("search.start") and not at.seen("search.list") and not at.seen("search.clear")
    assert at.find("search.field").hasFocus()
    assert at.services.search.asked == []


def test_what_was_typed_is_found_session_by_session_with_its_words_marked(at: Driver) -> None:
    look(at, "breathing exer")
    assert at.seen("search.list") and {hit.kind for hit in hits(at)} == {HitKind.NOTE, HitKind.TURN}
    first = shown(at)[0]
    assert first.title == "DEMO · Demo session" and first.detail.endswith(", 11:30") and first.hit is None
    for hit in hits(at):
        assert [hit.text[a:b].lower() for a, b in hit.marks] == ["breathing", "exer"]
    assert at.find("search.count").text() == f"{len(hits(at))} places, 3 sessions"


def test_each_letter_is_not_a_question_of_its_own_and_the_last_one_is_answered(at: Driver) -> None:
    at.services.search.hold.clear()
    at.bot.keyClicks(at.find("search.field"), "s")
    at.wait(lambda: len(at.services.search.asked) == 1)
    at.bot.keyClicks(at.find("search.field"), "ister")
    at.bot.wait(20)
    assert [text for text, _ in at.services.search.asked] == ["s"]  # one at a time
    at.services.search.hold.set()
    at.wait(lambda: at.services.search.asked[-1][0] == "sister" and at.idle())
    assert len(at.services.search.asked) <= 3
    assert all("sister" in hit.text.lower() for hit in hits(at))


def test_an_answer_that_comes_after_the_page_was_left_shows_nothing(at: Driver) -> None:
    at.services.search.hold.clear()
    at.bot.keyClicks(at.find("search.field"), "sister")
    at.wait(lambda: bool(at.services.search.asked))
    at.click("nav.help")
    at.services.search.hold.set()
    at.wait_page("help")
    assert hits(at) == [] and at.window.search_page.field.text() == ""


def test_limits_go_along_and_can_be_taken_back(at: Driver) -> None:
    page = at.window.search_page
    look(at, "sleep")
    everything = len(hits(at))
    page.role.setCurrentIndex(page.role.findData(Role.CLIENT))
    page.signed.setCurrentIndex(page.signed.findData(True))
    page.client.choose("c0")
    page.client.changed.emit()
    at.wait(lambda: at.services.search.asked[-1][1] == Filters("c0", role=Role.CLIENT, signed=True) and at.idle())
    at.wait(lambda: page._answered == page.question())
    assert at.services.search.asked[-1][1].role is Role.CLIENT
    assert {hit.session_id for hit in hits(at)} <= {"signed"} and all(hit.role is Role.CLIENT for hit in hits(at))
    at.click("search.clear")
    at.wait(lambda: len(hits(at)) == everything)
    assert not at.seen("search.clear")


def test_days_can_be_chosen_one_by_one(at: Driver) -> None:
    page = at.window.search_page
    look(at, "sleep")
    assert not at.seen("search.period.since")
    page.period.box.setCurrentIndex(page.period.box.count() - 1)
    assert at.seen("search.period.since") and at.seen("search.period.until")
    page.period.since.setDate(page.period.since.date().addYears(-3))
    page.period.until.setDate(page.period.until.date().addYears(-2))
    at.wait(lambda: page._answered == page.question() and at.idle())
    asked = at.services.search.asked[-1][1]
    assert isinstance(asked.since, date) and isinstance(asked.until, date) and asked.since < asked.until
    assert at.seen("search.none") and at.seen("search.wider")
    at.click("search.wider")
    at.wait(lambda: bool(hits(at)))


def test_nothing_found_says_what_to_try(at: Driver) -> None:
    look(at, "xylophone")
    assert at.seen("search.none") and not at.seen("search.wider")
    assert at.window.search_page.count.text() == "Nothing found" and not at.seen("search.count"), "it is said once"


def test_a_place_opens_at_its_moment_by_keyboard_alone(at: Driver) -> None:
    look(at, "sister sunday")
    field = at.find("search.field")
    at.bot.keyClick(field, Qt.Key.Key_Down)
    found = at.find("search.list")
    assert found.hasFocus()
    hit = found.currentIndex().data(search_list.ROW_ROLE).hit
    opened: list[object] = []
    at.window.search_page.router = replace_router(at, opened)
    at.bot.keyClick(found, Qt.Key.Key_Return)
    at.wait(lambda: bool(opened))
    assert opened == [(hit.session_id, hit.moment)] and hit.moment != Moment(hit.session_id)


def replace_router(at: Driver, opened: list[object]) -> object:
    """The window, but for the workspace: what is asked of it is noted."""

    class Noted:
        def __getattr__(self, name: str) -> object:
            return getattr(at.window, name)

        def show_workspace(self, session_id: str, moment: Moment | None = None) -> None:
            opened.append((session_id, moment))

    return Noted()


def test_enter_in_the_field_opens_the_first_place(at: Driver) -> None:
    look(at, "mittermaier")
    assert [hit.kind for hit in hits(at)] == [HitKind.CLIENT]
    at.bot.keyClick(at.find("search.field"), Qt.Key.Key_Return)
    at.wait_page("clients")


def test_what_was_written_and_is_no_draft_yet_opens_where_it_is_written(at: Driver) -> None:
    at.services.state.change("plan", summary="Talked about the violin.", state=SessionState.PLANNED)
    look(at, "violin")
    assert [hit.kind for hit in hits(at)] == [HitKind.WRITTEN]
    at.window.search_page.list.open_current()
    at.wait_page("writing")


def test_letters_typed_in_the_list_go_on_in_the_field_and_up_leads_back(at: Driver) -> None:
    look(at, "sle")
    field, found = at.find("search.field"), at.find("search.list")
    at.bot.keyClick(field, Qt.Key.Key_Down)
    at.bot.keyClicks(found, "e")
    assert field.text() == "slee" and field.hasFocus()
    at.wait(lambda: at.window.search_page._answered == at.window.search_page.question() and at.idle())
    at.bot.keyClick(field, Qt.Key.Key_Down)
    at.bot.keyClick(found, Qt.Key.Key_Up)
    assert field.hasFocus()
    at.bot.keyClick(field, Qt.Key.Key_Escape)
    at.wait(lambda: at.seen("search.start"))


def test_what_is_close_in_meaning_follows_below_and_not_twice(at: Driver) -> None:
    service = at.services.search
    service.means = True
    at.click("nav.help")
    at.click("nav.search")
    at.wait_page("search")
    service.near = (service.hit("demo", 5), service.hit("old", 11))
    look(at, "breathing")
    at.wait(lambda: any(line.section for line in shown(at)) and at.idle())
    at.wait(lambda: len(hits(at)) > 1 and any(hit.by_meaning for hit in hits(at)))
    near = [hit for hit in hits(at) if hit.by_meaning]
    assert [hit.moment for hit in near] == [Moment("old", 11)]  # the other stands above already
    title = next(line for line in shown(at) if line.section)
    assert title.title == "Close in meaning" and shown(at).index(title) > 0


def test_a_search_by_meaning_that_fails_says_so_there_and_nowhere_else(at: Driver) -> None:
    at.window.search_page._can_mean = True
    at.services.search.near_error = ModelNotLoaded("sentences")
    look(at, "breathing")
    at.wait(lambda: any(line.section and "could not be loaded" in line.detail for line in shown(at)))
    assert not at.seen("error.dialog") and any(hit for hit in hits(at))


def test_a_search_that_fails_is_said_as_any_error_and_can_be_tried_again(at: Driver) -> None:
    at.services.search.error = DiskFull()
    at.bot.keyClicks(at.find("search.field"), "sleep")
    at.click("error.close")
    at.services.search.error = None
    look(at, "sleeping")
    assert hits(at)


def test_sessions_that_are_not_read_in_yet_are_told(at: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    at.window.search_page._watch.setInterval(5)
    at.services.search.left = 2
    at.click("nav.help")
    at.click("nav.search")
    at.wait(lambda: at.seen("search.reading"))
    assert "2 sessions" in at.find("search.reading").text()
    at.services.search.left = 0
    at.wait(lambda: not at.seen("search.reading"))


def test_the_question_is_there_again_on_the_way_back_and_gone_after_a_lock(at: Driver) -> None:
    look(at, "sister")
    at.click("nav.help")
    at.wait_page("help")
    at.click("nav.search")
    at.wait(lambda: at.find("search.field").text() == "sister" and bool(hits(at)))
    at.bot.keyClick(at.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    at.wait_page("unlock")
    at.wait(lambda: at.window.search_page._kept == search.Question())
    assert hits(at) == [] and at.window.search_page.client.box.count() == 1


def test_the_words_are_in_no_undo_of_the_field_once_the_page_is_left(at: Driver) -> None:
    look(at, "heliotrope")
    at.click("nav.help")
    at.wait_page("help")
    field = at.window.search_page.field
    assert not field.isUndoAvailable() and not field.isRedoAvailable() and field.text() == ""


def test_going_to_the_page_that_is_shown_leaves_what_is_typed(at: Driver) -> None:
    look(at, "sister")
    at.click("nav.help")
    at.wait_page("help")
    at.click("nav.search")
    at.wait_page("search")
    look(at, "sleep")
    at.click("nav.search")
    at.wait_page("search")
    assert at.find("search.field").text() == "sleep"


def test_a_search_that_is_asked_for_elsewhere_has_no_limits_left_from_before(at: Driver) -> None:
    page = at.window.search_page
    look(at, "sleep")
    page.role.setCurrentIndex(page.role.findData(Role.CLIENT))
    page.signed.setCurrentIndex(page.signed.findData(True))
    at.click("nav.help")
    at.wait_page("help")
    at.window.show_search("sister")
    at.wait(lambda: page._answered == page.question() and at.idle())
    assert at.services.search.asked[-1] == ("sister", Filters()) and hits(at)


def test_what_is_close_in_meaning_is_there_again_when_the_words_are(at: Driver) -> None:
    page, search_ = at.window.search_page, at.services.search
    page._can_mean, search_.near = True, (search_.hit("demo", 3),)
    look(at, "sister")
    at.wait(lambda: any(hit.by_meaning for hit in hits(at)) and at.idle())
    page._later.setInterval(60_000)  # no time for the other words
    look(at, "sisters")
    page._later.setInterval(1)
    look(at, "sister")
    at.wait(lambda: any(hit.by_meaning for hit in hits(at)))


def test_after_a_search_that_failed_nothing_of_the_one_before_is_shown(at: Driver) -> None:
    look(at, "sleep")
    assert hits(at)
    at.services.search.error = DiskFull()
    at.bot.keyClicks(at.find("search.field"), "x")
    at.click("error.close")
    assert hits(at) == [] and at.find("search.count").text() == "" and not at.seen("search.none")


def test_how_many_were_found_is_said_without_a_name(at: Driver) -> None:
    said: list[str] = []
    voice().said.connect(lambda text, _: said.append(text))
    look(at, "mittermaier")
    look(at, "sleep")
    assert "One place" in said and any("places" in text for text in said)
    assert not any("Mittermaier" in text or "mittermaier" in text for text in said)


def test_a_screen_reader_hears_whose_words_when_and_of_whom(at: Driver) -> None:
    look(at, "sister sunday")
    model = at.window.search_page.list.found
    rows = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    said = [row for row, line in zip(rows, shown(at), strict=True) if line.hit and line.hit.kind is HitKind.TURN]
    assert said and all(row.startswith("Client, ") and ("DEMO" in row or "A-104" in row) for row in said)


def test_a_long_turn_is_shown_from_a_little_before_the_first_word() -> None:
    text = "Well. " * 60 + "Then the heron came. " + "And so on. " * 40
    place = text.index("heron")
    short, marks = search_list.shortened(text, [(place, place + 5)])
    assert short.startswith("… ") and [short[a:b] for a, b in marks] == ["heron"]
    assert marks[0][0] < 2 * search_list.LEAD
    assert search_list.shortened("A heron.", [(2, 7)]) == ("A heron.", [(2, 7)])


def test_two_sessions_of_one_client_have_a_heading_each(at: Driver) -> None:
    look(at, "sister sunday")
    found = at.services.search.find("sister sunday")
    twice = replace(found, hits=(*found.hits[:1], *found.hits[:1]))
    assert len([line for line in search_list.grouped(found) if line.hit is None]) == 3
    assert len([line for line in search_list.grouped(twice) if line.hit is None]) == 1
