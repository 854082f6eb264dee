"""Help: the pages in `resources/help/`, read and searched inside the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem

from app.ui import help_pages, theme
from app.ui.announce import announce
from app.ui.context import Command, Context, Page
from app.ui.help_text import HelpText
from app.ui.pages.frame import page_title
from app.ui.widgets import button, column, label, row

NAME = Qt.ItemDataRole.UserRole
MEASURE = 720
"""Pixels at the usual text size that the text is wide at most: longer lines are lost on the way back."""


class Field(QLineEdit):
    """Where one types what is looked for: Down goes to the topics, Escape empties it."""

    def __init__(self, page: HelpPage) -> None:
        super().__init__()
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave what is not typing to the page."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.topics.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class HelpPage(Page):
    """Topics left, text right. Nothing of a client is here."""

    help_topic = "help"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "help")
        across = row(gap=6, margins=(10, 8, 8, 0))
        self.outer.addLayout(across)
        left = column(gap=3)
        left.addWidget(page_title(self.tr("Help"), "help.title"))
        self.field = Field(self)
        self.field.setObjectName("help.field")
        self.field.setAccessibleName(self.tr("Search the help"))
        self.field.setPlaceholderText(self.tr("Search the help"))
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(theme.px(232))
        self.field.textChanged.connect(lambda _: self._look())
        left.addWidget(self.field)
        self.topics = QListWidget()
        self.topics.setObjectName("help.topics")
        self.topics.setAccessibleName(self.tr("Topics"))
        self.topics.setProperty("topics", True)
        self.topics.setFrameShape(QFrame.Shape.NoFrame)
        self.topics.setFixedWidth(theme.px(232))
        self.topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.topics.setWordWrap(True)
        left.addWidget(self.topics, 1)
        self.none = label(self.tr("No page of the help has these words."), tone="muted", wrap=True, name="help.none")
        self.none.setFixedWidth(theme.px(232))
        left.addWidget(self.none)
        across.addLayout(left)
        right = column(gap=2)
        self.back = button(self.tr("&Back to where you were"), "link", name="help.back", icon="back",
                           tip=self.tr("Back to where you were (Alt+B)"))  # fmt: skip
        self.back.clicked.connect(self._go_back)
        right.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        self.text = HelpText()
        self.text.wanted.connect(self.go_to)
        self.text.setMaximumWidth(theme.px(MEASURE))
        right.addWidget(self.text, 1)
        across.addLayout(right, 1000)
        across.addStretch(1)
        self._wanted = ""
        self._way_back: Callable[[], None] | None = None
        self.topics.currentRowChanged.connect(self._show)

    # ---- coming and going ----------------------------------------------------------------------

    def prepare(self, topic: str = "") -> None:
        """Before `enter`: which topic, by the name of its file without number and ending; "" for the last one."""
        self._wanted = topic

    def come_from(self, way_back: Callable[[], None]) -> None:
        """Before `prepare`: a button leads back by this way until the page is left."""
        self._way_back = way_back

    def enter(self) -> None:
        """List the topics once, and show the one that is wanted."""
        self.back.setVisible(self._way_back is not None)
        if not self.topics.count():
            self._fill("")
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.go_to(wanted)
        elif self.topics.currentRow() < 0:
            self._choose_first()
        self.topics.setFocus()

    def leave(self) -> None:
        """The way back is for this visit alone."""
        self._way_back = None

    def commands(self) -> list[Command]:
        """Searching, all keys, and the way back."""
        return [
            Command("help.search", self.tr("Search the help"), self.field.setFocus),
            Command("help.keys", self.tr("All keys"), lambda: self.go_to(help_pages.KEYS), "Shift+F1"),
            Command("help.back", self.tr("Back to where you were"), self._go_back, "Alt+B", self._way_back is not None),
        ]

    def _go_back(self) -> None:
        if self._way_back is not None:
            self._way_back()

    def go_to(self, name: str) -> None:
        """Show a topic by its name; the first one where there is none of that name."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._fill("")
        for place in range(self.topics.count()):
            if self.topics.item(place).data(NAME) == name:
                self.topics.setCurrentRow(place)
                return
        self._choose_first()

    # ---- topics --------------------------------------------------------------------------------

    def _look(self) -> None:
        typed = self.field.text().strip()
        self._fill(typed)
        self._choose_first()
        if typed:
            found = self.topics.count()
            text = self.tr("{n} pages have these words").replace("{n}", str(found)) if found else self.none.text()
            announce(self, text)

    def _fill(self, typed: str) -> None:
        """All topics under their headings, or those that have the words that are typed."""
        self.topics.blockSignals(True)
        self.topics.clear()
        every = {each.name: each for each in help_pages.topics()}
        if typed:
            for each in help_pages.find(list(every.values()), typed):
                self._add(each)
        else:
            for title, names in help_pages.groups():
                self._add_heading(title)
                for name in names:
                    if name in every:
                        self._add(every.pop(name))
            for each in every.values():
                self._add(each)
        self.topics.blockSignals(False)
        self.none.setVisible(not self.topics.count())

    def _add(self, topic: help_pages.Topic) -> None:
        made = QListWidgetItem(topic.title)
        made.setData(NAME, topic.name)
        self.topics.addItem(made)

    def _add_heading(self, title: str) -> None:
        made = QListWidgetItem(title)
        made.setFlags(Qt.ItemFlag.NoItemFlags)
        made.setFont(theme.font("strong"))
        self.topics.addItem(made)

    def _choose_first(self) -> None:
        for place in range(self.topics.count()):
            if self.topics.item(place).data(NAME):
                if self.topics.currentRow() == place:
                    self._show(place)
                self.topics.setCurrentRow(place)
                return

    def _show(self, place: int) -> None:
        item = self.topics.item(place)
        found = help_pages.topic(str(item.data(NAME))) if item is not None else None
        if found is not None:
            self.text.show_topic(found, self.field.text().strip())
