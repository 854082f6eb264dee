"""How a turn and a stretch are drawn, and where in them something can be pressed."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextLine
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.transcript import Role, Stretch, Transcript, Turn
from app.ui import icons, theme, words
from app.ui.workspace.transcript_model import TranscriptModel
from app.ui.workspace.turn_layouts import Looks, TurnLayouts, format_range

Index = QModelIndex | QPersistentModelIndex


class TurnDelegate(QStyledItemDelegate):
    """Paints a turn: a bar in the speaker's colour, name and time, the words below. And quieter, a stretch."""

    def __init__(self, view: QListView, model: TranscriptModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.layouts = TurnLayouts()

    @property
    def _looks(self) -> Looks:
        return self.layouts.looks

    def _text_rect(self, rect: QRect, asked: int = 0) -> QRect:
        """Where the words stand; below them is room for `asked` questions."""
        below = theme.space(2.5) + (asked * self._question_height() if asked else 0)
        above = theme.space(2.5) + self._looks.head + theme.space(1)
        return rect.adjusted(theme.space(6), above, -theme.space(5), -below)

    def _question_height(self) -> int:
        return self._looks.head + theme.space(1.5)

    # ---- heights -------------------------------------------------------------------------------

    def measured(self, row: int, width: int) -> int:
        """As high as the words need in a list of that width."""
        turn, place, least = self._measures(row, width)
        return least if turn is None else self._height(self.layouts.lines(turn, place), least)

    def guessed(self, width: int) -> list[tuple[int, bool]]:
        """For every row: about as high, and whether it is just so high."""
        model, (sides, rest, question), step = self._model, self._rest(), self._looks.step
        turns = [
            (round(lines * step) + rest, known)
            for lines, known in self.layouts.guesses(model.transcript.turns, width - sides)
        ]
        for number, asked in model.suggestions.items():
            high, known = turns[number]
            turns[number] = high + len(asked) * question, known
        between = self._stretch_height(), True
        return [between if isinstance(row, Stretch) else turns[row] for row in model.rows]

    def _measures(self, row: int, width: int) -> tuple[Turn | None, int, int]:
        """The turn of a row, the width of its words, and the height of all but the words."""
        found = self._model.row_at(row)
        if isinstance(found, Stretch):
            return None, 0, self._stretch_height()
        asked, sides, rest, question = len(self._model.suggestions.get(found, ())), *self._rest()
        return self._model.transcript.turns[found], width - sides, rest + asked * question

    def _rest(self) -> tuple[int, int, int]:
        """Pixels beside the words, above and below them, and of a question: what `_text_rect` leaves out."""
        looks = self._looks
        if looks.rest is None:
            empty = self._text_rect(QRect(0, 0, 0, 0))
            looks.rest = -empty.width(), -empty.height(), self._question_height()
        return looks.rest

    def _stretch_height(self) -> int:
        return self._looks.head + 2 * theme.space(1.5)

    def _height(self, lines: int, rest: int) -> int:
        return round(lines * self._looks.step) + rest

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need at the width of the list."""
        width = self._view.viewport().width()
        return QSize(width, self.measured(index.row(), width))

    # ---- what can be pressed -------------------------------------------------------------------

    def targets(self, rect: QRect, index: Index) -> dict[str, tuple[QRect, str]]:
        """Places in a row that can be pressed, by name, each with its words ("" where it is a sign).

        "menu"; "play" and "write" of a stretch; "use.<n>" and "leave.<n>" of a turn's n-th suggestion.
        """
        model: TranscriptModel = index.model()  # type: ignore[assignment]
        stretch = model.stretch_at(index)
        if stretch is not None:
            return self._stretch_targets(rect, stretch, model)
        number = model.turn_at(index)
        if number < 0 or model.locked:
            return {}
        size = theme.px(22)
        corner = QRect(rect.right() - theme.space(4) - size, rect.top() + theme.space(1.5), size, size)
        found = {"menu": (corner, "")}
        asked = model.suggestions.get(number, [])
        place = self._text_rect(rect, len(asked))
        metrics = self._looks.caption_metrics
        for n, each in enumerate(asked):
            y = place.bottom() + 1 + n * self._question_height() + theme.space(1)
            x = (
                place.left()
                + metrics.horizontalAdvance(self.asks(model.question(each), place.width()))
                + theme.space(3)
            )
            for name, text in zip((f"use.{n}", f"leave.{n}"), self._answers(), strict=True):
                wide = metrics.horizontalAdvance(text)
                found[name] = (QRect(x, y, wide, metrics.height()), text)
                x += wide + theme.space(3)
        return found

    def _answers(self) -> tuple[str, str]:
        return self.tr("Use"), self.tr("Leave")

    def asks(self, question: str, width: int) -> str:
        """A question as it is shown in lines of a width: its answers stand beside it whole."""
        metrics = self._looks.caption_metrics
        room = width - sum(metrics.horizontalAdvance(text) + theme.space(3) for text in self._answers())
        return metrics.elidedText(question, Qt.TextElideMode.ElideRight, room)

    def _stretch_text(self, stretch: Stretch, model: TranscriptModel) -> str:
        text = words.stretch_words(stretch)
        return f"{text} · {self.tr('being written down…')}" if model.writing == stretch else text

    def _stretch_targets(self, rect: QRect, stretch: Stretch, model: TranscriptModel) -> dict[str, tuple[QRect, str]]:
        metrics = self._looks.caption_metrics
        x = rect.left() + theme.space(6) + theme.space(4)
        x += metrics.horizontalAdvance(self._stretch_text(stretch, model))
        texts = []
        if model.can_play(stretch):
            texts.append(("play", self.tr("Stop") if model.sounding == stretch else self.tr("Play")))
        if model.can_write(stretch):
            texts.append(("write", self.tr("Write it down")))
        found = {}
        for name, text in texts:
            wide = metrics.horizontalAdvance(text)
            found[name] = (QRect(x, rect.top() + theme.space(1.5), wide, metrics.height()), text)
            x += wide + theme.space(4)
        return found

    def target_at(self, rect: QRect, index: Index, at: QPoint) -> str:
        """The name of what can be pressed at a point, or ""."""
        room = theme.px(4)
        for name, (place, _) in self.targets(rect, index).items():
            if place.adjusted(-room, -room, room, room).contains(at):
                return name
        return ""

    def word_at(self, rect: QRect, index: Index, at: QPoint) -> int:
        """Which word of a turn stands at a point, -1 where none does."""
        model: TranscriptModel = index.model()  # type: ignore[assignment]
        number = model.turn_at(index)
        if number < 0:
            return -1
        turn = model.transcript.turns[number]
        place = self._text_rect(rect, len(model.suggestions.get(number, ())))
        layout, inside = self.layouts.of(turn, place.width()), at - place.topLeft()
        for n in range(layout.lineCount()):
            line = layout.lineAt(n)
            if line.y() <= inside.y() < line.y() + line.height() and inside.x() <= line.naturalTextWidth():
                position = line.xToCursor(inside.x(), QTextLine.CursorPosition.CursorOnCharacter)
                before = turn.text[:position].split()
                part = position > 0 and not turn.text[position - 1].isspace()
                return len(before) - (1 if part and before else 0)
        return -1

    def line_rect(self, rect: QRect, number: int, letter: int) -> QRect:
        """Where the line of a letter stands, in a turn whose row stands at `rect`."""
        place = self._text_rect(rect, len(self._model.suggestions.get(number, ())))
        line = self.layouts.of(self._model.transcript.turns[number], place.width()).lineForTextPosition(letter)
        return QRect(place.left(), place.top() + int(line.y()), place.width(), int(line.height()))

    # ---- painting ------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        model: TranscriptModel = index.model()  # type: ignore[assignment]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        number, stretch = model.turn_at(index), model.stretch_at(index)
        hovered, focused = (
            bool(state & flag) for flag in (QStyle.StateFlag.State_MouseOver, QStyle.StateFlag.State_HasFocus)
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, lit=number in model.highlighted, hovered=hovered, focused=focused)
        if stretch is not None:
            self._stretch(painter, rect, stretch, model)
        else:
            self._turn(painter, rect, number, model)
        for name, (place, text) in self.targets(rect, index).items():
            if text:
                painter.setFont(self._looks.caption)
                painter.setPen(self._looks.colour("accent"))
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft, text)
            elif hovered or focused or number == model.turn_at(self._view.currentIndex()):
                size = theme.px(16)
                corner = place.center() - QPoint(size // 2, size // 2)
                painter.drawPixmap(corner, icons.pixmap(_SIGNS[name], "muted", size))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, *, lit: bool, hovered: bool, focused: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        sheet = QRectF(rect).adjusted(theme.space(2), 1, -theme.space(2), -1)
        if lit or hovered:
            painter.setBrush(self._looks.colour("accent_soft" if lit else "sunken"))
            painter.drawRoundedRect(sheet, theme.px(8), theme.px(8))
        if focused:
            painter.setPen(self._looks.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(8), theme.px(8))
            painter.setPen(Qt.PenStyle.NoPen)

    def _stretch(self, painter: QPainter, rect: QRect, stretch: Stretch, model: TranscriptModel) -> None:
        """One quiet line; three dots where a turn has its bar."""
        painter.setBrush(self._looks.colour("outline"))
        middle = rect.center().y() + 0.5
        for step in (-1, 0, 1):
            painter.drawEllipse(QPointF(rect.left() + theme.space(3.5) + theme.px(1.5), middle + step * theme.px(6)),
                                theme.px(1.5), theme.px(1.5))  # fmt: skip
        painter.setFont(self._looks.caption)
        painter.setPen(self._looks.colour("muted"))
        left, top = rect.left() + theme.space(6), rect.top() + theme.space(1.5)
        painter.drawText(QRect(left, top, rect.right() - left, self._looks.head),
                         Qt.AlignmentFlag.AlignLeft, self._stretch_text(stretch, model))  # fmt: skip

    def _turn(self, painter: QPainter, rect: QRect, number: int, model: TranscriptModel) -> None:
        turn = model.transcript.turns[number]
        painter.setBrush(self._looks.colour(self._speaker_role(model.transcript, turn)))
        bar = QRectF(rect.left() + theme.space(3.5), rect.top() + theme.space(3), theme.px(3),
                     rect.height() - theme.space(6))  # fmt: skip
        painter.drawRoundedRect(bar, 1.5, 1.5)
        self._head(painter, rect, number, turn, model)
        painter.setPen(self._looks.colour("ink"))
        asked = model.suggestions.get(number, [])
        place = self._text_rect(rect, len(asked))
        layout = self.layouts.of(turn, place.width())
        layout.draw(painter, QPointF(place.topLeft()), self._chosen(number, model))
        painter.setFont(self._looks.caption)
        painter.setPen(self._looks.colour("muted"))
        height = self._looks.head
        for n, each in enumerate(asked):
            y = place.bottom() + 1 + n * self._question_height() + theme.space(1)
            line = QRect(place.left(), y, place.width(), height)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self.asks(model.question(each), place.width()))

    def _chosen(self, number: int, model: TranscriptModel) -> list[QTextLayout.FormatRange]:
        """The words that are heard now, that were sought and found, or that want a second look."""
        found = []
        for n, span in enumerate(model.found.get(number, ())):
            meant = model.found_at == (number, n)
            found.append(
                format_range(
                    *span, self._look("accent", "on_accent") if meant else self._look("accent_soft", "accent_ink")
                )
            )
        place = model.place
        if place is not None and place.turn == number:
            first, last = model.word_span(number, place.first), model.word_span(number, place.last - 1)
            if first is not None and last is not None:
                found.append(format_range(first[0], last[1], self._look("warning_soft", "warning_ink")))
        heard = model.word_span(number, model.sounding_word) if number == model.playing else None
        if heard is not None:
            found.append(format_range(*heard, self._look("accent", "on_accent")))
        return found

    def _look(self, ground: str, ink: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setBackground(self._looks.colour(ground))
        made.setForeground(self._looks.colour(ink))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        made.setUnderlineColor(self._looks.colour(ink))
        return made

    def head(self, width: int, number: int, model: TranscriptModel) -> tuple[str, str]:
        """The name and the notices over a turn as they are shown in a row of a width: the name gives way first."""
        turn, metrics = model.transcript.turns[number], self._looks.caption_metrics
        time, notices = words.clock(turn.start), " · ".join(model.notices(number))
        room = width - theme.space(6) - theme.space(15) - metrics.horizontalAdvance(time) - 2 * theme.space(2)
        strong, least = self._looks.strong_metrics, theme.px(60)
        name = strong.elidedText(model.transcript.name_of(turn.speaker), Qt.TextElideMode.ElideRight,
                                 max(least, room - metrics.horizontalAdvance(notices)))  # fmt: skip
        left = room - strong.horizontalAdvance(name)
        return name, metrics.elidedText(notices, Qt.TextElideMode.ElideRight, left)

    def _head(self, painter: QPainter, rect: QRect, number: int, turn: Turn, model: TranscriptModel) -> None:
        caption, strong, metrics = self._looks.caption, self._looks.strong, self._looks.caption_metrics
        y = rect.top() + theme.space(2.5)
        x = rect.left() + theme.space(6)
        name, notices = self.head(rect.width(), number, model)
        wide = self._looks.strong_metrics.horizontalAdvance(name)
        painter.setFont(strong)
        painter.setPen(self._looks.colour(self._speaker_role(model.transcript, turn)))
        painter.drawText(QRect(x, y, wide + 1, metrics.height()), Qt.AlignmentFlag.AlignLeft, name)
        x += wide + theme.space(2)
        painter.setFont(caption)
        painter.setPen(self._looks.colour("muted"))
        time = words.clock(turn.start)
        painter.drawText(QRect(x, y, theme.px(70), metrics.height()), Qt.AlignmentFlag.AlignLeft, time)
        x += metrics.horizontalAdvance(time) + theme.space(2)
        painter.setPen(self._looks.colour("warning_ink"))
        painter.drawText(QRect(x, y, rect.right() - x, metrics.height()), Qt.AlignmentFlag.AlignLeft, notices)
        if number == model.playing:
            size = theme.px(16)
            away = theme.space(11) if not model.locked else theme.space(5)
            painter.drawPixmap(rect.right() - away - size, y, icons.pixmap("play", "accent", size))

    @staticmethod
    def _speaker_role(transcript: Transcript, turn: Turn) -> str:
        return {Role.THERAPIST: "therapist", Role.CLIENT: "client"}.get(transcript.role_of(turn), "other")

    # ---- editing -------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A text field over the words."""
        editor = QPlainTextEdit(parent)
        editor.setObjectName("transcript.editor")
        editor.setProperty("reading", True)
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
        model: TranscriptModel = index.model()  # type: ignore[assignment]
        rect: QRect = option.rect
        asked = len(model.suggestions.get(model.turn_at(index), ()))
        place = self._text_rect(rect, asked).adjusted(-theme.px(12), -theme.px(10), theme.px(8), theme.px(12))
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


_SIGNS = {"menu": "more"}
