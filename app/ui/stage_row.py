"""One stage of the work on a session, as the working page shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from app.domain.progress import Stage
from app.ui import icons, theme, words
from app.ui.widgets import column, label, row


class StageRow(QWidget):
    """One stage: sign, name, progress, percent."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        across = row(self, gap=3)
        self._sign = label("")
        self._sign.setFixedSize(theme.px(20), theme.px(20))
        keeps = self._sign.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._sign.setSizePolicy(keeps)
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(gap=2)
        line_up = row(gap=3)
        self._name = label(words.stage_words(stage), wrap=True)
        self._percent = label("", "caption", tone="muted", name=f"working.{stage}.percent")
        line_up.addWidget(self._name, 1)
        line_up.addWidget(self._percent)
        texts.addLayout(line_up)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"working.{stage}")
        self._bar.setAccessibleName(words.stage_words(stage))
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        texts.addWidget(self._bar)
        across.addLayout(texts, 1)
        self.reset()

    def reset(self) -> None:
        """Not begun."""
        self.show_part(0.0, begun=False)

    def show_part(self, part: float, *, begun: bool = True) -> None:
        """Show `part` of 1.0; at 1.0 the stage is done."""
        done = part >= 1.0
        icons.put(self._sign, "check" if done else "refresh", "accent" if begun else "border", 20)
        self._sign.setVisible(begun)  # what has not begun has no sign: one there would look like something to press
        self._bar.setValue(round(min(part, 1.0) * 1000))
        self._percent.setText(self.tr("Done") if done else f"{int(part * 100)} %" if begun else "")
        self._name.setProperty("role", "strong" if begun and not done else "body")
        self._name.setProperty("tone", "" if begun else "muted")
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)
