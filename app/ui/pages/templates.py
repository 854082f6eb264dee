"""Note formats: every one with what it gives on the demo session; the clinic's own are written, given out, taken in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.domain.note import Note, NoteTemplate
from app.ui import files, question, theme
from app.ui.context import Context, Page
from app.ui.format_choice import JOINT
from app.ui.operations import Lane
from app.ui.pages.frame import scrolled
from app.ui.pages.pieces import Pieces
from app.ui.pages.templates_editor import PLACE, TemplateEditor, unpack
from app.ui.pages.templates_preview import TemplatePreview
from app.ui.pages.templates_words import uses_words
from app.ui.widgets import Banner, Elided, Foldable, Prose, button, chip, column, label, row

if TYPE_CHECKING:
    from app.notes.templates import Overlay

_ID = Qt.ItemDataRole.UserRole
Found = tuple[list[NoteTemplate], "list[Overlay]", str]

WIDEST_LIST = 320
"""Pixels: with large text a format beside its list needs most of the window."""


class TemplatesPage(Page):
    """The list left, the format right; the editor takes the place of both."""

    help_topic = "formats"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "templates")
        self._formats: list[NoteTemplate] = []
        self._shown: NoteTemplate | None = None
        self._round = 0
        self._put_by = ""  # what is stored of a format that is being written
        self.stack = QStackedWidget()
        self.stack.addWidget(self._browser())
        self.outer.addWidget(self.stack)
        self._pieces = Pieces(self, (lambda: self.editor,))

    @cached_property
    def editor(self) -> TemplateEditor:
        """What a format is written in."""
        made = TemplateEditor(self)
        made.kept.connect(self._kept)
        made.left.connect(lambda: self._browse(self._chosen_id()))
        self.stack.addWidget(made)
        return made

    @property
    def complete(self) -> bool:
        """See `Page`."""
        return self._pieces.done

    def finish(self) -> None:
        """See `Page`."""
        self._pieces.finish()

    def _browser(self) -> QWidget:
        ground = QWidget()
        across = row(ground, gap=4, margins=(10, 8, 6, 0))
        left = column(gap=3)
        back = button(self.tr("Settings"), "quiet", name="templates.back", icon="back", size="small")
        back.clicked.connect(lambda _=False: self.router.show_settings())
        left.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(label(self.tr("Note formats"), "title", name="templates.heading"))
        self.list = QListWidget()
        self.list.setObjectName("templates.list")
        self.list.setAccessibleName(self.tr("Note formats"))
        self.list.setProperty("topics", True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedWidth(min(theme.px(240), WIDEST_LIST))
        self.list.currentRowChanged.connect(lambda _: self._another())
        left.addWidget(self.list, 1)
        new = button(self.tr("&New format"), name="templates.new", icon="plus")
        take = button(self.tr("&Take in a file…"), name="templates.import", icon="import")
        new.clicked.connect(lambda _=False: self._new())
        take.clicked.connect(lambda _=False: self._import())
        left.addWidget(new)
        left.addWidget(take)
        left.addSpacing(theme.space(4))
        across.addLayout(left)
        across.addWidget(self._detail(), 1)
        return ground

    def _detail(self) -> QWidget:
        area, rows = scrolled("templates.scroll", 760, margins=(4, 0))
        head = row(gap=3)
        self.name = Elided("title", "templates.name")
        self.own = chip(self.tr("Your own"), "accent", "templates.own")
        head.addWidget(self.name, 1)
        head.addWidget(self.own)
        rows.addLayout(head)
        self.about = Prose("", name="templates.about")
        rows.addWidget(self.about)
        self.banner = Banner("templates.notice")
        rows.addWidget(self.banner)
        whole = Foldable(0, gap=2)
        acts = whole.line
        self.edit = button(self.tr("&Edit"), "primary", name="templates.edit", icon="write", size="small")
        self.copy = button(self.tr("&Make a copy to change"), name="templates.copy", size="small")
        self.export = button(self.tr("Give out as a file…"), name="templates.export", icon="export", size="small")
        self.delete = button(self.tr("Delete…"), name="templates.delete", size="small")
        self.edit.clicked.connect(lambda _=False: self._edit())
        self.copy.clicked.connect(lambda _=False: self._copy())
        self.export.clicked.connect(lambda _=False: self._export())
        self.delete.clicked.connect(lambda _=False: self._ask_delete())
        for each in (self.edit, self.copy, self.export, self.delete):
            acts.addWidget(each)
        acts.addStretch(1)
        rows.addWidget(whole)
        fields = Foldable(0, gap=2)
        with_ = fields.line
        self._with = label(self.tr("With the fields of"), tone="muted")
        with_.addWidget(self._with)
        self.modality = QComboBox()
        self.modality.setObjectName("templates.modality")
        self.modality.setAccessibleName(self.tr("Fields of a modality"))
        self.modality.setMinimumWidth(theme.px(200))
        self.modality.currentIndexChanged.connect(lambda _: self._show())
        with_.addWidget(self.modality)
        with_.addStretch(1)
        rows.addWidget(fields)
        rows.addWidget(label(
            self.tr("What it gives on the demo session, without a note model: the session’s own words."),
            tone="muted", wrap=True,
        ))  # fmt: skip
        self.preview = TemplatePreview()
        rows.addWidget(self.preview)
        rows.addStretch(1)
        self._area = area
        return area

    # ---- showing -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Fetch the formats; go on with one that was being written."""
        self.banner.hide()
        self._put_by = ""
        self.stack.setCurrentIndex(0)
        s = self.services
        self.ask(
            lambda: (self._fetch(), s.notes.unsent(PLACE), s.templates.damaged()), lambda found: self._begin(*found)
        )

    def _fetch(self) -> Found:
        s = self.services
        return s.templates.list(), s.templates.overlays(), str(s.preferences.get("template") or "")

    def _begin(self, found: Found, put_by: str, damaged: int) -> None:
        self._fill(found, found[2].partition(JOINT)[0])
        if damaged:
            text = self.tr(
                "{n} of your own formats cannot be read: its place in the vault is damaged. The others are here, and "
                "no note is touched by it. Check the vault in Settings; a backup may hold the format."
            )
            self.banner.say(text.replace("{n}", str(damaged)), "warning")
        self.list.setFocus()
        before = unpack(put_by) if put_by else None
        if before is not None:
            self._put_by = put_by
            self._write(before[0], before=before[1], again=True)

    def _fill(self, found: Found, chosen: str) -> None:
        self._formats = found[0]
        if not self.modality.count():
            self.modality.blockSignals(True)
            self.modality.addItem(self.tr("No modality"), "")
            for overlay in found[1]:
                self.modality.addItem(overlay.title, overlay.id)
            self.modality.blockSignals(False)
        self.list.blockSignals(True)
        self.list.clear()
        use, place = "", 0
        for each in self._formats:
            if each.use != use:
                use = each.use
                title = QListWidgetItem(uses_words(use))
                title.setFlags(Qt.ItemFlag.NoItemFlags)
                title.setFont(theme.font("caption"))
                self.list.addItem(title)
            item = QListWidgetItem(each.title)
            item.setData(_ID, each.id)
            item.setToolTip(each.description)
            self.list.addItem(item)
            if each.id == chosen or not place:
                place = self.list.count() - 1
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        self._show()

    def _chosen_id(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_ID) or "") if item is not None else ""

    def _another(self) -> None:
        self._area.verticalScrollBar().setValue(0)
        self._show()

    def _show(self) -> None:
        """The format that is chosen; its preview is made in the background."""
        base = next((each for each in self._formats if each.id == self._chosen_id()), None)
        if base is None:
            return
        self._round += 1
        this, modality = self._round, str(self.modality.currentData() or "")
        takes = base.use == "session"
        self.modality.setVisible(takes)
        self._with.setVisible(takes)
        wanted = f"{base.id}{JOINT}{modality}" if modality and takes else base.id
        self._say(base)
        templates = self.services.templates

        def look() -> tuple[NoteTemplate, Note]:
            template = templates.get(wanted)
            return template, templates.preview(template)

        def shown(found: tuple[NoteTemplate, Note]) -> None:
            if this == self._round:
                self._shown = found[0]
                self._say(found[0])
                self.preview.show_note(*found)

        self.ask(look, shown, lane=Lane.CHECK)

    def _say(self, template: NoteTemplate) -> None:
        self.name.say(template.title)
        self.about.say(template.description)
        self.about.setVisible(bool(template.description))
        for each in (self.own, self.edit, self.delete):
            each.setVisible(template.own)

    # ---- doing ---------------------------------------------------------------------------------

    def _write(self, template: NoteTemplate, *, before: NoteTemplate | None = None, again: bool = False) -> None:
        self.editor.edit(template, before=before, again=again)
        self.stack.setCurrentWidget(self.editor)

    def _browse(self, chosen: str) -> None:
        """Back to the list, fetched anew."""
        self._put_by = ""
        self.editor.rest()
        self.stack.setCurrentIndex(0)
        self.ask(self._fetch, lambda found: self._fill(found, chosen))
        self.list.setFocus()

    def _kept(self, template: NoteTemplate) -> None:
        self._browse(template.id)
        self.banner.say(self.tr("Kept. You can choose it for any session."), "success")

    def _new(self) -> None:
        self._write(NoteTemplate("", "", "", (), own=True))

    def _edit(self) -> None:
        base = next((each for each in self._formats if each.id == self._chosen_id()), None)
        if base is not None and base.own:
            self._write(base)

    def _copy(self) -> None:
        wanted = self._shown.id if self._shown is not None else self._chosen_id()
        self.ask(lambda: self.services.templates.copy_of(wanted), self._write)

    def _export(self) -> None:
        shown = self._shown
        if shown is None:
            return
        name = "".join(c if c.isalnum() else "-" for c in shown.title).strip("-") or "format"
        path = files.ask_save(self, self.tr("Give out the format"), f"{name}.yaml", "YAML (*.yaml)", ".yaml")
        if path is None:
            return
        chosen = path
        done = self.tr("The format is in the file. It holds nothing about any client.")
        self.ask(lambda: self.services.templates.export_file(shown.id, chosen),
                 lambda _: self.banner.say(done, "success"))  # fmt: skip

    def _import(self) -> None:
        path = files.ask_open(self, self.tr("Take in a format"), "YAML (*.yaml *.yml)")
        if path is None:
            return
        chosen = path

        def taken(template: NoteTemplate) -> None:
            self._browse(template.id)
            self.banner.say(self.tr("Taken in as one of your own formats."), "success")

        self.ask(lambda: self.services.templates.import_file(chosen), taken)

    def _ask_delete(self) -> None:
        base = next((each for each in self._formats if each.id == self._chosen_id()), None)
        if base is None or not base.own:
            return
        question.ask(
            self, "deleteFormat", self.tr("Delete this format?"),
            self.tr("It is not offered any more. Notes that were written in it stay as they are."),
            [("delete", self.tr("&Delete it"), lambda: self._delete(base.id))],
        )  # fmt: skip

    def _delete(self, template_id: str) -> None:
        self.ask(lambda: self.services.templates.delete(template_id), lambda _: self._browse(""))

    # ---- leaving -------------------------------------------------------------------------------

    @property
    def half_done(self) -> bool:
        """See `Page`: a format is being written."""
        return self.stack.currentIndex() > 0 and self.editor.changed

    def flush(self, done: Callable[[], None]) -> None:
        """Put by what is being written: it is there again when the page is opened the next time."""
        text = self.editor.packed() if self.half_done else ""
        if text == self._put_by:
            done()
            return
        notes = self.services.notes

        def stored(_: None) -> None:
            self._put_by = text
            done()

        def failed(error: Exception) -> None:
            self.ops.fail(self, error)
            done()

        self.ops.run(self, lambda: notes.keep_unsent(PLACE, text), stored, failed)

    def leave(self) -> None:
        """Nothing more is drawn."""
        self._round += 1
        if "editor" in vars(self):
            self.editor.rest()
