"""The goals of a client's treatment plan: a small dialog, opened from the workspace and where sessions are listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.goal import Goal
from app.services.goals import MOST, GoalEntry
from app.ui import icons, theme, words
from app.ui.context import Page
from app.ui.instruments import GrowingText
from app.ui.pages.frame import scrolled
from app.ui.widgets import button, column, label, row
from app.ui.workspace.dialogs import Form
from app.ui.workspace.sentence_row import in_order


class GoalText(GrowingText):
    """The words of a goal; Enter asks for the next one."""

    next_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins a new goal instead of a new line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
            return
        super().keyPressEvent(event)


class GoalRow(QWidget):
    """One goal: its words, whether it was reached, since when it stands."""

    removed = Signal(object)
    next_wanted = Signal(object)

    def __init__(self, goal: Goal | None, number: int) -> None:
        super().__init__()
        self._goal = goal
        rows = column(self, gap=0.5)
        across = row(gap=2)
        self.text = GoalText(f"goals.{number}.text", goal.text if goal is not None else "")
        self.text.setAccessibleName(self.tr("Goal {n}").replace("{n}", str(number + 1)))
        self.text.setPlaceholderText(self.tr("What you and your client work towards"))
        self.text.next_wanted.connect(lambda: self.next_wanted.emit(self))
        across.addWidget(self.text, 1)
        self.reached = QCheckBox(self.tr("Reached"))
        self.reached.setObjectName(f"goals.{number}.reached")
        self.reached.setAccessibleName(self.tr("Goal {n} was reached").replace("{n}", str(number + 1)))
        self.reached.setChecked(goal is not None and not goal.open)
        self.reached.setMinimumHeight(theme.px(40))
        across.addWidget(self.reached, 0, Qt.AlignmentFlag.AlignTop)
        self.remove = button("", "quiet", name=f"goals.{number}.remove", size="small",
                             tip=self.tr("Remove goal {n}").replace("{n}", str(number + 1)))  # fmt: skip
        icons.put(self.remove, "close", "muted", 14)
        self.remove.setProperty("square", True)
        self.remove.setFixedSize(theme.px(32), theme.px(40))  # level with the first line
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        across.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(across)
        if goal is not None:
            rows.addWidget(label(self._dates(goal), "caption", tone="muted", name=f"goals.{number}.dates"))

    def _dates(self, goal: Goal) -> str:
        since = self.tr("Since {date}").replace("{date}", words.date_words(words.local(goal.since).date()))
        if goal.closed_at is None:
            return since
        closed = words.date_words(words.local(goal.closed_at).date())
        return f"{since} · " + self.tr("reached {date}").replace("{date}", closed)

    @property
    def entry(self) -> GoalEntry:
        """The goal as it is to be kept."""
        known = self._goal.id if self._goal is not None else ""
        return GoalEntry(known, " ".join(self.text.toPlainText().split()), self.reached.isChecked())

    def stops(self) -> list[QWidget]:
        """What the Tab key comes to."""
        return [self.text, self.reached, self.remove]


class GoalsDialog(Form):
    """`kept` carries the entries that are to be stored; also when a lock puts the dialog away."""

    kept = Signal(object)
    enter_submits = False

    def __init__(self, parent: Page, who: str, goals: Sequence[Goal]) -> None:
        super().__init__(
            parent, "goals", self.tr("Goals"),
            self.tr("What you and {who} work towards. A note that touches none of it gets a nudge; the draft can be "
                    "given the goals as context. They are kept in the vault with this client.").replace("{who}", who),
            self.tr("&Keep"),
        )  # fmt: skip
        self.setMinimumWidth(theme.px(600))
        self._made = 0
        self.area, inner = scrolled("goals.scroll", 900, gap=2, margins=(0, 0))
        self.area.setMinimumHeight(theme.px(180))
        self._lines = column(gap=2)
        inner.addLayout(self._lines)
        self.empty = label(self.tr("No goals yet."), tone="muted", name="goals.empty")
        inner.addWidget(self.empty)
        inner.addStretch(1)
        self.rows.addWidget(self.area)
        self.add = button(self.tr("Add a goal"), "link", name="goals.add", icon="plus")
        self.add.clicked.connect(lambda _=False: self._add())
        across = row(gap=0)
        across.addWidget(self.add)
        across.addStretch(1)
        self.rows.addLayout(across)
        self.lines: list[GoalRow] = []
        for goal in goals:
            self._put(goal)
        self._before = self.entries
        self._told()
        self.submitted.connect(self._keep)
        (self.lines[0].text if self.lines else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def entries(self) -> list[GoalEntry]:
        """Every goal that has words, in order."""
        return [line.entry for line in self.lines if line.entry.text]

    @property
    def away(self) -> bool:
        """Whether it was put away: what comes then is shown elsewhere, it may be gone."""
        return self._left

    def _put(self, goal: Goal | None, place: int | None = None) -> GoalRow:
        made = GoalRow(goal, self._made)
        self._made += 1
        made.removed.connect(self._remove)
        made.next_wanted.connect(lambda line: self._add(self.lines.index(line) + 1))
        place = len(self.lines) if place is None else place
        self.lines.insert(place, made)
        self._lines.insertWidget(place, made)
        return made

    def _add(self, place: int | None = None) -> None:
        if len(self.lines) >= MOST:
            return
        made = self._put(None, place)
        self._told()
        made.text.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, made, lambda: self.area.ensureWidgetVisible(made))

    def _remove(self, line: GoalRow) -> None:
        place = self.lines.index(line)
        self.lines.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._told()
        left = self.lines[min(place, len(self.lines) - 1)].text if self.lines else self.add
        left.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self) -> None:
        self.empty.setVisible(not self.lines)
        self.add.setEnabled(len(self.lines) < MOST)
        in_order([*(stop for line in self.lines for stop in line.stops()), self.add, self.cancel, self.ok])

    def put_away(self) -> None:
        """A lock, or another page: what was typed is kept."""
        if not self._waiting and self.entries != self._before:
            self._before = self.entries  # once
            self.kept.emit(self._before)
        super().put_away()

    def _keep(self) -> None:
        self.wait()
        self.kept.emit(self.entries)


def edit(page: Page, client_id: str, stored: Callable[[], None] = lambda: None) -> None:
    """Let the goals of a client be changed; `stored` is called once they are, while the page is there."""
    s = page.services
    page.ask(
        lambda: (s.records.client(client_id).label, s.goals.goals(client_id)),
        lambda found: _open(page, client_id, *found, stored),
    )


def _open(page: Page, client_id: str, who: str, goals: Sequence[Goal], stored: Callable[[], None]) -> None:
    dialog, asked, service = GoalsDialog(page, who, goals), page.generation, page.services.goals

    def done(_: object) -> None:
        if asked == page.generation:
            if not dialog.away:
                dialog.wait(False)
                dialog.accept()
            stored()

    def failed(error: Exception) -> None:
        if asked == page.generation and not dialog.away:
            dialog.fail(error)
        else:
            page.ops.fail(page, error)

    def keep(entries: list[GoalEntry]) -> None:
        page.ops.run(page, lambda: service.keep(client_id, entries), done, failed)

    dialog.kept.connect(keep)
    dialog.open()
