"""One sentence of a note: its words, where they come from, and what to do if nothing was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from app.domain.note import NOT_CHECKED, CheckResult, NoteSentence, Origin, Source, Verdict
from app.domain.review import Decision
from app.domain.transcript import Transcript
from app.ui import icons, theme
from app.ui.instruments import Flow, GrowingText
from app.ui.widgets import button, chip, column, label, row, set_tone
from app.ui.workspace.evidence_chips import EvidenceChips


class SentenceText(GrowingText):
    """The words of a sentence; Enter asks for the next one."""

    next_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins a new sentence instead of a new line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            self.next_wanted.emit()
            return
        super().keyPressEvent(event)


class SentenceRow(QFrame):
    """Shows and edits one sentence. `sentence` is always what the screen shows."""

    edited = Signal(object)  # the row: its words changed
    decided = Signal(object, str)  # the row, and the decision (`Decision`) taken on its marked sentence
    removed = Signal(object)
    next_wanted = Signal(object)
    check_wanted = Signal(object)  # the row: its words are to be checked once more
    quotation_wanted = Signal(object)  # the row: it is to be replaced by the session's own words
    evidence_wanted = Signal(object)  # the evidence that is to be played and shown

    def __init__(self, sentence: NoteSentence, transcript: Transcript | None, *, read_only: bool) -> None:
        super().__init__()
        self.sentence = sentence
        self.checking = sentence.unchecked and not read_only
        self.asked = False
        self.request = 0
        """Counts what is to be checked: an answer to an earlier question is not taken."""
        self._transcript = transcript
        self._read_only = read_only
        self._told = False
        """The check has answered for the clinician's own words since the row was made: that is worth a line."""
        self.setObjectName(f"sentence.{sentence.id}")
        self.setProperty("sentence", True)
        self.setProperty("tone", "")
        rows = column(self, gap=0.5, margins=(1, 1, 1, 1.5))
        top = row(gap=1)
        self.text = SentenceText(f"sentence.{sentence.id}.text", sentence.text)
        self.text.setProperty("sentence", True)
        self.text.setReadOnly(read_only)
        self.text.setAccessibleName(self.tr("Sentence"))
        self.text.textChanged.connect(self._typed)
        self.text.next_wanted.connect(lambda: self.next_wanted.emit(self))
        top.addWidget(self.text, 1)
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
        self._problem = self._problem_part()
        rows.addWidget(self._problem)
        self._show_state()

    def _problem_part(self) -> QWidget:
        part = QWidget()
        rows = column(part, gap=2, margins=(2, 0, 2, 1))
        line_up = row(gap=2)
        self._sign = label("")
        icons.put(self._sign, "warning", "warning_ink", 16)
        line_up.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(gap=0.5)
        self.mark = label("", "strong", wrap=True, name=f"sentence.{self.sentence.id}.mark")
        self.reasons = label("", "caption", wrap=True, name=f"sentence.{self.sentence.id}.reasons")
        texts.addWidget(self.mark)
        texts.addWidget(self.reasons)
        line_up.addLayout(texts, 1)
        rows.addLayout(line_up)
        actions = QWidget()
        actions.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._actions = actions
        flow = Flow(actions, gap=2)
        self.again = self._button("again", self.tr("Check again"))
        self.keep = self._button("keep", self.tr("Keep as my own observation"))
        self.edit = self._button("edit", self.tr("Edit"))
        self.quote = self._button("quote", self.tr("Replace by the quotation"))
        self.drop = self._button("drop", self.tr("Delete"))
        self.again.clicked.connect(self._again)
        self.keep.clicked.connect(self._keep)
        self.edit.clicked.connect(self._begin_edit)
        self.quote.clicked.connect(lambda: self.quotation_wanted.emit(self))
        self.drop.clicked.connect(lambda: self.removed.emit(self))
        for each in (self.again, self.keep, self.edit, self.quote, self.drop):
            flow.addWidget(each)
        rows.addWidget(actions)
        return part

    def _button(self, name: str, text: str) -> QPushButton:
        return button(text, name=f"sentence.{self.sentence.id}.{name}", size="small")

    # ---- what the check says -----------------------------------------------------------------------

    def relabel(self, transcript: Transcript | None) -> None:
        """Speakers got other names or turns other words: show the chips anew."""
        self._transcript = transcript
        self._show_state()

    def take(self, result: CheckResult) -> None:
        """Take the answer of the evidence check for the words as they stand."""
        self.checking, self.asked = False, False
        s = replace(
            self.sentence,
            verdict=result.verdict,
            score=result.score,
            reasons=result.reasons,
            evidence=result.evidence,
        )
        if s.verdict is Verdict.SUPPORTED and s.origin is Origin.CLINICIAN:
            # Said today, and in the clinician's words: no observation of their own, nor taken from elsewhere.
            s = replace(s, kept=False, source=Source.SESSION)
        self.sentence, self._told = s, True
        self._show_state()

    def put(self, sentence: NoteSentence) -> None:
        """What the sentence stands on has moved; a quotation has its new words."""
        self.sentence = sentence
        if self.text.toPlainText().strip() != sentence.text:
            self.text.setPlainText(sentence.text)
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
        text = self.text.toPlainText().strip()
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

    def replace_by(self, quotation: NoteSentence) -> None:
        """The session's own words in place of the sentence."""
        self.checking, self.asked = False, False
        self.request += 1
        self.sentence = quotation  # first: typing compares with it
        self.text.setPlainText(quotation.text)
        self._show_state()
        self.text.setFocus()
        self.decided.emit(self, Decision.REPLACED.value)

    # ---- how it looks ----------------------------------------------------------------------------------

    def _show_state(self) -> None:
        s = self.sentence
        problem = s.needs_review and not self.checking and not self._read_only
        own = s.kept and s.verdict is Verdict.UNSUPPORTED and s.source is Source.SESSION
        gentle = self._told and own and not self.checking and not self._read_only
        self._problem.setVisible(problem or gentle)
        self._sign.setVisible(problem)
        self.mark.setText(self._mark_words(gentle=gentle and not problem))
        self.again.setVisible(s.unchecked)
        self.quote.setVisible(problem and self._transcript is not None and bool(self._transcript.turns))
        self.keep.setText(
            self.tr("Keep as my own observation") if s.source is Source.SESSION else self.tr("Keep, marked as it is")
        )
        for each in (self.keep, self.edit, self.drop):
            each.setVisible(problem)
        self._actions.setVisible(problem or s.unchecked)
        reasons = [r for r in s.reasons if r != NOT_CHECKED]
        self.reasons.setText("\n".join(reasons))
        self.reasons.setVisible(bool(reasons))
        for text in (self.mark, self.reasons):
            set_tone(text, "" if problem else "muted")
        set_tone(self, "warning" if problem else "")
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
        self._origins.show_evidence(shown, self._transcript, lead)

    def stops(self) -> list[QWidget]:
        """What the Tab key comes to in this row, from above."""
        return [self.text, self.remove, *self._origins.stops(), self.again, self.keep, self.edit, self.quote, self.drop]

    def begin_deciding(self) -> None:
        """The keys come to the first thing that can be done with a marked sentence."""
        (self.again if self.sentence.unchecked else self.keep).setFocus(Qt.FocusReason.ShortcutFocusReason)


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
