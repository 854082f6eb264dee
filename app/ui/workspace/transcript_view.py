"""The transcript: turns in a list that stays quick at thousands of rows, edited in place.

The list is a model and a delegate; text is laid out once per width and kept. A click plays a turn,
a double click, Enter or F2 edits its words; what else can be done with it is in its menu.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QFrame, QListView, QPlainTextEdit

from app.ui import theme
from app.ui.workspace.transcript_model import TranscriptModel
from app.ui.workspace.turn_delegate import TurnDelegate

Index = QModelIndex | QPersistentModelIndex


class TranscriptView(QListView):
    """The list of turns, and of the stretches without words between them."""

    played = Signal(int)
    """The number of the turn to play."""

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
        self.turns = TranscriptModel()
        self.setModel(self.turns)
        self._delegate = TurnDelegate(self)
        self.setItemDelegate(self._delegate)
        self._delegate.closeEditor.connect(self.edit_closed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.setSpacing(0)
        self.lock(False)
        self.menu_word = -1
        """The word on which the menu was asked for, -1 where it was none."""
        self._clicked_row = -1
        self._click = QTimer(self)  # whether a click becomes a double click is known only a moment later
        self._click.setSingleShot(True)
        self._click.timeout.connect(lambda: self._play(self.turns.index(self._clicked_row)))
        self._pressed = ""  # what was pressed with the mouse, until it is let go
        self._place: tuple[float, int] | None = None  # a time, and how far below the top its row stood
        self._chosen = -1.0  # when the current row begins
        self.clicked.connect(self._was_clicked)
        self.doubleClicked.connect(self._was_double_clicked)
        self.turns.changing.connect(self._keep_place)
        self.turns.modelReset.connect(self._choose_again)
        self.verticalScrollBar().rangeChanged.connect(self._to_place)
        theme.signals().changed.connect(self._delegate.forget)

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
            self._place = None
            self.scrollTo(self.turns.turn_index(there[0]), QListView.ScrollHint.PositionAtCenter)

    # ---- the place, when what is shown changes ---------------------------------------------------

    def _keep_place(self) -> None:
        """Remember what stands at the top: rows before it may come and go, and are laid out bit by bit."""
        current, top = self.currentIndex(), self.indexAt(QPoint(self.width() // 2, 1))
        self._chosen = self.turns.time_of(current.row()) if current.isValid() else -1.0
        if not self.turns.rowCount():
            self._place = None
        elif self._place is None and top.isValid() and self.verticalScrollBar().value() > 0:
            self._place = (self.turns.time_of(top.row()), self.visualRect(top).top())

    def _choose_again(self) -> None:
        self._pressed = ""  # another row may stand there now
        row = self.turns.row_near(self._chosen) if self._chosen >= 0 else -1
        if row >= 0:
            self.setAutoScroll(False)  # the place is kept by what stands at the top
            self.setCurrentIndex(self.turns.index(row))
            self.setAutoScroll(True)

    def _to_place(self) -> None:
        """Scroll back as soon as the rows that were at the top are laid out again."""
        if self._place is None:
            return
        time, below = self._place
        row = self.turns.row_near(time)
        rect = self.visualRect(self.turns.index(row)) if row >= 0 else None
        if rect is None or not rect.isValid():
            return
        bar = self.verticalScrollBar()
        wanted = bar.value() + rect.top() - below
        if wanted <= bar.maximum() or row >= self.turns.rowCount() - 1:
            self._place = None
            bar.setValue(wanted)

    # ---- mouse and keys ------------------------------------------------------------------------

    def _play(self, index: QModelIndex) -> None:
        stretch, number = self.turns.stretch_at(index), self.turns.turn_at(index)
        if stretch is not None and self.turns.can_play(stretch):
            self.stretch_played.emit(stretch)
        elif number >= 0:
            self.played.emit(number)

    def _was_clicked(self, index: QModelIndex) -> None:
        if self.editor_open:
            return
        number = self.turns.turn_at(index)
        if self.turns.locked or number < 0 or number == self.turns.playing:
            self._play(index)  # stopping need not wait, and a stretch has no words to edit
            return
        self._clicked_row = index.row()
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the words out for a new width."""
        if event.size().width() != event.oldSize().width():
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
