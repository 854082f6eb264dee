"""The frame that most pages share: a heading with buttons, a readable column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.part_keys import first_in
from app.ui.widgets import column, label, row

WIDTH = 1016
"""Pixels at the usual text size that a page's column is wide at most. One for all pages: whoever goes from one to the
next finds title and first line in the same place."""
TITLE = 44
"""Pixels of height of a page's title, so much that a large button beside it does not move it."""


def scrolled(
    name: str, width: int, *, gap: float = 4, margins: tuple[float, float] = (10, 8)
) -> tuple[QScrollArea, QVBoxLayout]:
    """A scroll area with a centred column at most `width` pixels wide; returns both."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    ground = QWidget()
    ground.setProperty("canvas", True)
    across = row(ground, gap=0, margins=(margins[0], margins[1], margins[0], margins[1]))
    inner = in_the_middle(across, width)
    inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    area.setWidget(ground)
    return area, column(inner, gap=gap)


def in_the_middle(across: QHBoxLayout, width: int) -> QWidget:
    """An empty part in the middle of a row, at most `width` pixels wide at the usual text size."""
    inner = QWidget()
    inner.setMaximumWidth(theme.px(width))
    across.addStretch(1)
    across.addWidget(inner, 1000)
    across.addStretch(1)
    return inner


def page_title(text: str, name: str = "") -> QLabel:
    """The title of a page."""
    made = label(text, "title", name=name)
    made.setMinimumHeight(theme.px(TITLE))
    return made


def heading(title: str, subtitle: str = "", name: str = "") -> tuple[QWidget, QHBoxLayout]:
    """A page's title with a line under it; the layout returned takes buttons at the right."""
    holder = QWidget()
    across = row(holder, gap=3)
    texts = column(gap=0)
    texts.addWidget(page_title(title, name))
    if subtitle:
        texts.addWidget(label(subtitle, tone="muted", wrap=True))
    across.addLayout(texts, 1)
    return holder, across


def centred(page: QVBoxLayout, width: int) -> QVBoxLayout:
    """A column of a fixed width in the middle of a page that scrolls where it must."""
    area, rows = scrolled("page.scroll", width, gap=0)
    page.addWidget(area)
    rows.addStretch(2)
    inner = column(gap=4)
    rows.addLayout(inner)
    rows.addStretch(3)
    return inner


class OneAtATime(QWidget):
    """Shows one of several parts, and is as high as that one: Qt's own stack is as high as the highest where text
    wraps."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(self, gap=0)
        self._parts: list[QWidget] = []
        self._at = 0

    def addWidget(self, part: QWidget) -> None:
        """One more part; the first one is shown."""
        self._rows.addWidget(part)
        part.setVisible(not self._parts)  # within its place: by itself it would be a window
        self._parts.append(part)

    def currentIndex(self) -> int:
        """The number of the part that is shown, from 0."""
        return self._at

    def setCurrentIndex(self, place: int) -> None:
        """Show a part; where the keys were in the one before, they are in this one then."""
        focused = self.window().focusWidget()
        held = focused is not None and self._parts[self._at].isAncestorOf(focused)
        self._at = place
        for number, each in enumerate(self._parts):
            each.setVisible(number == place)
        if held and (begin := first_in(self._parts[place])) is not None:
            begin.setFocus(Qt.FocusReason.OtherFocusReason)
