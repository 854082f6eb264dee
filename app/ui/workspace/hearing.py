"""The transcript side as a whole: list, timeline, sound, what is in doubt, and what is sought, kept together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.domain.session import Session
from app.ui.context import Command
from app.ui.operations import Lane
from app.ui.workspace.doubting import Doubting
from app.ui.workspace.finding import Finding
from app.ui.workspace.parts import Content
from app.ui.workspace.playing import Playing
from app.ui.workspace.timeline import Point, Sign

if TYPE_CHECKING:
    from app.notes.nudges.spoken import Spoken
    from app.ui.pages.workspace import WorkspacePage


class Hearing(QObject):
    """What the page tells the transcript side, and what that side can do."""

    def __init__(self, page: WorkspacePage) -> None:
        """The page has made its `transcript`, `timeline` and `player`."""
        super().__init__(page)
        self._page = page
        self._view, self._timeline, self._bar = page.transcript, page.timeline, page.player
        self.playing = Playing(page.context, self._view, self._timeline, self._bar)
        self.doubting = Doubting(page, self._view, self._bar, self.playing)
        self.finding = Finding(page)
        self._session: Session | None = None
        self._safety: list[Point] = []
        self._pictured: tuple[object, ...] = ()  # what the timeline shows
        self._view.turns.replaced.connect(self._again)
        self._view.moved.connect(self._seen)
        for command in self.playing.commands():
            shortcut = QShortcut(QKeySequence(command.keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(command.act)

    def commands(self) -> list[Command]:
        """Everything of this side that can be done by key."""
        return [*self.playing.commands(), *self.doubting.commands(), *self.finding.commands()]

    def show_content(self, content: Content, *, written: bool) -> None:
        """Show the sound and the picture of a session whose turns the list shows already.

        `written`: there is no transcript to show, only what was typed.
        """
        same = self._session is not None and self._session.id == content.session.id
        self._session = None if written else content.session
        if not same:
            self._safety = []
        self.playing.open(content.session)
        if written:
            self._timeline.wipe()
            self._bar.hide()
        else:
            self._again()

    def wipe(self) -> None:
        """The page is left: silence, and nothing of the session stays."""
        self._session, self._safety, self._pictured = None, [], ()
        self.finding.wipe()
        self.doubting.wipe()
        self.playing.close()
        self._timeline.wipe()

    def _again(self) -> None:
        """The turns are other ones, or somebody else's."""
        session, turns = self._session, self._view.turns
        if session is None or not turns.transcript.turns:
            return
        wanted = (session, turns.transcript, turns.stretches)
        if self._pictured and all(new is old for new, old in zip(wanted, self._pictured, strict=True)):
            return  # only what may have been meant is new
        self._pictured = wanted
        self._timeline.show_session(turns.transcript, turns.stretches, self._points(), session.duration)
        self._seen()
        shown, page = turns.transcript, self._page

        def found(spoken: list[Spoken]) -> None:
            if shown is self._view.turns.transcript:
                self._safety = [Point(Sign.SAFETY, each.at, each.text) for each in spoken]
                self._timeline.show_points(self._points())

        page.ask(lambda: page.services.nudges.spoken_of(shown), found, lane=Lane.CHECK)

    def _points(self) -> list[Point]:
        marks = self._session.marks if self._session is not None else ()
        return [*(Point(Sign.MARK, mark.at) for mark in marks), *self._safety]

    def _seen(self) -> None:
        """Which part of the session the list shows."""
        turns, view = self._view.turns, self._view.viewport().rect()
        first, last = self._view.indexAt(view.topLeft()), self._view.indexAt(view.bottomLeft())
        if first.isValid():
            until = turns.end_of(last.row() if last.isValid() else turns.rowCount() - 1)
            self._timeline.show_seen(turns.time_of(first.row()), until)
