"""What goes on behind the lock, in quiet lines under the title: a recording, work that waits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.announce import announce
from app.ui.lamp import Lamp, Sign
from app.ui.widgets import clear, column, label, row

SIDE = 16


class GoesOn(QWidget):
    """A sign and a sentence for each; hidden while there is nothing to say."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._rows = column(self, gap=2)
        self.text = ""
        self.hide()

    def say(self, lines: Sequence[tuple[str, Sign, str]]) -> None:
        """Show these, each with its object name, or nothing."""
        clear(self._rows)
        self.text = " ".join(text for _, _, text in lines)
        self.setAccessibleName(self.text)
        for name, sign, text in lines:
            across = row(gap=2)
            lamp = Lamp(SIDE)
            lamp.show_sign(sign)
            words = label(text, tone="muted", wrap=True, name=name)
            words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
            words.setMinimumWidth(min(theme.px(340), words.fontMetrics().horizontalAdvance(text) + theme.px(8)))
            across.addStretch(1)
            across.addWidget(lamp, 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(words)
            across.addStretch(1)
            self._rows.addLayout(across)
        self.setVisible(bool(lines))
        if lines and self.isVisible():
            announce(self, self.text)
