"""Text from 100 to 200 per cent on 1280x800, small and very large windows, longer languages, and right to left:
nothing is cut off, and nothing lies over anything else."""

from __future__ import annotations

import contextlib

import pytest
import pytestqt.exceptions as qt_exceptions
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from tests.gui import every_page
from tests.gui.every_page import named, show
from tests.gui.test_look import clipped, long_names

SOLID = (QLabel, QAbstractButton, QLineEdit, QComboBox)


def overlaps(page: QWidget) -> list[str]:
    """Texts and controls that lie over one another, in the coordinates of the window."""
    root = page.window()
    found: list[tuple[QWidget, QRect]] = []
    for each in page.findChildren(QWidget):
        if not isinstance(each, SOLID) or not each.isVisible() or each.visibleRegion().isEmpty():
            continue
        if isinstance(each, QLabel) and not each.text() and each.pixmap().isNull():
            continue
        seen = each.visibleRegion().boundingRect()
        found.append((each, QRect(each.mapTo(root, seen.topLeft()), seen.size())))
    clash = []
    for place, (one, at) in enumerate(found):
        for other, there in found[place + 1 :]:
            if one.isAncestorOf(other) or other.isAncestorOf(one):
                continue
            common = at.intersected(there)
            if common.width() > 2 and common.height() > 2:
                clash.append(f"{named(one)} and {named(other)}: {common.getRect()}")
    return clash


def outside(page: QWidget) -> list[str]:
    """Buttons and fields that reach out of what holds them, or out of the window, where nothing scrolls to them."""
    root = page.window()
    found = []
    for each in page.findChildren(QWidget):
        if not isinstance(each, QPushButton | QLineEdit | QComboBox) or not each.isVisible() or every_page.inner(each):
            continue
        top = each.mapTo(root, QPoint(0, 0))
        if top.x() < -1 or top.x() + each.width() > root.width() + 1:
            found.append(f"{named(each)} reaches {top.x()}..{top.x() + each.width()} of {root.width()}")
        if not _scrolls(each) and (top.y() < -1 or top.y() + each.height() > root.height() + 1):
            found.append(f"{named(each)} reaches {top.y()}..{top.y() + each.height()} of {root.height()}")
    return found


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


def wrong(at, name: str) -> list[str]:
    """What is wrong with a page once it has come to rest."""
    page = show(at, name)

    def all_of_it() -> list[str]:
        # Of the figures of the clock only the ink must fit: `test_look` holds that.
        return [p for p in clipped(page) if "recording.time" not in p] + overlaps(page) + outside(page)

    with contextlib.suppress(qt_exceptions.TimeoutError):
        at.bot.waitUntil(lambda: not all_of_it(), timeout=1500)
    return all_of_it()


@pytest.mark.parametrize("scale", [1.5, 2.0])
@pytest.mark.parametrize("name", every_page.EVERY)
def test_larger_text_is_whole(start, name, scale):
    at = start(long_names(every_page.services()), scale=scale)
    assert at.window.size().toTuple() == (1280, 800), "it may not grow beyond the screen"
    assert wrong(at, name) == []


@pytest.mark.parametrize(("width", "height", "scale"), [(960, 640, 1.0), (3840, 2160, 2.0)])
@pytest.mark.parametrize("name", every_page.EVERY)
def test_small_and_very_large_windows(start, name, width, height, scale):
    at = start(long_names(every_page.services()), scale=scale)
    at.window.resize(width, height)
    assert wrong(at, name) == []


@pytest.fixture
def right_to_left(qapp: QApplication):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("name", every_page.EVERY)
def test_right_to_left_is_whole(start, right_to_left, name, scale):
    at = start(long_names(every_page.services()), scale=scale)
    assert wrong(at, name) == []


def test_right_to_left_is_mirrored(start, right_to_left):
    at = start(every_page.services())
    show(at, "workspace")
    middle = at.window.width() // 2
    root = at.window

    def centre(name: str) -> int:
        return every_page.place_in(at.find(name), root).x()

    assert centre("nav.today") > middle, "the navigation stands at the right"
    assert centre("transcript.list") > centre("workspace.sign")


def test_lying_over_each_other_would_be_found(qtbot):
    """The tests above can fail."""
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(200, 100)
    one, other, far = QPushButton("one", ground), QLabel("other", ground), QPushButton("far", ground)
    one.setGeometry(0, 0, 80, 30)
    other.setGeometry(60, 10, 80, 30)
    far.setGeometry(180, 60, 80, 30)
    ground.show()
    assert len(overlaps(ground)) == 1
    assert len(outside(ground)) == 1
    assert clipped(ground) == []
    one.resize(10, 30)
    assert len(clipped(ground)) == 1
