"""The sections that are the clinician's alone: what is ticked goes into the note, what was said stands beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.note import NoteSentence, Origin, Section
from app.domain.transcript import Transcript
from app.ui.context import Context
from app.ui.operations import Lane
from app.ui.workspace.section_card import OwnPart, SectionCard, point_id, point_text
from app.ui.workspace.sentence_row import in_order


class OwnFields(QObject):
    """Makes such parts; `put_in` puts a complete sentence at the end of its section."""

    evidence_wanted = Signal(object)

    def __init__(
        self,
        context: Context,
        parent: QObject,
        put_in: Callable[[NoteSentence], None],
        at_once: Callable[[Callable[[], None]], None],
    ) -> None:
        """`at_once` changes the sheet, and has it laid out once."""
        super().__init__(parent)
        self._context = context
        self._put_in = put_in
        self._at_once = at_once

    def make(self, card: SectionCard, section: Section, session_id: str, transcript: Transcript | None) -> None:
        """Points to tick in a section; what was said of it comes a moment later."""
        own = card.make_own(section)
        own.ticked.connect(lambda point, on, c=card: self._tick(c, point, on=on))
        own.evidence_wanted.connect(self.evidence_wanted)
        own.use_wanted.connect(lambda quotation, c=card: self._use(c, quotation))
        if not section.topics or transcript is None:
            return

        def found(said: list[NoteSentence], own: OwnPart = own) -> None:
            self._at_once(lambda: own.show_said(said, transcript))
            in_order([card.redo, *own.stops(), *(r.text for r in card.all_rows()[:1])])

        notes = self._context.services.notes
        self._context.ops.run(own, lambda: notes.said(session_id, section.id), found, lane=Lane.CHECK)

    def _tick(self, card: SectionCard, point: str, *, on: bool) -> None:
        """A point of the checklist is the clinician's own statement: put it into the note, or take it out."""
        wanted = point_id(card.section_id, point)
        there = next((r for r in card.all_rows() if r.sentence.id == wanted), None)
        if on and there is None:
            self._put_in(NoteSentence(wanted, card.section_id, point_text(point), Origin.CLINICIAN, kept=True))
        elif not on and there is not None:
            there.removed.emit(there)

    def _use(self, card: SectionCard, quotation: NoteSentence) -> None:
        """What was said, put into the note because the clinician wants it there; once."""
        if all(each.sentence.text != quotation.text for each in card.all_rows()):
            self._put_in(quotation)
