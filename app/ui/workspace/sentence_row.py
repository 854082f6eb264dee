"""One sentence of a note: its words, where they come from, and what to do if nothing was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from app.domain.note import NOT_CHECKED, CheckResult, Evidence, NoteSentence, Origin, Source, Verdict
from app.domain.review import Decision
from app.domain.transcript import Transcript
from app.ui import icons, theme
from app.ui.widgets import button, chip, column, label, row, set_tone
from app.ui.workspace.evidence_chips import EvidenceChips
from app.ui.workspace.sentence_problem import ProblemPart
from app.ui.workspace.sentence_text import SentenceField, SentenceText


class SentenceRow(QFrame):
    """Shows and edits one sentence. `sentence` is always what the screen shows."""

    edited = Signal(object)  # the row: its words changed
    decided = Signal(object, str)  # the row, and the decision (`Decision`) taken on its marked sentence
    removed = Signal(object)
    next_wanted = Signal(object)
    check_wanted = Signal(object)  # the row: its words are to be checked once more
    quotation_wanted = Signal(object)  # the row: it is to be replaced by the session's own words
    evidence_wanted = Signal(object)  # the evidence that is to be played and shown
    pointed = Signal(object, bool)  # the row, and whether the mouse is over it now
    changed_from = Signal(object, object)  # the row, and the sentence as it stood before it was kept or replaced

    def __init__(self, sentence: NoteSentence, transcript: Transcript | None, *, read_only: bool) -> None:
        super().__init__()
        self.sentence = sentence
        self.checking = sentence.unchecked and not read_only
        self.asked = False
        self.request = 0
        """Counts what is to be checked: an answer to an earlier question is not taken."""
        self.linked: tuple[Evidence, ...] = ()
        """The places of the session that its chips lead to."""
        self._transcript = transcript
        self._read_only = read_only
        self._told = False
        """The check has answered for the clinician's own words since the row was made: that is worth a line."""
        self.setObjectName(f"sentence.{sentence.id}")
        self.setProperty("sentence", True)
        self.setProperty("tone", "")
        self._rows = rows = column(self, gap=0.5, margins=(1, 1, 1, 1.5))
        top = row(gap=1)
        self._words = SentenceText(f"sentence.{sentence.id}.text", sentence.text, read_only=read_only)
        self._words.changed.connect(self._typed)
        self._words.next_wanted.connect(lambda: self.next_wanted.emit(self))
        self._words.made.connect(lambda: in_order(self.stops()))
        top.addWidget(self._words, 1)
        self.remove = button("", "quiet", name=f"sentence.{sentence.id}.remove", size="small",
                             tip=self.tr("Remove this sentence"))  # fmt: skip
        icons.put(self.remove, "close", "muted", 14)
        self.remove.setFixedSize(theme.px(28), theme.px(40))  # level with the first line
        self.remove.setProperty("square", True)
        self.remove.clicked.connect(lambda: self.removed.emit(self))
        if read_only:
            self.remove.hide()
        top.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(top)
        self._origins = EvidenceChips(f"sentence.{sentence.id}")
        self._origins.wanted.connect(self.evidence_wanted)
        self._origins.changed.connect(lambda: in_order(self.stops()))
        rows.addWidget(self._origins)
        self._part: ProblemPart | None = None
        self._show_state()

    # ---- its parts -----------------------------------------------------------------------------------

    @property
    def text(self) -> SentenceText | SentenceField:
        """The words as they stand on the screen: painted, or the field that they are edited in."""
        return self._words.shown

    @property
    def words(self) -> SentenceText:
        """The place of the words, whether they are edited or not."""
        return self._words

    @property
    def problem(self) -> ProblemPart:
        """What is wrong and what can be done about it; made when it is first needed."""
        if self._part is None:
            self._part = made = ProblemPart(f"sentence.{self.sentence.id}")
            made.hide()
            made.again.clicked.connect(self._again)
            made.keep.clicked.connect(self._keep)
            made.edit.clicked.connect(self._begin_edit)
            made.quote.clicked.connect(lambda: self.quotation_wanted.emit(self))
            made.drop.clicked.connect(lambda: self.removed.emit(self))
            self._rows.addWidget(made)
        return self._part

    @property
    def mark(self) -> QLabel:
        """What is said of the sentence."""
        return self.problem.mark

    @property
    def reasons(self) -> QLabel:
        """Why it is said."""
        return self.problem.reasons

    @property
    def keep(self) -> QPushButton:
        """The button that keeps it as the clinician's own."""
        return self.problem.keep

    @property
    def quote(self) -> QPushButton:
        """The button that puts the session's own words in its place."""
        return self.problem.quote

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is over the sentence."""
        super().enterEvent(event)
        self.pointed.emit(self, True)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse has left it."""
        super().leaveEvent(event)
        self.pointed.emit(self, False)

    # ---- what the check says -----------------------------------------------------------------------

    def relabel(self, transcript: Transcript | None) -> None:
        """Speakers got other names or turns other words: show the chips anew where they say something else now."""
        before, self._transcript = self._transcript, transcript
        if self._named(before) != self._named(transcript):
            self._show_state()

    def _named(self, transcript: Transcript | None) -> list[str]:
        """Who speaks at each place that the sentence comes from, as the screen calls them."""
        turns = transcript.turns if transcript is not None else ()
        places = [each.turn for each in self.sentence.evidence]
        named = transcript.name_of if transcript is not None else str
        return [named(turns[turn].speaker) if turn < len(turns) else "" for turn in places]

    def take(self, result: CheckResult) -> None:
        """Take the answer of the evidence check for the words as they stand."""
        self.checking, self.asked = False, False
        s = replace(
            self.sentence,
            verdict=result.verdict,
            score=result.score,
            reasons=result.reasons,
            evidence=result.evidence,
            seal=result.seal,
        )
        if s.verdict is Verdict.SUPPORTED and s.origin is Origin.CLINICIAN:
            # Said today, and in the clinician's words: no observation of their own, nor taken from elsewhere.
            s = replace(s, kept=False, source=Source.SESSION)
        self.sentence, self._told = s, True
        self._show_state()

    def put(self, sentence: NoteSentence) -> None:
        """What the sentence stands on has moved; a quotation has its new words."""
        self.sentence = sentence
        if self._words.toPlainText().strip() != sentence.text:
            self._words.setPlainText(sentence.text)
        if sentence.unchecked and not self._read_only:
            self._wait_for_check()
        self._show_state()

    def not_checked(self) -> None:
        """The check could not be made: the sentence waits to be checked again or decided by hand."""
        self.checking, self.asked = False, False
        self.sentence, self._told = self.sentence.to_check(), True
        self._show_state()

    def check_anew(self) -> None:
        """What the sentence stands on has changed: its verdict and its quotes count no more."""
        self._wait_for_check()
        self._show_state()

    def _wait_for_check(self) -> None:
        self.sentence = self.sentence.to_check()
        self.checking, self.asked = bool(self.sentence.text), False
        self.request += 1

    def _again(self) -> None:
        self.check_anew()
        self.check_wanted.emit(self)

    # ---- what the clinician does ---------------------------------------------------------------------

    def _typed(self) -> None:
        text = self._words.toPlainText().strip()
        if text == self.sentence.text:
            return
        # A marked sentence stays marked until it is found or decided on: one letter more does not make it true. All
        # else that is typed is the clinician's own, and what the check says of it is for them to know.
        marked = self.sentence.needs_review
        self.sentence = replace(self.sentence, text=text, origin=Origin.CLINICIAN, kept=not marked)
        self._wait_for_check()
        self._show_state()
        if marked:
            self.decided.emit(self, Decision.EDITED.value)
        self.edited.emit(self)

    def _begin_edit(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def _keep(self) -> None:
        s = self.sentence
        self.sentence = replace(s, kept=True, origin=Origin.CLINICIAN if s.source is Source.SESSION else s.origin)
        self._told = False
        self._show_state()
        self.text.setFocus()
        self.decided.emit(self, Decision.KEPT.value)
        self.changed_from.emit(self, s)

    def replace_by(self, quotation: NoteSentence) -> None:
        """The session's own words in place of the sentence."""
        self.checking, self.asked = False, False
        self.request += 1
        before, self.sentence = self.sentence, quotation  # first: typing compares with it
        self._words.setPlainText(quotation.text)
        self._show_state()
        self.text.setFocus()
        self.decided.emit(self, Decision.REPLACED.value)
        self.changed_from.emit(self, before)

    def take_back(self, before: NoteSentence) -> None:
        """The sentence as it stood before it was kept or replaced."""
        self.checking, self.asked = before.unchecked, False
        self.request += 1
        self.sentence, self._told = before, False
        if self._words.toPlainText().strip() != before.text:
            self._words.setPlainText(before.text)
        self._show_state()

    # ---- how it looks ----------------------------------------------------------------------------------

    def _show_state(self) -> None:
        s = self.sentence
        problem = s.needs_review and not self.checking and not self._read_only
        own = s.kept and s.verdict is Verdict.UNSUPPORTED and s.source is Source.SESSION
        gentle = self._told and own and not self.checking and not self._read_only
        if problem or gentle:
            part = self.problem
            part.say(self._mark_words(gentle=gentle and not problem), [r for r in s.reasons if r != NOT_CHECKED],
                     problem=problem)  # fmt: skip
            session = s.source is Source.SESSION
            part.offer(
                decide=problem,
                again=s.unchecked,
                quote=problem and self._transcript is not None and bool(self._transcript.turns),
                keep=self.tr("Keep as my own observation") if session else self.tr("Keep, marked as it is"),
            )
        if self._part is not None:
            self._part.setVisible(problem or gentle)
        if self.property("tone") != ("warning" if problem else ""):
            set_tone(self, "warning" if problem else "")
            self._words.update()
        self._show_origins(problem=problem)
        self.setAccessibleName(self.mark.text() if problem else "")
        in_order(self.stops())

    def _mark_words(self, *, gentle: bool) -> str:
        s = self.sentence
        if s.source is Source.PLAN:
            return self.tr("From the plan, not said today")
        if s.source is Source.LAST_NOTE:
            return self.tr("From the last note, not said today")
        if s.unchecked:
            return self.tr("Not checked yet")
        if gentle:
            return self.tr("Not found in the session. It stays, in your own words.")
        return self.tr("Not found in the session")

    def _show_origins(self, *, problem: bool) -> None:
        s = self.sentence
        lead: list[QWidget] = []
        if self.checking:
            self.linked = ()
            self._origins.show_evidence((), None, [chip(self.tr("Checking…"))])
            return
        if s.source is not Source.SESSION and not problem:
            named = self.tr("From the plan") if s.source is Source.PLAN else self.tr("From the last note")
            lead.append(chip(named, "accent", name=f"sentence.{s.id}.source"))
        elif s.kept and s.verdict is Verdict.UNSUPPORTED:
            lead.append(chip(self.tr("My own observation"), "accent", name=f"sentence.{s.id}.own"))
        shown = s.evidence
        if s.verdict is Verdict.UNSUPPORTED and shown:
            if not problem:
                shown = ()  # it stands on the clinician's word
            else:
                near = label(self.tr("Nearest in the session"), "caption")
                near.setMinimumHeight(theme.px(22))  # level with the chips
                lead.append(near)
        self.linked = tuple(shown) if self._transcript is not None else ()
        self._origins.show_evidence(shown, self._transcript, lead)

    def stops(self) -> list[QWidget]:
        """What the Tab key comes to in this row, from above."""
        acts = self._part.buttons() if self._part is not None else []
        return [self.text, self.remove, *self._origins.stops(), *acts]

    def begin_deciding(self) -> None:
        """The keys come to the first thing that can be done with a marked sentence."""
        (self.problem.again if self.sentence.unchecked else self.keep).setFocus(Qt.FocusReason.ShortcutFocusReason)


def following(rows: Sequence[SentenceRow], some: Sequence[SentenceRow], focused: QWidget | None, step: int) -> int:
    """Which of `some` comes next (`step` 1) or before (-1) the row that holds the keys, round from the end; 0 where
    there are none."""
    start = -1 if step > 0 else len(rows)
    here = next((n for n, each in enumerate(rows) if focused is not None and each.isAncestorOf(focused)), start)
    places = [rows.index(each) for each in some]
    if step > 0:
        return next((n for n, place in enumerate(places) if place > here), 0)
    return next((n for n in reversed(range(len(places))) if places[n] < here), max(0, len(places) - 1))


def in_order(stops: list[QWidget]) -> None:
    """Let the Tab key go from each to the next: what is made later would come after all there is."""
    for each, following in pairwise(stops):
        QWidget.setTabOrder(each, following)
