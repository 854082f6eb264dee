"""Today: the home page. All sessions by day, and the way to a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.session import Client, Session, SessionState
from app.ui import files, question, theme, words
from app.ui.context import Context, Page, WorkPlan
from app.ui.deleting import Deleting
from app.ui.operations import Lane
from app.ui.pages.frame import heading
from app.ui.pages.new_session import SOUND_KINDS
from app.ui.session_list import SessionList
from app.ui.widgets import Banner, EmptyState, button, column, icon_size, row

if TYPE_CHECKING:
    from app.services.retention import ClockDoubt


class TodayPage(Page):
    """Lists the sessions; a click opens each where it stands."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "today")
        across = row(gap=0, margins=(10, 8, 10, 0))
        holder = QWidget()
        holder.setMaximumWidth(theme.px(960))
        across.addStretch(1)
        across.addWidget(holder, 1000)
        across.addStretch(1)
        self.outer.addLayout(across, 1)
        rows = column(holder, gap=2)

        head, buttons = heading(self.tr("Sessions"), name="today.title")
        self.more = button("", "quiet", name="today.more", icon="more",
                           tip=self.tr("Versions and deleting, for the session that is chosen"))  # fmt: skip
        self.more.setProperty("square", True)
        self.more.setFixedSize(icon_size(40))
        self.more.clicked.connect(self._more)
        buttons.addWidget(self.more)
        self.new = button(self.tr("&New session"), "primary", name="today.new", icon="plus", size="large",
                          tip=self.tr("New session (Ctrl+N)"))  # fmt: skip
        self.new.setShortcut(QKeySequence(self.tr("Ctrl+N")))
        self.new.clicked.connect(lambda _=False: self.router.show_new_session())
        buttons.addWidget(self.new)
        rows.addWidget(head)
        self.banner = Banner("today.interrupted")
        rows.addWidget(self.banner)
        self._interrupted: list[Session] = []
        self.damage = Banner("today.damage")
        rows.addWidget(self.damage)
        self.keeping = Banner("today.keeping")
        rows.addWidget(self.keeping)
        self._keeping = ("", "")
        self.clock = Banner("today.clock")
        rows.addWidget(self.clock)
        self.void_code = Banner("today.voidCode")
        rows.addWidget(self.void_code)

        self.list = SessionList()
        self.list.opened.connect(self._open)
        self.list.menu_wanted.connect(self._offer)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self.more.setEnabled(now.isValid()))
        self.deleting = Deleting(self, self._deleted)
        self.first = first = button(self.tr("New session"), "primary", name="today.first", icon="plus", size="large")
        first.clicked.connect(lambda _=False: self.router.show_new_session())
        self.empty = EmptyState(
            "microphone",
            self.tr("Your first session starts here"),
            self.tr(
                "Record with the microphone, import a sound file, or write down afterwards what happened. "
                "Sotto drafts the note from it and shows for each sentence where it comes from. "
                "Everything stays on this computer."
            ),
            first,
        )
        self.stack = QStackedLayout()
        blank = QWidget()
        for each in (blank, self.list, self.empty):
            self.stack.addWidget(each)
        rows.addLayout(self.stack, 1)

    def enter(self) -> None:
        """Fetch sessions and clients anew."""
        told, self._interrupted = self._interrupted, []
        if told:
            self.banner.say("\n".join(self._interruption(each) for each in told), "warning")
        self._show_keeping()
        self.ask(self.services.integrity.found_at_opening, self._show_damage)
        self.ask(self._fetch, self.show_found)

    def tell_interrupted(self, sessions: list[Session]) -> None:
        """Before `enter`: recordings that were found cut off, to be said once."""
        self._interrupted = sessions

    def _show_damage(self, found: list[str]) -> None:
        """What did not fit when the vault was opened, until somebody has taken note of it."""
        self.damage.setVisible(bool(found))
        if found:
            text = self.tr("The vault was not as Sotto had left it. {what}").replace("{what}", " ".join(found))
            self.damage.say(text, "danger", action=self.tr("Settings"), act=self.router.show_settings)

    def tell_keeping(self, text: str, tone: str) -> None:
        """What could not be done by itself, a backup for one; "" once it could."""
        self._keeping = (text, tone)
        self._show_keeping()

    def _show_keeping(self) -> None:
        text, tone = self._keeping
        self.keeping.setVisible(bool(text))
        if text:
            self.keeping.say(text, tone, action=self.tr("Settings"), act=self.router.show_settings)

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
            self.ask(self.services.vault.recovery_put_off, lambda _: None)

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

    def _fetch(self) -> tuple[list[Session], list[Client]]:
        return self.services.records.sessions(), self.services.records.clients()

    def show_found(self, found: tuple[list[Session], list[Client]]) -> None:
        """Show what was fetched, or the empty state."""
        sessions, clients = found
        self.list.sessions.fill(sessions, {c.id: c for c in clients})
        self.new.setVisible(bool(sessions))
        self.more.setVisible(bool(sessions))
        self.more.setEnabled(False)
        self.stack.setCurrentWidget(self.list if sessions else self.empty)
        (self.list if sessions else self.first).setFocus()

    def leave(self) -> None:
        """Take the clients' names off the screen."""
        self.deleting.put_away()
        self.banner.hide()
        self.list.sessions.fill([], {})
        self.stack.setCurrentIndex(0)

    def _deleted(self, _: bool) -> None:
        self.enter()

    def _offer(self, session: Session, at: QPoint) -> None:
        self.deleting.offer(session.id, at)

    def _more(self) -> None:
        self.list.want_menu(self.list.currentIndex())

    def _open(self, session: Session) -> None:
        state = session.state
        if state is SessionState.RECORDING:
            self.router.show_recording(session.id)
        elif state is SessionState.PLANNED and session.summary:
            self.router.show_writing(session.id)
        elif state is SessionState.PLANNED:
            self.ask(
                lambda: self.services.dictation.kept(session.id) is not None,
                lambda dictated: self._begin(session, dictated),
            )
        elif state is SessionState.INTERRUPTED:
            self.ask(
                lambda: self.services.recording.was_imported(session.id),
                lambda imported: self._ask_about(session, imported),
            )
        elif state is SessionState.RECORDED:
            self._work(session)
        else:
            self.router.show_workspace(session.id)

    def _begin(self, session: Session, dictated: bool) -> None:
        """A session with nothing in it yet, unless something was dictated for it that is not in its text."""
        if dictated:
            self.router.show_writing(session.id)
        else:
            self.router.show_new_session(session.id)

    def _work(self, session: Session) -> None:
        self.router.show_work(WorkPlan(session.id, template_id=session.template_id))

    def _ask_about(self, session: Session, imported: bool) -> None:
        """An interrupted recording can be gone on with; a sound file begins anew."""
        length = words.clock(session.duration)
        if imported:
            text = self.tr("Only the first {length} of the file were read.")
            again = ("readAgain", self.tr("&Read the file again…"), lambda: self._read_again(session))
        else:
            text = self.tr("{length} are recorded. You can go on recording; the time between is marked as a gap.")
            again = ("goOn", self.tr("&Go on recording"), lambda: self._go_on(session))
        question.ask(
            self.window(), "interrupted", self.tr("This recording was interrupted"), text.replace("{length}", length),
            [
                again,
                ("work", self.tr("&Work with what is there"), lambda: self._work(session)),
                ("discard", self.tr("&Discard…"), lambda: self.deleting.ask_destroy(session.id)),
            ],
        )  # fmt: skip

    def _go_on(self, session: Session) -> None:
        s = self.services

        def start() -> None:
            s.work.warm()
            s.recording.start(session.id, str(s.preferences.get("microphone") or ""))

        self.ask(start, lambda _: self.router.show_recording(session.id), lane=Lane.RECORDER)

    def _read_again(self, session: Session) -> None:
        path = files.ask_open(self, self.tr("Read the file again"), f"{self.tr('Sound files')} ({SOUND_KINDS})")
        if path is None:
            return
        chosen, plan = path, WorkPlan(session.id, capture=True, template_id=session.template_id)
        self.ask(
            lambda: self.services.recording.import_file(session.id, chosen),
            lambda _: self.router.show_work(plan),
            lane=Lane.RECORDER,
        )
