"""One section of a note: its sentences, or, where it is the clinician's alone, points to tick and what was said."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QSizePolicy, QWidget

from app.domain.note import NoteSentence, Section
from app.domain.transcript import Transcript
from app.ui import theme
from app.ui.instruments import Flow
from app.ui.widgets import Card, button, clear, column, label, row
from app.ui.workspace.evidence_chips import EvidenceChips
from app.ui.workspace.sentence_row import SentenceRow

_NARROWEST_POINT = 140


class SectionCard(Card):
    """One section: its title, its sentences, a button for another one."""

    def __init__(self, section_id: str, title: str, *, read_only: bool, drafted: bool) -> None:
        """`drafted`: whether Sotto writes into it at all."""
        super().__init__(gap=1, padding=4)
        self.section_id = section_id
        self.setObjectName(f"section.{section_id}")
        self.setAccessibleName(title)  # what can be done in it is called the same in each
        title_label = label(title, "heading", wrap=True)
        title_label.setContentsMargins(theme.space(2), 0, 0, 0)
        head = row(gap=2)
        head.addWidget(title_label, 1)
        self.redo = button(self.tr("Write this section again"), "link", name=f"section.{section_id}.redo",
                           icon="refresh", size="small")  # fmt: skip
        if read_only or not drafted:
            self.redo.hide()
        head.addWidget(self.redo, 0, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(head)
        self.own: OwnPart | None = None
        self._own_place = column(gap=0)
        self.rows.addLayout(self._own_place)
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

    def make_own(self, section: Section) -> OwnPart:
        """This section is the clinician's alone: points to tick, and room for what was said."""
        self.own = OwnPart(section)
        self.own.hide()  # until the sheet is laid out with it
        self._own_place.addWidget(self.own)
        return self.own

    def all_rows(self) -> list[SentenceRow]:
        """The sentences in order."""
        found = (self.sentences.itemAt(i) for i in range(self.sentences.count()))
        return [w for item in found if item is not None and isinstance(w := item.widget(), SentenceRow)]

    def before(self, place: int) -> QWidget:
        """What the Tab key comes to before the sentence at a place."""
        above = self.all_rows()[:place]
        if above:
            return above[-1].stops()[-1]
        own = self.own.stops() if self.own is not None else []
        return own[-1] if own else self.redo

    def tell(self) -> None:
        """Sentences came or went: say so where there are none, and tick what stands in the note."""
        rows = self.all_rows()
        self.empty.setVisible(not rows)
        if self.own is not None:
            self.own.show_ticked({each.sentence.id for each in rows})


class Point(QCheckBox):
    """A point to tick; where the room is narrow it ends in dots, and the whole of it is its tooltip."""

    def __init__(self, name: str, point: str) -> None:
        super().__init__(point.replace("&", "&&"))
        self._point = point
        self.setObjectName(name)
        self.setAccessibleName(point)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        missing = self._advance(self._point) - self._advance(self.text().replace("&&", "&"))
        hint = super().sizeHint()
        return QSize(hint.width() + max(0, missing), hint.height())

    def minimumSizeHint(self) -> QSize:
        """The box and a few letters."""
        return QSize(min(theme.px(_NARROWEST_POINT), self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        short = self.sizeHint().width() - self.width()
        shown = self._point
        if short > 0:
            room = self._advance(self._point) - short
            shown = self.fontMetrics().elidedText(self._point, Qt.TextElideMode.ElideRight, max(0, room))
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(f"<p>{html.escape(self._point)}</p>" if shown != self._point else "")
        self.setAccessibleDescription(self._point)  # else Qt tells the tooltip, as it is written

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)


def point_id(section_id: str, point: str) -> str:
    """The id of the sentence that a ticked point makes: the same one each time, so that it is known again."""
    return "tick" + hashlib.sha256(f"{section_id}\0{point}".encode()).hexdigest()[:12]


def point_text(point: str) -> str:
    """A point as a sentence of the note."""
    text = point.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


class OwnPart(QFrame):
    """What helps the clinician to write what only they can: nothing is ticked for them, nothing is filled in."""

    ticked = Signal(str, bool)
    """A point of the checklist, and whether it is to stand in the note."""

    use_wanted = Signal(object)
    """A quotation (NoteSentence) that the clinician wants in the note."""

    evidence_wanted = Signal(object)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        rows = column(self, gap=1, margins=(2, 0, 0, 1))
        rows.addWidget(label(self.tr("Yours alone: Sotto writes nothing here."), "caption", tone="muted", wrap=True))
        points = QWidget()
        points.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = Flow(points, gap=2)
        self.points: dict[str, QCheckBox] = {}
        for number, point in enumerate(dict.fromkeys(section.checklist)):
            flow.addWidget(self._point(number, point))
        rows.addWidget(points)
        points.setVisible(bool(self.points))
        self._said = QWidget()
        self._said_rows = column(self._said, gap=1)
        rows.addWidget(self._said)
        self._said.hide()
        self._chips: list[QWidget] = []

    def _point(self, number: int, point: str) -> QCheckBox:
        made = Point(f"section.{self._section.id}.tick.{number}", point)
        made.clicked.connect(lambda on, p=point: self.ticked.emit(p, on))
        self.points[point] = made
        return made

    def show_ticked(self, ids: set[str]) -> None:
        """Tick the points whose sentences stand in the note."""
        for point, box in self.points.items():
            box.setChecked(point_id(self._section.id, point) in ids)

    def show_said(self, said: Sequence[NoteSentence], transcript: Transcript | None) -> None:
        """Put what was said of this section's topics beside the points, as quotations."""
        self._said.hide()  # while its parts are put in: each of them would be shown by itself
        clear(self._said_rows)
        self._chips = []
        if not said:
            return
        self._said_rows.addWidget(label(self.tr("What was said of this"), "caption", tone="muted"))
        for number, each in enumerate(said):
            name = f"section.{self._section.id}.said.{number}"
            across = row(gap=2)
            texts = column(gap=0.5)
            texts.addWidget(label(each.text, "caption", wrap=True, name=name))
            chips = EvidenceChips(name)
            chips.setParent(self._said)  # they show themselves: without a parent each would be a window for a moment
            chips.setContentsMargins(0, 0, 0, 0)
            chips.wanted.connect(self.evidence_wanted)
            chips.show_evidence(each.evidence, transcript)
            texts.addWidget(chips)
            across.addLayout(texts, 1)
            use = button(self.tr("Quote it"), "link", name=f"{name}.use", size="small")
            use.setAccessibleDescription(each.text)
            use.clicked.connect(lambda _=False, s=each: self.use_wanted.emit(s))
            across.addWidget(use, 0, Qt.AlignmentFlag.AlignTop)
            self._said_rows.addLayout(across)
            self._chips += [*chips.stops(), use]
        self._said.show()

    def stops(self) -> list[QWidget]:
        """What the Tab key comes to, in order."""
        return [*self.points.values(), *self._chips]
