"""Finding words in the transcript and in the note, with one bar for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from app.ui import theme
from app.ui.announce import announce
from app.ui.context import Command
from app.ui.widgets import button, icon_size, label, row
from app.ui.workspace.doubts import places_of
from app.ui.workspace.transcript_view import TranscriptView

if TYPE_CHECKING:
    from app.ui.pages.workspace import WorkspacePage

WAIT_MS = 120
"""After the last key, before it is looked for."""


class FindBar(QFrame):
    """A field, how many there are, and the ways from one to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("find")
        self.setProperty("topbar", True)
        across = row(self, gap=2, margins=(5, 1.5, 4, 1.5))
        self.field = QLineEdit()
        self.field.setObjectName("find.text")
        self.field.setPlaceholderText(self.tr("Find in transcript and note"))
        self.field.setAccessibleName(self.tr("Find in transcript and note"))
        self.field.setMaximumWidth(theme.px(360))
        self.field.setClearButtonEnabled(False)
        self.count = label("", "caption", name="find.count")
        self.count.setProperty("tone", "muted")
        self.before = self._square("before", "up", self.tr("The one before (Shift+F3)"))
        self.next = self._square("next", "down", self.tr("The next one (F3)"))
        self.close_button = self._square("close", "close", self.tr("Close (Escape)"))
        across.addWidget(self.field, 1)
        across.addWidget(self.before)
        across.addWidget(self.next)
        across.addWidget(self.count)
        across.addStretch(1)
        across.addWidget(self.close_button)
        self.hide()

    def _square(self, name: str, icon: str, tip: str) -> QPushButton:
        made = button("", "quiet", name=f"find.{name}", icon=icon, size="small", tip=tip)
        made.setProperty("square", True)
        made.setFixedSize(icon_size(32))
        return made


