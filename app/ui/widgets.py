"""Small building blocks: labels, buttons, cards, banners, empty states, segmented choices.

Looks come from the style sheet by dynamic properties; nothing here names a colour.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons, theme
from app.ui.announce import announce

_ICON_ROLE = {"primary": "on_accent", "danger": "on_danger", "link": "accent", "nav": "muted"}


def label(text: str, role: str = "body", *, tone: str = "", wrap: bool = False, name: str = "") -> QLabel:
    """A label of a role of the type scale."""
    made = QLabel(text)
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if name:
        made.setObjectName(name)
    return made


def chip(text: str, tone: str = "", name: str = "") -> QLabel:
    """A small rounded word: a state, a count."""
    made = label(text, "caption", tone=tone, name=name)
    made.setProperty("chip", True)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a chip, banner or card, and restyle it and what is in it."""
    if widget.property("tone") == tone:
        return
    widget.setProperty("tone", tone)
    for each in (widget, *widget.findChildren(QWidget)):
        each.style().unpolish(each)
        each.style().polish(each)


def button(text: str, kind: str = "", *, name: str, icon: str = "", size: str = "", tip: str = "") -> QPushButton:
    """A push button. `kind`: "", primary, quiet, link, danger, nav; `size`: "", small, large."""
    made = QPushButton()
    made.setObjectName(name)
    caption(made, text, tip)
    made.setAutoDefault(False)
    made.setProperty("kind", kind)
    made.setProperty("scale", size)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        icons.put(made, icon, _ICON_ROLE.get(kind, "ink"), 16 if size == "small" else 20)
    return made


def caption(which: QAbstractButton, text: str, tip: str = "") -> None:
    """Set a button's words; the letter after "&" becomes its key with Alt, and the tooltip tells it."""
    plain = text.replace("&", "")
    which.setText(plain)
    which.setAccessibleName(plain or tip)
    place = text.find("&")
    if 0 <= place < len(text) - 1:
        which.setShortcut(QKeySequence(f"Alt+{text[place + 1].upper()}"))
        hint(which, tip)
    elif tip:
        set_tip(which, tip)


def hint(which: QAbstractButton, text: str) -> None:
    """Set a button's tooltip; its own key is added where the text does not tell it. "": its name and its key."""
    keys = which.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    if keys and keys not in text:
        text = f"{text or which.accessibleName()} ({keys})"
    set_tip(which, text)


def set_tip(which: QWidget, text: str) -> None:
    """A tooltip; where it is the name and the keys, a screen reader, which has said the name, says the keys alone."""
    which.setToolTip(text)
    name = which.accessibleName()
    keys = text[len(name) + 2 : -1].replace(") (", ", ") if text.startswith(f"{name} (") and text[-1] == ")" else ""
    if keys or which.property("toldKeys"):
        which.setAccessibleDescription(keys)
        which.setProperty("toldKeys", bool(keys))


class Prose(QLabel):
    """A paragraph with air between its lines."""

    def __init__(self, text: str, *, tone: str = "muted", name: str = "") -> None:
        super().__init__()
        self.setProperty("role", "body")
        self.setProperty("tone", tone)
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.plain = ""
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self.plain = text
        self.setAccessibleName(text)
        self.setText(f'<p style="line-height:140%">{html.escape(text)}</p>')


