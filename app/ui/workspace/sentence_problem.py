"""What stands under a sentence that is not found in the session: what is wrong, why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui import icons
from app.ui.instruments import Flow
from app.ui.widgets import button, column, label, row, set_tone


class ProblemPart(QWidget):
    """Made only for sentences that need it: most of a note does without."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        rows = column(self, gap=2, margins=(2, 0, 2, 1))
        line_up = row(gap=2)
        self._sign = label("")
        icons.put(self._sign, "warning", "warning_ink", 16)
        line_up.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(gap=0.5)
        self.mark = label("", "strong", wrap=True, name=f"{name}.mark")
        self.reasons = label("", "caption", wrap=True, name=f"{name}.reasons")
        texts.addWidget(self.mark)
        texts.addWidget(self.reasons)
        line_up.addLayout(texts, 1)
        rows.addLayout(line_up)
        self._actions = QWidget()
        self._actions.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = Flow(self._actions, gap=2)
        self.again = self._button("again", self.tr("Check again"))
        self.keep = self._button("keep", self.tr("Keep as my own observation"))
        self.edit = self._button("edit", self.tr("Edit"))
        self.quote = self._button("quote", self.tr("Replace by the quotation"))
        self.drop = self._button("drop", self.tr("Delete"))
        for each in self.buttons():
            flow.addWidget(each)
        rows.addWidget(self._actions)

    def _button(self, name: str, text: str) -> QPushButton:
        return button(text, name=f"{self._name}.{name}", size="small")

    def buttons(self) -> list[QPushButton]:
        """What can be done, in the order in which it stands there."""
        return [self.again, self.keep, self.edit, self.quote, self.drop]

    def say(self, mark: str, reasons: Sequence[str], *, problem: bool) -> None:
        """What is wrong and why. `problem`: a decision is wanted; else it is only told."""
        self.mark.setText(mark)
        self.reasons.setText("\n".join(reasons))
        self.reasons.setVisible(bool(reasons))
        self._sign.setVisible(problem)
        for text in (self.mark, self.reasons):
            set_tone(text, "" if problem else "muted")

    def offer(self, *, decide: bool, again: bool, quote: bool, keep: str) -> None:
        """Which of the acts are offered; `keep` are the words of that button."""
        self.again.setVisible(again)
        self.quote.setVisible(quote)
        self.keep.setText(keep)
        self.keep.setAccessibleName(keep)
        for each in (self.keep, self.edit, self.drop):
            each.setVisible(decide)
        self._actions.setVisible(decide or again)
