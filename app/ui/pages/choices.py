"""Choices that narrow a list down: a client, and a stretch of days. The search and the audit trail share them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QGridLayout, QWidget

from app.domain.session import Client
from app.ui import theme
from app.ui.widgets import label, row

BETWEEN = -1
_DAYS = (0, 7, 30, 365, BETWEEN)


def choice(name: str, accessible: str, options: Sequence[tuple[str, object]], wide: int = 14) -> QComboBox:
    """A list to choose one of; `options`: (words, value). As wide as `wide` letters, however long the words are."""
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setToolTip(accessible)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(wide)
    made.setMaxVisibleItems(14)
    for words, value in options:
        made.addItem(words, value)
    return made


class Limits(QWidget):
    """Choices side by side, or two by two where the room is narrow."""

    def __init__(self, narrow: int, choices: Sequence[QWidget]) -> None:
        """`narrow`: the width at the usual text size below which they stand two by two."""
        super().__init__()
        self._narrow, self._choices, self._across = narrow, list(choices), 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.space(2))
        self._lay(len(self._choices))

    def _lay(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for number, each in enumerate(self._choices):
            self._grid.removeWidget(each)
            self._grid.addWidget(each, number // across, number % across)
        for column in range(len(self._choices) + 1):
            self._grid.setColumnStretch(column, 1 if column < across < len(self._choices) else 0)
        self._grid.setColumnStretch(len(self._choices), 0 if across < len(self._choices) else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the shape for the new width."""
        super().resizeEvent(event)
        self._lay(2 if event.size().width() < theme.px(self._narrow) else len(self._choices))

    def minimumSizeHint(self) -> QSize:
        """No wider than two of them: it folds."""
        widest = max(each.minimumSizeHint().width() for each in self._choices)
        return QSize(2 * widest + theme.space(2), super().minimumSizeHint().height())


class ClientChoice(QWidget):
    """All clients, or one of them; letters that are typed go to the client that begins with them."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.box = choice(name, self.tr("Client"), [(self.tr("All clients"), "")], wide=16)
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())
        row(self, gap=0).addWidget(self.box)
        self.setFocusProxy(self.box)

    @property
    def value(self) -> str:
        """The id of the client chosen, "" for all."""
        return str(self.box.currentData() or "")

    def fill(self, clients: Sequence[Client], chosen: str = "") -> None:
        """Offer these clients, with `chosen` chosen; without a signal."""
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItem(self.tr("All clients"), "")
        for client in clients:
            self.box.addItem(client.label, client.id)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self.box.blockSignals(False)

    def choose(self, client_id: str) -> None:
        """Choose one that was offered, or all; without a signal."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(max(0, self.box.findData(client_id)))
        self.box.blockSignals(False)


class PeriodChoice(QWidget):
    """Any time, the last days, or from one day to another: `days` takes them, and stands below on the page."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        options = [
            (self.tr("Any time"), 0),
            (self.tr("Last 7 days"), 7),
            (self.tr("Last 30 days"), 30),
            (self.tr("Last 12 months"), 365),
            (self.tr("From … to …"), BETWEEN),
        ]
        self.box = choice(name, self.tr("When"), options, wide=11)
        row(self, gap=0).addWidget(self.box)
        today = QDate.currentDate()
        self.since = self._day(f"{name}.since", self.tr("From this day on"), today.addMonths(-1))
        self.until = self._day(f"{name}.until", self.tr("Up to and with this day"), today)
        self.days = QWidget()
        across = row(self.days, gap=2)
        for each in (label(self.tr("From"), tone="muted"), self.since, label(self.tr("to"), tone="muted"), self.until):
            across.addWidget(each)
        across.addStretch(1)
        self.days.hide()
        self.box.currentIndexChanged.connect(self._chosen)
        self.setFocusProxy(self.box)

    def _day(self, name: str, accessible: str, day: QDate) -> QDateEdit:
        made = QDateEdit(day)
        made.setObjectName(name)
        made.setAccessibleName(accessible)
        made.setToolTip(accessible)
        made.setDisplayFormat("d MMM yyyy")
        made.dateChanged.connect(lambda _: self.changed.emit())
        return made

    @property
    def value(self) -> tuple[date | None, date | None]:
        """The first and the last day that count; None: no bound."""
        days = int(self.box.currentData())
        if days == BETWEEN:
            first, last = self.since.date().toPython(), self.until.date().toPython()
            assert isinstance(first, date) and isinstance(last, date)
            return min(first, last), max(first, last)
        if days:
            return datetime.now(UTC).astimezone().date() - timedelta(days=days), None
        return None, None

    def reset(self) -> None:
        """Back to any time, without a signal."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(0)
        self.box.blockSignals(False)
        self._show_days()

    def _show_days(self) -> None:
        self.days.setVisible(self.box.currentData() == BETWEEN)

    def _chosen(self) -> None:
        self._show_days()
        self.changed.emit()
