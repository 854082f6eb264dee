"""Sessions: the home page. All sessions by day, and the way to a new one."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.session import Client, Session, SessionState
from app.ui import theme
from app.ui.context import Context, Page, WorkPlan
from app.ui.pages.frame import heading
from app.ui.session_list import SessionList
from app.ui.widgets import EmptyState, button, column, row


class SessionsPage(Page):
    """Lists the sessions; a click opens each where it stands."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "sessions")
        across = row(gap=0, margins=(10, 8, 10, 0))
        holder = QWidget()
        holder.setMaximumWidth(theme.px(960))
        across.addStretch(1)
        across.addWidget(holder, 1000)
        across.addStretch(1)
        self.outer.addLayout(across, 1)
        rows = column(holder, gap=2)

        head, buttons = heading(self.tr("Sessions"), name="sessions.title")
        self.new = button(self.tr("&New session"), "primary", name="sessions.new", icon="plus", size="large",
                          tip=self.tr("New session (Ctrl+N)"))  # fmt: skip
        self.new.setShortcut(QKeySequence(self.tr("Ctrl+N")))
        self.new.clicked.connect(lambda _=False: self.router.show_new_session())
        buttons.addWidget(self.new)
        rows.addWidget(head)

        self.list = SessionList()
        self.list.opened.connect(self._open)
        self.first = first = button(self.tr("New session"), "primary", name="sessions.first", icon="plus", size="large")
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
        self.ask(self._fetch, self.show_sessions)

    def _fetch(self) -> tuple[list[Session], list[Client]]:
        return self.services.records.sessions(), self.services.records.clients()

    def show_sessions(self, found: tuple[list[Session], list[Client]]) -> None:
        """Show what was fetched, or the empty state."""
        sessions, clients = found
        self.list.sessions.fill(sessions, {c.id: c for c in clients})
        self.new.setVisible(bool(sessions))
        self.stack.setCurrentWidget(self.list if sessions else self.empty)
        (self.list if sessions else self.first).setFocus()

    def leave(self) -> None:
        """Take the clients' names off the screen."""
        self.list.sessions.fill([], {})
        self.stack.setCurrentIndex(0)

    def _open(self, session: Session) -> None:
        state = session.state
        if state is SessionState.RECORDING:
            self.router.show_recording(session.id)
        elif state is SessionState.PLANNED and not session.summary:
            self.router.show_new_session(session.id)
        elif state is SessionState.PLANNED:
            self.router.show_work(WorkPlan(session.id, transcribe=False, template_id=session.template_id))
        elif state in (SessionState.RECORDED, SessionState.INTERRUPTED):
            self.router.show_work(WorkPlan(session.id, template_id=session.template_id))
        else:
            self.router.show_workspace(session.id)
