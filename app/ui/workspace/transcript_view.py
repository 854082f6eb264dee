"""The transcript: turns in a list that stays quick at thousands of rows, edited in place.

The list is a model and a delegate; text is laid out once per width and kept. A click plays a turn,
a double click, Enter or F2 edits its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QFrame,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.transcript import Role, Transcript, Turn
from app.ui import icons, theme, words

Index = QModelIndex | QPersistentModelIndex
TURN_ROLE = Qt.ItemDataRole.UserRole
LINE_HEIGHT = 1.45


class TranscriptModel(QAbstractListModel):
    """The turns of a transcript, with what is highlighted and what is playing."""

    edited = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.transcript = Transcript()
        self.tags: Mapping[int, str] = {}
        self.highlighted: frozenset[int] = frozenset()
        self.playing = -1
        self.locked = False

    def show(self, transcript: Transcript, tags: Mapping[int, str] | None = None) -> None:
        """Show another transcript; the same number of turns keeps the place.

        `tags` says what else is to be known of a turn (marked, a gap before it); None leaves it as it was.
        """
        if tags is not None:
            self.tags = tags
        if len(transcript.turns) == len(self.transcript.turns) and transcript.turns:
            self.transcript = transcript
            self.dataChanged.emit(self.index(0), self.index(len(transcript.turns) - 1))
            return
        self.beginResetModel()
        self.transcript, self.highlighted, self.playing = transcript, frozenset(), -1
        self.endResetModel()

    def mark(self, *, highlighted: frozenset[int] | None = None, playing: int | None = None) -> None:
        """Change which turns are highlighted or which one plays."""
        touched = set(self.highlighted) | {self.playing}
        if highlighted is not None:
            self.highlighted = highlighted
        if playing is not None:
            self.playing = playing
        for number in touched | set(self.highlighted) | {self.playing}:
            if 0 <= number < len(self.transcript.turns):
                self.dataChanged.emit(self.index(number), self.index(number), [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """One row for each turn."""
        return len(self.transcript.turns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The turn for the delegate; its text for editing; one line for screen readers."""
        turn = self.transcript.turns[index.row()]
        if role == TURN_ROLE:
            return turn
        if role == Qt.ItemDataRole.EditRole:
            return turn.text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            head = f"{self.transcript.name_of(turn.speaker)}, {words.clock(turn.start)}"
            return f"{', '.join((head, *self.notices(index.row())))}: {turn.text}"
        return None

    def notices(self, row: int) -> list[str]:
        """What stands beside the time of a turn: its tag, and whether it is sure who spoke."""
        unsure = [self.tr("unsure who spoke")] if self.transcript.turns[row].uncertain else []
        return ([self.tags[row]] if row in self.tags else []) + unsure

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand an edit on; the model changes when the vault has stored it."""
        text = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not text or text == self.transcript.turns[index.row()].text:
            return False
        self.edited.emit(index.row(), text)
        return True

    def flags(self, _: Index) -> Qt.ItemFlag:
        """Turns can be chosen, and edited unless the note that stands on them is signed."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.locked else chosen | Qt.ItemFlag.ItemIsEditable


