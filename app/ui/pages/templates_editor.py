"""Writing a format of one's own: its fields at the left, what it gives on the demo session at the right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QPushButton, QWidget

from app.domain.note import Note, NoteTemplate, Section
from app.ui import error_view, theme
from app.ui.context import Page
from app.ui.operations import Lane
from app.ui.pages.frame import heading, scrolled
from app.ui.pages.templates_field import FieldForm, new_id
from app.ui.pages.templates_head import HeadForm
from app.ui.pages.templates_preview import TemplatePreview
from app.ui.pages.templates_words import problem_words
from app.ui.widgets import Banner, Card, Foldable, button, column, label, row

if TYPE_CHECKING:
    from app.notes.template_schema import Problem

PLACE = "templates.editor"
"""Under which name a format that is not kept yet is put by."""
NEW = "new"
"""How the ids of fields begin that have no title yet; they get one from their title when the format is kept."""
EMPTY = Section(NEW, "", "", longest=1200)
_PAUSE_MS = 400


class TemplateEditor(QWidget):
    """Edits a copy; `kept` carries the format as it is stored, `left` says that nothing was."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._template = NoteTemplate("", "", "", ())
        self._before = self._template
        self._sections: list[Section] = []
        self._round = 0  # counts previews, so that a late one is dropped
        self._busy = False
        outer = column(self, gap=0)
        area, rows = scrolled("templates.editor.scroll", 1240)
        outer.addWidget(area)
        self._area = area
        head, buttons = heading(
            self.tr("Your own format"), self.tr("It is kept in the vault."), name="templates.editing"
        )
        self.cancel = button(self.tr("&Cancel"), "quiet", name="templates.cancel")
        self.keep = button(self.tr("&Keep format"), "primary", name="templates.keep")
        self.cancel.clicked.connect(lambda _=False: self._give_up())
        self.keep.clicked.connect(lambda _=False: self._keep())
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.keep)
        rows.addWidget(head)
        self.banner = Banner("templates.error")
        self.wrong = Banner("templates.wrong")
        rows.addWidget(self.banner)
        rows.addWidget(self.wrong)
        across = Foldable(880)
        left = QWidget()
        forms = column(left, gap=4)
        self.head = HeadForm()
        forms.addWidget(self.head)
        forms.addWidget(self._fields_card())
        self.form = FieldForm()
        forms.addWidget(self.form)
        forms.addStretch(1)
        right = QWidget()
        shown = column(right, gap=2)
        shown.addWidget(label(self.tr("On the demo session, without a note model"), "heading", wrap=True))
        self.preview = TemplatePreview()
        shown.addWidget(self.preview)
        shown.addStretch(1)
        across.line.addWidget(left, 11)
        across.line.addWidget(right, 10)
        rows.addWidget(across)
        rows.addStretch(1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._draw)
        self.head.changed.connect(self._changed)
        self.form.changed.connect(self._field_changed)

    def _fields_card(self) -> Card:
        card = Card(self.tr("Fields"), gap=2)
        self.list = QListWidget()
        self.list.setObjectName("templates.fields")
        self.list.setAccessibleName(self.tr("Fields of the format, in their order"))
        self.list.setProperty("topics", True)
        self.list.setMinimumHeight(theme.px(150))
        self.list.setMaximumHeight(theme.px(220))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_field)
        card.rows.addWidget(self.list)
        across = row(gap=2)
        self.add = button(self.tr("Add a field"), name="templates.add", icon="plus", size="small")
        self.up = button(self.tr("Up"), name="templates.up", icon="up", size="small")
        self.down = button(self.tr("Down"), name="templates.down", icon="down", size="small")
        self.remove = button(self.tr("Remove"), name="templates.remove", size="small")
        self.add.clicked.connect(lambda _=False: self._ask_which())
        self.up.clicked.connect(lambda _=False: self._move(-1))
        self.down.clicked.connect(lambda _=False: self._move(1))
        self.remove.clicked.connect(lambda _=False: self._remove())
        for each in (self.add, self.up, self.down, self.remove):
            across.addWidget(each)
        across.addStretch(1)
        card.rows.addLayout(across)
        return card

    # ---- begin and end -------------------------------------------------------------------------

    def edit(self, template: NoteTemplate, *, before: NoteTemplate | None = None, again: bool = False) -> None:
        """Begin with this format; `before` is what is stored of it. `again`: it was put by when Sotto locked."""
        self.banner.hide()
        self._busy = False
        self._before = template if before is None else before
        self.form.offer(self._page.services.templates.topics())
        self._template, self._sections = template, list(template.sections) or [EMPTY]
        self.head.show_template(template)
        self._fill_list(0)
        if again:
            self.banner.say(self.tr("You were writing this format. It is not kept yet."), "info")
        self._settle()
        self._draw()
        self._area.verticalScrollBar().setValue(0)
        self.head.title.setFocus()
        self.head.title.selectAll()

    def template(self) -> NoteTemplate:
        """The format as it stands."""
        return replace(self.head.template(self._template), sections=tuple(self._sections))

    @property
    def changed(self) -> bool:
        """Whether there is something that is not kept."""
        return self.template() != self._before or not self._template.id

    def packed(self) -> str:
        """What is being written, as a text to put by."""
        return json.dumps({"template": asdict(self.template()), "before": asdict(self._before)})

    def _keep(self) -> None:
        template, templates = (
            replace(self.template(), sections=_with_ids(self._sections)),
            self._page.services.templates,
        )
        notes = self._page.services.notes
        self._busy = True
        self._settle()

        def keep() -> NoteTemplate:
            stored: NoteTemplate = templates.save(template)
            notes.keep_unsent(PLACE, "")
            return stored

        def refused(error: Exception) -> None:
            self._busy = False
            self._settle()
            error_view.say(self.banner, error)

        self._page.ask(keep, self.kept.emit, refused)

    def _give_up(self) -> None:
        notes = self._page.services.notes
        self._page.ops.run(self, lambda: notes.keep_unsent(PLACE, ""))
        self.left.emit()

    # ---- fields --------------------------------------------------------------------------------

    def _fill_list(self, chosen: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for section in self._sections:
            self.list.addItem(QListWidgetItem(self._title_of(section)))
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(chosen, len(self._sections) - 1))
        self._show_field(self.list.currentRow())

    def _title_of(self, section: Section) -> str:
        title = section.title or self.tr("(no title)")
        if section.clinician_only:
            title = self.tr("{title}  ·  yours alone").replace("{title}", title)
        if section.per_client:
            title = self.tr("{title}  ·  for each client").replace("{title}", title)
        return title

    def _show_field(self, place: int) -> None:
        there = 0 <= place < len(self._sections)
        self.form.setVisible(there)
        if there:
            self.form.show_section(self._sections[place])
        self._settle()

    def _field_changed(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._sections):
            self._sections[place] = self.form.section()
            self.list.item(place).setText(self._title_of(self._sections[place]))
        self._changed()

    def _ask_which(self) -> None:
        menu = QMenu(self.add)
        menu.setObjectName("templates.addMenu")
        menu.addAction(self.tr("An empty field"), lambda: self._add(replace(EMPTY, id="")))
        menu.addSeparator()
        there = {section.id for section in self._sections}
        for each in self._page.services.templates.offered_fields():
            action = menu.addAction(each.title)
            action.triggered.connect(lambda _=False, found=each: self._add(found))
            action.setEnabled(each.id not in there)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _add(self, section: Section) -> None:
        taken = {each.id for each in self._sections}
        if not section.id:
            section = replace(section, id=new_id(NEW, taken))
        place = self.list.currentRow() + 1 or len(self._sections)
        self._sections.insert(place, section)
        self._fill_list(place)
        self._changed()
        self.form.title.setFocus()

    def _move(self, step: int) -> None:
        place = self.list.currentRow()
        to = place + step
        if 0 <= place < len(self._sections) and 0 <= to < len(self._sections):
            self._sections[place], self._sections[to] = self._sections[to], self._sections[place]
            self._fill_list(to)
            self._changed()

    def _remove(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._sections):
            del self._sections[place]
            self._fill_list(max(0, place - 1))
            self._changed()

    # ---- what it gives -------------------------------------------------------------------------

    def _changed(self) -> None:
        self._settle()
        self._later.start()

    def _settle(self) -> None:
        """What is wrong, in plain words, and which buttons can be pressed."""
        problems: list[Problem] = self._page.services.templates.problems(self.template()) if self._sections else []
        texts = [problem_words(each) for each in problems]
        if not self._sections:
            texts = [self.tr("A format needs at least one field.")]
        if texts:
            begun = all(each.code == "missing" for each in problems)  # what is not written yet is nothing wrong
            self.wrong.say("\n".join(dict.fromkeys(texts)), "info" if begun else "warning")
        else:
            self.wrong.hide()
        self.keep.setEnabled(not texts and not self._busy)
        place = self.list.currentRow()
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(self._sections) - 1)
        self.remove.setEnabled(place >= 0)

    def _draw(self) -> None:
        """The preview anew, made in the background; the words of the last one stay until then."""
        self._round += 1
        this, template = self._round, self.template()
        if not self._sections:
            self.preview.show_note(template, None)
            return

        def shown(note: Note) -> None:
            if this == self._round:
                self.preview.show_note(template, note)

        self._page.ask(lambda: self._page.services.templates.preview(template), shown, lane=Lane.CHECK)

    def rest(self) -> None:
        """The page is left: nothing more is drawn."""
        self._round += 1
        self._later.stop()

    def buttons(self) -> tuple[QPushButton, ...]:
        """Those of the list of fields, in their order."""
        return (self.add, self.up, self.down, self.remove)


def _with_ids(sections: list[Section]) -> tuple[Section, ...]:
    """New fields with an id made of their title, which stays when the title changes later."""
    made: list[Section] = []
    taken = {section.id for section in sections}
    for section in sections:
        made_up = re.fullmatch(rf"{NEW}(_\d+)?", section.id) is not None
        made.append(replace(section, id=new_id(section.title, taken)) if made_up else section)
        taken.add(made[-1].id)
    return tuple(made)


def unpack(text: str) -> tuple[NoteTemplate, NoteTemplate] | None:
    """What `TemplateEditor.packed` made: the format, and what is stored of it. None for anything else."""
    try:
        found = json.loads(text)
        return _template(found["template"]), _template(found["before"])
    except (KeyError, TypeError, ValueError):
        return None


def _template(found: dict[str, object]) -> NoteTemplate:
    listed = found.pop("sections")
    sections = tuple(_section(each) for each in listed) if isinstance(listed, list) else ()
    made: Callable[..., NoteTemplate] = NoteTemplate
    return made(**found, sections=sections)


def _section(found: dict[str, object]) -> Section:
    made: Callable[..., Section] = Section
    return made(**{name: tuple(value) if isinstance(value, list) else value for name, value in found.items()})
