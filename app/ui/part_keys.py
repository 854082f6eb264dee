"""F6 and Shift+F6: from one part of the window to the next, and back.

The parts stand in the order in which they lie on the screen: the navigation, what is told above the page, the parts
that the page names, the message at the foot. A message that has just come is first: it will not stay for long. From it
one goes on to where one would have gone without it. A part that was left so has the keys where they were in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.context import Part

if TYPE_CHECKING:
    from app.ui.window import Window

NEXT, BEFORE = "F6", "Shift+F6"


def takes_keys(widget: QWidget) -> bool:
    """Whether Tab would stop there."""
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def _ring(window: QWidget) -> Iterator[QWidget]:
    """Everything in the window in the order of Tab."""
    each = window.nextInFocusChain()
    while each is not None and each is not window:
        yield each
        each = each.nextInFocusChain()


def first_in(whole: QWidget) -> QWidget | None:
    """The first thing in `whole` that takes the keys; None where nothing does."""
    if not whole.isVisible():
        return None
    if takes_keys(whole):
        return whole
    return next((each for each in _ring(whole.window()) if whole.isAncestorOf(each) and takes_keys(each)), None)


def _depth(widget: QWidget) -> int:
    above, deep = widget.parentWidget(), 0
    while above is not None:
        above, deep = above.parentWidget(), deep + 1
    return deep


class PartKeys(QObject):
    """Has the two keys of one window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._left: dict[int, QWidget] = {}  # what had the keys in a part, by the part's identity, when F6 left it
        self._from: QWidget | None = None  # the part from which one came to a message
        for keys, step in ((NEXT, 1), (BEFORE, -1)):
            made = QShortcut(QKeySequence(keys), window)
            made.activated.connect(lambda s=step: self.go(s))

    def parts(self) -> list[Part]:
        """The parts that are on the screen and take the keys, in their order."""
        window = self._window
        found = [Part(window.navigation)]
        for n in range(window.head.count()):
            item = window.head.itemAt(n)
            each = item.widget() if item is not None else None
            if each is window.stack:
                found += window.page().parts()
            elif each is not None:
                found.append(Part(each))
        if window.tour.card is not None:
            found.append(Part(window.tour.card))
        found += [Part(each) for each in window.toasts.shown()[-1:]]
        return [each for each in found if first_in(each.whole) is not None]

    def go(self, step: int) -> None:
        """To the part that is `step` further: 1 or -1."""
        parts, toasts = self.parts(), self._window.toasts
        focused = self._window.focusWidget()
        here = self._here(parts, focused)
        if here is not None and focused is not None:
            self._left[id(here.whole)] = focused
        if step > 0 and toasts.unseen:
            self._from = here.whole if here is not None else None
            toasts.focus()
            return
        if parts:
            self._enter(parts[self._place(parts, here, step)])

    @staticmethod
    def _here(parts: list[Part], focused: QWidget | None) -> Part | None:
        """The part that has the keys, the innermost where one lies in another."""
        held = [each for each in parts if focused is not None
                and (each.whole is focused or each.whole.isAncestorOf(focused))]  # fmt: skip
        return max(held, key=lambda each: _depth(each.whole), default=None)

    def _place(self, parts: list[Part], here: Part | None, step: int) -> int:
        wholes = [each.whole for each in parts]
        came, self._from = self._from, None
        if here is None:  # nothing has the keys: the page comes before the navigation
            page = self._window.page()
            return next((n for n, each in enumerate(wholes) if each is page or page.isAncestorOf(each)), 0)
        at = wholes.index(here.whole)
        if here.whole in self._window.toasts.shown() and came in wholes:
            at = wholes.index(came) - (step < 0) * step  # back: to where one came from
        return (at + step) % len(parts)

    def _enter(self, part: Part) -> None:
        was = self._left.pop(id(part.whole), None)
        if was is None or not isValid(was) or not takes_keys(was) or not part.whole.isAncestorOf(was):
            begin = first_in(part.begin) if part.begin is not None else None
            was = begin or first_in(part.whole)
        if was is not None:
            was.setFocus(Qt.FocusReason.ShortcutFocusReason)
