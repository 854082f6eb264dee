"""Where the window stands: kept from one start to the next, and never out of reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from app.domain.errors import DiskFull
from app.ui import place
from app.ui.strip import Strip
from tests.gui.fake_services import FakePreferences, FakeServices


def test_it_stands_where_it_stood_at_the_last_end(start):
    services = FakeServices()
    at = start(services)
    at.window.setGeometry(30, 40, 1000, 700)
    at.window.close()
    at.wait(lambda: not at.window.isVisible())
    assert services.preferences.get("window_place") == "30,40,1000,700"


def test_it_opens_where_it_stood(start):
    services = FakeServices()
    services.preferences.set("window_place", "50,60,1000,700")
    assert start(services).window.geometry().topLeft() == QPoint(50, 60)


def test_put_aside_or_behind_is_not_kept(qtbot):
    window, kept = QWidget(), FakePreferences()
    qtbot.addWidget(window)
    window.setGeometry(10, 20, 500, 400)
    window.showMinimized()
    place.keep(window, kept)
    assert kept.get("window_place") == "10,20,500,400"


def test_a_full_disk_does_not_keep_the_window_open(qtbot):
    class Full(FakePreferences):
        def set(self, name: str, value: object) -> None:
            raise DiskFull

    window, full = QWidget(), Full()
    qtbot.addWidget(window)
    place.keep(window, full)
    assert full.get("window_place") is None


@pytest.mark.parametrize(
    ("stood", "reach"),
    [((20, 30, 400, 300), True), ((-200, 30, 400, 300), True), ((9000, 30, 400, 300), False),
     ((20, -900, 400, 300), False), ((9000, 9000, 5000, 5000), False)],
)  # fmt: skip
def test_it_is_put_where_it_can_be_taken_hold_of(qtbot, stood, reach):
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    put = place.in_reach(QRect(*stood))
    assert (put == QRect(*stood)) is reach
    if not reach:
        assert room.contains(put)


def test_the_strip_comes_back_when_a_screen_becomes_smaller(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    strip = Strip(window)
    qtbot.addWidget(strip)
    strip.stand_at(None)
    strip.show()
    strip.move(5000, 5000)
    screen = strip.screen()
    screen.availableGeometryChanged.emit(screen.availableGeometry())
    assert screen.availableGeometry().intersects(strip.geometry())
    assert screen.availableGeometry().contains(strip.geometry().topLeft())
