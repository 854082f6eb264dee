"""The ways on and back through the first run stay in sight: the step scrolls above them, they do not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton, QScrollArea

from app.domain.errors import DiskFull
from tests.gui import every_page
from tests.gui.every_page import STEPS, show

SIZES = ((1280, 800, 1.0), (1280, 800, 1.5), (1280, 800, 2.0), (960, 640, 1.0), (960, 640, 2.0), (3840, 2160, 1.5))
BUTTONS = ("firstRun.back", "firstRun.later", "firstRun.showHow", "firstRun.next")


def out_of_sight(at, name: str) -> list[str]:
    """Buttons of the row that are not wholly in the window, or lie over one another."""
    window = at.window
    there = [each for each in window.findChildren(QPushButton) if each.objectName() in BUTTONS and each.isVisible()]
    places = {each.objectName(): QRect(each.mapTo(window, QPoint(0, 0)), each.size()) for each in there}
    wrong = [f"{name}: {button} at {place.getRect()}" for button, place in places.items()
             if not window.rect().contains(place)]  # fmt: skip
    wrong += [
        f"{name}: {each.objectName()} is cut short" for each in there
        if each.visibleRegion().boundingRect().size() != each.size() or each.width() < each.minimumSizeHint().width()
    ]  # fmt: skip
    listed = list(places.items())
    wrong += [f"{name}: {one} over {other}" for n, (one, at_) in enumerate(listed)
              for other, there_ in listed[n + 1 :] if at_.intersects(there_)]  # fmt: skip
    return wrong if "firstRun.next" in places else [*wrong, f"{name}: no Next"]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_next_is_in_sight_on_every_step(start, width, height, scale):
    at = start(every_page.services(), scale=scale)
    at.window.resize(width, height)
    wrong = []
    for name in STEPS:
        show(at, name)
        every_page.settle(at)  # the demo is offered a moment later
        wrong += out_of_sight(at, name)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_was_refused_is_said_beside_the_buttons_and_pushes_none_out_of_sight(start, scale):
    at = start(every_page.services(), scale=scale)
    show(at, "firstRun 6")
    at.window.first_run_page._failed(DiskFull())
    banner = at.find("firstRun.error")
    at.wait(lambda: banner.height() >= banner.sizeHint().height() / 2)
    assert at.window.rect().contains(QRect(banner.mapTo(at.window, QPoint(0, 0)), banner.size()))
    assert not out_of_sight(at, "firstRun 6")
    above = banner.parentWidget()
    while above is not None:
        assert not isinstance(above, QScrollArea), "it does not scroll away"
        above = above.parentWidget()


def test_a_short_step_is_no_taller_than_it_needs(start):
    at = start(every_page.services())
    heights = {name: show(at, name).stack.height() for name in STEPS}
    assert heights["firstRun 6"] < heights["firstRun 4"], heights
