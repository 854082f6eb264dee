"""A help page on the screen: its text, with what is searched for marked, and links to other pages of the help."""

from __future__ import annotations

import re

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from app.ui import theme
from app.ui.folding import folded
from app.ui.help_pages import Topic


class HelpText(QTextBrowser):
    """Nothing in Sotto opens a web page: a link leads to another topic, or nowhere."""

    wanted = Signal(str)
    """The name of a topic that was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help.text")
        self.setAccessibleName(self.tr("Help text"))
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._clicked)
        self._topic: Topic | None = None
        self._typed = ""
        theme.signals().changed.connect(self._again)

    def show_topic(self, topic: Topic, typed: str = "") -> None:
        """Show a topic from its beginning, or from the first of the words that are looked for."""
        self._topic, self._typed = topic, typed
        self.document().setDefaultFont(theme.font("reading"))
        self.setMarkdown(topic.text)
        self._space_out()
        self._mark()

    @property
    def marks(self) -> int:
        """How many places are marked."""
        return len(self.extraSelections())

    def _again(self) -> None:
        if self._topic is not None:
            self.show_topic(self._topic, self._typed)

    def _clicked(self, link: QUrl) -> None:
        if link.scheme() == "help":
            self.wanted.emit(link.path())

    def _mark(self) -> None:
        text = folded(self.document().toPlainText())
        found = sorted(
            {
                match.span()
                for word in folded(self._typed).split()
                for match in re.finditer(rf"(?<!\w){re.escape(word)}", text)
            }
        )
        look = QTextCharFormat()
        look.setBackground(theme.colour("accent_soft"))
        look.setForeground(theme.colour("accent_ink"))
        look.setFontUnderline(True)
        marks = []
        for start, end in found:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.setExtraSelections(marks)
        cursor = QTextCursor(self.document())
        if found:
            cursor.setPosition(found[0][0])
        self.setTextCursor(cursor)
        if found:  # in the upper part, so that what follows can be read
            below = self.cursorRect(cursor).top() - theme.space(12)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + below)

    def _space_out(self) -> None:
        """Give the text the measure and air of the rest of the window."""
        document = self.document()
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
                style.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # a heading's size is that of its role
                cursor.setCharFormat(style)
            block = block.next()
