"""The checklist beside the text: the fields of the format, what to tick and what to add; every tick is a line of the
text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QScrollArea, QSizePolicy, QWidget

from app.domain.note import NoteTemplate, Section
from app.services.written import Outlook, add, tick, ticked, untick
from app.ui import theme
from app.ui.widgets import Card, chip, clear, column, label, line, row, set_tone

_LONGEST_PROMPT = 110


class Point(QWidget):
    """One point of a checklist, and a field for a few words, which is there once it is ticked."""

    def __init__(self, name: str, point: str, changed: Callable[[], None]) -> None:
        super().__init__()
        self.point = point
        rows = column(self, gap=1)
        self.box = QCheckBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(point)
        beside = row(gap=2)
        beside.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        self.caption = label(point, wrap=True)  # a box's own words do not break into lines
        self.caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.caption.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        beside.addWidget(self.caption, 1)
        self.words = QLineEdit()
        self.words.setObjectName(f"{name}.words")
        self.words.setPlaceholderText(self.tr("A few words (optional)"))
        self.words.setAccessibleName(self.tr("A few words on: {point}").replace("{point}", point))
        rows.addLayout(beside)
        inset = row(margins=(7, 0, 0, 1))
        inset.addWidget(self.words)
        rows.addLayout(inset)
        self.words.hide()
        self.box.toggled.connect(self._toggled)
        self.words.editingFinished.connect(changed)
        self._changed = changed

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the words is one on the box."""
        if event.button() is Qt.MouseButton.LeftButton and self.caption.geometry().contains(event.position().toPoint()):
            self.box.click()
        else:
            super().mousePressEvent(event)

    def _toggled(self, on: bool) -> None:
        self.words.setVisible(on)
        self._changed()

    def show_state(self, words: str | None) -> None:
        """As it stands in the text: None for a point that does not."""
        with QSignalBlocker(self.box):
            self.box.setChecked(words is not None)
        self.words.setVisible(words is not None)
        if not self.words.hasFocus() or words is None:
            with QSignalBlocker(self.words):
                self.words.setText(words or "")


class Field(QWidget):
    """One section of the format: what belongs in it, its points, and a line for more."""

    def __init__(self, section: Section, changed: Callable[[Field, str | None], None]) -> None:
        """`changed` hears of a point that was ticked, unticked or worded, None for a line that was added."""
        super().__init__()
        self.section = section
        rows = column(self, gap=1.5)
        top = row(gap=2)
        top.addWidget(label(section.title, "strong", wrap=True), 1)
        self.count = chip("", name=f"writing.count.{section.id}")
        top.addWidget(self.count)
        rows.addLayout(top)
        rows.addWidget(label(self._prompt(section), "caption", tone="muted", wrap=True))
        self.points: list[Point] = []
        for number, each in enumerate(section.checklist):
            point = Point(f"writing.point.{section.id}.{number}", each, partial(changed, self, each))
            self.points.append(point)
            rows.addWidget(point)
        self.more = QLineEdit()
        self.more.setObjectName(f"writing.add.{section.id}")
        self.more.setAccessibleName(self.tr("Add a line to {title}").replace("{title}", section.title))
        self.more.setPlaceholderText(self.tr("Add a line, then Enter"))
        self.more.returnPressed.connect(lambda: changed(self, None))
        rows.addWidget(self.more)

    def _prompt(self, section: Section) -> str:
        if section.clinician_only:
            return self.tr("Yours to say: Sotto puts nothing here that you did not write or tick.")
        first = section.guidance.split(". ")[0].strip().rstrip(".")
        if len(first) > _LONGEST_PROMPT:
            first = first[:_LONGEST_PROMPT].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
        return first

    def show_count(self, sentences: int, *, anything: bool) -> None:
        """How many sentences of the text would come here."""
        if sentences:
            text = self.tr("1 line") if sentences == 1 else self.tr("{n} lines").replace("{n}", str(sentences))
        else:
            text = self.tr("nothing yet") if self.section.required else self.tr("optional")
        set_tone(self.count, "success" if sentences else "warning" if anything and self.section.required else "")
        self.count.setText(text)
        self.count.setAccessibleName(f"{self.section.title}: {text}")
        self.count.adjustSize()


class Checklist(Card):
    """All fields of a format, in a column that scrolls."""

    def __init__(self, text: Callable[[], str], put: Callable[[str], None]) -> None:
        """`text` is what is written; `put` takes it with a change made here."""
        super().__init__(self.tr("Checklist"), gap=2, padding=5)
        self._text, self._put = text, put
        self._template: NoteTemplate | None = None
        self.fields: list[Field] = []
        self.hint = label(self.tr("Tick what applies and add a few words. Each tick becomes a line of your text."),
                          "caption", tone="muted", wrap=True)  # fmt: skip
        self.rows.addWidget(self.hint)
        area = QScrollArea()
        area.setObjectName("writing.checklist")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumHeight(theme.px(150))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        ground = QWidget()
        ground.setAutoFillBackground(False)
        self._column = column(ground, gap=3, margins=(0, 1, 3, 1))
        area.setWidget(ground)
        ground.setAutoFillBackground(False)  # setting it turns that on
        self.area = area
        self.rows.addWidget(area, 1)

    def show_template(self, template: NoteTemplate) -> None:
        """Show the fields of another format."""
        self._template = template
        clear(self._column)
        self.fields = []
        for number, section in enumerate(template.sections):
            if number:
                self._column.addWidget(line())
            made = Field(section, self._changed)
            self.fields.append(made)
            self._column.addWidget(made)
        self._column.addStretch(1)
        self.follow()
        self.show_outlook(Outlook())

    def follow(self) -> None:
        """The text has changed: show what of the checklists stands in it now."""
        if self._template is None:
            return
        text = self._text()
        for each in self.fields:
            if each.points:
                found = ticked(text, self._template, each.section)
                for point in each.points:
                    point.show_state(found.get(point.point))

    def show_outlook(self, outlook: Outlook) -> None:
        """Show how much of the text would come into each field."""
        for each in self.fields:
            each.show_count(outlook.sentences.get(each.section.id, 0), anything=outlook.total > 0)

    def wipe(self) -> None:
        """Take everything off the screen."""
        self._template = None
        self.fields = []
        clear(self._column)

    def _changed(self, which: Field, point: str | None) -> None:
        template, text = self._template, self._text()
        if template is None:
            return
        if point is None:
            words = which.more.text().strip()
            which.more.clear()
            self._put(add(text, template, which.section, words))
            return
        control = next(each for each in which.points if each.point == point)
        if control.box.isChecked():
            self._put(tick(text, template, which.section, point, control.words.text()))
        else:
            self._put(untick(text, template, which.section, point))
