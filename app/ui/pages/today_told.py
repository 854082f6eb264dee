"""What the home page says above its lists: recordings that were cut off, a vault that did not fit, a doubtful clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.session import Session, SessionState
from app.ui import error_view, words
from app.ui.context import Page
from app.ui.error_view import ErrorText
from app.ui.translation import finding_words
from app.ui.widgets import Banner, column

if TYPE_CHECKING:
    from app.services.retention import ClockDoubt


class Told(QWidget):
    """Banners, each hidden until it has something to say."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        rows = column(self, gap=2)
        self.interrupted = Banner("today.interrupted")
        self.damage = Banner("today.damage")
        self.keeping = Banner("today.keeping")
        self.clock = Banner("today.clock")
        self.void_code = Banner("today.voidCode")
        for each in (self.interrupted, self.damage, self.keeping, self.clock, self.void_code):
            rows.addWidget(each)
        self._cut_off: list[Session] = []
        self._keeping: ErrorText | None = None

    def enter(self) -> None:
        """Say what is to be said once, and what still holds."""
        told, self._cut_off = self._cut_off, []
        if told:
            self.interrupted.say("\n".join(self._interruption(each) for each in told), "warning")
        self._show_keeping()
        self._page.ask(self._page.services.integrity.found_at_opening, self._show_damage)

    def leave(self) -> None:
        """What names a session goes."""
        self.interrupted.hide()

    def tell_interrupted(self, sessions: list[Session]) -> None:
        """Before `enter`: recordings that were found cut off, to be said once."""
        self._cut_off = sessions

    def tell_keeping(self, problem: ErrorText | None) -> None:
        """What could not be done by itself, a backup for one; None once it could."""
        self._keeping = problem
        self._show_keeping()

    def _show_keeping(self) -> None:
        problem = self._keeping
        self.keeping.setVisible(problem is not None)
        if problem is not None:
            settings = self._page.router.show_settings
            error_view.tell(self.keeping, problem, "warning", action=self.tr("Settings"), act=settings)

    def _show_damage(self, found: list[str]) -> None:
        """What did not fit when the vault was opened, until somebody has taken note of it."""
        self.damage.setVisible(bool(found))
        if found:
            text = self.tr("The vault was not as Sotto had left it. {what}").replace(
                "{what}", " ".join(map(finding_words, found))
            )
            self.damage.say(text, "danger", action=self.tr("Settings"), act=self._page.router.show_settings)

    def tell_clock(self, doubt: ClockDoubt | None, right: Callable[[], None]) -> None:
        """The computer's date cannot be counted on: `right` says that it can. None: there is nothing to ask."""
        self.clock.setVisible(doubt is not None)
        if doubt is None:
            return

        def confirmed() -> None:
            self.clock.hide()
            right()

        text = self.tr(
            "This computer says that today is {now}; Sotto was last open on {seen}. No recording is destroyed by its "
            "days until you have put the date right, or say that it is."
        )
        for name, moment in (("{now}", doubt.now), ("{seen}", doubt.seen)):
            text = text.replace(name, words.date_words(words.local(moment).date()))
        self.clock.say(text, "warning", action=self.tr("The date is right"), act=confirmed)

    def tell_void_code(self, void: bool) -> None:
        """A recovery code was on the screen when a lock came, and nobody could say that it is stored."""
        self.void_code.setVisible(void)

        def seen() -> None:
            self.void_code.hide()
            self._page.ask(self._page.services.vault.recovery_put_off, lambda _: None)

        if void:
            text = self.tr(
                "The new recovery code that was on the screen when Sotto locked opens nothing: destroy what was "
                "written down or printed of it. The recovery kit that you had before is the one in force. A new one "
                "can be made in the settings."
            )
            self.void_code.say(text, "warning", action=self.tr("Understood"), act=seen)

    def _interruption(self, session: Session) -> str:
        if session.state is not SessionState.INTERRUPTED or session.ended_at is None:
            text = self.tr("The recording of {start} was cut off before anything was stored.")
            return text.replace("{start}", words.time_words(session.started_at))
        text = self.tr(
            "The recording of {start} was interrupted at {end}; everything until then is here. "
            "Open the session to go on."
        )
        return text.replace("{start}", words.time_words(session.started_at)).replace(
            "{end}", words.time_words(session.ended_at)
        )
