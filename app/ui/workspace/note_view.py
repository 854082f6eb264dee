"""The note: a card for each section, sentences that are edited freely, stored by themselves.

The view holds what the screen shows; `note()` builds the domain's Note from it. Changes are stored
a moment after the last one, and words that changed are checked again in the background.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.note import CheckResult, Note, NoteSentence, NoteTemplate, Origin
from app.domain.transcript import Transcript
from app.ui import theme, words
from app.ui.context import Context
from app.ui.error_view import describe
from app.ui.operations import Lane
from app.ui.pages.frame import scrolled
from app.ui.widgets import Banner, Card, button, clear, column, label, row
from app.ui.workspace.sentence_row import SentenceRow, in_order

SETTLE_MS = 700
SLICE_SECONDS = 0.02
"""How long the window may be busy with making rows before it looks at keys and mouse again."""


class SectionCard(Card):
    """One section: its title, its sentences, a button for another one."""

    def __init__(self, section_id: str, title: str, *, read_only: bool, drafted: bool) -> None:
        """`drafted`: whether Sotto writes into it at all."""
        super().__init__(gap=1, padding=4)
        self.section_id = section_id
        self.setObjectName(f"section.{section_id}")
        title_label = label(title, "heading")
        title_label.setContentsMargins(theme.space(2), 0, 0, 0)
        head = row(gap=2)
        head.addWidget(title_label)
        head.addStretch(1)
        self.redo = button(self.tr("Write this section again"), "link", name=f"section.{section_id}.redo",
                           icon="refresh", size="small")  # fmt: skip
        if read_only or not drafted:
            self.redo.hide()
        head.addWidget(self.redo)
        self.rows.addLayout(head)
        self.sentences = column(gap=1)
        self.rows.addLayout(self.sentences)
        self.empty = label(self.tr("Nothing here yet."), tone="muted")
        self.empty.setContentsMargins(theme.space(2), 0, 0, 0)
        self.rows.addWidget(self.empty)
        self.add = button(self.tr("Add a sentence"), "link", name=f"section.{section_id}.add", icon="plus")
        if read_only:  # never "show" what has no parent yet: it would be a window of its own for a moment
            self.add.hide()
        line_up = row(gap=0, margins=(1, 0, 0, 0))
        line_up.addWidget(self.add)
        line_up.addStretch(1)
        self.rows.addLayout(line_up)

    def all_rows(self) -> list[SentenceRow]:
        """The sentences in order."""
        found = (self.sentences.itemAt(i) for i in range(self.sentences.count()))
        return [w for item in found if item is not None and isinstance(w := item.widget(), SentenceRow)]


class NoteView(QWidget):
    """Shows and edits the note of a session."""

    evidence_wanted = Signal(object)
    changed = Signal()  # words, decisions or number of sentences
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
        self._dirty = False
        self._saving = False
        self._failed = False  # the last try to store; the banner says so
        self._waiters: list[Callable[[], None]] = []
        self._check_waiters: list[Callable[[], None]] = []
        self._queue: list[tuple[SectionCard, NoteSentence]] = []
        rows = column(self, gap=0)
        area, self._inner = scrolled("note.scroll", 760, gap=3, margins=(4, 4))
        self.area = area
        rows.addWidget(area, 1)
        foot = column(gap=0, margins=(4, 0, 4, 3))
        self.banner = Banner("note.banner")
        foot.addWidget(self.banner)
        rows.addLayout(foot)
        self._builder = QTimer(self)
        self._builder.setSingleShot(True)
        self._builder.setInterval(0)
        self._builder.timeout.connect(self._build)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._settled)

    # ---- showing -------------------------------------------------------------------------------

    def show_note(self, note: Note, template: NoteTemplate, transcript: Transcript | None) -> None:
        """Show a note in the order of its format; a signed one cannot be changed."""
        self.wipe()
        self._note, self._transcript = note, transcript
        self.banner.hide()
        known = [s.id for s in template.sections]
        drafted = {s.id for s in template.sections if not s.clinician_only and transcript is not None}
        if note.condensed:
            self._inner.addWidget(label(self._condensed_words(note), "caption", tone="muted", wrap=True,
                                        name="note.condensed"))  # fmt: skip
        extra = [s for s in dict.fromkeys(x.section for x in note.sentences) if s not in known]
        for section_id in [*known, *extra]:
            card = SectionCard(
                section_id, template.section_title(section_id), read_only=note.signed, drafted=section_id in drafted
            )
            card.redo.clicked.connect(lambda _=False, s=section_id: self.redo_wanted.emit(s))
            card.add.clicked.connect(lambda _=False, c=card: self._add(c, None))
            sentences = note.in_section(section_id)
            self._queue += [(card, sentence) for sentence in sentences]
            card.empty.setVisible(not sentences)
            self._cards.append(card)
            self._inner.addWidget(card)
        if note.signature is not None:
            self._inner.addWidget(self._signature_card(note))
        for addendum in note.addenda:
            card_ = Card(self.tr("Addendum"), gap=2, padding=5, name=f"addendum.{addendum.id}")
            card_.rows.addWidget(label(addendum.text, wrap=True))
            by = addendum.signature
            card_.rows.addWidget(label(self._by(by.name, by.credentials, words.moment_words(by.signed_at)), "caption",
                                       tone="muted", wrap=True))  # fmt: skip
            self._inner.addWidget(card_)
        self._inner.addStretch(1)
        self._build()

    def _condensed_words(self, note: Note) -> str:
        parts = ", ".join(f"{words.clock(start)} \u2013 {words.clock(end)}" for start, end in note.condensed)
        text = self.tr("The session was too long for the note model to hold. Of {parts} it had only short quotations: "
                       "look there for what the draft may lack.")  # fmt: skip
        return text.replace("{parts}", parts)

    def _build(self) -> None:
        """Make rows for a few milliseconds, then let the window answer, until all are made."""
        until = time.monotonic() + SLICE_SECONDS
        while self._queue and time.monotonic() < until:
            card, sentence = self._queue.pop(0)
            self._insert(card, sentence, card.sentences.count())
        if self._queue:
            self._builder.start()
        else:
            self._ask_checks()  # what was left before its check answered is asked for again

    def _signature_card(self, note: Note) -> Card:
        assert note.signature is not None
        by = note.signature
        card = Card(self.tr("Signed"), gap=2, padding=5, name="note.signature")
        card.rows.addWidget(label(by.meaning, wrap=True))
        card.rows.addWidget(
            label(self._by(by.name, by.credentials, words.moment_words(by.signed_at)), "strong", wrap=True)
        )
        return card

    @staticmethod
    def _by(name: str, credentials: str, when: str) -> str:
        return " · ".join(p for p in (", ".join(x for x in (name, credentials) if x), when) if p)

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
            self._touched()
        self._ask_checks()

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
            self._touched()
            self._ask_checks()

    def show_redo(self, section_id: str, *, possible: bool = True) -> None:
        """This section is being written again, "" for none; meanwhile nothing is changed by hand.

        `possible`: whether one may be begun.
        """
        for card in self._cards:
            writing = card.section_id == section_id
            card.redo.setEnabled(possible and not section_id)
            card.redo.setText(self.tr("Being written…") if writing else self.tr("Write this section again"))
            card.add.setEnabled(not section_id)
            for each in card.all_rows():
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
        self._touched()
        self._build()

    def wipe(self) -> None:
        """Take the note off the screen."""
        self._settle.stop()
        self._builder.stop()
        self._queue, self._check_waiters = [], []
        self._note, self._transcript, self._dirty, self._failed = None, None, False, False
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
        return self._dirty

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
        for each in self.rows():
            if each.sentence.needs_review:
                self.area.ensureWidgetVisible(each, 0, theme.space(12))
                each.keep.setFocus()
                return

    # ---- editing -------------------------------------------------------------------------------

    def _insert(self, card: SectionCard, sentence: NoteSentence, place: int) -> SentenceRow:
        made = SentenceRow(sentence, self._transcript, read_only=bool(self._note and self._note.signed))
        made.evidence_wanted.connect(self.evidence_wanted)
        made.edited.connect(self._edited)
        made.decided.connect(self._touched)
        made.check_wanted.connect(self._recheck_row)
        made.removed.connect(lambda r: self._remove(card, r))
        made.next_wanted.connect(lambda r: self._add(card, r))
        card.sentences.insertWidget(place, made)
        above = card.all_rows()[:place]
        in_order([above[-1].stops()[-1] if above else card.redo, *made.stops()])
        card.empty.hide()
        return made

    def _add(self, card: SectionCard, after: SentenceRow | None) -> None:
        fresh = NoteSentence(uuid.uuid4().hex[:12], card.section_id, "", Origin.CLINICIAN)
        place = card.sentences.indexOf(after) + 1 if after is not None else card.sentences.count()
        made = self._insert(card, fresh, place)
        made.text.setFocus()
        QTimer.singleShot(0, made, lambda: self.area.ensureWidgetVisible(made))

    def _remove(self, card: SectionCard, gone: SentenceRow) -> None:
        place, sentence = card.sentences.indexOf(gone), gone.sentence
        card.sentences.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        card.empty.setVisible(not card.all_rows())
        self._touched()
        if not sentence.text:
            return

        def undo() -> None:
            self._insert(card, sentence, min(place, card.sentences.count()))
            self.banner.hide()
            self._touched()

        self.banner.say(self.tr("Sentence removed."), "info", action=self.tr("Undo"), act=undo)

    def _edited(self, _: SentenceRow) -> None:
        if not self._failed:
            self.banner.hide()
        self._touched()

    def _recheck_row(self, which: SentenceRow) -> None:
        self._touched()
        self._check(which)

    def _touched(self, _: object = None) -> None:
        self._dirty = True
        self._settle.start()
        self.changed.emit()

    # ---- storing and checking ------------------------------------------------------------------

    def flush(self, done: Callable[[], None]) -> None:
        """Store what is not stored yet, then call `done`: also where it could not be stored, see `unsaved`."""
        self._settle.stop()
        self._waiters.append(done)
        self._settled()

    def when_checked(self, done: Callable[[], None]) -> None:
        """Once every check has answered and everything is stored, call `done`; not at all if the note is left."""
        self._check_waiters.append(done)
        self._ask_checks()
        self._tell_checked()

    def _tell_checked(self) -> None:
        if self.checking or not self._check_waiters:
            return
        waiters, self._check_waiters = self._check_waiters, []
        for each in waiters:
            self.flush(each)

    def _ask_checks(self) -> None:
        for each in self.rows():
            if each.checking:
                self._check(each)

    def _settled(self) -> None:
        self._ask_checks()
        if self._saving:
            return  # its answer goes on from here
        note = self.note()
        if not self._dirty or note is None or note.signed:
            self._tell_stored()
            return
        self._dirty, self._saving = False, True
        self._context.ops.run(self, lambda: self._context.services.notes.save(note), self._stored, self._not_stored)

    def _stored(self, stored: Note) -> None:
        self._saving = False
        if self._failed:
            self._failed = False
            self.banner.hide()
        if self._note is not None and stored.id == self._note.id:
            self._note = stored
        self.saved.emit(words.time_words(stored.updated_at) if stored.updated_at else "")
        if self._dirty:
            self._settled()
            return
        self._tell_stored()

    def _tell_stored(self) -> None:
        waiters, self._waiters = self._waiters, []
        for each in waiters:
            each()

    def _not_stored(self, error: Exception) -> None:
        if self._note is None:  # the page was left meanwhile
            self._saving = False
            self._tell_stored()
            self._context.ops.fail(self, error)
            return
        self._saving, self._dirty, self._failed = False, True, True
        text = describe(error)
        # Not the error's own word on what was lost: that speaks of what was stored before.
        lost = self.tr("What you changed in the note since it was last saved is not stored yet.")
        said = " ".join(part for part in (text.happened, lost, text.next_step) if part)
        self.banner.say(said, "danger", action=self.tr("Try again"), act=self._settled)
        self.save_failed.emit(self.tr("Not saved"))
        self._tell_stored()  # a window that cannot be locked would be worse

    def _check(self, which: SentenceRow) -> None:
        session_id, text = (self._note.session_id if self._note else ""), which.sentence.text
        if not session_id or which.asked:
            return
        which.asked, request = True, which.request

        def answered(result: CheckResult) -> None:
            if which.request == request and which.checking:
                which.take(result)
                self._touched()
                self._tell_checked()

        def failed(error: Exception) -> None:
            describe(error)  # a fault is logged by its type
            if which.request == request and which.checking:
                which.not_checked()
                self._touched()
                self._tell_checked()

        self._context.ops.run(
            which, lambda: self._context.services.notes.check(session_id, text), answered, failed, lane=Lane.CHECK
        )
