"""The note: a card for each section, sentences that are edited freely, stored by themselves.

The view holds what the screen shows; `note()` builds the domain's Note from it. What is stored and checked, and when,
is the keeper's matter.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal

from app.domain.note import Note, NoteSentence, NoteTemplate, Origin
from app.domain.review import Decision
from app.domain.transcript import Transcript
from app.ui.announce import announce
from app.ui.context import Context
from app.ui.widgets import clear
from app.ui.workspace.note_history import NoteHistory
from app.ui.workspace.note_keeper import NoteKeeper
from app.ui.workspace.note_sheet import NoteSheet
from app.ui.workspace.own_fields import OwnFields
from app.ui.workspace.section_card import SectionCard
from app.ui.workspace.sentence_row import SentenceRow, in_order


class NoteView(NoteSheet):
    """Shows and edits the note of a session."""

    evidence_wanted = Signal(object)  # the evidence to play and show
    changed = Signal()  # words, decisions or number of sentences
    decided = Signal(str, object)  # the id of a marked sentence, and the Decision; None takes it back
    saved = Signal(str)  # what to say of it
    save_failed = Signal(str)
    redo_wanted = Signal(str)  # the section that is to be written again

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.history = NoteHistory(context.router, self)
        self.keeper = NoteKeeper(context, self, self)
        self.keeper.changed.connect(self.changed)
        self.keeper.stored.connect(self._stored)
        self.keeper.saved.connect(self.saved)
        self.keeper.save_failed.connect(self.save_failed)
        self._own = OwnFields(context, self, self.put_in, self.at_once)
        self._own.evidence_wanted.connect(self.evidence_wanted)

    # ---- showing -------------------------------------------------------------------------------

    def show_note(self, note: Note, template: NoteTemplate, transcript: Transcript | None) -> None:
        """Show a note in the order of its format; a signed one cannot be changed."""
        same = self._note is not None and self._note.session_id == note.session_id and not note.signed
        self._take_off()
        if not same:
            self.history.wipe()
        self._show(note, template, transcript)

    def _connect(self, card: SectionCard) -> None:
        card.redo.clicked.connect(lambda: self.redo_wanted.emit(card.section_id))
        card.add.clicked.connect(lambda: self._add(card, None))

    def _make_own(self, card: SectionCard, template: NoteTemplate) -> None:
        section = next((s for s in template.sections if s.id == card.section_id), None)
        if section is not None and self._note is not None:
            self._own.make(card, section, self._note.session_id, self._transcript)

    def _all_there(self) -> None:
        self.keeper.ask_checks()  # what was left before its check answered is asked for again

    def relabel(self, transcript: Transcript) -> None:
        """Speakers got other names: show the chips anew."""
        self._transcript = transcript
        for each in self.rows():
            each.relabel(transcript)

    def held(self) -> Note | None:
        """The note with every sentence on the screen, as it is this moment; None where it cannot be changed."""
        if self._note is None or self._note.signed:
            return None
        return replace(self._note, sentences=tuple(self._sentences()))

    def follow(self, held: Note, moved: Note) -> None:
        """The transcript was corrected: what was `held` before it is to be as `moved` now.

        What came to the screen meanwhile, and what is being checked, is asked anew: an answer may name turns by their
        old numbers. Words that were typed meanwhile stay.
        """
        if self._note is None or self._note.signed or held.id != self._note.id:
            return
        was = {s.id: (s, now) for s, now in zip(held.sentences, moved.sentences, strict=True)}

        def now(sentence: NoteSentence) -> NoteSentence:
            before, after = was.get(sentence.id, (None, sentence))
            if before == sentence:
                return after
            return sentence.to_check() if sentence.evidence else sentence

        self.history.transcript_moved()
        touched = bool(self._queue)
        self._queue = [(card, now(s)) for card, s in self._queue]
        for each in self.rows():
            after = now(each.sentence)
            if each.checking:
                each.check_anew()
            elif after != each.sentence:
                each.put(after)
                touched = True
        if touched:
            self.keeper.touched()
        self.keeper.ask_checks()

    def recheck(self, turns: frozenset[int] | None) -> None:
        """Turns have other words (None: every turn another speaker): what stands on them is checked again.

        So is what was not found so far: the correction may be what it lacked.
        """
        if self._note is None or self._note.signed:
            return

        def touched(sentence: NoteSentence) -> bool:
            moved = turns is None or any(e.turn in turns for e in sentence.evidence)
            return bool(sentence.text) and (moved or sentence.needs_review)

        self.history.transcript_moved()
        rows = [row for row in self.rows() if touched(row.sentence)]
        self._queue = [(card, s.to_check() if touched(s) else s) for card, s in self._queue]
        for each in rows:
            each.check_anew()
        if rows or self._queue:
            self.keeper.touched()
            self.keeper.ask_checks()

    def show_redo(self, section_id: str, *, possible: bool = True) -> None:
        """This section is being written again, "" for none; meanwhile nothing is changed by hand.

        `possible`: whether one may be begun.
        """
        self.history.held = bool(section_id)
        for card in self._cards:
            writing = card.section_id == section_id
            card.redo.setEnabled(possible and not section_id)
            card.redo.setText(self.tr("Being written…") if writing else self.tr("Write this section again"))
            card.add.setEnabled(not section_id)
            for each in (*card.all_rows(), *([card.own] if card.own is not None else [])):
                each.setEnabled(not section_id)

    def restore(self, note: Note) -> None:
        """Show what could not be stored before, and try again to store it."""
        if self._note is None or self._note.signed or (note.id, note.version) != (self._note.id, self._note.version):
            return
        kept = {card.section_id: [s for s in note.sentences if s.section == card.section_id] for card in self._cards}
        for card in self._cards:
            clear(card.sentences)
            card.empty.setVisible(not kept[card.section_id])
        self._unseen = []
        self._queue = [(card, sentence) for card in self._cards for sentence in kept[card.section_id]]
        self.keeper.touched()
        self._build()

    def wipe(self) -> None:
        """Take the note off the screen, and forget what could be taken back in it."""
        self._take_off()
        self.history.wipe()

    def _take_off(self) -> None:
        self.keeper.wipe()
        self._clear()

    @property
    def unsaved(self) -> bool:
        """Whether the screen holds what the vault does not."""
        return self.keeper.unsaved

    # ---- editing -------------------------------------------------------------------------------

    def reword(self, sentence_id: str, text: str) -> None:
        """Let a sentence read otherwise, as if it had been typed."""
        row = self.row_of(sentence_id)
        if row is not None:
            row.words.setPlainText(text)
            self.go_to(sentence_id)

    def begin_sentence(self, section_id: str, text: str = "") -> None:
        """A sentence of the clinician's own at the end of a section, begun with `text`, to be gone on with."""
        card = self.card_of(section_id)
        if card is not None:
            self._add(card, None)
            fresh = card.all_rows()[-1].text
            fresh.insertPlainText(text)

    def put_in(self, sentence: NoteSentence) -> None:
        """Put a complete sentence at the end of its section; it can be taken back."""
        card = self.card_of(sentence.section)
        if card is None:
            return
        made = self._insert(card, sentence, card.sentences.count())
        card.tell()
        self.keeper.touched()
        QTimer.singleShot(0, made, lambda: self.area.ensureWidgetVisible(made))

        def undo() -> bool:
            row, here = self.row_of(sentence.id), self.card_of(sentence.section)
            if row is None or here is None or row.sentence.text != sentence.text:
                return False
            self._take_out(here, row)
            return True

        self.history.did(undo)

    def _insert(self, card: SectionCard, sentence: NoteSentence, place: int, *, seen: bool = True) -> SentenceRow:
        made = SentenceRow(sentence, self._transcript, read_only=bool(self._note and self._note.signed))
        made.evidence_wanted.connect(self.evidence_wanted)
        made.edited.connect(self._edited)
        made.decided.connect(self._decided)
        made.check_wanted.connect(self._recheck_row)
        made.quotation_wanted.connect(self.keeper.quote)
        made.removed.connect(lambda r: self._remove(card, r))
        made.next_wanted.connect(lambda r: self._add(card, r))
        made.pointed.connect(self._pointed)
        made.changed_from.connect(self._changed_from)
        if not seen:
            made.hide()  # before it has a parent: that would show it
        card.sentences.insertWidget(place, made)
        in_order([card.before(place), *made.stops()])
        card.empty.hide()
        return made

    def _add(self, card: SectionCard, after: SentenceRow | None) -> None:
        fresh = NoteSentence(uuid.uuid4().hex[:12], card.section_id, "", Origin.CLINICIAN)
        place = card.sentences.indexOf(after) + 1 if after is not None else card.sentences.count()
        made = self._insert(card, fresh, place)
        made.text.setFocus()
        QTimer.singleShot(0, made, lambda: self.area.ensureWidgetVisible(made))

    def _take_out(self, card: SectionCard, gone: SentenceRow) -> None:
        card.sentences.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        if self._hovered is gone:
            self._pointed(gone, False)
        card.tell()
        if gone.sentence.needs_review:
            self.decided.emit(gone.sentence.id, Decision.DELETED)
        self.keeper.touched()

    def _remove(self, card: SectionCard, gone: SentenceRow) -> None:
        place, sentence, rows = card.sentences.indexOf(gone), gone.sentence, card.all_rows()
        focused = self.window().focusWidget()
        held = focused is not None and gone.isAncestorOf(focused)
        self._take_out(card, gone)
        if held:  # the keys do not fall back to the beginning of the page
            near = rows[place + 1] if place + 1 < len(rows) else rows[place - 1] if place else None
            (near.text if near is not None else card.add).setFocus()
        if not sentence.text:
            return
        back = self.history.kept([sentence])

        def undo() -> bool:
            here = self.card_of(sentence.section)
            if here is None or self._signed or self.row_of(sentence.id) is not None:
                return False
            self._put_back(here, back(), place)
            return True

        self.history.did(undo, self.tr("Sentence removed."), self.tr("Undo"))

    def _put_back(self, card: SectionCard, sentences: Sequence[NoteSentence], place: int) -> None:
        """Sentences that were there before, at their place."""
        for n, each in enumerate(sentences):
            made = self._insert(card, each, min(place + n, card.sentences.count()))
            if each.needs_review:
                self.decided.emit(each.id, None)
            QTimer.singleShot(0, made, lambda m=made: self.area.ensureWidgetVisible(m))
        card.tell()
        self.keeper.touched()
        self.keeper.ask_checks()
        announce(self, self.tr("Taken back."))

    def _changed_from(self, which: SentenceRow, before: NoteSentence) -> None:
        """A sentence was kept or replaced: it can be as it was before, as long as it reads as it does now."""
        after, back = which.sentence, self.history.kept([before])

        def undo() -> bool:
            row = self.row_of(after.id)
            if row is None or self._signed or row.sentence.text != after.text or row.sentence.kept != after.kept:
                return False
            row.take_back(back()[0])
            self.decided.emit(after.id, None)
            self.keeper.touched()
            self.keeper.ask_checks()
            row.text.setFocus()
            announce(self, self.tr("Taken back."))
            return True

        replaced = before.text != after.text
        said = self.tr("The quotation stands in the sentence’s place.") if replaced else ""
        self.history.did(undo, said, self.tr("Undo"))

    def section_redone(self, section_id: str, before: Sequence[NoteSentence]) -> None:
        """A section was written again: what stood there can come back."""
        back = self.history.kept(before)

        def undo() -> bool:
            card = self.card_of(section_id)
            if card is None or self._signed or self.building:
                return False
            for row in card.all_rows():
                self._take_out(card, row)
            self._put_back(card, back(), 0)
            return True

        self.history.did(undo, self.tr("The section is written again."), self.tr("Undo"))

    def take_back(self) -> bool:
        """Take the last thing back that was done by a button; False where there is none."""
        return self.history.take_back()

    @property
    def _signed(self) -> bool:
        return self._note is None or self._note.signed

    def _edited(self, _: SentenceRow) -> None:
        if not self.keeper.failed:
            self.banner.hide()
        self.keeper.touched()

    def _decided(self, which: SentenceRow, decision: str) -> None:
        self.decided.emit(which.sentence.id, Decision(decision))
        self.keeper.touched()

    def _recheck_row(self, which: SentenceRow) -> None:
        self.keeper.touched()
        self.keeper.check(which)

    # ---- storing and checking ------------------------------------------------------------------

    def _stored(self, stored: Note) -> None:
        if self._note is not None and stored.id == self._note.id:
            self._note = stored

    def flush(self, done: Callable[[], None]) -> None:
        """See `NoteKeeper.flush`."""
        self.keeper.flush(done)

    def when_checked(self, done: Callable[[], None]) -> None:
        """See `NoteKeeper.when_checked`."""
        self.keeper.when_checked(done)
