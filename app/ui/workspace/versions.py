"""The versions of a note: each as it stood, and what changed between any two of them."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QTextEdit, QWidget

from app.domain.note import Note, NoteTemplate, VersionKind
from app.domain.review import Figures
from app.services.review import Line, Part, compare
from app.ui import theme, words
from app.ui.widgets import button, label, row
from app.ui.workspace.dialogs import Form
from app.ui.workspace.note_end import figures_words


class VersionsDialog(Form):
    """Look at one version, alone or beside another; delete one that may go."""

    removed = Signal(int)
    enter_submits = False

    def __init__(
        self,
        parent: QWidget,
        versions: Sequence[tuple[Note, bool]],
        templates: Mapping[str, NoteTemplate],
        figures: Figures | None = None,
        *,
        changes: bool = False,
    ) -> None:
        """`versions`: newest first, each with whether it can be deleted alone; `templates` by id; `changes`: begin with
        what was changed since the last draft."""
        super().__init__(
            parent, "versions", parent.tr("Versions of the note"),
            parent.tr("Every change of the note was kept. The newest is the note as it stands."), parent.tr("&Close"),
        )  # fmt: skip
        self.setMinimumWidth(theme.px(680))
        self._templates = templates
        self._versions = list(versions)
        self.choice = self._box("versions.choice", self.tr("Version"))
        self.against = self._box("versions.against", self.tr("Compared with"))
        self.against.addItem(self.tr("Not compared: the text alone"), 0)
        for note, _ in self._versions:
            self.choice.addItem(self._named(note), note.version)
            self.against.addItem(self.tr("Compared with: {version}").replace("{version}", self._named(note)),
                                 note.version)  # fmt: skip
        self.rows.addWidget(self.choice)
        self.rows.addWidget(self.against)
        self.legend = label(
            self.tr("[+ words +] came in, [− words −] were taken out."), "caption", tone="muted", wrap=True,
            name="versions.legend",
        )  # fmt: skip
        self.rows.addWidget(self.legend)
        self.text = QTextEdit()
        self.text.setObjectName("versions.text")
        self.text.setAccessibleName(self.tr("The text of this version"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(220)  # not with the text size: it scrolls
        self.rows.addWidget(self.text, 1)
        said = figures_words(figures) if figures is not None else ""
        if said:
            self.rows.addWidget(label(said, "caption", tone="muted", wrap=True, name="versions.figures"))
        under = row(gap=3)
        self.why = label("", tone="muted", wrap=True, name="versions.why")
        self.remove = button(self.tr("Delete this &version…"), name="versions.remove")
        under.addWidget(self.why, 1)
        under.addWidget(self.remove)
        self.rows.addLayout(under)
        self.cancel.hide()
        self.ok.clicked.connect(self.reject)
        if changes:
            self._choose_last_draft()
        for box in (self.choice, self.against):
            box.currentIndexChanged.connect(lambda _: self._show())
        self.remove.clicked.connect(self._ask)
        self._show()
        self.choice.setFocus()

    def _box(self, name: str, accessible: str) -> QComboBox:
        made = QComboBox()
        made.setObjectName(name)
        made.setAccessibleName(accessible)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return made

    def _choose_last_draft(self) -> None:
        draft = next((n for n, _ in self._versions if n.kind is VersionKind.DRAFT), self._versions[-1][0])
        self.against.setCurrentIndex(max(0, self.against.findData(draft.version)))

    def gone(self, version: int) -> None:
        """This version is deleted."""
        place = next(i for i, (note, _) in enumerate(self._versions) if note.version == version)
        self._versions.pop(place)
        self.choice.removeItem(place)
        if self.against.currentData() == version:
            self.against.setCurrentIndex(0)
        self.against.removeItem(self.against.findData(version))
        self.wait(False)
        self.banner.say(self.tr("The version is deleted."), "success")

    def wait(self, waiting: bool = True) -> None:
        """Nothing else meanwhile."""
        super().wait(waiting)
        for box in (self.choice, self.against):
            box.setEnabled(not waiting)
        if waiting:
            self.remove.setEnabled(False)
        else:
            self._show()

    # ---- showing -----------------------------------------------------------------------------------

    def _named(self, note: Note) -> str:
        when = words.moment_words(note.updated_at) if note.updated_at else ""
        how = {
            VersionKind.DRAFT: self.tr("drafted by Sotto"),
            VersionKind.EDIT: self.tr("changed by you"),
            VersionKind.FOLLOWED: self.tr("after a check or a corrected transcript"),
        }[note.kind]
        signed = self.tr("signed") if note.signed else ""
        version = self.tr("Version {n}").replace("{n}", str(note.version))
        return " · ".join(p for p in (version, how, when, signed) if p)

    def _show(self) -> None:
        self.banner.hide()
        if not 0 <= self.choice.currentIndex() < len(self._versions):
            self.text.clear()
            return
        note, may_go = self._versions[self.choice.currentIndex()]
        other = next((n for n, _ in self._versions if n.version == self.against.currentData()), None)
        compared = other is not None and other.version != note.version
        self.legend.setVisible(compared)
        if other is not None and compared:
            older, newer = sorted((note, other), key=lambda n: n.version)
            self.text.setHtml(self._changes(older, newer))
        else:
            self.text.setPlainText(self._plain(note))
        self.remove.setEnabled(may_go)
        self.why.setText(
            "" if may_go else self.tr("This version stays as long as the session does.")
        )  # fmt: skip

    def _title(self, note: Note, section: str) -> str:
        template = self._templates.get(note.template_id)
        return template.section_title(section) if template is not None else section

    def _sections(self, note: Note) -> list[str]:
        template = self._templates.get(note.template_id)
        known = [s.id for s in template.sections] if template is not None else []
        return list(dict.fromkeys([*known, *(s.section for s in note.sentences)]))

    def _plain(self, note: Note) -> str:
        parts = []
        for section in self._sections(note):
            said = " ".join(s.text for s in note.in_section(section) if s.text.strip())
            parts.append(f"{self._title(note, section)}\n{said or '–'}")
        for addendum in note.addenda:
            when = words.moment_words(addendum.signature.signed_at)
            parts.append(f"{self.tr('Addendum')} · {addendum.signature.name} · {when}\n{addendum.text}")
        return "\n\n".join(parts)

    def _changes(self, older: Note, newer: Note) -> str:
        lines = compare(older, newer)
        if not any(line.changed for line in lines):
            return f"<p>{self.tr('Nothing changed between these two.')}</p>"
        parts: list[str] = []
        sections = [*self._sections(newer), *self._sections(older)]
        for section in dict.fromkeys(sections):
            of_it = [line for line in lines if line.section == section]
            if of_it:
                owner = newer if newer.in_section(section) else older
                parts.append(f"<p><b>{html.escape(self._title(owner, section))}</b></p>")
                parts += [self._line(line) for line in of_it]
        return "".join(parts)

    def _line(self, line: Line) -> str:
        """One sentence; signs say what came and went, and lines under and through it, not colour alone."""
        said = []
        for run in line.runs:
            text = html.escape(run.text)
            if run.part is Part.INSERTED:
                text = f'<u style="color:{theme.colour("success_ink").name()}">[+ {text} +]</u>'
            elif run.part is Part.REMOVED:
                text = f'<s style="color:{theme.colour("danger_ink").name()}">[− {text} −]</s>'
            said.append(text)
        own = f" <i>({self.tr('kept as my own observation')})</i>" if line.own else ""
        return f"<p>{' '.join(said)}{own}</p>"

    def _ask(self) -> None:
        note, _ = self._versions[self.choice.currentIndex()]
        self.banner.say(
            self.tr("Delete this version for good? Backups made earlier still hold it."), "warning",
            action=self.tr("Delete it"), act=lambda: self.removed.emit(note.version),
        )  # fmt: skip
