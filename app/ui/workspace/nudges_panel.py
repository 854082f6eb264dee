"""The side panel of nudges: each with its reason, one thing to do, and "not for this note"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QWidget

from app.domain.nudge import Nudge
from app.ui import icons, nudge_words, theme
from app.ui.instruments import Flow
from app.ui.pages.frame import scrolled
from app.ui.widgets import Card, Prose, button, clear, column, icon_size, label, row
from app.ui.workspace.parts import side, stretch
from app.ui.workspace.sentence_row import in_order


class NudgeCard(Card):
    """One nudge."""

    acted = Signal(object)  # the nudge: do what it offers
    set_aside = Signal(object)  # the nudge: not for this note

    def __init__(self, nudge: Nudge, place: int) -> None:
        super().__init__(gap=1, padding=4, name=f"nudge.{place}")
        self.nudge = nudge
        words = nudge_words.title(nudge.rule)
        self.setAccessibleName(words)
        self.setAccessibleDescription(nudge.reason)
        self.rows.addWidget(label(words, "strong", wrap=True, name=f"nudge.{place}.title"))
        reason = label(nudge.reason, wrap=True, name=f"nudge.{place}.reason")
        reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rows.addWidget(reason)
        buttons = QWidget()
        buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = Flow(buttons, gap=2)
        self.do = button(nudge_words.action(nudge), name=f"nudge.{place}.do", size="small")
        self.do.setAccessibleName(nudge_words.action_told(nudge))
        self.do.clicked.connect(lambda: self.acted.emit(nudge))
        self.skip = button(self.tr("Not for this note"), "quiet", name=f"nudge.{place}.skip", size="small")
        self.skip.clicked.connect(lambda: self.set_aside.emit(nudge))
        for each in (self.do, self.skip):
            each.setAccessibleDescription(f"{words}. {nudge.reason}")
            flow.addWidget(each)
        self.rows.addWidget(buttons)

    def stops(self) -> list[QWidget]:
        """What the Tab key comes to."""
        return [self.do, self.skip]


class NudgesPanel(QWidget):
    """Shows the nudges of a note; says what is wanted by signals."""

    acted = Signal(object)
    set_aside = Signal(object)
    bring_back = Signal()
    goals_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("nudges.panel")
        self.setAccessibleName(self.tr("Nudges for this note"))
        self.setMinimumWidth(theme.px(260))
        self.setMaximumWidth(theme.px(420))
        whole, self.title, head = side(self.tr("Nudges"), "nudges.title")
        column(self, gap=0).addWidget(whole)
        across, rows = head.layout(), whole.layout()
        assert isinstance(across, QBoxLayout)
        assert rows is not None
        self.goals = button(self.tr("Goals…"), "quiet", name="nudges.goals", size="small",
                            tip=self.tr("The goals of this client’s treatment plan"))  # fmt: skip
        self.goals.clicked.connect(self.goals_wanted)
        self.close_ = button("", "quiet", name="nudges.close", size="small", tip=self.tr("Close the nudges (Esc)"))
        icons.put(self.close_, "close", "muted", 14)
        self.close_.setProperty("square", True)
        self.close_.setFixedSize(icon_size(32))
        self.close_.clicked.connect(self.closed)
        across.addItem(stretch())
        across.addWidget(self.goals)
        across.addWidget(self.close_)
        area, self._inner = scrolled("nudges.scroll", 420, gap=2, margins=(3, 3))
        self.area = area
        self._cards_at = column(gap=2)
        self._inner.addLayout(self._cards_at)
        self._empty = self._empty_part()
        self._inner.addWidget(self._empty)
        self._foot = self._foot_part()
        self._inner.addWidget(self._foot)
        self._inner.addStretch(1)
        rows.addWidget(area)
        self.cards: list[NudgeCard] = []
        self._told: tuple[tuple[Nudge, ...], int] | None = None
        self._shown: tuple[tuple[Nudge, ...], int] | None = None
        self.show_nudges((), 0)

    def _empty_part(self) -> QWidget:
        part = QFrame()
        rows = column(part, gap=2, margins=(3, 8, 3, 4))
        sign = label("")
        icons.put(sign, "check", "accent", 28)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(sign)
        self._empty_title = label("", "strong", wrap=True, name="nudges.empty")
        self._empty_title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self._empty_title)
        self._empty_text = Prose("")
        self._empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(self._empty_text)
        self.again = button(self.tr("Try again"), name="nudges.again", size="small")
        rows.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        return part

    def _foot_part(self) -> QWidget:
        part = QWidget()
        across = row(part, gap=2, margins=(1, 1, 1, 2))
        self.aside = label("", "caption", tone="muted", wrap=True, name="nudges.aside")
        self.back = button(self.tr("Show again"), "link", name="nudges.back", size="small")
        self.back.clicked.connect(self.bring_back)
        across.addWidget(self.aside, 1)
        across.addWidget(self.back)
        return part

    # ---- showing -------------------------------------------------------------------------------

    def show_nudges(self, nudges: Sequence[Nudge], aside: int) -> None:
        """Show these, and how many were set aside; what has not changed stays, and so does the place of the keys."""
        self._told = tuple(nudges), aside
        self.title.setText(nudge_words.counted(len(nudges)))
        if self.isVisible() or not nudges:
            self._make()

    def showEvent(self, event: QShowEvent) -> None:
        """The cards are made when they are first seen."""
        self._make()
        super().showEvent(event)

    def _make(self) -> None:
        if self._told is None or self._told == self._shown:
            return
        self._shown = nudges, aside = self._told
        held = self._held()
        clear(self._cards_at)
        self.cards = [self._card(nudge, place) for place, nudge in enumerate(nudges)]
        self._say_empty(
            self.tr("Nothing to point out"),
            self.tr("Sotto looked at this note beside the session, the goals and earlier notes. Which nudges there are "
                    "is up to you, in the settings."),
        )  # fmt: skip
        self.again.hide()
        self._empty.setVisible(not nudges)
        self._foot.setVisible(aside > 0)
        self.aside.setText(
            self.tr("1 set aside for this note") if aside == 1
            else self.tr("{n} set aside for this note").replace("{n}", str(aside))
        )  # fmt: skip
        in_order([self.goals, self.close_, *(stop for card in self.cards for stop in card.stops()), self.back])
        if held is not None:
            self._focus(held)

    def show_failure(self) -> None:
        """They could not be looked for."""
        clear(self._cards_at)
        self.cards, self._told, self._shown = [], None, None
        self._foot.hide()
        self._say_empty(self.tr("The nudges could not be looked for"), self.tr("Your note is not touched by that."))
        self.again.show()
        self._empty.show()

    def _say_empty(self, title: str, text: str) -> None:
        self._empty_title.setText(title)
        self._empty_text.say(text)

    def _card(self, nudge: Nudge, place: int) -> NudgeCard:
        made = NudgeCard(nudge, place)
        made.acted.connect(self.acted)
        made.set_aside.connect(self.set_aside)
        self._cards_at.addWidget(made)
        return made

    def _held(self) -> int | None:
        """The number of the card that has the keys, None if none has."""
        focused = self.window().focusWidget()
        held = (n for n, card in enumerate(self.cards) if focused is not None and card.isAncestorOf(focused))
        return next(held, None)

    def _focus(self, place: int) -> None:
        """Give the keys to the card at a place, the last one if there are fewer, else to the panel's own button."""
        stop: QPushButton = self.cards[min(place, len(self.cards) - 1)].do if self.cards else self.close_
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(stop)

    def begin(self) -> None:
        """The panel was opened: the keys go to its first nudge."""
        self._focus(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
