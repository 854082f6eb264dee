"""Workspace: transcript left, note right, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QPlainTextEdit,
    QSplitter,
    QStackedLayout,
    QToolTip,
    QWidget,
)

from app.domain.moment import Moment
from app.domain.note import Evidence, Note
from app.domain.session import Session
from app.domain.transcript import Transcript
from app.ui import theme, words
from app.ui.context import Context, Page
from app.ui.deleting import Deleting
from app.ui.exporting import Exporting
from app.ui.widgets import Banner, Elided, EmptyState, button, chip, column, icon_size
from app.ui.workspace.closing import Closing
from app.ui.workspace.correcting import Correcting
from app.ui.workspace.dialogs import Form
from app.ui.workspace.drafting import Drafting
from app.ui.workspace.note_view import NoteView
from app.ui.workspace.nudges import Nudges
from app.ui.workspace.parts import Content, side, stretch
from app.ui.workspace.playing import Playing
from app.ui.workspace.review_clock import ReviewClock
from app.ui.workspace.top_bar import TopBar
from app.ui.workspace.transcript_view import TranscriptView

T = TypeVar("T")
NARROW = 480
"""Pixels at the usual text size below which the note's head speaks in fewer words."""


class WorkspacePage(Page):
    """Review, correct, sign, export."""

    note_signed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "workspace")
        self.session_id = ""
        self.at: Moment | None = None
        self._content: Content | None = None
        self._correcting = 0  # corrections of the transcript that are being stored
        self._waiters: list[Callable[[], None]] = []
        self._not_stored: dict[str, Note] = {}  # by session: left when they could not be stored
        self.bar = TopBar()
        self.outer.addWidget(self.bar)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setObjectName("workspace.split")
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._transcript_side())
        self.split.addWidget(self._note_side())
        self.split.setStretchFactor(0, 9)
        self.split.setStretchFactor(1, 11)
        self.split.setSizes([theme.px(490), theme.px(600)])
        self.split.splitterMoved.connect(lambda *_: self._note_changed())
        self.outer.addWidget(self.split, 1)
        self.playing = Playing(context, self.transcript)
        self.playing.failed.connect(lambda text: self.sound_banner.say(text, "warning"))
        self.correcting = Correcting(self)
        for each in (self.correcting.undo, self.correcting.redo):
            self._head.insertWidget(self._head.indexOf(self.swap), each)
        self.swap.clicked.connect(self.correcting.swap)
        self.rename.clicked.connect(self.correcting.who_is_who)
        self.closing = Closing(self)
        self.exporting = Exporting(self)
        self.drafting = Drafting(self)
        self.deleting = Deleting(self, self._deleted)
        self.clock = ReviewClock(self)
        self.nudges = Nudges(self)
        self.note.decided.connect(self.clock.decided)
        bar = self.bar
        for made, act in (
            (bar.back, self.router.show_today),
            (bar.more, self._more),
            (bar.draft_again, self.drafting.draft_again),
            (self.first_draft, self.drafting.draft_again),
            (bar.export, self.exporting.choose),
            (bar.export_pdf, self.exporting.as_pdf),
            (bar.add_addendum, self.closing.add_addendum),
            (bar.sign, self.closing.sign),
            (self.next, self._next),
        ):
            made.clicked.connect(lambda _=False, a=act: a())
        for keys, step in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda s=step: self._next(s))

    # ---- parts ---------------------------------------------------------------------------------

    def _transcript_side(self) -> QWidget:
        whole, self.left_title, head = side(self.tr("Transcript"), "transcript.title")
        whole.setMinimumWidth(theme.px(380))
        across, rows = head.layout(), whole.layout()
        assert isinstance(across, QBoxLayout)
        assert rows is not None
        self.swap = button("", "quiet", name="transcript.swap", icon="swap", size="small",
                           tip=self.tr("Swap speakers: therapist and client the other way round"))  # fmt: skip
        self.swap.setProperty("square", True)
        self.swap.setFixedSize(icon_size(32))
        self.rename = button(self.tr("Who is who…"), "quiet", name="transcript.rename", icon="person", size="small")
        self.rewrite = button(self.tr("Write more…"), "quiet", name="transcript.rewrite", icon="write", size="small",
                              tip=self.tr("Change what you wrote, then draft again"))  # fmt: skip
        self.rewrite.clicked.connect(lambda _=False: self.router.show_writing(self.session_id))
        across.addItem(stretch())
        across.addWidget(self.rewrite)
        across.addWidget(self.swap)
        across.addWidget(self.rename)
        self._head = across
        self.transcript = TranscriptView()
        self.summary = QPlainTextEdit()
        self.summary.setObjectName("transcript.summary")
        self.summary.setAccessibleName(self.tr("What you wrote about the session"))
        self.summary.setReadOnly(True)
        self.summary.setProperty("plain", True)
        self.summary.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        self.left = QStackedLayout(holder)
        self.left.addWidget(self.transcript)
        self.left.addWidget(self.summary)
        rows.addWidget(holder)
        self.sound_banner = Banner("transcript.banner")
        foot = QWidget()
        column(foot, gap=0, margins=(4, 1, 4, 1)).addWidget(self.sound_banner)
        rows.addWidget(foot)
        return whole

    def _note_side(self) -> QWidget:
        whole, self.note_title, head = side(self.tr("Note"), "note.title")
        whole.setMinimumWidth(theme.px(400))
        across, rows = head.layout(), whole.layout()
        assert across is not None
        assert rows is not None
        self.review = chip("", "warning", name="note.toReview")
        self.saved = Elided("caption", "note.saved")
        self.saved.setProperty("tone", "muted")
        self.next = button("", "quiet", name="note.next", icon="down", size="small",
                           tip=self.tr("The next sentence to decide (F8; Shift+F8 for the one before)"))  # fmt: skip
        self.next.setProperty("square", True)
        self.next.setFixedSize(icon_size(32))
        across.addWidget(self.review)
        across.addWidget(self.next)
        across.addItem(stretch())
        across.addWidget(self.saved)
        self.note = NoteView(self.context)
        self.note.evidence_wanted.connect(self._show_evidence)
        self.note.changed.connect(self._note_changed)
        self.note.saved.connect(self._say_saved)
        self.note.save_failed.connect(self.saved.say)
        self.first_draft = button(self.tr("Draft the note"), "primary", name="workspace.draft", size="large")
        empty = EmptyState(
            "note", self.tr("No draft yet"),
            self.tr("Sotto can draft the note from the transcript. Correct the transcript first if you like."),
            self.first_draft,
        )  # fmt: skip
        holder = QWidget()
        self.right = QStackedLayout(holder)
        for each in (self.note, empty):
            self.right.addWidget(each)
        rows.addWidget(holder)
        return whole

    # ---- showing -------------------------------------------------------------------------------

    def prepare(self, session_id: str, at: Moment | None = None) -> None:
        """Before `enter`: which session, and where in it."""
        self.session_id = session_id
        self.at = at

    def enter(self) -> None:
        """Fetch the session anew."""
        session_id = self.session_id
        self.ask(lambda: self._fetch(session_id), self.show_content)

    def _fetch(self, session_id: str) -> Content:
        s = self.services
        session, note = s.records.session(session_id), s.notes.latest(session_id)
        transcript = s.records.transcript(session_id)
        s.records.opened(session_id)
        return Content(
            session,
            s.records.client(session.client_id).label,
            transcript,
            note,
            s.notes.format_for(session_id, note.template_id if note else session.template_id),
            tuple(s.records.stretches(session_id, transcript)),
            s.corrections.opened(session_id),
            s.work.at_work(session_id),
            s.review.figures(session_id) if note is not None and note.signed else None,
        )

    def show_content(self, content: Content) -> None:
        """Show a session."""
        if content.session.id != self.session_id:
            return
        self._content = content
        session, note = content.session, content.note
        self.bar.show_content(content)
        written = content.transcript is None or (not session.recording_id and bool(session.summary))
        self.summary.setPlainText(session.summary)
        self.left.setCurrentWidget(self.summary if written else self.transcript)
        self.left_title.setText(self.tr("What you wrote") if written else self.tr("Transcript"))
        signed = note is not None and note.signed
        for each in (self.swap, self.rename):
            each.setVisible(not written and not signed)
        self.rewrite.setVisible(written and not signed and bool(session.summary))
        self.transcript.lock(signed)
        (self.summary if written else self.transcript).setFocus()
        transcript = content.transcript or Transcript()
        self.playing.open(session)
        self.transcript.turns.show(transcript, words.turn_tags(session, transcript), content.stretches)
        self.correcting.show(content.history, possible=not written and not signed)
        if note is None:
            self.note.wipe()
            self.right.setCurrentIndex(1)
            self.note_title.setText(self.tr("Note"))
        else:
            self.note.show_note(note, content.template, None if written else content.transcript)
            self.note.show_figures(content.figures)
            not_stored = self._not_stored.pop(session.id, None)
            if not_stored is not None:
                self.note.restore(not_stored)
            self.right.setCurrentIndex(0)
            self.note_title.setText(content.template.title)
        self.note.show_redo("", possible=not content.at_work)
        if note is None or signed:
            self.clock.stop()
        else:
            self.clock.start(session.id)
        self._note_changed()
        self.nudges.show_content(content)
        self.saved.say(self._saved_words(note))

    def _saved_words(self, note: Note | None) -> str:
        if note is None or note.updated_at is None or note.signed:
            return ""
        return self.tr("Saved {time}").replace("{time}", words.time_words(note.updated_at))

    def leave(self) -> None:
        """Wipe client data; only a note that could not be stored is kept, to be stored when it can be."""
        self._correcting, self._waiters = 0, []
        self.correcting.put_away()
        for dialog in self.findChildren(Form):
            dialog.put_away()
        self.deleting.put_away()
        self.exporting.put_away()
        self.clock.stop()
        self.nudges.leave()
        QToolTip.hideText()
        not_stored = self.note.note() if self.note.unsaved else None
        if not_stored is not None:
            self._not_stored[not_stored.session_id] = not_stored
        self.transcript.forget_click()
        self.sound_banner.hide()
        self.playing.close()
        self._content = None
        self.transcript.turns.show(Transcript(), {}, ())
        self.summary.clear()
        self.note.wipe()
        self.bar.wipe()
        self.saved.say("")

    def flush(self, done: Callable[[], None]) -> None:
        """Store the correction of a turn that is being written, then the note."""
        self.transcript.commit_open()
        self.correcting.try_again()
        self._waiters.append(lambda: self.clock.store(done))
        self._corrected()

    @property
    def unsaved(self) -> bool:
        """See `Page`: in the note, also in one that was left; in the transcript; in an addendum."""
        correcting = self.correcting
        refused = correcting.refused or correcting.names_refused
        return self.note.unsaved or bool(self._not_stored or refused or self.closing.not_kept)

    def _note_changed(self) -> None:
        note = self._content.note if self._content else None
        count = 0 if note is None or note.signed else self.note.to_review
        self.review.setText(self._left_words(count))
        self.review.adjustSize()
        for each in (self.review, self.next):
            each.setVisible(count > 0)
        if self.note.checking or count:
            self.saved.say("" if self.note.checking else self.saved.full)

    def _left_words(self, count: int) -> str:
        """How many sentences are left to decide, as long as the room beside it allows."""
        if self.note.width() < theme.px(NARROW):
            return self.tr("{n} to decide").replace("{n}", str(count))
        if count == 1:
            return self.tr("1 sentence to decide")
        return self.tr("{n} sentences to decide").replace("{n}", str(count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words in the heads to the new width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._note_changed)

    def _say_saved(self, time: str) -> None:
        self.saved.say(self.tr("Saved {time}").replace("{time}", time))

    def _more(self) -> None:
        session_id, at = self.session_id, self.bar.more.mapToGlobal(self.bar.more.rect().bottomLeft())
        self.flush(lambda: self.deleting.offer(session_id, at))

    def _deleted(self, everything: bool) -> None:
        """Show what is left of the session, or, where nothing is, the list."""
        if everything:
            self._content = None
            self.clock.stop()
            self.note.wipe()  # nothing of it is to be stored any more
            self.router.show_today()
        else:
            self.enter()

    # ---- transcript ----------------------------------------------------------------------------

    def _show_evidence(self, evidence: Evidence) -> None:
        """Scroll to the words, and play them."""
        self.show_turn(evidence.turn)
        if self.left.currentWidget() is self.transcript:
            self.playing.toggle_evidence(evidence)

    def show_turn(self, number: int) -> None:
        """Scroll to a turn; what was typed is shown as it was typed, with the words selected."""
        content = self._content
        if self.left.currentWidget() is self.transcript or content is None or content.transcript is None:
            self.transcript.go_to(frozenset({number}))
        elif number < len(content.transcript.turns):
            self.summary.moveCursor(QTextCursor.MoveOperation.Start)
            self.summary.find(content.transcript.turns[number].text)

    def _next(self, step: int = 1) -> None:
        self.note.show_next_problem(step)

    def keep(self, act: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """As `ask`, and `flush` waits for the answer."""

        def over() -> None:
            self._correcting -= 1
            self._corrected()

        def stored(value: T) -> None:
            then(value)
            over()

        def refused(error: Exception) -> None:
            failed(error)
            over()

        self._correcting += 1
        self.ask(act, stored, refused)

    def _corrected(self) -> None:
        """Store the note for those who wait, once no correction of the transcript is under way."""
        if self._correcting:
            return
        waiters, self._waiters = self._waiters, []
        for each in waiters:
            self.note.flush(each)

    @property
    def content(self) -> Content | None:
        """What is shown; None where nothing is yet."""
        return self._content

    @property
    def session(self) -> Session | None:
        """The session that is shown."""
        return self._content.session if self._content else None
