"""The note's half of the workspace: its head, the note or an empty place, and what is left to do at its foot."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget

from app.domain.note import Note
from app.ui import theme, words
from app.ui.context import Context
from app.ui.pages.frame import scrolled
from app.ui.widgets import Elided, EmptyState, button, chip, icon_size
from app.ui.workspace.note_view import NoteView
from app.ui.workspace.parts import side, stretch

NARROW = 480
"""Pixels at the usual text size below which the head speaks in fewer words."""


class NoteSide:
    """Builds the half; the page says what its parts do."""

    def __init__(self, context: Context, page: QWidget) -> None:
        self._page = page
        self.whole, self.title, head = side(page.tr("Note"), "note.title")
        self.whole.setMinimumWidth(theme.px(380))
        across, rows = head.layout(), self.whole.layout()
        assert isinstance(across, QBoxLayout)
        assert isinstance(rows, QBoxLayout)
        self.head, self.rows = across, rows
        self.review = chip("", "warning", name="note.toReview")
        self.saved = Elided("caption", "note.saved")
        self.saved.setProperty("tone", "muted")
        self.next = button("", "quiet", name="note.next", icon="down", size="small",
                           tip=page.tr("The next sentence to decide (F8; Shift+F8 for the one before)"))  # fmt: skip
        self.next.setProperty("square", True)
        self.next.setFixedSize(icon_size(32))
        across.addWidget(self.review)
        across.addWidget(self.next)
        across.addItem(stretch())
        across.addWidget(self.saved)
        self.note = NoteView(context)
        self.note.saved.connect(self.say_saved)
        self.note.save_failed.connect(self.saved.say)
        self.first_draft = button(page.tr("Draft the note"), "primary", name="workspace.draft", size="large")
        empty = EmptyState(
            "note", page.tr("No draft yet"),
            page.tr("Sotto can draft the note from the transcript. Correct the transcript first if you like."),
            self.first_draft,
        )  # fmt: skip
        holder = QWidget()
        self.stack = QStackedLayout(holder)
        area, inner = scrolled("note.emptyScroll", 640, gap=0, margins=(2, 0))  # large text needs more than a screen
        inner.addWidget(empty)
        for each in (self.note, area):
            self.stack.addWidget(each)
        rows.addWidget(holder, 1)

    def count(self, count: int) -> None:
        """How many sentences are left to decide, as long as the room allows."""
        self.review.setText(self._left_words(count))
        self.review.adjustSize()
        for each in (self.review, self.next):
            each.setVisible(count > 0)
        if self.note.checking:
            self.saved.say("")

    def _left_words(self, count: int) -> str:
        if self.note.width() < theme.px(NARROW):
            return self._page.tr("{n} to decide").replace("{n}", str(count))
        if count == 1:
            return self._page.tr("1 sentence to decide")
        return self._page.tr("{n} sentences to decide").replace("{n}", str(count))

    def say_saved(self, time: str) -> None:
        """When the note was stored."""
        self.saved.say(self._page.tr("Saved {time}").replace("{time}", time))

    def show_stored(self, note: Note | None) -> None:
        """When the note that is shown was stored, where it can still be changed."""
        if note is None or note.updated_at is None or note.signed:
            self.saved.say("")
        else:
            self.say_saved(words.time_words(note.updated_at))
