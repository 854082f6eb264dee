"""Nudges in the workspace: looked for off the window's thread a moment after each change, shown beside the note."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.domain.note import NoteSentence, Origin
from app.domain.nudge import Act, Nudge
from app.ui import error_view, goals_dialog, nudge_words
from app.ui.operations import Lane
from app.ui.widgets import button
from app.ui.workspace.nudges_panel import NudgesPanel
from app.ui.workspace.parts import Content

if TYPE_CHECKING:
    from app.ui.pages.workspace import WorkspacePage

SETTLE_MS = 600


class Nudges(QObject):
    """Keeps the button and the panel of one workspace."""

    told = Signal()
    """Others were found, or none any more: see `found`."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self._content: Content | None = None
        self._asking = self._again = False
        self._counted = 0
        self.found: tuple[Nudge, ...] = ()
        """What was found last."""
        self.button = button("", "quiet", name="nudges.button", icon="info", size="small",
                             tip=self.tr("What a colleague might ask about this note (F9)"))  # fmt: skip
        self.button.setCheckable(True)
        self.button.clicked.connect(self.open)
        page.note_side.head.addWidget(self.button)
        self.panel = panel = NudgesPanel()
        panel.hide()
        page.sides.addWidget(panel)
        page.sides.setStretchFactor(2, 6)
        panel.closed.connect(lambda: self.open(False))
        panel.acted.connect(self._act)
        panel.set_aside.connect(self._set_aside)
        panel.bring_back.connect(self._bring_back)
        panel.goals_wanted.connect(self._goals)
        panel.again.clicked.connect(lambda _=False: self.look())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SETTLE_MS)
        self._later.timeout.connect(self.look)
        page.note.changed.connect(self._changed)
        page.deleting.goals_kept.connect(self.look)
        shortcut = QShortcut(QKeySequence("F9"), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)
        self._count(0)
        self.button.hide()

    # ---- showing -------------------------------------------------------------------------------

    def show_content(self, content: Content) -> None:
        """Another session, or the same one anew."""
        if self._content is None or self._content.session.id != content.session.id:
            self._wipe()
        self._content = content
        possible = content.note is not None and not content.note.signed
        self.button.setVisible(possible)
        if possible:
            self.look()
        else:
            self.open(False)

    def leave(self) -> None:
        """Take everything off the screen."""
        self._wipe()
        self._content = None
        self.open(False)
        self.button.hide()

    def _wipe(self) -> None:
        self._later.stop()
        self._asking = self._again = False
        self.panel.show_nudges((), 0)
        self._tell(())

    def _tell(self, found: Sequence[Nudge]) -> None:
        self.found = tuple(found)
        self._count(len(self.found))
        self.told.emit()

    def open(self, on: bool) -> None:
        """Open or close the panel."""
        closing = not on and self.panel.isVisible()
        self.button.setChecked(on)
        self._count()
        self.panel.setVisible(on)
        self._page.sides.show_panel(on)
        if on:
            self.panel.begin()
        elif closing and self.button.isVisible():
            self.button.setFocus()

    def toggle(self) -> None:
        """Open the panel, or close it."""
        if self.button.isVisible():
            self.open(not self.button.isChecked())

    def _count(self, count: int | None = None) -> None:
        """Say how many there are: on the button, or, while the panel is open, at its head alone."""
        self._counted = self._counted if count is None else count
        self.button.setText("" if self.button.isChecked() else nudge_words.counted(self._counted))
        self.button.setAccessibleName(nudge_words.told(self._counted))

    # ---- looking -------------------------------------------------------------------------------

    def _changed(self) -> None:
        if self._content is not None:
            self._later.start()

    def look(self) -> None:
        """Look for nudges in the note as it is on the screen; what changes meanwhile is looked at afterwards."""
        self._later.stop()
        note = self._page.note.note()
        if self._content is None or note is None or note.signed:
            return
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        session_id = note.session_id

        def found(answer: tuple[list[Nudge], int]) -> None:
            if self._content is None or self._content.session.id != session_id:
                return
            self._asking = False
            self.panel.show_nudges(*answer)
            self._tell(answer[0])
            if self._again:
                self.look()

        def failed(error: Exception) -> None:
            error_view.note(error)  # a fault is logged by its type
            if self._content is None or self._content.session.id != session_id:
                return
            self._asking = False
            self.panel.show_failure()
            self._tell(())

        nudges = self._page.services.nudges
        self._page.ask(lambda: nudges.find(note), found, failed, lane=Lane.NUDGES)

    # ---- what is done about them ---------------------------------------------------------------

    def _act(self, nudge: Nudge) -> None:
        place, note = nudge.place, self._page.note
        if nudge.act is not Act.GOALS and self._page.sides.alone:
            self.open(False)  # else what it leads to would be behind it
        self._page.sides.show_side("note")
        if nudge.act is Act.GOALS:
            self._goals()
        elif nudge.act is Act.GO and place.sentence:
            note.go_to(place.sentence)
        elif nudge.act is Act.GO:
            self._show_turn(place.turn)
        elif nudge.act is Act.REWORD:
            note.reword(place.sentence, nudge.text)
        elif nudge.act is Act.ADD:
            note.begin_sentence(place.section, nudge.text)
        else:
            made = NoteSentence(uuid.uuid4().hex[:12], place.section, nudge.text, Origin.QUOTATION)
            note.put_in(made.to_check())

    def do_first(self, rule: str) -> None:
        """Do what the first nudge of a rule offers, if there is one."""
        first = next((each for each in self.found if each.rule == rule), None)
        if first is not None:
            self._act(first)

    def _show_turn(self, turn: int) -> None:
        transcript = self._page.sides.widget(0)
        if transcript is not None and transcript.isHidden():
            self.open(False)
        self._page.show_turn(turn)

    def _set_aside(self, nudge: Nudge) -> None:
        if self._content is not None:
            nudges, session_id = self._page.services.nudges, self._content.session.id
            self._page.ask(lambda: nudges.set_aside(session_id, nudge.key), lambda _: self.look())

    def _bring_back(self) -> None:
        if self._content is not None:
            nudges, session_id = self._page.services.nudges, self._content.session.id
            self._page.ask(lambda: nudges.bring_back(session_id), lambda _: self.look())

    def _goals(self) -> None:
        if self._content is not None:
            goals_dialog.edit(self._page, self._content.session.client_id, self.look)