class Elided(QLabel):
    """One line that ends in dots where the room ends; the whole text is its tooltip."""

    def __init__(self, role: str, name: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.full = ""

    def say(self, text: str) -> None:
        """Show another text."""
        self.full = text
        self.setAccessibleName(text)
        self.setAccessibleDescription(text)  # else Qt tells the tooltip, as it is written
        self.setToolTip(f"<p>{html.escape(text)}</p>" if text else "")
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self.full) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(theme.px(48), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = max(self.width(), theme.px(48))
        self.setText(self.fontMetrics().elidedText(self.full, Qt.TextElideMode.ElideRight, wide))


class Foldable(QWidget):
    """Widgets side by side, or below each other where the room is narrow."""

    def __init__(self, narrow: int, *, gap: float = 4) -> None:
        super().__init__()
        self._narrow = narrow
        self.line = row(self, gap=gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction for the new width."""
        super().resizeEvent(event)
        self._fold(event.size().width())

    def event(self, event: QEvent) -> bool:
        """Choose it anew where a part has got other words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold(self.width())
        return super().event(event)

    def _fold(self, width: int) -> None:
        """Below each other where the room is narrow, or where large text or a long language needs more."""
        items = [item for n in range(self.line.count()) if (item := self.line.itemAt(n)) and not item.isEmpty()]
        needed = sum(_least(item) for item in items) + self.line.spacing() * max(0, len(items) - 1)
        down = width < max(theme.px(self._narrow), needed)
        way = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        if self.line.direction() != way:
            self.line.setDirection(way)

    def minimumSizeHint(self) -> QSize:
        """No wider than its widest part: it folds."""
        parts = [item.minimumSize().width() for i in range(self.line.count()) if (item := self.line.itemAt(i))]
        return QSize(max(parts, default=0), super().minimumSizeHint().height())


def _least(item: QLayoutItem) -> int:
    """So many pixels wide a part must be; a button as wide as its words."""
    widget = item.widget()
    return widget.sizeHint().width() if isinstance(widget, QAbstractButton) else item.minimumSize().width()


def column(parent: QWidget | None = None, *, gap: float = 3, margins: Sequence[float] = (0, 0, 0, 0)) -> QVBoxLayout:
    """A vertical layout; `gap` and `margins` (left, top, right, bottom) in steps of 4."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    _measure(made, gap, margins)
    return made


def row(parent: QWidget | None = None, *, gap: float = 3, margins: Sequence[float] = (0, 0, 0, 0)) -> QHBoxLayout:
    """A horizontal layout; `gap` and `margins` in steps of 4."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    _measure(made, gap, margins)
    return made


def _measure(layout: QBoxLayout, gap: float, margins: Sequence[float]) -> None:
    layout.setSpacing(theme.space(gap))
    left, top, right, bottom = (theme.space(m) for m in margins)
    layout.setContentsMargins(left, top, right, bottom)


def line() -> QFrame:
    """A hairline between groups."""
    made = QFrame()
    made.setProperty("line", True)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Card(QFrame):
    """A white, rounded sheet with a column in it."""

    def __init__(self, title: str = "", *, gap: float = 3, padding: float = 6, name: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        if name:
            self.setObjectName(name)
        self.rows = column(self, gap=gap, margins=(padding, padding - 1, padding, padding - 1))
        if title:
            self.rows.addWidget(label(title, "heading", wrap=True))


class Banner(QFrame):
    """One line that must be seen: information, a warning or an error; hidden until it says something."""

    def __init__(self, name: str, *, strip: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("banner", True)
        self.setProperty("strip", strip)
        self.setProperty("tone", "info")
        line_up = row(self, gap=3, margins=(6 if strip else 4, 2, 4, 2) if strip else (4, 3, 4, 3))
        self._sign = label("")
        self._text = label("", wrap=True, name=f"{name}.text")
        if strip:
            self._text.setMinimumHeight(theme.px(26))  # as high as a button: the page below stays where it is without
        self._button = button("", "quiet", name=f"{name}.action", size="small")
        self._more = button("", "quiet", name=f"{name}.more", size="small")
        self._act: Callable[[], None] | None = None
        self._act_more: Callable[[], None] | None = None
        self._button.clicked.connect(self._run)
        self._more.clicked.connect(self._run_more)
        line_up.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        line_up.addWidget(self._text, 1)
        line_up.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        line_up.addWidget(self._more, 0, Qt.AlignmentFlag.AlignVCenter)
        self._button.hide()
        self._more.hide()
        self.hide()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def say(
        self,
        text: str,
        tone: str = "info",
        *,
        action: str = "",
        act: Callable[[], None] | None = None,
        more: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Show `text`, with a button if `action` is given, and `more`: words and act of one beside it; a screen reader
        says it."""
        sign = {"info": "info", "success": "check"}.get(tone, "warning")
        icons.put(self._sign, sign, {"info": "accent_ink"}.get(tone, f"{tone}_ink"), 20)
        news = text != self.text or self.isHidden()
        self._text.setText(text)
        self.setAccessibleName(text)
        self._button.setText(action)
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self._act = act
        self._more.setText(more[0] if more else "")
        self._more.setAccessibleName(more[0] if more else "")
        self._more.setVisible(more is not None)
        self._act_more = more[1] if more else None
        set_tone(self, tone)
        self.show()
        if news and self.isVisible():  # on a page that is not shown yet nobody waits for it
            announce(self, text, urgent=tone == "danger")

    def _run(self) -> None:
        if self._act is not None:
            self._act()

    def _run_more(self) -> None:
        if self._act_more is not None:
            self._act_more()


class EmptyState(QWidget):
    """What a page says while it has nothing to show: a sign, a sentence, what to do."""

    def __init__(self, icon: str, title: str, text: str, action: QPushButton | None = None) -> None:
        super().__init__()
        rows = column(self, gap=3, margins=(6, 12, 6, 12))
        sign = label("")
        icons.put(sign, icon, "accent", 40)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addStretch(1)
        rows.addWidget(sign)
        heading = label(title, "title", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(heading)
        body = Prose(text)
        body.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.setMaximumWidth(theme.px(480))
        across = row(gap=0)
        across.addStretch(1)
        across.addWidget(body, 1000)  # narrower where there is less room
        across.addStretch(1)
        rows.addLayout(across)
        if action is not None:
            rows.addSpacing(theme.space(2))
            rows.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)


class Segmented(QWidget):
    """A choice of one among a few, as joined buttons; arrow keys move."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """`options`: (value, words on the button)."""
        super().__init__()
        self.setObjectName(name)
        line_up = row(self, gap=0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for place, (value, words) in enumerate(options):
            made = button(words, "segment", name=f"{name}.{value}")
            made.setCheckable(True)
            made.setProperty("edge", "first" if place == 0 else "last" if place == len(options) - 1 else "")
            made.clicked.connect(lambda _=False, v=value: self.chosen.emit(v))
            self._group.addButton(made)
            self._buttons[value] = made
            line_up.addWidget(made)
        line_up.addStretch(1)

    @property
    def value(self) -> str:
        """The value chosen, "" if none."""
        return next((v for v, b in self._buttons.items() if b.isChecked()), "")

    def choose(self, value: str) -> None:
        """Choose without a signal."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)


def spin_box(name: str, accessible: str) -> QSpinBox:
    """A field for a whole number."""
    made = QSpinBox()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
    return made


def icon_size(pixels: int) -> QSize:
    """A square size that follows the text size."""
    return QSize(theme.px(pixels), theme.px(pixels))
