"""What stands on the screen of a note: its cards and rows, made a few at a time, gone to and found again.

What is done with them is the view's matter (`note_view`).
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.domain.note import Note, NoteSentence, NoteTemplate
from app.domain.review import Figures
from app.domain.transcript import Transcript
from app.ui import theme
from app.ui.pages.frame import scrolled
from app.ui.widgets import Banner, clear, column, label
from app.ui.workspace.doubts import places_of
from app.ui.workspace.note_end import addendum_card, condensed_words, figures_words, signature_card
from app.ui.workspace.section_card import SectionCard
from app.ui.workspace.sentence_row import SentenceRow, following

SLICE_SECONDS = 0.016
"""How long the window may be busy with making rows before it looks at keys and mouse again."""
FIRST_ROWS, MOST_ROWS = 4, 24
"""Rows that come into sight together, at first and later: each time all of the sheet is laid out."""


class NoteSheet(QWidget):
    """The cards of a note in a column that scrolls, and what can be asked of them."""

    pointed = Signal()
    """The mouse or the keys came to another sentence, or left: see `pointed_row`."""

    moved = Signal()
    """The rows stand elsewhere on the screen: scrolled, or laid out anew."""

    built = Signal()
    """Every row is there."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note.view")
        self._note: Note | None = None
        self._transcript: Transcript | None = None
        self._cards: list[SectionCard] = []
        self._queue: list[tuple[SectionCard, NoteSentence]] = []
        self._own_queue: list[SectionCard] = []  # the clinician's own fields, whose points are still to be made
        self._unseen: list[QWidget] = []  # made, and not in sight yet
        self._together = FIRST_ROWS
        self._template: NoteTemplate | None = None
        self._hovered: SentenceRow | None = None
        self._wanted = ""  # the sentence to go to once its row is there
        self._gone_to: SentenceRow | None = None
        self._sought = ""
        self._found: list[tuple[str, int, int]] = []  # id of a sentence, start and end in its text
        rows = column(self, gap=0)
        area, self._inner = scrolled("note.scroll", 760, gap=3, margins=(4, 4))
        self.area = area
        sheet = area.widget()
        assert sheet is not None
        sheet.setMinimumHeight(1)  # its height follows from its width: what wraps asks for too much otherwise
        rows.addWidget(area, 1)
        area.verticalScrollBar().valueChanged.connect(lambda _: self.moved.emit())
        area.verticalScrollBar().actionTriggered.connect(lambda _: self._scrolled())  # by hand alone
        self.banner = Banner("note.banner")
        self._foot = QWidget()
        column(self._foot, gap=0, margins=(4, 2, 4, 3)).addWidget(self.banner)
        self._foot.hide()
        rows.addWidget(self._foot)
        self.banner.installEventFilter(self)
        self._builder = QTimer(self)
        self._builder.setSingleShot(True)
        self._builder.setInterval(0)
        self._builder.timeout.connect(self._build)
        self._mover = QTimer(self)  # many parts are laid out at once, and it is told once
        self._mover.setSingleShot(True)
        self._mover.setInterval(0)
        self._mover.timeout.connect(self._stay)
        self._mover.timeout.connect(self.moved)
        sheet.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # ---- what the view adds to it --------------------------------------------------------------

    @abstractmethod
    def _insert(self, card: SectionCard, sentence: NoteSentence, place: int, *, seen: bool = True) -> SentenceRow:
        """Make a row and put it in; it is in sight at once, or when it is shown."""

    @abstractmethod
    def _make_own(self, card: SectionCard, template: NoteTemplate) -> None:
        """A section that is the clinician's alone: points to tick, and what was said."""

    @abstractmethod
    def _connect(self, card: SectionCard) -> None:
        """Say what the buttons of a card do."""

    @abstractmethod
    def _all_there(self) -> None:
        """Every row is there now."""

    # ---- showing -------------------------------------------------------------------------------

    def _show(self, note: Note, template: NoteTemplate, transcript: Transcript | None) -> None:
        """Show a note in the order of its format; a signed one cannot be changed."""
        self._note, self._transcript, self._template = note, transcript, template
        known = [s.id for s in template.sections]
        drafted = {s.id for s in template.sections if not s.clinician_only and transcript is not None}
        if note.condensed:
            self._inner.addWidget(label(condensed_words(note.condensed), "caption", tone="muted", wrap=True,
                                        name="note.condensed"))  # fmt: skip
        extra = [s for s in dict.fromkeys(x.section for x in note.sentences) if s not in known]
        for section_id in [*known, *extra]:
            card = SectionCard(
                section_id, template.section_title(section_id), read_only=note.signed, drafted=section_id in drafted
            )
            sentences = note.in_section(section_id)
            self._queue += [(card, sentence) for sentence in sentences]
            card.empty.setVisible(not sentences)
            if transcript is None and not note.signed:  # made from what the clinician wrote
                card.empty.setText(self.tr("Nothing in what you wrote."))
            self._cards.append(card)
            self._inner.addWidget(card)
            self._connect(card)
        own = {s.id for s in template.sections if s.clinician_only and not note.signed}
        self._own_queue = [card for card in self._cards if card.section_id in own]
        self._end = column(gap=3)
        self._inner.addLayout(self._end)
        if note.signature is not None:
            self._end.addWidget(signature_card(note.signature))
        for addendum in note.addenda:
            self._end.addWidget(addendum_card(addendum))
        self._inner.addStretch(1)
        self._together = FIRST_ROWS
        self._build()

    def _clear(self) -> None:
        """Take the note off the screen."""
        self._builder.stop()
        self._queue, self._own_queue, self._unseen, self._cards, self._found = [], [], [], [], []
        self._note, self._transcript = None, None
        self._hovered, self._wanted, self._gone_to = None, "", None
        self.banner.hide()
        clear(self._inner)
        self.pointed.emit()

    def _build(self) -> None:
        """Make rows for a few milliseconds, then let the window answer, until all are made."""
        until = time.monotonic() + SLICE_SECONDS
        self._still(True)
        while self._queue or self._own_queue:
            self._make_next()
            if time.monotonic() >= until:
                break
        enough = len(self._unseen) >= self._together or not (self._queue or self._own_queue)
        if enough:
            self._bring_up()
        self._still(False)
        if enough:
            self._settle()
        if self.building:
            self._builder.start()
            return
        for card in self._cards:
            card.tell()
        self._all_there()
        self.built.emit()
        if self._sought:
            self.find(self._sought)
        if self._wanted:
            self.go_to(self._wanted)

    def _make_next(self) -> None:
        """The next part from above: the points of a card before its sentences."""
        places = {card: place for place, card in enumerate(self._cards)}
        first = self._own_queue[0] if self._own_queue else None
        if first is not None and (not self._queue or places[first] <= places[self._queue[0][0]]):
            assert self._template is not None
            self._own_queue.pop(0)
            self._make_own(first, self._template)
            if first.own is not None:
                self._unseen.append(first.own)
            return
        card, sentence = self._queue.pop(0)
        self._unseen.append(self._insert(card, sentence, card.sentences.count(), seen=False))

    def _bring_up(self) -> None:
        """Show what was made: more each time, so that a long note is laid out a few times in all."""
        shown, self._unseen = self._unseen, []
        self._together = min(MOST_ROWS, 2 * self._together)
        for each in shown:
            each.show()

    def at_once(self, change: Callable[[], None]) -> None:
        """Change what stands on the sheet, and lay it out once."""
        self._still(True)
        change()
        self._still(False)
        self._settle()

    def _still(self, still: bool) -> None:
        """Nothing is laid out while rows are put in: each of them would have all the others placed anew."""
        for each in (self._inner, *(card.rows for card in self._cards)):
            each.setEnabled(not still)

    def _settle(self) -> None:
        """Give the sheet the height that its rows need before Qt lays them out: it would press all of them into the
        old height first, and place each of them twice."""
        sheet, port = self.area.widget(), self.area.viewport()
        if sheet is not None and port.width() > 1:
            sheet.resize(port.width(), max(port.height(), sheet.heightForWidth(port.width())))

    def show_figures(self, figures: Figures | None) -> None:
        """Under the signature: what became of the draft, for the clinician alone."""
        if self._note is None or self._note.signature is None or figures is None:
            return
        said = figures_words(figures)
        if said:
            self._end.insertWidget(1, label(said, "caption", tone="muted", wrap=True, name="note.figures"))

    # ---- what it holds -------------------------------------------------------------------------

    def rows(self) -> list[SentenceRow]:
        """Every sentence in order."""
        return [each for card in self._cards for each in card.all_rows()]

    def row_of(self, sentence_id: str) -> SentenceRow | None:
        """The row of a sentence, None where it is not there (any more, or yet)."""
        return next((each for each in self.rows() if each.sentence.id == sentence_id), None)

    def card_of(self, section_id: str) -> SectionCard | None:
        """The card of a section, None where there is none."""
        return next((card for card in self._cards if card.section_id == section_id), None)

    @property
    def building(self) -> bool:
        """Whether rows or points are still to be made or to be shown."""
        return bool(self._queue or self._own_queue or self._unseen)

    @property
    def to_review(self) -> int:
        """How many sentences still need a decision, those being checked included."""
        return sum(each.needs_review for each in self._sentences())

    @property
    def checking(self) -> bool:
        """Whether the check of a sentence is under way, or about to be."""
        return any(each.checking for each in self.rows()) or any(s.unchecked for _, s in self._queue)

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

    # ---- going there ---------------------------------------------------------------------------

    def reveal(self, section_id: str) -> None:
        """Scroll to a section."""
        card = self.card_of(section_id)
        self._gone_to = None
        if card is not None:
            QTimer.singleShot(0, card, lambda: self.area.ensureWidgetVisible(card))

    def begin_at(self, section_id: str) -> None:
        """Scroll to a section and give the keys to what begins a sentence there."""
        card = self.card_of(section_id)
        if card is not None:
            self.area.ensureWidgetVisible(card)
            (card.own.stops()[0] if card.own is not None and card.own.stops() else card.add).setFocus(
                Qt.FocusReason.ShortcutFocusReason
            )

    def go_to(self, sentence_id: str) -> None:
        """Scroll to a sentence and give it the keys, if it is there; once it is made, if it is still to be."""
        row = self.row_of(sentence_id)
        waits = row in self._unseen or any(sentence.id == sentence_id for _, sentence in self._queue)
        self._wanted = sentence_id if waits else ""
        if row is not None and not waits:
            self.area.ensureWidgetVisible(row, 0, theme.space(12))
            row.text.setFocus()
            self._gone_to = row

    def _stay(self) -> None:
        """Rows that were just made get their places later: a sentence that was gone to comes into sight then, and
        stays there until the keys leave it or somebody scrolls."""
        row, focused = self._gone_to, self.window().focusWidget()
        if row is None:
            return
        if isValid(row) and focused is not None and row.isAncestorOf(focused):
            self.area.ensureWidgetVisible(row, 0, theme.space(12))
        else:
            self._gone_to = None

    def _scrolled(self) -> None:
        self._gone_to = None

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

    # ---- finding words -------------------------------------------------------------------------

    def find(self, text: str) -> int:  # type: ignore[override]  # QWidget.find is for windows by number
        """Mark every place where these words stand, and say how many there are; "" takes the marks away.

        Case and accents do not count. Rows that are still to be made are looked into when all are there.
        """
        self._sought = text
        self._found = []
        for each in self.rows():
            places = places_of(each.words.toPlainText(), text) if text else []
            self._found += [(each.sentence.id, start, end) for start, end in places]
            each.words.mark(places)
        return len(self._found)

    def show_found(self, place: int) -> None:
        """Go to the n-th place that was found, counted from 0 from above; whoever has the keys keeps them."""
        if not 0 <= place < len(self._found):
            return
        sentence_id, start, _ = self._found[place]
        for each in self.rows():
            own = [(a, b) for found, a, b in self._found if found == each.sentence.id]
            if own:
                first = next(n for n, found in enumerate(self._found) if found[0] == each.sentence.id)
                each.words.mark(own, place - first if each.sentence.id == sentence_id else -1)
        row, sheet = self.row_of(sentence_id), self.area.widget()
        if row is not None and sheet is not None:
            words = row.words
            line = words.place_of(min(start, len(words.toPlainText())))
            at = words.mapTo(sheet, line.center())
            self._gone_to = None
            self.area.ensureVisible(at.x(), at.y(), 0, theme.space(24))

    # ---- the sentence that is pointed at -------------------------------------------------------

    @property
    def pointed_row(self) -> SentenceRow | None:
        """The sentence under the mouse, else the one that has the keys; None where neither is."""
        if self._hovered is not None:
            return self._hovered
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return None
        return next((each for each in self.rows() if each.isAncestorOf(focused)), None)

    def _pointed(self, row: SentenceRow, over: bool) -> None:
        if over or self._hovered is row:
            self._hovered = row if over else None
            self.pointed.emit()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if any(each is not None and self.isAncestorOf(each) for each in (old, new)):
            self.pointed.emit()

    def rect_of(self, row: SentenceRow) -> QRect:
        """Where a row stands, in the coordinates of `area.viewport()`; it may be out of sight."""
        port = self.area.viewport()
        return QRect(row.mapTo(port, row.rect().topLeft()), row.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sheet was laid out anew; the banner has room of its own only while it says something."""
        if watched is self.banner:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self._foot.setVisible(not self.banner.isHidden())
            return super().eventFilter(watched, event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and not self._mover.isActive():
            self._mover.start()
        return super().eventFilter(watched, event)
