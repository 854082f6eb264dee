"""First run: six short steps to a vault that is ready for the first session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui import icons, theme
from app.ui.context import Context, Page
from app.ui.errands import Errands
from app.ui.error_view import describe
from app.ui.pages.first_run_models import ModelsStep
from app.ui.pages.first_run_steps import (
    FormatStep,
    MicrophoneStep,
    PassphraseStep,
    ProfileStep,
    RecoveryStep,
    Step,
)
from app.ui.pages.frame import centred
from app.ui.restore_dialog import RestoreDialog
from app.ui.widgets import Banner, Card, button, caption, label, row


class StepBar(QWidget):
    """A bar for each step; those done and the present one are lit."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self.at = 0
        self.setFixedHeight(theme.px(4))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = theme.space(1)
        wide = (self.width() - gap * (self._count - 1)) / self._count
        for place in range(self._count):
            painter.setBrush(theme.colour("accent" if place <= self.at else "border"))
            painter.drawRoundedRect(QRectF(place * (wide + gap), 0, wide, self.height()), 2, 2)
        painter.end()


class FirstRunPage(Page):
    """The wizard. Once the vault is made, Back no longer leads to the passphrase."""

    chrome = False

    def __init__(self, context: Context, errands: Errands) -> None:
        super().__init__(context, "firstRun")
        inner = centred(self.outer, 620)
        mark = row(gap=3)
        sign = label("")
        icons.put(sign, "sotto", "accent", 36)
        mark.addWidget(sign)
        mark.addWidget(label("Sotto", "title"))
        mark.addStretch(1)
        self.count = label("", "caption", tone="muted", name="firstRun.count")
        mark.addWidget(self.count)
        inner.addLayout(mark)

        self.recovery = RecoveryStep(context)
        self.steps: list[Step] = [
            PassphraseStep(context, self.recovery.show_code),
            self.recovery,
            MicrophoneStep(context),
            ModelsStep(context, errands),
            FormatStep(context),
            ProfileStep(context),
        ]
        self.bar = StepBar(len(self.steps))
        inner.addWidget(self.bar)
        card = Card(gap=4, padding=8)
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
            step.ready.connect(self._ready)
            step.submitted.connect(self.forward)
        card.rows.addWidget(self.stack, 1)
        self.banner = Banner("firstRun.error")
        card.rows.addWidget(self.banner)
        buttons = row(gap=3)
        self.back = button(self.tr("&Back"), "quiet", name="firstRun.back", icon="back")
        self.next = button(self.tr("&Next"), "primary", name="firstRun.next")
        self.back.clicked.connect(self.backward)
        self.next.clicked.connect(self.forward)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        self.busy = label("", tone="muted", name="firstRun.busy")
        buttons.addWidget(self.busy)
        buttons.addWidget(self.next)
        card.rows.addLayout(buttons)
        inner.addWidget(card)
        foot = label(self.tr("Everything stays on this computer."), "caption", tone="muted")
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(foot)
        self.restore = button(self.tr("Put a vault back from a backup…"), "link", name="firstRun.restore")
        self.restore.clicked.connect(lambda _=False: RestoreDialog(self).open())
        inner.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignCenter)

    @property
    def step(self) -> Step:
        """The step on the screen."""
        return self.steps[self.stack.currentIndex()]

    def enter(self) -> None:
        """Begin with the first step."""
        self.go(0)

    def leave(self) -> None:
        """Close the microphone, forget the code."""
        self.step.leave()
        self.recovery.show_code("")

    def flush(self, done: Callable[[], None]) -> None:
        """Keep what was chosen or typed in this step; what can be refused there can be set again in the settings."""
        if self.stack.currentIndex() > self.steps.index(self.recovery):
            self.step.apply(done, lambda _: done())
        else:
            done()  # whether the code is stored is for the clinician to say

    def go(self, place: int) -> None:
        """Show a step by its number from 0."""
        if place != self.stack.currentIndex():
            self.step.leave()
        self.stack.setCurrentIndex(place)
        self.bar.at = place
        self.bar.update()
        self.count.setText(
            self.tr("Step {n} of {all}").replace("{n}", str(place + 1)).replace("{all}", str(len(self.steps)))
        )
        self.back.setVisible(place > 1)
        self.restore.setVisible(place == 0)
        self.back.setEnabled(True)
        last = place == len(self.steps) - 1
        caption(self.next, self.tr("&Finish") if last else self.tr("&Next"))
        self.banner.hide()
        self.step.enter()
        self._ready(self.step.good)

    def backward(self) -> None:
        """One step back."""
        self.go(self.stack.currentIndex() - 1)

    def forward(self) -> None:
        """Store this step, then show the next one, or finish."""
        if not self.next.isEnabled():
            return
        self._waiting(True)
        self.step.apply(self._applied, self._failed)

    def _applied(self) -> None:
        self._waiting(False)
        place = self.stack.currentIndex() + 1
        if place < len(self.steps):
            self.go(place)
        else:
            self.router.vault_opened()

    def _failed(self, error: Exception) -> None:
        self._waiting(False)
        text = describe(error)
        self.banner.say(f"{text.happened} {text.after()}", "danger")

    def _waiting(self, waiting: bool) -> None:
        self.next.setEnabled(not waiting)
        self.back.setEnabled(not waiting)
        making = waiting and self.stack.currentIndex() == 0
        self.busy.setText(self.tr("Making the vault…") if making else "")

    def _ready(self, _: bool) -> None:
        self.next.setEnabled(self.step.good)
