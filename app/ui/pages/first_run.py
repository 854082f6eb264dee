"""First run: six short steps to a vault that is ready for the first session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.services.preferences import FIRST_RUN_STEP
from app.ui import error_view, icons, theme
from app.ui.announce import announce
from app.ui.context import Context, Page
from app.ui.errands import Errands
from app.ui.pages.first_run_models import ModelsStep
from app.ui.pages.first_run_steps import (
    FormatStep,
    MicrophoneStep,
    PassphraseStep,
    ProfileStep,
    RecoveryStep,
    Step,
)
from app.ui.pages.frame import OneAtATime, centred, in_the_middle
from app.ui.pages.settings_language import LanguageField
from app.ui.restore_dialog import RestoreDialog
from app.ui.translation import SETTING
from app.ui.widgets import Banner, Card, Foldable, button, caption, column, hint, label, line, row

WIDTH = 620
"""Pixels at the usual text size: as wide as a step is."""


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
    """The wizard. Once the vault is made, Back no longer leads to the passphrase.

    It can be left at each step from then on: whoever closes or locks Sotto comes back to that step, and "later" leads
    to Today at once. What was not asked has its place in the settings.
    """

    chrome = False
    help_topic = "setting-up"

    def __init__(self, context: Context, errands: Errands) -> None:
        super().__init__(context, "firstRun")
        inner = centred(self.outer, WIDTH)
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
        self._from = 0
        self._under_way = False
        self.bar = StepBar(len(self.steps))
        inner.addWidget(self.bar)
        inner.addWidget(self._card())
        self.outer.addWidget(self._foot())
        foot = label(self.tr("Everything stays on this computer."), "caption", tone="muted", wrap=True)
        foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(foot)
        self.restore = button(self.tr("Put a vault back from a backup…"), "link", name="firstRun.restore")
        self.restore.clicked.connect(lambda _=False: RestoreDialog(self).open())
        inner.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignCenter)
        self.language = LanguageField("firstRun.language")
        self.language.activated.connect(lambda _: self._speak())
        inner.addWidget(self.language, 0, Qt.AlignmentFlag.AlignCenter)

    def _card(self) -> Card:
        card = Card(gap=4, padding=8)
        self.stack = OneAtATime()
        for step in self.steps:
            self.stack.addWidget(step)
            step.ready.connect(self._ready)
            step.submitted.connect(self.forward)
        card.rows.addWidget(self.stack, 1)
        return card

    def _foot(self) -> QWidget:
        """What was refused, and the ways on and back: below what scrolls, in sight with any text in any window."""
        foot = QWidget()
        foot.setObjectName("firstRun.foot")
        foot.setProperty("canvas", True)
        outer = column(foot, gap=0)
        outer.addWidget(line())
        across = row(gap=0, margins=(10, 3, 10, 3))
        outer.addLayout(across)
        rows = column(in_the_middle(across, WIDTH), gap=2)
        self.banner = Banner("firstRun.error")
        rows.addWidget(self.banner)
        self.busy = label("", tone="muted", wrap=True, name="firstRun.busy")
        self.busy.hide()
        rows.addWidget(self.busy)
        rows.addWidget(self._buttons())
        return foot

    def _buttons(self) -> Foldable:
        self.back = button(self.tr("&Back"), "quiet", name="firstRun.back", icon="back")
        self.later = button(self.tr("Do the rest &later"), "quiet", name="firstRun.later")
        self.show_how = button(self.tr("Finish and see &how it works"), name="firstRun.showHow", icon="play")
        hint(
            self.show_how,
            self.tr("The demo session: three minutes of two made-up voices, written down and drafted in front of you"),
        )
        self.next = button(self.tr("&Next"), "primary", name="firstRun.next")
        self.back.clicked.connect(self.backward)
        self.later.clicked.connect(lambda _=False: self._put_off())
        self.show_how.clicked.connect(lambda _=False: self.forward(demo=True))
        self.next.clicked.connect(lambda _=False: self.forward())
        folded = Foldable(0, gap=2)
        for pair, at_end in (((self.back, self.later), False), ((self.show_how, self.next), True)):
            group = QWidget()
            buttons = row(group, gap=3)
            if at_end:
                buttons.addStretch(1)
            for each in pair:
                buttons.addWidget(each)
            if not at_end:
                buttons.addStretch(1)
            folded.line.addWidget(group, 1)
        return folded

    @property
    def step(self) -> Step:
        """The step on the screen."""
        return self.steps[self.stack.currentIndex()]

    def prepare(self, place: int) -> None:
        """Go on with the step of that number from 0, of a first run that was left."""
        self._from = place if 0 < place < len(self.steps) else 0
        self._under_way = self._from > 0

    def enter(self) -> None:
        """Begin with the first step, or go on where it was left."""
        place, self._from = self._from, 0
        self.language.show_chosen(str(self.services.preferences.get(SETTING) or ""))
        self.go(place)

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
        counted = self.tr("Step {n} of {all}").replace("{n}", str(place + 1)).replace("{all}", str(len(self.steps)))
        self.count.setText(counted)
        begun, last = place > 1, place == len(self.steps) - 1
        self.back.setVisible(place > (1 if self.recovery.shows_code else 2))
        self.later.setVisible(begun and not last)
        for each in (self.restore, self.language):
            each.setVisible(place == 0)
        self.show_how.hide()
        if last:
            self.ask(lambda: "speech" in self.services.models.chosen(), self._offer_demo)
        if begun and self._under_way:  # not where a picture is made of it
            self._remember(place)
        caption(self.next, self.tr("&Finish") if last else self.tr("&Next"))
        self.banner.hide()
        self._waiting(False)
        self.step.enter()
        self._ready(self.step.good)
        announce(self, f"{counted}. {self.step.title}")

    def _offer_demo(self, there: bool) -> None:
        self.show_how.setVisible(there and self.stack.currentIndex() == len(self.steps) - 1)

    def _remember(self, place: int, then: Callable[[], None] = lambda: None) -> None:
        """Where to go on; 0: the first run is over."""
        preferences = self.services.preferences
        self.ops.run(self, lambda: preferences.set(FIRST_RUN_STEP, place), lambda _: then())

    def _speak(self) -> None:
        """Another language: there is nothing to lose on this page, so that the window comes back in it at once."""
        preferences, code = self.services.preferences, self.language.code
        self.ops.run(self, lambda: preferences.set(SETTING, code), lambda _: self.router.start_again())

    def backward(self) -> None:
        """One step back."""
        self.go(self.stack.currentIndex() - 1)

    def forward(self, *, demo: bool = False) -> None:
        """Store this step, then show the next one, or finish, with the demo session if that is wanted."""
        if not self.next.isEnabled():
            return
        self._waiting(True)
        self.step.apply(lambda: self._applied(demo), self._failed)

    def _applied(self, demo: bool) -> None:
        self._waiting(False)
        place = self.stack.currentIndex() + 1
        if place == len(self.steps):
            self._end(self.router.show_demo if demo else lambda: None)
            return
        if self.step is self.steps[0]:
            self._under_way = True
            self._remember(2)  # from now on there is a vault; its kit is asked for whenever it is opened
        self.go(place)

    def _put_off(self) -> None:
        text = self.tr("The rest is under Settings and Models.")
        self._waiting(True)
        self.flush(lambda: self._end(lambda: self.router.toast(text)))

    def _end(self, then: Callable[[], None]) -> None:
        def over() -> None:
            self.router.vault_opened()
            then()

        self._remember(0, over)

    def _failed(self, error: Exception) -> None:
        self._waiting(False)
        error_view.say(self.banner, error)

    def _waiting(self, waiting: bool) -> None:
        for each in (self.next, self.back, self.later, self.show_how):
            each.setEnabled(not waiting)
        making = waiting and self.stack.currentIndex() == 0
        self.busy.setText(self.tr("Making the vault, the locked place for everything that Sotto stores…"))
        self.busy.setVisible(making)
        if making:
            announce(self, self.busy.text())

    def _ready(self, _: bool) -> None:
        self.next.setEnabled(self.step.good)
        self.show_how.setEnabled(self.step.good)
