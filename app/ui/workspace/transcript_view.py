"""The transcript: turns in a list that stays quick at thousands of rows, edited in place.

The list is a model and a delegate; rows are measured as they come into view. A click on a word plays from there, one
on the name the whole turn; a double click, Enter or F2 edits the words; what else can be done is in the turn's menu.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QFrame, QListView, QPlainTextEdit

from app.ui import theme
from app.ui.workspace.row_view import RowView
from app.ui.workspace.transcript_model import TranscriptModel
from app.ui.workspace.turn_delegate import TurnDelegate

Index = QModelIndex | QPersistentModelIndex


class TranscriptView(RowView):
    """The list of turns, and of the stretches without words between them."""

    played = Signal(int)
    """The number of the turn to play."""

    word_played = Signal(int, int)
    """The number of the turn to play, and the word to begin with."""

    scrolled = Signal()
    """The reader went elsewhere, by mouse or keys."""

    stretch_played = Signal(object)
    """The stretch to play."""

    write_wanted = Signal(object)
    """The stretch to write down."""

    menu_wanted = Signal(int, QPoint)
    """The number of the turn whose menu is wanted, and where on the screen."""

    decided = Signal(int, int, bool)
    """The number of a turn, which of its suggestions, and whether it is to be used."""

    editing = Signal()
    """Editing of a turn begins."""

    edit_closed = Signal()
    """The editor of a turn was closed; what was to be stored of it has been handed on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("transcript.list")
        self.setAccessibleName(self.tr("Transcript"))
        self.setProperty("surface", True)
        self._place: tuple[float, int] | None = None  # a time, and how far below the top its row stood
        self.turns = TranscriptModel()
        self._delegate = TurnDelegate(self, self.turns)
        self.heights = self._delegate
        self.setItemDelegate(self._delegate)
        self.setModel(self.turns)
        self._delegate.closeEditor.connect(self.edit_closed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.lock(False)
        self.menu_word = -1
        """The word on which the menu was asked for, -1 where it was none."""
        self._clicked_row = self._clicked_word = -1
        self._click = QTimer(self)  # whether a click becomes a double click is known only a moment later
        self._click.setSingleShot(True)
        self._click.timeout.connect(lambda: self._play(self.turns.index(self._clicked_row), self._clicked_word))
        self._pressed = ""  # what was pressed with the mouse, until it is let go
        self._at = QPoint(-1, -1)  # where a mouse button was let go last
        self._chosen = -1.0  # when the current row begins
        self.clicked.connect(self._was_clicked)
        self.doubleClicked.connect(self._was_double_clicked)
        self.turns.changing.connect(self._keep_place)
        self.turns.modelReset.connect(self._choose_again)
        self.turns.painted.connect(lambda row: self.viewport().update(self.visualRect(self.turns.index(row))))
        self.verticalScrollBar().actionTriggered.connect(lambda _: self.scrolled.emit())
        theme.signals().changed.connect(self._look_again)

    def lock(self, locked: bool) -> None:
        """Whether the words can no longer be changed."""
        self.turns.locked = locked
        editing = QListView.EditTrigger.DoubleClicked | QListView.EditTrigger.EditKeyPressed
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers if locked else editing)

    def commit_open(self) -> None:
        """Hand on what stands in an open editor, and close it."""
        editor = self.viewport().findChild(QPlainTextEdit, "transcript.editor")
        if editor is not None and self.editor_open:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.edit_closed.emit()

    @property
    def editor_open(self) -> bool:
        """Whether the words of a turn are being edited."""
        return self.state() is QListView.State.EditingState

    def begin_edit(self, index: QModelIndex) -> None:
        """Open the editor of a turn, where its words can be changed now."""
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.editing.emit()
            self.edit(index)

    def forget_click(self) -> None:
        """Nothing is to be played any more."""
        self._click.stop()

    def go_to(self, numbers: frozenset[int]) -> None:
        """Highlight these turns and scroll to the first."""
        there = sorted(n for n in numbers if self.turns.turn_index(n).isValid())
        self.turns.mark(highlighted=frozenset(there))
        if there:
            self.scrollTo(self.turns.turn_index(there[0]), QListView.ScrollHint.PositionAtCenter)

    def go_to_turn(self, number: int) -> None:
        """Highlight a turn, make it the one that keys act on, and scroll to it."""
        self.go_to(frozenset({number}))
        index = self.turns.turn_index(number)
        if index.isValid():
            self.choose(index)

    def choose(self, index: QModelIndex) -> None:
        """Make a row the one that keys act on; what is in view stays there."""
        self.setAutoScroll(False)
        self.setCurrentIndex(index)
        self.setAutoScroll(True)

    def follow(self, number: int, word: int) -> None:
        """Bring the line of a word into view where it is not, with room for what comes next."""
        rect, page = self.word_rect(number, word), self.viewport().height()
        if rect.isValid() and (rect.top() < 0 or rect.top() + min(rect.height(), page // 2) > page):
            self.scrollTo(self.turns.turn_index(number))
            self.verticalScrollBar().setValue(self.above + self.word_rect(number, word).top() - page // 4)

    def turn_rect(self, number: int) -> QRect:
        """Where a turn stands in the viewport, or above or below it; empty where there is no such turn."""
        return self.visualRect(self.turns.turn_index(number))

    def word_rect(self, number: int, word: int) -> QRect:
        """Where the line of a word of a turn stands in the viewport; the whole turn where it has no such word."""
        span = self.turns.word_span(number, word) if self.turns.turn_index(number).isValid() else None
        return self.turn_rect(number) if span is None else self.span_rect(number, span)

    def span_rect(self, number: int, span: tuple[int, int]) -> QRect:
        """Where the line stands in which a part of a turn's text begins."""
        index = self.turns.turn_index(number)
        return self._delegate.line_rect(self.visualRect(index), number, span[0]) if index.isValid() else QRect()

    # ---- the place, when what is shown changes ---------------------------------------------------

    def _keep_place(self) -> None:
        """Remember what stands at the top, and the row that keys act on: rows before them may come and go."""
        current, top = self.currentIndex(), self.anchor()
        self._chosen = self.turns.time_of(current.row()) if current.isValid() else -1.0
        self._place = None if top is None or not self.above else (self.turns.time_of(top[0]), top[1])

    def place_kept(self) -> tuple[int, int] | None:
        """What stood at the top stands there again."""
        if self._place is None or not self.turns.rowCount():
            return None
        return self.turns.row_near(self._place[0]), self._place[1]

    def _choose_again(self) -> None:
        self._pressed = ""  # another row may stand there now
        if not self.turns.rowCount():
            self._delegate.layouts.wipe()
        row = self.turns.row_near(self._chosen) if self._chosen >= 0 else -1
        if row >= 0:
            self.choose(self.turns.index(row))  # the place is kept by what stands at the top

    def _look_again(self) -> None:
        self._delegate.layouts.forget()
        self.lay_out()

    # ---- mouse and keys ------------------------------------------------------------------------

    def _play(self, index: QModelIndex, word: int = -1) -> None:
        stretch, number = self.turns.stretch_at(index), self.turns.turn_at(index)
        if stretch is not None and self.turns.can_play(stretch):
            self.stretch_played.emit(stretch)
        elif number >= 0 and word > 0 and number != self.turns.playing:
            self.word_played.emit(number, word)
        elif number >= 0:
            self.played.emit(number)

    def _was_clicked(self, index: QModelIndex) -> None:
        if self.editor_open:
            return
        number = self.turns.turn_at(index)
        word = self._delegate.word_at(self.visualRect(index), index, self._at)
        if self.turns.locked or number < 0 or number == self.turns.playing:
            self._play(index, word)  # stopping need not wait, and a stretch has no words to edit
            return
        self._clicked_row, self._clicked_word = index.row(), word
        self._click.start(QGuiApplication.styleHints().mouseDoubleClickInterval())

    def _was_double_clicked(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._click.stop()
            self.editing.emit()

    def _press(self, index: QModelIndex, target: str) -> None:
        """Do what was pressed in a row."""
        stretch, number = self.turns.stretch_at(index), self.turns.turn_at(index)
        if target == "menu":
            self._open_menu(index)
        elif target == "write":
            self.write_wanted.emit(stretch)
        elif target == "play":
            self.stretch_played.emit(stretch)
        else:
            word, place = target.split(".")
            self.decided.emit(number, int(place), word == "use")

    def _open_menu(self, index: QModelIndex, at: QPoint | None = None) -> None:
        number = self.turns.turn_at(index)
        if number >= 0 and not self.turns.locked:
            self.setCurrentIndex(index)
            where = self.viewport().mapFromGlobal(at) if at is not None else None
            self.menu_word = -1 if where is None else self._delegate.word_at(self.visualRect(index), index, where)
            below = self.visualRect(index).topRight() + QPoint(-theme.px(40), theme.px(30))
            self.menu_wanted.emit(number, at or self.viewport().mapToGlobal(below))

    def _target(self, at: QPoint) -> tuple[QModelIndex, str]:
        index = self.indexAt(at)
        return index, self._delegate.target_at(self.visualRect(index), index, at) if index.isValid() else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What can be pressed within a row is pressed, and not the row."""
        index, target = self._target(event.position().toPoint())
        if target and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = target
            self.commit_open()
            self.setCurrentIndex(index)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice on a word that can be pressed is once."""
        if self._target(event.position().toPoint())[1]:
            return
        super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what was pressed, where the mouse is still on it."""
        pressed, self._pressed = self._pressed, ""
        self._at = event.position().toPoint()
        if not pressed:
            super().mouseReleaseEvent(event)
            return
        index, target = self._target(event.position().toPoint())
        if target == pressed:
            self._press(index, target)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be pressed."""
        _, target = self._target(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if target else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a turn: with the other mouse button, the menu key, or Shift and F10."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            if index.isValid():
                self.scrollTo(index)
                self._open_menu(index)
        else:
            self._open_menu(self.indexAt(event.pos()), event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays, Enter edits a turn or writes a stretch down."""
        index = self.currentIndex()
        if index.isValid() and event.key() == Qt.Key.Key_Space:
            self._play(index)
            return
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.turns.locked:
            stretch = self.turns.stretch_at(index)
            if stretch is None:
                self.begin_edit(index)
            elif self.turns.can_write(stretch):
                self.write_wanted.emit(stretch)
            return
        super().keyPressEvent(event)
        if self.currentIndex() != index:
            self.scrolled.emit()
