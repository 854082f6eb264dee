"""The tour: four pointers over the demo session in the workspace. It can be left at any moment, by key too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QRegularExpression, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from app.ui import theme
from app.ui.announce import announce
from app.ui.widgets import Prose, button, caption, column, label, row

if TYPE_CHECKING:
    from app.ui.ways import Ways

WIDTH, LEAST_WIDTH = 340, 290
"""Of the card at the usual text size; the least where there is little room beside what it points at."""
LOOK_MS = 200
"""How often it looks whether the session is there, and where what it points at has gone to."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One stop: patterns of the object names that it may point at, the first that is seen counts, and its words."""

    at: tuple[str, ...]
    title: str
    text: str


class Ring(QWidget):
    """A frame around what is pointed at; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour.ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), theme.px(3)))
        edge = theme.px(2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), theme.space(2), theme.space(2))
        painter.end()


def beside(target: QRect, size: QSize, room: QRect, gap: int) -> QPoint:
    """Where a card of that size goes: beside its target where it has room, else over its middle; inside `room`.

    All in the same coordinates, in pixels.
    """
    wide, high = size.width(), size.height()
    centre = target.center() - QPoint(wide // 2, high // 2)
    choices = (
        QPoint(target.right() + gap, centre.y()),
        QPoint(target.left() - gap - wide, centre.y()),
        QPoint(centre.x(), target.bottom() + gap),
        QPoint(centre.x(), target.top() - gap - high),
    )
    inner = room.adjusted(gap, gap, -gap, -gap)

    def kept(at: QPoint) -> QPoint:
        return QPoint(
            max(inner.left(), min(at.x(), inner.right() - wide)), max(inner.top(), min(at.y(), inner.bottom() - high))
        )

    places = [kept(each) for each in choices]
    return next((at for at in places if not QRect(at, size).intersects(target)), kept(centre))


class TourCard(QFrame):
    """What is said at a stop, and the ways on and out."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setProperty("card", True)
        self.setProperty("tour", True)
        self.setFixedWidth(theme.px(WIDTH))
        rows = self._rows = column(self, gap=2, margins=(5, 4, 5, 4))
        self.count = label("", "caption", tone="muted", name="tour.count")
        self.title = label("", "heading", wrap=True, name="tour.title")
        self.text = Prose("", name="tour.text")
        rows.addWidget(self.count)
        rows.addWidget(self.title)
        rows.addWidget(self.text)
        buttons = row(gap=2, margins=(0, 1, 0, 0))
        self.skip = button(self.tr("Leave the tour"), "quiet", name="tour.skip", tip=self.tr("Leave the tour (Esc)"))
        self.back = button(self.tr("Back"), "quiet", name="tour.back")
        self.next = button(self.tr("Next"), "primary", name="tour.next")
        self.next.setAutoDefault(True)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        rows.addLayout(buttons)
        self.setTabOrder(self.next, self.back)
        self.setTabOrder(self.back, self.skip)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Escape leaves, whatever else it would do on the page."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().event(event)

    def say(self, pointer: Pointer, place: int, count: int) -> None:
        """Show a stop, counted from 0."""
        words = self.tr("{n} of {all}").replace("{n}", str(place + 1)).replace("{all}", str(count))
        self.count.setText(words)
        self.title.setText(pointer.title)
        self.text.say(pointer.text)
        self.setAccessibleName(pointer.title)
        self.setAccessibleDescription(pointer.text)
        self.back.setVisible(place > 0)
        caption(self.next, self.tr("Begin") if place == count - 1 else self.tr("Next"))
        self.fit(theme.px(WIDTH))

    def fit(self, width: int) -> None:
        """Be so wide, in pixels, and as high as the words are then."""
        self.setFixedWidth(width)
        self._rows.activate()
        self.resize(width, self._rows.heightForWidth(width))


