"""From one doubtful place of the transcript to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.ui.announce import announce
from app.ui.context import Command
from app.ui.workspace.doubts import Place
from app.ui.workspace.player_bar import PlayerBar
from app.ui.workspace.transcript_view import TranscriptView

if TYPE_CHECKING:
    from app.ui.pages.workspace import WorkspacePage
    from app.ui.workspace.playing import Playing

BEFORE = 1.0
"""Seconds before a doubtful place from which it is played."""


class Doubting(QObject):
    """Knows which place is shown; places come and go as words are corrected."""

    def __init__(self, page: WorkspacePage, view: TranscriptView, bar: PlayerBar, playing: Playing) -> None:
        super().__init__(page)
        self._page, self._view, self._bar, self._playing = page, view, bar, playing
        self._last: Place | None = None  # the place shown last, also when it is gone
        bar.next.clicked.connect(lambda _=False: self.go(1))
        bar.before.clicked.connect(lambda _=False: self.go(-1))
        for keys, step in (("F7", 1), ("Shift+F7", -1)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda s=step: self.go(s))
        view.turns.replaced.connect(self._count)
        view.selectionModel().currentChanged.connect(self._elsewhere)

    def commands(self) -> list[Command]:
        """The ways from place to place."""
        some = bool(self._places())
        return [
            Command("player.next", self.tr("Next doubtful place"), lambda: self.go(1), "F7", some),
            Command("player.before", self.tr("Doubtful place before"), lambda: self.go(-1), "Shift+F7", some),
        ]

    def wipe(self) -> None:
        """Another session comes: it begins at its beginning."""
        self._last = None

    def _places(self) -> list[Place]:
        shown = self._page.left.currentWidget() is self._view
        return self._view.turns.places() if shown else []

    def _count(self) -> None:
        self._bar.show_doubts(len(self._view.turns.places()))

    def go(self, step: int) -> None:
        """Show the next place, or the one before; after the last comes the first."""
        places, turns = self._places(), self._view.turns
        if not places:
            return
        self._page.sides.show_side("transcript")
        self._view.commit_open()
        number = self._next(places, step)
        place = places[number]
        self._last = None  # choosing the row is no going elsewhere
        row = turns.place_row(place)
        if row < 0:
            return
        index = turns.index(row)
        self._view.choose(index)
        rect = self._view.visualRect(index)
        if rect.top() < 0 or rect.bottom() > self._view.viewport().height():
            self._view.scrollTo(index, TranscriptView.ScrollHint.PositionAtCenter)
        turns.show_place(place)
        self._last = place
        self._playing.ready(max(0.0, place.start - BEFORE))
        self._bar.show_doubts(len(places), number)
        said = self.tr("{n} of {count}").replace("{n}", str(number + 1)).replace("{count}", str(len(places)))
        announce(self._view, f"{turns.place_words(place)}. {said}")

    def _next(self, places: list[Place], step: int) -> int:
        """Which place comes next: after the one that was shown last, else after the row that keys act on."""
        if self._last in places:
            return (places.index(self._last) + step) % len(places)
        turns, current = self._view.turns, self._view.currentIndex()
        if self._last is not None:
            at = self._last.start
        elif current.isValid():
            at = turns.time_of(current.row()) - 0.01
        else:
            row = self._view.indexAt(self._view.viewport().rect().topLeft())
            at = turns.time_of(row.row()) - 0.01 if row.isValid() else 0.0
        later = [n for n, place in enumerate(places) if place.start > at]
        if step > 0:
            return later[0] if later else 0
        return (later[0] if later else len(places)) - 1

    def _elsewhere(self, now: QModelIndex, _before: QModelIndex) -> None:
        """Another row is chosen: the place is no longer the one that is looked at."""
        turns = self._view.turns
        if turns.place is not None and now.isValid() and now.row() != turns.place_row(turns.place):
            turns.show_place(None)
            self._last = None
            self._bar.show_doubts(len(turns.places()))
