"""One field of a format while it is being written: what it is called, who fills it in, and from what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from app.domain.note import Section
from app.ui import theme
from app.ui.widgets import Card, Segmented, column, label, row, spin_box

NAME = "templates.field"
_COLUMNS = 2


class FieldForm(Card):
    """Shows one section and answers with it as it was changed. `changed` tells of every change by hand."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(gap=2)
        self.setObjectName(NAME)
        self._section = Section("", "", "")
        self._topics: dict[str, QCheckBox] = {}
        self.title = QLineEdit()
        self._name(self.title, "title", self.tr("Title of the field"))
        self.guidance = self._area("guidance", self.tr("What belongs here"), 76)
        self.rows.addWidget(label(self.tr("Title of the field"), "strong"))
        self.rows.addWidget(self.title)
        self.rows.addWidget(label(self.tr("What belongs here"), "strong"))
        self.rows.addWidget(self.guidance)
        self.rows.addWidget(label(self.tr("Who fills it in"), "strong"))
        self.who = Segmented(f"{NAME}.who", [("sotto", self.tr("Sotto drafts it")), ("clinician", self.tr("Only I"))])
        self.rows.addWidget(self.who)
        self._judged = label(
            self.tr("Mood, affect, mental status, diagnosis, risk level and medical necessity are yours alone: Sotto "
                    "puts what was said beside such a field, and drafts nothing."),
            "caption", tone="muted", wrap=True,
        )  # fmt: skip
        self.rows.addWidget(self._judged)
        self._add_drafting()
        self._add_points()
        self.required = self._box("required", self.tr("The note is not complete without it"))
        self.per_client = self._box("perClient", self.tr("In a group: one for each client"))
        self.rows.addWidget(self.required)
        self.rows.addWidget(self.per_client)
        self.title.textEdited.connect(lambda _: self.changed.emit())
        self.guidance.textChanged.connect(self._tell)
        self.who.chosen.connect(self._who_chosen)

    def _add_drafting(self) -> None:
        self.rows.addWidget(label(self.tr("What Sotto looks for"), "strong"))
        self._topic_ground = QWidget()
        self._topic_grid = QGridLayout(self._topic_ground)
        self._topic_grid.setContentsMargins(0, 0, 0, 0)
        self._topic_grid.setVerticalSpacing(theme.space(1))
        self.rows.addWidget(self._topic_ground)
        across = row(gap=3)
        words = column(gap=1)
        words.addWidget(label(self.tr("In whose words"), "strong"))
        self.words_of = QComboBox()
        self._name(self.words_of, "wordsOf", self.tr("In whose words"))
        for text, value in (
            (self.tr("Client’s and therapist’s"), "both"), (self.tr("Only the client’s"), "client"),
            (self.tr("Only the therapist’s"), "therapist"),
        ):  # fmt: skip
            self.words_of.addItem(text, value)
        self.words_of.currentIndexChanged.connect(lambda _: self._tell())
        words.addWidget(self.words_of)
        across.addLayout(words, 3)
        self._limits = QWidget()
        limits = row(self._limits, gap=3)
        self.sentences = self._number("sentences", self.tr("Sentences at most"), 1, 30)
        self.longest = self._number("longest", self.tr("Characters at most"), 0, 20_000)
        self.longest.setSingleStep(100)
        self.longest.setSpecialValueText(self.tr("no limit"))
        for text, box in (
            (self.tr("Sentences at most"), self.sentences),
            (self.tr("Characters at most"), self.longest),
        ):
            rows = column(gap=1)
            rows.addWidget(label(text, "strong"))
            rows.addWidget(box)
            limits.addLayout(rows, 1)
        across.addWidget(self._limits, 4)
        self.rows.addLayout(across)

    def _add_points(self) -> None:
        self._points_title = label(self.tr("Points to tick, one a line"), "strong")
        self.points = self._area("points", self.tr("Points to tick, one a line"), 120)
        self.rows.addWidget(self._points_title)
        self.rows.addWidget(self.points)
        self.points.textChanged.connect(self._tell)

    def _name(self, widget: QWidget, name: str, accessible: str) -> None:
        widget.setObjectName(f"{NAME}.{name}")
        widget.setAccessibleName(accessible)

    def _area(self, name: str, accessible: str, height: int) -> QPlainTextEdit:
        made = QPlainTextEdit()
        self._name(made, name, accessible)
        made.setTabChangesFocus(True)
        made.setFixedHeight(theme.px(height))
        return made

    def _box(self, name: str, text: str) -> QCheckBox:
        made = QCheckBox(text)
        self._name(made, name, text)
        made.clicked.connect(lambda _=False: self._tell())
        return made

    def _number(self, name: str, accessible: str, least: int, most: int) -> QSpinBox:
        made = spin_box(f"{NAME}.{name}", accessible)
        made.setRange(least, most)
        made.valueChanged.connect(lambda _: self._tell())
        return made

    # ---- showing and answering -----------------------------------------------------------------

    def offer(self, topics: Mapping[str, str]) -> None:
        """What can be looked for: name to title. Once."""
        if self._topics:
            return
        for place, (name, title) in enumerate(topics.items()):
            made = self._box(f"topic.{name}", title)
            self._topics[name] = made
            self._topic_grid.addWidget(made, place // _COLUMNS, place % _COLUMNS)
        order = [self.who.findChildren(QPushButton)[-1], *self._topics.values(), self.words_of]
        for before, after in pairwise(order):  # they came later than what stands below them
            QWidget.setTabOrder(before, after)

    def show_section(self, section: Section) -> None:
        """Show a field, without telling of a change."""
        self.blockSignals(True)
        self._section = section
        self.title.setText(section.title)
        self.guidance.setPlainText(section.guidance)
        self.who.choose("clinician" if section.clinician_only else "sotto")
        for name, box in self._topics.items():
            box.setChecked(name in section.topics)
        self.words_of.setCurrentIndex(max(0, self.words_of.findData(section.words_of)))
        self.sentences.setValue(section.max_sentences)
        self.longest.setValue(section.longest)
        self.points.setPlainText("\n".join(section.checklist))
        self.required.setChecked(section.required)
        self.per_client.setChecked(section.per_client)
        self.blockSignals(False)
        self._settle()

    def section(self) -> Section:
        """The field as it stands. Points of a field that Sotto drafts are left out; they stay in the form."""
        own = self.who.value == "clinician"
        shown = [name for name, box in self._topics.items() if box.isChecked()]
        kept = [name for name in self._section.topics if name in shown or name not in self._topics]
        return replace(
            self._section,
            title=" ".join(self.title.text().split()),
            guidance=" ".join(self.guidance.toPlainText().split()),
            clinician_only=own,
            topics=(*kept, *(name for name in shown if name not in kept)),
            words_of=str(self.words_of.currentData()),
            max_sentences=self.sentences.value(),
            longest=self.longest.value(),
            checklist=tuple(_lines(self.points.toPlainText())) if own else (),
            required=self.required.isChecked(),
            per_client=self.per_client.isChecked(),
        )

    def _who_chosen(self, _: str) -> None:
        self._settle()
        self._tell()

    def _settle(self) -> None:
        own = self.who.value == "clinician"
        self.points.setVisible(own)
        self._points_title.setVisible(own)
        self._limits.setVisible(not own)

    def _tell(self) -> None:
        self.changed.emit()


def _lines(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.splitlines() if each.strip()]


def new_id(title: str, taken: set[str]) -> str:
    """An id for a field of this title that no other field has; stays when the title changes later."""
    plain = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    base = (plain if plain[:1].isalpha() else f"field_{plain}".strip("_"))[:24].strip("_")
    number, wanted = 1, base
    while wanted in taken:
        number += 1
        wanted = f"{base}_{number}"
    return wanted
