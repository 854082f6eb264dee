"""The command palette: type a few letters of what is to be done or gone to, and press Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui import icons, theme
from app.ui.announce import announce
from app.ui.palette_entries import Entry, Group, fitting
from app.ui.parts.signed_field import SignedField
from app.ui.widgets import column, label

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
ROWS = 9
"""Entries in sight."""
KEYS = 56
"""Pixels at the usual text size that the keys of an entry have at least."""
SIGNS = {
    Group.COMMAND: "next",
    Group.PLACE: "folder",
    Group.CLIENT: "person",
    Group.SESSION: "sessions",
    Group.SEARCH: "search",
}


def keys_words(keys: str) -> str:
    """A key sequence as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class Entries(QAbstractListModel):
    """The entries that fit."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Entry] = []

    def fill(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Entries."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The entry for the delegate; one line of text for screen readers."""
        entry = self.rows[index.row()]
        if role == ROW_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (entry.words, entry.detail, keys_words(entry.keys)) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What cannot be done now is shown, and cannot be chosen."""
        if not self.rows[index.row()].enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryDelegate(QStyledItemDelegate):
    """Paints an entry: its sign, its words, what it belongs to, its keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All of one height."""
        return QSize(theme.px(300), theme.px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the entry."""
        entry: Entry = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("accent_soft" if chosen else "sunken"))
            painter.setPen(QPen(theme.colour("accent"), 1.5) if chosen else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), theme.px(8), theme.px(8))
        self._parts(painter, rect.adjusted(theme.space(3), 0, -theme.space(3), 0), entry)
        painter.restore()

    def _parts(self, painter: QPainter, inner: QRect, entry: Entry) -> None:
        backwards = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def mirrored(place: QRect) -> QRect:
            if backwards:
                place.moveLeft(inner.left() + inner.right() - place.right())
            return place

        size = theme.px(18)
        sign = mirrored(QRect(inner.left(), inner.center().y() - size // 2, size, size))
        painter.drawPixmap(sign.topLeft(), icons.pixmap(SIGNS[entry.group], "muted", size))
        body = theme.font("body")
        metrics = QFontMetrics(body)
        right = inner.right()
        middle, trailing = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTrailing
        painter.setFont(body)
        painter.setPen(theme.colour("muted"))
        keys = keys_words(entry.keys)
        wide = max(theme.px(KEYS), metrics.horizontalAdvance(keys) + 2)  # or without keys: what it is stands in line
        painter.drawText(mirrored(QRect(right - wide, inner.top(), wide, inner.height())), trailing | middle, keys)
        right -= wide + theme.space(4)
        left = inner.left() + size + theme.space(3)
        detail = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, (right - left) // 2)
        if detail:
            wide = metrics.horizontalAdvance(detail) + 2
            painter.drawText(
                mirrored(QRect(right - wide, inner.top(), wide, inner.height())), trailing | middle, detail
            )
            right -= wide + theme.space(4)
        painter.setPen(theme.colour("ink" if entry.enabled else "muted"))
        words = metrics.elidedText(entry.words, Qt.TextElideMode.ElideRight, right - left)
        place = mirrored(QRect(left, inner.top(), right - left, inner.height()))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeading | middle, words)


class Field(SignedField):
    """Where one types; the keys that move in a list move in the list below."""

    MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

    def __init__(self, palette: Palette) -> None:
        super().__init__("search")
        self._palette = palette

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down and Enter belong to the list."""
        if event.key() in self.MOVES:
            self._palette.move_in_list(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._palette.run_chosen()
        else:
            super().keyPressEvent(event)


class Palette(QDialog):
    """Over the upper part of the window; it closes before anything is done."""

    def __init__(self, window: QWidget, entries: Sequence[Entry], searched: Callable[[str], Entry] | None) -> None:
        """`searched` makes the last entry: search everywhere for what is typed. None: there is no search here."""
        super().__init__(window)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("What is to be done"))
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._all: list[Entry] = list(entries)
        self._searched = searched
        outer = column(self, gap=0)
        frame = QFrame()
        frame.setProperty("card", True)
        frame.setProperty("palette", True)
        outer.addWidget(frame)
        rows = column(frame, gap=2, margins=(3, 3, 3, 2))
        self.field = Field(self)
        self.field.setObjectName("palette.field")
        self.field.setAccessibleName(self.tr("Type what is to be done, or where to go"))
        self.field.setPlaceholderText(self.tr("What is to be done, or where to go"))
        self.field.textChanged.connect(lambda _: self._look())
        rows.addWidget(self.field)
        self.list = QListView()
        self.list.setObjectName("palette.list")
        self.list.setAccessibleName(self.tr("What can be done"))
        self.entries = Entries()
        self.list.setModel(self.entries)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._run(index.data(ROW_ROLE)))
        self.list.installEventFilter(self)
        rows.addWidget(self.list, 1)
        self.none = label(self.tr("Nothing here is called that."), tone="muted", wrap=True, name="palette.none")
        self.none.setContentsMargins(theme.space(3), theme.space(2), 0, theme.space(2))
        rows.addWidget(self.none)
        rows.addWidget(self._foot())
        self._place(window)
        self._look(quiet=True)
        self.field.setFocus()

    def _foot(self) -> QWidget:
        text = self.tr("{up} {down} choose · Enter does it · Esc closes").replace("{up}", "↑").replace("{down}", "↓")
        made = label(text, "caption", tone="muted", name="palette.keys")
        made.setContentsMargins(theme.space(3), 0, 0, 0)
        return made

    def _place(self, window: QWidget) -> None:
        wide = min(theme.px(640), window.width() - theme.space(12))
        high = min(theme.px(40) * ROWS + theme.px(104), window.height() - theme.space(24))
        self.resize(wide, high)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - wide) // 2, corner.y() + theme.space(18))

    # ---- what fits -----------------------------------------------------------------------------

    def add(self, entries: Sequence[Entry]) -> None:
        """Offer some more: what had to be fetched."""
        self._all += entries
        chosen = self.chosen()
        self._look(quiet=True)
        if chosen in self.entries.rows and self.field.text():
            self.list.setCurrentIndex(self.entries.index(self.entries.rows.index(chosen)))

    def chosen(self) -> Entry | None:
        """The entry that Enter would do."""
        index = self.list.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def _look(self, *, quiet: bool = False) -> None:
        typed = self.field.text().strip()
        found = fitting(self._all, typed)
        if typed and self._searched is not None:
            found.append(self._searched(typed))
        self.entries.fill(found)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        first = next((row for row, entry in enumerate(found) if entry.enabled), -1)
        if first >= 0:
            self.list.setCurrentIndex(self.entries.index(first))
        self.list.scrollToTop()
        if not quiet:
            text = self.tr("{n} fit") if found else self.none.text()
            announce(self, text.replace("{n}", str(len(found))))

    def put_away(self, _: int = 0) -> None:
        """Close: a lock, or another page is shown below, and what is offered was that of the one before."""
        self.reject()

    # ---- keys ----------------------------------------------------------------------------------

    def move_in_list(self, event: QKeyEvent) -> None:
        """Move in the list; the keys are its own from then on, so that a screen reader reads each entry."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.keyPressEvent(event)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """In the list: Enter does it, letters go on in the field, Up from the first goes back there."""
        if watched is not self.list or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run_chosen()
            return True
        if event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() == 0:
            self.field.setFocus()
            return True
        if event.key() == Qt.Key.Key_Backspace or (event.text() and event.text().isprintable()):
            self.field.setFocus()
            self.field.keyPressEvent(event)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it closes it, too."""
        wanted = QKeySequence(event.keyCombination())
        if wanted == QKeySequence("Ctrl+K"):
            self.reject()
        else:
            super().keyPressEvent(event)

    def run_chosen(self) -> None:
        """Do what is chosen."""
        entry = self.chosen()
        if entry is not None:
            self._run(entry)

    def _run(self, entry: Entry) -> None:
        if not entry.enabled:
            return
        self.accept()
        # The palette is off the screen first: what is done may open a dialog or take the keys.
        QTimer.singleShot(0, self._window, entry.act)
