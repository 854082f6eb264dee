"""The cards of a client: what clinician and client work towards, and what the last note plans."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from app.domain.goal import Goal
from app.services.overview import Planned
from app.ui import icons, words
from app.ui.session_rows import short_date
from app.ui.widgets import Card, button, clear, column, label, row

LINES = 3
"""Goals, and sentences, that a card shows at most: the sessions below it keep their room."""
LONGEST = 150
"""Characters of one of them at most; the rest is where the button leads."""


class GoalsCard(Card):
    """The goals that are worked on now."""

    def __init__(self) -> None:
        super().__init__(gap=2, padding=5, name="clients.goalsCard")
        self._lines, self.edit = _head(self, self.tr("Goals"), "clients.goals", self.tr("Change…"),
                                       self.tr("Goals of the client (Ctrl+G)"))  # fmt: skip

    def show_goals(self, goals: Sequence[Goal]) -> None:
        """Show them, those that were reached as a number."""
        clear(self._lines)
        working = [goal for goal in goals if goal.open]
        reached = len(goals) - len(working)
        for number, goal in enumerate(working[:LINES]):
            self._lines.addLayout(_line("mark", goal.text, f"clients.goal.{number}"))
        more = [self.tr("and {n} more").replace("{n}", str(len(working) - LINES))] if len(working) > LINES else []
        more += [self.tr("{n} reached").replace("{n}", str(reached))] if reached else []
        if not working:
            self._lines.addWidget(label(self.tr("No goals are set."), tone="muted", wrap=True))
        if more:
            self._lines.addWidget(label(" · ".join(more), "caption", tone="muted", wrap=True))


class PlannedCard(Card):
    """What the newest note says of what is to be done. `session_id` is whose note that is, "" for none."""

    def __init__(self) -> None:
        super().__init__(gap=2, padding=5, name="clients.plannedCard")
        self.session_id = ""
        self._lines, self.open = _head(self, self.tr("Planned"), "clients.planned", self.tr("Open the note"), "")

    def show_planned(self, planned: Planned | None) -> None:
        """Show its sentences."""
        clear(self._lines)
        self.session_id = planned.session_id if planned is not None else ""
        self.open.setVisible(planned is not None)
        if planned is None:
            self._lines.addWidget(label(self.tr("Nothing is planned in a note yet."), tone="muted", wrap=True))
            return
        for number, text in enumerate(planned.sentences[:LINES]):
            self._lines.addLayout(_line("", text, f"clients.planned.{number}"))
        since = self.tr("From the signed note of {day}") if planned.signed else self.tr("From the draft of {day}")
        parts = [since.replace("{day}", short_date(words.local(planned.at).date()))]
        left = len(planned.sentences) - LINES
        if left > 0:
            parts.insert(0, self.tr("and {n} more").replace("{n}", str(left)))
        self._lines.addWidget(label(" · ".join(parts), "caption", tone="muted", wrap=True))


def _head(card: Card, title: str, name: str, action: str, tip: str) -> tuple[QVBoxLayout, QPushButton]:
    head = row(gap=2)
    head.addWidget(label(title, "heading"), 1)
    pressed = button(action, "link", name=name, size="small", tip=tip)
    keeps = pressed.sizePolicy()
    keeps.setRetainSizeWhenHidden(True)  # the titles of two cards beside each other stand in one line
    pressed.setSizePolicy(keeps)
    head.addWidget(pressed)
    card.rows.addLayout(head)
    lines = column(gap=1.5)
    card.rows.addLayout(lines)
    card.rows.addStretch(1)
    return lines, pressed


def _line(sign: str, text: str, name: str) -> QHBoxLayout:
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
    across = row(gap=2)
    mark = label("" if sign else "–", tone="muted")  # no arrow: that would look like something to press
    if sign:
        icons.put(mark, sign, "muted", 16)
    across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    said = label(shown, wrap=True, name=name)
    said.setToolTip(text if shown != text else "")
    across.addWidget(said, 1)
    return across
