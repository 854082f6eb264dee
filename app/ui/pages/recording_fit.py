"""How the recording page makes everything fit into its height: what is missed least goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QLayout

from app.ui import theme
from app.ui.live_words import LINES

if TYPE_CHECKING:
    from app.ui.pages.recording import RecordingPage

MARGINS = (10, 6, 10, 8)
LOW_MARGINS = (10, 3, 10, 3)
TIMES = (152, 96, 56)
"""Sizes of the figures in pixels, from a page with room to one that is too low."""
STATES = (56, 40, 28)
"""Sizes of the word above them."""
SMALLEST = 20
GLANCE_MM, PIXEL_MM = 9.3, 0.22
"""What is read at two metres is at least so high (16 minutes of arc, ISO 9241-303); and how large a pixel at the usual
text size is on a small laptop."""


class Fitting:
    """Tightens a recording page step by step until everything is to be seen."""

    def __init__(self, page: RecordingPage) -> None:
        self._page = page
        self._done: tuple[object, ...] = ()  # what the page was last made to fit

    def forget(self) -> None:
        """Fonts or sizes may have changed: the next `fit` begins anew."""
        self._done = ()

    def fit(self) -> None:
        """Make everything fit into the page's height, in the order of what is missed least.

        No room for lines that are empty, and figures that are still read at two metres; then fewer lines of words; then
        smaller figures; and beside an alarm, which must be read, no words at all.
        """
        page = self._page
        alarm, banner = page.alarm, page.alarm.banner
        there = banner.isVisibleTo(page)
        blanks = [not each.text().strip() for each in (*page.small_print, page.live.state)]
        wanted = (page.width(), page.height(), there, banner.text, banner.minimumSizeHint().width(),
                  alarm.ways.isVisibleTo(page), alarm.another.isVisibleTo(page), page.live.wanted,
                  page.time.text().count(":"), page.state.text(), *blanks)  # fmt: skip
        if wanted == self._done:
            return
        self._done = wanted
        self._arrange()
        fewer = range(LINES, 0, -1) if page.live.wanted else (1,)
        ways = [(0, True, fewer[:1]), (1, True, fewer), (2, True, fewer)]
        for tight, along, steps in [*ways, (1, False, (1,)), (2, False, (1,))] if there else ways:
            self._tighten(tight, along=along)
            for lines in steps:
                page.live.fit(lines)
                if needed(page.outer, page.width()) <= page.height():
                    return

    def _arrange(self) -> None:
        """The buttons in one line with Stop a little apart, or two by two where large text needs it."""
        page = self._page
        buttons = (page.pause, page.off, page.mark, page.stop)
        room = page.width() - theme.space(LOW_MARGINS[0] + LOW_MARGINS[2])
        one_line = sum(each.sizeHint().width() for each in buttons) + theme.space(3 * 4) <= room
        places = ((0, 0), (0, 1), (0, 2), (0, 4)) if one_line else ((0, 0), (0, 1), (1, 0), (1, 1))
        page.grid.setColumnMinimumWidth(3, theme.space(1.5) if one_line else 0)
        for each, (down, across) in zip(buttons, places, strict=True):
            there = page.grid.itemAtPosition(down, across)
            if there is None or there.widget() is not each:
                page.grid.addWidget(each, down, across)

    def _tighten(self, tight: int, *, along: bool) -> None:
        """How close everything stands, from 0 (usual) to 2, and whether the words are there at all."""
        page = self._page
        for each in page.small_print:
            each.setVisible(tight == 0 or bool(each.text().strip()))
        page.live.tighten(tight > 0)
        if not along and page.live.isAncestorOf(page.focusWidget() or page):
            page.pause.setFocus()
        page.live.setVisible(along)
        left, top, right, bottom = (theme.space(m) for m in (LOW_MARGINS if tight else MARGINS))
        page.rows.setContentsMargins(left, top, right, bottom)
        page.rows.setSpacing(theme.space(2 if tight == 2 else 3))
        room = page.width() - left - right
        state = self._widest(page.state, STATES[tight], room - theme.space(20))
        self._widest(page.time, TIMES[tight], room)
        page.lamp.fit(round(state * 0.72 / 4) * 4)

    def _widest(self, which: QLabel, size: int, room: int) -> int:
        """Write a label at `size`, or so much smaller that its words fit into `room` pixels; the size taken."""
        while size > SMALLEST:
            font = QFont(which.font())
            font.setPixelSize(theme.px(size))
            if QFontMetrics(font).horizontalAdvance(which.text()) <= room:
                break
            size -= 4
        sheet = f"font-size: {theme.px(size)}px"
        if which.styleSheet() != sheet:
            which.setStyleSheet(sheet)
        return size


def needed(layout: QLayout, width: int) -> int:
    """Pixels of height that a layout needs at a width, as things are just now."""
    _forget_sizes(layout)
    return max(layout.minimumSize().height(), layout.minimumHeightForWidth(width) if layout.hasHeightForWidth() else 0)


def _forget_sizes(layout: QLayout) -> None:
    """Qt keeps sizes until it lays out next; within one event they may be those of before."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget = item.widget()
        inner = item.layout() or (widget.layout() if widget is not None else None)
        if inner is not None:
            _forget_sizes(inner)
        if widget is not None:
            widget.updateGeometry()  # what is kept of a widget goes by this alone
        item.invalidate()
    layout.invalidate()
