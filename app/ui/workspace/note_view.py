"""The note: a card for each section, sentences that are edited freely, stored by themselves.

The view holds what the screen shows; `note()` builds the domain's Note from it. What is stored and checked, and when,
is the keeper's matter.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.note import Note, NoteSentence, NoteTemplate, Origin
from app.domain.review import Decision, Figures
from app.domain.transcript import Transcript
from app.ui import theme
from app.ui.context import Context
from app.ui.pages.frame import scrolled
from app.ui.widgets import Banner, clear, column, label
from app.ui.workspace.note_end import addendum_card, condensed_words, figures_words, signature_card
from app.ui.workspace.note_keeper import NoteKeeper
from app.ui.workspace.own_fields import OwnFields
from app.ui.workspace.section_card import SectionCard
from app.ui.workspace.sentence_row import SentenceRow, following, in_order

SLICE_SECONDS = 0.02
"""How long the window may be busy with making rows before it looks at keys and mouse again."""


class NoteView(QWidget):
    """Shows and edits the note of a session."""

    evidence_wanted = Signal(object)  # the evidence to play and show
    changed = Signal()  # words, decisions or number of sentences
    decided = Signal(str, object)  # the id of a marked sentence, and the Decision; None takes it back
    saved = Signal(str)  # what to say of it
    save_failed = Signal(str)
    redo_wanted = Signal(str)  # the section that is to be written again

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("note.view")
        self._context = context
        self._note: Note | None = None
        self._transcript: Transcript | None = None
        self._cards: list[SectionCard] = []
        self._queue: list[tuple[SectionCard, NoteSentence]] = []
        rows = column(self, gap=0)
        area, self._inner = scrolled("note.scroll", 760, gap=3, margins=(4, 4))
        self.area = area
        sheet = area.widget()
        assert sheet is not None
        sheet.setMinimumHeight(1)  # its height follows from its width: what wraps asks for too much otherwise
        rows.addWidget(area, 1)
        foot = column(gap=0, margins=(4, 0, 4, 3))
        self.banner = Banner("note.banner")
        foot.addWidget(self.banner)
        rows.addLayout(foot)
        self._builder = QTimer(self)
        self._builder.setSingleShot(True)
        self._builder.setInterval(0)
        self._builder.timeout.connect(self._build)
        self.keeper = NoteKeeper(context, self, self)
        self.keeper.changed.connect(self.changed)
        self.keeper.stored.connect(self._stored)
        self.keeper.saved.connect(self.saved)
        self.keeper.save_failed.connect(self.save_failed)
        self._own = OwnFields(context, self, self.put_in)
        self._own.evidence_wanted.connect(self.evidence_wanted)

    # ---- showing -------------------------------------------------------------------------------

    def show_note(self, note: Note, template: NoteTemplate, transcript: Transcript | None) -> None:
        """Show a note in the order of its format; a signed one cannot be changed."""
        self.wipe()
        self._note, self._transcript = note, transcript
        self.banner.hide()
        known = [s.id for s in template.sections]
        drafted = {s.id for s in template.sections if not s.clinician_only and transcript is not None}
        if note.condensed:
            self._inner.addWidget(label(condensed_words(note.condensed), "caption", tone="muted", wrap=True,
                                        name="note.condensed"))  # fmt: skip
        extra = [s for s in dict.fromkeys(x.section for x in note.sentences) if s not in known]
        sections = {s.id: s for s in template.sections}
        for section_id in [*known, *extra]:
            card = SectionCard(
                section_id, template.section_title(section_id), read_only=note.signed, drafted=section_id in drafted
            )
            card.redo.clicked.connect(lambda _=False, s=section_id: self.redo_wanted.emit(s))
            card.add.clicked.connect(lambda _=False, c=card: self._add(c, None))
            sentences = note.in_section(section_id)
            self._queue += [(card, sentence) for sentence in sentences]
            card.empty.setVisible(not sentences)
            if transcript is None and not note.signed:  # made from what the clinician wrote
                card.empty.setText(self.tr("Nothing in what you wrote."))
            self._cards.append(card)
            self._inner.addWidget(card)
            if section_id in sections and sections[section_id].clinician_only and not note.signed:
                self._own.make(card, sections[section_id], note.session_id, transcript)
        self._end = column(gap=3)
        self._inner.addLayout(self._end)
        if note.signature is not None:
            self._end.addWidget(signature_card(note.signature))
        for addendum in note.addenda:
            self._end.addWidget(addendum_card(addendum))
        self._inner.addStretch(1)
        self._build()

    def _build(self) -> None:
        """Make rows for a few milliseconds, then let the window answer, until all are made."""
        until = time.monotonic() + SLICE_SECONDS
        while self._queue and time.monotonic() < until:
            card, sentence = self._queue.pop(0)
            self._insert(card, sentence, card.sentences.count())
        if self._queue:
            self._builder.start()
        else:
            for card in self._cards:
                card.tell()
            self.keeper.ask_checks()  # what was left before its check answered is asked for again

    def show_figures(self, figures: Figures | None) -> None:
        """Under the signature: what became of the draft, for the clinician alone."""
        if self._note is None or self._note.signature is None or figures is None:
            return
        said = figures_words(figures)
        if said:
            self._end.insertWidget(1, label(said, "caption", tone="muted", wrap=True, name="note.figures"))

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
        for card in self._cards:
            writing = card.section_id == section_id
            card.redo.setEnabled(possible and not section_id)
            card.redo.setText(self.tr("Being written…") if writing else self.tr("Write this section again"))
            card.add.setEnabled(not section_id)
            for each in (*card.all_rows(), *([card.own] if card.own is not None else [])):
                each.setEnabled(not section_id)

    def reveal(self, section_id: str) -> None:
        """Scroll to a section."""
        for card in self._cards:
            if card.section_id == section_id:
                QTimer.singleShot(0, card, lambda c=card: self.area.ensureWidgetVisible(c))

    def restore(self, note: Note) -> None:
        """Show what could not be stored before, and try again to store it."""
        if self._note is None or self._note.signed or (note.id, note.version) != (self._note.id, self._note.version):
            return
        kept = {card.section_id: [s for s in note.sentences if s.section == card.section_id] for card in self._cards}
        for card in self._cards:
            clear(card.sentences)
            card.empty.setVisible(not kept[card.section_id])
        self._queue = [(card, sentence) for card in self._cards for sentence in kept[card.section_id]]
        self.keeper.touched()
        self._build()

    def wipe(self) -> None:
        """Take the note off the screen."""
        self.keeper.wipe()
        self._builder.stop()
        self._queue = []
        self._note, self._transcript = None, None
        self._cards = []
        self.banner.hide()
        clear(self._inner)

    # ---- what it holds -------------------------------------------------------------------------

    def rows(self) -> list[SentenceRow]:
        """Every sentence in order."""
        return [each for card in self._cards for each in card.all_rows()]

    @property
    def building(self) -> bool:
        """Whether rows are still to be made."""
        return bool(self._queue)

    @property
    def to_review(self) -> int:
        """How many sentences still need a decision, those being checked included."""
        return sum(each.needs_review for each in self._sentences())

    @property
    def checking(self) -> bool:
        """Whether the check of a sentence is under way, or about to be."""
        return any(each.checking for each in self.rows()) or any(s.unchecked for _, s in self._queue)

    @property
    def unsaved(self) -> bool:
        """Whether the screen holds what the vault does not."""
        return self.keeper.unsaved

    def note(self) -> Note | None:
        """The note as the screen shows it, without empty sentences."""
        if self._note is None:
            return None
        return replace(self._note, sentences=tuple(s for s in self._sentences() if s.text.strip()))

    def _sentences(self) -> list[NoteSentence]:
        """Every sentence in order, those included whose row is still to be made."""
        found: list[NoteSentence] = []
        for card in self._cards:
            found += [each.sentence for each in card.all_rows()]
            found += [sentence for waiting, sentence in self._queue if waiting is card]
        return found

    def show_first_problem(self) -> None:
        """Scroll to the first sentence that needs a decision."""
        self._go_to_problem(self._problems(), 0)

    def show_next_problem(self, step: int = 1) -> bool:
        """The next sentence to decide after the one that has the keys, from the end to the beginning again; -1 for
        the one before. False where none is left."""
        problems = self._problems()
        self._go_to_problem(problems, following(self.rows(), problems, self.window().focusWidget(), step))
        return bool(problems)

    def _problems(self) -> list[SentenceRow]:
        return [each for each in self.rows() if each.sentence.needs_review and not each.checking]

    def _go_to_problem(self, problems: list[SentenceRow], place: int) -> None:
        if place < len(problems):
            self.area.ensureWidgetVisible(problems[place], 0, theme.space(12))
            problems[place].begin_deciding()

    def go_to(self, sentence_id: str) -> None:
        """Scroll to a sentence and give it the keys, if it is there."""
        for each in self.rows():
            if each.sentence.id == sentence_id:
                self.area.ensureWidgetVisible(each, 0, theme.space(12))
                each.text.setFocus()

    # ---- editing -------------------------------------------------------------------------------

    def reword(self, sentence_id: str, text: str) -> None:
        """Let a sentence read otherwise, as if it had been typed."""
        for each in self.rows():
            if each.sentence.id == sentence_id:
                each.text.setPlainText(text)
                self.go_to(sentence_id)

    def begin_sentence(self, section_id: str, text: str = "") -> None:
        """A sentence of the clinician's own at the end of a section, begun with `text`, to be gone on with."""
        card = next((c for c in self._cards if c.section_id == section_id), None)
        if card is not None:
            self._add(card, None)
            fresh = card.all_rows()[-1].text
            fresh.insertPlainText(text)

    def put_in(self, sentence: NoteSentence) -> None:
        """Put a complete sentence at the end of its section."""
        for card in self._cards:
            if card.section_id == sentence.section:
                self._put_in(card, sentence)

    def _insert(self, card: SectionCard, sentence: NoteSentence, place: int) -> SentenceRow:
        made = SentenceRow(sentence, self._transcript, read_only=bool(self._note and self._note.signed))
        made.evidence_wanted.connect(self.evidence_wanted)
        made.edited.connect(self._edited)
        made.decided.connect(self._decided)
        made.check_wanted.connect(self._recheck_row)
        made.quotation_wanted.connect(self.keeper.quote)
        made.removed.connect(lambda r: self._remove(card, r))
        made.next_wanted.connect(lambda r: self._add(card, r))
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

    def _put_in(self, card: SectionCard, sentence: NoteSentence) -> None:
        """Put a sentence that is complete at the end of a section."""
        made = self._insert(card, sentence, card.sentences.count())
        card.tell()
        self.keeper.touched()
        QTimer.singleShot(0, made, lambda: self.area.ensureWidgetVisible(made))

    def _remove(self, card: SectionCard, gone: SentenceRow) -> None:
        place, sentence = card.sentences.indexOf(gone), gone.sentence
        card.sentences.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        card.tell()
        if sentence.needs_review:
            self.decided.emit(sentence.id, Decision.DELETED)
        self.keeper.touched()
        if not sentence.text:
            return

        def undo() -> None:
            self._insert(card, sentence, min(place, card.sentences.count()))
            card.tell()
            self.banner.hide()
            if sentence.needs_review:
                self.decided.emit(sentence.id, None)
            self.keeper.touched()

        self.banner.say(self.tr("Sentence removed."), "info", action=self.tr("Undo"), act=undo)

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
