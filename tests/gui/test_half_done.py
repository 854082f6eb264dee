"""What was begun and not finished is there again after a look at the help or at another page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.gui import every_page
from tests.gui.every_page import show


def f1(at) -> None:
    QTest.keyClick(at.window.focusWidget() or at.window, Qt.Key.Key_F1)


def half_filled(start, code: str = "Q-9"):
    at = start(every_page.services())
    show(at, "newSession")
    at.type("newSession.clientField", code)
    at.type("newSession.clientName", "Robin")
    at.find("newSession.type.couple").click()
    at.find("newSession.people").setValue(4)
    at.find("newSession.consent").click()
    return at


def filled(at) -> tuple[str, str, str, int]:
    form = at.window.new_session_page.form
    return form.client.text, form.client.name.text(), form.kind.value, form.people.value()


# ---- a new session -------------------------------------------------------------------------------


def test_help_comes_over_a_half_filled_new_session_and_nothing_changes_below(start):
    at = half_filled(start)
    before = filled(at)
    f1(at)
    at.find("help.dialog")
    assert at.page() == "newSession"
    at.click("help.close")
    at.wait(lambda: not at.seen("help.dialog"))
    assert filled(at) == before == ("Q-9", "Robin", "couple", 4)
    assert at.find("newSession.consent").isChecked(), "nobody has left the room of that question"


def test_an_empty_new_session_still_leads_to_the_page_of_help(start):
    at = start(every_page.services())
    show(at, "newSession")
    f1(at)
    at.wait_page("help")
    at.click("help.back")
    at.wait_page("newSession")
    assert not at.seen("newSession.error")


@pytest.mark.parametrize("page", ["help", "today", "settings", "clients"])
def test_a_step_to_another_page_loses_nothing_but_the_consent(start, page):
    at = half_filled(start)
    at.window.navigate(page)
    at.wait_page(page)
    at.window.show_new_session()
    at.wait_page("newSession")
    at.wait(lambda: filled(at) == ("Q-9", "Robin", "couple", 4))
    assert not at.find("newSession.consent").isChecked(), "that is said anew, about whoever is in the room then"
    assert "consent" in at.find("newSession.error.text").text()


def test_what_was_chosen_without_a_client_is_there_again_too(start):
    at = start(every_page.services())
    show(at, "newSession")
    at.find("newSession.type.group").click()
    at.window.show_today()
    at.wait_page("today")
    at.window.show_new_session()
    at.wait_page("newSession")
    at.wait(lambda: at.window.new_session_page.kind.value == "group")


@pytest.mark.parametrize("way", ["newSession.error.action", "newSession.cancel"])
def test_it_can_be_given_up(start, way):
    at = half_filled(start)
    if way.endswith("action"):
        at.window.show_today()
        at.wait_page("today")
        at.window.show_new_session()
        at.wait_page("newSession")
        at.click(way)
    else:
        at.click(way)
        at.wait_page("today")
        at.window.show_new_session()
    at.wait_page("newSession")
    assert filled(at) == ("", "", "individual", 2) and not at.seen("newSession.error")
    at.window.show_today()
    at.wait_page("today")
    at.window.show_new_session()
    at.wait_page("newSession")
    assert filled(at)[0] == "" and not at.seen("newSession.error"), "nor does it come back later"


def test_a_session_that_was_made_leaves_nothing_behind(start):
    at = half_filled(start)
    at.click("newSession.record")
    at.wait_page("recording")
    assert not [kept for place, kept in at.services.state.unsent.items() if place.startswith("newSession") and kept]


# ---- a client's new name -------------------------------------------------------------------------


def renaming(at) -> None:
    at.window.clients_page._rename()
    at.find("rename.code")


def test_a_half_written_name_outlives_a_lock(start):
    at = start(every_page.services())
    show(at, "clients")
    at.wait(lambda: at.window.clients_page.shown is not None)
    renaming(at)
    at.find("rename.name").setText("Half a na")
    at.window.lock()
    at.wait_page("unlock")
    at.services.vault.is_open = True
    show(at, "clients")
    at.wait(lambda: at.window.clients_page.shown is not None)
    renaming(at)
    at.wait(lambda: at.find("rename.name").text() == "Half a na")
    assert "not stored" in at.find("rename.error.text").text()
    at.click("rename.ok")
    at.wait(lambda: not at.seen("rename") and at.idle())
    renaming(at)
    at.wait(at.idle)
    assert not at.seen("rename.error"), "once it is kept nothing is offered again"


def test_a_name_that_was_given_up_is_not_offered_again(start):
    at = start(every_page.services())
    show(at, "clients")
    at.wait(lambda: at.window.clients_page.shown is not None)
    renaming(at)
    before = at.find("rename.name").text()
    at.find("rename.name").setText("Never mind")
    at.click("rename.cancel")
    at.wait(lambda: not at.seen("rename"))
    renaming(at)
    at.wait(at.idle)
    assert at.find("rename.name").text() == before and not at.seen("rename.error")


# ---- a format, and the settings ------------------------------------------------------------------


def test_a_half_written_format_is_there_again(start):
    at = start(every_page.services())
    show(at, "templates")
    at.click("templates.new")
    at.type("templates.title", "Walk and talk")
    f1(at)
    at.find("help.dialog")
    at.click("help.close")
    at.wait(lambda: not at.seen("help.dialog"))
    assert at.find("templates.title").text() == "Walk and talk" and at.page() == "templates"
    at.window.show_settings()
    at.wait_page("settings")
    at.window.show_templates()
    at.wait_page("templates")
    at.wait(lambda: at.seen("templates.title") and at.find("templates.title").text() == "Walk and talk")


@pytest.mark.parametrize(
    ("name", "typed"),
    [("settings.name", "Ruth"), ("settings.credentials", "PhD"), ("settings.words", "Quetiapin"),
     ("settings.voice_rules.new", "Short sentences"), ("settings.idle", "7")],
)  # fmt: skip
def test_what_was_typed_in_the_settings_is_there_again(start, name, typed):
    at = start(every_page.services())
    show(at, "settings")
    field = at.find(name)
    at.bot.wait(0)
    for each in ("selectAll",):
        getattr(field, each)()
    field.setFocus()
    QTest.keyClicks(field, typed)
    f1(at)
    at.wait_page("help")
    at.click("help.back")
    at.wait_page("settings")
    at.wait(lambda: typed in _text(at.find(name)))


def _text(field: QWidget) -> str:
    return field.toPlainText() if hasattr(field, "toPlainText") else field.text()
