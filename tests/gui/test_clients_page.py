"""Clients: found as one types, shown with goals, plan and sessions in time order, renamed, deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QMenu

from app.domain.errors import DiskFull
from app.domain.goal import Goal
from app.domain.session import Client, Session, SessionState, SessionType
from app.ui.session_rows import Row
from tests.gui.fake_services import FakeServices, with_sessions

NOW = datetime.now(UTC)


def clients(start, services: FakeServices | None = None, client_id: str = "c1", **options):
    at = start(services, **options)
    at.wait_page("today")
    at.window.show_client(client_id)
    at.wait_page("clients")
    return at


def rows(at) -> list[Row]:
    model = at.window.clients_page.sessions.sessions
    return [model.row(number) for number in range(model.rowCount())]


def listed(at) -> list[str]:
    model = at.window.clients_page.list.clients
    return [model.data(model.index(n), Qt.ItemDataRole.ToolTipRole) for n in range(model.rowCount())]


def words_of(at, name: str) -> str:
    """Everything a card says."""
    return " | ".join(label.text() for label in at.find(name).findChildren(QLabel) if label.isVisible())


def menu(at, name: str) -> None:
    at.click("clients.more")
    at.wait(lambda: any(each.isVisible() for each in at.window.findChildren(QMenu, "clients.menu")))
    (shown,) = [each for each in at.window.findChildren(QMenu, "clients.menu") if each.isVisible()]
    next(action for action in shown.actions() if action.objectName() == f"clients.{name}").trigger()
    shown.close()


# ---- finding -------------------------------------------------------------------------------------


def test_all_clients_by_code_and_the_one_who_was_here_last(start):
    at = clients(start, client_id="")
    assert listed(at) == ["A-104", "DEMO · Demo session", "K. M. · Katharina Mittermaier"]
    assert at.find("clients.count").text() == "3 clients"
    at.wait(lambda: at.find("clients.client").text() == "DEMO · Demo session")
    assert at.find("clients.about").text() == "2 sessions"


@pytest.mark.parametrize(("typed", "first"), [("k", "K. M. · Katharina Mittermaier"), ("MITTER", "K. M. · Katharina"),
                                              ("104", "A-104"), ("demo s", "DEMO")])  # fmt: skip
def test_as_one_types_the_first_who_could_be_meant_is_shown(start, typed, first):
    at = clients(start)
    at.type("clients.find", typed)
    at.wait(lambda: at.find("clients.client").text().startswith(first))
    assert listed(at)[0].startswith(first) and at.find("clients.count").text().endswith("of 3")
    at.find("clients.find").clear()
    assert len(listed(at)) == 3


def test_nobody_of_that_name_is_said(start):
    at = clients(start)
    at.type("clients.find", "zzz")
    assert at.find("clients.count").text() == "Nobody is called so" and listed(at) == []
    assert at.find("clients.client").text() == "A-104", "who was shown stays"


def test_the_arrow_keys_go_through_the_list_from_the_field_and_enter_goes_on(start):
    at = clients(start)
    field = at.find("clients.find")
    at.wait(field.hasFocus)
    at.bot.keyClick(field, Qt.Key.Key_Down)
    at.wait(lambda: at.find("clients.client").text() == "DEMO · Demo session")
    assert field.hasFocus()
    at.bot.keyClick(field, Qt.Key.Key_Return)
    assert at.find("clients.sessions").hasFocus()
    at.bot.keyClick(at.find("clients.sessions"), Qt.Key.Key_Return)
    at.wait_page("workspace")


def test_an_answer_about_somebody_who_is_not_chosen_any_more_is_dropped(start):
    at = clients(start)
    page = at.window.clients_page
    view = at.services.overview.client("c2")
    page._show(view, "c2")
    assert at.find("clients.client").text() == "A-104"


def test_three_hundred_clients_are_there_at_once(start):
    services = with_sessions(FakeServices())
    for n in range(300):
        services.state.clients[f"x{n}"] = Client(f"x{n}", f"X-{n:03}", f"Somebody {n}", NOW)
    at = clients(start, services)
    assert at.window.clients_page.list.clients.rowCount() == 303
    at.type("clients.find", "x-29")
    assert len(listed(at)) == 10
    at.wait(lambda: at.find("clients.client").text() == "X-290 · Somebody 290")
    assert at.find("clients.about").text() == "No sessions yet"


# ---- one client ----------------------------------------------------------------------------------


def with_goals() -> FakeServices:
    services = with_sessions(FakeServices())
    goal = Goal("g1", "c1", "Sleep through the night", NOW - timedelta(days=3))
    reached = Goal("g2", "c1", "Drive again", NOW - timedelta(days=40), NOW - timedelta(days=1))
    more = [Goal(f"h{n}", "c1", f"Goal number {n}", NOW - timedelta(days=50)) for n in range(4)]
    services.goals.all["c1"] = [goal, reached, *more]
    return services


def test_goals_and_sessions_stand_in_time_order(start):
    at = clients(start, with_goals())
    told = [row.title if row.session is None else row.session.id for row in rows(at) if not row.heading]
    assert told[:4] == ["rec", "Goal reached: Drive again", "Goal set: Sleep through the night", "old"]
    assert told[4] == "Goal set: Drive again" and len(told) == 9
    assert not any(row.pressable for row in rows(at) if row.session is None)


def test_the_cards_say_what_is_worked_on_and_what_is_planned(start):
    at = clients(start, with_goals())
    said = words_of(at, "clients.goalsCard")
    assert "Sleep through the night" in said and "Drive again" not in said
    assert "and 2 more · 1 reached" in said
    planned = at.services.overview.client("c1").planned
    assert planned is not None
    assert planned.sentences[0] in words_of(at, "clients.plannedCard")
    assert "From the signed note of" in words_of(at, "clients.plannedCard")
    at.click("clients.planned")
    at.wait_page("workspace")
    assert at.window.workspace_page.session_id == planned.session_id


def test_without_goals_and_plans_the_cards_say_so(start):
    at = clients(start, client_id="c2")
    assert "No goals are set." in words_of(at, "clients.goalsCard")
    assert "Nothing is planned in a note yet." in words_of(at, "clients.plannedCard")
    assert not at.seen("clients.planned")


def test_goals_are_changed_by_their_dialog(start):
    at = clients(start)
    at.click("clients.goals")
    at.click("goals.add")
    at.type("goals.0.text", "Sleep better")
    at.click("goals.ok")
    at.wait(lambda: "Sleep better" in words_of(at, "clients.goalsCard"))
    assert any(row.title == "Goal set: Sleep better" for row in rows(at))


def test_a_session_opens_where_it_stands(start):
    at = clients(start)
    view = at.find("clients.sessions")
    index = view.sessions.index(view.sessions.row_of("old"))
    view.scrollTo(index)
    at.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    at.wait_page("workspace")
    at.click("nav.clients")
    at.wait_page("clients")
    at.wait(lambda: at.find("clients.client").text() == "A-104"), "whoever comes back finds the same"


def test_a_cut_recording_is_asked_about_here_too(start):
    at = clients(start, client_id="c2")
    view = at.find("clients.sessions")
    index = view.sessions.index(view.sessions.row_of("cut"))
    at.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    at.click("interrupted.work")
    at.wait_page("workspace")


def test_a_new_session_is_with_this_client(start):
    at = clients(start, client_id="c2")
    at.click("clients.new")
    at.wait_page("newSession")
    assert at.find("newSession.clientField").text() == "K. M. · Katharina Mittermaier"


def test_only_a_piece_of_many_sessions_is_fetched(start):
    services = with_sessions(FakeServices())
    for n in range(400):
        at_ = NOW - timedelta(days=7 * n + 6)
        services.state.sessions[f"m{n}"] = Session(f"m{n}", "c1", SessionType.INDIVIDUAL, 2, SessionState.SIGNED, at_)
    at = clients(start, services)
    assert at.find("clients.about").text() == "402 sessions"
    view = at.find("clients.sessions")
    count = view.sessions.rowCount()
    assert count < 250
    view.scrollToBottom()
    at.wait(lambda: view.sessions.rowCount() > count)
    ids = [row.session.id for row in rows(at) if row.session is not None]
    assert len(ids) == len(set(ids)) and all(i in services.state.sessions for i in ids)


# ---- changing ------------------------------------------------------------------------------------


def test_a_client_is_renamed(start):
    at = clients(start)
    menu(at, "rename")
    assert at.wait_for("rename.code").text() == "A-104"
    at.find("rename.code").setText("K. M.")
    at.click("rename.ok")
    at.wait(lambda: at.seen("rename.error"))
    at.find("rename.code").setText("A-200")
    at.type("rename.name", "Noor")
    at.click("rename.ok")
    at.wait(lambda: at.find("clients.client").text() == "A-200 · Noor")
    assert "A-200 · Noor" in listed(at) and not at.seen("rename")


def test_a_name_that_could_not_be_stored_stays_in_the_dialog(start):
    at = clients(start)
    menu(at, "rename")
    at.wait_for("rename.code").setText("A-200")
    at.services.records.error = DiskFull()
    at.click("rename.ok")
    at.wait(lambda: at.seen("rename.error"))
    assert at.find("rename.code").text() == "A-200"
    at.find("rename.code").setText("  ")
    assert not at.find("rename.ok").isEnabled()
    at.services.records.error = None


def test_names_and_medications_are_changed_here_too(start):
    at = clients(start)
    menu(at, "terms")
    at.wait_for("terms.words").setPlainText("Quetiapin")
    at.click("terms.ok")
    at.wait(lambda: at.services.state.clients["c1"].terms == "Quetiapin")


def test_a_client_without_sessions_can_be_deleted(start):
    services = with_sessions(FakeServices())
    services.state.clients["c9"] = Client("c9", "Z-1", "", NOW)
    at = clients(start, services, "c9")
    assert at.find("clients.client").text() == "Z-1"
    menu(at, "delete")
    assert "0 sessions" in at.wait_for("deleteClient.part0").text()
    at.type("deleteClient.code", "z-1")
    at.click("deleteClient.ok")
    at.wait(lambda: listed(at) == ["A-104", "DEMO · Demo session", "K. M. · Katharina Mittermaier"])
    at.wait(lambda: at.find("clients.client").text() == "DEMO · Demo session")


def test_a_session_is_deleted_from_the_menu_of_its_row(start):
    at = clients(start)
    view = at.find("clients.sessions")
    at.wait(lambda: view.sessions.row_of("rec") >= 0)
    view.setCurrentIndex(view.sessions.index(view.sessions.row_of("rec")))
    view.want_menu(view.currentIndex())  # what the page's own menu, the menu key and the right button do
    at.wait(lambda: any(each.isVisible() for each in at.window.findChildren(QMenu, "deleting.menu")))
    (shown,) = [each for each in at.window.findChildren(QMenu, "deleting.menu") if each.isVisible()]
    next(action for action in shown.actions() if action.objectName() == "deleting.session").trigger()
    shown.close()
    at.click("deleteSession.ok")
    at.wait(lambda: view.sessions.row_of("rec") == -1 and at.find("clients.about").text() == "1 session")


# ---- the rest ------------------------------------------------------------------------------------


def test_with_nobody_there_the_page_says_how_somebody_comes(start):
    services = FakeServices()
    services.vault.is_open = True
    at = clients(start, services, "")
    assert at.seen("clients.first") and not at.seen("clients.sessions")
    assert not any(each.enabled for each in at.window.clients_page.commands())
    at.click("clients.first")
    at.wait_page("newSession")


def test_nothing_of_a_client_is_left_when_the_page_is(start):
    at = clients(start, with_goals())
    menu(at, "rename")
    at.wait_for("rename.code")
    at.window.lock()
    at.wait_page("unlock")
    page = at.window.clients_page
    assert page.shown is None and page.list.clients.rowCount() == 0 and page.sessions.sessions.rowCount() == 0
    assert page.title.text() == "" and page.planned.session_id == ""
    texts = {label.text() for label in page.findChildren(QLabel)}
    assert not any("Sleep through" in text or "A-104" in text for text in texts)
    assert not at.seen("rename")


def test_a_screen_reader_hears_the_clients_and_the_sessions(start):
    at = clients(start, with_goals())
    heard = []
    for name in ("clients.list", "clients.sessions"):
        face = QAccessible.queryAccessibleInterface(at.find(name))
        assert face.text(QAccessible.Text.Name)
        heard += [face.child(n).text(QAccessible.Text.Name) for n in range(face.childCount())]
    assert any(text.startswith("K. M. · Katharina Mittermaier, 2 sessions · ") for text in heard)
    assert any("Goal set: Sleep through the night" in text for text in heard)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_goals_are_not_cut_off_at_any_size_of_text(start, scale):
    services = with_goals()
    long = "Sleep through most nights without getting up to check the doors and the windows of the flat"
    services.goals.all["c1"][0] = Goal("g1", "c1", long, NOW)
    at = clients(start, services, scale=scale)
    said = at.find("clients.goal.0")
    at.wait(lambda: said.height() >= said.heightForWidth(said.width()))
    assert at.find("clients.sessions").height() >= 200 * scale, "the sessions keep their room"
