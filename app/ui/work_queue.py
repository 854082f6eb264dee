"""The work on sessions, one after the other: what runs, what waits, and what a lock put off.

A sound file is read by the recorder, which needs no turn: it is followed beside the work that runs.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.domain.errors import Cancelled, RecorderLost
from app.domain.note import Note, NoteSentence
from app.domain.progress import Live, Progress, Stage
from app.domain.session import RecorderStatus, RecordingState
from app.ui.context import Context, WorkPlan
from app.ui.operations import Lane

POLL_MS = 200
_OVER = (RecordingState.STOPPED, RecordingState.FAILED)


class Step(StrEnum):
    """Where a job stands."""

    READING = "reading"  # the recorder reads a sound file
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True, eq=False)
class Job:
    """One plan on its way. `captured` is seconds of the sound file read so far.

    `live` is how far the work has come while its recording goes on.
    """

    plan: WorkPlan
    step: Step = Step.WAITING
    progress: dict[Stage, Progress] = field(default_factory=dict)
    restarted: Progress | None = None
    captured: float = 0.0
    live: Live | None = None
    sections: dict[str, list[NoteSentence]] = field(default_factory=dict)
    """What is complete of the draft, by title, in the order of the format."""
    cut: bool = False
    """The file was not read to its end."""
    error: Exception | None = None
    cancel: threading.Event = field(default_factory=threading.Event)
    gives_way: bool = False
    """Stopped for the work along with a recording; it goes on after that."""

    @property
    def given_up(self) -> bool:
        """Whether it was stopped for good."""
        return self.cancel.is_set() and not self.gives_way


class WorkQueue(QObject):
    """Runs plans. Lives on the main thread; says what changes by signals that carry the Job."""

    changed = Signal(object)
    ended = Signal(object)
    """The job is done or has failed."""

    live = Signal(str, object)
    """How far the work on a session (its id) has come while its recording goes on: a Live."""
    section = Signal(str, str, object)
    """A section of a session's draft is complete: session id, title, list of NoteSentence. It may come again."""

    _reported = Signal(object, object)
    _told = Signal(object, object)
    _written = Signal(object, str, object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._services = context.services
        self._ops = context.ops
        self._router = context.router
        self._jobs: list[Job] = []
        self._put_off: list[WorkPlan] = []
        self._resumed = False  # until then the vault knows of work that this queue does not
        self._busy: Job | None = None
        self._asking = False
        self._reported.connect(self._note, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._note_live, Qt.ConnectionType.QueuedConnection)
        self._written.connect(self._note_section, Qt.ConnectionType.QueuedConnection)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._ask_recorder)

    @property
    def running(self) -> bool:
        """Whether anything is being done or waits."""
        return bool(self._jobs)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What is being done and what waits, in the order in which it was taken in."""
        return tuple(self._jobs)

    @property
    def put_off(self) -> bool:
        """Whether a lock put work off that `resume` will go on with."""
        return bool(self._put_off)

    def reads(self, session_id: str) -> bool:
        """Whether a sound file is being read for a session."""
        return any(j.step is Step.READING and j.plan.session_id == session_id for j in self._jobs)

    def add(self, plan: WorkPlan) -> Job:
        """Take a plan in, or find the job that does it already."""
        for each in self._jobs:
            if _alike(each.plan, plan) and not each.given_up:
                along = each.plan.live and plan.live  # else the recording has ended, and the work is wanted now
                each.plan = replace(each.plan, notice=plan.notice or each.plan.notice, live=along)
                return each
        job = self._take(plan)
        self._resumed = True
        self._remember()
        if plan.live:
            self._make_way()
        self._pump()
        return job

    def _make_way(self) -> None:
        """What is said now goes first: a transcription of an earlier session is put off (a draft is soon done)."""
        job = self._busy
        if job is not None and not job.plan.live and job.plan.transcribe and Stage.DRAFT not in job.progress:
            job.gives_way = not job.cancel.is_set()
            job.cancel.set()

    def _take(self, plan: WorkPlan) -> Job:
        job = Job(plan, Step.READING if plan.capture else Step.WAITING)
        self._jobs.append(job)
        if plan.capture:
            self._poll.start()
        return job

    def cancel(self, job: Job) -> None:
        """Stop a job; everything done before is stored. A file that is being read is read to its end."""
        job.gives_way = False
        job.cancel.set()
        if job.step is Step.WAITING:
            self._end(job, Cancelled())
        else:
            self._remember()

    def suspend(self) -> None:
        """Before a lock or the end: stop everything, and remember what `resume` is to go on with."""
        for job in self._jobs:
            if not job.given_up:
                self._put_off.append(job.plan)
            job.cancel.set()
        self._jobs.clear()
        self._poll.stop()
        if self._resumed and self._services.vault.is_open:
            self._store(self._put_off)
        self._resumed = False

    def resume(self, plans: Sequence[WorkPlan]) -> list[Job]:
        """After unlocking: go on with what the vault has kept. A file's recorder went on by itself."""
        self._put_off = []
        jobs = [self._take(plan) for plan in plans]
        self._resumed = True
        self._remember()
        self._pump()
        return jobs

    def _remember(self) -> None:
        """Keep what is still to be done in the vault: a lock ends this process, and it may crash."""
        self._store([job.plan for job in self._jobs if not job.given_up])

    def _store(self, plans: Sequence[WorkPlan]) -> None:
        kept = tuple(plans)
        self._ops.run(self, lambda: self._services.pending.keep(kept), None, self._router.work_failed)

    # ---- reading a sound file ------------------------------------------------------------------

    def _reader(self) -> Job | None:
        return next((j for j in self._jobs if j.step is Step.READING), None)

    def _ask_recorder(self) -> None:
        job = self._reader()
        if job is None:
            self._poll.stop()
            return
        if self._asking:
            return
        self._asking = True
        session_id, recording = job.plan.session_id, self._services.recording

        def ask() -> RecorderStatus:
            if recording.active != session_id:  # it ended while the vault was locked, and was found cut off
                raise RecorderLost
            status = recording.status()
            if status.state in _OVER:
                job.captured = status.captured
                recording.stop()
            return status

        self._ops.run(self, ask, lambda status: self._read(job, status), lambda e: self._cut(job, e),
                      lane=Lane.RECORDER)  # fmt: skip

    def _read(self, job: Job, status: RecorderStatus) -> None:
        self._asking = False
        if job not in self._jobs:
            return
        job.captured = status.captured
        over = status.state in _OVER
        total = status.captured if over else status.total or status.captured * 2
        job.progress[Stage.CAPTURE] = Progress(Stage.CAPTURE, status.captured, max(total, 0.001))
        if over:
            self._captured(job)
        self.changed.emit(job)

    def _captured(self, job: Job) -> None:
        job.plan = replace(job.plan, capture=False)  # the file must not be read twice
        self._remember()
        job.step = Step.WAITING
        if job.cancel.is_set():
            self._end(job, Cancelled())
        else:
            self._pump()

    def _cut(self, job: Job, error: Exception) -> None:
        """The file ended badly: what was read before is stored, and can be worked with."""
        self._asking = False
        if job not in self._jobs:
            return
        job.plan = replace(job.plan, capture=False)
        job.cut = True
        self._end(job, error)

    # ---- transcript and draft ------------------------------------------------------------------

    def _pump(self) -> None:
        """Start the next job that waits. What a lock cancelled must have come to its end first."""
        waiting = [j for j in self._jobs if j.step is Step.WAITING]
        job = next((j for j in waiting if j.plan.live), waiting[0] if waiting else None)  # what is said now goes first
        if self._busy is not None or job is None:
            return
        self._busy = job
        job.step = Step.WORKING
        plan, services = job.plan, self._services

        def report(progress: Progress) -> None:
            self._reported.emit(job, progress)

        def going_on() -> bool:
            return services.recording.active == plan.session_id

        def tell(live: Live) -> None:
            self._told.emit(job, live)

        def work() -> Note | None:
            if plan.transcribe:
                follow = going_on if plan.live else None
                services.work.process(
                    plan.session_id, report, job.cancel.is_set, going_on=follow, tell=tell, models=plan.models
                )
            if not plan.draft:
                return None
            template = plan.template_id or services.records.session(plan.session_id).template_id
            titles = {section.id: section.title for section in services.notes.template(template).sections}

            def on_section(section_id: str, sentences: Sequence[NoteSentence]) -> None:
                self._written.emit(job, titles.get(section_id, section_id), list(sentences))

            return services.work.draft(
                plan.session_id, template, report, job.cancel.is_set, on_section, models=plan.models
            )

        self._ops.run(self, work, lambda _: self._worked(job, None), lambda e: self._worked(job, e), lane=Lane.LONG)
        self.changed.emit(job)

    @Slot(object, object)
    def _note(self, job: Job, progress: Progress) -> None:
        job.progress[progress.stage] = progress
        if progress.restarted:
            job.restarted = progress
        self.changed.emit(job)

    @Slot(object, object)
    def _note_live(self, job: Job, live: Live) -> None:
        job.live = live
        self.live.emit(job.plan.session_id, live)

    @Slot(object, str, object)
    def _note_section(self, job: Job, title: str, sentences: list[NoteSentence]) -> None:
        if job in self._jobs:  # else it was put off by a lock, and nothing of it is to be seen any more
            job.sections[title] = sentences
            self.section.emit(job.plan.session_id, title, sentences)

    def _worked(self, job: Job, error: Exception | None) -> None:
        self._busy = None
        if isinstance(error, Cancelled) and job in self._jobs and self._wanted_again(job):
            if job.gives_way:
                job.cancel, job.gives_way = threading.Event(), False
            job.step = Step.WAITING
        elif job in self._jobs:
            self._end(job, Cancelled() if error is None and job.given_up else error)
        self._pump()

    def _wanted_again(self, job: Job) -> bool:
        """Whether work that ended gave way to other work, or ended with its recording, which was cut off, and has been
        asked for again meanwhile."""
        if job.gives_way:
            return True
        going = self._services.recording.active == job.plan.session_id
        return not job.cancel.is_set() and (going or not job.plan.live)

    def _end(self, job: Job, error: Exception | None) -> None:
        self._jobs.remove(job)
        self._remember()
        job.step, job.error = Step.DONE if error is None else Step.FAILED, error
        self.ended.emit(job)


def _alike(one: WorkPlan, other: WorkPlan) -> bool:
    """Whether two plans come to the same, whatever of them is done already."""
    formats = {one.template_id, other.template_id} - {""}
    return (one.session_id, one.transcribe, one.draft) == (other.session_id, other.transcribe, other.draft) and (
        len(formats) < 2
    )


def can_be_read_again(job: Job) -> bool:
    """Whether the recorder died while it read a file: a damaged file would end at the same place again."""
    return job.cut and isinstance(job.error, RecorderLost)
