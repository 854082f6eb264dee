"""Help: the pages in `resources/help/`, read inside the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QTextBrowser

from app.ui import theme
from app.ui.context import Context, Page
from app.ui.resources import resource
from app.ui.widgets import column, label, row


class HelpPage(Page):
    """Topics left, text right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "help")
        across = row(gap=6, margins=(10, 8, 6, 0))
        self.outer.addLayout(across)
        left = column(gap=4)
        left.addWidget(label(self.tr("Help"), "title", name="help.title"))
        self.topics = QListWidget()
        self.topics.setObjectName("help.topics")
        self.topics.setAccessibleName(self.tr("Topics"))
        self.topics.setProperty("topics", True)
        self.topics.setFrameShape(QFrame.Shape.NoFrame)
        self.topics.setFixedWidth(theme.px(220))
        left.addWidget(self.topics, 1)
        across.addLayout(left)
        self.text = QTextBrowser()
        self.text.setObjectName("help.text")
        self.text.setAccessibleName(self.tr("Help text"))
        self.text.setProperty("plain", True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)  # nothing in Sotto opens a web page
        across.addWidget(self.text, 1)
        self._pages: list[Path] = []
        self.topics.currentRowChanged.connect(self._show)
        theme.signals().changed.connect(self._again)

    def prepare(self, topic: str = "") -> None:
        """Before `enter`: which topic, by the name of its file without number and ending; "" for the last one."""

    def enter(self) -> None:
        """List the topics once."""
        if not self._pages:
            self._pages = sorted(resource("help").glob("*.md"))
            for path in self._pages:
                title = path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ").strip()
                self.topics.addItem(QListWidgetItem(title))
        if self.topics.currentRow() < 0:
            self.topics.setCurrentRow(0)

    def _show(self, place: int) -> None:
        if not 0 <= place < len(self._pages):
            return
        self.text.document().setDefaultFont(theme.font("body"))
        self.text.setMarkdown(self._pages[place].read_text(encoding="utf-8"))
        self._space_out()

    def _again(self) -> None:
        self._show(self.topics.currentRow())

    def _space_out(self) -> None:
        """Give the text the measure and air of the rest of the window."""
        document = self.text.document()
        document.setDocumentMargin(theme.space(2))
        block = document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            shape.setLineHeight(145.0, shape.LineHeightTypes.ProportionalHeight.value)
            level = shape.headingLevel()
            shape.setBottomMargin(theme.space(2))
            shape.setTopMargin(theme.space(5) if level == 2 else 0)
            cursor.setBlockFormat(shape)
            if level:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                style = cursor.charFormat()
                style.setFont(theme.font("title" if level == 1 else "heading"))
                cursor.setCharFormat(style)
            block = block.next()
        cursor = self.text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.text.setTextCursor(cursor)
