"""Working: the stages between a recording and a draft, with progress, Cancel and Try again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from app.domain.note import NoteSentence
from app.domain.progress import Progress, Stage
from app.domain.session import Session
from app.domain.transcript import Segment
from app.ui import error_details, error_view, files, theme, words
from app.ui.context import Command, Context, Page, WorkPlan
from app.ui.draft_so_far import DraftSoFar
from app.ui.error_view import ErrorText, describe
from app.ui.instruments import Flow
from app.ui.opening import SOUND_KINDS
from app.ui.operations import Lane
from app.ui.pages.frame import centred
from app.ui.remaining import Remaining, left_words, read_usual, write_usual
from app.ui.stage_row import StageRow
from app.ui.widgets import Banner, Card, button, caption, label, row
from app.ui.work_queue import Job, Step, WorkQueue, can_be_read_again


class WorkingPage(Page):
    """Shows one plan of the work queue, and opens the workspace when it is done."""

    chrome = True
    help_topic = "working"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "working")
        self._job = Job(WorkPlan(""))
        self._shown: tuple[Step, Progress | None] = (self._job.step, None)
        self.queue = WorkQueue(context, self)
        self.queue.changed.connect(self._changed)
        self.queue.ended.connect(self._ended)
        self.queue.section.connect(self._show_section)
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
        self.left = label(" ", tone="muted", name="working.left")
        inner.addWidget(self.left)
        self.failure, self.happened, self.after, self.try_again = self._failure_card()
        inner.addWidget(self.failure)
        foot = row(gap=3)
        self.words_shown = QCheckBox()
        caption(self.words_shown, self.tr("Show the &words as they come"))
        self.words_shown.setObjectName("working.showWords")
        self.words_shown.setAccessibleName(self.tr("Show the words as they come"))
        self.words_shown.toggled.connect(self._toggle_words)
        foot.addWidget(self.words_shown, 1, Qt.AlignmentFlag.AlignLeading)
        self.cancel = button(self.tr("&Cancel"), name="working.cancel",
                             tip=self.tr("Stops the work; what is done so far stays (Alt+C)"))  # fmt: skip
        self.cancel.clicked.connect(self._cancel)
        foot.addWidget(self.cancel)
        inner.addLayout(foot)
        self.draft = DraftSoFar()
        inner.addWidget(self.draft)
        self.text = QPlainTextEdit()
        self.text.setObjectName("working.words")
        self.text.setAccessibleName(self.tr("The words so far"))
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(theme.px(160))
        self.text.hide()
        inner.addWidget(self.text)
        self._segments = QTimer(self)
        self._segments.setInterval(1000)
        self._segments.timeout.connect(self._ask_segments)
        self._remaining: Remaining | None = None
        self._usual: dict[Stage, float] = {}
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._say_left)

    def _failure_card(self) -> tuple[Card, QLabel, QLabel, QPushButton]:
        card = Card(gap=3, name="working.failure")
        card.setProperty("tone", "warning")
        happened = label("", "heading", wrap=True, name="working.happened")
        after = label("", tone="muted", wrap=True, name="working.after")
        again = button(self.tr("&Try again"), "primary", name="working.tryAgain")
        again.clicked.connect(lambda _=False: self._show_job(self.queue.add(self.plan)))
        self.read_again = button(self.tr("&Read the file again…"), name="working.readAgain")
        self.read_again.clicked.connect(lambda _=False: self._read_again())
        self.other = button(self.tr("Go &back to the sessions"), "quiet", name="working.back")
        self.other.clicked.connect(lambda _=False: self.router.show_today())
        card.rows.addWidget(happened)
        card.rows.addWidget(after)
        self.copy = error_details.CopyDetails("working.copy")
        buttons = QWidget()
        buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = Flow(buttons, gap=3)
        for each in (again, self.read_again, self.other, self.copy):
            flow.addWidget(each)
        card.rows.addWidget(buttons)
        return card, happened, after, again

    @property
    def plan(self) -> WorkPlan:
        """The plan that the page shows."""
        return self._job.plan

    def prepare(self, plan: WorkPlan) -> None:
        """Before `enter`: what to do and to show. Work that runs already is finished first."""
        self._job = self.queue.add(plan)
        self.words_shown.setChecked(False)

    def preview(self, plan: WorkPlan) -> None:
        """Before `enter`: show a plan that is not carried out."""
        self._job = Job(plan, Step.WORKING)

    def enter(self) -> None:
        """Show how the work stands."""
        self._tick.start()
        self._show_job(self._job)
        get = self.services.preferences.get
        self.ask(lambda: read_usual(get("work.usual")), self._know)

    def leave(self) -> None:
        """The work goes on; only the client's words leave the screen."""
        self._tick.stop()
        self.words_shown.setChecked(False)
        self.draft.wipe()

    def commands(self) -> list[Command]:
        """What can be done with the work that is shown."""
        return [
            Command("working.cancel", self.cancel.text(), self.cancel.click, "Alt+C",
                    self.cancel.isVisible() and self.cancel.isEnabled()),
            Command("working.tryAgain", self.try_again.text(), self.try_again.click, "Alt+T",
                    self.try_again.isVisible()),
        ]  # fmt: skip

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.queue.cancel(self._job)

    def _changed(self, job: Job) -> None:
        if job is not self._job:
            return
        if self._shown != (job.step, job.restarted):
            self._show_job(job)
        else:
            for progress in list(job.progress.values())[-1:]:
                self.show_progress(progress)

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._learn(job)
            self._show_job(job)
        if job.step is Step.DONE:
            self.router.work_done(job.plan.session_id)
        elif job.error is not None and job is not self._job:
            self.router.work_failed(job.error)

    # ---- showing -------------------------------------------------------------------------------

    def _show_job(self, job: Job) -> None:
        if job is not self._job or self._remaining is None:
            self._remaining = Remaining(self._stages_of(job), self._usual)
        self._job = job
        self._shown = job.step, job.restarted
        self.show_plan(job.plan)
        self.draft.show_all(job.sections)
        self.left.setText(" ")
        for progress in sorted(job.progress.values(), key=lambda p: list(Stage).index(p.stage)):
            self.show_progress(progress)
        self.cancel.setVisible(job.step in (Step.WAITING, Step.WORKING))  # half a file is no session
        self.cancel.setEnabled(not job.cancel.is_set())
        if job.restarted is not None:
            self.banner.say(self._restart_words(job.restarted), "warning")
        elif job.step is Step.WAITING:
            session_id = job.plan.session_id
            self.ask(lambda: self.services.records.session(session_id), self._say_waiting)
        if job.step is Step.FAILED and job.error is not None:
            self._show_error(job, job.error)

    def _show_section(self, session_id: str, title: str, sentences: list[NoteSentence]) -> None:
        """A section is complete; where the page was left, the job keeps it for when it is looked at again."""
        if self.isVisible() and session_id == self.plan.session_id:
            self.draft.put(title, sentences)

    def show_plan(self, plan: WorkPlan) -> None:
        """Show the stages of a plan, none begun."""
        used = {
            Stage.CAPTURE: plan.capture or Stage.CAPTURE in self._job.progress,
            Stage.TRANSCRIBE: plan.transcribe,
            Stage.SPEAKERS: plan.transcribe,
            Stage.DRAFT: plan.draft,
            Stage.CHECK: plan.draft,
        }
        for stage, each in self.stages.items():
            each.reset()
            each.setVisible(used[stage])
        goal = self.tr("the draft opens when it is ready") if plan.draft else self.tr("the transcript opens then")
        self.lead.setText(
            self.tr("You can go on with something else; {goal}. While Sotto is locked, the work waits.").replace(
                "{goal}", goal
            )
        )
        self.banner.hide()
        if plan.notice:
            self.banner.say(plan.notice, "warning")
        self.failure.hide()
        self.words_shown.setVisible(plan.transcribe)

    def _say_waiting(self, session: Session) -> None:
        if self._job.step is Step.WAITING and self._job.plan.session_id == session.id:
            waits = self.tr("The session of {time} waits its turn.").replace(
                "{time}", words.time_words(session.started_at)
            )
            self.banner.say(f"{self._job.plan.notice} {waits}".strip())

    def show_progress(self, progress: Progress) -> None:
        """Show where the work stands; earlier stages are done."""
        order = list(Stage)
        for stage in order[: order.index(progress.stage)]:
            self.stages[stage].show_part(1.0)
        part = progress.done / progress.total if progress.total > 0 else 0.0
        self.stages[progress.stage].show_part(part)
        if self._remaining is not None:
            self._remaining.take(progress)

    # ---- how long it still takes ---------------------------------------------------------------

    def _stages_of(self, job: Job) -> tuple[Stage, ...]:
        plan = job.plan
        wanted = {
            Stage.CAPTURE: plan.capture,
            Stage.TRANSCRIBE: plan.transcribe,
            Stage.SPEAKERS: plan.transcribe,
            Stage.DRAFT: plan.draft,
        }
        return tuple(stage for stage, used in wanted.items() if used)

    def _know(self, usual: dict[Stage, float]) -> None:
        """How long the stages usually take here."""
        self._usual = usual
        if self._remaining is not None:
            self._remaining.usual = usual

    def _learn(self, job: Job) -> None:
        """What this job took is what the next one is expected to take."""
        watched, self._remaining = self._remaining, None
        if watched is None or job.step is not Step.DONE:
            return
        self._usual = usual = watched.learnt()
        kept, preferences = write_usual(usual), self.services.preferences
        self.ops.run(self, lambda: preferences.set("work.usual", kept), None, lambda _: None)

    def _say_left(self) -> None:
        working = self._job.step in (Step.READING, Step.WORKING)
        estimate = self._remaining.estimate() if working and self._remaining is not None else None
        text = left_words(estimate) or " "
        if text != self.left.text():
            self.left.setText(text)

    def _restart_words(self, progress: Progress) -> str:
        if progress.reason == "killed":
            return self.tr("A part of Sotto was ended by the system, most likely because memory ran short. It was "
                           "started again and goes on with the same piece. Nothing was lost.")  # fmt: skip
        if progress.reason == "gave up" and progress.stage is Stage.SPEAKERS:
            return self.tr(
                "Who spoke could not be worked out, so the transcript is there without it. Nothing was lost."
            )
        if progress.reason == "gave up":
            return self.tr("The note model could not be used, so the draft is made of quotations. Nothing was lost.")
        return self.tr("A part of Sotto stopped unexpectedly. It was started again and goes on with the same "
                       "piece. Nothing was lost.")  # fmt: skip

    def _show_error(self, job: Job, error: Exception) -> None:
        again = can_be_read_again(job)
        caption(self.try_again, self.tr("&Work with what is there") if job.cut else self.tr("&Try again"))
        self.read_again.setVisible(again)
        text = describe(error)
        if again:
            part = self.tr("Only the first {time} of the file were read.")
            text = text.but(
                happened=part.replace("{time}", words.clock(job.captured)),
                lost=text.but(lost="", next_step="").whole(),
                next_step=self.tr("Read the file again, or work with what is there."),
            )
        self.show_failure(text)

    def show_failure(self, text: ErrorText) -> None:
        """Show what happened, what was lost and what to do next."""
        self.draft.wipe()  # nothing of it is stored
        error_view.put(text, self.happened, self.after, self.copy)
        self.failure.show()
        self.cancel.hide()
        self.try_again.setFocus()

    def _read_again(self) -> None:
        job = self._job
        path = files.ask_open(self, self.tr("Read the file again"), f"{self.tr('Sound files')} ({SOUND_KINDS})")
        if path is None:
            return
        chosen, session_id = path, job.plan.session_id
        self.ask(
            lambda: self.services.recording.import_file(session_id, chosen),
            lambda _: self._show_job(self.queue.add(replace(job.plan, capture=True))),
            lane=Lane.RECORDER,
        )

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
        self.ask(lambda: self.services.records.segments(session_id), self.show_segments)

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
