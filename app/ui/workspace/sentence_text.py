"""The words of a sentence: painted, until somebody wants to write in them.

A text field is many widgets, and a long note has many sentences. So what stands there first only paints the words; the
field that they are edited in is made when the keys or the mouse come to it, over the same document: not a letter moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QTextEdit, QWidget

from app.ui import theme
from app.ui.instruments import LINE_PERCENT
from app.ui.spoken_roles import say_focus

_SIDE, _ABOVE = 6, 4
"""Room around the words in the field, as the style sheet has it: the painted words stand where the field's do."""
_NARROWEST = 80


class SentenceField(QTextEdit):
    """The field over the words. Enter asks for the next sentence; keys that undo are kept only while there is something
    typed to undo."""

    next_wanted = Signal()

    def __init__(self, document: QTextDocument, parent: QWidget, *, read_only: bool) -> None:
        super().__init__(parent)
        self.setProperty("sentence", True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setReadOnly(read_only)
        self.setDocument(document)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins a new sentence instead of a new line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            self.next_wanted.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Where nothing typed is left to undo, Ctrl+Z means the note."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
            document = self.document()
            if (undo and not document.isUndoAvailable()) or (redo and not document.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)


class SentenceText(QLabel):
    """Paints the words, and makes the field when it is wanted; speaks for the field where one is asked for its text."""

    changed = Signal()
    next_wanted = Signal()
    made = Signal()
    """The field is there: the Tab key comes to it now."""

    def __init__(self, name: str, text: str, *, read_only: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.field: SentenceField | None = None
        self._read_only = read_only
        self._heights: dict[int, int] = {}
        self._marked: tuple[tuple[int, int], ...] = ()
        self._current = -1
        self._hovered = False
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(2)
        self._document.setDefaultFont(theme.font("reading"))
        self._document.setUndoRedoEnabled(False)
        self._document.setPlainText(text)
        self._air()
        self._document.setUndoRedoEnabled(True)
        self.setText(text)  # what a screen reader finds here
        self._document.contentsChanged.connect(self._changed)
        theme.signals().changed.connect(self._new_look)

    def _air(self) -> None:
        """Room between the lines."""
        cursor = QTextCursor(self._document)
        cursor.select(QTextCursor.SelectionType.Document)
        airy = QTextBlockFormat()
        airy.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(airy)

    def _new_look(self) -> None:
        self._document.setDefaultFont(theme.font("reading"))
        self._heights.clear()
        self.updateGeometry()
        self.update()
        self.mark(self._marked, self._current)

    def _changed(self) -> None:
        self.setText(self._document.toPlainText())
        self._heights.clear()
        self.updateGeometry()
        self.update()
        self.changed.emit()

    # ---- the words -----------------------------------------------------------------------------

    def toPlainText(self) -> str:
        """The words as they stand."""
        return self._document.toPlainText()

    def setPlainText(self, text: str) -> None:
        """Other words; what stood before can be undone in the field."""
        cursor = QTextCursor(self._document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def isReadOnly(self) -> bool:
        """Whether the words can be read only."""
        return self._read_only

    def selectAll(self) -> None:
        """Select the words, in the field."""
        self.edit().selectAll()

    def moveCursor(self, where: QTextCursor.MoveOperation) -> None:
        """Move the cursor, in the field."""
        self.edit().moveCursor(where)

    def insertPlainText(self, text: str) -> None:
        """Type words, in the field."""
        self.edit().insertPlainText(text)

    @property
    def shown(self) -> SentenceText | SentenceField:
        """What stands on the screen for the words: the field once there is one."""
        return self.field if self.field is not None else self

    # ---- the field -----------------------------------------------------------------------------

    def edit(self) -> SentenceField:
        """The field, made now where there is none yet. It takes the name, the keys and the words over."""
        if self.field is not None:
            return self.field
        # Beside this, not in it: a part of the row like all others, for the Tab key and for screen readers.
        field = SentenceField(self._document, self.parentWidget() or self, read_only=self._read_only)
        field.setObjectName(self.objectName())
        field.setAccessibleName(self.tr("Sentence"))
        self.setObjectName(f"{self.objectName()}.place")
        field.next_wanted.connect(self.next_wanted)
        self.field = field
        self._lay_over()
        field.show()
        self.mark(self._marked, self._current)
        QWidget.setTabOrder(self, field)  # before the keys pass this by: Qt orders only what they come to
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.made.emit()
        return field

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The keys come to the field."""
        self.edit().setFocus(reason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """As `setFocus`, where Qt gives it."""
        field = self.edit()
        field.setFocus(event.reason())
        # Qt tells screen readers of this label once it is done here, and that the keys are in the field before.
        QTimer.singleShot(0, field, lambda: say_focus(field))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that was sent here is for the field."""
        QApplication.sendEvent(self.edit(), event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The press that made the field is the field's: the cursor stands where it was, and a pull selects."""
        self._hand_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See `mousePressEvent`."""
        self._hand_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See `mousePressEvent`."""
        self._hand_on(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See `mousePressEvent`."""
        self._hand_on(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The field's own menu."""
        port = self.edit().viewport()
        place = port.mapFromGlobal(event.globalPos())
        QApplication.sendEvent(port, QContextMenuEvent(event.reason(), place, event.globalPos(), event.modifiers()))

    def _hand_on(self, event: QMouseEvent) -> None:
        port = self.edit().viewport()
        place = QPointF(port.mapFromGlobal(event.globalPosition().toPoint()))
        QApplication.sendEvent(port, QMouseEvent(event.type(), place, event.globalPosition(), event.button(),
                                                 event.buttons(), event.modifiers()))  # fmt: skip

    # ---- size ----------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the words at a width, in pixels."""
        known = self._heights.get(width)
        if known is not None:
            return known
        before, inner = self._document.textWidth(), self._inner(width)
        self._document.setTextWidth(inner)
        found = ceil(self._document.size().height()) + 2 * theme.px(_ABOVE)
        if self.field is not None and before != inner:
            self._document.setTextWidth(before)  # the field's own width, until it is given another
        self._heights[width] = found
        return found

    @staticmethod
    def _inner(width: int) -> int:
        return max(width - 2 * theme.px(_SIDE), 1)

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        width = self.width() if self.width() > theme.px(_NARROWEST) else theme.px(400)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A word, one line."""
        line = ceil(QFontMetrics(theme.font("reading")).height() * LINE_PERCENT / 100)
        return QSize(theme.px(_NARROWEST), line + 2 * theme.px(_ABOVE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field keeps to the place."""
        super().resizeEvent(event)
        self._lay_over()

    def moveEvent(self, event: QMoveEvent) -> None:
        """The field keeps to the place."""
        super().moveEvent(event)
        self._lay_over()

    def _lay_over(self) -> None:
        if self.field is not None:
            beside = self.field.parentWidget() is not self
            self.field.setGeometry(self.geometry() if beside else self.rect())

    # ---- looks ---------------------------------------------------------------------------------

    def mark(self, places: Sequence[tuple[int, int]], current: int = -1) -> None:
        """Show these places (start and end in characters) as found; `current` is the one that is looked at."""
        if self.field is None and not places and not self._marked:
            return
        self._marked, self._current = tuple(places), current
        if self.field is not None:
            found = []
            for cursor, form in self._selections():
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = cursor, form
                found.append(selection)
            self.field.setExtraSelections(found)
        self.update()

    def _selections(self) -> list[tuple[QTextCursor, QTextCharFormat]]:
        found = []
        last = self._document.characterCount() - 1
        for number, (start, end) in enumerate(self._marked):
            if end > last:
                continue  # the words were changed since
            cursor = QTextCursor(self._document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            here = number == self._current
            form.setBackground(theme.colour("accent" if here else "accent_soft"))
            form.setForeground(theme.colour("on_accent" if here else "accent_ink"))
            if not here:  # a shape beside the colour
                form.setFontUnderline(True)
            found.append((cursor, form))
        return found

    def place_of(self, position: int) -> QRect:
        """Where a character stands, in this widget's coordinates."""
        block = self._document.findBlock(position)
        line = block.layout().lineForTextPosition(position - block.position())
        top = self._document.documentLayout().blockBoundingRect(block).top() + (line.y() if line.isValid() else 0)
        return QRect(0, round(top) + theme.px(_ABOVE), self.width(), ceil(line.height()) or 1)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is over it: it can be written in."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse has gone."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the words as the field would."""
        if self.field is not None:
            return
        painter = QPainter(self)
        if self._hovered:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(self.rect(), theme.px(6), theme.px(6))
        row = self.parentWidget()
        warned = row is not None and row.property("tone") == "warning" and not self._hovered
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette(self.palette())
        role = "warning_ink" if warned else "ink" if self.isEnabled() else "muted"
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.colour(role)))
        context.palette = palette
        if self._marked:
            context.selections = [_selection(*each) for each in self._selections()]
        inner = self._inner(self.width())
        if self._document.textWidth() != inner:
            self._document.setTextWidth(inner)
        painter.translate(QPoint(theme.px(_SIDE), theme.px(_ABOVE)))
        self._document.documentLayout().draw(painter, context)
        painter.end()


def _selection(cursor: QTextCursor, form: QTextCharFormat) -> QAbstractTextDocumentLayout.Selection:
    made = QAbstractTextDocumentLayout.Selection()
    made.cursor, made.format = cursor, form
    return made
