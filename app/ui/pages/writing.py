"""Without a recording: type, tick or dictate what happened; all of it is one text, and the note stands on it alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.errors import NotAllowed, NoteSigned, RecordMissing
from app.domain.session import SessionState
from app.ui import error_view, theme, words
from app.ui.context import Context, Page, WorkPlan
from app.ui.format_choice import FormatChoice
from app.ui.operations import Lane
from app.ui.pages.frame import scrolled
from app.ui.pages.writing_checklist import Checklist
from app.ui.pages.writing_dictation import Dictation
from app.ui.pages.writing_text import PlainWords
from app.ui.widgets import Banner, Card, Elided, Foldable, button, column, icon_size, label, line, row

if TYPE_CHECKING:
    from app.domain.note import NoteTemplate
    from app.domain.session import Session
    from app.notes.templates import Overlay
    from app.services.written import Outlook

KEEP_MS = 1200
"""How long after the last key what was typed is stored."""
LOOK_MS = 400
"""How long after the last key the checklist follows."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the page is filled with."""

    session: Session
    client: str
    templates: list[NoteTemplate]
    overlays: list[Overlay]


class WritingPage(Page):
    """One text, a checklist beside it, and a button to dictate into it."""

    help_topic = "without-recording"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "writing")
        self._session_id = ""
        self._kept = ""  # as last stored
        self._unsaved = self._filled = False
        self._template: NoteTemplate | None = None
        area, rows = scrolled("writing.scroll", 1180, gap=3, margins=(8, 5))
        self.outer.addWidget(area)
        rows.addWidget(self._head())
        self.banner = Banner("writing.error")
        rows.addWidget(self.banner)
        across = Foldable(840, gap=4)
        across.line.addWidget(self._text_card(), 13)
        self.checklist = Checklist(self.text.toPlainText, self._put)
        across.line.addWidget(self.checklist, 9)
        rows.addWidget(across, 1)
        self._keep_timer = self._after(KEEP_MS, self._keep)
        self._look_timer = self._after(LOOK_MS, self._look)
        self.text.textChanged.connect(self._changed)
        keys = QShortcut(QKeySequence(self.tr("Ctrl+Return")), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.draft.click)

    # ---- parts ---------------------------------------------------------------------------------

    def _head(self) -> Foldable:
        whole = Foldable(780, gap=3)
        left, right = QWidget(), QWidget()
        across = row(left, gap=3)
        self.back = button("", "quiet", name="writing.back", icon="back", tip=self.tr("Back to the sessions"))
        self.back.setProperty("square", True)
        self.back.setFixedSize(icon_size(40))
        self.back.clicked.connect(lambda _=False: self.router.show_today())
        across.addWidget(self.back)
        names = column(gap=0)
        names.addWidget(label(self.tr("Without a recording"), "title", name="writing.title"))
        self.client = Elided("body", "writing.client")
        self.client.setProperty("tone", "muted")
        names.addWidget(self.client)
        across.addLayout(names, 1)
        acts = row(right, gap=3)
        self.template = FormatChoice("writing.template")
        self.template.setMinimumWidth(theme.px(350))
        self.template.changed.connect(self._format_chosen)
        acts.addWidget(self.template, 1)
        self.draft = button(self.tr("&Draft the note"), "primary", name="writing.draft", size="large",
                            tip=self.tr("Draft the note (Ctrl+Return)"))  # fmt: skip
        self.draft.clicked.connect(lambda _=False: self._draft())
        acts.addWidget(self.draft)
        whole.line.addWidget(left, 1)
        whole.line.addWidget(right)
        return whole

    def _text_card(self) -> Card:
        card = Card(gap=2, padding=5)
        top = row(gap=3)
        top.addWidget(label(self.tr("What happened in the session"), "heading", wrap=True), 1)
        self.saved = label("", "caption", tone="muted", name="writing.saved")
        top.addWidget(self.saved)
        card.rows.addLayout(top)
        card.rows.addWidget(label(
            self.tr("Type or paste: bullets, sentences, headings such as “Plan:”. Sotto drafts from these words alone, "
                    "and adds nothing."),
            "caption", tone="muted", wrap=True,
        ))  # fmt: skip
        self.text = PlainWords("writing.text", self.tr("What happened in the session"))
        self.text.setPlaceholderText(self.tr("In any order: what was said and done, how it went, what comes next"))
        card.rows.addWidget(self.text, 1)
        self.missing = label("", "caption", tone="muted", wrap=True, name="writing.missing")
        card.rows.addWidget(self.missing)
        card.rows.addWidget(line())
        self.dictation = Dictation(self, self._before_dictation, self._dictated)
        self.dictation.changed.connect(self._refresh)
        card.rows.addWidget(self.dictation)
        return card

    def _after(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(act)
        return made

    # ---- showing -------------------------------------------------------------------------------

    def prepare(self, session_id: str) -> None:
        """Before `enter`: the session that is written about."""
        self._session_id = session_id

    @property
    def session_id(self) -> str:
        """The session that is written about; "" where none is shown."""
        return self._session_id

    def enter(self) -> None:
        """Fetch the session and what is written of it."""
        self._unsaved = self._filled = False
        self.banner.hide()
        self.saved.setText("")
        self.missing.setText("")
        self.setEnabled(True)
        self.text.setReadOnly(True)  # until what stands there is known
        self._refresh()
        session_id = self._session_id
        self.ask(lambda: self._fetch(session_id), self._fill)
        self.text.setFocus()

    def _fetch(self, session_id: str) -> Content:
        records = self.services.records
        session = records.session(session_id)
        formats, overlays = self.services.notes.templates(), self.services.templates.overlays()
        return Content(session, records.client(session.client_id).label, formats, overlays)

    def _fill(self, found: Content) -> None:
        session = found.session
        self.client.say(
            " · ".join((found.client, words.moment_words(session.started_at), words.type_words(session.type)))
        )
        self.template.fill(found.templates, found.overlays, session.template_id)
        self._kept = session.summary
        self._filled = True
        self.text.setReadOnly(False)
        self.text.setPlainText(session.summary)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self._fetch_format()
        if session.state is not SessionState.PLANNED:
            self.banner.say(
                self.tr(
                    "There is a draft already. Drafting again makes a new one; what stands now stays as a version."
                ),
                "info",
            )
        self.dictation.enter(session.id)
        self._look()

    def leave(self) -> None:
        """Wipe names and words."""
        self._keep_timer.stop()
        self._look_timer.stop()
        self.dictation.leave()
        self._filled = self._unsaved = False
        self._session_id = self._kept = ""
        self._template = None
        self.text.clear()
        self.checklist.wipe()
        self.client.say("")
        self.missing.setText("")

    def _fetch_format(self) -> None:
        """The format that is chosen, with the fields of a modality where one is; then the checklist shows it."""
        chosen = self.template.value

        def found(template: NoteTemplate) -> None:
            if self.template.value == chosen:
                self._template = template
                self.checklist.show_template(template)
                self._look()

        self.ask(lambda: self.services.notes.template(chosen), found)

    def _format_chosen(self, chosen: str) -> None:
        if not self._filled:
            return
        session_id = self._session_id
        self._fetch_format()
        self.ask(lambda: self.services.records.set_template(session_id, chosen), lambda _: None)

    def _refresh(self) -> None:
        self.draft.setEnabled(self._filled and not self.dictation.busy and bool(self.text.text))

    # ---- while it is written -------------------------------------------------------------------

    def _changed(self) -> None:
        self._refresh()
        if self._filled:
            self.saved.setText("")
            self._keep_timer.start()
            self._look_timer.start()

    def _put(self, text: str) -> None:
        """A change that was made in the checklist."""
        self.text.put(text)
        self.text.ensureCursorVisible()
        self._look()

    def _look(self) -> None:
        """Let the checklist follow the text."""
        self._look_timer.stop()
        self.checklist.follow()
        template, text = self._template, self.text.text
        if template is not None and self._filled:
            written = self.services.written
            self.ask(lambda: written.outlook(text, template), self._show_outlook, lane=Lane.CHECK)

    def _show_outlook(self, outlook: Outlook) -> None:
        self.checklist.show_outlook(outlook)
        if not outlook.total:
            self.missing.setText("")
            return
        lines = [
            self.tr("{title}: nothing in what you wrote.").replace("{title}", each.title) for each in outlook.missing
        ]
        self.missing.setText("  ".join(lines))

    def _keep(self) -> None:
        self._keep_timer.stop()
        self._store(lambda: None)

    def _store(self, done: Callable[[], None]) -> None:
        """Store the text as it stands, where it is not stored yet."""
        text, session_id, written = self.text.toPlainText().strip(), self._session_id, self.services.written
        if not self._filled or not session_id or text == self._kept:
            done()
            return

        def stored(_: object) -> None:
            self._unsaved = False
            if self._session_id == session_id:
                self._kept = text
                if self.text.text == text:
                    self.saved.setText(self.tr("Stored"))
            done()

        def failed(error: Exception) -> None:
            # A session that is gone or signed takes no more words: nothing of it waits to be stored.
            self._unsaved = not isinstance(error, NotAllowed | NoteSigned | RecordMissing)
            self.ops.fail(self, error)
            done()  # a window that cannot be locked would be worse

        self.ops.run(self, lambda: written.keep(session_id, text), stored, failed)

    def flush(self, done: Callable[[], None]) -> None:
        """End a dictation that runs, and store what was typed."""
        self._keep_timer.stop()
        self.dictation.flush(lambda: self._store(done))

    @property
    def unsaved(self) -> bool:
        """See `Page`: what happened in the session."""
        return self._unsaved

    # ---- dictating -----------------------------------------------------------------------------

    def _before_dictation(self, go: Callable[[str], None]) -> None:
        session_id = self._session_id
        self._store(lambda: go(session_id))

    def _dictated(self, dictated: str) -> None:
        """The words are here: in the text, and stored with it, before they are forgotten beside it."""
        if dictated.strip():
            self.text.append_words(dictated.strip())
        text, session_id = self.text.text, self._session_id
        self._keep_timer.stop()

        def taken(_: object) -> None:
            if self._session_id == session_id:
                self._kept = text

        self.ask(lambda: self.services.dictation.take(session_id, text), taken)
        self._look()
        self.text.setFocus()

    # ---- drafting ------------------------------------------------------------------------------

    def _draft(self) -> None:
        session_id, template = self._session_id, self.template.value
        text = self.text.text
        self.banner.hide()
        self.setEnabled(False)

        def store() -> None:
            self.services.written.keep(session_id, text)
            self.services.records.set_template(session_id, template)

        def stored(_: None) -> None:
            self._kept = text
            self.setEnabled(True)
            self.router.show_work(WorkPlan(session_id, transcribe=False, template_id=template))

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            error_view.say(self.banner, error)

        self.ask(store, stored, failed)
