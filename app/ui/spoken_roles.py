"""What a screen reader is told of parts that Qt tells wrongly or not at all, found with Orca on the real bus.

Nothing of this is made until somebody asks: without a screen reader it costs nothing. Qt asks for a part once, class by
class from its own upwards, before it answers itself.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QApplication,
    QComboBox,
    QLabel,
    QListView,
    QPushButton,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

FIRST_LOOK_MS, LOOKS = 400, 12
"""A screen reader is heard of over the bus, some time after the window is there."""
LATER_MS = (0, 1500)
"""Qt asks for a part while it is being made, before it has its name, its group and its place."""
_kept: dict[int, QAccessibleInterface] = {}
"""What Python made must live as long as what it speaks for."""


class Utterance(QWidget):
    """Holds the words of an announcement for screen readers that know none, see `announce`. Nothing of it is seen."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("utterance")
        self.setFixedSize(1, 1)
        self.lower()
        self.show()


@cache
def install() -> None:
    """Answer for those parts from now on. Main thread; once is enough."""
    QAccessible.installFactory(_answer)


def _answer(kind: str, thing: QObject) -> QAccessibleInterface | None:
    """The interface of `thing`, asked as a `kind`; None leaves it to Qt."""
    role = QAccessible.Role
    if not isinstance(thing, QWidget):
        return None
    if kind in ("QComboBox", "QPushButton"):
        _put_right(thing)
        for later in LATER_MS:
            QTimer.singleShot(later, thing, lambda: _put_right(thing))
    elif isinstance(thing, Utterance):
        return _keep(thing, role.Notification)
    elif isinstance(thing, QStackedWidget):
        return _keep(thing, role.Client)  # "layered pane" tells nobody anything
    elif isinstance(thing, QSplitterHandle):
        return _keep(thing, role.Separator)  # Qt's own role has no name on the bus
    return None


def _put_right(thing: QWidget) -> None:
    if not isValid(thing):
        return
    if isinstance(thing, QComboBox):
        _give_label(thing)
    elif isinstance(thing, QPushButton) and thing.isCheckable():
        group = thing.group()
        if group is not None and group.exclusive():
            thing.setAutoExclusive(True)  # one of several: else it is told as a box to tick


def _keep(widget: QWidget, role: QAccessible.Role) -> QAccessibleInterface:
    number = id(widget)
    made = QAccessibleWidget(widget, role)
    _kept[number] = made
    widget.destroyed.connect(lambda: _kept.pop(number, None))
    return made


def _give_label(box: QComboBox) -> None:
    """On Linux Qt tells a box's choice as its name, and what is chosen there only by a label beside it."""
    name, beside = box.accessibleName(), box.parentWidget()
    if not name or beside is None:
        return
    if any(each.buddy() is box for each in beside.findChildren(QLabel)):
        return
    made = QLabel(name, beside)
    made.setObjectName("spokenLabel")
    made.setBuddy(box)
    made.hide()
    box.destroyed.connect(lambda: made.deleteLater() if isValid(made) else None)


def say_row(view: QListView) -> None:
    """Tell the row that a list stands at: Qt tells of the list alone when the keys come to it."""
    if isValid(view) and view.hasFocus() and (at := view.currentIndex()).isValid():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(at.row())
        QAccessible.updateAccessibility(event)


def say_focus(widget: QWidget | None = None) -> None:
    """Tell where the keys are once more: at `widget`, or wherever they are."""
    held = widget if widget is not None else QApplication.focusWidget()
    if held is not None and isValid(held) and held.hasFocus():
        QAccessible.updateAccessibility(QAccessibleEvent(held, QAccessible.Event.Focus))


class FocusTold(QObject):
    """Tells where the keys are as soon as somebody listens (when the window came, nobody did), and the row of a list
    that they come to."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._moved)
        self._left = LOOKS
        self._clock = QTimer(self)
        self._clock.setInterval(FIRST_LOOK_MS)
        self._clock.timeout.connect(self._look)
        if not QAccessible.isActive():
            self._clock.start()

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QListView) and QAccessible.isActive():
            QTimer.singleShot(0, now, lambda: say_row(now))

    def _look(self) -> None:
        self._left -= 1
        if QAccessible.isActive():
            say_focus()
        if QAccessible.isActive() or self._left <= 0:
            self._clock.stop()
