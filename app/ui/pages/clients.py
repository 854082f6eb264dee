"""Clients: all of them at the left, found as one types; at the right one client, from goals and plans to sessions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from app.domain.overview import ClientLine, SessionLine
from app.domain.session import Client
from app.services.overview import ClientView
from app.ui import client_terms, goals_dialog, theme
from app.ui.announce import announce
from app.ui.client_list import ClientList
from app.ui.context import Command, Context, Page
from app.ui.deleting import Deleting
from app.ui.opening import Opening
from app.ui.pages.clients_cards import GoalsCard, PlannedCard
from app.ui.pages.clients_rename import RenameDialog
from app.ui.pages.frame import TITLE, WIDTH, page_title
from app.ui.session_list import SessionList, SessionModel
from app.ui.session_rows import Row, client_row, goal_rows, month_heading
from app.ui.widgets import EmptyState, Foldable, button, column, icon_size, label, row

__all__ = ["ClientsPage"]


class ClientsPage(Page):
    """One client at a time. `shown` is who that is, None while nobody is chosen."""

    help_topic = "clients"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "clients")
        self.shown: Client | None = None
        self._wanted = ""
        across = row(gap=0)
        across.addWidget(self._left())
        across.addWidget(self._right(), 1000)
        across.addStretch(1)
        self.outer.addLayout(across, 1)
        self.deleting = Deleting(self, lambda _: self.enter())
        self.deleting.goals_kept.connect(self._again)
        self.opening = Opening(self, self.deleting)
        self._menu: QMenu | None = None
        QShortcut(QKeySequence("Ctrl+G"), self, self._edit_goals, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ---- parts ---------------------------------------------------------------------------------

    def _left(self) -> QWidget:
        self.side = side = QWidget()
        side.setProperty("canvas", True)
        rows = column(side, gap=3, margins=(10, 8, 2, 0))
        rows.addWidget(page_title(self.tr("Clients"), "clients.title"))
        self.finder = QLineEdit()
        self.finder.setObjectName("clients.find")
        self.finder.setAccessibleName(self.tr("Find a client: code or name"))
        self.finder.setPlaceholderText(self.tr("Code or name"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._typed)
        rows.addWidget(self.finder)
        self.count = label("", "caption", tone="muted", name="clients.count")
        rows.addWidget(self.count)
        self.list = ClientList(self.tr("Clients"))
        self.list.chosen.connect(self._chosen)
        self.finder.installEventFilter(self.list)  # the arrow keys go through the list while one types
        self.finder.returnPressed.connect(self.list.go_on)
        self.list.gone_on.connect(lambda: self.sessions.setFocus(Qt.FocusReason.TabFocusReason))
        rows.addWidget(self.list, 1)
        return side

    def _right(self) -> QWidget:
        side = QWidget()
        side.setMaximumWidth(theme.px(WIDTH + 80))  # on a very wide screen, words and what they say stay together
        self.stack = QStackedLayout(side)
        self._blank = QWidget()
        self.nobody = EmptyState(
            "person", self.tr("No clients yet"),
            self.tr("A client is added with the first session. A code is enough; a name stays in the vault."),
            self._first_button(),
        )  # fmt: skip
        # Where a large text leaves no room for cards and sessions, the whole is scrolled.
        self.one = QScrollArea()
        self.one.setObjectName("clients.scroll")
        self.one.setWidgetResizable(True)
        self.one.setFrameShape(QFrame.Shape.NoFrame)
        self.one.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("canvas", True)
        self.one.setWidget(ground)
        for each in (self._blank, self.nobody, self.one):
            self.stack.addWidget(each)
        rows = column(ground, gap=3, margins=(5, 8, 10, 0))
        rows.addLayout(self._head())
        self.cards = Foldable(520, gap=3)
        self.goals, self.planned = GoalsCard(), PlannedCard()
        self.goals.edit.clicked.connect(lambda _=False: self._edit_goals())
        self.planned.open.clicked.connect(lambda _=False: self._open_planned())
        for card in (self.goals, self.planned):
            self.cards.line.addWidget(card, 1)
        rows.addWidget(self.cards)
        model = SessionModel(client_row, month_heading)
        self.sessions = SessionList("clients.sessions", self.tr("Sessions, notes and goals in time order"), model)
        self.sessions.opened.connect(self._open)
        self.sessions.menu_wanted.connect(self._offer)
        model.wanted.connect(self._fetch_more)
        self.sessions.setMinimumHeight(theme.px(264))
        rows.addWidget(self.sessions, 1)
        return side

    def _first_button(self) -> QPushButton:
        self.first = button(self.tr("New session"), "primary", name="clients.first", icon="plus", size="large")
        self.first.setShortcut(QKeySequence("Ctrl+N"))
        self.first.clicked.connect(lambda _=False: self.router.show_new_session())
        return self.first

    def _head(self) -> QBoxLayout:
        head = row(gap=2)
        texts = column(gap=0)
        self.title = label("", "title", wrap=True, name="clients.client")
        self.title.setMinimumWidth(theme.px(48))  # a long word is no reason to widen the page
        self.title.setMinimumHeight(theme.px(TITLE))
        self.about = label("", tone="muted", name="clients.about")
        texts.addWidget(self.title)
        texts.addWidget(self.about)
        head.addLayout(texts, 1)
        self.more = button("", "quiet", name="clients.more", icon="more",
                           tip=self.tr("Rename, names and medications, delete"))  # fmt: skip
        self.more.setProperty("square", True)
        self.more.setFixedSize(icon_size(40))
        self.more.clicked.connect(lambda _=False: self._show_menu())
        head.addWidget(self.more)
        self.new = button(self.tr("&New session"), "primary", name="clients.new", icon="plus",
                          tip=self.tr("New session with this client (Ctrl+N)"))  # fmt: skip
        self.new.setShortcut(QKeySequence("Ctrl+N"))
        self.new.clicked.connect(lambda _=False: self._new_session())
        head.addWidget(self.new)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list has its width, but never more than a third of the page."""
        super().resizeEvent(event)
        self.side.setFixedWidth(min(theme.px(304), event.size().width() // 3))

    def minimumSizeHint(self) -> QSize:
        """The page folds; it never makes the window wider."""
        return QSize(theme.px(320), super().minimumSizeHint().height())

    # ---- coming and going ----------------------------------------------------------------------

    def prepare(self, client_id: str = "") -> None:
        """Before `enter`: show this client; "" for the list as it is."""
        self._wanted = client_id or self._wanted

    def enter(self) -> None:
        """Fetch the clients, and the one who is shown."""
        wanted = self._wanted or (self.shown.id if self.shown is not None else "")
        self._wanted = ""
        self.ask(self.services.overview.clients, lambda clients: self._show_clients(clients, wanted))

    def leave(self) -> None:
        """Take names, goals and plans off the screen."""
        self.deleting.put_away()
        if self._menu is not None:
            self._menu.close()
        for dialog in (*self.findChildren(RenameDialog), *self.findChildren(client_terms.TermsDialog)):
            dialog.put_away()
        self._wanted = self.shown.id if self.shown is not None else ""  # whoever comes back finds the same
        self.shown = None
        self.list.clients.fill([])
        self.finder.setText("")  # not clear(): that can be undone, and keeps the name for it
        self._wipe()
        self.stack.setCurrentWidget(self._blank)
        self.count.clear()

    def _wipe(self) -> None:
        self.sessions.sessions.clear()
        self.goals.show_goals(())
        self.planned.show_planned(None)
        self.title.clear()
        self.about.clear()

    def commands(self) -> list[Command]:
        """See `Page`."""
        there = self.shown is not None
        return [
            Command("clients.new", self.tr("New session with this client"), self._new_session, "Ctrl+N", there),
            Command("clients.goals", self.tr("Goals of the client"), self._edit_goals, "Ctrl+G", there),
            Command("clients.terms", self.tr("Names and medications of the client"), self._edit_terms, "", there),
            Command("clients.rename", self.tr("Rename the client"), self._rename, "", there),
            Command("clients.delete", self.tr("Delete the client"), self._delete, "", there),
        ]

    # ---- showing -------------------------------------------------------------------------------

    def _show_clients(self, clients: Sequence[ClientLine], wanted: str) -> None:
        self.list.clients.fill(clients)
        for each in (self.finder, self.count):
            each.setVisible(bool(clients))
        self._typed(self.finder.text())
        if not clients:
            self.shown = None
            self._wipe()
            self.stack.setCurrentWidget(self.nobody)
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)
        recent = max(clients, key=lambda each: each.last_at.timestamp() if each.last_at is not None else 0.0)
        there = wanted if any(each.id == wanted for each in clients) else recent.id
        if not self.list.choose(there):
            self._chosen(there)

    def _typed(self, text: str) -> None:
        """As one types: the clients who could be meant."""
        shown = self.list.clients.look_for(text)
        whole = self.list.clients.whole
        if not text.strip():
            if self.shown is not None and not self.list.current:
                self.list.choose(self.shown.id)
            one, many = self.tr("1 client"), self.tr("{n} clients")
            self.count.setText(one if whole == 1 else many.replace("{n}", str(whole)))
        else:
            text = self.tr("{n} of {all}").replace("{n}", str(shown)).replace("{all}", str(whole))
            self.count.setText(text if shown else self.tr("Nobody is called so"))
            self.list.choose_first()
            announce(self.finder, self.count.text())

    def _chosen(self, client_id: str) -> None:
        self.ask(lambda: self.services.overview.client(client_id), lambda view: self._show(view, client_id))

    def _show(self, view: ClientView, asked: str) -> None:
        if self.list.current not in ("", asked):
            return  # somebody else was chosen meanwhile
        self.shown = view.client
        self.title.setText(view.client.label)
        self.about.setText(self._about(view))
        self.goals.show_goals(view.goals)
        self.planned.show_planned(view.planned)
        self.sessions.sessions.fill(view.sessions, [each for goal in view.goals for each in goal_rows(goal)])
        self.sessions.scrollToTop()
        self.stack.setCurrentWidget(self.one)

    def _about(self, view: ClientView) -> str:
        if not view.count:
            return self.tr("No sessions yet")
        many = self.tr("1 session") if view.count == 1 else self.tr("{n} sessions").replace("{n}", str(view.count))
        called = [each for each in (view.client.called, view.client.pronouns) if each]
        return " · ".join([many, *called])

    def _fetch_more(self, after: SessionLine) -> None:
        if self.shown is not None:
            client_id = self.shown.id
            self.ask(lambda: self.services.overview.sessions(client_id=client_id, after=after),
                     self.sessions.sessions.append)  # fmt: skip

    def _again(self) -> None:
        if self.shown is not None:
            self._chosen(self.shown.id)

    # ---- acts ----------------------------------------------------------------------------------

    def _open(self, pressed: Row) -> None:
        if pressed.session is not None:
            self.opening.open(pressed.session)

    def _open_planned(self) -> None:
        if self.planned.session_id:
            self.router.show_workspace(self.planned.session_id)

    def _new_session(self) -> None:
        if self.shown is not None:
            self.router.show_new_session("", self.shown.id)

    def _edit_goals(self) -> None:
        if self.shown is not None:
            goals_dialog.edit(self, self.shown.id, self._again)

    def _edit_terms(self) -> None:
        if self.shown is not None:
            client_terms.edit(self, self.shown, lambda _: self._again())

    def _rename(self) -> None:
        if self.shown is not None:
            RenameDialog(self, self.shown, lambda _: self.enter()).open()

    def _delete(self) -> None:
        if self.shown is not None:
            self.deleting.ask_client(self.shown.id)

    def _offer(self, session: SessionLine, at: QPoint) -> None:
        self.deleting.offer(session.id, at)

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("clients.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.sessions.chosen()
        for name, text, act in (
            ("rename", self.tr("&Rename…"), self._rename),
            ("terms", self.tr("Names and &medications…"), self._edit_terms),
            ("goals", self.tr("&Goals…"), self._edit_goals),
            ("delete", self.tr("&Delete the client…"), self._delete),
        ):
            if name == "delete":
                menu.addSeparator()
            made = menu.addAction(text)
            made.setObjectName(f"clients.{name}")
            made.triggered.connect(lambda _=False, a=act: a())
        if chosen is not None and chosen.session is not None:
            made = menu.addAction(self.tr("The &session that is chosen…"))
            made.setObjectName("clients.session")
            made.triggered.connect(lambda _=False: QTimer.singleShot(0, self, self._show_sessions_menu))
        self._menu = menu
        menu.destroyed.connect(self._forget_menu)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _show_sessions_menu(self) -> None:
        """Once this menu is gone: one that opens while another closes may go with it."""
        self.sessions.want_menu(self.sessions.currentIndex())

    def _forget_menu(self) -> None:
        self._menu = None
