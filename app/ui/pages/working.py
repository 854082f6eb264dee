"""Working: the stages between a recording and a draft, with progress, Cancel and Try again."""

from __future__ import annotations

import threading
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QProgressBar, QWidget

from app.domain.errors import Cancelled
from app.domain.note import Note
from app.domain.progress import Progress, Stage
from app.domain.session import RecorderStatus, RecordingState, Session
from app.domain.transcript import Segment
from app.ui import icons, theme, words
from app.ui.context import Context, Page, WorkPlan
from app.ui.error_view import ErrorText, describe
from app.ui.operations import Lane
from app.ui.pages.frame import centred
from app.ui.widgets import Banner, Card, button, caption, column, label, row

POLL_MS = 200


class StageRow(QWidget):
    """One stage: sign, name, progress, percent."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        across = row(self, gap=3)
        self._sign = label("")
        self._sign.setFixedSize(theme.px(20), theme.px(20))
        across.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(gap=2)
        line_up = row(gap=3)
        self._name = label(words.stage_words(stage), wrap=True)
        self._percent = label("", "caption", tone="muted", name=f"working.{stage}.percent")
        line_up.addWidget(self._name, 1)
        line_up.addWidget(self._percent)
        texts.addLayout(line_up)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"working.{stage}")
        self._bar.setAccessibleName(words.stage_words(stage))
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        texts.addWidget(self._bar)
        across.addLayout(texts, 1)
        self.reset()

    def reset(self) -> None:
        """Not begun."""
        self.show_part(0.0, begun=False)

    def show_part(self, part: float, *, begun: bool = True) -> None:
        """Show `part` of 1.0; at 1.0 the stage is done."""
        done = part >= 1.0
        icons.put(self._sign, "check" if done else "next", "accent" if begun else "border", 20)
        self._bar.setValue(round(min(part, 1.0) * 1000))
        self._percent.setText(self.tr("Done") if done else f"{int(part * 100)} %" if begun else "")
        self._name.setProperty("role", "strong" if begun and not done else "body")
        self._name.setProperty("tone", "" if begun else "muted")
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)


class _Relay(QObject):
    """Brings progress from the working thread to the main thread."""

    reported = Signal(object)


class WorkingPage(Page):
    """Runs a WorkPlan and then opens the workspace."""

    chrome = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "working")
        self.plan = WorkPlan("")
        self.running = False
        self._cancel = threading.Event()
        self._relay = _Relay(self)
        self._relay.reported.connect(self.show_progress, Qt.ConnectionType.QueuedConnection)
        inner = centred(self.outer, 600)
        self.title = label(self.tr("Working on the session"), "title", name="working.title")
        inner.addWidget(self.title)
        self.lead = label("", tone="muted", wrap=True)
        inner.addWidget(self.lead)
        self.banner = Banner("working.notice")
        inner.addWidget(self.banner)
        self.card = Card(gap=4)
        self.stages = {stage: StageRow(stage) for stage in Stage}
        for each in self.stages.values():
            self.card.rows.addWidget(each)
        inner.addWidget(self.card)
        self.failure, self.happened, self.after, self.try_again = self._failure_card()
        inner.addWidget(self.failure)
        foot = row(gap=3)
        self.words_shown = QCheckBox()
        caption(self.words_shown, self.tr("Show the &words as they come"))
        self.words_shown.setObjectName("working.showWords")
        self.words_shown.setAccessibleName(self.tr("Show the words as they come"))
        self.words_shown.toggled.connect(self._toggle_words)
        foot.addWidget(self.words_shown, 1)
        self.cancel = button(self.tr("&Cancel"), name="working.cancel")
        self.cancel.clicked.connect(self.stop)
        foot.addWidget(self.cancel)
        inner.addLayout(foot)
        self.text = QPlainTextEdit()
        self.text.setObjectName("working.words")
        self.text.setAccessibleName(self.tr("The words so far"))
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(theme.px(160))
        self.text.hide()
        inner.addWidget(self.text)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._ask_recorder)
        self._segments = QTimer(self)
        self._segments.setInterval(1000)
        self._segments.timeout.connect(self._ask_segments)
        self._asking = False

    def _failure_card(self) -> tuple[Card, QLabel, QLabel, QWidget]:
        card = Card(gap=3, name="working.failure")
        card.setProperty("tone", "warning")
        happened = label("", "heading", wrap=True, name="working.happened")
        after = label("", tone="muted", wrap=True, name="working.after")
        again = button(self.tr("&Try again"), "primary", name="working.tryAgain")
        again.clicked.connect(self.enter)
        self.other = button(self.tr("Go &back to the sessions"), "quiet", name="working.back")
        self.other.clicked.connect(lambda _=False: self.router.show_sessions())
        card.rows.addWidget(happened)
        card.rows.addWidget(after)
        buttons = row(gap=3)
        buttons.addWidget(again)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        card.rows.addLayout(buttons)
        return card, happened, after, again

    def prepare(self, plan: WorkPlan) -> None:
        """Before `enter`: what to do. Work that runs already is finished first."""
        if self.running:
            return
        self.plan = plan
        self.words_shown.setChecked(False)

    def show_plan(self, plan: WorkPlan) -> None:
        """Show the stages of a plan, none begun."""
        used = {
            Stage.CAPTURE: plan.capture,
            Stage.TRANSCRIBE: plan.transcribe,
            Stage.SPEAKERS: plan.transcribe,
            Stage.DRAFT: plan.draft,
            Stage.CHECK: plan.draft,
        }
        for stage, each in self.stages.items():
            each.reset()
            each.setVisible(used[stage])
        self.lead.setText(
            self.tr("You can leave this page alone; the draft opens when it is ready.")
            if plan.draft
            else self.tr("You can leave this page alone; the transcript opens when it is ready.")
        )
        self.banner.hide()
        if plan.notice:
            self.banner.say(plan.notice, "warning")
        self.failure.hide()
        self.card.show()
        self.cancel.setVisible(not plan.capture)  # half a file is no session
        self.cancel.setEnabled(True)
        self.words_shown.setVisible(plan.transcribe)
        self.text.clear()

    def enter(self) -> None:
        """Start, or start again after a failure."""
        if self.running:
            return
        self.running = True
        self._cancel = threading.Event()
        self.show_plan(self.plan)
        if self.plan.capture:
            self._asking = False
            self._poll.start()
        else:
            self._process()

    def leave(self) -> None:
        """The work goes on; only the client's words leave the screen."""
        self.words_shown.setChecked(False)

    def stop(self) -> None:
        """Cancel; everything done before is stored. A file that is being read is read to its end."""
        if not self.running:
            return
        self.cancel.setEnabled(False)
        self._cancel.set()
        if self._poll.isActive():
            self._poll.stop()
            self.running = False

    # ---- reading a sound file ------------------------------------------------------------------

    def _ask_recorder(self) -> None:
        if not self._asking:
            self._asking = True
            self.ops.run(self, self.services.recording.status, self._recorder_says, self._failed, lane=Lane.RECORDER)

    def _recorder_says(self, status: RecorderStatus) -> None:
        self._asking = False
        if not self._poll.isActive():
            return
        self.show_progress(Progress(Stage.CAPTURE, status.captured, status.total or max(status.captured * 2, 1.0)))
        if status.state in (RecordingState.STOPPED, RecordingState.FAILED):
            self._poll.stop()
            self.ops.run(self, self.services.recording.stop, self._captured, self._cut, lane=Lane.RECORDER)

    def _cut(self, error: Exception) -> None:
        """The file ended badly: what was read before is stored, and Try again works with that."""
        self.plan = replace(self.plan, capture=False)
        self._failed(error)

    def _captured(self, _: Session) -> None:
        self.show_progress(Progress(Stage.CAPTURE, 1.0, 1.0))
        self.plan = replace(self.plan, capture=False)  # Try again must not read the file twice
        self.cancel.show()
        if self._cancel.is_set():
            self._failed(Cancelled())
            return
        self._process()

    # ---- transcript and draft ------------------------------------------------------------------

    def _process(self) -> None:
        plan, cancel, report = self.plan, self._cancel, self._relay.reported.emit
        services = self.services

        def work() -> Note | None:
            if plan.transcribe:
                services.work.process(plan.session_id, report, cancel.is_set)
            if not plan.draft:
                return None
            template = plan.template_id or services.records.session(plan.session_id).template_id
            return services.work.draft(plan.session_id, template, report, cancel.is_set)

        self.ops.run(self, work, self._done, self._failed, lane=Lane.LONG)

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Show where the work stands; earlier stages are done."""
        order = list(Stage)
        for stage in order[: order.index(progress.stage)]:
            self.stages[stage].show_part(1.0)
        part = progress.done / progress.total if progress.total > 0 else 0.0
        self.stages[progress.stage].show_part(part)
        if progress.restarted:
            self.banner.say(self._restart_words(progress.reason), "warning")

    def _restart_words(self, reason: str) -> str:
        if reason == "killed":
            return self.tr("A part of Sotto was ended by the system, most likely because memory ran short. It was "
                           "started again and goes on with the same piece. Nothing was lost.")  # fmt: skip
        if reason == "gave up":
            return self.tr("The note model could not be used, so the draft is made of quotations. Nothing was lost.")
        return self.tr("A part of Sotto stopped unexpectedly. It was started again and goes on with the same "
                       "piece. Nothing was lost.")  # fmt: skip

    def _done(self, _: Note | None) -> None:
        self.running = False
        self._segments.stop()
        if self._cancel.is_set():
            self._failed(Cancelled())
            return
        self.router.work_done(self.plan.session_id)

    def _failed(self, error: Exception) -> None:
        self.running = False
        self._poll.stop()
        self._segments.stop()
        self.show_failure(describe(error))

    def show_failure(self, text: ErrorText) -> None:
        """Show what happened, what was lost and what to do next."""
        self.happened.setText(text.happened)
        self.after.setText(text.after())
        self.failure.show()
        self.cancel.hide()
        self.try_again.setFocus()

    # ---- words as they come --------------------------------------------------------------------

    def _toggle_words(self, shown: bool) -> None:
        self.text.setVisible(shown)
        if shown:
            self._segments.start()
            self._ask_segments()
        else:
            self._segments.stop()
            self.text.clear()

    def _ask_segments(self) -> None:
        session_id = self.plan.session_id
        self.ops.run(self, lambda: self.services.records.segments(session_id), self.show_segments)

    def show_segments(self, segments: list[Segment]) -> None:
        """Show the words so far, one voiced stretch a line."""
        if not self.words_shown.isChecked():
            return
        lines = [f"{words.clock(s.start)}  {' '.join(w.text.strip() for w in s.words)}" for s in segments if s.words]
        text = "\n".join(lines)
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.maximum())
