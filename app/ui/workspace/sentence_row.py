"""One sentence of a note: its words, where they come from, and what to do if nothing was found."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.domain.note import NOT_CHECKED, CheckResult, Evidence, NoteSentence, Origin, Verdict
from app.domain.transcript import Transcript
from app.ui import icons, theme, words
from app.ui.instruments import Flow, GrowingText
from app.ui.widgets import button, chip, clear, column, label, row, set_tone


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
    decided = Signal(object)  # the row: kept as an own observation
    removed = Signal(object)
    next_wanted = Signal(object)
    check_wanted = Signal(object)  # the row: its words are to be checked once more
    evidence_wanted = Signal(object)  # frozenset of turn numbers

    def __init__(self, sentence: NoteSentence, transcript: Transcript | None, *, read_only: bool) -> None:
        super().__init__()
        self.sentence = sentence
        self.checking = sentence.unchecked and not read_only
        self.asked = False
        self.request = 0
        """Counts what is to be checked: an answer to an earlier question is not taken."""
        self._transcript = transcript
        self._read_only = read_only
        self._shown: list[QWidget] = []
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
        self._origins = QWidget()
        self._origins.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = Flow(self._origins)
        self._origins.setContentsMargins(theme.space(2), 0, 0, 0)
        rows.addWidget(self._origins)
        self._problem = self._problem_part()
        rows.addWidget(self._problem)
        self._show_state()

    def _problem_part(self) -> QWidget:
        part = QWidget()
        rows = column(part, gap=2, margins=(2, 0, 2, 1))
        line_up = row(gap=2)
        sign = label("")
        icons.put(sign, "warning", "warning_ink", 16)
        line_up.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(gap=0.5)
        self.mark = label("", "strong", name=f"sentence.{self.sentence.id}.mark")
        self.reasons = label("", "caption", wrap=True, name=f"sentence.{self.sentence.id}.reasons")
        texts.addWidget(self.mark)
        texts.addWidget(self.reasons)
        line_up.addLayout(texts, 1)
        rows.addLayout(line_up)
        actions = QWidget()
        actions.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = Flow(actions, gap=2)
        self.keep = button(
            self.tr("Keep as my own observation"), name=f"sentence.{self.sentence.id}.keep", size="small"
        )
        self.drop = button(self.tr("Remove"), name=f"sentence.{self.sentence.id}.drop", size="small")
        self.again = button(self.tr("Check again"), name=f"sentence.{self.sentence.id}.again", size="small")
        self.keep.clicked.connect(self._keep)
        self.again.clicked.connect(self._again)
        flow.addWidget(self.again)
        self.drop.clicked.connect(lambda: self.removed.emit(self))
        flow.addWidget(self.keep)
        flow.addWidget(self.drop)
        rows.addWidget(actions)
        return part

    def relabel(self, transcript: Transcript | None) -> None:
        """Speakers got other names or turns other words: show the chips anew."""
        self._transcript = transcript
        self._show_state()

    def take(self, result: CheckResult) -> None:
        """Take the answer of the evidence check for the words as they stand."""
        self.checking, self.asked = False, False
        self.sentence = replace(
            self.sentence,
            verdict=result.verdict,
            score=result.score,
            reasons=result.reasons,
            evidence=result.evidence,
        )
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
        self.sentence = self.sentence.to_check()
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

    def _typed(self) -> None:
        text = self.text.toPlainText().strip()
        if text == self.sentence.text:
            return
        # Until it is checked again, what was changed counts as not found; an own observation stays one.
        self.sentence = replace(self.sentence, text=text, origin=Origin.CLINICIAN)
        self._wait_for_check()
        self._show_state()
        self.edited.emit(self)

    def _keep(self) -> None:
        self.sentence = replace(self.sentence, kept=True, origin=Origin.CLINICIAN)
        self._show_state()
        self.text.setFocus()
        self.decided.emit(self)

    def _show_state(self) -> None:
        s = self.sentence
        problem = s.needs_review and not self.checking and not self._read_only
        self._problem.setVisible(problem)
        self.mark.setText(self.tr("Not checked yet") if s.unchecked else self.tr("Not found in the session"))
        self.again.setVisible(s.unchecked)
        reasons = [r for r in s.reasons if r != NOT_CHECKED]
        self.reasons.setText("\n".join(reasons))
        self.reasons.setVisible(bool(reasons))
        set_tone(self, "warning" if problem else "")
        clear(self._flow)
        shown: list[QWidget] = []
        if self.checking:
            shown.append(chip(self.tr("Checking…")))
        elif s.verdict is Verdict.SUPPORTED:
            shown += [self._evidence_chip(place, e) for place, e in enumerate(s.evidence)]
        elif s.kept:
            shown.append(chip(self.tr("My own observation"), "accent", name=f"sentence.{s.id}.own"))
        for each in shown:
            self._flow.addWidget(each)
        self._shown = shown
        self._origins.setVisible(bool(shown))
        in_order(self.stops())

    def stops(self) -> list[QWidget]:
        """What the Tab key comes to in this row, from above."""
        chips = [each for each in self._shown if each.focusPolicy() != Qt.FocusPolicy.NoFocus]
        return [self.text, self.remove, *chips, self.again, self.keep, self.drop]

    def _evidence_chip(self, place: int, evidence: Evidence) -> QWidget:
        who = self.tr("Your words")
        if self._transcript is not None and evidence.turn < len(self._transcript.turns):
            name = self._transcript.name_of(self._transcript.turns[evidence.turn].speaker)
            who = f"{words.clock(evidence.start)} {name}"
        who = self.fontMetrics().elidedText(who, Qt.TextElideMode.ElideRight, theme.px(220))
        made = button(who.replace("&", "&&"), "evidence", name=f"sentence.{self.sentence.id}.evidence.{place}")
        made.setAccessibleName(self.tr("Where this comes from: {who}").replace("{who}", who))
        made.setAccessibleDescription(evidence.quote)
        made.setToolTip(f"<p>“{_escaped(evidence.quote)}”</p>")
        turns = frozenset({evidence.turn})
        made.clicked.connect(lambda: self.evidence_wanted.emit(turns))
        return made


def in_order(stops: list[QWidget]) -> None:
    """Let the Tab key go from each to the next: what is made later would come after all there is."""
    for each, following in pairwise(stops):
        QWidget.setTabOrder(each, following)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
