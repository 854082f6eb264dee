"""Choosing a passphrase: two fields, the strength in words and bars, and what is still missing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import icons, theme
from app.ui.context import Context
from app.ui.operations import Lane
from app.ui.widgets import column, label

LEAST = 12


def secret_field(name: str, accessible: str) -> QLineEdit:
    """A hidden text field with an eye that shows what was typed."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(accessible)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
    eye = QAction(icons.icon("eye", "muted", theme.px(18)), field.tr("Show what is typed"), field)
    eye.setCheckable(True)
    eye.toggled.connect(
        lambda shown: field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
    )
    field.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)
    return field


class StrengthBar(QWidget):
    """Three bars, lit from weak to strong; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(6))
        self.lit = 0

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = theme.space(1)
        wide = (self.width() - 2 * gap) / 3
        for bar in range(3):
            role = "border" if bar >= self.lit else "warning_edge" if self.lit < 2 else "accent"
            painter.setBrush(theme.colour(role))
            painter.drawRoundedRect(QRectF(bar * (wide + gap), 0, wide, self.height()), 3, 3)
        painter.end()


class PassphraseChoice(QWidget):
    """Passphrase and repetition; `ready` follows whether both are good."""

    ready = Signal(bool)
    submitted = Signal()

    def __init__(self, context: Context, name: str, title: str = "") -> None:
        """`title` stands over the first field, where "Passphrase" does not say which."""
        super().__init__()
        self._context = context
        rows = column(self, gap=2)
        rows.addWidget(label(title or self.tr("Passphrase"), "strong"))
        self.first = secret_field(f"{name}.passphrase", self.tr("Passphrase"))
        rows.addWidget(self.first)
        self.bar = StrengthBar()
        rows.addWidget(self.bar)
        self.words = label("", "caption", tone="muted", wrap=True, name=f"{name}.strength")
        rows.addWidget(self.words)
        rows.addSpacing(theme.space(2))
        rows.addWidget(label(self.tr("The same again"), "strong"))
        self.second = secret_field(f"{name}.repeat", self.tr("The same passphrase again"))
        rows.addWidget(self.second)
        self.match = label("", "caption", tone="muted", wrap=True, name=f"{name}.match")
        rows.addWidget(self.match)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self._ask_strength)
        self.first.textChanged.connect(self._typed)
        self.second.textChanged.connect(self._typed)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self._submit)
        self._show_strength("")
        self._typed()

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.first.text()

    @property
    def good(self) -> bool:
        """Long enough, and typed twice the same."""
        return len(self.first.text()) >= LEAST and self.first.text() == self.second.text()

    def wipe(self) -> None:
        """Empty both fields."""
        self.first.clear()
        self.second.clear()

    def _typed(self) -> None:
        self._later.start()
        missing = LEAST - len(self.first.text())
        if not self.second.text():
            self.match.setText(" ")
        elif self.first.text() == self.second.text():
            self.match.setText(self.tr("Both are the same."))
        else:
            self.match.setText(self.tr("The two are not the same yet."))
        if missing > 0:
            self._show_strength("too_short")
        self.ready.emit(self.good)

    def _ask_strength(self) -> None:
        text = self.first.text()
        if len(text) < LEAST:
            return
        self._context.ops.run(
            self, lambda: str(self._context.services.vault.strength(text)), self._show_strength, lane=Lane.CHECK
        )

    def _show_strength(self, strength: str) -> None:
        if strength != "too_short" and len(self.first.text()) < LEAST:
            strength = "too_short"
        self.bar.lit = {"weak": 1, "fair": 2, "strong": 3}.get(strength, 0)
        missing = max(0, LEAST - len(self.first.text()))
        self.words.setText(
            {
                "weak": self.tr("Weak: easy to guess. Four or five unrelated words are better."),
                "fair": self.tr("Fair. One more word makes it strong."),
                "strong": self.tr("Strong."),
            }.get(
                strength,
                self.tr("At least 12 characters. Four or five unrelated words are easy to remember.")
                if missing == LEAST
                else self.tr("{n} more characters.").replace("{n}", str(missing)),
            )
        )
        self.bar.update()

    def _submit(self) -> None:
        if self.good:
            self.submitted.emit()
