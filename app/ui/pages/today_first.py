"""The home page of a vault without sessions: what a session becomes here, and two ways to see it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui import icons, theme
from app.ui.pages.frame import WIDTH, scrolled
from app.ui.widgets import Card, Foldable, Prose, button, column, label, row


class FirstSteps(QWidget):
    """`demo` and `new` are its two buttons."""

    def __init__(self) -> None:
        super().__init__()
        area, rows = scrolled("today.firstSteps", WIDTH, margins=(0, 4))
        whole = column(self, gap=0)
        whole.addWidget(area)
        self._area: QScrollArea = area
        rows.addStretch(1)
        title = label(self.tr("Your first session starts here"), "title", wrap=True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(title)
        about = Prose(self.tr("Everything stays on this computer: the sound, the words and the note."))
        about.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(about)
        rows.addSpacing(theme.space(2))
        across = Foldable(640)
        for icon, heading, text in (
            ("microphone", self.tr("1. Record"),
             self.tr("Put the microphone on the table, or import a sound file. Without a recording you write, tick off "
                     "or dictate afterwards what happened.")),
            ("note", self.tr("2. Read the draft"),
             self.tr("When you press Stop, the draft of the note is nearly there. Each sentence shows the moments of "
                     "the session that it comes from; what was not found is marked.")),
            ("sign", self.tr("3. Decide and sign"),
             self.tr("Keep, change or leave out each sentence. Your signature locks the note; the recording goes when "
                     "you say so.")),
        ):  # fmt: skip
            across.line.addWidget(self._step(icon, heading, text), 1)
        rows.addWidget(across)
        rows.addSpacing(theme.space(3))
        self.demo = button(self.tr("See it with the demo session"), "primary", name="today.demo", icon="play",
                           size="large", tip=self.tr("Two made-up voices, four minutes"))  # fmt: skip
        self.new = button(self.tr("New session"), name="today.first", icon="plus", size="large",
                          tip=self.tr("New session (Ctrl+N)"))  # fmt: skip
        self.new.setShortcut(QKeySequence("Ctrl+N"))  # the button above is not there while nothing else is
        pair = row(gap=3)
        pair.addStretch(1)
        pair.addWidget(self.demo)
        pair.addWidget(self.new)
        pair.addStretch(1)
        rows.addLayout(pair)
        rows.addStretch(2)

    def _step(self, icon: str, heading: str, text: str) -> Card:
        card = Card(gap=2, padding=5)
        sign = label("")
        icons.put(sign, icon, "accent", 28)
        card.rows.addWidget(sign)
        card.rows.addWidget(label(heading, "heading", wrap=True))
        card.rows.addWidget(Prose(text))
        card.rows.addStretch(1)
        return card

    def offer(self, *, demo: bool) -> None:
        """Whether the demo session can be shown here: without a speech model it cannot."""
        self.demo.setVisible(demo)
        self.new.setProperty("kind", "" if demo else "primary")
        icons.put(self.new, "plus", "ink" if demo else "on_accent", 20)
        self.new.style().unpolish(self.new)
        self.new.style().polish(self.new)

    def showEvent(self, event: QShowEvent) -> None:
        """From its top."""
        super().showEvent(event)
        self._area.verticalScrollBar().setValue(0)

    @property
    def usual(self) -> QWidget:
        """The button that has the focus first."""
        return self.demo if self.demo.isVisibleTo(self) else self.new
