"""The card of the settings about nudges: each can be switched off."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from app.ui import nudge_words, theme
from app.ui.context import Page
from app.ui.widgets import Card, column, label


class NudgesCard(Card):
    """Which nudges there are; a decision is stored as it is made."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.tr("Nudges"), gap=2)
        self._page = page
        self.rows.addWidget(label(
            self.tr("Beside a note Sotto points out what a colleague might ask about. It quotes; it never says how the "
                    "client is, and it keeps no note from being signed. What is ticked is looked for."),
            tone="muted", wrap=True,
        ))  # fmt: skip
        self.boxes: dict[str, QCheckBox] = {}
        for rule in page.services.nudges.rules():
            rows = column(gap=0)
            box = QCheckBox(nudge_words.title(rule))
            box.setObjectName(f"settings.nudge.{rule}")
            box.setAccessibleName(nudge_words.title(rule))
            box.setAccessibleDescription(nudge_words.explained(rule))
            box.setEnabled(False)  # until it is known what is stored
            box.clicked.connect(lambda on, r=rule: self._switch(r, on))
            rows.addWidget(box)
            told = label(nudge_words.explained(rule), "caption", tone="muted", wrap=True)
            told.setContentsMargins(theme.space(8), 0, 0, 0)
            rows.addWidget(told)
            self.rows.addLayout(rows)
            self.boxes[rule] = box

    def enter(self) -> None:
        """Fetch which are switched off."""
        self._page.ask(self._page.services.nudges.switched_off, self._show)

    def _show(self, off: frozenset[str]) -> None:
        for rule, box in self.boxes.items():
            box.setChecked(rule not in off)
            box.setEnabled(True)

    def _switch(self, rule: str, on: bool) -> None:
        nudges = self._page.services.nudges

        def failed(error: Exception) -> None:
            self._page.ops.fail(self._page, error)
            self.enter()  # the boxes show what is stored

        self._page.ask(lambda: nudges.switch(rule, on), lambda _: None, failed)