class TurnDelegate(QStyledItemDelegate):
    """Paints a turn: a bar in the speaker's colour, name and time, the words below."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._layouts: dict[tuple[int, str, int], QTextLayout] = {}

    def forget(self) -> None:
        """Drop the layouts kept, after the width or the theme changed."""
        self._layouts.clear()

    def _text_rect(self, rect: QRect) -> QRect:
        head = QFontMetrics(theme.font("caption")).height()
        return rect.adjusted(
            theme.space(6), theme.space(2.5) + head + theme.space(1), -theme.space(5), -theme.space(2.5)
        )

    def _layout(self, row: int, text: str, width: int) -> QTextLayout:
        key = (row, text, width)
        if key not in self._layouts:
            made = QTextLayout(text, theme.font("body"))
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WordWrap)
            made.setTextOption(option)
            step = QFontMetrics(theme.font("body")).height() * LINE_HEIGHT / 1.21
            made.beginLayout()
            y = 0.0
            while (line := made.createLine()).isValid():
                line.setLineWidth(width)
                line.setPosition(QPointF(0, y))
                y += step
            made.endLayout()
            self._layouts[key] = made
        return self._layouts[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need at the width of the list."""
        turn: Turn = index.data(TURN_ROLE)
        width = self._view.viewport().width()
        place = self._text_rect(QRect(0, 0, width, 0))
        lines = self._layout(index.row(), turn.text, place.width()).lineCount()
        step = QFontMetrics(theme.font("body")).height() * LINE_HEIGHT / 1.21
        return QSize(width, round(lines * step) - place.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the turn."""
        model: TranscriptModel = index.model()  # type: ignore[assignment]
        turn: Turn = index.data(TURN_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lit = index.row() in model.highlighted
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        sheet = QRectF(rect).adjusted(theme.space(2), 1, -theme.space(2), -1)
        if lit or hovered:
            painter.setBrush(theme.colour("accent_soft" if lit else "sunken"))
            painter.drawRoundedRect(sheet, theme.px(8), theme.px(8))
        if bool(state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(8), theme.px(8))
            painter.setPen(Qt.PenStyle.NoPen)
        colour = theme.colour(self._speaker_role(model.transcript, turn))
        painter.setBrush(colour)
        bar = QRectF(rect.left() + theme.space(3.5), rect.top() + theme.space(3), theme.px(3),
                     rect.height() - theme.space(6))  # fmt: skip
        painter.drawRoundedRect(bar, 1.5, 1.5)
        self._head(painter, rect, index.row(), turn, model)
        painter.setPen(theme.colour("ink"))
        place = self._text_rect(rect)
        self._layout(index.row(), turn.text, place.width()).draw(painter, QPointF(place.topLeft()))
        painter.restore()

    def _head(self, painter: QPainter, rect: QRect, row: int, turn: Turn, model: TranscriptModel) -> None:
        caption = theme.font("caption")
        metrics = QFontMetrics(caption)
        strong = theme.font("caption")
        strong.setWeight(strong.Weight.DemiBold)
        y = rect.top() + theme.space(2.5)
        x = rect.left() + theme.space(6)
        name = model.transcript.name_of(turn.speaker)
        wide = QFontMetrics(strong).horizontalAdvance(name)
        most = rect.width() - theme.px(170)
        name = QFontMetrics(strong).elidedText(name, Qt.TextElideMode.ElideRight, most)
        painter.setFont(strong)
        painter.setPen(theme.colour(self._speaker_role(model.transcript, turn)))
        painter.drawText(QRect(x, y, most, metrics.height()), Qt.AlignmentFlag.AlignLeft, name)
        x += min(wide, most) + theme.space(2)
        painter.setFont(caption)
        painter.setPen(theme.colour("muted"))
        time = words.clock(turn.start)
        painter.drawText(QRect(x, y, theme.px(70), metrics.height()), Qt.AlignmentFlag.AlignLeft, time)
        x += metrics.horizontalAdvance(time) + theme.space(2)
        room = rect.right() - theme.space(10) - x
        notices = metrics.elidedText(" · ".join(model.notices(row)), Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.colour("warning_ink"))
        painter.drawText(QRect(x, y, room, metrics.height()), Qt.AlignmentFlag.AlignLeft, notices)
        if row == model.playing:
            size = theme.px(16)
            painter.drawPixmap(rect.right() - theme.space(5) - size, y, icons.pixmap("play", "accent", size))

    @staticmethod
    def _speaker_role(transcript: Transcript, turn: Turn) -> str:
        return {Role.THERAPIST: "therapist", Role.CLIENT: "client"}.get(transcript.role_of(turn), "other")

    # ---- editing -------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A text field over the words."""
        editor = QPlainTextEdit(parent)
        editor.setObjectName("transcript.editor")
        editor.setAccessibleName(self.tr("Words of this turn"))
        editor.setTabChangesFocus(True)
        editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the words in, the cursor at their end."""
        assert isinstance(editor, QPlainTextEdit)
        editor.setPlainText(index.data(Qt.ItemDataRole.EditRole))
        editor.moveCursor(editor.textCursor().MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the words to the model."""
        assert isinstance(editor, QPlainTextEdit)
        model.setData(index, editor.toPlainText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the field over the words, a little larger."""
        rect: QRect = option.rect
        place = self._text_rect(rect).adjusted(-theme.px(12), -theme.px(10), theme.px(8), theme.px(12))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter stores, Escape leaves as it was."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                return True
        return super().eventFilter(editor, event)


class TranscriptView(QListView):
    """The list of turns."""

    played = Signal(int)
    """The number of the turn to play."""

    editing = Signal()
    """Editing of a turn begins."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("transcript.list")
        self.setAccessibleName(self.tr("Transcript"))
        self.setProperty("surface", True)
        self.turns = TranscriptModel()
        self.setModel(self.turns)
        self._delegate = TurnDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.setSpacing(0)
        self.lock(False)
        self._clicked_row = -1
        self._click = QTimer(self)  # whether a click becomes a double click is known only a moment later
        self._click.setSingleShot(True)
        self._click.timeout.connect(lambda: self.played.emit(self._clicked_row))
        self.clicked.connect(self._was_clicked)
        self.doubleClicked.connect(self._was_double_clicked)
        theme.signals().changed.connect(self._delegate.forget)

    def lock(self, locked: bool) -> None:
        """Whether the words can no longer be changed."""
        self.turns.locked = locked
        editing = QListView.EditTrigger.DoubleClicked | QListView.EditTrigger.EditKeyPressed
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers if locked else editing)

    def commit_open(self) -> None:
        """Hand on what stands in an open editor, and close it."""
        editor = self.viewport().findChild(QPlainTextEdit, "transcript.editor")
        if editor is not None and self.state() is QListView.State.EditingState:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def forget_click(self) -> None:
        """Nothing is to be played any more."""
        self._click.stop()

    def _was_clicked(self, index: Index) -> None:
        if self.state() is QListView.State.EditingState:
            return
        if self.turns.locked or index.row() == self.turns.playing:
            self.played.emit(index.row())  # stopping need not wait
            return
        self._clicked_row = index.row()
        self._click.start(QGuiApplication.styleHints().mouseDoubleClickInterval())

    def _was_double_clicked(self, _: Index) -> None:
        if not self.turns.locked:
            self._click.stop()
            self.editing.emit()

    def go_to(self, numbers: frozenset[int]) -> None:
        """Highlight these turns and scroll to the first."""
        there = sorted(n for n in numbers if 0 <= n < self.turns.rowCount())
        self.turns.mark(highlighted=frozenset(there))
        if there:
            self.scrollTo(self.turns.index(there[0]), QListView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays, Enter edits."""
        index = self.currentIndex()
        if index.isValid() and event.key() == Qt.Key.Key_Space:
            self.played.emit(index.row())
            return
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.turns.locked:
            self.editing.emit()
            self.edit(index)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the words out for a new width."""
        if event.size().width() != event.oldSize().width():
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
