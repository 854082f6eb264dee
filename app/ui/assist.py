"""What helps everywhere in the window: the command palette, the search, and the help of the page that is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from app.domain.overview import ClientLine, SessionLine
from app.domain.session import SessionState
from app.ui import words
from app.ui.context import Command, Page
from app.ui.dialog_help import DialogHelp
from app.ui.help_dialog import HelpDialog
from app.ui.navigation import PLACES, place_words
from app.ui.palette import Palette
from app.ui.palette_entries import Entry, Group

if TYPE_CHECKING:
    from app.ui.window import Window

PALETTE, SEARCH, HELP, KEYS, NEW = "Ctrl+K", "Ctrl+Shift+F", "F1", "Shift+F1", "Ctrl+N"
SESSIONS = 200
"""The newest sessions that the palette knows; older ones are found by the search."""
_CLOSED = ("unlock", "firstRun")
"""Pages before the vault is open, or while it is being set up."""
_OWN_NEW = ("today", "clients")
"""Pages whose own button for a new session has the key."""
_KINDS = ("", "primary", "quiet", "danger", "link")
"""Kinds of buttons that do something; the others choose."""


class Taken(QObject):
    """Keys of the window that text fields would keep for themselves: on X11, Ctrl+K cuts the rest of a line."""

    def __init__(self, app: QApplication, parent: QObject, keys: tuple[str, ...]) -> None:
        super().__init__(parent)
        self._keys = [QKeySequence(each) for each in keys]
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a text field from claiming such a key; it then is the window's."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        taken = QKeySequence(event.keyCombination()) in self._keys
        if taken:
            event.ignore()
        return taken


def buttons_of(page: Page) -> list[Command]:
    """What a page can do that names no commands of its own: its buttons in sight. Of those that are called the same,
    one for each row of a list, none: nobody could tell which is meant."""
    found = [
        each for each in page.findChildren(QPushButton)
        if each.isVisible() and each.isEnabled() and each.text() and each.property("kind") in _KINDS
    ]  # fmt: skip
    names = Counter(each.accessibleName() or each.text() for each in found)
    return [
        Command(each.objectName(), name, each.click, each.shortcut().toString())
        for each in found
        if names[name := each.accessibleName() or each.text()] == 1
    ]


class Assist(QObject):
    """Holds the keys for all of it, and makes each when it is asked for."""

    opened = Signal(object)
    """The Palette that was opened; for tests."""

    def __init__(self, window: Window, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._new = QShortcut(QKeySequence(NEW), window)
        self._new.activated.connect(self.new_session)
        window.stack.currentChanged.connect(lambda _: self._new.setEnabled(window.page().objectName() not in _OWN_NEW))
        for keys, act in (
            (PALETTE, self.show_palette),
            (SEARCH, self.show_search),
            (HELP, self.show_help),
            (KEYS, self.show_keys),
        ):
            made = QShortcut(QKeySequence(keys), window)
            made.setObjectName(f"assist.{keys}")
            made.activated.connect(act)
        self._taken = Taken(app, self, (PALETTE, SEARCH))
        self._in_dialogs = DialogHelp(app, self, lambda: window.page().help_topic)
        window.navigation.by_name.connect(self.show_palette)
        window.locker.over.connect(self._locked)

    # ---- what may be done now ------------------------------------------------------------------

    @property
    def _open(self) -> bool:
        """Whether the vault stands open and nobody is locking it."""
        window = self._window
        return (
            window.services.vault.is_open
            and not window.locker.busy
            and window.page().objectName() not in _CLOSED
            and QApplication.activeModalWidget() is None
        )

    def _locked(self) -> None:
        if "search_page" in self._window.__dict__:
            self._window.search_page.forget()

    # ---- the palette ---------------------------------------------------------------------------

    def show_palette(self) -> None:
        """Offer what can be done on this page, and where one can go. Nothing where the vault is not open.

        Where a client may be looking at the screen, no client and no session is offered.
        """
        window = self._window
        if not self._open or window.findChild(QDialog, "palette") is not None:
            return
        page = window.page()
        searched = self._search_entry if page.chrome else None
        palette = Palette(window, [*self._commands(page), *self._places(page)], searched)
        window.stack.currentChanged.connect(palette.put_away)
        palette.open()
        self.opened.emit(palette)
        if page.chrome:
            window.ops.run(palette, self._fetch, lambda found: palette.add(self._found(found)))

    def _commands(self, page: Page) -> list[Entry]:
        here = self.tr("On this page")
        generation = page.generation

        def act(name: str) -> None:
            """Do it if the page is still there as it was, and it still can be done: the palette may stand open long."""
            if not self._open or self._window.page() is not page or page.generation != generation:
                return
            for each in page.commands() or buttons_of(page):
                if each.name == name and each.enabled:
                    each.act()
                    return

        return [
            Entry(Group.COMMAND, each.name, each.words, partial(act, each.name), here, each.keys, enabled=each.enabled)
            for each in page.commands() or buttons_of(page)
        ]

    def _places(self, page: Page) -> list[Entry]:
        window = self._window
        go = self.tr("Go there")

        def place(name: str, title: str, keys: str = "", also: str = "") -> Entry:
            return Entry(Group.PLACE, f"go.{name}", title, lambda: window.navigate(name), go, keys, also)

        helped = [
            Entry(Group.PLACE, "help.page", self.tr("Help for this page"), self.show_help, keys=HELP),
            Entry(Group.PLACE, "help.keys", self.tr("All keys"), self.show_keys, keys=KEYS,
                  also=self.tr("shortcuts keyboard")),
            Entry(Group.PLACE, "lock", self.tr("Lock Sotto"), window.lock, keys="Ctrl+L"),
        ]  # fmt: skip
        if not page.chrome:
            return helped
        titles = place_words()
        new = (
            [
                Entry(
                    Group.PLACE,
                    "session.new",
                    self.tr("New session"),
                    window.show_new_session,
                    go,
                    NEW,
                    also=self.tr("record import write"),
                ),
            ]
            if page.objectName() != "today"
            else []
        )  # there it is a command of the page
        return [
            *new,
            *(place(name, titles[name], f"Ctrl+{n}") for n, name in enumerate(PLACES, 1)),
            place("audit", self.tr("Audit trail"), also=self.tr("who did what when")),
            place("templates", self.tr("Note formats"), also=self.tr("templates")),
            *helped,
        ]  # fmt: skip

    def _fetch(self) -> tuple[list[ClientLine], tuple[SessionLine, ...]]:
        overview = self._window.services.overview
        return overview.clients(), overview.sessions(most=SESSIONS).lines

    def _found(self, found: tuple[list[ClientLine], tuple[SessionLine, ...]]) -> list[Entry]:
        clients, sessions = found
        titles = self.tr("Client"), self.tr("Session")

        def client(each: ClientLine) -> Entry:
            return Entry(Group.CLIENT, f"client.{each.id}", each.label, lambda: self._window.show_client(each.id),
                         titles[0])  # fmt: skip

        def session(each: SessionLine) -> Entry:
            when = f"{words.day_words(words.local(each.started_at).date())}, {words.time_words(each.started_at)}"
            return Entry(Group.SESSION, f"session.{each.id}", f"{each.client}, {when}",
                         lambda: self._open_session(each), titles[1])  # fmt: skip

        return [*map(client, clients), *map(session, sessions)]

    def _open_session(self, line: SessionLine) -> None:
        """Where such a session is gone on with; what must be asked before is asked on the home page."""
        window = self._window
        if line.state is SessionState.INTERRUPTED:
            today = window.today_page
            window.leave_to(today, lambda: QTimer.singleShot(0, today, lambda: today.opening.open(line)))
        else:
            window.today_page.opening.open(line)

    def _search_entry(self, typed: str) -> Entry:
        text = self.tr("Search everything for “{words}”").replace("{words}", typed)
        return Entry(Group.SEARCH, "search", text, lambda: self._window.show_search(typed), keys=SEARCH)

    def new_session(self) -> None:
        """A new session, from any page whose own button does not have this key."""
        if self._open and self._window.page().chrome:
            self._window.show_new_session()

    # ---- search and help -----------------------------------------------------------------------

    def show_search(self) -> None:
        """The search, or its field where it is shown already."""
        window = self._window
        if not self._open or not window.page().chrome:
            return
        if window.page().objectName() == "search":
            window.search_page.anew()
        else:
            window.show_search()

    def show_help(self) -> None:
        """The help of the page that is shown."""
        self._help(self._window.page().help_topic)

    def show_keys(self) -> None:
        """All keys on one page."""
        self._help("keys")

    def _help(self, topic: str) -> None:
        """On the help page, with a way back; over a page that one must not be led away from, or where something is
        begun, in a dialog."""
        window = self._window
        page = window.page()
        if page.objectName() == "help":
            window.help_page.go_to("help" if topic != "keys" else topic)
        elif page.chrome and self._open and not page.half_done:
            window.help_page.come_from(self._way_back(page))
            window.show_help(topic)
        elif QApplication.activeModalWidget() is None:
            HelpDialog(window, topic).open()

    def _way_back(self, page: Page) -> Callable[[], Any]:
        window = self._window
        if page.objectName() == "writing":  # which forgets its session when it is left
            session_id = window.writing_page.session_id
            return lambda: window.show_writing(session_id)
        return lambda: window.leave_to(page)