class Finding(QObject):
    """What is sought, and which of the places found is shown: those of the transcript come first."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._view: TranscriptView = page.transcript
        self.bar = FindBar()
        self._in_turns: list[tuple[int, int]] = []
        self._in_text: list[tuple[int, int]] = []  # of what was typed, where there is no transcript
        self._in_note = 0
        self._at = -1
        self._back: QWidget | None = None  # where the focus was
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._seek)
        bar = self.bar
        bar.field.textChanged.connect(lambda _: self._wait.start())
        bar.field.installEventFilter(self)
        bar.next.clicked.connect(lambda _=False: self.step(1))
        bar.before.clicked.connect(lambda _=False: self.step(-1))
        bar.close_button.clicked.connect(lambda _=False: self.close())
        for keys, act in (
            ("Ctrl+F", self.open),
            ("F3", lambda: self.step(1)),
            ("Shift+F3", lambda: self.step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        escape = QShortcut(QKeySequence("Escape"), bar)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close)
        self._view.turns.replaced.connect(self._changed)

    def commands(self) -> list[Command]:
        """What can be done by key."""
        some = bool(self._count)
        return [
            Command("find.open", self.tr("Find in transcript and note"), self.open, "Ctrl+F"),
            Command("find.next", self.tr("Next one found"), lambda: self.step(1), "F3", some),
            Command("find.before", self.tr("The one found before"), lambda: self.step(-1), "Shift+F3", some),
        ]

    @property
    def _count(self) -> int:
        return self._left + self._in_note

    @property
    def _left(self) -> int:
        """How many were found on the left side."""
        return len(self._in_turns) + len(self._in_text)

    # ---- the bar -------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the bar, and what stood in it."""
        focus = self._page.window().focusWidget()
        if focus is not None and focus is not self.bar.field and self._page.isAncestorOf(focus):
            self._back = focus
        self.bar.show()
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.field.selectAll()
        if self.bar.field.text() and not self._count:
            self._seek()

    def close(self) -> None:
        """Take the bar and every mark away; the focus goes back, or to what was found."""
        focused = self.bar.isVisible() and self.bar.isAncestorOf(self._page.window().focusWidget() or self._page)
        at = self._turn_shown()
        self._wait.stop()
        self.bar.hide()
        self._find("")
        if not focused:
            return
        if at >= 0 and self._view.isVisible():
            self._view.choose(self._view.turns.turn_index(at))
            self._view.setFocus()
        elif self._back is not None and isValid(self._back) and self._back.isVisible():
            self._back.setFocus()

    def wipe(self) -> None:
        """The page is left: nothing of what was sought stays."""
        self._back = None
        self.bar.hide()
        self.bar.field.setText("")  # not clear(): that can be undone, and keeps the words for it
        self._wait.stop()
        self._find("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next, with Shift to the one before."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress else None
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(event, QKeyEvent):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if self._wait.isActive():
                self._seek()
            else:
                self.step(-1 if back else 1)
            return True
        return super().eventFilter(watched, event)

    # ---- finding -------------------------------------------------------------------------------

    def _find(self, text: str) -> None:
        written = self._page.left.currentWidget() is self._page.summary
        self._in_turns = self._view.turns.find("" if written else text)
        self._in_text = places_of(self._page.summary.toPlainText(), text) if written else []
        self._in_note = self._page.note.find(text)
        self._at = -1
        if text:
            self._say()

    def _seek(self) -> None:
        """Look for what stands in the field; show the first place from where the transcript is looked at."""
        self._wait.stop()
        self._find(self.bar.field.text().strip())
        if not self._in_turns:
            self.step(1, tell=False)
        else:
            top = self._view.turns.turn_at(self._view.indexAt(self._view.viewport().rect().topLeft()))
            first = next((n for n, (turn, _) in enumerate(self._in_turns) if turn >= top), 0)
            self._show(first)
        if self.bar.field.text().strip():
            announce(self.bar, self._words())

    def _changed(self) -> None:
        """Words were corrected while something is sought."""
        if self.bar.isVisible() and self.bar.field.text().strip():
            at, shown = self._at, self._turn_shown()
            self._find(self.bar.field.text().strip())
            if 0 <= at < len(self._in_turns) and shown >= 0:
                self._at = at
                self._view.turns.show_found(self._in_turns[at])
            self._say()

    def step(self, step: int, *, tell: bool = True) -> None:
        """Show the next place, or the one before; after the last comes the first."""
        if not self._count:
            self._say()
            return
        self._show((self._at + step) % self._count if self._at >= 0 or step > 0 else self._count - 1)
        if tell:
            announce(self.bar, self._words())

    def _show(self, number: int) -> None:
        self._at = number
        turns = self._view.turns
        self._page.sides.show_side("transcript" if number < self._left else "note")
        if number < len(self._in_turns):
            place = self._in_turns[number]
            turns.show_found(place)
            turn, n = place
            rect = self._view.span_rect(turn, turns.found[turn][n])
            if rect.top() < 0 or rect.bottom() > self._view.viewport().height():
                self._view.scrollTo(turns.turn_index(turn), TranscriptView.ScrollHint.PositionAtCenter)
        elif number < self._left:
            cursor = self._page.summary.textCursor()
            cursor.setPosition(self._in_text[number][0])
            cursor.setPosition(self._in_text[number][1], QTextCursor.MoveMode.KeepAnchor)
            self._page.summary.setTextCursor(cursor)
        else:
            turns.show_found(None)
            self._page.note.show_found(number - self._left)
        self._say()

    def _turn_shown(self) -> int:
        return self._in_turns[self._at][0] if 0 <= self._at < len(self._in_turns) else -1

    def _words(self) -> str:
        """How many there are, and which one is shown."""
        if not self._count:
            return self.tr("Nothing found") if self.bar.field.text().strip() else ""
        left = self.tr("what you wrote") if self._in_text else self.tr("transcript")
        where = left if self._at < self._left else self.tr("note")
        text = self.tr("{n} of {count} · {where}") if self._at >= 0 else self.tr("{count} found")
        shown = text.replace("{n}", str(self._at + 1)).replace("{count}", str(self._count))
        return shown.replace("{where}", where)

    def _say(self) -> None:
        self.bar.count.setText(self._words())
        for each in (self.bar.next, self.bar.before):
            each.setEnabled(self._count > 0)
