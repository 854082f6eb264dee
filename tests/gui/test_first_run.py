"""The first run can be left and gone on with at each step, and leads to the demo session with its tour."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest

from app.domain.errors import ModelError
from app.ui.tour import beside
from tests.gui import every_page
from tests.gui.every_page import show
from tests.gui.fake_services import PASSPHRASE, FakeServices, with_sessions

LAST = 5


def made(start, **more):
    """A first run whose vault is made, with the kit stored: at the microphone."""
    at = start(FakeServices(vault_there=False), **more)
    at.type("firstRun.passphrase", PASSPHRASE)
    at.type("firstRun.repeat", PASSPHRASE)
    at.click("firstRun.next")
    at.find("firstRun.stored").click()
    at.click("firstRun.next")
    at.wait(lambda: at.seen("firstRun.microphone"))
    at.wait(at.idle)
    return at


def step(at) -> str:
    return at.find("firstRun.count").text()


@pytest.mark.parametrize("place", range(2, LAST + 1))
def test_whoever_closes_sotto_comes_back_to_the_step(start, place):
    at = made(start)
    for _ in range(place - 2):
        at.click("firstRun.next")
        at.wait(at.idle)
    assert step(at) == f"Step {place + 1} of 6"
    services = at.services
    at.window.close()
    at.wait(lambda: not at.window.isVisible())
    services.vault.is_open = False
    again = start(services)
    again.type("unlock.passphrase", PASSPHRASE)
    again.click("unlock.open")
    again.wait_page("firstRun")
    assert step(again) == f"Step {place + 1} of 6"
    assert place != 2 or not again.seen("firstRun.back"), "the code is not shown a second time"


def test_a_lock_comes_back_to_the_step_with_what_was_chosen(start):
    at = made(start)
    for _ in range(3):
        at.click("firstRun.next")
        at.wait(at.idle)
    at.type("firstRun.name", "Ruth Calder")
    at.window.lock()
    at.wait_page("unlock")
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("firstRun")
    assert step(at) == "Step 6 of 6"
    assert at.find("firstRun.name").text() == "Ruth Calder"


def test_the_rest_can_be_done_later_and_is_not_asked_again(start):
    at = made(start)
    at.click("firstRun.later")
    at.wait_page("today")
    assert at.services.preferences.get("first_run.step") == 0
    assert "Settings" in at.find("toast.text").text()
    at.window.lock()
    at.wait_page("unlock")
    at.type("unlock.passphrase", PASSPHRASE)
    at.click("unlock.open")
    at.wait_page("today")


def test_nothing_is_to_be_gone_on_with_once_it_is_finished(start):
    at = made(start)
    for _ in range(3):
        at.click("firstRun.next")
        at.wait(at.idle)
    assert not at.seen("firstRun.later")
    at.type("firstRun.name", "Ruth Calder")
    at.click("firstRun.next")
    at.wait_page("today")
    assert at.services.preferences.get("first_run.step") == 0


def test_a_picture_of_a_step_leaves_no_first_run_behind(start):
    at = start(every_page.services())
    show(at, "firstRun 5")
    assert not at.services.preferences.get("first_run.step")


def test_the_first_run_ends_in_the_demo_session(start):
    at = made(start)
    for _ in range(3):
        at.click("firstRun.next")
        at.wait(at.idle)
    at.click("firstRun.showHow")
    at.wait_page("workspace")
    assert ("demo",) in at.services.calls
    at.wait(lambda: at.seen("tour"))


def test_without_a_speech_model_there_is_no_demo_to_see(start):
    at = start(FakeServices(vault_there=False))
    del at.services.models._chosen["speech"]
    at.window._show(at.window.first_run_page)
    at.window.first_run_page.go(LAST)
    at.wait(at.idle)
    assert not at.seen("firstRun.showHow") and at.find("firstRun.next").text() == "Finish"


# ---- the tour ------------------------------------------------------------------------------------


def touring(start, services: FakeServices | None = None, **more):
    at = start(services or every_page.services(), **more)
    show(at, "today")
    at.window.show_demo()
    at.wait(lambda: at.seen("tour"))
    at.wait(at.idle)
    return at


def test_the_tour_is_gone_through_by_key_alone(start):
    at = touring(start)
    titles = []
    for _ in range(4):
        at.wait(lambda: at.window.focusWidget() is at.find("tour.next"))
        titles.append(at.find("tour.title").text())
        QTest.keyClick(at.find("tour.next"), Qt.Key.Key_Space)
    assert titles == ["What was said", "Where it comes from", "What needs you", "Then you sign"]
    at.wait(lambda: not at.seen("tour"))
    assert not at.window.tour.shown


def test_escape_leaves_it_and_it_does_not_come_back(start):
    at = touring(start)
    QTest.keyClick(at.find("tour.next"), Qt.Key.Key_Escape)
    at.wait(lambda: not at.seen("tour") and not at.seen("tour.ring"))
    show(at, "today")
    at.window.show_workspace("demo")
    at.wait_page("workspace")
    at.bot.wait(500)
    assert not at.seen("tour")


@pytest.mark.parametrize("way", ["escape", "skip", "begin"])
def test_the_keys_are_in_the_transcript_afterwards(start, way):
    at = touring(start)
    if way == "escape":
        QTest.keyClick(at.find("tour.next"), Qt.Key.Key_Escape)
    elif way == "skip":
        at.find("tour.skip").setFocus()
        QTest.keyClick(at.find("tour.skip"), Qt.Key.Key_Space)
    else:
        for _ in range(4):
            QTest.keyClick(at.find("tour.next"), Qt.Key.Key_Space)
    at.wait(lambda: not at.seen("tour"))
    assert at.window.focusWidget() is at.window.workspace_page.transcript


def test_back_goes_back(start):
    at = touring(start)
    assert not at.seen("tour.back")
    at.click("tour.next")
    at.click("tour.back")
    assert at.find("tour.count").text() == "1 of 4"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_each_pointer_stands_in_the_window_and_points_at_something(start, scale):
    at = touring(start, scale=scale)
    window, room = at.window, at.window.rect()
    for place in range(4):
        card = at.find("tour")
        assert room.contains(card.geometry()), place
        assert at.seen("tour.ring"), f"stop {place} points at nothing"
        ring = at.find("tour.ring").geometry()
        small = ring.width() * ring.height() < room.width() * room.height() / 4
        assert not small or not ring.intersects(card.geometry()), f"stop {place} covers what it points at"
        assert card.height() >= card.layout().heightForWidth(card.width())
        if place < 3:
            window.tour.go(place + 1)


def test_a_lock_and_another_page_take_it_away(start):
    at = touring(start)
    at.window.show_today()
    at.wait(lambda: not at.seen("tour"))
    at.window.show_demo()
    at.wait(lambda: at.seen("tour"))
    at.window.lock()
    at.wait_page("unlock")
    at.wait(lambda: not at.seen("tour"))


def test_a_demo_that_cannot_begin_says_why(start):
    at = start(with_sessions(FakeServices()))
    at.services.vault.is_open = True
    at.services.demo.error = ModelError("speech")
    at.window.show_demo()
    at.click("error.close")
    assert not at.seen("tour")


@pytest.mark.parametrize(
    "target",
    [QRect(0, 0, 300, 800), QRect(900, 20, 300, 60), QRect(10, 10, 1200, 30), QRect(400, 700, 300, 60)],
)
def test_a_card_lies_beside_what_it_is_about(target):
    room, size = QRect(0, 0, 1280, 800), QSize(340, 200)
    at = QRect(beside(target, size, room, 16), size)
    assert room.contains(at) and not at.intersects(target)


def test_where_there_is_no_room_beside_it_lies_over_it():
    room = QRect(0, 0, 1280, 800)
    at = beside(room, QSize(340, 200), room, 16)
    assert abs(at.x() - QPoint(470, 300).x()) <= 1
