"""What is between a note and its signature: looked at after each change, said at the foot, and gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.note import Note, NoteTemplate
from app.ui.workspace.checklist import Checklist, Item

if TYPE_CHECKING:
    from app.ui.pages.workspace import WorkspacePage

TIMES = "times"
"""The nudge that the note tells no beginning and end of the session."""


def empty_sections(note: Note, template: NoteTemplate) -> list[str]:
    """The ids of the sections that the format requires and in which nothing stands, in order."""
    filled = {each.section for each in note.sentences if each.text.strip()}
    return [each.id for each in template.sections if each.required and each.id not in filled]


class Readiness(QObject):
    """Keeps the checklist of one workspace."""

    def __init__(self, page: WorkspacePage) -> None:
        super().__init__(page)
        self._page = page
        self.list = Checklist()
        self.list.wanted.connect(self._go)
        self._empty: list[str] = []
        self._last = ""
        page.note.changed.connect(self.look)
        page.note.built.connect(self.look)
        page.nudges.told.connect(self.look)

    def wipe(self) -> None:
        """The note is left."""
        self._empty, self._last = [], ""
        self.list.wipe()

    def look(self) -> None:
        """Say what is left in the note as it stands on the screen."""
        content, note = self._page.content, self._page.note.note()
        if content is None or note is None or note.signed:
            self.wipe()
            return
        self._empty = empty_sections(note, content.template)
        self.list.say([*self._decide(), *self._sections(content.template), *self._rest(content.named)])
        self.list.show()

    def _decide(self) -> list[Item]:
        count = self._page.note.to_review
        if not count:
            return []
        said = self.tr("1 sentence to decide") if count == 1 else self.tr("{n} sentences to decide")
        return [Item("decide", said.replace("{n}", str(count)), self.tr("Go to the next one (F8)"), must=True)]

    def _sections(self, template: NoteTemplate) -> list[Item]:
        if not self._empty:
            return []
        if len(self._empty) == 1:
            said = self.tr("{section} is empty").replace("{section}", template.section_title(self._empty[0]))
        else:
            said = self.tr("{n} sections are empty").replace("{n}", str(len(self._empty)))
        return [Item("section", said, self.tr("Go to the section"))]

    def _rest(self, named: bool) -> list[Item]:
        found: list[Item] = []
        nudges = self._page.nudges.found
        if any(each.rule == TIMES for each in nudges):
            found.append(Item(TIMES, self.tr("Times are missing"), self.tr("Write when the session began and ended")))
        others = sum(each.rule != TIMES for each in nudges)
        if others:
            said = self.tr("1 nudge") if others == 1 else self.tr("{n} nudges").replace("{n}", str(others))
            found.append(Item("nudges", said, self.tr("What a colleague might ask about this note (F9)")))
        if not named:
            found.append(Item("name", self.tr("Your name is missing"), self.tr("Add it in the settings")))
        return found

    def _go(self, key: str) -> None:
        """Go to what was pressed."""
        page = self._page
        page.sides.show_side("note")
        if key == "decide":
            page.note.show_next_problem()
        elif key == "section" and self._empty:
            at = self._empty.index(self._last) + 1 if self._last in self._empty else 0
            self._last = self._empty[at % len(self._empty)]  # pressed again, it goes on to the next
            page.note.begin_at(self._last)
        elif key == TIMES:
            page.nudges.do_first(TIMES)
        elif key == "nudges":
            page.nudges.open(True)
        elif key == "name":
            page.router.show_settings()