class Tour(QObject):
    """Waits until the demo session stands in the workspace, then shows one pointer after the other."""

    def __init__(self, window: Ways) -> None:
        super().__init__(window)
        self._window = window
        self._wanted = ""
        self._at = 0
        self._card: TourCard | None = None
        self._ring: Ring | None = None
        self._before: QWidget | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._look)

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """The stops, in their order."""
        return (
            Pointer(
                (r"transcript\.list", r"workspace\.side\.transcript"),
                self.tr("What was said"),
                self.tr("Here is who said what, and when. Press a turn to hear it. Names and words can be put right."),
            ),
            Pointer(
                (r"sentence\..*\.evidence\.\d+", r"workspace\.side\.note"),
                self.tr("Where it comes from"),
                self.tr("Each sentence of the draft names the moments that it comes from. Press one to go there."),
            ),
            Pointer(
                (r"note\.toReview", r"note\.next", r"workspace\.side\.note"),
                self.tr("What needs you"),
                self.tr(
                    "What was not found in the session is marked. Keep it as your own observation, change it, or "
                    "remove it. F8 goes to the next one."
                ),
            ),
            Pointer(
                (r"workspace\.sign",),
                self.tr("Then you sign"),
                self.tr(
                    "Every word is yours to change until then; signing locks the note under your name. This session "
                    "is for trying things out. Delete it when you like."
                ),
            ),
        )

    @property
    def card(self) -> QWidget | None:
        """The pointer that is on the screen."""
        return self._card

    @property
    def shown(self) -> bool:
        """Whether a pointer is on the screen."""
        return self._card is not None and self._card.isVisible()

    def wait_for(self, session_id: str) -> None:
        """Begin once this session is shown with its note."""
        self.end()
        self._wanted = session_id
        self._clock.start()

    def end(self) -> None:
        """Take everything off the screen; what had the keys in the session has them again, else the transcript."""
        self._wanted = ""
        self._clock.stop()
        before, self._before = self._before, None
        # Asked before the card is hidden: Qt hands its keys on to whatever comes first in the window, the navigation.
        had_keys = self._card is not None and self._card.isAncestorOf(self._window.focusWidget() or self._window)
        for each in (self._card, self._ring):
            if each is not None:
                each.hide()
                each.deleteLater()
        self._card = self._ring = None
        page = self._window.page()
        if had_keys and page.objectName() == "workspace":
            there = before is not None and isValid(before) and before.isVisible() and page.isAncestorOf(before)
            back = before if there else self._window.workspace_page.left.currentWidget()
            if back is not None:
                back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        window = self._window
        if not window.context.services.vault.is_open or window.locker.busy:
            self.end()
        elif self._card is not None:
            if self._here():
                self._place()
            else:
                self.end()
        elif self._here() and window.ops.pending == 0 and any(self._target(each) is not None for each in self.pointers):
            self._begin()

    def _here(self) -> bool:
        page = self._window.page()
        return page.objectName() == "workspace" and self._window.workspace_page.session_id == self._wanted

    def _begin(self) -> None:
        self._ring, self._card = Ring(self._window), TourCard(self._window)
        card = self._card
        card.next.clicked.connect(lambda _=False: self.go(self._at + 1))
        card.back.clicked.connect(lambda _=False: self.go(self._at - 1))
        card.skip.clicked.connect(lambda _=False: self.end())
        card.left.connect(self.end)
        self._window.installEventFilter(self)
        self._before = self._window.focusWidget()
        self.go(0)

    def go(self, place: int) -> None:
        """Show a stop; one after the last ends the tour."""
        if self._card is None or place >= len(self.pointers):
            self.end()
            return
        self._at = max(0, place)
        pointer = self.pointers[self._at]
        self._card.say(pointer, self._at, len(self.pointers))
        self._card.show()
        self._place()
        self._card.next.setFocus(Qt.FocusReason.TabFocusReason)
        announce(self._card, f"{pointer.title}. {pointer.text}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to its place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self._card is not None:
            self._place()
        return False

    def _target(self, pointer: Pointer) -> QWidget | None:
        for pattern in pointer.at:
            named = QRegularExpression(f"^{pattern}$")
            for each in self._window.workspace_page.findChildren(QWidget, named):
                if each.isVisible() and not each.visibleRegion().isEmpty():
                    return each
        return None

    def _place(self) -> None:
        card, ring = self._card, self._ring
        if card is None or ring is None:
            return
        target = self._target(self.pointers[self._at])
        room = self._window.rect()
        if target is None:
            card.fit(theme.px(WIDTH))
            ring.hide()
            card.move(room.center() - card.rect().center())
        else:
            seen = target.visibleRegion().boundingRect()
            around = QRect(target.mapTo(self._window, seen.topLeft()), seen.size())
            gap = theme.space(1)
            ring.setGeometry(around.adjusted(-gap, -gap, gap, gap).intersected(room))
            ring.show()
            ring.raise_()
            free = max(room.right() - around.right(), around.left() - room.left()) - 2 * theme.space(4) - gap
            card.fit(min(theme.px(WIDTH), max(free, theme.px(LEAST_WIDTH))))
            card.move(beside(around, card.size(), room, theme.space(4)))
        card.raise_()
