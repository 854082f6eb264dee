"""The field in which a session is written down: plain text only, whatever is pasted into it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from app.services.written import clean
from app.ui import theme

MOST = 200_000
"""Signs of a paste that are taken: some hundred pages."""


class PlainWords(QPlainTextEdit):
    """Lines of text. A paste comes in without its markup: bullets, headings and the words stay."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(theme.px(150))

    @property
    def text(self) -> str:
        """What is written, without the blanks around it."""
        return self.toPlainText().strip()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, of whatever kind; never a picture or a place on the disk."""
        return not source.hasUrls() and (source.hasText() or source.hasHtml())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words of a paste."""
        if source.hasUrls():
            return
        words = source.text()
        if not words and source.hasHtml():
            words = QTextDocumentFragment.fromHtml(source.html()[:MOST]).toPlainText()
        cleaned = clean(words[:MOST])
        if cleaned:
            self.textCursor().insertText(cleaned)
            self.ensureCursorVisible()

    def put(self, text: str) -> None:
        """Show another text as one step that can be undone; the cursor stays where the change was not."""
        before = self.toPlainText()
        if text == before:
            return
        first = next(
            (n for n, (a, b) in enumerate(zip(before, text, strict=False)) if a != b), min(len(before), len(text))
        )
        most = min(len(before), len(text)) - first
        last = 0
        while last < most and before[-1 - last] == text[-1 - last]:
            last += 1
        change = QTextCursor(self.document())
        change.setPosition(_units(before[:first]))
        change.setPosition(_units(before[: len(before) - last]), QTextCursor.MoveMode.KeepAnchor)
        change.insertText(text[first : len(text) - last])

    def append_words(self, words: str) -> None:
        """Words of a dictation at the end, on a line of their own."""
        text = self.toPlainText().rstrip()
        self.put(f"{text}\n{words}" if text else words)
        self.moveCursor(QTextCursor.MoveOperation.End)


def _units(text: str) -> int:
    """How many places Qt counts: two for a sign outside the first 65,536."""
    return len(text.encode("utf-16-le")) // 2
