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
    QStackedLayout,
    QToolTip,
    QWidget,
)

from app.domain.moment import Moment
from app.domain.note import Evidence, Note
from app.domain.session import Session
from app.domain.transcript import Transcript
from app.ui import error_view, theme, words
from app.ui.context import Command, Context, Page, Part
from app.ui.deleting import Deleting
from app.ui.exporting import Exporting
from app.ui.widgets import Banner, button, column, icon_size
from app.ui.workspace.closing import Closing
from app.ui.workspace.correcting import Correcting
from app.ui.workspace.dialogs import Form
from app.ui.workspace.drafting import Drafting
from app.ui.workspace.evidence_link import EvidenceLinks
from app.ui.workspace.hearing import Hearing
from app.ui.workspace.note_commands import commands
from app.ui.workspace.note_side import NoteSide
from app.ui.workspace.nudges import Nudges
from app.ui.workspace.parts import Content, side, stretch
from app.ui.workspace.player_bar import PlayerBar
from app.ui.workspace.readiness import Readiness
from app.ui.workspace.review_clock import ReviewClock
from app.ui.workspace.sides import Sides
from app.ui.workspace.timeline import Timeline
from app.ui.workspace.top_bar import TopBar
from app.ui.workspace.transcript_view import TranscriptView

T = TypeVar("T")


class WorkspacePage(Page):
    """Review, correct, sign, export."""

    help_topic = "reviewing"
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
        self.sides = Sides(context)
        self._left_side = self._transcript_side()
        self.sides.addWidget(self._left_side)
        self.note_side = NoteSide(context, self)
        self.note = self.note_side.note
        self.note.evidence_wanted.connect(self._show_evidence)
        self.note.changed.connect(self._note_changed)
        self.sides.addWidget(self.note_side.whole)
        self.sides.setStretchFactor(0, 9)
        self.sides.setStretchFactor(1, 11)
        self.sides.laid_out.connect(self._note_changed)
        self.bar.hold(self.sides.switch)
        self.outer.addWidget(self.sides, 1)
        self.links = EvidenceLinks(self.sides, self.transcript, self.note)
        self.hearing = Hearing(self)
        self.playing = self.hearing.playing
        self.outer.insertWidget(1, self.hearing.finding.bar)
        self.playing.failed.connect(lambda error: error_view.say(self.sound_banner, error, "warning", lost=""))
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
        self.readiness = Readiness(self)
        self.note_side.rows.addWidget(self.readiness.list)
        self.note.decided.connect(self.clock.decided)
        bar = self.bar
        for made, act in (
            (bar.back, self.router.show_today),
            (bar.more, self.more),
            (bar.draft_again, self.drafting.draft_again),
            (self.note_side.first_draft, self.drafting.draft_again),
            (bar.export, self.exporting.choose),
            (bar.export_pdf, self.exporting.as_pdf),
            (bar.add_addendum, self.closing.add_addendum),
            (bar.sign, self.closing.sign),
            (self.note_side.next, self.go_on),
        ):
            made.clicked.connect(lambda _=False, a=act: a())
        for keys, step in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda s=step: self.go_on(s))

    # ---- parts ---------------------------------------------------------------------------------

    def _transcript_side(self) -> QWidget:
        whole, self.left_title, head = side(self.tr("Transcript"), "transcript.title")
        whole.setMinimumWidth(theme.px(380))
        across, rows = head.layout(), whole.layout()
        assert isinstance(across, QBoxLayout)
        assert isinstance(rows, QBoxLayout)
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
        self.timeline = Timeline("transcript.timeline")
        rows.addWidget(self.timeline)
        rows.addWidget(holder, 1)
        self.sound_banner = Banner("transcript.banner")
        foot = QWidget()
        column(foot, gap=0, margins=(4, 0, 4, 0)).addWidget(self.sound_banner)
        rows.addWidget(foot)
        self.player = PlayerBar()
        rows.addWidget(self.player)
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
            bool(s.records.profile().name.strip()),
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
        self.transcript.turns.show(transcript, words.turn_tags(session, transcript), content.stretches)
        self.hearing.show_content(content, written=written)
        self.correcting.show(content.history, possible=not written and not signed)
        if note is None:
            self.note.wipe()
            self.note_side.stack.setCurrentIndex(1)
            self.note_side.title.setText(self.tr("Note"))
        else:
            self.note.show_note(note, content.template, None if written else content.transcript)
            self.note.show_figures(content.figures)
            not_stored = self._not_stored.pop(session.id, None)
            if not_stored is not None:
                self.note.restore(not_stored)
            self.note_side.stack.setCurrentIndex(0)
            self.note_side.title.setText(content.template.title)
        self.note.show_redo("", possible=not content.at_work)
        if note is None or signed:
            self.clock.stop()
        else:
            self.clock.start(session.id)
        at, self.at = self.at, None  # gone to once: what is fetched anew later keeps its place
        if at is not None and at.turn >= 0:
            self.show_turn(at.turn)
        if at is not None and at.sentence_id:
            self.sides.show_side("note")
            self.note.go_to(at.sentence_id)
        self._note_changed()
        self.readiness.look()
        self.nudges.show_content(content)
        self.note_side.show_stored(note)

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
        self.hearing.wipe()
        self._content = None
        self.transcript.turns.show(Transcript(), {}, ())
        self.summary.clear()
        self.note.wipe()
        self.readiness.wipe()
        self.bar.wipe()
        self.note_side.saved.say("")

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
        self.note_side.count(count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words in the heads to the new width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._note_changed)

    def more(self) -> None:
        """The menu of versions, destroying and deleting."""
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
        self.sides.show_side("transcript")
        if self.left.currentWidget() is self.transcript or content is None or content.transcript is None:
            self.transcript.go_to_turn(number)
        elif number < len(content.transcript.turns):
            self.summary.moveCursor(QTextCursor.MoveOperation.Start)
            self.summary.find(content.transcript.turns[number].text)

    def go_on(self, step: int = 1) -> None:
        """To the next sentence to decide, or with -1 the one before."""
        self.sides.show_side("note")
        self.note.show_next_problem(step)

    def take_back(self) -> None:
        """What was done last on the side that has the keys; where nothing is left to take back there, on the other."""
        focused = self.window().focusWidget()
        in_note = focused is not None and self.note_side.whole.isAncestorOf(focused)
        if in_note and self.note.take_back():
            return
        if self.correcting.undo.isEnabled() and not self.correcting.undo.isHidden():
            self.correcting.undo.click()
        elif not in_note:
            self.note.take_back()

    def commands(self) -> list[Command]:
        """See `Page`."""
        return commands(self)

    def parts(self) -> list[Part]:
        """See `Page`: the bar, the words that are sought, transcript, note, nudges, and what is left to do."""
        return [
            Part(self.bar),
            Part(self.hearing.finding.bar),
            Part(self._left_side, self.left.currentWidget()),
            Part(self.note_side.whole, self.note_side.stack.currentWidget()),
            Part(self.readiness.list),
            Part(self.nudges.panel),
        ]

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
